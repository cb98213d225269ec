"""How many rows came in, file by file, and what became of them."""

from __future__ import annotations

import streamlit as st

from components.drafts import Draft, count_rows
from components.inventory.text import counted
from components.ui.frame.loading import Loaded

_WHERE_ROWS_ARE = {
    "kept": "kept",
    "joined": "gone into rows that were here",
    "merged": "merged into another row",
    "replaced": "replaced by a further file",
    "set_aside": "set aside",
    "same_as_another": "the same as another",
    "notes_under": "noted under a table",
    "not_read": "of sheets that were not read",
}
_IN_WORDS = {
    "file": "File",
    "sheet": "Sheet",
    "tables": "Read as",
    "rows_in": "Rows in",
    "kept": "Kept",
    "joined": "Went into rows that were here",
    "merged": "Merged into another row",
    "replaced": "Replaced by a further file",
    "set_aside": "Set aside",
    "same_as_another": "The same as another",
    "notes_under": "Notes under the table",
    "not_read": "Not read",
    "added_here": "Added in the Atlas",
    "second_values": "Second values, kept as claims",
}


def show_row_counts(loaded: Loaded, draft: Draft) -> None:
    """Rows in, kept and set aside, file by file: nothing is lost unseen."""
    counts = loaded.remember("row counts", lambda: count_rows(draft))
    if counts.empty:
        return
    total = counts.drop(columns=["file", "sheet", "tables"]).sum()
    parts = [f"{total[name]:,} {words}" for name, words in _WHERE_ROWS_ARE.items() if total[name] or name == "kept"]
    further = f" {counted(int(total['added_here']), 'further row')} added in the Atlas." if total["added_here"] else ""
    claims = int(total["second_values"])
    second = f" {counted(claims, 'second value')} kept as {'a claim' if claims == 1 else 'claims'}." if claims else ""
    st.markdown(f"**{counted(int(total['rows_in']), 'row')} in: {', '.join(parts)}.{further}{second}**")
    if len(counts) > 1:
        with st.expander("File by file"):
            unused = [name for name in ("joined", "merged", "replaced", "second_values") if not total[name]]
            shown = counts.drop(columns=unused).dropna(axis="columns", how="all").rename(columns=_IN_WORDS)
            st.dataframe(shown, hide_index=True, width="stretch", placeholder="")
