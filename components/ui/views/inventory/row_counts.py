"""How many rows came in, file by file, and what became of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.drafts import count_rows
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.views.inventory import words


def show_row_counts(loaded: Loaded) -> None:
    """Show how many rows came in, were kept and set aside, also file by file, so that no row is lost unnoticed."""
    draft = loaded.draft
    counts = loaded.remember("row counts", lambda: count_rows(draft)) if draft else pd.DataFrame()
    total = counts.drop(columns=["file", "sheet", "tables"], errors="ignore").sum()
    if not total.any():
        return
    st.markdown(_describe_total(total))
    if len(counts) > 1:
        with st.expander(words.FILE_BY_FILE):
            unused = [name for name in ("joined", "merged", "replaced", "second_values") if not total[name]]
            shown = counts.drop(columns=unused).dropna(axis="columns", how="all")
            shown = shown.rename(columns=words.ROW_COUNT_COLUMNS)
            st.dataframe(shown, hide_index=True, width="stretch", placeholder="")


def _describe_total(total: pd.Series) -> str:
    """Tell where all rows went, in a sentence."""
    places = [
        f"{total[name]:,} {place}" for name, place in words.WHERE_ROWS_ARE.items() if total[name] or name == "kept"
    ]
    added, second = int(total["added_here"]), int(total["second_values"])
    values, claims = counted(second, "second value"), "a claim" if second == 1 else "claims"
    return words.ROW_COUNTS.format(
        rows=counted(int(total["rows_in"]), "row"),
        places=", ".join(places),
        added=words.ROWS_ADDED.format(rows=counted(added, "further row")) if added else "",
        second_values=words.SECOND_VALUES.format(values=values, claims=claims) if second else "",
    )
