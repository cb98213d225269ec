"""Headers of two rows, in which names of groups stand above the names of the columns."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from components.files import Sheet
from components.importing.words import words_of_kind
from components.inventory.schema import column_of, headers_of
from components.inventory.text import clean, header_key

_NO_LABEL = re.compile(r"@|://|^[\W\d_]*$")
_LONGEST_LABEL = 60  # letters


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

    The header has two rows where the row at ``start`` holds groups, or the row directly above it does.
    """
    filled = [at for at in range(max(0, start - 1), min(start + 2, len(sheet.rows))) if is_filled(sheet.rows[at])]
    for upper, lower in itertools.pairwise(filled):
        together = sheet.numbers[lower] - sheet.numbers[upper] == 1
        if together and _are_groups(sheet, upper, lower, certain=lower == start):
            return upper, lower
    return (start,)


def _are_groups(sheet: Sheet, upper: int, lower: int, *, certain: bool) -> bool:
    """Whether the upper row holds groups of the columns that the lower row names. ``certain``: the lower row is a
    header.

    A group stands over its first column, and the cells beside it are empty. A column without a group has its name in
    one of the rows. Where the lower row could be a row of the table, it must have no cell under such a name.
    """
    groups, names = clean_row(sheet, upper), clean_row(sheet, lower)
    filled = [at for at, cell in enumerate(groups) if cell]
    spans = [at for at in filled if len(names) > at + 1 and names[at] and names[at + 1] and not cell_at(groups, at + 1)]
    alone = [at for at in filled if at not in spans]
    filled_cells = filter(None, [*groups, *names])
    labels = all(len(cell) <= _LONGEST_LABEL and not _NO_LABEL.search(cell) for cell in filled_cells)
    if certain and labels and _name_people(groups, names):
        return True
    if not spans or not labels or len(filled) < 2:
        return False
    if certain:
        return len(filled) < sum(map(bool, names))
    named = all(cell_at(names, at) for at in range(filled[0], len(names)) if not cell_at(groups, at))
    return bool(alone) and named and not any(cell_at(names, at) for at in alone)


def _name_people(groups: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row of groups says which columns are about people.

    A title begins in the first column, and so does a remark on the whole file. Groups begin there only where they tell
    apart two columns of one name.
    """
    count = Counter(map(header_key, names))
    over = (at for at, group in enumerate(groups) if _is_of_people(header_key(group)) and cell_at(names, at))
    return any(at > 0 and (not groups[0] or count[header_key(names[at])] > 1) for at in over)


def _is_of_people(group: str) -> bool:
    return group in words_of_kind("group of people")


def join_header(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    """Join the rows of a header, and give one header for each column.

    That is its lowest cell. The group is put before it where two columns would have one header, where the group is
    about people, and where it is a list of the standard: ``Contact: name``, ``Serves: Youth``.
    """
    above = [_spread_groups(sheet, at) for at in rows[:-1]]
    width = max((len(cells) for cells in [*above, sheet.rows[rows[-1]]]), default=0)
    names = clean_row(sheet, rows[-1])
    columns = [[*(cell_at(cells, place) for cells in above), cell_at(names, place)] for place in range(width)]
    parts = [list(dict.fromkeys(filter(None, column))) for column in columns]
    count = Counter(header_key(part[-1]) for part in parts if part)
    return [": ".join(part) if part and _needs_its_group(part, count) else "".join(part[-1:]) for part in parts]


def _needs_its_group(part: list[str], count: Counter[str]) -> bool:
    groups = list(map(header_key, part[:-1]))
    return count[header_key(part[-1])] > 1 or any(_is_of_people(group) or _is_list(group) for group in groups)


def _is_list(group: str) -> bool:
    """Whether a group is a list of the standard, such as ``serves``, and its columns are words of that list."""
    column = column_of("organizations", headers_of("organizations").get(group, ""))
    return column is not None and column.is_list


def _spread_groups(sheet: Sheet, position: int) -> list[str]:
    """Write each group over all its columns: as far as its cells are merged, or else to the next group."""
    cells, number = clean_row(sheet, position), sheet.numbers[position]
    blocks = {first: last for top, first, bottom, last in sheet.merged if top <= number <= bottom and last > first}
    below = sheet.rows[position + 1] if position + 1 < len(sheet.rows) else ()
    width = max(len(cells), len(below))
    spread: list[str] = []
    for at in range(width):
        spread.append(cell_at(cells, at) or (spread[-1] if spread else ""))
    if not blocks:
        return spread
    inside = {at - 1 for first, last in blocks.items() for at in range(first, min(last, width) + 1)}
    return [text if at in inside or cell_at(cells, at) else "" for at, text in enumerate(spread)]
