"""Work that takes a while, step by step: how far it is, and whether the person who waits has asked to stop."""

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


def never() -> bool:
    """Where nobody can ask to stop."""
    return False


def untold(words: str, share: float) -> None:
    """Tells nobody how far it is."""


def go_on(stop: Stop, progress: Progress, words: str, share: float) -> None:
    """Tells how far it is. Raises ``StoppedError`` where the person who waits has asked to stop."""
    if stop():
        raise StoppedError
    progress(words, share)


def part(step: Progress, start: float, end: float) -> Progress:
    """What tells of a part of the work how far the whole is: the part goes from ``start`` to ``end`` of it."""
    return lambda words, share: step(words, start + share * (end - start))


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Makes no search for garbage while rows pile up: none is among them, and looking takes half the time.

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
        gc.enable()
