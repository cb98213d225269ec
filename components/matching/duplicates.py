"""Find the organizations of an inventory that are likely one, and say why."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from components.collector import collector_paused
from components.inventory import Inventory
from components.inventory.progress import Progress, ignore
from components.inventory.text import name_key
from components.matching.candidates import (
    SHARED_BY_FEW,
    Organizations,
    compare_websites,
    contrast_cells,
    do_places_differ,
    find_pairs_to_judge,
    look_up_organizations,
    measure_distance,
)
from components.matching.names import SPELLINGS, NameForm, Relation, relate_names

_SURE, _LIKELY = 90, 70  # the scores from which two organizations are almost surely one, and worth a look
_COLUMNS = ["first", "second", "first_name", "second_name", "score", "band", "reason", "relation"]
_COLUMNS += ["first_beside", "second_beside"]
# The score that the relation of two names gives alone, and the most that it can reach with all other evidence.
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
_OTHER_NAME = 92  # the most that a spelling gives alone where it is an alias or a former name
_IN_BRACKETS = (80, 97)  # where it stands in brackets in a name: alone, and with all other evidence
# Points for and against.
_WEBSITES = {"same": 20, "alike": 7, "different": -16, "": 0}
_NEAR_POINTS, _FAR_POINTS, _TIED_POINTS = 10, -16, -20
_FAR_AND_MISSPELLED = -10
# The highest score of two at different places or with different websites, or of names that differ by more than capitals
# and marks without other evidence that they are one: "Code for Kanazawa" and "Code for Kanagawa" are two.
_DOUBTFUL = 88
_ENOUGH_ALONE = ("same", "spelling")  # relations of names that need no further evidence
# Metres within which two points are one address (docs/duplicates.md says why), and beyond which not in one city.
_NEAR, _FAR = 200.0, 50_000.0


class _Verdict(NamedTuple):
    score: int
    band: str
    reason: str
    relation: str


def find_duplicates(
    inventory: Inventory, not_the_same: frozenset[frozenset[str]] = frozenset(), *, progress: Progress = ignore
) -> pd.DataFrame:
    """Find pairs of organizations that are likely one, and give them best first.

    Columns: ``first``, ``second`` (ids; the first is the one about which more is known), ``first_name``,
    ``second_name``, ``score`` (0–100), ``band`` (``sure``: almost surely one; ``likely``: look at it), ``reason`` (a
    sentence), ``relation`` (of the names). ``first_beside`` and ``second_beside`` show at a glance how the two
    differ: in address, city, neighborhoods or website. Two of one name that differ in none of these have their ids.

    Two at different places are never ``sure``, as they may be branches: the score is 88 at most where d > 200 m (d: the
    great-circle distance of their coordinates) or written places differ. docs/duplicates.md says how good the scores
    are. Pairs in ``not_the_same`` (of two names, as ``name_key`` makes them) are left out.
    """
    with collector_paused():
        known = look_up_organizations(inventory, progress)
        are_apart = _make_apart_test(known, not_the_same)
        best: dict[tuple[int, int], _Verdict] = {}
        for one, other in find_pairs_to_judge(known, progress):
            ends = min(one.owner, other.owner), max(one.owner, other.owner)
            found = None if are_apart(*ends) else _judge_names(known, one, other)
            if found and found.score >= max(_LIKELY, best[ends].score + 1 if ends in best else 0):
                best[ends] = found
        rows = [_make_row(known, ends, found) for ends, found in best.items()]
        frame = pd.DataFrame(rows, columns=_COLUMNS).astype({"score": int})
        return frame.sort_values(["score", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _make_apart_test(known: Organizations, pairs: frozenset[frozenset[str]]) -> Callable[[int, int], bool]:
    """Make the function that says whether a person decided, by any of their names, that two are not the same."""
    judged = {name for pair in pairs for name in pair}
    names_of: dict[int, set[str]] = defaultdict(set)
    for form in known.forms if judged else ():
        if (name := name_key(form.text)) in judged:
            names_of[form.owner].add(name)
    return lambda one, other: any(
        frozenset((name, another)) in pairs for name in names_of.get(one, ()) for another in names_of.get(other, ())
    )


def _judge_names(known: Organizations, one: NameForm, other: NameForm) -> _Verdict | None:
    """Judge by two names whether their organizations are one; None where the names show that they are two."""
    found = relate_names(one, other)
    if found is None:
        return None
    (worth, most), phrase = _rate_names(known, one, other, found)
    first, second = one.owner, other.owner
    websites = compare_websites(known.websites[first], known.websites[second])
    shared_by = known.shared_by[known.websites[first]] if websites == "same" else 0
    metres = measure_distance(known.points[first], known.points[second])
    is_near = metres <= _NEAR and not known.is_in_crowd(first)
    is_elsewhere = any(do_places_differ(cells[first], cells[second]) for cells in known.place_columns)
    is_tied = frozenset((known.ids[first], known.ids[second])) in known.tied_pairs
    score = worth + _NEAR_POINTS * is_near
    if websites != "same" or shared_by <= SHARED_BY_FEW:
        score += _WEBSITES[websites] // (2 if shared_by == SHARED_BY_FEW else 1)
    if metres > _FAR:
        # In two cities, names that differ by a letter may well be two names.
        score += _FAR_POINTS + _FAR_AND_MISSPELLED * (found.kind == "misspelled")
    is_doubtful = websites == "different" or metres > _NEAR or is_elsewhere
    is_doubtful |= found.kind not in _ENOUGH_ALONE and not (is_near or shared_by == 2)
    score = min(most, score, _DOUBTFUL if is_doubtful else 100) + _TIED_POINTS * is_tied
    may_be_branches = found.kind in _ENOUGH_ALONE and (metres > _NEAR or is_elsewhere)
    evidence = _word_evidence(websites, metres, is_elsewhere, may_be_branches, is_tied)
    reason = "; ".join([phrase, *evidence]) + "."
    return _Verdict(score, "sure" if score >= _SURE else "likely", reason, found.kind)


def _rate_names(known: Organizations, one: NameForm, other: NameForm, found: Relation) -> tuple[tuple[int, int], str]:
    """Give the score of two names alone and at most, and the beginning of a sentence that says how they relate."""
    worth, kinds = _WORTH[found.kind], {one.kind, other.kind} - {"name"}
    if found.kind not in SPELLINGS or not kinds:
        return worth, found.phrase
    form = other if other.kind != "name" else one
    name = known.names[form.owner]
    if "in brackets" in kinds:
        return (min(worth[0], _IN_BRACKETS[0]), _IN_BRACKETS[1]), f"“{form.text}” stands in the name “{name}”"
    what = "another name" if form.kind == "alias" else "a former name"
    return (min(worth[0], _OTHER_NAME), worth[1]), f"“{form.text}” is {what} of “{name}”"


def _word_evidence(
    websites: str, metres: float, is_elsewhere: bool, may_be_branches: bool, is_tied: bool
) -> Iterator[str]:
    if websites:
        yield {"same": "the same website", "alike": "websites are alike", "different": "different websites"}[websites]
    if metres < 1:
        yield "at the same point"
    elif not math.isnan(metres):
        whole = round(metres)
        yield f"{whole} m apart" if whole < 1000 else f"{metres / 1000:,.{int(whole < 9950)}f} km apart"
    if is_elsewhere:
        yield "different addresses"
    if may_be_branches:
        yield "may be branches"
    if is_tied:
        yield "a tie joins the two"


def _make_row(known: Organizations, ends: tuple[int, int], found: _Verdict) -> tuple[Any, ...]:
    first, second = sorted(ends, key=lambda position: (-known.filled[position], position))
    names = known.names[first], known.names[second]
    beside = contrast_cells(known.distinguishing_columns, first, second)
    if name_key(names[0]) == name_key(names[1]):
        beside = beside[0] or f"id {known.ids[first]}", beside[1] or f"id {known.ids[second]}"
    return known.ids[first], known.ids[second], *names, *found, *beside
