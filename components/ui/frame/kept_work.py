"""A visitor's own inventory, kept in the store: what a visit holds is a copy of it, which is made anew where it is old.

A visit ends when its page is reloaded, when the server stops, or two minutes after the line to the browser is cut. So
each change goes into the store first, and then into the visit.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import streamlit as st

from components.drafts import Draft
from components.store import (
    DraftId,
    KeptDraft,
    Store,
    StoreError,
    begin_draft,
    days_kept,
    delete_draft,
    find_draft_id,
    find_step,
    keep_step,
    latest_draft,
    open_draft,
    open_store,
    open_typed,
    undo_step,
)
from components.ui.frame import words
from components.ui.frame.loading import UPLOAD, Loaded, find_upload
from components.ui.frame.person import this_person
from components.ui.frame.text import plain
from components.ui.frame.visit import address_words

# Keys of the session state.
_KEPT = "kept-work"
_LOOKED = "looked-for-kept-work"
TYPED = "typed"  # what was typed into grids before, by the grid's place
_LOG = logging.getLogger("atlas")


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


@st.cache_resource(show_spinner=False)
def the_store() -> Store:
    """Open the store, once for all visits, and give it. Raises ``StoreError``."""
    return open_store()


def find_kept_work() -> KeptWork | None:
    """Look up where the visitor's own inventory is in the store; None where they have none, or it is not there yet."""
    kept: KeptWork | None = st.session_state.get(_KEPT)
    return kept


def bring_up_to_date() -> None:
    """Give the visit the visitor's own inventory as it is kept, where the visit lacks it or holds an older step."""
    try:
        if kept := find_kept_work():
            _follow(kept)
        elif not (find_upload() or st.session_state.get(_LOOKED)):
            _look_for_work()
    except StoreError as error:
        if find_upload() or address_words().get("city") == UPLOAD:
            st.error(plain(str(error)))


def _follow(kept: KeptWork) -> None:
    step = find_step(the_store(), kept.id)
    if step == kept.step:
        return
    found = open_draft(the_store(), kept.id) if step is not None else None
    forget_work()
    if found:
        _take(found)
        st.toast(words.CHANGED_ELSEWHERE)
    else:
        st.toast(words.DELETED_ELSEWHERE)


def _look_for_work() -> None:
    """Look for what this browser, or who signed in, worked on last; or for what a link to a draft opens."""
    asked = address_words()
    token = asked.get("draft")
    found = open_draft(the_store(), token) if token else latest_draft(the_store(), this_person())
    st.session_state[_LOOKED] = True
    if found:
        _take(found)
        if asked.get("city") == UPLOAD:
            st.toast(words.OPENED_AGAIN.format(time=f"{found.changed_at:%d %B, %H:%M} UTC"))


def _take(found: KeptDraft) -> None:
    st.session_state[TYPED] = open_typed(the_store(), found.id)
    position = (found.id, found.step, found.sentence, found.can_undo, found.workspace, found.base, found.kept_until)
    hold(found.draft, found.files, KeptWork(*position))


def hold(draft: Draft, files: Sequence[str], kept: KeptWork | None) -> Loaded:
    """Have the visit hold a draft as the visitor's own inventory, in the place of any other, and give it."""
    # A new key for each step: nothing that was computed from the inventory before may stay.
    key = f"{UPLOAD} {secrets.token_hex(8)}"
    loaded = Loaded(key, UPLOAD, None, draft.inventory, tuple(draft.problems), tuple(files), draft)
    st.session_state["upload"] = loaded
    st.session_state[_KEPT] = kept
    return loaded


def forget_work() -> None:
    """Have the visit hold no inventory of the visitor's own any more. The store keeps it."""
    for name in ("upload", _KEPT, TYPED):
        st.session_state.pop(name, None)


# Changes. Each raises ``StoreError`` where it can't be kept, and then changes nothing.


def keep_new(draft: Draft, files: Sequence[str], workspace: str | None = None, base: int | None = None) -> Loaded:
    """Keep a draft as a new piece of work of the visitor's own, and give it as the visit holds it."""
    token = begin_draft(the_store(), this_person(), draft, files, workspace, base)
    until = datetime.now(UTC) + timedelta(days=days_kept())
    return hold(draft, files, KeptWork(find_draft_id(token), 0, None, False, workspace, base, until))


def keep_change(draft: Draft, sentence: str) -> None:
    """Keep a changed draft in the place of the one in view; ``sentence`` tells what was done.

    Raises ``ConflictError`` where somebody has gone on with it in another tab since.
    """
    before, kept = find_upload(), find_kept_work()
    if before is None or before.draft is None or before.draft is draft:
        return
    if kept is None:
        keep_new(before.draft, before.files)
        kept = find_kept_work()
    assert kept
    step = keep_step(the_store(), kept.id, draft, sentence, after=kept.step)
    hold(draft, before.files, replace(kept, step=step, sentence=sentence, can_undo=True))


def go_back_a_step(kept: KeptWork) -> Draft:
    """Undo the last step in the store, and give the draft before it. The visit holds it once ``hold_step_before`` has
    been called: until then it may take a while to check. Raises ``NotAllowedError`` where the work was deleted."""
    found = undo_step(the_store(), kept.id)
    st.session_state[_KEPT] = replace(kept, step=found.step, sentence=found.sentence, can_undo=found.can_undo)
    return found.draft


def hold_step_before(draft: Draft) -> None:
    """Have the visit hold a draft that ``go_back_a_step`` gave."""
    if own := find_upload():
        hold(draft, own.files, find_kept_work())


def delete_work() -> None:
    """Delete the visitor's own inventory from the store and from the visit."""
    if kept := find_kept_work():
        delete_draft(the_store(), kept.id)
    forget_work()
