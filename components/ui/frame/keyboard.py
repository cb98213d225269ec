"""What the keyboard needs beyond Streamlit: a way from a popover's button into the popover, and back."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_popovers = st.components.v2.component(
    "atlas_keyboard", js=(Path(__file__).parent / "keyboard_files" / "popovers.js").read_text("utf-8")
)


def help_keyboard() -> None:
    """Let Tab go from a popover's button to what the popover holds; nothing of this is seen."""
    with st.container(key="keyboard"):
        _popovers(key="popovers")
