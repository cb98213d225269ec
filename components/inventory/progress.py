"""Work that takes a while: how far it is, and whether the person who waits has asked to stop."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator

Stop = Callable[[], bool]
"""A function that is asked between steps whether to give up."""
Progress = Callable[[str, float], None]
"""A function that is told in words what is being done, with the share of the work that is done, from 0 to 1.
It is called in the caller's thread, and what it raises ends the work."""


class StoppedError(Exception):
    """The person who waits has asked to stop."""


def never_stop() -> bool:
    """Never ask to stop: for work that nobody waits for."""
    return False


def ignore(*report: object) -> None:
    """Do nothing with a report: for work whose progress nobody watches."""


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Pause garbage collection while many rows are read: they hold no garbage, and searching them takes half of the
    time.

    All visitors share the collector of the process. Only the reader that finds it running stops it, and always starts
    it again, so that it can't stay stopped. A reader that finds it stopped does nothing.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        # This makes everything that was read count as old. Otherwise the collector would search all of it now.
        gc.freeze()
        gc.unfreeze()
        gc.enable()
