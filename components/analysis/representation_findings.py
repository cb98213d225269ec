"""Findings on representation: who is not at the table, or is there without a say."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd

from components.analysis.columns import row_references
from components.analysis.finding import Finding, make_finding
from components.analysis.representation import Presence, powers_of_held_seats
from components.analysis.representation_grid import representation_grid
from components.analysis.signals import HIGH_POWER
from components.inventory import Inventory
from components.inventory.text import slug, with_capital

FILLED_ON_ISSUE = 5
"""The least number of organizations on an issue of which it is known whom they serve or who leads them."""
SERVED_BY_MANY = 5
"""The least number of organizations that serve a community."""
LED_BY_FILLED = 10
"""The least number of organizations of which it is known who leads them."""
SEATS = 3
"""The least number of seats of known power that a community's members hold."""
_AT_BEST = ("are ignored", "are informed at best", "are consulted at best", "are involved at best")
"""What the powers 0 to 3 of a seat come to, for those who hold it."""


def find_no_one_on_record(
    inventory: Inventory, found: Presence, issue_areas: Collection[str] | None = None
) -> Iterator[Finding]:
    """Find each marginalized community and issue on which no organization is led by it or serves it.

    Looked at are issues with five or more organizations of which it is known whom they serve or who leads them.
    """
    grid = representation_grid(inventory, issue_areas, found=found)
    nobody = (grid["serves"].fillna(0) == 0) & (grid["leads"].fillna(0) == 0)
    empty = grid[(grid["marginalized"] == "yes") & (grid["filled"] >= FILLED_ON_ISSUE) & nobody]
    for community, issue, filled, rows in zip(
        empty["community"], empty["issue_area"], empty["filled"], empty["ground_rows"], strict=True
    ):
        yield make_finding(
            "no one on record",
            f"Nobody on record serves {community} on {issue}, or is led by them."
            f" {filled} organizations on {issue} say whom they serve or who leads them.",
            int(filled),
            rows,
            issue=slug(issue),
            community=slug(community),
        )


def find_served_not_led(inventory: Inventory, found: Presence) -> Iterator[Finding]:
    """Find each community that five or more organizations serve, and that leads none.

    Nothing is found where it is known of fewer than ten organizations who leads them.
    """
    filled = len(found.leads_known)
    for name in found.communities.names:
        serving = len(found.serves[name])
        if serving >= SERVED_BY_MANY and not found.leads[name] and filled >= LED_BY_FILLED:
            initiatives = row_references("initiatives", found.serving_initiatives[name])
            led = row_references("organizations", [*found.serves[name], *_in_order(inventory.organizations, found)])
            yield make_finding(
                "served by many, led by none",
                f"{serving} organizations serve {name}. Of the {filled} whose leadership we know, none is led by them.",
                serving,
                led + initiatives,
                community=slug(name),
            )


def _in_order(organizations: pd.DataFrame, found: Presence) -> pd.Index:
    return organizations.index[organizations.index.isin(list(found.leads_known))]


def find_seats_without_power(found: Presence) -> Iterator[Finding]:
    """Find each community whose members hold three or more seats of known power, and none with power 4 or more."""
    for name in found.communities.names:
        powers = powers_of_held_seats(found, name)
        if len(powers) < SEATS or (most := max(powers.values())) >= HIGH_POWER:
            continue
        held = len(found.held[name])
        where = f" In the {len(powers)} whose power we know they" if len(powers) < held else " They"
        yield make_finding(
            "seats without power",
            f"{with_capital(name)} hold {held} seats.{where} {_AT_BEST[int(most)]}; none shares the decision.",
            len(powers),
            row_references("seats", powers),
            community=slug(name),
        )
