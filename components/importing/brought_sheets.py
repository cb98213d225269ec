"""What a source brings: its sheets, and what a package keeps beside them in ``atlas.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, get_args

from components.files import Limits, OtherReading, Sheet, Source, read_sheets
from components.importing.people import mask_cells
from components.importing.recognise import mark_own_table, recognise_sheet
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, DayOrder, Parents, SheetMapping, Use, Values
from components.inventory.addresses import mask_addresses
from components.inventory.people import is_about_people
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, Stop, ignore, never_stop
from components.inventory.schema import DECISIONS_FILE, NOT_QUOTED, column_of, table_names, vocabulary
from components.inventory.text import scrub

_LIMITS = Limits()
_FIELDS_OF_ROWS = ("table", "file", "sheet", "row", "cells")


@dataclass(frozen=True)
class DecidedRow:
    """A row that is not in an inventory: set aside by hand, merged into another, or lacking a cell it must have."""

    table: str
    file: str | None
    sheet: str | None
    row: int
    """Its number in a spreadsheet."""
    cells: tuple[tuple[str, str], ...]
    """The filled cells: the column and the text of each."""
    into: tuple[str, str] | None = None
    """The id and the name of the organization that it was merged into; None where it was not merged."""
    is_open: bool = False
    """Whether it lacks a cell that it must have, and is still to be mended."""

    def without_people(self) -> DecidedRow:
        """Leave who rated, columns about people, and addresses in other cells out of the row, and give the new row."""
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
    """Those that were not in it when it was written."""
    not_listed: frozenset[str] = frozenset()
    """The ids of the organizations that only other tables named then."""


@dataclass(frozen=True)
class BroughtSheets:
    """The sheets of a source with what a package keeps beside them, before anyone says how they are read."""

    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    decisions: Decisions = field(default_factory=Decisions)
    day: str | None = None
    """The date of the folder that was read, where the source has dated folders."""
    other_readings: dict[str, list[OtherReading]] = field(default_factory=dict)
    """The other encodings in which files could be read, by the file's place (its name, or ``zip/path``)."""

    def recognise_surely(self, remembered: Sequence[SheetMapping] = ()) -> list[SheetMapping]:
        """Recognise each sheet without asking anyone, and give the mappings. A sheet whose mapping is not sure is left
        out. ``remembered`` mappings win over those of the package."""
        before = (*remembered, *self.decisions.mappings)
        mappings = [recognise_sheet(sheet, before) for sheet in self.sheets]
        return [mapping if mapping.sure else replace(mapping, table="", form="") for mapping in mappings]


def bring_sheets(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    encodings: dict[str, str] | None = None,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> BroughtSheets:
    """Read a source, and give its sheets and what a package keeps beside them. The parameters are those of
    ``read_sheets``."""
    read = read_sheets(source, date=date, limits=limits, encodings=encodings, stop=stop, progress=progress)
    sheets = [mark_own_table(sheet) if file.is_ours else sheet for file in read.files for sheet in file.sheets]
    other_readings = {file.place: file.other_readings for file in read.files if file.other_readings}
    decisions, problems = decisions_from_json(read.decisions) if read.decisions is not None else (Decisions(), [])
    of_files = [problem for file in read.files for problem in file.problems]
    return BroughtSheets(sheets, [*read.problems, *of_files, *problems], decisions, read.date, other_readings)


def decisions_to_json(
    mappings: Sequence[SheetMapping] = (),
    not_the_same: Iterable[frozenset[str]] = (),
    rows: Sequence[DecidedRow] = (),
    not_listed: Iterable[str] = (),
) -> str:
    """Write what a package keeps beside its tables (see ``Decisions``), and give the text of its ``atlas.json``."""
    kept = {
        "mappings": [asdict(mapping) for mapping in mappings],
        "not_the_same": sorted([min(pair), max(pair)] for pair in not_the_same if pair),
        "set_aside": [_row_to_json(row) for row in rows if row.into is None and not row.is_open],
        "merged": [_row_to_json(row) for row in rows if row.into is not None],
    }
    # What is still to be mended is listed only if there is any.
    to_mend = {"lacking": [_row_to_json(row) for row in rows if row.is_open], "not_listed": sorted(not_listed)}
    kept |= {name: found for name, found in to_mend.items() if found}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def _row_to_json(row: DecidedRow) -> dict[str, Any]:
    into = {} if row.into is None else {"into": dict(zip(("id", "name"), row.into, strict=True))}
    return into | {name: getattr(row, name) for name in _FIELDS_OF_ROWS} | {"cells": dict(row.cells)}


def decisions_from_json(text: str) -> tuple[Decisions, list[Problem]]:
    """Read a package's ``atlas.json``, and give what it keeps, without what its rows say about people. A note tells
    how many rows a person left out; a warning tells that something could not be read."""
    try:
        kept = _scrub_json(json.loads(text))
    except (ValueError, RecursionError):
        kept = None
    names = ("mappings", "not_the_same", "set_aside", "merged", "lacking", "not_listed")
    # What is broken stays in ``lists`` and is missing from ``found``, so that they differ.
    lists = {name: kept.get(name, []) if isinstance(kept, dict) else None for name in names}
    found = {name: items if isinstance(items, list) else [] for name, items in lists.items()}
    pairs = [pair for pair in found["not_the_same"] if isinstance(pair, list) and len(pair) == 2]
    mappings = [_read_mapping(item) for item in found["mappings"]]
    rows = [_read_row(item, name) for name in ("set_aside", "merged", "lacking") for item in found[name]]
    decisions = Decisions(
        tuple(filter(None, mappings)),
        frozenset(frozenset(pair) for pair in pairs if all(isinstance(text, str) for text in pair)),
        tuple(row.without_people() for row in rows if row),
        frozenset(each for each in found["not_listed"] if isinstance(each, str)),
    )
    problems = []
    if count := sum(not row.is_open for row in decisions.rows):
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
    chosen = ((column.use, Use), (column.order, DayOrder), (column.values, Values))
    standard = column_of(table, column.column)
    fits_use = {
        "column": standard is not None,
        "checkbox": standard is not None and standard.is_list,
        "ties": column.column in set(vocabulary("relationship_kinds")["word"]),
    }
    is_known = all(choice in get_args(choices) for choice, choices in chosen)
    return column if is_known and fits_use.get(column.use, True) else None


def _has_fields_of(item: Any, mapping: type[SheetMapping | ColumnMapping], types: dict[str, type]) -> bool:
    """Whether an item is an object with only fields of the class. Those that ``types`` does not have are texts."""
    names = {each.name for each in fields(mapping)}
    return isinstance(item, dict) and all(name in names and type(item[name]) is types.get(name, str) for name in item)


def _read_row(item: Any, list_name: str) -> DecidedRow | None:
    """Read one row of the list of this name, and give it; None where it is not as the Atlas writes it."""
    is_merged = list_name == "merged"
    if not isinstance(item, dict) or item.keys() != {*_FIELDS_OF_ROWS, *(["into"] if is_merged else [])}:
        return None
    table, file, sheet, row, cells = (item[name] for name in _FIELDS_OF_ROWS)
    into = item.get("into", {"id": "", "name": ""})
    names_row = table in table_names() and type(row) is int and row >= 0
    names_file = all(each is None or isinstance(each, str) for each in (file, sheet))
    if not (names_row and names_file and _has_texts(cells) and _has_texts(into) and into.keys() == {"id", "name"}):
        return None
    merged_into = (into["id"], into["name"]) if is_merged else None
    return DecidedRow(table, file, sheet, row, tuple(cells.items()), merged_into, list_name == "lacking")


def _has_texts(item: Any) -> bool:
    return isinstance(item, dict) and all(isinstance(text, str) for text in item.values())
