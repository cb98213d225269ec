"""A visitor's own inventory, kept in the store: what a visit holds is a copy of it, which is made anew where it is old.

A visit ends when its page is reloaded, when the server stops, or two minutes after the line to the browser is cut. So
each change goes into the store first, and then into the visit.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import streamlit as st

from components.drafts import Draft
from components.store import NotAllowedError, Store, StoreError, open_store
from components.store.kept_drafts import (
    DraftId,
    KeptDraft,
    begin_draft,
    days_kept,
    delete_draft,
    delete_expired,
    find_step,
    keep_step,
    latest_draft,
    open_draft,
    undo_step,
)
from components.store.links import find_linked_draft
from components.store.unsaved import keep_typed, open_typed
from components.ui.frame import words
from components.ui.frame.loading import UPLOAD, Loaded, find_upload
from components.ui.frame.own_work import TYPED, KeptWork, find_kept_work, forget_work, hold, note_kept, say_of_list
from components.ui.frame.person import this_person
from components.ui.frame.text import plain
from components.ui.frame.visit import address_words

LINK = "draft"  # the word of an address that holds the token of a link to a draft
# Keys of the session state: what the store has of each grid, by draft and place; and whether this visit has looked for
# earlier work.
_TYPING_KEPT = "typing-kept"
_LOOKED = "looked-for-kept-work"


@st.cache_resource(show_spinner=False)
def the_store() -> Store:
    """Open the store, once for all visits, and give it. Raises ``StoreError``."""
    return open_store()


def follow_store() -> None:
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
    step = find_step(the_store(), this_person(), kept.id)
    if step == kept.step:
        return
    found = open_draft(the_store(), this_person(), kept.id)
    forget_work()
    if found:
        _hold_found(found)
        say_of_list(words.CHANGED_ELSEWHERE)
    else:
        say_of_list(words.DELETED_ELSEWHERE)


def _look_for_work() -> None:
    """Look for what this browser, or who signed in, worked on last; or for what a link to a draft opens."""
    asked = address_words()
    if token := asked.get(LINK):
        linked = find_linked_draft(the_store(), this_person(), token)
        found = open_draft(the_store(), this_person(), linked) if linked else None
    else:
        found = latest_draft(the_store(), this_person())
    st.session_state[_LOOKED] = True
    if found:
        _hold_found(found)
        say_of_list(words.OPENED_AGAIN.format(time=f"{found.changed_at:%-d %B, %H:%M} UTC"))


def _hold_found(found: KeptDraft) -> None:
    """Have the visit hold a draft that the store has, with what is typed into its grids."""
    with contextlib.suppress(NotAllowedError):  # deleted, or closed, just now: the next run of the page says so
        typed = open_typed(the_store(), this_person(), found.id)
        st.session_state[TYPED] = typed
        st.session_state[_TYPING_KEPT] = {(found.id, place): written for place, written in typed.items()}
    kept = KeptWork(
        id=found.id,
        step=found.step,
        sentence=found.sentence,
        can_undo=found.can_undo,
        workspace=found.workspace,
        base=found.base,
        kept_until=found.kept_until,
    )
    hold(found.draft, found.files, kept)


# Changes. Each raises ``StoreError`` where it can't be kept, and then changes nothing.


def keep_new(draft: Draft, files: Sequence[str], workspace: str | None = None, base: int | None = None) -> Loaded:
    """Keep a draft as a new piece of work of the visitor's own, and give it as the visit holds it."""
    draft_id = begin_draft(the_store(), this_person(), draft, files, workspace, base)
    until = datetime.now(UTC) + timedelta(days=days_kept())
    return hold(draft, files, KeptWork(draft_id, 0, None, False, workspace, base, until))


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
    say_of_list(None)
    step = keep_step(the_store(), this_person(), kept.id, draft, sentence, after=kept.step)
    hold(draft, before.files, replace(kept, step=step, sentence=sentence, can_undo=True))


def keep_typing(place: str, written: object) -> None:
    """Keep what is typed into a grid and not saved, as a value of JSON, for whoever comes back to it; None forgets it.

    Where it can't be kept, it stays in this visit.
    """
    kept = find_kept_work()
    typing: dict[tuple[DraftId, str], object] = st.session_state.setdefault(_TYPING_KEPT, {})
    if kept is None or typing.get((kept.id, place)) == written:
        return
    with contextlib.suppress(StoreError, NotAllowedError):
        keep_typed(the_store(), this_person(), kept.id, place, written)
        typing[kept.id, place] = written


def go_back_a_step(kept: KeptWork) -> Draft:
    """Undo the last step in the store, and give the draft before it. The visit holds it once ``hold_step_before`` has
    been called: until then it may take a while to check. Raises ``NotAllowedError`` where the work was deleted, and
    ``ConflictError`` where somebody has gone on with it in another tab since."""
    found = undo_step(the_store(), this_person(), kept.id, after=kept.step)
    note_kept(replace(kept, step=found.step, sentence=found.sentence, can_undo=found.can_undo))
    return found.draft


def hold_step_before(draft: Draft) -> None:
    """Have the visit hold a draft that ``go_back_a_step`` gave."""
    if own := find_upload():
        hold(draft, own.files, find_kept_work())


def delete_work() -> None:
    """Delete the visitor's own inventory from the visit, and from the store. One that a link opened stays in the store:
    it belongs to whoever began it."""
    if kept := find_kept_work():
        delete_draft(the_store(), this_person(), kept.id)
    forget_work()


def delete_expired_work() -> None:
    """Delete the drafts, and the files that wait, whose time is over."""
    delete_expired(the_store(), datetime.now(UTC))
