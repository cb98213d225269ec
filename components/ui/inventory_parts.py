"""The parts of the inventory page: upload, problems, what is missing, tables, downloads, templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pandas as pd
import streamlit as st

from components.analysis import counted
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
from components.ui.loading import UPLOAD, Loaded, forget_upload, keep_upload, kept_upload, load_shipped, shipped_cities
from components.ui.tables import download_table, table_with_download
from components.ui.text import plain
from components.ui.view import View
from components.ui.visit import set_address

_SEVERITIES = {
    "error": ("Set aside", "problem", None),
    "warning": ("Read, with something to mend", "problem", None),
    "note": ("Good to know", "note", None),
}
_FIRST_PROBLEMS = 60  # lines; more would bury the rest of the page


def upload() -> None:
    """Take files in once, keep them for this visit, and open them."""
    st.markdown("### Bring your own")
    limits = Limits()
    st.markdown(
        "One or more CSV files, a zip of them, or an Excel workbook (xlsx). One table of organizations is enough to "
        f"start; a row that two files share is kept once. Up to {limits.megabytes} MB and {limits.rows:,} rows a "
        "table. Cells such as N/A or ? are read as not known. What you bring is kept for this visit only, in this "
        "server's memory, and for nobody else. It holds organizations and roles, never people: columns of names, "
        "e-mail addresses or phone numbers are left out. Reloading the page forgets it, so keep your own file: mend "
        "problems there, and choose it again."
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
    upload = kept_upload()
    if upload:
        st.caption(f"In view: {plain(', '.join(upload.files))}. Files chosen anew take its place.")
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
    """Every problem found while reading, the gravest first, beside the rows that it is in; like ones are one line."""
    st.markdown("### What was found while reading")
    problems = _problem_table(loaded)
    for severity, (label, one, many) in _SEVERITIES.items():
        some = problems[problems["severity"] == severity].drop(columns="severity")
        if some.empty:
            continue
        with st.expander(f"{label}: {counted(len(some), one, many)}", expanded=severity != "note"):
            _problem_lines(some)
            download_table(some.dropna(axis="columns", how="all"), f"problems-{severity}")


def _problem_lines(problems: pd.DataFrame) -> None:
    alike = ["File", "Table", "Column", "What it says", "Problem", "How to mend it"]
    groups = list(problems.groupby(alike, sort=False, dropna=False))
    lines = ["| Where | What it says | Problem | How to mend it |", "|:--|:--|:--|:--|"]
    for (file, table, column, value, problem, mend), rows in groups[:_FIRST_PROBLEMS]:
        where = _where(file, table, column, rows)
        lines.append(f"| {where} | {_plain(value)} | {_plain(problem)} | {_plain(mend)} |")
    st.markdown("\n".join(lines))
    if len(groups) > _FIRST_PROBLEMS:
        st.caption(f"The first {_FIRST_PROBLEMS} of {len(groups):,} kinds of problem. The download holds them all.")


def _where(file: object, table: object, column: object, rows: pd.DataFrame) -> str:
    """File, table, column and rows in words; where it is one row, also what that row is."""
    places = [_plain(file), _plain(table), f"column {_plain(column)}" if isinstance(column, str) else ""]
    numbers = [int(row) for row in rows["Row"].dropna()]
    if numbers:
        places.append(f"{'row' if len(numbers) == 1 else 'rows'} {plain(in_ranges(numbers))}")
    if len(numbers) == 1:
        places.append(_plain(rows["What the row is"].iloc[0]))
    return ", ".join(place for place in places if place)


def _plain(value: object) -> str:
    return plain(value) if isinstance(value, str) else ""


def in_ranges(numbers: Sequence[int]) -> str:
    """``2, 3, 4, 9`` as ``2–4, 9``; after six stretches, how many more rows there are."""
    stretches: list[list[int]] = []
    for number in sorted(set(numbers)):
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in stretches[:6]]
    more = sum(len(run) for run in stretches[6:])
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def _problem_table(loaded: Loaded) -> pd.DataFrame:
    rows = [
        {
            "severity": problem.severity,
            "File": " · ".join(part for part in (problem.file, problem.sheet) if part) or None,
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
    st.caption(f"{counted(len(frame), 'row')} of {len(tables[name]):,}")
    table_with_download(frame.drop(columns="rater", errors="ignore"), f"{name}")


def downloads(view: View) -> None:
    """The inventory to take along, whole or as the filters leave it, and Riverbend to start from."""
    st.markdown("### Take it along")
    with st.container(horizontal=True):
        name = view.loaded.file_name
        _download("The whole inventory (zip)", lambda: inventory_zip(view.whole), f"{name}.zip")
        _download("The whole inventory (Excel)", lambda: _workbook(view.whole), f"{name}.xlsx")
        _download("What the filters leave (zip)", lambda: inventory_zip(view.filtered), f"{name}-filtered.zip")
        if view.loaded.city != "riverbend" and "riverbend" in set(shipped_cities()["key"]):
            _download(
                "Riverbend, a fictional example (zip)",
                lambda: inventory_zip(load_shipped("riverbend", None).inventory),
                "riverbend-fictional.zip",
            )
    if view.loaded.problems:
        st.caption("The downloads hold what could be read. What was set aside is in your own file alone.")


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
