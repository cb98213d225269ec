"""Every cell that names one organization made to name another: ids, names and the texts that hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from components.inventory.cells import join_list, split_list
from components.inventory.draft import Draft
from components.inventory.schema import columns_of, vocabulary
from components.inventory.tables import RawTable
from components.inventory.text import clean, guard, same_name, slug, unguard

_NAMES = ("aliases", "former_names")


@dataclass(frozen=True)
class Renaming:
    """Which texts name the organizations that become one, and what names the one."""

    exact: frozenset[str]
    """Their ids."""
    names: frozenset[str]
    """What else names them, as names are compared."""
    slugs: frozenset[str]
    """The same as ids are made, for texts that are looked up that way."""
    own: str
    """The id of the one."""
    called: str
    """The name of the one."""
    elsewhere: frozenset[str]
    """What also names something that is no organization."""
    others: frozenset[str]
    """The ids of all other organizations."""
    clear: bool
    """Whether no other organization goes by the name of the one."""

    def meant(self, text: str) -> bool:
        """Whether a cell that holds an organization names one of them."""
        return text in self.exact or (text not in self.others and same_name(text) in self.names)


def renaming(draft: Draft, group: set[str], own: str, called: str) -> Renaming:
    """What names the organizations of ``group`` (ids) in a draft's inventory. A text that names another organization
    first, as references are resolved, is not among it."""
    frame = draft.inventory.organizations
    ids = frame["id"].tolist()
    first: dict[str, str] = {}
    slugs: dict[str, str] = {}
    of_others = set()
    for column in ("id", "name", *_NAMES):
        for identity, cell in zip(ids, frame[column], strict=True):
            for text in cell if isinstance(cell, tuple) else (cell,) if isinstance(cell, str) else ():
                first.setdefault(same_name(text), identity)
                slugs.setdefault(slug(text), identity)
                if identity not in group:
                    of_others.add(same_name(text))
    return Renaming(
        frozenset(group),
        frozenset(text for text, identity in first.items() if identity in group),
        frozenset(text for text, identity in slugs.items() if identity in group),
        own,
        called,
        _names_elsewhere(draft),
        frozenset(ids) - group,
        same_name(called) not in of_others,
    )


def _names_elsewhere(draft: Draft) -> frozenset[str]:
    inventory = draft.inventory
    texts = [*inventory.initiatives["id"], *inventory.initiatives["name"], *inventory.communities["name"]]
    return frozenset(map(same_name, [*texts, *vocabulary("issue_areas")["word"]]))


def renamed(draft: Draft, names: Renaming, loops: frozenset[int]) -> Draft:
    """The draft with the one organization in each cell that named one of several; rows with the keys ``loops`` as they
    are."""
    raws = tuple(_in_table(raw, names, loops) for raw in draft.raws)
    return replace(draft, raws=raws)


def loops_of(draft: Draft, names: Renaming) -> frozenset[int]:
    """The keys of the ties of the inventory that join two different ones of the organizations."""
    ties = draft.inventory.relationships
    inside = ties["from"].isin(names.exact) & ties["to"].isin(names.exact) & (ties["from"] != ties["to"])
    keys = draft.built.keys["relationships"]
    return frozenset(key for key, loop in zip(keys, inside, strict=True) if loop and key is not None)


def _in_table(raw: RawTable, names: Renaming, loops: frozenset[int]) -> RawTable:
    changes = {
        name: texts
        for name, change in _columns(raw, names).items()
        if name in raw.columns and (texts := _changed(raw, raw.columns[name], change, loops)) is not None
    }
    if raw.table == "claims" and "row" in changes:
        tables = raw.columns.get("table", ())
        ours = [same_name(text) == "organizations" for text in tables]
        pairs = zip(raw.columns["row"], changes["row"], ours, strict=True)
        changes["row"] = [new if own else old for old, new, own in pairs]
    return replace(raw, columns={**raw.columns, **changes}) if changes else raw


def _columns(raw: RawTable, names: Renaming) -> Mapping[str, Callable[[str], str]]:
    """What is made of a cell, by the column that it is in."""

    def one(text: str) -> str:
        stays = names.clear and same_name(text) == same_name(names.called)
        return names.own if names.meant(text) and not stays else text

    def several(text: str) -> str:
        values = split_list(text) or ()
        return join_list(tuple(dict.fromkeys(map(one, values)))) if any(one(each) != each for each in values) else text

    def told(text: str) -> str:
        return one(text) if same_name(text) not in names.elsewhere else text

    def role(text: str) -> str:
        owner, colon, title = text.partition(":")
        return f"{names.called}{colon}{title}" if colon and slug(owner) in names.slugs else text

    def roles(text: str) -> str:
        values = split_list(text) or ()
        return join_list(tuple(map(role, values))) if any(role(each) != each for each in values) else text

    def keeper(text: str) -> str:
        return names.called if names.meant(text) else text

    by_kind = {"organization": one, "organizations": several}
    found = {column.name: by_kind[column.kind] for column in columns_of(raw.table) if column.kind in by_kind}
    texts = {
        "relationships": {"held_by": roles},
        "notes": {"about": told},
        "claims": {"row": one},
        "inventory": {"kept_by": keeper},
    }
    return found | texts.get(raw.table, {})


def _changed(
    raw: RawTable, texts: Sequence[str], change: Callable[[str], str], loops: frozenset[int]
) -> list[str] | None:
    """The column with its cells changed; None where none is."""
    new = {text: _rewritten(raw, text, change) for text in set(texts)}
    if all(text == found for text, found in new.items()):
        return None
    keys = raw.keys or ()
    return [text if key in loops else new[text] for text, key in zip(texts, keys, strict=True)]


def _rewritten(raw: RawTable, text: str, change: Callable[[str], str]) -> str:
    meant = unguard(clean(text)) if raw.guarded else clean(text)
    found = change(meant)
    if found == meant:
        return text
    return guard(found) if raw.guarded else found
