"""The findings that head the overview, each with a link and the rows it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.analysis import Finding, concerning, findings, headlines
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import VIEWS
from components.ui.widgets.links import city_words, page_link
from components.ui.widgets.tables import rows_behind

# Where each finding is shown, and the rows it was computed from.
_MANY_ROWS = 400


def findings_in_view(view: View) -> list[Finding]:
    """The few findings that head the overview: of the whole city, those that concern what the filters leave."""
    everything = view.loaded.remember("findings", lambda: findings(view.whole))
    if view.filters.is_empty:
        return headlines(everything)
    filters = view.filters
    return view.remember(
        "headlines",
        lambda: headlines(
            concerning(everything, view.filtered, issue_areas=filters.issue_areas, communities=filters.communities)
        ),
    )


def finding_list(view: View, found: Sequence[Finding]) -> None:
    """Each finding as a sentence, with a link to the view that shows it and the rows it rests on."""
    if not view.filters.is_empty:
        st.caption("Findings are about the whole city; these concern the organizations in view.")
    if not found:
        st.markdown("Nothing stands out by the thresholds in “How this is measured”.")
    for number, finding in enumerate(found, 1):
        said, seen = st.columns([4, 1.6], vertical_alignment="center")
        said.markdown(f"{number}. {plain(finding.sentence)}")
        with seen:
            page_link(finding.view, f"See it in {VIEWS[finding.view]}", _address(view, finding))
    folded = st.expander("The rows behind these findings", on_change="rerun", key="finding-rows")
    if folded.open:
        with folded:
            for number, finding in enumerate(found):
                st.markdown(f"**{plain(finding.sentence)}**")
                rows_behind(view.whole, finding.rows[:_MANY_ROWS], f"finding-{number}")


def _address(view: View, finding: Finding) -> dict[str, str]:
    """A finding is about the whole city, so its link leaves the other filters behind."""
    return city_words(view) | dict(finding.query)
