"""A visitor's own inventory while it is worked on: kept for the visit, changed step by step, each undone at will."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace

import streamlit as st

from components.inventory import Draft, Mapping, draft_of
from components.ui.address import FIELDS
from components.ui.loading import UPLOAD, Loaded, kept_upload
from components.ui.visit import set_address

_EARLIER = "earlier-drafts"
_SAID = "last-change"
_MAPPINGS = "remembered-mappings"
FILES_IN_VIEW = "files-in-view"  # what the inventory came from, to be looked over again
_MOST_STEPS = 20  # that can be undone


def keep_draft(draft: Draft, files: Sequence[str]) -> Loaded:
    """Open an inventory as this visitor's own, in the place of any other."""
    forget_own()
    return _open(draft, tuple(files))


def forget_own() -> None:
    """Keep nothing of the visitor's own inventory, nor of what it was before."""
    for kept in ("upload", _EARLIER, _SAID, FILES_IN_VIEW):
        st.session_state.pop(kept, None)


def delete_own() -> None:
    """Keep nothing of what the visitor brought, nor of how it was read."""
    forget_own()
    st.session_state.pop(_MAPPINGS, None)


def open_own(part: str | None = None) -> None:
    """Go to the visitor's own inventory, without the filters of the city before."""
    set_address(**{**dict.fromkeys([*FIELDS, "date", "organization"]), "city": UPLOAD, "part": part})


def edit_a_copy(loaded: Loaded) -> None:
    """Make a shipped city's inventory the visitor's own, to be edited."""
    keep_draft(draft_of(loaded.inventory), [f"a copy of {loaded.name}"])
    open_own("edit")


def change(draft: Draft, said: str) -> None:
    """Take a changed draft in the place of the one in view; ``said`` is the sentence that tells what was done."""
    before = kept_upload()
    if before is None or before.draft is None:
        return
    earlier = st.session_state.setdefault(_EARLIER, [])
    earlier.append((said, replace(before.draft)))  # a copy without what was worked out of it
    del earlier[:-_MOST_STEPS]
    st.session_state[_SAID] = said
    _open(draft, before.files)


def undo() -> None:
    """Go back to the draft before the last change."""
    before = kept_upload()
    earlier = st.session_state.get(_EARLIER)
    if before is None or not earlier:
        return
    said, draft = earlier.pop()
    st.session_state[_SAID] = f"Undone: {said}"
    _open(draft, before.files)


def last_change() -> tuple[str | None, bool]:
    """What was done last, and whether there is a step to undo."""
    return st.session_state.get(_SAID), bool(st.session_state.get(_EARLIER))


def remember_mappings(mappings: Iterable[Mapping]) -> None:
    """Keep for this visit how tables were read: the next file with these headers is read so too."""
    kept: dict[tuple[str, ...], Mapping] = {}
    for mapping in (*mappings, *remembered_mappings()):
        if mapping.table:
            kept.setdefault(mapping.headers, mapping)  # of those for the same headers only the first is followed
    st.session_state[_MAPPINGS] = tuple(kept.values())


def remembered_mappings() -> tuple[Mapping, ...]:
    """How tables were read in this visit, the last first: taken along in the data package."""
    return tuple(st.session_state.get(_MAPPINGS, ()))


def _open(draft: Draft, files: tuple[str, ...]) -> Loaded:
    key = f"{UPLOAD} {secrets.token_hex(8)}"  # each step is another inventory: nothing computed of the last may stay
    loaded = Loaded(key, UPLOAD, None, draft.inventory, tuple(draft.problems), files, draft)
    st.session_state["upload"] = loaded
    return loaded
