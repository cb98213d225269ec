"""One organization, one row: pairs that are likely the same, side by side, to be merged or told apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory import same_name
from components.inventory.text import counted
from components.matching import likely_same, merged_all, same_organization, what_merging_does
from components.ui.frame.loading import Loaded, find_upload
from components.ui.frame.text import plain
from components.ui.views.inventory.own_inventory import check_draft, draft_in_view, take_draft
from components.ui.widgets.long_work import Work, begin_work, show_work

_PAIRS_AT_ONCE = 8
_FOUND, _LOOKED, _CARDS = "likely-same", "looked-for-same", "cards-of-same"
_PLACE = "same"
_AT_ONCE_UP_TO = 10_000  # organizations; looking through more takes longer than a second
_AGAIN = 1_000  # organizations; up to this many each decision has the pairs looked for anew


_WIDTHS = {
    "Column": 120,
    "One": 190,
    "The other": 190,
    "After merging": 190,
    "Note": 290,
}  # pixels; the last is a phrase


class Pair(NamedTuple):
    """Two organizations that may be one."""

    first: str
    second: str
    first_name: str
    second_name: str
    band: str
    """``sure`` or ``likely``."""
    reason: str
    first_beside: str
    """What tells the first from the second at sight, or empty."""
    second_beside: str

    @property
    def ends(self) -> frozenset[str]:
        return frozenset((self.first, self.second))


def show_pairs(loaded: Loaded, draft: Draft) -> None:
    """The pairs of organizations that are likely one, the surest first."""
    st.markdown("### Could these be the same organization?")
    found = _found(loaded, draft)
    if found is None:
        return
    pairs = {pair.ends: pair for pair in map(Pair._make, found[list(Pair._fields)].itertuples(index=False, name=None))}
    cards = _cards(loaded, pairs)
    decided = [card for card in cards if card.ends not in pairs]
    _summary(draft, list(pairs.values()), decided)
    for card in cards:
        with st.container(border=True):
            _pair(draft, card, card in decided)
    if more := len(pairs) - (len(cards) - len(decided)):
        st.caption(f"{counted(more, 'more pair')} {'comes' if more == 1 else 'come'} when these are decided.")


def _cards(loaded: Loaded, pairs: Mapping[frozenset[str], Pair]) -> list[Pair]:
    """The pairs that are shown. What was shown before a decision stays in its place, also where it is decided: so the
    next pair is not moved under the pointer, where a second click would decide it unread."""
    shown: list[Pair] = loaded.remember(_CARDS, list)
    before = [pairs.get(card.ends, card) for card in shown]
    room = _PAIRS_AT_ONCE - sum(card.ends in pairs for card in before)
    ends = {card.ends for card in before}
    shown[:] = before + [pair for pair in pairs.values() if pair.ends not in ends][: max(0, room)]
    return shown


def _summary(draft: Draft, pairs: list[Pair], decided: list[Pair]) -> None:
    """How many pairs there are, and the button that merges all sure ones, which stays while they are decided."""
    sure = [pair for pair in pairs if pair.band == "sure"]
    st.markdown(_in_words(len(pairs), len(sure)))
    if len(sure) + sum(pair.band == "sure" for pair in decided) > 1:
        label = f"Merge {counted(len(sure), 'sure pair')}"
        st.button(label, key="merge-sure", on_click=_merge_all, args=(draft, sure), disabled=not sure)


def _in_words(pairs: int, sure: int) -> str:
    if not pairs:
        return "No two organizations look like one."
    share = "" if pairs == 1 else "all of them " if sure == pairs else f"{sure:,} of them "
    almost = f", {share}almost surely" if sure else ""
    return (
        f"**{counted(pairs, 'pair')} may be one organization{almost}.** "
        "Merging keeps every value and its source, and all ties; the other name becomes an alias."
    )


def _found(loaded: Loaded, draft: Draft) -> pd.DataFrame | None:
    """The pairs; None while they are looked for, or nobody has asked yet for what takes long."""
    few = len(loaded.inventory.organizations) <= _AT_ONCE_UP_TO
    if few and _LOOKED not in loaded.kept:
        _look(loaded, draft)
    if _FOUND in loaded.kept:
        found: pd.DataFrame = loaded.kept[_FOUND]
        return found
    if not show_work(_PLACE):
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
    begin_work(
        "Looking for likely duplicates",
        lambda work: likely_same(loaded.inventory, draft.not_the_same, progress=work.step),
        lambda found: loaded.remember(_FOUND, lambda: found),
        _PLACE,
    )


def _pair(draft: Draft, pair: Pair, decided: bool) -> None:
    """Two organizations, why they may be one, and the two answers, or what was decided in their place."""
    one, other = _called(pair.first_name, pair.first_beside), _called(pair.second_name, pair.second_beside)
    st.markdown(f"{one}  \nand {other}")
    st.markdown(f"{'Almost surely one' if pair.band == 'sure' else 'Perhaps one'}: {plain(pair.reason)}")
    if decided:
        st.markdown(_outcome(draft, pair))
        return
    with st.container(horizontal=True):
        st.button("The same: merge", key=f"merge-{pair.first}-{pair.second}", on_click=_merge, args=(pair,))
        st.button("Not the same", key=f"apart-{pair.first}-{pair.second}", on_click=_told_apart, args=(pair,))
    folded = st.expander("What each says, and what stays", on_change="rerun", key=f"sides-{pair.first}-{pair.second}")
    if folded.open:
        with folded:
            _side_by_side(draft, pair)


def _called(name: str, beside: str) -> str:
    return f"**{plain(name)}**" + (f" · {plain(beside)}" if beside else "")


def _outcome(draft: Draft, pair: Pair) -> str:
    both = pair.ends <= set(draft.inventory.organizations["id"])
    return ":material/check: Decided: " + (
        "they stay two." if both else "one of them is merged and no row of its own any more."
    )


def _side_by_side(draft: Draft, pair: Pair) -> None:
    keys = dict(zip(draft.inventory.organizations["id"], draft.reading.keys["organizations"], strict=True))
    one, other = keys[pair.first], keys[pair.second]
    if one is None or other is None:
        st.markdown("One of the two is only named in other tables: its name becomes an alias.")
        return
    table = what_merging_does(draft, [one, other], one)
    claimed = table["claim"].map({True: "second value, kept in the table of claims", False: ""})
    shown = table.drop(columns="claim").assign(Note=claimed)
    shown.columns = pd.Index(list(_WIDTHS))
    widths = {name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()}
    st.dataframe(shown, hide_index=True, width="stretch", placeholder="not known", column_config=widths)


def _merge(pair: Pair) -> None:
    said = f"{pair.second_name} was merged into {pair.first_name}."
    _decide(lambda now: same_organization(now, pair.first, pair.second), pair, said)


def _told_apart(pair: Pair) -> None:
    names = same_name(pair.first_name), same_name(pair.second_name)
    said = f"{pair.first_name} and {pair.second_name} stay two organizations."
    _decide(lambda now: now.keep_apart(*names), pair, said)


def _decide(make: Callable[[Draft], Draft], pair: Pair, said: str) -> None:
    """Make a decision, unless it was made before: a button can be clicked twice before the page follows."""
    now = draft_in_view()
    if now and _undecided(now, pair):
        begin_work(
            "Keeping the answer", lambda work: check_draft(make(now), work), lambda draft: _decided(draft, pair, said)
        )


def _undecided(draft: Draft, pair: Pair) -> bool:
    names = frozenset((same_name(pair.first_name), same_name(pair.second_name)))
    return names not in draft.not_the_same and pair.ends <= set(draft.inventory.organizations["id"])


def _decided(draft: Draft, pair: Pair, said: str) -> None:
    """Keep a decision. Where looking for pairs takes long, those that are left stay found."""
    before = find_upload()
    found, cards = (before.kept.get(each) if before else None for each in (_FOUND, _CARDS))
    take_draft(draft, said)
    loaded, here = find_upload(), set(draft.inventory.organizations["id"])
    if loaded and cards:
        loaded.remember(_CARDS, cards.copy)
    if loaded and found is not None and len(here) > _AGAIN:
        left = found["first"].isin(here) & found["second"].isin(here)
        left &= (found["first"] != pair.first) | (found["second"] != pair.second)
        loaded.remember(_LOOKED, lambda: True)
        loaded.remember(_FOUND, lambda: found[left])


def _merge_all(draft: Draft, sure: list[Pair]) -> None:
    begin_work("Merging", lambda work: _merged(draft, sure, work), lambda done: take_draft(*done))


def _merged(draft: Draft, sure: list[Pair], work: Work) -> tuple[Draft, str]:
    work.step(f"Merging {counted(len(sure), 'pair')}.", 0.1)
    done = check_draft(merged_all(draft, [(pair.first, pair.second) for pair in sure]), work, 0.6)
    fewer = len(draft.inventory.organizations) - len(done.inventory.organizations)
    return done, f"{counted(fewer, 'organization')} merged into another."
