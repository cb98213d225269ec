"""A foreign table becomes tables of the standard: recognised, its columns mapped, converted, looked at before."""

from components.importing.bring import Brought, bring
from components.importing.convert import convert_sheet
from components.importing.decisions import DecidedRow, mappings_from_json, mappings_to_json
from components.importing.layout import filled_down, merged_in, rows_under
from components.importing.people_columns import find_address_columns, find_people_columns
from components.importing.preview import FirstRows, first_rows, names_by_id, with_names
from components.importing.recognise import AS_BEFORE, AS_SAID, BY_NAME, days_in_doubt, suggest_columns, suggest_mapping
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, HeadedSheet, SheetMapping
from components.importing.tool_formats import headers_for_a_tool

__all__ = [
    "AS_BEFORE",
    "AS_SAID",
    "BY_NAME",
    "NO_HEADER",
    "Brought",
    "ColumnMapping",
    "DecidedRow",
    "FirstRows",
    "HeadedSheet",
    "SheetMapping",
    "bring",
    "convert_sheet",
    "days_in_doubt",
    "filled_down",
    "find_address_columns",
    "find_people_columns",
    "first_rows",
    "headers_for_a_tool",
    "mappings_from_json",
    "mappings_to_json",
    "merged_in",
    "names_by_id",
    "rows_under",
    "suggest_columns",
    "suggest_mapping",
    "with_names",
]
