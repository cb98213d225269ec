"""Work that takes a while: how far it is, and whether the person who waits has asked to stop."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator

Stop = Callable[[], bool]
"""Asked between steps whether to give up."""
Progress = Callable[[str, float], None]
"""Told in words what is being done, with the share of the work that is behind, from 0 to 1."""


class StoppedError(Exception):
    """The person who waits has asked to stop."""


def never_stop() -> bool:
    """Never ask to stop: for work that nobody waits for."""
    return False


def ignore(*told: object) -> None:
    """Ignore what is told: for work whose progress nobody watches."""


def report_progress(stop: Stop, progress: Progress, words: str, share: float) -> None:
    """Report how far the work is. Raises ``StoppedError`` where the person who waits has asked to stop."""
    if stop():
        raise StoppedError
    progress(words, share)


def progress_of_part(step: Progress, start: float, end: float) -> Progress:
    """Make a report on the whole work out of one on a part of it, which goes from ``start`` to ``end`` of the whole."""
    return lambda words, share: step(words, start + share * (end - start))


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the search for garbage while rows pile up: none is among them, and searching takes half the time.

    The collector is the whole process's, and visitors read at once. Only who finds it running stops it, and then
    always starts it again, so that it can't stay stopped; where another has stopped it already there is nothing to do.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        # All that was read is counted as old at once: else the collector would look through every row of it now.
        gc.freeze()
        gc.unfreeze()
        gc.enable()
