"""Representation: which communities lead, are served and hold seats, on which issue areas, and with what power."""

import streamlit as st

from components.analysis import representation_sentence
from components.ui.frame.page_footer import link_and_sources
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, stop_if_empty
from components.ui.views.representation.community_figures import community_measures, parity_picture
from components.ui.views.representation.grid_cell import behind_cell
from components.ui.views.representation.representation_grid import (
    chosen_cell,
    grid_picture,
    no_community,
    say_denominator,
    table_in_view,
)
from components.ui.widgets.measured import how_measured

view = open_view("representation")
if not len(view.ground.organizations):  # a community that nobody names must still be shown
    stop_if_empty(view)
table = view.remember("representation", lambda: table_in_view(view))

st.markdown(f"**{plain(representation_sentence(view.ground, view.filters.communities))}**")
say_denominator(view)
if table.communities.empty:
    no_community(view)
else:
    grid_picture(view, table)
    community, issue = chosen_cell(view, table)
    behind_cell(view, table, community, issue)
    community_measures(view, table, community)
    parity_picture(table)
how_measured("representation")
link_and_sources(view.loaded, view.ground)
