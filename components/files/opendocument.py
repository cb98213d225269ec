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

from components.files.file import MEGABYTE, File, Limits, TooLargeError
from components.files.sheets import (
    Block,
    Sheet,
    Sheets,
    asks_to_be_ignored,
    columns_read,
    explains_template,
    has_no_table_in_reach,
    name_after_file,
    row_too_wide,
    sheet_left_out,
    text_bytes,
)
from components.inventory.problems import Problem, problem
from components.inventory.schema import standard_names
from components.inventory.text import LONGEST_CELL

_CHUNK = 65_536  # bytes
_DEEPEST = 100  # elements in one another
_MOST_TAGS_TO_A_ROW = 250_000
_STARTS_WITH_ZERO = re.compile(r"0\d+")
_MIDNIGHT = "T00:00:00"
# What stands in a cell beside its own text, and what of a document is no sheet.
_NOT_READ = {
    *("office:annotation", "office:forms", "text:ruby-text"),
    *("table:shapes", "table:tracked-changes", "table:detective", "table:dde-links"),
}
_CELLS = ("table:table-cell", "table:covered-table-cell")
_BLANKS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}

Attributes = Mapping[str, str]


def read_opendocument(file: File, limits: Limits) -> Sheets:
    """Read an OpenDocument spreadsheet, and give its sheets; none where it is too large, locked or damaged.

    Text is what the cell shows; a number is its value, a date is ISO. A number shown with zeros first (``02139``) is
    an identifier, and stays as it is shown.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            if "META-INF/manifest.xml" in archive.namelist() and _is_locked(archive):
                return [], [problem("locked", file=file.name)]
            with archive.open("content.xml") as stream:
                return _keep_tables(file, _Reader(file, limits).read(stream))
    except TooLargeError as error:
        return [], [problem("too large", case="workbook", file=file.name, called=file.name, what=error)]
    except Exception:  # zlib, zipfile and expat each raise errors of their own on damaged bytes
        return [], [problem("file damaged", case="spreadsheet", file=file.name)]


def _is_locked(archive: zipfile.ZipFile) -> bool:
    with archive.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read(1_000_000)


def _keep_tables(file: File, sheets: list[Sheet]) -> Sheets:
    """The sheets with rows that are not there to explain, nor to be ignored."""
    ignored = [sheet.name for sheet in sheets if asks_to_be_ignored(sheet.name)]
    filled = [sheet for sheet in sheets if sheet.rows and sheet.name not in ignored]
    tables = [sheet for sheet in filled if not explains_template(sheet.name)]
    if len(tables) == len(sheets) == 1:
        tables = [name_after_file(tables[0], file.path.stem)]
    said = [sheet_left_out(file.name, title) for title in ignored]
    return tables, said if tables or said else [problem("empty file", file=file.name)]


class _Reader:
    """Reads the XML as it comes. What a row or a cell repeats is counted before it is made."""

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
        """Read all sheets, and give them. Raises ``TooLargeError``, ``ExpatError``, ``ValueError`` for a DOCTYPE."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _declared
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._letters
        while chunk := stream.read(_CHUNK):
            # A tag or a text without end would be kept by the parser until it ends.
            self._run = self._run + len(chunk) if b"<" not in chunk else len(chunk) - chunk.rfind(b"<")
            if self._run > 4 * LONGEST_CELL:
                raise TooLargeError(LONGEST_CELL, "characters in a cell")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return self.sheets

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._tags += 1
        if self._tags > _MOST_TAGS_TO_A_ROW:
            raise TooLargeError(_MOST_TAGS_TO_A_ROW, "parts in a row")
        if self._depth > _DEEPEST:
            raise TooLargeError(_DEEPEST, "elements in one another")
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
        elif self._paragraphs and short in _BLANKS:
            self._letters(_BLANKS[short] * min(_count(_shortened(attributes), "text:c"), LONGEST_CELL + 1))

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
                raise TooLargeError(LONGEST_CELL, "characters in a cell")

    # Sheets

    def _start_table(self, attributes: Attributes) -> None:
        self._tables += 1
        self._title = attributes.get("table:name", "")
        self._rows, self._numbers, self._merged, self._problems = [], [], [], []
        self._read = self.limits
        self._number = self._cells = self._text_read = 0
        if len(self.sheets) == self.limits.sheets:
            raise TooLargeError(self.limits.sheets, "sheets")

    def _end_table(self) -> None:
        self._tables -= 1
        rows, numbers = self._rows, self._numbers
        if self._problems and has_no_table_in_reach(rows):
            what = f"columns in sheet “{self._title}”, and nothing but a header in these"
            raise TooLargeError(self.limits.columns, what)
        name, file = self._title, self.file.name
        self.sheets.append(Sheet(name, file, rows, numbers, self._problems, name, merged=self._merged))

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
            raise TooLargeError(self.limits.rows, f"rows in sheet “{self._title}”")
        if self._cells > self.limits.cells:
            raise TooLargeError(self.limits.cells, f"cells in sheet “{self._title}”")
        self._text_read += text_bytes(self._row) * self._repeated
        if self._text_read > self.limits.text_megabytes * MEGABYTE:
            raise TooLargeError(self.limits.text_megabytes, f"MB of text in the cells of “{self._title}”")
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
            self._problems.append(row_too_wide(self.file.name, self._title, self._number + 1, limits.columns))

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
        return shown if _STARTS_WITH_ZERO.fullmatch(shown) or not value else value
    if kind == "date":
        return cell.get("office:date-value", shown).removesuffix(_MIDNIGHT)
    if kind == "time":
        return shown
    if kind == "boolean":
        return cell.get("office:boolean-value", shown).upper()
    return shown or cell.get("office:string-value", "")
