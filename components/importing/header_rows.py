"""Find the header of a sheet. A first row whose cells are like those below is no header."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from components.files import Sheet
from components.importing.header_groups import add_row_of_groups, is_filled
from components.importing.likeness import is_web_address
from components.importing.sheet_mapping import NO_HEADER, required_columns
from components.importing.table_match import table_named
from components.importing.tool_formats import headers_of_forms
from components.inventory.addresses import MASKS, mask_addresses
from components.inventory.schema import columns_of, header_names, table_names, words_by_key
from components.inventory.text import clean, header_key, word_key

_HEADER_WITHIN = 20  # filled rows
_COMPARED_ROWS = 500
_MOST, _NEARLY_ALL = 0.6, 0.9  # shares of the cells of a column
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\W\d_]{2,}")
_DEGREES = re.compile(r"-?\d{1,3}\.\d{3,}")
_FIGURE = re.compile(r"[-+$€£]?[\d.,\s]*\d%?")
Test = Callable[[str], object]


def find_header(sheet: Sheet) -> tuple[int, ...]:
    """Find the rows of a sheet's header, and give their positions.

    ``NO_HEADER`` where the first row is a row of the table already; an empty tuple where no row is filled.
    """
    at = _row_most_like_header(sheet)
    if at is None:
        return ()
    return NO_HEADER if _is_row_of_table(sheet, at) else add_row_of_groups(sheet, at)


def first_filled_rows(sheet: Sheet) -> list[int]:
    """Give the positions of the first twenty filled rows. The header is among them."""
    return list(itertools.islice((at for at, row in enumerate(sheet.rows) if is_filled(row)), _HEADER_WITHIN))


def _row_most_like_header(sheet: Sheet) -> int | None:
    """Find the row, among the first ones, with the most known headers; None where no row is filled.

    It is the first row at once where that has all that a table with the sheet's name requires. Where no row has a known
    header, it is the first row with at least half as many cells as the longest; a title has fewer.
    """
    rows = sheet.rows
    filled = first_filled_rows(sheet)
    table = table_named(sheet)
    required = set(required_columns(table)) if table else set()
    if not filled or (required and required <= {*rows[filled[0]]}):
        return next(iter(filled), None)
    known = _known_headers()
    best = max(filled, key=lambda at: len({header_key(cell) for cell in rows[at]} & known))
    if {header_key(cell) for cell in rows[best]} & known:
        return best
    widths = {at: sum(bool(cell.strip()) for cell in rows[at]) for at in filled}
    return next(at for at in filled if 2 * widths[at] >= max(widths.values()))


def _known_headers() -> frozenset[str]:
    return header_names() | headers_of_forms()


# Whether the row is a header at all


def _is_row_of_table(sheet: Sheet, at: int) -> bool:
    """Whether a row belongs to the table already: some of its cells are like those below them, and none is like a
    header.

    Cells are alike where they are web addresses, e-mail addresses, phones, coordinates or words of one vocabulary.
    """
    row = [clean(cell) for cell in sheet.rows[at]]
    below = sheet.rows[at + 1 : at + 1 + _COMPARED_ROWS]
    columns = [
        [text for other in below if len(other) > place and (text := clean(other[place]))] for place in range(len(row))
    ]
    pairs = [(cell, cells) for cell, cells in zip(row, columns, strict=True) if cell]
    alike = [_is_like_cells_below(cell, cells) for cell, cells in pairs]
    known = _known_headers()
    headers = (header_key(cell) in known and not same for (cell, _), same in zip(pairs, alike, strict=True))
    return any(alike) and not any(headers) and not any(_stands_over(cell, cells) for cell, cells in pairs)


def _is_like_cells_below(cell: str, cells: Sequence[str]) -> bool:
    """Whether a cell is like those below it and unlike any header. An address is, even with no cell below it."""
    if any(test(cell) and _share(cells, test) >= _MOST for test in _TESTS_OF_CELLS):
        return True
    others = [word_key(text) for text in cells if word_key(text) != word_key(cell)]
    return any(
        word_key(cell) in words and _share(others, words.__contains__) >= _MOST for words in _vocabularies() if others
    )


def _stands_over(cell: str, cells: Sequence[str]) -> bool:
    """Whether a cell stands like a header over cells that are nearly all of one kind."""
    tests: tuple[Test, ...] = (*_TESTS_OF_CELLS, _FIGURE.fullmatch)
    return bool(cells) and any(not test(cell) and _share(cells, test) >= _NEARLY_ALL for test in tests)


def _share(cells: Sequence[str], test: Test) -> float:
    return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 1.0


def _vocabularies() -> Iterator[dict[str, str]]:
    """The words of each vocabulary that says something of organizations and ties."""
    columns = [column for table in table_names() for column in columns_of(table) if column.kind == "word"]
    names = dict.fromkeys(column.vocabulary for column in columns if column.vocabulary not in (None, "yes_no"))
    return (words_by_key(name) for name in names if name)


def _is_persons_address(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None or mask_addresses(text) in MASKS


# Tests that cells pass and headers do not.
_TESTS_OF_CELLS: tuple[Test, ...] = (is_web_address, _is_persons_address, _DEGREES.fullmatch)
