"""Whether the row that would be taken for a header is none: its cells are like those under it, and no headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from components.files import Sheet
from components.importing.likeness import is_web_address
from components.inventory.addresses import MASKS, mask_addresses
from components.inventory.schema import columns_of, table_names, words_by_key
from components.inventory.text import clean, header_key, key

_ROWS = 500
_MOST = 0.6
_NEARLY_ALL = 0.9
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\W\d_]{2,}")
_DEGREES = re.compile(r"-?\d{1,3}\.\d{3,}")
_FIGURE = re.compile(r"[-+$€£]?[\d.,\s]*\d%?")
Kind = Callable[[str], bool]


def _is_persons(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None or mask_addresses(text) in MASKS


def _is_degrees(text: str) -> bool:
    return _DEGREES.fullmatch(text) is not None


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


# What no header is.
_OF_CELLS: tuple[Kind, ...] = (is_web_address, _is_persons, _is_degrees)


def has_no_header(sheet: Sheet, at: int, known: frozenset[str]) -> bool:
    """Whether the row at a position is one of the table's: some of its cells are what cells of their columns are (web
    addresses, e-mail addresses, phones, places, words of one vocabulary) and none is what only a header is.

    ``known`` holds the headers that are known, as ``header_key`` gives them.
    """
    row = [clean(cell) for cell in sheet.rows[at]]
    under = sheet.rows[at + 1 : at + 1 + _ROWS]
    columns = [
        [text for other in under if len(other) > place and (text := clean(other[place]))] for place in range(len(row))
    ]
    pairs = [(cell, cells) for cell, cells in zip(row, columns, strict=True) if cell]
    alike = [_is_alike(cell, cells) for cell, cells in pairs]
    headers = (header_key(cell) in known and not same for (cell, _), same in zip(pairs, alike, strict=True))
    return any(alike) and not any(headers) and not any(_is_over(cell, cells) for cell, cells in pairs)


def _is_alike(cell: str, cells: Sequence[str]) -> bool:
    """Whether a cell is what those under it are, and headers are not. One that is an address says so alone."""
    if any(kind(cell) and _share(cells, kind) >= _MOST for kind in _OF_CELLS):
        return True
    others = [key(text) for text in cells if key(text) != key(cell)]
    return any(key(cell) in words and _share(others, words.__contains__) >= _MOST for words in _words() if others)


def _is_over(cell: str, cells: Sequence[str]) -> bool:
    """Whether a cell stands over others that are all of a kind, as its header does."""
    return bool(cells) and any(
        not kind(cell) and _share(cells, kind) >= _NEARLY_ALL for kind in (*_OF_CELLS, _is_figure)
    )


def _share(cells: Sequence[str], kind: Kind) -> float:
    return sum(map(kind, cells)) / len(cells) if cells else 1.0


def _words() -> Iterator[dict[str, str]]:
    """The words of each vocabulary that says something of organizations and ties."""
    columns = [column for table in table_names() for column in columns_of(table) if column.kind == "word"]
    names = dict.fromkeys(column.vocabulary for column in columns if column.vocabulary not in (None, "yes_no"))
    return (words_by_key(name) for name in names if name)
