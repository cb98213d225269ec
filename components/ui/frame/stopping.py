"""A stop that loses nothing: whoever sends visitors here is told first, and what is under way is finished.

``SIGTERM`` asks for it, as systemd, containers and ``kill`` do.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import time
from collections.abc import AsyncIterator

import uvicorn

from components.ui.frame import words
from components.ui.frame.log import LOG

_NOTICE = 1.0  # seconds in which all is still answered, and /readyz already says no
_FOR_ANSWERS = 4  # seconds that requests under way have to end; uvicorn's own limit is none
_FOR_PAGES = 2.0  # seconds that runs of pages have to end, which may be saving something
_AT_THE_LATEST = 9.0  # seconds after which the process ends, whatever still goes on
_RUN_OF_A_PAGE = "ScriptRunner.scriptThread"  # Streamlit's name for the thread
_stopping = threading.Event()


def is_stopping() -> bool:
    """Whether the server has been asked to stop."""
    return _stopping.is_set()


@contextlib.asynccontextmanager
async def stop_gently() -> AsyncIterator[None]:
    """While the server runs, see to it that a stop gives notice and lets what is under way end."""
    stop_at_once = signal.getsignal(signal.SIGTERM)
    server = getattr(stop_at_once, "__self__", None)
    if isinstance(server, uvicorn.Server):
        server.config.timeout_graceful_shutdown = _FOR_ANSWERS
        loop = asyncio.get_running_loop()
        signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(_begin_to_stop, server))
    try:
        yield
    finally:
        await _let_pages_end()


def _begin_to_stop(server: uvicorn.Server) -> None:
    if not is_stopping():
        _stopping.set()
        LOG.info("The Atlas is stopping.")
        threading.Thread(target=_end_at_the_latest, name="end at the latest", daemon=True).start()
        asyncio.get_running_loop().call_later(_NOTICE, server.handle_exit, signal.SIGTERM, None)


def _end_at_the_latest() -> None:
    time.sleep(_AT_THE_LATEST)
    LOG.warning(words.LOG_STOPPED_EARLY)
    os._exit(1)


async def _let_pages_end() -> None:
    until = time.monotonic() + _FOR_PAGES
    while time.monotonic() < until and any(each.name == _RUN_OF_A_PAGE for each in threading.enumerate()):
        await asyncio.sleep(0.05)
