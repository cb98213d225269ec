"""What stands out in an inventory: findings, computed and ranked, each with the rows it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from components.analysis.coverage import find_little_known
from components.analysis.finding import Finding, rank_findings
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


def findings(
    inventory: Inventory, limit: int | None = None, *, issue_areas: Collection[str] | None = None
) -> list[Finding]:
    """Find everything that stands out, and give it ranked: representation, resilience, missing, strength, then data.

    ``data/measures.csv`` has each kind of finding with its threshold. Where nothing is on record of what a kind needs,
    nothing of that kind is found; only "little known" says what is missing. Sentences are about the whole inventory:
    pass a city without filters, and let ``Filters.choose_headlines`` keep what concerns a part. ``limit``: the most
    that are given. ``issue_areas``: the only issues on which "no one on record" is looked for.
    """
    found = rank_findings(_find_all(inventory, issue_areas))
    return found if limit is None else found[:limit]


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
