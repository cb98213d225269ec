"""Communities: one name for each, which are part of which, and which are marginalized."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from components.analysis.columns import text_cells
from components.inventory import Inventory
from components.inventory.communities import (
    choose_counted_communities,
    community_key,
    community_spellings,
    follow_broader,
    list_broader_communities,
)


@dataclass(frozen=True)
class Communities:
    """The communities that an inventory names, in the order of its table, then as they are named.

    Spellings that share a slug ("Black residents", "black residents") are one community, under the spelling that comes
    first. Of very many only those that the views count are here. ``broader_of`` gives for each slug the
    names that it counts towards: its own and the nearest broader ones; a ring of broader communities makes them all
    one family. ``marginalized_slugs`` also has those of communities that are not among ``names``.
    """

    names: tuple[str, ...]
    marginalized: Mapping[str, str]
    broader_of: Mapping[str, tuple[str, ...]]
    keys: Mapping[str, str]
    marginalized_slugs: frozenset[str] = frozenset()

    def counts_towards(self, spelling: str) -> tuple[str, ...]:
        """Give the names of the communities towards which a value in a cell counts."""
        return self.broader_of[self.keys[spelling]]

    def name_of(self, spelling: str) -> str | None:
        """Give the name of the community that is spelt like this; None where it is not among ``names``."""
        key = self.keys[spelling]
        first = next(iter(self.broader_of[key]), None)
        return first if first is not None and self.keys[first] == key else None

    def any_marginalized(self, spellings: Iterable[str]) -> bool:
        """Whether any of these is marked marginalized, itself or through a broader community."""
        return any(self.keys[spelling] in self.marginalized_slugs for spelling in spellings)


def find_communities(inventory: Inventory) -> Communities:
    """Find the communities in the table, and those that an organization, initiative or seat names."""
    tables = inventory.tables
    keys = {spelling: community_key(spelling) for spelling in community_spellings(tables)}
    names, broader = choose_counted_communities(tables), list_broader_communities(tables)
    lines = {key: follow_broader(key, broader) for key in dict.fromkeys(keys.values())}
    words = _marginalized(inventory, lines)
    return Communities(
        names=tuple(names.values()),
        marginalized={names[key]: word for key, word in words.items() if key in names},
        broader_of={key: tuple(names[k] for k in line if k in names) for key, line in lines.items()},
        keys=keys,
        marginalized_slugs=frozenset(key for key, word in words.items() if word == "yes"),
    )


def with_narrower(inventory: Inventory, communities: Iterable[str]) -> set[str]:
    """Add to some communities all that are part of them and count towards them, as spelt on record."""
    asked = set(communities)
    if not asked:
        return asked
    wanted, broader = set(map(community_key, asked)), list_broader_communities(inventory.tables)
    found = wanted | {key for key in broader if not wanted.isdisjoint(follow_broader(key, broader))}
    return asked | {name for name in community_spellings(inventory.tables) if community_key(name) in found}


def _marginalized(inventory: Inventory, lines: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Give yes or no by key: the community's own word, else yes where a broader one is marked yes."""
    table = inventory.communities
    own: dict[str, str] = {}
    for name, word in zip(text_cells(table, "name"), text_cells(table, "marginalized"), strict=True):
        if name is not None and word is not None:
            own.setdefault(community_key(name), word)
    inherited = {key: "yes" for key, line in lines.items() if any(own.get(broader) == "yes" for broader in line)}
    return {**inherited, **own}
