"""Kinds of value: for each one small class that reads a cell, suggests what it means, and compares it with another.

A new kind is a class here and a word in ``KINDS``. Each column names its kind in ``data/schema/columns.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from components.inventory.kinds.date import Date, find_both_days, find_date_order, find_doubtful_date
from components.inventory.kinds.kind import (
    Cell,
    Community,
    Kind,
    Organization,
    Suggestion,
    WebAddress,
    cell_of_value,
    is_none,
    is_unknown,
    join_list,
    join_lists,
    list_values,
    number_text,
    replace_in_list,
    split_list,
    text_of_cell,
    words_for_nothing,
)
from components.inventory.kinds.number import Number
from components.inventory.kinds.several import Several, find_unsplit, split_at_other_marks
from components.inventory.kinds.word import MOST_LETTERS, Word, YesNo, find_misspelled
from components.inventory.problems import Fault
from components.inventory.schema import Column

__all__ = [
    "KINDS",
    "MOST_LETTERS",
    "Cell",
    "Date",
    "Kind",
    "Suggestion",
    "cell_of_value",
    "find_both_days",
    "find_date_order",
    "find_doubtful_date",
    "find_misspelled",
    "find_unsplit",
    "is_none",
    "is_unknown",
    "join_list",
    "join_lists",
    "kind_of",
    "list_values",
    "number_text",
    "read_column",
    "replace_in_list",
    "split_at_other_marks",
    "split_list",
    "text_of_cell",
]

KINDS: dict[str, type[Kind]] = {
    "text": Kind,
    "web address": WebAddress,
    "word": Word,
    "yes/no": YesNo,
    "number": Number,
    "date": Date,
    "organization": Organization,
    "community": Community,
}


def kind_of(column: Column) -> Kind:
    """Make the kind of value that a column holds, and give it: of a list, ``Several`` of its kind."""
    kind = KINDS[column.kind](column)
    return Several(kind) if column.is_list else kind


def read_column(
    column: Column, texts: Sequence[str], different: Iterable[str] | None = None
) -> tuple[pd.Series, dict[str, tuple[Fault, ...]]]:
    """Read the cleaned texts of a column, and give its cells and the faults by the text that has them.

    Each different text is read once: a column of 100,000 rows has few. ``different`` holds the different texts, where
    they are known already.
    """
    kind = kind_of(column)
    if kind.holds_any_text:
        return to_series(column, [text or None for text in texts]), {}
    # In the order of the column, as texts that lie beside each other in memory are read twice as fast.
    different = [text for text in (dict.fromkeys(texts) if different is None else different) if text]
    kind.learn(different)
    cells, faults = kind.read_all(different)
    cells[""] = None
    # Of the texts in a column of numbers, only one with a fault can be a word for not known.
    for text in words_for_nothing(faults if isinstance(kind, Number) else different):
        if not kind.says_something(text):
            cells[text] = None
            faults[text] = (Fault("word for not known", text, case="list" if column.is_list else ""),)
    return to_series(column, list(map(cells.__getitem__, texts))), faults


def to_series(column: Column, cells: Sequence[Cell]) -> pd.Series:
    """Give cells as the series that ``Inventory`` promises for their column."""
    return pd.Series(list(cells), dtype=kind_of(column).dtype)
