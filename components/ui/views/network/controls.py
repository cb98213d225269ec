"""What stands above the map: the search, the measure behind the circles, and what else is drawn."""

from __future__ import annotations

import streamlit as st

from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.visit import address_words, keep_choice, set_address

SIZES = {"degree": "Ties", "betweenness": "Go-betweens"}
ALSO = {"tension": "Tensions", "knows_of": "Knows of"}


def map_controls(view: View) -> tuple[str, tuple[str, ...], str | None]:
    """Draw the controls; gives the measure, the further tie families, and the id of the open card's organization."""
    words = address_words()
    size = words.get("circles", "degree")
    size = size if size in _sizes(view) else "degree"
    also = tuple(family for family in words.get("also", "").replace("-", "_").split(",") if family in ALSO)
    organization = _known_organization(view, words.get("organization"))
    _search(view, organization)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        keep_choice("circles", size)
        st.segmented_control(
            "Circle area",
            _sizes(view),
            help="Ties: how many working ties an organization has. Go-betweens (betweenness): how often it lies on "
            "the shortest way between two others.",
            key="circles",
            format_func=SIZES.__getitem__,
            on_change=_write,
            required=True,
        )
        keep_choice("also", list(also))
        st.pills(
            "Also draw",
            list(ALSO),
            selection_mode="multi",
            key="also",
            format_func=ALSO.__getitem__,
            on_change=_write,
        )
    return size, also, organization


def open_card(organization: str) -> None:
    """Open an organization's card in a new run, so that the address, the search and the map agree."""
    set_address(organization=organization)
    st.rerun()


def _sizes(view: View) -> list[str]:
    return list(SIZES) if view.loaded.has_betweenness else ["degree"]


def _known_organization(view: View, asked: str | None) -> str | None:
    if asked is None or asked in set(view.whole.organizations["id"]):
        return asked
    st.warning(f"The address asks for the organization “{plain(asked)}”, which is not in this inventory.")
    return None


def _search(view: View, organization: str | None) -> None:
    names = view.loaded.names
    keep_choice("organization", organization)
    st.selectbox(
        "Find an organization",
        view.loaded.by_name,
        index=None,
        key="organization",
        format_func=lambda organization: names.get(organization, organization),
        placeholder="Type a name",
        on_change=_write,
    )


def _write() -> None:
    state = st.session_state
    circles = state.get("circles")
    set_address(
        organization=state.get("organization"),
        circles=circles if circles != "degree" else None,
        also=",".join(family.replace("_", "-") for family in state.get("also", ())),
    )
