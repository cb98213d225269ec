"""Network: who works with whom, on a map that opens each organization's card."""

import streamlit as st

from components.analysis import network_summary, sentences
from components.ui.frame.page_footer import show_footer
from components.ui.frame.view import open_view, show_lead, stop_if_empty
from components.ui.views.network.controls import open_card, show_map_controls
from components.ui.views.network.network_figures import show_figures
from components.ui.views.network.network_tables import organization_table, tie_table
from components.ui.widgets.card import show_organization_card
from components.ui.widgets.measured import show_how_measured
from components.ui.widgets.network_map import show_network_map
from components.ui.widgets.tables import show_table_fold

view = open_view("network")
stop_if_empty(view)
sentence = st.container()  # worked out once the map is on its way: a filter is seen there first

with st.container(key="map-row"):
    size, also, organization = show_map_controls(view)
    map_side, card_side = st.columns([5, 2], gap="small")
with map_side:
    show_network_map(view, "network", size=size, also=also, selected=organization, on_pick=open_card)
with card_side:
    if organization:
        with st.container(key="card"):
            show_organization_card(view, organization)
summary = view.remember("summary", lambda: network_summary(view.filtered, whole=view.whole))
with sentence:
    show_lead(view.remember("lead", lambda: sentences.describe_network(view.filtered, summary, whole=view.whole)))

show_figures(view, summary)
show_table_fold("Organizations as a table", lambda: organization_table(view), "organizations")
show_table_fold("Ties as a table", lambda: tie_table(view), "ties")
with st.container(key="after-map"):
    show_how_measured("network")
    show_footer(view.loaded, view.filtered)
