"""Bytes of a text file to rows of cells: its delimiter, its quote marks, and where these are astray."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from components.inventory.files.encoding import LABELS, Decoded, decoded, other_readings, unbroken
from components.inventory.files.kinds import not_a_table
from components.inventory.model import Problem, Severity
from components.inventory.schema import DATA, header_names
from components.inventory.text import header_key

Rows = Sequence[Sequence[str]]

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 100
_SAMPLE_LETTERS = 100_000
_MOST_REWINDS = 50
_SPLIT = "Split it into several files."
_LOOK_AT_CELL = "Look whether a quote mark or a line end is missing, or shorten what is in it."
LONGEST_CELL = 100_000
"""Characters; a workbook's cell holds 32,767 at most."""
LONGEST_LINE = 1_000_000
"""Bytes."""
_PIECE = 2 * LONGEST_LINE
_AT_ONCE = 1_000  # rows
_MOST_SAID = 20
_NAMES_DELIMITER = re.compile(r'"?sep=([^\w\s"]|\t)"?(?=\r|\n)')
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_NOT_READ = re.compile("[\udc80-\udcff\ufffd]")


@dataclass(frozen=True)
class Dialect:
    """How a text file is written."""

    delimiter: str = ","
    quote: str = '"'
    blanks: bool = False
    """Whether blanks after a delimiter are no part of the cell, so that a quote mark may follow them."""
    escaped: bool = False
    """Whether a quote mark in a cell is written as ``\\"``; it may always be written twice."""
    encoding: str = "utf-8"
    """Python's name for it."""

    @property
    def label(self) -> str:
        """What people call its encoding."""
        return LABELS.get(self.encoding, self.encoding)

    def reader(self, lines: Iterable[str], *, plain: bool = False) -> Iterator[list[str]]:
        """The rows of lines. Raises ``csv.Error`` where a quote mark is astray, unless they are ``plain`` letters."""
        options: dict[str, Any] = {"delimiter": self.delimiter, "skipinitialspace": self.blanks, "strict": True}
        if plain:
            return csv.reader(lines, quoting=csv.QUOTE_NONE, **options)
        if self.escaped:
            return csv.reader(map(_escaping, lines), quotechar=self.quote, escapechar="\\", **options)
        return csv.reader(lines, quotechar=self.quote, **options)


def _escaping(line: str) -> str:
    """A line in which backslashes that stand before no quote mark and no other backslash are letters."""
    return _ESCAPE.sub(lambda found: found[0] if found[1] and found[1] in '"\\' else "\\\\" + found[1], line)


Block = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, as a spreadsheet counts them, from 1."""


@dataclass(frozen=True)
class Sheet:
    """One table as its file has it: every row as texts, with its spreadsheet row number."""

    name: str
    file: str
    rows: Rows
    numbers: Sequence[int]
    problems: list[Problem] = field(default_factory=list)
    title: str | None = None
    """What a workbook calls it; None for a file of its own, whose rows should all be of one width."""
    dialect: Dialect | None = None
    """How it is written; None where it is not of a text file."""
    merged: Sequence[Block] = ()

    @property
    def called(self) -> str:
        """What a person calls it, at the start of a sentence."""
        return f"Sheet “{self.title}” of {self.file}" if self.title else self.file

    def problem(
        self, rule: str, message: str, mend: str, severity: Severity = "error", **where: str | int | None
    ) -> Problem:
        """A problem with it, its header or one of its rows. ``where`` may give table, row, column and value."""
        return file_problem(self.file, rule, message, mend, severity, sheet=self.title, **where)  # type: ignore[arg-type]


Sheets = tuple[list[Sheet], list[Problem]]
"""The sheets of a file, and what there is to say of it beside what is said of each."""


def file_problem(
    file: str,
    rule: str,
    message: str,
    mend: str,
    severity: Severity = "error",
    *,
    table: str = "",
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    sheet: str | None = None,
) -> Problem:
    """A problem with a file, its header or one of its rows, before its cells are read."""
    return Problem(table, row, column, value, rule, message, severity, mend, file, sheet=sheet)


def columns_read(columns: int, header: Iterable[str]) -> int:
    """How many columns of a table are read: so many, and those that the header has of the standard. What the Atlas
    writes has some of these beside all that came in, and comes in again."""
    return columns + len(standard_names().intersection(map(header_key, header)))


@functools.cache
def standard_names() -> frozenset[str]:
    """The standard's columns as headers are compared. A process that reads a workbook does without pandas."""
    with (DATA / "schema" / "columns.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(header_key(row["column"]) for row in csv.DictReader(lines))


def read_text(
    name: str,
    file: str,
    content: bytes,
    *,
    rows: int,
    columns: int,
    cells: int,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Sheet:
    """The rows of a text file, at most ``rows`` of at most ``columns`` cells, in all at most ``cells``.

    ``encoding`` (Python's name, of ``encoding.other_readings``) and ``delimiter`` are what a person chose; None to
    tell them from the file. A file that is not a table, or is too large, gives no rows and a problem that says so.
    Raises ``LookupError`` where there is no such encoding.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return _refused(name, file, "empty file", f"{file} is empty.", "Fill it in, or leave it out.")
    if _line_longer_than(LONGEST_LINE, content):
        message = f"{file} has a line of more than {LONGEST_LINE:,} characters, so it was not read."
        return _refused(name, file, "too large", message, _LOOK_AT_CELL)
    read = decoded(content, encoding)
    if what := not_a_table(file, content, read.text):
        return _refused(name, file, "not a table", f"{file} is {what[0]}, not a table that can be read.", what[1])
    problems = [] if encoding else _encoding_said(file, content, read)
    text, without = _without_unseen(file, read.text)
    dialect, text = _dialect(text, delimiter)
    dialect, found, more = parse(file, text, replace(dialect, encoding=read.encoding), rows, cells)
    if len(found) > rows:
        return _refused(name, file, "too large", f"{file} has too many rows, so it was not read.", _SPLIT)
    if max(map(len, found), default=0) > columns_read(columns, found[0] if found else ()):
        message = f"{file} has a row of more than {columns:,} cells, so it was not read."
        return _refused(name, file, "too large", message, "Look whether it is a table of one row an organization.")
    if sum(map(len, found)) > cells:
        return _refused(name, file, "too large", f"{file} has more than {cells:,} cells, so it was not read.", _SPLIT)
    if _line_longer_than(LONGEST_CELL, content) and (row := _row_of_long_cell(found)):
        message = f"Row {row} of {file} has a cell of more than {LONGEST_CELL:,} characters, so it was not read."
        return _refused(name, file, "too large", message, _LOOK_AT_CELL)
    if read.broken:
        found, broken = _without_broken(file, found, read)
        more += broken
    numbers = range(1, len(found) + 1)
    return Sheet(name, file, found, numbers, problems + without + more, dialect=dialect)


def _refused(name: str, file: str, rule: str, message: str, mend: str) -> Sheet:
    return Sheet(name, file, [], [], [file_problem(file, rule, message, mend)])


def _line_longer_than(most: int, content: bytes) -> bool:
    """Whether a line has more bytes than ``most``; quick, as it only looks for a line end at every such step."""
    at = 0
    while len(content) - at > most:
        until = at + most + 1
        at = max(content.rfind(b"\n", at, until), content.rfind(b"\r", at, until)) + 1
        if not at:
            return True
    return False


def _row_of_long_cell(rows: Rows) -> int | None:
    return next((row for row, cells in enumerate(rows, 1) if len(max(cells, key=len, default="")) > LONGEST_CELL), None)


# Encoding


def decode(file: str, content: bytes) -> tuple[str, list[Problem]]:
    """The text of a file, and a note where it is not saved as UTF-8."""
    read = decoded(content)
    return read.text, _encoding_said(file, content, read)


def _encoding_said(file: str, content: bytes, read: Decoded) -> list[Problem]:
    if read.encoding == "utf-8":
        return []
    message = f"{file} is not saved as UTF-8. It was read as {read.label}."
    value = None
    if others := other_readings(content, read.encoding):
        _, label, pairs = others[0]
        message += f" As {label} some words would be others."
        value = "; ".join(f"{ours} / {theirs}" for ours, theirs in pairs)
    mend = "Look at letters with accents. If they are wrong, save the file as “CSV UTF-8”."
    return [file_problem(file, "encoding", message, mend, "note", value=value)]


def _without_unseen(file: str, text: str) -> tuple[str, list[Problem]]:
    """The text without NUL characters, which no cell can show, and without the mark of UTF-8 but at its beginning, as
    it stands where one file was put behind another."""
    problems = []
    for letter, called in (("\0", "NUL character"), ("\ufeff", "mark of UTF-8 inside")):
        if count := text.count(letter):
            problems.append(_taken_out(file, called, count))
            text = text.replace(letter, "")
    return text, problems


def _taken_out(file: str, called: str, count: int) -> Problem:
    several = called.replace("character", "characters").replace("mark", "marks")
    held = f"1 {called}, which was" if count == 1 else f"{count:,} {several}, which were"
    mend = "Nothing needs doing if the rows look right. If not, export the file again."
    return file_problem(file, several, f"{file} held {held} taken out.", mend, "warning", value=str(count))


def _without_broken(file: str, rows: Rows, read: Decoded) -> tuple[Rows, list[Problem]]:
    """The rows with letters for bytes that are not in the file's encoding, and a problem for each such cell."""
    found: list[Sequence[str]] = []
    problems = []
    for number, row in enumerate(rows, 1):
        bad = _NOT_READ.search("".join(row)) is not None
        found.append(list(map(unbroken, row)) if bad else row)
        if bad:
            problems += [_broken(file, number, old, new, read) for old, new in zip(row, found[-1], strict=True)]
    said = [problem for problem in problems if problem is not None]
    if len(said) > _MOST_SAID:
        message = f"{len(said) - _MOST_SAID:,} further cells of {file} have letters that are not {read.label}."
        said[_MOST_SAID:] = [file_problem(file, _BROKEN_CELL, message, _EXPORT, "warning")]
    return found, said


_BROKEN_CELL = "letter in another encoding"
_EXPORT = "Look at its letters with accents, and mend what is wrong."


def _broken(file: str, row: int, old: str, new: str, read: Decoded) -> Problem | None:
    if not _NOT_READ.search(old):
        return None
    how = "These were read as Windows-1252 has them." if old != new else "These can't be read."
    message = f"A cell of row {row} has letters that are not {read.label}, as the rest of the file is. {how}"
    return file_problem(file, _BROKEN_CELL, message, _EXPORT, "warning", row=row, value=new[:500])


# Delimiter


def _dialect(text: str, delimiter: str | None) -> tuple[Dialect, str]:
    """How a text is written, as its first lines tell; and the text to read."""
    if match := _NAMES_DELIMITER.match(text):
        # The line stays, empty, so that rows are counted as a spreadsheet counts them.
        delimiter, text = delimiter or match[1], text[match.end() :]
    lines = io.StringIO(text[:_SAMPLE_LETTERS], newline="").readlines()
    whole = lines[: _SAMPLE_LINES if len(text) < _SAMPLE_LETTERS else min(_SAMPLE_LINES, len(lines) - 1)]
    choices = [delimiter] if delimiter else DELIMITERS
    best = max((_quoted(whole or lines, each) for each in choices), key=lambda each: _vote(whole or lines, each))
    return best, text


def _quoted(lines: list[str], delimiter: str) -> Dialect:
    """The dialect of this delimiter in which quote marks stand where they should."""
    plain = Dialect(delimiter)
    if _header_in_single_marks(lines, delimiter):
        return replace(plain, quote="'")
    blanks = replace(plain, blanks=True)
    return blanks if _quotes_after_blanks(lines, plain, blanks) else plain


def _header_in_single_marks(lines: list[str], delimiter: str) -> bool:
    """Whether every cell of the first row that has any is in single quote marks."""
    first = next((line for line in lines if line.strip(f" \r\n{delimiter}")), "")
    cells = [cell for cell in first.strip(" \r\n").split(delimiter) if cell]
    return len(cells) > 1 and all(len(cell) > 2 and cell[0] == cell[-1] == "'" for cell in cells)


def _quotes_after_blanks(lines: list[str], plain: Dialect, blanks: Dialect) -> bool:
    """Whether quote marks have blanks before them: leaving these out then changes more than the cells' beginnings."""
    if not any(f'{plain.delimiter} "' in line or line.startswith(' "') for line in lines):
        return False
    rows, others = _rows(lines, plain), _rows(lines, blanks)
    differ = any([cell.lstrip(" ") for cell in row] != other for row, other in zip(rows, others, strict=False))
    return (differ or len(rows) != len(others)) and _evenness(others) >= _evenness(rows)


def _rows(lines: list[str], dialect: Dialect) -> list[list[str]]:
    """The rows of some lines, as far as quote marks let them be read; lines without a letter are none."""
    rows = csv.reader(lines, delimiter=dialect.delimiter, quotechar=dialect.quote, skipinitialspace=dialect.blanks)
    return [row for row in rows if len(row) > 1 or any(row)]


def _evenness(rows: list[list[str]]) -> float:
    """The share of rows that have as many cells as most have."""
    widths = Counter(map(len, rows))
    return max(widths.values()) / len(rows) if rows else 0.0


def _vote(lines: list[str], dialect: Dialect) -> tuple[int, float, int]:
    """Known headers, then rows of one width, then that width: that of the header or, where none is known, of most."""
    rows = _rows(lines, dialect)
    known = [sum(header_key(cell) in header_names() for cell in row) for row in rows[:20]]
    best = max(known, default=0)
    body = rows[known.index(best) :] if best else rows
    widths = Counter(map(len, body))
    width = len(body[0]) if best else max(widths, key=lambda each: (widths[each], each), default=0)
    same = widths[width] / len(body) if body else 0.0
    return best, same if width > 1 else same / 2, width


# Rows


def parse(file: str, text: str, dialect: Dialect, most: int, cells: int) -> tuple[Dialect, Rows, list[Problem]]:
    """The rows of a text, up to one more than ``most`` or than hold ``cells``, and what is wrong with them.

    Where quote marks are astray, they may be escaped, which is said with the dialect. Else only the row of each is read
    in another way.
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
    """The rows, up to one more than ``most``; they end sooner where they hold more than ``cells``."""
    rows: list[list[str]] = []
    left = cells
    while left >= 0 and (some := list(itertools.islice(reader, min(_AT_ONCE, most + 1 - len(rows))))):
        rows += some
        left -= sum(map(len, some))
    return rows


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, piece by piece: a ``StringIO`` of all would take four bytes a letter."""
    at = 0
    while at < len(text):
        until = at + _PIECE
        if until < len(text):
            until = (text.rfind("\n", at, until) + 1) or (text.rfind("\r", at, until - 1) + 1) or len(text)
        yield from io.StringIO(text[at:until], newline="")
        at = until


class _Lines:
    """Lines that can be gone back to."""

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
    rewinds = 0
    while len(rows) <= most and cells >= 0:
        cells -= len(rows[-1]) if rows else 0
        start = feed.position
        try:
            rows.append(next(reader))
        except StopIteration:
            break
        except csv.Error:
            # A quote mark that is never closed would swallow the lines after it: take its line alone.
            closed = feed.position - start <= 1 and feed.position < len(lines)
            rewinds += not closed
            feed.position = start + 1
            rows.append(_one_line(lines[start], dialect, closed))
            problems.append(_quote_mark(file, len(rows), lines[start]))
            # Once too many were astray, quote marks are plain letters.
            reader = dialect.reader(feed, plain=rewinds >= _MOST_REWINDS)
    return rows, problems


def _one_line(line: str, dialect: Dialect, closed: bool) -> list[str]:
    options: dict[str, Any] = {"delimiter": dialect.delimiter, "quotechar": dialect.quote}
    try:
        return next(csv.reader([line], quoting=csv.QUOTE_MINIMAL if closed else csv.QUOTE_NONE, **options))
    except csv.Error:  # longer than the csv module reads
        return line.rstrip("\r\n").split(dialect.delimiter)


def _quote_mark(file: str, row: int, line: str) -> Problem:
    message = f"Row {row} has a quote mark where none is expected. Its cells may be cut in the wrong place."
    mend = "Put a quote mark before and after the cell, and write each quote mark inside it twice."
    return file_problem(file, "quote mark astray", message, mend, "warning", row=row, value=line.strip()[:500])
