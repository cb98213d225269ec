"""How strong the six elements look in the inventory itself: plain ratios with their counts.

The signals are our own and say so. They are counted over organizations whose scope is local or
regional; those of unknown scope, or of one outside the vocabulary, count as local, since an inventory of a
city mostly lists its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import isclose
from typing import Any

import numpy as np
import pandas as pd

from components.analysis.cells import NONE, Row, among, known, listed, lists, numbers, rows_of, texts
from components.analysis.communities import communities_of
from components.analysis.current import current_seats, current_ties, tie_rows
from components.analysis.strength import THIN_UNDER, element_strength
from components.analysis.ties import ties
from components.inventory import Inventory, vocabulary
from components.inventory.text import counted_or_no

LOCAL_SCOPES = ("local", "regional")
FRAMEWORK_TYPES = 6
CLOSE_LEVEL = 3
MIXED_TYPES = 3
HIGH_POWER = 4
PARTED_BASE = 5
"""Observed ratios with a smaller base than this say too little to part from what people perceive."""


@dataclass(frozen=True)
class Signal:
    """One observed signal; ``count`` and ``base`` are None where not known.

    ``unknown``: of how many more, beside the base, it is not known.
    """

    element: str
    signal: str
    label: str
    count: int | None
    base: int | None
    words: str
    rows: tuple[Row, ...] = ()
    unknown: int | None = None


@dataclass(frozen=True, eq=False)
class _Local:
    """What signals are counted over: local and regional organizations and current working ties.

    ``inner_ties`` are those of which both ends are local or regional. ``type_of``: every local organization of
    the city, those that a filter left out included, with its type (None where not known).
    """

    inventory: Inventory
    organizations: pd.DataFrame
    ids: frozenset[str]
    ties: pd.DataFrame
    inner_ties: pd.DataFrame
    type_of: Mapping[str, str | None]

    @property
    def initiatives(self) -> pd.DataFrame:
        """Initiatives of local organizations, and those that name no organization at all."""
        table = self.inventory.initiatives
        members = zip(texts(table, "lead"), lists(table, "partners"), strict=True)
        named = [{*(partners or ()), lead} - {None} for lead, partners in members]
        return table[np.array([not names or not names.isdisjoint(self.type_of) for names in named], dtype=bool)]


def observed_strength(
    inventory: Inventory, all_ties: pd.DataFrame | None = None, *, whole: Inventory | None = None
) -> pd.DataFrame:
    """Our own signals of each element, in the framework's order.

    Returns a row a signal: element, signal (a short key), label, count, base, ratio (count / base),
    words ("4 of 6 key-player types", "not known: no tie has a level"), rows (where the figures come from) and
    unknown (of how many more than the base it is not known; missing where the base is all there are). Count,
    base and ratio are missing where nobody filled what they need; the ratio also where the base is 0.
    ``all_ties`` is ``ties(inventory)`` where it is at hand. ``whole``: the inventory before its filters, which
    knows the types of partners that these left out.
    """
    local = _local(inventory, ties(inventory) if all_ties is None else all_ties, whole)
    table = pd.DataFrame([vars(signal(local)) for signal in SIGNALS])
    table[["count", "base", "unknown"]] = table[["count", "base", "unknown"]].astype("Int64")
    ratio = table["count"].astype("Float64") / table["base"].replace(0, pd.NA).astype("Float64")
    table["ratio"] = ratio.to_numpy(dtype=float, na_value=float("nan"))
    return table[["element", "signal", "label", "count", "base", "ratio", "words", "rows", "unknown"]]


def key_player_types(inventory: Inventory) -> int | None:
    """How many of the framework's six types are on record; None where no organization has a type."""
    types, labels = _types_on_record(inventory.organizations[_is_local(inventory.organizations)])
    return len(types) if labels else None


def observed_over(inventory: Inventory) -> str:
    """What observed signals are counted over, as a sentence for "How this is measured"."""
    local = inventory.organizations[_is_local(inventory.organizations)]
    unknown = int((~_scope_known(local)).sum())
    counted = f"Counted over {counted_or_no(len(local), 'local or regional organization')}"
    return f"{counted}; the scope of {unknown} is not known, and they count as local." if unknown else f"{counted}."


def parted(
    inventory: Inventory, all_ties: pd.DataFrame | None = None, *, whole: Inventory | None = None
) -> pd.DataFrame:
    """Elements on which what people perceive and what is on record part.

    ``rated higher``: perceived 4 or more by three raters or more, while every observed ratio with a
    base of 5 or more is under 1/3. ``rated lower``: perceived 2 or less, while every such ratio is over
    2/3. Returns element, label, direction, score, raters, observed (tuple of words), rows.
    ``all_ties`` is ``ties(inventory)`` where it is at hand; ``whole`` as for ``observed_strength``.
    """
    found = []
    perceived = element_strength(inventory).dropna(subset=["score"]).set_index("element").to_dict("index")
    if perceived:
        observed = observed_strength(inventory, all_ties, whole=whole)
        enough = observed[(observed["base"] >= PARTED_BASE).fillna(False) & observed["element"].isin(list(perceived))]
        for element, signals in enough.groupby("element", sort=False):
            direction = _direction(perceived[element], signals)
            if direction is not None:
                found.append(_parting(str(element), direction, perceived[element], signals))
    return pd.DataFrame(found, columns=["element", "label", "direction", "score", "raters", "observed", "rows"])


def _direction(perceived: Mapping[Hashable, Any], signals: pd.DataFrame) -> str | None:
    """Which way an element parts, if it does; in whole numbers, so that 1/3 is neither under nor over."""
    counts = [(int(count), int(base)) for count, base in zip(signals["count"], signals["base"], strict=True)]
    score, raters = float(perceived["score"]), int(perceived["raters"])
    high = score > 4 or isclose(score, 4)
    low = score < 2 or isclose(score, 2)
    if high and raters >= THIN_UNDER and all(3 * count < base for count, base in counts):
        return "rated higher"
    return "rated lower" if low and all(3 * count > 2 * base for count, base in counts) else None


def _parting(
    element: str, direction: str, perceived: Mapping[Hashable, Any], signals: pd.DataFrame
) -> dict[str, object]:
    return {
        "element": element,
        "label": perceived["label"],
        "direction": direction,
        "score": float(perceived["score"]),
        "raters": int(perceived["raters"]),
        "observed": tuple(signals["words"]),
        "rows": perceived["rows"] + tuple(dict.fromkeys(row for rows in signals["rows"] for row in rows)),
    }


def _is_local(organizations: pd.DataFrame) -> pd.Series:
    return organizations["scope"].isin(LOCAL_SCOPES) | ~_scope_known(organizations)


def _scope_known(organizations: pd.DataFrame) -> pd.Series:
    """A word outside the vocabulary does not tell how far an organization works."""
    return organizations["scope"].isin(vocabulary("scopes")["word"])


def _local(inventory: Inventory, all_ties: pd.DataFrame, whole: Inventory | None) -> _Local:
    organizations = inventory.organizations[_is_local(inventory.organizations)]
    ids, working = frozenset(organizations["id"].tolist()), current_ties(all_ties)
    inner = working[among(working, "a", ids) & among(working, "b", ids)]
    city = organizations if whole is None else whole.organizations[_is_local(whole.organizations)]
    type_of = dict(zip(city["id"].tolist(), texts(city, "type"), strict=True))
    return _Local(inventory, organizations, ids, working, inner, type_of)


def _key_player_types(local: _Local) -> Signal:
    types, labels = _types_on_record(local.organizations)
    about = ("key_players", "key_player_types", "Key-player types on record")
    if not labels:
        return _not_known(about, "no organization has a type")
    words = f"{len(types)} of {FRAMEWORK_TYPES} key-player types"
    return _signal(about, len(types), FRAMEWORK_TYPES, words, rows_of("organizations", labels))


def _types_on_record(organizations: pd.DataFrame) -> tuple[set[str], list[Hashable]]:
    """The framework's types among these organizations, and the labels of those that have any type."""
    named = zip(organizations.index, texts(organizations, "type"), strict=True)
    words = [(label, word) for label, word in named if word is not None]
    words += listed(organizations, "also_type")
    counts_towards = _counts_towards()
    found = {counts_towards[word] for _, word in words if word in counts_towards}
    return found, [label for label, _ in words]


def _counts_towards() -> Mapping[str, str]:
    """The framework's type of each type that counts towards one."""
    types = vocabulary("types").dropna(subset=["counts_towards"])
    types = types[types["counts_towards"] != ""]
    return dict(zip(types["word"], types["counts_towards"], strict=True))


def _close_ties(local: _Local) -> Signal:
    leveled = local.inner_ties[local.inner_ties["level"].notna()]
    close = int((leveled["level"] >= CLOSE_LEVEL).sum())
    about = ("collaborative_approach", "close_ties", "Ties at level 3 (coordination) or more")
    if leveled.empty:
        return _not_known(about, "no tie has a level")
    words = f"{close} of {counted_or_no(len(leveled), 'working tie')} at level 3 or more"
    return _of_known(about, close, len(leveled), words, tie_rows(leveled), len(local.inner_ties))


def _mixed_initiatives(local: _Local) -> Signal:
    """Initiatives in which three or more types of organization take part.

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
    words = f"{count} of {counted_or_no(len(mixed), 'initiative')} with three or more types of organization"
    return _of_known(about, count, len(mixed), words, rows_of("initiatives", mixed), len(local.initiatives))


def _members(local: _Local) -> dict[Hashable, frozenset[str]]:
    """Lead and partners, local ones only, of each initiative whose partners are known."""
    table = local.initiatives
    return {
        label: frozenset(local.type_of.keys() & {*partners, lead})
        for label, lead, partners in zip(table.index, texts(table, "lead"), lists(table, "partners"), strict=True)
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


def _shared_skills(local: _Local) -> Signal:
    holders = Counter(skill for _, skill in set(listed(local.organizations, "skills")))
    shared = sum(1 for number in holders.values() if number > 1)
    about = ("knowledge", "shared_skills", "Skills held by two or more organizations")
    if not known(local.organizations, "skills").any():
        return _not_known(about, "no organization has skills on record")
    words = f"{counted_or_no(len(holders), 'skill')} on record, {shared} of them held by two or more organizations"
    return _signal(about, shared, len(holders), words, _filled_rows(local, "skills"))


def _offered_needs(local: _Local) -> Signal:
    organizations = local.organizations
    needs, offers = set(listed(organizations, "needs")), set(listed(organizations, "offers"))
    offering = Counter(resource for _, resource in offers)
    offered = sum(1 for need in needs if offering[need[1]] - (need in offers) > 0)
    about = ("resources", "offered_needs", "Needs that another organization offers to meet")
    for column in ("needs", "offers"):
        if not known(organizations, column).any():
            return _not_known(about, f"no organization has {column} on record")
    words = f"{offered} of {counted_or_no(len(needs), 'need')} offered by someone else, which is not to say met"
    rows = _filled_rows(local, "needs") + _filled_rows(local, "offers")
    return _signal(about, offered, len(needs), words, tuple(dict.fromkeys(rows)))


def _data_and_assets(local: _Local) -> Signal:
    sharing = local.ties[np.array(["shares_data" in kinds for kinds in local.ties["kinds"]], dtype=bool)]
    assets = local.inventory.assets
    held = assets[among(assets, "holder", local.ids)]
    about = ("infrastructure", "data_and_assets", "Organizations that share data or hold an asset")
    if not (known(local.inventory.relationships, "kind").any() or known(assets, "holder").any()):
        return _not_known(about, "no tie has a kind and no asset has a holder")
    found = local.ids & {*sharing["a"], *sharing["b"], *held["holder"]}
    words = f"{len(found)} of {counted_or_no(len(local.ids), 'organization')} sharing data or holding an asset"
    return _signal(about, len(found), len(local.ids), words, tie_rows(sharing) + rows_of("assets", held.index))


def _initiatives_with_assets(local: _Local) -> Signal:
    table = local.initiatives
    cells = dict(zip(table.index, lists(table, "assets"), strict=True))
    named = {label: len(assets) > 0 for label, assets in cells.items() if assets is not None}
    about = ("infrastructure", "initiatives_with_assets", "Initiatives that name an asset they use")
    if not named:
        return _not_known(about, "no initiative says which assets it uses")
    count = sum(named.values())
    of_known = f"{count} of {counted_or_no(len(named), 'initiative')} whose assets are known"
    words = f"{of_known} {'names' if count == 1 else 'name'} one"
    return _of_known(about, count, len(named), words, rows_of("initiatives", named), len(table))


def _agreeing_ties(local: _Local) -> Signal:
    both = local.inner_ties[local.inner_ties["level_a"].notna() & local.inner_ties["level_b"].notna()]
    agreeing = int((both["disagreement"] <= 1).sum())
    about = ("culture_values", "agreeing_ties", "Ties on whose level both ends agree within one")
    if both.empty:
        return _not_known(about, "no tie has a level from both ends")
    words = f"{agreeing} of {counted_or_no(len(both), 'tie')} seen alike by both ends"
    return _of_known(about, agreeing, len(both), words, tie_rows(both), len(local.inner_ties))


def _seats_with_power(local: _Local) -> Signal:
    communities = communities_of(local.inventory)
    seats = current_seats(local.inventory)
    every_seat = seats[among(seats, "organization", local.ids)]
    seats = every_seat[known(every_seat, "held_by_community") & known(every_seat, "power")]
    held = [names is None or communities.any_marginalized(names) for names in lists(every_seat, "held_by_community")]
    possible = every_seat[np.array(held, dtype=bool)]  # theirs, or not known whose
    theirs = possible[possible.index.isin(seats.index)]
    strong = int((numbers(theirs, "power") >= HIGH_POWER).sum())
    about = ("culture_values", "seats_with_power", "Seats of marginalized communities with power 4 or more")
    if "yes" not in communities.marginalized.values():
        return _not_known(about, "no community is marked as marginalized")
    if seats.empty:
        return _not_known(about, "no seat says both who holds it and with what power")
    of_theirs = f"{counted_or_no(len(theirs), 'seat')} held by members of marginalized communities"
    words = f"{strong} of {of_theirs} with power 4 or more"
    return _of_known(about, strong, len(theirs), words, rows_of("seats", seats.index), len(possible))


def _filled_rows(local: _Local, column: str) -> tuple[Row, ...]:
    organizations = local.organizations
    return rows_of("organizations", organizations.index[known(organizations, column)])


def _signal(about: tuple[str, str, str], count: int, base: int, words: str, rows: tuple[Row, ...]) -> Signal:
    return Signal(*about, count, base, words if base else "none on record", rows)


def _of_known(
    about: tuple[str, str, str], count: int, base: int, words: str, rows: tuple[Row, ...], everything: int
) -> Signal:
    """A signal that is known of ``base`` among ``everything`` it asks about; of the rest it says so."""
    unknown = everything - base
    more = f" (not known for {unknown:,} more)" if unknown else ""
    return Signal(*about, count, base, (words if base else "none on record") + more, rows, unknown)


def _not_known(about: tuple[str, str, str], why: str) -> Signal:
    return Signal(*about, None, None, f"not known: {why}")


SIGNALS: tuple[Callable[[_Local], Signal], ...] = (
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
