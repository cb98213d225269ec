"""Which of several servers holds a visitor's page: the browser is told by a cookie, and the proxy in front reads it.

A visit lives on one server: its files, sent and offered, are nowhere else. So the proxy has to send whatever a browser
asks for where the line of its page ends, and only the server at that end can say so for certain.
"""

from __future__ import annotations

import os

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.ui.frame.base_path import under_base_path

COOKIE = "atlas_replica"


class Replica:
    """Gives a browser that opens its line here a cookie with the name of this server, ``ATLAS_REPLICA``."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.name = os.environ.get("ATLAS_REPLICA", "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "websocket.accept":
                message["headers"] = [*message.get("headers", [])]
                cookie = f"{COOKIE}={self.name}; Path={under_base_path('/')}; HttpOnly; SameSite=Lax"
                MutableHeaders(raw=message["headers"]).append("Set-Cookie", cookie)
            await send(message)

        is_new = scope["type"] == "websocket" and HTTPConnection(scope).cookies.get(COOKIE) != self.name
        await self.app(scope, receive, send_with_cookie if self.name and is_new else send)
