"""The signals of element strength that are counted in an inventory: our own, and said to be so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

import numpy as np

from components.analysis.columns import (
    NONE,
    RowReference,
    is_among,
    is_known,
    keep_rows,
    list_cells,
    listed_values,
    lists_any,
    number_cells,
    row_references,
    text_cells,
)
from components.analysis.communities import find_communities
from components.analysis.dates import current_seats
from components.analysis.local_part import LocalPart, types_on_record
from components.analysis.ties import tie_references
from components.inventory.text import counted, counted_or_no

FRAMEWORK_TYPES = 6
"""Types of key player that the framework names."""
CLOSE_LEVEL = 3
"""From this level on (coordination, of 0 to 5) a tie is close."""
MIXED_TYPES = 3
"""An initiative of so many types of organization is mixed."""
HIGH_POWER = 4
"""From this power on (collaborate, of 0 to 5) a seat shares in the decision."""


@dataclass(frozen=True)
class Signal:
    """One observed signal: a count, and the base of which it is a share; both None where not known.

    ``unknown``: how many more would be in the base if more were known. ``words`` say the count.
    """

    element: str
    signal: str
    label: str
    count: int | None
    base: int | None
    words: str
    rows: tuple[RowReference, ...] = ()
    unknown: int | None = None

    @property
    def ratio(self) -> float | None:
        """The count as a share of the base; None where either is not known, or the base is 0."""
        return self.count / self.base if self.count is not None and self.base else None


def _key_player_types(local: LocalPart) -> Signal:
    types, labels = types_on_record(local.organizations)
    about = ("key_players", "key_player_types", "Key-player types on record")
    if not labels:
        return _not_known(about, "no organization has a type")
    how_many = "all" if len(types) == FRAMEWORK_TYPES else f"{len(types)} of the"
    words = f"our sources name {how_many} {FRAMEWORK_TYPES} types of key player"
    return _signal(about, len(types), FRAMEWORK_TYPES, words, row_references("organizations", labels))


def _close_ties(local: LocalPart) -> Signal:
    leveled = keep_rows(local.inner_ties, is_known(local.inner_ties, "level"))
    close = int((number_cells(leveled, "level") >= CLOSE_LEVEL).sum())
    about = ("collaborative_approach", "close_ties", "Ties at level 3 (coordination) or more")
    if leveled.empty:
        return _not_known(about, "no tie has a level")
    words = (
        f"{close} of {counted_or_no(len(leveled), 'working tie')} {'is' if close == 1 else 'are'} at level 3 or more"
    )
    return _of_known(about, close, len(leveled), words, tie_references(leveled), len(local.inner_ties))


def _mixed_initiatives(local: LocalPart) -> Signal:
    """Count the initiatives in which three or more types of organization take part.

    Left out: those whose partners are not known, that involve no local organization, or whose members
    of unknown type could make the difference.
    """
    mixed = {
        label: verdict
        for label, members in _members(local).items()
        if (verdict := _is_mixed([local.type_of[member] for member in members])) is not None
    }
    count = sum(mixed.values())
    about = (
        "collaborative_approach",
        "mixed_initiatives",
        "Initiatives of three or more types of organization",
    )
    if not mixed:
        return _not_known(about, "no initiative has partners whose types are known")
    words = f"three or more types of organization take part in {count} of {counted_or_no(len(mixed), 'initiative')}"
    return _of_known(about, count, len(mixed), words, row_references("initiatives", mixed), len(local.initiatives))


def _members(local: LocalPart) -> dict[Hashable, frozenset[str]]:
    """Give the lead and partners, local ones only, of each initiative whose partners are known."""
    table = local.initiatives
    return {
        label: frozenset(local.type_of.keys() & {*partners, lead})
        for label, lead, partners in zip(
            table.index, text_cells(table, "lead"), list_cells(table, "partners"), strict=True
        )
        if partners is not None
    }


def _is_mixed(types: Iterable[str | None]) -> bool | None:
    """Whether these are of enough types; None where those of unknown type could make the difference."""
    counts = Counter(types)
    unknown = counts.pop(None, 0)
    different = len(counts.keys() - {NONE})
    if different >= MIXED_TYPES:
        return True
    return None if different + unknown >= MIXED_TYPES else False


def _shared_skills(local: LocalPart) -> Signal:
    holders = Counter(skill for _, skill in set(listed_values(local.organizations, "skills")))
    shared = sum(1 for number in holders.values() if number > 1)
    about = ("knowledge", "shared_skills", "Skills held by two or more organizations")
    if not is_known(local.organizations, "skills").any():
        return _not_known(about, "no organization has skills on record")
    words = f"of {counted(len(holders), 'skill')}, two or more organizations hold {shared or 'none'}"
    return _signal(about, shared, len(holders), words, _filled_rows(local, "skills"))


def _offered_needs(local: LocalPart) -> Signal:
    organizations = local.organizations
    needs, offers = set(listed_values(organizations, "needs")), set(listed_values(organizations, "offers"))
    offering = Counter(resource for _, resource in offers)
    offered = sum(1 for need in needs if offering[need[1]] - (need in offers) > 0)
    about = ("resources", "offered_needs", "Needs that another organization offers to meet")
    for column in ("needs", "offers"):
        if not is_known(organizations, column).any():
            return _not_known(about, f"no organization has {column} on record")
    words = f"for {offered} of {counted_or_no(len(needs), 'need')}, someone else offers what is needed, met or not"
    rows = _filled_rows(local, "needs") + _filled_rows(local, "offers")
    return _signal(about, offered, len(needs), words, tuple(dict.fromkeys(rows)))


def _data_and_assets(local: LocalPart) -> Signal:
    sharing = keep_rows(local.ties, lists_any(local.ties, "kinds", {"shares_data"}))
    assets = local.inventory.assets
    held = keep_rows(assets, is_among(assets, "holder", local.ids))
    about = ("infrastructure", "data_and_assets", "Organizations that share data or hold an asset")
    if not (is_known(local.inventory.relationships, "kind").any() or is_known(assets, "holder").any()):
        return _not_known(about, "no tie has a kind and no asset has a holder")
    found = local.ids & {*sharing["a"], *sharing["b"], *held["holder"]}
    share = "shares data or holds an asset" if len(found) == 1 else "share data or hold an asset"
    words = f"{len(found)} of {counted_or_no(len(local.ids), 'organization')} {share}"
    return _signal(
        about, len(found), len(local.ids), words, tie_references(sharing) + row_references("assets", held.index)
    )


def _initiatives_with_assets(local: LocalPart) -> Signal:
    table = local.initiatives
    cells = dict(zip(table.index, list_cells(table, "assets"), strict=True))
    named = {label: len(assets) > 0 for label, assets in cells.items() if assets is not None}
    about = ("infrastructure", "initiatives_with_assets", "Initiatives that name an asset they use")
    if not named:
        return _not_known(about, "no initiative says which assets it uses")
    count = sum(named.values())
    of_known = f"of {counted(len(named), 'initiative')} whose use of assets is known"
    words = f"{of_known}, {count} {'names' if count == 1 else 'name'} one"
    return _of_known(about, count, len(named), words, row_references("initiatives", named), len(table))


def _agreeing_ties(local: LocalPart) -> Signal:
    both = keep_rows(local.inner_ties, is_known(local.inner_ties, "disagreement"))
    agreeing = int((number_cells(both, "disagreement") <= 1).sum())
    about = ("culture_values", "agreeing_ties", "Ties on whose level both partners agree within one")
    if both.empty:
        return _not_known(about, "no tie has been rated by both partners")
    words = f"both partners agree on {agreeing} of {counted_or_no(len(both), 'tie')}"
    return _of_known(about, agreeing, len(both), words, tie_references(both), len(local.inner_ties))


def _seats_with_power(local: LocalPart) -> Signal:
    communities = find_communities(local.inventory)
    seats = current_seats(local.inventory)
    every_seat = keep_rows(seats, is_among(seats, "organization", local.ids))
    is_told = is_known(every_seat, "held_by_community") & is_known(every_seat, "power")
    held = list_cells(every_seat, "held_by_community")
    is_possible = np.array([names is None or communities.any_marginalized(names) for names in held], dtype=bool)
    seats = keep_rows(every_seat, is_told)
    theirs = keep_rows(every_seat, is_told & is_possible)
    strong = int((number_cells(theirs, "power") >= HIGH_POWER).sum())
    about = ("culture_values", "seats_with_power", "Seats of marginalized communities with power 4 or more")
    if "yes" not in communities.marginalized.values():
        return _not_known(about, "no community is marked as marginalized")
    if seats.empty:
        return _not_known(about, "no seat says both who holds it and with what power")
    of_theirs = f"{counted_or_no(len(theirs), 'seat')} held by members of marginalized communities"
    words = f"{strong} of {of_theirs} {'has' if strong == 1 else 'have'} power 4 or more"
    return _of_known(about, strong, len(theirs), words, row_references("seats", seats.index), int(is_possible.sum()))


def _filled_rows(local: LocalPart, column: str) -> tuple[RowReference, ...]:
    organizations = local.organizations
    return row_references("organizations", organizations.index[is_known(organizations, column)])


def _signal(about: tuple[str, str, str], count: int, base: int, words: str, rows: tuple[RowReference, ...]) -> Signal:
    return Signal(*about, count, base, words if base else "none on record", rows)


def _of_known(
    about: tuple[str, str, str], count: int, base: int, words: str, rows: tuple[RowReference, ...], everything: int
) -> Signal:
    """Make a signal that is known for ``base`` of the ``everything`` it asks about, and say for how many it is not."""
    unknown = everything - base
    more = f" (not known for {unknown:,} more)" if unknown else ""
    return Signal(*about, count, base, (words if base else "none on record") + more, rows, unknown)


def _not_known(about: tuple[str, str, str], why: str) -> Signal:
    return Signal(*about, None, None, f"not known: {why}")


SIGNALS: tuple[Callable[[LocalPart], Signal], ...] = (
    _key_player_types,
    _close_ties,
    _mixed_initiatives,
    _shared_skills,
    _offered_needs,
    _data_and_assets,
    _initiatives_with_assets,
    _agreeing_ties,
    _seats_with_power,
)
