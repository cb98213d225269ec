"""What an inventory is: schema, read, recognise, check, repair, write."""

from components.inventory.build import empty_inventory, make_inventory
from components.inventory.catalogue import completeness, list_inventories
from components.inventory.cells import join_list, number_text
from components.inventory.export import table_csv
from components.inventory.files.package import Limits, inventory_dates
from components.inventory.model import Inventory, Problem
from components.inventory.read import read_inventory
from components.inventory.schema import schema_columns, schema_tables, vocabulary
from components.inventory.templates import template
from components.inventory.text import guard, scrub, slug, unguard
from components.inventory.write import csv_bytes, csv_files, write_inventory, zip_bytes

__all__ = [
    "Inventory",
    "Limits",
    "Problem",
    "completeness",
    "csv_bytes",
    "csv_files",
    "empty_inventory",
    "guard",
    "inventory_dates",
    "join_list",
    "list_inventories",
    "make_inventory",
    "number_text",
    "read_inventory",
    "schema_columns",
    "schema_tables",
    "scrub",
    "slug",
    "table_csv",
    "template",
    "unguard",
    "vocabulary",
    "write_inventory",
    "zip_bytes",
]
