"""The bytes of a text file to a sheet: its encoding, its dialect, its rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace

from components.files.dialect import Dialect, dialect_of
from components.files.encoding import Decoded, decoded, other_readings, with_windows_letters
from components.files.file import File, Limits
from components.files.file_kinds import kind_of_no_table
from components.files.rows import LONGEST_LINE, has_bare_line_too_long, has_line_longer_than, parse
from components.files.sheets import Rows, Sheet, columns_read
from components.inventory.problems import Problem, problem
from components.inventory.schema import header_names
from components.inventory.text import LONGEST_CELL, header_key

_MOST_CELLS_NAMED = 20  # of a file, that have broken letters
_LONGEST_QUOTE = 500  # letters
_EMPTY = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"  # zeros, blanks and the marks of encodings
_BROKEN = re.compile("[\udc80-\udcff\ufffd]")
_FORMULA_OF_TEXT = re.compile(r'="((?:[^"]|"")*)"')


def read_text(file: File, limits: Limits, encoding: str | None = None, delimiter: str | None = None) -> Sheet:
    """Read the rows of a text file, and give its sheet.

    ``encoding`` (Python's name) and ``delimiter`` are those that a person chose; None to tell them from the file. A
    file that is no table, or is too large, gives no rows and a problem. Raises ``LookupError`` where there is no such
    encoding.
    """
    content = file.content
    if not content.strip(_EMPTY):
        return _refused(file, problem("empty file", file=file.name))
    if has_bare_line_too_long(content):
        return _refused(file, problem("too large", case="line", file=file.name, most=LONGEST_LINE))
    read = decoded(content, encoding)
    if kind := kind_of_no_table(file.name, content, read.text):
        return _refused(file, problem("not a table", case=kind, file=file.name))
    text, problems = _without_unseen(file, read.text)
    dialect, text = dialect_of(text, delimiter)
    if has_bare_line_too_long(content, (dialect.delimiter,), dialect.quote):
        return _refused(file, problem("too large", case="line", file=file.name, most=LONGEST_LINE))
    # Blank rows are not counted against the limit, but there is a limit to them too.
    most_rows = 2 * limits.rows + 50
    dialect, rows, more = parse(file.name, text, replace(dialect, encoding=read.encoding), most_rows, limits.cells)
    if quoted := _in_quote_marks(rows, delimiter):
        dialect, rows, more = parse(file.name, *quoted, most_rows, limits.cells)
        more.append(problem("rows in quote marks", file=file.name))
    if refusal := _too_large(file, rows, most_rows, limits):
        return _refused(file, refusal)
    rows, broken = _without_broken_letters(file, rows, read) if read.is_broken else (rows, [])
    rows, formulas = _without_formulas(file, rows) if '="' in text else (rows, [])
    said = [] if encoding else _encoding_problems(file, read)
    every = [*said, *problems, *more, *broken, *formulas]
    return Sheet(file.name, file.name, rows, range(1, len(rows) + 1), every, dialect=dialect)


def _refused(file: File, why: Problem) -> Sheet:
    return Sheet(file.name, file.name, [], [], [why])


def _too_large(file: File, rows: Rows, most_rows: int, limits: Limits) -> Problem | None:
    """Why a table is not read; None where it is not too large."""
    if len(rows) > most_rows:
        return problem("too large", case="text rows", file=file.name)
    if max(map(len, rows), default=0) > columns_read(limits.columns, rows[0] if rows else ()):
        return problem("too large", case="text columns", file=file.name, most=limits.columns)
    if sum(map(len, rows)) > limits.cells:
        return problem("too large", case="text cells", file=file.name, most=limits.cells)
    if has_line_longer_than(LONGEST_CELL, file.content) and (row := _row_of_long_cell(rows)):
        return problem("too large", case="text cell", file=file.name, number=row, most=LONGEST_CELL)
    return None


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


def _without_formulas(file: File, rows: Rows) -> tuple[Rows, list[Problem]]:
    """The rows with the texts that formulas such as ``="02139"`` give, as programs write them to keep zeros."""
    count = 0
    found: list[Sequence[str]] = []
    for row in rows:
        formulas = [_FORMULA_OF_TEXT.fullmatch(cell) if cell.startswith('="') else None for cell in row]
        count += sum(formula is not None for formula in formulas)
        pairs = zip(row, formulas, strict=True)
        found.append([formula[1].replace('""', '"') if formula else cell for cell, formula in pairs])
    return (
        (found, [problem("text in a formula", file=file.name, count=count, value=str(count))]) if count else (rows, [])
    )


# Encoding


def _encoding_problems(file: File, read: Decoded) -> list[Problem]:
    """A note where a file is not saved as UTF-8, with the words that another encoding would read otherwise."""
    if read.encoding == "utf-8":
        return []
    others = other_readings(file.content, read.encoding)
    if not others:
        return [problem("encoding", file=file.name, label=read.label)]
    _, label, pairs = others[0]
    value = "; ".join(f"{ours} / {theirs}" for ours, theirs in pairs)
    return [problem("encoding", case="in doubt", file=file.name, value=value, label=read.label, other=label)]


def _without_unseen(file: File, text: str) -> tuple[str, list[Problem]]:
    """The text without NUL characters, which no cell can show, and without marks of UTF-8 inside it, as they stand
    where one file was put behind another."""
    problems = []
    for letter, code in (("\0", "NUL characters"), ("\ufeff", "marks of UTF-8 inside")):
        if count := text.count(letter):
            problems.append(problem(code, file=file.name, count=count, value=str(count)))
            text = text.replace(letter, "")
    return text, problems


def _without_broken_letters(file: File, rows: Rows, read: Decoded) -> tuple[Rows, list[Problem]]:
    """The rows with letters for bytes that are not in the file's encoding, and a problem for each such cell."""
    found: list[Sequence[str]] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        is_broken = _BROKEN.search("".join(row)) is not None
        found.append(list(map(with_windows_letters, row)) if is_broken else row)
        if is_broken:
            pairs = zip(row, found[-1], strict=True)
            problems += [_broken(file, number, old, new, read.label) for old, new in pairs if _BROKEN.search(old)]
    if further := len(problems[_MOST_CELLS_NAMED:]):
        more = problem("letter in another encoding", case="more", file=file.name, count=further, label=read.label)
        problems[_MOST_CELLS_NAMED:] = [more]
    return found, problems


def _broken(file: File, row: int, old: str, new: str, label: str) -> Problem:
    case, value = "Windows" if old != new else "lost", new[:_LONGEST_QUOTE]
    return problem("letter in another encoding", case=case, file=file.name, row=row, value=value, label=label)
