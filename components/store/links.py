"""Links that open a draft in any browser. Who has one may change the draft, until the links are taken back."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from components.store.database import Store
from components.store.errors import NotAllowedError
from components.store.kept_drafts import DraftId
from components.store.rights import Person
from components.store.tables import draft_links, drafts


def make_link(store: Store, person: Person, draft_id: DraftId) -> str:
    """Make a link to a draft, and give its token, which nobody can guess. Earlier links go on opening the draft.
    Raises ``NotAllowedError`` unless the person began the draft."""
    token = secrets.token_urlsafe(24)
    with store.write() as connection:
        _need_own_draft(connection, person, draft_id)
        row = {"id": _hash(token), "draft": draft_id.text, "made_at": datetime.now(UTC)}
        connection.execute(insert(draft_links).values(row))
    return token


def find_linked_draft(store: Store, person: Person, token: str) -> DraftId | None:
    """Find the draft that a link opens, and give its id; None where there is none. For whoever began the draft it is
    the same as without the link."""
    link = _hash(token)
    linked = select(drafts.c.id, drafts.c.person).join(draft_links, draft_links.c.draft == drafts.c.id)
    with store.read() as connection:
        found = connection.execute(linked.where(draft_links.c.id == link)).one_or_none()
    return DraftId(found.id, None if found.person == person.key else link) if found else None


def take_links_back(store: Store, person: Person, draft_id: DraftId) -> None:
    """Have no link open a draft any more, also where one has opened it already. Raises ``NotAllowedError`` unless the
    person began the draft."""
    with store.write() as connection:
        _need_own_draft(connection, person, draft_id)
        connection.execute(delete(draft_links).where(draft_links.c.draft == draft_id.text))


def _need_own_draft(connection: Connection, person: Person, draft_id: DraftId) -> None:
    own = select(drafts.c.id).where(drafts.c.id == draft_id.text, drafts.c.person == person.key)
    if connection.scalar(own) is None:
        raise NotAllowedError


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
