"""What the app keeps with a workspace beside its versions: views that were saved, and decisions on what it suggests."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import Table, delete, insert, select

from components.store.database import Store
from components.store.rights import Person, need_role, need_sight
from components.store.tables import decisions, views

_VIEWS = ("name", "view", "address", "caption", "order", "pins")
_DECISIONS = ("id", "kind", "about", "reason", "as_of")


def list_views(store: Store, person: Person, workspace: str) -> pd.DataFrame:
    """List the views that were saved with a workspace, in their order: ``name``, ``view``, ``address``, ``caption``,
    ``order`` and ``pins``. Raises ``NotAllowedError`` where the person may not see the workspace."""
    found = _list_rows(store, person, workspace, views, _VIEWS)
    return found.sort_values(["order", "name"], na_position="last", ignore_index=True)


def put_view(store: Store, person: Person, workspace: str, view: Mapping[str, Any]) -> None:
    """Save a view with a workspace, in the place of one of the same ``name``. Raises ``NotAllowedError`` unless the
    person is an editor, and ``ValueError`` where ``name``, ``view`` or ``address`` is missing."""
    _put_row(store, person, workspace, views, _VIEWS, view)


def remove_view(store: Store, person: Person, workspace: str, name: str) -> None:
    """Remove the view of this name. Raises ``NotAllowedError`` unless the person is an editor."""
    _remove_row(store, person, workspace, views, name)


def list_decisions(store: Store, person: Person, workspace: str) -> pd.DataFrame:
    """List what was decided in a workspace: ``id``, ``kind``, ``about``, ``reason`` and ``as_of``. Raises
    ``NotAllowedError`` where the person may not see the workspace."""
    found = _list_rows(store, person, workspace, decisions, _DECISIONS)
    return found.sort_values(["kind", "about", "id"], ignore_index=True)


def put_decision(store: Store, person: Person, workspace: str, decision: Mapping[str, Any]) -> str:
    """Keep a decision with a workspace, in the place of the one that has its ``id``, if it has one, and give the id.
    Raises ``NotAllowedError`` unless the person is an editor, and ``ValueError`` where ``kind`` or ``about`` is
    missing."""
    key = str(decision.get("id") or secrets.token_hex(8))
    _put_row(store, person, workspace, decisions, _DECISIONS, {**decision, "id": key})
    return key


def remove_decision(store: Store, person: Person, workspace: str, key: str) -> None:
    """Remove the decision with this id. Raises ``NotAllowedError`` unless the person is an editor."""
    _remove_row(store, person, workspace, decisions, key)


def _list_rows(store: Store, person: Person, workspace: str, table: Table, names: tuple[str, ...]) -> pd.DataFrame:
    with store.read() as connection:
        need_sight(connection, person, workspace)
        wanted = select(*(table.c[name] for name in names)).where(table.c.workspace == workspace)
        rows: list[Any] = [tuple(row) for row in connection.execute(wanted)]
    return pd.DataFrame(rows, columns=list(names), dtype=object)


def _put_row(
    store: Store, person: Person, workspace: str, table: Table, names: tuple[str, ...], row: Mapping[str, Any]
) -> None:
    """Put a row into a table, in the place of the one whose first column is the same."""
    if unknown := row.keys() - set(names):
        raise ValueError(f"There is no {min(unknown)} among {', '.join(names)}.")
    missing = [name for name in names if not table.c[name].nullable and not row.get(name)]
    if missing:
        raise ValueError(f"It needs: {', '.join(missing)}.")
    with store.write() as connection:
        need_role(connection, person, workspace, "editor")
        connection.execute(delete(table).where(table.c.workspace == workspace, table.c[names[0]] == row[names[0]]))
        connection.execute(insert(table).values(workspace=workspace, **row))


def _remove_row(store: Store, person: Person, workspace: str, table: Table, key: str) -> None:
    own_key = next(column for column in table.primary_key if column.name != "workspace")
    with store.write() as connection:
        need_role(connection, person, workspace, "editor")
        connection.execute(delete(table).where(table.c.workspace == workspace, own_key == key))
