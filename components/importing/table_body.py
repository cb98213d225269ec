"""Make a table of texts of a sheet: name its columns, even out its rows, and count the notes beside it."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import replace

from components.importing.headed_sheet import MappedSheet
from components.importing.people_columns import quote_unless_address
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, SheetMapping
from components.inventory import TextTable
from components.inventory.problems import Problem
from components.inventory.schema import columns_of
from components.inventory.text import clean

_AS_IT_CAME = "as it came"
LONGEST_QUOTE = 500
"""How many letters of rows a problem quotes."""


def read_body(mapped: MappedSheet, columns: Collection[str]) -> tuple[TextTable, list[Problem]]:
    """Read the rows under a header into columns of these names, and give the table.

    No row and no cell is lost: cells beyond the header come as columns of their own, and rows beside the table are
    counted. Columns that have neither header nor filled cell are dropped.
    """
    sheet, names, width = mapped.sheet, list(columns), len(columns)
    rows, numbers = mapped.head.rows, [sheet.numbers[at] for at in mapped.head.rows_under.rows]
    problems = _note_rows_beside(mapped)
    if set(map(len, rows)) - {width}:
        problems += _rows_of_another_width(mapped, rows, numbers, width)
        beyond = sorted({at for row in rows for at in range(width, len(row)) if row[at].strip()})
        names += [_free_name(f"column {at + 1}", names) for at in beyond]
        rows = [
            [*row[:width], *[""] * (width - len(row)), *(row[at] if at < len(row) else "" for at in beyond)]
            for row in rows
        ]
    texts: dict[str, Sequence[str]] = dict(zip(names, zip(*rows, strict=True) if rows else [()] * width, strict=True))
    for name, header in zip(columns, mapped.head.headers, strict=True):
        if not header and any(text.strip() for text in texts[name]):
            problems.append(mapped.problem("column without a header", column=name))
        elif not header:
            del texts[name]
    beside = len(mapped.head.rows_under.notes) + len(mapped.head.rows_under.repeated)
    table = TextTable(mapped.mapping.table, texts, numbers, sheet.file, sheet.title, guarded=True, beside=beside)
    return table, problems


def _note_rows_beside(mapped: MappedSheet) -> list[Problem]:
    """Note the rows under the header that are none of the table."""
    under, numbers, problems = mapped.head.rows_under, mapped.sheet.numbers, []
    if under.blank:
        problems.append(mapped.problem("blank rows", count=len(under.blank), value=str(len(under.blank))))
    if under.notes:
        mark = mapped.sheet.delimiter or " "
        texts = [clean(mark.join(mapped.sheet.rows[at]).strip(f" {mark}")) for at in under.notes]
        value = " / ".join(filter(quote_unless_address, texts))[:LONGEST_QUOTE] or None
        where = {"row": numbers[under.notes[0]], "value": value, "count": len(under.notes)}
        problems.append(mapped.problem("notes under the table", **where))
    if under.repeated:
        where = {"row": numbers[under.repeated[0]], "value": str(len(under.repeated)), "count": len(under.repeated)}
        problems.append(mapped.problem("header repeated", **where))
    return problems


def _rows_of_another_width(
    mapped: MappedSheet, rows: Sequence[Sequence[str]], numbers: Sequence[int], width: int
) -> list[Problem]:
    problems = []
    usual = "most rows" if mapped.mapping.header_rows == NO_HEADER else "the header"
    for row, number in zip(rows, numbers, strict=True):
        words = {"row": number, "cells": len(row), "usual": usual, "width": width}
        surplus = [cell for cell in row[width:] if cell.strip()]
        if surplus:
            problems.append(mapped.problem("row too long", value=" | ".join(surplus), **words))
        elif len(row) < width and mapped.sheet.title is None:
            problems.append(mapped.problem("row too short", value=str(len(row)), **words))
    return problems


# Names of columns


def read_each_column_once(mapping: SheetMapping) -> tuple[SheetMapping, list[int]]:
    """Read each column of the standard from one header only, the first that is mapped to it, and give the new mapping.

    The other headers become extra columns. Their positions are given too.
    """
    first = {name: at for at, name in reversed(mapping.standard_columns.items())}
    again = [at for at, name in mapping.standard_columns.items() if first[name] != at]
    columns = [replace(column, use="extra") if at in again else column for at, column in enumerate(mapping.columns)]
    return replace(mapping, columns=tuple(columns)), again


def name_columns(mapped: MappedSheet, chosen_twice: list[int]) -> tuple[dict[str, ColumnMapping], list[Problem]]:
    """Name each column of a sheet, and give the mappings by the names: the standard's, the header, or its number where
    it has none.

    ``chosen_twice`` has the positions of headers that were mapped to a column that another header has already.
    """
    columns: dict[str, ColumnMapping] = {}
    problems = []
    standard = {column.name for column in columns_of(mapped.mapping.table)}
    read = set(mapped.mapping.standard_columns.values())
    taken = standard | set(mapped.head.headers)
    row = mapped.head.header_row_number
    for position, column in enumerate(mapped.mapping.columns):
        name = column.column if column.use == "column" else column.header
        if not name:
            name = _free_name(f"column {position + 1}", taken)
        elif column.use != "column" and name in standard - read and name not in columns:
            name = _free_name(f"{name} ({_AS_IT_CAME})", taken)
        elif column.use != "column" and (name in columns or name in standard):
            name = _free_name(name, taken)
            problems.append(mapped.problem("header used twice", row=row, column=name, value=column.header))
        columns[name] = column
        taken.add(name)
    named = list(columns.items())
    for name, column in (named[at] for at in chosen_twice):
        words = {"column": name, "value": column.header, "chosen": column.column}
        problems.append(mapped.problem("column chosen twice", row=row, **words))
    return columns, problems


def _free_name(name: str, taken: Collection[str]) -> str:
    """Give the name where it is free, or else with the next number: ``area (2)``."""
    if name not in taken:
        return name
    return next(free for number in itertools.count(2) if (free := f"{name} ({number})") not in taken)
