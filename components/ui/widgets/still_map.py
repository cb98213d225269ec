"""The network map as a still picture on a page: each mark is a link that opens the organization's card on Network."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from components.charts import draw_still_map
from components.inventory.text import counted
from components.ui.frame.view import View
from components.ui.frame.visit import is_on_projector
from components.ui.widgets import words
from components.ui.widgets.links import write_link
from components.ui.widgets.network_map import find_what_is_shown, legend_of

_LETTERS, _LETTERS_IN_A_ROOM = 13, 14  # pixels of names where text has its usual size; in a room all text is larger


def show_still_map(view: View) -> None:
    """Show the map as a picture that is seen as soon as the page is. The links on it keep the city and the filters."""
    st.html(view.remember(f"still map {is_on_projector()}", lambda: _draw(view)))


def _draw(view: View) -> str:
    shown = find_what_is_shown(view)
    return draw_still_map(
        view.loaded.map,
        shown,
        description=words.STILL_MAP.format(organizations=counted(int(shown.nodes.sum()), "organization")),
        links=_link_each(view),
        key=legend_of(view, "degree", shown),
        letters=_LETTERS_IN_A_ROOM if is_on_projector() else _LETTERS,
    )


def _link_each(view: View) -> list[str]:
    """Write the address of each organization's card, beside that of the page it is linked on."""
    address = write_link("network", view.city_words | view.filter_words)
    return [f"{address}&{urlencode({'organization': one})}" for one in view.whole.organizations["id"]]
