"""What stands above the map: the search, the measure behind the circles, and what else is drawn."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.visit import address_words, scale_width, set_address, set_choice
from components.ui.views.network import words


class MapChoices(NamedTuple):
    """What a person chose for the map."""

    size: str
    """The measure behind the circles' area."""
    also: tuple[str, ...]
    """The families of ties that are drawn besides those always drawn."""
    organization: str | None
    """The id of the organization whose card is open."""


def show_map_controls(view: View) -> MapChoices:
    """Show the search and the controls of the map in one line, and give what they say."""
    choices = _read_choices(view)
    with st.container(horizontal=True, vertical_alignment="center"):
        _show_search(view, choices.organization)
        st.markdown(words.CIRCLE_AREA, width="content", help=words.SIZES_HELP)
        set_choice("circles", choices.size)
        st.segmented_control(
            words.CIRCLE_AREA,
            _sizes(view),
            key="circles",
            format_func=words.SIZES.__getitem__,
            on_change=_write_choices,
            required=True,
            label_visibility="collapsed",
        )
        st.markdown(words.ALSO_DRAW, width="content")
        set_choice("also", list(choices.also))
        st.pills(
            words.ALSO_DRAW,
            list(words.ALSO),
            selection_mode="multi",
            key="also",
            format_func=words.ALSO.__getitem__,
            on_change=_write_choices,
            label_visibility="collapsed",
        )
    return choices


def open_card(organization: str) -> None:
    """Open an organization's card: the address says which, so that the search and the map agree."""
    set_address(organization=organization)


def _read_choices(view: View) -> MapChoices:
    """Read what the address asks of the map."""
    asked = address_words()
    size = asked.get("circles", "degree")
    also = tuple(family for family in asked.get("also", "").replace("-", "_").split(",") if family in words.ALSO)
    organization = _known_organization(view, asked.get("organization"))
    return MapChoices(size if size in _sizes(view) else "degree", also, organization)


def _sizes(view: View) -> list[str]:
    return list(words.SIZES) if view.loaded.has_betweenness else ["degree"]


def _known_organization(view: View, asked: str | None) -> str | None:
    if asked is None or asked in set(view.whole.organizations["id"]):
        return asked
    st.warning(words.UNKNOWN_ORGANIZATION.format(asked=plain(asked)))
    return None


def _show_search(view: View, organization: str | None) -> None:
    names = view.loaded.names
    set_choice("organization", organization)
    st.selectbox(
        words.FIND,
        view.loaded.by_name,
        index=None,
        key="organization",
        format_func=lambda organization: names.get(organization, organization),
        placeholder=words.FIND,
        on_change=_write_choices,
        label_visibility="collapsed",
        width=scale_width(320),
    )


def _write_choices() -> None:
    """Write into the address what the controls say."""
    state = st.session_state
    circles = state.get("circles")
    set_address(
        organization=state.get("organization"),
        circles=circles if circles != "degree" else None,
        also=",".join(family.replace("_", "-") for family in state.get("also", ())),
    )
