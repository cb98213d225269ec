"""One community in figures, and the seats of all communities beside their shares of the people."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.charts import parity_figure, power_figure
from components.inventory.text import counted
from components.ui.frame.view import View
from components.ui.views.representation import words
from components.ui.views.representation.representation_grid import Representation
from components.ui.widgets.figures import picture_scale, show_kept_figure, show_wide_figure
from components.ui.widgets.tables import show_rows_behind, show_table_fold

_ROWS = ("leads_rows", "serves_rows", "held_rows", "speaks_for_rows", "parity_rows")


def show_community(view: View, counts: Representation, community: str) -> None:
    """Show presence, connection, power and parity of one community, in words and one small picture."""
    row = counts.of(community)
    in_words, power = st.columns(2, gap="large")
    with in_words:
        lines = (_presence(row), *_connection(row), _parity(row))
        st.markdown("\n".join(f"- {line}" for line in lines))
    with power:
        _show_power(row)
    folded = st.expander(words.ROWS_BEHIND, on_change="rerun", key="community-rows")
    if folded.open:
        with folded:
            show_rows_behind(view.whole, tuple(reference for name in _ROWS for reference in row[name]), "community")
    show_table_fold(words.COMMUNITIES_TABLE, lambda: _community_table(counts.communities), "communities")


def _show_power(row: pd.Series) -> None:
    if pd.notna(row["power_seats"]) and row["power_seats"]:
        show_wide_figure(power_figure(row, scale=picture_scale()), "power")
        return
    holds_none = pd.notna(row["held"]) and row["held"] == 0
    st.markdown(words.NO_POWER.format(why=words.HOLDS_NO_SEAT if holds_none else words.POWER_OF_NO_SEAT_KNOWN))


def _presence(row: pd.Series) -> str:
    counts = words.PRESENT_COUNTS.items()
    known = [f"{counted(int(row[name]), noun)} {how}" for name, (noun, how) in counts if pd.notna(row[name])]
    unknown = [f"{noun}s {how}" for name, (noun, how) in counts if pd.isna(row[name])]
    parts = [" · ".join(known)] if known else []
    parts += [words.PRESENT_NOT_KNOWN.format(counts=", ".join(unknown))] if unknown else []
    return words.PRESENT.format(present="; ".join(parts))


def _connection(row: pd.Series) -> list[str]:
    if pd.isna(row["leads"]):
        return [words.LEADERS_NOT_KNOWN]
    if pd.isna(row["connected"]):
        return [words.TOO_FEW_LED]
    known = pd.notna(row["bridging"])
    bridging = words.BRIDGING.format(ratio=row["bridging"]) if known else words.BRIDGING_NOT_KNOWN
    return [words.CONNECTED.format(count=row["leads"], ties=100 * row["connected"]), bridging]


def _parity(row: pd.Series) -> str:
    if pd.isna(row["parity"]):
        return words.PARITY_NOT_KNOWN
    return words.PARITY.format(
        held=row["held"],
        seats=counted(int(row["parity_seats"]), "seat"),
        share=100 * row["population_share"],
        parity=row["parity"],
        word=row["parity_phrase"],
    )


def _community_table(communities: pd.DataFrame) -> pd.DataFrame:
    ratios = dict.fromkeys(("connected", "bridging", "power_mean", "parity"), 2)
    return communities[list(words.COMMUNITY_COLUMNS)].round(ratios).rename(columns=words.COMMUNITY_COLUMNS)


def show_parity(view: View, counts: Representation) -> None:
    """Draw the share of seats beside the share of the people, where both are known."""
    known = counts.communities.dropna(subset="parity")
    if known.empty:
        st.markdown(words.SHARES_NOT_KNOWN)
        return
    show_kept_figure(view.remember, lambda: parity_figure(known, scale=picture_scale()), "parity")
    if unknown := len(counts.communities) - len(known):
        communities = counted(unknown, "further community", "further communities")
        st.caption(words.FURTHER_NOT_KNOWN.format(communities=communities))
