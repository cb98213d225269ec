"""The larger size for a projector. All other rules of style stand in ``start_files/style.css``."""

from __future__ import annotations

import streamlit as st

from components.ui.frame.visit import is_on_projector

_PROJECTOR = """
<style>
html { font-size: max(21px, 1.25vw, 2.3vh); } /* the smallest text, 0.875rem, is 2 % of the height */
.stMainBlockContainer { max-width: none; padding: 4rem 2rem 1rem; --atlas-map-text: 0.875rem; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.75rem; }
.stMainBlockContainer .st-key-map-row { --atlas-beside-map: 21rem; }
.st-key-map-row { --atlas-map-height: max(22rem, calc(100vh - 17.25rem)); }
h2 { font-size: 1.3rem !important; }
</style>
"""


def apply_size() -> None:
    """Apply the rules of a room's projector where the address asks for its size."""
    if is_on_projector():
        st.html(_PROJECTOR)
