"""How a text file is written: its delimiter and its quote marks."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from components.files.encoding import LABELS
from components.inventory.schema import header_names
from components.inventory.text import header_key

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 100
_SAMPLE_LETTERS = 100_000
_NAMES_DELIMITER = re.compile(r'"?sep=([^\w\s"]|\t)"?(?=\r|\n)')
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)


@dataclass(frozen=True)
class Dialect:
    """How a text file is written."""

    delimiter: str = ","
    quote: str = '"'
    blanks: bool = False
    """Whether blanks after a delimiter are skipped, so that a quote mark may stand after them."""
    escaped: bool = False
    """Whether a quote mark in a cell is written as ``\\"``; it may always be written twice."""
    encoding: str = "utf-8"
    """Python's name for it."""

    @property
    def label(self) -> str:
        """The name of its encoding, as people know it."""
        return LABELS.get(self.encoding, self.encoding)

    def reader(self, lines: Iterable[str], *, plain: bool = False) -> Iterator[list[str]]:
        """Read lines, and give their rows. ``plain``: quote marks are letters like any other.

        Raises ``csv.Error`` where a quote mark is astray.
        """
        options: dict[str, Any] = {"delimiter": self.delimiter, "skipinitialspace": self.blanks, "strict": True}
        if plain:
            return csv.reader(lines, quoting=csv.QUOTE_NONE, **options)
        if self.escaped:
            return csv.reader(map(_escaping, lines), quotechar=self.quote, escapechar="\\", **options)
        return csv.reader(lines, quotechar=self.quote, **options)


def _escaping(line: str) -> str:
    """Double the backslashes of a line that escape nothing, so that they stay letters."""
    return _ESCAPE.sub(lambda found: found[0] if found[1] and found[1] in '"\\' else "\\\\" + found[1], line)


def dialect_of(text: str, delimiter: str | None) -> tuple[Dialect, str]:
    """Tell the dialect of a text from its first lines, and give it with the text, from which ``sep=;`` is taken out."""
    if match := _NAMES_DELIMITER.match(text):
        # The line stays, empty, so that rows are counted as a spreadsheet counts them.
        delimiter, text = delimiter or match[1], text[match.end() :]
    lines = io.StringIO(text[:_SAMPLE_LETTERS], newline="").readlines()
    whole = lines[: _SAMPLE_LINES if len(text) < _SAMPLE_LETTERS else min(_SAMPLE_LINES, len(lines) - 1)]
    choices = [delimiter] if delimiter else DELIMITERS
    best = max((_quoted(whole or lines, each) for each in choices), key=lambda each: _vote(whole or lines, each))
    return best, text


def _quoted(lines: list[str], delimiter: str) -> Dialect:
    """Give the dialect with this delimiter in which quote marks stand where they should."""
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
    """Whether quote marks stand after blanks. Skipping the blanks then changes more than the beginnings of cells."""
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
    """Rate a dialect: by its known headers, then by the share of rows of one width, then by that width. It is the width
    of the header or, where no header is known, of most rows."""
    rows = _rows(lines, dialect)
    known = [sum(header_key(cell) in header_names() for cell in row) for row in rows[:20]]
    best = max(known, default=0)
    body = rows[known.index(best) :] if best else rows
    widths = Counter(map(len, body))
    width = len(body[0]) if best else max(widths, key=lambda each: (widths[each], each), default=0)
    same = widths[width] / len(body) if body else 0.0
    return best, same if width > 1 else same / 2, width
