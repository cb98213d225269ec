"""What goes wrong has a name, is said in plain words, and leaves what was kept as it was."""

from __future__ import annotations

import logging
import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from components.store import Store, StoreError, open_store
from components.store.database import opened
from components.store.tables import pieces
from tests.postgres_server import PASSWORD, PostgresServer
from tests.store.processes import finish, start
from tests.store.writing import read_pairs, write_pair


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "atlas.db"


@pytest.fixture
def in_file(file: Path) -> Iterator[Store]:
    """A store in a file, with one pair in it."""
    with opened(f"sqlite:///{file}") as store:
        write_pair(store, "one")
        yield store


@contextmanager
def fails(code: str) -> Iterator[None]:
    with pytest.raises(StoreError) as raised:
        yield
    assert raised.value.code == code
    assert "/" not in str(raised.value).replace("FILE=…", "")


def write_many(store: Store) -> None:
    for number in range(100):
        write_pair(store, f"{number}")


def test_a_database_that_may_not_grow_is_full(in_file: Store) -> None:
    event.listen(in_file.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=80"))
    in_file.engine.dispose()
    with fails("full"):
        write_many(in_file)
    assert "one" in read_pairs(in_file)


def test_a_disk_that_takes_no_more_is_full_and_all_goes_on_once_it_has_room(in_file: Store) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        with fails("full"):
            write_many(in_file)
        kept = read_pairs(in_file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "one" in kept
    write_pair(in_file, "more")
    assert read_pairs(in_file) == kept | {"more"}


# Root may write anywhere, unless it gives up that right.
AS_OTHERS = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []


def write_as_others(address: str) -> list[str]:
    """Have a process write once that may not write where it is not allowed to, and give what it says."""
    return finish(start("tests.store.writing", address, "more", "1", before=AS_OTHERS))


@pytest.mark.skipif(bool(AS_OTHERS) and not shutil.which("setpriv"), reason="needs setpriv (Debian: util-linux)")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_to_can_be_read(in_file: Store, file: Path, what: str) -> None:
    before = file.read_bytes()
    locked, mode = (file, 0o400) if what == "file" else (file.parent, 0o500)
    locked.chmod(mode)
    try:
        said = write_as_others(f"sqlite:///{file}")
    finally:
        locked.chmod(0o700)
    assert (said[0][:10], said[1:]) == ("open after", ["read-only"])
    assert file.read_bytes() == before
    assert read_pairs(in_file) == {"one"}


@pytest.mark.skipif(bool(AS_OTHERS) and not shutil.which("setpriv"), reason="needs setpriv (Debian: util-linux)")
def test_a_folder_where_no_file_can_be_made_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert write_as_others(f"sqlite:///{tmp_path / 'atlas.db'}") == ["read-only"]
    assert write_as_others(f"sqlite:///{tmp_path / 'data' / 'atlas.db'}") == ["read-only"]
    tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


def overwrite(content: bytes) -> bytes:
    """Every page but the first lost."""
    return content[:4096] + b"\xff" * (len(content) - 4096)


def replace_all(content: bytes) -> bytes:
    return b"This is no database. " * (len(content) // 21)


@pytest.mark.parametrize("damage", [cut_off, overwrite, replace_all])
def test_a_damaged_file_is_said_to_be_and_stays_as_it_is(in_file: Store, file: Path, damage) -> None:
    in_file.close()
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    with fails("damaged"), opened(f"sqlite:///{file}") as store:
        read_pairs(store)
    assert file.read_bytes() == damaged
    assert [path.name for path in file.parent.iterdir()] == ["atlas.db"]


def test_a_file_that_is_taken_away_is_an_error_and_no_empty_store(in_file: Store, file: Path) -> None:
    file.rename(file.with_name("elsewhere.db"))
    for _ in range(2):
        with fails("unreachable"):
            write_pair(in_file, "two")
        with fails("unreachable"):
            in_file.check()
    assert not file.exists()
    file.with_name("elsewhere.db").rename(file)
    assert read_pairs(in_file) == {"one"}


def test_a_file_that_is_a_folder_is_unreachable(file: Path) -> None:
    file.mkdir(parents=True)
    with fails("unreachable"):
        open_store(f"sqlite:///{file}")


def test_whoever_waits_too_long_for_another_is_told_so(in_file: Store, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    event.listen(in_file.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=10"))
    in_file.engine.dispose()
    with fails("busy"):
        write_pair(in_file, "two")
    other.close()
    write_pair(in_file, "two")


def test_a_fault_of_ours_is_no_fault_of_the_store(store: Store) -> None:
    with pytest.raises(IntegrityError) as raised, store.write() as connection:
        for _ in range(2):
            connection.execute(pieces.insert().values(id="a", content=b"a text of somebody"))
    assert "somebody" not in str(raised.value)


# What PostgreSQL says, by its SQLSTATE.
STATES = {
    "53100": "full",  # disk full
    "53300": "busy",  # too many connections
    "25006": "read-only",  # read-only transaction
    "42501": "read-only",  # no right to write
    "XX001": "damaged",
    "42P01": "damaged",  # a table is missing
    "55P03": "busy",  # waited for a lock
    "40P01": "busy",  # deadlock
    "57P01": "unreachable",  # the server is being shut down
    "08006": "unreachable",  # connection failure
}


def test_each_state_of_postgresql_has_its_name(postgres: PostgresServer) -> None:
    with opened(postgres.new_database()) as store:
        for state, code in STATES.items():
            with fails(code), store.write() as connection:
                write = f"DO $$ BEGIN RAISE EXCEPTION 'Lake Street' USING ERRCODE = '{state}'; END $$"
                connection.execute(text(write))


@pytest.mark.parametrize(
    ("right", "wrong"), [(PASSWORD, "another-password"), ("/atlas_", "/no_such_"), ("127.0.0.1:", "127.0.0.1:1")]
)
def test_a_database_that_lets_nobody_in_is_unreachable(
    postgres: PostgresServer, caplog: pytest.LogCaptureFixture, right: str, wrong: str
) -> None:
    caplog.set_level(logging.DEBUG, "atlas.store")
    with fails("unreachable"):
        open_store(postgres.new_database().replace(right, wrong))
    assert "127.0.0.1" in caplog.text
    assert PASSWORD not in caplog.text
    assert "another-password" not in caplog.text
