"""An older store is brought up to date, with all that is in it; a newer one is left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from components.store import Store, StoreError, open_store, schema
from components.store.database import opened
from components.store.tables import metadata, pieces, version_pieces, versions, workspaces
from tests.store.conftest import GoTo


def fill(store: Store) -> None:
    """Write a workspace with a version."""
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    version = {"person": "p", "name": "Ana", "why": "", "changes": "", "saved_at": now, "content": b"{}"}
    with store.write() as connection:
        connection.execute(pieces.insert().values(id="piece", content=b"texts"))
        connection.execute(workspaces.insert().values(id="w", name="Riverbend", access="closed", made_at=now))
        connection.execute(versions.insert().values(workspace="w", number=1, **version))
        connection.execute(version_pieces.insert().values(workspace="w", number=1, piece="piece"))


def read_all(store: Store) -> list[object]:
    with store.read() as connection:
        return [connection.execute(table.select()).all() for table in (pieces, workspaces, versions, version_pieces)]


def columns(store: Store) -> set[str]:
    return {column["name"] for column in inspect(store.engine).get_columns("workspaces")}


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_looking_whether_the_store_is_as_it_should_be_leaves_nothing_in_memory(store: Store) -> None:
    store.check()
    worked_out = len(store.engine._compiled_cache or ())  # type: ignore[attr-defined]
    for _ in range(5):
        store.check()
    assert len(store.engine._compiled_cache or ()) == worked_out  # type: ignore[attr-defined]


def test_an_older_store_is_brought_up_to_date_with_all_that_is_in_it(store_address: str, go_to: GoTo) -> None:
    with opened(store_address) as store:
        fill(store)
        before = read_all(store)
    go_to("later")
    with opened(store_address) as store:
        assert read_all(store) == before
        assert "motto" in columns(store)
        store.check()
        # What belongs to a workspace still goes with it.
        with store.write() as connection:
            connection.execute(workspaces.delete())
        assert read_all(store)[1:] == [[], [], []]


def test_an_older_file_is_backed_up_first(go_to: GoTo, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'atlas.db'}"
    with opened(address) as store:
        fill(store)
        before = read_all(store)
    go_to("later")
    open_store(address).close()
    open_store(address).close()
    (backup,) = (tmp_path / "backups").iterdir()
    go_to("now")
    assert backup.name.endswith(f"schema-{schema.newest_schema()}.db")
    with opened(f"sqlite:///{backup}") as store:
        assert read_all(store) == before
        assert "motto" not in columns(store)


def test_a_newer_store_is_refused_and_stays_as_it_is(store_address: str, go_to: GoTo) -> None:
    go_to("later")
    with opened(store_address) as store:
        fill(store)
        before = read_all(store)
    go_to("now")
    with pytest.raises(StoreError) as raised:
        open_store(store_address)
    assert raised.value.code == "too new"
    go_to("later")
    with opened(store_address) as store:
        assert read_all(store) == before
        assert "motto" in columns(store)


def test_an_open_store_notices_that_a_later_version_took_it_over(store: Store, store_address: str, go_to: GoTo) -> None:
    go_to("later")
    open_store(store_address).close()
    go_to("now")
    with pytest.raises(StoreError) as raised:
        store.check()
    assert raised.value.code == "too new"


def test_a_store_without_its_tables_is_damaged(store: Store) -> None:
    with store.write() as connection:
        connection.execute(text("DELETE FROM atlas_schema"))
    with pytest.raises(StoreError) as raised:
        store.check()
    assert raised.value.code == "damaged"
