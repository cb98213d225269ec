"""Which organizations are compared: pairs that share something rare, such as a word, a website or a point."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from components.inventory import Inventory
from components.inventory.progress import Progress, progress_of_part
from components.matching.evidence import (
    NEAR,
    Floats,
    Positions,
    Website,
    are_in_crowd,
    find_place_columns,
    measure_distances,
    read_coordinates,
    read_website,
)
from components.matching.names import SHORTEST_INITIALS, NameForm, letters_without_added, make_name_forms

SHARED_BY_FEW = 3
"""A number of organizations. A website that more than these give is that of a network they belong to."""
# Members of a group of names that share something. What more names share is not rare.
_LARGEST_BLOCK = 40
_EACH_WITH_EACH = [np.stack(np.triu_indices(size, 1), axis=1) for size in range(_LARGEST_BLOCK + 1)]
_RARE_WORDS = 3
_DECIMALS = 3  # of a degree: about 100 m
_LONGEST_INITIALS = 8
# Of 100 letters, how many must be alike for a pair to be judged; the second, where the two are near each other.
_ALIKE, _ALIKE_AND_NEAR = 82.0, 50.0
# How many are done, in a small part of a second, before it is asked again whether to stop.
_ORGANIZATIONS_AT_ONCE, _PAIRS_AT_ONCE = 2_000, 50_000
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Organizations:
    """What finding duplicates needs to know about the organizations, by their positions."""

    ids: list[str]
    names: list[str]
    filled: list[int]
    """How many cells of each are filled; 0 for one that only other tables name."""
    forms: list[NameForm]
    """The forms of their names, several for each."""
    websites: list[Website | None]
    shared_by: Counter[Website | None]
    """How many organizations give each website."""
    north: Floats
    east: Floats
    in_crowd: Any
    tied: frozenset[frozenset[str]]
    """The pairs of ids that a tie joins."""
    places: dict[str, list[object]]
    """The cells of written addresses and cities."""
    at_sight: list[list[object]]
    """The cells of columns that show at sight how two of one name differ, the most useful column first."""


class Pair(NamedTuple):
    """Two forms of names, by position, how many of 100 letters are alike, and the metres between the organizations."""

    one: int
    other: int
    alike: float
    metres: float


def look_up_organizations(inventory: Inventory, step: Progress) -> Organizations:
    """Look up what finding duplicates needs to know of the organizations, and give it."""
    frame, ties = inventory.organizations, inventory.relationships
    websites = [read_website(text) for text in frame["website"]]
    north, east = read_coordinates(frame)
    is_listed = (frame["listed"] != "no").to_numpy()
    places = {kind: frame[column].tolist() for kind, column in find_place_columns(frame).items()}
    hosts: list[object] = [f"{each.host}/{each.path}".strip("/") if each else None for each in websites]
    return Organizations(
        ids=frame["id"].tolist(),
        names=frame["name"].tolist(),
        filled=(frame.notna().sum(axis=1).to_numpy() * is_listed).tolist(),
        forms=_all_forms(frame, step),
        websites=websites,
        shared_by=Counter(websites),
        north=north,
        east=east,
        in_crowd=are_in_crowd(north, east),
        tied=frozenset(map(frozenset, zip(ties["from"], ties["to"], strict=True))),
        places=places,
        at_sight=[*places.values(), frame["neighborhoods"].tolist(), hosts],
    )


def _all_forms(frame: pd.DataFrame, step: Progress) -> list[NameForm]:
    found: list[NameForm] = []
    others = (("alias", frame["aliases"].tolist()), ("former name", frame["former_names"].tolist()))
    for owner, name in _reporting(frame["name"].tolist(), step, "Reading names, websites and places."):
        own = list(make_name_forms(owner, "name", name))
        for kind, cells in others:
            own += [form for text in cells[owner] or () for form in make_name_forms(owner, kind, text)]
        found += dict.fromkeys(own)
    return found


def _reporting(items: Sequence[_Item], step: Progress, words: str) -> Iterator[tuple[int, _Item]]:
    """Give items with their positions, and report now and then how many are done."""
    for position, item in enumerate(items):
        if position % _ORGANIZATIONS_AT_ONCE == 0:
            step(words, position / len(items))
        yield position, item


def find_pairs_to_judge(known: Organizations, step: Progress) -> Iterator[Pair]:
    """Find the pairs that share something rare and whose names are alike enough, or that share more than names."""
    one, other, is_free = _find_candidates(known, progress_of_part(step, 0.3, 0.5))
    letters = np.array([form.letters for form in known.forms], dtype=object)
    owners = np.array([form.owner for form in known.forms])
    for start in range(0, len(one), _PAIRS_AT_ONCE):
        step(f"Comparing {len(one):,} pairs of names.", 0.5 + 0.5 * start / len(one))
        some = slice(start, start + _PAIRS_AT_ONCE)
        left, right = one[some], other[some]
        alike = process.cpdist(letters[left], letters[right], scorer=fuzz.ratio)
        metres = measure_distances(known.north, known.east, owners[left], owners[right])
        is_near = (metres <= NEAR) & ~known.in_crowd[owners[left]]
        kept = is_free[some] | (alike >= _ALIKE) | ((alike >= _ALIKE_AND_NEAR) & is_near)
        for at in kept.nonzero()[0].tolist():
            yield Pair(int(left[at]), int(right[at]), float(alike[at]), float(metres[at]))


def _find_candidates(known: Organizations, step: Progress) -> tuple[Positions, Positions, Any]:
    """Find pairs of forms that share something, and give with them which are judged even where their letters differ."""
    size, coded = len(known.forms), []
    for way, share in _WAYS:
        step("Finding what names share.", share)
        pairs = _by_words(known, progress_of_part(step, 0.4, 0.8)) if way is None else way(known)
        both = np.sort(pairs, axis=1)
        coded.append(both[:, 0] * size + both[:, 1])  # each pair as one number, the smaller position first
    free = _sorted_once(coded[:_FREE_WAYS])
    codes = _sorted_once([free, *coded[_FREE_WAYS:]])
    one, other = np.divmod(codes, size) if size else (codes, codes)
    owners = np.array([form.owner for form in known.forms], dtype=np.int64)
    are_two = owners[one] != owners[other] if size else np.zeros(0, dtype=bool)
    return one[are_two], other[are_two], np.isin(codes[are_two], free, assume_unique=True)


def _sorted_once(parts: Sequence[Positions]) -> Positions:
    """Give each number once, in order. Sorting takes a fifth of what ``np.unique`` takes."""
    found = np.sort(np.concatenate(parts))
    return found[np.concatenate([[True], found[1:] != found[:-1]])] if len(found) else found


# Ways to find pairs


def _pair_members(keys: Iterable[tuple[Hashable, int]]) -> Positions:
    """Pair the positions that have one key with each other, unless too many have it."""
    return _pair_blocks(block for block in _group(keys) if len(block) <= _LARGEST_BLOCK)


def _group(keys: Iterable[tuple[Hashable, int]]) -> Iterable[list[int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for key, position in keys:
        blocks[key].append(position)
    return blocks.values()


def _pair_blocks(blocks: Iterable[list[int]]) -> Positions:
    parts = [np.array(block)[_EACH_WITH_EACH[len(block)]] for block in blocks if len(block) > 1]
    return np.concatenate(parts) if parts else _pairs_of([])


def _pairs_of(pairs: Sequence[tuple[int, int]]) -> Positions:
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _by_letters(known: Organizations) -> Positions:
    """Pair names of the same words in any order. Where very many share all, each is paired with the first only."""
    by_words = _group(("".join(sorted(form.words)), at) for at, form in enumerate(known.forms))
    by_letters = _group((form.letters, at) for at, form in enumerate(known.forms))
    blocks = []
    for block in (*by_words, *by_letters):
        blocks += [block] if len(block) <= _LARGEST_BLOCK else [[block[0], each] for each in block[1:]]
    return _pair_blocks(blocks)


def _by_letters_without_added(known: Organizations) -> Positions:
    return _pair_members((key, at) for at, form in enumerate(known.forms) if (key := letters_without_added(form)))


def _by_website(known: Organizations) -> Positions:
    websites = ((at, known.websites[form.owner]) for at, form in enumerate(known.forms))
    return _pair_members((own, at) for at, own in websites if own and known.shared_by[own] <= SHARED_BY_FEW)


def _by_initials(known: Organizations) -> Positions:
    """Pair names that are, or have, initials with the names that these stand for."""
    short: dict[str, list[int]] = defaultdict(list)
    long: dict[str, list[int]] = defaultdict(list)
    for at, form in enumerate(known.forms):
        if len(form.initials) >= SHORTEST_INITIALS:
            (short if len(form.initials) > len(form.words) else long)[form.initials].append(at)
        elif len(form.words) == 1 and SHORTEST_INITIALS <= len(form.letters) <= _LONGEST_INITIALS:
            short[form.letters].append(at)
    blocks = [(ones, long.get(letters, [])) for letters, ones in short.items()]
    few = [(ones, others) for ones, others in blocks if len(ones) * len(others) <= _LARGEST_BLOCK]
    return _pairs_of([(one, other) for ones, others in few for one in ones for other in others])


def _by_words(known: Organizations, step: Progress) -> Positions:
    """Pair names that share a rare word. Words that differ by a letter are found by the letters that they share."""
    count = Counter(word for form in known.forms for word in set(form.words))
    spellings = _find_spellings([word for word, times in count.items() if times <= _LARGEST_BLOCK])
    return _pair_members(
        (spelling, at)
        for at, form in _reporting(known.forms, step, "Finding what names share.")
        for word in sorted(set(form.words), key=lambda word: (count[word], word))[:_RARE_WORDS]
        for spelling in spellings.get(word, ())
    )


def _find_spellings(words: Sequence[str]) -> dict[str, list[str]]:
    """Give each word, with those of its spellings less one letter that another word has too."""
    less = {word: {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))} for word in words if len(word) > 4}
    count = Counter(way for ways in less.values() for way in ways)
    return {word: [word, *(way for way in less.get(word, ()) if way != word and count[way] > 1)] for word in words}


def _by_neighbours(known: Organizations) -> Positions:
    """Pair names that are neighbours when sorted, by their letters read forwards and backwards."""
    letters = [form.letters for form in known.forms]
    found = [_pairs_of([])]
    for texts in (letters, [text[::-1] for text in letters]):
        order = np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.int64)
        found += [np.stack([order[:-step], order[step:]], axis=1) for step in (1, 2) if len(order) > step]
    return np.concatenate(found)


def _by_point(known: Organizations) -> Positions:
    is_placed = ~(np.isnan(known.north) | known.in_crowd)
    north, east = np.round(known.north, _DECIMALS), np.round(known.east, _DECIMALS)
    owners = ((at, form.owner) for at, form in enumerate(known.forms))
    return _pair_members(((north[owner], east[owner]), at) for at, owner in owners if is_placed[owner])


# The ways to find pairs, each with the share of the work before it; None is ``_by_words``, which reports on its own.
# Pairs that the first four find are judged even where their letters differ.
_WAYS = (
    (_by_letters, 0.0),
    (_by_letters_without_added, 0.1),
    (_by_website, 0.2),
    (_by_initials, 0.3),
    (None, 0.4),
    (_by_neighbours, 0.8),
    (_by_point, 0.9),
)
_FREE_WAYS = 4
