"""A later version of the Atlas, whose store has one more schema."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from components.store import schema

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


@pytest.fixture
def go_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> GoTo:
    """Go to this version of the Atlas ("now"), or to a "later" one, which knows one more schema."""
    now, later = schema.MIGRATIONS, tmp_path / "migrations"
    shutil.copytree(now, later)
    (later / "versions" / "later.py").write_text(LATER.format(before=schema.newest_schema()), "utf-8")
    return lambda version: monkeypatch.setattr(schema, "MIGRATIONS", now if version == "now" else later)
