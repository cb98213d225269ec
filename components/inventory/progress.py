"""Work that takes a while: how far it is, and whether the person who waits has asked to stop."""

from __future__ import annotations

from collections.abc import Callable

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
