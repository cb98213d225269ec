"""Work that is not saved to a workspace yet: kept from the first file on, in steps that can be undone."""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from components.drafts import Draft
from components.store.content import write_draft
from components.store.database import Store
from components.store.errors import ConflictError, NotAllowedError
from components.store.pieces import drop_unused, keep_content, list_pieces, read_content, unpack_draft
from components.store.rights import Person, may_see, need_sight
from components.store.tables import draft_links, draft_steps, drafts, step_pieces, waiting

MOST_STEPS = 20
"""The steps of a draft that can be undone."""
HOURS_WAITING = 24
"""For how long files are kept whose columns a person still looks over: they may hold people's addresses."""
_DAYS = 30
_LOG = logging.getLogger("atlas.store")


@dataclass(frozen=True)
class DraftId:
    """Which draft it is, and by what it was opened. It stays on the server: browsers get the tokens of links alone."""

    text: str
    link: str | None = None
    """The link that opened it, as the store has it; None for whoever began the draft."""


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


def begin_draft(
    store: Store,
    person: Person,
    draft: Draft,
    files: Sequence[str],
    workspace: str | None = None,
    base: int | None = None,
) -> DraftId:
    """Keep a draft from now on, and give its id, which nobody can guess. ``base`` is the version of the workspace that
    it begins from. Raises ``NotAllowedError`` where the person may not see the workspace."""
    key, now = secrets.token_hex(32), datetime.now(UTC)
    written = write_draft(draft)  # before the transaction, which others wait for
    row = {"id": key, "person": person.key, "workspace": workspace, "base": base, "files": json.dumps(list(files))}
    with store.write() as connection:
        if workspace is not None:
            need_sight(connection, person, workspace)
        connection.execute(insert(drafts).values(step=0, made_at=now, changed_at=now, **row))
        keep_content(connection, draft_steps, {"draft": key, "number": 0, "sentence": None}, written)
        _delete_expired(connection, now)
    return DraftId(key)


def keep_step(
    store: Store, person: Person, draft_id: DraftId, draft: Draft, sentence: str, *, after: int | None = None
) -> int:
    """Keep a changed draft as the next step, and give the step's number; ``sentence`` tells what was done.

    The last 20 steps can be undone. Where ``after`` is given and is not the last step any more, someone has gone on in
    another tab. Raises ``ConflictError`` then, and ``NotAllowedError`` as ``need_draft`` does.
    """
    key, written = draft_id.text, write_draft(draft)
    with store.write() as connection:
        last = _need_last_step(connection, person, draft_id, after)
        keep_content(connection, draft_steps, {"draft": key, "number": last + 1, "sentence": sentence}, written)
        _set_last_step(connection, key, last + 1)
        _drop_steps(connection, key, draft_steps.c.number < last + 1 - MOST_STEPS)
        _delete_expired(connection, datetime.now(UTC))
    return last + 1


def undo_step(store: Store, person: Person, draft_id: DraftId, *, after: int | None = None) -> KeptDraft:
    """Go back to the draft before the last step, and give it; where no step is kept, it stays as it is. Raises as
    ``keep_step`` does."""
    with store.write() as connection:
        _go_back(connection, draft_id.text, _need_last_step(connection, person, draft_id, after))
    if found := open_draft(store, person, draft_id):
        return found
    raise NotAllowedError


def _need_last_step(connection: Connection, person: Person, draft_id: DraftId, after: int | None) -> int:
    last: int = need_draft(connection, person, draft_id).step
    if after not in (None, last):
        raise ConflictError(last)
    return last


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


def _set_last_step(connection: Connection, key: str, number: int) -> None:
    row = update(drafts).where(drafts.c.id == key)
    connection.execute(row.values(step=number, changed_at=datetime.now(UTC)))


def _drop_steps(connection: Connection, key: str, condition: Any) -> None:
    numbers = select(draft_steps.c.number).where(draft_steps.c.draft == key, condition)
    held = list_pieces(connection, step_pieces, step_pieces.c.draft == key, step_pieces.c.number.in_(numbers))
    connection.execute(delete(draft_steps).where(draft_steps.c.draft == key, condition))
    drop_unused(connection, held)


# Opening


def need_draft(connection: Connection, person: Person, draft_id: DraftId) -> Row[Any]:
    """Look up the row of a draft, and give it. Raises ``NotAllowedError`` where there is none, and where the draft is
    not open to the person.

    It is open to whoever began it, and to whoever has a link to it, until the links are taken back. One on a closed
    workspace is open only to those among them who have a role there.
    """
    row = connection.execute(select(drafts).where(drafts.c.id == draft_id.text)).one_or_none()
    if row is None or not _may_open(connection, person, row, draft_id.link):
        raise NotAllowedError
    return row


def _may_open(connection: Connection, person: Person, row: Row[Any], link: str | None) -> bool:
    if row.person != person.key:
        of_draft = select(draft_links.c.id).where(draft_links.c.id == link, draft_links.c.draft == row.id)
        if link is None or connection.scalar(of_draft) is None:
            return False
    return row.workspace is None or may_see(connection, person, row.workspace)


def find_step(store: Store, person: Person, draft_id: DraftId) -> int | None:
    """Look up the number of a draft's last step, and give it; None where the draft is not open to the person."""
    with store.read() as connection, suppress(NotAllowedError):
        step: int = need_draft(connection, person, draft_id).step
        return step
    return None


def open_draft(store: Store, person: Person, draft_id: DraftId) -> KeptDraft | None:
    """Open a draft as its last step left it, and give it; None where there is none, where it is not open to the person
    (see ``need_draft``), or where its time is over."""
    return _open(store, person, drafts.c.id == draft_id.text, draft_id.link)


def latest_draft(store: Store, person: Person) -> KeptDraft | None:
    """Open the draft that a person worked on last, of those that are open to them, and give it; None where there is
    none."""
    return _open(store, person, drafts.c.person == person.key)


def _open(store: Store, person: Person, condition: Any, link: str | None = None) -> KeptDraft | None:
    with store.read() as connection:
        row = _find_latest(connection, person, condition, link)
        if row is None:
            return None
        steps = select(draft_steps.c.number, draft_steps.c.sentence).where(draft_steps.c.draft == row.id)
        (last, *before) = connection.execute(steps.order_by(draft_steps.c.number.desc()).limit(2)).all()
        content = read_content(connection, draft_steps, {"draft": row.id, "number": last.number})
    assert content is not None  # its step was there in the same transaction
    return KeptDraft(
        id=DraftId(row.id, link),
        draft=unpack_draft(*content),
        files=tuple(json.loads(row.files)),
        sentence=last.sentence,
        step=last.number,
        can_undo=bool(before),
        workspace=row.workspace,
        base=row.base,
        changed_at=row.changed_at,
        kept_until=row.changed_at + timedelta(days=days_kept()),
    )


def _find_latest(connection: Connection, person: Person, condition: Any, link: str | None) -> Row[Any] | None:
    """Find the draft that was changed last, of those that are open to a person and whose time is not over."""
    kept_since = datetime.now(UTC) - timedelta(days=days_kept())
    wanted = select(drafts).where(condition, drafts.c.changed_at >= kept_since)
    rows = connection.execute(wanted.order_by(drafts.c.changed_at.desc())).all()
    return next((row for row in rows if _may_open(connection, person, row, link)), None)


# Deleting


def delete_draft(store: Store, person: Person, draft_id: DraftId) -> None:
    """Delete a draft with all its steps, and what was typed into it. Only whoever began it can: for anybody else, and
    where there is none, nothing happens."""
    with store.write() as connection:
        _delete(connection, and_(drafts.c.id == draft_id.text, drafts.c.person == person.key))


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
