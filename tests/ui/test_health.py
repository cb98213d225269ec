"""What the server says of itself: alive at once, ready only where a page can be shown, and why not where it can't."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import ROOT, Served, free_port, served
from tests.test_doors import ask
from tests.test_server import WAIT

BROKEN = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import streamlit as st
from components.ui.frame.log import prepare_log
from components.ui.health import list_health_routes
prepare_log()
app = st.App("page.py", routes=list_health_routes())
"""
BROUGHT = "Jane Doe, 555-0100"


def answer(server: Served, path: str) -> tuple[int, dict[str, str]]:
    status, said, _ = ask(server, path)
    fields: dict[str, str] = json.loads(said)
    return status, fields


def once_begun(server: Served) -> tuple[int, dict[str, str]]:
    """What /readyz says once the server is no longer getting ready."""
    until = time.monotonic() + WAIT
    while True:
        status, said = answer(server, "/readyz")
        if "getting ready" not in said.get("reason", "") or time.monotonic() > until:
            return status, said
        time.sleep(0.2)


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served(ATLAS_COMMIT="4f2a9c1") as address:
        yield address


def test_it_is_alive_at_once_and_says_its_version(server: Served) -> None:
    status, said = answer(server, "/healthz")
    assert (status, said["status"], said["commit"]) == (200, "alive", "4f2a9c1")
    assert said["version"]


def test_it_is_ready_once_a_page_can_be_shown(server: Served) -> None:
    assert once_begun(server) == (200, {"status": "ready"})


def test_no_answer_is_kept_on_the_way(server: Served) -> None:
    assert [ask(server, path)[2]["Cache-Control"] for path in ("/healthz", "/readyz")] == ["no-store", "no-store"]


def test_below_a_base_path_it_is_asked_there() -> None:
    with served(STREAMLIT_SERVER_BASE_URL_PATH="atlas") as server:
        assert answer(server, "/atlas/healthz")[0] == 200
        assert ask(server, "/healthz")[0] == 404


def test_without_its_store_it_is_alive_and_not_ready() -> None:
    with served(DATABASE_URL=f"postgresql://atlas:secret@127.0.0.1:{free_port()}/atlas") as server:
        assert once_begun(server) == (
            503,
            {"status": "not ready", "reason": "What is kept can't be reached just now."},
        )
        assert answer(server, "/healthz")[0] == 200


def test_without_a_city_it_is_alive_and_not_ready(tmp_path: Path) -> None:
    with served(ATLAS_INVENTORIES=str(tmp_path)) as server:
        assert once_begun(server) == (
            503,
            {"status": "not ready", "reason": "The city that opens first can't be read."},
        )
        assert answer(server, "/healthz")[0] == 200


def test_where_a_page_fails_it_is_not_ready_and_the_log_has_one_line_without_what_was_brought(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(BROKEN)
    (tmp_path / "page.py").write_text(f"cell = {BROUGHT!r}\nraise ValueError(cell)")
    with served(tmp_path / "app.py", log=tmp_path / "log") as server:
        assert once_begun(server) == (
            503,
            {"status": "not ready", "reason": "The first page can't be made: the log says why."},
        )
    log = (tmp_path / "log").read_text()
    (failure,) = [json.loads(line) for line in log.splitlines() if '"traceback"' in line]
    assert failure["traceback"].endswith("ValueError") and "page.py" in failure["traceback"]
    assert failure["level"] == "error" and BROUGHT not in log
    assert "\x1b" not in log[log.index("{") :]
