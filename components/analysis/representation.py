"""Who is at the table: presence, connection, power and parity of each community.

Being served, leading, and sitting at a table are counted apart and never added up; a seat that speaks for a
community is not a seat held by its members. Narrower communities count towards their broader ones. Shares are
shares of the inventory that is passed, so pass it under every filter but that of communities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import floor, isnan
from statistics import fmean
from typing import TypeVar

import numpy as np
import pandas as pd

from components.analysis.columns import RowReference, is_known, listed_values, number_cells, row_references, text_cells
from components.analysis.communities import Communities, find_communities
from components.analysis.dates import inventory_day, seats_on
from components.analysis.network import network_measures
from components.analysis.once import once_an_inventory
from components.analysis.organization_reach import reached_values
from components.inventory import Inventory

RATIO_FROM = 5
"""With fewer organizations than this, there are counts and names only, and no ratio."""
NEAR_PARITY = (0.8, 1.2)
"""The ratios that count as near parity, borrowed from participation-to-prevalence ratios in clinical trials."""
PARITY_WORDS = ("under", "near parity", "over")
"""What a parity below, within and above ``NEAR_PARITY`` is called."""
POWERS = range(6)
"""The steps of power that a seat may have (Spectrum of Community Engagement to Ownership)."""

Labels = Mapping[str, list[Hashable]]
_Label = TypeVar("_Label", bound=Hashable)


@dataclass(frozen=True, eq=False)
class Presence:
    """Where each community is present, by its name: index labels of organizations and of current seats.

    ``serves_directly`` leaves out what is reached only through an initiative; ``served_through`` pairs the
    organization with such an initiative, and ``serving_initiatives`` are labels of those. ``serves_known`` and
    ``leads_known`` are organizations whose own column is filled: to be in an initiative for one community
    does not tell whom else an organization serves.
    """

    communities: Communities
    seats: pd.DataFrame
    serves: Labels
    serves_directly: Labels
    served_through: Mapping[str, list[tuple[Hashable, Hashable]]]
    serving_initiatives: Labels
    leads: Labels
    speaks_for: Labels
    held: Labels
    serves_known: frozenset[Hashable]
    leads_known: frozenset[Hashable]

    @cached_property
    def powers(self) -> Mapping[Hashable, float]:
        """The power of each seat of which it is known."""
        powers = zip(self.seats.index, number_cells(self.seats, "power").tolist(), strict=True)
        return {seat: power for seat, power in powers if not isnan(power)}


def representation(inventory: Inventory, measures: pd.DataFrame | None = None) -> pd.DataFrame:
    """Measure presence, connection, power and parity of each community.

    Gives a row a community, in the order of its table, then as other tables name them:

    - community, marginalized (yes, no: its own word, else yes by a broader one), population_share (0–1);
    - serves, serves_through (of these, only through an initiative), leads: organizations; speaks_for,
      held: seats. Missing where nobody filled the column;
    - connected: mean degree of those it leads over that of all whose ``led_by`` is known; bridging: their
      share of betweenness over their share of those organizations. Both are missing where it leads fewer than five;
    - power_seats, power_mean (0–5), power_counts (seats at 0, 1, … 5): of seats held by its members;
    - parity_seats (seats whose holders are known), parity (held / parity_seats / population_share),
      parity_words ("under", "near parity" from 0.8 to 1.2, "over"), one_seat_changes (whether the word would be
      another if one seat more, or less, were held by them), parity_phrase (both as a person says them: "under
      parity; one seat would change that"), near_parity_from and near_parity_to (the shares of seats, 0–1, between
      which it would be near parity). Never from seats that only speak for it;
    - serves_rows, leads_rows, speaks_for_rows, held_rows, power_rows, parity_rows: where figures come from.

    A seat whose ``until`` is past is not held. ``measures``: ``network_measures(inventory)``, if at hand.
    """
    found = find_presence(inventory)
    ground = _measures_of_known_leaders(inventory, found, measures)
    shares = _population_shares(inventory, found.communities)
    known = _KnownSeats.of(found.seats)
    rows = [
        {
            "community": name,
            "marginalized": found.communities.marginalized.get(name),
            "population_share": shares.get(name, float("nan")),
            **_counts(found, name, known),
            **_connection(ground, found.leads[name]),
            **_power(found, name, known),
            **_parity(known.count, len(found.held[name]), shares.get(name)),
            **_near_parity(shares.get(name, float("nan"))),
            **_rows(found, name, known),
        }
        for name in found.communities.names
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


COLUMNS = {
    "community": "str",
    "marginalized": "str",
    "population_share": "float64",
    "serves": "Int64",
    "serves_through": "Int64",
    "leads": "Int64",
    "speaks_for": "Int64",
    "held": "Int64",
    "connected": "float64",
    "bridging": "float64",
    "power_seats": "Int64",
    "power_mean": "float64",
    "power_counts": "object",
    "parity_seats": "Int64",
    "parity": "float64",
    "parity_words": "str",
    "parity_phrase": "str",
    "one_seat_changes": "boolean",
    "near_parity_from": "float64",
    "near_parity_to": "float64",
    "serves_rows": "object",
    "leads_rows": "object",
    "speaks_for_rows": "object",
    "held_rows": "object",
    "power_rows": "object",
    "parity_rows": "object",
}


def find_presence(inventory: Inventory) -> Presence:
    """Find where each community is present: served, leading, spoken for, seated."""
    return _find_presence(inventory, inventory_day(inventory))


@once_an_inventory
def _find_presence(inventory: Inventory, day: str) -> Presence:
    communities, seats = find_communities(inventory), seats_on(inventory, day)
    organizations = inventory.organizations
    served = list(_served(inventory))
    through = [(label, initiative, name) for label, name, initiative in served if initiative is not None]
    led = organizations.index[is_known(organizations, "led_by")]
    filled = organizations.index[is_known(organizations, "serves")]
    return Presence(
        communities=communities,
        seats=seats,
        serves=_by_community(communities, ((label, name) for label, name, _ in served)),
        serves_directly=_by_community(communities, listed_values(organizations, "serves")),
        served_through=_by_community(communities, (((label, initiative), name) for label, initiative, name in through)),
        serving_initiatives=_by_community(communities, ((initiative, name) for _, initiative, name in through)),
        leads=_by_community(communities, listed_values(organizations, "led_by")),
        speaks_for=_by_community(communities, listed_values(seats, "speaks_for")),
        held=_by_community(communities, listed_values(seats, "held_by_community")),
        serves_known=frozenset(filled),
        leads_known=frozenset(led),
    )


def _served(inventory: Inventory) -> Iterator[tuple[Hashable, str, Hashable | None]]:
    """Give each organization, a community it serves, and the initiative through which it does, as labels of rows."""
    label_of = dict(zip(inventory.organizations["id"], inventory.organizations.index, strict=True))
    initiative_of = dict(zip(inventory.initiatives["id"], inventory.initiatives.index, strict=True))
    for each, name, through in reached_values(inventory, "serves"):
        if each in label_of:  # a partner that a filter left out may still be named
            yield label_of[each], name, None if through is None else initiative_of[through]


def _by_community(communities: Communities, named: Iterable[tuple[_Label, str]]) -> dict[str, list[_Label]]:
    found: dict[str, dict[_Label, None]] = {name: {} for name in communities.names}
    for label, spelling in named:
        for name in communities.counts_towards(spelling):
            found[name][label] = None
    return {name: list(labels) for name, labels in found.items()}


def _population_shares(inventory: Inventory, communities: Communities) -> dict[str, float]:
    table = inventory.communities
    shares: dict[str, float] = {}
    for spelling, share in zip(text_cells(table, "name"), number_cells(table, "population_share"), strict=True):
        name = None if spelling is None or np.isnan(share) else communities.name_of(spelling)
        if name is not None:
            shares.setdefault(name, float(share))
    return shares


@dataclass(frozen=True)
class _KnownSeats:
    """Of which seats something is known: worked out once, as it is the same for each of many communities."""

    speaks_for: bool
    """Whether any seat says whom it speaks for."""
    power: bool
    """Whether any says both who holds it and with what power."""
    rows: tuple[RowReference, ...]
    """The seats that say who holds them."""

    @classmethod
    def of(cls, seats: pd.DataFrame) -> _KnownSeats:
        """Find out what these seats say, and give it."""
        held = is_known(seats, "held_by_community")
        return cls(
            speaks_for=bool(is_known(seats, "speaks_for").any()),
            power=bool((is_known(seats, "power") & held).any()),
            rows=row_references("seats", seats.index[held]),
        )

    @property
    def count(self) -> int:
        """How many say who holds them."""
        return len(self.rows)


def _counts(found: Presence, name: str, known: _KnownSeats) -> dict[str, int | None]:
    serves, filled = len(found.serves[name]), bool(found.serves_known)
    return {
        "serves": serves if serves or filled else None,
        "serves_through": serves - len(found.serves_directly[name]) if serves or filled else None,
        "leads": len(found.leads[name]) if found.leads_known else None,
        "speaks_for": len(found.speaks_for[name]) if known.speaks_for else None,
        "held": len(found.held[name]) if known.count else None,
    }


def _measures_of_known_leaders(
    inventory: Inventory, found: Presence, measures: pd.DataFrame | None
) -> pd.DataFrame | None:
    """Keep degree and betweenness of organizations whose ``led_by`` is known; None where no ratio needs them."""
    if max((len(led) for led in found.leads.values()), default=0) < RATIO_FROM:
        return None
    if measures is None:
        measures = network_measures(inventory)
    ground = measures[["degree", "betweenness"]].set_axis(inventory.organizations.index)
    return ground[ground.index.isin(found.leads_known)]


def _connection(ground: pd.DataFrame | None, led: list[Hashable]) -> dict[str, float]:
    if ground is None or len(led) < RATIO_FROM:
        return {"connected": float("nan"), "bridging": float("nan")}
    theirs = ground.loc[led]
    return {
        "connected": _ratio(theirs["degree"].mean(), ground["degree"].mean()),
        "bridging": _ratio(_ratio(theirs["betweenness"].sum(), ground["betweenness"].sum()), len(theirs) / len(ground)),
    }


def _ratio(over: float, under: float) -> float:
    return float(over / under) if under else float("nan")


def powers_of_held_seats(found: Presence, name: str) -> dict[Hashable, float]:
    """Give the known power of the seats held by a community's members, by seat."""
    return {seat: found.powers[seat] for seat in found.held[name] if seat in found.powers}


def _power(found: Presence, name: str, known: _KnownSeats) -> dict[str, object]:
    powers = powers_of_held_seats(found, name).values()
    steps = Counter(map(floor, powers))  # a power between two of the spectrum's steps has reached the lower one
    return {
        "power_seats": len(powers) if known.power else None,
        "power_mean": fmean(powers) if powers else float("nan"),
        "power_counts": tuple(steps[power] for power in POWERS),
    }


def _parity(seats: int, held: int, share: float | None) -> dict[str, object]:
    parity, *others = (
        _ratio(_ratio(count, seats), share or 0) for count in (held, held - 1, held + 1) if 0 <= count <= seats
    )
    word = name_parity(parity)
    changes = any(name_parity(other) != word for other in others)
    return {
        "parity_seats": seats or None,
        "parity": parity,
        "parity_words": word,
        "parity_phrase": None if word is None else _parity_phrase(word, changes),
        "one_seat_changes": None if word is None else changes,
    }


def _near_parity(share: float) -> dict[str, float]:
    low, high = NEAR_PARITY
    return {"near_parity_from": low * share, "near_parity_to": high * share}


def name_parity(parity: float) -> str | None:
    """Name a parity ``under``, ``near parity`` (0.8 to 1.2, both included) or ``over``; None where it is not known."""
    if np.isnan(parity):
        return None
    low, high = NEAR_PARITY
    return PARITY_WORDS[int(round(parity, 9) >= low) + int(round(parity, 9) > high)]


def _parity_phrase(word: str, one_seat_changes: bool) -> str:
    said = word if word.endswith("parity") else f"{word} parity"
    return f"{said}; one seat would change that" if one_seat_changes else said


def _rows(found: Presence, name: str, known: _KnownSeats) -> dict[str, tuple[RowReference, ...]]:
    initiatives = row_references("initiatives", found.serving_initiatives[name])
    return {
        "serves_rows": row_references("organizations", found.serves[name]) + initiatives,
        "leads_rows": row_references("organizations", found.leads[name]),
        "speaks_for_rows": row_references("seats", found.speaks_for[name]),
        "held_rows": row_references("seats", found.held[name]),
        "power_rows": row_references("seats", powers_of_held_seats(found, name)),
        "parity_rows": known.rows,
    }
