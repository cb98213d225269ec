"""Who is in a cell of the grid: its organizations, each with a link to its card, and its seats."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.inventory.schema import vocabulary
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.representation import words
from components.ui.views.representation.representation_grid import Representation
from components.ui.widgets.links import show_card_link

_FIRST_LINKS = 8  # of a column; the rest is folded


def show_cell(view: View, counts: Representation, community: str, issue: str | None) -> None:
    """Show the organizations and seats of a cell, or of a community on any issue, with links to their cards."""
    if issue is None:
        _show_community(view, counts.of(community))
        return
    grid = counts.grid
    cell = grid[(grid["community"] == community) & (grid["issue_area"] == issue)].iloc[0]
    if cell["state"] == "on record":
        organizations = cell["leading"], cell["serving"]
        _show_columns(view, community, cell, organizations, cell["seats"], cell["through_initiative"])
    else:
        _say_nobody(cell)


def _show_community(view: View, row: pd.Series) -> None:
    organizations = _organizations(view, row["leads_rows"]), _organizations(view, row["serves_rows"])
    seats = [label for _, label in (*row["held_rows"], *row["speaks_for_rows"])]
    _show_columns(view, row["community"], row, organizations, seats, row["serves_through"])


def _organizations(view: View, references: Sequence[tuple[str, object]]) -> list[str]:
    """Find the organizations among rows, and give their ids."""
    labels = [label for table, label in references if table == "organizations"]
    return list(view.whole.organizations.loc[labels]["id"])


def _show_columns(
    view: View,
    community: str,
    counts: pd.Series,
    organizations: tuple[Sequence[str], Sequence[str]],
    seats: Sequence[object],
    through: float | None,
) -> None:
    """Show three columns: the organizations that lead, those that serve, and the seats.

    ``counts`` has each count, missing where nobody has filled it in; ``through`` is how many organizations are here
    only through an initiative.
    """
    leading, serving = organizations
    leads_side, serves_side, seats_side = st.columns(3, gap="medium")
    with leads_side:
        _show_links(view, words.LED_BY.format(community=community), leading, counts["leads"], "leads")
    with serves_side:
        _show_links(view, words.SERVING.format(community=community), serving, counts["serves"], "serves")
    with seats_side:
        _show_seats(view, seats, counts)
    if pd.notna(through) and through:
        organizations_are = counted(int(through), "organization is", "organizations are")
        st.caption(words.THROUGH_INITIATIVES.format(organizations=organizations_are))


def _say_nobody(cell: pd.Series) -> None:
    """Say that nobody is on record in a cell, or that nobody knows."""
    filled = int(cell["filled"])
    if cell["state"] == "not known":
        on_issue = counted(int(cell["on_issue"]), "organization")
        st.markdown(words.CELL_NOT_KNOWN.format(organizations=on_issue))
    elif not filled:
        st.markdown(words.NO_SEAT_IS_THEIRS.format(seats=counted(len(cell["ground_rows"]), "seat")))
    else:
        organizations = counted(filled, *words.ORGANIZATIONS_SAY)
        st.markdown(words.NO_ONE_ON_RECORD.format(organizations=organizations))


def _show_links(view: View, title: str, organizations: Sequence[str], count: float | None, key: str) -> None:
    st.markdown(f"**{plain(title)}**")
    if pd.isna(count):
        st.markdown(words.NOT_FILLED_IN)
    elif not organizations:
        st.markdown(words.NONE)
    names = view.whole.organizations.set_index("id")["name"].reindex(list(organizations))
    ordered = names.sort_values(key=lambda column: column.str.casefold())
    for organization in ordered.index[:_FIRST_LINKS]:
        show_card_link(view, organization, names[organization])
    rest = ordered.index[_FIRST_LINKS:]
    if len(rest):
        folded = st.expander(words.MORE.format(count=len(rest)), on_change="rerun", key=f"more-{key}")
        if folded.open:
            with folded:
                for organization in rest:
                    show_card_link(view, organization, names[organization])


def _show_seats(view: View, labels: Sequence[object], counts: pd.Series) -> None:
    st.markdown(words.SEATS)
    if pd.isna(counts["held"]) and pd.isna(counts["speaks_for"]):
        st.markdown(words.NO_SEAT_FILLED_IN)
    elif not len(labels):
        st.markdown(words.NONE)
    names = view.loaded.names
    seats = view.whole.seats.loc[list(dict.fromkeys(labels))]
    for seat in seats.head(_FIRST_LINKS).to_dict("records"):
        organization, table, power = seat["organization"], plain(seat["table"]), _power(seat["power"])
        show_card_link(view, organization, names.get(organization, organization))
        held_by = _name_communities(words.HELD_BY, seat["held_by_community"])
        speaks_for = _name_communities(words.SPEAKS_FOR, seat["speaks_for"])
        st.caption(words.SEAT.format(table=table, power=power, held_by=held_by, speaks_for=speaks_for))
    if len(seats) > _FIRST_LINKS:
        st.caption(words.MORE_SEATS.format(count=len(seats) - _FIRST_LINKS))


def _power(power: float) -> str:
    labels = vocabulary("powers")["label"].tolist()
    return words.POWER_NOT_KNOWN if pd.isna(power) else words.POWER.format(label=labels[int(power)])


def _name_communities(sentence: str, communities: tuple[str, ...] | None) -> str:
    return sentence.format(communities=plain(", ".join(communities))) if communities else ""
