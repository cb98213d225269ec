"""A line in the log for each request: which route, how it ended, and how long it took. Never who asked, or for what."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.ui.frame.log import LOG
from components.ui.frame.open_addresses import find_route, list_open_routes

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# What ends well here is not worth a line: a page asks for some 90 files, and whoever watches the server asks often.
_QUIET = ("/static/{file:path}", "/healthz", "/readyz", "/_stcore/health")
_STATUS = {"websocket.accept": 101, "websocket.close": 403}  # a visit that is closed before it was accepted is refused


class RequestLog:
    """Writes a line for each request once it has ended. A visit's is written at its end, and says how long it was."""

    def __init__(self, app: ASGIApp, routes: Sequence[Route]) -> None:
        self.app = app
        self.open = list_open_routes(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        begun, status = perf_counter(), 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            status = status or message.get("status", 0) or _STATUS.get(message["type"], 0)
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except BaseException:
            status = status or 500
            raise
        finally:
            self._write(scope, status, perf_counter() - begun)

    def _write(self, scope: Scope, status: int, seconds: float) -> None:
        route = find_route(self.open, scope)
        if status < 400 and route.endswith(_QUIET):
            return
        facts = {
            "method": _name_method(scope),
            "route": route or "none",
            "status": status,
            "milliseconds": round(1000 * seconds, 1),
        }
        LOG.info("request", extra={"facts": facts})


def _name_method(scope: Scope) -> str:
    if scope["type"] == "websocket":
        return "WEBSOCKET"
    return scope["method"] if scope["method"] in _METHODS else "other"
