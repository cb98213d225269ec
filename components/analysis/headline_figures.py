"""The four figures that head the overview."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.analysis.local_part import count_key_player_types
from components.analysis.network import are_ties_known
from components.analysis.representation import find_presence
from components.analysis.ties import working_pairs
from components.inventory import Inventory


@dataclass(frozen=True)
class HeadlineFigures:
    """How many organizations there are, how they are tied, how many of the six types, and which communities lead.

    None is not known: ``working_ties`` and ``tied_organizations`` where no tie is on record,
    ``key_player_types`` where no organization has a type, ``leading_communities`` where nobody's leadership is known.
    """

    organizations: int
    working_ties: int | None
    tied_organizations: int | None
    key_player_types: int | None
    leading_communities: int | None
    communities: int


def headline_figures(inventory: Inventory, *, whole: Inventory | None = None) -> HeadlineFigures:
    """Count the figures that head the overview. ``whole``: the inventory before its filters."""
    pairs = working_pairs(inventory)
    are_known = are_ties_known(inventory, whole)
    presence = find_presence(inventory)
    return HeadlineFigures(
        organizations=len(inventory.organizations),
        working_ties=len(pairs) if are_known else None,
        tied_organizations=len(np.unique(pairs)) if are_known else None,
        key_player_types=count_key_player_types(inventory),
        leading_communities=sum(map(bool, presence.leads.values())) if presence.leads_known else None,
        communities=len(presence.communities.names),
    )
