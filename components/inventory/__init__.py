"""What an inventory is: its tables, columns, words and kinds of value, and the problems in it."""

from components.inventory.build import empty_inventory, make_inventory
from components.inventory.completeness import measure_completeness
from components.inventory.kinds import both_days, join_list, number_text, split_list
from components.inventory.model import Inventory
from components.inventory.people import mask_addresses
from components.inventory.problems import Problem
from components.inventory.progress import StoppedError
from components.inventory.schema import schema_columns, schema_tables, vocabulary
from components.inventory.text import guard, same_name, scrub, slug, unguard

__all__ = [
    "Inventory",
    "Problem",
    "StoppedError",
    "both_days",
    "empty_inventory",
    "guard",
    "join_list",
    "make_inventory",
    "mask_addresses",
    "measure_completeness",
    "number_text",
    "same_name",
    "schema_columns",
    "schema_tables",
    "scrub",
    "slug",
    "split_list",
    "unguard",
    "vocabulary",
]
