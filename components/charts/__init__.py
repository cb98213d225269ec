"""How an inventory is drawn: Plotly figures, and the network map's payload with its positions."""

from components.charts.network_map import (
    SHOWN_FROM_THE_START,
    Payload,
    bits,
    circle_radii,
    map_payload,
    shown_edges,
    shown_nodes,
)
from components.charts.palette import LINE, NONE_OF_THE_SIX, SLATE, TYPE_COLOURS, type_marks
from components.charts.positions import positions

__all__ = [
    "LINE",
    "NONE_OF_THE_SIX",
    "SHOWN_FROM_THE_START",
    "SLATE",
    "TYPE_COLOURS",
    "Payload",
    "bits",
    "circle_radii",
    "map_payload",
    "positions",
    "shown_edges",
    "shown_nodes",
    "type_marks",
]
