"""One organization, one row: pairs that are likely the same, side by side, to be merged or told apart."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.analysis import counted
from components.inventory import Draft, likely_same, not_the_same, same_name, same_organization, what_merging_does
from components.ui.keeping import change
from components.ui.loading import Loaded
from components.ui.long_work import Work, begin
from components.ui.text import plain

_PAIRS_AT_ONCE = 8
_FOUND = "likely-same"
_AT_ONCE_UP_TO = 2_000  # organizations; looking through more takes longer than a page should


def matching(loaded: Loaded, draft: Draft) -> None:
    """The pairs of organizations that are likely one, the surest first."""
    st.markdown("### Could these be the same organization?")
    found = _found(loaded, draft)
    if found is None:
        _ask_to_look(loaded, draft)
        return
    if found.empty:
        st.markdown("No two organizations look like one.")
        return
    sure = found[found["band"] == "sure"]
    st.markdown(
        f"**{counted(len(found), 'pair')} may be one organization, {len(sure):,} of them almost surely.** "
        "Merging keeps every value and its source, and all ties; the other name becomes an alias."
    )
    if len(sure) > 1:
        st.button(f"Merge the {len(sure):,} sure pairs", key="merge-sure", on_click=_merge_all, args=(draft, sure))
    for pair in found.head(_PAIRS_AT_ONCE).itertuples():
        with st.container(border=True):
            _pair(draft, pair)
    if len(found) > _PAIRS_AT_ONCE:
        st.caption(f"{len(found) - _PAIRS_AT_ONCE:,} more pairs come when these are decided.")


def _found(loaded: Loaded, draft: Draft) -> pd.DataFrame | None:
    """The pairs; None where looking for them takes long and nobody has asked yet."""
    if (_FOUND, loaded.key) in loaded.kept or len(loaded.inventory.organizations) <= _AT_ONCE_UP_TO:
        return loaded.remember((_FOUND, loaded.key), lambda: likely_same(loaded.inventory, draft.apart))
    return None


def _ask_to_look(loaded: Loaded, draft: Draft) -> None:
    count = counted(len(loaded.inventory.organizations), "organization")
    st.markdown(f"Comparing {count} takes a while. The page stays alive, and it can be stopped.")
    st.button("Look for likely duplicates", type="primary", key="look-for-same", on_click=_look, args=(loaded, draft))


def _look(loaded: Loaded, draft: Draft) -> None:
    def do(work: Work) -> pd.DataFrame:
        work.step("Comparing names, websites and places.", 0.3)
        return likely_same(loaded.inventory, draft.apart)

    begin("Looking for likely duplicates", do, lambda found: loaded.remember((_FOUND, loaded.key), lambda: found))


def _pair(draft: Draft, pair: object) -> None:
    """Two organizations side by side, why they may be one, and the two answers."""
    first, second = str(pair.first), str(pair.second)  # type: ignore[attr-defined]
    names = plain(str(pair.first_name)), plain(str(pair.second_name))  # type: ignore[attr-defined]
    sure = "Almost surely one" if pair.band == "sure" else "Perhaps one"  # type: ignore[attr-defined]
    st.markdown(f"**{names[0]}** and **{names[1]}**")
    st.markdown(f"{sure}: {plain(str(pair.reason))}")  # type: ignore[attr-defined]
    with st.expander("What each says, and what stays"):
        st.dataframe(_side_by_side(draft, first, second), hide_index=True, width="stretch", placeholder="not known")
    with st.container(horizontal=True):
        st.button("The same: merge", key=f"merge-{first}-{second}", on_click=_merge, args=(draft, pair))
        st.button("Not the same", key=f"apart-{first}-{second}", on_click=_apart, args=(draft, pair))


def _side_by_side(draft: Draft, first: str, second: str) -> pd.DataFrame:
    keys = dict(zip(draft.inventory.organizations["id"], draft.built.keys["organizations"], strict=True))
    one, other = keys[first], keys[second]
    if one is None or other is None:
        return pd.DataFrame({"": ["One of the two is only named in other tables: its name becomes an alias."]})
    table = what_merging_does(draft, [one, other], one)
    claimed = table["claim"].map({True: "the other is kept as a claim", False: ""})
    shown = table.drop(columns="claim").assign(Note=claimed)
    shown.columns = ["Column", "One", "The other", "After merging", "Note"]
    return shown


def _merge(draft: Draft, pair: object) -> None:
    first, second = str(pair.first), str(pair.second)  # type: ignore[attr-defined]
    said = f"{pair.second_name} was merged into {pair.first_name}."  # type: ignore[attr-defined]
    change(same_organization(draft, first, second), said)


def _merge_all(draft: Draft, sure: pd.DataFrame) -> None:
    """Merge pair by pair; where one of a pair is merged away already, its other name is asked anew."""
    count = 0
    for first, second in zip(sure["first"], sure["second"], strict=True):
        if {first, second} <= set(draft.inventory.organizations["id"]):
            draft, count = same_organization(draft, first, second), count + 1
    change(draft, f"{counted(count, 'pair')} merged.")


def _apart(draft: Draft, pair: object) -> None:
    one, other = str(pair.first_name), str(pair.second_name)  # type: ignore[attr-defined]
    change(not_the_same(draft, same_name(one), same_name(other)), f"{one} and {other} stay two organizations.")
