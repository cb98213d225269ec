"""A process that writes to a store, and says what was kept: `python -m tests.store.writing ADDRESS NAME HOW-OFTEN`."""

from __future__ import annotations

import sys
import time
from itertools import count

from sqlalchemy import select

from components.store import Store, StoreError, open_store
from components.store.tables import pieces

HALVES = ("first", "second")
CONTENT = b"Lake Street" * 3_000  # larger than a page of the database, so that half a change could be there


def write_pair(store: Store, name: str) -> None:
    """Write two rows in one transaction: a name has both, or none."""
    with store.write() as connection:
        for half in HALVES:
            connection.execute(pieces.insert().values(id=f"{name} {half}", content=CONTENT))


def read_pairs(store: Store) -> set[str]:
    """Read the names that were written, and see that none has one half only, nor half of its content."""
    with store.read() as connection:
        rows = connection.execute(select(pieces)).all()
    assert all(row.content == CONTENT for row in rows)
    names = {row.id.rpartition(" ")[0] for row in rows}
    assert {row.id for row in rows} == {f"{name} {half}" for name in names for half in HALVES}
    return names


def main(address: str, name: str, most: str = "") -> None:
    """Write until stopped, or so many times, and print each name once it is kept, or what went wrong."""
    begin = time.monotonic()
    try:
        store = open_store(address)
        print(f"open after {time.monotonic() - begin:.2f} s", flush=True)
        for number in range(int(most)) if most else count():
            write_pair(store, f"{name}-{number}")
            print(f"{name}-{number}", flush=True)
    except StoreError as error:
        print(error.code)


if __name__ == "__main__":
    main(*sys.argv[1:])
