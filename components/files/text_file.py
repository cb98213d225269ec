"""Read a text file as a sheet: find its encoding and delimiter, and split it into rows of cells.

Where a quote mark is astray, only its own row is read differently.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from components.files.encoding import Decoded, decode, list_other_readings, replace_half_letters
from components.files.file_kinds import identify_non_table
from components.files.sheets import File, Limits, Sheet, Sheets, TooLargeError, check_size, count_columns_read
from components.inventory.problems import Problem, problem
from components.inventory.schema import header_names
from components.inventory.text import LONGEST_CELL, header_key

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_LINE = 1_000_000  # bytes: a longer line could be a row of millions of cells
_ODD_DELIMITERS = "*~^¦§¬•#:/\\=·"
"""Marks that some files have between columns. Those after • are common in texts too."""
_RARE_IN_TEXTS = "*~^¦§¬•"
_NEARLY_ALL = 0.9  # of the lines
_SAMPLE_LINES = 100
_SAMPLE_LETTERS = 100_000
_NAMES_DELIMITER = re.compile(r'"?sep=([^\w\s"]|\t)"?(?=\r|\n)')
_ROWS_AT_ONCE = 1_000
# Most columns repeat few texts. Cells with the same text share it: that takes less memory, and a sixth less time in all
# that is done to the rows. Only so many texts are kept at hand, as looking them up takes time too.
_TEXTS_TO_SHARE = 20_000
_MOST_UNCLOSED_QUOTES = 50
_MOST_CELLS_NAMED = 20  # cells with broken letters that get a problem of their own
_LONGEST_QUOTE = 500  # letters
_EMPTY = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"  # zeros, blanks and the marks of encodings
_BROKEN = re.compile("[\udc80-\udcff\ufffd]")
_FORMULA_OF_TEXT = re.compile(r'="((?:[^"]|"")*)"')
csv.field_size_limit(LONGEST_CELL)  # of a longer cell, or one without an end, csv readers raise an error

Rows = list[list[str]]


def read_text(file: File, limits: Limits, encoding: str | None = None) -> Sheets:
    """Read the rows of a text file, and give its sheet; none and a problem where it is not a table.

    ``encoding`` (Python's name) is the one that a person chose; None to find it out from the bytes. Raises
    ``LookupError`` where there is no such encoding, and ``TooLargeError``.
    """
    if not file.content.strip(_EMPTY):
        return [], [problem("empty file", file=file.name)]
    _check_lines(file.content)
    read = decode(file.content, encoding)
    if kind := identify_non_table(file.content, read.text):
        return [], [problem("not a table", case=kind, file=file.name)]
    return [_read_rows(file, read, limits, [] if encoding else _note_encoding(file, read))], []


def _check_lines(content: bytes) -> None:
    """Check that no line is too long, many lines at a time, as that is quick. Raises ``TooLargeError``."""
    at = 0
    while len(content) - at > _LONGEST_LINE:
        until = at + _LONGEST_LINE + 1
        last = max(content.rfind(b"\n", at, until), content.rfind(b"\r", at, until))
        if last < 0:
            raise TooLargeError(_LONGEST_LINE, "characters in a line")
        at = last + 1


def _read_rows(file: File, read: Decoded, limits: Limits, problems: list[Problem]) -> Sheet:
    delimiter, text = _find_delimiter(read.text)
    if delimiter not in DELIMITERS and not _NAMES_DELIMITER.match(read.text):
        problems.append(problem("unusual delimiter", file=file.name, value=delimiter))
    # Blank rows are not counted against the limit, but there is a limit to them too.
    most_rows = 2 * limits.rows + 50
    rows, more = _split_into_rows(file.name, text, delimiter, most_rows, limits.cells)
    problems += more
    most_columns = count_columns_read(limits.columns, rows[0] if rows else ())
    if max(map(len, rows), default=0) > most_columns:
        raise TooLargeError(most_columns, "cells in a row")
    check_size(replace(limits, rows=most_rows), rows=len(rows), cells=sum(map(len, rows)))
    if read.is_broken:
        problems += _replace_broken_letters(file, rows, read)
    if '="' in text:
        problems += _take_texts_from_formulas(file, rows)
    return Sheet(file.name, file.name, rows, range(1, len(rows) + 1), problems, delimiter=delimiter)


def _note_encoding(file: File, read: Decoded) -> list[Problem]:
    """Give a problem where a file is not in UTF-8, with the words that another encoding would read differently."""
    if read.encoding == "utf-8":
        return []
    others = list_other_readings(file.content, read.encoding)
    if not others:
        return [problem("encoding", file=file.name, label=read.label)]
    _, label, pairs = others[0]
    value = "; ".join(f"{ours} / {theirs}" for ours, theirs in pairs)
    return [problem("encoding", case="in doubt", file=file.name, value=value, label=read.label, other=label)]


def _replace_broken_letters(file: File, rows: Rows, read: Decoded) -> list[Problem]:
    """Replace bytes that are not in the file's encoding by letters, in place, and give a problem for each cell."""
    problems: list[Problem] = []
    code, label = "letter in another encoding", read.label
    for number, row in enumerate(rows, 1):
        if not _BROKEN.search("".join(row)):
            continue
        for at, old in enumerate(row):
            if _BROKEN.search(old):
                row[at] = replace_half_letters(old)
                case = "lost" if row[at] == old else "Windows"
                value = row[at][:_LONGEST_QUOTE]
                problems.append(problem(code, case=case, file=file.name, row=number, value=value, label=label))
    if further := len(problems[_MOST_CELLS_NAMED:]):
        more = problem(code, case="more", file=file.name, count=further, label=label)
        problems[_MOST_CELLS_NAMED:] = [more]
    return problems


def _take_texts_from_formulas(file: File, rows: Rows) -> list[Problem]:
    """Replace formulas such as ``="02139"``, which programs write to keep zeros, by their texts, in place."""
    count = 0
    for row in rows:
        for at, cell in enumerate(row):
            if cell.startswith('="') and (formula := _FORMULA_OF_TEXT.fullmatch(cell)):
                row[at] = formula[1].replace('""', '"')
                count += 1
    return [problem("text in a formula", file=file.name, count=count, value=str(count))] if count else []


# Delimiters


def _find_delimiter(text: str) -> tuple[str, str]:
    """Find the delimiter of a text from its first lines, and give it, and the text without a line such as ``sep=;``."""
    if match := _NAMES_DELIMITER.match(text):
        # The line stays, empty, so that rows are counted as a spreadsheet counts them.
        return match[1], text[match.end() :]
    lines = list(itertools.islice(_read_lines(text[:_SAMPLE_LETTERS]), _SAMPLE_LINES))
    if len(text) > _SAMPLE_LETTERS and 1 < len(lines) < _SAMPLE_LINES:
        del lines[-1]  # it is cut off
    best = max(DELIMITERS, key=lambda delimiter: _rate_delimiter(lines, delimiter))
    known, same, width = _rate_delimiter(lines, best)
    odd = "" if known or (width > 1 and same >= _NEARLY_ALL) else _find_odd_delimiter(lines)
    # Where the header ends with the mark, it stands after each column instead of between two.
    if odd and lines[0].rstrip().endswith(odd):
        text = re.sub(rf"{re.escape(odd)}[ \t]*(?=[\r\n]|\Z)", "", text)
    return odd or best, text


def _find_odd_delimiter(lines: list[str]) -> str:
    """Find a mark that stands equally often in nearly all lines and gives two known headers; empty where none does. A
    mark that is rare in texts need not give known headers, where it stands at least twice in a line."""
    filled = [line.rstrip() for line in lines if line.strip()]
    for mark in _ODD_DELIMITERS if len(filled) > 1 else "":
        rows = [line.removesuffix(mark) for line in filled] if filled[0].endswith(mark) else filled
        known, same, width = _rate_delimiter(rows, mark)
        is_known = known > 1 or (mark in _RARE_IN_TEXTS and width > 2 and len(filled) > 2)
        has_headers = all(map(str.strip, filled[0].removesuffix(mark).split(mark)))
        if is_known and has_headers and width > 1 and same >= _NEARLY_ALL:
            return mark
    return ""


def _rate_delimiter(lines: list[str], delimiter: str) -> tuple[int, float, int]:
    """Rate a delimiter: by how many known headers it gives, then by the share of rows that have the usual width, then
    by that width, which is that of the header or, where no header is known, of most rows."""
    rows = [row for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True) if len(row) > 1 or any(row)]
    known = [sum(header_key(cell) in header_names() for cell in row) for row in rows[:20]]
    best = max(known, default=0)
    body = rows[known.index(best) :] if best else rows
    widths = Counter(map(len, body))
    width = len(body[0]) if best else max(widths, key=lambda each: (widths[each], each), default=0)
    same = widths[width] / len(body) if body else 0.0
    return best, same if width > 1 else same / 2, width


# Rows


def _split_into_rows(
    file: str, text: str, delimiter: str, most_rows: int, cells_left: int
) -> tuple[Rows, list[Problem]]:
    """Split a text into rows, and give these with a problem for each row that has a quote mark astray.

    It stops one row after ``most_rows``, or soon after ``cells_left`` cells.
    """
    # Where quote marks come after a blank, the blanks before cells do not belong to them.
    blanks = re.search(rf'{re.escape(delimiter)} +"(?!")', text[:_SAMPLE_LETTERS]) is not None
    style: dict[str, Any] = {"delimiter": delimiter, "skipinitialspace": blanks}
    rows: Rows = []
    known: dict[str, str] = {}
    reader = csv.reader(_read_lines(text), strict=True, **style)
    try:
        while cells_left >= 0:
            some = list(itertools.islice(reader, min(_ROWS_AT_ONCE, most_rows + 1 - len(rows))))
            if not some:
                break
            rows += share_texts(some, known)
            cells_left -= sum(map(len, some))
    except csv.Error:
        return _split_with_repairs(file, list(_read_lines(text)), style, most_rows, cells_left)
    return rows, []


def share_texts(rows: Rows, known: dict[str, str]) -> Rows:
    """Let cells with the same text share it, and give the rows. ``known`` is kept from one call to the next."""
    share = known.setdefault
    shared = [list(map(share, row, row)) for row in rows]
    if len(known) > _TEXTS_TO_SHARE:
        known.clear()
    return shared


def _read_lines(text: str) -> Iterator[str]:
    """Give the lines of a text, each with its line end. A ``StringIO`` would take four bytes a letter."""
    stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    return io.TextIOWrapper(stream, encoding="utf-8", errors="surrogatepass", newline="")


def _split_with_repairs(
    file: str, lines: list[str], style: dict[str, Any], most_rows: int, cells_left: int
) -> tuple[Rows, list[Problem]]:
    """Split lines of which some have a quote mark astray, and give the rows, with a problem for each such line."""

    def read_from(first: int, quoting: Any = csv.QUOTE_MINIMAL) -> Any:
        return csv.reader((lines[at] for at in range(first, len(lines))), strict=True, quoting=quoting, **style)

    first, unclosed = 0, 0
    reader = read_from(first)
    rows: Rows = []
    problems: list[Problem] = []
    while len(rows) <= most_rows and cells_left >= 0:
        start = first + reader.line_num
        try:
            rows.append(next(reader))
        except StopIteration:
            break
        except csv.Error:
            # A quote mark that is never closed would swallow the lines after it, so this line is split alone.
            end = first + reader.line_num
            unclosed += end - start > 1 or end == len(lines)
            row, is_harmless = _split_line(lines[start], style["delimiter"])
            if max(map(len, row), default=0) > LONGEST_CELL:
                raise TooLargeError(LONGEST_CELL, "characters in a cell") from None
            rows.append(row)
            if not is_harmless:
                value = lines[start].strip()[:_LONGEST_QUOTE]
                problems.append(problem("quote mark astray", file=file, row=len(rows), value=value))
            # After too many that were never closed, quote marks count as plain letters.
            first = start + 1
            reader = read_from(first, csv.QUOTE_NONE if unclosed >= _MOST_UNCLOSED_QUOTES else csv.QUOTE_MINIMAL)
        cells_left -= len(rows[-1])
    return rows, problems


def _split_line(line: str, delimiter: str) -> tuple[list[str], bool]:
    """Split a line that has a quote mark astray, and give its cells, and whether the quote mark is harmless.

    A quoted cell ends at the next quote mark before a delimiter or the end of the line, and blanks may stand between;
    one that does not end like this has its quote marks as letters. Harmless are marks that stand as they should.
    """
    end = re.escape(delimiter)
    cells, is_harmless = [], True
    cell = re.compile(rf' *+"((?:[^"]|""|"(?! *{end}))*+)" *+{end}|([^{end}]*+){end}')
    for found in cell.finditer(line.rstrip("\r\n") + delimiter):
        quoted, bare = found.groups()
        cells.append(bare if quoted is None else quoted.replace('""', '"'))
        is_harmless &= '"' not in (quoted or bare or "").replace('""', "")
    return cells, is_harmless
