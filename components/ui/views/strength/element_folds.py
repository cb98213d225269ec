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
    for row in perceived.to_dict("records"):
        element: str = row["element"]
        score = words.NOT_RATED if pd.isna(row["score"]) else f"{row['score']:.1f} of 5"
        folded = st.expander(f"{plain(row['label'])} · {score}", on_change="rerun", key=f"element-{element}")
        if folded.open:
            with folded:
                st.markdown(plain(definitions[element]) + "\\.")
                _show_ratings(view.filtered, element, row["rows"])
                _show_signals(view.filtered, observed[observed["element"] == element])


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
            indicator=plain(row["indicator"]),
            lowest=row["low"],
            highest=row["high"],
            raters=counted(row["raters"], "rater"),
        )
        for row in indicators.sort_values("apart", ascending=False, kind="stable").to_dict("records")
    ]
    st.markdown("\n".join(lines))


def _show_signals(inventory: Inventory, signals: pd.DataFrame) -> None:
    st.markdown(words.WHAT_IS_ON_RECORD)
    for signal in signals.to_dict("records"):
        is_sentence = pd.notna(signal["base"]) and signal["base"]
        said = with_capital(signal["words"]) if is_sentence else f"{signal['label']}: {signal['words']}"
        st.markdown(f"- {plain(said)}")
        if signal["rows"]:
            label, key = words.ROWS_BEHIND.format(signal=plain(signal["label"])), f"rows-{signal['signal']}"
            folded = st.expander(label, on_change="rerun", key=key)
            if folded.open:
                with folded:
                    show_rows_behind(inventory, signal["rows"], key)
