"""The texts of cells that could not be read: not known in the inventory, and taken along as they were written."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.drafts.draft import Draft
from components.files import UnreadTexts
from components.inventory.addresses import mask_addresses
from components.inventory.schema import column_of
from components.inventory.tables import NOT_QUOTED, RawTable
from components.inventory.text import LONGEST_CELL, clean, unguard


def unread_texts(draft: Draft) -> UnreadTexts:
    """What is written in the cells of a draft's inventory that are not known, for ``write_inventory``.

    That is whatever could not be read as what its column holds, and the words for not known. Never of raters; people's
    addresses, which columns of numbers and dates keep, give way to marks.
    """
    found: dict[str, dict[tuple[int, str], str]] = {}
    for raw in draft.raws:
        frame = draft.inventory.tables[raw.table]
        at = {key: position for position, key in enumerate(draft.built.keys[raw.table]) if key is not None}
        for name in raw.columns:
            if column_of(raw.table, name) and name not in NOT_QUOTED:
                found.setdefault(raw.table, {}).update(_of_column(raw, name, frame[name], at))
    return {table: texts for table, texts in found.items() if texts}


def _of_column(raw: RawTable, name: str, cells: pd.Series, at: Mapping[int, int]) -> dict[tuple[int, str], str]:
    missing = cells.isna().tolist()
    places = ((at.get(key), text) for key, text in zip(raw.keys or (), raw.columns[name], strict=True) if text)
    texts = {(place, name): _plain(raw, text) for place, text in places if place is not None and missing[place]}
    return {cell: text for cell, text in texts.items() if text}


def _plain(raw: RawTable, text: str) -> str:
    text = clean(text[:LONGEST_CELL])
    return mask_addresses(unguard(text) if raw.guarded else text)
