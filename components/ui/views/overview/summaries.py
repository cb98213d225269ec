"""The other views in short: the six elements, the grid of communities, and how much is known."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.analysis import representation_grid
from components.charts import representation_figure
from components.inventory import Inventory, measure_completeness
from components.inventory.schema import schema_tables
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.overview import words
from components.ui.widgets.figures import show_wide_figure


def show_elements(view: View, perceived: pd.DataFrame, observed: pd.DataFrame) -> None:
    """Show a table with a row an element: perceived with its spread and raters, observed with its counts."""
    lines = [words.ELEMENT_HEADERS, "|:--|:--|:--|"]
    for element in perceived.itertuples():
        signals = observed[observed["element"] == element.element]["words"]
        lines.append(f"| {plain(element.label)} | {_perceived(element)} | {'; '.join(map(plain, signals))} |")
    st.markdown("\n".join(lines))
    st.caption(words.SCALE_IS_OURS + ("" if view.filters.is_empty else words.WHAT_THE_FILTERS_DO))


def _perceived(element: Any) -> str:
    if pd.isna(element.score):
        return words.NOT_RATED
    return words.RATED.format(
        score=element.score,
        lowest=element.lowest,
        highest=element.highest,
        raters=counted(int(element.raters), "rater"),
        thin=words.THIN_EVIDENCE if element.thin else "",
    )


def show_small_grid(view: View) -> None:
    """Draw the grid of communities and issue areas, or say that none is known."""
    grid = representation_grid(view.ground, view.filters.issue_areas or None)
    if grid.empty:
        st.markdown(words.NO_GRID)
    else:
        show_wide_figure(representation_figure(grid), key="overview-grid")


def show_how_much_is_known(inventory: Inventory) -> None:
    """Show a line a table: its rows, and how many of its cells are filled."""
    filled = measure_completeness(inventory)
    titles = schema_tables().set_index("table")["title"]
    here, absent = [], []
    for table, columns in filled.groupby("table", sort=False):
        rows = int(columns["rows"].max())
        if rows:
            here.append(_table_line(plain(titles[table]), rows, columns))
        else:
            absent.append(plain(titles[table]))
    st.markdown("\n".join(here))
    if absent:
        st.markdown(words.NOTHING_ON_RECORD.format(tables=", ".join(absent)))


def _table_line(title: str, rows: int, columns: pd.DataFrame) -> str:
    return words.CELLS_FILLED.format(
        table=title, rows=counted(rows, "row"), filled=int(columns["filled"].sum()), cells=rows * len(columns)
    )
