"""The grid of communities and issue areas, and the choice of one of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.analysis import keep_most_concerned, representation, representation_grid, sentences
from components.charts import marginalized_first, representation_figure
from components.inventory.schema import word_labels
from components.inventory.text import counted
from components.ui.frame.view import View
from components.ui.frame.visit import is_on_projector
from components.ui.views.representation import words
from components.ui.widgets.figures import picture_scale, show_kept_figure
from components.ui.widgets.links import show_page_link
from components.ui.widgets.tables import show_table_fold

MOST_COMMUNITIES = 60  # drawn; a picture of more could not be read


@dataclass(frozen=True)
class Representation:
    """What the page shows, marginalized communities first."""

    communities: pd.DataFrame
    """A row a community, as ``analysis.representation`` gives it."""
    grid: pd.DataFrame
    """A row a community and issue area, as ``analysis.representation_grid`` gives it."""

    def of(self, community: str) -> pd.Series:
        """Find the row of a community, and give it."""
        return self.communities.set_index("community", drop=False).loc[[community]].iloc[0]


def count_representation(view: View) -> Representation:
    """Count communities and grid over the city under every filter but the community's own, and give both."""
    measures = view.loaded.measures if view.ground is view.whole and view.loaded.has_betweenness else None
    communities = marginalized_first(representation(view.ground, measures))
    grid = marginalized_first(representation_grid(view.ground, view.filters.issue_areas or None))
    if view.filters.communities:
        chosen = view.filters.communities_in(view.whole)
        communities, grid = (frame[frame["community"].isin(chosen)] for frame in (communities, grid))
    return Representation(communities.reset_index(drop=True), grid.reset_index(drop=True))


def say_counted_over(view: View) -> None:
    """Say over how many organizations the figures are counted: the filter by community does not narrow these."""
    sentence = words.COUNTED_OVER_UNDER_A_FILTER if view.filters.communities else words.COUNTED_OVER
    organizations = counted(len(view.ground.organizations), "organization")
    st.caption(f"{sentence.format(organizations=organizations)} {sentences.describe_known_communities(view.ground)}")


def say_no_community(view: View) -> None:
    """Say that no community is on record, and what would have to be filled in."""
    st.info(words.NO_COMMUNITY)
    show_page_link("inventory", words.OPEN_THE_INVENTORY, view.city_words)


def show_grid(view: View, counts: Representation) -> None:
    """Draw the grid with its key and its table; a click on a cell opens it below."""
    if counts.grid.empty:
        st.markdown(words.NO_ISSUE)
        return
    st.caption(words.GRID_KEY)  # above: who reads a square aloud needs it first
    drawn = _choose_part(counts.grid)
    show_kept_figure(
        view.remember,
        lambda: representation_figure(drawn, whole=counts.grid, scale=picture_scale()),
        _key(view, "grid"),
        on_select=lambda: _open_cell(view),
        part=len(drawn),
    )
    st.caption(words.HOW_TO_READ_THE_GRID)
    show_table_fold(words.GRID_TABLE, lambda: _grid_table(counts.grid), "representation-grid")


def _choose_part(grid: pd.DataFrame) -> pd.DataFrame:
    """Draw the most concerned communities and issue areas, or all where a person asks for them, and give the part."""
    communities, issues = grid["community"].nunique(), grid["issue_area"].nunique()
    few = words.FEW_FOR_A_ROOM if is_on_projector() else words.FEW
    if communities <= few[0] and issues <= few[1]:
        return grid
    label = words.SHOW_ALL.format(
        communities=counted(communities, "community", "communities"), issues=counted(issues, "issue area")
    )
    if not st.toggle(label, key="whole-grid", help=words.MOST_CONCERNED):
        return keep_most_concerned(grid, *few)
    return keep_most_concerned(grid, MOST_COMMUNITIES, issues) if communities > MOST_COMMUNITIES else grid


def _grid_table(grid: pd.DataFrame) -> pd.DataFrame:
    table = grid[list(words.GRID_COLUMNS)].replace({"state": {"no one on record": words.NOBODY}})
    return table.rename(columns=words.GRID_COLUMNS)


def _open_cell(view: View) -> None:
    """Let the two boxes say what was clicked."""
    points = st.session_state[_key(view, "grid")].selection.points
    if points and len(points[0].get("customdata", ())) == 2:
        community, issue = points[0]["customdata"]
        st.session_state[_key(view, "community")] = community
        st.session_state[_key(view, "issue")] = issue


def choose_cell(view: View, counts: Representation) -> tuple[str, str | None]:
    """Show two boxes that say which cell is open, and give its community and issue area (None: any)."""
    left, right = st.columns(2)
    names = counts.communities["community"].tolist()
    issues = [None, *dict.fromkeys(counts.grid["issue_area"])]
    is_one_issue = len(view.filters.issue_areas) == 1 == len(issues) - 1
    with left:
        community = st.selectbox(words.COMMUNITY_TO_OPEN, names, key=_box_key(view, "community", names, 0))
    with right:
        key = _box_key(view, "issue", issues, 1 if is_one_issue else 0)
        issue = st.selectbox(words.ISSUE_TO_OPEN, issues, key=key, format_func=_label_issue)
    return community, issue


def _box_key(view: View, name: str, options: Sequence[str | None], first: int) -> str:
    """Let a box begin with the option at ``first``, and give its key.

    So a link to one community and issue opens its cell.
    """
    key = _key(view, name)
    if key not in st.session_state or st.session_state[key] not in options:
        st.session_state[key] = options[first]
    return key


def _key(view: View, name: str) -> str:
    return f"representation-{name}-{view.key}"


def _label_issue(issue: str | None) -> str:
    return words.ANY_ISSUE if issue is None else word_labels("issue_areas").get(issue, issue)
