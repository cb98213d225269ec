"""A table of texts to a table of the standard: typed columns, rows that lack something set aside, ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from components.inventory.addresses import MASKS
from components.inventory.kinds import is_none, is_unknown, read_column, to_series
from components.inventory.problems import Fault, Place, Problem, problem, told_once
from components.inventory.schema import columns_of
from components.inventory.text import LONGEST_CELL, are_clean, clean, has_control_characters, same_name, unguard

_LONGEST_CONTENT = 500
# Nearly all rows have several cells where one that has nothing but a name may be a heading.
_SEVERAL, _NEARLY_ALL, _FEW = 3, 0.9, 0.2
NOT_QUOTED = frozenset({"rater"})
"""Columns of the standard whose cells no problem shows, beside those of people that are left out."""
NOWHERE = Place(0)
"""The place of a row that no table has."""


@dataclass(frozen=True)
class RawTable:
    """A table as texts, by the names of the standard or the headers of its extra columns."""

    table: str
    columns: dict[str, Sequence[str]]
    rows: Sequence[int]
    """The spreadsheet row of each row."""
    file: str | None = None
    sheet: str | None = None
    """The sheet's name where the file is a workbook."""
    guarded: bool = False
    """Whether texts may carry the apostrophe that keeps them from running as a formula."""
    keys: Sequence[int] | None = None
    """A number for each row that no other row of a reading has: it stays with the row, whatever is done to it."""
    semicolons: bool = False
    """Whether semicolons part the cells of the file, as they do where commas are decimal."""
    beside: Sequence[tuple[int, str, str]] = ()
    """The rows under its header that are none of its own: each with its spreadsheet row, ``note`` or ``header`` (as on
    each page of a print), and its text."""
    of_people: Mapping[str, str] = field(default_factory=dict)
    """The columns that are kept with what they tell of people, each with the reason that someone gave."""

    @property
    def not_quoted(self) -> frozenset[str]:
        """The columns whose cells no problem shows."""
        return NOT_QUOTED.union(self.of_people)

    def place(self, position: int | None = None) -> Place:
        """The place of one of its rows; of the table itself for None."""
        if position is None:
            return Place(0, self.file, self.sheet)
        return Place(self.rows[position], self.file, self.sheet, self.keys[position] if self.keys else None)

    def problem(self, code: str, column: str | None = None, position: int | None = None, **words: Any) -> Problem:
        """Word a problem of the table, a column or one of its rows, as ``problem`` does."""
        return problem(code, table=self.table, column=column, place=self.place(position), **words)


@dataclass(frozen=True)
class TypedTable:
    """A frame as ``Inventory`` holds it, and the spreadsheet row and file of each of its rows."""

    table: str
    frame: pd.DataFrame
    places: list[Place] = field(default_factory=list)

    def problem(self, position: int, column: str | None, fault: Fault) -> Problem:
        """Give the fault of one cell or row as a problem that a person can find."""
        return fault.at(self.table, column, self.places[position])


def _unsaid(column: str) -> None:
    """Tells nobody which column is read."""


def typed(
    raw: RawTable, names: frozenset[str] = frozenset(), before: Callable[[str], None] = _unsaid
) -> tuple[TypedTable, list[Problem]]:
    """The table with its columns read; rows without what is required are set aside, with a problem each.

    ``names`` holds the words for not known that an organization really goes by. ``before`` is told the name of each
    column before it is cleaned, and one of the standard again before it is read.
    """
    columns, problems = _cleaned(raw, before)
    frame: dict[str, pd.Series] = {}
    for column in columns_of(raw.table):
        texts = columns.pop(column.name, None)
        if texts is None:
            frame[column.name] = to_series(column, [None] * len(raw.rows))
            continue
        before(column.name)
        frame[column.name], faults = read_column(column, texts, names, semicolons=raw.semicolons)
        problems += _placed(raw, column.name, texts, faults)
    extras = {name: pd.Series([text or None for text in texts], dtype="str") for name, texts in columns.items()}
    places = [raw.place(position) for position in range(len(raw.rows))]
    table = TypedTable(raw.table, pd.DataFrame(frame | extras), places)
    problems += _names_alone(raw, table)
    return _without_unusable(raw, table, problems)


def _cleaned(raw: RawTable, before: Callable[[str], None]) -> tuple[dict[str, Sequence[str]], list[Problem]]:
    columns: dict[str, Sequence[str]] = {}
    problems = []
    for name, texts in raw.columns.items():
        before(name)
        if max(map(len, texts), default=0) > LONGEST_CELL:
            texts, more = _shortened(raw, name, texts)
            problems += more
        if are_clean(texts):
            columns[name] = texts
            continue
        cleaned = {text: clean(text) for text in set(texts)}
        if any(not text.isprintable() and has_control_characters(text) for text in cleaned):
            problems.append(raw.problem("characters that can't be shown", name))
        if raw.guarded:
            cleaned = {text: unguard(found) for text, found in cleaned.items()}
        columns[name] = [cleaned[text] for text in texts]
    return columns, problems


def _shortened(raw: RawTable, name: str, texts: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The texts as far as what is written of them is read again, and a problem for each that is longer."""
    long = [at for at, text in enumerate(texts) if len(text) > LONGEST_CELL]
    problems = [raw.problem("cell too long", name, at, value="", longest=f"{LONGEST_CELL:,}") for at in long]
    return [text[:LONGEST_CELL] for text in texts], problems


def _placed(raw: RawTable, name: str, texts: Sequence[str], faults: dict[str, tuple[Fault, ...]]) -> list[Problem]:
    if not faults:
        return []
    return told_once(raw.table, name, texts, faults, raw.place) + [
        fault.at(raw.table, name, raw.place(position))
        for position, text in enumerate(texts)
        for fault in faults.get(text, ())
        if not fault.is_told_once
    ]


def _names_alone(raw: RawTable, table: TypedTable) -> list[Problem]:
    """A warning for each row of organizations that has nothing but a name, where these are few and nearly all others
    have several cells: such rows are mostly headings inside a table."""
    if raw.table != "organizations" or "name" not in raw.columns:
        return []
    filled = table.frame[list(raw.columns)].notna().sum(axis="columns")
    few = filled.index[filled == 1]
    alone = [at for at in few if sum(bool(texts[at].strip()) for texts in raw.columns.values()) == 1]
    alone = [at for at in alone if raw.columns["name"][at].strip()]
    others = filled.drop(alone)
    if not alone or len(alone) > _FEW * len(filled) or (others >= _SEVERAL).mean() < _NEARLY_ALL:
        return []
    return [raw.problem("nothing but a name", "name", at, value=raw.columns["name"][at]) for at in alone]


def _without_unusable(raw: RawTable, table: TypedTable, problems: list[Problem]) -> tuple[TypedTable, list[Problem]]:
    """The table without rows that lack what is required.

    A row without any cell says nothing, and goes unsaid; so does one of a table that requires nothing, whose every
    cell has its own problem already.
    """
    required = [column.name for column in columns_of(table.table) if column.required]
    lacking = table.frame[required].isna() if required else table.frame.isna().all(axis=1).to_frame("")
    aside = lacking.any(axis=1)
    if not aside.any():
        return table, problems
    for position in aside.to_numpy().nonzero()[0].tolist():
        if required and any(texts[position].strip() for texts in raw.columns.values()):
            content = _content(raw, position)
            name = next(name for name in required if lacking[name].iloc[position])
            problems.append(raw.problem("required cell missing", name, position, value=content))
    kept = [place for place, gone in zip(table.places, aside, strict=True) if not gone]
    return replace(table, frame=table.frame[~aside].reset_index(drop=True), places=kept), problems


def _content(raw: RawTable, position: int) -> str:
    cells = {name: clean(texts[position]) for name, texts in raw.columns.items() if name not in raw.not_quoted}
    return "; ".join(f"{name}: {text}" for name, text in cells.items() if text)[:_LONGEST_CONTENT]


def joined(tables: Sequence[TypedTable]) -> TypedTable:
    """Several parts of one table as one, in their order."""
    if len(tables) == 1:
        return tables[0]
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    return TypedTable(tables[0].table, frame, [place for table in tables for place in table.places])


def together(
    raws: Sequence[RawTable], tables: Sequence[TypedTable], twins: Mapping[int, int]
) -> tuple[TypedTable, list[Problem], dict[int, int]]:
    """The parts of one table as one. A row that another part has too, cell for cell, is kept once, which is said.

    ``twins`` holds rows that came as the same as another, by their keys with its key: they stay out, whatever was done
    to the other since. All rows that are kept once with another are given likewise.
    """
    table = joined(tables)
    filled = [raw for raw in raws if len(raw.rows)]
    if len(filled) < 2 and twins.keys().isdisjoint(place.key for place in table.places):
        return table, [], {}
    parts = [part for part, some in enumerate(tables) for _ in some.places]
    same = _repeated(table, parts, twins)
    told = Counter((parts[one], parts[at]) for at, one in same.items() if one is not None)
    problems = [_read_together(filled)] if len(filled) > 1 else []
    problems += [_same_rows(count, raws[earlier], raws[part]) for (earlier, part), count in told.items()]
    places = [place for at, place in enumerate(table.places) if at not in same]
    pairs = ((table.places[at].key, table.places[one].key) for at, one in same.items() if one is not None)
    found = {key: other for key, other in pairs if key is not None and other is not None}
    return TypedTable(table.table, table.frame.drop(list(same)).reset_index(drop=True), places), problems, found


def _repeated(table: TypedTable, parts: Sequence[int], twins: Mapping[int, int]) -> dict[int, int | None]:
    """The positions of rows that another part has too, with that one's; None where it is not in the table."""
    at = {place.key: position for position, place in enumerate(table.places)}
    first: dict[tuple[object, ...], int] = {}
    same: dict[int, int | None] = {}
    cells = table.frame.astype(object).where(table.frame.notna(), None).itertuples(index=False, name=None)
    for position, (row, place) in enumerate(zip(cells, table.places, strict=True)):
        if place.key is not None and place.key in twins:
            same[position] = at.get(twins[place.key])
        elif parts[one := first.setdefault(row, position)] != parts[position]:
            same[position] = one
    return same


def _read_together(raws: Sequence[RawTable]) -> Problem:
    *others, last = (raw.place().called for raw in raws)
    return raws[0].problem("tables read together", value="", others=", ".join(others), last=last)


def _same_rows(count: int, first: RawTable, again: RawTable) -> Problem:
    one, other = first.place().called, again.place().called
    return again.problem("same rows in two tables", count=count, value=str(count), first=one, second=other)


def names_for_unknown(organizations: TypedTable) -> frozenset[str]:
    """The words for not known, and for none, that are really an organization's id or name."""
    texts = [text for name in ("id", "name") for text in organizations.frame[name].tolist()]
    return frozenset(same_name(text) for text in texts if text not in MASKS and (is_unknown(text) or is_none(text)))


def add_rows(table: TypedTable, frame: pd.DataFrame, places: list[Place]) -> TypedTable:
    """The table with further rows at its end."""
    return joined([table, TypedTable(table.table, frame, places)])
