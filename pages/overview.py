"""Overview: what stands out, who is here, how strong, who is at the table, and how much of this is known."""

import streamlit as st

from components.analysis import element_strength, observed_strength, sentences
from components.ui.frame.page_footer import show_footer
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, stop_if_empty
from components.ui.frame.views import view_page
from components.ui.frame.visit import address_words
from components.ui.views.overview.finding_list import choose_findings, show_findings
from components.ui.views.overview.summaries import show_elements, show_how_much_is_known, show_small_grid
from components.ui.widgets.links import show_view_link
from components.ui.widgets.measured import show_how_measured
from components.ui.widgets.network_map import show_network_map

view = open_view("overview")
stop_if_empty(view)
st.markdown(f"**{plain(sentences.describe_overview(view.filtered, view.whole))}**")

st.markdown("### What stands out")
show_findings(view, choose_findings(view))

who, strong = st.columns([1, 1], gap="large")
with who:
    st.markdown("### Who is here")
    with st.container(key="small-map"):
        clicked = show_network_map(view, "overview")
    show_view_link("network", "Open the network", view)
with strong:
    st.markdown("### How strong")
    perceived = view.remember("perceived", lambda: element_strength(view.filtered))
    observed = view.remember("observed", lambda: observed_strength(view.filtered, whole=view.whole))
    show_elements(view, perceived, observed)
    show_view_link("strength", "Open element strength", view)

st.markdown("### Who is at the table")
show_small_grid(view)
show_view_link("representation", "Open representation", view)

st.markdown("### How much of this is known")
show_how_much_is_known(view.whole)
show_view_link("inventory", "Open the inventory", view)
show_how_measured("overview")
show_footer(view.loaded, view.filtered)

if clicked:
    st.switch_page(view_page("network"), query_params=address_words() | {"organization": clicked})
