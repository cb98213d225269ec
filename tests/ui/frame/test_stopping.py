"""A stop: notice is given first, what is under way ends, and then the process does, whatever still goes on."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from components.ui.frame import stopping
from tests.serving import ROOT, Served, served
from tests.test_doors import ask, line_to
from tests.test_server import WAIT, told

AFTER = 1.5  # seconds for which something goes on once the stop is asked for: longer than the notice that is given
SLOW = f"""
import asyncio, sys
sys.path.insert(0, {str(ROOT)!r})
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from components.ui.cold_start import while_running
from components.ui.frame.log import prepare_log
from components.ui.frame.stopping import is_stopping
prepare_log()
async def slow(request):
    print("begun", flush=True)
    while not is_stopping():
        await asyncio.sleep(0.05)
    await asyncio.sleep(float(request.query_params["seconds"]))
    return PlainTextResponse("whole")
app = st.App("page.py", routes=[Route("/slow", slow)], lifespan=while_running)
"""
SAVING = f"""
import time, pathlib
from components.ui.frame.stopping import is_stopping
pathlib.Path({{begun!r}}).touch()
while not is_stopping():
    time.sleep(0.05)
time.sleep({AFTER})
pathlib.Path({{saved!r}}).touch()
"""


def stop(server: Served) -> float:
    """Ask a server to stop, and give when."""
    os.kill(server.pid, signal.SIGTERM)
    return time.monotonic()


def wait_for(found: Path) -> None:
    until = time.monotonic() + WAIT
    while not found.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert found.exists()


def wait_until_gone(server: Served, begun: float) -> None:
    """Wait until nothing runs under the server's id; it may be there still as a process that has ended."""
    while time.monotonic() - begun < WAIT:
        with contextlib.suppress(FileNotFoundError):
            if Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.05)
                continue
        return
    raise AssertionError(f"The server still runs {WAIT} s after it was asked to stop.")


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(SLOW)
    (tmp_path / "page.py").write_text(SAVING.format(begun=str(tmp_path / "begun"), saved=str(tmp_path / "saved")))
    return tmp_path


pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


def test_a_stop_takes_less_than_ten_seconds_in_all() -> None:
    one_after_the_other = stopping._NOTICE + stopping._FOR_ANSWERS + stopping._FOR_PAGES
    assert one_after_the_other < stopping._AT_THE_LATEST < 10


def test_notice_is_given_before_the_door_closes(tmp_path: Path) -> None:
    with served(log=tmp_path / "log") as server, line_to(server) as line:
        told(line, "script_finished")
        begun = stop(server)
        said = ""
        while "stopping" not in said and time.monotonic() - begun < WAIT:
            said = ask(server, "/readyz")[1]
        assert json.loads(said) == {"status": "not ready", "reason": "The Atlas is stopping."}
        wait_until_gone(server, begun)
    lines = [json.loads(each)["what"] for each in (tmp_path / "log").read_text().splitlines() if each.startswith("{")]
    assert "The Atlas is stopping." in lines
    assert "The Atlas stopped before all that was under way had ended." not in lines


def begin_to_ask(server: Served, log: Path, seconds: float) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=WAIT)
    connection.request("GET", f"/slow?seconds={seconds}")
    until = time.monotonic() + WAIT
    while "begun" not in log.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    return connection


def test_an_answer_under_way_is_sent_whole(slow: Path) -> None:
    with served(slow / "app.py", log=slow / "log") as server:
        connection = begin_to_ask(server, slow / "log", AFTER)
        begun = stop(server)
        assert connection.getresponse().read() == b"whole"
        wait_until_gone(server, begun)


def test_an_answer_that_takes_too_long_holds_up_no_stop(slow: Path) -> None:
    with served(slow / "app.py", log=slow / "log") as server:
        connection = begin_to_ask(server, slow / "log", 600)
        wait_until_gone(server, stop(server))
        connection.close()


def test_a_page_under_way_ends_what_it_saves(slow: Path) -> None:
    with served(slow / "app.py", log=slow / "log") as server, line_to(server):
        wait_for(slow / "begun")
        wait_until_gone(server, stop(server))
    assert (slow / "saved").exists()


def test_who_only_holds_a_line_open_holds_up_no_stop(slow: Path) -> None:
    with served(slow / "app.py", log=slow / "log") as server:
        host, port = server.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=WAIT):
            wait_until_gone(server, stop(server))
