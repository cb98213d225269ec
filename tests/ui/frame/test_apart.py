"""What a visitor's own inventory makes the server work out is limited in time and memory, and holds up nobody else."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from components.ui.frame import apart, loading
from components.ui.frame.apart import TooMuchError, work_out_apart
from components.ui.frame.loading import UPLOAD, Loaded
from tests.inventories import make_inventory

pytestmark = pytest.mark.skipif(not apart.CAN_COPY, reason="processes with threads are copied on Linux alone")


def loop_for_ever() -> None:
    while True:
        pass


def fill_memory() -> list[bytes]:
    return [os.urandom(1_000_000) for _ in range(3_000)]


def fall_over() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_it_is_worked_out_in_another_process_with_all_that_is_at_hand() -> None:
    frame = pd.DataFrame({"name": ["Ñandú", None], "count": [1, 2]})
    process, found = work_out_apart(lambda: (os.getpid(), frame.assign(more=frame["count"] + 1)))
    assert process != os.getpid()
    pd.testing.assert_frame_equal(found, frame.assign(more=[2, 3]))


def test_what_needs_another_result_works_it_out_in_the_same_copy() -> None:
    outer, inner = work_out_apart(lambda: (os.getpid(), work_out_apart(os.getpid)))
    assert outer == inner


@pytest.mark.parametrize("harm", [loop_for_ever, fill_memory, fall_over])
def test_what_takes_too_much_is_ended_and_the_next_gets_its_turn(
    harm: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 2)
    monkeypatch.setattr(apart, "_PATIENCE", 15)
    monkeypatch.setattr(apart, "_TURNS", threading.BoundedSemaphore(1))
    with pytest.raises(TooMuchError):
        work_out_apart(harm)
    assert work_out_apart(lambda: 7) == 7


def test_what_only_waits_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 1)
    begun = time.monotonic()
    with pytest.raises(TooMuchError):
        work_out_apart(lambda: time.sleep(600))
    assert time.monotonic() - begun < 60


def test_an_answer_larger_than_one_may_be_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_MOST_ANSWERED", 1_000_000)
    with pytest.raises(TooMuchError):
        work_out_apart(lambda: bytes(3_000_000))


def test_an_error_comes_back_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        work_out_apart(lambda: 1 / 0)


def uploaded(organizations: int) -> Loaded:
    rows = [{"name": f"Organization {number}", "serves": ("a", "b")} for number in range(organizations)]
    return Loaded("key", UPLOAD, None, make_inventory(organizations=rows), ())


def test_only_a_large_inventory_of_a_visitors_own_is_worked_on_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LARGE", 100)
    small, large = uploaded(30), uploaded(40)
    shipped = Loaded("key", "st-louis", None, large.inventory, ())
    assert [each.is_large for each in (small, large, shipped)] == [False, True, False]
    here = os.getpid()
    assert [each.remember("a", os.getpid) == here for each in (small, large, shipped)] == [True, False, True]
    assert large.names == uploaded(40).names


def end_page() -> None:
    raise StopException


def test_where_it_takes_too_much_the_page_says_so_and_does_not_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LARGE", 100)
    monkeypatch.setattr(apart, "MOST_SECONDS", 1)
    said: list[str] = []
    monkeypatch.setattr(loading.st, "error", said.append)
    monkeypatch.setattr(loading.st, "stop", end_page)
    large = uploaded(40)
    for _ in range(2):
        with pytest.raises(StopException):
            large.remember("a", loop_for_ever)
    assert len(said) == 2 and said[0].startswith("Your inventory is too large for this page")
    assert isinstance(large.kept["a"], TooMuchError)
    assert large.remember("b", lambda: 7) == 7
