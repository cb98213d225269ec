"""A preview: what the first rows of a sheet become under a mapping, before the whole sheet is converted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from components.files import Sheet
from components.importing.convert import convert_sheet
from components.importing.headed_sheet import HeadedSheet
from components.importing.people import find_people_columns, set_people_aside
from components.importing.sheet_mapping import SheetMapping
from components.inventory import read_table
from components.inventory.kinds import in_doubt, order_of
from components.inventory.schema import NOT_QUOTED, columns_of

# With these limits a preview takes a few hundredths of a second, however large the sheet is.
_MOST_ROWS, _LEAST_ROWS, _MOST_CELLS = 500, 50, 20_000
_EXTRA_COLUMNS_SHOWN = 12


@dataclass(frozen=True)
class FirstRows:
    """What the first rows of a sheet become."""

    rows: int = 0
    """How many rows were looked at, without blank rows and notes."""
    kept: int = 0
    """How many of them come in."""
    is_whole_sheet: bool = True
    """Whether the sheet has no further rows."""
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    """The rows as the inventory will hold them, by table: the sheet's own first, then ties that its columns give.
    Empty columns and those about people or raters are not here, nor are extra ones after the first twelve.
    Organizations are named as in the sheet."""
    lacking: dict[str, int] = field(default_factory=dict)
    """How many rows are left out because a column is empty, by that column."""

    @classmethod
    def of_sheet(cls, sheet: Sheet, mapping: SheetMapping) -> FirstRows:
        """Convert the first 500 rows of a sheet (fewer of a wide one), and give what they become: nothing where the
        sheet can't be read so."""
        if not mapping.header_rows:
            return cls()
        head = HeadedSheet(sheet, mapping.header_rows)
        end = head.header_rows[-1] + 1 + max(_LEAST_ROWS, min(_MOST_ROWS, _MOST_CELLS // max(len(mapping.columns), 1)))
        first_rows = replace(sheet, rows=sheet.rows[:end], numbers=sheet.numbers[:end])
        found = find_people_columns(head, mapping.table, mapping.standard_columns)
        people = {*found, *(at for at, column in enumerate(mapping.columns) if column.reason)}
        tables, _ = set_people_aside(convert_sheet(first_rows, _fit_to_first_rows(head, mapping, people))[0])
        if not tables:
            return cls()
        read = [read_table(table) for table in tables]
        hidden = {*NOT_QUOTED, "listed", *(name for at, name in mapping.standard_columns.items() if at in people)}
        parts: dict[str, list[pd.DataFrame]] = {}
        for table, _ in read:
            frame = table.frame.drop(columns=[name for name in table.frame if name in hidden])
            parts.setdefault(table.table, []).append(frame)
        frames = {name: pd.concat(several, ignore_index=True) for name, several in parts.items()}
        frames = {name: frame.dropna(axis="columns", how="all") for name, frame in frames.items()}
        lacking = Counter(each.column or "" for each in read[0][1] if each.rule == "required cell missing")
        kept = len({place.row for place in read[0][0].places})
        return cls(len(set(tables[0].rows)), kept, end >= len(sheet.rows), frames, dict(lacking))

    def with_names(self, names: Mapping[str, str], rows: int) -> dict[str, pd.DataFrame]:
        """Replace the ids of organizations by names, and give the first ``rows`` rows of each table."""
        return {table: _write_names(table, frame.head(rows), names) for table, frame in self.tables.items()}


def _write_names(table: str, frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    def name_of(cell: object) -> object:
        if isinstance(cell, tuple):
            return tuple(names.get(each) or each for each in cell)
        return (names.get(cell) or cell) if isinstance(cell, str) else None

    named = [column.name for column in columns_of(table) if column.kind == "organization" and column.name in frame]
    return frame.assign(**{name: frame[name].map(name_of) for name in named})


def _fit_to_first_rows(head: HeadedSheet, mapping: SheetMapping, people: Collection[int]) -> SheetMapping:
    """Fit a mapping to the first rows of its sheet, and give it: with the order of day and month where only rows
    further down settle it, without columns about people, and without extra columns after the first twelve."""
    extra = [at for at, column in enumerate(mapping.columns) if column.use == "extra" and at not in people]
    hidden = {*people, *extra[_EXTRA_COLUMNS_SHOWN:]}
    columns = list(mapping.columns)
    for at, column in enumerate(columns):
        # Columns of the standard may be required, so they are hidden only after reading.
        if at in hidden and column.use != "column":
            columns[at] = replace(column, use="left out")
        if at in mapping.date_columns and in_doubt(head.first_cells(at)):
            columns[at] = replace(columns[at], order=order_of(head.all_cells(at)) or column.order)
    return replace(mapping, columns=tuple(columns))
