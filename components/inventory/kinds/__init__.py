"""Kinds of value: for each one small class that reads a cell, suggests what it means, writes it and compares it.

A new kind is a file here and a word in ``KINDS``. Each column names its kind in ``data/schema/columns.csv``.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import pandas as pd

from components.inventory.kinds.date import Date, Order, both_days, in_doubt, order_of
from components.inventory.kinds.kind import Cell, Kind, Reading, Suggestion, is_none, is_unknown, words_for_nothing
from components.inventory.kinds.misspelling import is_misspelled
from components.inventory.kinds.number import Number, number_text
from components.inventory.kinds.organization import Organization
from components.inventory.kinds.several import Several, join_list, split_at_other_marks, split_list
from components.inventory.kinds.text import Community, Text, WebAddress
from components.inventory.kinds.word import Word
from components.inventory.kinds.yes_no import YesNo
from components.inventory.problems import Fault
from components.inventory.schema import Column
from components.inventory.text import guard

__all__ = [
    "KINDS",
    "Cell",
    "Date",
    "Kind",
    "Order",
    "Reading",
    "Suggestion",
    "both_days",
    "cell_of_value",
    "in_doubt",
    "is_misspelled",
    "is_none",
    "is_unknown",
    "join_list",
    "kind_of",
    "number_text",
    "order_of",
    "read_column",
    "split_at_other_marks",
    "split_list",
    "text_of_cell",
    "to_series",
    "words_for_nothing",
]

KINDS: dict[str, type[Kind]] = {
    "text": Text,
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
    column: Column,
    texts: Sequence[str],
    names: frozenset[str] = frozenset(),
    *,
    different: AbstractSet[str] | None = None,
    semicolons: bool = False,
) -> tuple[pd.Series, dict[str, tuple[Fault, ...]]]:
    """Read the cleaned texts of a column, and give its cells and the faults by the text that has them.

    Each different text is read once: a column of 100,000 rows has few. ``names`` holds the words for not known
    that an organization really goes by. ``different`` holds the different texts, where they are known already.
    ``semicolons`` is whether these part the cells of the column's file.
    """
    kind = kind_of(column)
    if kind.holds_any_text:
        return to_series(column, [text or None for text in texts]), {}
    different = set(texts) if different is None else different
    different = different - {""} if "" in different else different
    kind.learn(different, semicolons=semicolons)
    cells, faults = _read_different(kind, different)
    # No text that is a number without a fault is a word for not known.
    for text in words_for_nothing(faults if isinstance(kind, Number) else different):
        cells[text], faults[text] = _read_word_for_nothing(kind, text, names)
    faults = {text: found for text, found in faults.items() if found}
    return to_series(column, list(map(cells.__getitem__, texts))), faults


def _read_different(kind: Kind, different: AbstractSet[str]) -> tuple[dict[str, Cell], dict[str, tuple[Fault, ...]]]:
    """The cells by the texts of a column, and the faults of those that have any."""
    cells: dict[str, Cell] = {"": None}
    faults: dict[str, tuple[Fault, ...]] = {}
    if type(kind).read is Kind.read:  # every text is taken as it stands
        cells |= zip(different, different, strict=True)
        return cells, faults
    for text in different:
        cells[text], found = kind.read(text)
        if found:
            faults[text] = found
    return cells, faults


def _read_word_for_nothing(kind: Kind, text: str, names: frozenset[str]) -> Reading:
    if not kind.says_something(text, names):
        case = "list" if kind.column.is_list else ""
        return None, (Fault("word for not known", text, case=case),)
    if is_none(text) and isinstance(kind, Organization) and kind.knows(text, names):
        return text, ()
    return kind.read(text)


def to_series(column: Column, cells: Sequence[Cell]) -> pd.Series:
    """Give cells as the series that ``Inventory`` promises for their column."""
    return pd.Series(list(cells), dtype=kind_of(column).dtype)


# Values of other programs

# The types of what pandas holds for a missing value, by name: a process that reads a file does without pandas.
_MISSING = ("NaTType", "NAType")


def text_of_cell(cell: object) -> str:
    """Write any cell of an inventory as the text that reads back as it, safe to open in a spreadsheet."""
    if isinstance(cell, tuple):
        return guard(join_list(tuple(map(str, cell))))
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]
        return ""
    return number_text(cell) if isinstance(cell, float) else guard(cell_of_value(cell))


def cell_of_value(value: object) -> str:
    """Write what a spreadsheet or Python holds as a value, and give the text: 2015.0 gives ``2015``, a day is ISO."""
    if isinstance(value, str):
        return value
    if value is None or type(value).__name__ in _MISSING:
        return ""
    if isinstance(value, (tuple, list)):
        return join_list(tuple(str(item) for item in value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (float, int)):
        return "" if math.isnan(value) else number_text(float(value)) if abs(value) < 1e15 else str(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
