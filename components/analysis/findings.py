"""What stands out in an inventory: findings, computed and ranked, each with the rows it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from components.analysis.coverage import find_little_known
from components.analysis.filters import Filters
from components.analysis.finding import Finding, rank_findings, spread_over_kinds
from components.analysis.representation import find_presence
from components.analysis.representation_findings import (
    find_no_one_on_record,
    find_seats_without_power,
    find_served_not_led,
)
from components.analysis.resilience_findings import find_one_bridge, find_one_holder, find_one_role
from components.analysis.strength_findings import (
    find_cut_off,
    find_disagreeing_sides,
    find_strength_differences,
    find_unmet_needs,
)
from components.analysis.ties import ties, working_ties
from components.inventory import Inventory
from components.inventory.text import slug


def findings(
    inventory: Inventory, limit: int | None = None, *, issue_areas: Collection[str] | None = None
) -> list[Finding]:
    """Find everything that stands out, and give it ranked: representation, resilience, missing, strength, then data.

    Each kind and its threshold is in the standard's table of findings. Where what a kind needs is not on record,
    it finds nothing; only "little known" says what is missing. Sentences are of the whole inventory: pass a city
    without filters, and let ``choose_headlines`` keep what concerns a filter. ``limit``: the most that are given.
    ``issue_areas`` keeps "no one on record" to some issues.
    """
    found = rank_findings(_find_all(inventory, issue_areas))
    return found if limit is None else found[:limit]


def choose_headlines(
    found: Sequence[Finding], filters: Filters | None = None, kept: Inventory | None = None, limit: int = 5
) -> list[Finding]:
    """Choose up to ``limit`` of a city's findings to head the overview, over as many kinds as there are.

    They keep their order. Two are the most of a kind, and one of "little known". ``found``: the findings of the
    whole inventory, ranked. ``filters`` and ``kept`` (what they leave of the inventory, with the same index labels)
    choose the findings that concern a part of the city; their sentences stay true of the whole.
    """
    if filters is not None and kept is not None:
        found = _concerning(found, filters, kept)
    return spread_over_kinds(found, limit)


def _concerning(found: Sequence[Finding], filters: Filters, kept: Inventory) -> list[Finding]:
    """Keep the findings whose issue and community the filters ask for, and of whose rows one is in ``kept``.

    A finding without an issue, a community or rows is not left out for want of it.
    """
    asked = {
        "issue": {slug(issue) for issue in filters.issue_areas},
        "community": {slug(community) for community in filters.communities_in(kept)},
    }
    labels = {name: frozenset(frame.index) for name, frame in kept.tables.items()}
    return [
        each
        for each in found
        if all(not words or each.query.get(word, "") in {"", *words} for word, words in asked.items())
        and (not each.rows or any(label in labels[table] for table, label in each.rows))
    ]


def _find_all(inventory: Inventory, issue_areas: Collection[str] | None) -> Iterator[Finding]:
    all_ties, present = ties(inventory), find_presence(inventory)
    working = working_ties(all_ties)
    yield from find_no_one_on_record(inventory, present, issue_areas)
    yield from find_served_not_led(inventory, present)
    yield from find_seats_without_power(present)
    yield from find_one_bridge(inventory, working)
    yield from find_one_role(inventory, working)
    yield from find_one_holder(inventory)
    yield from find_unmet_needs(inventory)
    yield from find_disagreeing_sides(inventory, working)
    yield from find_strength_differences(inventory, all_ties)
    yield from find_cut_off(inventory)
    yield from find_little_known(inventory)
