"""What a person is in the middle of: what is typed into grids and not taken in yet, and files that still wait."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from components.importing import SheetMapping
from components.store.content import read_mapping, write_mapping
from components.store.database import Store
from components.store.kept_drafts import HOURS_WAITING, DraftId, need_draft
from components.store.rights import Person
from components.store.tables import typed, waiting, waiting_files


def keep_typed(store: Store, person: Person, draft_id: DraftId, place: str, edits: object) -> None:
    """Keep what is typed into a grid of a draft, as a value of JSON by the grid's place; None forgets it. Raises
    ``NotAllowedError`` as ``need_draft`` does."""
    key = draft_id.text
    with store.write() as connection:
        need_draft(connection, person, draft_id)
        connection.execute(delete(typed).where(typed.c.draft == key, typed.c.place == place))
        if edits is not None:
            connection.execute(insert(typed).values(draft=key, place=place, edits=json.dumps(edits)))


def open_typed(store: Store, person: Person, draft_id: DraftId) -> dict[str, Any]:
    """Open what is typed into the grids of a draft, and give it by place. Raises ``NotAllowedError`` as ``need_draft``
    does."""
    wanted = select(typed.c.place, typed.c.edits).where(typed.c.draft == draft_id.text)
    with store.read() as connection:
        need_draft(connection, person, draft_id)
        rows = connection.execute(wanted.order_by(typed.c.place)).all()
    return {place: json.loads(edits) for place, edits in rows}


# Files


@dataclass(frozen=True)
class WaitingFiles:
    """Files whose columns a person still looks over."""

    files: tuple[tuple[str, bytes], ...]
    """The name and the bytes of each."""
    encodings: dict[str, str]
    """The encodings that the person chose, by file."""
    mappings: tuple[SheetMapping, ...]
    """How their sheets are to be read, as chosen so far."""
    kept_until: datetime


def keep_waiting(
    store: Store,
    person: Person,
    files: Sequence[tuple[str, bytes]],
    encodings: Mapping[str, str],
    mappings: Sequence[SheetMapping],
) -> None:
    """Keep the files that a person looks over, with what they chose so far, in the place of any others of theirs."""
    written = [write_mapping(mapping) for mapping in mappings]
    row = {"id": person.key, "choices": json.dumps({"encodings": dict(encodings), "mappings": written})}
    rows = [
        {"waiting": person.key, "number": number, "name": json.dumps(name), "content": content}
        for number, (name, content) in enumerate(files)
    ]
    with store.write() as connection:
        connection.execute(delete(waiting).where(waiting.c.id == person.key))
        connection.execute(insert(waiting).values(kept_at=datetime.now(UTC), **row))
        if rows:
            connection.execute(insert(waiting_files), rows)


def keep_choices(store: Store, person: Person, encodings: Mapping[str, str], mappings: Sequence[SheetMapping]) -> None:
    """Keep what a person has chosen so far for the files that they look over. Where no files wait, nothing happens."""
    choices = json.dumps({"encodings": dict(encodings), "mappings": list(map(write_mapping, mappings))})
    with store.write() as connection:
        connection.execute(update(waiting).where(waiting.c.id == person.key).values(choices=choices))


def open_waiting(store: Store, person: Person) -> WaitingFiles | None:
    """Open the files that a person looks over, and give them; None where there are none, or their time is over."""
    kept_since = datetime.now(UTC) - timedelta(hours=HOURS_WAITING)
    files = select(waiting_files.c.name, waiting_files.c.content).where(waiting_files.c.waiting == person.key)
    with store.read() as connection:
        row = connection.execute(
            select(waiting).where(waiting.c.id == person.key, waiting.c.kept_at >= kept_since)
        ).one_or_none()
        found = connection.execute(files.order_by(waiting_files.c.number)).all() if row else ()
    if row is None:
        return None
    choices = json.loads(row.choices)
    until = row.kept_at + timedelta(hours=HOURS_WAITING)
    mappings = tuple(read_mapping(mapping) for mapping in choices["mappings"])
    return WaitingFiles(
        tuple((json.loads(name), content) for name, content in found), choices["encodings"], mappings, until
    )


def forget_waiting(store: Store, person: Person) -> None:
    """Delete the files that a person looked over."""
    with store.write() as connection:
        connection.execute(delete(waiting).where(waiting.c.id == person.key))
