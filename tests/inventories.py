"""Inventories of a few rows that a test writes down itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.inventory import Inventory, TextTable, build_inventory
from components.inventory.kinds import cell_of_value
from components.inventory.schema import table_names

Rows = pd.DataFrame | Sequence[Mapping[str, Any]]


def make_inventory(**tables: Rows) -> Inventory:
    """Make an inventory of frames or lists of dicts, one a table, and check it as a file is checked.

    Cells may be text, numbers, dates, tuples (``()`` where there is none) or missing. Raises
    ``ValueError`` where a table is not one of the standard's, or a row lacks what is required.
    """
    if unknown := tables.keys() - set(table_names()):
        raise ValueError(f"No such table: {', '.join(sorted(unknown))}. There are: {', '.join(table_names())}.")
    built = build_inventory([_text_table(name, rows) for name, rows in tables.items()])
    if errors := [problem for problem in built.problems if problem.severity == "error"]:
        first = errors[0]
        raise ValueError(f"{first.table}, row {first.row}: {first.message} ({first.value})")
    return built.inventory


def _text_table(table: str, rows: Rows) -> TextTable:
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows), dtype=object)
    columns = {str(name): [cell_of_value(cell) for cell in frame[name]] for name in frame.columns}
    return TextTable(table, dict(columns), range(2, len(frame) + 2))
