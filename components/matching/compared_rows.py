"""The rows of a draft in the form in which they are compared: what their cells mean, not how they are written."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

import pandas as pd

from components.drafts import Draft, RowTexts
from components.inventory.kinds import is_unknown
from components.inventory.schema import WHO_SAYS, column_of
from components.inventory.text import name_key

_T = TypeVar("_T")
Key = int | str
"""The key of a row; of an organization that only other tables name, what ``name_key`` makes of its name."""


class UnreadText(NamedTuple):
    """A text that could not be read as what its column holds."""

    text: str


@dataclass(frozen=True, eq=False)
class ComparedTable:
    """The rows of one table of a draft, also of those set aside, and what their cells mean.

    A cell is a text, a number, a set (of a list), an ``UnreadText``, or None where nothing is known. An organization in
    a cell is its ``Key``.
    """

    table: str
    keys: list[Key]
    """The organizations that only other tables name come last."""
    columns: dict[str, list[Hashable]]
    ids: list[str]
    """The id of each row, also where the Atlas made it; empty for a table without ids."""

    def column(self, name: str) -> Sequence[Hashable]:
        """Give the cells of a column, also of one that the table does not have."""
        return self.columns.get(name) or [None] * len(self.keys)

    @cached_property
    def positions(self) -> dict[Key, int]:
        """The position of each row, by its key."""
        return {key: position for position, key in enumerate(self.keys)}

    def cell(self, key: Key, name: str) -> Hashable:
        """Give one cell; None also where the table does not have the column."""
        cells = self.columns.get(name)
        return cells[self.positions[key]] if cells else None

    def without_unlisted(self) -> ComparedTable:
        """Give the table without the organizations that only other tables name."""
        count = sum(isinstance(key, int) for key in self.keys)
        columns = {name: cells[:count] for name, cells in self.columns.items()}
        return ComparedTable(self.table, self.keys[:count], columns, self.ids[:count])

    def without_unread(self) -> ComparedTable:
        """Give the table without the texts that could not be read, which not every export holds."""
        columns = {
            name: [None if isinstance(cell, UnreadText) else cell for cell in cells]
            for name, cells in self.columns.items()
        }
        return replace(self, columns=columns)

    def with_organizations(
        self, called: Mapping[Hashable, Hashable], called_as_source: Mapping[Hashable, Hashable]
    ) -> ComparedTable:
        """Replace the keys of organizations in the cells, and give the table. ``called_as_source`` has the new keys for
        the columns that say who reports or rates, ``called`` those for all others."""
        columns = dict(self.columns)
        for name, cells in self.columns.items():
            if names_organizations(self.table, name):
                words = called_as_source if name in WHO_SAYS else called
                columns[name] = [
                    frozenset(words.get(each, each) for each in cell)
                    if isinstance(cell, frozenset)
                    else words.get(cell, cell)
                    for cell in cells
                ]
        return replace(self, columns=columns)


def names_organizations(table: str, name: str) -> bool:
    """Whether the cells of a column name organizations."""
    column = column_of(table, name)
    return column is not None and column.kind == "organization"


def compared_text(cell: Hashable) -> Hashable:
    """Give a cell as it is compared where capitals, blanks and marks make no difference."""
    return name_key(cell) if isinstance(cell, str) else cell


@dataclass(frozen=True, eq=False)
class ComparedDraft:
    """The rows of a draft as they are compared: how they are written, and what their cells mean."""

    draft: Draft
    texts: RowTexts
    tables: Mapping[str, ComparedTable]

    @cached_property
    def keys_outside(self) -> list[int]:
        """The keys of the rows that are in no table: they can't be read, or another row is the same."""
        inside = {key for table in self.tables.values() for key in table.keys}
        return [key for key in self.texts.keys if key not in inside]


def make_comparable(draft: Draft) -> ComparedDraft:
    """Make a compared table of each table of a draft, with the rows that are set aside after the others."""
    texts = RowTexts(draft.text_tables)
    tables = _tables(draft, texts)
    if draft.rows_set_aside:
        whole = _tables(replace(draft, rows_set_aside=frozenset()), texts)
        tables = {name: _with_rows_set_aside(table, whole[name], draft) for name, table in tables.items()}
    return ComparedDraft(draft, texts, tables)


def _tables(draft: Draft, texts: RowTexts) -> dict[str, ComparedTable]:
    frame, keys = draft.inventory.organizations, draft.reading.keys["organizations"]
    called = dict(zip(frame["id"].tolist(), map(_key, keys, frame["name"].tolist()), strict=True))
    return {table: _table(draft, texts, table).with_organizations(called, called) for table in draft.inventory.tables}


def _key(key: int | None, name: str) -> Key:
    return name_key(name) if key is None else key


def _table(draft: Draft, texts: RowTexts, table: str) -> ComparedTable:
    frame, keys = draft.inventory.tables[table], draft.reading.keys[table]
    written = {name for each in draft.text_tables if each.table == table for name in each.columns}
    columns = {
        str(name): _cells(texts, table, str(name), frame[name], keys)
        for name in frame.columns
        if name in written or frame[name].notna().any()
    }
    names = frame["name"].tolist() if "name" in frame else [""] * len(frame)
    ids = [str(identity) for identity in frame["id"]] if "id" in frame else []
    return ComparedTable(table, list(map(_key, keys, names)), columns, ids)


def _cells(texts: RowTexts, table: str, name: str, series: pd.Series, keys: list[int | None]) -> list[Hashable]:
    if name == "id":
        return [texts.cell(key, name) or None for key in keys]
    column = column_of(table, name)
    found: list[Hashable] = series.astype(object).where(series.notna(), None).tolist()
    if column and column.is_list:
        return [frozenset(cell) if isinstance(cell, tuple) else None for cell in found]
    if column is None or column.kind not in ("number", "date", "organization"):
        return found
    return [_unread(texts.cell(key, name)) if cell is None else cell for cell, key in zip(found, keys, strict=True)]


def _unread(text: str) -> UnreadText | None:
    return UnreadText(text) if text and not is_unknown(text) else None


def _with_rows_set_aside(table: ComparedTable, whole: ComparedTable, draft: Draft) -> ComparedTable:
    ids_aside = draft.reading.ids_set_aside if table.table == "organizations" else {}
    pairs = zip(whole.keys, whole.ids, strict=False)
    ids = [ids_aside.get(key, identity) if isinstance(key, int) else identity for key, identity in pairs]
    aside = [position for position, key in enumerate(whole.keys) if key in draft.rows_set_aside]
    listed = sum(isinstance(key, int) for key in table.keys)

    def joined(own: Sequence[_T], every: Sequence[_T]) -> list[_T]:
        return [*own[:listed], *(every[position] for position in aside), *own[listed:]]

    names = dict.fromkeys([*table.columns, *whole.columns])
    return ComparedTable(
        table.table,
        joined(table.keys, whole.keys),
        {name: joined(table.column(name), whole.column(name)) for name in names},
        joined(table.ids, ids) if ids else [],
    )
