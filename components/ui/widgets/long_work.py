"""Work that takes a while: done beside the page, which can still be used, shows how far the work is, and can stop it.

At each click Streamlit runs a page's script anew, and breaks off the run before: at its next line that looks into
session state, even within a button's callback. Once ``begin_work`` has kept the work in session state, nothing is lost
by that: the next run goes on where the one before was broken off.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import streamlit as st

from components.inventory.progress import StoppedError
from components.ui.frame.text import plain
from components.ui.widgets import words

# Keys of the session state: the work that goes on, why some was not begun, and the title of some that failed.
_AT_WORK = "work"
_REFUSED = "work-refused"
_FAILED = "work-failed"
_LOOK_EVERY = 0.4  # seconds
_PATIENCE = 0.8  # seconds; what takes less needs no bar, which would only flicker
_LAST_CELL = 0.3  # seconds; an editor tells of its last cell up to 0.15 s after a click beside it


@dataclass
class Work:
    """One piece of work in a thread of its own. It draws nothing: the page asks how far it is."""

    title: str
    """What it does, as a person reads it: ``Reading a.csv``."""
    then: Callable[[Any], None]
    """What is done with the result, in a run of the page; it is done again where that run is broken off."""
    place: str = ""
    """Where on the page it is shown; where this is empty, the page shows nothing else meanwhile."""
    share: float = 0.0
    """The share (0 to 1) that is done."""
    doing: str = ""
    """What it does just now."""
    result: Any = None
    failed: bool = False
    taken: bool = False
    """Whether ``then`` is done."""
    stop: Event = field(default_factory=Event)
    done: Event = field(default_factory=Event)

    def step(self, doing: str, share: float) -> None:
        """Tell how far the work is: what it does now, and the share (0 to 1) that is done.

        Raises ``StoppedError`` where a person has stopped it.
        """
        if self.stop.is_set():
            raise StoppedError
        self.doing, self.share = doing, min(max(share, 0.0), 1.0)

    def part(self, start: float, end: float) -> Callable[[str, float], None]:
        """Make a ``step`` for a part of the work, from the shares ``start`` to ``end`` of the whole, and give it."""
        return lambda doing, share: self.step(doing, start + share * (end - start))


def begin_work(title: str, do: Callable[[Work], Any], then: Callable[[Any], None], place: str = "") -> None:
    """Start ``do`` in a thread beside the page, and hand its result to ``then``.

    That happens in this run of the page where the work is done at once, else in a later run. Where a person
    stops the work, the page goes on at once, and ``do`` ends at its next step. Earlier work is stopped.
    """
    stop_work()
    work = Work(title, then, place)
    st.session_state[_AT_WORK] = work
    Thread(target=_run, args=(work, do), daemon=True).start()
    if work.done.wait(_PATIENCE):
        _finish(work)


def _run(work: Work, do: Callable[[Work], Any]) -> None:
    try:
        work.result = do(work)
    except StoppedError:
        pass
    except Exception:
        logging.getLogger("atlas").exception(words.LOG_FAILED)
        work.failed = True
    finally:
        work.done.set()


def refuse_work(why: str) -> None:
    """Have the next run of the page say why a piece of work was not begun."""
    st.session_state[_REFUSED] = why


def _finish(work: Work) -> None:
    if work.failed:
        st.session_state[_FAILED] = work.title
    elif not (work.taken or work.stop.is_set()):
        work.then(work.result)
    # The part of the page that shows the work holds it a while longer, and should not hold what came of it.
    work.taken, work.result = True, None
    if st.session_state.get(_AT_WORK) is work:
        del st.session_state[_AT_WORK]


def is_at_work(place: str = "") -> bool:
    """Whether work is going on that is shown at this place."""
    work = st.session_state.get(_AT_WORK)
    return work is not None and work.place == place


def finish_work() -> None:
    """Wait for work during which the page shows nothing else, and use its result: what comes next builds on it."""
    work: Work | None = st.session_state.get(_AT_WORK)
    if work and not work.place:
        work.done.wait()
        _finish(work)


def stop_work() -> None:
    """Stop the work that is going on, if there is any."""
    work: Work | None = st.session_state.pop(_AT_WORK, None)
    if work:
        work.stop.set()


def show_work(place: str = "") -> bool:
    """Show the work that goes on at this place, and tell whether there is any."""
    if why := st.session_state.pop(_REFUSED, None):
        st.error(plain(why))
    if title := st.session_state.pop(_FAILED, None):
        st.error(words.FAILED.format(work=plain(title)))
    if not is_at_work(place):
        return False
    work: Work = st.session_state[_AT_WORK]
    if work.done.is_set():
        _finish(work)
        st.rerun()
    _show_progress(work)
    return True


@st.fragment(run_every=_LOOK_EVERY)
def _show_progress(work: Work) -> None:
    if work.done.is_set() or work.stop.is_set():
        st.rerun()
    st.progress(work.share, plain(work.doing or work.title))
    st.button(words.STOP, key="stop-work", on_click=stop_work)


# Clicks just after typing


def show_save_button(label: str, do: Callable[[], None], *, key: str, disabled: bool) -> None:
    """Show a button for what was typed into an editor above it: ``do`` sees the last cell, however quick the click is.

    A browser sends a cell a moment after a person leaves it, so the click can arrive first. The click is kept in
    session state, and acted on once what was typed is here: in this run, or in the one that breaks it off.
    """
    asked: Event = st.session_state.setdefault(f"asked {key}", Event())
    st.button(label, type="primary", key=key, disabled=disabled, on_click=asked.set)
    if not asked.is_set():
        return
    if not disabled:
        time.sleep(_LAST_CELL)
        _ = st.session_state[key]  # a run that has come to take this one's place does so here
    asked.clear()
    if not disabled:
        do()
        st.rerun()
