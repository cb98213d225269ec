"""The rows of a draft in the form in which they are compared: what their cells mean, not how they are written."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from components.drafts import Draft, RowTexts
from components.inventory.kinds import is_unknown
from components.inventory.schema import column_of, columns_of
from components.inventory.text import name_key

Key = int | str
"""The key of a row. An organization that only other tables name has no row: its key is ``name_key`` of its name."""
Cells = dict[str, Hashable]
"""What the cells of a row mean, by column: a text, a number, a set (of a list), a ``Key`` (of an organization), an
``UnreadText``, or None where nothing is known."""

# The columns that label a row. Rows of other tables are labelled by their name.
_LABELS: dict[str, tuple[str, ...]] = {
    "inventory": ("city", "place"),
    "relationships": ("from", "to", "kind"),
    "assessments": ("element", "indicator", "issue_area"),
    "seats": ("organization", "table"),
    "participation": ("organization", "date"),
    "claims": ("row", "column"),
    "notes": ("about",),
}


class UnreadText(NamedTuple):
    """A text that could not be read as what its column holds."""

    text: str


@dataclass(frozen=True, eq=False)
class ComparedTable:
    """The rows of one table of a draft, also those that are set aside, and what their cells mean."""

    table: str
    rows: dict[Key, Cells]
    ids: dict[Key, str]
    """The id of each row, whether given or made by the Atlas; empty for a table without ids."""

    def with_organization_keys(self, new_keys: Mapping[Hashable, Hashable]) -> ComparedTable:
        """Replace the keys of organizations in the cells, and give the table."""
        names = {column.name for column in columns_of(self.table) if column.kind == "organization"}
        rows = {
            key: cells | {name: _replace_keys(cells[name], new_keys) for name in names & cells.keys()}
            for key, cells in (self.rows.items() if names else ())
        }
        return replace(self, rows=rows) if names else self


def _replace_keys(cell: Hashable, new_keys: Mapping[Hashable, Hashable]) -> Hashable:
    if isinstance(cell, frozenset):
        return frozenset(new_keys.get(each, each) for each in cell)
    return new_keys.get(cell, cell)


def names_organizations(table: str, name: str) -> bool:
    """Whether the cells of a column name organizations."""
    column = column_of(table, name)
    return column is not None and column.kind == "organization"


def normalize_text(cell: Hashable) -> Hashable:
    """Normalize a cell that is a text, and give it: capitals, blanks and the shape of marks make no difference."""
    return name_key(cell) if isinstance(cell, str) else cell


@dataclass(frozen=True, eq=False)
class ComparedDraft:
    """The rows of a draft as they are compared: how they are written, and what their cells mean."""

    draft: Draft
    texts: RowTexts
    tables: Mapping[str, ComparedTable]

    @cached_property
    def keys_outside(self) -> list[int]:
        """The keys of the rows that are in no table, because they can't be read or repeat another row."""
        inside = {key for table in self.tables.values() for key in table.rows}
        return [key for key in self.texts.keys if key not in inside]


def make_compared_draft(draft: Draft) -> ComparedDraft:
    """Read what the cells of all rows of a draft mean, and give them by table, the rows set aside after the others."""
    texts, aside, ids = RowTexts(draft.text_tables), draft.rows_set_aside, draft.reading.ids_set_aside
    tables = _make_tables(draft, texts)
    for name, more in _make_tables(replace(draft, rows_set_aside=frozenset()), texts).items() if aside else ():
        tables[name].rows.update({key: cells for key, cells in more.rows.items() if key in aside})
        tables[name].ids.update({key: ids.get(key, more.ids[key]) for key in more.ids if key in aside})
    return ComparedDraft(draft, texts, tables)


def _make_tables(draft: Draft, texts: RowTexts) -> dict[str, ComparedTable]:
    frame = draft.inventory.organizations
    new_keys = dict(zip(frame["id"].tolist(), _make_keys(frame, draft.reading.keys["organizations"]), strict=True))
    tables = {name: _make_table(draft, texts, name) for name in draft.inventory.tables}
    return {name: table.with_organization_keys(new_keys) for name, table in tables.items()}


def _make_table(draft: Draft, texts: RowTexts, table: str) -> ComparedTable:
    frame, own = draft.inventory.tables[table], draft.reading.keys[table]
    written = {name for each in draft.text_tables if each.table == table for name in each.columns}
    names = [str(name) for name in frame.columns if name in written or frame[name].notna().any()]
    columns = [_read_meanings(texts, table, name, frame[name], own) for name in names]
    rows = (dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True))
    keys = _make_keys(frame, own)
    ids = dict(zip(keys, frame["id"].tolist(), strict=True)) if "id" in frame else {}
    return ComparedTable(table, dict(zip(keys, rows, strict=True)), ids)


def _make_keys(frame: pd.DataFrame, keys: list[int | None]) -> list[Key]:
    names = frame["name"].tolist() if "name" in frame else [""] * len(frame)
    return [name_key(name) if key is None else key for key, name in zip(keys, names, strict=True)]


def _read_meanings(texts: RowTexts, table: str, name: str, series: pd.Series, keys: list[int | None]) -> list[Hashable]:
    if name == "id":
        return [texts.cell(key, name) or None for key in keys]
    column = column_of(table, name)
    found: list[Hashable] = series.astype(object).where(series.notna(), None).tolist()
    if column and column.is_list:
        return [frozenset(cell) if isinstance(cell, tuple) else None for cell in found]
    if column is None or column.kind not in ("number", "date", "organization"):
        return found
    return [_keep_text(texts.cell(key, name)) if cell is None else cell for cell, key in zip(found, keys, strict=True)]


def _keep_text(text: str) -> UnreadText | None:
    return UnreadText(text) if text and not is_unknown(text) else None


class RowLabels:
    """What rows are called, by what their texts say. Organizations that are named by ids are called by the names that
    these texts have for them, or else ``others``."""

    def __init__(self, texts: RowTexts, *others: RowTexts) -> None:
        self.texts = texts
        rows = ((each, key) for each in (*others, texts) for key in each.keys if each.table(key) == "organizations")
        self.names = {name_key(each.cell(key, "id")): each.cell(key, "name") for each, key in rows}

    def label(self, key: int) -> str:
        """Give what the row with this key is called."""
        table = self.texts.table(key)
        found = {name: self.texts.cell(key, name) for name in _LABELS.get(table, ("name",))}
        said = [self._name(text) if names_organizations(table, name) else text for name, text in found.items()]
        return ", ".join(filter(None, said)) or f"row {self.texts.place(key).row}"

    def _name(self, text: str) -> str:
        return (text and self.names.get(name_key(text))) or text
