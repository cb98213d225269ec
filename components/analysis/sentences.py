"""The sentences that each view computes from the data, as one would say them aloud in a room.

They give counts, not percents, and say what is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from components.analysis.columns import Ints, is_among, is_known
from components.analysis.coverage import NEEDS, measure_coverage
from components.analysis.local_part import count_unknown_scopes, find_missing_types, local_organizations
from components.analysis.network import NetworkSummary, are_ties_known, network_summary
from components.analysis.perceived_strength import THIN_UNDER, element_strength, newest_ratings
from components.analysis.representation import Presence, find_presence
from components.analysis.ties import ties, working_pairs
from components.inventory import Inventory
from components.inventory.text import counted, counted_or_no, join_names, slug, with_capital

NOBODY = "No organization is on record here."
_FEW_ELEMENTS = 3  # elements that are named one by one
_FEW_TYPES = 2  # types of key player; where more are missing, they are counted and not named


def describe_overview(inventory: Inventory, whole: Inventory | None = None) -> str:
    """Say how many organizations and ties are on record, and which types of key player are missing.

    "64 organizations, 73 working ties. Our sources name no tech companies; are there any?" ``whole``: the inventory
    before its filters: "You see 23 of St. Louis's 64 organizations, with 15 working ties among them. …"
    """
    if not len(inventory.organizations):
        return NOBODY
    is_part = whole is not None and whole is not inventory
    first = _part_words(inventory, whole) if is_part and whole is not None else _whole_words(inventory)
    return " ".join(filter(None, (first, _types_words(inventory, is_part))))


def _whole_words(inventory: Inventory) -> str:
    organizations = counted(len(inventory.organizations), "organization")
    if not are_ties_known(inventory):
        return f"{organizations} on record. Who works with whom is not known."
    return f"{organizations}, {counted_or_no(len(working_pairs(inventory)), 'working tie')}."


def _part_words(inventory: Inventory, whole: Inventory) -> str:
    city = whole.about("city")
    among = counted(len(whole.organizations), "organization")
    count = len(inventory.organizations)
    sentence = f"You see {count:,} of {f'{city}’s ' if city else ''}{among}"
    if not are_ties_known(inventory, whole):
        return f"{sentence}. Who works with whom is not known."
    ties_here, possible = len(working_pairs(inventory)), len(_ties_among(inventory, whole))
    if ties_here < possible:  # a filter of ties is on
        return f"{sentence}, with {ties_here:,} of the {counted(possible, 'working tie')} among them."
    return f"{sentence}, with {counted_or_no(ties_here, 'working tie')} among them."


def _ties_among(inventory: Inventory, whole: Inventory) -> Ints:
    """Keep the working ties of ``whole`` whose two ends are in view."""
    pairs = working_pairs(whole)
    shown = is_among(whole.organizations, "id", frozenset(inventory.organizations["id"].tolist()))
    chosen: Ints = pairs[shown[pairs].all(axis=1)]
    return chosen


def _types_words(inventory: Inventory, is_part: bool) -> str:
    """Say which of the six types of key player are on record, of local organizations."""
    missing = find_missing_types(inventory)
    if missing is None:
        return f"We don't know what types of key player {'they are' if len(inventory.organizations) > 1 else 'it is'}."
    if not missing:
        return "All six types of key player are here."
    if is_part or len(missing) > _FEW_TYPES:
        found = 6 - len(missing)
        return f"{found or 'None'} of the six types of key player {'is' if found == 1 else 'are'} here."
    return f"Our sources name no {' and no '.join(missing)}; are there any?"


def describe_network(
    inventory: Inventory, summary: NetworkSummary | None = None, *, whole: Inventory | None = None
) -> str:
    """Say how far organizations are connected, and of how many ties it is not known whether they are still alive.

    "43 of 64 organizations form one network. 14 more are tied in smaller groups, and 7 have no working tie on record.
    We don't know which of the 73 ties are still alive." ``whole``: the inventory before its filters; ties to those out
    of view are not counted, and that is said.
    """
    summary = network_summary(inventory, whole=whole) if summary is None else summary
    if not summary.organizations:
        return NOBODY
    is_part = whole is not None and len(whole.organizations) > summary.organizations
    is_of_filter = whole is not None and summary.ties < len(_ties_among(inventory, whole))
    if not summary.ties:
        return _no_ties_words(inventory, summary.organizations, are_ties_known(inventory, whole), is_part, is_of_filter)
    sentences = [
        _network_words(summary, is_part, is_of_filter),
        _outside_words(summary, is_part, is_of_filter),
        _still_alive_words(summary),
    ]
    return " ".join(filter(None, sentences))


def _no_ties_words(inventory: Inventory, count: int, are_known: bool, is_part: bool, is_of_filter: bool) -> str:
    whom = f"{'this' if count == 1 else 'these'} {counted(count, 'organization')}"
    if not are_known:
        return f"Nobody has recorded yet who works with whom among {whom}."
    others = ties(inventory)["status"].value_counts().to_dict() if is_of_filter else {}
    verbs = {"lapsed": ("has lapsed", "have lapsed"), "wanted": ("is wanted", "are wanted")}
    said = [f"{counted(int(others[word]), 'tie')} {verbs[word][others[word] != 1]}" for word in verbs if word in others]
    if said:
        return f"{with_capital(join_names(said))}. None of the ties in view is a working one."
    among = whom if is_part else counted(count, "organization")
    return f"No working tie {'that fits the filters ' if is_of_filter else ''}is on record among {among}."


def _network_words(summary: NetworkSummary, is_part: bool, is_of_filter: bool) -> str:
    """Say how many organizations the largest connected part joins."""
    count, largest = summary.organizations, summary.largest_component or 0
    how_many = f"All {count:,}" if largest == count else f"{largest:,} of {'these ' if is_part else ''}{count:,}"
    by = " through the ties you ask for" if is_of_filter else ""
    return f"{how_many} organizations form one network{by}."


def _outside_words(summary: NetworkSummary, is_part: bool, is_of_filter: bool) -> str:
    """Say how many organizations are tied in smaller parts, and how many have no working tie."""
    isolates = summary.isolates or 0
    smaller = summary.organizations - isolates - (summary.largest_component or 0)
    said = []
    if smaller:
        said.append(f"{smaller:,} more are tied in smaller groups")
    if isolates:
        such, others = "such " if is_of_filter else "", " with the others" if is_part else ""
        said.append(f"{isolates:,} {'has' if isolates == 1 else 'have'} no {such}working tie on record{others}")
    return f"{', and '.join(said)}." if said else ""


def _still_alive_words(summary: NetworkSummary) -> str:
    unknown, everything = summary.currency_unknown, summary.ties
    if not unknown:
        return ""
    if unknown == everything:
        whether = f"which of the {everything:,} ties are" if everything > 1 else "whether the one tie is"
        return f"We don't know {whether} still alive."
    return (
        f"We don't know whether {unknown:,} of the {everything:,} ties {'is' if unknown == 1 else 'are'} still alive."
    )


def describe_strength(inventory: Inventory, strength: pd.DataFrame | None = None) -> str:
    """Say which element people rate strongest and weakest, and how many people were asked.

    "16 people rate collaborative approach strongest, 4.2 of 5, and key players weakest, 1.8 of 5." ``strength`` is
    ``element_strength(inventory)`` where it is at hand.
    """
    strength = element_strength(inventory) if strength is None else strength
    rated = strength[strength["score"].notna()].sort_values("score", ascending=False, kind="stable")
    if rated.empty:
        return "Nobody has yet been asked how strong the six elements are here."
    unrated = len(strength) - len(rated)
    unknown = f" {unrated} of the 6 elements {'is' if unrated == 1 else 'are'} not rated." if unrated else ""
    return f"{_raters_words(inventory)} {_extremes(rated)}.{unknown}"


def _raters_words(inventory: Inventory) -> str:
    """Say who rates, with the verb: few raters are said to be few."""
    raters = len({rating.rater for rating in newest_ratings(inventory)})
    if not raters:
        return "People who are not named rate"
    people = f"{raters:,} {'person rates' if raters == 1 else 'people rate'}"
    return f"Only {people}" if raters < THIN_UNDER else people


def _extremes(rated: pd.DataFrame) -> str:
    """Name the strongest and the weakest, with their scores as people read them: to one decimal."""
    scores, labels = rated["score"].map("{:.1f}".format).tolist(), rated["label"].str.lower().tolist()
    if len(labels) == 1:
        return f"{labels[0]}, at {scores[0]} of 5"
    if scores[0] == scores[-1]:
        return f"{len(labels)} elements, each at {scores[0]} of 5"
    strongest = [label for label, score in zip(labels, scores, strict=True) if score == scores[0]]
    weakest = [label for label, score in zip(labels, scores, strict=True) if score == scores[-1]]
    if len(strongest) + len(weakest) == len(labels) > _FEW_ELEMENTS:  # two scores: the larger group needs no names
        groups = ((weakest, scores[-1]), (strongest, scores[0]))
        (few, score), (many, other) = sorted(groups, key=lambda group: len(group[0]))
        return f"{join_names(few)} {score} of 5, and the other {len(many)} elements {other}"
    weakest_words = f"{join_names(weakest)} weakest, at {scores[-1]} of 5"
    return f"{join_names(strongest)} strongest, at {scores[0]} of 5, and {weakest_words}"


def describe_observed_base(inventory: Inventory) -> str:
    """Say what is counted over: "Counted over 40 local or regional organizations."."""
    local = local_organizations(inventory)
    unknown = count_unknown_scopes(local)
    base = f"Counted over {counted_or_no(len(local), 'local or regional organization')}"
    if not unknown:
        return f"{base}."
    return f"{base}. We don't know the scope of {unknown}; {'it counts' if unknown == 1 else 'they count'} as local."


def describe_representation(inventory: Inventory, communities: Collection[str] = ()) -> str:
    """Say how many of the communities on record, or of those chosen, are served, lead, and hold a seat.

    "Our sources name 14 communities: all are served. No source says who leads or who has a seat."; of one community:
    "Black residents lead 23 organizations, are served by 46 and hold 12 seats."
    """
    found = find_presence(inventory)
    chosen = {slug(community) for community in communities}
    names = [name for name in found.communities.names if not chosen or slug(name) in chosen]
    if not names:
        return "Our sources name no community, so nobody can tell who is represented."
    told, unknown = _describe_community(found, names[0]) if len(chosen) == 1 else _describe_all(found, names)
    return f"{told}.{_no_source_says(unknown)}"


def describe_known_communities(inventory: Inventory) -> str:
    """Say of how many organizations it is known whom they serve, be it by an initiative, and who leads them."""
    found = find_presence(inventory)
    serves, leads = (
        len(known.union(*labels.values()))
        for known, labels in ((found.serves_known, found.serves), (found.leads_known, found.leads))
    )
    return f"Whom they serve is known of {serves or 'none'}, and who leads them of {leads or 'none'}."


def _describe_all(found: Presence, names: Sequence[str]) -> tuple[str, list[str]]:
    """Say how many of some communities are served, lead and have a seat, and name what is not known of them."""
    ways = {
        "who is served": (found.serves, ("is served", "are served")),
        "who leads": (found.leads, ("leads an organization", "lead an organization")),
        "who has a seat": (found.held, ("has a seat at a table", "have a seat at a table")),
    }
    told = []
    unknown = _unknown_ways(found, names)
    for way, (labels, verbs) in ways.items():
        count = sum(1 for name in names if labels[name])
        if way not in unknown:
            told.append(f"{'all' if count == len(names) > 1 else count or 'none'} {verbs[count > 1]}")
    sentence = f"Our sources name {counted(len(names), 'community', 'communities')}"
    return f"{sentence}: {join_names(told)}" if told else sentence, unknown


def _describe_community(found: Presence, name: str) -> tuple[str, list[str]]:
    """Say how many organizations one community leads, how many serve it and how many seats it holds."""
    serves, leads, holds = (len(set(labels[name])) for labels in (found.serves, found.leads, found.held))
    words = {
        "who leads": f"lead {counted_or_no(leads, 'organization')}",
        "who is served": f"are served by {serves:,}" if serves else "are served by none",
        "who has a seat": f"hold {counted_or_no(holds, 'seat')}",
    }
    unknown = _unknown_ways(found, [name])
    told = [each for way, each in words.items() if way not in unknown]
    if "who leads" in unknown and told:  # what the number counts was said with who leads
        told[0] = told[0].replace(f"by {serves:,}", f"by {counted(serves, 'organization')}")
    if not told:
        return f"Our sources name {name}", unknown
    return f"{with_capital(name)} {join_names(told)}", unknown


def _unknown_ways(found: Presence, names: Sequence[str]) -> list[str]:
    """Name what no source says of these communities: who is served, who leads, who has a seat."""
    is_known_of = {
        "who is served": bool(found.serves_known) or any(found.serves[name] for name in names),
        "who leads": bool(found.leads_known) or any(found.leads[name] for name in names),
        "who has a seat": bool(is_known(found.seats, "held_by_community").any()),
    }
    return [way for way, is_way_known in is_known_of.items() if not is_way_known]


def _no_source_says(unknown: Sequence[str]) -> str:
    return f" No source says {', or '.join(unknown)}." if unknown else ""


def describe_inventory(inventory: Inventory) -> str:
    """Say how much of what the views need is on record, and what to ask for next.

    "We have 7 of the 21 facts that the pictures need, and 5 more in part. Ask next who leads organizations, how close
    ties are and 7 more." What a table without rows would tell is missing too, so that every city is counted alike.
    """
    needs = measure_coverage(inventory)
    full, part = (int((needs["state"] == state).sum()) for state in ("known", "little known"))
    also = f", and {part} more in part" if part else ""
    sentence = f"We have {full or 'none'} of the {len(NEEDS)} facts that the pictures need{also}."
    missing = needs.loc[needs["state"] == "not on record", "tells"].tolist()
    missing += [tells for _, table, column, tells in NEEDS if column and inventory.tables[table].empty]
    return f"{sentence} Ask next {join_names(missing)}." if missing else sentence
