"""How a sheet is read: which table it is, and what is done with each of its columns. Kept as JSON in a package."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from typing import Any, Literal, cast, get_args

from components.inventory.files.dialect import Sheet, file_problem
from components.inventory.files.layout import joined_header
from components.inventory.model import Problem
from components.inventory.schema import column_of, columns_of, table_names, vocabulary
from components.inventory.text import clean, scrub, unguard

Use = Literal["column", "fold", "extra", "left out", "parent", "ties"]
Parents = Literal["part_of", "member_of", ""]
MAPPINGS_FILE = "atlas.json"
"""What the file of a package is called that keeps how its tables were read."""

_SAMPLE = 500  # rows
_FEW = 20  # cells


@dataclass(frozen=True)
class ColumnMapping:
    """What is done with one column of a sheet."""

    header: str
    use: Use = "extra"
    """``column``: it is a column of the standard. ``fold``: a mark in it adds its header's word to a list column.
    ``extra``: it is kept under its own header. ``left out``: it is not read. ``parent``: it names the row of the same
    table that the row belongs to. ``ties``: it lists organizations that the row has a tie with."""
    column: str = ""
    """The standard's column, for ``column`` and ``fold``; the kind of the ties, for ``ties``."""
    why: str = ""
    """Why it is read so, for a person."""
    likeness: int = 0
    """How like the header is to the column that it is read as: 0 to 100, which is the same."""
    reason: str = ""
    """Why what the column tells of people is kept. Without one it is left out, whatever the column is read as."""


@dataclass(frozen=True)
class Mapping:
    """How one sheet is read."""

    table: str
    """The standard's table; empty to leave the sheet out."""
    header_rows: tuple[int, ...] = ()
    """Positions of the header's rows among the sheet's; the table begins after the last."""
    columns: tuple[ColumnMapping, ...] = ()
    """One for each header, in their order."""
    form: str = ""
    """The form of another tool or standard that the sheet has, such as ``Kumu connections``."""
    parents: Parents = ""
    """What belonging to another row of the table means. Empty where nobody has said: the column stays an extra one."""
    sure: bool = False
    """Whether it may be followed without asking. A sheet that is surely no table of the standard is surely left out."""
    why: str = ""
    """Why the sheet is this table or none, to be read after "because"."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers that it is for."""
        return tuple(column.header for column in self.columns)

    @property
    def places(self) -> dict[int, str]:
        """The standard's columns by the position of their header."""
        return {at: column.column for at, column in enumerate(self.columns) if column.use == "column"}

    @property
    def lacking(self) -> list[str]:
        """The columns that the table requires and no header gives."""
        have = set(self.places.values())
        return [column.name for column in columns_of(self.table) if column.required and column.name not in have]


@dataclass(frozen=True)
class Headed:
    """A sheet, and where its header stands."""

    sheet: Sheet
    header_rows: tuple[int, ...]

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """The headers. Where they go over several rows, groups stand before names that need them."""
        return tuple(map(unguard, joined_header(self.sheet, self.header_rows)))

    @property
    def start(self) -> int:
        """The position of the header's last row."""
        return self.header_rows[-1]

    @property
    def number(self) -> int:
        """The spreadsheet row of the header."""
        return self.sheet.numbers[self.start]

    def cells(self, position: int) -> list[str]:
        """The filled cells of a column in the first rows under the header."""
        return _filled(self._sample, position)

    def spread(self, position: int) -> list[str]:
        """Filled cells of a column from all over the sheet: all of them, where these are few."""
        some = _filled(self.some_rows, position)
        return some if len(some) > _FEW else self.column(position)

    def column(self, position: int) -> list[str]:
        """All filled cells of a column."""
        return _filled(self.body, position)

    @cached_property
    def body(self) -> Sequence[Sequence[str]]:
        """All rows under the header."""
        return self.sheet.rows[self.start + 1 :]

    @cached_property
    def some_rows(self) -> Sequence[Sequence[str]]:
        """Rows from all over the sheet, evenly."""
        return self.body[:: 1 + len(self.body) // _SAMPLE]

    @cached_property
    def _sample(self) -> Sequence[Sequence[str]]:
        return self.sheet.rows[self.start + 1 : self.start + 1 + _SAMPLE]


def _filled(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    return [text for row in rows if len(row) > position and (text := clean(row[position]))]


@dataclass(frozen=True)
class Reading:
    """A sheet as a mapping reads it."""

    head: Headed
    mapping: Mapping

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        return self.head.sheet

    def note(self, rule: str, message: str, mend: str, **where: str | int | None) -> Problem:
        """A note about the table that it is."""
        return self.sheet.problem(rule, message, mend, "note", table=self.mapping.table, **where)

    def warning(self, rule: str, message: str, mend: str, **where: str | int | None) -> Problem:
        """A warning about the table that it is."""
        return self.sheet.problem(rule, message, mend, "warning", table=self.mapping.table, **where)


def keeping_people(mapping: Mapping, reason: str) -> Mapping:
    """The mapping with all that its columns tell of people kept, for a reason that is kept with it."""
    kept = (with_reason(column, mapping.table, reason) for column in mapping.columns)
    return replace(mapping, columns=tuple(kept))


def with_reason(column: ColumnMapping, table: str, reason: str) -> ColumnMapping:
    """The column kept for a reason; one that was left out as what its header says, or else as an extra one."""
    if column.use != "left out":
        return replace(column, reason=reason)
    own = column_of(table, column.header)
    use: Use = "column" if own else "extra"
    return replace(column, use=use, column=own.name if own else "", reason=reason)


# As JSON


def mappings_to_json(mappings: Sequence[Mapping], apart: Iterable[frozenset[str]] = ()) -> str:
    """The text of a package's ``atlas.json``: the mappings, and the pairs of organizations that are not the same."""
    pairs = sorted([min(pair), max(pair)] for pair in apart if pair)
    kept = {"mappings": [asdict(mapping) for mapping in mappings], "not_the_same": pairs}
    return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"


def mappings_from_json(text: str) -> tuple[list[Mapping], list[Problem]]:
    """The mappings that a package's ``atlas.json`` keeps; what is none of ours gives none, and a problem."""
    found = _kept(text, "mappings")
    mappings = [_mapping(item) for item in found or ()]
    good = [mapping for mapping in mappings if mapping]
    return good, [] if found is not None and len(good) == len(mappings) else [_unreadable()]


def pairs_apart_from_json(text: str) -> frozenset[frozenset[str]]:
    """The pairs of organizations that a package's ``atlas.json`` says are not the same."""
    pairs = _kept(text, "not_the_same") or ()
    return frozenset(frozenset(pair) for pair in pairs if _texts(pair) and len(pair) == 2)


def _kept(text: str, key: str) -> list[Any] | None:
    """A list that the JSON holds; None where it is no JSON object or what it holds is no list."""
    try:
        found = _scrubbed(json.loads(text))
    except (ValueError, RecursionError):
        return None
    kept = found.get(key, []) if isinstance(found, dict) else None
    return kept if isinstance(kept, list) else None


def _scrubbed(item: Any) -> Any:
    """What JSON says, without broken halves of letters, which can't be written again."""
    if isinstance(item, dict):
        return {scrub(name): _scrubbed(each) for name, each in item.items()}
    if isinstance(item, list):
        return list(map(_scrubbed, item))
    return scrub(item) if isinstance(item, str) else item


def _mapping(item: object) -> Mapping | None:
    if not _has_kinds(item, Mapping, {"header_rows": list, "columns": list, "sure": bool}):
        return None
    kept = cast(dict[str, Any], item)
    columns = [_column(column, kept.get("table", "")) for column in kept.get("columns", ())]
    rows = kept.get("header_rows", [])
    known = kept.get("table") in ("", *table_names()) and kept.get("parents", "") in get_args(Parents)
    if not known or None in columns or not all(type(row) is int and row >= 0 for row in rows):
        return None
    return Mapping(**kept | {"columns": tuple(columns), "header_rows": tuple(rows)})


def _column(item: object, table: str) -> ColumnMapping | None:
    if not _has_kinds(item, ColumnMapping, {"likeness": int}):
        return None
    column = ColumnMapping(**cast(dict[str, Any], {"header": "", **cast(dict[str, Any], item)}))
    return column if column.use in get_args(Use) and _is_of(column, table) else None


def _is_of(column: ColumnMapping, table: str) -> bool:
    """Whether the table has the column that a column is read as."""
    if column.use == "ties":
        return column.column in set(vocabulary("relationship_kinds")["word"])
    if column.use not in ("column", "fold"):
        return True
    standard = column_of(table, column.column)
    return standard is not None and (column.use == "column" or standard.is_list)


def _has_kinds(item: object, kind: type[Mapping | ColumnMapping], kinds: dict[str, type]) -> bool:
    """Whether it is an object with none but these fields, each a text or of its own kind."""
    names = {field.name for field in fields(kind)}
    return isinstance(item, dict) and all(name in names and type(item[name]) is kinds.get(name, str) for name in item)


def _texts(item: object) -> bool:
    return isinstance(item, list) and all(isinstance(text, str) for text in item)


def _unreadable() -> Problem:
    message = f"{MAPPINGS_FILE} could not be read, or not all of it. Its tables are read as new ones."
    mend = "Look over how each table is read."
    return file_problem(MAPPINGS_FILE, "mappings can't be read", message, mend, "warning")
