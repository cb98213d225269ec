"""The store: a database that is opened once, read and written in short transactions, and closed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine

from components.store.copies import copy_file, finish_file, make_folder, name_copy, unfinished_file
from components.store.engines import WAIT, find_address, make_engine, sqlite_file
from components.store.errors import LOG, StoreError, file_errors, store_errors
from components.store.schema import bring_up_to_date, newest_schema, refuse_newer_schema, schema_of


class Store:
    """A database that is open. ``open_store`` gives one."""

    def __init__(self, address: URL) -> None:
        self.address = address
        self.place = address.set(query={}).render_as_string(hide_password=True)  # a query may hold a password too
        self.engine = make_engine(address)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # Each reading sees one state of the database, from its first row to its last.
        snapshot = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._readers = self.engine.execution_options(**snapshot)
        self._writers = self.engine.execution_options(writes=True)
        self._one_writer = threading.Lock()
        self._of_thread = threading.local()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read in one transaction, which sees one state of the store. Raises ``StoreError``."""
        with self._transaction(self._readers) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Write in one transaction: all of it is kept, or, where an error is raised, nothing. Raises ``StoreError``."""
        if not self._one_writer.acquire(timeout=WAIT):
            raise StoreError("busy")
        try:
            with self._transaction(self._writers) as connection:
                yield connection
        finally:
            self._one_writer.release()

    @contextmanager
    def migrate(self) -> Iterator[Connection]:
        """Change tables in one transaction. Raises ``StoreError``."""
        with self._transaction(self._writers.execution_options(migrates=True)) as connection:
            yield connection
            if self.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreError("damaged")
        self.engine.dispose()  # this connection no longer heeds what a row belongs to

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        if getattr(self._of_thread, "is_busy", False):
            raise RuntimeError("A transaction is open in this thread: one inside it would wait for it forever.")
        self._of_thread.is_busy = True
        try:
            with store_errors(self.place), engine.begin() as connection:
                yield connection
        finally:
            self._of_thread.is_busy = False

    def check(self) -> None:
        """Look whether the store can be read and has the tables that this version knows. Raises ``StoreError``."""
        with self.read() as connection:
            schema = schema_of(connection)
        refuse_newer_schema(schema)
        if schema != newest_schema():
            raise StoreError("damaged")

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_store(url: str | URL | None = None) -> Store:
    """Open the store, make its tables where there are none, and give it. Raises ``StoreError``.

    It is at ``url``, or where DATABASE_URL says, or in a file in the data folder, which is made. Tables of an earlier
    version are brought up to date, those of SQLite after a backup.
    """
    store = Store(find_address(url))
    try:
        _make_ready(store)
    except BaseException:
        store.close()
        raise
    return store


@contextmanager
def opened(url: str | URL | None = None) -> Iterator[Store]:
    """Open the store, and close it in the end. Raises ``StoreError``."""
    with closing(open_store(url)) as store:
        yield store


def _make_ready(store: Store) -> None:
    if store.is_sqlite:
        _make_file(sqlite_file(store.address))
    with store.read() as connection:
        schema = schema_of(connection)
    refuse_newer_schema(schema)
    if schema != newest_schema():
        _migrate(store)


def _make_file(path: Path) -> None:
    make_folder(path.parent)
    with file_errors(str(path)):
        path.touch(mode=0o600)


def _migrate(store: Store) -> None:
    with store.migrate() as connection:
        schema = schema_of(connection)  # another process may have been faster
        if store.is_sqlite and schema not in (None, newest_schema()):
            _keep_copy(sqlite_file(store.address), f"schema-{schema}")
        bring_up_to_date(connection)
    LOG.info("%s: %s", store.place, "brought up to date" if schema else "a new store was made")


def _keep_copy(path: Path, why: str) -> None:
    copy = name_copy(path.parent / "backups", why)
    with unfinished_file(copy) as part:
        copy_file(path, part)
        finish_file(part, copy)
