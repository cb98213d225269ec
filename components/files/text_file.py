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

_MOST_CELLS_NAMED = 20  # cells with broken letters that get a problem of their own
_LONGEST_QUOTE = 500  # letters
_EMPTY = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"  # zeros, blanks and the marks of encodings
_BROKEN = re.compile("[\udc80-\udcff\ufffd]")
_FORMULA_OF_TEXT = re.compile(r'="((?:[^"]|"")*)"')


class _RefusedError(Exception):
    """A file is no table, or too large."""

    def __init__(self, code: str, case: str = "", **words: object) -> None:
        super().__init__(code)
        self.code, self.case, self.words = code, case, words


def read_text(file: File, limits: Limits, encoding: str | None = None, delimiter: str | None = None) -> Sheet:
    """Read the rows of a text file, and give its sheet.

    ``encoding`` (Python's name) and ``delimiter`` are those that a person chose; None to tell them from the file. A
    file that is no table, or is too large, gives no rows and a problem. Raises ``LookupError`` where there is no such
    encoding.
    """
    try:
        return _read(file, limits, encoding, delimiter)
    except _RefusedError as why:
        refusal = problem(why.code, case=why.case, file=file.name, **why.words)  # type: ignore[arg-type]
        return Sheet(file.name, file.name, [], [], [refusal])


def _read(file: File, limits: Limits, encoding: str | None, delimiter: str | None) -> Sheet:
    read = _decode(file, encoding)
    text, problems = _drop_unseen_marks(file, read.text)
    dialect, rows, more = _split(file, text, delimiter, limits)
    problems += more
    if read.is_broken:
        rows, more = _replace_broken_letters(file, rows, read)
        problems += more
    if '="' in text:
        rows, more = _take_texts_from_formulas(file, rows)
        problems += more
    notes = [] if encoding else _encoding_problems(file, read)
    dialect = replace(dialect, encoding=read.encoding)
    return Sheet(file.name, file.name, rows, range(1, len(rows) + 1), notes + problems, dialect=dialect)


def _decode(file: File, encoding: str | None) -> Decoded:
    """Decode a file. Raises ``_RefusedError``."""
    if not file.content.strip(_EMPTY):
        raise _RefusedError("empty file")
    if has_bare_line_too_long(file.content):
        raise _RefusedError("too large", "line", most=LONGEST_LINE)
    read = decoded(file.content, encoding)
    if kind := kind_of_no_table(file.name, file.content, read.text):
        raise _RefusedError("not a table", kind)
    return read


def _split(file: File, text: str, delimiter: str | None, limits: Limits) -> tuple[Dialect, Rows, list[Problem]]:
    """Split a text into rows, and give how it is written, the rows and their problems. Raises ``_RefusedError``."""
    dialect, text = dialect_of(text, delimiter)
    if has_bare_line_too_long(file.content, (dialect.delimiter,), dialect.quote):
        raise _RefusedError("too large", "line", most=LONGEST_LINE)
    # Blank rows are not counted against the limit, but there is a limit to them too.
    most_rows = 2 * limits.rows + 50
    dialect, rows, problems = parse(file.name, text, dialect, most_rows, limits.cells)
    if quoted := _in_quote_marks(rows, delimiter):
        dialect, rows, problems = parse(file.name, *quoted, most_rows, limits.cells)
        problems.append(problem("rows in quote marks", file=file.name))
    _check_size(file, rows, most_rows, limits)
    return dialect, rows, problems


def _check_size(file: File, rows: Rows, most_rows: int, limits: Limits) -> None:
    """Raises ``_RefusedError`` where a table is too large."""
    if len(rows) > most_rows:
        raise _RefusedError("too large", "text rows")
    if max(map(len, rows), default=0) > columns_read(limits.columns, rows[0] if rows else ()):
        raise _RefusedError("too large", "text columns", most=limits.columns)
    if sum(map(len, rows)) > limits.cells:
        raise _RefusedError("too large", "text cells", most=limits.cells)
    if has_line_longer_than(LONGEST_CELL, file.content) and (row := _row_of_long_cell(rows)):
        raise _RefusedError("too large", "text cell", number=row, most=LONGEST_CELL)


def _row_of_long_cell(rows: Rows) -> int | None:
    return next((row for row, cells in enumerate(rows, 1) if len(max(cells, key=len, default="")) > LONGEST_CELL), None)


# Rows in quote marks, texts in formulas


def _in_quote_marks(rows: Rows, delimiter: str | None) -> tuple[str, Dialect] | None:
    """Give the text inside the quote marks, and its dialect, where each row of a file is one quoted cell that holds a
    whole row; else None."""
    if max(map(len, rows), default=0) != 1:
        return None
    text = "\n".join("".join(row) for row in rows)
    dialect, text = dialect_of(text, delimiter)
    header = next(csv.reader([row[0] for row in rows if row and row[0].strip()], delimiter=dialect.delimiter), [])
    known = sum(header_key(cell) in header_names() for cell in header)
    return (text, dialect) if known > 1 else None


def _take_texts_from_formulas(file: File, rows: Rows) -> tuple[Rows, list[Problem]]:
    """Replace formulas such as ``="02139"``, which programs write to keep zeros, by their texts; give the rows."""
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
    """Note that a file is not saved as UTF-8, with the words that another encoding would read in another way."""
    if read.encoding == "utf-8":
        return []
    others = other_readings(file.content, read.encoding)
    if not others:
        return [problem("encoding", file=file.name, label=read.label)]
    _, label, pairs = others[0]
    value = "; ".join(f"{ours} / {theirs}" for ours, theirs in pairs)
    return [problem("encoding", case="in doubt", file=file.name, value=value, label=read.label, other=label)]


def _drop_unseen_marks(file: File, text: str) -> tuple[str, list[Problem]]:
    """Drop NUL characters, which no cell can show, and marks of UTF-8 inside a text, which stand where one file was
    appended to another; and give the text with a problem for each kind."""
    problems = []
    for letter, code in (("\0", "NUL characters"), ("\ufeff", "marks of UTF-8 inside")):
        if count := text.count(letter):
            problems.append(problem(code, file=file.name, count=count, value=str(count)))
            text = text.replace(letter, "")
    return text, problems


def _replace_broken_letters(file: File, rows: Rows, read: Decoded) -> tuple[Rows, list[Problem]]:
    """Replace bytes that are not in the file's encoding by letters, and give the rows, and a problem for each cell."""
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
