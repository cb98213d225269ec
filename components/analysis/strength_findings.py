"""Findings on what is missing, on ties that are seen differently, and on where opinion and record differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

import pandas as pd

from components.analysis.columns import is_known, listed_values, row_references
from components.analysis.finding import Finding, make_finding
from components.analysis.network import isolated_organizations
from components.analysis.observed_strength import strength_differences
from components.analysis.organizations import names_by_id, say_parts, wholes_by_part
from components.analysis.perceived_strength import THIN_UNDER
from components.inventory import Inventory
from components.inventory.schema import word_labels
from components.inventory.text import counted, join_names

NEEDED_BY = 2
"""The least number of organizations that have the same unmet need."""
CUT_OFF_SHARE = 10
"""At least one in this many organizations has no working tie."""


def find_unmet_needs(inventory: Inventory) -> Iterator[Finding]:
    """Find each need of two or more organizations that no one offers, where some offers are known."""
    organizations = inventory.organizations
    offers = {resource for _, resource in listed_values(organizations, "offers")}
    filled = organizations.index[is_known(organizations, "offers")]
    needing: dict[str, list[Hashable]] = defaultdict(list)
    for label, resource in dict.fromkeys(listed_values(organizations, "needs")):
        needing[resource].append(label)
    for resource, labels in needing.items():
        if len(labels) >= NEEDED_BY and resource not in offers and len(filled):
            yield make_finding(
                "unmet need",
                f"{len(labels)} organizations need {resource}. {_nobody_offers(len(filled))}",
                len(labels),
                row_references("organizations", [*labels, *filled]),
            )


def _nobody_offers(known: int) -> str:
    """Say that nobody offers what is needed, of how many organizations that say what they offer."""
    if known == 1:
        return "The one organization that says what it offers does not offer it."
    return f"None of the {known} that say what they offer has it."


def find_disagreeing_sides(inventory: Inventory, working: pd.DataFrame) -> Iterator[Finding]:
    """Find each pair whose two ends put their tie two or more levels apart. ``working``: the working ties."""
    names = names_by_id(inventory)
    levels = word_labels("levels")
    apart = working[working["sides_disagree"]]
    for a, b, level_a, level_b, disagreement, labels in zip(
        *(apart[name] for name in ("a", "b", "level_a", "level_b", "disagreement", "rows")), strict=True
    ):
        by_a, by_b = (levels.get(f"{level:g}", f"{level:g}") for level in (level_a, level_b))
        yield make_finding(
            "sides disagree",
            f"{names[a]} and {names[b]} see their tie differently. {names[a]} puts it at level {by_a}, "
            f"{names[b]} at level {by_b}.",
            float(disagreement),
            row_references("relationships", labels),
            organization=a,
        )


def find_strength_differences(inventory: Inventory, all_ties: pd.DataFrame) -> Iterator[Finding]:
    """Find each element that people rate high where little is on record, or low where much is."""
    found = strength_differences(inventory, all_ties)
    for label, direction, score, raters, observed, rows in zip(
        *(found[name] for name in ("label", "direction", "score", "raters", "observed", "rows")), strict=True
    ):
        much = "little" if direction == "rated higher" else "much"
        who = f"Only {counted(raters, 'person', 'people')}" if raters < THIN_UNDER else f"{raters} people"
        yield make_finding(
            "perceived and observed part",
            f"{who} {'rates' if raters == 1 else 'rate'} {label.lower()} {score:.1f} of 5, yet {much} is on record:"
            f" {'; '.join(observed)}.",
            len(observed),
            rows,
        )


def find_cut_off(inventory: Inventory) -> Iterator[Finding]:
    """Find whether a tenth or more of the organizations have no working tie; nothing is found without any report."""
    alone = isolated_organizations(inventory)
    count, everyone = len(alone), len(inventory.organizations)
    if count and CUT_OFF_SHARE * count >= everyone and len(inventory.relationships):
        names = names_by_id(inventory)
        ids = alone["id"].tolist()
        within = say_parts(wholes_by_part(inventory), ids, ids, "an organization that has partners")
        yield make_finding(
            "cut off",
            f"For {count:,} of {everyone:,} organizations our sources name no partner:"
            f" {join_names([names[each] for each in ids])}.{within} Who knows a partner of theirs?",
            count,
            row_references("organizations", alone.index),
        )
