"""How each figure is measured: definition, source, and what counts as not known."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from components.ui.frame.text import linked, plain

_MEASURES = Path(__file__).parents[3] / "data" / "measures.csv"


@st.cache_resource(show_spinner=False)
def measures() -> pd.DataFrame:
    return pd.read_csv(_MEASURES, dtype=str).fillna("")


def show_how_measured(view: str) -> None:
    """The folded list of a view's measures, from ``data/measures.csv``."""
    with st.expander("How this is measured"):
        rows = measures()
        for row in rows[rows["view"] == view].itertuples():
            st.markdown(
                f"- **{plain(row.measure)}.** {plain(row.definition)}  \n"
                f"  *Source:* {linked(row.source)}  \n  *Not known:* {plain(row.not_known)}"
            )
