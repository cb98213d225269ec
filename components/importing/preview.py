"""A preview: what the first rows of a sheet become under a mapping, before the whole sheet is converted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

import pandas as pd

from components.files import Sheet
from components.importing.convert import convert_sheet
from components.importing.headed_sheet import HeadedSheet
from components.importing.people import find_people_columns, set_people_aside
from components.importing.sheet_mapping import SheetMapping
from components.inventory import read_table
from components.inventory.kinds import find_date_order, find_doubtful_date
from components.inventory.schema import NOT_QUOTED
from components.inventory.text import clean, unguard

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
    """The rows as the inventory will hold them, by table: the sheet's own first, then ties that its columns give. Empty
    columns, those about people or raters and extra ones after the first twelve are not here."""
    lacking: dict[str, int] = field(default_factory=dict)
    """How many rows are left out because a column is empty, by that column."""

    @classmethod
    def of_sheet(cls, sheet: Sheet, mapping: SheetMapping) -> FirstRows:
        """Convert the first 500 rows of a sheet (fewer of a wide one), and give what they become, if anything."""
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
        if mapping.table == "organizations" and "relationships" in frames:
            frames["relationships"] = _name_ends(frames["relationships"], head, mapping)
        lacking = Counter(each.column or "" for each in read[0][1] if each.rule == "required cell missing")
        kept = len({place.row for place in read[0][0].places})
        return cls(len(set(tables[0].rows)), kept, end >= len(sheet.rows), frames, dict(lacking))


def _name_ends(ties: pd.DataFrame, head: HeadedSheet, mapping: SheetMapping) -> pd.DataFrame:
    """Write names in the place of ids into the ends of ties that columns of organizations give, and give the ties."""
    at = {name: place for place, name in mapping.standard_columns.items()}
    rows = [row for row in head.rows if "id" in at and len(row) > max(at["id"], at["name"])]
    names = {clean(row[at["id"]]): unguard(clean(row[at["name"]])) for row in rows}
    return ties.assign(**{end: ties[end].map(lambda own: names.get(own) or own) for end in ("from", "to")})


def _fit_to_first_rows(head: HeadedSheet, mapping: SheetMapping, people: Collection[int]) -> SheetMapping:
    """Fit a mapping to the first rows of its sheet, and give it: with the order of day and month that further rows
    settle, without columns about people, and without extra columns after the first twelve."""
    extra = [at for at, column in enumerate(mapping.columns) if column.use == "extra" and at not in people]
    hidden = {*people, *extra[_EXTRA_COLUMNS_SHOWN:]}
    columns, dates = list(mapping.columns), {at for at, each in mapping.columns_read.items() if each.kind == "date"}
    for at, column in enumerate(columns):
        # Columns of the standard may be required, so they are hidden only after reading.
        if at in hidden and column.use != "column":
            columns[at] = replace(column, use="left out")
        if at in dates and find_doubtful_date(head.first_cells(at)):
            columns[at] = replace(columns[at], order=find_date_order(head.all_cells(at)) or column.order)
    return replace(mapping, columns=tuple(columns))
