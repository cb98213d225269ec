"""A table of a visitor's own inventory, edited in a grid; nothing is kept before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory import schema_columns, vocabulary
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.views.inventory.unsaved_edits import UnsavedEdits, forget_unsaved, show_editor
from components.ui.widgets.long_work import show_save_button
from components.ui.widgets.tables import describe_row

_FIRST_ROWS = 1_000  # of an editor; more would keep a browser waiting


def show_table_editor(loaded: Loaded, draft: Draft, table: str) -> None:
    """The table's texts, to be typed over, added to, and rows to be taken out; nothing is kept before it is saved."""
    columns = editable_columns(table)
    texts = texts_of_table(loaded, draft, table).drop(columns=["listed", "rater"], errors="ignore")
    texts = texts.reindex(columns=[*columns, *texts.columns.difference(columns.keys(), sort=False)], fill_value="")
    wanted = st.text_input("Rows that hold", key=f"find-in-{table}", placeholder="Any word", width=300)
    rows = texts[_holding(texts, wanted)] if wanted else texts
    if len(rows) > _FIRST_ROWS:
        st.caption(f"The first {_FIRST_ROWS:,} of {len(rows):,} rows. Type a word above to find others.")
        rows = rows.head(_FIRST_ROWS)
    st.caption("Double-click a cell to change it; add a row at the foot; tick rows at the left to take them out.")
    typed = show_editor(
        editor_place(table),
        f"{wanted} {loaded.key}",
        rows,
        num_rows="dynamic",
        height=420,
        column_config={name: _config(column) for name, column in columns.items()},
    )
    _save(table, texts, read_changes(texts, typed))


def editor_place(table: str) -> str:
    return f"edit {table}"


def _holding(texts: pd.DataFrame, wanted: str) -> pd.Series:
    return texts.apply(lambda column: column.str.contains(wanted, case=False, regex=False)).any(axis=1)


def _config(column: pd.Series) -> Any:
    required = column["required"] == "yes"
    vocabulary_words = (
        f" Words: {', '.join(word_labels(column['vocabulary']))}." if pd.notna(column["vocabulary"]) else ""
    )
    return st.column_config.TextColumn(help=f"{column['meaning']}{vocabulary_words}", required=required)


@dataclass(frozen=True)
class UnsavedChanges:
    """What was typed into a table's editor and is not saved yet."""

    changes: Mapping[int, Mapping[str, str]]
    """New texts by row key, then by column."""
    new: Sequence[Mapping[str, str]]
    gone: Sequence[int]
    """The keys of rows that are to be taken out."""

    @property
    def said(self) -> str:
        """What saving it does, in words; empty where nothing was typed."""
        cells = sum(map(len, self.changes.values()))
        parts = [f"{counted(cells, 'cell')} changed"] if cells else []
        parts += [f"{counted(len(self.new), 'row')} added"] if self.new else []
        parts += [f"{counted(len(self.gone), 'row')} taken out"] if self.gone else []
        return ", ".join(parts)

    def saved(self, draft: Draft, table: str) -> Draft:
        """The draft with it."""
        longer = draft.with_rows(table, self.new) if self.new else draft
        return longer.with_cells(self.changes).set_aside(self.gone)


def read_changes(texts: pd.DataFrame, typed: UnsavedEdits) -> UnsavedChanges:
    """What was typed, as what it does to these rows (texts, by their keys)."""
    typed = typed.differing(lambda key: texts.loc[key].to_dict() if key in texts.index else None)
    changes = {key: cells for key, cells in typed.cells.items() if isinstance(key, int)}
    new = [{name: text for name, text in cells.items() if text} for cells in typed.added]
    return UnsavedChanges(changes, new, [key for key in typed.gone if isinstance(key, int)])


def _save(table: str, texts: pd.DataFrame, typed: UnsavedChanges) -> None:
    """What is not saved yet, cell by cell, and the button that keeps it."""
    if typed.said:
        st.markdown("**Not saved yet**")
        widths = {name: st.column_config.TextColumn(width=260) for name in ("Row", "Before", "After")}
        st.dataframe(_as_lines(texts, typed), hide_index=True, width="stretch", column_config=widths)
    with st.container(horizontal=True, vertical_alignment="center"):
        show_save_button(
            "Save changes",
            lambda: change_inventory(
                lambda now: typed.saved(now, table), f"{typed.said}.", lambda: forget_unsaved(editor_place(table))
            ),
            key=f"save {table}",
            disabled=not typed.said,
        )
        st.markdown(typed.said or "Nothing changed yet", width="content")
        if typed.said:
            st.button("Don't save", key=f"discard {table}", on_click=forget_unsaved, args=(editor_place(table),))


def _as_lines(texts: pd.DataFrame, typed: UnsavedChanges) -> pd.DataFrame:
    lines = [
        (describe_row(texts.loc[key].to_dict()), name, texts.loc[key].get(name, ""), text)
        for key, cells in typed.changes.items()
        for name, text in cells.items()
    ]
    lines += [("new row", name, "", text) for row in typed.new for name, text in row.items()]
    lines += [
        (describe_row(texts.loc[key].to_dict()), "the whole row", "in the inventory", "taken out") for key in typed.gone
    ]
    return pd.DataFrame(lines, columns=["Row", "Column", "Before", "After"])


def texts_of_table(loaded: Loaded, draft: Draft, table: str) -> pd.DataFrame:
    return loaded.remember(("texts", table), lambda: draft.table_texts(table))


def editable_columns(table: str) -> dict[str, pd.Series]:
    # Who rated is shown to nobody, not even here; the Atlas fills in whether an organization is listed.
    columns = schema_columns().query("table == @table and column not in ('listed', 'rater')")
    return {row["column"]: row for _, row in columns.iterrows()}


def word_labels(name: str) -> dict[str, str]:
    words = vocabulary(name)
    return dict(zip(words["word"], words["label"], strict=True))
