"""A store for each test: in a file of SQLite, and in a PostgreSQL of our own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from components.store import Store, open_store, schema
from tests.postgres_server import PostgresServer, postgres_programs, postgres_server

# SQLite changes a column only by making its table anew and dropping the one before.
LATER = """
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{before}"


def upgrade() -> None:
    with op.batch_alter_table("workspaces") as table:
        table.add_column(sa.Column("motto", sa.Text()))
        table.alter_column("name", nullable=True)
"""

GoTo = Callable[[str], None]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests of the store. It is missing nowhere that `make test` set up, and never in CI."""
    if postgres_programs() is None and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is empty yet: each test is run in both kinds of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'atlas.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def store(store_address: str) -> Iterator[Store]:
    """An open store."""
    opened = open_store(store_address)
    yield opened
    opened.close()


@pytest.fixture
def go_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> GoTo:
    """Go to this version of the Atlas ("now"), or to a "later" one, which knows one more schema."""
    now, later = schema.MIGRATIONS, tmp_path / "migrations"
    shutil.copytree(now, later)
    (later / "versions" / "later.py").write_text(LATER.format(before=schema.newest_schema()), "utf-8")
    return lambda version: monkeypatch.setattr(schema, "MIGRATIONS", now if version == "now" else later)
