"""Asks an ASGI app for an address without a server, as a browser's request reaches it."""

import asyncio
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

from tests.serving import run_coroutine


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(app: ASGIApp, address: str, *, method: str = "GET", **headers: str) -> Answer:
    """Send a request without a body; ``headers`` with ``_`` for ``-``."""
    parts, sent = urlsplit(address), []
    names = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": parts.path,
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": names,
    }

    requests = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        for request in requests:
            return request
        return await asyncio.Future()  # who asked stays and listens

    async def send(message: Message) -> None:
        sent.append(message)

    run_coroutine(app(scope, receive, send))  # type: ignore[arg-type]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)
