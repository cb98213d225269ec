"""Keep links, which are cells that name an organization or a community: each goes on naming the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from components.drafts.text_tables import Changes, RowTexts
from components.inventory import BuiltInventory, TextTable
from components.inventory.communities import community_key
from components.inventory.kinds import join_list, replace_in_list
from components.inventory.schema import NAMING_COLUMNS, REPORTER_COLUMNS, columns_of
from components.inventory.text import name_key

"""The columns that are searched for an organization, in this order."""
_FREE_TEXTS = {"relationships": "held_by", "notes": "about", "claims": "row"}
"""By table, a column of free text that may name organizations."""
_TEXTS_ON_COMMUNITIES = (("communities", "broader"), ("notes", "about"))
"""Columns of text that may name a community, beside those whose kind is community."""
FindRow = Callable[[int], int | None]
"""A function that gives the key of the row that stands for a row now, by the key that it had; None where none does."""


class Link(NamedTuple):
    """A cell that would name another organization now, with the text that makes it name the same one as before."""

    key: int
    column: str
    text: str


def find_changed_links(
    tables: Sequence[TextTable], before: BuiltInventory, after: BuiltInventory, find_row: FindRow
) -> Iterator[Link]:
    """Find the cells that name another organization than before, and give each with the text that mends it. ``tables``
    are the tables of texts before the change. An organization that had no row before it may have one now."""
    then, now = ({**built.organization_ids, **built.ids_set_aside} for built in (before, after))
    rows = ((identity, find_row(key)) for key, identity in then.items())
    ids_now = {identity: now[key] for identity, key in rows if key is not None and key in now}
    yield from _find_in_references(before, after, ids_now, find_row)
    for table in tables:
        if _FREE_TEXTS.get(table.table) in table.columns:
            yield from _find_in_free_texts(table, before, after, ids_now, find_row)


# Columns that name organizations


def _find_in_references(
    before: BuiltInventory, after: BuiltInventory, ids_now: Mapping[str, str], find_row: FindRow
) -> Iterator[Link]:
    names_before, names_now = _names_by_id(before), _names_by_id(after)
    aside = set(after.ids_set_aside.values())
    for table, frame in before.inventory.tables.items():
        at = {key: position for position, key in enumerate(after.keys[table]) if key is not None}
        rows = [None if key is None else find_row(key) for key in before.keys[table]]
        for column in (each.name for each in columns_of(table) if each.kind == "organization"):
            cells_now = after.inventory.tables[table][column].tolist()
            for key, cell in zip(rows, frame[column].tolist(), strict=True):
                if key is None or key not in at:
                    continue
                now = cells_now[at[key]]
                text = _find_text_to_write(cell, now, ids_now, names_before)
                # In a cell that says who reports or rates, an organization that is set aside stays by its name.
                stands_by_name = column in REPORTER_COLUMNS and text in aside and names_now.get(text) == now
                if text is not None and not stands_by_name:
                    yield Link(key, column, text)


def _names_by_id(built: BuiltInventory) -> dict[str, str]:
    return dict(built.inventory.organizations[["id", "name"]].itertuples(index=False, name=None))


def _find_text_to_write(cell: object, now: object, ids_now: Mapping[str, str], names: Mapping[str, str]) -> str | None:
    """Give the text by which a cell names the same organizations as before; None where it does so already."""
    if isinstance(cell, str):
        return ids_now[cell] if cell in ids_now and ids_now[cell] != now else None
    if not isinstance(cell, tuple):
        return None
    named_now = set(now) if isinstance(now, tuple) else set()
    with_rows = {ids_now[each] for each in cell if each in ids_now}
    # An organization without a row before may have one now: then the cell names it and those that had one.
    if with_rows <= named_now and len(named_now - with_rows) <= sum(each not in ids_now for each in cell):
        return None
    return join_list(tuple(dict.fromkeys(ids_now.get(each, names.get(each, each)) for each in cell)))


# Columns of free text


def _find_in_free_texts(
    table: TextTable, before: BuiltInventory, after: BuiltInventory, ids_now: Mapping[str, str], find_row: FindRow
) -> Iterator[Link]:
    ids_before, ids_after, names = _ids_by_name(before), _ids_by_name(after), _names_by_id(after)

    @cache
    def rename(text: str) -> str:
        wanted = ids_now.get(_find_id(ids_before, text), "")
        return wanted if wanted not in ("", _find_id(ids_after, text)) else text

    @cache
    def rename_owner(role: str) -> tuple[str]:
        owner, colon, title = role.partition(":")  # such as "Hub: chair"
        identity = rename(owner) if colon else owner
        name = names.get(identity, identity)
        new = name if _find_id(ids_after, name) == identity else identity
        return (role if identity == owner else f"{new}:{title}",)

    column, texts, inside = _FREE_TEXTS[table.table], RowTexts([table]), set(after.keys[table.table])
    for key_before in texts.keys:
        key, text = find_row(key_before), texts.cell(key_before, column)
        renamed = replace_in_list(text, rename_owner) if column == "held_by" else rename(text)
        is_of_others = column == "row" and name_key(texts.cell(key_before, "table")) != "organizations"
        if key is not None and key in inside and not is_of_others and renamed != text:
            yield Link(key, column, renamed)


def _ids_by_name(built: BuiltInventory) -> dict[str, str]:
    """Give the id of each organization, by that id, and by ``name_key`` of the id and of each name."""
    frame = built.inventory.organizations
    found = dict(zip(frame["id"], frame["id"], strict=True))
    for column in NAMING_COLUMNS:
        for identity, cell in zip(frame["id"], frame[column], strict=True):
            for text in cell if isinstance(cell, tuple) else (cell,) if isinstance(cell, str) else ():
                found.setdefault(name_key(text), identity)
    return found


def _find_id(ids: Mapping[str, str], text: str) -> str:
    return ids.get(text) or ids.get(name_key(text), "")


# Communities


def follow_renamed_communities(before: RowTexts, changes: Changes) -> Changes:
    """Add to the changes the new names of communities in the cells that name these, and give all. A name that another
    row of the table keeps stays. A cell that a person changed at the same time stays as they wrote it."""
    renamed = _find_renamed(before, changes)
    found = {key: dict(cells) for key, cells in changes.items()}

    def rename(name: str) -> str:
        return renamed.get(community_key(name), name)

    for key in before.keys if renamed else ():
        table, own = before.table(key), changes.get(key, {})
        for column in columns_of(table):
            if column.kind == "community" or (table, column.name) in _TEXTS_ON_COMMUNITIES:
                text = before.cell(key, column.name)
                after = replace_in_list(text, lambda name: [rename(name)]) if column.is_list else rename(text)
                if after != text and column.name not in own:
                    found.setdefault(key, {})[column.name] = before.as_written(key, after)
    return found


def _find_renamed(before: RowTexts, changes: Changes) -> dict[str, str]:
    """Find the communities that get another name, and give the new names by the keys of the old ones."""
    renamed, kept = dict[str, str](), set[str]()
    for row in before.keys:
        if before.table(row) == "communities" and (old := before.cell(row, "name")):
            new = changes.get(row, {}).get("name", "").strip()
            if new and community_key(new) != community_key(old):
                renamed[community_key(old)] = new
            else:
                kept.add(community_key(old))
    return {key: new for key, new in renamed.items() if key not in kept}
