"""An xlsx workbook to sheets of texts, without trusting what it says of its own size."""

from __future__ import annotations

import contextlib
import functools
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from components.files.dialect import Block, Sheet, columns_read, text_bytes
from components.files.long_texts import joined_again
from components.files.package import File, Limits
from components.files.sheets import (
    asks_to_be_ignored,
    empty,
    explains,
    ignored,
    named_as_file,
    only_far_out,
    too_wide,
)
from components.files.workbook_parts import KINDS, Book, TooLargeError, is_true, rich_text
from components.inventory.kinds import cell_of_value
from components.inventory.problems import Problem, file_problem
from components.inventory.text import LONGEST_CELL, unescaped

_ROWS_TOLD = 1_000
_MOST_COLUMNS = 16_384  # that a spreadsheet has
_MOST_TAGS_TO_A_ROW = 250_000
_TAGS_A_TEXT = 4  # that begin or end it
_COLUMN = re.compile(r"\$?([A-Z]{1,3})\$?", re.IGNORECASE)
_DELETE = "Delete the empty rows and columns around the table, or split it into several."

Cells = list[tuple[int, str]]
"""The cells of a row that the file has: the number of the column, from 1, and the text."""


def _untold(rows: int) -> None:
    """Tells nobody that so many more rows were read."""


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
    except TooLargeError as error:
        return [], [_too_large(file.name, file, error)]
    except Exception as error:  # a broken workbook raises nearly any error; a person needs one sentence
        if "out of memory" in str(error):  # as the XML parser says it
            raise MemoryError from error
        message = f"{file.name} is damaged or is not a workbook that can be read."
        mend = "Open it in a spreadsheet program and save it again as xlsx."
        return [], [file_problem(file.name, "file damaged", message, mend)]


def _too_large(what: str, file: File, error: TooLargeError) -> Problem:
    return file_problem(file.name, "too large", f"{what} has {error}, so it was not read.", _DELETE)


def _read(file: File, limits: Limits, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    book = Book(file.content, _TAGS_A_TEXT * limits.cells // 2)  # many cells share a text
    if len(book.sheets) > limits.sheets:
        raise TooLargeError(f"more than {limits.sheets:,} sheets")
    sheets: list[Sheet] = []
    problems = _from_elsewhere(file) if book.takes_from_others else []
    for title, part in book.sheets.items():
        if explains(title):
            continue
        if asks_to_be_ignored(title):
            problems.append(ignored(file, title))
            continue
        try:
            sheets.append(_sheet(file, title, _Parser(book, part), limits, progress))
        except TooLargeError as error:
            problems.append(_too_large(f"Sheet “{title}” of {file.name}", file, error))
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    problems += [problem for sheet in sheets if sheet not in filled for problem in sheet.problems]
    if len(filled) == 1 and len(book.sheets) == 1:
        return [named_as_file(filled[0], file)], problems
    return filled, problems if filled or problems else [empty(file)]


def _from_elsewhere(file: File) -> list[Problem]:
    """That its cells show what other files held: these are never opened."""
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
    left, text = limits.cells, limits.text_megabytes * 1_000_000
    for number, cells in _within(parser.parse(), limits):
        if not rows:
            read = replace(limits, columns=columns_read(limits.columns, (text for _, text in cells)))
        row = _row(cells, read.columns)
        left -= len(row)  # with the empty ones before its last, which the file may leave out
        if left < 0:
            raise TooLargeError(f"more than {limits.cells:,} cells, filled or empty")
        text -= text_bytes(row)
        if text < 0:
            raise TooLargeError(f"more than {limits.text_megabytes} MB of text in its cells")
        if any(column > read.columns and text for column, text in cells):
            problems.append(too_wide(file, title, number, read))
        if row:
            rows.append(row)
            numbers.append(number)
            if not len(rows) % _ROWS_TOLD:
                progress(_ROWS_TOLD)
        if len(rows) > limits.rows + 50:  # the header and titles above it are not counted
            raise TooLargeError(f"more than {limits.rows:,} rows")
    if problems and only_far_out(rows):
        raise TooLargeError(f"its filled cells only beyond column {limits.columns:,}")
    problems += _formulas(file, title, parser.formulas) + _unreadable(file, title, parser.unreadable)
    problems += _merged(file, title, parser.merged)
    return joined_again(Sheet(title, file.name, rows, numbers, problems, title, merged=_blocks(parser.merged)))


def _within(rows: Iterator[tuple[int, Cells]], limits: Limits) -> Iterator[tuple[int, Cells]]:
    """The rows, as long as their number and that of their cells, filled or empty, is within the limits."""
    left = limits.cells
    for count, (number, cells) in enumerate(rows):
        left -= len(cells)
        if count > 2 * limits.rows + 50:
            raise TooLargeError(f"more than {limits.rows:,} rows, and many of them are empty")
        if left < 0:
            raise TooLargeError(f"more than {limits.cells:,} cells, filled or empty")
        yield number, cells


class _Parser:
    """Reads rows only, none of a sheet's looks, and sees what a spreadsheet shows and the file does not hold."""

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
        """Each row that is listed: its number and its cells. Raises ``TooLargeError`` before one is too wide."""
        waiting = 0
        with self.source:
            for _, element in iterparse(self.source):
                kind = KINDS.get(element.tag)
                if kind == "c":
                    waiting += 1
                    if waiting > _MOST_COLUMNS:
                        raise TooLargeError(f"more than {_MOST_COLUMNS:,} cells in a row")
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

    def _text(self, kind: str, said: str, style: str) -> str:
        """What a cell of a kind says. What is none of its kind stays as it is written."""
        if kind == "n":
            return self._number(said, int(style) if style.isdecimal() else 0)
        if kind == "s":
            return self._shared(said)
        if kind == "b":
            return "TRUE" if is_true(said) else "FALSE"
        if kind == "d":
            return _day(said)
        return unescaped(said)

    def _shared(self, said: str) -> str:
        try:
            return self.book.texts[int(said)]
        except (ValueError, IndexError):
            self.unreadable.setdefault(self.column, []).append(self.row)
            return ""

    def _number(self, said: str, style: int) -> str:
        try:
            number = float(said) if set(said) & _OF_A_FRACTION else int(said)
        except ValueError:
            return said
        if not math.isfinite(number):
            return said
        if style in self.book.days:
            # A number that no calendar has stays one.
            with contextlib.suppress(OverflowError, ValueError):
                epoch = MAC_EPOCH if self.book.from_1904 else WINDOWS_EPOCH
                return cell_of_value(from_excel(number, epoch, timedelta=style in self.book.times))
        if style in self.book.zeros and number >= 0 and number == int(number):
            return _with_zeros(int(number), self.book.zeros[style])
        return cell_of_value(number)


_OF_A_FRACTION = frozenset(".eE")


@functools.lru_cache(20_000)
def _column(letters: str) -> int:
    """The number of the column of ``B``, from 1; 0 for what is no column."""
    match = _COLUMN.fullmatch(letters)
    return functools.reduce(lambda number, letter: number * 26 + ord(letter) - 64, match[1].upper(), 0) if match else 0


def _with_zeros(number: int, shown: str) -> str:
    """An identifier as its format shows it: 2139 by ``00000`` is 02139."""
    digits = iter(str(number).zfill(shown.count("0")))
    return "".join(next(digits) if sign == "0" else sign for sign in shown) + "".join(digits)


def _day(said: str) -> str:
    try:
        return cell_of_value(from_ISO8601(said))
    except ValueError:
        return said


def _row(cells: Cells, columns: int) -> list[str]:
    texts = {column: text for column, text in cells if column <= columns}
    filled = [column for column, text in texts.items() if text]
    if filled and max(map(len, texts.values())) > LONGEST_CELL:
        raise TooLargeError(f"more than {LONGEST_CELL:,} characters in a cell")
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


def _unreadable(file: File, title: str, cells: dict[int, list[int]]) -> list[Problem]:
    """Cells whose text is missing: once a column."""
    found = []
    for column, rows in sorted(cells.items()):
        which = f"Column {get_column_letter(column)} of sheet “{title}”"
        count = "a cell" if len(rows) == 1 else f"{len(rows):,} cells"
        message = f"{which} has {count} whose text the file doesn't hold. They are read as not known."
        mend = "Open it in a spreadsheet program, look at these cells, and save it."
        rule = "cell without its text"
        found.append(file_problem(file.name, rule, message, mend, "warning", row=rows[0], sheet=title))
    return found


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
