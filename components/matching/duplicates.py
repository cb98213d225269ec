"""Which organizations of an inventory are likely one: pairs that share something rare, compared name by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

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
from components.matching.evidence import (
    FAR,
    NEAR,
    Floats,
    Places,
    Site,
    at_sight,
    coordinates,
    in_crowd,
    metres,
    shared_by,
    site,
    sites_compared,
    where_columns,
    written_apart,
)
from components.matching.names import (
    SHORTEST_INITIALS,
    WRITINGS,
    Called,
    Relation,
    calls,
    light_letters,
    relation,
)

SURE, LIKELY = 90, 70
"""The scores from which two organizations are almost surely one, and worth a look."""
COLUMNS = (
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
_OTHER_NAME = (92, 100)
_IN_BRACKETS = (80, 97)
_SITES = {"same": 20, "alike": 7, "different": -16, "": 0}
_NEAR, _FAR, _TIED = 10, -16, -20
_FAR_AND_MISSPELLED = -10
_DOUBTFUL = 88
"""The most that two come to which are at two places or have different websites, or whose names differ by more than
capitals and marks while nothing beside them speaks for one: "Code for Kanazawa" and "Code for Kanagawa" are two."""
_ALONE = ("same", "spelling")
"""The relations of names that need nothing beside them."""
# A block of more says nothing rare of its members.
_LARGEST_BLOCK = 40
_EACH_WITH_EACH = [np.stack(np.triu_indices(size, 1), axis=1) for size in range(_LARGEST_BLOCK + 1)]
_RARE_WORDS = 3
_SITE_OF = 3
"""A website of more organizations than this is that of a network they belong to."""
_CELL = 3
"""Decimals of a degree, about 100 m."""
_ALIKE, _ALIKE_WITH_EVIDENCE = 82.0, 50.0
# Done between one look whether to stop and the next, each in a small part of a second.
_ORGANIZATIONS_AT_ONCE, _PAIRS_AT_ONCE = 2_000, 50_000
Item = TypeVar("Item")


class _Pair(NamedTuple):
    """Two ways of calling two organizations, by their positions, and what is known beside."""

    one: int
    other: int
    alike: float
    metres: float


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


@dataclass(frozen=True)
class _Known:
    """What is looked up of an inventory's organizations, each by its position."""

    ids: list[str]
    names: list[str]
    filled: list[int]
    """How many cells each has; fewer than any for one that only other tables name."""
    called: list[Called]
    sites: list[Site | None]
    shared: Counter[Site]
    north: Floats
    east: Floats
    crowd: Any
    tied: frozenset[frozenset[str]]
    where: dict[str, list[object]]
    """The cells of written addresses and cities."""
    seen: list[list[object]]
    """The cells of columns that tell two of one name apart at sight, those that tell most first."""


def likely_same(
    inventory: Inventory,
    not_the_same: frozenset[frozenset[str]] = frozenset(),
    *,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> pd.DataFrame:
    """Pairs of organizations that are likely one, best first.

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
        return _likely_same(inventory, not_the_same, partial(report_progress, stop, progress))


def _likely_same(inventory: Inventory, not_the_same: frozenset[frozenset[str]], step: Progress) -> pd.DataFrame:
    known = _known(inventory, progress_of_part(step, 0.0, 0.3))
    said = _said_not_the_same(known, not_the_same)
    best: dict[tuple[int, int], _Verdict] = {}
    for pair in _worth_a_look(known, step):
        ends = _ends(known.called[pair.one].owner, known.called[pair.other].owner)
        found = None if ends in said else _judged(known, pair)
        if found and found.score >= max(LIKELY, best[ends].score + 1 if ends in best else 0):
            best[ends] = found
    rows = [_row(known, ends, found) for ends, found in best.items()]
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"score": int, "metres": float, "alike": float})
    return frame.sort_values(["score", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _known(inventory: Inventory, step: Progress) -> _Known:
    frame = inventory.organizations
    sites = [site(address) for address in frame["website"]]
    north, east = coordinates(frame)
    ties = inventory.relationships
    listed = (frame["listed"] != "no").to_numpy()
    where = {kind: frame[column].tolist() for kind, column in where_columns(frame).items()}
    return _Known(
        ids=frame["id"].tolist(),
        names=frame["name"].tolist(),
        filled=(frame.notna().sum(axis=1).to_numpy() * listed).tolist(),
        called=_all_calls(frame, step),
        sites=sites,
        shared=shared_by(sites),
        north=north,
        east=east,
        crowd=in_crowd(north, east),
        tied=frozenset(map(frozenset, zip(ties["from"], ties["to"], strict=True))),
        where=where,
        seen=[
            *where.values(),
            frame["neighborhoods"].tolist(),
            [f"{each.host}/{each.path}".strip("/") if each else None for each in sites],
        ],
    )


def _all_calls(frame: pd.DataFrame, step: Progress) -> list[Called]:
    found: list[Called] = []
    others = (("alias", frame["aliases"].tolist()), ("former name", frame["former_names"].tolist()))
    for owner, name in _stepping(frame["name"].tolist(), step, "Reading names, websites and places."):
        own = list(calls(owner, "name", name))
        for kind, cells in others:
            own += [call for text in cells[owner] or () for call in calls(owner, kind, text)]
        found += dict.fromkeys(own)
    return found


def _stepping(items: Sequence[Item], step: Progress, words: str) -> Iterator[tuple[int, Item]]:
    """The items with their positions; every now and then it is told how far they are."""
    for place, item in enumerate(items):
        if place % _ORGANIZATIONS_AT_ONCE == 0:
            step(words, place / len(items))
        yield place, item


# Which are compared


def _worth_a_look(known: _Known, step: Progress) -> Iterator[_Pair]:
    """The pairs of a block that are alike enough, or something beside the names speaks for them."""
    one, other, free = _candidates(known, progress_of_part(step, 0.3, 0.5))
    letters = np.array([call.letters for call in known.called], dtype=object)
    owners = np.array([call.owner for call in known.called])
    for start in range(0, len(one), _PAIRS_AT_ONCE):
        step(f"Comparing {len(one):,} pairs of names.", 0.5 + 0.5 * start / len(one))
        some = slice(start, start + _PAIRS_AT_ONCE)
        left, right = one[some], other[some]
        alike = process.cpdist(letters[left], letters[right], scorer=fuzz.ratio)
        distances = metres(known.north, known.east, owners[left], owners[right])
        near = (distances <= NEAR) & ~known.crowd[owners[left]]
        kept = free[some] | (alike >= _ALIKE) | ((alike >= _ALIKE_WITH_EVIDENCE) & near)
        for place in kept.nonzero()[0].tolist():
            yield _Pair(int(left[place]), int(right[place]), float(alike[place]), float(distances[place]))


def _candidates(known: _Known, step: Progress) -> tuple[Places, Places, Any]:
    """Pairs of ways of calling in one block; and which of them are looked at however unlike their letters are."""
    free = _by_letters, _by_light_letters, _by_site, _by_initials
    ways: tuple[Callable[[_Known], Places], ...]
    ways = *free, partial(_by_words, step=progress_of_part(step, 0.4, 0.8)), _neighbours, _by_cell
    size = len(known.called)
    coded = []
    for way, share in zip(ways, (0.0, 0.1, 0.2, 0.3, 0.4, 0.8, 0.9), strict=True):
        step("Finding what names share.", share)
        coded.append(_coded(way(known), size))
    loose = _once(coded[: len(free)])
    codes = _once([loose, *coded[len(free) :]])
    one, other = np.divmod(codes, size) if size else (codes, codes)
    owners = np.array([call.owner for call in known.called], dtype=np.int64)
    two = owners[one] != owners[other] if size else np.zeros(0, dtype=bool)
    return one[two], other[two], np.isin(codes[two], loose, assume_unique=True)


def _once(parts: Sequence[Places]) -> Places:
    """Each number once, in order. Sorting takes a fifth of what ``np.unique`` takes."""
    found = np.sort(np.concatenate(parts))
    return found[np.concatenate([[True], found[1:] != found[:-1]])] if len(found) else found


def _coded(pairs: Places, size: int) -> Places:
    """Each pair as one number, the smaller position first."""
    both = np.sort(pairs, axis=1)
    return both[:, 0] * size + both[:, 1]


def _pairs(blocks: Iterable[list[int]]) -> Places:
    parts = []
    for members in blocks:
        if 1 < len(members) <= _LARGEST_BLOCK:
            parts.append(np.array(members)[_EACH_WITH_EACH[len(members)]])
    return np.concatenate(parts) if parts else np.zeros((0, 2), dtype=np.int64)


def _grouped(keys: Iterable[tuple[Hashable, int]]) -> Iterable[list[int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for key, place in keys:
        blocks[key].append(place)
    return blocks.values()


def _by_letters(known: _Known) -> Places:
    """The same words, in any order. Where that many share all, each is paired with the first only."""
    blocks = _grouped(("".join(sorted(call.words)), place) for place, call in enumerate(known.called))
    more = _grouped((call.letters, place) for place, call in enumerate(known.called))
    return _pairs(some for found in (blocks, more) for block in found for some in _chained(block))


def _chained(block: list[int]) -> Iterable[list[int]]:
    return [block] if len(block) <= _LARGEST_BLOCK else [[block[0], each] for each in block[1:]]


def _by_words(known: _Known, step: Progress) -> Places:
    """The rarest words of each name; a word that another differs from by a letter is found by what the two share."""
    count = Counter(word for call in known.called for word in set(call.words))
    ways = _spellings([word for word, times in count.items() if times <= _LARGEST_BLOCK])
    found = (
        (way, place)
        for place, call in _stepping(known.called, step, "Finding what names share.")
        for word in sorted(set(call.words), key=lambda word: (count[word], word))[:_RARE_WORDS]
        for way in ways.get(word, ())
    )
    return _pairs(_grouped(found))


def _spellings(words: Sequence[str]) -> dict[str, list[str]]:
    """Each word, with those of its spellings less one letter that another word has too."""
    less = {word: {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))} for word in words if len(word) > 4}
    count = Counter(way for ways in less.values() for way in ways)
    return {word: [word, *(way for way in less.get(word, ()) if way != word and count[way] > 1)] for word in words}


def _neighbours(known: _Known) -> Places:
    """Names next to each other in the order of their letters, from the front and from the back."""
    letters = [call.letters for call in known.called]
    found = []
    for texts in (letters, [text[::-1] for text in letters]):
        order = np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.int64)
        found += [np.stack([order[:-step], order[step:]], axis=1) for step in (1, 2) if len(order) > step]
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)


def _by_cell(known: _Known) -> Places:
    placed = ~(np.isnan(known.north) | known.crowd)
    north, east = np.round(known.north, _CELL), np.round(known.east, _CELL)
    found = (
        ((north[call.owner], east[call.owner]), place) for place, call in enumerate(known.called) if placed[call.owner]
    )
    return _pairs(_grouped(found))


def _by_site(known: _Known) -> Places:
    found = [
        (known.sites[call.owner], place)
        for place, call in enumerate(known.called)
        if (own := known.sites[call.owner]) and known.shared[own] <= _SITE_OF
    ]
    return _pairs(_grouped(found))


def _by_light_letters(known: _Known) -> Places:
    return _pairs(_grouped((key, place) for place, call in enumerate(known.called) if (key := light_letters(call))))


def _by_initials(known: _Known) -> Places:
    """A name in initials, or with some, with the names that these stand for."""
    short: dict[str, list[int]] = defaultdict(list)
    long: dict[str, list[int]] = defaultdict(list)
    for place, call in enumerate(known.called):
        if len(call.initials) < SHORTEST_INITIALS:
            if len(call.words) == 1 and SHORTEST_INITIALS <= len(call.letters) <= 8:
                short[call.letters].append(place)
            continue
        has_some = len(call.initials) > len(call.words)
        (short if has_some else long)[call.initials].append(place)
    pairs = [
        (one, other)
        for letters, places in short.items()
        if len(places) * len(long.get(letters, ())) <= _LARGEST_BLOCK
        for one in places
        for other in long.get(letters, ())
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


# What is made of a pair


def _judged(known: _Known, pair: _Pair) -> _Verdict | None:
    """Score, relation, phrase and evidence; None where the names tell the two apart."""
    one, other = known.called[pair.one], known.called[pair.other]
    found = relation(one, other)
    if found.kind == "apart":
        return None
    (worth, most), phrase = _worth(known, one, other, found)
    left, right = known.sites[one.owner], known.sites[other.owner]
    sites = sites_compared(left, right)
    score = worth + _site_points(known, left, sites) + _distance_points(known, pair, one.owner)
    # Two cities apart, a letter may well make another name.
    score += _FAR_AND_MISSPELLED if found.kind == "misspelled" and pair.metres > FAR else 0
    tied = frozenset((known.ids[one.owner], known.ids[other.owner])) in known.tied
    elsewhere = written_apart(known.where, one.owner, other.owner)
    doubtful = sites == "different" or pair.metres > NEAR or bool(elsewhere)
    doubtful |= found.kind not in _ALONE and not _meet(known, pair, left, sites)
    score = min(most, score, _DOUBTFUL if doubtful else 100) + _TIED * tied
    return _Verdict(score, found.kind, phrase, pair.alike, sites, pair.metres, elsewhere, tied)


def _worth(known: _Known, one: Called, other: Called, found: Relation) -> tuple[tuple[int, int], str]:
    worth = _WORTH[found.kind]
    if found.kind not in WRITINGS:
        return worth, found.phrase
    kinds = {one.kind, other.kind} - {"name"}
    if not kinds:
        return worth, found.phrase
    call = other if other.kind != "name" else one
    owner = known.names[call.owner]
    if "in brackets" in kinds:
        return (min(worth[0], _IN_BRACKETS[0]), _IN_BRACKETS[1]), f"“{call.text}” stands in the name “{owner}”"
    what = "another name" if call.kind == "alias" else "a former name"
    return (min(worth[0], _OTHER_NAME[0]), worth[1]), f"“{call.text}” is {what} of “{owner}”"


def _site_points(known: _Known, own: Site | None, sites: str) -> int:
    if sites == "same" and own is not None:
        return {2: _SITES["same"], _SITE_OF: _SITES["same"] // 2}.get(known.shared[own], 0)
    return _SITES[sites]


def _meet(known: _Known, pair: _Pair, own: Site | None, sites: str) -> bool:
    """Whether two have a website of these two alone, or one address."""
    alone = sites == "same" and own is not None and known.shared[own] == 2
    return alone or (pair.metres <= NEAR and not known.crowd[known.called[pair.one].owner])


def _distance_points(known: _Known, pair: _Pair, owner: int) -> int:
    if pair.metres <= NEAR:
        return 0 if known.crowd[owner] else _NEAR
    return _FAR if pair.metres > FAR else 0


def _said_not_the_same(known: _Known, pairs: frozenset[frozenset[str]]) -> set[tuple[int, int]]:
    """The pairs of positions that a person said are not the same, by any of their names."""
    owners: dict[str, set[int]] = defaultdict(set)
    names = {name for pair in pairs for name in pair}
    for call in known.called if names else ():
        if name_key(call.text) in names:
            owners[name_key(call.text)].add(call.owner)
    found = set()
    for pair in filter(None, pairs):
        one, other = min(pair), max(pair)  # the same where two organizations share a name
        found |= {_ends(left, right) for left in owners[one] for right in owners[other] if left != right}
    return found


def _ends(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _row(known: _Known, ends: tuple[int, int], found: _Verdict) -> tuple[Any, ...]:
    first, second = sorted(ends, key=lambda place: (-known.filled[place], place))
    named = [known.names[first], known.names[second]]
    return (
        *(known.ids[first], known.ids[second], *named, found.score, "sure" if found.score >= SURE else "likely"),
        "; ".join([found.phrase, *_beside(found)]) + ".",
        *(found.relation, round(found.alike), found.websites, found.metres, found.elsewhere, found.tied),
        *_told_apart(known, first, second),
    )


def _beside(found: _Verdict) -> Iterator[str]:
    if found.websites:
        words = {"same": "the same website", "alike": "websites are alike", "different": "different websites"}
        yield words[found.websites]
    if not np.isnan(found.metres):
        yield _distance(found.metres)
    if found.elsewhere:
        yield f"different {found.elsewhere}"
    if found.relation in _ALONE and (found.metres > NEAR or found.elsewhere):
        yield "may be branches"
    if found.tied:
        yield "a tie joins the two"


def _distance(distance: float) -> str:
    if distance < 1:
        return "at the same point"
    whole = round(distance)
    return f"{whole} m apart" if whole < 1000 else f"{distance / 1000:,.{int(whole < 9950)}f} km apart"


def _told_apart(known: _Known, first: int, second: int) -> tuple[str, str]:
    """What tells two apart at sight; of two that have one name, each says something."""
    one, other = at_sight(known.seen, first, second)
    if name_key(known.names[first]) != name_key(known.names[second]):
        return one, other
    return one or f"id {known.ids[first]}", other or f"id {known.ids[second]}"
