"""What a package keeps beside its tables, in ``atlas.json``: how they were read, and what was decided by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, cast, get_args

from components.importing.masked_cells import mask_cells
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, DayOrder, Parents, SheetMapping, Use
from components.inventory.addresses import mask_addresses
from components.inventory.people import is_about_people
from components.inventory.problems import Problem, problem
from components.inventory.schema import DECISIONS_FILE, NOT_QUOTED, column_of, table_names, vocabulary
from components.inventory.text import scrub

_FIELDS_OF_ROWS = ("table", "file", "sheet", "row", "cells")
_WORDS_IN_FILE = {"checkbox": "fold"}
"""Uses of columns whose word in ``atlas.json`` differs from that in the code."""


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
        """Take who rated, columns about people, and people's addresses in other cells out of the row, and give it."""
        kept = {name: text for name, text in self.cells if not self._is_about_people(name)}
        cells = mask_cells(self.table, kept, ())
        return replace(self, cells=tuple((mask_addresses(name), text) for name, text in cells.items() if text))

    def _is_about_people(self, column: str) -> bool:
        return column in NOT_QUOTED or (column_of(self.table, column) is None and is_about_people(column))


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
        "mappings": [_mapping_as_json(mapping) for mapping in mappings],
        "not_the_same": sorted([min(pair), max(pair)] for pair in not_the_same if pair),
        "set_aside": [_row_as_json(row) for row in rows if row.into is None],
        "merged": [_row_as_json(row) for row in rows if row.into is not None],
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


def decisions_from_json(text: str) -> tuple[Decisions, list[Problem]]:
    """Read a package's ``atlas.json``, and give what it keeps; of rows without what they tell of people.

    A note tells that there are such rows, and a problem what could not be read.
    """
    kept = _read_object(text)
    lists = {name: _read_list(kept or {}, name) for name in ("mappings", "not_the_same", "set_aside", "merged")}
    found = {name: items or [] for name, items in lists.items()}
    mappings = [_read_mapping(item) for item in found["mappings"]]
    pairs = [frozenset(pair) for pair in found["not_the_same"] if _is_list_of_texts(pair) and len(pair) == 2]
    rows = [_read_row(item, merged=name == "merged") for name in ("set_aside", "merged") for item in found[name]]
    good_mappings, good_rows = [each for each in mappings if each], tuple(row.without_people() for row in rows if row)
    problems = []
    if kept is None or lists["mappings"] is None or len(good_mappings) < len(mappings):
        problems.append(problem("mappings can't be read", file=DECISIONS_FILE))
    if good_rows:
        problems.append(_decided_before(good_rows))
    if lists["set_aside"] is None or lists["merged"] is None or len(good_rows) < len(rows):
        problems.append(problem("decisions can't be read", file=DECISIONS_FILE))
    return Decisions(tuple(good_mappings), frozenset(pairs), good_rows), problems


def _decided_before(rows: Sequence[DecidedRow]) -> Problem:
    merged = sum(row.into is not None for row in rows)
    case = "merged" if merged == len(rows) else "both" if merged else "set aside"
    count = merged if case == "merged" else len(rows) - merged
    words = {"case": case, "count": count, "merged": f"{merged:,}"}
    return problem("rows set aside or merged before", file=DECISIONS_FILE, **words)  # type: ignore[arg-type]


def _read_object(text: str) -> dict[str, Any] | None:
    """Read a text as a JSON object; None where it is none."""
    try:
        found = _scrubbed(json.loads(text))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _read_list(kept: dict[str, Any], key: str) -> list[Any] | None:
    """Get a list of the object by its name: empty where there is none, None where it is no list."""
    found = kept.get(key, [])
    return found if isinstance(found, list) else None


def _scrubbed(item: Any) -> Any:
    """Take broken halves of letters, which can't be written again, out of JSON, and give it."""
    if isinstance(item, dict):
        return {scrub(name): _scrubbed(each) for name, each in item.items()}
    if isinstance(item, list):
        return list(map(_scrubbed, item))
    return scrub(item) if isinstance(item, str) else item


def _read_mapping(item: object) -> SheetMapping | None:
    if not _has_kinds(item, SheetMapping, {"header_rows": list, "columns": list, "sure": bool}):
        return None
    kept = cast(dict[str, Any], item)
    columns = [_read_column(column, kept.get("table", "")) for column in kept.get("columns", ())]
    rows = kept.get("header_rows", [])
    known = kept.get("table") in ("", *table_names()) and kept.get("parents", "") in get_args(Parents)
    placed = rows == [*NO_HEADER] or all(type(row) is int and row >= 0 for row in rows)
    if not known or None in columns or not placed:
        return None
    return SheetMapping(**kept | {"columns": tuple(columns), "header_rows": tuple(rows)})


def _read_column(item: object, table: str) -> ColumnMapping | None:
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
    """Whether this is an object that has only fields of the class, each of the kind given, or else a text."""
    names = {field.name for field in fields(kind)}
    return isinstance(item, dict) and all(name in names and type(item[name]) is kinds.get(name, str) for name in item)


def _is_list_of_texts(item: object) -> bool:
    return isinstance(item, list) and all(isinstance(text, str) for text in item)


def _read_row(item: object, *, merged: bool) -> DecidedRow | None:
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
