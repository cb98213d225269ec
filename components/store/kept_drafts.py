"""Work that is not saved to a workspace yet: kept from the first file on, in steps that can be undone."""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from components.drafts import Draft
from components.store.content import write_draft
from components.store.database import Store
from components.store.errors import ConflictError, NotAllowedError
from components.store.pieces import drop_unused, keep_content, list_pieces, read_content, unpack_draft
from components.store.rights import Person, may_see, need_sight
from components.store.tables import draft_steps, drafts, step_pieces, waiting

NOBODY = Person("")
"""Nobody in particular: whoever has no role anywhere."""
MOST_STEPS = 20
"""The steps of a draft that can be undone."""
HOURS_WAITING = 24
"""For how long files are kept whose columns a person still looks over: they may hold people's addresses."""
_DAYS = 30
_LOG = logging.getLogger("atlas.store")


@dataclass(frozen=True)
class DraftId:
    """Where a draft is in the store. It stays on the server: a link has the token, from which it is worked out."""

    text: str


Handle = str | DraftId
"""What opens a draft: its token, or its id once it was opened."""


@dataclass(frozen=True, eq=False)
class KeptDraft:
    """A draft as it is kept."""

    id: DraftId
    draft: Draft
    files: tuple[str, ...]
    """The names of the files that it came from."""
    sentence: str | None
    """What was done last; None where nothing was."""
    step: int
    """The number of the last step. Whoever sees another sees work that has gone on since."""
    can_undo: bool
    workspace: str | None
    """The workspace that it is work on; None where it is on none yet."""
    base: int | None
    """The version of the workspace that it began from."""
    changed_at: datetime
    kept_until: datetime
    """When it is deleted, unless it is changed before."""


def days_kept() -> int:
    """Give the days for which a draft is kept after its last change: 30, or what ATLAS_DRAFT_DAYS says."""
    text = os.environ.get("ATLAS_DRAFT_DAYS", "")
    if text and not (text.isdecimal() and 0 < int(text) < 100_000):
        _LOG.warning("ATLAS_DRAFT_DAYS is not a number of days; drafts are kept for %d", _DAYS)
        text = ""
    return int(text or _DAYS)


def find_draft_id(handle: Handle) -> DraftId:
    """Work out the id of a draft from its token, and give it. That does not say that there is such a draft."""
    if isinstance(handle, DraftId):
        return handle
    return DraftId(sha256(handle.encode("utf-8", "surrogatepass")).hexdigest())


def begin_draft(
    store: Store,
    person: Person,
    draft: Draft,
    files: Sequence[str],
    workspace: str | None = None,
    base: int | None = None,
) -> str:
    """Keep a draft from now on, and give the token that opens it, which nobody can guess. ``base`` is the version of
    the workspace that it begins from. Raises ``NotAllowedError`` where the person may not see the workspace."""
    token, now = secrets.token_urlsafe(24), datetime.now(UTC)
    key = find_draft_id(token).text
    written = write_draft(draft)  # before the transaction, which others wait for
    row = {"id": key, "person": person.key, "workspace": workspace, "base": base, "files": json.dumps(list(files))}
    with store.write() as connection:
        if workspace is not None:
            need_sight(connection, person, workspace)
        connection.execute(insert(drafts).values(step=0, made_at=now, changed_at=now, **row))
        keep_content(connection, draft_steps, {"draft": key, "number": 0, "sentence": None}, written)
        _delete_expired(connection, now)
    return token


def keep_step(store: Store, handle: Handle, draft: Draft, sentence: str, *, after: int | None = None) -> int:
    """Keep a changed draft as the next step, and give the step's number; ``sentence`` tells what was done.

    The last 20 steps can be undone. Where ``after`` is given and is not the last step any more, someone has gone on in
    another tab. Raises ``ConflictError`` then, and ``NotAllowedError`` where there is no such draft.
    """
    key, written = find_draft_id(handle).text, write_draft(draft)
    with store.write() as connection:
        last: int = _find_row(connection, key).step
        if after not in (None, last):
            raise ConflictError(last)
        keep_content(connection, draft_steps, {"draft": key, "number": last + 1, "sentence": sentence}, written)
        _set_last_step(connection, key, last + 1)
        _drop_steps(connection, key, draft_steps.c.number < last + 1 - MOST_STEPS)
        _delete_expired(connection, datetime.now(UTC))
    return last + 1


def undo_step(store: Store, handle: Handle, person: Person = NOBODY, *, after: int | None = None) -> KeptDraft:
    """Go back to the draft before the last step, and give it; where no step is kept, it stays as it is.

    Raises ``NotAllowedError`` where there is no such draft, or ``open_draft`` would not open it for the person, and
    ``ConflictError`` where ``after`` is given and is not the last step any more, as ``keep_step`` does.
    """
    key = find_draft_id(handle).text
    with store.write() as connection:
        row = _find_row(connection, key)
        if not _may_open(connection, row, person):
            raise NotAllowedError
        if after not in (None, row.step):
            raise ConflictError(row.step)
        _go_back(connection, key, row.step)
    if found := open_draft(store, handle, person):
        return found
    raise NotAllowedError


def _go_back(connection: Connection, key: str, last: int) -> None:
    """Make the step before the last one the last; where there is none, do nothing."""
    of_draft = draft_steps.c.draft == key
    steps = select(draft_steps.c.number, draft_steps.c.sentence).where(of_draft, draft_steps.c.number < last)
    before = connection.execute(steps.order_by(draft_steps.c.number.desc()).limit(1)).one_or_none()
    if before is None:
        return
    undone, draft = (_read_step(connection, key, number) for number in (last, before.number))
    # A row that is typed now gets another key than one that was undone: a version may have that one.
    draft = replace(draft, first_free_key=undone.next_key)
    _drop_steps(connection, key, draft_steps.c.number >= before.number)
    row = {"draft": key, "number": before.number, "sentence": before.sentence}
    keep_content(connection, draft_steps, row, write_draft(draft))
    _set_last_step(connection, key, before.number)


def _read_step(connection: Connection, key: str, number: int) -> Draft:
    content = read_content(connection, draft_steps, {"draft": key, "number": number})
    return unpack_draft(*content) if content else Draft()


def _may_open(connection: Connection, row: Row[Any], person: Person) -> bool:
    return row.workspace is None or may_see(connection, person, row.workspace)


def _find_row(connection: Connection, key: str) -> Row[Any]:
    row = connection.execute(select(drafts).where(drafts.c.id == key)).one_or_none()
    if row is None:
        raise NotAllowedError
    return row


def _set_last_step(connection: Connection, key: str, number: int) -> None:
    row = update(drafts).where(drafts.c.id == key)
    connection.execute(row.values(step=number, changed_at=datetime.now(UTC)))


def _drop_steps(connection: Connection, key: str, condition: Any) -> None:
    numbers = select(draft_steps.c.number).where(draft_steps.c.draft == key, condition)
    held = list_pieces(connection, step_pieces, step_pieces.c.draft == key, step_pieces.c.number.in_(numbers))
    connection.execute(delete(draft_steps).where(draft_steps.c.draft == key, condition))
    drop_unused(connection, held)


def set_base(store: Store, handle: Handle, workspace: str, base: int) -> None:
    """Note the version of a workspace that a draft stands on now: it was saved as that, or merged into it. Raises
    ``NotAllowedError`` where there is no such draft, or the person whose draft it is may not see the workspace."""
    key = find_draft_id(handle).text
    with store.write() as connection:
        need_sight(connection, Person(_find_row(connection, key).person), workspace)
        connection.execute(update(drafts).where(drafts.c.id == key).values(workspace=workspace, base=base))


# Opening


def find_step(store: Store, handle: Handle, person: Person = NOBODY) -> int | None:
    """Look up the number of a draft's last step, and give it; None where ``open_draft`` opens none. It is quick."""
    wanted = select(drafts.c.step, drafts.c.workspace).where(drafts.c.id == find_draft_id(handle).text)
    with store.read() as connection:
        row: Any = connection.execute(wanted).one_or_none()
        return row.step if row and _may_open(connection, row, person) else None


def open_draft(store: Store, handle: Handle, person: Person = NOBODY) -> KeptDraft | None:
    """Open a draft as its last step left it, and give it; None where there is none.

    Whoever has its link may open it, with one exception: a draft on a closed workspace is opened only for a ``person``
    who has a role there.
    """
    return _open(store, drafts.c.id == find_draft_id(handle).text, person)


def latest_draft(store: Store, person: Person) -> KeptDraft | None:
    """Open the draft that a person worked on last, of those that ``open_draft`` opens for them, and give it; None where
    there is none. Its id opens it again."""
    return _open(store, drafts.c.person == person.key, person)


def _open(store: Store, condition: Any, person: Person) -> KeptDraft | None:
    kept_since = datetime.now(UTC) - timedelta(days=days_kept())
    wanted = select(drafts).where(condition, drafts.c.changed_at >= kept_since)
    with store.read() as connection:
        rows = connection.execute(wanted.order_by(drafts.c.changed_at.desc())).all()
        row = next((row for row in rows if _may_open(connection, row, person)), None)
        if row is None:
            return None
        steps = select(draft_steps.c.number, draft_steps.c.sentence).where(draft_steps.c.draft == row.id)
        (last, *before) = connection.execute(steps.order_by(draft_steps.c.number.desc()).limit(2)).all()
        content = read_content(connection, draft_steps, {"draft": row.id, "number": last.number})
    assert content is not None  # its step was there in the same transaction
    until = row.changed_at + timedelta(days=days_kept())
    work = (row.workspace, row.base, row.changed_at, until)
    files = tuple(json.loads(row.files))
    return KeptDraft(DraftId(row.id), unpack_draft(*content), files, last.sentence, last.number, bool(before), *work)


# Deleting


def delete_draft(store: Store, handle: Handle) -> None:
    """Delete a draft with all its steps, and what was typed into it. Where there is none, nothing happens."""
    with store.write() as connection:
        _delete(connection, drafts.c.id == find_draft_id(handle).text)


def delete_expired(store: Store, now: datetime) -> int:
    """Delete the drafts and the files that wait whose time is over, and give the number of drafts. Whoever begins a
    draft or keeps a step does so too."""
    with store.write() as connection:
        return _delete_expired(connection, now)


def _delete_expired(connection: Connection, now: datetime) -> int:
    connection.execute(delete(waiting).where(waiting.c.kept_at < now - timedelta(hours=HOURS_WAITING)))
    return _delete(connection, drafts.c.changed_at < now - timedelta(days=days_kept()))


def _delete(connection: Connection, condition: Any) -> int:
    keys = select(drafts.c.id).where(condition)
    held = list_pieces(connection, step_pieces, step_pieces.c.draft.in_(keys))
    count = connection.execute(delete(drafts).where(condition)).rowcount
    drop_unused(connection, held)
    return count
