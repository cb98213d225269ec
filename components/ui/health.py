"""What whoever watches the server asks it: whether it is alive, and whether it can show pages."""

from __future__ import annotations

import asyncio
from time import monotonic

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime import Runtime

from components.ui.cold_start import warm_up
from components.ui.frame import words
from components.ui.frame.base_path import under_base_path
from components.ui.frame.log import LOG
from components.ui.frame.stopping import is_stopping
from components.ui.frame.version import commit, version

# Seconds for which an answer holds, so that nobody keeps the server at work by asking: a good one, and a bad one.
_GOOD_FOR, _BAD_FOR = 5.0, 1.0
_NEVER_KEPT = {"Cache-Control": "no-store"}


def list_health_routes() -> list[Route]:
    """List the addresses that tell how the server is, and give each with what is sent for it."""
    return [
        Route(under_base_path("/healthz"), _send_alive),
        Route(under_base_path("/readyz"), Readiness().send),
    ]


async def _send_alive(_: Request) -> JSONResponse:
    """Say that the server is alive, and which version it is. Nothing else is touched."""
    return JSONResponse({"status": "alive", "version": version(), "commit": commit()}, headers=_NEVER_KEPT)


class Readiness:
    """Whether the server can show pages, and if not, why not. It is looked into every few seconds at most."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.reason, self.holds_until = "", 0.0

    async def send(self, _: Request) -> JSONResponse:
        """Say whether the server is ready; with 503 and the reason where it is not."""
        reason = words.STOPPING if is_stopping() else await self._look()
        if reason:
            return JSONResponse({"status": "not ready", "reason": reason}, 503, headers=_NEVER_KEPT)
        return JSONResponse({"status": "ready"}, headers=_NEVER_KEPT)

    async def _look(self) -> str:
        async with self.lock:
            if monotonic() >= self.holds_until:
                self.reason = await find_reason()
                self.holds_until = monotonic() + (_BAD_FOR if self.reason else _GOOD_FOR)
            return self.reason


async def find_reason() -> str:
    """Find out why no page can be shown, and give it; empty where pages can be shown."""
    if warm_up().is_alive():
        return words.STARTING
    if reason := await asyncio.to_thread(_why_no_store) or await asyncio.to_thread(_why_no_city):
        return reason
    can_run, _ = await Runtime.instance().does_script_run_without_error()
    return "" if can_run else words.NO_PAGE


def _why_no_store() -> str:
    from components.store import StoreError
    from components.ui.frame.kept_work import the_store

    try:
        the_store().check()
    except StoreError as error:
        return error.message
    return ""


def _why_no_city() -> str:
    from components.ui.frame.loading import first_city, load_shipped

    try:
        load_shipped(first_city(), None)
    except Exception:
        LOG.exception(words.LOG_FIRST_CITY_UNREADABLE)
        return words.NO_FIRST_CITY
    return ""
