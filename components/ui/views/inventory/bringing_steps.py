"""The steps that files take on their way in: looked over, and compared with what is in view."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st

from components.ui.frame.filter_bar import leave_city_out
from components.ui.frame.kept_files import are_files_kept
from components.ui.frame.loading import find_upload
from components.ui.frame.text import plain
from components.ui.frame.visit import set_address
from components.ui.views.inventory import words
from components.ui.views.inventory.incoming_files import IncomingFiles, find_waiting, forget_incoming, open_incoming
from components.ui.views.inventory.own_inventory import is_kept
from components.ui.views.inventory.problem_table import show_problem_lines, tabulate_problems
from components.ui.widgets.long_work import is_at_work

# A component of its own: the content security policy lets no script inside a page run.
_MANNERS = (Path(__file__).parent / "page_manners.js").read_text("utf-8")
_mind_the_page = st.components.v2.component("atlas_page_manners", js=_MANNERS)


def is_on_the_way_in() -> bool:
    """Whether files are being read or wait for an answer. Work on what is in view already is none of that."""
    return find_waiting() is not None or (is_at_work() and find_upload() is None)


def show_head_of_steps(incoming: IncomingFiles | None) -> None:
    """Show the heading of the way in, which of its steps this is, and what is to be done."""
    leave_city_out(incoming.token if incoming else "")
    heading, what = words.BRING, ""
    if incoming:
        step = next_step(incoming)
        heading, what = words.STEPS[step]
    st.set_page_config(page_title=words.BRING)
    st.markdown(f"## {heading.format(files=plain(incoming.called) if incoming else '')}")
    if what:
        st.markdown(what)


def mind_the_page(incoming: IncomingFiles | None) -> None:
    """Show each step from its heading, and have the browser ask before changes are left that only this visit has.

    Streamlit leaves the page scrolled as far down as it was in the step before.
    """
    step = f"{incoming.token} {'comparing' if incoming.draft else 'looking over'}" if incoming else ""
    is_unsaved = not (is_kept() and (incoming is None or are_files_kept()))
    with st.container(key="step"):
        _mind_the_page(key="page-manners", data={"step": step, "unsaved": is_unsaved})


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
    why = [problem for problem in draft.problems if problem.rule != "organizations table missing"]
    show_problem_lines(tabulate_problems(draft.inventory, why or draft.problems))
    st.button(words.CHOOSE_ANOTHER_FILE, type="primary", key="leave-alone", on_click=_choose_another)


def _choose_another() -> None:
    forget_incoming()
    set_address(part=None)
