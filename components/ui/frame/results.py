"""What was worked out of an inventory, kept so that it is not worked out again, up to so many bytes."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import Any, TypeVar

MOST_BYTES = 50_000_000
"""How much is kept for one inventory. What a filter leaves of a city of 100 organizations takes 50,000."""
Kept = TypeVar("Kept")


@dataclass(eq=False)
class _Result:
    """One result, with a lock of its own: whoever needs it waits for whoever works it out, and nobody else does."""

    lock: RLock = field(default_factory=RLock)
    is_done: bool = False
    value: Any = None
    size: int = 0


class Results:
    """The results of one inventory, which all its visitors share. Those that nobody has asked for longest go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        """Bytes."""
        self._results: dict[Hashable, _Result] = {}
        self._lock = Lock()

    def work_out(self, name: Hashable, compute: Callable[[], Kept], *, for_good: bool = False) -> Kept:
        """Give the result of this name, and compute it where it is not kept. One that is kept ``for_good`` never goes.

        Meanwhile other results can be had: only those who ask for the same one wait.
        """
        with self._lock:
            result = self._results.pop(name, None) or _Result()
            self._results[name] = result  # the last one to go
        with result.lock:
            if not result.is_done:
                result.value = compute()
                result.is_done = True
                self._count(result, 0 if for_good else measure_bytes(result.value))
            value: Kept = result.value
            return value

    def __contains__(self, name: Hashable) -> bool:
        """Whether the result of this name is kept."""
        result = self._results.get(name)
        return result is not None and result.is_done

    def get(self, name: Hashable) -> Any:
        """Give the result of this name; None where it is not kept."""
        result = self._results.get(name)
        return result.value if result else None

    def __getitem__(self, name: Hashable) -> Any:
        """Give the result of this name. Raises ``KeyError`` where it is not kept."""
        if name not in self:
            raise KeyError(name)
        return self.get(name)

    def _count(self, result: _Result, size: int) -> None:
        with self._lock:
            result.size = size
            self.size += size
            for name in [name for name, each in self._results.items() if each.size and each is not result]:
                if self.size <= self.most_bytes:
                    break
                self.size -= self._results.pop(name).size


def measure_bytes(value: object) -> int:
    """Measure about how much memory a value takes, and give it in bytes: what it would take if it were written down.

    Long columns are measured without copying them. What can't be written down counts as a thousand.
    """
    columns: list[pickle.PickleBuffer] = []
    with contextlib.suppress(pickle.PicklingError, TypeError, AttributeError):
        written = len(pickle.dumps(value, protocol=5, buffer_callback=columns.append))
        return max(1, written + sum(column.raw().nbytes for column in columns))
    return 1_000
