"""The parts of the work on one's own inventory, and the way back from what was done last."""

from __future__ import annotations

import streamlit as st

from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.visit import address_words, set_address, set_choice
from components.ui.views.inventory.own_inventory import last_change, undo_last_change
from components.ui.views.inventory.problem_list import count_problems

PARTS = {"here": "What is here", "mend": "Mend", "same": "Same organization?", "edit": "Edit"}


def choose_part(view: View) -> str:
    """The parts of the work on one's own inventory, and what was done last; gives the part that is open."""
    said, undone = last_change()
    asked = address_words().get("part", "")
    if asked and asked not in PARTS:
        st.warning(f"The address asks for the part “{plain(asked)}”, which is not here. What is here is shown.")
    set_choice("part", asked if asked in PARTS else "here")
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
        st.button("Undo", on_click=undo_last_change, disabled=not undone, icon=":material/undo:")
        if said:
            st.markdown(plain(said))
    return str(st.session_state["part"])


def _part_label(part: str, loaded: Loaded) -> str:
    wanting = count_problems(loaded) if part == "mend" else 0
    return f"{PARTS[part]} ({wanting:,})" if wanting else PARTS[part]
