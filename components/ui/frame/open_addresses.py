"""Which addresses the server answers: those that a page of the Atlas needs, and no others that Streamlit has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from components.ui.frame import words
from components.ui.frame.base_path import under_base_path

# What pages need of Streamlit's server. Not among them: counts of what each visitor's pages do (`/_stcore/metrics`),
# an interface for programs and its description (`/_stcore/agent/…`), a check that runs a page for whoever asks
# (`/_stcore/script-health-check`), and files of components, of which the Atlas has none that lie in a folder
# (`/component/…`, `/_stcore/bidi-components/…`, `/app/static/…`).
OF_STREAMLIT = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/upload_file/{visit}/{file}",
    "/media/{file:path}",
    "/static/{file:path}",
    "/favicon.png",
    "/manifest.json",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
)


class OpenAddresses:
    """Answers 404 at every address that is neither ours nor among those that pages need of Streamlit."""

    def __init__(self, app: ASGIApp, routes: Sequence[Route]) -> None:
        self.app = app
        self.open = list_open_routes(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or find_route(self.open, scope):
            await self.app(scope, receive, send)
            return
        refuse = PlainTextResponse(words.NOTHING_HERE, 404) if scope["type"] == "http" else WebSocketClose()
        await refuse(scope, receive, send)


def list_open_routes(own: Sequence[Route]) -> list[Route]:
    """List what the server answers, and give it: our own routes, then those that pages need of Streamlit."""
    return [*own, *(Route(under_base_path(address), _answered_by_streamlit) for address in OF_STREAMLIT)]


def _answered_by_streamlit(_: Any) -> None:
    """Stand in for Streamlit's own answer: such a route is there for its address alone."""


def find_route(routes: Sequence[Route], scope: Scope) -> str:
    """Find the route that a request is for, and give its pattern (``/media/{file:path}``); empty where there is none.

    An address counts with and without a slash at its end: Streamlit leads from one to the other.
    """
    bare = scope["path"].rstrip("/")
    for path in (bare, f"{bare}/"):
        asked = {"type": "http", "method": "GET", "path": path}
        for route in routes:
            if route.matches(asked)[0] is not Match.NONE:
                return route.path
    return ""
