"""What an inventory holds, table by table, and what is missing in it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.drafts import list_kept_people_columns
from components.inventory import measure_completeness
from components.inventory.addresses import mask_addresses
from components.inventory.schema import schema_tables
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.inventory import words
from components.ui.widgets.tables import show_table


def show_what_is_missing(view: View) -> None:
    """Show table by table how many rows it has, which columns are filled, and what a missing one would add."""
    filled = measure_completeness(view.whole)
    lines, missing = [words.TABLE_HEADERS, "|:--|--:|--:|:--|:--|"], []
    for table in schema_tables().itertuples():
        columns = filled[filled["table"] == table.table]
        lines.append(_write_line(columns, table.title, table.adds))
        if table.table != "inventory" and not columns["rows"].any():
            missing.append(table)
    with st.container(key="what-is-here"):
        st.markdown("\n".join(lines))
    if missing:
        first = missing[0]
        st.markdown(words.WOULD_ADD_MOST.format(table=plain(first.title), adds=plain(first.adds)))
    _show_people_kept(view.loaded)
    folded = st.expander(words.COLUMN_BY_COLUMN, on_change="rerun", key="completeness")
    if folded.open:
        with folded:
            show_table(filled.rename(columns=str.capitalize), "completeness")


def _show_people_kept(loaded: Loaded) -> None:
    """Show the columns that tell of people and are here all the same, each with the reason that someone gave."""
    draft = loaded.draft
    kept = loaded.remember("people kept", lambda: list_kept_people_columns(draft)) if draft else []
    if kept:
        titles = schema_tables().set_index("table")["title"]
        lines = [
            words.KEPT_COLUMN.format(
                column=plain(column), table=plain(titles[table]), reason=plain(mask_addresses(reason))
            )
            for table, column, reason in kept
        ]
        st.markdown("\n".join([words.KEPT_PEOPLE, *lines]))


def _write_line(columns: pd.DataFrame, title: str, adds: str) -> str:
    rows = int(columns["rows"].max()) if len(columns) else 0
    if not rows:
        return words.TABLE_WITHOUT_ROWS.format(table=plain(title), adds=plain(adds))
    return words.TABLE_LINE.format(
        table=plain(title),
        rows=rows,
        filled=int(columns["filled"].sum()),
        cells=rows * len(columns),
        empty=plain(", ".join(columns.loc[columns["filled"] == 0, "column"])),
        adds=plain(adds),
    )


def show_tables(view: View) -> None:
    """Show each table as it was read, whole or as the filters leave it."""
    tables = {name: frame for name, frame in view.whole.tables.items() if len(frame)}
    titles = schema_tables().set_index("table")["title"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = list(tables).index("organizations") if "organizations" in tables else 0
        name = st.selectbox(words.TABLE, list(tables), index=first, format_func=titles.get, key="table", width=300)
        whole = st.toggle(words.ALL_ROWS, key="whole-tables")
    if name is None:
        st.markdown(words.NOTHING_HERE)
        return
    frame = (view.whole if whole else view.filtered).tables[name].dropna(axis="columns", how="all")
    st.caption(words.ROWS_OF.format(rows=counted(len(frame), "row"), count=len(tables[name])))
    show_table(frame.drop(columns="rater", errors="ignore"), name)
