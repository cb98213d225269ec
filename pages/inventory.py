"""Inventory: what is here and what is missing; bring one's own, mend and edit it, take everything along."""

import streamlit as st

from components.analysis import sentences
from components.ui.frame.page_footer import show_footer
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, say_if_empty
from components.ui.views.inventory.bringing import show_bringing_step
from components.ui.views.inventory.contents import show_tables, show_what_is_missing
from components.ui.views.inventory.downloads import show_downloads, show_templates
from components.ui.views.inventory.editing import show_editing
from components.ui.views.inventory.incoming import offer_review_again
from components.ui.views.inventory.matching import show_pairs
from components.ui.views.inventory.problem_list import show_problems
from components.ui.views.inventory.row_counts import show_row_counts
from components.ui.views.inventory.upload import show_upload
from components.ui.views.inventory.work_parts import choose_part
from components.ui.widgets.measured import show_how_measured

view = open_view("inventory")
if show_bringing_step():
    st.stop()
say_if_empty(view)
st.markdown(f"**{plain(sentences.describe_inventory(view.whole))}**")

draft = view.loaded.draft
part = choose_part(view) if draft else "here"
if part == "mend":
    show_problems(view.loaded)
    offer_review_again()
elif part == "same" and draft:
    show_pairs(view.loaded, draft)
elif part == "edit" and draft:
    show_editing(view.loaded, draft)
else:
    if draft:
        show_row_counts(view.loaded, draft)
    elif view.loaded.problems:
        show_problems(view.loaded)
    bring, take = st.columns(2, gap="large")
    with bring:
        show_upload()
    with take:
        show_downloads(view)
        show_templates()
    show_what_is_missing(view)
    show_tables(view)
show_how_measured("inventory")
show_footer(view.loaded, view.filtered)
