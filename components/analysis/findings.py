"""What stands out in an inventory: findings, computed and ranked, each with the rows it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence

import pandas as pd

from components.analysis.cells import known, listed, rows_of
from components.analysis.communities import narrower
from components.analysis.current import current_ties
from components.analysis.finding import Finding, headlines, make_finding, ranked
from components.analysis.fragility import as_parts, names_by_id, one_bridge, one_holder, one_role, wholes
from components.analysis.gaps import no_one_on_record, seats_without_power, served_not_led
from components.analysis.known import little_known
from components.analysis.network import untied
from components.analysis.observed import parted
from components.analysis.representation import presence
from components.analysis.strength import THIN_UNDER
from components.analysis.ties import ties
from components.inventory import Inventory, slug, vocabulary
from components.inventory.text import counted, counted_or_no, join_names

NEEDED_BY = 2
LEVELS_APART = 2
"""From here on the two sides of a tie disagree."""
CUT_OFF_SHARE = 10  # one organization in ten


def findings(
    inventory: Inventory, limit: int | None = None, *, issue_areas: Collection[str] | None = None
) -> list[Finding]:
    """Everything that stands out, ranked: representation, resilience, missing, strength, then data.

    Each kind and its threshold is in the standard's table of findings. A finding whose inputs are not on
    record is silent; only "little known" says what is missing. Sentences are of the whole inventory: pass a
    city without filters, and choose with ``concerning`` what concerns a filter. ``issue_areas`` keeps "no one
    on record" to some issues.
    """
    found = ranked(_found(inventory, issue_areas))
    return found if limit is None else found[:limit]


def headline_findings(
    inventory: Inventory, limit: int = 5, *, issue_areas: Collection[str] | None = None
) -> list[Finding]:
    """The few findings that head the overview: ranked, over as many kinds as there are.

    At most two of a kind, and "little known" once.
    """
    return headlines(findings(inventory, issue_areas=issue_areas), limit)


def concerning(
    found: Sequence[Finding],
    kept: Inventory,
    *,
    issue_areas: Collection[str] = (),
    communities: Collection[str] = (),
) -> list[Finding]:
    """Those of a city's findings that concern a part of it, in their order; their sentences stay true of the city.

    ``found``: of the whole inventory. ``kept``: what its filters leave, with the same index labels. A finding
    stays where its issue is among ``issue_areas``, its community among ``communities`` or part of one of them
    (if any are given), and one of its rows is in ``kept``. One without an issue, a community or rows is not
    left out for want of it.
    """
    asked = {
        "issue": {slug(issue) for issue in issue_areas},
        "community": {slug(community) for community in narrower(kept, communities)},
    }
    labels = {name: frozenset(frame.index) for name, frame in kept.tables.items()}
    return [
        each
        for each in found
        if all(not words or each.query.get(word, "") in {"", *words} for word, words in asked.items())
        and (not each.rows or any(label in labels[table] for table, label in each.rows))
    ]


def _found(inventory: Inventory, issue_areas: Collection[str] | None) -> Iterator[Finding]:
    all_ties, present = ties(inventory), presence(inventory)
    working = current_ties(all_ties)
    yield from no_one_on_record(inventory, present, issue_areas)
    yield from served_not_led(inventory, present)
    yield from seats_without_power(present)
    yield from one_bridge(inventory, working)
    yield from one_role(inventory, working)
    yield from one_holder(inventory)
    yield from _unmet_needs(inventory)
    yield from _sides_disagree(inventory, working)
    yield from _perceived_and_observed_part(inventory, all_ties)
    yield from _cut_off(inventory)
    yield from little_known(inventory)


def _unmet_needs(inventory: Inventory) -> Iterator[Finding]:
    """A need of two or more organizations that no one offers, where some offers are known."""
    organizations = inventory.organizations
    offers = {resource for _, resource in listed(organizations, "offers")}
    filled = organizations.index[known(organizations, "offers")]
    needing: dict[str, list[Hashable]] = defaultdict(list)
    for label, resource in dict.fromkeys(listed(organizations, "needs")):
        needing[resource].append(label)
    for resource, labels in needing.items():
        if len(labels) >= NEEDED_BY and resource not in offers and len(filled):
            yield make_finding(
                "unmet need",
                f"{len(labels)} organizations need {resource}, and no one on record offers it"
                f" (of {counted_or_no(len(filled), 'organization')} whose offers are known).",
                len(labels),
                rows_of("organizations", [*labels, *filled]),
            )


def _sides_disagree(inventory: Inventory, working: pd.DataFrame) -> Iterator[Finding]:
    """A pair whose two ends put their tie two or more levels apart."""
    names = names_by_id(inventory)
    levels = dict(zip(vocabulary("levels")["word"], vocabulary("levels")["label"], strict=True))
    apart = working[working["disagreement"] >= LEVELS_APART]
    for a, b, level_a, level_b, disagreement, labels in zip(
        *(apart[name] for name in ("a", "b", "level_a", "level_b", "disagreement", "rows")), strict=True
    ):
        by_a, by_b = (levels.get(f"{level:g}", f"{level:g}") for level in (level_a, level_b))
        yield make_finding(
            "sides disagree",
            f"{names[a]} and {names[b]} see their tie differently on record:"
            f" {names[a]} puts it at {by_a}, {names[b]} at {by_b}.",
            float(disagreement),
            rows_of("relationships", labels),
            organization=a,
        )


def _perceived_and_observed_part(inventory: Inventory, all_ties: pd.DataFrame) -> Iterator[Finding]:
    """An element that people rate high where little is on record, or low where much is."""
    found = parted(inventory, all_ties)
    for label, direction, score, raters, observed, rows in zip(
        *(found[name] for name in ("label", "direction", "score", "raters", "observed", "rows")), strict=True
    ):
        much = "little" if direction == "rated higher" else "much"
        thin = ", which is thin evidence" if raters < THIN_UNDER else ""
        yield make_finding(
            "perceived and observed part",
            f"{label}: rated {score:.1f} of 5 by {counted(raters, 'rater')}{thin},"
            f" while {much} is on record: {'; '.join(observed)}.",
            len(observed),
            rows,
        )


def _cut_off(inventory: Inventory) -> Iterator[Finding]:
    """A tenth or more of the organizations have no working tie, where any relationship is on record."""
    alone = untied(inventory)
    count, everyone = len(alone), len(inventory.organizations)
    if count and CUT_OFF_SHARE * count >= everyone and len(inventory.relationships):
        names = names_by_id(inventory)
        ids = alone["id"].tolist()
        within = as_parts(wholes(inventory), ids, ids, "one that has some")
        yield make_finding(
            "cut off",
            f"{count:,} of {everyone:,} organizations {'has' if count == 1 else 'have'} no working tie on record"
            f"{within}: {join_names([names[each] for each in ids])}.",
            count,
            rows_of("organizations", alone.index),
        )
