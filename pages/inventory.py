"""Inventory: what is here and what is missing; bring one's own, mend and edit it, take everything along."""

import streamlit as st

from components.analysis import inventory_sentence
from components.ui.frame.page_footer import link_and_sources
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, say_if_empty
from components.ui.views.inventory.bringing import bringing
from components.ui.views.inventory.contents import table_browser, what_is_missing
from components.ui.views.inventory.downloads import downloads, templates
from components.ui.views.inventory.editing import editing
from components.ui.views.inventory.incoming import look_over_again
from components.ui.views.inventory.matching import matching
from components.ui.views.inventory.problem_list import problem_list
from components.ui.views.inventory.row_counts import row_counts
from components.ui.views.inventory.upload import upload
from components.ui.views.inventory.work_parts import parts
from components.ui.widgets.measured import how_measured

view = open_view("inventory")
if bringing():
    st.stop()
say_if_empty(view)
st.markdown(f"**{plain(inventory_sentence(view.whole))}**")

draft = view.loaded.draft
part = parts(view) if draft else "here"
if part == "mend":
    problem_list(view.loaded)
    look_over_again()
elif part == "same" and draft:
    matching(view.loaded, draft)
elif part == "edit" and draft:
    editing(view.loaded, draft)
else:
    if draft:
        row_counts(view.loaded, draft)
    elif view.loaded.problems:
        problem_list(view.loaded)
    bring, take = st.columns(2, gap="large")
    with bring:
        upload()
    with take:
        downloads(view)
        templates()
    what_is_missing(view)
    table_browser(view)
how_measured("inventory")
link_and_sources(view.loaded, view.filtered)
