"""A look ahead: what the first rows of a sheet become under a mapping, before anything is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Mapping as ByKey
from dataclasses import dataclass, field, replace

import pandas as pd

from components.files import Sheet
from components.importing.convert import convert_sheet
from components.importing.people_columns import find_people_columns
from components.importing.sheet_mapping import ColumnMapping, HeadedSheet, SheetMapping
from components.inventory.kinds import in_doubt, order_of
from components.inventory.problems import Problem
from components.inventory.schema import columns_of
from components.inventory.tables import NOT_QUOTED, ReadTable, read_table
from components.inventory.text import clean, unguard

# A look takes a few hundredths of a second, of a sheet of any size.
_MOST, _LEAST, _CELLS = 500, 50, 20_000
_FURTHER_COLUMNS = 12


@dataclass(frozen=True)
class FirstRows:
    """What the first rows of a sheet become."""

    rows: int = 0
    """How many were looked at; blank rows and notes are none."""
    kept: int = 0
    """How many of them come in."""
    whole: bool = True
    """Whether the sheet has no more."""
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    """By table (the sheet's own first, then ties that its columns give), the rows as the inventory will hold them: the
    columns that have a cell, without those that tell of people or of who rated, and with the first of those that are
    kept as they are. What names an organization is as it stands in the sheet."""
    lacking: dict[str, int] = field(default_factory=dict)
    """How many rows are set aside, by the column that they lack."""


def first_rows(sheet: Sheet, mapping: SheetMapping, about: Collection[int] | None = None) -> FirstRows:
    """What the first 500 rows of a sheet become, or fewer of a wide one. Nothing where it can't be read so.

    ``about`` holds the positions of the columns about people, where they are known already.
    """
    if not mapping.header_rows:
        return FirstRows()
    head = HeadedSheet(sheet, mapping.header_rows)
    end = head.start + 1 + max(_LEAST, min(_MOST, _CELLS // max(len(mapping.columns), 1)))
    some = replace(sheet, rows=sheet.rows[:end], numbers=sheet.numbers[:end])
    about = find_people_columns(head, mapping.table, mapping.places) if about is None else about
    people = frozenset(about) | {at for at, column in enumerate(mapping.columns) if column.reason}
    raws, _ = convert_sheet(some, _with_orders(head, _shown(mapping, people)))
    if not raws:
        return FirstRows()
    hidden = NOT_QUOTED | {"listed"} | {mapping.columns[at].column for at in people if at in mapping.places}
    read = [read_table(raw) for raw in raws]
    rows, kept = len(set(raws[0].rows)), len({place.row for place in read[0][0].places})
    tables = _frames([table for table, _ in read], hidden)
    return FirstRows(rows, kept, end >= len(sheet.rows), tables, _lacking(read[0][1]))


def _shown(mapping: SheetMapping, people: frozenset[int]) -> SheetMapping:
    """The mapping without what a look ahead does not show: columns about people, and most of very many further ones."""
    further = [at for at, column in enumerate(mapping.columns) if column.use == "extra" and at not in people]
    out = people.union(further[_FURTHER_COLUMNS:])
    return replace(mapping, columns=tuple(_left_out(column, at in out) for at, column in enumerate(mapping.columns)))


def _with_orders(head: HeadedSheet, mapping: SheetMapping) -> SheetMapping:
    """The mapping with the order of day and month that rows further down tell."""
    dates = {column.name for column in columns_of(mapping.table) if column.kind == "date"}
    doubtful = [at for at, name in mapping.places.items() if name in dates and in_doubt(head.cells(at))]
    told = {at: order for at in doubtful if (order := order_of(head.column(at)))}
    columns = (replace(column, order=told.get(at, column.order)) for at, column in enumerate(mapping.columns))
    return replace(mapping, columns=tuple(columns))


def _left_out(column: ColumnMapping, out: bool) -> ColumnMapping:
    return replace(column, use="left out") if out and column.use != "column" else column


def _frames(tables: Sequence[ReadTable], hidden: frozenset[str]) -> dict[str, pd.DataFrame]:
    parts: dict[str, list[pd.DataFrame]] = {}
    for table in tables:
        parts.setdefault(table.table, []).append(table.frame)
    frames = {name: pd.concat(several, ignore_index=True) for name, several in parts.items()}
    return {
        name: frame.drop(columns=[each for each in frame if each in hidden]).dropna(axis="columns", how="all")
        for name, frame in frames.items()
    }


def _lacking(problems: Sequence[Problem]) -> dict[str, int]:
    return dict(Counter(each.column or "" for each in problems if each.rule == "required cell missing"))


def names_by_id(sheet: Sheet, mapping: SheetMapping) -> dict[str, str]:
    """The names of a sheet's organizations by the ids that it gives them."""
    places = {name: at for at, name in mapping.places.items()}
    if mapping.table != "organizations" or not {"id", "name"} <= places.keys() or not mapping.header_rows:
        return {}
    own, name = places["id"], places["name"]
    rows = (row for row in sheet.rows[mapping.header_rows[-1] + 1 :] if len(row) > max(own, name))
    return {clean(row[own]): unguard(clean(row[name])) for row in rows}


def with_names(table: str, frame: pd.DataFrame, names: ByKey[str, str]) -> pd.DataFrame:
    """The frame with names in the place of ids, where it names organizations."""
    named = [column.name for column in columns_of(table) if column.kind == "organization"]
    return frame.assign(**{name: _named(frame[name], names) for name in named if name in frame})


def _named(cells: pd.Series, names: ByKey[str, str]) -> pd.Series:
    return cells.map(
        lambda cell: (
            tuple(names.get(each) or each for each in cell)
            if isinstance(cell, tuple)
            else names.get(cell) or cell
            if isinstance(cell, str)
            else None
        )
    )
