"""Filters as an address and back: short stable words, so that any view can be shared as a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from components.analysis import Filters
from components.inventory import Inventory
from components.inventory.communities import (
    MOST_ISSUE_AREAS,
    choose_counted_communities,
    choose_most_named,
    community_key,
    community_spellings,
)
from components.inventory.schema import vocabulary
from components.inventory.text import slug

# The word in the address, and the field of Filters that it fills.
FIELDS = {
    "issue": "issue_areas",
    "community": "communities",
    "by": "community_by",
    "type": "types",
    "status": "statuses",
    "tie": "tie_kinds",
    "tie-status": "tie_statuses",
    "level": "least_level",
}
_ALSO_BY = {"served": "serves", "leads": "led_by", "led-by": "led_by", "seats": "seats"}  # understood, never written
BY_WORDS = {"serves": "serves", "led": "led_by", "seated": "seats"}
# Words of an address that are not filters.
OTHER_WORDS = ("city", "date", "version", "draft", "organization", "size", "part", "circles", "also")

ValueWords = Mapping[str, Mapping[str, str]]
"""For each filter word of an address, the values that it can have, in order, and the short word of each."""


@dataclass(frozen=True)
class Address:
    """What an address asks for: the filters it names, and the words in it that mean nothing here."""

    filters: Filters
    unknown: tuple[tuple[str, str], ...] = ()


def known_words(inventory: Inventory) -> dict[str, list[str]]:
    """Find what filters can be set to, and give for each filter word of an address its values in their order.

    Of very many values those are given that stand in the standard or are named most.
    """
    organizations = inventory.organizations
    issues = [_exploded(frame["issue_areas"]) for frame in (organizations, inventory.initiatives, inventory.seats)]
    return {
        "issue": _present("issue_areas", issues),
        "community": sorted(_communities(inventory), key=str.casefold),
        "by": list(BY_WORDS.values()),
        "type": _present("types", [organizations["type"], _exploded(organizations["also_type"])]),
        "status": _present("organization_statuses", [organizations["status"]]),
        "tie": _present("relationship_kinds", [inventory.relationships["kind"]]),
        "tie-status": list(Filters.TIE_STATUSES),
    }


def _communities(inventory: Inventory) -> list[str]:
    """List every spelling of the communities that the views count."""
    counted = choose_counted_communities(inventory.tables)
    return [name for name in community_spellings(inventory.tables) if community_key(name) in counted]


def value_words(inventory: Inventory) -> ValueWords:
    """Make a short stable word for each value of a filter, and give them by filter word and value."""
    known = {word: make_words(values) for word, values in known_words(inventory).items()}
    return known | {"by": {column: word for word, column in BY_WORDS.items()}}


def make_words(values: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Make a word for each value, and give them: where several would share one, the later ones get a number.

    None is one of those that are ``taken``.
    """
    words: dict[str, str] = {}
    taken = set(taken)
    last: dict[str, int] = {}
    for value in values:
        base = slug(value) or "unnamed"
        short = base
        while short in taken:
            last[base] = last.get(base, 1) + 1
            short = f"{base}-{last[base]}"
        taken.add(short)
        words[value] = short
    return words


def read_address(words: Mapping[str, str], known: ValueWords) -> Address:
    """Read the filters that the words of an address ask for, and give them; several values are joined by commas."""
    values: dict[str, tuple[str, ...]] = {}
    level: float | None = None
    unknown: list[tuple[str, str]] = []
    for word, text in words.items():
        if word == "level":
            level = _level(text)
            unknown += [] if level else [(word, text)]
        elif word in FIELDS:
            by_slug = {short: value for value, short in known[word].items()} | (_ALSO_BY if word == "by" else {})
            asked = [part.strip() for part in text.split(",") if part.strip()]
            found = [by_slug[slug(part)] for part in asked if slug(part) in by_slug]
            unknown += [(word, part) for part in asked if slug(part) not in by_slug]
            if found:
                values[FIELDS[word]] = tuple(dict.fromkeys(found))
        elif word not in OTHER_WORDS:
            unknown.append((word, text))
    return Address(Filters(least_level=level, **values), tuple(unknown))


def write_address(filters: Filters, known: ValueWords) -> dict[str, str]:
    """Write filters as words of an address, and give them: the shortest from which ``read_address`` gets the same."""
    words: dict[str, str] = {}
    for word, field in FIELDS.items():
        value = getattr(filters, field)
        if word == "level":
            words |= {word: str(value)} if value else {}
        elif word == "by":
            words |= {word: _joined(value, known[word])} if set(value) != set(known[word]) else {}
        elif value:
            words[word] = _joined(value, known[word])
    return words


def _joined(values: Iterable[str], words: Mapping[str, str]) -> str:
    return ",".join(words.get(value) or slug(value) for value in values)


def _level(text: str) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


def _exploded(column: pd.Series) -> pd.Series:
    return column.explode().dropna()


def _present(name: str, columns: Iterable[pd.Series]) -> list[str]:
    """List the values in ``columns``: those of the vocabulary in its order, then the others by name."""
    named = pd.concat([column.dropna() for column in columns]).tolist()
    different = set(named)
    ordered = [word for word in vocabulary(name)["word"] if word in different]
    present = choose_most_named(ordered, named, MOST_ISSUE_AREAS)
    return ordered + sorted(present - set(ordered), key=str.casefold)
