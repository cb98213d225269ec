"""One organization, one row: pairs that are likely the same, side by side, to be merged or marked as not the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory.text import counted, name_key
from components.matching import find_duplicates, merge_organizations, preview_merge
from components.ui.frame.loading import Loaded, find_upload
from components.ui.frame.text import plain
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import check_draft, draft_in_view, take_draft
from components.ui.widgets.long_work import Work, begin_work, show_work

_PAIRS_AT_ONCE = 8  # that are shown
# The names under which an inventory in view keeps: its pairs, whether they were looked for, and those that are shown.
_FOUND, _LOOKED, _CARDS = "likely-same", "looked-for-same", "cards-of-same"
_PLACE = "same"  # the place of the page that shows the work
_AT_ONCE_UP_TO = 10_000  # organizations; looking through more takes longer than a second
_AGAIN = 1_000  # organizations; up to this many, all pairs are looked for anew after each decision
_WIDTHS = (120, 190, 190, 190, 290)  # pixels of the columns that stand side by side; the last is a phrase


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
    """What is shown beside the first one's name to distinguish the two; empty where nothing is."""
    second_beside: str

    @property
    def ends(self) -> frozenset[str]:
        """The ids of both."""
        return frozenset((self.first, self.second))


def show_pairs(loaded: Loaded) -> None:
    """Show the pairs of organizations that are likely the same, the surest first."""
    draft = loaded.draft
    found = _find_pairs(loaded, draft) if draft else None
    if draft is None or found is None:
        return
    pairs = {pair.ends: pair for pair in map(Pair._make, found[list(Pair._fields)].itertuples(index=False, name=None))}
    cards = _choose_cards(loaded, pairs)
    decided = [card for card in cards if card.ends not in pairs]
    _show_summary(draft, list(pairs.values()), decided)
    for card in cards:
        with st.container(border=True):
            _show_pair(draft, card, card in decided)
    if more := len(pairs) - (len(cards) - len(decided)):
        st.caption(words.MORE_PAIRS.format(pairs=counted(more, "more pair comes", "more pairs come")))


def _choose_cards(loaded: Loaded, pairs: Mapping[frozenset[str], Pair]) -> list[Pair]:
    """Choose the pairs that are shown, and give them.

    What was shown before a decision stays in its place, also where it is decided: so the next pair is not moved under
    the pointer, where a second click would decide it unread.
    """
    shown: list[Pair] = loaded.remember(_CARDS, list)
    before = [pairs.get(card.ends, card) for card in shown]
    room = _PAIRS_AT_ONCE - sum(card.ends in pairs for card in before)
    ends = {card.ends for card in before}
    shown[:] = before + [pair for pair in pairs.values() if pair.ends not in ends][: max(0, room)]
    return shown


def _show_summary(draft: Draft, pairs: list[Pair], decided: list[Pair]) -> None:
    """Tell how many pairs there are, and show the button that merges all sure ones."""
    sure = [pair for pair in pairs if pair.band == "sure"]
    st.markdown(_describe_count(len(pairs), len(sure)))
    # Pairs that are decided count too, so that the button stays in its place.
    if len(sure) + sum(pair.band == "sure" for pair in decided) > 1:
        label = words.MERGE_SURE_PAIRS.format(pairs=counted(len(sure), "sure pair"))
        st.button(label, key="merge-sure", on_click=_merge_all, args=(draft, sure), disabled=not sure)


def _describe_count(pairs: int, sure: int) -> str:
    if not pairs:
        return words.NO_PAIR
    share = "" if pairs == 1 else "all of them " if sure == pairs else f"{sure:,} of them "
    almost_surely = words.ALMOST_SURELY.format(share=share) if sure else ""
    return words.PAIRS.format(pairs=counted(pairs, "pair"), almost_surely=almost_surely)


def _find_pairs(loaded: Loaded, draft: Draft) -> pd.DataFrame | None:
    """Find the pairs, and give them; None while they are looked for, or until a person asks for it."""
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
    if _LOOKED in loaded.kept:
        st.markdown(words.LOOKING_STOPPED)
    else:
        organizations = counted(len(loaded.inventory.organizations), "organization")
        st.markdown(words.LOOKING_TAKES_LONG.format(organizations=organizations))
    st.button(words.LOOK_FOR_DUPLICATES, type="primary", key="look-for-same", on_click=_look, args=(loaded, draft))


def _look(loaded: Loaded, draft: Draft) -> None:
    loaded.remember(_LOOKED, lambda: True)
    begin_work(
        words.LOOKING_FOR_DUPLICATES,
        lambda work: find_duplicates(loaded.inventory, draft.not_the_same, progress=work.step),
        lambda found: loaded.remember(_FOUND, lambda: found),
        _PLACE,
    )


def _show_pair(draft: Draft, pair: Pair, is_decided: bool) -> None:
    """Show two organizations, why they may be one, and the two answers, or what was decided in their place."""
    one, other = _name(pair.first_name, pair.first_beside), _name(pair.second_name, pair.second_beside)
    st.markdown(f"{one}  \nand {other}")
    reason = words.SURE if pair.band == "sure" else words.LIKELY
    st.markdown(reason.format(reason=plain(pair.reason)))
    if is_decided:
        both_are_here = pair.ends <= set(draft.inventory.organizations["id"])
        st.markdown(words.STAY_TWO if both_are_here else words.MERGED)
        return
    with st.container(horizontal=True):
        st.button(words.THE_SAME, key=f"merge-{pair.first}-{pair.second}", on_click=_merge, args=(pair,))
        st.button(words.NOT_THE_SAME, key=f"apart-{pair.first}-{pair.second}", on_click=_keep_apart, args=(pair,))
    folded = st.expander(words.SIDE_BY_SIDE, on_change="rerun", key=f"sides-{pair.first}-{pair.second}")
    if folded.open:
        with folded:
            show_side_by_side(draft, pair)


def _name(name: str, beside: str) -> str:
    return f"**{plain(name)}**" + (f" · {plain(beside)}" if beside else "")


def show_side_by_side(draft: Draft, pair: Pair) -> None:
    """Show what each of two organizations says, and what stays once they are merged."""
    if not pair.ends <= set(draft.reading.organization_ids.values()):
        st.markdown(words.ONLY_NAMED)
        return
    table = preview_merge(draft, pair.first, pair.second)
    claimed = table["claim"].map({True: words.SECOND_VALUE, False: ""})
    shown = table.drop(columns="claim").assign(Note=claimed)
    shown.columns = pd.Index(words.SIDE_COLUMNS)
    columns = zip(words.SIDE_COLUMNS, _WIDTHS, strict=True)
    widths = {name: st.column_config.TextColumn(width=width) for name, width in columns}
    st.dataframe(shown, hide_index=True, width="stretch", placeholder="not known", column_config=widths)


def _merge(pair: Pair) -> None:
    sentence = words.WAS_MERGED.format(merged=pair.second_name, kept=pair.first_name)
    _decide(lambda now: merge_organizations(now, [(pair.first, pair.second)]), pair, sentence)


def _keep_apart(pair: Pair) -> None:
    names = name_key(pair.first_name), name_key(pair.second_name)
    sentence = words.STAY_TWO_ORGANIZATIONS.format(one=pair.first_name, other=pair.second_name)
    _decide(lambda now: now.keep_apart(*names), pair, sentence)


def _decide(make: Callable[[Draft], Draft], pair: Pair, sentence: str) -> None:
    """Make a decision, unless it was made before: a button can be clicked twice before the page follows."""
    now = draft_in_view()
    if now and _is_undecided(now, pair):
        begin_work(
            words.KEEPING_THE_ANSWER,
            lambda work: check_draft(make(now), work),
            lambda draft: _take_decision(draft, pair, sentence),
        )


def _is_undecided(draft: Draft, pair: Pair) -> bool:
    names = frozenset((name_key(pair.first_name), name_key(pair.second_name)))
    return names not in draft.not_the_same and pair.ends <= set(draft.inventory.organizations["id"])


def _take_decision(draft: Draft, pair: Pair, sentence: str) -> None:
    """Take the draft with a decision. Where looking for pairs takes long, those found before are kept."""
    before = find_upload()
    found, cards = (before.kept.get(each) if before else None for each in (_FOUND, _CARDS))
    take_draft(draft, sentence)
    loaded, here = find_upload(), set(draft.inventory.organizations["id"])
    if loaded and cards:
        loaded.remember(_CARDS, cards.copy)
    if loaded and found is not None and len(here) > _AGAIN:
        left = found["first"].isin(here) & found["second"].isin(here)
        left &= (found["first"] != pair.first) | (found["second"] != pair.second)
        loaded.remember(_LOOKED, lambda: True)
        loaded.remember(_FOUND, lambda: found[left])


def _merge_all(draft: Draft, sure: list[Pair]) -> None:
    begin_work(words.MERGING, lambda work: _merge_sure(draft, sure, work), _take_merged)


def _take_merged(done: tuple[Draft, str]) -> None:
    take_draft(*done)


def _merge_sure(draft: Draft, sure: list[Pair], work: Work) -> tuple[Draft, str]:
    work.step(words.MERGING_PAIRS.format(pairs=counted(len(sure), "pair")), 0.1)
    done = check_draft(merge_organizations(draft, [(pair.first, pair.second) for pair in sure]), work, 0.6)
    fewer = len(draft.inventory.organizations) - len(done.inventory.organizations)
    return done, words.WERE_MERGED.format(organizations=counted(fewer, "organization"))
