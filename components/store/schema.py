"""Bring the tables of a database to what this version of the Atlas knows."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from components.store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "atlas_schema"
_ALONE = threading.Lock()  # Alembic keeps what it works on in one place for the whole process


def newest_schema() -> str | None:
    """Give the schema that this version of the Atlas knows."""
    return _scripts().get_current_head()


def schema_of(connection: Connection) -> str | None:
    """Give the schema that a database has; None where it is empty."""
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()


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
