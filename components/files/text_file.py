"""The bytes of a text file to a sheet: its encoding, its dialect, its rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace

from components.files.dialect import Dialect, Rows, Sheet, columns_read, dialect_of
from components.files.encoding import Decoded, decoded, other_readings, unbroken
from components.files.file_kinds import not_a_table
from components.files.rows import LONGEST_LINE, bare_line_too_long, line_longer_than, parse
from components.inventory.problems import Problem, file_problem
from components.inventory.schema import header_names
from components.inventory.text import LONGEST_CELL, header_key

_SPLIT = "Split it into several files."
_LOOK_AT_CELL = "Look whether a quote mark or a line end is missing, or shorten what is in it."
_MOST_SAID = 20
_NOT_READ = re.compile("[\udc80-\udcff\ufffd]")
_GIVES_TEXT = re.compile(r'="((?:[^"]|"")*)"')


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
    if bare_line_too_long(content):
        return _line_too_long(name, file)
    read = decoded(content, encoding)
    if what := not_a_table(file, content, read.text):
        return _refused(name, file, "not a table", f"{file} is {what[0]}, not a table that can be read.", what[1])
    problems = [] if encoding else _encoding_said(file, content, read)
    text, without = _without_unseen(file, read.text)
    dialect, text = dialect_of(text, delimiter)
    if bare_line_too_long(content, (dialect.delimiter,), dialect.quote):
        return _line_too_long(name, file)
    dialect, found, more = parse(file, text, replace(dialect, encoding=read.encoding), rows, cells)
    if inner := _in_quote_marks(found, delimiter):
        dialect, found, more = parse(file, *inner, rows, cells)
        more.append(_rows_were_quoted(file))
    if refusal := _too_large(file, content, found, rows, columns, cells):
        return _refused(name, file, "too large", *refusal)
    if read.broken:
        found, broken = _without_broken(file, found, read)
        more += broken
    found, formulas = _without_formulas(file, found) if '="' in text else (found, [])
    numbers = range(1, len(found) + 1)
    return Sheet(name, file, found, numbers, problems + without + more + formulas, dialect=dialect)


def _refused(name: str, file: str, rule: str, message: str, mend: str) -> Sheet:
    return Sheet(name, file, [], [], [file_problem(file, rule, message, mend)])


def _too_large(file: str, content: bytes, found: Rows, rows: int, columns: int, cells: int) -> tuple[str, str] | None:
    """Why a table is not read, and how to mend it; None where it is not too large."""
    if len(found) > rows:
        return f"{file} has too many rows, so it was not read.", _SPLIT
    if max(map(len, found), default=0) > columns_read(columns, found[0] if found else ()):
        message = f"{file} has a row of more than {columns:,} cells, so it was not read."
        return message, "Look whether it is a table of one row an organization."
    if sum(map(len, found)) > cells:
        return f"{file} has more than {cells:,} cells, so it was not read.", _SPLIT
    if line_longer_than(LONGEST_CELL, content) and (row := _row_of_long_cell(found)):
        message = f"Row {row} of {file} has a cell of more than {LONGEST_CELL:,} characters, so it was not read."
        return message, _LOOK_AT_CELL
    return None


def _line_too_long(name: str, file: str) -> Sheet:
    message = f"{file} has a line of more than {LONGEST_LINE:,} characters outside of quote marks, so it was not read."
    return _refused(name, file, "too large", message, _LOOK_AT_CELL)


def _row_of_long_cell(rows: Rows) -> int | None:
    return next((row for row, cells in enumerate(rows, 1) if len(max(cells, key=len, default="")) > LONGEST_CELL), None)


# Rows in quote marks, texts in formulas


def _in_quote_marks(rows: Rows, delimiter: str | None) -> tuple[str, Dialect] | None:
    """The text that stands in the quote marks of a file where each row is one cell that holds a row; None elsewhere."""
    if max(map(len, rows), default=0) != 1:
        return None
    text = "\n".join("".join(row) for row in rows)
    dialect, text = dialect_of(text, delimiter)
    header = next(csv.reader([row[0] for row in rows if row and row[0].strip()], delimiter=dialect.delimiter), [])
    known = sum(header_key(cell) in header_names() for cell in header)
    return (text, dialect) if known > 1 else None


def _rows_were_quoted(file: str) -> Problem:
    message = f"Each row of {file} stood in quote marks as one cell. It was cut into cells as its header is."
    return file_problem(file, "rows in quote marks", message, "Nothing needs doing if the rows look right.", "note")


def _without_formulas(file: str, rows: Rows) -> tuple[Rows, list[Problem]]:
    """The rows with the texts that formulas such as ``="02139"`` give, as programs write them to keep zeros."""
    count = 0
    found: list[Sequence[str]] = []
    for row in rows:
        formulas = [_GIVES_TEXT.fullmatch(cell) if cell.startswith('="') else None for cell in row]
        count += sum(formula is not None for formula in formulas)
        pairs = zip(row, formulas, strict=True)
        found.append([formula[1].replace('""', '"') if formula else cell for cell, formula in pairs])
    return (found, [_gave_texts(file, count)]) if count else (rows, [])


def _gave_texts(file: str, count: int) -> Problem:
    cells = "1 cell was a formula" if count == 1 else f"{count:,} cells were formulas"
    message = f'In {file} {cells} that only gives a text, as ="02139" does. The text was read.'
    return file_problem(file, "text in a formula", message, "Nothing needs doing.", "note", value=str(count))


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
