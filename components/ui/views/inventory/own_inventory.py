"""A visitor's own inventory while it is worked on: kept for the visit, changed step by step, each undone at will."""

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
from components.ui.widgets.long_work import Work, begin_work, finish_work

_STEPS = "steps"
UNSAVED = "unsaved"  # what was typed into editors of the visitor's own inventory
FILES_IN_VIEW = "files-in-view"  # what the inventory came from, to be looked over again
_MOST_STEPS = 20  # that can be undone


@dataclass
class _Steps:
    """What was done to the visitor's own inventory. In one object, so that it changes all at once or not at all."""

    earlier: list[tuple[str, Draft]] = field(default_factory=list)
    """What was done, and the draft before."""
    said: str | None = None
    """What was done last."""


def _steps() -> _Steps:
    steps: _Steps = st.session_state.setdefault(_STEPS, _Steps())
    return steps


def open_as_own(draft: Draft, files: Sequence[str]) -> Loaded:
    """Open an inventory as this visitor's own, in the place of any other."""
    forget_own_inventory()
    return _open(draft, tuple(files))


def forget_own_inventory() -> None:
    """Keep nothing of the visitor's own inventory, nor of what it was before."""
    for kept in ("upload", _STEPS, FILES_IN_VIEW, UNSAVED):
        st.session_state.pop(kept, None)


def delete_own_inventory() -> None:
    """Keep nothing of what the visitor brought, nor of how it was read."""
    forget_own_inventory()
    st.session_state.pop(MAPPINGS, None)


def go_to_own_inventory(part: str | None = None) -> None:
    """Go to the visitor's own inventory, without the filters of the city before."""
    set_address(**{**dict.fromkeys([*FIELDS, "date", "organization"]), "city": UPLOAD, "part": part})


def edit_copy(loaded: Loaded) -> None:
    """Make a shipped city's inventory the visitor's own, to be edited."""
    open_as_own(make_draft(loaded.inventory), [f"a copy of {loaded.name}"])
    go_to_own_inventory("edit")


def change_inventory(make: Callable[[Draft], Draft], said: str, then: Callable[[], None] = lambda: None) -> None:
    """Take a changed draft in the place of the one in view; ``said`` is the sentence that tells what was done.

    ``make`` gives it of the one that is in view when the click is handled, which may be later than the one that the
    page was drawn with. It is made and checked beside the page, where that takes a while; ``then`` follows.
    """

    def take(draft: Draft) -> None:
        take_draft(draft, said)
        then()

    if now := draft_in_view():
        begin_work("Changing the inventory", lambda work: check_draft(make(now), work), take)


def draft_in_view() -> Draft | None:
    """What the visitor's own inventory is worked out of, as it is now: with a change that was just asked for."""
    finish_work()
    own = find_upload()
    return own.draft if own else None


def check_draft(draft: Draft, work: Work, start: float = 0.3) -> Draft:
    """The draft with every cell checked: the last part of a piece of work, from ``start`` (its share) on."""
    return draft.check(progress=work.part(start, 1.0))


def take_draft(draft: Draft, said: str) -> None:
    """Take a draft that is checked in the place of the one in view, at once. Once more changes nothing."""
    before = find_upload()
    if before is None or before.draft is None or before.draft is draft:
        return
    steps = _steps()
    _open(draft, before.files)  # from here on nothing looks into session state, where a click could break it off
    steps.earlier.append((said, replace(before.draft)))  # a copy without what was worked out of it
    del steps.earlier[:-_MOST_STEPS]
    steps.said = said


def undo_last_change() -> None:
    """Go back to the draft before the last change."""
    finish_work()
    if earlier := _steps().earlier:
        said, draft = earlier[-1]
        begin_work("Undoing", lambda work: check_draft(draft, work, 0.0), lambda draft: _undone(draft, said))


def _undone(draft: Draft, said: str) -> None:
    before = find_upload()
    if before is None:
        return
    steps = _steps()
    _open(draft, before.files)
    steps.earlier.pop()
    steps.said = f"Undone: {said}"


def last_change() -> tuple[str | None, bool]:
    """What was done last, and whether there is a step to undo."""
    return _steps().said, bool(_steps().earlier)


def _open(draft: Draft, files: tuple[str, ...]) -> Loaded:
    key = f"{UPLOAD} {secrets.token_hex(8)}"  # each step is another inventory: nothing computed of the last may stay
    loaded = Loaded(key, UPLOAD, None, draft.inventory, tuple(draft.problems), files, draft)
    st.session_state["upload"] = loaded
    return loaded
