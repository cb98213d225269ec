"""A table of a visitor's own inventory, edited in a grid; nothing is kept before it is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory.schema import schema_columns, word_labels
from components.inventory.text import counted, name_key
from components.ui.frame.loading import Loaded
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.views.inventory.unsaved_edits import UnsavedEdits, forget_unsaved, show_editor
from components.ui.widgets.long_work import show_save_button
from components.ui.widgets.tables import describe_row

_FIRST_ROWS = 1_000  # of an editor; more would keep a browser waiting
_MOST_TO_CHOOSE_FROM = 2_000  # organizations; with more their names are typed


def show_table_editor(loaded: Loaded, draft: Draft, table: str) -> None:
    """Show a table's texts, to be typed over and added to, and rows to be taken out."""
    columns = editable_columns(table)
    texts = texts_of_table(loaded, draft, table).drop(columns=["listed", "rater"], errors="ignore")
    texts = texts.reindex(columns=[*columns, *texts.columns.difference(list(columns), sort=False)], fill_value="")
    configured = {name: _configure(column, texts[name], loaded) for name, column in columns.items()}
    if table == "assessments":  # who rated is shown to nobody, but a new rating needs a rater
        texts = texts.assign(rater="")
        configured["rater"] = st.column_config.TextColumn(words.RATER, help=words.RATER_HELP, default="")
    wanted = st.text_input(words.ROWS_THAT_HOLD, key=f"find-in-{table}", placeholder=words.ANY_WORD, width=300)
    rows = texts[_holding(texts, wanted)] if wanted else texts
    if len(rows) > _FIRST_ROWS:
        st.caption(words.FIRST_ROWS_TO_EDIT.format(shown=_FIRST_ROWS, count=len(rows)))
        rows = rows.head(_FIRST_ROWS)
    st.caption(words.HOW_TO_EDIT)
    edits = show_editor(
        editor_place(table),
        f"{wanted} {loaded.key}",
        rows,
        num_rows="dynamic",
        height=420,
        placeholder="",
        column_config=configured,
    )
    _show_unsaved(table, texts, read_changes(texts, edits))


def texts_of_table(loaded: Loaded, draft: Draft, table: str) -> pd.DataFrame:
    """Look up the texts of a table's rows, and give a frame: a row each by its key."""
    return loaded.remember(("texts", table), lambda: draft.table_texts(table))


def texts_of_row(texts: pd.DataFrame, key: int) -> dict[str, str]:
    """Look up a row in such a frame by its key, and give its texts by column."""
    return {str(name): str(text) for name, text in texts.loc[[key]].iloc[0].items()}


def editable_columns(table: str) -> dict[str, pd.Series]:
    """Find the standard's columns of a table that a person may edit, and give each row of the schema by its name."""
    # Who rated is shown to nobody, not even here; the Atlas fills in whether an organization is listed.
    columns = schema_columns().query("table == @table and column not in ('listed', 'rater')")
    return {row["column"]: row for _, row in columns.iterrows()}


def editor_place(table: str) -> str:
    """Name the place of a table's editor, and give the name."""
    return f"edit {table}"


def _holding(texts: pd.DataFrame, wanted: str) -> pd.Series:
    found: pd.Series = texts.apply(lambda column: column.str.contains(wanted, case=False, regex=False)).any(axis=1)
    return found


def _configure(column: pd.Series, texts: pd.Series, loaded: Loaded) -> Any:
    """Have words and organizations chosen from a list, where a cell holds one of them. A new row is empty."""
    known = word_labels(column["vocabulary"]) if pd.notna(column["vocabulary"]) else {}
    required = column["required"] == "yes"
    common: dict[str, Any] = {"required": required, "default": None if required else ""}
    if column["several"] != "yes" and (choices := _list_choices(column, known, loaded)):
        others = [text for text in texts.unique() if text not in choices]
        options = list(dict.fromkeys(["", *choices, *sorted(others)]))
        label = {**loaded.names, **choices}
        return st.column_config.SelectboxColumn(
            options=options, format_func=lambda text: label.get(str(text), str(text)), help=column["meaning"], **common
        )
    to_choose = words.WORDS_OF_COLUMN.format(words=", ".join(known)) if known else ""
    return st.column_config.TextColumn(help=f"{column['meaning']}{to_choose}", **common)


def _list_choices(column: pd.Series, known: Mapping[str, str], loaded: Loaded) -> dict[str, str]:
    """List what may be chosen for a cell of a column, each with how it is shown; empty where anything may be typed."""
    if column["kind"] in ("word", "yes/no"):
        return dict(known)
    if column["kind"] != "organization" or len(loaded.names) > _MOST_TO_CHOOSE_FROM:
        return {}
    counts = Counter(map(name_key, loaded.names.values()))
    choices = {}
    for identity in loaded.by_name:
        name = loaded.names[identity]
        several = counts[name_key(name)] > 1
        choices[identity if several else name] = f"{name} ({identity})" if several else name
    return choices


@dataclass(frozen=True)
class UnsavedChanges:
    """What was typed into a table's editor and is not saved yet, as what it does to the table's rows."""

    changes: Mapping[int, Mapping[str, str]]
    """New texts by row key, then by column."""
    new_rows: Sequence[Mapping[str, str]]
    """The texts of rows that are added, by column."""
    removed: Sequence[int]
    """The keys of rows that are taken out."""

    @property
    def in_words(self) -> str:
        """What saving does; empty where nothing was typed."""
        cells = sum(map(len, self.changes.values()))
        parts = [f"{counted(cells, 'cell')} changed"] if cells else []
        parts += [f"{counted(len(self.new_rows), 'row')} added"] if self.new_rows else []
        parts += [f"{counted(len(self.removed), 'row')} taken out"] if self.removed else []
        return ", ".join(parts)

    def apply_to(self, draft: Draft, table: str) -> Draft:
        """Make the changes in a table of a draft, and give the draft."""
        longer = draft.with_rows(table, self.new_rows) if self.new_rows else draft
        return longer.with_cells(self.changes).set_aside(self.removed)


def read_changes(texts: pd.DataFrame, edits: UnsavedEdits) -> UnsavedChanges:
    """Read edits as what they do to these rows (texts, by their keys), and give that."""
    changed = edits.only_changes(
        lambda key: texts_of_row(texts, key) if isinstance(key, int) and key in texts.index else None
    )
    cells = {key: cells for key, cells in changed.cells.items() if isinstance(key, int)}
    new_rows = [{name: text for name, text in row.items() if text} for row in changed.new_rows]
    return UnsavedChanges(cells, new_rows, [key for key in changed.removed if isinstance(key, int)])


def _show_unsaved(table: str, texts: pd.DataFrame, unsaved: UnsavedChanges) -> None:
    """Show what is not saved yet, cell by cell, and the button that saves it."""
    if unsaved.in_words:
        st.markdown(words.NOT_SAVED_YET)
        widths = {name: st.column_config.TextColumn(width=260) for name in ("Row", "Before", "After")}
        st.dataframe(_list_changes(texts, unsaved), hide_index=True, width="stretch", column_config=widths)
    with st.container(horizontal=True, vertical_alignment="center"):
        show_save_button(
            words.SAVE_CHANGES, lambda: _save(table, unsaved), key=f"save {table}", disabled=not unsaved.in_words
        )
        st.markdown(unsaved.in_words or words.NOTHING_CHANGED, width="content")
        if unsaved.in_words:
            place = (editor_place(table),)
            st.button(words.DO_NOT_SAVE, key=f"discard {table}", on_click=forget_unsaved, args=place)


def _save(table: str, unsaved: UnsavedChanges) -> None:
    change_inventory(
        lambda now: unsaved.apply_to(now, table),
        f"{unsaved.in_words}.",
        lambda: forget_unsaved(editor_place(table)),
    )


def _list_changes(texts: pd.DataFrame, unsaved: UnsavedChanges) -> pd.DataFrame:
    before = {key: texts_of_row(texts, key) for key in (*unsaved.changes, *unsaved.removed)}
    lines = [
        (describe_row(before[key]), name, before[key].get(name, ""), text)
        for key, cells in unsaved.changes.items()
        for name, text in cells.items()
    ]
    lines += [("new row", name, "", text) for row in unsaved.new_rows for name, text in row.items()]
    lines += [(describe_row(before[key]), "the whole row", "in the inventory", "taken out") for key in unsaved.removed]
    return pd.DataFrame(lines, columns=["Row", "Column", "Before", "After"])
