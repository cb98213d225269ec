"""The steps that files take on their way in: looked over, and compared with what is in view."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from components.ui.frame.loading import find_upload
from components.ui.frame.visit import set_address
from components.ui.views.inventory import words
from components.ui.views.inventory.incoming_files import IncomingFiles, forget_incoming, open_incoming
from components.ui.views.inventory.problem_table import show_problem_lines, tabulate_problems

_TO_TOP = """<script>
{{ const step = "{step}";
if (step !== (window.atlasStep ?? "")) document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
window.atlasStep = step; }}
</script>"""


def show_from_top(incoming: IncomingFiles | None) -> None:
    """Show each step from its heading: Streamlit leaves the page scrolled as far down as it was in the step before."""
    step = f"{incoming.token} {'comparing' if incoming.draft else 'looking over'}" if incoming else ""
    with st.container(key="step"):
        st.html(_TO_TOP.format(step=step), unsafe_allow_javascript=True)


def next_step(incoming: IncomingFiles) -> Literal["review", "nothing read", "compare"]:
    """Find what a person does next with files on their way in, and give it.

    Files that are read, with nothing of the visitor's own to compare them with, are opened at once in a new run.
    """
    own = find_upload()
    if incoming.draft is None:
        return "review"
    if not incoming.draft.text_tables:
        return "nothing read"
    if own is None or own.draft is None:
        open_incoming(incoming.draft, incoming)
        st.rerun()
    return "compare"


def show_why_nothing_was_read(incoming: IncomingFiles) -> None:
    """Say why nothing could be read from these files; what is in view stays as it is."""
    draft = incoming.draft
    if draft is None:
        return
    st.markdown(words.STAYS_AS_IT_WAS)
    why = [problem for problem in draft.problems if problem.rule != "organizations table missing"]
    show_problem_lines(tabulate_problems(draft.inventory, why or draft.problems))
    st.button(words.CHOOSE_ANOTHER_FILE, type="primary", key="leave-alone", on_click=_choose_another)


def _choose_another() -> None:
    forget_incoming()
    set_address(part=None)
