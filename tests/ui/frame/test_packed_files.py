"""The files of Streamlit's front end, as a browser gets them: packed, whole, and only those."""

import gzip
from pathlib import Path

import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from components.ui.frame.packed_files import PackedFiles
from tests.asking import ask

STATIC = Path(st.__file__).parent / "static" / "static"
SCRIPT = next(path for path in sorted((STATIC / "js").glob("*.js")) if path.stat().st_size > 10_000)
BEYOND = "from Streamlit"


APP = PackedFiles(
    Starlette(routes=[Route("/{path:path}", lambda request: PlainTextResponse(BEYOND), methods=["GET", "POST"])])
)
ADDRESS = f"/static/js/{SCRIPT.name}"


def test_a_script_comes_packed_and_unpacks_to_itself() -> None:
    answer = ask(APP, ADDRESS, accept_encoding="gzip, deflate, br")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(answer.body) == SCRIPT.read_bytes()
    assert len(answer.body) < SCRIPT.stat().st_size / 2


def test_a_browser_that_takes_nothing_packed_is_answered_by_streamlit() -> None:
    assert ask(APP, ADDRESS).text == BEYOND
    for accepted in ("identity", "gzip;q=0", "br, gzip; q=0.0", "x-gzip"):
        assert ask(APP, ADDRESS, accept_encoding=accepted).text == BEYOND
    assert ask(APP, ADDRESS, accept_encoding="gzip", range="bytes=0-9").text == BEYOND
    assert ask(APP, ADDRESS, accept_encoding="gzip", if_none_match='"a"').text == BEYOND
    assert ask(APP, ADDRESS, accept_encoding="gzip", method="POST").text == BEYOND


def test_gzip_may_stand_anywhere_in_what_a_browser_takes() -> None:
    for accepted in ("GZIP", "br;q=1.0, gzip;q=0.5", "*;q=0,gzip"):
        assert ask(APP, ADDRESS, accept_encoding=accepted).headers["content-encoding"] == "gzip"


def test_all_other_addresses_are_streamlits() -> None:
    for address in ("/", "/static/js/none.js", "/static/js/../../index.html", f"/static/media/../js/{SCRIPT.name}"):
        assert ask(APP, address, accept_encoding="gzip").text == BEYOND
