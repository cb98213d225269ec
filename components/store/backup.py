"""Back up what is kept, restore it, and move it to PostgreSQL. A backup is one SQLite file, whatever the store is."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from sqlalchemy import URL, Connection, Table, func, select

from components.store.copies import (
    copy_file,
    copy_to_file,
    finish_file,
    look_over,
    make_folder,
    name_copy,
    open_to_read,
    unfinished_file,
)
from components.store.database import Store, opened
from components.store.engines import data_folder, find_address, sqlite_address, sqlite_file
from components.store.errors import StoreError, file_errors
from components.store.schema import VERSION_TABLE
from components.store.tables import metadata, waiting, waiting_files

_ROWS = 50  # that are copied at a time, as a piece may be large
_TABLES = metadata.sorted_tables  # each after those that its rows name
# Files that a person still looks over may hold addresses of people, and are kept for a day at most: in no backup.
_NOT_BACKED_UP = (waiting_files, waiting)
_BACKED_UP = [table for table in _TABLES if table not in _NOT_BACKED_UP]
_BEFORE = "before-restore"  # in the names of files that hold what was kept then

Counts = dict[str, int]


class NotDoneError(Exception):
    """What was asked for was not done, and nothing was changed; says why in plain words."""


def back_up(store: Store, why: str = "") -> Path:
    """Write all that is kept into a new file, and give its path. The store may be in use. Raises ``StoreError``."""
    path = name_copy(_backup_folder(store.address), why)
    with unfinished_file(path) as part:
        with store.read() as connection:
            counts = _count_rows(connection, _BACKED_UP)
            _write_file(store, connection, part)
        with opened(sqlite_address(part)) as copy, copy.write() as connection:
            _delete_rows(connection, _NOT_BACKED_UP)
            _need_all_rows(counts, connection, _BACKED_UP)
        finish_file(part, path)
    return path


def _backup_folder(address: URL) -> Path:
    """Beside the file of SQLite, or in the data folder."""
    is_file = address.get_backend_name() == "sqlite"
    return (sqlite_file(address).parent if is_file else data_folder()) / "backups"


def _write_file(store: Store, connection: Connection, path: Path) -> None:
    if store.is_sqlite:
        copy_to_file(cast(sqlite3.Connection, connection.connection.driver_connection), path)
    else:
        with opened(sqlite_address(path)) as copy, copy.write() as to:
            _copy_rows(connection, to, _BACKED_UP)


def restore(address: URL, file: Path) -> Path | None:
    """Put the content of a backup in the place of what is kept, and give the path that this was moved to, if there was
    anything. Raises ``NotDoneError`` and ``StoreError``.

    The backup is looked over first, and brought up to date in a copy. The store may be in use.
    """
    _refuse_other_files(file)
    with TemporaryDirectory(prefix="unfinished-", dir=make_folder(_backup_folder(address))) as folder:
        copy = Path(folder, "backup.db")
        copy_file(file, copy)
        with opened(sqlite_address(copy)) as backup, backup.read() as rows:
            aside = _move_unreadable(address)
            # Held as its one writer from here on: what is moved aside is exactly what is replaced.
            with opened(address) as store, store.write() as connection:
                aside = _back_up_rows(connection, address) or aside
                _delete_rows(connection, _TABLES[::-1])
                _copy_rows(rows, connection, _TABLES)
                _need_all_rows(_count_rows(rows, _TABLES), connection, _TABLES)
    return aside


def _refuse_other_files(file: Path) -> None:
    if not file.is_file():
        raise NotDoneError(f"There is no file {file}.")
    try:
        look_over(file)
    except StoreError:
        raise NotDoneError(f"{file} is damaged, or no backup of the Atlas.") from None
    with closing(open_to_read(file)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [VERSION_TABLE]).fetchone():
            raise NotDoneError(f"{file} is no backup of the Atlas.")


def _move_unreadable(address: URL) -> Path | None:
    """Move a file of SQLite that can't be read away as it is, and give its new path."""
    if address.get_backend_name() != "sqlite" or not sqlite_file(address).exists():
        return None
    path = sqlite_file(address)
    try:
        with opened(address):
            look_over(path)
    except StoreError as error:
        if error.code not in ("damaged", "too new"):
            raise
        return _move_file(path, name_copy(_backup_folder(address), _BEFORE))
    return None


def _back_up_rows(connection: Connection, address: URL) -> Path | None:
    """Back up what is kept, by a connection of its own, if there is anything."""
    if not any(_count_rows(connection, _TABLES).values()):
        return None
    with opened(address) as store:
        return back_up(store, _BEFORE)


def _move_file(path: Path, target: Path) -> Path:
    # A journal that a broken-off change left goes along: only with it is the file whole.
    for ending in ("", "-journal"):
        with file_errors(str(path)), suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(target.with_name(target.name + ending))
    return target


def move_to_postgresql(url: str) -> Counts:
    """Copy all rows from the data folder's file to an empty PostgreSQL database, and give how many each table has.
    Raises ``NotDoneError`` and ``StoreError``."""
    refuse_missing_file(sqlite_address())
    if find_address(url).get_backend_name() != "postgresql":
        raise NotDoneError("This is no address of PostgreSQL: postgresql://user:password@host/database.")
    # The file is held as its one writer, so that nobody changes it meanwhile.
    with opened(sqlite_address()) as store, opened(url) as target, store.write() as rows, target.write() as connection:
        if any(_count_rows(connection, _TABLES).values()):
            raise NotDoneError("This database holds data of the Atlas already.")
        counts = _count_rows(rows, _TABLES)
        _copy_rows(rows, connection, _TABLES)
        _need_all_rows(counts, connection, _TABLES)
    return counts


def refuse_missing_file(address: URL) -> None:
    """Raise ``NotDoneError`` where a store is to be in a file that is not there: opening it would make an empty one."""
    if address.get_backend_name() == "sqlite" and not sqlite_file(address).exists():
        raise NotDoneError(f"Nothing is kept here: there is no file {sqlite_file(address)}.")


def _count_rows(connection: Connection, tables: Sequence[Table]) -> Counts:
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def _need_all_rows(counts: Counts, connection: Connection, tables: Sequence[Table]) -> None:
    if counts != _count_rows(connection, tables):
        raise NotDoneError("Not all rows arrived. Look for room on the disk, and try again.")


def _copy_rows(rows: Connection, connection: Connection, tables: Sequence[Table]) -> None:
    for table in tables:
        for some in rows.execution_options(yield_per=_ROWS).execute(select(table)).mappings().partitions():
            connection.execute(table.insert(), [dict(row) for row in some])


def _delete_rows(connection: Connection, tables: Sequence[Table]) -> None:
    for table in tables:
        connection.execute(table.delete())
