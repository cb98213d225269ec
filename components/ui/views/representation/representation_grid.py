"""The grid of communities and issue areas, and the choice of one of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.analysis import narrower, representation, representation_grid
from components.charts import marginalized_first, representation_figure
from components.inventory import vocabulary
from components.inventory.text import counted
from components.ui.frame.view import View
from components.ui.frame.views import view_page
from components.ui.widgets.figures import picture_scale, show_wide_figure
from components.ui.widgets.links import city_words
from components.ui.widgets.tables import table_twin

MOST_COMMUNITIES = 60  # drawn; a picture of more could not be read
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
