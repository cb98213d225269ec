"""What a package keeps beside its tables, in ``atlas.json``: how these were read, and what was decided by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, cast, get_args

from components.importing.people_columns import mask_cells
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, Days, Parents, SheetMapping, Use
from components.inventory.addresses import mask_addresses
from components.inventory.people import is_about_people
from components.inventory.problems import Problem, file_problem
from components.inventory.schema import column_of, table_names, vocabulary
from components.inventory.tables import NOT_QUOTED
from components.inventory.text import scrub

DECISIONS_FILE = "atlas.json"
_OF_ROWS = ("table", "file", "sheet", "row", "cells")


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


def without_people(rows: Iterable[DecidedRow]) -> tuple[DecidedRow, ...]:
    """The rows without who rated, columns whose header is about people, and people's addresses in other cells."""
    rows = list(rows)
    columns = {(row.table, name) for row in rows for name, _ in row.cells}
    out = {(table, name) for table, name in columns if name in NOT_QUOTED or _is_about_people(table, name)}
    return tuple(replace(row, cells=_without_people(row, out)) for row in rows)


def _is_about_people(table: str, name: str) -> bool:
    return column_of(table, name) is None and is_about_people(name)


def _without_people(row: DecidedRow, out: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept = {name: text for name, text in row.cells if (row.table, name) not in out}
    cells = mask_cells(row.table, kept, ())
    return tuple((mask_addresses(name), text) for name, text in cells.items() if text)


# As JSON


def mappings_to_json(
    mappings: Sequence[SheetMapping],
    not_the_same: Iterable[frozenset[str]] = (),
    decided: Sequence[DecidedRow] = (),
) -> str:
    """The text of a package's ``atlas.json``: the mappings, the pairs of organizations that are not the same, and the
    rows that were set aside or merged."""
    kept = {
        "mappings": [asdict(mapping) for mapping in mappings],
        "not_the_same": sorted([min(pair), max(pair)] for pair in not_the_same if pair),
        "set_aside": [_as_json(row) for row in decided if row.into is None],
        "merged": [_as_json(row) for row in decided if row.into is not None],
    }
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _as_json(row: DecidedRow) -> dict[str, Any]:
    into = {} if row.into is None else {"into": dict(zip(("id", "name"), row.into, strict=True))}
    return into | {name: getattr(row, name) for name in _OF_ROWS} | {"cells": dict(row.cells)}


def mappings_from_json(text: str) -> tuple[list[SheetMapping], list[Problem]]:
    """The mappings that a package's ``atlas.json`` keeps; what is none of ours gives none, and a problem."""
    found = _list(_object(text), "mappings")
    mappings = [_mapping(item) for item in found or ()]
    good = [mapping for mapping in mappings if mapping]
    return good, [] if found is not None and len(good) == len(mappings) else [_unreadable()]


def not_the_same_from_json(text: str) -> frozenset[frozenset[str]]:
    """The pairs of organizations that a package's ``atlas.json`` says are not the same."""
    pairs = _list(_object(text), "not_the_same") or ()
    return frozenset(frozenset(pair) for pair in pairs if _texts(pair) and len(pair) == 2)


def decided_from_json(text: str) -> tuple[tuple[DecidedRow, ...], list[Problem]]:
    """The rows that a package's ``atlas.json`` says were set aside or merged, without what they tell of people; a note
    that they were, and a problem where not all can be read."""
    kept = _object(text) or {}
    lists = [(_list(kept, "set_aside"), False), (_list(kept, "merged"), True)]
    rows = [_row(item, merged=merged) for items, merged in lists for item in items or ()]
    good = without_people(row for row in rows if row)
    broken = len(good) < len(rows) or any(items is None for items, _ in lists)
    return good, [*([_decided_before(good)] if good else []), *([_rows_unreadable()] if broken else [])]


def _object(text: str) -> dict[str, Any] | None:
    """The JSON object that a text is; None where it is none."""
    try:
        found = _scrubbed(json.loads(text))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _list(kept: dict[str, Any] | None, key: str) -> list[Any] | None:
    """A list of the object, empty where it has none of this name; None where it is no list, or there is no object."""
    found = None if kept is None else kept.get(key, [])
    return found if isinstance(found, list) else None


def _scrubbed(item: Any) -> Any:
    """What JSON says, without broken halves of letters, which can't be written again."""
    if isinstance(item, dict):
        return {scrub(name): _scrubbed(each) for name, each in item.items()}
    if isinstance(item, list):
        return list(map(_scrubbed, item))
    return scrub(item) if isinstance(item, str) else item


def _mapping(item: object) -> SheetMapping | None:
    if not _has_kinds(item, SheetMapping, {"header_rows": list, "columns": list, "sure": bool}):
        return None
    kept = cast(dict[str, Any], item)
    columns = [_column(column, kept.get("table", "")) for column in kept.get("columns", ())]
    rows = kept.get("header_rows", [])
    known = kept.get("table") in ("", *table_names()) and kept.get("parents", "") in get_args(Parents)
    placed = rows == [*NO_HEADER] or all(type(row) is int and row >= 0 for row in rows)
    if not known or None in columns or not placed:
        return None
    return SheetMapping(**kept | {"columns": tuple(columns), "header_rows": tuple(rows)})


def _column(item: object, table: str) -> ColumnMapping | None:
    if not _has_kinds(item, ColumnMapping, {"likeness": int}):
        return None
    column = ColumnMapping(**cast(dict[str, Any], {"header": "", **cast(dict[str, Any], item)}))
    known = column.use in get_args(Use) and column.order in get_args(Days)
    return column if known and _is_of(column, table) else None


def _is_of(column: ColumnMapping, table: str) -> bool:
    """Whether the table has the column that a column is read as."""
    if column.use == "ties":
        return column.column in set(vocabulary("relationship_kinds")["word"])
    if column.use not in ("column", "fold"):
        return True
    standard = column_of(table, column.column)
    return standard is not None and (column.use == "column" or standard.is_list)


def _has_kinds(item: object, kind: type[SheetMapping | ColumnMapping], kinds: dict[str, type]) -> bool:
    """Whether it is an object with none but these fields, each a text or of its own kind."""
    names = {field.name for field in fields(kind)}
    return isinstance(item, dict) and all(name in names and type(item[name]) is kinds.get(name, str) for name in item)


def _texts(item: object) -> bool:
    return isinstance(item, list) and all(isinstance(text, str) for text in item)


def _row(item: object, *, merged: bool) -> DecidedRow | None:
    if not isinstance(item, dict) or item.keys() != {*_OF_ROWS, *(["into"] if merged else [])}:
        return None
    table, file, sheet, row, cells = (item[name] for name in _OF_ROWS)
    into = item.get("into", {"id": "", "name": ""})
    if table not in table_names() or type(row) is not int or row < 0 or not _texts_by_name(cells):
        return None
    if not all(each is None or isinstance(each, str) for each in (file, sheet)):
        return None
    if not _texts_by_name(into) or into.keys() != {"id", "name"}:
        return None
    return DecidedRow(table, file, sheet, row, tuple(cells.items()), (into["id"], into["name"]) if merged else None)


def _texts_by_name(item: object) -> bool:
    return isinstance(item, dict) and all(isinstance(text, str) for text in item.values())


# What is said of it


def _unreadable() -> Problem:
    message = f"{DECISIONS_FILE} could not be read, or not all of it. Its tables are read as new ones."
    mend = "Look over how each table is read."
    return file_problem(DECISIONS_FILE, "mappings can't be read", message, mend, "warning")


def _rows_unreadable() -> Problem:
    message = f"{DECISIONS_FILE} lists rows that were set aside or merged. Not all of the list could be read."
    mend = "Nothing needs doing: no table is read otherwise. What could not be read is lacking in the next package."
    return file_problem(DECISIONS_FILE, "decisions can't be read", message, mend, "warning")


def _decided_before(rows: Sequence[DecidedRow]) -> Problem:
    merged = sum(row.into is not None for row in rows)
    counts = {"set aside": len(rows) - merged, "merged": merged}
    first, *others = [(count, what) for what, count in counts.items() if count]
    said = " and ".join([f"{_were(first[0])} {first[1]}", *(f"{count:,} {what}" for count, what in others)])
    message = f"{said} before this package was written; {DECISIONS_FILE} lists them."
    mend = "Nothing needs doing. The list goes along when the inventory is taken out again."
    return file_problem(DECISIONS_FILE, "rows set aside or merged before", message, mend, "note")


def _were(count: int) -> str:
    return "1 row was" if count == 1 else f"{count:,} rows were"
