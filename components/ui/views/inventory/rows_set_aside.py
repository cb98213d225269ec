"""The rows that are not in the inventory, why, and the way back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.drafts import list_rows_left_out
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.frame.text import table_titles
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.widgets.tables import describe_row, offer_table

FIRST_ROWS = 500  # of a table in which rows are chosen; more would keep a browser waiting
_BY_HAND = ("set aside", "merged", "replaced")  # what a person did, and can take back


def show_rows_not_in(loaded: Loaded) -> None:
    """Show each row that is not in the inventory, and the way back."""
    draft = loaded.draft
    if draft is None:
        return
    rows = loaded.remember("rows not in", lambda: list_rows_left_out(draft))
    rows = rows[rows["why"] != "blank"].reset_index(drop=True)
    if rows.empty:
        return
    with st.expander(words.NOT_IN_THE_INVENTORY.format(rows=counted(len(rows), "row"))):
        _choose_rows(rows, loaded.key)
        offer_table(lambda: tabulate_rows(rows), "rows-not-in-the-inventory")
        st.caption(words.HOW_ROWS_COME_BACK)


def _choose_rows(rows: pd.DataFrame, key: str) -> None:
    """Show the rows to choose from, and the button that takes the chosen ones back."""
    first = rows.head(FIRST_ROWS)
    if len(rows) > len(first):
        st.caption(words.FIRST_ROWS_NOT_IN.format(shown=len(first), count=len(rows)))
    picked = st.dataframe(
        _describe(first), hide_index=True, on_select="rerun", selection_mode="multi-row", key=f"aside {key}"
    )
    chosen = first.iloc[picked.selection.rows]
    keys = [int(key) for key in chosen.loc[chosen["why"].isin(_BY_HAND), "key"]]
    st.button(words.TAKE_BACK, disabled=not keys, key="take-back", on_click=_take_back, args=(keys,))


def _take_back(keys: list[int]) -> None:
    change_inventory(lambda now: now.take_back(keys), words.TAKEN_BACK.format(rows=counted(len(keys), "row")))


def _describe(rows: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            "File": rows["file"],
            "Table": rows["table"].map(table_titles()),
            "Row": rows["row"],
            "Why": [_tell_why(why, into) for why, into in zip(rows["why"], rows["into"], strict=True)],
            "What the row is": list(map(describe_row, rows["texts"])),
        }
    )
    return shown.dropna(axis="columns", how="all")


def _tell_why(why: str, into: object) -> str:
    return words.MERGED_INTO.format(name=into) if isinstance(into, str) else words.WHY_NOT_IN[why]


def tabulate_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Tabulate rows to take along with all their cells, and give a frame; who rated is told to nobody."""
    about = _describe(rows)
    cells = pd.DataFrame([dict(texts) for texts in rows["texts"]], index=rows.index)
    cells = cells.drop(columns="rater", errors="ignore")
    return about.join(cells.rename(columns=lambda name: f"{name} (its column)" if name in about else name))
