"""What an inventory holds, table by table, and what is missing in it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts import how_much_is_known_figure
from components.drafts import list_kept_people_columns
from components.inventory import measure_completeness
from components.inventory.addresses import mask_addresses
from components.inventory.schema import schema_tables
from components.inventory.text import counted, join_names
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain, table_titles
from components.ui.frame.view import View
from components.ui.views.inventory import words
from components.ui.widgets.figures import picture_scale, show_kept_figure
from components.ui.widgets.tables import show_table

_MOST_MISSING = 3  # tables without rows that get a card of their own


def show_how_much_is_here(view: View) -> None:
    """Draw how much of each table is filled, name what would add most, and list it column by column on request."""
    filled = measure_completeness(view.whole)
    show_kept_figure(
        view.loaded.remember, lambda: how_much_is_known_figure(filled, scale=picture_scale()), key="inventory-known"
    )
    _show_what_would_add_most(filled)
    _show_people_kept(view.loaded)
    folded = st.expander(words.COLUMN_BY_COLUMN, on_change="rerun", key="completeness")
    if folded.open:
        with folded:
            show_table(filled.rename(columns=str.capitalize), "completeness")


def _show_what_would_add_most(filled: pd.DataFrame) -> None:
    """Show a card for each of the first tables that have no row: what it is, and what it would add."""
    with_rows = set(filled.loc[filled["rows"] > 0, "table"])
    missing = [row for row in schema_tables().to_dict("records") if row["table"] not in {"inventory", *with_rows}]
    if not missing:
        return
    st.markdown(words.WOULD_ADD_MOST)
    for column, row in zip(st.columns(_MOST_MISSING), missing[:_MOST_MISSING], strict=False):
        with column.container(border=True, height="stretch"):
            st.markdown(words.MISSING_TABLE.format(table=plain(row["title"]), adds=plain(row["adds"])))
    if more := missing[_MOST_MISSING:]:
        st.caption(words.ALSO_EMPTY.format(tables=plain(join_names([row["title"] for row in more]))))


def _show_people_kept(loaded: Loaded) -> None:
    """Show the columns that tell of people and are here all the same, each with the reason that someone gave."""
    draft = loaded.draft
    kept = loaded.remember("people kept", lambda: list_kept_people_columns(draft)) if draft else []
    if kept:
        titles = table_titles()
        lines = [
            words.KEPT_COLUMN.format(
                column=plain(column), table=plain(titles[table]), reason=plain(mask_addresses(reason))
            )
            for table, column, reason in kept
        ]
        st.markdown("\n".join([words.KEPT_PEOPLE, *lines]))


def show_tables(view: View) -> None:
    """Show each table as it was read, whole or as the filters leave it."""
    tables = {name: frame for name, frame in view.whole.tables.items() if len(frame)}
    titles = table_titles()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = list(tables).index("organizations") if "organizations" in tables else 0
        name = st.selectbox(
            words.TABLE, list(tables), index=first, format_func=titles.__getitem__, key="table", width=300
        )
        whole = st.toggle(words.ALL_ROWS, key="whole-tables")
    if not tables:
        st.markdown(words.NOTHING_HERE)
        return
    frame = (view.whole if whole else view.filtered).tables[name].dropna(axis="columns", how="all")
    st.caption(words.ROWS_OF.format(shown=len(frame), rows=counted(len(tables[name]), "row")))
    show_table(frame.drop(columns="rater", errors="ignore"), name)
