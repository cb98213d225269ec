"""The network in words, figures and tables."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import NetworkSummary, ties, untied
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.visit import set_address

_FIRST_ALONE = 12  # names; more would bury the figures


def summary_figures(view: View, summary: NetworkSummary) -> None:
    """The network's figures in plain words, who stands alone, and the figures that need explaining in a fold."""
    st.caption("Choose an organization on the map, or find it by name, to open its card.")
    if summary.isolates is None:  # the sentence above says that who works with whom is not known
        return
    lines = [
        f"{counted(summary.organizations, 'organization')}, {counted(summary.ties, 'working tie')} on record",
        f"{_count(summary.largest_component)} in the largest connected part",
        f"{_count(summary.isolates)} with no working tie on record",
        f"{_clusters(summary.clusters)} that work together more than with others",
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    if summary.isolates:
        _alone(view)
    with st.expander("More figures"):
        st.markdown("\n".join(f"- {line}" for line in _figures(summary)))


def _alone(view: View) -> None:
    """The organizations without a working tie, each a way to its card and to its place on the map."""
    alone = view.remember("untied", lambda: untied(view.filtered))
    folded = st.expander("Without a working tie on record", expanded=len(alone) <= _FIRST_ALONE)
    with folded, st.container(gap=None):
        for each, name in zip(alone["id"].head(_FIRST_ALONE), alone["name"], strict=False):
            st.button(
                plain(name), key=f"alone-{each}", type="tertiary", on_click=set_address, kwargs={"organization": each}
            )
        if len(alone) > _FIRST_ALONE:
            st.caption(f"And {len(alone) - _FIRST_ALONE:,} more: in the table of organizations they have 0 ties.")


def _clusters(count: int | None) -> str:
    return "not known: clusters" if count is None else counted(count, "cluster")


def _figures(summary: NetworkSummary) -> list[str]:
    possible = f" ({summary.ties:,} of {summary.possible_ties:,} possible ties)" if summary.possible_ties else ""
    resting = f" Counted over {counted(summary.ei_ties, 'tie')} with both types known." if summary.ei_ties else ""
    return [
        f"Density: {_ratio(summary.density, 3)}{possible}.",
        f"Centralization: {_ratio(summary.centralization, 2)}. 0 where all are alike, 1 where all ties meet in one.",
        f"Connected parts: {_count(summary.components)}.",
        f"E-I index: {_ratio(summary.ei_index, 2)}; {_ratio(summary.ei_expected, 2)} expected. −1 where all ties are "
        f"within a type, 1 where all cross types.{resting}",
        f"Ties of which it is not known whether they are still active: {_count(summary.currency_unknown)}.",
    ]


def _count(count: int | None) -> str:
    return "not known:" if count is None else f"{count:,}"


def _ratio(value: float | None, digits: int) -> str:
    return "not known" if value is None or pd.isna(value) else f"{value:.{digits}f}"


def organization_table(view: View) -> pd.DataFrame:
    """A row an organization left by the filter, with its measures in the network of the whole city."""
    organizations = view.filtered.organizations
    columns = ["id", "degree", "betweenness", "constraint", "effective_size", "component", "cluster"]
    measured = view.loaded.measures[columns]
    shown = organizations[["id", "name", "type", "issue_areas", "serves", "led_by"]]
    table = shown.merge(measured, on="id").sort_values("degree", ascending=False).drop(columns="id")
    return table.rename(columns=lambda name: name.replace("_", " ").capitalize())


def tie_table(view: View) -> pd.DataFrame:
    """A row a tie left by the filter, with its kinds, level and status."""
    names = view.whole.organizations.set_index("id")["name"]
    left = ties(view.filtered)
    table = left.assign(a=left["a"].map(names), b=left["b"].map(names))
    table = table[["a", "b", "kinds", "level", "disagreement", "status", "basis", "held_by"]]
    labels = {"a": "Organization", "b": "And", "held_by": "Rests on", "disagreement": "Sides differ by"}
    return table.rename(columns=lambda name: labels.get(name, name.capitalize()))
