"""What the server answers: the addresses that pages need, each of Streamlit's decided by hand, and no others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from components.ui.frame.open_addresses import OF_STREAMLIT, OpenAddresses, find_route, list_open_routes
from components.ui.frame.start_page import list_start_routes
from tests.asking import ask
from tests.serving import Served, served
from tests.test_doors import ask as ask_server

OPEN = {
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/media/{file_id:path}",
    "/_stcore/upload_file/{session_id}/{file_id}",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
}
CLOSED = {
    "/_stcore/metrics": "/_stcore/metrics",
    "/component/{path:path}": "/component/x/index.html",
    "/_stcore/bidi-components/{path:path}": "/_stcore/bidi-components/x/index.js",
    "/_stcore/agent/interact": "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json": "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp": "/_stcore/agent/mcp",
}
"""Streamlit's other addresses, and for each one that would be answered."""
BESIDE_THESE = [
    "/_stcore/script-health-check",
    "/app/static/x.csv",
    "/_stcore",
    "/_stcore/",
    "/_stcore/metrics/",
    "/_stcore/health/metrics",
    "/network/_stcore/metrics",
    "/index.html",
    "/openapi.json",
    "/.env",
    "/a/b",
]


def app() -> Starlette:
    anything = Route("/{path:path}", lambda request: PlainTextResponse("from Streamlit"), methods=["GET", "POST"])
    return Starlette(routes=[anything], middleware=[Middleware(OpenAddresses, list_start_routes())])


def test_each_address_of_streamlit_is_decided() -> None:
    """A new version may bring further ones: then this fails until it is said whether pages need them."""
    routes = st.App("components/ui/shell.py")._build_starlette_app().routes
    assert {route.path for route in routes if not isinstance(route, Mount)} == OPEN | set(CLOSED)  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", [*CLOSED.values(), *BESIDE_THESE])
def test_what_no_page_needs_is_not_there(address: str) -> None:
    for method in ("GET", "POST"):
        answer = ask(app(), address, method=method)
        assert (answer.status, answer.text) == (404, "There is nothing at this address. The Atlas begins at its root.")


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/network", "/network/", "/inventory?city=st-louis"),
        *("/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/a/b", "/media/a.csv"),
        *("/static/js/a.js", "/favicon.png", "/auth/login", "/oauth2callback"),
    ],
)
def test_what_pages_need_is_answered(address: str) -> None:
    assert ask(app(), address).text == "from Streamlit"


@pytest.mark.parametrize(
    ("address", "pattern"),
    [
        ("/", "/"),
        ("/network", "/{name:view}"),
        ("/_stcore/upload_file/secret/file", "/_stcore/upload_file/{visit}/{file}"),
        ("/oauth2callback", "/oauth2callback"),
        ("/oauth2callbacks", "/{name:view}"),
        ("/media/name-of-a-file.csv", "/media/{file:path}"),
        ("/_stcore/metrics", ""),
    ],
)
def test_the_pattern_of_an_address_says_nothing_of_who_asks(address: str, pattern: str) -> None:
    assert find_route(list_open_routes(list_start_routes()), {"path": address}) == pattern


@pytest.fixture(scope="module")
def below() -> Iterator[Served]:
    with served(STREAMLIT_SERVER_BASE_URL_PATH="atlas") as address:
        yield address


@pytest.mark.parametrize("address", [*CLOSED.values(), *BESIDE_THESE])
def test_below_a_base_path_the_same_is_closed(below: Served, address: str) -> None:
    for path in (f"/atlas{address}", address):
        assert ask_server(below, path)[0] == 404


@pytest.mark.parametrize("address", ["/atlas", "/atlas/", "/atlas/network", "/atlas/_stcore/health"])
def test_below_a_base_path_the_same_is_open(below: Served, address: str) -> None:
    assert ask_server(below, address)[0] in (200, 301, 307)


def test_no_address_of_ours_is_named_twice() -> None:
    assert len(set(OF_STREAMLIT)) == len(OF_STREAMLIT)
