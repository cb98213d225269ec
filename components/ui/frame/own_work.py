"""What a visit holds of a visitor's own inventory: a copy of what the store keeps, and where it is there."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from components.drafts import Draft
from components.ui.frame.loading import UPLOAD, Loaded

if TYPE_CHECKING:
    # Not loaded before the first page: a database's library takes long.
    from components.store.kept_drafts import DraftId

# Keys of the session state.
_KEPT = "kept-work"
_SAID = "said-of-list"
TYPED = "typed"  # what was typed into grids before this visit began, by the grid's place


@dataclass(frozen=True)
class KeptWork:
    """Where a visitor's own inventory is in the store, and which step of it the visit holds."""

    id: DraftId
    step: int
    sentence: str | None
    """What was done last; None where nothing was."""
    can_undo: bool
    workspace: str | None
    """The workspace that it is work on; None where it is on none yet."""
    base: int | None
    """The version of the workspace that it began from."""
    kept_until: datetime

    @property
    def is_linked(self) -> bool:
        """Whether a link opened it, so that it belongs to somebody else."""
        return self.id.link is not None


def find_kept_work() -> KeptWork | None:
    """Look up where the visitor's own inventory is in the store; None where they have none, or it is not there yet."""
    kept: KeptWork | None = st.session_state.get(_KEPT)
    return kept


def note_kept(kept: KeptWork) -> None:
    """Note where the visitor's own inventory is in the store now."""
    st.session_state[_KEPT] = kept


def hold(draft: Draft, files: Sequence[str], kept: KeptWork | None) -> Loaded:
    """Have the visit hold a draft as the visitor's own inventory, in the place of any other, and give it."""
    # A new key for each step: nothing that was computed from the inventory before may stay.
    key = f"{UPLOAD} {secrets.token_hex(8)}"
    loaded = Loaded(key, UPLOAD, None, draft.inventory, tuple(draft.problems), tuple(files), draft)
    st.session_state["upload"] = loaded
    st.session_state[_KEPT] = kept
    return loaded


def say_of_list(sentence: str | None) -> None:
    """Have the pages say something of the visitor's own inventory, until it is changed: None ends that."""
    st.session_state[_SAID] = sentence


def said_of_list() -> str | None:
    """Look up what the pages are to say of the visitor's own inventory, and give it; None where that is nothing."""
    said: str | None = st.session_state.get(_SAID)
    return said


def forget_work() -> None:
    """Have the visit hold no inventory of the visitor's own any more. The store keeps it."""
    for name in ("upload", _KEPT, TYPED):
        st.session_state.pop(name, None)
