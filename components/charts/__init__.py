"""How an inventory is drawn: Plotly figures, and the network map's payload with its positions."""

from components.charts.network_map import Payload, map_payload, shown_on_map
from components.charts.representation_grid import marginalized_first, representation_figure
from components.charts.seats import parity_figure, power_figure
from components.charts.strength_by_issue import element_by_issue_figure
from components.charts.strength_panels import observed_figure, perceived_figure, radar_figure

__all__ = [
    "Payload",
    "element_by_issue_figure",
    "map_payload",
    "marginalized_first",
    "observed_figure",
    "parity_figure",
    "perceived_figure",
    "power_figure",
    "radar_figure",
    "representation_figure",
    "shown_on_map",
]
