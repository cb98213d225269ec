"""Evidence beside names that two organizations are one or are not: websites, coordinates, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz

from components.inventory.schema import DATA
from components.inventory.text import name_key
from components.matching.names import plain_word, words_of_kind

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]

# Many organizations have pages at each of these hosts, so only the path tells whose page it is.
_HOSTS_OF_MANY = frozenset((DATA / "hosts_of_many.txt").read_text("utf-8").split())
_HOSTS_OF_MANY_BELOW = ("facebook.com", "wixsite.com", "meetup.com")
"""Hosts below which each name is such a host."""
_SCHEME = re.compile(r"^\s*(?:[a-z][a-z0-9+.\-]*:)?//", re.I)
_WWW = re.compile(r"^(?:www\d?|m|en|mobile|web)\.")
_HOST = re.compile(r"[a-z0-9\-.]+\.[a-z0-9\-]{2,}", re.I)
_FRONT = re.compile(
    r"/(?:index|home|default|main|about|about-us|contact|contact-us|welcome|en|en-us|us)?(?:\.\w{2,5})?$", re.I
)
_FIGURES = re.compile(r"\d+")
_ENDINGS = frozenset(("com", "org", "net", "edu", "gov", "ac", "co", "or", "go", "ngo", "info", "io"))
_EARTH_RADIUS = 6_371_000.0  # metres
# Headers with one of these words tell where an organization is, in the languages of headers that are read elsewhere.
_PLACE_HEADERS = {kind: words_of_kind(f"header of {kind}").keys() for kind in ("addresses", "cities")}
_OTHER_HEADERS = words_of_kind("header of another address").keys()
_WORDS = re.compile(r"[^\W\d_]+")
_ALIKE_CITIES = 60.0  # of 100 letters
_COLUMNS_TOLD, _LETTERS_TOLD = 2, 80
NEAR = 200.0
"""Metres within which two places are one address: two are apart where d > NEAR, d being the great-circle distance.

In the practice files, d is at most 200.4 m in 18 of 20 pairs of rows with one written address (the others are of a
university's campus), and at least 278 m between two houses of one organization. So the limit stands at the lower end:
what it holds back costs a click, what it lets through is a branch merged unseen."""
FAR = 50_000.0
"""Metres beyond which two places are not in one city."""
CROWD = 4
"""More organizations than this at one point are at the middle of a city, and nothing is known of where they are."""


class Website(NamedTuple):
    """A website in the form that is compared: its host, and its path where that tells whose page it is."""

    host: str
    path: str
    is_of_many: bool
    """Whether many organizations have pages at the host."""


def read_website(text: object) -> Website | None:
    """Read a website as it is compared; None where there is none, or it is only the front page of a host of many.

    "https://www.example.org/index.html" gives the host example.org and no path.
    """
    if not isinstance(text, str) or not text.strip():
        return None
    address = _SCHEME.sub("", text.strip()).partition("#")[0]
    host, slash, path = address.partition("/")
    host = _WWW.sub("", host.rpartition("@")[2].partition(":")[0].casefold().rstrip("."))
    if not _HOST.fullmatch(host):
        return None
    while slash and _FRONT.search(slash + path) and path:
        path = _FRONT.sub("", slash + path).strip("/")
    path = path.casefold().strip("/")
    is_of_many = host in _HOSTS_OF_MANY or host.partition(".")[2] in _HOSTS_OF_MANY_BELOW
    return None if is_of_many and not path else Website(host, path, is_of_many)


def compare_websites(one: Website | None, other: Website | None) -> str:
    """Compare two websites, and give ``same``, ``alike`` (one label in different addresses), ``different``, or nothing
    where it is not known."""
    if one is None or other is None:
        return ""
    if one == other:
        return "same"
    if one.host == other.host:
        return "different" if one.path and other.path else ""
    if one.is_of_many or other.is_of_many:
        return ""
    return "alike" if _are_alike(_label(one.host), _label(other.host)) else "different"


def _label(host: str) -> str:
    parts = host.split(".")[:-1]
    while len(parts) > 1 and parts[-1] in _ENDINGS:
        parts.pop()
    return ".".join(parts)


def _are_alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if _FIGURES.findall(short) != _FIGURES.findall(long):
        return False
    return (len(short) >= 4 and long.startswith(short)) or (short == long) or fuzz.ratio(one, other) >= 88


def read_coordinates(organizations: pd.DataFrame) -> tuple[Floats, Floats]:
    """Read latitudes and longitudes in degrees, NaN where either is missing or both are 0."""
    north = organizations["latitude"].to_numpy(dtype=float)
    east = organizations["longitude"].to_numpy(dtype=float)
    is_unknown = np.isnan(north) | np.isnan(east) | ((north == 0) & (east == 0))
    return np.where(is_unknown, np.nan, north), np.where(is_unknown, np.nan, east)


def measure_distances(north: Floats, east: Floats, first: Positions, second: Positions) -> Floats:
    """Measure great-circle metres between pairs of organizations, by position; NaN where not known.

    Haversine formula, on a sphere of 6,371 km.
    """
    phi, psi = np.radians(north[first]), np.radians(north[second])
    half = np.sin((psi - phi) / 2) ** 2
    half = half + np.cos(phi) * np.cos(psi) * np.sin(np.radians(east[second] - east[first]) / 2) ** 2
    distances: Floats = 2 * _EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return distances


def are_in_crowd(north: Floats, east: Floats) -> npt.NDArray[np.bool_]:
    """Whether each organization is at a point that more than ``CROWD`` organizations give."""
    points = pd.DataFrame({"north": north, "east": east})
    crowd: npt.NDArray[np.bool_] = points.groupby(["north", "east"])["north"].transform("size").gt(CROWD).to_numpy()
    return crowd


def find_place_columns(organizations: pd.DataFrame) -> dict[str, str]:
    """Find the first column of ``addresses`` and that of ``cities``, where there are, by what is before any bracket."""
    found: dict[str, str] = {}
    for column in organizations.columns:
        words = set(map(plain_word, _WORDS.findall(str(column).partition("(")[0].replace("_", " "))))
        for kind, headers in _PLACE_HEADERS.items():
            if words & headers and not words & _OTHER_HEADERS:
                found.setdefault(kind, column)
    return found


def find_differing_places(cells: Mapping[str, Sequence[object]], one: int, other: int) -> str:
    """Find whether the written ``addresses`` or ``cities`` of two organizations clearly differ, and give these words;
    empty where neither do."""
    differ = {"addresses": _addresses_differ, "cities": _cities_differ}
    pairs = ((kind, texts[one], texts[other]) for kind, texts in cells.items())
    return " and ".join(
        kind
        for kind, left, right in pairs
        if isinstance(left, str) and isinstance(right, str) and differ[kind](left, right)
    )


def _addresses_differ(one: str, other: str) -> bool:
    """Whether the first number of neither stands in the other: "38 Ash St, 02111" and "99 Albany St, 02111"."""
    left, right = ([figures.lstrip("0") for figures in _FIGURES.findall(text)] for text in (one, other))
    return bool(left and right) and left[0] not in right and right[0] not in left


def _cities_differ(one: str, other: str) -> bool:
    """Whether two names of cities share no word, are not alike, and none is the initials of the other."""
    left, right = ([plain_word(word) for word in _WORDS.findall(text)] for text in (one, other))
    if not (left and right) or set(left) & set(right):
        return False
    if any("".join(short) == "".join(word[0] for word in long) for short, long in ((left, right), (right, left))):
        return False
    return bool(fuzz.ratio("".join(left), "".join(right)) < _ALIKE_CITIES)


def tell_apart(columns: Sequence[Sequence[object]], one: int, other: int) -> tuple[str, str]:
    """Give, in short, the cells of two organizations in the first columns in which they differ."""
    cells = [(_in_short(column[one]), _in_short(column[other])) for column in columns]
    differing = [pair for pair in cells if name_key(pair[0]) != name_key(pair[1])][:_COLUMNS_TOLD]
    left, right = (" · ".join(filter(None, texts)) for texts in zip(*differing, strict=True)) if differing else ("", "")
    return left, right


def _in_short(cell: object) -> str:
    text = ", ".join(cell) if isinstance(cell, tuple) else cell if isinstance(cell, str) else ""
    text = " ".join(text.split())
    return text if len(text) <= _LETTERS_TOLD else f"{text[: _LETTERS_TOLD - 1]}…"
