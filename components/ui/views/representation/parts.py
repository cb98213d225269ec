"""The parts of the page on representation: the grid, what stands behind a cell, and each community in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.analysis import capital, counted, narrower, parity_said, representation, representation_grid
from components.charts import marginalized_first, parity_figure, power_figure, representation_figure, with_parity
from components.inventory import vocabulary
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import view_page
from components.ui.views.overview.parts import city_words
from components.ui.widgets.figures import picture_scale, show_wide_figure
from components.ui.widgets.tables import rows_behind, table_twin

MOST_COMMUNITIES = 60  # drawn; a picture of more could not be read
_FIRST_LINKS = 8
_PARITY_NOTE = (
    "Parity is the community's share of the seats whose holders are known, over its share of the people. From 0.8 to "
    "1.2 counts as near parity. That band is borrowed from clinical trials, where it is used for participation-to-"
    "prevalence ratios; using it for seats at a table is ours. Seats that only speak for a community don't count."
)
_GRID = {
    "community": "Community",
    "marginalized": "Marginalized",
    "issue_area": "Issue area",
    "state": "State",
    "leads": "Organizations it leads",
    "serves": "Organizations that serve it",
    "held": "Seats its members hold",
    "speaks_for": "Seats that speak for it",
    "filled": "Filled, on this issue",
    "on_issue": "Organizations on this issue",
    "through_initiative": "Of these, only through an initiative",
}
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


@dataclass(frozen=True)
class Table:
    """What the page shows: a row a community, and a row a cell of the grid; marginalized communities first."""

    communities: pd.DataFrame
    grid: pd.DataFrame


def table_in_view(view: View) -> Table:
    """Communities and grid, counted over the city under every filter but the community's own."""
    measures = view.loaded.measures if view.ground is view.whole and view.loaded.has_betweenness else None
    communities = marginalized_first(representation(view.ground, measures))
    grid = marginalized_first(representation_grid(view.ground, view.filters.issue_areas or None))
    if view.filters.communities:
        chosen = narrower(view.whole, view.filters.communities)
        communities, grid = (frame[frame["community"].isin(chosen)] for frame in (communities, grid))
    return Table(communities.reset_index(drop=True), grid.reset_index(drop=True))


def say_denominator(view: View) -> None:
    """Over what the counts run, which is never the community's own filter."""
    count = counted(len(view.ground.organizations), "organization")
    if view.filters.communities:
        st.caption(
            f"Counted over {count}: the city under every other filter. The community filter chooses which "
            "communities are shown; it does not change what they are measured against."
        )
    else:
        st.caption(f"Counted over {count}. Narrower communities count towards their broader ones.")


def no_community(view: View) -> None:
    st.info(
        "No community is on record here, so who is represented is not known. To learn it, fill the columns serves "
        "and led by of Organizations, and the table Seats. The templates are under Inventory."
    )
    st.page_link(
        view_page("inventory"),
        label="Open the inventory",
        icon=":material/arrow_forward:",
        query_params=city_words(view),
    )


def grid_picture(view: View, table: Table) -> None:
    """The grid, its key and its twin; a click on a cell opens it below."""
    if table.grid.empty:
        st.markdown("No issue area is on record, so the grid of communities and issue areas is not known.")
        return
    st.markdown(
        "Each cell, from left to right: ◆ organizations that the community leads · ● organizations that serve it · "
        "▲ seats that its members hold, or ▽ where no seat is theirs, seats that speak for it. "
        "□ of k: no one on record, of k organizations known. Grey hatching: not known."
    )
    drawn = list(dict.fromkeys(table.grid["community"]))[:MOST_COMMUNITIES]
    figure = representation_figure(table.grid[table.grid["community"].isin(drawn)], scale=picture_scale())
    show_wide_figure(figure, _key(view, "grid"), on_select=lambda: _open_cell(view))
    if table.grid["community"].nunique() > len(drawn):
        st.caption(f"The first {len(drawn)} communities are drawn; the table holds all.")
    table_twin("The grid as a table", lambda: _grid_table(table.grid), "representation-grid")


def chosen_cell(view: View, table: Table) -> tuple[str, str | None]:
    """The community and issue area to open: what was clicked, or what the two boxes say."""
    st.markdown("### Who stands behind a cell")
    left, right = st.columns(2)
    names = table.communities["community"].tolist()
    issues = [None, *dict.fromkeys(table.grid["issue_area"])]
    with left:
        community = st.selectbox("Community to open", names, key=_first(view, "community", names, 0))
    with right:
        key = _first(view, "issue", issues, 1 if len(view.filters.issue_areas) == 1 == len(issues) - 1 else 0)
        issue = st.selectbox("Issue area to open", issues, key=key, format_func=_issue_label)
    return community, issue


def _first(view: View, name: str, options: Sequence[str | None], first: int) -> str:
    """The key of a box that opens at ``first``, so that a link to one community and issue opens its cell."""
    key = _key(view, name)
    if key not in st.session_state or st.session_state[key] not in options:
        st.session_state[key] = options[first]
    return key


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


def community_measures(view: View, table: Table, community: str) -> None:
    """Presence, connection, power and parity of one community, in words and one small picture."""
    row = table.communities.set_index("community", drop=False).loc[community]
    st.markdown(f"### {plain(capital(community))} in figures")
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


# --- Words ------------------------------------------------------------------------------------------


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


# --- Behind a cell ----------------------------------------------------------------------------------


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


def card_link(view: View, organization: str, name: str) -> None:
    """A link to an organization's card on the network page."""
    st.page_link(
        view_page("network"), label=plain(name), query_params=city_words(view) | {"organization": organization}
    )


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


# --- State, tables ----------------------------------------------------------------------------------


def _key(view: View, name: str) -> str:
    return f"representation-{name}-{view.key}"


def _open_cell(view: View) -> None:
    """Let the two boxes say what was clicked."""
    points = st.session_state[_key(view, "grid")].selection.points
    if points and len(points[0].get("customdata", ())) == 2:
        community, issue = points[0]["customdata"]
        st.session_state[_key(view, "community")] = community
        st.session_state[_key(view, "issue")] = issue


def _issue_label(issue: str | None) -> str:
    if issue is None:
        return "Any issue area"
    labels = vocabulary("issue_areas").set_index("word")["label"]
    return str(labels.get(issue, issue))


def _grid_table(grid: pd.DataFrame) -> pd.DataFrame:
    return grid[list(_GRID)].rename(columns=_GRID)


def _community_table(communities: pd.DataFrame) -> pd.DataFrame:
    ratios = dict.fromkeys(("connected", "bridging", "power_mean", "parity"), 2)
    return communities[list(_COMMUNITIES)].round(ratios).rename(columns=_COMMUNITIES)
