"""How each figure is measured: definition, source, and what counts as not known."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from components.ui.frame.text import linked, plain
from components.ui.widgets import words

_MEASURES = Path(__file__).parents[3] / "data" / "measures.csv"


@st.cache_resource(show_spinner=False)
def measures() -> pd.DataFrame:
    """Read the measures of all views, and give a frame: view, measure, definition, source, when it is not known."""
    return pd.read_csv(_MEASURES, dtype=str).fillna("")


def show_how_measured(view: str) -> None:
    """Show the folded list of a view's measures, from ``data/measures.csv``; it is sent once the fold is open."""
    folded = st.expander(words.HOW_MEASURED, on_change="rerun", key="how-measured")
    if not folded.open:
        return
    rows = measures()
    lines = [
        words.MEASURE.format(
            measure=plain(row.measure),
            definition=plain(row.definition),
            source=linked(row.source),
            not_known=plain(row.not_known),
        )
        for row in rows[rows["view"] == view].itertuples()
    ]
    folded.markdown("\n".join(lines))
