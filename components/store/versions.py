"""The versions of a workspace: each save is one, whole, with who saved it, when, why and what changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from components.drafts import Draft
from components.store.comparing import list_changes, tell_changes
from components.store.content import Written, write_draft
from components.store.database import Store
from components.store.errors import ConflictError, NotAllowedError
from components.store.pieces import keep_content, read_content, unpack_draft
from components.store.rights import Person, need_role, need_sight
from components.store.tables import versions

_HISTORY = (versions.c.number, versions.c.name, versions.c.saved_at, versions.c.why, versions.c.changes)
_TOO_LARGE = 2**31  # for a number in a database
_COLUMNS = ["number", "who", "when", "why", "changes"]


@dataclass(frozen=True)
class Version:
    """A version, as the history tells it."""

    number: int
    who: str
    """The name of whoever saved it; empty where they had not said."""
    when: datetime
    why: str
    changes: str
    """What changed since the version before, in a sentence."""


def save_version(store: Store, person: Person, workspace: str, draft: Draft, base: int, why: str) -> Version:
    """Save a draft as the newest version of a workspace, and give it. ``base`` is the version that the work began from.

    Raises ``NotAllowedError`` unless the person is an editor, and ``ConflictError`` where another version was saved
    since ``base``.
    """
    with store.read() as connection:
        need_role(connection, person, workspace, "editor")
        _need_latest(connection, workspace, base)
        before = _read_content(connection, workspace, base)
    changes, written = tell_changes(list_changes(unpack_draft(*before), draft)), write_draft(draft)
    with store.write() as connection:
        need_role(connection, person, workspace, "editor")
        _need_latest(connection, workspace, base)
        return add_version(connection, person, workspace, base + 1, written, why, changes)


def add_version(
    connection: Connection, person: Person, workspace: str, number: int, written: Written, why: str, changes: str
) -> Version:
    """Add a version, as ``write_draft`` wrote it, in a transaction that has checked that it may be, and give it."""
    now = datetime.now(UTC)
    row = {"workspace": workspace, "number": number, "person": person.key, "name": person.name, "saved_at": now}
    keep_content(connection, versions, row | {"why": why, "changes": changes}, written)
    return Version(number, person.name, now, why, changes)


def _need_latest(connection: Connection, workspace: str, base: int) -> None:
    latest = connection.scalar(select(func.max(versions.c.number)).where(versions.c.workspace == workspace))
    if latest != base:
        raise ConflictError(latest or 0)


def _read_content(connection: Connection, workspace: str, number: int) -> tuple[bytes, dict[str, bytes]]:
    is_number = 0 < number < _TOO_LARGE  # an address can have any
    content = read_content(connection, versions, {"workspace": workspace, "number": number}) if is_number else None
    if content is None:
        raise NotAllowedError
    return content


def list_versions(store: Store, person: Person, workspace: str) -> pd.DataFrame:
    """List the versions of a workspace, the newest first: ``number``, ``who``, ``when``, ``why`` and ``changes``. It
    says the same to all. Raises ``NotAllowedError`` where the person may not see the workspace."""
    with store.read() as connection:
        need_sight(connection, person, workspace)
        wanted = select(*_HISTORY).where(versions.c.workspace == workspace).order_by(versions.c.number.desc())
        rows: list[Any] = [tuple(row) for row in connection.execute(wanted)]
    return pd.DataFrame(rows, columns=_COLUMNS)


def open_version(store: Store, person: Person, workspace: str, number: int) -> Draft:
    """Open a version of a workspace, and give its draft. Raises ``NotAllowedError`` where there is no such version, or
    the person may not see the workspace."""
    with store.read() as connection:
        need_sight(connection, person, workspace)
        content = _read_content(connection, workspace, number)
    return unpack_draft(*content)


def restore_version(store: Store, person: Person, workspace: str, number: int, base: int, why: str) -> Version:
    """Save an earlier version again as the newest, and give it. ``base`` is the newest that the person knows of, and
    what is raised is as for ``save_version``."""
    earlier, newest = (open_version(store, person, workspace, each) for each in (number, base))
    # A row that is added to it gets another key than any row had since.
    draft = replace(earlier, first_free_key=max(earlier.next_key, newest.next_key))
    return save_version(store, person, workspace, draft, base, why)
