"""What an inventory is: schema, read, recognise, check, repair, write."""

from components.inventory.accounting import accounting
from components.inventory.addresses import without_addresses
from components.inventory.applying import apply
from components.inventory.bring import Brought, bring, sheets_of
from components.inventory.build import empty_inventory, make_inventory
from components.inventory.by_hand import people_kept, rows_decided
from components.inventory.catalogue import list_inventories
from components.inventory.cells import join_list, number_text, split_list
from components.inventory.completeness import completeness
from components.inventory.dates import both_days
from components.inventory.decisions import DecidedRow, mappings_from_json, mappings_to_json
from components.inventory.draft import (
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
from components.inventory.export import table_csv
from components.inventory.files.dialect import Sheet
from components.inventory.files.encoding import OtherReading
from components.inventory.files.layout import filled_down, merged_in, rows_under
from components.inventory.files.long_texts import in_cells
from components.inventory.files.package import Limits, inventory_dates
from components.inventory.first_rows import FirstRows, first_rows, names_by_id, with_names
from components.inventory.forms import headers_for_a_tool
from components.inventory.mapping import NO_HEADER, ColumnMapping, Headed, Mapping
from components.inventory.model import Inventory, Problem
from components.inventory.people import address_columns, people_columns
from components.inventory.read import draft_of_sheets, open_draft, read_inventory
from components.inventory.recognise import AS_BEFORE, AS_SAID, BY_NAME, days_in_doubt, suggest, suggest_table
from components.inventory.repair.adding import added, differences, differences_in_words
from components.inventory.repair.comparing import compared
from components.inventory.repair.duplicates import likely_same
from components.inventory.repair.merging import merged, merged_all, same_organization, what_merging_does
from components.inventory.repair.suggestions import suggestions, taken
from components.inventory.repair.to_mend import CellToMend, cells_to_mend, mended
from components.inventory.schema import schema_columns, schema_tables, vocabulary
from components.inventory.steps import StoppedError
from components.inventory.templates import template
from components.inventory.text import guard, same_name, scrub, slug, unguard
from components.inventory.unread import unread_texts
from components.inventory.write import UnreadTexts, csv_bytes, csv_files, workbook_bytes, write_inventory, zip_bytes

__all__ = [
    "AS_BEFORE",
    "AS_SAID",
    "BY_NAME",
    "NO_HEADER",
    "Brought",
    "CellToMend",
    "ColumnMapping",
    "DecidedRow",
    "Draft",
    "FirstRows",
    "Headed",
    "Inventory",
    "Limits",
    "Mapping",
    "OtherReading",
    "Problem",
    "Sheet",
    "StoppedError",
    "UnreadTexts",
    "accounting",
    "added",
    "address_columns",
    "apply",
    "both_days",
    "bring",
    "cells_to_mend",
    "compared",
    "completeness",
    "csv_bytes",
    "csv_files",
    "days_in_doubt",
    "differences",
    "differences_in_words",
    "draft_of",
    "draft_of_sheets",
    "empty_inventory",
    "filled_down",
    "first_rows",
    "guard",
    "headers_for_a_tool",
    "in_cells",
    "inventory_dates",
    "join_list",
    "likely_same",
    "list_inventories",
    "make_inventory",
    "mappings_from_json",
    "mappings_to_json",
    "mended",
    "merged",
    "merged_all",
    "merged_in",
    "names_by_id",
    "not_the_same",
    "number_text",
    "open_draft",
    "people_columns",
    "people_kept",
    "read_inventory",
    "row_texts",
    "rows_decided",
    "rows_not_in",
    "rows_under",
    "same_name",
    "same_organization",
    "schema_columns",
    "schema_tables",
    "scrub",
    "set_aside",
    "sheets_of",
    "slug",
    "split_list",
    "suggest",
    "suggest_table",
    "suggestions",
    "table_csv",
    "table_texts",
    "take_back",
    "taken",
    "template",
    "unguard",
    "unread_texts",
    "vocabulary",
    "what_merging_does",
    "with_cells",
    "with_names",
    "with_rows",
    "without_addresses",
    "workbook_bytes",
    "write_inventory",
    "zip_bytes",
]
