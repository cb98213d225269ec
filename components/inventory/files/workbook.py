"""An xlsx workbook to sheets of texts, without trusting what it says of its own size."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet._reader import (
    CELL_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)

from components.inventory.cells import plain_text
from components.inventory.files.dialect import LONGEST_CELL, Block, Sheet, columns_read, file_problem
from components.inventory.files.long_texts import joined_again
from components.inventory.files.package import File, Limits
from components.inventory.files.sheets import asks_to_be_ignored, explains, ignored, named_as_file, too_wide
from components.inventory.model import Problem

_TEXT_TAG = VALUE_TAG[:-1] + "t"
_ROWS_TOLD = 1_000
_MOST_COLUMNS = 16_384  # that a spreadsheet has
_MOST_TAGS = 100_000  # in a part that is taken in whole, such as the styles
_MOST_TAGS_TO_A_ROW = 250_000
_TAGS_A_TEXT = 4  # that begin or end it
_LONGEST_RUN = 4 * LONGEST_CELL  # bytes
_DELETE = "Delete the empty rows and columns around the table, or split it into several."


def _untold(rows: int) -> None:
    """Tells nobody that so many more rows were read."""


class _TooLargeError(Exception):
    """A sheet or a part of a workbook holds more than is read; its text says of what."""


class _Measured(io.RawIOBase):
    """A part of a workbook as it is unpacked, which stops where it holds too many tags or too long a text.

    What is measured is the bytes: the XML is never built of what is too large.
    """

    def __init__(self, stream: IO[bytes], tags: int) -> None:
        self.stream = stream
        self.most = self.left = tags
        self.run = 0
        self.end = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most ``size``; all of them for -1. Raises ``_TooLargeError``."""
        if size < 0:
            return b"".join(iter(lambda: self.read(65_536), b""))
        chunk = self.stream.read(size)
        self.left -= chunk.count(b"<")
        if self.left < 0:
            raise _TooLargeError("more cells than are read, filled or empty")
        if self._declares(chunk):
            raise ValueError("a workbook declares no document type")
        self.run = self.run + len(chunk) if b"<" not in chunk else len(chunk) - chunk.rfind(b"<")
        if self.run > _LONGEST_RUN:
            raise _TooLargeError(f"more than {LONGEST_CELL:,} characters in a cell")
        return chunk

    def _declares(self, chunk: bytes) -> bool:
        """Whether it begins a declaration, also where that began in the chunk before or is written as UTF-16."""
        text = self.end + chunk.replace(b"\0", b"")
        self.end = text[-len(b"<!DOCTYPE") :]
        return b"<!DOCTYPE" in text or b"<!ENTITY" in text

    def row_ends(self) -> None:
        """Counts tags anew: what was read of the row is let go."""
        self.left = self.most

    def close(self) -> None:
        """Closes the part."""
        self.stream.close()
        super().close()


class _Archive(zipfile.ZipFile):
    """A workbook's parts, each measured as it is unpacked."""

    tags = 0

    def open(self, name: Any, *args: Any, **options: Any) -> Any:
        """A part that is read piece by piece."""
        return _Measured(super().open(name, *args, **options), self.tags)

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """A part that is taken in whole."""
        with super().open(name) as stream:
            return _Measured(stream, _MOST_TAGS).read()


def read_workbook(
    file: File, limits: Limits, progress: Callable[[int], None] = _untold
) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a workbook. One that is too large or damaged gives none, and a problem.

    ``progress`` is told how many more rows were read, each time. Raises ``MemoryError`` alone: ``process.py`` calls it
    where that harms nobody.
    """
    try:
        return _read(file, limits, progress)
    except MemoryError:
        raise
    except _TooLargeError as error:
        return [], [_too_large(file.name, file, error)]
    except Exception as error:  # a broken workbook makes openpyxl raise nearly any error; a person needs one sentence
        if "out of memory" in str(error):  # as the XML parser says it
            raise MemoryError from error
        message = f"{file.name} is damaged or is not a workbook that can be read."
        mend = "Open it in a spreadsheet program and save it again as xlsx."
        return [], [file_problem(file.name, "file damaged", message, mend)]


def _too_large(what: str, file: File, error: _TooLargeError) -> Problem:
    return file_problem(file.name, "too large", f"{what} has {error}, so it was not read.", _DELETE)


class _Book(ExcelReader):  # type: ignore[misc]
    """A workbook's texts, formats and list of sheets. No sheet is opened before it is read."""

    def __init__(self, file: File, limits: Limits) -> None:
        super().__init__(io.BytesIO(file.content), read_only=True, data_only=True, keep_links=False)
        self.archive = _Archive(io.BytesIO(file.content))
        self.archive.tags = _TAGS_A_TEXT * limits.cells // 2  # many cells share a text
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)

    @property
    def worksheets(self) -> dict[str, str]:
        """The parts that hold the sheets, by the sheets' names."""
        sheets = self.parser.find_sheets()
        return {
            sheet.name: rel.target
            for sheet, rel in sheets
            if "worksheet" in rel.Type and rel.target in self.valid_files
        }

    def rows(self, title: str) -> _Parser:
        """The parser of one sheet."""
        source = self.archive.open(self.worksheets[title])
        source.most = source.left = _MOST_TAGS_TO_A_ROW
        formats = {"date_formats": self.wb._date_formats, "timedelta_formats": self.wb._timedelta_formats}
        return _Parser(source, self.shared_strings, data_only=True, epoch=self.wb.epoch, **formats)


def _read(file: File, limits: Limits, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    book = _Book(file, limits)
    sheets: list[Sheet] = []
    problems = _from_elsewhere(file, book)
    for title in book.worksheets:
        if explains(title):
            continue
        if asks_to_be_ignored(title):
            problems.append(ignored(file, title))
            continue
        try:
            sheets.append(_sheet(file, title, book.rows(title), limits, progress))
        except _TooLargeError as error:
            problems.append(_too_large(f"Sheet “{title}” of {file.name}", file, error))
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    problems += [problem for sheet in sheets if sheet not in filled for problem in sheet.problems]
    if len(filled) == 1 and len(book.worksheets) == 1:
        return [named_as_file(filled[0], file)], problems
    return filled, problems


def _from_elsewhere(file: File, book: _Book) -> list[Problem]:
    """That its cells show what other files held, if so: these are never opened."""
    if not any(name.startswith("xl/externalLinks/") for name in book.valid_files):
        return []
    message = f"{file.name} takes values from other files. They were read as they were when it was last saved."
    mend = "Nothing needs doing if these are right."
    return [file_problem(file.name, "values of other files", message, mend, "note")]


def too_many_rows(what: str, file: str, limits: Limits) -> Problem:
    """The problem of a table with more rows than are read."""
    message = f"{what} has more than {limits.rows:,} rows, so it was not read."
    return file_problem(file, "too large", message, "Split it into several, and send one at a time.")


def _sheet(file: File, title: str, parser: _Parser, limits: Limits, progress: Callable[[int], None]) -> Sheet:
    """Its rows as they come: missing rows are not made up, so a cell in the last row costs nothing."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    left = limits.cells
    for number, cells in _within(parser.parse(), limits):
        if not rows:
            header = (plain_text(cell["value"]) for cell in cells if cell["value"] is not None)
            read = replace(limits, columns=columns_read(limits.columns, header))
        row = _row(cells, read.columns)
        left -= len(row)  # with the empty ones before its last, which the file may leave out
        if left < 0:
            raise _TooLargeError(f"more than {limits.cells:,} cells, filled or empty")
        if any(cell["column"] > read.columns and cell["value"] is not None for cell in cells):
            problems.append(too_wide(file, title, number, read))
        if row:
            rows.append(row)
            numbers.append(number)
            if not len(rows) % _ROWS_TOLD:
                progress(_ROWS_TOLD)
        if len(rows) > limits.rows + 50:  # the header and titles above it are not counted
            raise _TooLargeError(f"more than {limits.rows:,} rows")
    problems += _formulas(file, title, parser.formulas) + _merged(file, title, parser.merged)
    return joined_again(Sheet(title, file.name, rows, numbers, problems, title, merged=_blocks(parser.merged)))


def _within(rows: Iterator[tuple[int, list[dict[str, Any]]]], limits: Limits) -> Iterator[Any]:
    """The rows, as long as their number and that of their cells, filled or empty, is within the limits."""
    left = limits.cells
    for count, (number, cells) in enumerate(rows):
        left -= len(cells)
        if count > 2 * limits.rows + 50:
            raise _TooLargeError(f"more than {limits.rows:,} rows, and many of them are empty")
        if left < 0:
            raise _TooLargeError(f"more than {limits.cells:,} cells, filled or empty")
        yield number, cells


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """Reads rows only, none of a sheet's looks, and sees what a spreadsheet shows and the file does not hold."""

    def __init__(self, source: _Measured, *args: Any, **options: Any) -> None:
        super().__init__(source, *args, **options)
        self.formulas: dict[int, list[int]] = {}
        self.merged: list[str] = []

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Each row that is listed: its number and its cells. Raises ``_TooLargeError`` before one is too wide."""
        waiting = 0
        for _, element in iterparse(self.source):
            if element.tag == CELL_TAG:
                waiting += 1
                if waiting > _MOST_COLUMNS:
                    raise _TooLargeError(f"more than {_MOST_COLUMNS:,} cells in a row")
            elif element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
                self.source.row_ends()
                waiting = 0
            elif element.tag == MERGE_TAG:
                self.merged = [block.get("ref", "") for block in element]

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """One cell; where it has a formula and no result, its place is kept."""
        _make_plain(element)
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and len(element) and _lacks_result(element):
            self.formulas.setdefault(cell["column"], []).append(cell["row"])
        return cell


def _make_plain(element: Element) -> None:
    """Puts a text of one piece, as programs write it into the cell itself, where results stand.

    openpyxl builds several objects of each, which took two fifths of the time.
    """
    if element.get("t") == "inlineStr" and len(element) == 1 and len(element[0]) == 1:
        text = element[0][0]
        if element[0].tag == INLINE_STRING and text.tag == _TEXT_TAG:
            text.tag = VALUE_TAG
            element[:] = [text]
            element.set("t", "str")


def _lacks_result(element: Element) -> bool:
    return element.find(FORMULA_TAG) is not None and element.find(VALUE_TAG) is None


def _row(cells: list[dict[str, Any]], columns: int) -> list[str]:
    texts = {cell["column"]: plain_text(cell["value"]) for cell in cells if cell["column"] <= columns}
    filled = [column for column, text in texts.items() if text]
    if filled and max(map(len, texts.values())) > LONGEST_CELL:
        raise _TooLargeError(f"more than {LONGEST_CELL:,} characters in a cell")
    return [texts.get(column, "") for column in range(1, max(filled, default=0) + 1)]


def _formulas(file: File, title: str, formulas: dict[int, list[int]]) -> list[Problem]:
    """What a program wrote and no spreadsheet program has worked out yet: once a column."""
    return [_without_result(file, title, column, rows) for column, rows in sorted(formulas.items())]


def _without_result(file: File, title: str, column: int, rows: list[int]) -> Problem:
    which = f"Column {get_column_letter(column)} of sheet “{title}”"
    has = "a formula" if len(rows) == 1 else f"{len(rows):,} formulas"
    message = f"{which} has {has} whose result the file doesn't hold. What they give is read as not known."
    mend = "Open it in a spreadsheet program and save it."
    return file_problem(file.name, "formula without a result", message, mend, "note", row=rows[0], sheet=title)


def _blocks(places: list[str]) -> tuple[Block, ...]:
    """The blocks of merged cells; what is no place of a block is left out."""
    blocks = []
    for place in places:
        with contextlib.suppress(ValueError, TypeError):
            left, top, right, bottom = map(int, range_boundaries(place))
            blocks.append((top, left, bottom, right))
    return tuple(blocks)


def _merged(file: File, title: str, blocks: list[str]) -> list[Problem]:
    if not blocks:
        return []
    some = ", ".join(blocks[:3]) + (f" and {len(blocks) - 3:,} more" if len(blocks) > 3 else "")
    message = f"Sheet “{title}” has merged cells ({some}). Only the first cell of a merged block is filled."
    mend = "If the others should say the same, undo the merging and fill them in."
    return [file_problem(file.name, "merged cells", message, mend, "note", value=some, sheet=title)]
