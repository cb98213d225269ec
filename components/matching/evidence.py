"""What beside their names speaks for two organizations being one, or against it: websites, coordinates, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz

from components.inventory.schema import DATA
from components.inventory.text import name_key
from components.matching.names import plain

Sites = Literal["same", "alike", "different", ""]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

# Many organizations live on each of these: only the path tells whose page it is.
_HOSTS_OF_MANY = frozenset((DATA / "hosts_of_many.txt").read_text("utf-8").split())
_SCHEME = re.compile(r"^\s*(?:[a-z][a-z0-9+.\-]*:)?//", re.I)
_WWW = re.compile(r"^(?:www\d?|m|en|mobile|web)\.")
_HOST = re.compile(r"[a-z0-9\-.]+\.[a-z0-9\-]{2,}", re.I)
_FRONT = re.compile(
    r"/(?:index|home|default|main|about|about-us|contact|contact-us|welcome|en|en-us|us)?(?:\.\w{2,5})?$", re.I
)
_FIGURES = re.compile(r"\d+")
_ENDINGS = frozenset(("com", "org", "net", "edu", "gov", "ac", "co", "or", "go", "ngo", "info", "io"))
_EARTH = 6_371_000.0
# Headers with one of these words tell where an organization is, in the languages of headers that are read elsewhere.
_WHERE = {
    "addresses": {
        *("address", "street", "streetaddress", "adresse", "anschrift", "strasse", "rue", "direccion", "domicilio"),
        *("calle", "endereco", "rua", "indirizzo", "adres"),
    },
    "cities": {
        *("city", "town", "place", "municipality", "locality", "ville", "commune", "stadt", "ort", "gemeinde"),
        *("ciudad", "municipio", "localidad", "cidade", "citta", "comune", "stad", "plaats", "gemeente"),
    },
}
_OTHER_ADDRESSES = {"email", "mail", "web", "website", "url", "link", "ip", "id"}
_WORDS = re.compile(r"[^\W\d_]+")
_ALIKE_CITIES = 60.0
_AT_SIGHT, _SHORT = 2, 80
NEAR = 200.0
"""Metres within which two places are one address: two are apart where d > NEAR, d being the great-circle distance.

In the practice files, d is at most 200.4 m in 18 of 20 pairs of rows with one written address (the others are of a
university's campus), and at least 278 m between two houses of one organization. So the limit stands at the lower end:
what it holds back costs a click, what it lets through is a branch merged unseen."""
FAR = 50_000.0
"""Metres beyond which two places are not in one city."""
CROWD = 4
"""More organizations than this at one point are at the middle of a city, and nothing is known of where they are."""


class Site(NamedTuple):
    """A website as it is compared: its host, and its path where that tells whose page it is."""

    host: str
    path: str
    of_many: bool
    """Whether many organizations have pages at the host."""


def site(website: object) -> Site | None:
    """The website as it is compared; None where there is none, or it is only the front page of a host of many."""
    if not isinstance(website, str) or not website.strip():
        return None
    address = _SCHEME.sub("", website.strip()).partition("#")[0]
    host, slash, path = address.partition("/")
    host = _WWW.sub("", host.rpartition("@")[2].partition(":")[0].casefold().rstrip("."))
    if not _HOST.fullmatch(host):
        return None
    while slash and _FRONT.search(slash + path) and path:
        path = _FRONT.sub("", slash + path).strip("/")
    path = path.casefold().strip("/")
    of_many = host in _HOSTS_OF_MANY or host.partition(".")[2] in ("facebook.com", "wixsite.com", "meetup.com")
    if of_many and not path:
        return None
    return Site(host, path, of_many)


def sites_compared(one: Site | None, other: Site | None) -> Sites:
    """Whether two websites are the same, alike (one label in different addresses), different, or nothing is known."""
    if one is None or other is None:
        return ""
    if one == other:
        return "same"
    if one.host == other.host:
        return "different" if one.path and other.path else ""
    if one.of_many or other.of_many:
        return ""
    return "alike" if _hosts_alike(_label(one.host), _label(other.host)) else "different"


def _label(host: str) -> str:
    parts = host.split(".")[:-1]
    while len(parts) > 1 and parts[-1] in _ENDINGS:
        parts.pop()
    return ".".join(parts)


def _hosts_alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if _FIGURES.findall(short) != _FIGURES.findall(long):
        return False
    return (len(short) >= 4 and long.startswith(short)) or (short == long) or fuzz.ratio(one, other) >= 88


def shared_by(sites: Sequence[Site | None]) -> Counter[Site]:
    """How many organizations give each website."""
    return Counter(each for each in sites if each is not None)


def coordinates(organizations: pd.DataFrame) -> tuple[Floats, Floats]:
    """Latitudes and longitudes in degrees, NaN where either is missing or both are 0."""
    north = organizations["latitude"].to_numpy(dtype=float)
    east = organizations["longitude"].to_numpy(dtype=float)
    unknown = np.isnan(north) | np.isnan(east) | ((north == 0) & (east == 0))
    return np.where(unknown, np.nan, north), np.where(unknown, np.nan, east)


def metres(north: Floats, east: Floats, first: Places, second: Places) -> Floats:
    """Great-circle metres between pairs of places (haversine formula, sphere of 6,371 km); NaN where not known."""
    phi, psi = np.radians(north[first]), np.radians(north[second])
    half = np.sin((psi - phi) / 2) ** 2
    half = half + np.cos(phi) * np.cos(psi) * np.sin(np.radians(east[second] - east[first]) / 2) ** 2
    distances: Floats = 2 * _EARTH * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return distances


def in_crowd(north: Floats, east: Floats) -> npt.NDArray[np.bool_]:
    """Which organizations are at a point that more than ``CROWD`` organizations give."""
    points = pd.DataFrame({"north": north, "east": east})
    crowd: npt.NDArray[np.bool_] = points.groupby(["north", "east"])["north"].transform("size").gt(CROWD).to_numpy()
    return crowd


def where_columns(organizations: pd.DataFrame) -> dict[str, str]:
    """The first column of ``addresses`` and that of ``cities``, where there are, by what stands before any bracket."""
    found: dict[str, str] = {}
    for column in organizations.columns:
        words = set(map(plain, _WORDS.findall(str(column).partition("(")[0].replace("_", " "))))
        for kind, telling in _WHERE.items():
            if words & telling and not words & _OTHER_ADDRESSES:
                found.setdefault(kind, column)
    return found


def written_apart(cells: Mapping[str, Sequence[object]], one: int, other: int) -> str:
    """What of the written places of two organizations clearly differs: ``addresses``, ``cities``, both, or nothing."""
    differing = {"addresses": addresses_differ, "cities": cities_differ}
    pairs = ((kind, texts[one], texts[other]) for kind, texts in cells.items())
    return " and ".join(
        kind
        for kind, left, right in pairs
        if isinstance(left, str) and isinstance(right, str) and differing[kind](left, right)
    )


def addresses_differ(one: str, other: str) -> bool:
    """Whether the first number of neither stands in the other: "38 Ash St, 02111" and "99 Albany St, 02111"."""
    left, right = ([figures.lstrip("0") for figures in _FIGURES.findall(text)] for text in (one, other))
    return bool(left and right) and left[0] not in right and right[0] not in left


def cities_differ(one: str, other: str) -> bool:
    """Whether two names of cities share no word, are not alike, and none is the initials of the other."""
    left, right = ([plain(word) for word in _WORDS.findall(text)] for text in (one, other))
    if not (left and right) or set(left) & set(right):
        return False
    if "".join(left) == "".join(word[0] for word in right) or "".join(right) == "".join(word[0] for word in left):
        return False
    return bool(fuzz.ratio("".join(left), "".join(right)) < _ALIKE_CITIES)


def at_sight(columns: Sequence[Sequence[object]], one: int, other: int) -> tuple[str, str]:
    """What each of two organizations says in the first columns where they differ, in short; empty where silent."""
    told = [(_in_short(column[one]), _in_short(column[other])) for column in columns]
    differing = [pair for pair in told if name_key(pair[0]) != name_key(pair[1])][:_AT_SIGHT]
    left, right = (" · ".join(filter(None, texts)) for texts in zip(*differing, strict=True)) if differing else ("", "")
    return left, right


def _in_short(cell: object) -> str:
    text = ", ".join(cell) if isinstance(cell, tuple) else cell if isinstance(cell, str) else ""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
