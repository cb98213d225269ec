"""The store opens, keeps what was committed, and says plainly what is wrong."""

from __future__ import annotations

from components.store import Store
from components.store.tables import pieces


def test_what_was_written_is_read(store: Store) -> None:
    with store.write() as connection:
        connection.execute(pieces.insert().values(id="a", content=b"\0one"))
    with store.read() as connection:
        assert connection.execute(pieces.select()).one().content == b"\0one"
    store.check()
