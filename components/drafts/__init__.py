"""An inventory that is worked on: its rows as texts, what was decided about them, mending and counting."""

from components.drafts.by_hand import people_kept, rows_decided
from components.drafts.catalogue import list_inventories
from components.drafts.cells_to_mend import CellToMend, cells_to_mend, mended
from components.drafts.draft import (
    Draft,
    draft_of,
    not_the_same,
    row_texts,
    rows_not_in,
    set_aside,
    table_texts,
    take_back,
    with_cells,
    with_rows,
)
from components.drafts.read import draft_of_sheets, open_draft, read_inventory
from components.drafts.row_counts import accounting
from components.drafts.suggestions import suggestions, taken
from components.drafts.unread_cells import unread_texts

__all__ = [
    "CellToMend",
    "Draft",
    "accounting",
    "cells_to_mend",
    "draft_of",
    "draft_of_sheets",
    "list_inventories",
    "mended",
    "not_the_same",
    "open_draft",
    "people_kept",
    "read_inventory",
    "row_texts",
    "rows_decided",
    "rows_not_in",
    "set_aside",
    "suggestions",
    "table_texts",
    "take_back",
    "taken",
    "unread_texts",
    "with_cells",
    "with_rows",
]
