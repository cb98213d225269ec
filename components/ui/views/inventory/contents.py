"""What an inventory holds, table by table, and what is missing in it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.drafts import list_kept_people_columns
from components.inventory import mask_addresses, measure_completeness, schema_tables
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.widgets.tables import show_table


def show_what_is_missing(view: View) -> None:
    """Table by table: how many rows, which columns are filled, and what a missing one would add."""
    st.markdown("### What is here, and what is missing")
    filled = measure_completeness(view.whole)
    lines = ["| Table | Rows | Cells filled | Columns with nothing on record | What it adds |", "|:--|--:|--:|:--|:--|"]
    missing = []
    for table in schema_tables().itertuples():
        columns = filled[filled["table"] == table.table]
        lines.append(_table_line(columns, table.title, table.adds))
        if table.table != "inventory" and not columns["rows"].any():
            missing.append(table)
    with st.container(key="what-is-here"):
        st.markdown("\n".join(lines))
    if missing:
        st.markdown(f"**What would add most:** {plain(missing[0].title)}. {plain(missing[0].adds)}.")
    _people_kept(view.loaded)
    folded = st.expander("Column by column", on_change="rerun", key="completeness")
    if folded.open:
        with folded:
            show_table(filled.rename(columns=str.capitalize), "completeness")


def _people_kept(loaded: Loaded) -> None:
    """The columns that tell of people and are here all the same, each with the reason that someone gave."""
    draft = loaded.draft
    kept = loaded.remember("people kept", lambda: list_kept_people_columns(draft)) if draft else []
    if kept:
        titles = schema_tables().set_index("table")["title"]
        lines = [
            f"- {plain(column)} ({plain(titles[table])}), because: {plain(mask_addresses(reason))}"
            for table, column, reason in kept
        ]
        st.markdown("\n".join(["**Kept though it tells of people:**", *lines]))


def _table_line(columns: pd.DataFrame, title: str, adds: str) -> str:
    rows = int(columns["rows"].max()) if len(columns) else 0
    if not rows:
        return f"| {plain(title)} | :gray[none] | | :gray[the whole table] | {plain(adds)} |"
    empty = ", ".join(columns.loc[columns["filled"] == 0, "column"])
    cells = f"{int(columns['filled'].sum()):,} of {rows * len(columns):,}"
    return f"| {plain(title)} | {rows:,} | {cells} | {plain(empty)} | {plain(adds)} |"


def show_tables(view: View) -> None:
    """Each table as it was read, whole or as the filters leave it."""
    st.markdown("### The tables")
    tables = {name: frame for name, frame in view.whole.tables.items() if len(frame)}
    titles = schema_tables().set_index("table")["title"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = list(tables).index("organizations") if "organizations" in tables else 0
        name = st.selectbox("Table", list(tables), index=first, format_func=titles.get, key="table", width=300)
        whole = st.toggle("All rows, without the filters", key="whole-tables")
    if name is None:
        st.markdown("Nothing is here yet.")
        return
    frame = (view.whole if whole else view.filtered).tables[name].dropna(axis="columns", how="all")
    st.caption(f"{counted(len(frame), 'row')} of {len(tables[name]):,}")
    show_table(frame.drop(columns="rater", errors="ignore"), f"{name}")
