"""What people decided about a draft by hand: which columns about people stay, and which rows went where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from components.drafts.draft import Draft, of_people
from components.drafts.row_texts import Texts
from components.importing.decisions import DecidedRow, without_people
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


def rows_decided(draft: Draft) -> tuple[DecidedRow, ...]:
    """The rows that were set aside or merged, here or before a package came: without what these tell of people.

    What was kept of people for a reason was kept for the inventory, and these rows are not in it. One that a further
    file brought again is in it, and no longer listed.
    """
    back = _brought_again(draft) if draft.decided else frozenset()
    before = [row for row in draft.decided if (row.table, frozenset(row.cells)) not in back]
    return tuple(dict.fromkeys([*decided_here(draft), *before]))


def _brought_again(draft: Draft) -> frozenset[tuple[str, frozenset[tuple[str, str]]]]:
    """The table and the cells of each row of the inventory that a further file added, as a list of rows has them."""
    inside = {key for keys in draft.built.keys.values() for key in keys}
    further = {key for came in draft.came[1:] for key in came.new} & inside
    if not further:
        return frozenset()
    return frozenset((row.table, frozenset(row.cells)) for row in _rows_of(draft, further))


def decided_here(draft: Draft) -> tuple[DecidedRow, ...]:
    """The rows that were set aside or merged since the draft's files came."""
    return _rows_of(draft, draft.aside) if draft.aside else ()


def _rows_of(draft: Draft, keys: Collection[int]) -> tuple[DecidedRow, ...]:
    texts, ids = Texts(draft), _ids(draft)
    people = {raw.table: _of_people(draft, raw.table) for raw in draft.raws}
    rows = [
        DecidedRow(
            raw.table,
            raw.file,
            raw.sheet,
            number,
            tuple((name, text) for name, text in texts.row(key).items() if text and name not in people[raw.table]),
            _into(draft, key, texts, ids),
        )
        for raw in draft.raws
        for number, key in zip(raw.rows, raw.keys or (), strict=True)
        if key in keys
    ]
    return without_people(rows)


def _of_people(draft: Draft, table: str) -> set[str]:
    """The columns that tell of people and are kept; of claims also what these say of any."""
    claimed = {"value"} if table == "claims" and any(raw.of_people for raw in draft.raws) else set()
    return claimed | of_people(draft, table).keys()


def _ids(draft: Draft) -> Mapping[int, str]:
    """The ids of the organizations that have a row, also of those set aside."""
    pairs = zip(draft.built.keys["organizations"], draft.inventory.organizations["id"], strict=True)
    return {**draft.built.aside, **{key: identity for key, identity in pairs if key is not None}}


def _into(draft: Draft, key: int, texts: Texts, ids: Mapping[int, str]) -> tuple[str, str] | None:
    """The id and the name of the organization that a row was merged into."""
    if key not in draft.merged:
        return None
    kept = draft.stands_for(key)
    return ids.get(kept, ""), texts.of(kept, "name")
