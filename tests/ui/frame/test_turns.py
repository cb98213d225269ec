"""Pages take turns, and none waits for one that takes long."""

from __future__ import annotations

import threading

import pytest

from components.ui.frame import turns
from components.ui.frame.turns import take_turn

WAIT = 20  # seconds; only a failure waits as long


@pytest.fixture
def long_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_TURN", WAIT)


@pytest.mark.usefixtures("long_turns")
def test_no_page_begins_while_another_is_worked_out():
    inside, at_once = [], []

    def work() -> None:
        for _ in range(50):
            with take_turn():
                inside.append(1)
                at_once.append(len(inside))
                inside.pop()

    pages = [threading.Thread(target=work) for _ in range(8)]
    for page in pages:
        page.start()
    for page in pages:
        page.join(WAIT)
    assert at_once == [1] * 400


def test_beside_a_page_that_takes_long_the_next_goes_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST_TURN", 0.01)
    others_are_done = threading.Event()

    def work() -> None:
        with take_turn():
            pass
        with take_turn():
            others_are_done.set()

    with take_turn():
        threading.Thread(target=work).start()
        assert others_are_done.wait(WAIT)
    with take_turn():  # what was over by itself is not ended twice: only one is inside
        assert not turns._ONE_AT_A_TIME.acquire(blocking=False)


@pytest.mark.usefixtures("long_turns")
def test_a_page_that_fails_ends_its_turn():
    with pytest.raises(ValueError, match="no such city"), take_turn():
        raise ValueError("no such city")
    with take_turn():
        pass
