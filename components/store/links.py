"""Links that open a draft in any browser. Who has one may change the draft, until the links are taken back."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from components.store.database import Store
from components.store.errors import NotAllowedError
from components.store.kept_drafts import DraftId, find_draft_id
from components.store.tables import draft_links, drafts


def make_link(store: Store, draft: DraftId) -> str:
    """Make a link to a draft, and give its token, which nobody can guess. Earlier links go on opening the draft.

    Raises ``NotAllowedError`` where there is no such draft.
    """
    token = secrets.token_urlsafe(24)
    with store.write() as connection:
        if connection.scalar(select(drafts.c.id).where(drafts.c.id == draft.text)) is None:
            raise NotAllowedError
        row = {"id": find_draft_id(token).text, "draft": draft.text, "made_at": datetime.now(UTC)}
        connection.execute(insert(draft_links).values(row))
    return token


def find_linked_draft(store: Store, token: str) -> DraftId | None:
    """Find the draft that a link opens, and give its id; None where there is none."""
    wanted = select(draft_links.c.draft).where(draft_links.c.id == find_draft_id(token).text)
    with store.read() as connection:
        found = connection.scalar(wanted)
    return DraftId(found) if found else None


def take_links_back(store: Store, draft: DraftId) -> None:
    """Have no link open a draft any more."""
    with store.write() as connection:
        connection.execute(delete(draft_links).where(draft_links.c.draft == draft.text))
