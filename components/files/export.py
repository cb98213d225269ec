"""Any table that a page shows, as a CSV that a spreadsheet opens."""

from __future__ import annotations

import pandas as pd

from components.files.write import BOM, csv_bytes
from components.inventory.kinds import text_of_cell
from components.inventory.text import guard


def table_csv(table: pd.DataFrame) -> bytes:
    """``table`` as CSV in UTF-8: lists joined by bars, empty where not known, ``none`` where there is none.

    It begins with the mark by which Excel knows UTF-8. Text that a spreadsheet would run as a
    formula gets an apostrophe, as in ``write_inventory``.
    """
    columns = [[text_of_cell(value) for value in table[name]] for name in table]
    header = [guard(str(name)) for name in table.columns]
    return BOM + csv_bytes([header, *map(list, zip(*columns, strict=True))])
