"""Read an xlsx workbook as sheets of texts, without trusting what it says about its own size."""

from __future__ import annotations

import contextlib
import functools
import math
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from components.files.file import File, Limits, TooLargeError
from components.files.sheets import (
    Block,
    RowCollector,
    Sheet,
    Sheets,
    asks_to_be_ignored,
    explains_template,
    name_after_file,
    sheet_left_out,
)
from components.files.workbook_parts import KINDS, Book, is_true, rich_text
from components.inventory.kinds import cell_of_value
from components.inventory.problems import Problem, problem
from components.inventory.progress import ignore
from components.inventory.text import LONGEST_CELL, join_names, unescaped

_ROWS_TOLD = 1_000
"""How many rows are read between two reports of progress."""
_MOST_COLUMNS = 16_384  # that a spreadsheet has
_MOST_TAGS_TO_A_ROW = 250_000
_TAGS_TO_A_TEXT = 4  # that begin or end it
_COLUMN = re.compile(r"\$?([A-Z]{1,3})\$?", re.IGNORECASE)
_IN_FRACTIONS = frozenset(".eE")

Cells = list[tuple[int, str]]
"""The cells of a row that stand in the file: the number of the column, from 1, and the text."""


def read_workbook(file: File, limits: Limits, progress: Callable[[int], None] = ignore) -> Sheets:
    """Read a workbook, and give its sheets; none where it is too large or damaged.

    ``progress`` is told how many more rows were read, each time. Raises ``MemoryError`` alone: ``process.py`` calls it
    where that harms nobody.
    """
    try:
        return _read(file, limits, progress)
    except MemoryError:
        raise
    except TooLargeError as error:
        return [], [problem("too large", case="workbook", file=file.name, called=file.name, what=error)]
    except Exception as error:  # a broken workbook raises nearly any error; a person needs one sentence
        if "out of memory" in str(error):  # as the XML parser says it
            raise MemoryError from error
        return [], [problem("file damaged", case="workbook", file=file.name)]


def _read(file: File, limits: Limits, progress: Callable[[int], None]) -> Sheets:
    book = Book(file.content, _TAGS_TO_A_TEXT * limits.cells // 2)  # many cells share a text
    if len(book.sheets) > limits.sheets:
        raise TooLargeError(limits.sheets, "sheets")
    sheets: list[Sheet] = []
    problems = [problem("values of other files", file=file.name)] if book.shows_values_of_others else []
    for title, part in book.sheets.items():
        if asks_to_be_ignored(title):
            problems.append(sheet_left_out(file.name, title))
        elif not explains_template(title):
            try:
                sheets.append(_sheet(file, title, _Parser(book, part), limits, progress))
            except TooLargeError as error:
                called = f"Sheet “{title}” of {file.name}"
                problems.append(problem("too large", case="workbook", file=file.name, called=called, what=error))
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    problems += [each for sheet in sheets if sheet not in filled for each in sheet.problems]
    if len(filled) == 1 and len(book.sheets) == 1:
        return [name_after_file(filled[0], file.path.stem)], problems
    return filled, problems if filled or problems else [problem("empty file", file=file.name)]


def _sheet(file: File, title: str, parser: _Parser, limits: Limits, progress: Callable[[int], None]) -> Sheet:
    """Read the rows that stand in the file. Rows that it leaves out are not added, however many these are."""
    sheet = RowCollector(file.name, title, limits)
    for number, cells in _within(parser.parse(), limits):
        is_wide = any(column > sheet.columns and text for column, text in cells)
        sheet.add(number, _row(cells, sheet.columns), is_wide)
        if sheet.numbers[-1:] == [number] and not len(sheet.rows) % _ROWS_TOLD:
            progress(_ROWS_TOLD)
    problems = _problems_of_columns("formula without a result", file, title, parser.formulas)
    problems += _problems_of_columns("cell without its text", file, title, parser.unreadable)
    return sheet.sheet(_blocks(parser.merged), problems + _merged(file, title, parser.merged))


def _within(rows: Iterator[tuple[int, Cells]], limits: Limits) -> Iterator[tuple[int, Cells]]:
    """Read the rows while their number, and that of their cells (filled or empty), is within the limits."""
    left = limits.cells
    for count, (number, cells) in enumerate(rows):
        left -= len(cells)
        if count > 2 * limits.rows + 50:
            raise TooLargeError(limits.rows, "rows, and many of them are empty")
        if left < 0:
            raise TooLargeError(limits.cells, "cells, filled or empty")
        yield number, cells


class _Parser:
    """Reads the rows of a sheet, without their formatting, and notes cells whose text the file does not hold."""

    def __init__(self, book: Book, part: str) -> None:
        self.book = book
        self.source = book.open(part, _MOST_TAGS_TO_A_ROW)
        self.formulas: dict[int, list[int]] = {}
        """The rows of formulas without a result, by column."""
        self.unreadable: dict[int, list[int]] = {}
        """The rows of cells whose text the file doesn't hold, by column."""
        self.merged: list[str] = []
        self.row = self.column = 0

    def parse(self) -> Iterator[tuple[int, Cells]]:
        """Read row by row, and give the number and the cells of each that is listed. Raises ``TooLargeError``."""
        waiting = 0
        with self.source:
            for _, element in iterparse(self.source):
                kind = KINDS.get(element.tag)
                if kind == "c":
                    waiting += 1
                    if waiting > _MOST_COLUMNS:
                        raise TooLargeError(_MOST_COLUMNS, "cells in a row")
                elif kind == "row":
                    yield self._row(element)
                    element.clear()
                    self.source.row_ends()
                    waiting = 0
                elif kind == "mergeCells":
                    self.merged = [block.get("ref", "") for block in element]

    def _row(self, element: Element) -> tuple[int, Cells]:
        own = element.get("r", "")
        self.row, self.column = int(own) if own.isdecimal() else self.row + 1, 0
        return self.row, [self._cell(cell) for cell in element if KINDS.get(cell.tag) == "c"]

    def _cell(self, cell: Element) -> tuple[int, str]:
        self.column = _column(cell.get("r", "").rstrip("0123456789")) or self.column + 1
        parts = {KINDS.get(part.tag): part for part in cell}
        value = parts.get("v")
        if value is None:
            if "is" in parts:
                return self.column, rich_text(parts["is"])
            if "f" in parts:
                self.formulas.setdefault(self.column, []).append(self.row)
            return self.column, ""
        return self.column, self._text(cell.get("t", "n"), value.text, cell.get("s", "0")) if value.text else ""

    def _text(self, kind: str, written: str, style: str) -> str:
        """Give the text of a cell of a kind. A cell that cannot be read as its kind stays as it is written."""
        if kind == "n":
            return self._number(written, int(style) if style.isdecimal() else 0)
        if kind == "s":
            return self._shared(written)
        if kind == "b":
            return "TRUE" if is_true(written) else "FALSE"
        if kind == "d":
            return _day(written)
        return unescaped(written)

    def _shared(self, written: str) -> str:
        try:
            return self.book.texts[int(written)]
        except (ValueError, IndexError):
            self.unreadable.setdefault(self.column, []).append(self.row)
            return ""

    def _number(self, written: str, style: int) -> str:
        try:
            number = float(written) if set(written) & _IN_FRACTIONS else int(written)
        except ValueError:
            return written
        if not math.isfinite(number):
            return written
        if style in self.book.days:
            # A number that is no day of the calendar stays a number.
            with contextlib.suppress(OverflowError, ValueError):
                epoch = MAC_EPOCH if self.book.from_1904 else WINDOWS_EPOCH
                return cell_of_value(from_excel(number, epoch, timedelta=style in self.book.times))
        if style in self.book.zeros and number >= 0 and number == int(number):
            return _with_zeros(int(number), self.book.zeros[style])
        return cell_of_value(number)


@functools.lru_cache(20_000)
def _column(letters: str) -> int:
    """Give the number of a column by its letters: 2 for ``B``; 0 where these are no column."""
    match = _COLUMN.fullmatch(letters)
    return functools.reduce(lambda number, letter: number * 26 + ord(letter) - 64, match[1].upper(), 0) if match else 0


def _with_zeros(number: int, shown: str) -> str:
    """Write an identifier as its format shows it: 2139 with the format ``00000`` gives 02139."""
    digits = iter(str(number).zfill(shown.count("0")))
    return "".join(next(digits) if sign == "0" else sign for sign in shown) + "".join(digits)


def _day(written: str) -> str:
    try:
        return cell_of_value(from_ISO8601(written))
    except ValueError:
        return written


def _row(cells: Cells, columns: int) -> list[str]:
    texts = {column: text for column, text in cells if column <= columns}
    filled = [column for column, text in texts.items() if text]
    if filled and max(map(len, texts.values())) > LONGEST_CELL:
        raise TooLargeError(LONGEST_CELL, "characters in a cell")
    return [texts.get(column, "") for column in range(1, max(filled, default=0) + 1)]


def _problems_of_columns(code: str, file: File, title: str, cells: dict[int, list[int]]) -> list[Problem]:
    """A problem for each column; ``cells`` has the rows of those cells that have it, by column."""
    return [
        problem(code, file=file.name, sheet=title, row=rows[0], count=len(rows), letter=get_column_letter(column))
        for column, rows in sorted(cells.items())
    ]


def _blocks(places: list[str]) -> tuple[Block, ...]:
    """Read the blocks of merged cells. A reference that is no block is left out."""
    blocks = []
    for place in places:
        with contextlib.suppress(ValueError, TypeError):
            left, top, right, bottom = map(int, range_boundaries(place))
            blocks.append((top, left, bottom, right))
    return tuple(blocks)


def _merged(file: File, title: str, blocks: list[str]) -> list[Problem]:
    if not blocks:
        return []
    return [problem("merged cells", file=file.name, sheet=title, value=join_names(blocks))]
