"""Headers of two rows, in which names of groups stand above the names of the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from components.files import Sheet
from components.importing.words import words_of_kind
from components.inventory.schema import column_of, headers_of
from components.inventory.text import clean, header_key

_NO_LABEL = re.compile(r"@|://|^[\W\d_]*$|.{60}")


def is_filled(row: Sequence[str]) -> bool:
    """Whether a row has a filled cell. Control characters, such as the end mark of DOS files, do not count."""
    return any(map(clean, row))


def clean_row(sheet: Sheet, position: int) -> list[str]:
    """Clean the cells of the row at a position, and give them."""
    return list(map(clean, sheet.rows[position]))


def cell_at(cells: Sequence[str], place: int) -> str:
    """Give the cell at a place of a row; an empty one where the row is shorter."""
    return cells[place] if place < len(cells) else ""


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
    over = (at for at, group in enumerate(groups) if _is_of_people(group) and cell_at(names, at))
    return any(at > 0 and (not groups[0] or count[header_key(names[at])] > 1) for at in over)


def _is_of_people(group: str) -> bool:
    return header_key(group) in words_of_kind("group of people")


def join_header(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    """Join the rows of a header, and give one header for each column.

    That is its lowest cell. The group is put before it where two columns would have one header, where the group is
    about people, and where it is a list of the standard: ``Contact: name``, ``Serves: Youth``.
    """
    above = [_spread_groups(sheet, at) for at in rows[:-1]]
    names = clean_row(sheet, rows[-1])
    columns = []
    for place in range(max(map(len, [*above, names]))):
        cells = [*(cell_at(groups, place) for groups in above), cell_at(names, place)]
        columns.append(list(dict.fromkeys(filter(None, cells))))
    count = Counter(header_key(parts[-1]) for parts in columns if parts)
    headers = []
    for parts in columns:
        groups_count = any(_is_of_people(group) or _is_list(group) for group in parts[:-1])
        headers.append(": ".join(parts if groups_count or (parts and count[header_key(parts[-1])] > 1) else parts[-1:]))
    return headers


def _is_list(group: str) -> bool:
    """Whether a group is a list of the standard, such as ``serves``, and its columns are words of that list."""
    column = column_of("organizations", headers_of("organizations").get(header_key(group), ""))
    return column is not None and column.is_list


def _spread_groups(sheet: Sheet, position: int) -> list[str]:
    """Write each group over all its columns: as far as its cells are merged, or else to the next group."""
    cells, number = clean_row(sheet, position), sheet.numbers[position]
    width = max(map(len, sheet.rows[position : position + 2]))
    merged: set[int] = set()
    for top, first, bottom, last in sheet.merged:
        if top <= number <= bottom and last > first:
            merged.update(range(first - 1, min(last, width)))
    spread: list[str] = []
    for at in range(width):
        goes_on = at > 0 and (at in merged or not merged)
        spread.append(cell_at(cells, at) or (spread[-1] if goes_on else ""))
    return spread
