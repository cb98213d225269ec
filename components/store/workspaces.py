"""Workspaces, one for each city: who may see and change each of them. Rights are checked in the transaction that reads
or writes, and where someone may not see a workspace it is as if there were none."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, get_args

import pandas as pd
from sqlalchemy import Connection, Select, and_, delete, func, insert, or_, select, update

from components.drafts import Draft
from components.store.content import write_draft
from components.store.database import Store
from components.store.errors import NotAllowedError
from components.store.pieces import drop_unused, list_pieces
from components.store.rights import (
    ROLES,
    Access,
    Person,
    Role,
    as_role,
    find_role,
    is_workspace_id,
    may_see,
    need_role,
)
from components.store.tables import draft_links, drafts, edit_keys, roles, version_pieces, versions, workspaces
from components.store.versions import add_version

_LONGEST_NAME = 200


@dataclass(frozen=True)
class Workspace:
    """A workspace, as a person sees it."""

    id: str
    name: str
    access: Access
    role: Role | None
    """What the person may do in it; None where they may only see it."""
    latest: int
    """The number of its newest version."""
    saved_at: datetime
    """When that was saved."""
    known_as: str = ""
    """What the person is called in it; empty where they have not said."""


def create_workspace(store: Store, person: Person, name: str, access: Access, draft: Draft, why: str) -> Workspace:
    """Create a workspace whose first version is a draft, and give it. The person owns it. Raises ``ValueError`` for a
    name or an access that there can't be."""
    workspace, now = secrets.token_hex(16), datetime.now(UTC)
    row = {"id": workspace, "name": _check_name(name), "access": _check_access(access), "made_at": now}
    written = write_draft(draft)
    with store.write() as connection:
        connection.execute(insert(workspaces).values(row))
        _give_role(connection, workspace, person, "owner", by_key=False)
        add_version(connection, person, workspace, 1, written, why, "The first version.")
        return _read_workspace(connection, person, workspace)


def find_workspace(store: Store, person: Person, workspace: str) -> Workspace | None:
    """Find a workspace by its id, and give it; None where there is none, or where the person may not see it."""
    with store.read() as connection:
        return _read_workspace(connection, person, workspace) if may_see(connection, person, workspace) else None


def list_workspaces(store: Store, person: Person) -> list[Workspace]:
    """List the workspaces that are public, and those in which a person has a role, by their names."""
    with store.read() as connection:
        wanted = _workspaces_for(person).where(or_(workspaces.c.access == "public", roles.c.role.is_not(None)))
        found = [_make_workspace(row) for row in connection.execute(wanted)]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def change_workspace(
    store: Store, person: Person, workspace: str, *, name: str | None = None, access: Access | None = None
) -> Workspace:
    """Give a workspace another name or access, and give it as it is then. Raises ``NotAllowedError`` unless the person
    owns it, and ``ValueError`` as ``create_workspace`` does."""
    changes = {} if name is None else {"name": _check_name(name)}
    changes |= {} if access is None else {"access": _check_access(access)}
    with store.write() as connection:
        need_role(connection, person, workspace, "owner")
        if changes:
            connection.execute(update(workspaces).where(workspaces.c.id == workspace).values(changes))
        return _read_workspace(connection, person, workspace)


def remove_workspace(store: Store, person: Person, workspace: str) -> None:
    """Delete a workspace with all its versions. Raises ``NotAllowedError`` unless the person owns it."""
    with store.write() as connection:
        need_role(connection, person, workspace, "owner")
        held = list_pieces(connection, version_pieces, version_pieces.c.workspace == workspace)
        # Work on it stays with whoever did it; a link to it opened it only for those who could see the workspace.
        work = select(drafts.c.id).where(drafts.c.workspace == workspace)
        connection.execute(delete(draft_links).where(draft_links.c.draft.in_(work)))
        connection.execute(delete(workspaces).where(workspaces.c.id == workspace))
        drop_unused(connection, held)


def _workspaces_for(person: Person) -> Select[Any]:
    """Select all workspaces, each with the person's role in it and its newest version."""
    newest = select(versions.c.workspace, func.max(versions.c.number).label("number")).group_by(versions.c.workspace)
    last, own = newest.subquery(), and_(roles.c.workspace == workspaces.c.id, roles.c.person == person.key)
    saved = and_(versions.c.workspace == last.c.workspace, versions.c.number == last.c.number)
    columns = (workspaces, roles.c.role, roles.c.name.label("known_as"), versions.c.number, versions.c.saved_at)
    joined = workspaces.join(last, last.c.workspace == workspaces.c.id).join(versions, saved).outerjoin(roles, own)
    return select(*columns).select_from(joined)


def _make_workspace(row: Any) -> Workspace:
    return Workspace(row.id, row.name, row.access, as_role(row.role), row.number, row.saved_at, row.known_as or "")


def _read_workspace(connection: Connection, person: Person, workspace: str) -> Workspace:
    return _make_workspace(connection.execute(_workspaces_for(person).where(workspaces.c.id == workspace)).one())


def _check_name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise ValueError(f"A workspace needs a name of at most {_LONGEST_NAME} letters.")
    return name


def _check_access(access: str) -> str:
    if access not in get_args(Access):
        raise ValueError(f"A workspace is {', '.join(get_args(Access))}, not {access!r}.")
    return access


# Roles


def list_people(store: Store, person: Person, workspace: str) -> pd.DataFrame:
    """List who has a role in a workspace: ``person`` (the key), ``name``, ``role``, ``by_key`` (whether an edit key
    gave it), ``given_at``. Raises ``NotAllowedError`` unless the person owns it."""
    columns = (roles.c.person, roles.c.name, roles.c.role, roles.c.by_key, roles.c.given_at)
    with store.read() as connection:
        need_role(connection, person, workspace, "owner")
        wanted = select(*columns).where(roles.c.workspace == workspace).order_by(roles.c.given_at, roles.c.person)
        rows = connection.execute(wanted).all()
    return pd.DataFrame([tuple(row) for row in rows], columns=[column.name for column in columns])


def set_role(store: Store, person: Person, workspace: str, other: Person, role: Role | None) -> None:
    """Give another person a role in a workspace, or none. Raises ``NotAllowedError`` unless the person owns it or gives
    up their own role, and where nobody would own it any more."""
    with store.write() as connection:
        gives_up = role is None and other.key == person.key
        need_role(connection, person, workspace, "viewer" if gives_up else "owner")
        _give_role(connection, workspace, other, role, by_key=False)
        _need_owner(connection, workspace)


def _give_role(connection: Connection, workspace: str, person: Person, role: Role | None, *, by_key: bool) -> None:
    if role not in (*ROLES, None):
        raise ValueError(f"A role is {', '.join(ROLES)}, not {role!r}.")
    row = {"workspace": workspace, "person": person.key, "name": person.name, "role": role, "by_key": by_key}
    connection.execute(delete(roles).where(roles.c.workspace == workspace, roles.c.person == person.key))
    if role is not None:
        connection.execute(insert(roles).values(given_at=datetime.now(UTC), **row))


def _need_owner(connection: Connection, workspace: str) -> None:
    owners = select(func.count()).where(roles.c.workspace == workspace, roles.c.role == "owner")
    if not connection.scalar(owners):
        raise NotAllowedError("A workspace keeps an owner.")


# Edit keys


def make_key(store: Store, person: Person, workspace: str, role: Role) -> str:
    """Make the key that gives a role in a workspace to whoever enters it, and give it. It is shown once: the store
    keeps only its hash. The key before it, and the roles that it gave, end. Raises ``NotAllowedError`` unless the
    person owns the workspace."""
    key = base64.b32encode(secrets.token_bytes(20)).decode().lower()
    with store.write() as connection:
        _end_key(connection, person, workspace, role)
        row = {"workspace": workspace, "role": role, "hashed": _hash(key), "made_at": datetime.now(UTC)}
        connection.execute(insert(edit_keys).values(row))
    return "-".join(key[start : start + 4] for start in range(0, len(key), 4))


def end_key(store: Store, person: Person, workspace: str, role: Role) -> None:
    """End the key that gives a role in a workspace, and the roles that it gave. Raises ``NotAllowedError`` unless the
    person owns the workspace."""
    with store.write() as connection:
        _end_key(connection, person, workspace, role)


def _end_key(connection: Connection, person: Person, workspace: str, role: Role) -> None:
    need_role(connection, person, workspace, "owner")
    if role not in ROLES:
        raise ValueError(f"A role is {', '.join(ROLES)}, not {role!r}.")
    connection.execute(delete(edit_keys).where(edit_keys.c.workspace == workspace, edit_keys.c.role == role))
    # Whoever changes the key keeps their own role.
    of_key = (roles.c.workspace == workspace, roles.c.role == role, roles.c.by_key, roles.c.person != person.key)
    connection.execute(delete(roles).where(*of_key))


def enter_key(store: Store, person: Person, workspace: str, key: str) -> Role | None:
    """Enter a key to a workspace, and give the role that the person has then; None where the key does not fit. A role
    that may do as much as the key gives, or more, stays as it is."""
    if not is_workspace_id(workspace):
        return None
    hashed = _hash(key)
    fits = (edit_keys.c.workspace == workspace, edit_keys.c.hashed == hashed)
    with store.write() as connection:
        given = as_role(connection.scalar(select(edit_keys.c.role).where(*fits)))
        if given is None:
            return None
        before = find_role(connection, person, workspace)
        if before is not None and ROLES.index(before) >= ROLES.index(given):
            return before
        _give_role(connection, workspace, person, given, by_key=True)
        return given


def _hash(key: str) -> str:
    # A key of 160 random bits needs no slow hash. Blanks, dashes and capitals do not count.
    plain = "".join(char for char in key.casefold() if char.isalnum())
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
