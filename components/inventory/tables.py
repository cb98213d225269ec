"""A table as texts is read into a table of the standard; rows that lack what is required are set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

import pandas as pd

from components.inventory.kinds import read_column, to_series, words_for_nothing
from components.inventory.people import MASKS
from components.inventory.problems import Fault, Place, Problem, problem, told_once
from components.inventory.progress import ignore
from components.inventory.schema import NOT_QUOTED, columns_of
from components.inventory.text import LONGEST_CELL, are_clean, clean, has_control_characters, name_key, unguard

_LONGEST_CONTENT = 500  # letters of a row that a problem quotes
# A row with nothing but a name may be a heading where nearly all other rows have several cells, and such rows are few.
_SEVERAL_CELLS, _NEARLY_ALL, _FEW = 3, 0.9, 0.2
NOWHERE = Place(0)
"""The place of a row that no table has."""


@dataclass(frozen=True)
class RawTable:
    """A table whose cells are texts, as they came."""

    table: str
    columns: dict[str, Sequence[str]]
    """The texts of each column, by the standard's name for it, or by the header of an extra one."""
    rows: Sequence[int]
    """The number of each row in its spreadsheet."""
    file: str | None = None
    sheet: str | None = None
    """The sheet's name where the file is a workbook."""
    guarded: bool = False
    """Whether texts may carry the apostrophe that keeps them from running as a formula."""
    keys: Sequence[int] | None = None
    """A number for each row that no other row has: it stays with the row, whatever is done to it."""
    semicolons: bool = False
    """Whether semicolons part the cells of the file, as they do where commas are decimal."""
    beside: Sequence[tuple[int, str, str]] = ()
    """The lines under its header that are no rows of it: each with its row in the spreadsheet, ``note`` or ``header``
    (a header that is printed again on each page), and its text."""
    of_people: Mapping[str, str] = field(default_factory=dict)
    """The columns that are kept although they tell of people, each with the reason that someone gave."""

    @property
    def not_quoted(self) -> frozenset[str]:
        """The columns whose cells no problem quotes."""
        return NOT_QUOTED.union(self.of_people)

    def place(self, position: int | None = None) -> Place:
        """Tell where one of its rows was read; for None, where the table was."""
        if position is None:
            return Place(0, self.file, self.sheet)
        return Place(self.rows[position], self.file, self.sheet, self.keys[position] if self.keys else None)

    def problem(self, code: str, column: str | None = None, position: int | None = None, **words: Any) -> Problem:
        """Word a problem of the table, a column or one of its rows, as ``problem`` does."""
        return problem(code, table=self.table, column=column, place=self.place(position), **words)


@dataclass(frozen=True)
class ReadTable:
    """A frame as ``Inventory`` holds it, and the place where each of its rows was read."""

    table: str
    frame: pd.DataFrame
    places: list[Place] = field(default_factory=list)

    def problem(self, position: int, column: str | None, fault: Fault) -> Problem:
        """Give the fault of one cell or row as a problem that a person can find."""
        return fault.at(self.table, column, self.places[position])


def read_table(
    raw: RawTable, names: frozenset[str] = frozenset(), before: Callable[[str], None] = ignore
) -> tuple[ReadTable, list[Problem]]:
    """Read a table of texts, and give it as a frame with the problems found in it.

    Rows without what is required are set aside, with a problem each. ``names`` holds the words for not known that an
    organization really goes by. ``before`` is told the name of each column before it is cleaned, and of each column of
    the standard again before it is read.
    """
    columns, problems = _clean_columns(raw, before)
    frame: dict[str, pd.Series] = {}
    for column in columns_of(raw.table):
        if column.name not in columns:
            frame[column.name] = to_series(column, [None] * len(raw.rows))
            continue
        texts, different = columns.pop(column.name)
        before(column.name)
        frame[column.name], faults = read_column(column, texts, names, different=different, semicolons=raw.semicolons)
        problems += _problems_of_column(raw, column.name, texts, faults)
    extras = {name: pd.Series([text or None for text in texts], dtype="str") for name, (texts, _) in columns.items()}
    places = list(map(Place, raw.rows, repeat(raw.file), repeat(raw.sheet), raw.keys or repeat(None)))
    table = ReadTable(raw.table, pd.DataFrame(frame | extras), places)
    problems += _warn_of_headings(raw, table)
    return _set_rows_aside(raw, table, problems)


def _clean_columns(
    raw: RawTable, before: Callable[[str], None]
) -> tuple[dict[str, tuple[Sequence[str], AbstractSet[str]]], list[Problem]]:
    """Clean the texts of each column, and give them by its name, with the different ones beside."""
    columns: dict[str, tuple[Sequence[str], AbstractSet[str]]] = {}
    problems = []
    for name, texts in raw.columns.items():
        before(name)
        different = set(texts)
        if max(map(len, different), default=0) > LONGEST_CELL:
            texts, more = _cut_long_texts(raw, name, texts)
            different = set(texts)
            problems += more
        if are_clean(different):
            columns[name] = texts, different
            continue
        cleaned = {text: clean(text) for text in different}
        if any(not text.isprintable() and has_control_characters(text) for text in cleaned):
            problems.append(raw.problem("characters that can't be shown", name))
        if raw.guarded:
            cleaned = {text: unguard(found) for text, found in cleaned.items()}
        columns[name] = [cleaned[text] for text in texts], set(cleaned.values())
    return columns, problems


def _cut_long_texts(raw: RawTable, name: str, texts: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """Cut texts at the length that is read, and give them with a problem for each that was longer."""
    long = [at for at, text in enumerate(texts) if len(text) > LONGEST_CELL]
    problems = [raw.problem("cell too long", name, at, value="", longest=f"{LONGEST_CELL:,}") for at in long]
    return [text[:LONGEST_CELL] for text in texts], problems


def _problems_of_column(
    raw: RawTable, name: str, texts: Sequence[str], faults: dict[str, tuple[Fault, ...]]
) -> list[Problem]:
    if not faults:
        return []
    told_each = {text: [fault for fault in found if not fault.is_told_once] for text, found in faults.items()}
    positions = enumerate(texts) if any(told_each.values()) else ()
    return told_once(raw.table, name, texts, faults, raw.place) + [
        fault.at(raw.table, name, raw.place(position))
        for position, text in positions
        for fault in told_each.get(text, ())
    ]


def _warn_of_headings(raw: RawTable, table: ReadTable) -> list[Problem]:
    """Warn of each organization that has nothing but a name, where few are so: such rows are mostly headings."""
    if raw.table != "organizations" or "name" not in raw.columns:
        return []
    filled = table.frame[list(raw.columns)].notna().sum(axis="columns")
    few = filled.index[filled == 1]
    alone = [at for at in few if sum(bool(texts[at].strip()) for texts in raw.columns.values()) == 1]
    alone = [at for at in alone if raw.columns["name"][at].strip()]
    others = filled.drop(alone)
    if not alone or len(alone) > _FEW * len(filled) or (others >= _SEVERAL_CELLS).mean() < _NEARLY_ALL:
        return []
    return [raw.problem("nothing but a name", "name", at, value=raw.columns["name"][at]) for at in alone]


def _set_rows_aside(raw: RawTable, table: ReadTable, problems: list[Problem]) -> tuple[ReadTable, list[Problem]]:
    """Take rows that lack what is required out of a table, and give it with a problem for each of them.

    No problem tells of a blank row, nor of a row of a table that requires nothing: its cells have their own.
    """
    required = [column.name for column in columns_of(table.table) if column.required]
    lacking = table.frame[required].isna() if required else table.frame.isna().all(axis=1).to_frame("")
    aside = lacking.any(axis=1)
    if not aside.any():
        return table, problems
    for position in aside.to_numpy().nonzero()[0].tolist():
        if required and any(texts[position].strip() for texts in raw.columns.values()):
            content = _quote_row(raw, position)
            name = next(name for name in required if lacking[name].iloc[position])
            problems.append(raw.problem("required cell missing", name, position, value=content))
    kept = [place for place, gone in zip(table.places, aside, strict=True) if not gone]
    return replace(table, frame=table.frame[~aside].reset_index(drop=True), places=kept), problems


def _quote_row(raw: RawTable, position: int) -> str:
    cells = {name: clean(texts[position]) for name, texts in raw.columns.items() if name not in raw.not_quoted}
    return "; ".join(f"{name}: {text}" for name, text in cells.items() if text)[:_LONGEST_CONTENT]


def join_tables(tables: Sequence[ReadTable]) -> ReadTable:
    """Join several parts of one table in their order, and give the table."""
    if len(tables) == 1:
        return tables[0]
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    return ReadTable(tables[0].table, frame, [place for table in tables for place in table.places])


def join_parts(
    raws: Sequence[RawTable], tables: Sequence[ReadTable], twins: Mapping[int, int]
) -> tuple[ReadTable, list[Problem], dict[int, int]]:
    """Join the parts of one table, and give it, its problems, and the rows that were left out as the same as another.

    A row that another part has too, cell for cell, is kept once. Which rows were left out is given by their keys, each
    with the key of the row that stands for it. ``twins`` has rows that were left out so before: they stay out, whatever
    was done to the other row since.
    """
    table = join_tables(tables)
    filled = [raw for raw in raws if len(raw.rows)]
    if len(filled) < 2 and twins.keys().isdisjoint(place.key for place in table.places):
        return table, [], {}
    parts = [part for part, some in enumerate(tables) for _ in some.places]
    same = _find_repeated(table, parts, twins)
    told = Counter((parts[one], parts[at]) for at, one in same.items() if one is not None)
    problems = [_tell_parts(filled)] if len(filled) > 1 else []
    problems += [_tell_same_rows(count, raws[earlier], raws[part]) for (earlier, part), count in told.items()]
    places = [place for at, place in enumerate(table.places) if at not in same]
    pairs = ((table.places[at].key, table.places[one].key) for at, one in same.items() if one is not None)
    found = {key: other for key, other in pairs if key is not None and other is not None}
    return ReadTable(table.table, table.frame.drop(list(same)).reset_index(drop=True), places), problems, found


def _find_repeated(table: ReadTable, parts: Sequence[int], twins: Mapping[int, int]) -> dict[int, int | None]:
    """Find the rows that another part has too: their positions, each with the other row's (None where that is gone)."""
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


def _tell_parts(raws: Sequence[RawTable]) -> Problem:
    *others, last = (raw.place().called for raw in raws)
    return raws[0].problem("tables read together", value="", others=", ".join(others), last=last)


def _tell_same_rows(count: int, first: RawTable, again: RawTable) -> Problem:
    one, other = first.place().called, again.place().called
    return again.problem("same rows in two tables", count=count, value=str(count), first=one, second=other)


def find_names_like_unknown(organizations: ReadTable) -> frozenset[str]:
    """Find the words for not known, or for none, that are really an organization's id or name."""
    texts = [text for name in ("id", "name") for text in organizations.frame[name].tolist()]
    return frozenset(map(name_key, words_for_nothing(texts).difference(MASKS)))


def add_rows(table: ReadTable, frame: pd.DataFrame, places: list[Place]) -> ReadTable:
    """Add rows at the end of a table, and give the table."""
    return join_tables([table, ReadTable(table.table, frame, places)])
