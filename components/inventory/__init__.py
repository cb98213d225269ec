"""What an inventory is: schema, read, recognise, check, repair, write."""

from components.inventory.build import empty_inventory, make_inventory
from components.inventory.catalogue import completeness, list_inventories
from components.inventory.export import table_csv
from components.inventory.files.package import Limits, inventory_dates
from components.inventory.model import Inventory, Problem
from components.inventory.read import read_inventory
from components.inventory.schema import schema_columns, schema_tables, vocabulary
from components.inventory.templates import template
from components.inventory.text import slug
from components.inventory.write import write_inventory

__all__ = [
    "Inventory",
    "Limits",
    "Problem",
    "completeness",
    "empty_inventory",
    "inventory_dates",
    "list_inventories",
    "make_inventory",
    "read_inventory",
    "schema_columns",
    "schema_tables",
    "slug",
    "table_csv",
    "template",
    "vocabulary",
    "write_inventory",
]
