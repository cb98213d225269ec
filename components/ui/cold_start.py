"""A server that has just started: it gets ready beside its first visitors, who see the page's frame meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from functools import cache
from threading import Thread

import streamlit as st

from components.collector import collector_paused
from components.ui.frame import words
from components.ui.frame.log import LOG
from components.ui.frame.memory import keep_memory_tidy
from components.ui.frame.stopping import stop_gently
from components.ui.frame.store_ready import FIRST_PAGE, LOADED
from components.ui.frame.version import commit, version

_HOUR = 3600  # seconds
_IDLE = 5.0  # seconds after its start in which a server answers only who asks
_DRAWING = 1.0  # seconds in which browsers draw the first page
_SKELETON = (40, 28, 420)  # heights in pixels: of the filters, the sentence, and the picture


@contextlib.asynccontextmanager
async def while_running(app: st.App) -> AsyncIterator[None]:
    """Get ready for the first visitor soon after the server's start, and keep its memory tidy while it runs."""
    # Not at once: a visitor who waits already is sent the frame sooner, and getting ready begins with their page.
    begin = asyncio.get_running_loop().call_later(_IDLE, _start, _open_first_city)
    tidying = asyncio.create_task(_keep_store_tidy())
    try:
        async with keep_memory_tidy(app), stop_gently():
            LOG.info("The Atlas has started.", extra={"facts": {"version": version(), "commit": commit()}})
            yield
    finally:
        begin.cancel()
        tidying.cancel()


async def _keep_store_tidy() -> None:
    """Delete what is kept no longer, once an hour."""
    while True:
        await asyncio.sleep(_HOUR)
        await asyncio.to_thread(_logged, _delete_expired, words.LOG_NOT_DELETED)


def _delete_expired() -> None:
    from components.ui.frame.kept_work import delete_expired_work

    delete_expired_work()


@cache
def warm_up() -> Thread:
    """Begin to load what every page needs, once, and give the thread that does it."""
    thread = _start(_load)
    _start(lambda: _open_store(thread), words.LOG_STORE_NOT_OPENED)
    return thread


def _start(work: Callable[[], None], failed: str = words.LOG_NOT_READY) -> Thread:
    thread = Thread(target=_logged, args=(work, failed), name="warm-up", daemon=True)
    thread.start()
    return thread


def _logged(work: Callable[[], None], failed: str) -> None:
    try:
        work()
    except Exception:
        LOG.exception(failed)


def _load() -> None:
    """Import what draws the pages, which takes longest of all."""
    with collector_paused():
        from components.charts import load_network
        from components.ui.frame.view import open_view  # noqa: F401
        from components.ui.views.overview import finding_list, summaries  # noqa: F401
        from components.ui.widgets import card, network_map  # noqa: F401

        load_network()


def _open_first_city() -> None:
    """Open the city that a bare address shows. A visitor who is here already may wait for another, and comes first."""
    warm_up().join()
    from components.ui.frame.loading import first_city, load_shipped

    loaded = load_shipped(first_city(), None)
    loaded.remember("warm", lambda: (loaded.map, loaded.value_words, loaded.by_name))


def _open_store(before: Thread) -> None:
    """Open the store once the first page is drawn, which visitors wait for: a database's library takes long to load.

    Who asks for the store earlier opens it, or waits until it is open."""
    before.join()
    FIRST_PAGE.wait(_IDLE)
    time.sleep(_DRAWING)
    try:
        from components.ui.frame.kept_work import the_store

        the_store()
    finally:
        LOADED.set()


def wait_until_ready(title: str) -> None:
    """Show the frame of a page where the server is not ready yet, and wait until it is."""
    place = st.empty()
    thread = warm_up()
    if not thread.is_alive():
        return
    with place.container():
        st.markdown(f"## {title}")
        for height in _SKELETON:
            st.skeleton(height)
    thread.join()
    place.empty()
