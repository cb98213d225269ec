"""Work that takes a while: done beside the page, which stays alive, shows how far it is, and can stop it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import streamlit as st

from components.inventory import StoppedError
from components.ui.text import plain

_AT_WORK = "work"
_REFUSED = "work-refused"
_LOOK_EVERY = 0.4  # seconds


@dataclass
class Work:
    """One piece of work in a thread of its own. It draws nothing: the page asks how far it is."""

    title: str
    share: float = 0.0
    words: str = ""
    result: Any = None
    failed: bool = False
    stop: Event = field(default_factory=Event)
    done: Event = field(default_factory=Event)

    def step(self, words: str, share: float) -> None:
        """Say how far the work is: what it does now, and the share (0 to 1) that is done. Raises ``StoppedError``."""
        if self.stop.is_set():
            raise StoppedError
        self.words, self.share = words, min(max(share, 0.0), 1.0)


def begin(title: str, do: Callable[[Work], Any], then: Callable[[Any], None]) -> None:
    """Start ``do`` beside the page; ``then`` gets what it gives, in the next run of the page.

    ``do`` stops at its next step once the person has stopped it; the page goes on at once.
    """
    work = Work(title)
    Thread(target=_run, args=(work, do), daemon=True).start()
    # What takes no time needs no bar, which would only flicker.
    if work.done.wait(_LOOK_EVERY):
        _finish(work, then)
    else:
        st.session_state[_AT_WORK] = (work, then)


def _run(work: Work, do: Callable[[Work], Any]) -> None:
    try:
        work.result = do(work)
    except StoppedError:
        pass
    except Exception:
        logging.getLogger("atlas").exception("%s failed.", work.title)
        work.failed = True
    finally:
        work.done.set()


def refuse(why: str) -> None:
    """Have the next run of the page say why a piece of work was not begun."""
    st.session_state[_REFUSED] = why


def _finish(work: Work, then: Callable[[Any], None]) -> None:
    if work.failed:
        st.session_state["work-failed"] = work.title
    elif not work.stop.is_set():
        # The button that stops it holds the work for a while, and should not hold what came of it.
        result, work.result = work.result, None
        then(result)


def watch() -> bool:
    """Show the work that is going on, if any; gives whether there is one, and the page has nothing else to show."""
    if why := st.session_state.pop(_REFUSED, None):
        st.error(plain(why))
    if title := st.session_state.pop("work-failed", None):
        st.error(f"{plain(title)} failed: a fault in the Atlas, not in what you did. Nothing was changed.")
    if _AT_WORK not in st.session_state:
        return False
    work, then = st.session_state[_AT_WORK]
    if work.done.is_set():
        del st.session_state[_AT_WORK]
        _finish(work, then)
        st.rerun()
    _progress(work)
    return True


@st.fragment(run_every=_LOOK_EVERY)
def _progress(work: Work) -> None:
    if work.done.is_set() or work.stop.is_set():
        st.rerun()
    st.progress(work.share, plain(work.words or work.title))
    st.button("Stop", key="stop-work", on_click=_stop, args=(work,))


def _stop(work: Work) -> None:
    work.stop.set()
    st.session_state.pop(_AT_WORK, None)
