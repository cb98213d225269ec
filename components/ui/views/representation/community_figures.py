"""One community in figures, and the seats of all communities beside their shares of the people."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import parity_said
from components.charts import parity_figure, power_figure, with_parity
from components.inventory.text import counted, with_capital
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.representation.representation_grid import Table
from components.ui.widgets.figures import picture_scale, show_wide_figure
from components.ui.widgets.tables import rows_behind, table_twin

_PARITY_NOTE = (
    "Parity is the community's share of the seats whose holders are known, over its share of the people. From 0.8 to "
    "1.2 counts as near parity. That band is borrowed from clinical trials, where it is used for participation-to-"
    "prevalence ratios; using it for seats at a table is ours. Seats that only speak for a community don't count."
)
_COMMUNITIES = {
    "community": "Community",
    "marginalized": "Marginalized",
    "population_share": "Share of the people",
    "leads": "Organizations it leads",
    "serves": "Organizations that serve it",
    "serves_through": "Of these, only through an initiative",
    "held": "Seats its members hold",
    "speaks_for": "Seats that speak for it",
    "connected": "Connected",
    "bridging": "Bridging",
    "power_mean": "Mean power, 0 to 5",
    "power_seats": "Seats of known power",
    "parity": "Parity",
    "parity_words": "Parity in words",
    "parity_seats": "Seats whose holders are known",
}


def community_measures(view: View, table: Table, community: str) -> None:
    """Presence, connection, power and parity of one community, in words and one small picture."""
    row = table.communities.set_index("community", drop=False).loc[community]
    st.markdown(f"### {plain(with_capital(community))} in figures")
    words, power = st.columns(2, gap="large")
    with words:
        st.markdown("\n".join(f"- {line}" for line in (_present_words(row), *_connected_words(row), _parity_line(row))))
    with power:
        if pd.notna(row["power_seats"]) and row["power_seats"]:
            show_wide_figure(power_figure(row, scale=picture_scale()), "power")
        else:
            none = pd.notna(row["held"]) and row["held"] == 0
            why = "none: its members hold no seat on record" if none else "not known: no seat of theirs has its power"
            st.markdown(f"**Power:** {why}.")
    folded = st.expander("The rows behind these figures", on_change="rerun", key="community-rows")
    if folded.open:
        with folded:
            columns = ("leads_rows", "serves_rows", "held_rows", "speaks_for_rows", "parity_rows")
            rows_behind(view.whole, tuple(reference for name in columns for reference in row[name]), "community")
    table_twin("All communities as a table", lambda: _community_table(table.communities), "communities")


def parity_picture(table: Table) -> None:
    """Share of seats beside share of the people, where both are known."""
    st.markdown("### Share of seats and share of people")
    known = with_parity(table.communities)
    if known.empty:
        st.markdown("Not known: parity needs a community's share of the people, and who holds the seats at tables.")
    else:
        show_wide_figure(parity_figure(known, scale=picture_scale()), "parity")
        unknown = len(table.communities) - len(known)
        if unknown:
            st.caption(f"Not known for {counted(unknown, 'further community', 'further communities')}.")
    st.caption(_PARITY_NOTE)


def _present_words(row: pd.Series) -> str:
    counts = {
        "leads": ("organization", "led by it"),
        "serves": ("organization", "serving it"),
        "held": ("seat", "held by its members"),
        "speaks_for": ("seat", "speaking for it"),
    }
    known = [f"{counted(int(row[name]), noun)} {how}" for name, (noun, how) in counts.items() if pd.notna(row[name])]
    unknown = [f"{noun}s {how}" for name, (noun, how) in counts.items() if pd.isna(row[name])]
    parts = [" · ".join(known)] if known else []
    parts += [f"not known: {', '.join(unknown)}"] if unknown else []
    return f"**Present:** {'; '.join(parts)}"


def _connected_words(row: pd.Series) -> list[str]:
    if pd.isna(row["leads"]):
        return ["**Connected and bridging:** not known: who leads is on record for no organization"]
    if pd.isna(row["connected"]):
        return ["**Connected and bridging:** it leads fewer than five organizations: counts and names only, no ratio"]
    bridging = "not known" if pd.isna(row["bridging"]) else f"{row['bridging']:.2f} times their share of organizations"
    return [
        f"**Connected:** the {row['leads']} organizations it leads have {row['connected']:.2f} times the ties of all "
        "whose leadership is known",
        f"**Bridging:** their share of betweenness is {bridging}",
    ]


def _parity_line(row: pd.Series) -> str:
    if pd.isna(row["parity"]):
        return "**Parity:** not known: it needs its share of the people, and who holds the seats"
    word = parity_said(row["parity_words"], bool(row["one_seat_changes"]))
    return (
        f"**Parity:** {row['held']} of {counted(int(row['parity_seats']), 'seat')}, for "
        f"{100 * row['population_share']:.3g} of 100 people: {row['parity']:.2f}, {word}"
    )


def _community_table(communities: pd.DataFrame) -> pd.DataFrame:
    ratios = dict.fromkeys(("connected", "bridging", "power_mean", "parity"), 2)
    return communities[list(_COMMUNITIES)].round(ratios).rename(columns=_COMMUNITIES)
