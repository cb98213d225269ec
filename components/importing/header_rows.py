"""Find the header of a sheet. A first row whose cells are like those below is no header."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from components.files import Sheet
from components.importing.headed_sheet import cell_at, is_group_of_people
from components.importing.likeness import is_web_address
from components.importing.rows_under_header import clean_row, is_filled
from components.importing.sheet_mapping import NO_HEADER
from components.importing.tool_formats import headers_of_forms
from components.inventory.addresses import MASKS, mask_addresses
from components.inventory.schema import header_names
from components.inventory.text import clean, header_key

_HEADER_WITHIN = 20  # filled rows
_COMPARED_ROWS = 500
_MOST = 0.6  # share of the cells of a column
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\W\d_]{2,}")
_NO_LABEL = re.compile(r"@|://|^[\W\d_]*$|.{60}")
_DEGREES = re.compile(r"-?\d{1,3}\.\d{3,}")


def find_header(sheet: Sheet) -> tuple[int, ...]:
    """Find the rows of a sheet's header, and give their positions.

    It is the row, among the first ones, with the most known headers. Where no row has any, it is the first row with at
    least half as many cells as the longest; a title has fewer. ``NO_HEADER`` where this is a row of the table already;
    an empty tuple where no row is filled.
    """
    known = {at: len(_known_headers(sheet.rows[at])) for at in first_filled_rows(sheet)}
    widths = {at: sum(map(bool, clean_row(sheet, at))) for at in known}
    if not known:
        return ()
    most = max(known.values())
    likely = (at for at in known if (known[at] == most if most else 2 * widths[at] >= max(widths.values())))
    at = next(likely)
    return NO_HEADER if _is_row_of_table(sheet, at) else add_row_of_groups(sheet, at)


def first_filled_rows(sheet: Sheet) -> list[int]:
    """Give the positions of the first twenty filled rows. The header is among them."""
    return list(itertools.islice((at for at, row in enumerate(sheet.rows) if is_filled(row)), _HEADER_WITHIN))


def _known_headers(row: Sequence[str]) -> set[str]:
    return {header_key(cell) for cell in row} & (header_names() | headers_of_forms())


def _is_row_of_table(sheet: Sheet, at: int) -> bool:
    """Whether a row belongs to the table already: it has an address or a place on a map, as most cells below it are.

    Where there is no cell below it, it must have no known header either.
    """
    below = sheet.rows[at + 1 : at + 1 + _COMPARED_ROWS]
    for place, cell in enumerate(clean_row(sheet, at)):
        cells = [text for row in below if (text := clean(cell_at(row, place)))]
        for test in (is_web_address, _is_persons_address, _DEGREES.fullmatch):
            alike = sum(bool(test(text)) for text in cells)
            if test(cell) and alike >= _MOST * len(cells) and (cells or not _known_headers(sheet.rows[at])):
                return True
    return False


def _is_persons_address(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None or mask_addresses(text) in MASKS


# Two rows: groups above the names of columns


def add_row_of_groups(sheet: Sheet, start: int) -> tuple[int, ...]:
    """Look for a row of groups, and give the positions of the rows of the header.

    The header has two rows where the row directly above ``start`` holds groups, or the row at ``start`` does.
    """
    for upper, lower in ((start - 1, start), (start, start + 1)):
        together = upper >= 0 and lower < len(sheet.rows) and sheet.numbers[lower] - sheet.numbers[upper] == 1
        if together and _are_groups(clean_row(sheet, upper), clean_row(sheet, lower), certain=lower == start):
            return upper, lower
    return (start,)


def _are_groups(groups: list[str], names: list[str], *, certain: bool) -> bool:
    """Whether the upper row holds groups of the columns that the lower row names. ``certain``: the lower row is a
    header.

    A group stands over its first column, and the cell beside it is empty. Where the lower row could be a row of the
    table, each column must have its name in one of the rows: below a group, or else above an empty cell.
    """
    filled = [at for at, cell in enumerate(groups) if cell]
    spans = [at for at in filled if cell_at(names, at) and cell_at(names, at + 1) and not cell_at(groups, at + 1)]
    if any(map(_NO_LABEL.search, filter(None, [*groups, *names]))):
        return False
    if certain:
        return _name_people(groups, names) or (bool(spans) and 1 < len(filled) < sum(map(bool, names)))
    alone = set(filled) - set(spans)
    columns = range(filled[0] if filled else 0, max(len(groups), len(names)))
    return bool(spans) and bool(alone) and all(bool(cell_at(names, at)) != (at in alone) for at in columns)


def _name_people(groups: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row of groups says which columns are about people.

    A title begins in the first column, and so does a remark on the whole file. Groups begin there only where they tell
    apart two columns of one name.
    """
    count = Counter(map(header_key, names))
    over = (at for at, group in enumerate(groups) if is_group_of_people(group) and cell_at(names, at))
    return any(at > 0 and (not groups[0] or count[header_key(names[at])] > 1) for at in over)
