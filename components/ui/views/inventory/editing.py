"""A visitor's own inventory, edited: a table at a time, or one organization in a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components.analysis import counted
from components.drafts import Draft, set_aside, table_texts, with_cells, with_rows
from components.inventory import join_list, schema_columns, schema_tables, split_list, vocabulary
from components.ui.frame.loading import Loaded
from components.ui.frame.own_inventory import change
from components.ui.frame.text import plain
from components.ui.views.inventory.unsaved_edits import Typed, forget_typed, typed_at, typed_into
from components.ui.widgets.long_work import button_after_typing
from components.ui.widgets.tables import row_at_sight

# What a team keeps up to date most often comes first.
_FIRST = ("organizations", "relationships", "assessments", "seats")
_FIRST_ROWS = 1_000  # of an editor; more would keep a browser waiting
_MOST_OWN = 50  # fields of a form for columns beyond the standard
_ONE_LINE = 100  # characters
_LONG = ("description", "evidence", "note", "text", "source", "outcome")


def editing(loaded: Loaded, draft: Draft) -> None:
    """The tables to be edited, and a form for one organization."""
    st.markdown("### Edit")
    titles = schema_tables().set_index("table")["title"]
    tables = sorted(titles.index, key=lambda table: (*_FIRST, table).index(table))
    table = st.selectbox("Table to edit", tables, format_func=titles.get, key="edit-table", width=300)
    if table == "organizations":
        _form(loaded, draft)
    _grid(loaded, draft, table)
    _also_unsaved({titles[other]: other for other in tables if other != table})


def _also_unsaved(others: Mapping[str, str]) -> None:
    """The other tables in which something was typed, by their titles."""
    unsaved = [title for title, other in others.items() if typed_at(_place(other)) != Typed()]
    if unsaved:
        st.caption(f"Not saved yet in other tables: {', '.join(unsaved)}.")


def _texts(loaded: Loaded, draft: Draft, table: str) -> pd.DataFrame:
    return loaded.remember(("texts", table), lambda: table_texts(draft, table))


# One organization


def _form(loaded: Loaded, draft: Draft) -> None:
    texts = _texts(loaded, draft, "organizations")
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
    columns = _columns("organizations")
    names = ["name", *(name for name in columns if name not in ("name", "id")), "id"]
    sides, middle = st.columns(2, gap="medium"), -(-len(names) // 2)
    filled = {}
    for side, some in zip(sides, (names[:middle], names[middle:]), strict=True):
        with side:
            filled |= {name: _field(columns[name], row.get(name, "")) for name in some}
    return filled


def _columns(table: str) -> dict[str, pd.Series]:
    # Who rated is shown to nobody, not even here; the Atlas fills in whether an organization is listed.
    columns = schema_columns().query("table == @table and column not in ('listed', 'rater')")
    return {row["column"]: row for _, row in columns.iterrows()}


def _field(column: pd.Series, text: str) -> str:
    """One field of the form, by what its column holds; gives the text of the cell."""
    label, meaning = str(column["column"]).replace("_", " ").capitalize(), column["meaning"]
    words = _words(column["vocabulary"]) if pd.notna(column["vocabulary"]) else {}
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
        return list_text(text, picked)
    widget = st.text_area if column["column"] in _LONG else st.text_input
    required = " (required)" if column["required"] == "yes" else ""
    return widget(label + required, text, help=meaning) or ""


def _own_fields(texts: pd.DataFrame, row: Mapping[str, Any], key: str) -> dict[str, str]:
    """Fields for the columns that the team's file has beyond the standard; gives the texts of their cells."""
    standard = {"listed", *_columns("organizations")}
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


def list_text(before: str, values: Sequence[str]) -> str:
    """The cell of a list: as it was written where it holds the same values, and empty where none is left."""
    if tuple(values) == (split_list(before) or ()):
        return before
    return join_list(tuple(values)) if values else ""


def _words(name: str) -> dict[str, str]:
    words = vocabulary(name)
    return dict(zip(words["word"], words["label"], strict=True))


def _keep_form(draft: Draft, key: int | None, row: Mapping[str, Any], filled: Mapping[str, str]) -> None:
    changed = {name: text for name, text in filled.items() if _written(text) != _written(row.get(name, ""))}
    if not filled["name"].strip():
        st.error("An organization needs a name. Nothing was saved.")
    elif not changed:
        st.info("Nothing was changed.")
    elif key is None:
        _rerun(lambda now: with_rows(now, "organizations", [changed]), f"{filled['name']} was added.")
    else:
        said = f"{filled['name']}: {counted(len(changed), 'cell')} changed."
        _rerun(lambda now: with_cells(now, {key: changed}), said)


def _written(text: str) -> str:
    """A text without what a field of a form alone changes: the ends of lines, and blanks."""
    return " ".join(text.split())


def _rerun(make: Callable[[Draft], Draft], said: str) -> None:
    change(make, said)
    st.rerun()


# A table


def _grid(loaded: Loaded, draft: Draft, table: str) -> None:
    """The table's texts, to be typed over, added to, and rows to be taken out; nothing is kept before it is saved."""
    columns = _columns(table)
    texts = _texts(loaded, draft, table).drop(columns=["listed", "rater"], errors="ignore")
    texts = texts.reindex(columns=[*columns, *texts.columns.difference(columns.keys(), sort=False)], fill_value="")
    wanted = st.text_input("Rows that hold", key=f"find-in-{table}", placeholder="Any word", width=300)
    rows = texts[_holding(texts, wanted)] if wanted else texts
    if len(rows) > _FIRST_ROWS:
        st.caption(f"The first {_FIRST_ROWS:,} of {len(rows):,} rows. Type a word above to find others.")
        rows = rows.head(_FIRST_ROWS)
    st.caption("Double-click a cell to change it; add a row at the foot; tick rows at the left to take them out.")
    typed = typed_into(
        _place(table),
        f"{wanted} {loaded.key}",
        rows,
        num_rows="dynamic",
        height=420,
        column_config={name: _config(column) for name, column in columns.items()},
    )
    _save(table, texts, pending(texts, typed))


def _place(table: str) -> str:
    return f"edit {table}"


def _holding(texts: pd.DataFrame, wanted: str) -> pd.Series:
    return texts.apply(lambda column: column.str.contains(wanted, case=False, regex=False)).any(axis=1)


def _config(column: pd.Series) -> Any:
    required = column["required"] == "yes"
    vocabulary_words = f" Words: {', '.join(_words(column['vocabulary']))}." if pd.notna(column["vocabulary"]) else ""
    return st.column_config.TextColumn(help=f"{column['meaning']}{vocabulary_words}", required=required)


@dataclass(frozen=True)
class Pending:
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
        longer = with_rows(draft, table, self.new) if self.new else draft
        return set_aside(with_cells(longer, self.changes), self.gone)


def pending(texts: pd.DataFrame, typed: Typed) -> Pending:
    """What was typed, as what it does to these rows (texts, by their keys)."""
    typed = typed.differing(lambda key: texts.loc[key].to_dict() if key in texts.index else None)
    changes = {key: cells for key, cells in typed.cells.items() if isinstance(key, int)}
    new = [{name: text for name, text in cells.items() if text} for cells in typed.added]
    return Pending(changes, new, [key for key in typed.gone if isinstance(key, int)])


def _save(table: str, texts: pd.DataFrame, typed: Pending) -> None:
    """What is not saved yet, cell by cell, and the button that keeps it."""
    if typed.said:
        st.markdown("**Not saved yet**")
        widths = {name: st.column_config.TextColumn(width=260) for name in ("Row", "Before", "After")}
        st.dataframe(_as_lines(texts, typed), hide_index=True, width="stretch", column_config=widths)
    with st.container(horizontal=True, vertical_alignment="center"):
        button_after_typing(
            "Save changes",
            lambda: change(lambda now: typed.saved(now, table), f"{typed.said}.", lambda: forget_typed(_place(table))),
            key=f"save {table}",
            disabled=not typed.said,
        )
        st.markdown(typed.said or "Nothing changed yet", width="content")
        if typed.said:
            st.button("Don't save", key=f"discard {table}", on_click=forget_typed, args=(_place(table),))


def _as_lines(texts: pd.DataFrame, typed: Pending) -> pd.DataFrame:
    lines = [
        (row_at_sight(texts.loc[key].to_dict()), name, texts.loc[key].get(name, ""), text)
        for key, cells in typed.changes.items()
        for name, text in cells.items()
    ]
    lines += [("new row", name, "", text) for row in typed.new for name, text in row.items()]
    lines += [
        (row_at_sight(texts.loc[key].to_dict()), "the whole row", "in the inventory", "taken out") for key in typed.gone
    ]
    return pd.DataFrame(lines, columns=["Row", "Column", "Before", "After"])
