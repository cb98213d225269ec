"""What can go wrong with the store, in plain words. What a database says of itself goes to the log, never to a page."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

LOG = logging.getLogger("atlas.store")

# For each code the message, and what mends it.
_SAYINGS = {
    "unreachable": (
        "What is kept can't be reached just now.",
        "Nothing that was saved is lost. Try again in a moment; if it stays so, tell whoever runs this server.",
    ),
    "full": (
        "There is no room left to keep this.",
        "This change was not kept; what was kept before is unharmed. Whoever runs this server can make room.",
    ),
    "read-only": (
        "What is kept can be read here, but not changed.",
        "This change was not kept. Whoever runs this server can allow writing to the data folder or database.",
    ),
    "damaged": (
        "What is kept can't be read: it is damaged.",
        "Nothing was changed. Whoever runs this server can restore a backup (make restore FILE=…).",
    ),
    "too new": (
        "What is kept was written by a later version of the Atlas.",
        "Nothing was changed. Whoever runs this server can install that version, or a later one.",
    ),
    "busy": (
        "Too many changes are being kept at once.",
        "This change was not kept. Try again in a moment.",
    ),
}


class StoreError(Exception):
    """Something that keeps the store from doing its work: a ``code``, what is said to people, and what helps."""

    def __init__(self, code: str, message: str | None = None, mend: str | None = None) -> None:
        usual_message, usual_mend = _SAYINGS[code]
        self.code, self.message, self.mend = code, message or usual_message, mend or usual_mend
        super().__init__(f"{self.message} {self.mend}")


class NotAllowedError(Exception):
    """The person may not do this."""


class ConflictError(Exception):
    """Another version was saved since the one that this work began from; ``latest`` is its number."""

    def __init__(self, latest: int) -> None:
        self.latest = latest
        super().__init__(f"Version {latest} was saved since.")


# What the name of SQLite's error begins with: of two that fit, the longer comes first, and counts.
_SQLITE_CODES = {
    "SQLITE_FULL": "full",
    "SQLITE_IOERR_WRITE": "full",
    "SQLITE_READONLY_DBMOVED": "unreachable",
    "SQLITE_READONLY": "read-only",
    "SQLITE_PERM": "read-only",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_CANTOPEN": "unreachable",
    "SQLITE_IOERR": "unreachable",
}

# PostgreSQL's SQLSTATE, or the class that it begins with.
_POSTGRES_CODES = {
    "53100": "full",
    "53300": "busy",
    "25006": "read-only",
    "42501": "read-only",
    "XX001": "damaged",
    "XX002": "damaged",
    "42P01": "damaged",
    "42703": "damaged",
    "55P03": "busy",
    "57014": "busy",
    "40001": "busy",
    "40P01": "busy",
    "25P03": "busy",
    "08": "unreachable",
    "28": "unreachable",
    "3D": "unreachable",
    "53": "unreachable",
    "57": "unreachable",
    "58": "unreachable",
}


def _find_sqlite_code(error: sqlite3.Error) -> str | None:
    name = getattr(error, "sqlite_errorname", None) or ""
    if "no such table" in str(error) or "no such column" in str(error):
        return "damaged"
    return next((code for start, code in _SQLITE_CODES.items() if f"{name}_".startswith(f"{start}_")), None)


def _find_postgres_code(error: psycopg.Error) -> str | None:
    state = error.sqlstate
    if state is None:  # the connection could not be made, or broke
        return "unreachable" if isinstance(error, psycopg.OperationalError) else None
    return _POSTGRES_CODES.get(state) or _POSTGRES_CODES.get(state[:2])


def find_code(error: BaseException | None) -> str | None:
    """Find out what an error of a database means for the store, and give the code; None where it is a fault of ours."""
    if isinstance(error, sqlite3.Error):
        return _find_sqlite_code(error)
    return _find_postgres_code(error) if isinstance(error, psycopg.Error) else None


@contextmanager
def store_errors(place: str) -> Iterator[None]:
    """Turn errors of a database into a ``StoreError``. ``place`` is named in the log, and nowhere else."""
    try:
        yield
    except PoolTimeoutError as error:
        LOG.warning("%s: no connection is free", place)
        raise StoreError("busy") from error
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = find_code(cause)
        if code is None:
            raise
        # Only the first line: those that follow may hold what people typed.
        LOG.warning("%s: %s: %s", place, type(cause).__name__, str(cause).partition("\n")[0])
        raise StoreError(code) from None


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def file_errors(place: str) -> Iterator[None]:
    """Turn errors of the file system into a ``StoreError``. ``place`` is named in the log, and nowhere else."""
    try:
        yield
    except OSError as error:
        LOG.warning("%s: %s", place, error.strerror)
        code = "full" if error.errno in _FULL else "read-only" if error.errno in _READ_ONLY else "unreachable"
        raise StoreError(code) from None
