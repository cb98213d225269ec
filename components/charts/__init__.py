"""How an inventory is drawn: Plotly figures, and the network map's payload with its positions."""

from components.charts.network_map import (
    SHOWN_FROM_THE_START,
    Payload,
    bits,
    circle_radii,
    map_payload,
    shown_edges,
    shown_nodes,
    signs_in_use,
)
from components.charts.palette import LINE
from components.charts.positions import positions
from components.charts.representation import (
    marginalized_first,
    parity_figure,
    power_figure,
    representation_figure,
    with_parity,
)
from components.charts.strength import element_by_issue_figure, observed_figure, perceived_figure, radar_figure

__all__ = [
    "LINE",
    "SHOWN_FROM_THE_START",
    "Payload",
    "bits",
    "circle_radii",
    "element_by_issue_figure",
    "map_payload",
    "marginalized_first",
    "observed_figure",
    "parity_figure",
    "perceived_figure",
    "positions",
    "power_figure",
    "radar_figure",
    "representation_figure",
    "shown_edges",
    "shown_nodes",
    "signs_in_use",
    "with_parity",
]
