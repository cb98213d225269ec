"""How a sheet is read: which table it is, and what is done with each of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from components.files import Sheet
from components.importing.layout import joined_header, rows_under
from components.inventory.addresses import mask_addresses
from components.inventory.problems import Problem
from components.inventory.schema import column_of, columns_of
from components.inventory.text import clean, unguard

Use = Literal["column", "fold", "extra", "left out", "parent", "ties"]
Parents = Literal["part_of", "member_of", ""]
Days = Literal["day/month/year", "month/day/year", "not known", ""]

NO_HEADER = (-1,)
"""The ``header_rows`` of a sheet that has no header: its first row is one of the table's."""
_SAMPLE = 500  # rows
_FEW = 20  # cells


@dataclass(frozen=True)
class ColumnMapping:
    """What is done with one column of a sheet. Its header has a mark in the place of each address of people."""

    header: str
    use: Use = "extra"
    """``column``: it is a column of the standard. ``fold``: a mark in it adds its header's word to a list column.
    ``extra``: it is kept under its own header. ``left out``: it is not read. ``parent``: it names the row of the same
    table that the row belongs to. ``ties``: it lists organizations that the row has a tie with."""
    column: str = ""
    """The standard's column, for ``column`` and ``fold``; the kind of the ties, for ``ties``."""
    why: str = ""
    """Why it is read so, for a person."""
    likeness: int = 0
    """How like the header is to the column that it is read as: 0 to 100, which is the same."""
    reason: str = ""
    """Why what the column tells of people is kept. Without one it is left out, whatever the column is read as."""
    order: Days = ""
    """In a column of dates whose cells don't tell it, the order of day and month, or that nobody knows it; empty where
    nobody was asked."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", mask_addresses(self.header))


@dataclass(frozen=True)
class SheetMapping:
    """How one sheet is read."""

    table: str
    """The standard's table; empty to leave the sheet out."""
    header_rows: tuple[int, ...] = ()
    """Positions of the header's rows among the sheet's; the table begins after the last. ``NO_HEADER`` where it has
    none, and nothing where it has no rows."""
    columns: tuple[ColumnMapping, ...] = ()
    """One for each header, in their order."""
    form: str = ""
    """The form of another tool or standard that the sheet has, such as ``Kumu connections``."""
    parents: Parents = ""
    """What belonging to another row of the table means. Empty where nobody has said: the column stays an extra one."""
    sure: bool = False
    """Whether it may be followed without asking. A sheet that is surely no table of the standard is surely left out."""
    why: str = ""
    """Why the sheet is this table or none, to be read after "because"."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers that it is for."""
        return tuple(column.header for column in self.columns)

    @property
    def places(self) -> dict[int, str]:
        """The standard's columns by the position of their header."""
        return {at: column.column for at, column in enumerate(self.columns) if column.use == "column"}

    @property
    def lacking(self) -> list[str]:
        """The columns that the table requires and no header gives."""
        have = set(self.places.values())
        return [column.name for column in columns_of(self.table) if column.required and column.name not in have]


@dataclass(frozen=True)
class HeadedSheet:
    """A sheet, and where its header stands."""

    sheet: Sheet
    header_rows: tuple[int, ...]

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """The headers. Where they go over several rows, groups stand before names that need them.

        People's e-mail addresses and phones in them give way to marks, as in cells: headers go wherever a column goes.
        """
        return tuple(map(mask_addresses, self._written))

    @property
    def addressed(self) -> list[str]:
        """The headers in which a mark stands for an address."""
        return [header for header, text in zip(self.headers, self._written, strict=True) if header != text]

    @cached_property
    def _written(self) -> list[str]:
        if self.header_rows == NO_HEADER:
            return [f"column {number}" for number in range(1, self._usual_width + 1)]
        return list(map(unguard, joined_header(self.sheet, self.header_rows)))

    @property
    def _usual_width(self) -> int:
        widths = Counter(map(len, filter(any, self.sheet.rows)))
        return max(widths, key=lambda width: (widths[width], width), default=0)

    @property
    def start(self) -> int:
        """The position of the header's last row; -1 where there is none, as the table begins after it."""
        return self.header_rows[-1]

    @property
    def number(self) -> int | None:
        """The spreadsheet row of the header, if there is one."""
        return None if self.header_rows == NO_HEADER else self.sheet.numbers[self.start]

    def cells(self, position: int) -> list[str]:
        """The filled cells of a column in the first rows of the table."""
        return _filled(self.body[:_SAMPLE], position)

    def spread(self, position: int) -> list[str]:
        """Filled cells of a column from all over the sheet: all of them, where these are few."""
        some = _filled(self.some_rows, position)
        return some if len(some) > _FEW else self.column(position)

    def column(self, position: int) -> list[str]:
        """All filled cells of a column."""
        return _filled(self.body, position)

    @cached_property
    def body(self) -> Sequence[Sequence[str]]:
        """The rows of the table: what stands under the header without blank rows, headers again, notes and totals."""
        return [self.sheet.rows[at] for at in rows_under(self.sheet, self.header_rows).rows]

    @cached_property
    def some_rows(self) -> Sequence[Sequence[str]]:
        """Rows from all over the sheet, evenly."""
        return self.body[:: 1 + len(self.body) // _SAMPLE]


def _filled(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    return [text for row in rows if len(row) > position and (text := clean(row[position]))]


@dataclass(frozen=True)
class MappedSheet:
    """A sheet as a mapping reads it."""

    head: HeadedSheet
    mapping: SheetMapping

    @property
    def sheet(self) -> Sheet:
        """The sheet."""
        return self.head.sheet

    def note(self, rule: str, message: str, mend: str, **where: str | int | None) -> Problem:
        """A note about the table that it is."""
        return self.sheet.problem(rule, message, mend, "note", table=self.mapping.table, **where)

    def warning(self, rule: str, message: str, mend: str, **where: str | int | None) -> Problem:
        """A warning about the table that it is."""
        return self.sheet.problem(rule, message, mend, "warning", table=self.mapping.table, **where)


def keeping_people(mapping: SheetMapping, reason: str) -> SheetMapping:
    """The mapping with all that its columns tell of people kept, for a reason that is kept with it."""
    kept = (with_reason(column, mapping.table, reason) for column in mapping.columns)
    return replace(mapping, columns=tuple(kept))


def with_reason(column: ColumnMapping, table: str, reason: str) -> ColumnMapping:
    """The column kept for a reason; one that was left out as what its header says, or else as an extra one."""
    if column.use != "left out":
        return replace(column, reason=reason)
    own = column_of(table, column.header)
    use: Use = "column" if own else "extra"
    return replace(column, use=use, column=own.name if own else "", reason=reason)
