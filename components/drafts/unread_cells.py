"""The texts of cells that could not be read: not known in the inventory, and taken along as they were written."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.drafts.draft import Draft
from components.files import UnreadTexts
from components.inventory import TextTable
from components.inventory.people import mask_addresses
from components.inventory.schema import NOT_QUOTED, column_of
from components.inventory.text import LONGEST_CELL, clean, unguard


def list_unread_cells(draft: Draft) -> UnreadTexts:
    """List what is written in the cells of a draft's inventory that are not known, for ``write_inventory``.

    That is whatever could not be read as what its column holds, and the words for not known. Never of raters; people's
    addresses, which columns of numbers and dates keep, give way to marks.
    """
    found: dict[str, dict[tuple[int, str], str]] = {}
    for table in draft.text_tables:
        frame = draft.inventory.tables[table.table]
        at = {key: position for position, key in enumerate(draft.reading.keys[table.table]) if key is not None}
        for name in table.columns:
            if column_of(table.table, name) and name not in NOT_QUOTED:
                found.setdefault(table.table, {}).update(_unread_in_column(table, name, frame[name], at))
    return {table: texts for table, texts in found.items() if texts}


def _unread_in_column(
    table: TextTable, name: str, cells: pd.Series, at: Mapping[int, int]
) -> dict[tuple[int, str], str]:
    missing = cells.isna().tolist()
    positions = ((at.get(key), text) for key, text in zip(table.keys or (), table.columns[name], strict=True) if text)
    texts = {(at, name): _plain(table, text) for at, text in positions if at is not None and missing[at]}
    return {cell: text for cell, text in texts.items() if text}


def _plain(table: TextTable, text: str) -> str:
    text = clean(text[:LONGEST_CELL])
    return mask_addresses(unguard(text) if table.guarded else text)
