"""Read a text file as a sheet: find its encoding and delimiter, and split it into rows."""

from __future__ import annotations

import re

from components.files.encoding import Decoded, decode, list_other_readings, replace_half_letters
from components.files.file import File, Limits
from components.files.file_kinds import identify_non_table
from components.files.rows import (
    DELIMITERS,
    LONGEST_LINE,
    NAMES_DELIMITER,
    Rows,
    find_delimiter,
    has_line_longer_than,
    split_into_rows,
)
from components.files.sheets import Sheet, count_columns_read
from components.inventory.problems import Problem, problem
from components.inventory.text import LONGEST_CELL

_MOST_CELLS_NAMED = 20  # cells with broken letters that get a problem of their own
_LONGEST_QUOTE = 500  # letters
_EMPTY = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"  # zeros, blanks and the marks of encodings
_BROKEN = re.compile("[\udc80-\udcff\ufffd]")
_FORMULA_OF_TEXT = re.compile(r'="((?:[^"]|"")*)"')


class _RefusedError(Exception):
    """A file is not a table, or is too large, as its problem says."""


def read_text(file: File, limits: Limits, encoding: str | None = None) -> Sheet:
    """Read the rows of a text file, and give its sheet.

    ``encoding`` (Python's name) is the one that a person chose; None to find it out from the bytes. A file that is not
    a table, or is too large, gives no rows and a problem. Raises ``LookupError`` where there is no such encoding.
    """
    try:
        return _read(file, limits, encoding)
    except _RefusedError as refused:
        return Sheet(file.name, file.name, [], [], list(refused.args))


def _read(file: File, limits: Limits, encoding: str | None) -> Sheet:
    if not file.content.strip(_EMPTY):
        raise _RefusedError(problem("empty file", file=file.name))
    if has_line_longer_than(LONGEST_LINE, file.content):
        raise _RefusedError(problem("too large", case="line", file=file.name, most=LONGEST_LINE))
    read = decode(file.content, encoding)
    if kind := identify_non_table(file.content, read.text):
        raise _RefusedError(problem("not a table", case=kind, file=file.name))
    problems = [] if encoding else _note_encoding(file, read)
    delimiter, text = find_delimiter(read.text)
    if delimiter not in DELIMITERS and not NAMES_DELIMITER.match(read.text):
        problems.append(problem("unusual delimiter", file=file.name, value=delimiter))
    # Blank rows are not counted against the limit, but there is a limit to them too.
    most_rows = 2 * limits.rows + 50
    rows, more = split_into_rows(file.name, text, delimiter, most_rows, limits.cells)
    problems += more
    _check_size(file, rows, most_rows, limits)
    if read.is_broken:
        problems += _replace_broken_letters(file, rows, read)
    if '="' in text:
        problems += _take_texts_from_formulas(file, rows)
    return Sheet(file.name, file.name, rows, range(1, len(rows) + 1), problems, delimiter=delimiter)


def _check_size(file: File, rows: Rows, most_rows: int, limits: Limits) -> None:
    """Raises ``_RefusedError`` where a table is too large."""
    if len(rows) > most_rows:
        raise _RefusedError(problem("too large", case="text rows", file=file.name))
    if max(map(len, rows), default=0) > count_columns_read(limits.columns, rows[0] if rows else ()):
        raise _RefusedError(problem("too large", case="text columns", file=file.name, most=limits.columns))
    if sum(map(len, rows)) > limits.cells:
        raise _RefusedError(problem("too large", case="text cells", file=file.name, most=limits.cells))
    if has_line_longer_than(LONGEST_CELL, file.content):
        for number, row in enumerate(rows, 1):
            if len(max(row, key=len, default="")) > LONGEST_CELL:
                raise _RefusedError(
                    problem("too large", case="text cell", file=file.name, number=number, most=LONGEST_CELL)
                )


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
                case, value = "lost" if row[at] == old else "Windows", row[at][:_LONGEST_QUOTE]
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
