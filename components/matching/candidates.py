"""Find the names worth comparing: those that share something rare, such as a word, a website or a point.

What shows beside the names whether two organizations are one is compared here too: websites, coordinates, addresses.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process

from components.inventory import Inventory
from components.inventory.progress import Progress
from components.inventory.text import name_key
from components.inventory.words import DATA, name_words, without_accents
from components.matching.names import ADDED_WORDS, NameForm, make_name_forms

SHARED_BY_FEW = 3  # organizations: a website that more of them give is that of a network to which they belong
_CROWD = 4  # organizations: where more are at one point, it is the middle of a city, and where they are is not known
# The most names that may share something for it to count as rare.
_LARGEST_GROUP = 40
_EACH_WITH_EACH = [np.stack(np.triu_indices(size, 1), axis=1) for size in range(_LARGEST_GROUP + 1)]
_RARE_WORDS = 3
_DECIMALS = 3  # of a degree: about 100 m
_ALIKE = 82.0  # per cent of the letters that must be alike in two names that share only a word
# How many are done before it is asked again whether to stop: they take a small part of a second.
_ORGANIZATIONS_AT_ONCE, _PAIRS_AT_ONCE = 2_000, 50_000
_Item = TypeVar("_Item")
_Pairs = npt.NDArray[np.int64]
Point = tuple[float, float]
"""A latitude and a longitude, in degrees."""

# Many organizations have pages at each of these hosts, so only the path shows whose page it is.
_HOSTS_OF_MANY = frozenset((DATA / "hosts_of_many.txt").read_text("utf-8").split())
_HOSTS_OF_MANY_BELOW = ("facebook.com", "wixsite.com", "meetup.com")  # and every host below one of these
_WEBSITE = re.compile(
    r"\s*(?:[a-z][a-z0-9+.\-]*:)?(?://)?(?:www\d?\.|m\.|mobile\.)?"
    r"(?P<host>[a-z0-9\-.]+\.[a-z0-9\-]{2,})\.?(?::\d+)?(?P<path>/[^#]*)?(?:#.*)?\s*"
)
# The names under which the front page of a website is found.
_FRONT = re.compile(r"(?:/(?:index|home|default|main|(?:about|contact)(?:-us)?|welcome|en|us)?(?:\.\w{2,5})?)+$")
_ENDING = re.compile(r"(?:\.(?:com|org|net|edu|gov|ac|co|or|go|ngo|info|io))*\.[^.]+$")
_FIGURES = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")
# Columns whose header has one of these words say where an organization is.
_PLACE_HEADERS = name_words("header of a place").keys()
_OTHER_HEADERS = name_words("header of another address").keys()
_ALIKE_HOSTS, _ALIKE_PLACES = 88.0, 60.0  # of 100 letters
_LONGEST_CITY = 4  # words
_EARTH_RADIUS = 6_371_000.0  # metres
_COLUMNS_SHOWN, _LETTERS_SHOWN = 2, 80


class Website(NamedTuple):
    """A website in the form that is compared: its host, and its path where that shows whose page it is."""

    host: str
    path: str

    @property
    def is_of_many(self) -> bool:
        """Whether many organizations have pages at the host."""
        return self.host in _HOSTS_OF_MANY or self.host.partition(".")[2] in _HOSTS_OF_MANY_BELOW


def read_website(text: object) -> Website | None:
    """Read a website as it is compared; None where there is none, or it is only the front page of a host of many.

    "https://www.example.org/index.html" gives the host example.org and no path.
    """
    found = _WEBSITE.fullmatch(text.casefold()) if isinstance(text, str) else None
    if found is None:
        return None
    website = Website(found["host"], _FRONT.sub("", found["path"] or "").strip("/ "))
    return None if website.is_of_many and not website.path else website


def compare_websites(one: Website | None, other: Website | None) -> str:
    """Compare two websites: ``same``, ``alike`` (one name with other endings), ``different``; empty if not known."""
    if one is None or other is None:
        return ""
    if one.host == other.host:
        return "same" if one == other else "different" if one.path and other.path else ""
    if one.is_of_many or other.is_of_many:
        return ""
    short, long = sorted((_ENDING.sub("", one.host), _ENDING.sub("", other.host)), key=len)
    is_begun = len(short) >= 4 and long.startswith(short)
    has_same_figures = _FIGURES.findall(short) == _FIGURES.findall(long)
    return "alike" if has_same_figures and (is_begun or fuzz.ratio(short, long) >= _ALIKE_HOSTS) else "different"


def measure_distance(one: Point | None, other: Point | None) -> float:
    """Measure great-circle metres between two points by the haversine formula; NaN where either is not known."""
    if one is None or other is None:
        return math.nan
    (north, east), (north_there, east_there) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((north_there - north) / 2) ** 2
    half += math.cos(north) * math.cos(north_there) * math.sin((east_there - east) / 2) ** 2
    return 2 * _EARTH_RADIUS * math.asin(math.sqrt(min(half, 1.0)))


def find_place_columns(columns: Iterable[str]) -> list[str]:
    """Find the columns of written addresses and cities by their headers, without what stands there in brackets."""
    found = []
    for column in columns:
        words = set(map(without_accents, _WORDS.findall(column.partition("(")[0].replace("_", " "))))
        if words & _PLACE_HEADERS and not words & _OTHER_HEADERS:
            found.append(column)
    return found


def do_places_differ(one: object, other: object) -> bool:
    """Whether two written places clearly differ: in their numbers, or where neither has a number, in all words.

    "38 Ash St, 02111" and "99 Albany St, 02111" differ, as the first number of each is not in the other.
    """
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    left, right = ([figures.lstrip("0") for figures in _FIGURES.findall(text)] for text in (one, other))
    if left or right:
        return bool(left and right) and left[0] not in right and right[0] not in left
    left, right = ([without_accents(word) for word in _WORDS.findall(text)] for text in (one, other))
    if not (left and right) or set(left) & set(right) or max(len(left), len(right)) > _LONGEST_CITY:
        return False
    return fuzz.ratio("".join(left), "".join(right)) < _ALIKE_PLACES


def contrast_cells(columns: Sequence[Sequence[object]], one: int, other: int) -> tuple[str, str]:
    """Contrast two organizations, and give the cells of each, in short, in the first columns that differ."""
    cells = [(_shorten(column[one]), _shorten(column[other])) for column in columns]
    differing = [pair for pair in cells if name_key(pair[0]) != name_key(pair[1])][:_COLUMNS_SHOWN]
    left, right = (" · ".join(filter(None, (pair[side] for pair in differing))) for side in (0, 1))
    return left, right


def _shorten(cell: object) -> str:
    text = ", ".join(cell) if isinstance(cell, tuple) else cell if isinstance(cell, str) else ""
    text = " ".join(text.split())
    return text if len(text) <= _LETTERS_SHOWN else f"{text[: _LETTERS_SHOWN - 1]}…"


@dataclass(frozen=True)
class Organizations:
    """What finding duplicates needs to know about the organizations, by their positions."""

    ids: list[str]
    names: list[str]
    filled: list[int]
    """How many cells of each are filled; 0 for an organization that only other tables name."""
    forms: list[NameForm]
    """The forms of their names, several for each."""
    websites: list[Website | None]
    shared_by: Counter[Website | None]
    """How many organizations give each website."""
    points: list[Point | None]
    at_point: Counter[Point | None]
    """How many organizations are at each point."""
    tied_pairs: frozenset[frozenset[str]]
    """The pairs of organizations (ids) that have a tie."""
    place_columns: list[list[object]]
    distinguishing_columns: list[list[object]]
    """The columns that show at a glance how two organizations of one name differ, the most useful first."""

    def is_in_crowd(self, position: int) -> bool:
        """Whether an organization is at a point that too many give."""
        return self.at_point[self.points[position]] > _CROWD


def look_up_organizations(inventory: Inventory, step: Progress) -> Organizations:
    """Look up what finding duplicates needs to know about the organizations, and give it."""
    frame, ties = inventory.organizations, inventory.relationships
    websites = [read_website(text) for text in frame["website"]]
    both = zip(frame["latitude"].astype(float), frame["longitude"].astype(float), strict=True)
    points = [None if pd.isna(north + east) or north == east == 0 else (north, east) for north, east in both]
    is_listed = (frame["listed"] != "no").to_numpy()
    place_columns = [frame[column].tolist() for column in find_place_columns(map(str, frame.columns))]
    hosts: list[object] = [f"{each.host}/{each.path}".strip("/") if each else None for each in websites]
    return Organizations(
        ids=frame["id"].tolist(),
        names=frame["name"].tolist(),
        filled=(frame.notna().sum(axis=1).to_numpy() * is_listed).tolist(),
        forms=_make_all_forms(frame, step),
        websites=websites,
        shared_by=Counter(websites),
        points=points,
        at_point=Counter(points),
        tied_pairs=frozenset(map(frozenset, zip(ties["from"], ties["to"], strict=True))),
        place_columns=place_columns,
        distinguishing_columns=[*place_columns, frame["neighborhoods"].tolist(), hosts],
    )


def _make_all_forms(frame: pd.DataFrame, step: Progress) -> list[NameForm]:
    found: list[NameForm] = []
    others = (("alias", frame["aliases"].tolist()), ("former name", frame["former_names"].tolist()))
    for owner, name in _report_each(frame["name"].tolist(), step, "Reading names, websites and places.", 0.0):
        own = list(make_name_forms(owner, "name", name))
        for kind, cells in others:
            own += [form for text in cells[owner] or () for form in make_name_forms(owner, kind, text)]
        found += dict.fromkeys(own)
    return found


def _report_each(items: Sequence[_Item], step: Progress, words: str, start: float) -> Iterator[tuple[int, _Item]]:
    """Give the items with their positions, and report now and then how far this quarter of the work has come."""
    for position, item in enumerate(items):
        if position % _ORGANIZATIONS_AT_ONCE == 0:
            step(words, start + 0.25 * position / len(items))
        yield position, item


def find_pairs_to_judge(known: Organizations, step: Progress) -> Iterator[tuple[NameForm, NameForm]]:
    """Find the pairs of names that share more than a rare word, or a rare word and most of their letters."""
    forms = known.forms
    for one, other in _pair_forms_that_share(forms, _list_shared_traits(known, step)).tolist():
        yield forms[one], forms[other]
    pairs = _pair_forms_that_share(forms, _list_rare_words(forms, step))
    letters = np.array([form.letters for form in forms], object)
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        step(f"Comparing {len(pairs):,} pairs of names.", 0.75 + 0.25 * start / len(pairs))
        some = pairs[start : start + _PAIRS_AT_ONCE]
        alike = process.cpdist(letters[some[:, 0]], letters[some[:, 1]], scorer=fuzz.ratio, score_cutoff=_ALIKE)
        for one, other in some[alike > 0].tolist():
            yield forms[one], forms[other]


def _pair_forms_that_share(forms: Sequence[NameForm], shared: Iterable[tuple[Hashable, int]]) -> _Pairs:
    """Pair the forms (by position) that share something: each with each, or with the first where very many share it."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for what, position in shared:
        groups[what].append(position)
    pairs = [np.zeros((0, 2), dtype=np.int64)]
    for group in groups.values():
        if len(group) > _LARGEST_GROUP:
            pairs.append(np.array([(group[0], each) for each in group[1:]]))
        elif len(group) > 1:
            pairs.append(np.array(group)[_EACH_WITH_EACH[len(group)]])
    every, size = np.concatenate(pairs), len(forms) + 1
    found = np.stack(np.divmod(pd.unique(every[:, 0] * size + every[:, 1]), size), axis=1)  # each pair once
    owners = np.array([form.owner for form in forms], dtype=np.int64)
    pairs_of_two: _Pairs = found[owners[found[:, 0]] != owners[found[:, 1]]]
    return pairs_of_two


def _list_shared_traits(known: Organizations, step: Progress) -> Iterator[tuple[Hashable, int]]:
    """List the traits of each form, with its position. Forms that share one are compared, whatever their letters."""
    short = {form.letters for form in known.forms if len(form.words) == 1}
    for form in known.forms:
        # A word in capitals may be the initials of another name.
        if any(len(word) > 1 and word.isupper() for word in form.text.split()):
            short |= form.initials
    for at, form in _report_each(known.forms, step, "Finding what names share.", 0.25):
        yield ("words", *sorted(form.words)), at
        yield ("letters", form.letters), at
        yield ("letters", "".join(word for word in form.words if word not in ADDED_WORDS)), at
        yield from ((("letters", letters), at) for letters in form.initials & short)
        website, point = known.websites[form.owner], known.points[form.owner]
        if website and known.shared_by[website] <= SHARED_BY_FEW:
            yield ("website", website), at
        if point and not known.is_in_crowd(form.owner):
            yield ("point", *(round(degrees, _DECIMALS) for degrees in point)), at


def _list_rare_words(forms: Sequence[NameForm], step: Progress) -> Iterator[tuple[str, int]]:
    """List the rarest words of each form, and their spellings less one letter that others share, with its position."""
    count = Counter(word for form in forms for word in set(form.words))
    spellings = _find_spellings([word for word, times in count.items() if times <= _LARGEST_GROUP])
    for at, form in _report_each(forms, step, "Finding what names share.", 0.5):
        for word in sorted(set(form.words), key=lambda word: (count[word], word))[:_RARE_WORDS]:
            for spelling in spellings.get(word, ()):
                yield spelling, at


def _find_spellings(words: Sequence[str]) -> dict[str, list[str]]:
    """Find for each word the word itself and its spellings less one letter, if another word shares them."""
    less = {word: {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))} for word in words if len(word) > 4}
    count = Counter(way for ways in less.values() for way in ways)
    return {word: [word, *(way for way in less.get(word, ()) if way != word and count[way] > 1)] for word in words}
