"""The parts of the inventory's page that are about what is kept, each under its heading."""

from __future__ import annotations

import streamlit as st

from components.ui.frame.loading import Loaded
from components.ui.views.inventory.keeping import words
from components.ui.views.inventory.keeping.history import show_history
from components.ui.views.inventory.keeping.putting_together import show_putting_together
from components.ui.views.inventory.keeping.sharing import show_sharing

_SHOWN = {"both": show_putting_together, "history": show_history, "sharing": show_sharing}


def is_about_keeping(part: str) -> bool:
    """Whether a part of the page is one of those that ``show_kept_part`` shows."""
    return part in _SHOWN


def show_kept_part(part: str, loaded: Loaded) -> None:
    """Show the part of the page that is open, under its heading."""
    st.markdown(f"### {words.HEADINGS[part]}")
    _SHOWN[part](loaded)
