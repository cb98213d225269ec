"""The texts of cells that could not be read. They are missing in the inventory, and are downloaded as written."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.drafts.draft import Draft
from components.files import UnreadTexts
from components.inventory import TextTable
from components.inventory.addresses import mask_addresses
from components.inventory.schema import NOT_QUOTED, column_of
from components.inventory.text import LONGEST_CELL, clean, unguard


def list_unread_cells(draft: Draft) -> UnreadTexts:
    """List the texts of the cells that are missing in a draft's inventory, for ``write_inventory``.

    These are texts that could not be read as what their column holds, and words for "not known". Cells about raters are
    never listed. People's addresses, which columns of numbers and dates keep, are masked.
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
