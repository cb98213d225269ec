"""Work on an inventory: its rows as texts, what was decided about them, mending cells and counting rows."""

from components.drafts.draft import Draft
from components.drafts.left_out import (
    count_rows,
    list_decided_rows,
    list_kept_people_columns,
    list_rows_left_out,
    list_unread_cells,
)
from components.drafts.mending import CellToMend, find_cells_to_mend, find_suggestions, mend_cells, take_suggestions
from components.drafts.opening import list_inventories, make_draft, make_draft_of_sheets, read_inventory
from components.drafts.text_tables import RowTexts

__all__ = [
    "CellToMend",
    "Draft",
    "RowTexts",
    "count_rows",
    "find_cells_to_mend",
    "find_suggestions",
    "list_decided_rows",
    "list_inventories",
    "list_kept_people_columns",
    "list_rows_left_out",
    "list_unread_cells",
    "make_draft",
    "make_draft_of_sheets",
    "mend_cells",
    "read_inventory",
    "take_suggestions",
]
