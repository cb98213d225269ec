"""How tables were read in this visit: kept, so that the next file with the same headers is read the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from components.importing import SheetMapping

MAPPINGS = "remembered-mappings"  # their key in the session state


def remember_mappings(mappings: Iterable[SheetMapping]) -> None:
    """Keep for this visit how tables were read: the next file with these headers is read the same way."""
    kept: dict[tuple[str, ...], SheetMapping] = {}
    for mapping in (*mappings, *remembered_mappings()):
        if mapping.table:
            first = kept.get(mapping.headers, mapping)  # of those for the same headers only the first is followed
            # A mapping that was remembered keeps the reason of the one that it was remembered from.
            kept[mapping.headers] = replace(first, why=mapping.why) if first.is_remembered else first
    st.session_state[MAPPINGS] = tuple(kept.values())


def remembered_mappings() -> tuple[SheetMapping, ...]:
    """Look up how tables were read in this visit, and give the mappings, the latest first."""
    return tuple(st.session_state.get(MAPPINGS, ()))
