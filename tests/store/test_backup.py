"""Backups are whole, taken while others write; what is restored is what was backed up; a move takes all along."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Integer, LargeBinary

from components.store import Store, StoreError, open_store
from components.store.backup import NotDoneError, back_up, move_to_postgresql, restore
from components.store.database import opened
from components.store.engines import find_address, sqlite_address
from components.store.tables import Moment, metadata
from tests.postgres_server import PostgresServer
from tests.store.conftest import GoTo
from tests.store.processes import start
from tests.store.writing import read_pairs, write_pair

Rows = dict[str, list[Any]]


@pytest.fixture(autouse=True)
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The data folder of these tests, which is also where the backups of a PostgreSQL database go."""
    monkeypatch.setenv("ATLAS_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


def some_value(column: Column[Any]) -> Any:
    """A value for a column: where it names another row, what that row has."""
    for named in column.foreign_keys:
        return some_value(named.column)
    kinds = {
        Integer: 7,
        Boolean: True,
        LargeBinary: column.table.name.encode() + bytes(range(256)),
        Moment: datetime(2026, 11, 30, 21, 5, 7, 123456, UTC),
    }
    return kinds.get(type(column.type), f"“{column.table.name}”, 'Δ'; {column.name}\n")


def fill(store: Store) -> None:
    """Write a row into each table."""
    with store.write() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.insert().values({column.name: some_value(column) for column in table.columns}))


def read_all(store: Store) -> Rows:
    """The rows of each table."""
    with store.read() as connection:
        return {
            table.name: list(connection.execute(table.select().order_by(*table.primary_key)))
            for table in metadata.sorted_tables
        }


def without_waiting(rows: Rows) -> Rows:
    return rows | {"waiting": [], "waiting_files": []}


def read_file(path: Path) -> Rows:
    with opened(sqlite_address(path)) as store:
        return read_all(store)


def test_a_backup_has_every_row_but_files_that_are_still_looked_over(store: Store) -> None:
    fill(store)
    rows = read_all(store)
    path = back_up(store)
    assert all(rows.values())
    assert read_file(path) == without_waiting(rows)
    assert b"waiting_files\0\1\2" not in path.read_bytes()
    assert read_all(store) == rows
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


def test_a_backup_that_is_taken_while_a_process_writes_is_whole(store: Store, store_address: str) -> None:
    process = start("tests.store.writing", store_address, "written")
    assert process.stdout
    try:
        process.stdout.readline()
        for _ in range(5):
            before = process.stdout.readline().strip()
            path = back_up(store)
            after = process.stdout.readline().strip()
            kept = {row.id.rpartition(" ")[0] for row in read_file(path)["pieces"]}
            numbers = sorted(int(name.removeprefix("written-")) for name in kept)
            # Whatever was acknowledged before is in it, and nothing is missing in between.
            assert numbers == list(range(len(numbers)))
            assert before in kept
            assert after
    finally:
        process.kill()
        process.communicate()


def test_what_is_restored_is_what_was_backed_up_and_what_was_there_is_moved_aside(
    store: Store, store_address: str
) -> None:
    fill(store)
    rows = read_all(store)
    backup = back_up(store)
    write_pair(store, "later")
    later = read_all(store)
    # The store is open, as it is while the Atlas runs.
    aside = restore(find_address(store_address), backup)
    assert read_all(store) == without_waiting(rows)
    assert aside
    assert read_file(aside) == without_waiting(later)
    write_pair(store, "once more")
    assert len(read_all(store)["pieces"]) == 3
    assert sorted(backup.parent.iterdir()) == sorted([backup, aside])


def test_a_process_that_writes_during_a_restore_goes_on_and_loses_nothing(store: Store, store_address: str) -> None:
    write_pair(store, "one")
    backup = back_up(store)
    process = start("tests.store.writing", store_address, "meanwhile")
    assert process.stdout
    try:
        for _ in range(3):
            process.stdout.readline()
        aside = restore(find_address(store_address), backup)
        while (kept := read_pairs(store)) == {"one"}:
            assert process.poll() is None
    finally:
        process.kill()
        process.communicate()
    assert aside
    with opened(sqlite_address(aside)) as before:
        moved = read_pairs(before)
    # Each change was either moved aside or made after the restore: there is none that neither has, and none in both.
    assert moved & kept == {"one"}
    names = moved | kept
    assert names - {"one"} == {f"meanwhile-{number}" for number in range(len(names) - 1)}


def test_a_backup_is_restored_where_nothing_is_kept_yet(store: Store, tmp_path: Path) -> None:
    write_pair(store, "one")
    backup = back_up(store)
    elsewhere = sqlite_address(tmp_path / "elsewhere" / "atlas.db")
    assert restore(elsewhere, backup) is None
    with opened(elsewhere) as other:
        assert read_pairs(other) == {"one"}


def test_a_backup_of_one_kind_of_database_is_restored_into_the_other(postgres: PostgresServer, tmp_path: Path) -> None:
    with opened(postgres.new_database()) as store, opened() as file:
        fill(store)
        rows = without_waiting(read_all(store))
        restore(file.address, back_up(store))
        assert read_all(file) == rows
        with opened(postgres.new_database()) as other:
            restore(other.address, back_up(file))
            assert read_all(other) == rows


def test_a_damaged_file_is_moved_aside_as_it_is(data_folder: Path) -> None:
    with opened() as store:
        write_pair(store, "one")
        backup = back_up(store)
    damaged = b"This is no database."
    (data_folder / "atlas.db").write_bytes(damaged)
    aside = restore(find_address(), backup)
    assert aside
    assert aside.read_bytes() == damaged
    with opened() as store:
        assert read_pairs(store) == {"one"}


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(store: Store, tmp_path: Path) -> None:
    write_pair(store, "one")
    for path in no_backups(tmp_path / "others"):
        with pytest.raises(NotDoneError, match=path.name):
            restore(store.address, path)
        assert read_pairs(store) == {"one"}


def no_backups(folder: Path) -> Iterator[Path]:
    """Files that are no backups: none at all, an empty one, a text, another database, and half of a backup."""
    folder.mkdir()
    yield folder / "none.db"
    (folder / "empty.db").touch()
    yield folder / "empty.db"
    (folder / "text.db").write_text("This is no database.", "ascii")
    yield folder / "text.db"
    with closing(sqlite3.connect(folder / "other.db")) as other:
        other.execute("CREATE TABLE pieces (id)")
    yield folder / "other.db"
    with opened(sqlite_address(folder / "half.db")) as store:
        write_pair(store, "two")
    (folder / "half.db").write_bytes((folder / "half.db").read_bytes()[:60_000])
    yield folder / "half.db"


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(store: Store, go_to: GoTo) -> None:
    fill(store)
    rows = read_all(store)
    backup = back_up(store)
    content = backup.read_bytes()
    go_to("later")
    aside = restore(store.address, backup)
    assert aside
    assert read_all(store) == without_waiting(rows)
    store.check()
    assert backup.read_bytes() == content
    assert {backup, aside} <= set(backup.parent.iterdir())
    assert [path for path in backup.parent.rglob("*") if path.is_dir() or path.suffix == ".part"] == []


def test_a_backup_of_a_later_version_is_refused_and_nothing_changes(store: Store, data_folder: Path) -> None:
    write_pair(store, "one")
    backup = back_up(store)
    with closing(sqlite3.connect(backup)) as later:
        later.execute("UPDATE atlas_schema SET version_num = 'later'")
        later.commit()
    with pytest.raises(StoreError) as raised:
        restore(store.address, backup)
    assert raised.value.code == "too new"
    assert read_pairs(store) == {"one"}
    assert list(backup.parent.iterdir()) == [backup]


def test_a_backup_that_finds_no_room_leaves_nothing_behind(store: Store, data_folder: Path) -> None:
    for number in range(5):
        write_pair(store, f"{number}")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        with pytest.raises(StoreError) as raised:
            back_up(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert raised.value.code == "full"
    assert [path for path in data_folder.rglob("*") if path.is_file() and path.name != "atlas.db"] == []


def test_a_move_takes_every_row_along(postgres: PostgresServer, data_folder: Path) -> None:
    address = postgres.new_database()
    with opened() as store:
        fill(store)
        write_pair(store, "one")
        rows = read_all(store)
    content = (data_folder / "atlas.db").read_bytes()
    assert move_to_postgresql(address) == {name: len(some) for name, some in rows.items()}
    with opened(address) as moved:
        assert read_all(moved) == rows
    assert (data_folder / "atlas.db").read_bytes() == content


def test_a_move_into_a_database_that_holds_data_is_refused(postgres: PostgresServer) -> None:
    address = postgres.new_database()
    with opened(address) as target, opened() as store:
        write_pair(target, "theirs")
        write_pair(store, "ours")
        with pytest.raises(NotDoneError, match="holds data"):
            move_to_postgresql(address)
        assert read_pairs(target) == {"theirs"}


def test_a_move_needs_something_to_move_and_an_address_of_postgresql(data_folder: Path) -> None:
    with pytest.raises(NotDoneError, match="Nothing is kept here"):
        move_to_postgresql("postgresql://atlas@127.0.0.1/atlas")
    open_store().close()
    with pytest.raises(NotDoneError, match="no address of PostgreSQL"):
        move_to_postgresql(f"sqlite:///{data_folder / 'other.db'}")
    with pytest.raises(StoreError):
        move_to_postgresql("postgres")
