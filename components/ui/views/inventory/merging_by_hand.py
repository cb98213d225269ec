"""Any two organizations, chosen by hand, side by side, to be merged."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from components.drafts import Draft
from components.inventory.text import name_key
from components.matching import merge_organizations
from components.ui.frame.loading import Loaded
from components.ui.views.inventory import words
from components.ui.views.inventory.likely_pairs import Pair, show_side_by_side
from components.ui.views.inventory.own_inventory import change_inventory


def show_merging_by_hand(loaded: Loaded) -> None:
    """Show where two organizations are chosen, what each says, and the button that merges them."""
    draft = loaded.draft
    if draft is None:
        return
    with st.container(key="wide-merge"):
        st.markdown(f"### {words.MERGE_BY_HAND}")
        left, right = st.columns(2)
        with left:
            kept = _choose(loaded, words.KEEP_THIS_ONE)
        with right:
            other = _choose(loaded, words.MERGE_THAT_ONE, without=kept)
        if not kept or not other:
            return
        pair = Pair(kept, other, loaded.names[kept], loaded.names[other], "chosen", "", "", "")
        show_side_by_side(draft, pair)
        st.markdown(words.WHAT_MERGING_DOES)
        st.button(words.MERGE_THESE, type="primary", key="merge-these", on_click=_merge, args=(pair,))


def _choose(loaded: Loaded, label: str, without: str | None = None) -> str | None:
    """Choose an organization by its name, and give its id; None until one is chosen."""
    counts = Counter(map(name_key, loaded.names.values()))

    def show(identity: str) -> str:
        name = loaded.names[identity]
        return f"{name} ({identity})" if counts[name_key(name)] > 1 else name

    return st.selectbox(
        label,
        [identity for identity in loaded.by_name if identity != without],
        index=None,
        key=f"{label} {loaded.key}",  # after each change the ids may be others
        format_func=show,
        placeholder=words.CHOOSE_AN_ORGANIZATION,
    )


def _merge(pair: Pair) -> None:
    def merge(now: Draft) -> Draft:
        # A second click comes before the page follows: then one of the two is gone already.
        are_here = pair.ends <= set(now.inventory.organizations["id"])
        return merge_organizations(now, [(pair.first, pair.second)]) if are_here else now

    change_inventory(merge, words.WAS_MERGED.format(merged=pair.second_name, kept=pair.first_name))
