"""What a package keeps beside its tables, in ``atlas.json``: how they were read, and what was decided by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, cast, get_args

from components.importing.people_columns import mask_cells
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, DayOrder, Parents, SheetMapping, Use
from components.inventory.addresses import mask_addresses
from components.inventory.people import is_about_people
from components.inventory.problems import Problem, problem
from components.inventory.schema import column_of, table_names, vocabulary
from components.inventory.tables import NOT_QUOTED
from components.inventory.text import scrub

DECISIONS_FILE = "atlas.json"
_FIELDS_OF_ROWS = ("table", "file", "sheet", "row", "cells")
_WORDS_IN_FILE = {"checkbox": "fold"}
"""Uses of columns that ``atlas.json`` calls by another word than the code."""


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
    """Take who rated, columns about people, and people's addresses in other cells out of rows, and give the rows."""
    rows = list(rows)
    columns = {(row.table, name) for row in rows for name, _ in row.cells}
    out = {(table, name) for table, name in columns if name in NOT_QUOTED or _is_about_people(table, name)}
    return tuple(replace(row, cells=_cells_without_people(row, out)) for row in rows)


def _is_about_people(table: str, name: str) -> bool:
    return column_of(table, name) is None and is_about_people(name)


def _cells_without_people(row: DecidedRow, out: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    kept = {name: text for name, text in row.cells if (row.table, name) not in out}
    cells = mask_cells(row.table, kept, ())
    return tuple((mask_addresses(name), text) for name, text in cells.items() if text)


# Writing


def mappings_to_json(
    mappings: Sequence[SheetMapping],
    not_the_same: Iterable[frozenset[str]] = (),
    decided: Sequence[DecidedRow] = (),
) -> str:
    """Write a package's ``atlas.json``, and give its text: the mappings, the pairs of organizations that are not the
    same, and the rows that were set aside or merged."""
    kept = {
        "mappings": [_mapping_as_json(mapping) for mapping in mappings],
        "not_the_same": sorted([min(pair), max(pair)] for pair in not_the_same if pair),
        "set_aside": [_row_as_json(row) for row in decided if row.into is None],
        "merged": [_row_as_json(row) for row in decided if row.into is not None],
    }
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _mapping_as_json(mapping: SheetMapping) -> dict[str, Any]:
    columns = [asdict(column) for column in mapping.columns]
    renamed = [column | {"use": _WORDS_IN_FILE.get(column["use"], column["use"])} for column in columns]
    return asdict(mapping) | {"columns": renamed}


def _row_as_json(row: DecidedRow) -> dict[str, Any]:
    into = {} if row.into is None else {"into": dict(zip(("id", "name"), row.into, strict=True))}
    return into | {name: getattr(row, name) for name in _FIELDS_OF_ROWS} | {"cells": dict(row.cells)}


# Reading


def mappings_from_json(text: str) -> tuple[list[SheetMapping], list[Problem]]:
    """Read the mappings that a package's ``atlas.json`` keeps, and give them; a problem where not all can be read."""
    found = _list(_object(text), "mappings")
    mappings = [_mapping(item) for item in found or ()]
    good = [mapping for mapping in mappings if mapping]
    all_read = found is not None and len(good) == len(mappings)
    return good, [] if all_read else [problem("mappings can't be read", file=DECISIONS_FILE)]


def not_the_same_from_json(text: str) -> frozenset[frozenset[str]]:
    """Read the pairs of organizations that a package's ``atlas.json`` says are not the same, and give their ids."""
    pairs = _list(_object(text), "not_the_same") or ()
    return frozenset(frozenset(pair) for pair in pairs if _is_list_of_texts(pair) and len(pair) == 2)


def decided_from_json(text: str) -> tuple[tuple[DecidedRow, ...], list[Problem]]:
    """Read the rows that a package's ``atlas.json`` says were set aside or merged, and give them without what they tell
    of people; a note that they were, and a problem where not all can be read."""
    kept = _object(text) or {}
    lists = [(_list(kept, "set_aside"), False), (_list(kept, "merged"), True)]
    rows = [_row(item, merged=merged) for items, merged in lists for item in items or ()]
    good = without_people(row for row in rows if row)
    broken = len(good) < len(rows) or any(items is None for items, _ in lists)
    problems = [problem("decisions can't be read", file=DECISIONS_FILE)] if broken else []
    return good, [*([_decided_before(good)] if good else []), *problems]


def _decided_before(rows: Sequence[DecidedRow]) -> Problem:
    merged = sum(row.into is not None for row in rows)
    case = "merged" if merged == len(rows) else "both" if merged else "set aside"
    count = merged if case == "merged" else len(rows) - merged
    words = {"case": case, "count": count, "merged": f"{merged:,}"}
    return problem("rows set aside or merged before", file=DECISIONS_FILE, **words)  # type: ignore[arg-type]


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
    kept = {"header": "", **cast(dict[str, Any], item)}
    words = {word: use for use, word in _WORDS_IN_FILE.items()}
    column = ColumnMapping(**kept | {"use": words.get(kept.get("use", "extra"), kept.get("use", "extra"))})
    known = column.use in get_args(Use) and column.order in get_args(DayOrder)
    return column if known and _is_column_of(column, table) else None


def _is_column_of(column: ColumnMapping, table: str) -> bool:
    """Whether the table has what a column is read as."""
    if column.use == "ties":
        return column.column in set(vocabulary("relationship_kinds")["word"])
    if column.use not in ("column", "checkbox"):
        return True
    standard = column_of(table, column.column)
    return standard is not None and (column.use == "column" or standard.is_list)


def _has_kinds(item: object, kind: type[SheetMapping | ColumnMapping], kinds: dict[str, type]) -> bool:
    """Whether it is an object with none but these fields, each a text or of its own kind."""
    names = {field.name for field in fields(kind)}
    return isinstance(item, dict) and all(name in names and type(item[name]) is kinds.get(name, str) for name in item)


def _is_list_of_texts(item: object) -> bool:
    return isinstance(item, list) and all(isinstance(text, str) for text in item)


def _row(item: object, *, merged: bool) -> DecidedRow | None:
    if not isinstance(item, dict) or item.keys() != {*_FIELDS_OF_ROWS, *(["into"] if merged else [])}:
        return None
    table, file, sheet, row, cells = (item[name] for name in _FIELDS_OF_ROWS)
    into = item.get("into", {"id": "", "name": ""})
    if table not in table_names() or type(row) is not int or row < 0 or not _has_texts(cells):
        return None
    if not all(each is None or isinstance(each, str) for each in (file, sheet)):
        return None
    if not _has_texts(into) or into.keys() != {"id", "name"}:
        return None
    return DecidedRow(table, file, sheet, row, tuple(cells.items()), (into["id"], into["name"]) if merged else None)


def _has_texts(item: object) -> bool:
    return isinstance(item, dict) and all(isinstance(text, str) for text in item.values())
