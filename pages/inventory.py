"""Inventory: what is here and what is missing; bring one's own, see its problems, take everything along."""

import streamlit as st

from components.analysis import inventory_sentence
from components.ui.foot import link_and_sources
from components.ui.inventory_parts import downloads, problem_list, table_browser, templates, upload, what_is_missing
from components.ui.measured import how_measured
from components.ui.text import plain
from components.ui.view import open_view, say_if_empty

view = open_view("inventory")
say_if_empty(view)
st.markdown(f"**{plain(inventory_sentence(view.whole))}**")

if view.loaded.problems:
    problem_list(view.loaded)
what_is_missing(view)
bring, take = st.columns(2, gap="large")
with bring:
    upload()
with take:
    templates()
    downloads(view)
table_browser(view)
how_measured("inventory")
link_and_sources(view.loaded, view.filtered)
