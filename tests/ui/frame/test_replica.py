"""The cookie that names the server which holds a page's line: given with the line, and only where it says another."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from components.ui.frame.replica import Replica
from tests.serving import run_coroutine


def given(kind: str, cookie: str = "", first: str = "websocket.accept") -> list[str]:
    """The cookies that a browser is given with the first answer."""
    sent: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": first, "headers": [(b"x-kept", b"1")]})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return None

    scope = {"type": kind, "path": "/_stcore/stream", "headers": [(b"cookie", cookie.encode())] if cookie else []}
    run_coroutine(Replica(app)(scope, receive, send))
    assert (b"x-kept", b"1") in sent[0]["headers"]
    return [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_REPLICA", "2")


@pytest.mark.parametrize("cookie", ["", "other=2", "atlas_replica=1"])
def test_a_browser_that_opens_its_line_is_told_where(named: None, cookie: str) -> None:
    assert given("websocket", cookie) == ["atlas_replica=2; Path=/; HttpOnly; SameSite=Lax"]


@pytest.mark.parametrize(
    ("kind", "cookie", "first"),
    [
        ("websocket", "atlas_replica=2", "websocket.accept"),
        ("websocket", "", "websocket.close"),
        ("http", "", "http.response.start"),
    ],
)
def test_else_nothing_is_said(named: None, kind: str, cookie: str, first: str) -> None:
    assert given(kind, cookie, first) == []


def test_a_server_alone_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_REPLICA", raising=False)
    assert given("websocket") == []
