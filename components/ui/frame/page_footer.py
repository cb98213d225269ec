"""The foot of each page: how to share an upload, the sources behind the view, and the glossary."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Literal

import pandas as pd
import streamlit as st

from components.drafts import Draft, rows_decided, unread_texts
from components.files import write_inventory
from components.importing import mappings_to_json
from components.inventory import Inventory, vocabulary
from components.inventory.text import counted
from components.reports import data_package
from components.ui.frame.loading import Loaded
from components.ui.frame.remembered_mappings import remembered_mappings
from components.ui.frame.text import plain


def link_and_sources(loaded: Loaded, filtered: Inventory) -> None:
    st.divider()
    if loaded.is_upload:
        st.markdown(
            "A link to this view won't open for others: your upload is kept for this visit only. "
            "To share it, send the zip; whoever gets it can upload it under Inventory."
        )
        st.download_button(
            "Download the inventory as a zip",
            inventory_package(loaded),
            f"{loaded.file_name}.zip",
            "application/zip",
            key="share-zip",
            on_click="ignore",
        )
    _sources(filtered)
    _glossary()


def inventory_package(loaded: Loaded) -> Callable[[], bytes]:
    """What makes the inventory's data package, with what was decided while it was brought in.

    A download is made outside of the visit, so what the visit remembers is asked for before.
    """
    draft = loaded.draft
    mappings = remembered_mappings() if draft else ()

    def package() -> bytes:
        if draft is None:
            return data_package(loaded.inventory)
        kept = (mappings, draft.not_the_same, rows_decided(draft))
        decisions = mappings_to_json(*kept).encode() if any(kept) else None
        return data_package(loaded.inventory, decisions, unread_texts(draft))

    return package


def inventory_file(inventory: Inventory, format: Literal["zip", "xlsx"] = "zip", draft: Draft | None = None) -> bytes:
    """The inventory's tables as a zip or as a workbook; of a draft also what could not be read of its cells."""
    target = BytesIO()
    write_inventory(inventory, target, format, unread_texts(draft) if draft else {})
    return target.getvalue()


def _sources(inventory: Inventory) -> None:
    folded = st.expander("Sources behind this view", on_change="rerun", key="sources")
    if not folded.open:
        return
    with folded:
        sources = source_list(inventory)
        if sources.empty:
            st.markdown("No source is on record for what is shown.")
        else:
            st.markdown(f"{counted(len(sources), 'source')} for the rows in this view.")
            st.dataframe(sources, hide_index=True, width="stretch")


def source_list(inventory: Inventory) -> pd.DataFrame:
    """Each source behind the inventory's rows, with how many rows of which tables rest on it."""
    frames = [
        pd.DataFrame({"Source": frame["source"], "Table": name})
        for name, frame in inventory.tables.items()
        if "source" in frame and name != "inventory"
    ]
    rows = pd.concat(frames).dropna(subset="Source")
    grouped = rows.groupby("Source")["Table"].agg(Rows="size", Tables=lambda names: ", ".join(dict.fromkeys(names)))
    return grouped.reset_index().sort_values(["Rows", "Source"], ascending=[False, True])


def _glossary() -> None:
    folded = st.expander("Glossary", on_change="rerun", key="glossary")
    if not folded.open:
        return
    with folded:
        for title, name in _GLOSSARY.items():
            st.markdown(f"**{title}**")
            words = vocabulary(name)
            lines = [f"- {plain(row.label)}: {plain(row.definition)}" for row in words.itertuples()]
            st.markdown("\n".join(lines))


_GLOSSARY = {
    "The six elements": "elements",
    "Key-player types": "types",
    "Kinds of tie": "relationship_kinds",
    "Levels of a tie": "levels",
    "Power of a seat": "powers",
}
