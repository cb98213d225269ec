"""Inventory: bring a list of one's own, see what is here and what would add most, mend and edit it, take it along."""

import streamlit as st

from components.analysis import sentences
from components.ui.frame.loading import find_upload
from components.ui.frame.page_footer import show_footer
from components.ui.frame.view import open_view, say_if_empty, show_lead
from components.ui.views.inventory import bringing_steps
from components.ui.views.inventory.comparison import show_comparison
from components.ui.views.inventory.contents import show_how_much_is_here, show_tables
from components.ui.views.inventory.downloads import show_downloads, show_templates
from components.ui.views.inventory.editing import show_editing
from components.ui.views.inventory.incoming_files import find_waiting, offer_review_again, take_up_waiting
from components.ui.views.inventory.keeping.parts import is_about_keeping, show_kept_part
from components.ui.views.inventory.likely_pairs import show_pairs
from components.ui.views.inventory.merging_by_hand import show_merging_by_hand
from components.ui.views.inventory.problem_list import show_problems
from components.ui.views.inventory.row_counts import show_row_counts
from components.ui.views.inventory.suggested_mends import offer_suggestions
from components.ui.views.inventory.table_review import show_table_review
from components.ui.views.inventory.upload import show_upload
from components.ui.views.inventory.work_parts import choose_part
from components.ui.widgets.long_work import show_work
from components.ui.widgets.measured import show_how_measured

take_up_waiting()
incoming, own = find_waiting(), find_upload()
bringing_steps.mind_the_page(incoming)
if bringing_steps.is_on_the_way_in():  # its steps stand under a heading of their own, not under a city's
    bringing_steps.show_head_of_steps(incoming)
    step = None if show_work() or not incoming else bringing_steps.next_step(incoming)
    if incoming and step == "review":
        show_table_review(incoming)
    elif incoming and step == "nothing read":
        bringing_steps.show_why_nothing_was_read(incoming)
    elif incoming and own and step == "compare":
        show_comparison(incoming, own)
    st.stop()

view = open_view("inventory")
loaded = view.loaded
if show_work():  # while it is changed, the page shows nothing else
    st.stop()
say_if_empty(view)
if (part := choose_part(view)) == "mend":
    st.markdown("### What to mend")
    show_row_counts(loaded)
    offer_suggestions(loaded)
    show_problems(loaded)
    offer_review_again()
elif part == "same":
    st.markdown("### Could these be the same organization?")
    show_pairs(loaded)
    show_merging_by_hand(loaded)
elif is_about_keeping(part):
    show_kept_part(part, loaded)
elif part == "edit":
    st.markdown("### Edit")
    show_editing(loaded)
else:
    show_lead(sentences.describe_inventory(view.whole))
    show_row_counts(loaded)
    bring, take = st.columns([3, 2], gap="medium")
    with bring.container(key="wide-bring", height="stretch"):
        st.markdown("### Bring another file" if own else "### Bring your own list")
        show_upload()
        show_templates()
    with take.container(key="wide-take", height="stretch"):
        st.markdown("### Take it along")
        show_downloads(view)
    st.markdown("### What is here, and what would add most")
    show_how_much_is_here(view)
    st.markdown("### The tables")
    show_tables(view)
    if loaded.problems and not loaded.draft:  # a folder of a team's own, which is mended in its files
        st.markdown("### What was found while reading")
        show_problems(loaded)
show_how_measured("inventory")
show_footer(loaded, view.filtered)
