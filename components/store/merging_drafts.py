"""Two people changed the same draft at once: make one's changes in the other's, and list what a person must decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from components.drafts import Draft
from components.drafts.draft import Arrival
from components.drafts.text_tables import ADDED_HERE, add_rows
from components.inventory import TextTable
from components.store.comparing import Comparison, DraftRows, RowState
from components.store.same_files import find_rows_of_same_files, list_own_arrivals

Item = TypeVar("Item")
_OUT = RowState(is_in=False)
_LISTS = ("decided_earlier", "reading_problems", "unread_sheets")


@dataclass(frozen=True)
class Conflict:
    """A cell that both wrote differently, or a row that one took out while the other changed it."""

    table: str
    key: int
    """The key of the row in the merged draft."""
    row: str
    """What the row is called."""
    column: str | None
    """None where it is about whether the row is in the inventory."""
    base: str
    """The text that both began from; for a row, whether it was in the inventory, in words."""
    mine: str
    theirs: str
    """The merged draft has this."""
    my_state: RowState | None = None
    """What I did with the row, where it is about the row."""


@dataclass(frozen=True, eq=False)
class Merged:
    """What became of two drafts. Everything that either side did is in the draft or in the conflicts."""

    draft: Draft
    conflicts: tuple[Conflict, ...]

    def settle(self, mine: Collection[int]) -> Draft:
        """Settle the conflicts, and give the draft: those whose positions are in ``mine`` as I had it, the others as
        they had it."""
        chosen = [conflict for at, conflict in enumerate(self.conflicts) if at in mine]
        changes: dict[int, dict[str, str]] = {}
        for conflict in chosen:
            if conflict.column is not None:
                changes.setdefault(conflict.key, {})[conflict.column] = conflict.mine
        draft = self.draft.with_cells(changes) if changes else self.draft
        states = {each.key: each.my_state for each in chosen if each.my_state}
        after, _ = _with_states(draft, states, states.keys())
        return after.keep_links(draft, _find_moved(draft, after)) if states else after


def merge_drafts(base: Draft, mine: Draft, theirs: Draft) -> Merged:
    """Make what I changed since ``base`` in their draft, which came of ``base`` too, and give it with the conflicts.

    Where only one of us changed a cell, or took out a row, the change stays. Rows that I added get keys of their own,
    unless the same file brought them to both of us. A cell that we wrote differently, and a row that one of us took
    out while the other changed it, are conflicts.
    """
    mine, theirs = _follow_community_names(base, mine.with_pseudonyms_of(theirs), theirs)
    new_keys, not_there = _choose_keys(base, mine, theirs)
    same, as_they_came = find_rows_of_same_files(base, mine, theirs)
    mine = _with_keys(mine, new_keys | same) if new_keys else mine
    base = replace(base, text_tables=(*base.text_tables, *as_they_came)) if same else base
    merging = _Merging(base, mine, theirs)
    merging.take_rows()
    merging.take_cells()
    merging.take_states(not_there)
    merging.take_what_was_decided()
    return Merged(merging.keep_links(), tuple(merging.conflicts))


def _follow_community_names(base: Draft, mine: Draft, theirs: Draft) -> tuple[Draft, Draft]:
    """Give each side the names that the other side gave to communities, unless both gave one, and give both drafts."""
    own, other = (_find_community_names(base, side) for side in (mine, theirs))
    for_me = {key: cells for key, cells in other.items() if key not in own and key in mine.table_by_key}
    for_them = {key: cells for key, cells in own.items() if key not in other and key in theirs.table_by_key}
    return (mine.with_cells(for_me) if for_me else mine), (theirs.with_cells(for_them) if for_them else theirs)


def _find_community_names(base: Draft, side: Draft) -> dict[int, dict[str, str]]:
    found = (tuple(each for each in draft.text_tables if each.table == "communities") for draft in (base, side))
    cells = Comparison(*map(Draft, found)).cells
    return {key: {column: cell.after} for (key, column), cell in cells.items() if column == "name"}


# Keys


def _choose_keys(base: Draft, mine: Draft, theirs: Draft) -> tuple[dict[int, int], set[int]]:
    """Choose keys that nobody has for the rows that I have and they have not: those that I added, and those that I
    changed and that are there no more. Give them by my keys, and also the keys of the latter alone."""
    own, other = Comparison(base, mine), Comparison(base, theirs)
    changed = own.keys_touched | {key for key, (_, after) in own.states.items() if after.is_in}
    not_there = {key for key in changed if key in own.shared and key not in other.shared}
    wanted, first = not_there.union(own.new), max(each.next_key for each in (base, mine, theirs))
    new_keys = {key: first + at for at, key in enumerate(key for key in own.after.places if key in wanted)}
    return new_keys, {new_keys[key] for key in not_there}


def _with_keys(draft: Draft, new_keys: Mapping[int, int]) -> Draft:
    """Give rows of a draft other keys, and give the draft."""

    def find(key: int) -> int:
        return new_keys.get(key, key)

    def find_all(keys: Mapping[int, int]) -> dict[int, int]:
        return {find(key): find(other) for key, other in keys.items()}

    return replace(
        draft,
        text_tables=tuple(replace(table, keys=[*map(find, table.keys or ())]) for table in draft.text_tables),
        rows_set_aside=frozenset(map(find, draft.rows_set_aside)),
        reading_problems=tuple(
            each if each.key is None or each.key not in new_keys else replace(each, key=find(each.key))
            for each in draft.reading_problems
        ),
        arrivals=tuple(
            Arrival(
                each.draft, {key: find(here) for key, here in each.keys.items()}, frozenset(map(find, each.new_rows))
            )
            for each in draft.arrivals
        ),
        kept_once=find_all(draft.kept_once),
        merged_into=find_all(draft.merged_into),
        rows_replaced=frozenset(map(find, draft.rows_replaced)),
    )


class _Merging:
    """Makes my changes in their draft, one kind after the other. Rows that only I have, have keys of their own."""

    def __init__(self, base: Draft, mine: Draft, theirs: Draft) -> None:
        self.base, self.mine, self.theirs, self.result = base, mine, theirs, theirs
        self.own, self.other = Comparison(base, mine), Comparison(base, theirs)
        self.taken: dict[int, dict[str, str]] = {}
        """The cells that are taken from me."""
        self.conflicts: list[Conflict] = []

    def _add_conflict(
        self, key: int, column: str | None, base: str, mine: str, theirs: str, state: RowState | None = None
    ) -> None:
        rows = self.other.after if key in self.other.after.places else self.own.after
        row = (rows.texts.table(key), key, rows.label(key))
        self.conflicts.append(Conflict(*row, column, base, mine, theirs, state))

    # Rows and cells

    def take_rows(self) -> None:
        """Take in the rows that only I have."""
        here = {(each.table, each.file, each.sheet) for each in (*self.base.text_tables, *self.theirs.text_tables)}
        claims = {self.other.after.texts.filled_cells(key) for key in self.other.new}
        known = {
            key for key in self.own.new if self._is_claim(key) and self.own.after.texts.filled_cells(key) in claims
        }
        for table in self.mine.pick_tables(set(self.own.new) - known):
            if table.file == ADDED_HERE and table.rows:
                self._add_typed_rows(table)
            elif table.rows or (table.table, table.file, table.sheet) not in here:
                self.result = self.result.with_fields(text_tables=(*self.result.text_tables, table))

    def _is_claim(self, key: int) -> bool:
        return self.own.after.texts.table(key) == "claims"

    def _add_typed_rows(self, table: TextTable) -> None:
        self.result = _with_reasons(self.result, table.table, table.of_people)
        tables, people = self.result.text_tables, self.result.people_columns(table.table)
        before = next((each for each in tables if (each.table, each.file) == (table.table, ADDED_HERE)), None)
        if before is None:
            self.result = self.result.with_fields(text_tables=(*tables, table))
            return
        rows = [{name: texts[at] for name, texts in table.columns.items()} for at in range(len(table.rows))]
        longer = replace(add_rows(before, rows, 0, people), keys=[*(before.keys or ()), *(table.keys or ())])
        self.result = self.result.with_fields(text_tables=tuple(longer if each is before else each for each in tables))

    def take_cells(self) -> None:
        """Take the cells that only I changed; those that we wrote differently are conflicts."""
        for cell in self.own.cells.values():
            theirs = self.other.cells.get((cell.key, cell.column))
            if theirs is None and cell.key in self.other.shared:
                self.taken.setdefault(cell.key, {})[cell.column] = cell.after
            elif theirs and theirs.after != cell.after:
                self._add_conflict(cell.key, cell.column, cell.before, cell.after, theirs.after)
        for table in {self.own.after.places[key][0].table for key in self.taken}:
            self.result = _with_reasons(self.result, table, self.mine.people_columns(table))
        self.result = self.result.with_texts(self.taken)

    # Whether rows are in the inventory

    def take_states(self, not_there: Collection[int]) -> None:
        """Take out and take back the rows that I did, unless they changed them. ``not_there`` has the keys of rows that
        I changed, and that they have no more: these come in set aside."""
        wanted: dict[int, RowState] = {}
        for key, state in self._list_my_states().items():
            if not self._was_changed_by_them(key, state):
                wanted[key] = state
            elif state != self.other.after.state(key):
                self._add_row_conflict(key, state)
        new = {key: self.own.after.state(key) for key in self.own.new}
        wanted |= {key: state for key, state in new.items() if not state.is_in}
        for key in (key for key in not_there if new[key].is_in):
            wanted[key] = _OUT
            self._add_conflict(key, None, "in the inventory", "changed", "not there", new[key])
        for key, (before, after) in self.other.states.items():
            if before.is_in and not after.is_in and key in self.own.keys_touched and key not in self.own.states:
                self._add_row_conflict(key, RowState(is_in=True))
        self.result, refused = _with_states(self.result, wanted, self.mine.rows_set_aside)
        for key in refused:
            self._add_row_conflict(key, wanted[key])

    def _list_my_states(self) -> dict[int, RowState]:
        """List what I did with rows that they have: their states now, by their keys."""
        changed = {key: after for key, (_, after) in self.own.states.items()}
        gone = {key: _OUT for key in self.own.gone if self.own.before.state(key).is_in}
        return {key: state for key, state in (changed | gone).items() if key in self.other.shared}

    def _was_changed_by_them(self, key: int, mine: RowState) -> bool:
        """Whether they took a row out or back, or changed its cells while I took it out."""
        before = self.own.before.state(key)
        is_touched = before.is_in and not mine.is_in and key in self.other.keys_touched
        return is_touched or self.other.after.state(key) != before

    def _add_row_conflict(self, key: int, state: RowState) -> None:
        base = _name_state(self.own.before, key)
        mine = _name_state(self.own.after, key, key in self.own.keys_touched)
        theirs = _name_state(self.other.after, key, key in self.other.keys_touched)
        self._add_conflict(key, None, base, mine, theirs, state)

    # The rest

    def take_what_was_decided(self) -> None:
        """Take what I decided beside the rows, and what files brought me."""
        # ``with_fields`` notes what their files brought, before other arrivals are added to it.
        base, mine, theirs = self.base, self.mine, self.result.with_fields()
        apart = theirs.not_the_same | (mine.not_the_same - base.not_the_same)
        fields: dict[str, Any] = {
            name: _merge_lists(getattr(base, name), getattr(mine, name), getattr(theirs, name)) for name in _LISTS
        }
        fields |= {
            "not_the_same": apart - (base.not_the_same - mine.not_the_same),
            "day": mine.day if theirs.day == base.day else theirs.day,
            "pseudonyms": {**mine.pseudonyms, **theirs.pseudonyms},
            "kept_once": self._merge_kept_once(theirs.kept_once),
            "first_free_key": max(mine.first_free_key, theirs.first_free_key),
            "arrivals": (*theirs.arrivals, *list_own_arrivals(base, mine, theirs)),
        }
        self.result = replace(theirs, **fields)

    def _merge_kept_once(self, theirs: Mapping[int, int]) -> Mapping[int, int]:
        here, mine = self.result.table_by_key.keys(), self.mine.kept_once
        # The row that stays must be one that stays in their draft too.
        more = {key: stays for key, stays in mine.items() if {key, stays} <= here and stays not in theirs}
        return {**more, **theirs}

    def keep_links(self) -> Draft:
        """Make each cell name the organization that it named on the side that it comes from, and give the draft."""
        taken = {(key, column) for key, cells in self.taken.items() for column in cells}
        result = self.result.keep_links(self.theirs, _find_moved(self.theirs, self.result), taken)
        if not (taken or self.own.new):
            return result
        new, here = set(self.own.new), result.table_by_key
        links = result.find_changed_links(
            self.mine, lambda key: result.find_row_standing_for(key) if key in here else None
        )
        return result.with_links(each for each in links if each.key in new or (each.key, each.column) in taken)


def _with_reasons(draft: Draft, table: str, reasons: Mapping[str, str]) -> Draft:
    """Give the reasons for which I keep columns about people to a table, and give the draft."""
    if not reasons or reasons.items() <= draft.people_columns(table).items():
        return draft
    tables = (
        replace(each, of_people={**reasons, **each.of_people}) if each.table == table else each
        for each in draft.text_tables
    )
    return draft.with_fields(text_tables=tuple(tables))


def _name_state(rows: DraftRows, key: int, is_touched: bool = False) -> str:
    if key not in rows.places:
        return "not there"
    state = rows.state(key)
    if state.is_in:
        return "changed" if is_touched else "in the inventory"
    if state.into is not None:
        return f"merged into {rows.label(state.into)}"
    return "replaced" if state.is_replaced else "set aside"


def _with_states(draft: Draft, states: Mapping[int, RowState], out: Collection[int] = ()) -> tuple[Draft, list[int]]:
    """Take rows out and back, and give the draft with the rows for which that would lose what they say: they would be
    merged into a row that is not in the inventory, and not among those that are meant to be ``out``."""
    if not states:
        return draft, []
    aside = draft.rows_set_aside - states.keys() | {key for key, state in states.items() if not state.is_in}
    replaced = draft.rows_replaced - states.keys() | {key for key, state in states.items() if state.is_replaced}
    merged = {key: into for key, into in draft.merged_into.items() if key not in states}
    left = {key: state.into for key, state in states.items() if state.into is not None}
    while found := {
        key: into for key, into in left.items() if _ends_inside(into, key, merged, aside.difference(out), draft)
    }:
        merged |= dict([next(iter(found.items()))])
        left = {key: into for key, into in left.items() if key not in merged}
    aside -= left.keys()
    return draft.with_fields(rows_set_aside=aside, merged_into=merged, rows_replaced=replaced), list(left)


def _ends_inside(into: int, key: int, merged: Mapping[int, int], aside: Collection[int], draft: Draft) -> bool:
    """Whether the row that would stand for a row in the end is another row, which is in the inventory."""
    while into in merged:
        into = merged[into]
    return into != key and into in draft.table_by_key and into not in aside


def _find_moved(before: Draft, after: Draft) -> dict[int, int]:
    """Find the rows that were merged since, each with the row that stands for it now."""
    changed = (key for key, into in after.merged_into.items() if before.merged_into.get(key) != into)
    return {key: after.find_row_standing_for(key) for key in changed}


def _merge_lists(base: Iterable[Item], mine: Iterable[Item], theirs: Iterable[Item]) -> tuple[Item, ...]:
    """Take what I added into their list and what I removed out of it, and give the list."""
    base, mine, theirs = list(base), list(mine), list(theirs)
    stays = [each for each in theirs if each in mine or each not in base]
    return (*stays, *(each for each in mine if each not in base and each not in theirs))
