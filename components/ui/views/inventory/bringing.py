"""The steps that files take on their way in: worked on, looked over, and compared with what is in view."""

from __future__ import annotations

import streamlit as st

from components.drafts import Draft
from components.ui.frame.loading import find_upload
from components.ui.frame.text import plain
from components.ui.frame.visit import set_address
from components.ui.views.inventory.comparison import show_comparison
from components.ui.views.inventory.incoming import Incoming, find_waiting, forget_incoming, open_incoming
from components.ui.views.inventory.problem_table import show_problem_lines, tabulate_problems
from components.ui.views.inventory.table_review import show_table_review
from components.ui.widgets.long_work import show_work


def show_bringing_step() -> bool:
    """Draw the step that files on their way in are at; gives whether there are any, and the page shows nothing else."""
    if show_work():
        return True
    incoming = find_waiting()
    _begin_at_top(incoming)
    if incoming is None:
        return False
    own = find_upload()
    if incoming.draft is None:
        show_table_review(incoming)
    elif not incoming.draft.text_tables:
        _nothing_in_it(incoming, incoming.draft)
    elif own is None or own.draft is None:
        open_incoming(incoming.draft, incoming)
        st.rerun()
    else:
        show_comparison(incoming, incoming.draft, own, own.draft)
    return True


def _nothing_in_it(incoming: Incoming, coming: Draft) -> None:
    """Say of files without any table why they have none; what is in view stays as it is."""
    st.markdown(f"### Nothing could be read of {plain(incoming.called)}")
    st.markdown("What was in view stays as it was.")
    why = [problem for problem in coming.problems if problem.rule != "organizations table missing"]
    show_problem_lines(tabulate_problems(coming.inventory, why or coming.problems))
    st.button("Choose another file", type="primary", key="leave-alone", on_click=_choose_another)


def _choose_another() -> None:
    forget_incoming()
    set_address(part=None)


_TO_TOP = """<script>
{{ const step = "{step}";
if (step !== (window.atlasStep ?? "")) document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
window.atlasStep = step; }}
</script>"""


def _begin_at_top(incoming: Incoming | None) -> None:
    """Show each step from its heading: Streamlit leaves a page as far down as the one before was."""
    step = f"{incoming.token} {'comparing' if incoming.draft else 'looking over'}" if incoming else ""
    with st.container(key="step"):
        st.html(_TO_TOP.format(step=step), unsafe_allow_javascript=True)
