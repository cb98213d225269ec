"""The network in figures, in folds under the map: who has no tie, and the figures that need explaining."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.analysis import NetworkSummary
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.visit import set_address
from components.ui.views.network import words

_FIRST_ALONE = 40  # names; more would make a long page


def show_figures(view: View, summary: NetworkSummary) -> None:
    """Show in folds who has no working tie, and the network's figures in plain words."""
    if summary.isolates is None:  # the sentence above says that who works with whom is not known
        return
    if summary.isolates:
        _show_alone(view, summary.isolated)
    folded = st.expander(words.FIGURES, on_change="rerun", key="figures")
    if folded.open:
        folded.markdown("\n".join(f"- {line}" for line in (*_plain_figures(summary), *_further_figures(summary))))


def _show_alone(view: View, alone: Sequence[str]) -> None:
    """Show the organizations without a working tie, each a way to its card and to its place on the map."""
    folded = st.expander(words.WHO_HAS_NO_TIE.format(count=len(alone)), on_change="rerun", key="alone")
    if not folded.open:
        return
    with folded, st.container(gap=None):
        for each in alone[:_FIRST_ALONE]:
            name = plain(view.loaded.names[each])
            st.button(name, key=f"alone-{each}", type="tertiary", on_click=set_address, kwargs={"organization": each})
        if len(alone) > _FIRST_ALONE:
            st.caption(words.MORE_WITHOUT_A_TIE.format(count=len(alone) - _FIRST_ALONE))


def _plain_figures(summary: NetworkSummary) -> list[str]:
    return [
        words.TIES.format(
            organizations=counted(summary.organizations, "organization"), ties=counted(summary.ties, "working tie")
        ),
        words.LARGEST_PART.format(count=_count(summary.largest_component)),
        words.WITHOUT_A_TIE.format(count=_count(summary.isolates)),
        words.CLUSTERS.format(count=_count(summary.clusters)),
    ]


def _further_figures(summary: NetworkSummary) -> list[str]:
    possible, over = summary.possible_ties, summary.ei_ties
    return [
        words.DENSITY.format(
            density=_ratio(summary.density, 3),
            possible=words.OF_POSSIBLE.format(ties=summary.ties, possible=possible) if possible else "",
        ),
        words.CENTRALIZATION.format(centralization=_ratio(summary.centralization, 2)),
        words.CONNECTED_PARTS.format(count=_count(summary.components)),
        words.EI_INDEX.format(
            index=_ratio(summary.ei_index, 2),
            expected=_ratio(summary.ei_expected, 2),
            counted_over=words.COUNTED_OVER.format(ties=counted(over, "tie")) if over else "",
        ),
        words.CURRENCY_UNKNOWN.format(count=_count(summary.currency_unknown)),
    ]


def _count(count: int | None) -> str:
    return words.COUNT_NOT_KNOWN if count is None else f"{count:,}"


def _ratio(value: float | None, digits: int) -> str:
    return words.RATIO_NOT_KNOWN if value is None or pd.isna(value) else f"{value:.{digits}f}"
