"""Communities: one name for each, which are part of which, and which are marginalized."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from components.analysis.columns import listed_values, text_cells
from components.inventory import Inventory
from components.inventory.text import slug

_NAMED_IN = (
    ("organizations", "serves"),
    ("organizations", "led_by"),
    ("initiatives", "serves"),
    ("seats", "speaks_for"),
    ("seats", "held_by_community"),
)
"""The list columns that name communities, beside the table of them."""


@dataclass(frozen=True)
class Communities:
    """The communities that an inventory names, in the order of its table, then as they are named.

    Spellings that share a slug ("Black residents", "black residents") are one community, under the
    spelling that comes first. ``broader_of`` gives for each slug the names that it counts towards:
    its own and every broader one; a cycle of broader communities makes them all one family.
    """

    names: tuple[str, ...]
    marginalized: Mapping[str, str]
    broader_of: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, str]

    def counts_towards(self, spelling: str) -> tuple[str, ...]:
        """Give the names of the communities towards which a value in a cell counts."""
        return self.broader_of[self.keys[spelling]]

    def any_marginalized(self, spellings: Iterable[str]) -> bool:
        """Whether any of these is marked marginalized, itself or through a broader community."""
        names = (self.counts_towards(spelling)[0] for spelling in spellings)
        return any(self.marginalized.get(name) == "yes" for name in names)


def find_communities(inventory: Inventory) -> Communities:
    """Find every community in the table, and every one that an organization, initiative or seat names."""
    keys = {spelling: _key(spelling) for spelling in community_spellings(inventory)}
    names: dict[str, str] = {}
    for spelling, key in keys.items():
        names.setdefault(key, spelling)
    parents: dict[str, list[str]] = {}
    for name, broader in _broader_pairs(inventory):
        parents.setdefault(name, []).append(broader)
    lines = {key: _follow(key, parents) for key in names}
    return Communities(
        names=tuple(names.values()),
        marginalized=_marginalized(inventory, names, lines),
        broader_of={key: tuple(names[k] for k in line if k in names) for key, line in lines.items()},
        keys=keys,
    )


def community_spellings(inventory: Inventory) -> tuple[str, ...]:
    """Give every spelling of a community once: those of the table first, then those of other tables."""
    tabled = (name for name in text_cells(inventory.communities, "name") if name is not None)
    named = (value for table, column in _NAMED_IN for _, value in listed_values(inventory.tables[table], column))
    return tuple(dict.fromkeys([*tabled, *named]))


def with_narrower(inventory: Inventory, communities: Iterable[str]) -> set[str]:
    """Add to some communities all that are part of them, over any number of levels, as spelt on record."""
    parts: dict[str, list[str]] = {}
    for name, broader in _broader_pairs(inventory):
        parts.setdefault(broader, []).append(name)
    found = {part for name in communities for part in _follow(_key(name), parts)}
    return {*communities, *(name for name in community_spellings(inventory) if _key(name) in found)}


def _key(spelling: str) -> str:
    """Give the key of a community: spellings that share a slug are one."""
    return slug(spelling) or spelling


def _broader_pairs(inventory: Inventory) -> Iterator[tuple[str, str]]:
    """Give the key of each community beside that of the broader one which it is part of."""
    table = inventory.communities
    for name, broader in zip(text_cells(table, "name"), text_cells(table, "broader"), strict=True):
        if name is not None and broader is not None:
            yield _key(name), _key(broader)


def _follow(key: str, next_of: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Give a key, then every key that it leads to, nearest first; a cycle is walked once."""
    line, waiting = {key: None}, deque(next_of.get(key, ()))
    while waiting:
        following = waiting.popleft()
        if following not in line:
            line[following] = None
            waiting += next_of.get(following, ())
    return tuple(line)


def _marginalized(
    inventory: Inventory, names: Mapping[str, str], lines: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Give yes or no by name: the community's own word, else yes where a broader one is marked yes."""
    table = inventory.communities
    own: dict[str, str] = {}
    for name, word in zip(text_cells(table, "name"), text_cells(table, "marginalized"), strict=True):
        if name is not None and word is not None:
            own.setdefault(_key(name), word)
    inherited = {key: "yes" for key, line in lines.items() if any(own.get(broader) == "yes" for broader in line)}
    return {names[key]: word for key, word in {**inherited, **own}.items()}
