"""The tables of the store, the same in SQLite and in PostgreSQL. Each change here needs a migration.

No id is given out by the database: ids are random texts, or a place in what they belong to. So rows can be copied from
one database to another as they are.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """A moment, kept as UTC. SQLite knows no time zones, so there it is kept without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment into what the database keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what the database keeps into a moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """A text that people typed. What no database takes, NUL and halves of a character, is kept as "�"."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Turn a text into one that every database takes."""
        if value is None:
            return None
        return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in value)


# A name for each constraint, so that a later migration can change it in any database.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _part_of(table: str, column: str, **options: Any) -> Column[str]:
    """A column that names a row of another table, and goes with it."""
    return Column(column, Text, ForeignKey(f"{table}.id", ondelete="CASCADE"), **options)


# Tables of texts, each kept once however many steps and versions hold it.

pieces = Table(
    "pieces",
    metadata,
    Column("id", Text, primary_key=True, doc="The SHA-256 of the content"),
    Column("content", LargeBinary, nullable=False),
)

# One for each city.
workspaces = Table(
    "workspaces",
    metadata,
    Column("id", Text, primary_key=True, doc="Unguessable, and says nothing"),
    Column("name", Words, nullable=False),
    Column("access", Text, nullable=False, doc="public, link or closed"),
    Column("made_at", Moment, nullable=False),
)

# What each person may do in a workspace.
roles = Table(
    "roles",
    metadata,
    _part_of("workspaces", "workspace", primary_key=True),
    Column("person", Text, primary_key=True, index=True),
    Column("name", Words, nullable=False, doc="What the person is called; empty where it was not said"),
    Column("role", Text, nullable=False, doc="viewer, editor or owner"),
    Column("by_key", Boolean, nullable=False, doc="Given by an edit key, and ended by a new one"),
    Column("given_at", Moment, nullable=False),
)

# One key for each role of a workspace.
edit_keys = Table(
    "edit_keys",
    metadata,
    _part_of("workspaces", "workspace", primary_key=True),
    Column("role", Text, primary_key=True, doc="The role that whoever enters the key gets"),
    Column("hashed", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
)

# Each save of a workspace, whole.
versions = Table(
    "versions",
    metadata,
    _part_of("workspaces", "workspace", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False, doc="The draft, without its pieces"),
    Column("person", Text, nullable=False),
    Column("name", Words, nullable=False, doc="What the person was called then"),
    Column("saved_at", Moment, nullable=False),
    Column("why", Words, nullable=False),
    Column("changes", Words, nullable=False, doc="A sentence on what changed"),
)

# The pieces that each version holds.
version_pieces = Table(
    "version_pieces",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("piece", Text, ForeignKey("pieces.id"), primary_key=True, index=True),
    ForeignKeyConstraint(["workspace", "number"], ["versions.workspace", "versions.number"], ondelete="CASCADE"),
)

# Work that is not saved to a workspace yet.
drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True, doc="Unguessable, and given to no browser"),
    Column("person", Text, nullable=False),
    Column("workspace", Text, ForeignKey("workspaces.id", ondelete="SET NULL"), nullable=True, index=True),
    Column("base", Integer, nullable=True, doc="The version of the workspace that it began from"),
    Column("files", Text, nullable=False, doc="The names of its files, as JSON"),
    Column("step", Integer, nullable=False, doc="The number of its last step"),
    Column("made_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False, index=True),
    Index("ix_drafts_person", "person", "changed_at"),
)

# The last steps of each draft, which can be undone.
draft_steps = Table(
    "draft_steps",
    metadata,
    _part_of("drafts", "draft", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False, doc="The draft, without its pieces"),
    Column("sentence", Words, nullable=True, doc="What was done; none for what it began with"),
)

# The pieces that each step holds.
step_pieces = Table(
    "step_pieces",
    metadata,
    Column("draft", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("piece", Text, ForeignKey("pieces.id"), primary_key=True, index=True),
    ForeignKeyConstraint(["draft", "number"], ["draft_steps.draft", "draft_steps.number"], ondelete="CASCADE"),
)

# What opens a draft in a browser that it was not begun in.
draft_links = Table(
    "draft_links",
    metadata,
    Column("id", Text, primary_key=True, doc="The SHA-256 of the link's token"),
    _part_of("drafts", "draft", nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
)

# What is typed into a grid and not taken in yet.
typed = Table(
    "typed",
    metadata,
    _part_of("drafts", "draft", primary_key=True),
    Column("place", Text, primary_key=True),
    Column("edits", Text, nullable=False, doc="JSON, in ASCII"),
)

# Files whose columns a person still looks over.
waiting = Table(
    "waiting",
    metadata,
    Column("id", Text, primary_key=True, doc="The person who looks the columns over"),
    Column("choices", Text, nullable=False, doc="What was chosen so far: JSON, in ASCII"),
    Column("kept_at", Moment, nullable=False, index=True),
)

# The files themselves, kept for a day at most.
waiting_files = Table(
    "waiting_files",
    metadata,
    _part_of("waiting", "waiting", primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, doc="JSON, in ASCII"),
    Column("content", LargeBinary, nullable=False),
)

# Views that were saved with a workspace.
views = Table(
    "views",
    metadata,
    _part_of("workspaces", "workspace", primary_key=True),
    Column("name", Words, primary_key=True),
    Column("view", Text, nullable=False),
    Column("address", Words, nullable=False),
    Column("caption", Words, nullable=True),
    Column("order", Integer, nullable=True),
    Column("pins", Words, nullable=True, doc="Positions that were moved by hand, as JSON"),
)

# Suggestions that were accepted or set aside, and questions of a team's own.
decisions = Table(
    "decisions",
    metadata,
    _part_of("workspaces", "workspace", primary_key=True),
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("about", Words, nullable=False),
    Column("reason", Words, nullable=True),
    Column("as_of", Words, nullable=True),
)
