"""One organization of a visitor's own inventory, edited in a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory import join_list, split_list
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.views.inventory.table_editor import editable_columns, texts_of_table, word_labels

_MOST_OWN = 50  # fields of a form for columns beyond the standard
_ONE_LINE = 100  # characters
_LONG = ("description", "evidence", "note", "text", "source", "outcome")


def show_organization_form(loaded: Loaded, draft: Draft) -> None:
    texts = texts_of_table(loaded, draft, "organizations")
    folded = st.expander("One organization, in a form", on_change="rerun", key="organization-form")
    if not folded.open:
        return
    with folded:
        names = texts["name"] if "name" in texts else pd.Series(dtype=str)
        key = st.selectbox(
            "Organization to edit",
            [None, *names.sort_values(key=lambda column: column.str.casefold()).index],
            format_func=lambda key: "A new organization" if key is None else names[key],
            key="edit-organization",
        )
        row: Mapping[str, Any] = {} if key is None else texts.loc[key].to_dict()
        with st.form(f"organization {key} {loaded.key}", border=False):
            filled = _standard_fields(row)
            filled |= _own_fields(texts, row, f"{key} {loaded.key}")
            if st.form_submit_button("Save the organization", type="primary"):
                _keep_form(draft, key, row, filled)


def _standard_fields(row: Mapping[str, Any]) -> dict[str, str]:
    """Fields for the columns of the standard in two columns, the name first; gives the texts of their cells."""
    columns = editable_columns("organizations")
    names = ["name", *(name for name in columns if name not in ("name", "id")), "id"]
    sides, middle = st.columns(2, gap="medium"), -(-len(names) // 2)
    filled = {}
    for side, some in zip(sides, (names[:middle], names[middle:]), strict=True):
        with side:
            filled |= {name: _field(columns[name], row.get(name, "")) for name in some}
    return filled


def _field(column: pd.Series, text: str) -> str:
    """One field of the form, by what its column holds; gives the text of the cell."""
    label, meaning = str(column["column"]).replace("_", " ").capitalize(), column["meaning"]
    words = word_labels(column["vocabulary"]) if pd.notna(column["vocabulary"]) else {}
    if words and column["kind"] == "word":
        options = ["", *words, *([text] if text and text not in words else [])]
        return st.selectbox(label, options, options.index(text), format_func=lambda w: words.get(w, w), help=meaning)
    if words and column["kind"] == "words":
        chosen = list(split_list(text) or ())
        options = [*words, *(word for word in chosen if word not in words)]
        picked = st.multiselect(
            label,
            options,
            chosen,
            format_func=lambda w: words.get(w, w),
            help=meaning,
            accept_new_options=True,
            placeholder="Choose, or type and press Enter",
        )
        return write_list(text, picked)
    widget = st.text_area if column["column"] in _LONG else st.text_input
    required = " (required)" if column["required"] == "yes" else ""
    return widget(label + required, text, help=meaning) or ""


def _own_fields(texts: pd.DataFrame, row: Mapping[str, Any], key: str) -> dict[str, str]:
    """Fields for the columns that the team's file has beyond the standard; gives the texts of their cells."""
    standard = {"listed", *editable_columns("organizations")}
    names = [name for name in texts.columns if name not in standard]
    if not names:
        return {}
    st.markdown("**Columns of your own**")
    if len(names) > _MOST_OWN:
        st.caption(f"{_MOST_OWN} of {len(names):,}, first those that are filled. The table below has them all.")
        names = sorted(names, key=lambda name: not row.get(name))[:_MOST_OWN]
    return {name: _own_field(name, row.get(name, ""), f"{name} {key}") for name in names}


def _own_field(name: str, text: str, key: str) -> str:
    # A field of one line would join what stands on several.
    widget = st.text_area if "\n" in text or len(text) > _ONE_LINE else st.text_input
    return widget(plain(name), text, key=f"own field {key}") or ""


def write_list(before: str, values: Sequence[str]) -> str:
    """The cell of a list: as it was written where it holds the same values, and empty where none is left."""
    if tuple(values) == (split_list(before) or ()):
        return before
    return join_list(tuple(values)) if values else ""


def _keep_form(draft: Draft, key: int | None, row: Mapping[str, Any], filled: Mapping[str, str]) -> None:
    changed = {name: text for name, text in filled.items() if _written(text) != _written(row.get(name, ""))}
    if not filled["name"].strip():
        st.error("An organization needs a name. Nothing was saved.")
    elif not changed:
        st.info("Nothing was changed.")
    elif key is None:
        _rerun(lambda now: now.with_rows("organizations", [changed]), f"{filled['name']} was added.")
    else:
        said = f"{filled['name']}: {counted(len(changed), 'cell')} changed."
        _rerun(lambda now: now.with_cells({key: changed}), said)


def _written(text: str) -> str:
    """A text without what a field of a form alone changes: the ends of lines, and blanks."""
    return " ".join(text.split())


def _rerun(make: Callable[[Draft], Draft], said: str) -> None:
    change_inventory(make, said)
    st.rerun()
