"""Which organizations of an inventory are likely one, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from components.inventory import Inventory
from components.inventory.progress import (
    Progress,
    Stop,
    collector_paused,
    ignore,
    never_stop,
    progress_of_part,
    report_progress,
)
from components.inventory.text import name_key
from components.matching.candidates import (
    SHARED_BY_FEW,
    Organizations,
    Pair,
    find_pairs_to_judge,
    look_up_organizations,
)
from components.matching.evidence import FAR, NEAR, compare_websites, find_differing_places, tell_apart
from components.matching.names import SPELLINGS, NameForm, Relation, relate_names

_SURE, _LIKELY = 90, 70
"""The scores from which two organizations are almost surely one, and worth a look."""
_COLUMNS = (
    *("first", "second", "first_name", "second_name", "score", "band", "reason"),
    *("relation", "alike", "websites", "metres", "elsewhere", "tied", "first_beside", "second_beside"),
)
# What the relation of the names is worth alone, and the most that it can come to with all evidence.
_WORTH = {
    "same": (96, 100),
    "spelling": (95, 100),
    "order": (90, 98),
    "plural": (88, 98),
    "bracket": (84, 98),
    "misspelled": (85, 97),
    "shortened": (84, 96),
    "initials": (78, 96),
    "light": (76, 96),
    "longer": (62, 88),
    "restyled": (66, 88),
    "unlike": (52, 80),
}
# The most that a name is worth which is another of the two's names, or stands in brackets in it.
_OTHER_NAME = (92, 100)
_IN_BRACKETS = (80, 97)
# Points for and against.
_WEBSITES = {"same": 20, "alike": 7, "different": -16, "": 0}
_NEAR_POINTS, _FAR_POINTS, _TIED_POINTS = 10, -16, -20
_FAR_AND_MISSPELLED = -10
_DOUBTFUL = 88
"""The most that two come to which are at two places or have different websites, or whose names differ by more than
capitals and marks while nothing beside them speaks for one: "Code for Kanazawa" and "Code for Kanagawa" are two."""
_ENOUGH_ALONE = ("same", "spelling")
"""The relations of names that need nothing beside them."""


class _Verdict(NamedTuple):
    """What is made of a pair, and what it rests on."""

    score: int
    relation: str
    phrase: str
    alike: float
    websites: str
    metres: float
    elsewhere: str
    tied: bool


def find_duplicates(
    inventory: Inventory,
    not_the_same: frozenset[frozenset[str]] = frozenset(),
    *,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> pd.DataFrame:
    """Find pairs of organizations that are likely one, and give them best first.

    Columns: ``first``, ``second`` (ids; the first is the one of which more is known), ``first_name``,
    ``second_name``, ``score`` (0–100), ``band`` (``sure``: almost surely one; ``likely``: look at it), ``reason`` (a
    sentence), and what it rests on: ``relation`` (of the names), ``alike`` (0–100, letters of the names that were
    compared), ``websites`` (``same``, ``alike``, ``different`` or empty), ``metres`` (NaN where not known),
    ``elsewhere`` (which written places differ: ``addresses``, ``cities``, both or empty), ``tied`` (whether a tie joins
    the two). ``first_beside`` and ``second_beside`` tell the two apart at sight: what each says where their addresses,
    cities, neighborhoods and websites differ, or the ids of two of one name that differ in none.

    Two at different places are never ``sure``, as they may be branches. sure ⟺ score ≥ 90, and score ≤ 88 where
    d > 200 m (d: the great-circle distance of their coordinates, where both have some) or ``elsewhere`` is not empty.

    Pairs in ``not_the_same`` (of two names, as ``name_key`` makes them) are left out. Only organizations that share
    something rare are compared (a word, a website, initials, a point on the map), so 100,000 take under a minute. The
    scores are the Atlas's own; docs/duplicates.md says how good they are.

    ``stop`` is asked several times a second whether to give up, and ``progress`` told in words what is being done, with
    the share that is behind, from 0 to 1; both in the caller's thread. Raises ``StoppedError`` where ``stop`` says so.
    """
    with collector_paused():
        step = partial(report_progress, stop, progress)
        known = look_up_organizations(inventory, progress_of_part(step, 0.0, 0.3))
        rows = [_row(known, ends, found) for ends, found in _best_verdicts(known, not_the_same, step).items()]
        frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype({"score": int, "metres": float, "alike": float})
        return frame.sort_values(["score", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _best_verdicts(
    known: Organizations, not_the_same: frozenset[frozenset[str]], step: Progress
) -> dict[tuple[int, int], _Verdict]:
    """Give the best verdict on each pair that is worth a look, by the positions of the two, the smaller first."""
    apart = _find_apart(known, not_the_same)
    best: dict[tuple[int, int], _Verdict] = {}
    for pair in find_pairs_to_judge(known, step):
        ends = _ends(known.forms[pair.one].owner, known.forms[pair.other].owner)
        found = None if ends in apart else _judge(known, pair)
        if found and found.score >= max(_LIKELY, best[ends].score + 1 if ends in best else 0):
            best[ends] = found
    return best


def _find_apart(known: Organizations, pairs: frozenset[frozenset[str]]) -> set[tuple[int, int]]:
    """Find the pairs of positions that a person said are not the same, by any of their names."""
    owners: dict[str, set[int]] = defaultdict(set)
    names = {name for pair in pairs for name in pair}
    for form in known.forms if names else ():
        if name_key(form.text) in names:
            owners[name_key(form.text)].add(form.owner)
    found = set()
    for pair in filter(None, pairs):
        one, other = min(pair), max(pair)  # the same where two organizations share a name
        found |= {_ends(left, right) for left in owners[one] for right in owners[other] if left != right}
    return found


def _ends(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


# What is made of a pair


def _judge(known: Organizations, pair: Pair) -> _Verdict | None:
    """Judge a pair, and give the verdict; None where the names tell the two apart."""
    one, other = known.forms[pair.one], known.forms[pair.other]
    found = relate_names(one, other)
    if found.kind == "apart":
        return None
    (worth, most), phrase = _rate_names(known, one, other, found)
    websites = compare_websites(known.websites[one.owner], known.websites[other.owner])
    is_crowded, shared_by = known.in_crowd[one.owner], known.shared_by[known.websites[one.owner]]
    elsewhere = find_differing_places(known.places, one.owner, other.owner)
    is_tied = frozenset((known.ids[one.owner], known.ids[other.owner])) in known.tied
    # Two cities apart, a letter may well make another name.
    far_points = _FAR_POINTS + _FAR_AND_MISSPELLED * (found.kind == "misspelled")
    distance = (0 if is_crowded else _NEAR_POINTS) if pair.metres <= NEAR else far_points if pair.metres > FAR else 0
    score = worth + _rate_websites(websites, shared_by) + distance
    do_meet = (websites == "same" and shared_by == 2) or (pair.metres <= NEAR and not is_crowded)
    is_doubtful = websites == "different" or pair.metres > NEAR or bool(elsewhere)
    is_doubtful |= found.kind not in _ENOUGH_ALONE and not do_meet
    score = min(most, score, _DOUBTFUL if is_doubtful else 100) + _TIED_POINTS * is_tied
    return _Verdict(score, found.kind, phrase, pair.alike, websites, pair.metres, elsewhere, is_tied)


def _rate_names(known: Organizations, one: NameForm, other: NameForm, found: Relation) -> tuple[tuple[int, int], str]:
    """Give what two names are worth alone and at most, and a sentence's beginning that says how they relate."""
    worth, kinds = _WORTH[found.kind], {one.kind, other.kind} - {"name"}
    if found.kind not in SPELLINGS or not kinds:
        return worth, found.phrase
    form = other if other.kind != "name" else one
    name = known.names[form.owner]
    if "in brackets" in kinds:
        return (min(worth[0], _IN_BRACKETS[0]), _IN_BRACKETS[1]), f"“{form.text}” stands in the name “{name}”"
    what = "another name" if form.kind == "alias" else "a former name"
    return (min(worth[0], _OTHER_NAME[0]), worth[1]), f"“{form.text}” is {what} of “{name}”"


def _rate_websites(websites: str, shared_by: int) -> int:
    if websites == "same":
        return {2: _WEBSITES["same"], SHARED_BY_FEW: _WEBSITES["same"] // 2}.get(shared_by, 0)
    return _WEBSITES[websites]


# In words


def _row(known: Organizations, ends: tuple[int, int], found: _Verdict) -> tuple[Any, ...]:
    first, second = sorted(ends, key=lambda position: (-known.filled[position], position))
    names = [known.names[first], known.names[second]]
    beside = tell_apart(known.at_sight, first, second)
    if name_key(names[0]) == name_key(names[1]):
        beside = beside[0] or f"id {known.ids[first]}", beside[1] or f"id {known.ids[second]}"
    return (
        *(known.ids[first], known.ids[second], *names, found.score, "sure" if found.score >= _SURE else "likely"),
        "; ".join([found.phrase, *_say_evidence(found)]) + ".",
        *(found.relation, round(found.alike), found.websites, found.metres, found.elsewhere, found.tied),
        *beside,
    )


def _say_evidence(found: _Verdict) -> Iterator[str]:
    if found.websites:
        words = {"same": "the same website", "alike": "websites are alike", "different": "different websites"}
        yield words[found.websites]
    if not np.isnan(found.metres):
        yield _say_distance(found.metres)
    if found.elsewhere:
        yield f"different {found.elsewhere}"
    if found.relation in _ENOUGH_ALONE and (found.metres > NEAR or found.elsewhere):
        yield "may be branches"
    if found.tied:
        yield "a tie joins the two"


def _say_distance(metres: float) -> str:
    if metres < 1:
        return "at the same point"
    whole = round(metres)
    return f"{whole} m apart" if whole < 1000 else f"{metres / 1000:,.{int(whole < 9950)}f} km apart"
