"""Files to tables of texts and back: CSV, workbooks, JSON, networks, zips; templates."""

from components.files.dialect import Sheet
from components.files.encoding import OtherReading
from components.files.export import table_csv
from components.files.long_texts import in_cells
from components.files.package import Limits, inventory_dates
from components.files.templates import template
from components.files.write import UnreadTexts, csv_bytes, csv_files, workbook_bytes, write_inventory, zip_bytes

__all__ = [
    "Limits",
    "OtherReading",
    "Sheet",
    "UnreadTexts",
    "csv_bytes",
    "csv_files",
    "in_cells",
    "inventory_dates",
    "table_csv",
    "template",
    "workbook_bytes",
    "write_inventory",
    "zip_bytes",
]
