"""Make a table of texts of a sheet: name its columns, even out its rows, and keep the notes beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.files import Sheet
from components.importing.headed_sheet import MappedSheet
from components.importing.people_columns import quote_unless_address
from components.importing.sheet_mapping import NO_HEADER, SheetMapping
from components.inventory import TextTable
from components.inventory.problems import Problem
from components.inventory.schema import columns_of
from components.inventory.text import clean, header_key

_AS_IT_CAME = "as it came"
_LONGEST_QUOTE = 500  # letters


def read_body(mapped: MappedSheet, names: list[str]) -> tuple[TextTable, list[Problem]]:
    """Read the rows under a header into columns of these names, and give the table.

    No row and no cell is lost: cells beyond the header come as columns of their own, and notes stand beside the table.
    """
    sheet, width = mapped.sheet, len(names)
    under = mapped.head.rows_under
    rows, numbers = mapped.head.rows, [sheet.numbers[at] for at in under.rows]
    beside, problems = _read_rows_beside(mapped)
    if under.blank:
        count = len(under.blank)
        problems.append(mapped.problem("blank rows", count=count, value=str(count)))
    even, beyond = rows, dict[str, Sequence[str]]()
    if set(map(len, rows)) - {width}:
        problems += _rows_of_another_width(mapped, rows, numbers, width)
        even = [[*row[:width], *[""] * (width - len(row))] for row in rows]
        beyond = _columns_beyond_header(rows, names)
    columns: dict[str, Sequence[str]] = dict(zip(names, zip(*even, strict=True), strict=False)) | beyond
    columns, more = _drop_empty_columns(mapped, columns or dict.fromkeys(names, ()), names)
    table = TextTable(mapped.mapping.table, columns, numbers, sheet.file, sheet.title, guarded=True, beside=beside)
    return replace(table, semicolons=sheet.delimiter == ";"), problems + more


# Rows beside the table


def row_text(sheet: Sheet, at: int) -> str:
    """Give a row that does not belong to the table as one text."""
    mark = sheet.delimiter or " "
    return clean(mark.join(sheet.rows[at]).strip(f" {mark}"))


def _read_rows_beside(mapped: MappedSheet) -> tuple[list[tuple[int, str, str]], list[Problem]]:
    """Give the notes and repeated headers, each with its spreadsheet row, its kind and its text; and the problems."""
    under, numbers = mapped.head.rows_under, mapped.sheet.numbers
    kinds = dict.fromkeys(under.notes, "note") | dict.fromkeys(under.repeated, "header")
    beside = [(numbers[at], kind, quote_unless_address(row_text(mapped.sheet, at)) or "") for at, kind in kinds.items()]
    problems = []
    if under.notes:
        quoted = " / ".join(text for _, kind, text in beside if kind == "note" and text)[:_LONGEST_QUOTE]
        where = {"row": numbers[under.notes[0]], "value": quoted or None, "count": len(under.notes)}
        problems.append(mapped.problem("notes under the table", **where))
    if under.repeated:
        count = len(under.repeated)
        where = {"row": numbers[under.repeated[0]], "value": str(count), "count": count}
        problems.append(mapped.problem("header repeated", **where))
    return beside, problems


# Columns without a header


def _columns_beyond_header(rows: Sequence[Sequence[str]], names: list[str]) -> dict[str, Sequence[str]]:
    """Make columns of the cells beyond the header, without empty ones."""
    long = [row for row in rows if len(row) > len(names)]
    places = {at for row in long for at in range(len(names), len(row)) if row[at].strip()}
    taken = set(names)
    return {
        free_name(f"column {at + 1}", taken): [row[at] if len(row) > at else "" for row in rows]
        for at in sorted(places)
    }


def _drop_empty_columns(
    mapped: MappedSheet, columns: dict[str, Sequence[str]], names: list[str]
) -> tuple[dict[str, Sequence[str]], list[Problem]]:
    """Drop columns that have neither header nor filled cell, and give the others; note each without a header."""
    nameless = [name for name, header in zip(names, mapped.head.headers, strict=True) if not header]
    empty = {name for name in nameless if not any(text.strip() for text in columns[name])}
    problems = [mapped.problem("column without a header", column=name) for name in nameless if name not in empty]
    return {name: texts for name, texts in columns.items() if name not in empty}, problems


# Rows of another width


def _rows_of_another_width(
    mapped: MappedSheet, rows: Sequence[Sequence[str]], numbers: Sequence[int], width: int
) -> list[Problem]:
    problems = []
    usual = "most rows" if mapped.mapping.header_rows == NO_HEADER else "the header"
    for row, number in zip(rows, numbers, strict=True):
        words = {"row": number, "cells": len(row), "usual": usual, "width": width}
        surplus = [cell for cell in row[width:] if cell.strip()]
        if surplus:
            words |= {"value": " | ".join(surplus)} | _cells_cut_in_two(mapped.sheet, row, width)
            problems.append(mapped.problem("row too long", **words))
        elif len(row) < width and mapped.sheet.title is None:
            problems.append(mapped.problem("row too short", value=str(len(row)), **words))
    return problems


def _cells_cut_in_two(sheet: Sheet, row: Sequence[str], width: int) -> dict[str, object]:
    """Find two cells of a row that are probably one, cut at a comma, and give words for the problem, if any."""
    joined = join_cut_cells(sheet, row, width)
    if not joined:
        return {}
    cut = next(at for at, cell in enumerate(joined) if cell != row[at])
    return {"case": "cut by a comma", "first": cut + 1, "second": cut + 2}


def join_cut_cells(sheet: Sheet, row: Sequence[str], width: int) -> list[str] | None:
    """Join the cells again that bare commas cut in a row with more cells than the header, and give the row.

    None where it is not certain which. It is certain where the cells that begin with a blank, as text after a comma
    does, are exactly as many as are too many: ``A, B and C,x,1`` for three columns.
    """
    if sheet.delimiter != "," or len(row) <= width:
        return None
    cut = [at for at in range(1, len(row)) if row[at].startswith(" ") and row[at].strip() and row[at - 1].strip()]
    if len(cut) != len(row) - width:
        return None
    joined: list[str] = []
    for at, cell in enumerate(row):
        if at in cut:
            joined[-1] += f",{cell}"
        else:
            joined.append(cell)
    return joined


# Names of columns


def read_each_column_once(mapping: SheetMapping) -> tuple[SheetMapping, list[int]]:
    """Read each column of the standard from one header only, the first that is mapped to it, and give the new mapping.

    The other headers become extra columns. Their positions are given too.
    """
    first: dict[str, int] = {}
    for at, name in mapping.standard_columns.items():
        first.setdefault(name, at)
    again = [at for at, name in mapping.standard_columns.items() if first[name] != at]
    columns = [replace(column, use="extra") if at in again else column for at, column in enumerate(mapping.columns)]
    return replace(mapping, columns=tuple(columns)) if again else mapping, again


def name_columns(mapped: MappedSheet, chosen_twice: list[int]) -> tuple[list[str], list[Problem]]:
    """Name each column of a sheet, and give the names: the standard's, the header, or its number where it has none.

    ``chosen_twice`` has the positions of headers that were mapped to a column that another header has already.
    """
    names: list[str] = []
    problems = []
    standard = {column.name for column in columns_of(mapped.mapping.table)}
    read = set(mapped.mapping.standard_columns.values())
    taken = standard | set(mapped.head.headers)
    for position, column in enumerate(mapped.mapping.columns):
        name = column.column if column.use == "column" else column.header
        if not name:
            name = free_name(f"column {position + 1}", taken)
        elif column.use != "column" and name in standard - read and name not in names:
            name = free_name(f"{name} ({_AS_IT_CAME})", taken)
        elif column.use != "column" and (name in names or name in standard):
            name = free_name(f"{name} (2)", taken, column.header)
            problems.append(_column_problem(mapped, "header used twice", name, position))
        names.append(name)
        taken.add(name)
    problems += [_column_problem(mapped, "column chosen twice", names[at], at) for at in chosen_twice]
    return names, problems


def _column_problem(mapped: MappedSheet, code: str, name: str, at: int) -> Problem:
    column, row = mapped.mapping.columns[at], mapped.head.header_row_number
    return mapped.problem(code, row=row, column=name, value=column.header, chosen=column.column)


def free_name(name: str, taken: set[str], base: str | None = None) -> str:
    """Give the name where it is free, or else the base (the name where there is none) with a number: ``area (2)``."""
    number = 2
    while name in taken:
        number += 1
        name = f"{base or name} ({number})"
    return name


def note_renamed_headers(mapped: MappedSheet) -> list[Problem]:
    """Note each header that was read as a column of another name. A mere difference in spelling gets no note."""
    row = mapped.head.header_row_number
    return [
        mapped.problem("header read by another name", row=row, column=column.column, value=column.header)
        for column in mapped.mapping.columns
        if column.use == "column" and header_key(column.header).rstrip("s") != header_key(column.column).rstrip("s")
    ]
