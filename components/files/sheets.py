"""One table as its file has it, and limits on how much of a table is read."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from components.files.file import MEGABYTE, Limits, TooLargeError
from components.inventory.problems import Problem, problem
from components.inventory.schema import standard_names
from components.inventory.text import LONGEST_CELL, header_key

Rows = Sequence[Sequence[str]]
Block = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, as a spreadsheet counts them, from 1."""

_ROWS_ABOVE = 50  # the header and titles above it, which do not count as rows
_ROWS_BETWEEN_REPORTS = 1_000


@dataclass(frozen=True)
class Sheet:
    """One table as its file has it: every row as texts, with its spreadsheet row number."""

    name: str
    file: str
    rows: Rows
    numbers: Sequence[int]
    problems: list[Problem] = field(default_factory=list)
    title: str | None = None
    """Its name in a workbook; None where it is a whole file. Then all its rows should be equally wide."""
    delimiter: str | None = None
    """What stands between the cells of a text file; None for other files."""
    merged: Sequence[Block] = ()
    is_ours: bool = False
    """Whether it is a table of the standard in a package that the Atlas wrote, to be read exactly as it is written."""
    worked_out: dict[tuple[str, tuple[int, ...]], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was worked out about it, kept so that nothing is worked out twice: by a name and the header's rows."""

    @property
    def called(self) -> str:
        """What it is called at the start of a sentence."""
        return f"Sheet “{self.title}” of {self.file}" if self.title else self.file


Sheets = tuple[list[Sheet], list[Problem]]
"""The sheets of a file, and the problems of the file as a whole."""
ReadRows = Callable[["RowCollector"], None]
"""Reads all rows of a sheet of a spreadsheet. Raises ``TooLargeError``."""


def count_columns_read(columns: int, header: Iterable[str]) -> int:
    """Count how many columns of a table are read, and give the number: ``columns``, plus those of the standard.

    A package that the Atlas writes may have columns of the standard that the file before it lacked. It must be
    readable too.
    """
    return columns + len(standard_names().intersection(map(header_key, header)))


def count_bytes(texts: Iterable[str]) -> int:
    """Count the bytes that texts have in UTF-8, and give the number."""
    joined = "".join(texts)
    return len(joined) if joined.isascii() else len(joined.encode("utf-8", "surrogatepass"))


@functools.lru_cache(1_000)
def strip_namespace(name: str) -> str:
    """Strip the namespace from an XML name, and give the rest: ``{http://…}node`` gives ``node``."""
    return name.rpartition("}")[2]


class RowCollector:
    """Collects the rows of one sheet of a spreadsheet, and raises ``TooLargeError`` where they are too much."""

    def __init__(self, file: str, title: str, limits: Limits, progress: Callable[[int], None]) -> None:
        self._file, self._title, self._limits, self._progress = file, title, limits, progress
        self.merged: list[Block] = []
        self._rows: list[list[str]] = []
        self._numbers: list[int] = []
        self._problems: list[Problem] = []
        self._columns = self._cells = self._text = 0

    def add(self, number: int, row: list[str], times: int = 1) -> None:
        """Add a row, ``times`` times from row ``number`` on, unless all its cells are empty."""
        if not self._rows:
            self._columns = count_columns_read(self._limits.columns, row)
        if any(row[self._columns :]):
            self.add_problem("row too wide", row=number, most=self._columns)
        row = row[: self._columns]
        while row and not row[-1]:
            row.pop()
        if row:
            self._count(row, times)
            self._rows += [row] * times
            self._numbers += range(number, number + times)
            if not len(self._rows) % _ROWS_BETWEEN_REPORTS:
                self._progress(_ROWS_BETWEEN_REPORTS)

    def add_problem(self, code: str, **facts: Any) -> None:
        """Add a problem with the sheet. ``facts`` fill in its sentence."""
        self._problems.append(problem(code, file=self._file, sheet=self._title, **facts))

    def _count(self, row: list[str], times: int) -> None:
        """Count a row before it is kept. Raises ``TooLargeError`` where it is too much."""
        self._cells += len(row) * times
        self._text += count_bytes(row) * times
        for count, most, what in (
            (len(self._rows) + times - _ROWS_ABOVE, self._limits.rows, "rows"),
            (self._cells, self._limits.cells, "cells, filled or empty"),
            (self._text / MEGABYTE, self._limits.text_megabytes, "MB of text in its cells"),
            (max(map(len, row)), LONGEST_CELL, "characters in a cell"),
        ):
            if count > most:
                raise TooLargeError(most, what)

    def make_sheet(self) -> Sheet:
        """Make a sheet of the rows, and give it."""
        return Sheet(
            self._title, self._file, self._rows, self._numbers, self._problems, self._title, merged=self.merged
        )
