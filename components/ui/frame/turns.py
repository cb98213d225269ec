"""Pages take turns. Python runs one thread at a time: pages that are worked out at once keep taking it from each other,
and each is ready later than if they had followed one another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Semaphore, Timer

LONGEST_TURN = 0.5
"""Seconds; beside a page that takes longer, or waits for a process, the next one goes on."""
_ONE_AT_A_TIME = Semaphore()


@contextmanager
def take_turn() -> Iterator[None]:
    """Wait for the pages that came before, and have those that come later wait for this one.

    They wait for ``LONGEST_TURN`` at most.
    """
    _ONE_AT_A_TIME.acquire()
    is_over = Lock()

    def end() -> None:
        if is_over.acquire(blocking=False):  # by whoever ends it first
            _ONE_AT_A_TIME.release()

    timer = Timer(LONGEST_TURN, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        end()
