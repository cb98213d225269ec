"""What visitors bring never fills the server, and is let go when they leave."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from components.ui.frame import memory


def test_there_is_room_until_the_server_holds_what_it_may(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_MEMORY", "1000000")
    assert memory.most_megabytes() == 1_000_000 and memory.has_room()
    monkeypatch.setenv("ATLAS_MEMORY", "1")
    assert not memory.has_room()


@pytest.mark.parametrize("said", [None, "", "much", "-5"])
def test_a_share_of_the_machine_is_meant_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch, said: str | None):
    monkeypatch.delenv("ATLAS_MEMORY", raising=False)
    if said is not None:
        monkeypatch.setenv("ATLAS_MEMORY", said)
    monkeypatch.setattr(memory, "_all", lambda: 8e9)
    assert memory.most_megabytes() == pytest.approx(4_800)


def test_where_nothing_can_be_told_there_is_room(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(memory, "_in_use", lambda: 0.0)
    monkeypatch.setattr(memory, "_CONTAINER", ("/nowhere",))
    monkeypatch.delattr(memory.os, "sysconf")
    assert memory.most_megabytes() == float("inf") and memory.has_room()


def test_visits_that_are_over_are_let_go(monkeypatch: pytest.MonkeyPatch):
    """By the names that this version of Streamlit has inside: without them a visit stays until another one ends."""
    manager = WebsocketSessionManager(MemorySessionStorage(ttl_seconds=0), *[None] * 3)  # type: ignore[arg-type]
    manager._session_storage.save(SimpleNamespace(session=SimpleNamespace(id="over")))  # type: ignore[arg-type]
    runtime = SimpleNamespace(exists=lambda: True, instance=lambda: SimpleNamespace(_session_mgr=manager))
    monkeypatch.setattr(memory, "Runtime", runtime)
    assert memory.forget_ended_visits() == 1
    assert memory.forget_ended_visits() == 0


def test_without_a_server_there_is_no_visit_to_let_go():
    assert memory.forget_ended_visits() == 0
