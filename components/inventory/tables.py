"""A table as texts is read into a table of the standard; rows that lack what is required are left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

import pandas as pd

from components.inventory.addresses import MASKS
from components.inventory.kinds import Date, find_date_order, read_column, to_series
from components.inventory.kinds.kind import words_for_nothing
from components.inventory.problems import Fault, Place, Problem, problem, tell_once, wordings
from components.inventory.progress import ignore
from components.inventory.schema import NOT_QUOTED, column_of, columns_of, required_columns
from components.inventory.text import LONGEST_CELL, are_clean, clean, has_control_characters, unguard

_LONGEST_CONTENT = 500  # letters of a row that a problem quotes
# A row with nothing but a name may be a heading where nearly all other rows have several cells, and such rows are few.
_SEVERAL_CELLS, _NEARLY_ALL, _FEW = 3, 0.9, 0.2


@dataclass(frozen=True)
class TextTable:
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
    rows_beside: int = 0
    """How many filled rows under its header are no rows of it: notes, and headers printed again on each page."""
    rows_of_people: int = 0
    """How many of its rows were people, or ties of people, and were set aside."""
    rows_joined: int = 0
    """How many of its rows were joined to another row of the same organization."""
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


def pick_rows(table: TextTable, positions: Sequence[int]) -> TextTable:
    """Pick the rows at some positions of a table, and give a table of them, in which dates mean what they meant before.

    It takes the other cells of a column to know whether 3/4/2021 is in March or April. Where these are not picked, the
    date is written with its year first: 2021-04-03.
    """
    if positions == [*range(len(table.rows))]:
        return table
    columns: dict[str, Sequence[str]] = {
        name: [texts[position] for position in positions] for name, texts in table.columns.items()
    }
    for column in columns_of(table.table):
        if column.kind == "date" and column.name in columns:
            order, texts = find_date_order(table.columns[column.name]), columns[column.name]
            if order != find_date_order(texts):
                date = Date(column, order)
                columns[column.name] = [str(date.read(clean(text))[0] or text) for text in texts]
    keys = None if table.keys is None else [table.keys[position] for position in positions]
    return replace(table, columns=columns, rows=[table.rows[position] for position in positions], keys=keys)


def leave_rows_out(table: TextTable, positions: Collection[int]) -> TextTable:
    """Leave the rows at some positions out of a table, and give it. See ``pick_rows``."""
    return pick_rows(table, [at for at in range(len(table.rows)) if at not in positions])


@dataclass(frozen=True)
class ReadTable:
    """A frame as ``Inventory`` holds it, and the place where each of its rows was read."""

    table: str
    frame: pd.DataFrame
    places: list[Place] = field(default_factory=list)

    def problem(self, position: int, column: str | None, fault: Fault) -> Problem:
        """Give the fault of one cell or row as a problem that a person can find."""
        return fault.at(self.table, column, self.places[position])


def read_table(table: TextTable, before: Callable[[str], None] = ignore) -> tuple[ReadTable, list[Problem]]:
    """Read a table of texts, and give it as a frame with the problems found in it. Rows that lack what is required are
    left out, with a problem each. ``before`` is called with the name of each column before it is read."""
    frame: dict[str, pd.Series] = {}
    problems: list[Problem] = []
    for name in table.columns:
        before(name)
        texts, different, told = _clean_column(table, name)
        problems += told
        if name == "name" and (no_names := words_for_nothing(filter(None, different)) - {*MASKS}):
            texts = ["" if text in no_names else text for text in texts]  # a row called "NA" or "none" has no name
            different = dict.fromkeys(texts)
        if column := column_of(table.table, name):
            frame[name], faults = read_column(column, texts, different)
            problems += _tell_faults(table, name, texts, faults)
        else:
            frame[name] = pd.Series([text or None for text in texts], dtype="str")
    standard = {
        column.name: frame[column.name] if column.name in frame else to_series(column, [None] * len(table.rows))
        for column in columns_of(table.table)
    }
    places = list(map(Place, table.rows, repeat(table.file), repeat(table.sheet), table.keys or repeat(None)))
    read = ReadTable(table.table, pd.DataFrame(standard | frame), places)
    return _drop_incomplete(table, read, problems + _warn_of_headings(table, read.frame))


def _clean_column(table: TextTable, name: str) -> tuple[Sequence[str], Iterable[str], list[Problem]]:
    """Clean the texts of a column, and give them, those that are different, and the problems found."""
    texts = table.columns[name]
    different = dict.fromkeys(texts)
    if are_clean(different) and max(map(len, different), default=0) <= LONGEST_CELL:
        return texts, different, []
    long = [at for at, text in enumerate(texts) if len(text) > LONGEST_CELL]
    problems = [table.problem("cell too long", name, at, value="", longest=f"{LONGEST_CELL:,}") for at in long]
    cleaned = {text: clean(text[:LONGEST_CELL]) for text in different}
    if any(not text.isprintable() and has_control_characters(text) for text in cleaned):
        problems.append(table.problem("characters that can't be shown", name))
    if table.guarded:
        cleaned = {text: unguard(found) for text, found in cleaned.items()}
    return [cleaned[text] for text in texts], dict.fromkeys(cleaned.values()), problems


def _tell_faults(
    table: TextTable, name: str, texts: Sequence[str], faults: Mapping[str, tuple[Fault, ...]]
) -> list[Problem]:
    """Tell the faults of a column once a kind where the catalogue has a sentence for several, the others by cell."""
    of_kind: dict[tuple[str, str, int], dict[str, Fault]] = defaultdict(dict)
    for text, found in faults.items():
        for number, fault in enumerate(found):
            # A fault that is told by cell may be there twice: two unknown words in a list.
            place_in_cell = 0 if wordings()[fault.code, fault.case].messages else number
            of_kind[fault.code, fault.case, place_in_cell][text] = fault
    problems = []
    for (code, case, _), of_texts in of_kind.items():
        at = [position for position, text in enumerate(texts) if text in of_texts]
        if wordings()[code, case].messages:
            place, counts = table.place(at[0] if len(at) == 1 else None), Counter(texts[position] for position in at)
            problems.append(tell_once(table.table, name, place, of_texts, counts))
        else:
            problems += [of_texts[texts[each]].at(table.table, name, table.place(each)) for each in at]
    return problems


def _warn_of_headings(table: TextTable, frame: pd.DataFrame) -> list[Problem]:
    """Warn of each organization that has nothing but a name, where few are so: such rows are mostly headings."""
    if table.table != "organizations":
        return []
    filled = frame.notna().sum(axis="columns")
    alone = (filled == 1) & frame["name"].notna()
    if alone.mean() > _FEW or (filled[~alone] >= _SEVERAL_CELLS).mean() < _NEARLY_ALL:
        return []
    names = table.columns.get("name", ())
    return [
        table.problem("nothing but a name", "name", at, value=names[at])
        for at in alone.to_numpy().nonzero()[0].tolist()
        if sum(bool(texts[at].strip()) for texts in table.columns.values()) == 1  # others may hold what can't be read
    ]


def _drop_incomplete(table: TextTable, read: ReadTable, problems: list[Problem]) -> tuple[ReadTable, list[Problem]]:
    """Leave out the rows that lack what the table requires, and give the table with a problem for each of them.
    A blank row gets none, nor does one of a table that requires nothing: its cells have problems of their own."""
    required = required_columns(table.table)
    lacking = read.frame[required].isna() if required else read.frame.isna().all(axis=1).to_frame("")
    left_out = lacking.any(axis=1)
    if not left_out.any():
        return read, problems
    for position in left_out.to_numpy().nonzero()[0].tolist() if required else ():
        if any(texts[position].strip() for texts in table.columns.values()):
            quoted = (name for name in table.columns if name not in table.not_quoted)
            shown = {name: clean(table.columns[name][position]) for name in quoted}
            row = "; ".join(f"{name}: {text}" for name, text in shown.items() if text)[:_LONGEST_CONTENT]
            name = next(name for name in required if lacking[name].iloc[position])
            problems.append(table.problem("required cell missing", name, position, value=row))
    places = [place for place, is_out in zip(read.places, left_out, strict=True) if not is_out]
    return replace(read, frame=read.frame[~left_out].reset_index(drop=True), places=places), problems


def join_tables(tables: Sequence[ReadTable]) -> ReadTable:
    """Join several parts of one table in their order, and give the table."""
    if len(tables) == 1:
        return tables[0]
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    return ReadTable(tables[0].table, frame, [place for table in tables for place in table.places])


def join_parts(
    text_tables: Sequence[TextTable], read: Sequence[ReadTable], kept_once: Mapping[int, int]
) -> tuple[ReadTable, list[Problem], dict[int, int]]:
    """Join the parts of one table, and give it, its problems, and the rows that were left out as the same as another.

    A row that stands in two parts, the same in every cell, is kept once. The rows left out are given by their keys,
    each with the key of the row that stays. ``kept_once`` has the rows that were left out before: they stay out, even
    where the other row was changed since.
    """
    table = join_tables(read)
    filled = [part for part in text_tables if len(part.rows)]
    if len(filled) < 2 and kept_once.keys().isdisjoint(place.key for place in table.places):
        return table, [], {}
    parts = [part for part, each in enumerate(read) for _ in each.places]
    same = _find_repeated(table, parts, kept_once)
    counts = Counter((parts[first], parts[again]) for again, first in same.items() if first is not None)
    names, problems = [part.place().called for part in text_tables], []
    if len(filled) > 1:
        *others, last = (part.place().called for part in filled)
        problems.append(filled[0].problem("tables read together", value="", others=", ".join(others), last=last))
    for (one, other), count in counts.items():
        words: dict[str, Any] = {"value": str(count), "first": names[one], "second": names[other]}
        problems.append(text_tables[other].problem("same rows in two tables", count=count, **words))
    places = [place for position, place in enumerate(table.places) if position not in same]
    pairs = ((table.places[again].key, table.places[first].key) for again, first in same.items() if first is not None)
    left_out = {key: stays for key, stays in pairs if key is not None and stays is not None}
    return ReadTable(table.table, table.frame.drop(list(same)).reset_index(drop=True), places), problems, left_out


def _find_repeated(table: ReadTable, parts: Sequence[int], kept_once: Mapping[int, int]) -> dict[int, int | None]:
    """Find the rows that another part has too, and give their positions, each with the position of the other row (None
    where that row is not there any more)."""
    positions = {place.key: position for position, place in enumerate(table.places)}
    first: dict[tuple[object, ...], int] = {}
    same: dict[int, int | None] = {}
    cells = table.frame.astype(object).where(table.frame.notna(), None).itertuples(index=False, name=None)
    for position, (row, place) in enumerate(zip(cells, table.places, strict=True)):
        if place.key is not None and place.key in kept_once:
            same[position] = positions.get(kept_once[place.key])
        elif parts[other := first.setdefault(row, position)] != parts[position]:
            same[position] = other
    return same
