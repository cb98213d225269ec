"""What can be taken along: the inventory, its network for other tools, and empty templates."""

from __future__ import annotations

import functools
from collections.abc import Callable

import streamlit as st

from components.drafts import list_unread_cells
from components.files import cells_too_long_for_excel
from components.files.templates import template
from components.inventory.schema import schema_columns
from components.reports import gephi_tables, gexf, graphml, kumu_json, kumu_workbook, make_self_contained
from components.ui.frame.loading import Loaded, find_upload, load_shipped, shipped_cities
from components.ui.frame.page_footer import inventory_file, inventory_package
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import edit_copy
from components.ui.views.inventory.problem_list import count_problems
from components.ui.widgets.tables import show_table

# The function that writes the network in each form, by how the file's name ends.
_NETWORK_WRITERS = {
    "kumu.xlsx": kumu_workbook,
    "kumu.json": kumu_json,
    "gephi.zip": gephi_tables,
    "network.graphml": graphml,
    "network.gexf": gexf,
}
# What a browser is told of a file, by how its name ends.
_MEDIA_TYPES = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
}


def show_downloads(view: View) -> None:
    """Offer the inventory to take along, whole or as the filters leave it, and Riverbend to start from."""
    loaded = view.loaded
    with st.container(horizontal=True):
        _offer_inventory(view)
        if loaded.city != "riverbend" and "riverbend" in set(shipped_cities()["word"]):
            _offer(words.RIVERBEND, lambda: inventory_file(_riverbend().inventory), "riverbend-fictional.zip")
    _name_cells_that_excel_cuts(loaded)
    _offer_network(view)
    if loaded.draft is None:
        _offer_to_edit(loaded)
    if count_problems(loaded):
        st.caption(words.UNREAD_CELLS)
    if loaded.draft and loaded.draft.rows_set_aside:
        st.caption(words.ROWS_LEFT_OUT)


def _offer_inventory(view: View) -> None:
    name, draft = view.loaded.file_name, view.loaded.draft
    _offer(words.WHOLE_ZIP, inventory_package(view.loaded), f"{name}.zip")
    _offer(words.WHOLE_WORKBOOK, lambda: inventory_file(view.whole, "xlsx", draft), f"{name}.xlsx")
    _offer(
        words.FILTERED_ZIP,
        lambda: inventory_file(make_self_contained(view.filtered, view.whole)),
        f"{name}-filtered.zip",
        words.FILTERED_HELP,
    )


def _name_cells_that_excel_cuts(loaded: Loaded) -> None:
    """Name the rows whose texts the download for Excel cuts."""
    draft, inventory = loaded.draft, loaded.inventory
    texts = list_unread_cells(draft) if draft else {}
    for cut in loaded.remember("cut by Excel", lambda: cells_too_long_for_excel(inventory, texts)):
        st.caption(f"{plain(cut.message)} {cut.mend}")


def _riverbend() -> Loaded:
    return load_shipped("riverbend", None)


def _offer_to_edit(loaded: Loaded) -> None:
    has_own = find_upload() is not None
    st.button(
        words.EDIT_A_COPY,
        on_click=edit_copy,
        args=(loaded,),
        key="edit-a-copy",
        disabled=has_own,
        help=words.EDIT_A_COPY_HELP if has_own else None,
    )


def _offer_network(view: View) -> None:
    """Offer the network for other tools, whole or as the filters leave it."""
    with st.popover(words.NETWORK):
        filtered = st.toggle(words.ONLY_FILTERED, key="filtered-network", disabled=not view.filter_words)
        inventory = view.filtered if filtered else view.whole
        for ending, write in _NETWORK_WRITERS.items():
            _offer(
                words.NETWORK_FORMS[ending], functools.partial(write, inventory), f"{view.loaded.file_name}-{ending}"
            )
        st.caption(words.WHAT_A_NETWORK_HOLDS)


def show_templates() -> None:
    """Offer empty tables to start from, and show what each column means."""
    st.markdown(words.EMPTY_TABLES)
    with st.container(horizontal=True, vertical_alignment="center"):
        _offer(words.TEMPLATE_WORKBOOK, lambda: template("xlsx"), "atlas-template.xlsx")
        _offer(words.TEMPLATE_ZIP, lambda: template("zip"), "atlas-template.zip")
    folded = st.expander(words.WHAT_COLUMNS_MEAN, on_change="rerun", key="columns")
    if folded.open:
        with folded:
            show_table(schema_columns().rename(columns=str.capitalize), "columns")


def _offer(label: str, content: Callable[[], bytes], name: str, help: str | None = None) -> None:
    """Show a button that downloads a file; ``content`` makes it when it is asked for."""
    media_type = _MEDIA_TYPES[name.rsplit(".", 1)[1]]
    st.download_button(label, content, name, media_type, key=f"get-{name}", on_click="ignore", help=help)
