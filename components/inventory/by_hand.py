"""What people decided about a draft by hand: which columns that tell of people are kept, and why."""

from __future__ import annotations

from typing import NamedTuple

from components.inventory.draft import Draft
from components.inventory.tables import RawTable


class KeptColumn(NamedTuple):
    """A column that is kept though it tells of people."""

    table: str
    column: str
    reason: str
    """Why it is kept, as whoever brought it said."""


def people_kept(draft: Draft) -> list[KeptColumn]:
    """The columns of a draft that tell of people and have a cell in its inventory, each once for each reason."""
    inside = {key for keys in draft.built.keys.values() for key in keys}
    found = (
        KeptColumn(raw.table, name, reason)
        for raw in draft.raws
        for name, reason in raw.of_people.items()
        if _says_anything(raw, name, inside)
    )
    return list(dict.fromkeys(found))


def _says_anything(raw: RawTable, name: str, inside: set[int | None]) -> bool:
    """Whether a column has a filled cell in a row that is inside; one that was made into ties or marks, a row."""
    texts = raw.columns.get(name) or ["made into others"] * len(raw.rows)
    return any(text.strip() and key in inside for text, key in zip(texts, raw.keys or (), strict=True))
