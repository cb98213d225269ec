"""The button that copies the link to the view."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.ui.frame import words

_FOLDER = Path(__file__).parent / "copy_link_files"

_copy_link = st.components.v2.component(
    "atlas_copy_link",
    html=(_FOLDER / "link.html").read_text("utf-8"),
    css=(_FOLDER / "link.css").read_text("utf-8"),
    js=(_FOLDER / "link.js").read_text("utf-8"),
)


def show_copy_link(*, opens_for_others: bool) -> None:
    """Show a button that copies the address of this view; it says where the link opens for this visit only."""
    label = words.COPY_LINK if opens_for_others else words.COPY_OWN_LINK
    # What it tells when the line to the server is there again changes nothing by itself: the page runs again for it.
    _copy_link(key="copy-link", data={"label": label}, width="content", on_reconnected_change=lambda: None)
