"""Keep drafts in the database, in the rows of steps and versions, and the pieces that they are made of once each."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, insert, select

from components.drafts import Draft
from components.store.content import Written, read_draft
from components.store.errors import StoreError
from components.store.tables import draft_steps, pieces, step_pieces, version_pieces, versions

# By the table whose rows hold drafts: the table that says which pieces each row holds.
_PIECES_OF = {draft_steps.name: step_pieces, versions.name: version_pieces}
_AT_ONCE = 500
"""Names in one statement: a database takes only so many."""


def keep_content(connection: Connection, holder: Table, row: Mapping[str, Any], written: Written) -> None:
    """Keep a draft, as ``write_draft`` wrote it, in a new row of ``draft_steps`` or ``versions``; ``row`` has all its
    cells but the content."""
    content, found = written
    _keep_pieces(connection, found)
    connection.execute(insert(holder).values(content=zlib.compress(content), **row))
    keys = {column.name: row[column.name] for column in holder.primary_key}
    if found:
        connection.execute(insert(_PIECES_OF[holder.name]), [keys | {"piece": name} for name in found])


def _keep_pieces(connection: Connection, found: Mapping[str, bytes]) -> None:
    known = {
        name
        for some in _split(list(found))
        for name in connection.scalars(select(pieces.c.id).where(pieces.c.id.in_(some)))
    }
    rows = [{"id": name, "content": zlib.compress(found[name])} for name in found if name not in known]
    if rows:
        connection.execute(insert(pieces), rows)


def _split(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE)]


def read_content(
    connection: Connection, holder: Table, keys: Mapping[str, Any]
) -> tuple[bytes, dict[str, bytes]] | None:
    """Read the content of a row of ``draft_steps`` or ``versions`` with its pieces, both packed, and give them; None
    where there is no such row. ``unpack_draft`` makes the draft, once the transaction is over."""
    held = _PIECES_OF[holder.name]
    content = connection.scalar(select(holder.c.content).where(*(holder.c[name] == key for name, key in keys.items())))
    if content is None:
        return None
    wanted = select(pieces.c.id, pieces.c.content).join(held, held.c.piece == pieces.c.id)
    rows = connection.execute(wanted.where(*(held.c[name] == key for name, key in keys.items())))
    return content, {name: packed for name, packed in rows}


def unpack_draft(content: bytes, packed: Mapping[str, bytes]) -> Draft:
    """Unpack what ``read_content`` gave, and give the draft. Raises ``StoreError`` where it is damaged."""
    try:
        unpacked = {name: zlib.decompress(each) for name, each in packed.items()}
        return read_draft(zlib.decompress(content), unpacked)
    except zlib.error as error:
        raise StoreError("damaged") from error


def list_pieces(connection: Connection, held: Table, *conditions: Any) -> set[str]:
    """List the pieces that some rows of ``step_pieces`` or ``version_pieces`` hold, before these rows go."""
    return set(connection.scalars(select(held.c.piece).where(*conditions).distinct()))


def drop_unused(connection: Connection, names: Collection[str]) -> None:
    """Delete those of the named pieces that no step and no version holds any more."""
    unused = [~exists().where(held.c.piece == pieces.c.id) for held in _PIECES_OF.values()]
    for some in _split(sorted(names)):
        connection.execute(delete(pieces).where(pieces.c.id.in_(some), *unused))
