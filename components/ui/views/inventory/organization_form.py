"""One organization of a visitor's own inventory, edited in a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory.kinds import join_list, split_list
from components.inventory.schema import word_labels
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.views.inventory.table_editor import editable_columns, texts_of_row, texts_of_table

_MOST_OWN = 50  # fields for columns beyond the standard
_ONE_LINE = 100  # characters; a longer text gets a field of several lines
_LONG = ("description", "evidence", "note", "text", "source", "outcome")  # columns of long texts


def show_organization_form(loaded: Loaded, draft: Draft) -> None:
    """Show a fold in which an organization is chosen, or a new one begun, and edited field by field."""
    texts = texts_of_table(loaded, draft, "organizations")
    folded = st.expander(words.ONE_ORGANIZATION, on_change="rerun", key="organization-form")
    if not folded.open:
        return
    with folded:
        key = _choose_organization(texts)
        row = {} if key is None else texts_of_row(texts, key)
        with st.form(f"organization {key} {loaded.key}", border=False):
            filled = _show_standard_fields(row)
            filled |= _show_own_fields(texts, row, f"{key} {loaded.key}")
            st.caption(words.KEPT_ONCE_SAVED)
            if st.form_submit_button(words.SAVE_ORGANIZATION, type="primary"):
                _save(key, row, filled)


def _choose_organization(texts: pd.DataFrame) -> int | None:
    """Choose an organization, and give the key of its row; None for a new one."""
    names = texts["name"] if "name" in texts else pd.Series(dtype=str)
    chosen: int | None = st.selectbox(
        words.ORGANIZATION_TO_EDIT,
        [None, *names.sort_values(key=lambda column: column.str.casefold()).index],
        format_func=lambda key: words.NEW_ORGANIZATION if key is None else names[key],
        key="edit-organization",
    )
    return chosen


def _show_standard_fields(row: Mapping[str, Any]) -> dict[str, str]:
    """Show fields for the columns of the standard, the name first, and give the texts of their cells."""
    columns = editable_columns("organizations")
    names = ["name", *(name for name in columns if name not in ("name", "id")), "id"]
    sides, middle = st.columns(2, gap="medium"), -(-len(names) // 2)
    filled: dict[str, str] = {}
    for side, some in zip(sides, (names[:middle], names[middle:]), strict=True):
        with side:
            filled |= {name: _show_field(columns[name], row.get(name, "")) for name in some}
    return filled


def _show_field(column: pd.Series, text: str) -> str:
    """Show one field of the form, by what its column holds, and give the text of the cell."""
    label, meaning = str(column["column"]).replace("_", " ").capitalize(), str(column["meaning"])
    labels = word_labels(column["vocabulary"]) if pd.notna(column["vocabulary"]) else {}
    if labels and column["kind"] == "word":
        return _show_word_field(label, text, labels, meaning)
    if labels and column["kind"] == "words":
        return _show_words_field(label, text, labels, meaning)
    widget = st.text_area if column["column"] in _LONG else st.text_input
    required = words.REQUIRED if column["required"] == "yes" else ""
    return widget(label + required, text, help=meaning) or ""


def _show_word_field(label: str, text: str, labels: Mapping[str, str], meaning: str) -> str:
    options = ["", *labels, *([text] if text and text not in labels else [])]
    return st.selectbox(
        label, options, options.index(text), format_func=lambda word: labels.get(word, word), help=meaning
    )


def _show_words_field(label: str, text: str, labels: Mapping[str, str], meaning: str) -> str:
    chosen = list(split_list(text) or ())
    picked = st.multiselect(
        label,
        [*labels, *(word for word in chosen if word not in labels)],
        chosen,
        format_func=lambda word: labels.get(word, word),
        help=meaning,
        accept_new_options=True,
        placeholder=words.CHOOSE_OR_TYPE,
    )
    return write_list(text, picked)


def _show_own_fields(texts: pd.DataFrame, row: Mapping[str, Any], key: str) -> dict[str, str]:
    """Show fields for the columns that the team's file has beyond the standard, and give the texts of their cells."""
    standard = {"listed", *editable_columns("organizations")}
    names = [name for name in texts.columns if name not in standard]
    if not names:
        return {}
    st.markdown(words.OWN_COLUMNS)
    if len(names) > _MOST_OWN:
        st.caption(words.FIRST_OWN_COLUMNS.format(shown=_MOST_OWN, count=len(names)))
        names = sorted(names, key=lambda name: not row.get(name))[:_MOST_OWN]
    return {name: _show_own_field(name, row.get(name, ""), f"{name} {key}") for name in names}


def _show_own_field(name: str, text: str, key: str) -> str:
    # A field of one line would join what stands on several.
    widget = st.text_area if "\n" in text or len(text) > _ONE_LINE else st.text_input
    return widget(plain(name), text, key=f"own field {key}") or ""


def write_list(before: str, values: Sequence[str]) -> str:
    """Write a list into a cell, and give its text: as before where the values are the same, else joined anew."""
    if tuple(values) == (split_list(before) or ()):
        return before
    return join_list(tuple(values)) if values else ""


def _save(key: int | None, row: Mapping[str, Any], filled: Mapping[str, str]) -> None:
    """Save the fields that differ from the row; a row without a key is a new one."""
    name = filled["name"]
    changed = {column: text for column, text in filled.items() if _trim(text) != _trim(row.get(column, ""))}
    if not name.strip():
        st.error(words.NEEDS_A_NAME)
    elif not changed:
        st.info(words.NOTHING_WAS_CHANGED)
    elif key is None:
        _change_and_rerun(lambda now: now.with_rows("organizations", [changed]), words.WAS_ADDED.format(name=name))
    else:
        sentence = words.CELLS_CHANGED.format(name=name, cells=counted(len(changed), "cell"))
        _change_and_rerun(lambda now: now.with_cells({key: changed}), sentence)


def _trim(text: str) -> str:
    """Take out of a text what a field of a form alone changes: the ends of lines, and blanks."""
    return " ".join(text.split())


def _change_and_rerun(make: Callable[[Draft], Draft], sentence: str) -> None:
    change_inventory(make, sentence)
    st.rerun()
