"""Links: cells that name organizations. When ids, names or rows change, each must go on naming the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from components.inventory import BuiltInventory, TextTable
from components.inventory.kinds import join_list, split_list
from components.inventory.schema import WHO_SAYS, columns_of, vocabulary
from components.inventory.text import clean, name_key, slug, unguard

NAMING_COLUMNS = ("id", "name", "aliases", "former_names")
"""The columns by which an organization is found, in the order in which they are tried."""
_FREE_TEXTS = {"relationships": "held_by", "notes": "about", "claims": "row", "inventory": "kept_by"}
"""By table, the column of free text that may name an organization."""
FindRow = Callable[[int], int | None]
"""Gives the key that a row has now; for an organization, the key of the row that stands for it. None where it has no
row now."""


class Link(NamedTuple):
    """A cell that would name another organization now, and the text by which it names the same one as before."""

    key: int
    column: str
    text: str


def have_same_names(before: Sequence[TextTable], after: Sequence[TextTable]) -> bool:
    """Whether the organizations of the same tables, before and after a change, have the same ids and names."""
    return all(
        one.columns.get(name) is other.columns.get(name)
        or list(one.columns.get(name, ())) == list(other.columns.get(name, ()))
        for one, other in zip(before, after, strict=True)
        if one is not other and one.table == "organizations"
        for name in NAMING_COLUMNS
    )


def find_changed_links(
    tables: Sequence[TextTable], before: BuiltInventory, after: BuiltInventory, find_row: FindRow
) -> Iterator[Link]:
    """Find the cells that name another organization than before. ``tables`` are the tables of texts before the change.

    An organization that had no row before, as only other tables named it, may have one now.
    """
    yield from _in_references(before, after, find_row)
    with_free_texts = [table for table in tables if _FREE_TEXTS.get(table.table) in table.columns]
    if with_free_texts:
        renaming = _Renaming(before, after, find_row)
        for table in with_free_texts:
            yield from _in_free_texts(table, renaming, set(after.keys[table.table]), find_row)


def _ids_by_row(built: BuiltInventory) -> dict[int, str]:
    """Give the id of each organization that has a row, also of those set aside, by the key of the row."""
    own = zip(built.keys["organizations"], built.inventory.organizations["id"], strict=True)
    return {key: identity for key, identity in own if key is not None} | dict(built.ids_set_aside)


def _ids_now(before: BuiltInventory, after: BuiltInventory, find_row: FindRow) -> dict[str, str]:
    """Give the id now of each organization that has a row before and now, by its id before."""
    now = _ids_by_row(after)
    rows = ((identity, find_row(key)) for key, identity in _ids_by_row(before).items())
    return {identity: now[key] for identity, key in rows if key is not None and key in now}


# Columns that name organizations


def _in_references(before: BuiltInventory, after: BuiltInventory, find_row: FindRow) -> Iterator[Link]:
    ids_now = _ids_now(before, after, find_row)
    names_before = dict(before.inventory.organizations[["id", "name"]].itertuples(index=False, name=None))
    # An organization that is set aside and only reports or rates stands in its cell by name.
    aside = set(after.ids_set_aside.values())
    names_aside = {
        identity: name
        for identity, name in after.inventory.organizations[["id", "name"]].itertuples(index=False, name=None)
        if identity in aside
    }
    for table, frame in before.inventory.tables.items():
        at = {key: position for position, key in enumerate(after.keys[table]) if key is not None}
        rows = [None if key is None else find_row(key) for key in before.keys[table]]
        for column in (each.name for each in columns_of(table) if each.kind == "organization"):
            cells_now = after.inventory.tables[table][column].tolist()
            for key, cell in zip(rows, frame[column].tolist(), strict=True):
                if key is None or key not in at:
                    continue
                now = cells_now[at[key]]
                text = _text_for_same(cell, now, ids_now, names_before)
                if text is None or (column in WHO_SAYS and names_aside.get(text, text) == now):
                    continue
                yield Link(key, column, text)


def _text_for_same(cell: object, now: object, ids_now: Mapping[str, str], names: Mapping[str, str]) -> str | None:
    """Give the text by which a cell names the same organizations as before; None where it does so already."""
    if isinstance(cell, str):
        return ids_now[cell] if cell in ids_now and ids_now[cell] != now else None
    if not isinstance(cell, tuple):
        return None
    named_now = set(now) if isinstance(now, tuple) else set()
    with_rows = {ids_now[each] for each in cell if each in ids_now}
    # An organization that had no row before may have one now: then the cell names it besides those that had one.
    if with_rows <= named_now and len(named_now - with_rows) <= sum(each not in ids_now for each in cell):
        return None
    return join_list(tuple(dict.fromkeys(ids_now.get(each, names.get(each, each)) for each in cell)))


# Columns of free text


class _Names:
    """Finds the organization that a text means: by id or name, as references are resolved, or by the slug of a name."""

    def __init__(self, built: BuiltInventory) -> None:
        frame = built.inventory.organizations
        self._ids = frozenset(frame["id"])
        self._by_name: dict[str, str] = {}
        self._by_slug: dict[str, str] = {}
        self._names = dict(zip(frame["id"], frame["name"], strict=True))
        for column in NAMING_COLUMNS:
            for identity, cell in zip(frame["id"], frame[column], strict=True):
                for text in cell if isinstance(cell, tuple) else (cell,) if isinstance(cell, str) else ():
                    self._by_name.setdefault(name_key(text), identity)
                    self._by_slug.setdefault(slug(text), identity)

    def find(self, text: str) -> str | None:
        return text if text in self._ids else self._by_name.get(name_key(text))

    def find_by_slug(self, text: str) -> str | None:
        return self._by_slug.get(slug(text))

    def name_for(self, identity: str, find: Callable[[str], str | None]) -> str:
        """Give the organization's name, or its id where the name means another."""
        name = self._names.get(identity, identity)
        return name if find(name) == identity else identity


class _Renaming:
    """Rewrites a text of a free column so that it means the same organization as before.

    It has a method for each of ``_FREE_TEXTS``, under the name of the column.
    """

    def __init__(self, before: BuiltInventory, after: BuiltInventory, find_row: FindRow) -> None:
        self._ids_now = _ids_now(before, after, find_row)
        self._before, self._after = _Names(before), _Names(after)
        inventory = before.inventory
        others = [*inventory.initiatives["id"], *inventory.initiatives["name"], *inventory.communities["name"]]
        self._names_of_others = set(map(name_key, [*others, *vocabulary("issue_areas")["word"]]))

    def _wanted(self, was: str | None, now: str | None) -> str | None:
        """Give the id that a text should mean now; None where it still means the same one, or meant no row."""
        found = self._ids_now.get(was or "")
        return None if found == was == now else found

    def row(self, text: str) -> str:
        return self._wanted(self._before.find(text), self._after.find(text)) or text

    def about(self, text: str) -> str:
        return text if name_key(text) in self._names_of_others else self.row(text)

    def kept_by(self, text: str) -> str:
        found = self._wanted(self._before.find(text), self._after.find(text))
        return self._after.name_for(found, self._after.find) if found else text

    def held_by(self, text: str) -> str:
        values = split_list(text) or ()
        roles = tuple(map(self._role, values))
        return text if roles == values else join_list(roles)

    def _role(self, text: str) -> str:
        owner, colon, title = text.partition(":")
        find = self._after.find_by_slug
        found = self._wanted(self._before.find_by_slug(owner), find(owner)) if colon else None
        return f"{self._after.name_for(found, find)}{colon}{title}" if found else text


def _in_free_texts(table: TextTable, renaming: _Renaming, inside: set[int | None], find_row: FindRow) -> Iterator[Link]:
    column = _FREE_TEXTS[table.table]
    plain = {text: unguard(clean(text)) if table.guarded else clean(text) for text in set(table.columns[column])}
    changed = {text: getattr(renaming, column)(found) for text, found in plain.items() if found}
    for position, text in enumerate(table.columns[column]):
        if changed.get(text, plain[text]) != plain[text] and table.keys and _is_of_organization(table, position):
            key = find_row(table.keys[position])
            if key is not None and key in inside:
                yield Link(key, column, changed[text])


def _is_of_organization(table: TextTable, position: int) -> bool:
    """Whether a row is no claim, or one of an organization."""
    if table.table != "claims":
        return True
    return "table" in table.columns and name_key(table.columns["table"][position]) == "organizations"
