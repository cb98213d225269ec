"""The parts of the inventory page: upload, what is missing, tables, downloads, templates."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.analysis import counted
from components.drafts import people_kept
from components.files import Limits, template
from components.inventory import completeness, schema_columns, schema_tables, without_addresses
from components.reports import gephi_tables, gexf, graphml, kumu_json, kumu_workbook, standing_alone
from components.ui.frame.address import FIELDS
from components.ui.frame.loading import Loaded, kept_upload, load_shipped, shipped_cities
from components.ui.frame.own_inventory import delete_own, edit_a_copy, last_change, undo
from components.ui.frame.page_footer import inventory_file, inventory_package
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.visit import address_words, keep_choice, set_address
from components.ui.views.inventory.incoming import file_chooser
from components.ui.views.inventory.mending import problems_in_short
from components.ui.widgets.tables import table_with_download

PARTS = {"here": "What is here", "mend": "Mend", "same": "Same organization?", "edit": "Edit"}


def parts(view: View) -> str:
    """The parts of the work on one's own inventory, and what was done last; gives the part that is open."""
    said, undone = last_change()
    asked = address_words().get("part", "")
    if asked and asked not in PARTS:
        st.warning(f"The address asks for the part “{plain(asked)}”, which is not here. What is here is shown.")
    keep_choice("part", asked if asked in PARTS else "here")
    with st.container(key="parts", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            "Part",
            list(PARTS),
            key="part",
            format_func=lambda part: _part_label(part, view.loaded),
            on_change=lambda: set_address(part=st.session_state["part"]),
            label_visibility="collapsed",
            required=True,
        )
        st.button("Undo", on_click=undo, disabled=not undone, icon=":material/undo:")
        if said:
            st.markdown(plain(said))
    return str(st.session_state["part"])


def _part_label(part: str, loaded: Loaded) -> str:
    wanting = problems_in_short(loaded) if part == "mend" else 0
    return f"{PARTS[part]} ({wanting:,})" if wanting else PARTS[part]


def upload() -> None:
    """Where files are chosen, and what is said before."""
    own = kept_upload()
    st.markdown("### Bring another file" if own else "### Bring your own")
    limits = Limits()
    if own:
        st.markdown(
            "It can add to what is here, update it, or take its place. What would change is listed before it does."
        )
    else:
        st.markdown(
            "Any tables: CSV, Excel (xlsx), LibreOffice (ods), JSON, GraphML, GEXF, exports of Kumu and Gephi, several "
            "at once or in a zip. One table of organizations is enough to start. What your columns mean is guessed, "
            f"and you look it over. Up to {limits.megabytes} MB and {limits.rows:,} rows a table. What you bring is "
            "kept for this visit only, in this server's memory, and for nobody else: reloading the page forgets it, so "
            "take it along when you are done. It holds organizations and roles, never people: columns of names, e-mail "
            "addresses or phone numbers are left out unless you say why they should stay."
        )
    file_chooser()
    if own:
        st.caption(f"In view: {plain(', '.join(own.files))}.")
        st.button("Delete my upload", on_click=_delete_upload)


def _delete_upload() -> None:
    delete_own()
    set_address(**{**dict.fromkeys([*FIELDS, "organization"]), "city": None, "part": None})


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
    with st.container(key="what-is-here"):
        st.markdown("\n".join(lines))
    if missing:
        st.markdown(f"**What would add most:** {plain(missing[0].title)}. {plain(missing[0].adds)}.")
    _people_kept(view.loaded)
    folded = st.expander("Column by column", on_change="rerun", key="completeness")
    if folded.open:
        with folded:
            table_with_download(filled.rename(columns=str.capitalize), "completeness")


def _people_kept(loaded: Loaded) -> None:
    """The columns that tell of people and are here all the same, each with the reason that someone gave."""
    draft = loaded.draft
    kept = loaded.remember("people kept", lambda: people_kept(draft)) if draft else []
    if kept:
        titles = schema_tables().set_index("table")["title"]
        lines = [
            f"- {plain(column)} ({plain(titles[table])}), because: {plain(without_addresses(reason))}"
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
        name, draft = view.loaded.file_name, view.loaded.draft
        _download("The whole inventory (zip)", inventory_package(view.loaded), f"{name}.zip")
        _download("The whole inventory (Excel)", lambda: inventory_file(view.whole, "xlsx", draft), f"{name}.xlsx")
        _download(
            "What the filters leave (zip)",
            lambda: inventory_file(standing_alone(view.filtered, view.whole)),
            f"{name}-filtered.zip",
            "Organizations outside of the filters that its rows name are in it by name alone, as not listed.",
        )
        if view.loaded.city != "riverbend" and "riverbend" in set(shipped_cities()["key"]):
            _download(
                "Riverbend, a fictional example (zip)",
                lambda: inventory_file(load_shipped("riverbend", None).inventory),
                "riverbend-fictional.zip",
            )
    _networks(view)
    if view.loaded.draft is None:
        own = kept_upload()
        st.button(
            "Edit a copy of this inventory",
            on_click=edit_a_copy,
            args=(view.loaded,),
            key="edit-a-copy",
            disabled=own is not None,
            help="It would take the place of your upload. Take that along and delete it first." if own else None,
        )
    if view.loaded.problems:
        st.caption(
            "A cell that could not be read is as it was written in the whole inventory (zip and Excel), and empty in "
            "the other downloads. A row that lacks what its table requires is in none of them: Mend lists such rows, "
            "to be taken along."
        )
    if view.loaded.draft and view.loaded.draft.aside:
        st.caption("Rows that were set aside or merged are in none of them: atlas.json in the zip lists these.")


_FORMS = {
    "Kumu (Excel)": (kumu_workbook, "kumu.xlsx"),
    "Kumu (JSON)": (kumu_json, "kumu.json"),
    "Gephi (CSV files in a zip)": (gephi_tables, "gephi.zip"),
    "GraphML": (graphml, "network.graphml"),
    "GEXF": (gexf, "network.gexf"),
}


def _networks(view: View) -> None:
    """The network for other tools, whole or as the filters leave it."""
    with st.popover("The network, for other tools"):
        filtered = st.toggle("Only what the filters leave", key="filtered-network", disabled=not view.filter_words)
        inventory = view.filtered if filtered else view.whole
        for label, (write, name) in _FORMS.items():
            _download(label, functools.partial(write, inventory), f"{view.loaded.file_name}-{name}")
        st.caption("Organizations and ties. Ratings, seats and the other tables are in the zip.")


def templates() -> None:
    """Empty tables to start from, and what each column means."""
    st.markdown("### Start from a template")
    st.markdown("Empty tables, with each column explained.")
    with st.container(horizontal=True):
        _download("Template (Excel)", lambda: template("xlsx"), "atlas-template.xlsx")
        _download("Template (CSV files in a zip)", lambda: template("zip"), "atlas-template.zip")
    folded = st.expander("What each column means", on_change="rerun", key="columns")
    if folded.open:
        with folded:
            table_with_download(schema_columns().rename(columns=str.capitalize), "columns")


_KINDS = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}


def _download(label: str, content: Callable[[], bytes], name: str, help: str | None = None) -> None:
    kind = _KINDS[name.rsplit(".", 1)[1]]
    st.download_button(label, content, name, kind, key=f"get-{name}", on_click="ignore", help=help)
