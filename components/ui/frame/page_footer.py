"""The footer of each page: how to share an upload, the sources behind the view, the glossary, and the version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Literal

import pandas as pd
import streamlit as st

from components.drafts import Draft, list_decided_rows, list_unread_cells
from components.files import write_inventory
from components.importing import SheetMapping, decisions_to_json
from components.inventory import Inventory
from components.inventory.schema import vocabulary
from components.inventory.text import counted
from components.reports import data_package
from components.ui.frame import words
from components.ui.frame.loading import Loaded
from components.ui.frame.remembered_mappings import remembered_mappings
from components.ui.frame.text import plain
from components.ui.frame.version import version_and_commit


def show_footer(loaded: Loaded, filtered: Inventory) -> None:
    """Show the footer of a page: how to share an upload, the sources in view, the glossary, and the version."""
    st.divider()
    if loaded.is_upload:
        st.markdown(words.SHARE_AN_UPLOAD)
        st.download_button(
            words.DOWNLOAD_ZIP,
            inventory_package(loaded),
            f"{loaded.file_name}.zip",
            "application/zip",
            key="share-zip",
            on_click="ignore",
        )
    _show_sources(filtered)
    _show_glossary()
    _show_sign_in()
    st.caption(words.VERSION.format(version=version_and_commit()))


def _show_sign_in() -> None:
    """Show who has signed in, or where one signs in, on a server that has that turned on."""
    if "is_logged_in" not in st.user:
        return
    if st.user["is_logged_in"]:
        st.text(words.SIGNED_IN.format(name=st.user.get("name") or st.user.get("email") or ""))
        st.button(words.SIGN_OUT, on_click=st.logout, type="tertiary")
    else:
        st.button(words.SIGN_IN, on_click=st.login, type="tertiary", help=words.WHY_SIGN_IN)


def inventory_package(loaded: Loaded) -> Callable[[], bytes]:
    """Prepare the inventory's data package, and give the function that makes it when it is downloaded.

    It holds what was decided while the inventory was brought in. A download is made outside of the visit, so how tables
    were read is looked up before.
    """
    draft = loaded.draft
    if draft is None:
        return lambda: data_package(loaded.inventory)
    mappings = remembered_mappings()
    return lambda: draft_package(draft, mappings)


def draft_package(draft: Draft, mappings: Sequence[SheetMapping] = ()) -> bytes:
    """Make the data package of a draft, with what was decided about its rows, and give its bytes."""
    organizations = draft.inventory.organizations
    not_listed = organizations.loc[organizations["listed"] == "no", "id"].tolist()
    kept = (mappings, draft.not_the_same, list_decided_rows(draft), not_listed)
    decisions = decisions_to_json(*kept).encode() if any(kept) else None
    return data_package(draft.inventory, decisions, list_unread_cells(draft))


def inventory_file(inventory: Inventory, format: Literal["zip", "xlsx"] = "zip", draft: Draft | None = None) -> bytes:
    """Write the inventory's tables as a zip or as a workbook, and give its bytes.

    Of a draft, cells that could not be read are in it as they were written.
    """
    target = BytesIO()
    write_inventory(inventory, target, format, list_unread_cells(draft) if draft else {})
    return target.getvalue()


def _show_sources(inventory: Inventory) -> None:
    folded = st.expander(words.SOURCES, on_change="rerun", key="sources")
    if not folded.open:
        return
    with folded:
        sources = source_list(inventory)
        if sources.empty:
            st.markdown(words.NO_SOURCE)
        else:
            st.markdown(words.COUNT_OF_SOURCES.format(sources=counted(len(sources), "source")))
            st.dataframe(sources, hide_index=True, width="stretch")


def source_list(inventory: Inventory) -> pd.DataFrame:
    """List the sources of the inventory's rows, and give a frame: ``Source``, ``Rows``, ``Tables`` that rest on it."""
    frames = [
        pd.DataFrame({"Source": frame["source"], "Table": name})
        for name, frame in inventory.tables.items()
        if "source" in frame and name != "inventory"
    ]
    rows = pd.concat(frames).dropna(subset="Source")
    grouped = rows.groupby("Source")["Table"].agg(Rows="size", Tables=lambda names: ", ".join(dict.fromkeys(names)))
    return grouped.reset_index().sort_values(["Rows", "Source"], ascending=[False, True])


def _show_glossary() -> None:
    folded = st.expander(words.GLOSSARY, on_change="rerun", key="glossary")
    if not folded.open:
        return
    with folded:
        for name, title in words.GLOSSARY_TITLES.items():
            st.markdown(f"**{title}**")
            lines = [f"- {plain(row.label)}: {plain(row.definition)}" for row in vocabulary(name).itertuples()]
            st.markdown("\n".join(lines))
