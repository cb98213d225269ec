"""The findings that head the overview, each on a card with its kind, and a link to the view that shows it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.analysis import Finding, findings
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import VIEWS
from components.ui.views.overview import words
from components.ui.widgets.links import write_link
from components.ui.widgets.tables import show_rows_behind

_MANY_ROWS = 400  # of one finding; more would keep a browser waiting


def choose_findings(view: View) -> list[Finding]:
    """Find what stands out in the whole city, and give the few findings that concern what the filters leave."""
    everything = view.loaded.remember("findings", lambda: findings(view.whole))
    return view.remember(
        "headlines", lambda: view.filters.choose_headlines(everything, view.filtered, words.MOST_FINDINGS)
    )


def show_findings(view: View, found: Sequence[Finding]) -> None:
    """Show each finding as a card.

    They are one text, in which each is a quotation: as elements of their own they take a browser much longer.
    """
    if not view.filters.is_empty:
        st.caption(words.ABOUT_THE_WHOLE_CITY)
    if not found:
        st.markdown(words.NOTHING_STANDS_OUT)
        return
    with st.container(key="findings"):
        st.markdown("\n\n".join(_write_card(view, finding) for finding in found))


def _write_card(view: View, finding: Finding) -> str:
    icon, colour, label = words.GROUPS[finding.group]
    # A finding is about the whole city, so its link leaves the other filters behind.
    address = write_link(finding.view, view.city_words | dict(finding.query))
    link = f"[:material/arrow_forward: {words.SEE_IT_IN.format(view=VIEWS[finding.view].title)}](<{address}>)"
    return f"> :{colour}-badge[{icon} {label}]\n>\n> {plain(finding.sentence)}\n>\n> {link}"


def show_finding_rows(view: View, found: Sequence[Finding]) -> None:
    """Show in a fold the rows behind all findings."""
    folded = st.expander(words.ROWS_BEHIND_FINDINGS, on_change="rerun", key="finding-rows")
    if folded.open:
        with folded:
            for number, finding in enumerate(found):
                st.markdown(f"**{plain(finding.sentence)}**")
                show_rows_behind(view.whole, finding.rows[:_MANY_ROWS], f"finding-{number}")
