"""Each element opened: its indicators, disagreements and ratings, and the rows behind each signal."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import element_strength
from components.inventory import Inventory
from components.inventory.schema import vocabulary
from components.inventory.text import counted, with_capital
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.views.strength import words
from components.ui.views.strength.strength_tables import title_columns
from components.ui.widgets.tables import show_rows_behind, show_table


def show_elements(view: View, perceived: pd.DataFrame, observed: pd.DataFrame) -> None:
    """Show a fold for each element: what people say, and what is on record."""
    definitions = vocabulary("elements").set_index("word")["definition"]
    for element in perceived.itertuples():
        score = words.NOT_RATED if pd.isna(element.score) else f"{element.score:.1f} of 5"
        label = f"{plain(element.label)} · {score}"
        folded = st.expander(label, on_change="rerun", key=f"element-{element.element}")
        if folded.open:
            with folded:
                st.markdown(plain(definitions[element.element]) + "\\.")
                _show_ratings(view.filtered, str(element.element), element.rows)
                _show_signals(view.filtered, observed[observed["element"] == element.element])


def _show_ratings(inventory: Inventory, element: str, references: tuple[tuple[str, object], ...]) -> None:
    st.markdown(words.WHAT_PEOPLE_SAY)
    indicators = element_strength(inventory, "indicator")
    indicators = indicators[indicators["element"] == element]
    if indicators.empty:
        st.markdown(words.NO_RATING)
        return
    show_table(title_columns(indicators, words.INDICATOR_COLUMNS), f"indicators-{element}")
    _show_disagreements(indicators[indicators["raters_disagree"]])
    ratings = inventory.assessments.loc[[label for _, label in references]]
    st.markdown(words.RATINGS_BEHIND_IT.format(ratings=counted(len(ratings), "rating")))
    ordered = ratings.sort_values(["indicator", "rating"])
    show_table(title_columns(ordered, words.RATING_COLUMNS), f"ratings-{element}")


def _show_disagreements(indicators: pd.DataFrame) -> None:
    """Show the indicators on which raters disagree, those furthest apart first."""
    if indicators.empty:
        return
    st.markdown(words.TO_TALK_ABOUT)
    lines = [
        words.DISAGREEMENT.format(
            indicator=plain(row.indicator), lowest=row.low, highest=row.high, raters=counted(row.raters, "rater")
        )
        for row in indicators.sort_values("apart", ascending=False, kind="stable").itertuples()
    ]
    st.markdown("\n".join(lines))


def _show_signals(inventory: Inventory, signals: pd.DataFrame) -> None:
    st.markdown(words.WHAT_IS_ON_RECORD)
    for signal in signals.itertuples():
        is_sentence = pd.notna(signal.base) and signal.base
        st.markdown(f"- {plain(with_capital(signal.words) if is_sentence else f'{signal.label}: {signal.words}')}")
        if signal.rows:
            label = words.ROWS_BEHIND.format(signal=plain(signal.label))
            folded = st.expander(label, on_change="rerun", key=f"rows-{signal.signal}")
            if folded.open:
                with folded:
                    show_rows_behind(inventory, signal.rows, f"rows-{signal.signal}")
