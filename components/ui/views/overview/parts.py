"""The parts of the overview: findings with their links, the six elements in short, the grid, what is known."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.analysis import Finding, concerning, counted, findings, headlines, representation_grid
from components.charts import representation_figure
from components.inventory import Inventory, completeness, schema_tables
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import VIEWS, view_page
from components.ui.frame.visit import on_projector
from components.ui.widgets.figures import show_wide_figure
from components.ui.widgets.tables import rows_behind

# Where each finding is shown, and the rows it was computed from.
_MANY_ROWS = 400


def findings_in_view(view: View) -> list[Finding]:
    """The few findings that head the overview: of the whole city, those that concern what the filters leave."""
    everything = view.loaded.remember("findings", lambda: findings(view.whole))
    if view.filters.is_empty:
        return headlines(everything)
    filters = view.filters
    return view.remember(
        "headlines",
        lambda: headlines(
            concerning(everything, view.filtered, issue_areas=filters.issue_areas, communities=filters.communities)
        ),
    )


def finding_list(view: View, found: Sequence[Finding]) -> None:
    """Each finding as a sentence, with a link to the view that shows it and the rows it rests on."""
    if not view.filters.is_empty:
        st.caption("Findings are about the whole city; these concern the organizations in view.")
    if not found:
        st.markdown("Nothing stands out by the thresholds in “How this is measured”.")
    for number, finding in enumerate(found, 1):
        said, seen = st.columns([4, 1.6], vertical_alignment="center")
        said.markdown(f"{number}. {plain(finding.sentence)}")
        with seen:
            _page_link(finding.view, f"See it in {VIEWS[finding.view]}", _address(view, finding))
    folded = st.expander("The rows behind these findings", on_change="rerun", key="finding-rows")
    if folded.open:
        with folded:
            for number, finding in enumerate(found):
                st.markdown(f"**{plain(finding.sentence)}**")
                rows_behind(view.whole, finding.rows[:_MANY_ROWS], f"finding-{number}")


def _address(view: View, finding: Finding) -> dict[str, str]:
    """A finding is about the whole city, so its link leaves the other filters behind."""
    return city_words(view) | dict(finding.query)


def city_words(view: View) -> dict[str, str]:
    """The words of the address that name the inventory in view, and the size it is shown at."""
    words = {"city": view.loaded.city, "date": view.loaded.date, "size": "projector" if on_projector() else None}
    return {word: value for word, value in words.items() if value}


def view_link(target: str, label: str, view: View) -> None:
    _page_link(target, label, city_words(view) | view.filter_words)


def _page_link(target: str, label: str, words: dict[str, str]) -> None:
    st.page_link(view_page(target), label=label, query_params=words, icon=":material/arrow_forward:")


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
    filled = completeness(inventory)
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
