"""The four figures that head the overview."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.analysis.columns import is_known
from components.analysis.local_part import find_missing_types
from components.analysis.network import are_ties_known
from components.analysis.representation import find_presence
from components.analysis.ties import working_pairs
from components.inventory import Inventory


@dataclass(frozen=True)
class HeadlineFigures:
    """How many organizations there are, how they are tied, which of the six types, and how many communities lead.

    None is not known: ``working_ties`` and ``tied_organizations`` where no tie is on record,
    ``missing_types`` where no organization has a type, ``leading_communities`` where nobody's leadership is known.
    """

    organizations: int
    of_known_type: int
    """The organizations whose type is known."""
    working_ties: int | None
    tied_organizations: int | None
    missing_types: list[str] | None
    """The labels of the framework's types, of six, of which no local organization is on record."""
    leading_communities: int | None
    """The communities that lead at least one organization."""
    communities: int
    of_known_leadership: int
    """The organizations of which it is known who leads them."""


def headline_figures(inventory: Inventory, *, whole: Inventory | None = None) -> HeadlineFigures:
    """Count the figures that head the overview. ``whole``: the inventory before its filters."""
    organizations, pairs = inventory.organizations, working_pairs(inventory)
    are_known = are_ties_known(inventory, whole)
    presence = find_presence(inventory)
    return HeadlineFigures(
        organizations=len(organizations),
        of_known_type=int(is_known(organizations, "type").sum()),
        working_ties=len(pairs) if are_known else None,
        tied_organizations=len(np.unique(pairs)) if are_known else None,
        missing_types=find_missing_types(inventory),
        leading_communities=sum(map(bool, presence.leads.values())) if presence.leads_known else None,
        communities=len(presence.communities.names),
        of_known_leadership=len(presence.leads_known),
    )
