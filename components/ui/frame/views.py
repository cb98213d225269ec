"""The five views and their addresses."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_FOLDER = Path(__file__).parents[3] / "pages"
VIEWS = {
    "overview": "Overview",
    "network": "Network",
    "strength": "Element strength",
    "representation": "Representation",
    "inventory": "Inventory",
}


def view_page(view: str) -> StreamlitPage:
    """The Streamlit page of a view; the overview's address is ``/``."""
    return st.Page(_FOLDER / f"{view}.py", title=VIEWS[view], url_path=view, default=view == "overview")


def navigation_pages() -> list[StreamlitPage]:
    return [view_page(view) for view in VIEWS]
