"""The other views in short: the six elements, the grid of communities, and how much is known."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import representation_grid
from components.charts import representation_figure
from components.inventory import Inventory, measure_completeness, schema_tables
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.widgets.figures import show_wide_figure


def element_rows(view: View, perceived: pd.DataFrame, observed: pd.DataFrame) -> None:
    """Six rows: perceived with its spread and raters, observed with its counts."""
    lines = ["| Element | Perceived, 1 to 5 | Observed |", "|:--|:--|:--|"]
    for element in perceived.itertuples():
        signals = observed[observed["element"] == element.element]["words"]
        lines.append(f"| {plain(element.label)} | {_perceived(element)} | {'; '.join(map(plain, signals))} |")
    st.markdown("\n".join(lines))
    scale = "The framework gives the six elements no official scale. Both columns are ours."
    if not view.filters.is_empty:
        scale += (
            " Ratings are filtered by issue area alone; what is observed is counted over the organizations in view."
        )
    st.caption(scale)


def _perceived(element: object) -> str:
    if pd.isna(element.score):
        return ":gray[not known: no rating]"
    spread = f"ratings from {element.lowest:g} to {element.highest:g}"
    raters = counted(int(element.raters), "rater")
    thin = "; thin evidence" if element.thin else ""
    return f"**{element.score:.1f} of 5** ({spread}; {raters}{thin})"


def grid_small(view: View) -> None:
    grid = representation_grid(view.ground, view.filters.issue_areas or None)
    if grid.empty:
        st.markdown("Not known: no community is on record for any issue area.")
    else:
        show_wide_figure(representation_figure(grid), key="overview-grid")


def how_much_is_known(inventory: Inventory) -> None:
    """A line a table: its rows, and how many of its cells are filled."""
    filled = measure_completeness(inventory)
    titles = schema_tables().set_index("table")["title"]
    here, absent = [], []
    for table, columns in filled.groupby("table", sort=False):
        rows = int(columns["rows"].max())
        if not rows:
            absent.append(plain(titles[table]))
        else:
            cells = f"{int(columns['filled'].sum()):,} of {rows * len(columns):,} cells filled"
            here.append(f"- {plain(titles[table])}: {counted(rows, 'row')}, {cells}")
    st.markdown("\n".join(here))
    if absent:
        st.markdown(f"Nothing on record: {', '.join(absent)}.")
