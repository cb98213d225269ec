"""How much of an inventory is filled in."""

from __future__ import annotations

import pandas as pd

from components.inventory.model import Inventory
from components.inventory.schema import columns_of, table_names

# An id is made of the name where none is given.
_FILLED_BY_THE_ATLAS = {("organizations", "listed"), ("organizations", "id"), ("initiatives", "id")}


def measure_completeness(inventory: Inventory) -> pd.DataFrame:
    """How much of each column is filled: ``table``, ``column``, ``filled``, ``rows``, ``share``.

    A row a column of the standard, but for what the Atlas fills in itself. ``share`` is ``filled / rows``,
    missing where the table has no rows. A cell that says ``none`` is filled.
    """
    rows = [
        (table, column.name, int(inventory.tables[table][column.name].notna().sum()), len(inventory.tables[table]))
        for table in table_names()
        for column in columns_of(table)
        if (table, column.name) not in _FILLED_BY_THE_ATLAS
    ]
    frame = pd.DataFrame(rows, columns=["table", "column", "filled", "rows"])
    return frame.assign(share=frame["filled"] / frame["rows"].where(frame["rows"] > 0))
