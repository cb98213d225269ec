"""The sentences that each view computes from the data. They give counts, not percents, and say what is not known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from components.analysis.columns import Ints, is_among, is_known
from components.analysis.coverage import measure_coverage
from components.analysis.local_part import count_key_player_types, count_unknown_scopes, local_organizations
from components.analysis.network import NetworkSummary, are_ties_known, network_summary
from components.analysis.perceived_strength import THIN_UNDER, element_strength, newest_ratings
from components.analysis.representation import Presence, find_presence
from components.analysis.signals import FRAMEWORK_TYPES
from components.analysis.ties import working_pairs
from components.inventory import Inventory
from components.inventory.text import counted, counted_or_no, join_names, slug, with_capital

NOBODY = "No organization is on record here."


def describe_overview(inventory: Inventory, whole: Inventory | None = None) -> str:
    """Say how many organizations, ties and types of key player are on record; with ``whole``, how many of it.

    "St. Louis has 52 organizations on record, with 61 working ties and 5 of the 6 types of key player."
    "23 of St. Louis's 52 organizations are in view, with 15 working ties on record among them and …"
    """
    if not len(inventory.organizations):
        return NOBODY
    parts = [_ties_words(inventory, whole), _types_words(inventory)]
    told = " and ".join(words for words in parts if words)
    asked = ("who works with whom", "what types of key player they are")
    unknown = [name for name, words in zip(asked, parts, strict=True) if not words]
    sentence = _organizations_words(inventory, whole) + (f", with {told}" if told else "")
    return f"{sentence}{_unknown_words(unknown)}."


def _organizations_words(inventory: Inventory, whole: Inventory | None) -> str:
    count = len(inventory.organizations)
    if whole is None or whole is inventory:
        return f"{inventory.about('city') or 'This inventory'} has {counted_or_no(count, 'organization')} on record"
    of_whom = f"{whole.about('city') or 'this inventory'}'s {counted(len(whole.organizations), 'organization')}"
    return f"{count:,} of {of_whom} {'is' if count == 1 else 'are'} in view"


def _ties_words(inventory: Inventory, whole: Inventory | None) -> str:
    if not are_ties_known(inventory, whole):
        return ""
    count = len(working_pairs(inventory))
    if whole is None or whole is inventory:
        return counted_or_no(count, "working tie")
    possible = len(_ties_among(inventory, whole))
    if count < possible:  # a filter of ties is on
        return f"{count:,} of the {counted(possible, 'working tie')} on record among them"
    return f"{counted_or_no(count, 'working tie')} on record among them"


def _ties_among(inventory: Inventory, whole: Inventory) -> Ints:
    """Keep the working ties of ``whole`` whose two ends are in view."""
    pairs = working_pairs(whole)
    shown = is_among(whole.organizations, "id", frozenset(inventory.organizations["id"].tolist()))
    chosen: Ints = pairs[shown[pairs].all(axis=1)]
    return chosen


def _types_words(inventory: Inventory) -> str:
    types = count_key_player_types(inventory)
    if types is None:
        return ""
    return f"{'all 6' if types == FRAMEWORK_TYPES else f'{types} of the 6'} types of key player"


def describe_network(
    inventory: Inventory, summary: NetworkSummary | None = None, *, whole: Inventory | None = None
) -> str:
    """Say how far organizations are connected, and of how many ties it is not known whether they are still active.

    "61 working ties connect 44 of 52 organizations, 40 of them in the largest group; 8 have no working tie on record."
    ``whole``: the inventory before its filters; ties to those out of view are not counted, and that is said.
    """
    summary = network_summary(inventory, whole=whole) if summary is None else summary
    count, isolates = summary.organizations, summary.isolates or 0
    if not count:
        return NOBODY
    narrower = whole is not None and len(whole.organizations) > count
    such = "such " if whole is not None and summary.ties < len(_ties_among(inventory, whole)) else ""
    if not summary.ties:
        return _no_ties_words(count, are_ties_known(inventory, whole), narrower, bool(such))
    connected = count - isolates
    verb = "connects" if summary.ties == 1 else "connect"
    sentence = f"{counted_or_no(summary.ties, 'working tie')} {verb} {connected:,} of {count:,} organizations"
    sentence += (" with one another" if narrower else "") + _groups_words(summary, connected)
    if isolates:
        others = " with the others" if narrower else ""
        sentence += f"; {isolates:,} {'has' if isolates == 1 else 'have'} no {such}working tie on record{others}"
    return f"{sentence}.{_still_active_words(summary)}"


def _no_ties_words(count: int, known_ties: bool, narrower: bool, of_filter: bool) -> str:
    whom = counted_or_no(count, "organization")
    if not known_ties:
        return f"No working tie is on record among {whom}: who works with whom is not known."
    among_whom = f"{'this' if count == 1 else 'these'} {whom}" if narrower else whom
    asked = " that the filters ask for" if of_filter else ""
    return f"No working tie{asked} is on record among {among_whom}."


def _groups_words(summary: NetworkSummary, connected: int) -> str:
    if summary.largest_component == connected:
        return ", all in one group"
    return f", {summary.largest_component:,} of them in the largest group"


def _still_active_words(summary: NetworkSummary) -> str:
    if not summary.currency_unknown:
        return ""
    return f" Whether they are still active is not known for {summary.currency_unknown:,} of {summary.ties:,}."


def describe_strength(inventory: Inventory) -> str:
    """Say which element people rate strongest and weakest, and how many raters say so.

    "Of 6 elements rated, the strongest is knowledge (4.2 of 5) and the weakest resources (2.1 of 5), by 12 raters."
    """
    strength = element_strength(inventory)
    rated = strength[strength["score"].notna()].sort_values("score", ascending=False, kind="stable")
    if rated.empty:
        return "No one has rated the six elements on record: how strong people think they are is not known."
    raters = newest_ratings(inventory)["rater"].nunique()
    told = f"by {counted_or_no(raters, 'rater')}" + (", which is thin evidence" if raters < THIN_UNDER else "")
    unrated = len(strength) - len(rated)
    unknown = f" {unrated} of 6 elements {'is' if unrated == 1 else 'are'} not rated." if unrated else ""
    return f"{_extremes(rated)}, {told}.{unknown}"


def _extremes(rated: pd.DataFrame) -> str:
    """Name the strongest and the weakest, with their scores as people read them: to one decimal."""
    scores, labels = rated["score"].map("{:.1f}".format).tolist(), rated["label"].str.lower().tolist()
    if len(labels) == 1:
        return f"The one element rated is {labels[0]} ({scores[0]} of 5)"
    if scores[0] == scores[-1]:
        return f"All {len(labels)} elements rated stand at {scores[0]} of 5"
    strongest = [label for label, score in zip(labels, scores, strict=True) if score == scores[0]]
    weakest = [label for label, score in zip(labels, scores, strict=True) if score == scores[-1]]
    return (
        f"Of {len(labels)} elements rated, the strongest {'is' if len(strongest) == 1 else 'are'}"
        f" {join_names(strongest)} ({scores[0]} of 5) and the weakest {join_names(weakest)} ({scores[-1]} of 5)"
    )


def describe_observed_base(inventory: Inventory) -> str:
    """Say what observed signals are counted over: "Counted over 40 local or regional organizations."."""
    local = local_organizations(inventory)
    unknown = count_unknown_scopes(local)
    base = f"Counted over {counted_or_no(len(local), 'local or regional organization')}"
    return f"{base}; the scope of {unknown} is not known, and they count as local." if unknown else f"{base}."


def describe_representation(inventory: Inventory, communities: Collection[str] = ()) -> str:
    """Say how many of the communities on record, or of those chosen, are served, lead, and hold a seat.

    "Of 12 communities on record, 10 are served, 7 lead an organization and 4 hold a seat at a table."; of one
    community: "Black residents: 46 organizations serve them, 23 are led by them and 12 seats are held by them."
    """
    found = find_presence(inventory)
    chosen = {slug(community) for community in communities}
    names = [name for name in found.communities.names if not chosen or slug(name) in chosen]
    if not names:
        return "No community is on record: who is represented is not known."
    if len(chosen) == 1:
        return _describe_community(found, names[0])
    told, unknown = _presence_words(found, names)
    sentence = f"Of {counted_or_no(len(names), 'community', 'communities')} on record, {join_names(told)}"
    if not told:
        sentence = f"{with_capital(counted_or_no(len(names), 'community is', 'communities are'))} on record"
    return f"{sentence}{_unknown_words(unknown)}."


def _presence_words(found: Presence, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Say how many of some communities are served, lead and hold a seat, and name what is not known of them."""
    is_served_known = bool(found.serves_known) or any(found.serves.values())
    ways = {
        "who is served": (found.serves, ("is served", "are served"), is_served_known),
        "who leads": (found.leads, ("leads an organization", "lead an organization"), bool(found.leads_known)),
        "who holds seats": (found.held, ("holds a seat at a table", "hold a seat at a table"), _is_held_known(found)),
    }
    told = [
        f"{count or 'none'} {verbs[count != 1 and count > 0]}"
        for labels, verbs, is_way_known in ways.values()
        if is_way_known
        for count in [sum(1 for name in names if labels[name])]
    ]
    return told, [name for name, (_, _, is_way_known) in ways.items() if not is_way_known]


def _describe_community(found: Presence, name: str) -> str:
    serves, leads, holds = (len(set(labels[name])) for labels in (found.serves, found.leads, found.held))
    verbs = ("serves" if serves == 1 else "serve", *("is" if count == 1 else "are" for count in (leads, holds)))
    words = {
        "who is served": f"{counted_or_no(serves, 'organization')} {verbs[0]} them",
        "who leads": f"{leads or 'none'} {verbs[1]} led by them",
        "who holds seats": f"{counted_or_no(holds, 'seat')} {verbs[2]} held by them",
    }
    are_known = (bool(found.serves_known) or serves > 0, bool(found.leads_known) or leads > 0, _is_held_known(found))
    told = [each for each, is_way_known in zip(words.values(), are_known, strict=True) if is_way_known]
    unknown = [each for each, is_way_known in zip(words, are_known, strict=True) if not is_way_known]
    return f"{': '.join(filter(None, (with_capital(name), join_names(told))))}{_unknown_words(unknown)}."


def _is_held_known(found: Presence) -> bool:
    return bool(is_known(found.seats, "held_by_community").any())


def _unknown_words(unknown: Sequence[str]) -> str:
    return f"; not known: {join_names(unknown)}" if unknown else ""


def describe_inventory(inventory: Inventory) -> str:
    """Say how much of what the views need is on record, and what is missing first of all.

    "Of 21 tables and columns that the views need, 14 are filled for half or more; not known at all: …"
    """
    needs = measure_coverage(inventory)
    full = int((needs["state"] == "known").sum())
    filled = f"{full or 'none'} {'is' if full == 1 else 'are'} filled for half or more"
    sentence = f"Of {len(needs)} tables and columns that the views need, {filled}"
    missing = needs.loc[needs["state"] == "not on record", "tells"].tolist()
    return f"{sentence}; not known at all: {join_names(missing)}." if missing else f"{sentence}."
