"""The parts of the inventory page: upload, problems, what is missing, tables, downloads, templates."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pandas as pd
import streamlit as st

from components.inventory import (
    Inventory,
    Limits,
    Problem,
    completeness,
    schema_columns,
    schema_tables,
    template,
    write_inventory,
)
from components.ui.address import FIELDS
from components.ui.foot import inventory_zip
from components.ui.loading import UPLOAD, Loaded, forget_upload, keep_upload, kept_upload, load_shipped
from components.ui.tables import table_with_download
from components.ui.text import number_of, plain
from components.ui.view import View
from components.ui.visit import set_address

_SEVERITIES = {
    "error": "Set aside",
    "warning": "Read, with something to mend",
    "note": "Good to know",
}


def upload() -> None:
    """Take files in once, keep them for this visit, and open them."""
    st.markdown("### Bring your own")
    limits = Limits()
    st.markdown(
        f"One or more CSV files, a zip of them, or an Excel workbook (xlsx). One table of organizations is enough to "
        f"start. Up to {limits.megabytes} MB and {limits.rows:,} rows a table. What you bring is kept for this visit "
        "only, in this server's memory, and for nobody else. It holds organizations and roles, never people: columns "
        "of names, e-mail addresses or phone numbers are left out."
    )
    turn = st.session_state.setdefault("upload-turn", 0)
    st.file_uploader(
        "Choose files",
        type=["csv", "tsv", "txt", "zip", "xlsx"],
        accept_multiple_files=True,
        key=f"upload-files-{turn}",
        on_change=_take_files,
        max_upload_size=limits.megabytes,
    )
    if kept_upload():
        st.button("Delete my upload", on_click=_delete_upload)


def _take_files() -> None:
    files = st.session_state[f"upload-files-{st.session_state['upload-turn']}"]
    if files:
        keep_upload([(file.name, file.getvalue()) for file in files])
        set_address(**{**dict.fromkeys([*FIELDS, "date", "organization"]), "city": UPLOAD})


def _delete_upload() -> None:
    forget_upload()
    st.session_state["upload-turn"] += 1
    set_address(**{**dict.fromkeys([*FIELDS, "organization"]), "city": None})


def problem_list(loaded: Loaded) -> None:
    """Every problem found while reading, the gravest first, beside the row that it is in."""
    st.markdown("### What was found while reading")
    problems = _problem_table(loaded)
    for severity, label in _SEVERITIES.items():
        some = problems[problems["severity"] == severity].drop(columns="severity").dropna(axis="columns", how="all")
        if some.empty:
            continue
        with st.expander(f"{label}: {number_of(len(some), 'problem')}", expanded=severity == "error"):
            table_with_download(some, f"problems-{severity}")


def _problem_table(loaded: Loaded) -> pd.DataFrame:
    rows = [
        {
            "severity": problem.severity,
            "File": problem.file,
            "Table": problem.table,
            "Row": str(problem.row) if problem.row else None,
            "What the row is": _row_in_short(loaded.inventory, problem),
            "Column": problem.column,
            "What it says": problem.value,
            "Problem": problem.message,
            "How to mend it": problem.mend,
        }
        for problem in loaded.problems
    ]
    return pd.DataFrame(rows)


def _row_in_short(inventory: Inventory, problem: Problem) -> str | None:
    """The first cells of the row that a problem is in, so that a person knows it at sight."""
    if problem.label is None or problem.table not in inventory.tables:
        return None
    row = inventory.tables[problem.table].loc[problem.label]
    cells = [str(value) for value in row if isinstance(value, str)]
    return ", ".join(dict.fromkeys(cells[:3]))


def what_is_missing(view: View) -> None:
    """Table by table: how many rows, which columns are filled, and what a missing one would add."""
    st.markdown("### What is here, and what is missing")
    filled = completeness(view.whole)
    lines = ["| Table | Rows | Cells filled | Columns with nothing on record | What it adds |", "|:--|--:|--:|:--|:--|"]
    missing = []
    for table in schema_tables().itertuples():
        columns = filled[filled["table"] == table.table]
        lines.append(_table_line(columns, table.title, table.adds))
        if table.table != "inventory" and not columns["rows"].any():
            missing.append(table)
    st.markdown("\n".join(lines))
    if missing:
        st.markdown(f"**What would add most:** {plain(missing[0].title)}. {plain(missing[0].adds)}.")
    folded = st.expander("Column by column", on_change="rerun", key="completeness")
    if folded.open:
        with folded:
            table_with_download(filled.rename(columns=str.capitalize), "completeness")


def _table_line(columns: pd.DataFrame, title: str, adds: str) -> str:
    rows = int(columns["rows"].max()) if len(columns) else 0
    if not rows:
        return f"| {plain(title)} | :gray[none] | | :gray[the whole table] | {plain(adds)} |"
    empty = ", ".join(columns.loc[columns["filled"] == 0, "column"])
    cells = f"{int(columns['filled'].sum()):,} of {rows * len(columns):,}"
    return f"| {plain(title)} | {rows:,} | {cells} | {plain(empty)} | {plain(adds)} |"


def table_browser(view: View) -> None:
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
    st.caption(f"{number_of(len(frame), 'row')} of {len(tables[name]):,}")
    table_with_download(frame.drop(columns="rater", errors="ignore"), f"{name}")


def downloads(view: View) -> None:
    """The inventory to take along, whole or as the filters leave it, and Riverbend to start from."""
    st.markdown("### Take it along")
    with st.container(horizontal=True):
        _download("The whole inventory (zip)", lambda: inventory_zip(view.whole), "inventory.zip")
        _download("The whole inventory (Excel)", lambda: _workbook(view.whole), "inventory.xlsx")
        _download("What the filters leave (zip)", lambda: inventory_zip(view.filtered), "inventory-filtered.zip")
        _download(
            "Riverbend, a fictional example (zip)",
            lambda: inventory_zip(load_shipped("riverbend", None).inventory),
            "riverbend.zip",
        )


def templates() -> None:
    st.markdown("### Start from a template")
    st.markdown("Empty tables, with each column explained.")
    with st.container(horizontal=True):
        _download("Template (Excel)", lambda: template("xlsx"), "atlas-template.xlsx")
        _download("Template (CSV files in a zip)", lambda: template("zip"), "atlas-template.zip")
    folded = st.expander("What each column means", on_change="rerun", key="columns")
    if folded.open:
        with folded:
            table_with_download(schema_columns().rename(columns=str.capitalize), "columns")


def _workbook(inventory: Inventory) -> bytes:
    target = BytesIO()
    write_inventory(inventory, target, format="xlsx")
    return target.getvalue()


_KINDS = {"zip": "application/zip", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def _download(label: str, content: Callable[[], bytes], name: str) -> None:
    st.download_button(label, content, name, _KINDS[name.rsplit(".", 1)[1]], key=f"get-{name}", on_click="ignore")
