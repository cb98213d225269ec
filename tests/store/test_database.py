"""The store opens, keeps what was committed, and says plainly what is wrong."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from components.store import Store, open_store
from components.store.database import opened
from components.store.engines import data_folder
from components.store.tables import pieces
from tests.store.processes import finish, start
from tests.store.writing import read_pairs, write_pair


def test_what_was_written_is_there_when_the_store_is_opened_again(store_address: str) -> None:
    with opened(store_address) as store:
        write_pair(store, "one")
    with opened(store_address) as store:
        assert read_pairs(store) == {"one"}
        store.check()


def test_an_error_takes_back_all_of_a_transaction(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        connection.execute(pieces.insert().values(id="a", content=b"a"))
        _ = 1 / 0
    assert read_pairs(store) == set()


def test_a_reading_sees_one_state_of_the_store(store: Store, store_address: str) -> None:
    """A change that is kept between two looks of one reading is seen by the next reading, and waits for no one."""
    write_pair(store, "before")
    with store.read() as connection:
        first = connection.execute(pieces.select()).all()
        writer = threading.Thread(target=write_pair, args=(store, "meanwhile"))
        writer.start()
        writer.join(0.2)  # in SQLite it waits until the reading is over; either way nothing of it may be seen
        assert connection.execute(pieces.select()).all() == first
    writer.join()
    assert read_pairs(store) == {"before", "meanwhile"}


def test_a_transaction_inside_another_is_refused_at_once(store: Store) -> None:
    with store.read(), pytest.raises(RuntimeError, match="wait for it forever"), store.write():
        pass


def test_320_writes_of_threads_and_processes_at_once_are_all_kept(store: Store, store_address: str) -> None:
    processes = [start("tests.store.writing", store_address, f"process-{number}", "40") for number in range(4)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: write_pair(store, f"thread-{number}"), range(160)))
    for process in processes:
        finish(process)
    by_processes = {f"process-{process}-{number}" for process in range(4) for number in range(40)}
    assert read_pairs(store) == by_processes | {f"thread-{number}" for number in range(160)}


def test_the_store_is_in_the_data_folder_where_nothing_else_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("ATLAS_DATA", str(tmp_path / "100% kept" / "here"))
    open_store().close()
    file = tmp_path / "100% kept" / "here" / "atlas.db"
    assert file.stat().st_mode & 0o077 == file.parent.stat().st_mode & 0o077 == 0
    monkeypatch.delenv("ATLAS_DATA")
    assert data_folder() == Path(__file__).parents[2] / "var"
