"""Read files as tables of texts, and write tables to files: CSV, workbooks, JSON, networks, zips; templates."""

from components.files.encoding import OtherReading
from components.files.sheets import Limits, Sheet
from components.files.sources import Source, inventory_dates, read_sheets
from components.files.write import (
    UnreadTexts,
    cells_too_long_for_excel,
    csv_bytes,
    csv_files,
    table_csv,
    workbook_bytes,
    write_inventory,
    zip_bytes,
)

__all__ = [
    "Limits",
    "OtherReading",
    "Sheet",
    "Source",
    "UnreadTexts",
    "cells_too_long_for_excel",
    "csv_bytes",
    "csv_files",
    "inventory_dates",
    "read_sheets",
    "table_csv",
    "workbook_bytes",
    "write_inventory",
    "zip_bytes",
]
