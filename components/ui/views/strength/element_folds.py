"""Each element opened: its indicators, disagreements and ratings, and the rows behind each signal."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import disagreements, element_indicators
from components.inventory import Inventory, vocabulary
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.strength.strength_panels import titled_columns
from components.ui.widgets.tables import rows_behind, table_with_download

_INDICATORS = {
    "indicator": "Indicator",
    "score": "Score, 1 to 5",
    "lowest": "Lowest rating",
    "highest": "Highest rating",
    "raters": "Raters",
    "with_evidence": "Ratings with evidence",
    "ratings": "Ratings",
}
_RATINGS = {
    "indicator": "Indicator",
    "rating": "Rating",
    "issue_area": "Issue area",
    "round": "Round",
    "date": "Date",
    "evidence": "Evidence",
    "source": "Source",
}


def elements_opened(view: View, perceived: pd.DataFrame, observed: pd.DataFrame) -> None:
    """A fold for each element: its indicators, disagreements, ratings, and the rows behind each signal."""
    st.markdown("### Each element, opened")
    definitions = vocabulary("elements").set_index("word")["definition"]
    for element in perceived.itertuples():
        score = "not rated" if pd.isna(element.score) else f"{element.score:.1f} of 5"
        label = f"{plain(element.label)} · {score}"
        folded = st.expander(label, on_change="rerun", key=f"element-{element.element}")
        if folded.open:
            with folded:
                st.markdown(plain(definitions[element.element]) + "\\.")
                _perceived_rows(view.filtered, str(element.element), element.rows)
                _observed_rows(view.filtered, observed[observed["element"] == element.element])


def _perceived_rows(inventory: Inventory, element: str, references: tuple[tuple[str, object], ...]) -> None:
    st.markdown("**What people say**")
    indicators = element_indicators(inventory)
    indicators = indicators[indicators["element"] == element]
    if indicators.empty:
        st.markdown("Not known: no rating on record.")
        return
    table_with_download(titled_columns(indicators, _INDICATORS), f"indicators-{element}")
    _disagreements(inventory, element)
    ratings = inventory.assessments.loc[[label for _, label in references]]
    st.markdown(f"**The {counted(len(ratings), 'rating')} behind it, newest round**")
    table_with_download(titled_columns(ratings.sort_values(["indicator", "rating"]), _RATINGS), f"ratings-{element}")


def _disagreements(inventory: Inventory, element: str) -> None:
    apart = disagreements(inventory)
    apart = apart[apart["element"] == element]
    if apart.empty:
        return
    st.markdown("**To talk about: ratings three or more points apart**")
    lines = [
        f"- {plain(row.indicator)}: from {row.lowest:g} to {row.highest:g}, {counted(row.raters, 'rater')}"
        for row in apart.itertuples()
    ]
    st.markdown("\n".join(lines))


def _observed_rows(inventory: Inventory, signals: pd.DataFrame) -> None:
    st.markdown("**What is on record**")
    for signal in signals.itertuples():
        st.markdown(f"- {plain(signal.label)}: {plain(signal.words)}")
        if signal.rows:
            folded = st.expander(f"Rows behind “{plain(signal.label)}”", on_change="rerun", key=f"rows-{signal.signal}")
            if folded.open:
                with folded:
                    rows_behind(inventory, signal.rows, f"rows-{signal.signal}")
