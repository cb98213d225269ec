"""A file as bytes, a table as its file has it, and limits on how much is read."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from components.inventory.problems import Problem, problem
from components.inventory.schema import standard_names
from components.inventory.text import LONGEST_CELL, guard, header_key

MEGABYTE = 1_000_000  # bytes
DATED_FOLDER = re.compile(r"\d{4}-\d{2}-\d{2}")
"""The pattern of the name of a folder that holds an inventory of one day."""
_ROWS_ABOVE = 50  # the header and titles above it, which do not count as rows

Rows = Sequence[Sequence[str]]
Record = dict[str, str]
"""A row by the headers of its cells."""
Block = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, as a spreadsheet counts them, from 1."""


@dataclass(frozen=True, eq=False)
class File:
    """One file and its bytes. ``path`` is relative to its folder or zip."""

    path: PurePosixPath
    content: bytes
    zip_name: str | None = None
    """The zip that it was in; None for a file of its own."""

    @property
    def name(self) -> str:
        """Its name, as problems call it."""
        return self.path.name

    @property
    def place(self) -> str:
        """The name of its zip, if any, and its path. Only files that were sent under one name share it."""
        return f"{self.zip_name}/{self.path}" if self.zip_name else str(self.path)

    @property
    def date(self) -> str | None:
        """The dated folder that it lies in; None where it lies in none."""
        return next((part for part in reversed(self.path.parts[:-1]) if DATED_FOLDER.fullmatch(part)), None)


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


@dataclass(frozen=True)
class Limits:
    """How much is read. Megabytes are of 1,000,000 bytes; rows, columns and cells are those of one table.

    ``megabytes`` limits an upload, all its files together; the other limits hold for every source.
    ``unpacked_megabytes`` and ``files`` count what all zips and workbooks of a source hold together; a workbook's XML
    counts half. ``sheets`` are those of one workbook.

    ``text_megabytes`` counts the UTF-8 bytes of all cells of a source's workbooks, JSON and networks. A text counts
    once for each cell that has it, as a few bytes of a file can put one long text into 100,000 cells. A server needs
    two to three times as much memory as these bytes.
    """

    megabytes: int = 20
    rows: int = 100_000
    unpacked_megabytes: int = 100
    files: int = 200
    columns: int = 1_000
    cells: int = 4_000_000
    text_megabytes: int = 50
    sheets: int = 200


class Budget:
    """How many bytes and files may still be unpacked, and how many bytes of text may still be read: for a whole source,
    so that twenty zips get no more than one."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.files = limits, limits.files
        self.bytes, self.text = limits.unpacked_megabytes * MEGABYTE, limits.text_megabytes * MEGABYTE


class TooLargeError(Exception):
    """A file holds more than is read. The message says what, such as ``more than 100,000 rows``."""

    def __init__(self, most: int, what: str) -> None:
        super().__init__(f"more than {most:,} {what}")


def check_size(limits: Limits, *, rows: int, cells: int, longest: int = 0, text: int = 0) -> None:
    """Check the size of a table: its longest cell in characters, and its text in bytes. Raises ``TooLargeError``."""
    for count, most, what in (
        (rows, limits.rows, "rows"),
        (cells, limits.cells, "cells, filled or empty"),
        (text / MEGABYTE, limits.text_megabytes, "MB of text in its cells"),
        (longest, LONGEST_CELL, "characters in a cell"),
    ):
        if count > most:
            raise TooLargeError(most, what)


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


def read_file(reader: str, called: str, file: File, limits: Limits, encoding: str | None) -> Sheets:
    """Read a file by a reader (``module.function``), and give its sheets; a problem where it is too large or damaged.

    ``called`` is what people call a file of its kind, ``encoding`` the one chosen for a text. Raises ``MemoryError``.
    """
    module, name = reader.split(".")
    options = {"encoding": encoding} if encoding else {}
    try:
        sheets: Sheets = getattr(importlib.import_module(f"components.files.{module}"), name)(file, limits, **options)
        return sheets
    except MemoryError:
        raise
    except TooLargeError as error:
        return [], [problem("too large", case=called, file=file.name, called=file.name, what=error)]
    except Exception as error:  # a broken file raises nearly any error; a person needs one sentence
        if "out of memory" in str(error):  # as the XML parser says it
            raise MemoryError from error
        return [], [problem("file damaged", case=called, file=file.name)]


def make_sheet_of_records(
    file: File, title: str | None, records: Sequence[Record], limits: Limits, first: Sequence[str] = ()
) -> Sheet:
    """Make a sheet of a file's records, and give it, called ``title`` or, where that is None, like the file.

    The columns ``first`` come first, the others in the order in which they appear; where a record lacks one, its cell
    is empty. Such files have no formulas, so text that looks like one is guarded. Raises ``TooLargeError``.
    """
    headers = list(dict.fromkeys([*first, *(name for record in records for name in record)]))
    if len(headers) > (most := count_columns_read(limits.columns, headers)):
        raise TooLargeError(most, "columns")
    longest = max((len(text) for record in records for text in record.values()), default=0)
    text = sum(count_bytes(record.values()) for record in records)
    check_size(limits, rows=len(records), cells=len(records) * len(headers), longest=longest, text=text)
    rows = [list(map(guard, headers))]
    rows += [[guard(record.get(name, "")) for name in headers] for record in records]
    return Sheet(title or file.path.stem, file.name, rows, range(1, len(rows) + 1), title=title)


class RowCollector:
    """Collects the rows of one sheet of a spreadsheet, and raises ``TooLargeError`` where they are too much."""

    def __init__(self, file: str, title: str, limits: Limits) -> None:
        self._limits = limits
        self.merged: list[Block] = []
        self._rows: list[list[str]] = []
        self._numbers: list[int] = []
        self.sheet = Sheet(title, file, self._rows, self._numbers, title=title, merged=self.merged)
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
            self._cells += len(row) * times
            self._text += count_bytes(row) * times
            count = len(self._rows) + times - _ROWS_ABOVE
            check_size(self._limits, rows=count, cells=self._cells, longest=max(map(len, row)), text=self._text)
            self._rows += [row] * times
            self._numbers += range(number, number + times)

    def add_problem(self, code: str, **facts: Any) -> None:
        """Add a problem with the sheet. ``facts`` fill in its sentence."""
        self.sheet.problems.append(problem(code, file=self.sheet.file, sheet=self.sheet.title, **facts))


ReadRows = Callable[[RowCollector], None]
"""Reads all rows of a sheet of a spreadsheet. Raises ``TooLargeError``."""
