"""What one click can mend, kind by kind or one by one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.drafts import Draft, find_suggestions, take_suggestions
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.views.inventory.rows_set_aside import FIRST_ROWS
from components.ui.widgets.long_work import begin_work, show_work
from components.ui.widgets.tables import describe_row

_SUGGESTED, _LOOKED = "suggestions", "looked-for-suggestions"
_PLACE = "suggestions"


def offer_suggestions(loaded: Loaded, draft: Draft) -> None:
    """What one click would mend, kind by kind, or one by one; looked for beside the page where that takes a while."""
    if _LOOKED not in loaded.kept:
        _look(loaded, draft)
    if _SUGGESTED not in loaded.kept:
        if not show_work(_PLACE):
            st.button("Look for what one click can mend", key="look-for-mends", on_click=_look, args=(loaded, draft))
        return
    found: pd.DataFrame = loaded.kept[_SUGGESTED]
    if found.empty:
        return
    st.markdown(f"**{counted(len(found), 'cell')} can be mended with one click.**")
    for kind, rows in found.groupby("kind", sort=False):
        words, button = st.columns([5, 1], vertical_alignment="center")
        words.markdown(_in_short(str(kind), rows))
        of_kind = (rows, _KINDS.get(str(kind), str(kind)))
        button.button(f"Mend {counted(len(rows), 'cell')}", key=f"mend-{kind}", on_click=_take, args=of_kind)
    folded = st.expander("Choose among them", on_change="rerun", key="choose-suggestions")
    if folded.open:
        with folded:
            _one_by_one(loaded, draft, found)


def _look(loaded: Loaded, draft: Draft) -> None:
    loaded.remember(_LOOKED, lambda: True)
    begin_work(
        "Looking for what one click can mend",
        lambda work: find_suggestions(draft),
        lambda found: loaded.remember(_SUGGESTED, lambda: found),
        _PLACE,
    )


# What each kind of suggestion mends, in the words of a team.
_KINDS = {
    "word": "words",
    "organization": "names of organizations",
    "list": "lists",
    "date": "dates",
    "number": "numbers",
    "address": "web addresses",
}


def _one_by_one(loaded: Loaded, draft: Draft, found: pd.DataFrame) -> None:
    """Each suggestion with why, to be ticked."""
    if len(found) > FIRST_ROWS:
        st.caption(f"The first {FIRST_ROWS:,} of {len(found):,} cells. Mend these, and the next ones come.")
    first = found.head(FIRST_ROWS)
    shown = pd.DataFrame(
        {
            "Row": [describe_row(draft.row_texts(key)[1]) for key in first["key"]],
            "Table": first["table"],
            "Column": first["column"],
            "What it says": first["value"],
            "What it would say": first["suggestion"],
            "Why": first["why"],
        }
    )
    picked = st.dataframe(
        shown, hide_index=True, on_select="rerun", selection_mode="multi-row", key=f"picked {loaded.key}"
    )
    rows = first.iloc[picked.selection.rows]
    those = (rows, "those chosen")
    st.button("Mend those chosen", disabled=rows.empty, on_click=_take, args=those, key="mend-some")


def _in_short(kind: str, rows: pd.DataFrame) -> str:
    pairs = rows[["value", "suggestion"]].drop_duplicates()
    said = [f"{plain(row.value)} → **{plain(row.suggestion)}**" for row in pairs.head(3).itertuples()]
    more = len(pairs) - len(said)
    return f"{_KINDS.get(kind, plain(kind)).capitalize()}: {', '.join(said)}{f' and {more:,} more' if more else ''}"


def _take(rows: pd.DataFrame, kind: str) -> None:
    change_inventory(lambda now: take_suggestions(now, rows), f"{counted(len(rows), 'cell')} mended ({kind}).")
