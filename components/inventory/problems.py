"""Problems: what in a file could not be taken as it stands, and how to mend it.

Every sentence stands in ``data/problems.csv``, where it can be read and edited as a text. Code names a problem by its
code (the column ``code``) and gives the words that fill its sentences.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from components.inventory.addresses import mask_quote
from components.inventory.text import join_names
from components.inventory.words import read_rows

Severity = Literal["error", "warning", "note"]

_LONGEST_QUOTE = 1_000  # letters of what a problem quotes
_LONGEST_ADDRESS = 100  # letters of the longest address or phone number in it
_LONGEST_VALUES = 500  # letters of the texts of several cells
_VALUES_NAMED = 3
_READINGS_NAMED = 12


@dataclass(frozen=True)
class Problem:
    """Something in a file that could not be taken as it stands, and how to mend it.

    No problem quotes an e-mail address or a phone number: each is masked.

    ``row`` counts as a spreadsheet does: the header is row 1. It is None where the problem is
    with a whole file, table or column. ``severity`` is ``error`` where a row or a file was set
    aside, ``warning`` where a cell became not known or a word is not in the vocabulary, ``note``
    where something was read with a guess that a person should know of.
    """

    table: str
    row: int | None
    column: str | None
    value: str | None
    rule: str
    """Its code in the catalogue."""
    message: str
    severity: Severity
    mend: str
    file: str | None = None
    label: int | None = None
    """The row's index label in the inventory's table; None where the row is not in it, or no row is meant."""
    sheet: str | None = None
    """The sheet's name where the file is a workbook."""
    key: int | None = None
    """The number by which a draft knows the row, also where it was set aside; None where no row is meant."""

    def __post_init__(self) -> None:
        for name in ("value", "message", "mend"):
            if text := getattr(self, name):
                is_long = len(text) > _LONGEST_QUOTE
                # Where the text is cut, half an address could be left at its end, unmasked.
                quote = text[: _LONGEST_QUOTE + _LONGEST_ADDRESS] if is_long else text
                shown = mask_quote(quote, ids=self.column == "id")
                object.__setattr__(self, name, shown[:-_LONGEST_ADDRESS] + "…" if is_long else shown)


class Place(NamedTuple):
    """Where a row was read: its spreadsheet row, its file, in a workbook its sheet, and its key among all rows read."""

    row: int
    file: str | None = None
    sheet: str | None = None
    key: int | None = None

    @property
    def called(self) -> str:
        """The file or the sheet, as it is named inside a sentence."""
        return f"sheet “{self.sheet}” of {self.file}" if self.sheet else self.file or "another table"


# The catalogue


class Wording(NamedTuple):
    """One row of the catalogue. Words in braces are filled in, such as ``{column}``."""

    code: str
    case: str
    """Which case of its code it words; empty where the code has a single wording."""
    severity: Severity
    message: str
    messages: str
    """The message for several rows or cells at once; empty where each has its own."""
    mend: str
    mends: str
    """How to mend several; empty where it is the same as for one."""


@functools.cache
def wordings() -> Mapping[tuple[str, str], Wording]:
    """Read the catalogue, and give its rows by code and case."""
    rows = [Wording(**row) for row in read_rows("problems.csv")]  # type: ignore[arg-type]
    return {(row.code, row.case): row for row in rows}


def problem(
    code: str,
    *,
    case: str = "",
    count: int = 1,
    table: str = "",
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    file: str | None = None,
    sheet: str | None = None,
    place: Place | None = None,
    **words: object,
) -> Problem:
    """Word a problem by its code, and give it with its place.

    The place is ``place`` where that is given, else what ``row``, ``file`` and ``sheet`` say. ``count``
    chooses between the sentence for one and that for several. The sentences may name ``table``, ``row``, ``column``,
    ``value``, ``file``, ``sheet``, ``count`` and whatever else is given in ``words``. Raises ``KeyError`` where the
    catalogue has no such code and case, or a word is missing.
    """
    wording = wordings()[code, case]
    row, file, sheet, key = (place.row or None, *place[1:]) if place else (row, file, sheet, None)
    where: dict[str, Any] = {"table": table, "row": row, "column": column, "value": value, "file": file, "sheet": sheet}
    known = where | {"count": f"{count:,}"} | words
    message = wording.messages if count != 1 and wording.messages else wording.message
    mend = wording.mends if count != 1 and wording.mends else wording.mend
    sentences: dict[str, Any] = {"message": message.format_map(known), "mend": mend.format_map(known)}
    return Problem(**where, **sentences, rule=code, severity=wording.severity, key=key)


# Faults of cells


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell: a problem without its row, which is added later."""

    code: str
    value: str
    words: Mapping[str, object] = field(default_factory=dict)
    """What fills the sentences of its code; ``{value}`` and ``{column}`` need not be given."""
    case: str = ""
    readings: tuple[str, ...] = ()
    """Words of the text that were read as others, such as ``“courts” as justice``."""

    def at(self, table: str, column: str | None, place: Place) -> Problem:
        """Word the fault as a problem of the row at a place, and give it."""
        words: dict[str, Any] = {"each": " and ".join(self.readings), **self.words}
        return problem(self.code, case=self.case, value=self.value, table=table, column=column, place=place, **words)


def tell_once(table: str, column: str, place: Place, found: Mapping[str, Fault], counts: Mapping[str, int]) -> Problem:
    """Word one problem for all cells of a column that have one kind of fault, and give it.

    ``found`` has the fault of each text, and ``counts`` the number of cells with that text. Where several
    cells have it, the sentences may also name ``{cells}`` (how many), ``{values}`` (their commonest texts), ``{stand}``
    (the verb after these) and ``{readings}``; ``{value}`` is the commonest text.
    """
    values = sorted(found, key=lambda text: (-counts[text], text))
    first, cells = found[values[0]], sum(counts[text] for text in found)
    one = first.at(table, column, place)
    if cells == 1:
        return one
    readings = list(dict.fromkeys(reading for text in values for reading in found[text].readings))
    more = f" and {len(readings) - _READINGS_NAMED:,} more" if len(readings) > _READINGS_NAMED else ""
    words: dict[str, Any] = {
        "cells": f"{cells:,} cells",
        "values": join_names([f"“{value[:60]}”" for value in values], _VALUES_NAMED),
        "stand": "stands" if len(values) == 1 else "stand",
        "readings": ", ".join(readings[:_READINGS_NAMED]) + more,
        **first.words,
    }
    words |= {"case": first.case, "count": cells, "table": table, "column": column, "value": first.value}
    told = problem(first.code, place=place, **words)
    joined = "; ".join(values)
    value = joined if len(joined) <= _LONGEST_VALUES else joined[:_LONGEST_VALUES] + "…"
    return replace(told, value=value, mend=told.mend if len(values) > 1 else one.mend)
