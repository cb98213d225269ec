"""Where the store is, and how its connections are set up."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest

from components.store import Store, StoreError
from components.store.database import opened
from components.store.engines import find_address, sqlite_file
from tests.postgres_server import PostgresServer
from tests.store.writing import read_pairs, write_pair


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://ana:secret@db.example.org/atlas", "postgresql+psycopg"),
        ("postgresql://ana:secret@db.example.org:5433/atlas", "postgresql+psycopg"),
        ("postgresql:///atlas?host=/run/postgresql", "postgresql+psycopg"),
        ("sqlite:////srv/atlas/atlas.db", "sqlite"),
    ],
)
def test_the_environment_says_where_the_store_is(monkeypatch: pytest.MonkeyPatch, given: str, driver: str) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    address = find_address()
    assert address.drivername == driver
    assert unquote(address.render_as_string(hide_password=False)).partition(":")[2] == given.partition(":")[2]


@pytest.mark.parametrize("given", ["atlas", "mysql://ana:secret@host/atlas", "postgresql//ana:secret@host"])
def test_an_address_that_cannot_be_read_is_said_without_it(given: str) -> None:
    with pytest.raises(StoreError) as raised:
        find_address(given)
    assert raised.value.code == "unreachable"
    assert "The address of the database can't be read." in str(raised.value)
    assert "secret" not in str(raised.value)


def test_the_data_folder_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ATLAS_DATA", str(tmp_path))
    assert sqlite_file(find_address()) == tmp_path / "atlas.db"


@pytest.fixture
def in_file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'atlas.db'}"


def test_sqlite_writes_through_to_the_disk_and_overwrites_what_is_deleted(in_file: str) -> None:
    wanted = {"foreign_keys": 1, "synchronous": 3, "secure_delete": 1, "journal_mode": "delete", "busy_timeout": 30_000}
    with opened(in_file) as store, store.read() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_a_write_ahead_log_is_given_up_as_it_is_faulty_in_many_systems(in_file: str, tmp_path: Path) -> None:
    with opened(in_file) as store:
        write_pair(store, "one")
    with closing(sqlite3.connect(tmp_path / "atlas.db")) as other:
        assert other.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    with opened(in_file) as store:
        write_pair(store, "two")
        assert read_pairs(store) == {"one", "two"}
        assert [path.name for path in tmp_path.iterdir()] == ["atlas.db"]
    with closing(sqlite3.connect(tmp_path / "atlas.db")) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_postgresql_ends_a_change_that_waits_or_idles_too_long(postgres: PostgresServer) -> None:
    wanted = {"lock_timeout": "30s", "idle_in_transaction_session_timeout": "1min", "transaction_read_only": "on"}
    with opened(postgres.new_database()) as store, store.read() as connection:
        found = {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in wanted}
    assert found == wanted


def test_a_database_that_was_restarted_is_found_again(postgres: PostgresServer) -> None:
    with opened(postgres.new_database()) as store:
        write_pair(store, "one")
        postgres.stop()
        with pytest.raises(StoreError) as raised:
            store.check()
        assert raised.value.code == "unreachable"
        postgres.start()
        write_pair(store, "two")
        assert read_pairs(store) == {"one", "two"}


@pytest.mark.parametrize("given", ["postgresql://ana:secret@host/atlas", "postgresql://host/atlas?password=secret"])
def test_what_a_store_says_of_its_place_has_no_password(given: str) -> None:
    place = Store(find_address(given)).place
    assert "host/atlas" in place
    assert "secret" not in place
