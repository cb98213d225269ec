"""One table as its file has it, how much of a table is read, and which sheets of a spreadsheet are tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from components.files.file import MEGABYTE, Limits, TooLargeError
from components.inventory.problems import Problem, problem
from components.inventory.schema import standard_names
from components.inventory.text import header_key, word_key

Rows = Sequence[Sequence[str]]
Block = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, as a spreadsheet counts them, from 1."""

# The sheets of our own template that only explain it.
_EXPLAINING = ("read me", "columns")
_ROWS_ABOVE = 50  # for the header and titles above it, which do not count as rows
# How spreadsheet programs name a sheet that nobody has named, in English, German, French and Spanish.
_UNNAMED = ("sheet", "tabelle", "feuil", "hoja")


@dataclass(frozen=True)
class Sheet:
    """One table as its file has it: every row as texts, with its spreadsheet row number."""

    name: str
    file: str
    rows: Rows
    numbers: Sequence[int]
    problems: list[Problem] = field(default_factory=list)
    title: str | None = None
    """Its name in a workbook; None for a file of its own, whose rows should all be equally wide."""
    delimiter: str | None = None
    """What is between the cells of a text file; None for other files."""
    merged: Sequence[Block] = ()
    ours: bool = False
    """Whether it is a table of the standard in a package that the Atlas wrote, to be read exactly as it is written."""
    worked_out: dict[tuple[str, tuple[int, ...]], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was worked out about it once, so that it is not worked out again: by a name and the header's rows."""

    @property
    def called(self) -> str:
        """What it is called at the start of a sentence."""
        return f"Sheet “{self.title}” of {self.file}" if self.title else self.file


Sheets = tuple[list[Sheet], list[Problem]]
"""The sheets of a file, and the problems of the file as a whole."""


def columns_read(columns: int, header: Iterable[str]) -> int:
    """Count how many columns of a table are read: ``columns`` of its own, and those of the standard besides.

    A package that the Atlas writes has columns of the standard that the first file lacked. It must be readable too.
    """
    return columns + len(standard_names().intersection(map(header_key, header)))


def text_bytes(texts: Iterable[str]) -> int:
    """Count the bytes that texts have in UTF-8, and give the number."""
    joined = "".join(texts)
    return len(joined) if joined.isascii() else len(joined.encode("utf-8", "surrogatepass"))


# Sheets of spreadsheets


def explains_template(title: str) -> bool:
    """Whether a sheet is one of our template that only explains it."""
    return word_key(title) in _EXPLAINING


def asks_to_be_ignored(title: str) -> bool:
    """Whether the name of a sheet asks to leave it out, as Kumu has it: ``people (ignore)``."""
    return title.strip().casefold().endswith("(ignore)")


def sheet_left_out(file: str, title: str) -> Problem:
    """Word the note that a sheet was left out because its name asks for it, and give it."""
    return problem("sheet left out", file=file, value=title, sheet=title)


def name_after_file(sheet: Sheet, stem: str) -> Sheet:
    """Name a file's only sheet after the file where nobody has named it (``Sheet1``), and give it."""
    return replace(sheet, name=stem) if word_key(sheet.name).startswith(_UNNAMED) else sheet


class RowCollector:
    """Collects the rows of a sheet of a spreadsheet, and raises ``TooLargeError`` where they are too many."""

    def __init__(self, file: str, title: str, limits: Limits) -> None:
        self.file, self.title, self.limits = file, title, limits
        self.columns = limits.columns + len(standard_names())
        """How many columns of the next row are read: the most that there may be, until the header is known."""
        self.rows: list[list[str]] = []
        self.numbers: list[int] = []
        self.problems: list[Problem] = []
        self._cells = self._text = 0

    def add(self, number: int, row: list[str], is_wide: bool, times: int = 1) -> None:
        """Add a row that the sheet has ``times`` times. ``is_wide``: whether cells beyond ``columns`` are filled."""
        if not self.rows:
            self.columns = columns_read(self.limits.columns, row)
        if is_wide or len(row) > self.columns:
            most = self.columns
            self.problems.append(problem("row too wide", file=self.file, sheet=self.title, row=number, most=most))
        row = _without_empty_end(row[: self.columns])
        if not row:
            return
        self._count(row, times)
        self.rows += [row] * times
        self.numbers += range(number, number + times)

    def _count(self, row: list[str], times: int) -> None:
        """Count a row before it is kept. Raises ``TooLargeError`` where it is too much."""
        self._cells += len(row) * times  # with the empty ones before its last, which the file may leave out
        self._text += text_bytes(row) * times
        if len(self.rows) + times > self.limits.rows + _ROWS_ABOVE:
            raise TooLargeError(self.limits.rows, "rows")
        if self._cells > self.limits.cells:
            raise TooLargeError(self.limits.cells, "cells, filled or empty")
        if self._text > self.limits.text_megabytes * MEGABYTE:
            raise TooLargeError(self.limits.text_megabytes, "MB of text in its cells")

    def sheet(self, merged: Sequence[Block], problems: Sequence[Problem] = ()) -> Sheet:
        """Make a sheet of the rows. Raises ``TooLargeError`` where columns were cut off and only a header is left."""
        if self.problems and sum(any(row) for row in self.rows) < 2:
            raise TooLargeError(self.limits.columns, "columns, and nothing but a header in these")
        every = [*self.problems, *problems]
        return Sheet(self.title, self.file, self.rows, self.numbers, every, self.title, merged=merged)


def _without_empty_end(row: list[str]) -> list[str]:
    filled = next((at for at in range(len(row), 0, -1) if row[at - 1]), 0)
    return row[:filled]
