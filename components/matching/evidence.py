"""What shows beside the names whether two organizations are one: websites, coordinates, addresses."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from components.inventory.text import name_key
from components.inventory.words import DATA, name_words, without_accents

Point = tuple[float, float]
"""A latitude and a longitude, in degrees."""

# Many organizations have pages at each of these hosts, so only the path shows whose page it is.
_HOSTS_OF_MANY = frozenset((DATA / "hosts_of_many.txt").read_text("utf-8").split())
_HOSTS_OF_MANY_BELOW = ("facebook.com", "wixsite.com", "meetup.com")
"""Every host below one of these is such a host too."""
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
    """Compare two websites, and give ``same``, ``alike`` (nearly one name under different endings), ``different``, or
    an empty text where it is not known."""
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
    """Measure great-circle metres between two points, NaN where either is not known.

    Haversine formula, on a sphere of 6,371 km.
    """
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
