"""What is worked out of an inventory is kept by its size, and nobody waits for what others work out."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pandas as pd
import pytest

from components.ui.frame.results import Results, measure_bytes

WAIT = 30  # seconds, on a busy machine


def never() -> Any:
    raise AssertionError("it is kept already")


def test_a_result_is_computed_once() -> None:
    results = Results()
    assert results.work_out("a", lambda: 1) == 1
    assert results.work_out("a", never) == 1
    assert "a" in results and results["a"] == results.get("a") == 1
    assert "b" not in results and results.get("b") is None
    with pytest.raises(KeyError):
        results["b"]


def test_hundreds_of_small_results_are_kept() -> None:
    results = Results()
    for number in range(500):
        results.work_out(number, lambda: "small")
    assert all(number in results for number in range(500))


def test_large_results_go_where_there_is_no_more_room_first_those_not_asked_for_longest() -> None:
    results = Results(most_bytes=100_000)
    for name in "abc":
        results.work_out(name, lambda: bytes(30_000))
    results.work_out("a", never)
    results.work_out("d", lambda: bytes(30_000))
    assert [name for name in "abcd" if name in results] == ["a", "c", "d"]
    assert results.size < 100_000


def test_one_result_that_is_larger_than_all_room_is_still_given_and_kept() -> None:
    results = Results(most_bytes=1_000)
    assert len(results.work_out("large", lambda: bytes(5_000))) == 5_000
    assert "large" in results
    results.work_out("next", lambda: 1)
    assert "large" not in results and "next" in results


def test_what_is_kept_for_good_never_goes_and_takes_no_room_from_the_others() -> None:
    results = Results(most_bytes=10_000)
    results.work_out("ground", lambda: bytes(50_000), for_good=True)
    for number in range(5):
        results.work_out(number, lambda: bytes(4_000))
    assert "ground" in results and 4 in results and 0 not in results


def test_what_fails_is_tried_again() -> None:
    results = Results()
    with pytest.raises(ZeroDivisionError):
        results.work_out("a", lambda: 1 / 0)
    assert "a" not in results
    assert results.work_out("a", lambda: 2) == 2


def test_only_those_who_ask_for_the_same_wait() -> None:
    results, begun, go_on = Results(), threading.Event(), threading.Event()
    computed: list[str] = []

    def slowly() -> str:
        computed.append("slow")
        begun.set()
        assert go_on.wait(WAIT)
        return "slow"

    found: list[str] = []
    asking = [threading.Thread(target=lambda: found.append(results.work_out("slow", slowly))) for _ in range(3)]
    for each in asking:
        each.start()
    assert begun.wait(WAIT)
    assert results.work_out("quick", lambda: "quick") == "quick", "another result does not wait"
    go_on.set()
    for each in asking:
        each.join(WAIT)
    assert found == ["slow"] * 3 and computed == ["slow"]


def test_a_result_may_need_another() -> None:
    results = Results()
    assert results.work_out("sum", lambda: results.work_out("one", lambda: 1) + 1) == 2


def test_long_columns_and_texts_are_measured_and_what_cannot_be_written_down_counts_too() -> None:
    assert measure_bytes(np.zeros(100_000)) == pytest.approx(800_000, rel=0.01)
    texts = pd.DataFrame({"name": pd.Series([f"Organization {number:05}" for number in range(10_000)], dtype="str")})
    assert 150_000 < measure_bytes(texts) < 400_000
    assert measure_bytes(threading.Lock()) == 1_000
