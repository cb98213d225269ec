"""Reading the cells of an inventory's frames: what is listed, what is known, and from which row."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

NONE = "none"
"""What a cell of one word or text says where someone looked, and there is none."""

Row = tuple[str, Hashable]
"""Where a figure comes from: the name of a table and an index label in its frame."""


def texts(frame: pd.DataFrame, column: str) -> list[str | None]:
    """The cells of a text column as plain text, None where not known."""
    return [None if pd.isna(cell) else str(cell) for cell in frame[column].tolist()]


def numbers(frame: pd.DataFrame, column: str) -> npt.NDArray[np.float64]:
    """The cells of a number column, NaN where not known."""
    return frame[column].to_numpy(dtype=float)


def lists(frame: pd.DataFrame, column: str) -> list[tuple[str, ...] | None]:
    """The cells of a list column: None where not known, ``()`` where someone looked and there is none."""
    return [cell if isinstance(cell, tuple) else None for cell in frame[column].tolist()]


def listed(frame: pd.DataFrame, column: str) -> Iterator[tuple[Hashable, str]]:
    """Every value of a list column beside the index label of its row."""
    for label, cell in zip(frame.index, lists(frame, column), strict=True):
        for value in cell or ():
            yield label, value


def known(frame: pd.DataFrame, column: str) -> npt.NDArray[np.bool_]:
    """Which cells of a column say something, an empty list ("looked, and none") included."""
    return frame[column].notna().to_numpy(dtype=bool)


def among(frame: pd.DataFrame, column: str, values: Collection[Any]) -> npt.NDArray[np.bool_]:
    """Which text cells are one of some values (a set); much faster than ``isin`` on thousands of values."""
    return np.fromiter((cell in values for cell in frame[column].tolist()), dtype=bool, count=len(frame))


def rows_of(table: str, labels: Iterable[Any]) -> tuple[Row, ...]:
    """References to rows of one table, each once, in the order given."""
    return tuple(zip(repeat(table), dict.fromkeys(labels), strict=False))
