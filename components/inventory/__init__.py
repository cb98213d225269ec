"""What an inventory is: its tables, columns, words and kinds of value, and the problems in it.

Beside the names below, every room may use these modules of small functions: ``schema`` (tables,
columns and words of the standard), ``text``, ``kinds`` (kinds of value), ``people`` and ``addresses`` (personal data),
``communities``, ``words`` (by which texts are recognised), ``progress`` and ``problems``.
"""

from components.inventory.model import (
    BuiltInventory,
    Inventory,
    build_inventory,
    measure_completeness,
    number_rows,
    sort_problems,
)
from components.inventory.problems import Problem
from components.inventory.tables import TextTable, leave_rows_out, pick_rows, read_table

__all__ = [
    "BuiltInventory",
    "Inventory",
    "Problem",
    "TextTable",
    "build_inventory",
    "leave_rows_out",
    "measure_completeness",
    "number_rows",
    "pick_rows",
    "read_table",
    "sort_problems",
]
