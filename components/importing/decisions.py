"""What a package keeps beside its tables, in ``atlas.json``: how they were read, and what was decided by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, get_args

from components.importing.people_columns import mask_cells
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, DayOrder, Parents, SheetMapping, Use
from components.inventory.addresses import mask_addresses
from components.inventory.people import is_about_people
from components.inventory.problems import Problem, problem
from components.inventory.schema import DECISIONS_FILE, NOT_QUOTED, column_of, table_names, vocabulary
from components.inventory.text import scrub

_FIELDS_OF_ROWS = ("table", "file", "sheet", "row", "cells")


@dataclass(frozen=True)
class DecidedRow:
    """A row that is not in an inventory because it was set aside by hand, or merged into another."""

    table: str
    file: str | None
    sheet: str | None
    """The sheet's name where the file is a workbook."""
    row: int
    """Its number in a spreadsheet."""
    cells: tuple[tuple[str, str], ...]
    """Its filled cells: column and text."""
    into: tuple[str, str] | None = None
    """The id and the name of the organization that it was merged into; None where it was set aside."""

    def without_people(self) -> DecidedRow:
        """Remove who rated, columns about people, and people's addresses in other cells from the row, and give it."""
        kept = {
            name: text
            for name, text in self.cells
            if name not in NOT_QUOTED and (column_of(self.table, name) is not None or not is_about_people(name))
        }
        cells = mask_cells(self.table, kept, ())
        return replace(self, cells=tuple((mask_addresses(name), text) for name, text in cells.items() if text))


@dataclass(frozen=True)
class Decisions:
    """What a package keeps beside its tables."""

    mappings: tuple[SheetMapping, ...] = ()
    """How its sheets were read."""
    not_the_same: frozenset[frozenset[str]] = frozenset()
    """Pairs of organizations that are not the same, by their names."""
    rows: tuple[DecidedRow, ...] = ()
    """The rows that were set aside or merged before it was written."""


# Writing


def decisions_to_json(
    mappings: Sequence[SheetMapping] = (),
    not_the_same: Iterable[frozenset[str]] = (),
    rows: Sequence[DecidedRow] = (),
) -> str:
    """Write what a package keeps beside its tables (see ``Decisions``), and give the text of its ``atlas.json``."""
    kept = {
        "mappings": [asdict(mapping) for mapping in mappings],
        "not_the_same": sorted([min(pair), max(pair)] for pair in not_the_same if pair),
        "set_aside": [_row_to_json(row) for row in rows if row.into is None],
        "merged": [_row_to_json(row) for row in rows if row.into is not None],
    }
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _row_to_json(row: DecidedRow) -> dict[str, Any]:
    into = {} if row.into is None else {"into": dict(zip(("id", "name"), row.into, strict=True))}
    return into | {name: getattr(row, name) for name in _FIELDS_OF_ROWS} | {"cells": dict(row.cells)}


# Reading


def decisions_from_json(text: str) -> tuple[Decisions, list[Problem]]:
    """Read a package's ``atlas.json``, and give what it keeps. What its rows say about people is removed.

    A note says how many rows it lists, and a warning where something could not be read.
    """
    try:
        kept = _scrub_json(json.loads(text))
    except (ValueError, RecursionError):
        kept = None
    names = ("mappings", "not_the_same", "set_aside", "merged")
    # What is broken stays in ``lists`` and is missing from ``found``, so that they differ.
    lists = {name: kept.get(name, []) if isinstance(kept, dict) else None for name in names}
    found = {name: items if isinstance(items, list) else [] for name, items in lists.items()}
    pairs = [pair for pair in found["not_the_same"] if isinstance(pair, list) and len(pair) == 2]
    mappings = [_read_mapping(item) for item in found["mappings"]]
    rows = [_read_row(item, merged=name == "merged") for name in ("set_aside", "merged") for item in found[name]]
    decisions = Decisions(
        tuple(filter(None, mappings)),
        frozenset(frozenset(pair) for pair in pairs if all(isinstance(text, str) for text in pair)),
        tuple(row.without_people() for row in rows if row),
    )
    problems = []
    if decisions.rows:
        count = len(decisions.rows)
        problems.append(problem("rows set aside or merged before", file=DECISIONS_FILE, count=count))
    if found != lists or None in mappings or None in rows:
        problems.append(problem("decisions can't be read", file=DECISIONS_FILE))
    return decisions, problems


def _scrub_json(item: Any) -> Any:
    """Remove broken halves of letters, which can't be written again, from JSON, and give it."""
    if isinstance(item, dict):
        return {scrub(name): _scrub_json(each) for name, each in item.items()}
    if isinstance(item, list):
        return list(map(_scrub_json, item))
    return scrub(item) if isinstance(item, str) else item


def _read_mapping(item: Any) -> SheetMapping | None:
    """Read the mapping of one sheet, and give it; None where it is not as the Atlas writes it."""
    if not _has_fields_of(item, SheetMapping, {"header_rows": list, "columns": list, "sure": bool}):
        return None
    columns = [_read_column(column, item.get("table", "")) for column in item.get("columns", ())]
    rows = item.get("header_rows", [])
    is_known = item.get("table") in ("", *table_names()) and item.get("parents", "") in get_args(Parents)
    are_positions = rows == [*NO_HEADER] or all(type(row) is int and row >= 0 for row in rows)
    if not is_known or None in columns or not are_positions:
        return None
    return SheetMapping(**item | {"columns": tuple(columns), "header_rows": tuple(rows)})


def _read_column(item: Any, table: str) -> ColumnMapping | None:
    if not _has_fields_of(item, ColumnMapping, {"likeness": int}):
        return None
    column = ColumnMapping(**{"header": "", **item})
    if column.use not in get_args(Use) or column.order not in get_args(DayOrder):
        return None
    standard = column_of(table, column.column)
    fits_use = {
        "column": standard is not None,
        "checkbox": standard is not None and standard.is_list,
        "ties": column.column in set(vocabulary("relationship_kinds")["word"]),
    }
    return column if fits_use.get(column.use, True) else None


def _has_fields_of(item: Any, mapping: type[SheetMapping | ColumnMapping], types: dict[str, type]) -> bool:
    """Whether an item is an object with only fields of the class. Those that ``types`` does not have are texts."""
    names = {field.name for field in fields(mapping)}
    return isinstance(item, dict) and all(name in names and type(item[name]) is types.get(name, str) for name in item)


def _read_row(item: Any, *, merged: bool) -> DecidedRow | None:
    """Read one row, and give it; None where it is not as the Atlas writes it."""
    if not isinstance(item, dict) or item.keys() != {*_FIELDS_OF_ROWS, *(["into"] if merged else [])}:
        return None
    table, file, sheet, row, cells = (item[name] for name in _FIELDS_OF_ROWS)
    into = item.get("into", {"id": "", "name": ""})
    names_row = table in table_names() and type(row) is int and row >= 0
    names_file = all(each is None or isinstance(each, str) for each in (file, sheet))
    if not (names_row and names_file and _has_texts(cells) and _has_texts(into) and into.keys() == {"id", "name"}):
        return None
    return DecidedRow(table, file, sheet, row, tuple(cells.items()), (into["id"], into["name"]) if merged else None)


def _has_texts(item: Any) -> bool:
    return isinstance(item, dict) and all(isinstance(text, str) for text in item.values())
