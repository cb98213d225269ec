"""Rename communities: where the table of communities gets another name, all cells that have the old one follow."""

from __future__ import annotations

from collections.abc import Iterator

from components.drafts.text_tables import RowTexts
from components.inventory.communities import community_key
from components.inventory.kinds import replace_in_list
from components.inventory.schema import columns_of

_IN_FREE_TEXTS = (("communities", "broader"), ("notes", "about"))
"""Columns of text that may name a community, beside those whose kind is community."""
Changes = dict[int, dict[str, str]]
"""New texts by row key, then by column."""


def follow_renamed_communities(before: RowTexts, changes: Changes) -> Changes:
    """Add to changed cells those that name a community by a name that it no longer has, and give all.

    A name that another row of the table keeps stays. A cell that a person changed at the same time stays as they
    wrote it.
    """
    renamed = _find_renamed(before, changes)
    if not renamed:
        return changes
    found = {key: dict(cells) for key, cells in changes.items()}

    def rename(name: str) -> str:
        return renamed.get(community_key(name), name)

    for key, column, is_list in _naming_cells(before):
        text = before.cell(key, column)
        after = replace_in_list(text, lambda name: [rename(name)]) if is_list else rename(text)
        if after != text and column not in found.get(key, {}):
            found.setdefault(key, {})[column] = before.as_written(key, after)
    return found


def _find_renamed(before: RowTexts, changes: Changes) -> dict[str, str]:
    """Find the communities that get another name, and give the new names by the keys of the old ones."""
    rows = [key for key in before.keys if before.table(key) == "communities"]
    names = {key: (before.cell(key, "name"), changes.get(key, {}).get("name", "").strip()) for key in rows}
    changed = [(old, new) for old, new in names.values() if old and new and community_key(old) != community_key(new)]
    kept = {community_key(old) for old, new in names.values() if not new or community_key(old) == community_key(new)}
    return {community_key(old): new for old, new in changed if community_key(old) not in kept}


def _naming_cells(texts: RowTexts) -> Iterator[tuple[int, str, bool]]:
    """Find the cells that may name communities, and give the row and column of each, and whether it is a list."""
    columns = {
        table: [
            (column.name, column.is_list)
            for column in columns_of(table)
            if column.kind == "community" or (table, column.name) in _IN_FREE_TEXTS
        ]
        for table in map(texts.table, texts.keys)
    }
    for key in texts.keys:
        for name, is_list in columns[texts.table(key)]:
            yield key, name, is_list
