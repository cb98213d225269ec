"""What an inventory is: schema, read, recognise, check, repair, write."""

from components.inventory.build import empty_inventory, make_inventory
from components.inventory.model import Inventory, Problem
from components.inventory.schema import schema_columns, schema_tables, vocabulary
from components.inventory.text import slug

__all__ = [
    "Inventory",
    "Problem",
    "empty_inventory",
    "make_inventory",
    "schema_columns",
    "schema_tables",
    "slug",
    "vocabulary",
]
