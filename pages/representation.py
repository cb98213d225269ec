"""Representation: which communities lead, are served and hold seats, on which issue areas, and with what power."""

import streamlit as st

from components.analysis import sentences
from components.inventory.text import with_capital
from components.ui.frame.page_footer import show_footer
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, show_lead, stop_if_empty
from components.ui.views.representation import words
from components.ui.views.representation.community_figures import show_community, show_parity
from components.ui.views.representation.grid_cell import show_cell
from components.ui.views.representation.representation_grid import (
    choose_cell,
    count_representation,
    say_counted_over,
    say_no_community,
    show_grid,
)
from components.ui.widgets.measured import show_how_measured

view = open_view("representation")
if not len(view.ground.organizations):  # a community that nobody names must still be shown
    stop_if_empty(view)
counts = view.remember("representation", lambda: count_representation(view))

show_lead(sentences.describe_representation(view.ground, view.filters.communities))
if counts.communities.empty:
    say_counted_over(view)
    say_no_community(view)
else:
    show_grid(view, counts)
    say_counted_over(view)

    st.markdown("### Who is in a square")
    community, issue = choose_cell(view, counts)
    show_cell(view, counts, community, issue)

    st.markdown(f"### {plain(with_capital(community))} in figures")
    show_community(view, counts, community)

    st.markdown("### Share of seats and share of people")
    show_parity(view, counts)
    st.caption(words.HOW_PARITY_IS_MEANT)

show_how_measured("representation")
show_footer(view.loaded, view.ground)
