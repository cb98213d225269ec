"""What a further file would change in the inventory in view, said before it does."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory.text import counted
from components.matching import added, differences, differences_in_words
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.frame.visit import set_address
from components.ui.views.inventory.incoming import Incoming, finish_incoming, forget_incoming, open_incoming
from components.ui.views.inventory.own_inventory import check_draft, take_draft
from components.ui.widgets.long_work import begin_work, is_at_work, show_work, stop_work
from components.ui.widgets.tables import offer_table

_HOWS = {
    "update": "Update: rows that are here get its cells, and new rows come in",
    "add": "Add: only new rows come in, and rows that are here stay as they are",
    "replace": "Replace: its tables take the place of those here",
    "anew": "Start anew with it: what is in view is dropped",
}
_DOES = {"update": "Update", "add": "Add the new rows", "replace": "Replace", "anew": "Start anew"}
_COMPARING, _TAKING_IN = "comparing", "taking in"
_COMPARED = "compared"
_DONE = {"update": "updated what is here", "add": "added its new rows", "replace": "replaced its tables"}


def show_comparison(incoming: Incoming, coming: Draft, own: Loaded, here: Draft) -> None:
    """What a further file would do to the inventory in view, before it does."""
    st.markdown(f"### What should {plain(incoming.called)} do?")
    how = st.radio(
        "How",
        list(_HOWS),
        key="how-to-add",
        format_func=_HOWS.__getitem__,
        label_visibility="collapsed",
        disabled=is_at_work(_TAKING_IN),
    )
    if show_work(_TAKING_IN):
        return
    ready = _would_do(incoming, coming, own, here, how)
    with st.container(horizontal=True):
        st.button(
            _DOES[how],
            type="primary",
            key="take-in",
            disabled=not ready,
            on_click=_take_in,
            args=(incoming, coming, here, how),
        )
        st.button("Cancel", key="cancel-comparing", on_click=_leave_alone)


def _would_do(incoming: Incoming, coming: Draft, own: Loaded, here: Draft, how: str) -> bool:
    """Say what it would do; gives whether that is said, as it is not while it is still worked out."""
    if how == "anew":
        organizations = counted(len(coming.inventory.organizations), "organization")
        st.markdown(f"**{organizations} come in, and the inventory in view is dropped.**")
        return True
    found = _differences(incoming, coming, own, here, how)
    if found is None:
        return False
    st.markdown(f"**{plain(differences_in_words(found))}**")
    _difference_table(found)
    return True


def _differences(incoming: Incoming, coming: Draft, own: Loaded, here: Draft, how: str) -> pd.DataFrame | None:
    """The differences, worked out beside the page; None while they are, or where that was stopped."""
    name = ("differences", incoming.token, how)
    again = (own, name, here, coming, how)
    if name not in own.kept and st.session_state.get(_COMPARED) != name:
        _work_out(*again)
    if name in own.kept:
        found: pd.DataFrame = own.kept[name]
        return found
    if not show_work(_COMPARING):
        st.markdown("Comparing was stopped: what it would do is not known yet, and nothing was changed.")
        st.button("Compare", key="compare-again", on_click=_work_out, args=again)
    return None


def _work_out(own: Loaded, name: Hashable, here: Draft, coming: Draft, how: str) -> None:
    st.session_state[_COMPARED] = name
    begin_work(
        "Comparing with what is here",
        lambda work: differences(here, coming, how, progress=work.step),  # type: ignore[arg-type]
        lambda found: own.remember(name, lambda: found),
        _COMPARING,
    )


_ORDER = ["changed", "new row", "not taken", "unclear", "cannot be read", "gone"]
_MOST_LINES = 2_000


def _difference_table(found: pd.DataFrame) -> None:
    shown = found[found["change"] != "same"]
    if shown.empty:
        return
    ranked = shown.sort_values("change", key=lambda change: change.map(_ORDER.index), kind="stable")
    if len(ranked) > _MOST_LINES:
        st.caption(f"The first {_MOST_LINES:,} of {len(ranked):,} differences.")
    names = {
        "table": "Table",
        "what": "Row",
        "column": "Column",
        "before": "Now",
        "after": "In the file",
        "change": "Change",
    }
    in_words = ranked.rename(columns=names)
    st.dataframe(in_words.head(_MOST_LINES), hide_index=True, width="stretch", placeholder="")
    offer_table(lambda: in_words, "differences")


def _take_in(incoming: Incoming, coming: Draft, here: Draft, how: str) -> None:
    if how == "anew":
        open_incoming(coming, incoming)
        return
    said = f"{incoming.called} {_DONE[how]}."
    begin_work(
        f"Taking {incoming.called} in",
        lambda work: check_draft(added(here, coming, how, progress=work.part(0.0, 0.6)), work, 0.6),  # type: ignore[arg-type]
        lambda draft: _took_in(incoming, draft, said),
        _TAKING_IN,
    )


def _took_in(incoming: Incoming, draft: Draft, said: str) -> None:
    set_address(part="mend")
    take_draft(draft, said)
    finish_incoming(incoming)  # at last: where a click breaks this off before, all of it is done again


def _leave_alone() -> None:
    stop_work()
    forget_incoming()
