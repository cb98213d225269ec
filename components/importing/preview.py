"""A preview: what the first rows of a sheet become under a mapping, before the whole sheet is converted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from components.files import Sheet
from components.importing.ambiguous_dates import add_orders_of_all_rows
from components.importing.convert import convert_sheet
from components.importing.headed_sheet import HeadedSheet
from components.importing.people_columns import find_people_columns
from components.importing.sheet_mapping import SheetMapping
from components.inventory import ReadTable, read_table
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
    whole: bool = True
    """Whether the sheet has no more."""
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    """By table (the sheet's own first, then ties that its columns give), the rows as the inventory will hold them: the
    columns that have a cell, without those that tell of people or of who rated, and with the first extra
    ones. Organizations are named as in the sheet."""
    lacking: dict[str, int] = field(default_factory=dict)
    """How many rows are left out, by the column that they lack."""

    @classmethod
    def of_sheet(cls, sheet: Sheet, mapping: SheetMapping, about: Collection[int] | None = None) -> FirstRows:
        """Convert the first 500 rows of a sheet (fewer of a wide one), and give what they become.

        Nothing where the sheet can't be read so. ``about`` holds the positions of the columns about people, where they
        are known already.
        """
        if not mapping.header_rows:
            return cls()
        head = HeadedSheet(sheet, mapping.header_rows)
        end = head.header_rows[-1] + 1 + max(_LEAST_ROWS, min(_MOST_ROWS, _MOST_CELLS // max(len(mapping.columns), 1)))
        some = replace(sheet, rows=sheet.rows[:end], numbers=sheet.numbers[:end])
        about = find_people_columns(head, mapping.table, mapping.standard_columns) if about is None else about
        people = frozenset(about) | {at for at, column in enumerate(mapping.columns) if column.reason}
        text_tables, _ = convert_sheet(some, add_orders_of_all_rows(head, _without_hidden(mapping, people)))
        if not text_tables:
            return cls()
        hidden = (
            NOT_QUOTED | {"listed"} | {mapping.columns[at].column for at in people if at in mapping.standard_columns}
        )
        read = [read_table(table) for table in text_tables]
        rows, kept = len(set(text_tables[0].rows)), len({place.row for place in read[0][0].places})
        tables = _frames([table for table, _ in read], hidden)
        lacking = Counter(each.column or "" for each in read[0][1] if each.rule == "required cell missing")
        return cls(rows, kept, end >= len(sheet.rows), tables, dict(lacking))

    def with_names(self, names: Mapping[str, str], rows: int) -> dict[str, pd.DataFrame]:
        """Replace the ids of organizations by names, and give the first ``rows`` rows of each table."""
        return {table: _write_names(table, frame.head(rows), names) for table, frame in self.tables.items()}


def _write_names(table: str, frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    named = [column.name for column in columns_of(table) if column.kind == "organization" and column.name in frame]
    return frame.assign(**{name: frame[name].map(lambda cell: _name_of(cell, names)) for name in named})


def _name_of(cell: object, names: Mapping[str, str]) -> object:
    if isinstance(cell, tuple):
        return tuple(names.get(each) or each for each in cell)
    return (names.get(cell) or cell) if isinstance(cell, str) else None


def _without_hidden(mapping: SheetMapping, people: frozenset[int]) -> SheetMapping:
    """Leave out the columns that the preview does not show, and give the mapping: columns about people, and extra
    columns after the first twelve."""
    further = [at for at, column in enumerate(mapping.columns) if column.use == "extra" and at not in people]
    out = people.union(further[_EXTRA_COLUMNS_SHOWN:])
    columns = (
        replace(column, use="left out") if at in out and column.use != "column" else column
        for at, column in enumerate(mapping.columns)
    )
    return replace(mapping, columns=tuple(columns))


def _frames(tables: Sequence[ReadTable], hidden: frozenset[str]) -> dict[str, pd.DataFrame]:
    parts: dict[str, list[pd.DataFrame]] = {}
    for table in tables:
        parts.setdefault(table.table, []).append(table.frame)
    frames = {name: pd.concat(several, ignore_index=True) for name, several in parts.items()}
    return {
        name: frame.drop(columns=[each for each in frame if each in hidden]).dropna(axis="columns", how="all")
        for name, frame in frames.items()
    }
