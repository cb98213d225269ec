"""Turn a sheet of any kind into tables of the standard: recognise it, map its columns, preview and convert it.

``bring_sheets`` reads the sheets. ``suggest_mapping`` suggests how one is read, for a person to look over; where nobody
can be asked, ``BroughtSheets.recognise_surely`` takes only what is sure. ``convert_sheets`` makes the tables.
"""

from components.importing.brought_sheets import BroughtSheets, DecidedRow, Decisions, bring_sheets, decisions_to_json
from components.importing.convert import convert_sheets
from components.importing.headed_sheet import HeadedSheet
from components.importing.people import find_address_columns, find_people_columns, mask_cells
from components.importing.preview import FirstRows
from components.importing.recognise import suggest_columns, suggest_mapping
from components.importing.sheet_mapping import ColumnMapping, SheetMapping
from components.importing.tool_formats import name_headers_for_tool

__all__ = [
    "BroughtSheets",
    "ColumnMapping",
    "DecidedRow",
    "Decisions",
    "FirstRows",
    "HeadedSheet",
    "SheetMapping",
    "bring_sheets",
    "convert_sheets",
    "decisions_to_json",
    "find_address_columns",
    "find_people_columns",
    "mask_cells",
    "name_headers_for_tool",
    "suggest_columns",
    "suggest_mapping",
]
