"""The log's line for each request: what was asked for in general, and nothing by which to know who asked."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from components.ui.frame.request_log import RequestLog
from components.ui.frame.start_page import list_start_routes
from tests.asking import ask
from tests.serving import run_coroutine

SECRET = "f2b7-a-session-or-token"


async def answer(request: Request) -> Response:
    if "fail" in request.url.query:
        raise RuntimeError(SECRET)
    return PlainTextResponse("", 404 if "missing" in request.url.path else 200)


def app() -> Starlette:
    anything = Route("/{path:path}", answer, methods=["GET", "PUT", "BREW"])
    return Starlette(routes=[anything], middleware=[Middleware(RequestLog, list_start_routes())])


def facts(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.facts for record in caplog.records if record.getMessage() == "request"]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def at_info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "atlas")


@pytest.mark.parametrize(
    ("method", "address", "route"),
    [
        ("GET", f"/network?city=st-louis&draft={SECRET}", "/{name:view}"),
        ("PUT", f"/_stcore/upload_file/{SECRET}/{SECRET}", "/_stcore/upload_file/{visit}/{file}"),
        ("GET", f"/media/{SECRET}.csv", "/media/{file:path}"),
        ("GET", f"/nowhere/{SECRET}", "none"),
    ],
)
def test_a_request_is_known_by_its_route_alone(
    caplog: pytest.LogCaptureFixture, method: str, address: str, route: str
) -> None:
    ask(app(), address, method=method, Cookie=SECRET)
    (said,) = facts(caplog)
    assert said.pop("milliseconds") >= 0
    assert said == {"method": method, "route": route, "status": 200}
    assert SECRET not in caplog.text


def test_a_made_up_method_is_not_repeated(caplog: pytest.LogCaptureFixture) -> None:
    ask(app(), "/", method="BREW")
    assert facts(caplog)[0]["method"] == "other"


def test_a_failure_is_a_500(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(RuntimeError):
        ask(app(), "/?fail")
    assert facts(caplog)[0]["status"] == 500


def test_files_and_checks_that_end_well_are_not_worth_a_line(caplog: pytest.LogCaptureFixture) -> None:
    for address in ("/static/js/a.js", "/_stcore/health"):
        ask(app(), address)
    assert facts(caplog) == []
    ask(app(), "/static/js/missing.js")
    assert facts(caplog)[0]["status"] == 404


@pytest.mark.parametrize(("first", "status"), [("websocket.accept", 101), ("websocket.close", 403)])
def test_a_visit_is_one_line_at_its_end(caplog: pytest.LogCaptureFixture, first: str, status: int) -> None:
    async def visit(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": first})
        assert facts(caplog) == []
        await send({"type": "websocket.close"})

    async def nothing(*_: object) -> Any:
        return None

    scope = {"type": "websocket", "path": "/_stcore/stream"}
    run_coroutine(RequestLog(visit, [])(scope, nothing, nothing))
    (said,) = facts(caplog)
    assert (said["method"], said["route"], said["status"]) == ("WEBSOCKET", "/_stcore/stream", status)
