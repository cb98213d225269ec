"""Compare two drafts of which one came of the other: which cells differ, which rows came, and which went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from components.drafts import Draft, RowTexts
from components.inventory import TextTable
from components.inventory.schema import NOT_QUOTED, table_names
from components.inventory.text import counted
from components.matching.compared_rows import RowLabels

_COLUMNS = ["table", "key", "row", "column", "before", "after", "change"]
_LONGEST_ROW = 500
"""Letters of a new row that are told."""


class RowState(NamedTuple):
    """Whether a row is in the inventory, and why not."""

    is_in: bool
    """False for a row that was set aside, merged, replaced, or is not there at all."""
    into: int | None = None
    """The key of the row that it was merged into."""
    is_replaced: bool = False
    """Whether a file that lacks it replaced its table."""


class ChangedCell(NamedTuple):
    """A cell whose text differs."""

    key: int
    column: str
    before: str
    after: str


class DraftRows:
    """The rows of a draft by their keys, to compare them with those of another draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.places: dict[int, tuple[TextTable, int]] = {
            key: (table, at) for table in draft.text_tables for at, key in enumerate(table.keys or ())
        }

    @cached_property
    def texts(self) -> RowTexts:
        """The texts of the rows, cleaned."""
        return RowTexts(self.draft.text_tables)

    @cached_property
    def label(self) -> Callable[[int], str]:
        """A function that gives what a row is called, by its key."""
        return RowLabels(self.texts).label

    def state(self, key: int) -> RowState:
        """Look up whether a row is in the inventory, and give its state."""
        draft = self.draft
        is_in = key in self.places and key not in draft.rows_set_aside
        return RowState(is_in, draft.merged_into.get(key), key in draft.rows_replaced)

    def text(self, key: int, column: str) -> str:
        """Give the text of a cell as it is written; empty where there is none."""
        table, at = self.places[key]
        return table.columns[column][at] if column in table.columns else ""

    def quote(self, key: int, column: str) -> str:
        """Give the text of a cell to show; empty where it is about a person."""
        table, _ = self.places[key]
        return "" if column in table.not_quoted else self.texts.cell(key, column)

    def quote_row(self, key: int) -> str:
        """Give the filled cells of a row to show, in one text."""
        shown = ((name, self.quote(key, name)) for name in self.places[key][0].columns)
        return "; ".join(f"{name}: {text}" for name, text in shown if text)[:_LONGEST_ROW]


class Comparison:
    """Two drafts of which one came of the other, row by row. A row has the same key in both."""

    def __init__(self, before: Draft, after: Draft) -> None:
        self.before, self.after = DraftRows(before), DraftRows(after)
        shared = (key for key in self.after.places if key in self.before.places)
        self.shared = {key: None for key in shared if self._is_the_same(key)}
        """The keys of rows that are in both. An undone step may have given its key to another row since."""
        self.new = [key for key in self.after.places if key not in self.shared]
        self.gone = [key for key in self.before.places if key not in self.shared]

    def _is_the_same(self, key: int) -> bool:
        (one, _), (other, _) = self.before.places[key], self.after.places[key]
        return one is other or (one.table, one.file, one.sheet) == (other.table, other.file, other.sheet)

    @cached_property
    def cells(self) -> dict[tuple[int, str], ChangedCell]:
        """The cells that differ in rows that are in both, by key and column."""
        return {(cell.key, cell.column): cell for cell in self._find_changed_cells()}

    def _find_changed_cells(self) -> Iterator[ChangedCell]:
        pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
        tables: dict[int, TextTable] = {}
        for key in self.shared:
            (one, _), (other, _) = self.before.places[key], self.after.places[key]
            if one is not other:
                pairs[id(one), id(other)].append(key)
                tables |= {id(one): one, id(other): other}
        for (of_one, of_other), keys in pairs.items():
            yield from self._compare_tables(tables[of_one], tables[of_other], keys)

    def _compare_tables(self, one: TextTable, other: TextTable, keys: Sequence[int]) -> Iterator[ChangedCell]:
        have_same_rows = list(one.keys or ()) == list(other.keys or ())
        for name in dict.fromkeys([*one.columns, *other.columns]):
            texts, texts_after = (table.columns.get(name) or [""] * len(table.rows) for table in (one, other))
            for key in () if have_same_rows and texts == texts_after else keys:
                before, after = texts[self.before.places[key][1]], texts_after[self.after.places[key][1]]
                if before != after:
                    yield ChangedCell(key, name, before, after)

    @cached_property
    def states(self) -> dict[int, tuple[RowState, RowState]]:
        """The states of rows, before and after, where they differ. A row that is new or gone is out on one side."""
        aside = self.before.draft.rows_set_aside | self.after.draft.rows_set_aside
        both = ((key, self.before.state(key), self.after.state(key)) for key in self.shared if key in aside)
        return {key: (before, after) for key, before, after in both if before != after}

    @cached_property
    def keys_touched(self) -> set[int]:
        """The keys of rows in which cells differ, and of those into which others were merged."""
        merged = {after.into for _, after in self.states.values() if after.into is not None}
        return {key for key, _ in self.cells} | merged


def list_changes(before: Draft, after: Draft) -> pd.DataFrame:
    """List what differs between a draft and one that came of it, row by row.

    Columns: ``table``, ``key`` (of the row), ``row`` (what it is called), ``column`` (missing where a line is about the
    whole row), ``before``, ``after`` (texts, empty where a cell is about a person), ``change``: ``changed`` (a cell),
    ``new row``, ``gone`` (not there any more, as after an undo), ``set aside``, ``merged`` (``after`` says into which),
    ``replaced``, ``taken back``; ``not the same`` and ``maybe the same`` for two organizations, as ``row`` names them.
    """
    found = Comparison(before, after)
    rows = [*_list_cells(found), *_list_rows(found), *_list_pairs(before, after)]
    order = {table: place for place, table in enumerate(table_names())}
    frame = pd.DataFrame(rows, columns=_COLUMNS).astype({"key": "Int64"})
    return frame.sort_values("table", key=lambda names: names.map(order), kind="stable", ignore_index=True)


_Line = tuple[str, int | None, str, str | None, str, str, str]


def _list_cells(found: Comparison) -> Iterator[_Line]:
    for key, column, _, _ in found.cells.values():
        texts = found.before.quote(key, column), found.after.quote(key, column)
        table = found.after.places[key][0]
        if texts[0] != texts[1] or column in NOT_QUOTED.union(table.of_people):
            yield table.table, key, found.after.label(key), column, *texts, "changed"


def _list_rows(found: Comparison) -> Iterator[_Line]:
    before, after = found.before, found.after
    for key in found.new:
        if quoted := after.quote_row(key):
            yield after.texts.table(key), key, after.label(key), None, "", quoted, "new row"
    for key in found.gone:
        yield before.texts.table(key), key, before.label(key), None, before.quote_row(key), "", "gone"
    for key, (_, state) in found.states.items():
        into = "" if state.into is None else after.label(state.into)
        yield after.texts.table(key), key, after.label(key), None, "", into, _name_state(state)


def _name_state(state: RowState) -> str:
    if state.is_in:
        return "taken back"
    return "merged" if state.into is not None else "replaced" if state.is_replaced else "set aside"


def _list_pairs(before: Draft, after: Draft) -> Iterator[_Line]:
    for change, pairs in (
        ("not the same", after.not_the_same - before.not_the_same),
        ("maybe the same", before.not_the_same - after.not_the_same),
    ):
        for pair in sorted(pairs, key=sorted):
            yield "organizations", None, " and ".join(sorted(pair)), None, "", "", change


# In a sentence

_SENTENCES: Mapping[str, str] = {
    "new row": "{} new in {}",
    "changed": "{} changed in {}",
    "set aside": "{} set aside in {}",
    "merged": "{} merged in {}",
    "replaced": "{} replaced in {}",
    "taken back": "{} taken back in {}",
    "gone": "{} gone from {}",
    "not the same": "{} of {} said to be not the same",
    "maybe the same": "{} of {} no longer said to be not the same",
}
_NOUNS = {"changed": "cell", "not the same": "pair", "maybe the same": "pair"}


def tell_changes(changes: pd.DataFrame) -> str:
    """Tell in a sentence how much ``list_changes`` found, and give it."""
    counts = Counter(zip(changes["table"], changes["change"], strict=True))
    parts = [
        sentence.format(counted(number, _NOUNS.get(change, "row")), table)
        for change, sentence in _SENTENCES.items()
        for (table, each), number in counts.items()
        if each == change
    ]
    return f"{', '.join(parts)}." if parts else "Nothing changed."
