"""The network in words, figures and tables."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import NetworkSummary, ties
from components.ui.text import number_of
from components.ui.view import View


def summary_figures(summary: NetworkSummary) -> None:
    """The network's figures, each with what it is counted from."""
    st.markdown("### The network in figures")
    lines = [
        f"- {number_of(summary.organizations, 'organization')}, {number_of(summary.ties, 'working tie')} on record",
        f"- {_ratio(summary.density, 3)} density: the share of possible ties that are on record",
        f"- {_ratio(summary.centralization, 2)} centralization: 0 where all are alike, 1 where all ties meet in one",
        f"- {number_of(summary.components, 'connected part')}; the largest holds {summary.largest_component:,}",
        f"- {number_of(summary.isolates, 'organization')} with no working tie on record",
        f"- {number_of(summary.clusters, 'cluster')} of organizations that work together more than with others",
        f"- {_ratio(summary.ei_index, 2)} E-I index ({_ratio(summary.ei_expected, 2)} expected): −1 where all ties are "
        "within a type, 1 where all cross types",
        f"- {number_of(summary.currency_unknown, 'tie')} whose currency is not known",
    ]
    st.markdown("\n".join(lines))
    st.caption("Choose an organization on the map, or find it by name, to open its card.")


def _ratio(value: float | None, digits: int) -> str:
    return "not known:" if value is None or pd.isna(value) else f"{value:.{digits}f}"


def organization_table(view: View) -> pd.DataFrame:
    """A row an organization left by the filter, with its measures in the filtered network."""
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
