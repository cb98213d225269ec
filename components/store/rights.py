"""Who a person is to the store, and what they may do in a workspace. Nobody may do what is not allowed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from components.store.errors import NotAllowedError
from components.store.tables import roles, workspaces

Role = Literal["viewer", "editor", "owner"]
Access = Literal["public", "link", "closed"]
"""Who may see a workspace: everybody; whoever has its link; or only people who have a role in it."""
ROLES: tuple[Role, ...] = ("viewer", "editor", "owner")
"""The roles; each may do what those before it may."""


@dataclass(frozen=True)
class Person:
    """Someone who acts."""

    key: str
    """``browser:`` and the SHA-256 of its cookie, or ``user:`` and who signed in: issuer and subject."""
    name: str = ""
    """What the history calls them; empty where they have not said."""


def find_role(connection: Connection, person: Person, workspace: str) -> Role | None:
    """Find the role that a person was given in a workspace, and give it; None where they have none."""
    if not is_workspace_id(workspace):
        return None
    wanted = select(roles.c.role).where(roles.c.workspace == workspace, roles.c.person == person.key)
    return as_role(connection.scalar(wanted))


def as_role(text: str | None) -> Role | None:
    """Give the role that a text names; None where it names none."""
    return next((role for role in ROLES if role == text), None)


def may_see(connection: Connection, person: Person, workspace: str) -> bool:
    """Whether a person who has the link of a workspace may see it."""
    if not is_workspace_id(workspace):
        return False
    access = connection.scalar(select(workspaces.c.access).where(workspaces.c.id == workspace))
    return access in ("public", "link") or (access == "closed" and find_role(connection, person, workspace) is not None)


def need_sight(connection: Connection, person: Person, workspace: str) -> None:
    """Raise ``NotAllowedError`` unless a person may see a workspace."""
    if not may_see(connection, person, workspace):
        raise NotAllowedError


def need_role(connection: Connection, person: Person, workspace: str, role: Role) -> None:
    """Raise ``NotAllowedError`` unless a person has a role in a workspace, or one that may do more. It says the same
    where there is no such workspace."""
    found = find_role(connection, person, workspace)
    if found is None or ROLES.index(found) < ROLES.index(role):
        raise NotAllowedError


def is_workspace_id(text: str) -> bool:
    """Whether a text can be the id of a workspace. An address can hold any, also what a database refuses."""
    return text.isascii() and text.isalnum()
