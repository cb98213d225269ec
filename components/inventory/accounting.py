"""Rows in are rows kept and rows set aside: the figures of each file and sheet of a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd

from components.inventory.draft import ADDED_HERE, Draft, rows_not_in
from components.inventory.tables import RawTable

_FIGURES = ["rows_in", "kept", "set_aside", "same_as_another", "notes_under", "not_read", "added_here"]
_COLUMNS = ["file", "sheet", "tables", *_FIGURES]


def accounting(draft: Draft) -> pd.DataFrame:
    """How many rows of each file and sheet came in, and where they are now.

    Columns: ``file``, ``sheet`` (missing where the file is no workbook), ``tables`` (those that its rows were read as,
    in words), ``rows_in`` (the filled rows under the header), ``kept`` (in the inventory), ``set_aside`` (by a person,
    or because what is required can't be read), ``same_as_another`` (as a row of another file, which stands for both),
    ``notes_under`` (notes, and headers that are repeated), ``not_read`` (of sheets that were left out, or of which
    nobody knows which table they are). These five add up to ``rows_in``. A row of the file that is an organization and
    several ties is one row, kept where one of them is. ``added_here`` are rows that no file brought: typed in the
    Atlas, or kept by it of what was merged.
    """
    gone = rows_not_in(draft)
    why = dict(zip(gone["key"], gone["why"], strict=True))
    read = [_figures(raws, why) for raws in _by_sheet(draft)]
    unread = [(file, sheet, "", rows, 0, 0, 0, 0, rows, 0) for file, sheet, rows in draft.unread]
    return pd.DataFrame([*read, *unread], columns=_COLUMNS)


def _figures(raws: Sequence[RawTable], why: dict[int, str]) -> tuple[object, ...]:
    where: dict[int, set[str]] = defaultdict(set)
    for raw in raws:
        for row, key in zip(raw.rows, raw.keys or (), strict=True):
            where[row].add(why.get(key, "kept"))
    kept = sum("kept" in each for each in where.values())
    same = sum("same as another" in each and "kept" not in each for each in where.values())
    under = sum(len(raw.beside) for raw in raws)
    tables = " and ".join(dict.fromkeys(raw.table for raw in raws))
    if raws[0].file == ADDED_HERE:
        return ADDED_HERE, None, tables, 0, 0, 0, 0, 0, 0, kept
    figures = (len(where) + under, kept, len(where) - kept - same, same, under, 0, 0)
    return raws[0].file, raws[0].sheet, tables, *figures


def _by_sheet(draft: Draft) -> list[list[RawTable]]:
    """The tables by the sheet that they were read from: ties that its columns gave stand behind its own table.

    What was added here has no sheet, and each of its tables has rows of its own.
    """
    sheets: list[list[RawTable]] = []
    for raw in draft.raws:
        if sheets and raw.table == "relationships" and _is_of(raw, sheets[-1][0]):
            sheets[-1].append(raw)
        else:
            sheets.append([raw])
    return sheets


def _is_of(ties: RawTable, own: RawTable) -> bool:
    read = own.file not in (None, ADDED_HERE) and own.table != "relationships"
    return read and (ties.file, ties.sheet) == (own.file, own.sheet)
