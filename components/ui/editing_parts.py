"""A visitor's own inventory, edited: a table at a time, or one organization in a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components.analysis import counted
from components.inventory import (
    Draft,
    schema_columns,
    schema_tables,
    set_aside,
    table_texts,
    vocabulary,
    with_cells,
    with_rows,
)
from components.ui.keeping import change
from components.ui.text import plain

# What a team keeps up to date most often comes first.
_FIRST = ("organizations", "relationships", "assessments", "seats")
_FIRST_ROWS = 1_000  # of an editor; more would keep a browser waiting
_LONG = ("description", "evidence", "note", "text", "source", "outcome")


def editing(draft: Draft) -> None:
    """The tables to be edited, and a form for one organization."""
    st.markdown("### Edit")
    titles = schema_tables().set_index("table")["title"]
    tables = sorted(titles.index, key=lambda table: (*_FIRST, table).index(table))
    table = st.selectbox("Table to edit", tables, format_func=titles.get, key="edit-table", width=300)
    if table == "organizations":
        _form(draft)
    _grid(draft, table)


# One organization


def _form(draft: Draft) -> None:
    texts = table_texts(draft, "organizations")
    with st.expander("One organization, in a form"):
        names = texts["name"] if "name" in texts else pd.Series(dtype=str)
        key = st.selectbox(
            "Organization to edit",
            [None, *names.sort_values(key=lambda column: column.str.casefold()).index],
            format_func=lambda key: "A new organization" if key is None else names[key],
            key="edit-organization",
        )
        row: Mapping[str, Any] = {} if key is None else texts.loc[key].to_dict()
        with st.form(f"organization {key} {id(draft)}", border=False):
            filled = {name: _field(column, row.get(name, "")) for name, column in _columns("organizations").items()}
            if st.form_submit_button("Save the organization", type="primary"):
                _keep_form(draft, key, row, filled)


def _columns(table: str) -> dict[str, pd.Series]:
    # Who rated is shown to nobody, not even here; the Atlas fills in whether an organization is listed.
    columns = schema_columns().query("table == @table and column not in ('listed', 'rater')")
    return {row["column"]: row for _, row in columns.iterrows()}


def _field(column: pd.Series, text: str) -> str:
    """One field of the form, by what its column holds; gives the text of the cell."""
    label, meaning = str(column["column"]).replace("_", " ").capitalize(), column["meaning"]
    if column["kind"] == "word" and pd.notna(column["vocabulary"]):
        words = _words(column["vocabulary"])
        options = ["", *words, *([text] if text and text not in words else [])]
        return st.selectbox(label, options, options.index(text), format_func=lambda w: words.get(w, w), help=meaning)
    if column["kind"] == "words" and pd.notna(column["vocabulary"]):
        words = _words(column["vocabulary"])
        chosen = [part.strip() for part in text.split("|") if part.strip()]
        options = [*words, *(word for word in chosen if word not in words)]
        picked = st.multiselect(
            label, options, chosen, format_func=lambda w: words.get(w, w), help=meaning, accept_new_options=True
        )
        return "|".join(picked)
    widget = st.text_area if column["column"] in _LONG else st.text_input
    required = " (required)" if column["required"] == "yes" else ""
    return widget(label + required, text, help=meaning) or ""


def _words(name: str) -> dict[str, str]:
    words = vocabulary(name)
    return dict(zip(words["word"], words["label"], strict=True))


def _keep_form(draft: Draft, key: int | None, row: Mapping[str, Any], filled: Mapping[str, str]) -> None:
    changed = {name: text for name, text in filled.items() if text != row.get(name, "")}
    if not filled["name"].strip():
        st.error("An organization needs a name. Nothing was saved.")
    elif not changed:
        st.info("Nothing was changed.")
    elif key is None:
        _rerun(with_rows(draft, "organizations", [changed]), f"{filled['name']} was added.")
    else:
        _rerun(with_cells(draft, {key: changed}), f"{filled['name']}: {counted(len(changed), 'cell')} changed.")


def _rerun(draft: Draft, said: str) -> None:
    change(draft, said)
    st.rerun()


# A table


def _grid(draft: Draft, table: str) -> None:
    """The table's texts, to be typed over, added to, and rows to be taken out; nothing is kept before it is saved."""
    texts = table_texts(draft, table).drop(columns=["listed", "rater"], errors="ignore")
    for name in _columns(table):
        if name not in texts:
            texts[name] = ""
    standard = list(_columns(table))
    texts = texts[[*standard, *(name for name in texts if name not in standard)]]
    wanted = st.text_input("Rows that hold", key=f"find-in-{table}", placeholder="Any word", width=300)
    rows = texts[_holding(texts, wanted)] if wanted else texts
    if len(rows) > _FIRST_ROWS:
        st.caption(f"The first {_FIRST_ROWS:,} of {len(rows):,} rows. Type a word above to find others.")
        rows = rows.head(_FIRST_ROWS)
    st.caption("Double-click a cell to change it; add a row at the foot; tick rows at the left to take them out.")
    key = f"editor {table} {wanted} {id(draft)}"
    st.data_editor(
        rows.reset_index(drop=True),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        height=420,
        column_config={name: _config(column) for name, column in _columns(table).items()},
    )
    _pending(draft, table, rows, st.session_state[key])


def _holding(texts: pd.DataFrame, wanted: str) -> pd.Series:
    return texts.apply(lambda column: column.str.contains(wanted, case=False, regex=False)).any(axis=1)


def _config(column: pd.Series) -> Any:
    required = column["required"] == "yes"
    vocabulary_words = f" Words: {', '.join(_words(column['vocabulary']))}." if pd.notna(column["vocabulary"]) else ""
    return st.column_config.TextColumn(help=f"{column['meaning']}{vocabulary_words}", required=required)


def _pending(draft: Draft, table: str, rows: pd.DataFrame, edits: Mapping[str, Any]) -> None:
    """What was typed and is not saved yet, cell by cell, and the button that keeps it."""
    keys = list(rows.index)
    changes = {
        keys[int(at)]: {name: _typed(text) for name, text in cells.items()}
        for at, cells in edits["edited_rows"].items()
    }
    changes = {key: _really(rows.loc[key], cells) for key, cells in changes.items()}
    changes = {key: cells for key, cells in changes.items() if cells}
    new = [{name: _typed(text) for name, text in row.items() if text} for row in edits["added_rows"]]
    new = [row for row in new if row]
    gone = [keys[at] for at in edits["deleted_rows"]]
    said = _in_words(changes, new, gone)
    if said:
        st.markdown("**Not saved yet**")
        st.dataframe(_as_lines(rows, changes, new, gone), hide_index=True, width="stretch")
    with st.container(horizontal=True, vertical_alignment="center"):
        save: Callable[[], None] = lambda: change(  # noqa: E731
            set_aside(with_cells(with_rows(draft, table, new) if new else draft, changes), gone), f"{said}."
        )
        st.button("Save changes", type="primary", key=f"save {table}", disabled=not said, on_click=save)
        st.markdown(plain(said) if said else "Nothing changed yet")


def _typed(text: object) -> str:
    return "" if text is None else str(text)


def _really(row: pd.Series, cells: Mapping[str, str]) -> dict[str, str]:
    """The cells that say something else than before: typing a text back is no change."""
    return {name: text for name, text in cells.items() if text != row.get(name, "")}


def _in_words(changes: Mapping[int, Mapping[str, str]], new: list[dict[str, str]], gone: list[int]) -> str:
    cells = sum(map(len, changes.values()))
    parts = [f"{counted(cells, 'cell')} changed"] if cells else []
    parts += [f"{counted(len(new), 'row')} added"] if new else []
    parts += [f"{counted(len(gone), 'row')} taken out"] if gone else []
    return ", ".join(parts)


def _as_lines(
    rows: pd.DataFrame, changes: Mapping[int, Mapping[str, str]], new: list[dict[str, str]], gone: list[int]
) -> pd.DataFrame:
    lines = [
        (_called(rows.loc[key]), name, rows.loc[key].get(name, ""), text)
        for key, cells in changes.items()
        for name, text in cells.items()
    ]
    lines += [("new row", name, "", text) for row in new for name, text in row.items()]
    lines += [(_called(rows.loc[key]), "the whole row", "in the inventory", "taken out") for key in gone]
    return pd.DataFrame(lines, columns=["Row", "Column", "Before", "After"])


def _called(row: pd.Series) -> str:
    return ", ".join([text for name, text in row.items() if text and name not in ("id", "rater")][:2])
