"""The page that a browser gets first: Streamlit's own, with our rules of style, told where its server is."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from components.ui.frame.server import content_policy
from components.ui.frame.start_page import VIS_NETWORK_ADDRESS, list_start_routes, write_start_page
from tests.asking import ask

STATIC = Path(st.__file__).parent / "static" / "static"
STREAMLIT_PAGE = (STATIC.parent / "index.html").read_text("utf-8")


APP = Starlette(
    routes=[*list_start_routes(), Route("/{path:path}", lambda request: PlainTextResponse("from Streamlit"))]
)


@pytest.mark.parametrize("address", ["/", "/network", "/inventory?city=st-louis", "/no-such-view", "/a_view"])
def test_each_view_begins_with_it(address: str) -> None:
    answer = ask(APP, address)
    assert answer.text == write_start_page(has_live_map=address == "/network")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    [
        "/favicon.png",
        "/_stcore/health",
        "/_stcore",
        "/static/js/index.js",
        "/network/_stcore/health",
        "/oauth2callback",
    ],
)
def test_streamlits_own_addresses_stay_streamlits(address: str) -> None:
    assert ask(APP, address).text == "from Streamlit"


def test_the_server_is_known_before_streamlits_script_runs() -> None:
    page = write_start_page()
    assert page.index("BACKEND_BASE_URL") < page.index('<script type="module"')


def test_all_of_streamlits_page_is_in_it_but_for_its_interface_for_programs() -> None:
    page = write_start_page()
    left_out = "\n".join(line for line in STREAMLIT_PAGE.splitlines() if line.strip() not in page)
    assert "_stcore/agent" in left_out and "_stcore/agent" not in page
    assert not any(part in left_out for part in ("<script", "stylesheet", "<meta", 'id="root"'))
    assert "allow this site to run JavaScript" in page


def test_the_policy_lets_in_its_scripts_and_no_others() -> None:
    scripts = re.findall(r"<script>(.*?)</script>", write_start_page(), re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert re.findall(r"'sha256-([^']+)'", content_policy()) == digests
    assert len(digests) == 4


def test_the_policy_is_the_same_for_a_view_with_a_map() -> None:
    scripts = [re.findall(r"<script>(.*?)</script>", write_start_page(has_live_map=live)) for live in (True, False)]
    assert scripts[0] == scripts[1]


def test_the_maps_library_is_run_at_once_only_where_the_map_is() -> None:
    assert f'<script async src=".{VIS_NETWORK_ADDRESS}">' in write_start_page(has_live_map=True)
    later = write_start_page()
    assert "<script async" not in later
    assert f'href=".{VIS_NETWORK_ADDRESS}"' in later  # for whoever goes on to it


def test_the_parts_that_every_view_draws_are_named_once_and_are_there() -> None:
    parts = re.findall(r'rel="modulepreload" [^>]*href="./static/js/([^"]+)"', write_start_page())
    assert {part.split(".")[0] for part in parts} >= {"BidiComponent", "Selectbox", "ButtonGroup"}
    assert len(parts) == len(set(parts))
    assert all((STATIC / "js" / part).is_file() for part in parts)


def test_the_maps_library_is_sent_from_here() -> None:
    (address,) = re.findall(r'<script async src="\.([^"]+)"', write_start_page(has_live_map=True))
    answer = ask(APP, address)
    assert b"vis-network" in answer.body[:2_000]
    assert "immutable" in answer.headers["cache-control"]
