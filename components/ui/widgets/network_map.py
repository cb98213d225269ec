"""The network map on a page: the graph is sent once, and a filter sends only what is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import streamlit as st

from components.analysis import Filters
from components.charts import Shown, find_shown, pack_shown
from components.inventory import Inventory
from components.inventory.text import counted
from components.ui.frame.start_page import VIS_NETWORK_ADDRESS
from components.ui.frame.view import View
from components.ui.widgets import words

_FOLDER = Path(__file__).parent / "map"
_SCRIPTS = ("map.js", "marks.js", "labels.js", "legend.js")  # one module to the browser


def _file(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


_graph = st.components.v2.component(
    "atlas_map",
    html=_file("map.html"),
    css=_file("map.css"),
    js="\n".join(map(_file, _SCRIPTS)).replace("__VIS_NETWORK__", VIS_NETWORK_ADDRESS),
)
_shown = st.components.v2.component("atlas_map_view", js=_file("view.js"))


def show_network_map(
    view: View,
    key: str,
    *,
    size: str = "degree",
    also: tuple[str, ...] = (),
    selected: str | None = None,
    on_pick: Callable[[str], None] | None = None,
) -> str | None:
    """Draw the map, and give the id of the organization that was clicked in this run, or None.

    ``size``: the measure behind the circles' area. ``also``: tie families shown beside those always
    shown ("tension", "knows_of"). ``selected``: the id of the organization whose card is open.
    ``on_pick``: called with the id of a clicked organization before the page is drawn anew.
    """
    ids = view.whole.organizations["id"]

    def pick() -> None:
        picked = st.session_state[f"map-{key}"].picked
        if on_pick and picked is not None:
            on_pick(str(ids.iloc[int(picked)]))

    with st.spinner(words.DRAWING_THE_MAP, show_time=False):
        graph = view.loaded.remember(("map", key), lambda: _graph_bytes(view, key))
    clicked = _graph(key=f"map-{key}", data=graph, on_picked_change=pick).picked
    place = np.flatnonzero((ids == selected).to_numpy())
    shown = view.remember(f"shown {size} {also}", lambda: _what_is_shown(view, size, also))
    _shown(key=f"map-view-{key}", data={"map": key, "selected": int(place[0]) if len(place) else None} | shown)
    return None if clicked is None else str(ids.iloc[int(clicked)])


def _graph_bytes(view: View, key: str) -> bytes:
    """Write the graph as JSON, and give it: made once, as Streamlit would write it anew, twice, at each run."""
    organizations = counted(len(view.whole.organizations), "organization")
    graph = view.loaded.map | {
        "map": key,
        "version": view.loaded.key,
        "description": words.MAP.format(organizations=organizations),
    }
    return json.dumps(graph, separators=(",", ":")).encode()


def _what_is_shown(view: View, size: str, also: tuple[str, ...]) -> dict[str, object]:
    shown = find_what_is_shown(view, also)
    key = [{"sign": sign, "label": label} for sign, label in legend_of(view, size, shown).items()]
    return {"size": size, "key": key, **pack_shown(shown)}


def find_what_is_shown(view: View, also: tuple[str, ...] = ()) -> Shown:
    """Find what the filters leave of the map, and who on it is led by a community in the filter."""
    return find_shown(view.whole, view.loaded.ties, view.filtered, also=also, ringed=_led_by_chosen(view))


def _led_by_chosen(view: View) -> Inventory | None:
    """Find what a community in the filter leads, its narrower communities included; None without such a filter."""
    if not view.filters.communities:
        return None
    return Filters(communities=view.filters.communities, community_by=("led_by",)).apply(view.whole)


def legend_of(view: View, size: str, shown: Shown) -> dict[str, str]:
    """Say what the legend says besides the types, by its signs: only the marks that this map uses."""
    marks = {"area": words.CIRCLE_AREAS[size]}
    if view.filters.communities:
        marks["ring"] = words.LED_BY_CHOSEN
    return marks | {sign: words.LINES[sign] for sign in shown.signs}
