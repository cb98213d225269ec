"""Overview: what stands out, who is here, how strong, who is at the table, and how much of this is known."""

import streamlit as st

from components.analysis import element_strength, observed_strength, overview_sentence
from components.ui.frame.page_footer import link_and_sources
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, stop_if_empty
from components.ui.frame.views import view_page
from components.ui.frame.visit import address_words
from components.ui.views.overview.finding_list import finding_list, findings_in_view
from components.ui.views.overview.summaries import element_rows, grid_small, how_much_is_known
from components.ui.widgets.links import view_link
from components.ui.widgets.measured import how_measured
from components.ui.widgets.network_map import network_map

view = open_view("what stands out")
stop_if_empty(view)
st.markdown(f"**{plain(overview_sentence(view.filtered, view.whole))}**")

st.markdown("### What stands out")
finding_list(view, findings_in_view(view))

who, strong = st.columns([1, 1], gap="large")
with who:
    st.markdown("### Who is here")
    with st.container(key="small-map"):
        clicked = network_map(view, "overview")
    view_link("network", "Open the network", view)
with strong:
    st.markdown("### How strong")
    perceived = view.remember("perceived", lambda: element_strength(view.filtered))
    element_rows(view, perceived, view.remember("observed", lambda: observed_strength(view.filtered, whole=view.whole)))
    view_link("strength", "Open element strength", view)

st.markdown("### Who is at the table")
grid_small(view)
view_link("representation", "Open representation", view)

st.markdown("### How much of this is known")
how_much_is_known(view.whole)
view_link("inventory", "Open the inventory", view)
how_measured("overview")
link_and_sources(view.loaded, view.filtered)

if clicked:
    st.switch_page(view_page("network"), query_params=address_words() | {"organization": clicked})
