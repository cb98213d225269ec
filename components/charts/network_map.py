"""The network map as data for the browser, made by pyvis from an inventory's organizations and ties. Never HTML."""

from __future__ import annotations

import base64
import json
from textwrap import shorten
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from components.charts.map_positions import place_organizations
from components.charts.palette import LINE, NONE_OF_THE_SIX, TYPE_COLOURS, type_marks
from components.charts.pyvis_network import load_network
from components.inventory import Inventory
from components.inventory.schema import word_labels
from components.inventory.text import without_turns

Payload = dict[str, Any]
"""What is sent to the browser, as JSON can hold it."""
_ALWAYS_DRAWN = ("working", "part_of", "succeeds", "context")
"""Families of ties that every map shows."""
UNKNOWN_TYPE = "not known"
"""The group of organizations whose type is not known."""
_SMALLEST, _LARGEST = 11.0, 32.0  # radius in pixels at a zoom of 1
_MANY = 150  # organizations; about as many as people can read on one map


def map_payload(inventory: Inventory, ties: pd.DataFrame, measures: pd.DataFrame) -> Payload:
    """Make the whole map of an inventory, unfiltered: nodes, edges, options for vis-network, legend, colour of lines.

    ``ties``: as ``analysis.ties`` gives; the edge at place k is the tie in row k. ``measures``: as
    ``analysis.network_measures`` gives; a node's number is its row in ``inventory.organizations``.
    Sizes are of the whole city, so nothing grows or moves under a filter.
    """
    organizations = inventory.organizations
    radii = {name: circle_radii(measures[name]) for name in ("degree", "betweenness")}
    ends = _tie_ends(organizations, ties)
    held_together = ties["family"].isin(["working", "part_of", "succeeds"]).to_numpy()
    largest = np.maximum(radii["degree"], radii["betweenness"])
    points = place_organizations(len(organizations), ends[held_together], largest)
    # An undirected one compares each new edge with all others.
    network = load_network()(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_OPTIONS))
    _add_nodes(network, organizations, measures, points, radii)
    _add_edges(network, ties, ends)
    return {
        "nodes": [_drop_key(node, "shape") for node in network.nodes],
        "edges": [_drop_key(edge, "arrows") for edge in network.edges],
        "options": network.options if isinstance(network.options, dict) else json.loads(network.options.to_json()),
        "legend": _legend(organizations),
        "line": LINE,
    }


_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 1.5, "chosen": False},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0, "chosen": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "dragNodes": False,
        "multiselect": False,
        "zoomView": False,
        "tooltipDelay": 60_000_000,
    },
}


def circle_radii(values: pd.Series) -> npt.NDArray[np.float64]:
    """Give radii in pixels so that circles' areas follow ``values`` (0 or more); the smallest can still be clicked.

    On a map of many organizations, seen from further away, all circles are larger.
    """
    larger = min(max(1.0, float(np.sqrt(len(values) / _MANY))), 2.7)
    smallest, largest = _SMALLEST * larger, _LARGEST * larger
    amount = np.sqrt(values.fillna(0).to_numpy(dtype=float))
    top = amount.max() if len(amount) and amount.max() > 0 else 1.0
    radii: npt.NDArray[np.float64] = np.round(np.maximum(largest * amount / top, smallest), 1)
    return radii


class Shown(NamedTuple):
    """What filters leave of a map: which of its nodes and edges, who has a ring, and which marks of lines it uses."""

    nodes: npt.NDArray[np.bool_]
    edges: npt.NDArray[np.bool_]
    ring: npt.NDArray[np.bool_]
    signs: list[str]


def find_shown(
    inventory: Inventory,
    ties: pd.DataFrame,
    kept: Inventory,
    *,
    also: tuple[str, ...] = (),
    ringed: Inventory | None = None,
) -> Shown:
    """Find which nodes and edges of ``map_payload`` a filtered inventory still shows, and give them.

    ``inventory`` and ``ties`` are those of the map, ``kept`` is what the filters leave. ``also``: families of ties that
    are drawn beside those always drawn (``tension``, ``knows_of``). ``ringed``: its organizations get a ring. The signs
    are those of the lines that the map uses, so that its legend explains no others.
    """
    families = (*_ALWAYS_DRAWN, *also)
    ring = np.zeros(len(inventory.organizations), dtype=bool) if ringed is None else _nodes_in(inventory, ringed)
    signs = _signs_of(ties[ties["family"].isin(families)])
    return Shown(_nodes_in(inventory, kept), _edges_in(ties, kept, families), ring, signs)


def pack_shown(shown: Shown) -> Payload:
    """Pack what is shown for the browser: each row of yes and no as text (see ``_bits``)."""
    return {"nodes": _bits(shown.nodes), "edges": _bits(shown.edges), "ring": _bits(shown.ring)}


def _bits(mask: npt.NDArray[np.bool_]) -> str:
    """Pack a row of yes and no into base64 text, and give it: eight to a byte, the first in the highest bit."""
    return base64.b64encode(np.packbits(mask).tobytes()).decode("ascii")


def _nodes_in(inventory: Inventory, kept: Inventory) -> npt.NDArray[np.bool_]:
    """Mark the inventory's organizations that a filtered inventory still holds, in the map's order."""
    shown: npt.NDArray[np.bool_] = inventory.organizations["id"].isin(kept.organizations["id"]).to_numpy()
    return shown


def _edges_in(ties: pd.DataFrame, kept: Inventory, families: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Mark the ties that have a report left in the filtered inventory and belong to the families that are drawn."""
    labels = ties["rows"].explode()
    left = labels.isin(kept.relationships.index).groupby(level=0).any().reindex(ties.index, fill_value=False)
    shown: npt.NDArray[np.bool_] = (left & ties["family"].isin(families)).to_numpy()
    return shown


def _signs_of(drawn: pd.DataFrame) -> list[str]:
    """Name the marks of lines that tell the drawn ties apart."""
    working = drawn[drawn["family"] == "working"]
    used = {
        "levels": bool(working["level"].notna().any()),
        "level unknown": bool(working["level"].isna().any()),
        "wanted": bool((working["status"] == "wanted").any()),
        "lapsed": bool((working["status"] == "lapsed").any()),
        "gap": bool(drawn["sides_disagree"].any()),
        "tension": bool((drawn["family"] == "tension").any()),
        "hairline": bool((~drawn["family"].isin(["working", "tension"])).any()),
    }
    return [sign for sign, is_used in used.items() if is_used]


def _tie_ends(organizations: pd.DataFrame, ties: pd.DataFrame) -> npt.NDArray[np.int64]:
    place = pd.Series(np.arange(len(organizations)), index=organizations["id"])
    return np.column_stack([place.reindex(ties[end]).to_numpy(dtype=np.int64) for end in ("a", "b")])


def _add_nodes(
    network: Any,
    organizations: pd.DataFrame,
    measures: pd.DataFrame,
    points: npt.NDArray[np.float64],
    radii: dict[str, npt.NDArray[np.float64]],
) -> None:
    types = organizations["type"].fillna(UNKNOWN_TYPE).tolist()
    names = organizations["name"].fillna(organizations["id"]).map(without_turns).tolist()
    columns = [
        names,
        types,
        points.tolist(),
        radii["degree"].tolist(),
        radii["betweenness"].tolist(),
        measures["degree"],
        organizations["description"],
    ]
    rows = enumerate(zip(*columns, strict=True))
    for number, (name, type_, (x, y), by_degree, by_betweenness, degree, description) in rows:
        mark = {"x": x, "y": y, "size": by_degree, "bridge": by_betweenness}
        mark["ties"] = None if pd.isna(degree) else int(degree)
        if pd.notna(description):
            mark["does"] = shorten(without_turns(str(description)), 140, placeholder=" …")
        network.add_node(number, label=name, group=type_, **mark)


def _add_edges(network: Any, ties: pd.DataFrame, ends: npt.NDArray[np.int64]) -> None:
    # pyvis looks both ends of each edge up among its nodes: in a set that takes no time, in its list 20 s at 10,000.
    network.node_ids = set(network.node_ids)
    dashes = {"wanted": [7, 6], "lapsed": [1, 5]}
    rows = zip(ends.tolist(), ties["family"], ties["status"], ties["level"], ties["sides_disagree"], strict=True)
    for number, ((start, end), family, status, level, sides_disagree) in enumerate(rows):
        edge: dict[str, Any] = {"id": number, "width": _width(family, level)}
        if family == "working" and status in dashes:
            edge["dashes"] = dashes[status]
        if family in ("tension", "knows_of", "context"):
            edge["family"] = family
        if sides_disagree:
            edge["gap"] = 1
        network.add_edge(start, end, **edge)


def _width(family: str, level: float) -> float:
    if family != "working":
        return 0.9
    return 1.4 if pd.isna(level) else round(0.6 + 0.8 * float(level), 1)


def _drop_key(mark: dict[str, Any], word: str) -> dict[str, Any]:
    """Drop a key that pyvis adds and the map does not use: shapes come from types, and ties have no arrows."""
    return {name: value for name, value in mark.items() if name != word}


def _legend(organizations: pd.DataFrame) -> list[dict[str, str]]:
    """List the types on this map: each of the six, then the further kinds that have its colour; others come last."""
    marks = type_marks()
    labels = word_labels("types")
    present = set(organizations["type"].dropna())
    colours = [*TYPE_COLOURS.values(), NONE_OF_THE_SIX]
    known = sorted(present & set(marks), key=lambda word: (colours.index(marks[word][0]), list(marks).index(word)))
    ordered = [*known, *sorted(present - set(marks))]
    legend = [_mark(word, labels.get(word) or word, *marks.get(word, (NONE_OF_THE_SIX, "circle"))) for word in ordered]
    if organizations["type"].isna().any():
        legend.append(_mark(UNKNOWN_TYPE, "Type not known", NONE_OF_THE_SIX, "circle"))
    return legend


def _mark(word: str, label: str, colour: str, shape: str) -> dict[str, str]:
    hollow = "yes" if colour == NONE_OF_THE_SIX else ""
    return {"group": word, "label": label, "colour": colour, "shape": shape, "hollow": hollow}
