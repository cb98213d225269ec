"""Bring the tables of a database to what this version of the Atlas knows."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

from components.store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "atlas_schema"
# Alembic's own table. It would make a new one for each look, and SQLAlchemy would keep what is worked out for each.
_VERSION = Table(VERSION_TABLE, MetaData(), Column("version_num", String(32)))
_ALONE = threading.Lock()  # Alembic keeps what it works on in one place for the whole process


def newest_schema() -> str | None:
    """Give the schema that this version of the Atlas knows."""
    return _scripts().get_current_head()


def schema_of(connection: Connection) -> str | None:
    """Give the schema that a database has; None where it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    schema: str | None = connection.scalar(select(_VERSION.c.version_num))
    return schema


def refuse_newer_schema(schema: str | None) -> None:
    """Raise ``StoreError`` for a schema that this version of the Atlas does not know."""
    if schema is not None and schema not in {script.revision for script in _scripts().walk_revisions()}:
        raise StoreError("too new")


def bring_up_to_date(connection: Connection) -> None:
    """Migrate a database to the newest schema, inside the transaction of the connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ALONE:
        command.upgrade(config, "head")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))
