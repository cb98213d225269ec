"""Copies of an SQLite file: taken by SQLite itself while others work, and looked over before they count."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from components.store.errors import StoreError, file_errors, store_errors


def name_copy(folder: Path, why: str = "") -> Path:
    """Name a new file in a folder by the moment, and by what it is for, and give its path. The folder is made."""
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H-%M-%S-%f}Z"
    return make_folder(folder) / f"{'-'.join(filter(None, ('atlas', moment, why)))}.db"


def make_folder(folder: Path) -> Path:
    """Make a folder that nobody else may look into, where there is none, and give it. Raises ``StoreError``."""
    with file_errors(str(folder)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def unfinished_file(path: Path) -> Iterator[Path]:
    """Give an empty file beside a path to write to, and remove it in the end."""
    part = path.with_name(f"{path.name}.part")
    try:
        with file_errors(str(part)):
            part.touch(mode=0o600)
        yield part
    finally:
        part.unlink(missing_ok=True)


def finish_file(part: Path, path: Path) -> None:
    """Look a file over that was written, and give it its name once it is on the disk. Raises ``StoreError``."""
    look_over(part)
    with file_errors(str(path)):
        _sync(part)
        part.replace(path)
        _sync(path.parent)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)


def copy_file(source: Path, target: Path) -> None:
    """Copy an SQLite file that may be in use, as it is at one moment, over another."""
    with store_errors(str(source)), closing(open_to_read(source)) as connection:
        copy_to_file(connection, target)


def copy_to_file(connection: sqlite3.Connection, target: Path) -> None:
    """Copy all that a connection sees over a file."""
    with store_errors(str(target)), closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


def look_over(path: Path) -> None:
    """Have SQLite look over every page of a file. Raises ``StoreError`` where it is damaged, or no SQLite file."""
    with store_errors(str(path)), closing(open_to_read(path)) as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        astray = connection.execute("PRAGMA foreign_key_check").fetchone()
    if found != "ok" or astray:
        raise StoreError("damaged")


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open an SQLite file to read it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
