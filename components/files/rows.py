"""The text of a file to rows of cells. Where a quote mark is astray, only its own row is read in another way."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from components.files.dialect import DELIMITERS, Dialect
from components.files.sheets import Rows
from components.inventory.problems import Problem, problem

LONGEST_LINE = 1_000_000
"""Bytes of a line outside of quote marks. A longer line could be a row of millions of cells."""
_PIECE = 2 * LONGEST_LINE  # letters that are split into lines at once
_ROWS_AT_ONCE = 1_000
_MOST_UNCLOSED_QUOTES = 50
_LONGEST_QUOTE = 500  # letters
_LINE_END = re.compile("\r\n|\r|\n")
_BLANKS = re.compile(" *+")


# How long a line is


def has_line_longer_than(most: int, content: bytes) -> bool:
    """Whether a line has more bytes than ``most``."""
    return any(True for _ in _longer_lines(most, content))


def has_bare_line_too_long(content: bytes, delimiters: tuple[str, ...] = DELIMITERS, quote: str = '"') -> bool:
    """Whether a line has more bytes outside of quote marks than are read.

    A cell in quote marks begins after one of the ``delimiters``.
    """
    mark, before = re.escape(quote.encode()), re.escape("".join(delimiters).encode())
    quoted = re.compile(b"(?<![^%b\r\n])%b[^%b]*+(?:%b%b[^%b]*+)*+%b" % (before, *[mark] * 6))
    return any(_is_bare_too_long(content, start, end, quoted) for start, end in _longer_lines(LONGEST_LINE, content))


def _is_bare_too_long(content: bytes, start: int, end: int, quoted: re.Pattern[bytes]) -> bool:
    at, left = start, LONGEST_LINE
    for found in quoted.finditer(content, start, end):
        left -= found.start() - at
        at = found.end()
        if left < 0:
            return True
    return end - at > left


def _longer_lines(most: int, content: bytes) -> Iterator[tuple[int, int]]:
    """Give the beginning and the end of each line with more bytes than ``most``. It is quick because it steps over
    shorter lines many at a time."""
    at = 0
    while len(content) - at > most:
        until = at + most + 1
        last = max(content.rfind(b"\n", at, until), content.rfind(b"\r", at, until))
        if last < 0:
            ends = (content.find(mark, until) for mark in (b"\n", b"\r"))
            last = min((end for end in ends if end >= 0), default=len(content))
            yield at, last
        at = last + 1


# Rows


def parse(file: str, text: str, dialect: Dialect, most: int, cells: int) -> tuple[Dialect, Rows, list[Problem]]:
    """Split a text into rows, and give its dialect, the rows, and a problem for each quote mark that is astray.

    It stops one row after ``most``, or soon after ``cells`` cells. Where the quote marks are astray because backslashes
    escape them, the dialect given says so. Any other row with a quote mark astray is split in another way.
    """
    try:
        return dialect, _until(dialect.reader(_lines(text)), most, cells), []
    except csv.Error:
        lines = list(_lines(text))
        rows, problems = _parse_mending(file, lines, dialect, most, cells)
        if f"\\{dialect.quote}" in text:
            escaped = replace(dialect, escaped=True)
            others, fewer = _parse_mending(file, lines, escaped, most, cells)
            if len(fewer) < len(problems):
                return escaped, others, fewer
        return dialect, rows, problems


def _until(reader: Iterator[list[str]], most: int, cells: int) -> list[list[str]]:
    """Read rows, up to one more than ``most``, or until they hold more than ``cells`` cells."""
    rows: list[list[str]] = []
    left = cells
    while left >= 0 and (some := list(itertools.islice(reader, min(_ROWS_AT_ONCE, most + 1 - len(rows))))):
        rows += some
        left -= sum(map(len, some))
    return rows


def _lines(text: str) -> Iterator[str]:
    """Split a text into lines, each with its line end."""
    return itertools.chain.from_iterable(_pieces(text))


def _pieces(text: str) -> Iterator[Iterable[str]]:
    """Split a text into lines piece by piece. A ``StringIO`` of the whole text would take four bytes a letter."""
    at = 0
    while at < len(text):
        until = at + _PIECE
        if until < len(text):
            until = (text.rfind("\n", at, until) + 1) or (text.rfind("\r", at, until - 1) + 1) or _end(text, until)
        piece = text[at:until]
        yield io.StringIO(piece, newline="") if len(piece) <= _PIECE else [piece]
        at = until


def _end(text: str, at: int) -> int:
    """Give the position where the line ends that this position is in."""
    found = _LINE_END.search(text, at - 1)
    return found.end() if found else len(text)


class _Lines:
    """Iterates over lines, and can be set back to an earlier one."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.position >= len(self.lines):
            raise StopIteration
        self.position += 1
        return self.lines[self.position - 1]


def _parse_mending(file: str, lines: list[str], dialect: Dialect, most: int, cells: int) -> tuple[Rows, list[Problem]]:
    feed = _Lines(lines)
    reader = dialect.reader(feed)
    rows: list[list[str]] = []
    problems: list[Problem] = []
    unclosed = 0
    while len(rows) <= most and cells >= 0:
        cells -= len(rows[-1]) if rows else 0
        start = feed.position
        try:
            rows.append(next(reader))
        except StopIteration:
            break
        except csv.Error:
            # A quote mark that is never closed would swallow the lines after it, so this line is split alone.
            is_closed = feed.position - start <= 1 and feed.position < len(lines)
            unclosed += not is_closed
            feed.position = start + 1
            width = len(rows[0]) if rows else 0
            cells_of_line, is_harmless = _split_line(lines[start], dialect, is_closed, width)
            rows.append(cells_of_line)
            if not is_harmless:
                value = lines[start].strip()[:_LONGEST_QUOTE]
                problems.append(problem("quote mark astray", file=file, row=len(rows), value=value))
            # After too many that were never closed, quote marks count as plain letters.
            reader = dialect.reader(feed, plain=unclosed >= _MOST_UNCLOSED_QUOTES)
    return rows, problems


def _split_line(line: str, dialect: Dialect, is_closed: bool, width: int) -> tuple[list[str], bool]:
    """Split a line that has a quote mark astray, and give its cells, and whether the quote mark is harmless.

    It is harmless where only blanks follow a quote mark. Of the ways to split the line, the first is taken that gives
    as many cells as the header has.
    """
    if len(line) > LONGEST_LINE:
        return [line], False
    letters, marks = (_split(line, dialect, quoting) for quoting in (csv.QUOTE_NONE, csv.QUOTE_MINIMAL))
    ends, harmless = _split_at_closing_marks(line, dialect)
    if ends and (harmless or len(ends) == width):
        return ends, harmless
    usual = marks if is_closed else letters
    return next((way for way in (letters, marks) if len(way) == width), ends or usual), False


def _split(line: str, dialect: Dialect, quoting: Any) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=dialect.delimiter, quotechar=dialect.quote, quoting=quoting))
    except csv.Error:  # longer than the csv module reads
        return line.rstrip("\r\n").split(dialect.delimiter)


def _split_at_closing_marks(line: str, dialect: Dialect) -> tuple[list[str], bool]:
    """Split a line so that a quoted cell ends at the next quote mark before a delimiter or the end of the line, and
    give the cells, and whether all other quote marks in them are doubled.

    Blanks may stand before the delimiter. There are no cells where a quoted cell does not end like this.
    """
    mark, delimiter = dialect.quote, dialect.delimiter
    text = line.rstrip("\r\n")
    # A run of quote marks, and the delimiter or line end that may follow it.
    runs = re.compile(rf"({re.escape(mark)}++)( *(?:{re.escape(delimiter)}|$))?")
    cells: list[str] = []
    at, doubled = 0, True
    while at <= len(text):
        start = _after_blanks(text, at) if dialect.blanks else at
        if text.startswith(mark, start):
            found = (run.end(1) for run in runs.finditer(text, start + 1) if run[2] is not None and len(run[1]) % 2)
            end = next(found, 0)
            if dialect.escaped or not end:
                return [], False
            cell = text[start + 1 : end - 1]
            doubled &= mark not in cell.replace(mark * 2, "")
            cells.append(cell.replace(mark * 2, mark))
            at = _after_blanks(text, end) + 1
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            cells.append(text[start:end])
            at = end + 1
    return cells, doubled


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
