"""Work something out in a copy of this process, with limits on time and memory, so that it can stop nobody else.

What visitors bring may be made, or may just happen, to need far more than its size tells: an organization with 300
communities and 100 issue areas is 30,000 pairs, and 10,000 such organizations fit into one upload. A copy of the
process has all that the work needs at hand, and can't hold up the other visitors, who share one interpreter.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar

MOST_SECONDS = 15
"""Of computing."""
_PATIENCE = 3  # how many times its seconds the work may take by the clock, on a busy machine
_MOST_MEGABYTES = 1_000  # beside what this process has
_MOST_ANSWERED = 200_000_000  # bytes
_AT_ONCE = 2
_TURNS = BoundedSemaphore(_AT_ONCE)
_PIECE = 1_000_000  # bytes
_LATER = 5  # how much later than the server itself the system gives such work its turn
CAN_COPY = sys.platform == "linux"
"""Elsewhere a process with threads can't be copied safely; there the Atlas serves few."""
Kept = TypeVar("Kept")
_is_copy = False


class TooMuchError(Exception):
    """The work took more time or memory than one visitor may have."""


def work_out_apart(compute: Callable[[], Kept]) -> Kept:
    """Work something out in a copy of this process, and give it. At most two such copies are at work at once.

    Where processes can't be copied, it is worked out here, without limits.
    Raises ``TooMuchError`` where it takes too much time or memory, or can't be brought back.
    """
    global _is_copy
    if _is_copy or not CAN_COPY:
        return compute()
    with _TURNS:
        incoming, outgoing = os.pipe()
        process = os.fork()
        if not process:
            _is_copy = True
            os.close(incoming)
            _answer(compute, outgoing)
        os.close(outgoing)
        try:
            answer = _receive(incoming)
        finally:
            os.close(incoming)
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    try:
        value: Kept = pickle.loads(answer)
    except (EOFError, pickle.UnpicklingError) as error:
        raise TooMuchError from error
    if isinstance(value, Exception):
        raise value
    return value


def _answer(compute: Callable[[], object], outgoing: int) -> None:
    """Compute within the limits, write the answer, and end this process whatever happens."""
    import resource  # Windows has none

    try:
        gc.disable()
        os.nice(_LATER)
        now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        most = now + _MOST_MEGABYTES * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
        with open(outgoing, "wb") as answer:
            answer.write(pickle.dumps(_compute(compute), protocol=5))
    finally:
        os._exit(0)


def _compute(compute: Callable[[], object]) -> object:
    """Compute, and give the result, or the error that it ended with."""
    try:
        return compute()
    except MemoryError:
        raise
    except Exception as error:
        return error


def _receive(incoming: int) -> bytes:
    """Receive an answer, and give as much of it as came in time."""
    pieces: list[bytes] = []
    left, until = _MOST_ANSWERED, time.monotonic() + _PATIENCE * MOST_SECONDS
    while left > 0 and select.select([incoming], [], [], max(0.0, until - time.monotonic()))[0]:
        piece = os.read(incoming, _PIECE)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        left -= len(piece)
    return b""
