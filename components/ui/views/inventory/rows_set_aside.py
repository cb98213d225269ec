"""The rows that are not in the inventory, why, and the way back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.drafts import Draft, list_rows_left_out
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.widgets.tables import describe_row, offer_table

FIRST_ROWS = 500  # of an editor
_WHY = {
    "set aside": "set aside by you",
    "merged": "merged into another row",
    "replaced": "not in the file that took its place",
    "cannot be read": "lacks what its table requires",
    "same as another": "the same as another row, cell for cell",
    "blank": "blank",
}
_BY_HAND = ("set aside", "merged", "replaced")


def show_rows_not_in(loaded: Loaded, draft: Draft) -> None:
    """Each row that is not in the inventory, and the way back."""
    rows = loaded.remember("rows not in", lambda: list_rows_left_out(draft))
    rows = rows[rows["why"] != "blank"].reset_index(drop=True)
    if rows.empty:
        return
    with st.expander(f"Not in the inventory: {counted(len(rows), 'row')}"):
        first = rows.head(FIRST_ROWS)
        if len(rows) > len(first):
            st.caption(f"The first {len(first):,} of {len(rows):,} rows. The download holds them all.")
        picked = st.dataframe(
            _rows_in_words(first),
            hide_index=True,
            on_select="rerun",
            selection_mode="multi-row",
            key=f"aside {loaded.key}",
        )
        chosen = first.iloc[picked.selection.rows]
        back = [int(key) for key in chosen.loc[chosen["why"].isin(_BY_HAND), "key"]]
        st.button(
            "Take the chosen rows back",
            disabled=not back,
            key="take-back",
            on_click=lambda: change_inventory(
                lambda now: now.take_back(back), f"{counted(len(back), 'row')} taken back."
            ),
        )
        offer_table(lambda: tabulate_rows(rows), "rows-not-in-the-inventory")
        st.caption("A row that lacks what its table requires comes back when the missing cell is filled in above.")


def _why(why: str, into: object) -> str:
    return f"merged into {into}" if isinstance(into, str) else _WHY[why]


def _rows_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            "File": rows["file"],
            "Table": rows["table"],
            "Row": rows["row"],
            "Why": [_why(why, into) for why, into in zip(rows["why"], rows["into"], strict=True)],
            "What the row is": list(map(describe_row, rows["texts"])),
        }
    )
    return shown.dropna(axis="columns", how="all")


def tabulate_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows to take along, with all their cells; who rated is told to nobody."""
    about = _rows_in_words(rows)
    cells = pd.DataFrame([dict(texts) for texts in rows["texts"]], index=rows.index).drop(
        columns="rater", errors="ignore"
    )
    return about.join(cells.rename(columns=lambda name: f"{name} (its column)" if name in about else name))
