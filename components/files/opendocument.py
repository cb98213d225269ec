"""An OpenDocument spreadsheet (.ods) to sheets of texts, without trusting what it says of its own size.

The XML is read as it is unpacked and never built as a tree. python-calamine would be faster, but drops the zeros of
02139 and, on some files, ends its process; odfpy has not been kept since 2020 and builds the whole tree.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import IO
from xml.parsers import expat

from components.files.dialect import Block, Sheet, columns_read, text_bytes
from components.files.long_texts import joined_again
from components.files.package import File, Limits
from components.files.records import TooLargeError
from components.files.sheets import (
    asks_to_be_ignored,
    empty,
    explains,
    ignored,
    named_as_file,
    only_far_out,
    too_wide,
)
from components.inventory.problems import Problem, file_problem
from components.inventory.schema import standard_names
from components.inventory.text import LONGEST_CELL

_CHUNK = 65_536
_DEEPEST = 100
_MOST_TAGS_TO_A_ROW = 250_000
_ZEROS_FIRST = re.compile(r"0\d+")
_MIDNIGHT = "T00:00:00"
_DELETE = "Delete the empty rows and columns around the table, or split it into several."
# What stands in a cell and is not what it says, and what of a document is no sheet.
_NOT_READ = {
    *("office:annotation", "office:forms", "text:ruby-text"),
    *("table:shapes", "table:tracked-changes", "table:detective", "table:dde-links"),
}
_CELLS = ("table:table-cell", "table:covered-table-cell")

Attributes = Mapping[str, str]


def read_opendocument(file: File, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of an OpenDocument spreadsheet. One that is too large, locked or damaged gives none, and a problem.

    Text is what the cell shows; a number is its value, a date is ISO. A number shown with zeros first (``02139``) is
    an identifier, and stays as it is shown.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            if "META-INF/manifest.xml" in archive.namelist() and _locked(archive):
                message = f"{file.name} is locked with a password, so it was not read."
                return [], [file_problem(file.name, "locked", message, "Save it without a password.")]
            with archive.open("content.xml") as stream:
                return _kept(file, _Reader(file, limits).read(stream))
    except TooLargeError as error:
        return [], [file_problem(file.name, "too large", f"{file.name} has {error}, so it was not read.", _DELETE)]
    except Exception:  # zlib, zipfile and expat each raise errors of their own on damaged bytes
        message = f"{file.name} is damaged or is not a spreadsheet that can be read."
        mend = "Open it in a spreadsheet program and save it again as ods or xlsx."
        return [], [file_problem(file.name, "file damaged", message, mend)]


def _locked(archive: zipfile.ZipFile) -> bool:
    with archive.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read(1_000_000)


def _kept(file: File, sheets: list[Sheet]) -> tuple[list[Sheet], list[Problem]]:
    """The sheets with rows that are not there to explain, nor to be ignored."""
    left_out = [sheet.name for sheet in sheets if asks_to_be_ignored(sheet.name)]
    filled = [sheet for sheet in sheets if sheet.rows and sheet.name not in left_out and not explains(sheet.name)]
    if len(filled) == len(sheets) == 1:
        filled = [named_as_file(filled[0], file)]
    said = [ignored(file, title) for title in left_out]
    return filled, said if filled or said else [empty(file)]


class _Reader:
    """Takes the XML in as it comes. What a row or a cell repeats is counted before it is made."""

    def __init__(self, file: File, limits: Limits) -> None:
        self.file, self.limits = file, limits
        self.sheets: list[Sheet] = []
        self._tables = 0  # in one another: a table in a cell is none of ours
        self._depth = self._skipped_at = 0
        self._run = self._tags = 0
        self._title = ""
        self._read = limits  # with room for the standard's columns
        self._rows: list[list[str]] = []
        self._numbers: list[int] = []
        self._merged: list[Block] = []
        self._problems: list[Problem] = []
        self._number = self._cells = self._text_read = 0
        self._row: list[str] = []
        self._column = self._repeated = 0
        self._cell: Attributes | None = None
        self._paragraphs: list[str] = []

    def read(self, stream: IO[bytes]) -> list[Sheet]:
        """The sheets. Raises ``TooLargeError`` and ``ExpatError``, and ``ValueError`` for a document type."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _declared
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._letters
        while chunk := stream.read(_CHUNK):
            # A tag or a text without end would be kept by the parser until it ends.
            self._run = self._run + len(chunk) if b"<" not in chunk else len(chunk) - chunk.rfind(b"<")
            if self._run > 4 * LONGEST_CELL:
                raise TooLargeError(f"more than {LONGEST_CELL:,} characters in a cell")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return self.sheets

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._tags += 1
        if self._tags > _MOST_TAGS_TO_A_ROW:
            raise TooLargeError(f"more than {_MOST_TAGS_TO_A_ROW:,} parts in a row")
        if self._depth > _DEEPEST:
            raise TooLargeError(f"more than {_DEEPEST} elements in one another")
        if self._skipped_at:
            return
        short = _short(name)
        drawn = short.startswith("drawing:")
        if drawn or short in _NOT_READ or (short == "table:table" and self._tables):
            self._skipped_at = self._depth
        elif short == "table:table":
            self._start_table(_shortened(attributes))
        elif self._tables:
            self._start_within(short, attributes)

    def _start_within(self, short: str, attributes: Attributes) -> None:
        """What a sheet holds: rows, cells, and their texts."""
        if short == "table:table-row":
            self._row, self._column = [], 0
            self._repeated = _count(_shortened(attributes), "table:number-rows-repeated")
        elif short in _CELLS:
            self._cell = _shortened(attributes)
            self._paragraphs = []
        elif self._cell is not None and short == "text:p":
            self._paragraphs.append("")
        elif self._paragraphs and short in ("text:s", "text:tab", "text:line-break"):
            sign = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}[short]
            self._letters(sign * min(_count(_shortened(attributes), "text:c"), LONGEST_CELL + 1))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped_at:
            self._skipped_at = self._skipped_at if self._depth >= self._skipped_at else 0
            return
        short = _short(name)
        if short in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
        elif short == "table:table-row" and self._tables:
            self._end_row()
        elif short == "table:table":
            self._end_table()

    def _letters(self, text: str) -> None:
        if self._cell is not None and self._paragraphs and not self._skipped_at:
            self._paragraphs[-1] += text
            if len(self._paragraphs[-1]) > LONGEST_CELL:
                raise TooLargeError(f"more than {LONGEST_CELL:,} characters in a cell")

    # Sheets

    def _start_table(self, attributes: Attributes) -> None:
        self._tables += 1
        self._title = attributes.get("table:name", "")
        self._rows, self._numbers, self._merged, self._problems = [], [], [], []
        self._read = self.limits
        self._number = self._cells = self._text_read = 0
        if len(self.sheets) == self.limits.sheets:
            raise TooLargeError(f"more than {self.limits.sheets:,} sheets")

    def _end_table(self) -> None:
        self._tables -= 1
        rows, numbers = self._rows, self._numbers
        if self._problems and only_far_out(rows):
            raise TooLargeError(f"filled cells of sheet “{self._title}” only beyond column {self.limits.columns:,}")
        sheet = Sheet(self._title, self.file.name, rows, numbers, self._problems, self._title, merged=self._merged)
        self.sheets.append(joined_again(sheet))

    # Rows

    def _end_row(self) -> None:
        first = self._number + 1
        self._tags = 0
        if not self._rows:
            self._read = replace(self.limits, columns=columns_read(self.limits.columns, self._row))
            if len(self._row) > self._read.columns:
                self._say_wide(self._read)
                del self._row[self._read.columns :]
        self._number += self._repeated
        if not self._row:
            return
        self._cells += len(self._row) * self._repeated
        if len(self._rows) + self._repeated > self.limits.rows + 50:  # header and titles are not counted
            raise TooLargeError(f"more than {self.limits.rows:,} rows in sheet “{self._title}”")
        if self._cells > self.limits.cells:
            raise TooLargeError(f"more than {self.limits.cells:,} cells in sheet “{self._title}”")
        self._text_read += text_bytes(self._row) * self._repeated
        if self._text_read > self.limits.text_megabytes * 1_000_000:
            raise TooLargeError(f"more than {self.limits.text_megabytes} MB of text in the cells of “{self._title}”")
        self._rows += [self._row] * self._repeated
        self._numbers += range(first, first + self._repeated)

    # Cells

    def _end_cell(self, cell: Attributes) -> None:
        text, self._cell, self._paragraphs = _text(cell, "\n".join(self._paragraphs)), None, []
        repeated = _count(cell, "table:number-columns-repeated")
        self._note_merged(cell)
        start, self._column = self._column, self._column + repeated
        if not text:
            return
        # As long as there is no row, this could be the header, which is cut when it ends.
        most = self._read.columns if self._rows else self.limits.columns + len(standard_names())
        if self._column > most:
            self._say_wide(self._read)
            repeated = max(0, most - start)
        if repeated:
            self._row += [""] * (start - len(self._row)) + [text] * repeated

    def _say_wide(self, limits: Limits) -> None:
        if not self._problems or self._problems[-1].row != self._number + 1:
            self._problems.append(too_wide(self.file, self._title, self._number + 1, limits))

    def _note_merged(self, cell: Attributes) -> None:
        rows, columns = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
        if (rows > 1 or columns > 1) and len(self._merged) < self.limits.rows:
            row, column = self._number + 1, self._column + 1
            self._merged.append((row, column, row + rows - 1, column + columns - 1))


def _declared(*_: object) -> None:
    raise ValueError("a spreadsheet declares no document type")


@functools.lru_cache(1_000)
def _short(name: str) -> str:
    """An element's or attribute's name with the usual prefix: ``table:table-row``, whatever prefix the file has."""
    space, _, local = name.rpartition(" ")
    parts = space.split(":")
    return f"{parts[-2]}:{local}" if len(parts) > 1 else local


def _shortened(attributes: Attributes) -> dict[str, str]:
    return {_short(name): value for name, value in attributes.items()}


def _count(attributes: Attributes, name: str) -> int:
    """How often something stands there: once where the file doesn't say, or says what is no number."""
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1


def _text(cell: Attributes, shown: str) -> str:
    """What a cell says: its value where it is a number, a day or a truth, and what it shows where it is a text."""
    kind = cell.get("office:value-type", "")
    if kind in ("float", "currency", "percentage"):
        value = cell.get("office:value", "")
        return shown if _ZEROS_FIRST.fullmatch(shown) or not value else value
    if kind == "date":
        return cell.get("office:date-value", shown).removesuffix(_MIDNIGHT)
    if kind == "time":
        return shown
    if kind == "boolean":
        return cell.get("office:boolean-value", shown).upper()
    return shown or cell.get("office:string-value", "")
