"""Who is in a cell of the grid: its organizations, each with a link to its card, and its seats."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.inventory import vocabulary
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.representation.representation_grid import Table
from components.ui.widgets.links import card_link

_FIRST_LINKS = 8


def behind_cell(view: View, table: Table, community: str, issue: str | None) -> None:
    """The organizations and seats of a cell, or of a community on any issue, with links to their cards."""
    row = table.communities.set_index("community", drop=False).loc[community]
    if issue is None:
        leading, serving = (_organizations(view, row[f"{way}_rows"]) for way in ("leads", "serves"))
        seats = [label for _, label in (*row["held_rows"], *row["speaks_for_rows"])]
        known, through = row, row["serves_through"]
    else:
        cell = table.grid[(table.grid["community"] == community) & (table.grid["issue_area"] == issue)].iloc[0]
        if cell["state"] != "on record":
            _nobody(cell)
            return
        leading, serving, seats = cell["leading"], cell["serving"], cell["seats"]
        known, through = cell, cell["through_initiative"]
    leads_side, serves_side, seats_side = st.columns(3, gap="medium")
    with leads_side:
        _links(view, f"◆ Led by {community}", leading, known["leads"], "leads")
    with serves_side:
        _links(view, f"● Serving {community}", serving, known["serves"], "serves")
    with seats_side:
        _seats(view, seats, known)
    if pd.notna(through) and through:
        st.caption(f"{counted(int(through), 'organization is', 'organizations are')} here only through an initiative.")


def _nobody(cell: pd.Series) -> None:
    if cell["state"] == "not known":
        st.markdown(
            f"Not known. {counted(int(cell['on_issue']), 'organization')} on this issue, and none has whom it "
            "serves or who leads it on record."
        )
    elif not cell["filled"]:
        st.markdown(f"No one on record. {counted(len(cell['ground_rows']), 'seat')} on this issue, and none is theirs.")
    else:
        st.markdown(
            f"No one on record. {counted(int(cell['filled']), 'organization')} on this issue "
            f"{'says' if cell['filled'] == 1 else 'say'} whom they serve or who leads them, and none names this "
            "community."
        )


def _organizations(view: View, references: Sequence[tuple[str, object]]) -> list[str]:
    labels = [label for table, label in references if table == "organizations"]
    return view.whole.organizations.loc[labels, "id"].tolist()


def _links(view: View, title: str, organizations: Sequence[str], count: object, key: str) -> None:
    st.markdown(f"**{plain(title)}**")
    if pd.isna(count):
        st.markdown("Not known: nobody has filled this in.")
    elif not organizations:
        st.markdown("None on record.")
    names = view.whole.organizations.set_index("id")["name"].reindex(list(organizations))
    ordered = names.sort_values(key=lambda column: column.str.casefold())
    for organization in ordered.index[:_FIRST_LINKS]:
        card_link(view, organization, names[organization])
    rest = ordered.index[_FIRST_LINKS:]
    if len(rest):
        folded = st.expander(f"{len(rest):,} more", on_change="rerun", key=f"more-{key}")
        if folded.open:
            with folded:
                for organization in rest:
                    card_link(view, organization, names[organization])


def _seats(view: View, labels: Sequence[object], known: pd.Series) -> None:
    st.markdown("**▲ Seats its members hold, ▽ seats that speak for it**")
    if pd.isna(known["held"]) and pd.isna(known["speaks_for"]):
        st.markdown("Not known: no seat says for whom.")
    elif not len(labels):
        st.markdown("None on record.")
    names = view.whole.organizations.set_index("id")["name"]
    seats = view.whole.seats.loc[list(dict.fromkeys(labels))]
    for seat in seats.head(_FIRST_LINKS).itertuples():
        card_link(view, seat.organization, names.get(seat.organization, seat.organization))
        st.caption(f"{plain(seat.table)} · {_power(seat.power)}{_said('held by', seat.held_by_community)}"
                   f"{_said('speaks for', seat.speaks_for)}")  # fmt: skip
    if len(seats) > _FIRST_LINKS:
        st.caption(f"The rows below hold the other {len(seats) - _FIRST_LINKS}.")


def _power(power: float) -> str:
    labels = vocabulary("powers")["label"].tolist()
    return "power not known" if pd.isna(power) else f"power {labels[int(power)]}"


def _said(word: str, communities: tuple[str, ...] | None) -> str:
    return f" · {word} {plain(', '.join(communities))}" if communities else ""
