"""Rows of organizations merged by their keys, as tests choose them."""

from __future__ import annotations

from collections.abc import Iterable

from components.drafts import Draft
from components.matching import merge_organizations


def merge_rows(draft: Draft, keys: Iterable[int], keep: int) -> Draft:
    """Merge the rows that are in the inventory into the row that is kept, and give the new draft."""
    ids = draft.reading.organization_ids
    others = [ids[key] for key in dict.fromkeys(keys) if key != keep and key in ids]
    return merge_organizations(draft, [(ids[keep], other) for other in others])
