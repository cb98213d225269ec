"""Communities: one name for each, which are part of which, and which are marginalized."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from components.analysis.cells import listed, texts
from components.inventory import Inventory, slug


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
        """The names of the communities towards which a value in a cell counts."""
        return self.broader_of[self.keys[spelling]]

    def any_marginalized(self, spellings: Iterable[str]) -> bool:
        """Whether any of these is marked marginalized, itself or through a broader community."""
        names = (self.counts_towards(spelling)[0] for spelling in spellings)
        return any(self.marginalized.get(name) == "yes" for name in names)


def communities_of(inventory: Inventory) -> Communities:
    """Every community in the table, and every one that an organization, initiative or seat names."""
    spellings = dict.fromkeys([*_tabled(inventory), *_named(inventory)])
    keys = {spelling: slug(spelling) or spelling for spelling in spellings}
    names: dict[str, str] = {}
    for spelling, key in keys.items():
        names.setdefault(key, spelling)
    parents = _parents(inventory)
    lines = {key: _line(key, parents) for key in names}
    return Communities(
        names=tuple(names.values()),
        marginalized=_marginalized(inventory, names, lines),
        broader_of={key: tuple(names[k] for k in line if k in names) for key, line in lines.items()},
        keys=keys,
    )


def _tabled(inventory: Inventory) -> list[str]:
    return [name for name in texts(inventory.communities, "name") if name is not None]


def _named(inventory: Inventory) -> list[str]:
    columns = [
        (inventory.organizations, "serves"),
        (inventory.organizations, "led_by"),
        (inventory.initiatives, "serves"),
        (inventory.seats, "speaks_for"),
        (inventory.seats, "held_by_community"),
    ]
    return [value for frame, column in columns for _, value in listed(frame, column)]


def _parents(inventory: Inventory) -> dict[str, list[str]]:
    """The slugs of the broader communities of each slug."""
    parents: dict[str, list[str]] = {}
    table = inventory.communities
    for name, broader in zip(texts(table, "name"), texts(table, "broader"), strict=True):
        if name is not None and broader is not None:
            parents.setdefault(slug(name) or name, []).append(slug(broader) or broader)
    return parents


def _line(key: str, parents: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The slug itself, then every broader one, nearest first; a cycle is walked once."""
    line, queue = [key], list(parents.get(key, ()))
    while queue:
        broader = queue.pop(0)
        if broader not in line:
            line.append(broader)
            queue += parents.get(broader, ())
    return tuple(line)


def _marginalized(
    inventory: Inventory, names: Mapping[str, str], lines: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """yes or no by name: the community's own word, else yes where a broader one is marked yes."""
    table = inventory.communities
    own: dict[str, str] = {}
    for name, word in zip(texts(table, "name"), texts(table, "marginalized"), strict=True):
        if name is not None and word is not None:
            own.setdefault(slug(name) or name, word)
    inherited = {key: "yes" for key, line in lines.items() if any(own.get(broader) == "yes" for broader in line)}
    return {names[key]: word for key, word in {**inherited, **own}.items()}
