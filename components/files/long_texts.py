"""Texts longer than a workbook's cell holds: cut over further columns when written, joined again when read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from components.files.dialect import Sheet
from components.inventory.text import guard, unguard

_MOST_UNITS = 32_767
"""What a cell of a workbook holds, as UTF-16 counts letters: some are two."""
_PIECE = 16_000
"""Letters of a cut text: none is too long, whatever letters they are."""
Cell = str | float | None


def in_cells(grid: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows, of which the first is the header, with the rest of too long texts in columns after their own.

    Those of ``note`` are called ``note (continued)``, ``note (continued 2)`` and so on. Every cell is guarded already.
    """
    if not any(_is_too_long(cell) for row in grid for cell in row):
        return [list(row) for row in grid]
    columns = [_cut(*column) for column in zip(*grid, strict=True)]
    return [list(row) for row in zip(*(column for several in columns for column in several), strict=True)]


def _is_too_long(cell: str | float | None) -> bool:
    return isinstance(cell, str) and len(cell) > _PIECE and len(cell.encode("utf-16-le")) > 2 * _MOST_UNITS


def _cut(header: Cell, *cells: Cell) -> Iterator[list[Cell]]:
    """A column as the columns that it takes."""
    pieces = [_pieces(cell) for cell in cells]
    for number in range(max(map(len, pieces), default=1)):
        name = f"{header}{_continued(number)}" if number else header
        yield [name, *(each[number] if number < len(each) else "" for each in pieces)]


def _continued(number: int) -> str:
    return " (continued)" if number == 1 else f" (continued {number})"


def _pieces(cell: Cell) -> list[Cell]:
    if not isinstance(cell, str) or not _is_too_long(cell):
        return [cell]
    return [cell[:_PIECE], *(guard(cell[at : at + _PIECE]) for at in range(_PIECE, len(cell), _PIECE))]


def joined_again(sheet: Sheet) -> Sheet:
    """The sheet with each text whole that ``in_cells`` cut."""
    header = list(sheet.rows[0]) if sheet.rows else []
    for at in reversed(range(len(header))):
        count = 1
        while at + count < len(header) and header[at + count] == f"{header[at]}{_continued(count)}":
            count += 1
        # A column that is only called so continues no whole text.
        if header[at] and count > 1 and all(_are_pieces(row[at : at + count]) for row in sheet.rows[1:]):
            rows = [[*row[:at], _joined(row[at : at + count]), *row[at + count :]] for row in sheet.rows[1:]]
            header = [*header[: at + 1], *header[at + count :]]
            sheet = replace(sheet, rows=[header, *rows])
    return sheet


def _are_pieces(cells: Sequence[str]) -> bool:
    """Whether what goes on does so after a full piece."""
    return all(not cell or len(before) >= _PIECE for before, cell in itertools.pairwise(cells))


def _joined(cells: Sequence[str]) -> str:
    return "".join([*cells[:1], *map(unguard, cells[1:])])
