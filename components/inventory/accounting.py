"""Rows in are rows kept and rows set aside: the figures of each file, sheet and table of a draft."""

from __future__ import annotations

import pandas as pd

from components.inventory.draft import Draft, rows_not_in

_COLUMNS = ["file", "sheet", "table", "rows_in", "kept", "set_aside", "same_as_another", "notes_under"]


def accounting(draft: Draft) -> pd.DataFrame:
    """How many rows of each table of each file came in, and where they are now.

    Columns: ``file``, ``sheet`` (missing where the file is no workbook), ``table``, ``rows_in`` (the filled rows under
    the header), ``kept`` (in the inventory), ``set_aside`` (by a person, or because what is required can't be read),
    ``same_as_another`` (kept once, with a row of another file), ``notes_under`` (notes, and headers that are repeated).
    The last four add up to ``rows_in``. A row of the file that is several ties is one row, kept where one of them is.
    """
    gone = rows_not_in(draft)
    why = dict(zip(gone["key"], gone["why"], strict=True))
    rows = []
    for raw in draft.raws:
        where: dict[int, set[str]] = {}
        for row, key in zip(raw.rows, raw.keys or (), strict=True):
            where.setdefault(row, set()).add(why.get(key, "kept"))
        kept = sum("kept" in each for each in where.values())
        same = sum("same as another" in each and "kept" not in each for each in where.values())
        under = len(raw.beside)
        figures = (len(where) + under, kept, len(where) - kept - same, same, under)
        rows.append((raw.file, raw.sheet, raw.table, *figures))
    return pd.DataFrame(rows, columns=_COLUMNS)
