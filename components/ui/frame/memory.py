"""The memory of the server: freed when a visit is over, and never filled up by what visitors bring."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import os
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from streamlit.runtime import Runtime

_MB = 1_000_000  # bytes
_EVERY = 30  # seconds from one tidying to the next
_MUCH = 100  # megabytes more than before, from which on it is worth looking for memory to give back
_SHARE = 0.6  # of the memory that the machine, or the server's container, has
# Files that tell how much a container may hold.
_CONTAINER = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def has_room() -> bool:
    """Whether the server has memory to take in more. Where that can't be measured, as on Windows, it has."""
    if _in_use() <= most_megabytes():
        return True
    release_memory()
    return _in_use() <= most_megabytes()


def has_room_for(size: int) -> bool:
    """Whether the server has memory for so many bytes, as it stands: it is asked often, so nothing is tidied up."""
    return _in_use() + size / _MB <= most_megabytes()


def most_megabytes() -> float:
    """Find how much the server may hold before it takes nothing further in, and give it in megabytes.

    It is ``ATLAS_MEMORY``, or a share of all that there is.
    """
    limit = os.environ.get("ATLAS_MEMORY", "")
    return float(limit) if limit.isdecimal() else _SHARE * _all() / _MB


def _all() -> float:
    """Bytes that the machine, or the container, has."""
    sizes = [float("inf")]
    with contextlib.suppress(ValueError, OSError, AttributeError):
        sizes.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for path in _CONTAINER:
        with contextlib.suppress(ValueError, OSError):
            sizes.append(int(Path(path).read_text()))
    return min(sizes)


def _in_use() -> float:
    """Megabytes that this process holds; 0 where that can't be told."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


def release_memory() -> None:
    """Give memory that nobody needs any more back to the machine: Python's allocators would keep it for later."""
    import pyarrow  # takes long to load, so a new server does so after its start

    gc.collect()
    pyarrow.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):  # only the C library of Linux has it
        ctypes.CDLL("libc.so.6").malloc_trim(0)


@contextlib.asynccontextmanager
async def keep_memory_tidy(_: st.App) -> AsyncIterator[None]:
    """Forget visits that are over, and give their memory back, while the server runs."""
    task = asyncio.create_task(_tidy())
    try:
        yield
    finally:
        task.cancel()


async def _tidy() -> None:
    held = _in_use()
    while True:
        await asyncio.sleep(_EVERY)
        if forget_ended_visits() or _in_use() > held + _MUCH:
            await asyncio.to_thread(release_memory)
            held = _in_use()


def forget_ended_visits() -> int:
    """Forget the visits that ended so long ago that nobody can come back to them, and give how many these were.

    Streamlit forgets them too, but only when another visit ends: on a quiet server the last ones would stay for good.
    Call it on the thread of Streamlit's own event loop.
    """
    manager = getattr(Runtime.instance(), "_session_mgr", None) if Runtime.exists() else None
    kept = getattr(getattr(manager, "_session_storage", None), "_cache", None)
    return len(kept.expire()) if kept is not None and hasattr(kept, "expire") else 0
