"""Bytes of a text file to rows of cells: its encoding, its delimiter, its quote marks."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from components.inventory.model import Problem, Severity
from components.inventory.schema import header_names
from components.inventory.text import header_key

Rows = Sequence[Sequence[str]]

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 100
_SAMPLE_LETTERS = 100_000
_MOST_REWINDS = 50
_SAVE_AS = "Open it in a spreadsheet program and save it as CSV or as xlsx."
_COPY_TABLE = "Copy its table into a spreadsheet, and save that as CSV or as xlsx."
_TYPE_IN = "Type what it shows into the template."
_UNPACK = "Unpack it, and send the tables in it."
_OLD_EXCEL = "Open it in Excel and save it as xlsx, without a password."
_SIGNATURES = {
    b"\x89PNG": ("a picture", _TYPE_IN),
    b"\xff\xd8\xff": ("a picture", _TYPE_IN),
    b"GIF8": ("a picture", _TYPE_IN),
    b"RIFF": ("a picture or a sound", _TYPE_IN),
    b"%PDF": ("a PDF", _COPY_TABLE),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook (.xls) or a locked one", _OLD_EXCEL),
    b"\x1f\x8b": ("a packed file", _UNPACK),
    b"7z\xbc\xaf": ("a packed file", _UNPACK),
    b"Rar!": ("a packed file", _UNPACK),
    b"{\\rtf": ("a text document", _COPY_TABLE),
}
_OLD_OFFICE = {
    ".doc": ("an old Word document (.doc)", _COPY_TABLE),
    ".ppt": ("an old presentation (.ppt)", _COPY_TABLE),
}
_MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|svg|table|head|body|script)\b", re.IGNORECASE)
_JSON = re.compile(r'\s*(\{\s*"|\[\s*[{\["])')
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")
_SPLIT = "Split it into several files."
_LOOK_AT_CELL = "Look whether a quote mark or a line end is missing, or shorten what is in it."
LONGEST_CELL = 100_000
"""Characters; a workbook's cell holds 32,767 at most."""
LONGEST_LINE = 1_000_000
"""Bytes."""
_PIECE = 2 * LONGEST_LINE
_AT_ONCE = 1_000  # rows


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

    @property
    def called(self) -> str:
        """What a person calls it, at the start of a sentence."""
        return f"Sheet “{self.title}” of {self.file}" if self.title else self.file

    def problem(
        self, rule: str, message: str, mend: str, severity: Severity = "error", **where: str | int | None
    ) -> Problem:
        """A problem with it, its header or one of its rows. ``where`` may give table, row, column and value."""
        return file_problem(self.file, rule, message, mend, severity, sheet=self.title, **where)  # type: ignore[arg-type]


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


def read_text(name: str, file: str, content: bytes, *, rows: int, columns: int, cells: int) -> Sheet:
    """The rows of a text file, at most ``rows`` of at most ``columns`` cells, in all at most ``cells``.

    A file that is not a table, or is too large, gives no rows and a problem that says so.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return _refused(name, file, "empty file", f"{file} is empty.", "Fill it in, or leave it out.")
    if _line_longer_than(LONGEST_LINE, content):
        message = f"{file} has a line of more than {LONGEST_LINE:,} characters, so it was not read."
        return _refused(name, file, "too large", message, _LOOK_AT_CELL)
    text, problems = decode(file, content)
    if what := not_a_table(file, content, text):
        return _refused(name, file, "not a table", f"{file} is {what[0]}, not a table.", what[1])
    delimiter, text = _delimiter(text)
    found, more = parse(file, text, delimiter, rows, cells)
    if len(found) > rows:
        return _refused(name, file, "too large", f"{file} has too many rows, so it was not read.", _SPLIT)
    if max(map(len, found), default=0) > columns:
        message = f"{file} has a row of more than {columns:,} cells, so it was not read."
        return _refused(name, file, "too large", message, "Look whether it is a table of one row an organization.")
    if sum(map(len, found)) > cells:
        return _refused(name, file, "too large", f"{file} has more than {cells:,} cells, so it was not read.", _SPLIT)
    if _line_longer_than(LONGEST_CELL, content) and (row := _row_of_long_cell(found)):
        message = f"Row {row} of {file} has a cell of more than {LONGEST_CELL:,} characters, so it was not read."
        return _refused(name, file, "too large", message, _LOOK_AT_CELL)
    return Sheet(name, file, found, range(1, len(found) + 1), problems + more)


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
    """The text of a file: UTF-8 or UTF-16 where it is that, else Windows-1252, which is said."""
    if encoding := _utf16(content):
        return content.decode(encoding, errors="replace").removeprefix("\ufeff"), [_said(file, "UTF-16")]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), [_said(file, "Windows-1252")]


def _utf16(content: bytes) -> str | None:
    """UTF-16, by its mark or, without one, by the zero that every second byte of plain text then is."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = content[:2000]
    half = len(sample) // 2
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if half and zeros.count(0) > 0.7 * half and letters.count(0) == 0:
            return encoding
    return None


def _said(file: str, encoding: str) -> Problem:
    message = f"{file} is not saved as UTF-8. It was read as {encoding}."
    mend = "Look at letters with accents. If they are wrong, save the file as “CSV UTF-8”."
    return file_problem(file, "encoding", message, mend, "note")


def not_a_table(file: str, content: bytes, text: str) -> tuple[str, str] | None:
    """What a file is that is no table, and what to do about it."""
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            old = _OLD_OFFICE.get(file.lower()[-4:]) if "Excel" in what[0] else None
            return old or what
    sample = text[:10_000]
    if _MARKUP.match(sample):
        return "a web page or another marked-up text", _COPY_TABLE
    if _JSON.match(sample):
        return "a JSON file", _SAVE_AS
    return ("not text", _SAVE_AS) if len(_BINARY.findall(sample)) > max(8, len(sample) / 20) else None


# Delimiter


def _delimiter(text: str) -> tuple[str, str]:
    """What parts the cells: the mark that gives known headers and rows of one width; and the text to read."""
    if match := re.match(r'"?sep=(.)"?\r?\n', text):
        return match[1], text.replace("sep=", "", 1).replace(match[1], "", 1)
    lines = io.StringIO(text[:_SAMPLE_LETTERS], newline="").readlines()
    whole = lines[: _SAMPLE_LINES if len(text) < _SAMPLE_LETTERS else min(_SAMPLE_LINES, len(lines) - 1)]
    return max(DELIMITERS, key=lambda delimiter: _vote(whole or lines, delimiter)), text


def _vote(lines: list[str], delimiter: str) -> tuple[int, float, int]:
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    known = [sum(header_key(cell) in header_names() for cell in row) for row in rows[:20]]
    best = max(known, default=0)
    header = known.index(best) if best else 0
    width = len(rows[header]) if rows else 0
    body = rows[header:]
    same = sum(len(row) == width for row in body) / len(body) if body else 0.0
    return best, same if width > 1 else same / 2, width


# Rows


def parse(file: str, text: str, delimiter: str, most: int, cells: int) -> tuple[Rows, list[Problem]]:
    """The rows of a text, up to one more than ``most`` or than hold ``cells``, and what is wrong with them.

    Where a quote mark is out of place only its own row is read in another way.
    """
    try:
        return _until(csv.reader(_lines(text), delimiter=delimiter, strict=True), most, cells), []
    except csv.Error:
        return _parse_mending(file, list(_lines(text)), delimiter, most, cells)


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


def _parse_mending(file: str, lines: list[str], delimiter: str, most: int, cells: int) -> tuple[Rows, list[Problem]]:
    feed = _Lines(lines)
    reader = _reader_after(feed, delimiter, 0)
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
            rows.append(_one_line(lines[start], delimiter, closed))
            problems.append(_quote_mark(file, len(rows), lines[start]))
            reader = _reader_after(feed, delimiter, rewinds)
    return rows, problems


def _reader_after(feed: _Lines, delimiter: str, rewinds: int) -> Iterator[list[str]]:
    """A reader for the lines that are left; quote marks are plain letters once too many were astray."""
    if rewinds >= _MOST_REWINDS:
        return csv.reader(feed, delimiter=delimiter, strict=True, quoting=csv.QUOTE_NONE)
    return csv.reader(feed, delimiter=delimiter, strict=True)


def _one_line(line: str, delimiter: str, closed: bool) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if closed else csv.QUOTE_NONE))
    except csv.Error:  # longer than the csv module reads
        return line.rstrip("\r\n").split(delimiter)


def _quote_mark(file: str, row: int, line: str) -> Problem:
    message = f"Row {row} has a quote mark where none is expected. Its cells may be cut in the wrong place."
    mend = "Put a quote mark before and after the cell, and write each quote mark inside it twice."
    return file_problem(file, "quote mark astray", message, mend, "warning", row=row, value=line.strip()[:500])
