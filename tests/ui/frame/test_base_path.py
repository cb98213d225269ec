"""The Atlas below a path of its server: what it sends itself lies below that path too, and nothing above it."""

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from components.ui.frame.base_path import under_base_path
from components.ui.frame.packed_files import PackedFiles
from components.ui.frame.start_page import VIS_NETWORK_ADDRESS, list_start_routes, write_start_page
from components.ui.frame.visit_limit import VisitLimit
from tests.asking import ask
from tests.ui.frame.test_packed_files import ADDRESS

BEYOND = "from Streamlit"


@pytest.fixture(params=["civic/atlas", "/civic/atlas/"])
def below(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": request.param}.get)


def the_app() -> Starlette:
    return Starlette(routes=[*list_start_routes(), Mount("/civic/atlas", PlainTextResponse(BEYOND))])


@pytest.mark.usefixtures("below")
def test_the_first_page_and_the_maps_library_lie_below_it() -> None:
    app = the_app()
    assert ask(app, "/civic/atlas/").text == write_start_page()
    assert ask(app, "/civic/atlas/network").text == write_start_page(has_live_map=True)
    assert b"vis-network" in ask(app, f"/civic/atlas{VIS_NETWORK_ADDRESS}").body[:2_000]
    assert ask(app, "/civic/atlas/_stcore/health").text == BEYOND


@pytest.mark.usefixtures("below")
def test_its_own_address_leads_to_the_one_with_a_slash() -> None:
    """Else the page would look for its files and its server one step too high."""
    answer = ask(the_app(), "/civic/atlas", host="localhost")
    assert (answer.status, answer.headers["location"]) == (307, "http://localhost/civic/atlas/")


@pytest.mark.usefixtures("below")
def test_scripts_come_packed_there_too() -> None:
    app = PackedFiles(PlainTextResponse(BEYOND))
    assert ask(app, f"/civic/atlas{ADDRESS}", accept_encoding="gzip").headers["content-encoding"] == "gzip"
    assert ask(app, ADDRESS, accept_encoding="gzip").text == BEYOND


@pytest.mark.usefixtures("below")
def test_a_full_server_says_so_there_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_VISITS", "1")
    full = VisitLimit(PlainTextResponse(BEYOND))
    full.open = 100
    assert ask(full, "/civic/atlas/_stcore/host-config").status == 503
    assert ask(full, "/civic/atlas/media/a.csv", accept="text/html").text == BEYOND


def test_without_a_path_addresses_stay_as_they_are() -> None:
    assert under_base_path("/network") == "/network"
