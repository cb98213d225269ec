"""One organization, one row: pairs that are likely the same, side by side, to be merged or told apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd
import streamlit as st

from components.analysis import counted
from components.inventory import (
    Draft,
    likely_same,
    merged_all,
    not_the_same,
    same_name,
    same_organization,
    what_merging_does,
)
from components.ui.keeping import changed, checked, draft_in_view
from components.ui.loading import Loaded, kept_upload
from components.ui.long_work import Work, begin, watch
from components.ui.text import plain

_PAIRS_AT_ONCE = 8
_FOUND, _LOOKED = "likely-same", "looked-for-same"
_PLACE = "same"
_AT_ONCE_UP_TO = 10_000  # organizations; looking through more takes longer than a second
_AGAIN = 1_000  # organizations; up to this many each decision has the pairs looked for anew


class Pair(NamedTuple):
    """Two organizations that may be one."""

    first: str
    second: str
    first_name: str
    second_name: str
    band: str
    """``sure`` or ``likely``."""
    reason: str


def matching(loaded: Loaded, draft: Draft) -> None:
    """The pairs of organizations that are likely one, the surest first."""
    st.markdown("### Could these be the same organization?")
    found = _found(loaded, draft)
    if found is None:
        return
    if found.empty:
        st.markdown("No two organizations look like one.")
        return
    pairs = [Pair(*row) for row in found[list(Pair._fields)].itertuples(index=False, name=None)]
    sure = [pair for pair in pairs if pair.band == "sure"]
    almost = f", {len(sure):,} of them almost surely" if sure else ""
    st.markdown(
        f"**{counted(len(pairs), 'pair')} may be one organization{almost}.** "
        "Merging keeps every value and its source, and all ties; the other name becomes an alias."
    )
    if len(sure) > 1:
        st.button(f"Merge the {len(sure):,} sure pairs", key="merge-sure", on_click=_merge_all, args=(draft, sure))
    for pair in pairs[:_PAIRS_AT_ONCE]:
        with st.container(border=True):
            _pair(draft, pair)
    if len(pairs) > _PAIRS_AT_ONCE:
        st.caption(f"{len(pairs) - _PAIRS_AT_ONCE:,} more pairs come when these are decided.")


def _found(loaded: Loaded, draft: Draft) -> pd.DataFrame | None:
    """The pairs; None while they are looked for, or nobody has asked yet for what takes long."""
    few = len(loaded.inventory.organizations) <= _AT_ONCE_UP_TO
    if few and _LOOKED not in loaded.kept:
        _look(loaded, draft)
    if _FOUND in loaded.kept:
        found: pd.DataFrame = loaded.kept[_FOUND]
        return found
    if not watch(_PLACE):
        _ask_to_look(loaded, draft)
    return None


def _ask_to_look(loaded: Loaded, draft: Draft) -> None:
    count = counted(len(loaded.inventory.organizations), "organization")
    if _LOOKED in loaded.kept:
        st.markdown("Looking was stopped, and nothing is decided.")
    else:
        st.markdown(f"Comparing {count} takes a while. The page stays alive, and it can be stopped.")
    st.button("Look for likely duplicates", type="primary", key="look-for-same", on_click=_look, args=(loaded, draft))


def _look(loaded: Loaded, draft: Draft) -> None:
    loaded.remember(_LOOKED, lambda: True)
    begin(
        "Looking for likely duplicates",
        lambda work: likely_same(loaded.inventory, draft.not_the_same, progress=work.step),
        lambda found: loaded.remember(_FOUND, lambda: found),
        _PLACE,
    )


def _pair(draft: Draft, pair: Pair) -> None:
    """Two organizations side by side, why they may be one, and the two answers."""
    st.markdown(f"**{plain(pair.first_name)}** and **{plain(pair.second_name)}**")
    st.markdown(f"{'Almost surely one' if pair.band == 'sure' else 'Perhaps one'}: {plain(pair.reason)}")
    folded = st.expander("What each says, and what stays", on_change="rerun", key=f"sides-{pair.first}-{pair.second}")
    if folded.open:
        with folded:
            _side_by_side(draft, pair)
    with st.container(horizontal=True):
        st.button("The same: merge", key=f"merge-{pair.first}-{pair.second}", on_click=_merge, args=(pair,))
        st.button("Not the same", key=f"apart-{pair.first}-{pair.second}", on_click=_told_apart, args=(pair,))


def _side_by_side(draft: Draft, pair: Pair) -> None:
    keys = dict(zip(draft.inventory.organizations["id"], draft.built.keys["organizations"], strict=True))
    one, other = keys[pair.first], keys[pair.second]
    if one is None or other is None:
        st.markdown("One of the two is only named in other tables: its name becomes an alias.")
        return
    table = what_merging_does(draft, [one, other], one)
    claimed = table["claim"].map({True: "the other is kept as a claim", False: ""})
    shown = table.drop(columns="claim").assign(Note=claimed)
    shown.columns = pd.Index(["Column", "One", "The other", "After merging", "Note"])
    st.dataframe(shown, hide_index=True, width="stretch", placeholder="not known")


def _merge(pair: Pair) -> None:
    said = f"{pair.second_name} was merged into {pair.first_name}."
    _decide(lambda now: same_organization(now, pair.first, pair.second), pair, said)


def _told_apart(pair: Pair) -> None:
    names = same_name(pair.first_name), same_name(pair.second_name)
    said = f"{pair.first_name} and {pair.second_name} stay two organizations."
    _decide(lambda now: not_the_same(now, *names), pair, said)


def _decide(make: Callable[[Draft], Draft], pair: Pair, said: str) -> None:
    if now := draft_in_view():
        begin("Keeping the answer", lambda work: checked(make(now), work), lambda draft: _decided(draft, pair, said))


def _decided(draft: Draft, pair: Pair, said: str) -> None:
    """Keep a decision. Where looking for pairs takes long, those that are left stay found."""
    before = kept_upload()
    found = before.kept.get(_FOUND) if before else None
    changed(draft, said)
    loaded, here = kept_upload(), set(draft.inventory.organizations["id"])
    if loaded and found is not None and len(here) > _AGAIN:
        left = found["first"].isin(here) & found["second"].isin(here)
        left &= (found["first"] != pair.first) | (found["second"] != pair.second)
        loaded.remember(_LOOKED, lambda: True)
        loaded.remember(_FOUND, lambda: found[left])


def _merge_all(draft: Draft, sure: list[Pair]) -> None:
    begin("Merging", lambda work: _merged(draft, sure, work), lambda done: changed(*done))


def _merged(draft: Draft, sure: list[Pair], work: Work) -> tuple[Draft, str]:
    work.step(f"Merging {counted(len(sure), 'pair')}.", 0.1)
    done = checked(merged_all(draft, [(pair.first, pair.second) for pair in sure]), work, 0.6)
    fewer = len(draft.inventory.organizations) - len(done.inventory.organizations)
    return done, f"{counted(fewer, 'organization')} merged into another."
