"""What can be taken along: the inventory, its network for other tools, and empty templates."""

from __future__ import annotations

import functools
from collections.abc import Callable

import streamlit as st

from components.drafts import list_unread_cells
from components.files import cells_too_long_for_excel, template
from components.inventory import schema_columns
from components.reports import gephi_tables, gexf, graphml, kumu_json, kumu_workbook, standing_alone
from components.ui.frame.loading import find_upload, load_shipped, shipped_cities
from components.ui.frame.page_footer import inventory_file, inventory_package
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.inventory.own_inventory import edit_copy
from components.ui.widgets.tables import show_table


def show_downloads(view: View) -> None:
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
    for cut in cells_too_long_for_excel(view.whole, list_unread_cells(draft) if draft else {}):
        st.caption(f"{plain(cut.message)} {cut.mend}")
    _networks(view)
    if view.loaded.draft is None:
        own = find_upload()
        st.button(
            "Edit a copy of this inventory",
            on_click=edit_copy,
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
    if view.loaded.draft and view.loaded.draft.rows_set_aside:
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


def show_templates() -> None:
    """Empty tables to start from, and what each column means."""
    st.markdown("### Start from a template")
    st.markdown("Empty tables, with each column explained.")
    with st.container(horizontal=True):
        _download("Template (Excel)", lambda: template("xlsx"), "atlas-template.xlsx")
        _download("Template (CSV files in a zip)", lambda: template("zip"), "atlas-template.zip")
    folded = st.expander("What each column means", on_change="rerun", key="columns")
    if folded.open:
        with folded:
            show_table(schema_columns().rename(columns=str.capitalize), "columns")


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
