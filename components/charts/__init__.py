"""How an inventory is drawn: Plotly figures, and the network map's payload with its positions."""

from components.charts.elements import elements_figure, elements_in_words
from components.charts.figure import Content, title_height
from components.charts.how_much_is_known import how_much_is_known_figure
from components.charts.html_picture import draw_as_html, draw_title_as_html
from components.charts.network_map import Payload, Shown, find_shown, map_payload, pack_shown
from components.charts.palette import NONE_OF_THE_SIX, type_marks
from components.charts.pyvis_network import load_network
from components.charts.radar import radar_figure
from components.charts.representation_grid import marginalized_first, representation_figure
from components.charts.seats import parity_figure, power_figure
from components.charts.still_map import draw_still_map
from components.charts.strength_by_issue import element_by_issue_figure

__all__ = [
    "NONE_OF_THE_SIX",
    "Content",
    "Payload",
    "Shown",
    "draw_as_html",
    "draw_still_map",
    "draw_title_as_html",
    "element_by_issue_figure",
    "elements_figure",
    "elements_in_words",
    "find_shown",
    "how_much_is_known_figure",
    "load_network",
    "map_payload",
    "marginalized_first",
    "pack_shown",
    "parity_figure",
    "power_figure",
    "radar_figure",
    "representation_figure",
    "title_height",
    "type_marks",
]
