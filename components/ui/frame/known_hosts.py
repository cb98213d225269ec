"""Whom the server answers: those who call it by a name that it is known by, from its own pages."""

from __future__ import annotations

import os
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from components.ui.frame import words

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_NAME = 253  # characters that a host's name may have


class KnownHosts:
    """Refuses what is sent to another host's name, or from another site's page, before Streamlit sees it.

    A page elsewhere could else use the Atlas through a visitor's browser. And Streamlit, asked by a page that it does
    not know, asks an outside host for this machine's address, and every visitor waits for the answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.named = named_hosts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if refusal := self._refusal(host, origin):
            refuse = PlainTextResponse(refusal, 403) if scope["type"] == "http" else WebSocketClose()
            await refuse(scope, receive, send)
            return
        if origin:
            # A proxy may call the server by another name than visitors do, and Streamlit wants the two to be the same.
            MutableHeaders(scope=scope)["host"] = _parts(origin).netloc
        await self.app(scope, receive, send)

    def _refusal(self, host: str, origin: str | None) -> str:
        """Say why a request to ``host``, from a page at ``origin``, is not answered; empty where it is."""
        name = _parts(f"//{host}").hostname
        if name not in _THIS_MACHINE | self.named:
            return words.UNKNOWN_HOST.format(host=(name or "")[:_LONGEST_NAME])
        if origin is None:
            return ""
        page = _parts(origin)
        is_own = page.netloc and (page.netloc == host or page.hostname in self.named)
        return "" if is_own else words.FOREIGN_PAGE


def named_hosts() -> frozenset[str]:
    """Read the names that visitors know this Atlas by, which ``ATLAS_HOSTS`` lists with commas, and give them.

    A whole address, such as ``https://atlas.example.org:8443``, stands for the name in it.
    """
    listed = [name.strip() for name in os.environ.get("ATLAS_HOSTS", "").split(",")]
    names = [_parts(name if "//" in name else f"//{name}").hostname for name in listed]
    return frozenset(name for name in names if name)


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # such as a bracket that is not closed
        return urlsplit("")
