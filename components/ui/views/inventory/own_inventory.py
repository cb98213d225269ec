"""A visitor's own inventory while it is worked on: kept for the visit, and changed in steps that can be undone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from components.drafts import Draft, make_draft
from components.ui.frame.address import FIELDS
from components.ui.frame.loading import UPLOAD, Loaded, find_upload
from components.ui.frame.remembered_mappings import MAPPINGS
from components.ui.frame.visit import set_address
from components.ui.views.inventory import words
from components.ui.widgets.long_work import Work, begin_work, finish_work

# Keys of the session state.
_STEPS = "steps"
UNSAVED = "unsaved"  # what was typed into editors of the visitor's own inventory
FILES_IN_VIEW = "files-in-view"  # the files that the inventory came from, to be looked over again
_MOST_STEPS = 20  # that can be undone


@dataclass
class _Steps:
    """What was done to the visitor's own inventory, in one object: so all of it changes at once, or nothing does."""

    earlier: list[tuple[str, Draft]] = field(default_factory=list)
    """For each step the sentence that tells it, and the draft before it."""
    last: str | None = None
    """The sentence that tells what was done last."""


def _steps() -> _Steps:
    steps: _Steps = st.session_state.setdefault(_STEPS, _Steps())
    return steps


def open_as_own(draft: Draft, files: Sequence[str]) -> Loaded:
    """Open an inventory as this visitor's own, in the place of any other, and give it; ``files`` are named with it."""
    forget_own_inventory()
    return _open(draft, tuple(files))


def _open(draft: Draft, files: tuple[str, ...]) -> Loaded:
    # A new key for each step: nothing that was computed from the inventory before may stay.
    key = f"{UPLOAD} {secrets.token_hex(8)}"
    loaded = Loaded(key, UPLOAD, None, draft.inventory, tuple(draft.problems), files, draft)
    st.session_state["upload"] = loaded
    return loaded


def forget_own_inventory() -> None:
    """Keep nothing of the visitor's own inventory, nor of what it was before."""
    for kept in ("upload", _STEPS, FILES_IN_VIEW, UNSAVED):
        st.session_state.pop(kept, None)


def delete_own_inventory() -> None:
    """Keep nothing of what the visitor brought, nor of how it was read."""
    forget_own_inventory()
    st.session_state.pop(MAPPINGS, None)


def go_to_own_inventory(part: str | None = None) -> None:
    """Go to a part of the visitor's own inventory, without the filters of the city before."""
    set_address(**{**dict.fromkeys([*FIELDS, "date", "organization"]), "city": UPLOAD, "part": part})


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
        take_draft(draft, sentence)
        then()

    if now := draft_in_view():
        begin_work(words.CHANGING, lambda work: check_draft(make(now), work), take)


def draft_in_view() -> Draft | None:
    """Wait for a change that was just asked for, and give the draft of the visitor's own inventory, if there is one."""
    finish_work()
    own = find_upload()
    return own.draft if own else None


def check_draft(draft: Draft, work: Work, start: float = 0.3) -> Draft:
    """Check every cell of a draft, and give it: the last part of a piece of work, from ``start`` (its share) on."""
    return draft.check(progress=work.part(start, 1.0))


def take_draft(draft: Draft, sentence: str) -> None:
    """Put a checked draft in the place of the one in view, all at once. Doing it twice is the same as once."""
    before = find_upload()
    if before is None or before.draft is None or before.draft is draft:
        return
    steps = _steps()
    _open(draft, before.files)  # from here on nothing looks into session state, where a click could break it off
    steps.earlier.append((sentence, replace(before.draft)))  # a copy without what was worked out of it
    del steps.earlier[:-_MOST_STEPS]
    steps.last = sentence


def undo_last_change() -> None:
    """Go back to the draft before the last change."""
    finish_work()
    if earlier := _steps().earlier:
        sentence, draft = earlier[-1]
        begin_work(words.UNDOING, lambda work: check_draft(draft, work, 0.0), lambda draft: _go_back(draft, sentence))


def _go_back(draft: Draft, sentence: str) -> None:
    before = find_upload()
    if before is None:
        return
    steps = _steps()
    _open(draft, before.files)
    steps.earlier.pop()
    steps.last = words.UNDONE.format(sentence=sentence)


def has_changes() -> bool:
    """Whether the visitor's own inventory was changed, or something typed into an editor is not saved yet."""
    editors = st.session_state.get(UNSAVED, {})
    return bool(_steps().earlier) or any(editor.all_edits().cells for editor in editors.values())


def last_change() -> tuple[str | None, bool]:
    """Look up the sentence that tells what was done last, and whether there is a step to undo, and give both."""
    return _steps().last, bool(_steps().earlier)
