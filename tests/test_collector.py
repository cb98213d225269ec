"""Work that takes a while leaves the collector as it was."""

from __future__ import annotations

import gc

import pytest

from components.collector import collector_paused


def test_the_collector_runs_again_after_reading_also_where_it_failed() -> None:
    with pytest.raises(ZeroDivisionError), collector_paused():
        assert not gc.isenabled()
        with collector_paused():  # another reader meanwhile
            pass
        assert not gc.isenabled()
        1 / 0  # noqa: B018
    assert gc.isenabled()
