"""Two people brought the same file, each to their own draft: a row of it is one row, and no two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from components.drafts import Draft
from components.drafts.draft import Arrival
from components.inventory import TextTable, pick_rows


def find_rows_of_same_files(base: Draft, mine: Draft, theirs: Draft) -> tuple[dict[int, int], list[TextTable]]:
    """Find the rows that the same file brought to both drafts since ``base``, and give their keys, each with the key of
    the row in their draft, and tables of these rows as they came, with the keys in their draft."""
    found, tables = dict[int, int](), list[TextTable]()
    for one, other in _pair_new_arrivals(base, mine, theirs):
        for table in one.draft.text_tables:
            rows = _pair_new_rows(table, one, other)
            known = set(found.values())
            rows = {key: there for key, there in rows.items() if there not in known}
            if rows:
                found |= {one.keys[key]: there for key, there in rows.items()}
                at = [position for position, key in enumerate(table.keys or ()) if key in rows]
                tables.append(replace(pick_rows(table, at), keys=[rows[(table.keys or ())[each]] for each in at]))
    return found, tables


def list_own_arrivals(base: Draft, mine: Draft, theirs: Draft) -> list[Arrival]:
    """List what files brought to my draft since ``base`` and not to theirs too."""
    others = _list_new_arrivals(base, theirs)
    return [
        each
        for each in _list_new_arrivals(base, mine)
        if not all(any(other.has_brought(table) for other in others) for table in each.draft.text_tables)
    ]


def _list_new_arrivals(base: Draft, draft: Draft) -> Sequence[Arrival]:
    # The first of a draft's arrivals is what it began with.
    return draft.arrivals[max(1, len(base.arrivals)) :]


def _pair_new_arrivals(base: Draft, mine: Draft, theirs: Draft) -> Iterator[tuple[Arrival, Arrival]]:
    others = _list_new_arrivals(base, theirs)
    return ((one, other) for one in _list_new_arrivals(base, mine) for other in others if one.files & other.files)


def _pair_new_rows(table: TextTable, one: Arrival, other: Arrival) -> dict[int, int]:
    """Pair the rows of a table that were new on both sides: the keys with which they came, and their keys there."""
    rows = other.find_rows(table) or {}
    return {key: there for key, there in rows.items() if there in other.new_rows and one.keys.get(key) in one.new_rows}
