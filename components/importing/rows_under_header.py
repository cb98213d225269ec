"""Sort the rows under a header: rows of the table, blank rows, repeated headers and notes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from components.files import Sheet
from components.importing.words import pattern_of_words
from components.inventory.text import clean

_TOTALS, _STATE = pattern_of_words("total"), pattern_of_words("state")
_NOTE = re.compile(
    rf"(?:{pattern_of_words('source', 'remark', 'state')})\s*:"
    rf"|(?:{_STATE})(?: (?:vom|am|per|le|el|em|il|al|op|on))? \d"
    rf"|(?:{_TOTALS})\s*(?::|$)|totals?\b[^,]{{0,30}}:|[*†‡]+\s*(?:=|\S+(?:\s+\S+){{3,}})|©|\(c\) "
    r"|\([\d,]+ rows?\)$",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"(?:{_TOTALS})\b", re.IGNORECASE)
_FIGURE = re.compile(r"[\s\d.,%$€£()\-+]+")
# A row that begins like this is a note where a blank row stands before it.
_LIKE_NOTE = re.compile(
    rf"(?:{pattern_of_words('total', 'source', 'state')}|notes?|legend)\b|[*†‡©]|disclaimer|page \d|prepared by"
    r"|compiled|for more|https?:",
    re.IGNORECASE,
)
_WORDS_OF_A_SENTENCE = 8
_MOST_NOTES = 1_000  # rows
_ROWS_FOR_PROGRAMS = 2  # rows right under the header
# What programs write under a header for other programs: the hashtags of HXL, and the keys of survey tools.
_FOR_PROGRAMS = re.compile(r"#\s?[^\W\d_]\w*(?:\s?\+\s?\w+)*|\{\W{0,3}ImportId\W.*\}")


@dataclass(frozen=True)
class RowsUnderHeader:
    """The positions of the rows under a header. Each row is in exactly one of the four lists."""

    rows: list[int]
    """The rows of the table."""
    blank: list[int]
    repeated: list[int]
    """Rows that repeat the header or a row above it."""
    notes: list[int]
    """Notes under the table, and rows right under the header that are for programs only."""


def is_filled(row: Sequence[str]) -> bool:
    """Whether a row has a filled cell. Control characters, such as the end mark of DOS files, do not count."""
    return any(map(clean, row))


def clean_row(sheet: Sheet, position: int) -> list[str]:
    """Clean the cells of the row at a position, and give them."""
    return list(map(clean, sheet.rows[position]))


def sort_rows(sheet: Sheet, header_rows: Sequence[int]) -> RowsUnderHeader:
    """Sort the rows under a header into those of the table and the others, and give the positions of each.

    ``header_rows`` holds the positions of the header's rows, or -1 where there is none, so that every row counts as
    under it. In a sheet that the Atlas wrote, all filled rows are rows of the table.
    """
    rows, start = sheet.rows, header_rows[-1] + 1
    # Most rows begin with a letter or a digit, which is the quickest test.
    filled = [at for at in range(start, len(rows)) if (rows[at] and rows[at][0][:1].isalnum()) or is_filled(rows[at])]
    blank = sorted({*range(start, len(rows))}.difference(filled))
    if sheet.is_ours or not filled:
        return RowsUnderHeader(filled, blank, [], [])
    repeated = set(_find_repeated_headers(sheet, filled, start - 1)) if start else set()
    filled = [at for at in filled if at not in repeated]
    if not filled:
        return RowsUnderHeader([], blank, sorted(repeated), [])
    tags = [at for at in filled[:_ROWS_FOR_PROGRAMS] if start and _is_for_programs(sheet, at)]
    filled = [at for at in filled if at not in tags]
    notes = _find_notes(sheet, filled, start - 1 if start else filled[0]) if filled else []
    return RowsUnderHeader(filled[: len(filled) - len(notes)], blank, sorted(repeated), tags + notes)


def _is_for_programs(sheet: Sheet, at: int) -> bool:
    """Whether each filled cell of a row is a hashtag, or another key that only programs read."""
    cells = [cell for cell in clean_row(sheet, at) if cell]
    return (len(cells) > 1 or len(sheet.rows[at]) == 1) and all(map(_FOR_PROGRAMS.fullmatch, cells))


def _find_repeated_headers(sheet: Sheet, filled: list[int], header: int) -> Iterator[int]:
    """Find the rows that repeat the header, as on each printed page, with the rows above it."""
    above = [clean_row(sheet, at) for at in range(header + 1)]
    if sum(map(bool, above[-1])) < 2:
        return
    for place, at in enumerate(filled):
        if sheet.rows[at][0] == sheet.rows[header][0] and clean_row(sheet, at) == above[-1]:
            yield at
            yield from itertools.takewhile(lambda each: clean_row(sheet, each) in above, reversed(filled[:place]))


# Notes


def _find_notes(sheet: Sheet, filled: list[int], header: int) -> list[int]:
    """Find the notes among the last filled rows, and give their positions.

    A note has a single cell, in the first column of the table. The first note begins with a word such as "Source:", or
    comes after a blank row. A total may have figures beside it.
    """
    names = clean_row(sheet, header)
    left = next((at for at, name in enumerate(names) if name), 0)
    one_column = sum(map(bool, names)) < 2
    tail = list(itertools.takewhile(lambda at: _may_be_note(sheet, at, left), reversed(filled[-_MOST_NOTES:])))
    if not tail:
        return []
    start = len(filled) - len(tail)
    # Where rows of the table can have a single cell too, only its words show that a row is a note.
    has_single_cells = any(sum(map(bool, sheet.rows[at])) == 1 for at in filled[:start])
    for place in range(start, len(filled)):
        text = next(filter(None, clean_row(sheet, filled[place])))
        is_apart = place > 0 and sheet.numbers[filled[place]] - sheet.numbers[filled[place - 1]] > 1
        is_sentence = len(text.split()) >= _WORDS_OF_A_SENTENCE or text.endswith(".")
        is_like_note = is_sentence or _LIKE_NOTE.match(text) or (place == start and not has_single_cells)
        if (_NOTE.match(text) and (is_apart or not one_column)) or (is_like_note and is_apart and not one_column):
            return filled[place:]
    return []


def _may_be_note(sheet: Sheet, at: int, left: int) -> bool:
    """Whether a row has only one text, at the table's ``left`` edge or before it, or is a total with figures."""
    cells = [cell for cell in clean_row(sheet, at) if cell]
    if _TOTAL.match(cells[0]) and all(map(_FIGURE.fullmatch, cells[1:])):
        return True
    # In a file of text, commas may have cut a note into cells.
    is_one_text = len(cells) == 1 or (sheet.delimiter is not None and _NOTE.match(cells[0]) is not None)
    return is_one_text and is_filled(sheet.rows[at][: left + 1])
