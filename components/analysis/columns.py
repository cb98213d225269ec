"""Reading the columns of an inventory's frames: what their cells hold, which are known, and of which rows."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Set
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NONE = "none"
"""What a cell of one word or text says where someone looked, and there is none."""

RowReference = tuple[str, Hashable]
"""Where a figure comes from: the name of a table, and an index label in its frame."""


def text_cells(frame: pd.DataFrame, column: str) -> list[str | None]:
    """Give the cells of a text column as plain text, None where not known."""
    cells = frame[column].tolist()
    # Nearly all are text, which is seen sooner than asked whether it is missing.
    return [cell if type(cell) is str else None if pd.isna(cell) else str(cell) for cell in cells]


def number_cells(frame: pd.DataFrame, column: str) -> Floats:
    """Give the cells of a number column, NaN where not known."""
    return frame[column].to_numpy(dtype=float)


def list_cells(frame: pd.DataFrame, column: str) -> list[tuple[str, ...] | None]:
    """Give the cells of a list column: None where not known, ``()`` where someone looked and there is none."""
    return [cell if isinstance(cell, tuple) else None for cell in frame[column].tolist()]


def listed_values(frame: pd.DataFrame, column: str) -> Iterator[tuple[Hashable, str]]:
    """Give every value of a list column, each after the index label of its row."""
    for label, cell in zip(frame.index, list_cells(frame, column), strict=True):
        for value in cell or ():
            yield label, value


def is_known(frame: pd.DataFrame, column: str) -> Bools:
    """Which cells of a column are known; an empty list is, as someone looked and there is none."""
    return frame[column].notna().to_numpy(dtype=bool)


def is_among(frame: pd.DataFrame, column: str, values: Collection[Any]) -> Bools:
    """Which text cells are among some values; with a set it is much faster than ``isin`` on thousands of values."""
    return np.fromiter((cell in values for cell in frame[column].tolist()), dtype=bool, count=len(frame))


def lists_any(frame: pd.DataFrame, column: str, values: Set[str]) -> Bools:
    """Which cells of a list column name at least one of some values."""
    return np.array([not values.isdisjoint(cell or ()) for cell in list_cells(frame, column)], dtype=bool)


def lists_anything(frame: pd.DataFrame, column: str) -> Bools:
    """Which cells of a list column name something: neither unknown nor "none"."""
    return np.array([bool(cell) for cell in list_cells(frame, column)], dtype=bool)


def keep_rows(frame: pd.DataFrame, rows: Bools) -> pd.DataFrame:
    """Keep the rows that are marked, and give the frame itself where all are."""
    # Taking positions is several times faster than a mask, on frames of many text columns.
    return frame if rows.all() else frame.take(np.flatnonzero(rows))


def row_references(table: str, labels: Iterable[Any]) -> tuple[RowReference, ...]:
    """Name rows of one table by their index labels, each once, in the order given."""
    return tuple(zip(repeat(table), dict.fromkeys(labels), strict=False))
