"""The parts of the work on one's own inventory, what was done last, and the button that undoes it."""

from __future__ import annotations

import streamlit as st

from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import view_page
from components.ui.frame.visit import address_words, set_address, set_choice
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import last_change, undo_last_change
from components.ui.views.inventory.problem_list import count_problems


def choose_part(view: View) -> str:
    """Show the parts of the work and what was done last, and give the part that is open.

    Parts are ``here``, ``mend``, ``same`` and ``edit``; an inventory that is not the visitor's own has ``here`` alone.
    """
    loaded = view.loaded
    if loaded.draft is None:
        return "here"
    sentence, can_undo = last_change()
    set_choice("part", _part_asked_for())
    with st.container(key="parts", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            words.PART,
            list(words.PARTS),
            key="part",
            format_func=lambda part: _label(part, loaded),
            on_change=lambda: set_address(part=st.session_state["part"]),
            label_visibility="collapsed",
            required=True,
        )
        st.button(words.UNDO, on_click=undo_last_change, disabled=not can_undo, icon=":material/undo:")
        nobody = not len(view.whole.organizations)
        if st.button(words.SEE_THE_MAP, type="primary", key="see-the-map", icon=":material/hub:", disabled=nobody):
            st.switch_page(view_page("network"), query_params=view.city_words | view.filter_words)
        if sentence:
            st.markdown(plain(sentence))
    return str(st.session_state["part"])


def _part_asked_for() -> str:
    """Read which part the address asks for, and say where there is none of that name."""
    asked = address_words().get("part", "")
    if asked and asked not in words.PARTS:
        st.warning(words.UNKNOWN_PART.format(asked=plain(asked)))
    return asked if asked in words.PARTS else "here"


def _label(part: str, loaded: Loaded) -> str:
    to_mend = count_problems(loaded) if part == "mend" else 0
    return f"{words.PARTS[part]} ({to_mend:,})" if to_mend else words.PARTS[part]
