"""What names an organization, and the cells that would name another one when ids, names or rows change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from components.inventory.build import Built
from components.inventory.kinds import join_list, split_list
from components.inventory.references import WHO_SAYS
from components.inventory.schema import columns_of, vocabulary
from components.inventory.tables import RawTable
from components.inventory.text import clean, same_name, slug, unguard

NAMING = ("id", "name", "aliases", "former_names")
"""The columns by which an organization is found, the first first."""
# Columns of any text that may name an organization.
_TOLD = {"relationships": "held_by", "notes": "about", "claims": "row", "inventory": "kept_by"}


class Cell(NamedTuple):
    """A cell, and the text with which it names what it named before."""

    key: int
    column: str
    text: str


def named_otherwise(
    raws: Iterable[RawTable], source: Built, result: Built, place: Callable[[int], int | None]
) -> Iterator[Cell]:
    """The cells of ``result`` that name another organization than they did in ``source``, which was built of ``raws``.

    ``place`` gives the key that a row of ``source`` has in ``result`` (of an organization also the key of the row that
    stands for it now), None for none. What only other tables named in ``source`` may have a row in ``result``.
    """
    yield from _in_references(source, result, place)
    told = [raw for raw in raws if raw.table in _TOLD and _TOLD[raw.table] in raw.columns]
    if told:
        yield from _in_texts(told, source, result, place)


def _rows(built: Built) -> dict[int, str]:
    """The id of each organization that has a row, also of those set aside."""
    own = zip(built.keys["organizations"], built.inventory.organizations["id"], strict=True)
    return {key: identity for key, identity in own if key is not None} | dict(built.aside)


def _moved(source: Built, result: Built, place: Callable[[int], int | None]) -> dict[str, str]:
    """The id in the result of each organization of the source that has a row in both."""
    now = _rows(result)
    places = ((identity, place(key)) for key, identity in _rows(source).items())
    return {identity: now[key] for identity, key in places if key is not None and key in now}


# Columns that name organizations


def _in_references(source: Built, result: Built, place: Callable[[int], int | None]) -> Iterator[Cell]:
    meant = _moved(source, result, place)
    frame, aside = result.inventory.organizations, set(result.aside.values())
    # Who only says something, and is set aside, stands there by name.
    names = {identity: name for identity, name in zip(frame["id"], frame["name"], strict=True) if identity in aside}
    before = dict(zip(source.inventory.organizations["id"], source.inventory.organizations["name"], strict=True))
    for table, cells in source.inventory.tables.items():
        at = {key: position for position, key in enumerate(result.keys[table])}
        keys = [
            at.get(there) if key is not None and (there := place(key)) is not None else None
            for key in source.keys[table]
        ]
        for column in (each.name for each in columns_of(table) if each.kind == "organization"):
            now = result.inventory.tables[table][column].tolist()
            for position, cell in zip(keys, cells[column].tolist(), strict=True):
                if position is None or (text := _other(cell, now[position], meant, before)) is None:
                    continue
                if column in WHO_SAYS and names.get(text, text) == now[position]:
                    continue
                key = result.keys[table][position]
                if key is not None:
                    yield Cell(key, column, text)


def _other(cell: object, now: object, meant: Mapping[str, str], names: Mapping[str, str]) -> str | None:
    """What a cell should say that names another organization now; None where it names the same."""
    if isinstance(cell, str):
        return meant[cell] if cell in meant and meant[cell] != now else None
    if not isinstance(cell, tuple):
        return None
    several, rows = set(now) if isinstance(now, tuple) else set(), {meant[each] for each in cell if each in meant}
    # What only other tables named may be a row by now: it is in the cell beside the rows that were.
    if rows <= several and len(several - rows) <= sum(each not in meant for each in cell):
        return None
    return join_list(tuple(dict.fromkeys(meant.get(each, names.get(each, each)) for each in cell)))


# Columns of any text


class _Names:
    """Finds the organization that a text means, as references are resolved, or as ids are made from names."""

    def __init__(self, built: Built) -> None:
        frame = built.inventory.organizations
        self.ids = frozenset(frame["id"])
        self.first: dict[str, str] = {}
        self.slugs: dict[str, str] = {}
        for column in NAMING:
            for identity, cell in zip(frame["id"], frame[column], strict=True):
                for text in cell if isinstance(cell, tuple) else (cell,) if isinstance(cell, str) else ():
                    self.first.setdefault(same_name(text), identity)
                    self.slugs.setdefault(slug(text), identity)
        self.called = dict(zip(frame["id"], frame["name"], strict=True))

    def of(self, text: str) -> str | None:
        return text if text in self.ids else self.first.get(same_name(text))

    def by_slug(self, text: str) -> str | None:
        return self.slugs.get(slug(text))

    def name_for(self, identity: str, find: Callable[[str], str | None]) -> str:
        """The organization's name, or where that means another its id."""
        name = self.called.get(identity, identity)
        return name if find(name) == identity else identity


class _Told:
    """What the columns of any text should say."""

    def __init__(self, source: Built, result: Built, place: Callable[[int], int | None]) -> None:
        self._meant = _moved(source, result, place)
        self._before, self._after = _Names(source), _Names(result)
        self._elsewhere = _names_elsewhere(source)

    def _wanted(self, was: str | None, now: str | None) -> str | None:
        """The id that a text should mean; None where it means the same one still, or no row."""
        found = self._meant.get(was or "")
        return None if found == was == now else found

    def row(self, text: str) -> str:
        return self._wanted(self._before.of(text), self._after.of(text)) or text

    def about(self, text: str) -> str:
        return text if same_name(text) in self._elsewhere else self.row(text)

    def kept_by(self, text: str) -> str:
        found = self._wanted(self._before.of(text), self._after.of(text))
        return self._after.name_for(found, self._after.of) if found else text

    def held_by(self, text: str) -> str:
        values = split_list(text) or ()
        roles = tuple(map(self._role, values))
        return text if roles == values else join_list(roles)

    def _role(self, text: str) -> str:
        owner, colon, title = text.partition(":")
        find = self._after.by_slug
        found = self._wanted(self._before.by_slug(owner), find(owner)) if colon else None
        return f"{self._after.name_for(found, find)}{colon}{title}" if found else text


def _in_texts(
    raws: Iterable[RawTable], source: Built, result: Built, place: Callable[[int], int | None]
) -> Iterator[Cell]:
    told = _Told(source, result, place)
    for raw in raws:
        column, inside = _TOLD[raw.table], set(result.keys[raw.table])
        new = _new_texts(raw, column, getattr(told, column))
        for position, text in enumerate(raw.columns[column]) if new else ():
            key = place(raw.keys[position]) if raw.keys and text in new and _of_organizations(raw, position) else None
            if key is not None and key in inside:
                yield Cell(key, column, new[text])


def _new_texts(raw: RawTable, column: str, change: Callable[[str], str]) -> dict[str, str]:
    plain = {text: unguard(clean(text)) if raw.guarded else clean(text) for text in set(raw.columns[column])}
    changed = {text: change(found) for text, found in plain.items() if found}
    return {text: found for text, found in changed.items() if found != plain[text]}


def _of_organizations(raw: RawTable, position: int) -> bool:
    """Whether a row, if it is a claim, is of an organization."""
    return (
        raw.table != "claims" or same_name(raw.columns.get("table", [""] * len(raw.rows))[position]) == "organizations"
    )


def _names_elsewhere(built: Built) -> frozenset[str]:
    """What also names something that is no organization."""
    inventory = built.inventory
    texts = [*inventory.initiatives["id"], *inventory.initiatives["name"], *inventory.communities["name"]]
    return frozenset(map(same_name, [*texts, *vocabulary("issue_areas")["word"]]))
