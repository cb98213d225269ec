"""Work that takes a while: it reports how far it is, ends when asked to, and leaves the collector as it was."""

from __future__ import annotations

import gc

import pytest

from components.inventory.progress import StoppedError, collector_paused, never_stop, report_progress


def test_a_report_goes_to_whoever_watches_and_asking_to_stop_ends_the_work() -> None:
    told: list[tuple[str, float]] = []
    report_progress(never_stop, lambda words, share: told.append((words, share)), "Reading.", 0.5)
    assert told == [("Reading.", 0.5)]
    with pytest.raises(StoppedError):
        report_progress(lambda: True, lambda words, share: told.append((words, share)), "Reading.", 0.6)
    assert len(told) == 1


def test_the_collector_runs_again_after_reading_also_where_it_failed() -> None:
    with pytest.raises(ZeroDivisionError), collector_paused():
        assert not gc.isenabled()
        with collector_paused():  # another reader meanwhile
            pass
        assert not gc.isenabled()
        1 / 0  # noqa: B018
    assert gc.isenabled()
