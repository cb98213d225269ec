"""A visitor's own inventory while it is worked on: kept in the store, and changed in steps that can be undone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import streamlit as st

from components.drafts import Draft, make_draft
from components.store import StoreError
from components.ui.frame.filter_bar import go_to_city
from components.ui.frame.kept_work import (
    delete_work,
    follow_store,
    go_back_a_step,
    hold_step_before,
    keep_change,
    keep_new,
)
from components.ui.frame.loading import UPLOAD, Loaded, find_upload
from components.ui.frame.own_work import find_kept_work, hold
from components.ui.frame.remembered_mappings import MAPPINGS
from components.ui.views.inventory import words
from components.ui.views.inventory.keeping import words as keeping_words
from components.ui.views.inventory.keeping.refusals import said_where_refused
from components.ui.widgets.long_work import Work, begin_work, finish_work, refuse_work

# Keys of the session state.
UNSAVED = "unsaved"  # what was typed into editors of the visitor's own inventory
FILES_IN_VIEW = "files-in-view"  # the files that the inventory came from, to be looked over again
_UNDONE = "undone"  # the step that is in view after a change was undone, and the sentence that says so


def open_as_own(draft: Draft, files: Sequence[str]) -> Loaded:
    """Open an inventory as this visitor's own, in the place of any other, and give it; ``files`` are named with it.

    Where it can't be kept in the store, the page says so, and this visit holds it alone.
    """
    forget_own_inventory()
    try:
        delete_work()
        return keep_new(draft, files)
    except StoreError as error:
        refuse_work(keeping_words.ONLY_THIS_VISIT.format(why=error))
        return hold(draft, files, None)


def forget_own_inventory() -> None:
    """Have the visit hold nothing of what belongs to the visitor's own inventory, such as what was typed into it."""
    for kept in (FILES_IN_VIEW, UNSAVED):
        st.session_state.pop(kept, None)


def delete_own_inventory() -> None:
    """Keep nothing of what the visitor brought, nor of how it was read, neither in the store nor in the visit."""
    with said_where_refused(keeping_words.NOT_DELETED):
        delete_work()
        forget_own_inventory()
        st.session_state.pop(MAPPINGS, None)


def is_kept() -> bool:
    """Whether the store has the visitor's own inventory, so that nothing is lost when the visitor leaves the page."""
    return find_upload() is None or find_kept_work() is not None


def go_to_own_inventory(part: str | None = None) -> None:
    """Go to a part of the visitor's own inventory, without the filters of the city before."""
    go_to_city(UPLOAD, part=part)


def edit_copy(loaded: Loaded) -> None:
    """Make a shipped city's inventory the visitor's own, and go there to edit it."""
    open_as_own(make_draft(loaded.inventory), [words.COPY_OF.format(city=loaded.name)])
    go_to_own_inventory("edit")


def change_inventory(make: Callable[[Draft], Draft], sentence: str, then: Callable[[], None] = lambda: None) -> None:
    """Put a changed draft in the place of the one in view; ``sentence`` tells what was done.

    ``make`` gets the draft that is in view when the click is handled, which may be later than the one that the page
    was drawn with, and gives the changed one. It is made and checked beside the page, where that takes a while.
    ``then`` is called at the end.
    """

    def take(draft: Draft) -> None:
        if take_draft(draft, sentence):
            then()

    if now := draft_in_view():
        begin_work(words.CHANGING, lambda work: check_draft(make(now), work), take)


def draft_in_view() -> Draft | None:
    """Wait for a change that was just asked for, and give the draft of the visitor's own inventory, if there is one."""
    finish_work()
    follow_store()
    own = find_upload()
    return own.draft if own else None


def check_draft(draft: Draft, work: Work, start: float = 0.3) -> Draft:
    """Check every cell of a draft, and give it: the last part of a piece of work, from ``start`` (its share) on."""
    return draft.check(progress=work.part(start, 1.0))


def take_draft(draft: Draft, sentence: str) -> bool:
    """Put a checked draft in the place of the one in view, in the store first, and tell whether that was done.

    Where it can't be kept, or somebody has changed the inventory in another tab since, the page says so, and nothing
    changes. Doing it twice is the same as once.
    """
    with _said_where_not_kept():
        keep_change(draft, sentence)
        return True
    return False  # type: ignore[unreachable]  # a refusal leads here


@contextlib.contextmanager
def _said_where_not_kept() -> Iterator[None]:
    meanwhile = keeping_words.CHANGED_MEANWHILE
    with said_where_refused(keeping_words.NOT_KEPT, not_allowed=meanwhile, changed=meanwhile):
        yield


def undo_last_change() -> None:
    """Go back to the draft before the last change."""
    finish_work()
    kept = find_kept_work()
    if kept is None or not kept.can_undo:
        return
    undone = words.UNDONE.format(sentence=kept.sentence)
    with _said_where_not_kept():
        draft = go_back_a_step(kept)
        begin_work(words.UNDOING, lambda work: check_draft(draft, work, 0.0), lambda draft: _go_back(draft, undone))


def _go_back(draft: Draft, undone: str) -> None:
    hold_step_before(draft)
    kept = find_kept_work()
    st.session_state[_UNDONE] = (kept and kept.step, undone)


def last_change() -> tuple[str | None, bool]:
    """Look up the sentence that tells what was done last, and whether there is a step to undo, and give both."""
    kept = find_kept_work()
    if kept is None:
        return None, False
    step, undone = st.session_state.get(_UNDONE, (None, ""))
    return undone if step == kept.step else kept.sentence, kept.can_undo
