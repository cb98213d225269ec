"""Merged cells inside a table: the first cell of a block holds its text, and the others are empty."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from components.files import Block, Sheet
from components.importing.header_groups import cell_at
from components.inventory.text import clean

_MOST_FILLED = 4_000_000  # cells


def find_merged_blocks(sheet: Sheet, table_rows: Sequence[int]) -> list[Block]:
    """Find the blocks of merged cells that hold a text and reach into the table, and give them.

    ``table_rows`` holds the positions of the table's rows: a title, the header and notes may be merged too.
    """
    places = {number: at for at, number in enumerate(sheet.numbers)}
    numbers = [sheet.numbers[at] for at in table_rows]
    return [
        (top, first, bottom, last)
        for top, first, bottom, last in sheet.merged
        if bisect_left(numbers, top) < bisect_right(numbers, bottom)
        and top in places
        and clean(cell_at(sheet.rows[places[top]], first - 1))
    ]


def fill_merged_cells(sheet: Sheet, blocks: Sequence[Block]) -> Sheet:
    """Write the text of each block into all its cells, and give the sheet.

    This is done only where a person says so: the other cells of a block may as well be meant to be empty. Beyond four
    million cells no further block is filled.
    """
    places = {number: at for at, number in enumerate(sheet.numbers)}
    rows = [list(row) for row in sheet.rows]
    width = max(map(len, rows), default=0)
    left = _MOST_FILLED
    for top, first, bottom, last in blocks:
        text = cell_at(rows[places[top]], first - 1) if top in places else ""
        numbers = _rows_of_block(top, bottom, places) if text else ()
        left -= len(numbers) * (min(last, width) - first + 1)
        for number in numbers if left >= 0 else ():
            row = rows[places[number]]
            row += [""] * (min(last, width) - len(row))
            row[first - 1 : last] = [text] * len(row[first - 1 : last])
    return replace(sheet, rows=rows, merged=[block for block in sheet.merged if block not in blocks])


def _rows_of_block(top: int, bottom: int, places: dict[int, int]) -> Sequence[int]:
    """The numbers of a block's rows that are on the sheet: a block may claim a million."""
    if bottom - top > len(places):
        return [number for number in places if top <= number <= bottom]
    return [number for number in range(top, bottom + 1) if number in places]
