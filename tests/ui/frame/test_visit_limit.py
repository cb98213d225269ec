"""How many may be here at once, and which messages of a browser go on to Streamlit."""

from collections.abc import Iterable

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg

from components.ui.frame import visit_limit
from components.ui.frame.visit_limit import VisitLimit, most_visits
from tests.serving import run_coroutine


def passed_on(messages: Iterable[bytes]) -> list[bytes]:
    """What of these messages Streamlit gets to read."""
    waiting = [{"type": "websocket.receive", "bytes": content} for content in messages]
    seen: list[bytes] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            seen.append(message["bytes"])

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError("Nothing is to be sent.")

    run_coroutine(VisitLimit(app)({"type": "websocket"}, receive, send))
    return seen


def operation(**payload: dict[str, str]) -> BackMsg:
    return BackMsg(backend_operation_request=BackendOperationRequest(request_id="1", **payload))


@pytest.mark.parametrize(
    "message",
    [
        BackMsg(rerun_script={"query_string": "city=boston"}),
        BackMsg(stop_script=True),
        BackMsg(app_heartbeat=True),
        BackMsg(file_urls_request={"request_id": "1"}),
        operation(deferred_file={"file_id": "1"}),
        operation(dataframe_chunk={"source_id": "1"}),
    ],
)
def test_what_pages_ask_for_goes_on(message: BackMsg):
    content = message.SerializeToString()
    assert passed_on([content]) == [content]


@pytest.mark.parametrize(
    "message",
    [
        BackMsg(clear_cache=True),
        BackMsg(clear_cache=False),
        BackMsg(load_git_info=True),
        BackMsg(set_run_on_save=True),
        BackMsg(debug_shutdown_runtime=True),
        BackMsg(debug_disconnect_websocket=True),
        operation(install_skills={}),
        operation(dismiss_skills_nudge={}),
        operation(),
    ],
)
def test_what_no_page_asks_for_is_dropped_and_the_next_goes_on(message: BackMsg):
    alive = BackMsg(app_heartbeat=True).SerializeToString()
    hidden = alive + message.SerializeToString()  # of several, the last is what the message says
    assert passed_on([message.SerializeToString(), hidden, alive]) == [alive]


def test_what_cannot_be_read_goes_on_to_streamlit_which_ends_the_visit():
    assert passed_on([b"\xff\xff"]) == [b"\xff\xff"]


@pytest.mark.parametrize(("files", "visits"), [(256, 1), (1_024, 100), (4_096, 300), (1_048_576, 300)])
def test_the_open_files_bound_the_visits(monkeypatch: pytest.MonkeyPatch, files: int, visits: int):
    resource = pytest.importorskip("resource")
    monkeypatch.delenv("ATLAS_VISITS", raising=False)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (files, files))
    assert most_visits() == visits


@pytest.mark.parametrize(("said", "visits"), [("40", 40), ("0", 0), ("5000", 100), ("many", 100), ("-3", 100)])
def test_whoever_runs_it_may_allow_fewer(monkeypatch: pytest.MonkeyPatch, said: str, visits: int):
    resource = pytest.importorskip("resource")
    monkeypatch.setenv("ATLAS_VISITS", said)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1_024, 1_024))
    assert most_visits() == visits


def test_a_system_that_lets_nothing_be_raised_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch):
    resource = pytest.importorskip("resource")

    def refuse(*_: object) -> None:
        raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refuse)
    visit_limit.raise_open_files()
