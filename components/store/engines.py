"""Connections to the database, set up so that what is committed stays, whatever happens to the machine."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from components.store.errors import StoreError

ROOT = Path(__file__).parents[2]
WAIT = 30  # seconds for which a change waits for the changes before it

# The write-ahead log is faulty in SQLite before 3.51.3, which systems still ship (sqlite.org/wal.html); the rollback
# journal is safe in all of them. With it, it takes EXTRA for a commit to outlive a power failure right after it.
_SQLITE_SETTINGS = (
    f"busy_timeout={WAIT * 1000}",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "secure_delete=ON",
)
_POSTGRES_SETTINGS = (f"lock_timeout={WAIT}s", f"idle_in_transaction_session_timeout={2 * WAIT}s")
_POSTGRES_OPTIONS: dict[str, Any] = {
    "options": " ".join(f"-c {setting}" for setting in _POSTGRES_SETTINGS),
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,  # milliseconds until a network that is gone is noticed
}
# Whoever changes something in PostgreSQL holds this advisory lock: the word ATLAS in ASCII.
_WRITER_LOCK = int.from_bytes(b"ATLAS")

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def data_folder() -> Path:
    """Give the folder where the Atlas keeps its data: what ATLAS_DATA says, or ``var`` beside the program."""
    return Path(os.environ.get("ATLAS_DATA") or ROOT / "var").absolute()


def find_address(given: str | URL | None = None) -> URL:
    """Find out where the store is, and give its address: the one given, or what DATABASE_URL says, or a file in the
    data folder. Raises ``StoreError``."""
    try:
        address = make_url(given or os.environ.get("DATABASE_URL") or sqlite_address())
        return address.set(drivername=_DRIVERS[address.get_backend_name()])
    except (ArgumentError, KeyError):
        # Without the address: it may hold a password.
        message = "The address of the database can't be read."
        mend = "It is written as postgresql://user:password@host/database, or sqlite:////folder/file.db."
        raise StoreError("unreachable", message, mend) from None


def make_engine(address: URL) -> Engine:
    """Make the engine that opens connections to a database. Nothing is opened yet."""
    if address.get_backend_name() == "postgresql":
        engine = create_engine(address, hide_parameters=True, pool_pre_ping=True, connect_args=_POSTGRES_OPTIONS)
        event.listen(engine, "begin", _begin_in_postgres)
        return engine
    path = sqlite_file(address)
    engine = create_engine(address, hide_parameters=True, creator=lambda: _open_sqlite(path))
    event.listen(engine, "begin", _begin_in_sqlite)
    event.listen(engine, "checkout", lambda _, record, __: _look_for_file(path, record))
    return engine


def sqlite_address(path: Path | None = None) -> URL:
    """Give the address of an SQLite file, or of the one in the data folder."""
    return URL.create("sqlite", database=str(path or data_folder() / "atlas.db"))


def sqlite_file(address: URL) -> Path:
    """Give the file that an SQLite database is kept in."""
    return Path(address.database or "").absolute()


def _open_sqlite(path: Path) -> sqlite3.Connection:
    # mode=rw: a file that was taken away is an error, and not an empty store.
    connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, check_same_thread=False)
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    for setting in _SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def _look_for_file(path: Path, record: ConnectionPoolEntry) -> None:
    """Have the pool open another connection where the file is no longer the one that this connection has open."""
    with suppress(FileNotFoundError):
        file = path.stat()
        if record.info.setdefault("file", (file.st_dev, file.st_ino)) == (file.st_dev, file.st_ino):
            return
    raise DisconnectionError


def _begin_in_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("migrates"):  # a table that is made anew is dropped first, and would take along what names its rows
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    # A transaction that begins as a reader and then writes fails where another wrote in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def _begin_in_postgres(connection: Connection) -> None:
    # One writer at a time, as in SQLite: what a change looks up first is still so when it writes.
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
