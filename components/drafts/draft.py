"""An inventory while a team works on it: every row as the texts that it came with, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import pandas as pd

from components.drafts.keep_links import NAMING, Cell, named_otherwise
from components.drafts.raters import Pseudonyms, give_pseudonyms
from components.importing.decisions import DecidedRow
from components.importing.people_columns import mask_cells
from components.inventory.build import Built, build_inventory, number_rows, sort_problems
from components.inventory.kinds import Date, order_of, text_of_cell
from components.inventory.model import Inventory
from components.inventory.problems import Problem
from components.inventory.progress import Progress, Stop, collector_paused, ignore, never_stop, report_progress
from components.inventory.schema import column_of, columns_of, table_names
from components.inventory.tables import RawTable, read_table
from components.inventory.text import clean, guard

ADDED_HERE = "added in the Atlas"
"""What the file of a row is called that no file brought."""
_OWN_NAMES = ("id", "name")


@dataclass(frozen=True, eq=False)
class Draft:
    """The rows of an inventory as texts, and what was decided about them. Nothing is changed in place.

    Each row has a key (an integer) that stays with it. The inventory is worked out from the texts at each step, so a
    cell that could not be read is still here, and whatever was done can be taken back by returning to an earlier draft.
    """

    raws: tuple[RawTable, ...] = ()
    aside: frozenset[int] = frozenset()
    """Keys of the rows that a person set aside."""
    not_the_same: frozenset[frozenset[str]] = frozenset()
    """Pairs of organizations (by ``same_name`` of their names) that a person said are not the same.

    A pair of one name is of all organizations that share it.
    """
    decided: tuple[DecidedRow, ...] = ()
    """The rows that were set aside or merged before the package was written that the draft came from."""
    said: tuple[Problem, ...] = ()
    """What reading the files said that is not of a cell."""
    day: str | None = None
    """The day that the inventory is of where its own row gives none."""
    unread: tuple[tuple[str, str | None, int], ...] = ()
    """The sheets of which no row was read: file, the sheet's name in a workbook, and how many rows it has."""
    came: tuple[Came, ...] = ()
    """What files gave, the last one last, to tell what a file says otherwise than before; empty while this is that."""
    twins: Mapping[int, int] = field(default_factory=dict)
    """By key, the rows that were the same as one of another file when they came, with that one's key: they stay out."""
    merged: Mapping[int, int] = field(default_factory=dict)
    """By key, the rows set aside for which another row stands, with its key."""
    replaced: frozenset[int] = frozenset()
    """Keys of the rows set aside because a file that took the place of their table lacks them."""
    second_values: frozenset[int] = frozenset()
    """Keys of the claims that keep what another row or file said of a cell."""
    raters: Pseudonyms = field(default_factory=dict)
    """The pseudonyms of raters who came by name, as ``give_pseudonyms`` gives them: the same name has the same one."""

    def changed(self, **fields: Any) -> Draft:
        """The draft with these fields exchanged, which knows how its rows came."""
        if self.came:
            return replace(self, **fields)
        keys = [key for raw in self.raws for key in raw.keys or ()]
        came = Came(self.as_it_came(), dict(zip(keys, keys, strict=True)), frozenset(keys))
        return replace(self, came=(came,), twins=self.built.twins, **fields)

    def as_it_came(self) -> Draft:
        """A copy with the inventory that it gives and without its problems: what later files are compared with, for as
        long as the draft is worked on."""
        copy = replace(self)
        vars(copy)["built"] = replace(self.built, problems=[])
        return copy

    def with_aside(self, aside: frozenset[int]) -> Draft:
        """The draft with these rows set aside, and no others, whatever that does to what others name."""
        merged = {key: one for key, one in self.merged.items() if key in aside}
        return self.changed(aside=aside, merged=merged, replaced=self.replaced & aside)

    def stands_for(self, key: int) -> int:
        """The key of the row that stands for a row: its own, unless it was merged into another."""
        while key in self.merged:
            key = self.merged[key]
        return key

    @cached_property
    def built(self) -> Built:
        """The inventory, its problems, and which row is which."""
        return self._build(ignore)

    def checked(self, *, stop: Stop = never_stop, progress: Progress = ignore) -> Draft:
        """The draft, once its inventory and its problems are worked out, which takes a while where it is large.

        ``stop`` is asked between columns whether to give up, and ``progress`` told in words what is being checked, with
        the share that is done, from 0 to 1; both in the caller's thread. Raises ``StoppedError``.
        """
        if "built" not in vars(self):
            with collector_paused():
                vars(self)["built"] = self._build(partial(report_progress, stop, progress))
        _ = self.problems
        return self

    def _build(self, step: Progress) -> Built:
        built = build_inventory(map(self._left, self.raws), self._organizations_aside(), self.twins, step)
        return built if self.day is None or built.inventory.about("as_of") else _of_day(built, self.day)

    @property
    def inventory(self) -> Inventory:
        """The inventory of the rows that are not set aside."""
        return self.built.inventory

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that could not be taken as it stands, by file, table, row and column."""
        found = [problem for problem in self.built.problems if not self._only_added_here(problem)]
        return sort_problems([*self.said, *found])

    def _only_added_here(self, problem: Problem) -> bool:
        """Whether it tells of a heading or of two files, and is of what was added by hand, which is none."""
        if problem.rule == "nothing but a name":
            return problem.file == ADDED_HERE
        if problem.rule != "tables read together":
            return False
        raws = [raw for raw in self.raws if raw.table == problem.table and len(raw.rows)]
        return sum(raw.file != ADDED_HERE for raw in raws) < 2

    def _left(self, raw: RawTable) -> RawTable:
        """The table without the rows that a person set aside."""
        keys = raw.keys or ()
        if self.aside.isdisjoint(keys):
            return raw
        return some_rows(raw, [position for position, key in enumerate(keys) if key not in self.aside])

    def _organizations_aside(self) -> list[RawTable]:
        """What names the organizations that a person set aside."""
        found = []
        for raw in self.raws if self.aside else ():
            if raw.table == "organizations" and not self.aside.isdisjoint(raw.keys or ()):
                named = replace(raw, columns={name: raw.columns[name] for name in NAMING if name in raw.columns})
                own = replace(raw, columns={name: raw.columns[name] for name in _OWN_NAMES if name in raw.columns})
                keys = list(enumerate(raw.keys or ()))
                found.append(some_rows(named, [at for at, key in keys if key in self.aside - self.replaced]))
                # A further name says nothing any more where a file took the place of the row.
                found.append(some_rows(own, [at for at, key in keys if key in self.replaced]))
        return found


@dataclass(frozen=True, eq=False)
class Came:
    """What files gave, as it came, and which rows here its rows are."""

    draft: Draft
    """As ``as_it_came`` gives it."""
    keys: Mapping[int, int]
    """By the keys that rows have in it, their keys here."""
    new: frozenset[int] = frozenset()
    """The keys here of the rows that it added; what else it gave went into rows that were here."""

    @cached_property
    def files(self) -> frozenset[str | None]:
        """The names of the files."""
        return frozenset(raw.file for raw in self.draft.raws)


def _of_day(built: Built, day: str) -> Built:
    own = built.inventory.inventory
    if len(own):
        frame, keys = own.assign(as_of=own["as_of"].fillna(day)), built.keys["inventory"]
    else:
        frame, keys = read_table(RawTable("inventory", {"as_of": [day]}, [1]))[0].frame, [None]
    return replace(built, inventory=built.inventory.with_tables(inventory=frame), keys=built.keys | {"inventory": keys})


def draft_of_tables(raws: Iterable[RawTable], said: Iterable[Problem] = (), day: str | None = None) -> Draft:
    """A draft of tables of texts, each row with a key, and with a pseudonym for each rater who is written by name."""
    tables, raters, more = give_pseudonyms(list(raws), {})
    return Draft(tuple(number_rows(tables)), said=(*said, *more), day=day, raters=raters)


def draft_of(inventory: Inventory) -> Draft:
    """A draft of an inventory: to edit it, or to add to it."""
    tables = inventory.tables.items()
    return draft_of_tables(_as_texts(name, frame) for name, frame in tables if _says_anything(name, frame))


def _says_anything(table: str, frame: pd.DataFrame) -> bool:
    return len(frame) > 0 or any(column_of(table, str(name)) is None for name in frame.columns)


def _as_texts(table: str, frame: pd.DataFrame) -> RawTable:
    columns: dict[str, Sequence[str]] = {
        str(name): [text_of_cell(cell) for cell in frame[name].tolist()]
        for name in frame.columns
        if frame[name].notna().any() or column_of(table, str(name)) is None
    }
    return RawTable(table, columns, range(2, len(frame) + 2), guarded=True)


def row_texts(draft: Draft, key: int) -> tuple[str, dict[str, str]]:
    """The table of a row, and its texts by column. Raises ``KeyError`` where no row has the key."""
    raw, position = _found(draft, key)
    return raw.table, {name: texts[position] for name, texts in raw.columns.items()}


def table_texts(draft: Draft, table: str) -> pd.DataFrame:
    """The texts of a table's rows that are in the inventory, by their keys: the standard's columns first.

    An empty text is a cell that is not known.
    """
    frames = [
        pd.DataFrame(dict(raw.columns), index=list(raw.keys or ()), dtype=str)
        for raw in draft.raws
        if raw.table == table and len(raw.rows)
    ]
    frame = pd.concat(frames).fillna("") if frames else pd.DataFrame()
    standard = [column.name for column in columns_of(table)]
    names = [name for name in standard if name in frame] + [name for name in frame if name not in standard]
    inside = [key for key in draft.built.keys.get(table, ()) if key is not None]
    return frame.loc[inside, names]


def with_cells(draft: Draft, changes: Mapping[int, Mapping[str, str]]) -> Draft:
    """The draft with new texts in some cells: by row key, then by column.

    Where an organization gets another id, name, alias or former name, each further cell that named it, or another one,
    goes on naming that one: a cell that would not gets its id. E-mail addresses, phone numbers and names of raters are
    left out, as they are of a file. Raises ``KeyError`` where no row has the key.
    """
    result = _with_pseudonyms(with_texts(draft, _without_addresses(draft, changes)))
    if not _name_organizations_otherwise(draft, result):
        return result
    return naming_the_same(result, draft, but={(key, name) for key, cells in changes.items() for name in cells})


def _without_addresses(draft: Draft, changes: Mapping[int, Mapping[str, str]]) -> dict[int, Mapping[str, str]]:
    tables = {key: raw.table for raw in draft.raws for key in raw.keys or () if key in changes}
    return {
        key: mask_cells(tables[key], cells, of_people(draft, tables[key])) if key in tables else cells
        for key, cells in changes.items()
    }


def of_people(draft: Draft, table: str) -> dict[str, str]:
    """The columns of a table that are kept with what they tell of people, each with the reason for it."""
    return {name: reason for raw in draft.raws if raw.table == table for name, reason in raw.of_people.items()}


def _with_pseudonyms(draft: Draft) -> Draft:
    raws, raters, _ = give_pseudonyms(draft.raws, draft.raters)
    return draft if raters is draft.raters else replace(draft, raws=tuple(raws), raters=raters)


def with_texts(draft: Draft, changes: Mapping[int, Mapping[str, str]]) -> Draft:
    """The draft with new texts in some cells, whatever these do to what others name. Raises as ``with_cells``."""
    raws, left = list(draft.raws), set(changes)
    for number, raw in enumerate(raws):
        if left and raw.keys and not left.isdisjoint(raw.keys):
            some = {position: changes[key] for position, key in enumerate(raw.keys) if key in left}
            left.difference_update(raw.keys)
            raws[number] = _changed(raw, some, of_people(draft, raw.table))
    if left:
        raise KeyError(_no_row(min(left)))
    return draft.changed(raws=tuple(raws))


def _name_organizations_otherwise(draft: Draft, result: Draft) -> bool:
    pairs = (pair for pair in zip(draft.raws, result.raws, strict=True) if pair[0] is not pair[1])
    return any(
        list(one.columns.get(name, ())) != list(other.columns.get(name, ()))
        for one, other in pairs
        if one.table == "organizations"
        for name in NAMING
        if one.columns.get(name) is not other.columns.get(name)
    )


def naming_the_same(
    result: Draft,
    draft: Draft,
    moved: Mapping[int, int] | None = None,
    but: Collection[tuple[int, str]] = (),
) -> Draft:
    """The result, in which each cell names the organization that it named in the draft, by its id where need be.

    ``moved`` holds the keys of rows that others stand for now; ``but`` the cells, by key and column, that may name what
    they like.
    """
    moved = moved or {}
    cells = named_otherwise(draft.raws, draft.built, result.built, lambda key: moved.get(key, key))
    return with_named(result, (cell for cell in cells if (cell.key, cell.column) not in but))


def with_named(draft: Draft, cells: Iterable[Cell]) -> Draft:
    """The draft with these texts in its cells, guarded where their table is."""
    guarded = [set(raw.keys or ()) for raw in draft.raws if raw.guarded]
    changes: dict[int, dict[str, str]] = {}
    for key, column, text in cells:
        changes.setdefault(key, {})[column] = guard(text) if any(key in keys for keys in guarded) else text
    return with_texts(draft, changes) if changes else draft


def _changed(raw: RawTable, changes: Mapping[int, Mapping[str, str]], told: Mapping[str, str]) -> RawTable:
    """The table with these texts, by position; ``told`` has the columns that may tell of people, with the reasons."""
    columns, written = dict(raw.columns), {name for cells in changes.values() for name in cells}
    for name in written:
        texts = list(columns.get(name, [""] * len(raw.rows)))
        for position, cells in changes.items():
            texts[position] = cells.get(name, texts[position])
        columns[name] = texts
    kept = {name: reason for name, reason in told.items() if name in written}
    return replace(raw, columns=columns, of_people=kept | {**raw.of_people})


def with_rows(draft: Draft, table: str, rows: Sequence[Mapping[str, str]]) -> Draft:
    """The draft with further rows of texts at the end of what was added to a table, without what ``with_cells`` leaves
    out. Raises ``ValueError`` for a table not of the standard."""
    if table not in table_names():
        raise ValueError(f"No such table: {table}.")
    kept = of_people(draft, table)
    return _with_pseudonyms(with_further(draft, table, [mask_cells(table, row, kept) for row in rows]))


def with_further(draft: Draft, table: str, rows: Sequence[Mapping[str, str]]) -> Draft:
    """The draft with further rows, whatever these tell."""
    here = (number for number, raw in enumerate(draft.raws) if (raw.table, raw.file) == (table, ADDED_HERE))
    number = next(here, len(draft.raws))
    before = draft.raws[number] if number < len(draft.raws) else RawTable(table, {}, (), ADDED_HERE, None, True, ())
    keys = range(free_key(draft), free_key(draft) + len(rows))
    further = replace(_with_further(before, rows, keys), of_people=of_people(draft, table))
    raws = (*draft.raws[:number], further, *draft.raws[number + 1 :])
    return draft.changed(raws=raws)


def _with_further(raw: RawTable, rows: Sequence[Mapping[str, str]], keys: Sequence[int]) -> RawTable:
    columns: dict[str, Sequence[str]] = {
        name: [*raw.columns.get(name, [""] * len(raw.rows)), *(row.get(name, "") for row in rows)]
        for name in dict.fromkeys([*raw.columns, *(name for row in rows for name in row)])
    }
    numbers = range(2, 2 + len(raw.rows) + len(rows))
    return replace(raw, columns=columns, rows=numbers, keys=[*(raw.keys or ()), *keys])


def with_claims(draft: Draft, rows: Sequence[Mapping[str, str]]) -> Draft:
    """The draft with further claims, which keep what another row or file said of a cell."""
    if not rows:
        return draft
    keys = range(free_key(draft), free_key(draft) + len(rows))
    return with_further(draft, "claims", rows).changed(second_values=draft.second_values.union(keys))


def free_key(draft: Draft) -> int:
    """The first number that is no row's key, nor is any after it."""
    return 1 + max((max(raw.keys) for raw in draft.raws if raw.keys), default=-1)


def set_aside(draft: Draft, keys: Iterable[int]) -> Draft:
    """The draft with these rows set aside: kept, and not in the inventory.

    What names an organization that is set aside goes on naming it, as one that is not listed, until it is taken back.
    Raises ``KeyError`` where no row has a key.
    """
    gone = frozenset(keys)
    if unknown := gone.difference(*(raw.keys for raw in draft.raws if raw.keys)):
        raise KeyError(_no_row(min(unknown)))
    return _with_aside(draft, draft.aside | gone)


def take_back(draft: Draft, keys: Iterable[int]) -> Draft:
    """The draft with these rows in the inventory again; what names an organization goes on naming the same one."""
    return _with_aside(draft, draft.aside - set(keys))


def _with_aside(draft: Draft, aside: frozenset[int]) -> Draft:
    result, other = draft.with_aside(aside), aside ^ draft.aside
    named = any(raw.table == "organizations" and not other.isdisjoint(raw.keys or ()) for raw in draft.raws)
    return naming_the_same(result, draft) if named else result


def not_the_same(draft: Draft, one: str, other: str) -> Draft:
    """The draft that knows that two organizations (by what ``same_name`` makes of their names) are two."""
    return replace(draft, not_the_same=draft.not_the_same | {frozenset((one, other))})


def rows_not_in(draft: Draft) -> pd.DataFrame:
    """The rows that are not in the inventory, with why.

    Columns: ``key``, ``table``, ``file``, ``sheet``, ``row`` (its number in a spreadsheet), ``why`` (``set aside`` by a
    person, ``merged`` into another row, ``replaced`` by a further file that lacks it, ``cannot be read`` for want of
    what the table requires, ``blank``, ``same as another``), ``texts`` (a dict by column), ``into`` (the name of the
    organization that it was merged into, else missing).
    """
    inside = {key for keys in draft.built.keys.values() for key in keys}
    failed = {problem.key for problem in draft.built.problems if problem.rule == "required cell missing"}
    names = dict(zip(draft.built.keys["organizations"], draft.inventory.organizations["name"], strict=True))
    rows = []
    for raw in draft.raws:
        for position, key in enumerate(raw.keys or ()):
            if key in inside:
                continue
            texts = {name: column[position] for name, column in raw.columns.items()}
            why = "cannot be read" if key in failed else _why(draft, raw.table, key, texts)
            into = names.get(draft.stands_for(key)) if why == "merged" else None
            rows.append((key, raw.table, raw.file, raw.sheet, raw.rows[position], why, texts, into))
    return pd.DataFrame(rows, columns=["key", "table", "file", "sheet", "row", "why", "texts", "into"])


def _why(draft: Draft, table: str, key: int, texts: Mapping[str, str]) -> str:
    if key in draft.aside:
        return "merged" if key in draft.merged else "replaced" if key in draft.replaced else "set aside"
    if not any(map(clean, texts.values())):
        return "blank"
    # A row of a table that requires nothing is left out where not one cell of it can be read.
    one = RawTable(table, {name: [text] for name, text in texts.items()}, [1], guarded=True)
    requires = any(column.required for column in columns_of(table))
    return "same as another" if requires or read_table(one)[0].places else "cannot be read"


def same_texts(one: RawTable, other: RawTable) -> bool:
    """Whether two tables are one, text for text."""
    return (
        one.table == other.table
        and one.columns.keys() == other.columns.keys()
        and all(list(texts) == list(other.columns[name]) for name, texts in one.columns.items())
    )


def some_rows(raw: RawTable, positions: Sequence[int]) -> RawTable:
    """The table with only the rows at these positions, each of which means what it meant among all of them."""
    columns: dict[str, Sequence[str]] = {
        name: [texts[position] for position in positions] for name, texts in raw.columns.items()
    }
    dated = {column.name for column in columns_of(raw.table) if column.kind == "date"} & columns.keys()
    told = [name for name in dated if order_of(raw.columns[name]) != order_of(columns[name])]
    keys = None if raw.keys is None else [raw.keys[position] for position in positions]
    columns |= {name: _dates(raw, name, columns[name]) for name in told}
    return replace(raw, columns=columns, rows=[raw.rows[position] for position in positions], keys=keys)


def _dates(raw: RawTable, name: str, texts: Sequence[str]) -> list[str]:
    """The dates that only the rest of the column tells the order of day and month of, with the year first."""
    column = column_of(raw.table, name)
    dates = Date(column, order_of(raw.columns[name])) if column else None
    return [str((dates and dates.read(clean(text))[0]) or text) for text in texts]


def _no_row(key: int) -> str:
    return f"No row has the key {key}."


def _found(draft: Draft, key: int) -> tuple[RawTable, int]:
    """The table that a row is in, and its position there."""
    for raw in draft.raws:
        if raw.keys and key in raw.keys:
            return raw, raw.keys.index(key)
    raise KeyError(_no_row(key))
