"""Overview: what stands out, who is here, how strong, who is at the table, and how much of this is known."""

import streamlit as st

from components.analysis import headline_figures, sentences
from components.ui.frame.page_footer import show_footer
from components.ui.frame.view import open_view, show_lead, stop_if_empty
from components.ui.views.overview.finding_list import choose_findings, show_finding_rows, show_findings
from components.ui.views.overview.summaries import (
    show_elements,
    show_headline_figures,
    show_how_much_is_known,
    show_small_grid,
)
from components.ui.widgets.links import show_view_link
from components.ui.widgets.measured import show_how_measured
from components.ui.widgets.still_map import show_still_map

view = open_view("overview")
stop_if_empty(view)
show_lead(view.remember("overview lead", lambda: sentences.describe_overview(view.filtered, view.whole)))

stands_out, who = st.columns([7, 10], gap="medium")
with stands_out:
    show_headline_figures(view.remember("headline figures", lambda: headline_figures(view.filtered, whole=view.whole)))
    st.markdown("### What stands out")
    found = choose_findings(view)
    show_findings(view, found)
with who:
    show_still_map(view)
    show_view_link("network", "Open the network", view)
show_finding_rows(view, found)

st.markdown("### How strong")
show_elements(view)
show_view_link("strength", "Open element strength", view)

st.markdown("### Who is at the table")
show_small_grid(view)
show_view_link("representation", "Open representation", view)

st.markdown("### How much of this is known")
show_how_much_is_known(view)
show_view_link("inventory", "Open the inventory", view)
show_how_measured("overview")
show_footer(view.loaded, view.filtered)
