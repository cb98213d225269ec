"""A mapping says how a sheet is read: which table of the standard it is, and what is done with each column."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from components.inventory.addresses import mask_addresses
from components.inventory.schema import Column, column_of, required_columns

Use = Literal["column", "checkbox", "extra", "left out", "parent", "ties", "tie"]
Parents = Literal["part_of", "member_of", ""]
Values = Literal["several", "one", ""]
DayOrder = Literal["day/month/year", "month/day/year", "not known", ""]

NO_HEADER = (-1,)
"""The ``header_rows`` of a sheet that has no header: its first row is one of the table's."""


class Why(StrEnum):
    """The reasons why a sheet is a table or none; each reads well after "because"."""

    BY_NAME = "its name says so"
    BY_HEADERS = "its headers are like that table's"
    BY_CELLS = "its cells are like that table's"
    MATRIX = "its headers are the names or numbers of its rows"
    AS_BEFORE = "a sheet with these headers was read so before"
    AS_SAID = "you said so"
    NAMES_REPEAT = "its headers are like that table's, but most of its names stand in several rows"
    LIKE_THINGS = "its headers are like that table's, but its rows may be things or events"
    LIKE_PEOPLE = "its headers are like that table's, but its names may be those of people"
    NO_TABLE = "it is none of the tables that the Atlas knows"
    NO_ROWS = "it has no rows"


@dataclass(frozen=True)
class ColumnMapping:
    """What is done with one column of a sheet."""

    header: str
    """Its header, in which people's addresses are masked."""
    use: Use = "extra"
    """``column``: it is one of the standard. ``checkbox``: a mark in it adds its header's word to a list. ``extra``: it
    is kept under its own header. ``left out``: it is not read. ``parent``: it names the row of the same table that the
    row belongs to. ``ties``: it lists others. ``tie``: a mark in it is a tie with the row that its header names."""
    column: str = ""
    """The standard's column; for ``ties``, their kind."""
    why: str = ""
    """Why it is read like this, in words for a person."""
    likeness: int = 0
    """How like the header is to the column that it is read as, from 0 to 100 (the same)."""
    reason: str = ""
    """Why the column is kept although it is about people. Without a reason such a column is left out."""
    order: DayOrder = ""
    """The order of day and month where dates could be two days: ``not known`` where a person was asked and could not
    say; empty where nobody was asked."""
    values: Values = ""
    """Whether a text with commas and no bar, in a list, is several values or one; empty where nobody was asked."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", mask_addresses(self.header))

    def with_reason(self, table: str, reason: str) -> ColumnMapping:
        """Keep the column for a reason, and give its mapping. If it was left out, it becomes the column that its header
        names, or an extra one."""
        if self.use != "left out":
            return replace(self, reason=reason)
        own = column_of(table, self.header)
        return replace(self, use="column" if own else "extra", column=own.name if own else "", reason=reason)


@dataclass(frozen=True)
class SheetMapping:
    """How one sheet is read."""

    table: str
    """The standard's table; empty to leave the sheet out."""
    header_rows: tuple[int, ...] = ()
    """Positions of the header's rows in the sheet: ``NO_HEADER`` where it has none, and empty where it has no rows."""
    columns: tuple[ColumnMapping, ...] = ()
    """One for each header, in their order."""
    form: str = ""
    """The form of another tool or standard that the sheet has, such as ``Kumu connections``."""
    parents: Parents = ""
    """What belonging to a parent means; empty where nobody has said: then the column stays an extra one."""
    sure: bool = False
    """Whether the sheet may be read so without asking a person. It can also be sure that the sheet is left out."""
    why: str = ""
    """Why the sheet is this table or none: one of ``Why``, or the reason that its form gives."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the sheet that the mapping is for."""
        return tuple(column.header for column in self.columns)

    @property
    def standard_columns(self) -> dict[int, str]:
        """The standard's columns by the positions of their headers."""
        return {at: column.column for at, column in enumerate(self.columns) if column.use == "column"}

    @property
    def columns_read(self) -> dict[int, Column]:
        """What the schema says of the standard's columns, by the positions of their headers."""
        columns = {at: column_of(self.table, name) for at, name in self.standard_columns.items()}
        return {at: column for at, column in columns.items() if column}

    @property
    def missing_columns(self) -> list[str]:
        """The columns that the table requires and that no header is mapped to."""
        have = set(self.standard_columns.values())
        return [name for name in required_columns(self.table) if name not in have]

    @property
    def is_known_by_name(self) -> bool:
        """Whether the sheet's name says which table it is."""
        return self.why == Why.BY_NAME

    @property
    def is_remembered(self) -> bool:
        """Whether a sheet with these headers was read so before."""
        return self.why == Why.AS_BEFORE

    def leave_out(self) -> SheetMapping:
        """Leave the sheet out, as a person asked, and give the new mapping."""
        return replace(self, table="", why=Why.AS_SAID)

    def keep_people(self, reason: str) -> SheetMapping:
        """Keep all columns, also those about people, and give the mapping with the reason in each of them."""
        return replace(self, columns=tuple(column.with_reason(self.table, reason) for column in self.columns))
