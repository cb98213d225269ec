"""The headers of each answer, by what it came over."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from components.ui.frame.server import Headers, content_policy
from tests.asking import Answer, ask

APP = Starlette(
    routes=[Route("/", lambda request: PlainTextResponse("", headers={"X-Frame-Options": "DENY"}))],
    middleware=[Middleware(Headers)],
)
YEAR = "max-age=31536000"


@pytest.fixture(params=["/", "/nowhere"])
def answer(request: pytest.FixtureRequest) -> Answer:
    return ask(APP, request.param)


def test_every_answer_has_them(answer: Answer) -> None:
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Content-Security-Policy"] == content_policy()
    permissions = answer.headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(permissions)
    assert all(permission.endswith("=()") for permission in permissions)


def test_an_answer_may_be_stricter() -> None:
    assert ask(APP, "/").headers["X-Frame-Options"] == "DENY"
    assert ask(APP, "/nowhere").headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize(("came_by", "said"), [("https", YEAR), ("http", None), ("", None)])
def test_browsers_are_told_to_come_encrypted_once_they_have(came_by: str, said: str | None) -> None:
    headers = {"X_Forwarded_Proto": came_by} if came_by else {}
    assert ask(APP, "/", **headers).headers.get("Strict-Transport-Security") == said
