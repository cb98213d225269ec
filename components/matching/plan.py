"""What a further file does to a draft, worked out before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from components.drafts import Draft
from components.inventory.progress import Progress
from components.matching.changed_cells import ChangedCell, How, find_changed_cells, make_claims
from components.matching.comparison import Comparison, compare_rows


@dataclass(frozen=True, eq=False)
class Plan:
    """What adding an incoming draft does."""

    how: How
    rows: Comparison
    stands_for: Mapping[int, int]
    """The keys of incoming rows that are here, each with the key here; for a merged row, with that of the row it went
    into."""
    cells: list[ChangedCell]
    claims: list[dict[str, str]]
    taken_back: set[int]
    """The keys of rows here that were set aside and that the file, which replaces its tables, brings again."""


def make_plan(draft: Draft, incoming: Draft, how: How, step: Progress) -> Plan:
    """Work out what an incoming draft does to a draft, and give the plan. Raises ``ValueError`` for an unknown ``how``.

    The raters of the incoming draft must have the pseudonyms of the draft already.
    """
    if how not in get_args(How):
        raise ValueError(f"how is add, update or replace, not {how!r}.")
    rows = compare_rows(draft, incoming, step, replaces=how == "replace")
    step("Comparing the cells.", 0.8)
    # Rows that were merged are rows of their own again where a file replaces them.
    stands_for = {key: one if how == "replace" else draft.find_row_standing_for(one) for key, one in rows.same.items()}
    cells = find_changed_cells(rows, stands_for, how, incoming.rows_set_aside)
    claims = make_claims(rows, cells) if how == "update" else []
    aside_here, aside_there = draft.rows_set_aside, incoming.rows_set_aside
    back = {one for key, one in rows.same.items() if one in aside_here and key not in aside_there}
    return Plan(how, rows, stands_for, cells, claims, back if how == "replace" else set())
