"""Inventory: what is here and what is missing; bring one's own, mend and edit it, take everything along."""

import streamlit as st

from components.analysis import sentences
from components.ui.frame.loading import find_upload
from components.ui.frame.page_footer import show_footer
from components.ui.frame.text import plain
from components.ui.frame.view import open_view, say_if_empty, show_lead
from components.ui.views.inventory import words
from components.ui.views.inventory.bringing_steps import next_step, show_from_top, show_why_nothing_was_read
from components.ui.views.inventory.comparison import show_comparison
from components.ui.views.inventory.contents import show_tables, show_what_is_missing
from components.ui.views.inventory.downloads import show_downloads, show_templates
from components.ui.views.inventory.editing import show_editing
from components.ui.views.inventory.incoming_files import find_waiting, offer_review_again
from components.ui.views.inventory.likely_pairs import show_pairs
from components.ui.views.inventory.problem_list import show_problems
from components.ui.views.inventory.row_counts import show_row_counts
from components.ui.views.inventory.suggested_mends import offer_suggestions
from components.ui.views.inventory.table_review import show_table_review
from components.ui.views.inventory.upload import show_upload
from components.ui.views.inventory.work_parts import choose_part
from components.ui.widgets.long_work import show_work
from components.ui.widgets.measured import show_how_measured

view = open_view("inventory")
loaded, own = view.loaded, find_upload()

if show_work():  # while files are read, the page shows nothing else
    st.stop()
incoming = find_waiting()
show_from_top(incoming)
if incoming:
    step = next_step(incoming)
    if step == "review":
        st.markdown("### Bring your own, step 1: what each table is")
        st.markdown(words.LOOK_THE_GUESSES_OVER)
        show_table_review(incoming)
    elif step == "nothing read":
        st.markdown(f"### Nothing could be read of {plain(incoming.called)}")
        show_why_nothing_was_read(incoming)
    elif own:
        st.markdown(f"### What should {plain(incoming.called)} do?")
        show_comparison(incoming, own)
    st.stop()

say_if_empty(view)
show_lead(sentences.describe_inventory(view.whole))
part = choose_part(loaded)
if part == "mend" or (part == "here" and loaded.problems and not loaded.draft):
    st.markdown("### What was found while reading")
    show_row_counts(loaded)
    offer_suggestions(loaded)
    show_problems(loaded)
if part == "mend":
    offer_review_again()
elif part == "same":
    st.markdown("### Could these be the same organization?")
    show_pairs(loaded)
elif part == "edit":
    st.markdown("### Edit")
    show_editing(loaded)
else:
    show_row_counts(loaded)
    bring, take = st.columns(2, gap="large")
    with bring:
        st.markdown("### Bring another file" if own else "### Bring your own")
        show_upload()
    with take:
        st.markdown("### Take it along")
        show_downloads(view)
        st.markdown("### Start from a template")
        show_templates()
    st.markdown("### What is here, and what is missing")
    show_what_is_missing(view)
    st.markdown("### The tables")
    show_tables(view)
show_how_measured("inventory")
show_footer(loaded, view.filtered)
