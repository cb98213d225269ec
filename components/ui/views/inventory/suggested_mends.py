"""What one click can mend, kind by kind or one by one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.drafts import Draft, RowTexts, find_suggestions, take_suggestions
from components.inventory.text import counted, name_key
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain, table_titles
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.views.inventory.rows_set_aside import FIRST_ROWS
from components.ui.widgets.long_work import begin_work, show_work
from components.ui.widgets.tables import describe_row

# The names under which an inventory in view keeps its suggestions, and whether they were looked for.
_FOUND, _LOOKED = "suggestions", "looked-for-suggestions"
_PLACE = "suggestions"  # the place of the page that shows the work
_FIRST_PAIRS = 8  # texts with their suggestions that the line of a kind shows


def offer_suggestions(loaded: Loaded) -> None:
    """Show what one click would mend, kind by kind or one by one. Suggestions are looked for beside the page."""
    draft = loaded.draft
    if draft is None:
        return
    if _LOOKED not in loaded.kept:
        _look(loaded, draft)
    if _FOUND not in loaded.kept:
        if not show_work(_PLACE):
            st.button(words.LOOK_FOR_MENDS, key="look-for-mends", on_click=_look, args=(loaded, draft))
        return
    found: pd.DataFrame = loaded.kept[_FOUND]
    if not found.empty:
        _show_suggestions(loaded, draft, found)


def _look(loaded: Loaded, draft: Draft) -> None:
    loaded.remember(_LOOKED, lambda: True)
    begin_work(
        words.LOOKING_FOR_MENDS,
        lambda work: find_suggestions(draft),
        lambda found: loaded.remember(_FOUND, lambda: found),
        _PLACE,
    )


def _show_suggestions(loaded: Loaded, draft: Draft, found: pd.DataFrame) -> None:
    with st.container(key="wide-suggestions"):
        st.markdown(f"#### {words.CELLS_TO_MEND.format(cells=counted(len(found), 'cell'))}")
        for kind, rows in found.groupby("kind", sort=False):
            name = words.MEND_KINDS.get(str(kind), str(kind))
            line, button = st.columns([5, 2], vertical_alignment="center")
            line.markdown(_describe_kind(name, rows))
            label = words.MEND.format(cells=counted(len(rows), "cell"))
            button.button(label, key=f"mend-{kind}", on_click=_take, args=(rows, name), width="stretch")
        folded = st.expander(words.CHOOSE_AMONG_THEM, on_change="rerun", key="choose-suggestions")
        if folded.open:
            with folded:
                _choose_among(loaded, draft, found)


def _describe_kind(name: str, rows: pd.DataFrame) -> str:
    """Tell the first texts of a kind, and what each would become, a line each."""
    pairs = rows[["value", "suggestion"]].drop_duplicates()
    first = [f"- {plain(row.value)} → **{plain(row.suggestion)}**" for row in pairs.head(_FIRST_PAIRS).itertuples()]
    more = len(pairs) - len(first)
    lines = [f"{plain(name).capitalize()}", *first, *([f"- {words.AND_MORE.format(count=more)}"] if more else [])]
    return "\n".join(lines)


def _choose_among(loaded: Loaded, draft: Draft, found: pd.DataFrame) -> None:
    """Show each suggestion with why, to be ticked."""
    if len(found) > FIRST_ROWS:
        st.caption(words.FIRST_CELLS.format(shown=FIRST_ROWS, count=len(found)))
    first, texts = found.head(FIRST_ROWS), RowTexts(draft.text_tables)
    shown = pd.DataFrame(
        {
            "Row": [describe_row(texts.row(key)) for key in first["key"]],
            "Table": first["table"].map(table_titles()),
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
    chosen = (rows, words.THOSE_CHOSEN)
    names = rows[rows["kind"] == "organization"]
    with st.container(horizontal=True):
        st.button(words.MEND_THOSE_CHOSEN, disabled=rows.empty, on_click=_take, args=chosen, key="mend-some")
        if "organization" in set(found["kind"]):
            st.button(words.ARE_OTHERS, disabled=names.empty, on_click=_keep_apart, args=(names,), key="are-others")


def _take(rows: pd.DataFrame, kind: str) -> None:
    sentence = words.CELLS_MENDED.format(cells=counted(len(rows), "cell"), kind=kind)
    change_inventory(lambda now: take_suggestions(now, rows), sentence)


def _keep_apart(rows: pd.DataFrame) -> None:
    """Note that names are not those of the organizations that were suggested for them."""
    pairs = set(zip(rows["value"].map(name_key), rows["suggestion"].map(name_key), strict=True))

    def keep_apart(now: Draft) -> Draft:
        for name, other in sorted(pairs):
            now = now.keep_apart(name, other)
        return now

    names = counted(len({name for name, _ in pairs}), *words.STAY_AS_THEY_ARE)
    change_inventory(keep_apart, f"{names}.")
