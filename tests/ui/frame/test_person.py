"""Who asks for a file: somebody who has signed in, a browser, or nobody that is known."""

from __future__ import annotations

import json

import pytest
from starlette.requests import Request

from components.ui.frame import person
from components.ui.frame.person import person_of_request

ONE, OTHER = "one-browser-of-a-visitor", "another-browser-of-one"
ADA = {"is_logged_in": True, "iss": "https://id.example", "sub": "ada"}


def asks(monkeypatch: pytest.MonkeyPatch, cookie: str, signed_in: object = None) -> str:
    """The key of who asks with this cookie, and with what a sign-in has left; empty where it is nobody."""
    signed = json.dumps(signed_in).encode() if signed_in else None
    monkeypatch.setattr(person, "_get_signed_cookie_with_chunks", lambda *_: signed)
    found = person_of_request(Request({"type": "http", "headers": [(b"cookie", cookie.encode())]}))
    return found.key if found else ""


def test_who_has_signed_in_is_the_same_in_each_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    for cookie in ("", f"atlas_browser={ONE}", f"atlas_browser={OTHER}"):
        assert asks(monkeypatch, cookie, ADA) == "user:https://id.example ada"


@pytest.mark.parametrize("left", ["iss", "sub", "is_logged_in"])
def test_whom_a_provider_does_not_name_is_known_by_the_browser_alone(
    monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    keys = [asks(monkeypatch, f"atlas_browser={name}", ADA | {left: None}) for name in (ONE, OTHER)]
    assert all(key.startswith("browser:") for key in keys) and keys[0] != keys[1]
    assert asks(monkeypatch, "", ADA | {left: None}) == ""


@pytest.mark.parametrize("cookie", ["", "a", "x" * 19])
def test_a_cookie_that_could_be_guessed_names_nobody(monkeypatch: pytest.MonkeyPatch, cookie: str) -> None:
    assert asks(monkeypatch, f"atlas_browser={cookie}") == ""
    assert asks(monkeypatch, f"atlas_browser={cookie:x<20}").startswith("browser:")
