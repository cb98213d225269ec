"""What an inventory is, a frozen set of tables; how much of it is filled in; how it is built from tables of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property, partial
from itertools import count
from types import MappingProxyType

import pandas as pd

from components.inventory.communities import find_too_many
from components.inventory.ids import Tables, give_ids, give_ids_to_rows_set_aside, resolve_references
from components.inventory.problems import Problem
from components.inventory.progress import Progress, ignore
from components.inventory.schema import columns_of, table_names
from components.inventory.tables import ReadTable, TextTable, join_parts, read_table

# Columns that the Atlas fills where they are empty: an id, for example, is made from the name.
_FILLED_BY_THE_ATLAS = {("organizations", "listed"), ("organizations", "id"), ("initiatives", "id")}

_SHARE_OF_CELLS = 0.8
"""The share of the work of building that reading the cells takes."""


@dataclass(frozen=True, eq=False)
class Inventory:
    """What a city team knows about its ecosystem on one day: one frame for each table.

    Every frame has the columns of ``data/schema/columns.csv`` in their order, then any extra
    columns of the file (as text). Cells hold, by the kind of their column:

    - text, word, date, organization: ``str`` dtype, missing where not known. A date is ISO text
      (``2015``, ``2015-05`` or ``2015-05-12``); an organization is an organization's ``id``, or in
      ``reported_by`` and ``rater_organization`` the name of one that is not in the inventory;
    - number: ``float64``, missing where not known;
    - list, words, organizations: ``object`` dtype. A tuple of text; ``None`` where not known;
      ``()`` where someone looked and there is none.

    Frames are shared, not copied: read them, never write to them.
    """

    inventory: pd.DataFrame
    organizations: pd.DataFrame
    relationships: pd.DataFrame
    assessments: pd.DataFrame
    initiatives: pd.DataFrame
    assets: pd.DataFrame
    seats: pd.DataFrame
    communities: pd.DataFrame
    participation: pd.DataFrame
    claims: pd.DataFrame
    notes: pd.DataFrame

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The frames by the names of their tables, in the order of the standard."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def with_tables(self, **tables: pd.DataFrame) -> Inventory:
        """Exchange some tables, and give the inventory."""
        return replace(self, **tables)

    def about(self, column: str) -> str | None:
        """Give one cell of the inventory's own row (``city``, ``place``, …); None where it is not known."""
        values = self.inventory[column] if column in self.inventory else pd.Series(dtype=str)
        return str(values.iloc[0]) if len(values) and pd.notna(values.iloc[0]) else None

    @property
    def fictional(self) -> bool:
        """Whether the inventory says that its city is made up."""
        return self.about("fictional") == "yes"


def measure_completeness(inventory: Inventory) -> pd.DataFrame:
    """Measure how much of each column is filled, and give ``table``, ``column``, ``filled``, ``rows``, ``share``.

    There is a row for each column of the standard, except those that the Atlas fills in itself. ``share`` is ``filled /
    rows``, missing where the table has no rows. A cell that says ``none`` is filled.
    """
    rows = [
        (table, column.name, int(inventory.tables[table][column.name].notna().sum()), len(inventory.tables[table]))
        for table in table_names()
        for column in columns_of(table)
        if (table, column.name) not in _FILLED_BY_THE_ATLAS
    ]
    frame = pd.DataFrame(rows, columns=["table", "column", "filled", "rows"])
    return frame.assign(share=frame["filled"] / frame["rows"].where(frame["rows"] > 0))


# Building it from tables of texts


@dataclass(frozen=True)
class BuiltInventory:
    """An inventory made from tables of texts, its problems, and the keys by which its rows are found in the texts."""

    inventory: Inventory
    problems: list[Problem]
    keys: dict[str, list[int | None]]
    """By table, the key of each row of its frame; None for an organization that only other tables name."""
    ids_set_aside: Mapping[int, str]
    """The ids of the organizations whose rows are set aside, by the keys of these rows."""
    kept_once: Mapping[int, int]
    """The rows left out because a row of another table of texts is the same: their keys, each with that of the row that
    stays."""

    @cached_property
    def organization_ids(self) -> dict[int, str]:
        """The ids of organizations that have a row of their own in the inventory, by the key of the row."""
        ids = zip(self.keys["organizations"], self.inventory.organizations["id"], strict=True)
        return {key: identity for key, identity in ids if key is not None}


def build_inventory(
    text_tables: Iterable[TextTable],
    set_aside: Sequence[TextTable] = (),
    kept_once: Mapping[int, int] = MappingProxyType({}),
    step: Progress = ignore,
) -> BuiltInventory:
    """Build an inventory from tables of texts, and give it with its problems and the keys of its rows.

    ``set_aside`` holds the rows of organizations that are set aside. A cell that names one of them, and no other
    organization, means an organization that is not listed, with the id and name of that row. ``kept_once`` holds the
    rows that were left out before because another row says the same: they stay out. Before each column, and each step
    on whole tables, ``step`` is told what comes next and the share of the work that is done. What it raises ends the
    work.
    """
    parts: dict[str, list[TextTable]] = {name: [] for name in table_names()}
    for table in number_rows(text_tables):
        parts[table.table].append(table)
    columns = sum(len(table.columns) for found in parts.values() for table in found)
    done = count()

    def report(table: TextTable, column: str) -> None:
        step(f"Checking every cell: {table.table}, {column}.", _SHARE_OF_CELLS * next(done) / columns)

    tables, problems, left_out = _read_tables(parts, kept_once, report)
    read_aside = [read_table(table)[0] for table in set_aside]
    aside = give_ids_to_rows_set_aside(read_aside, tables["organizations"]) if read_aside else None
    step("Finding the organizations that tables name.", _SHARE_OF_CELLS)
    tables, more = resolve_references(tables, aside)
    step("Listing what was found.", 0.95)
    inventory = Inventory(**{name: table.frame for name, table in tables.items()})
    more += find_too_many(inventory.tables)
    keys = {name: [place.key for place in table.places] for name, table in tables.items()}
    places = zip(aside.places, aside.frame["id"], strict=True) if aside else ()
    ids_set_aside = {place.key: identity for place, identity in places if place.key is not None}
    return BuiltInventory(inventory, _add_labels(problems + more, keys), keys, ids_set_aside, left_out)


def _read_tables(
    parts: Mapping[str, list[TextTable]], kept_once: Mapping[int, int], report: Callable[[TextTable, str], None]
) -> tuple[Tables, list[Problem], dict[int, int]]:
    """Read the tables and join those of one kind, and give them, their problems, and the rows left out as the same as
    another, each with the row that stays. Organizations and initiatives get their ids."""
    tables: Tables = {}
    problems: list[Problem] = []
    left_out = dict(kept_once)
    for name, found in parts.items():
        read = [read_table(table, partial(report, table)) for table in found] or [_read_nothing(name)]
        tables[name], more, same = join_parts(found, [table for table, _ in read], kept_once)
        problems += [*(problem for _, of_table in read for problem in of_table), *more]
        left_out |= same
        if name == "organizations":
            # Those that have a row of their own are listed, unless the row says otherwise.
            listed = tables[name].frame["listed"].fillna("yes")
            tables[name] = replace(tables[name], frame=tables[name].frame.assign(listed=listed))
        if name in ("organizations", "initiatives"):
            tables[name], more = give_ids(tables[name])
            problems += more
    return tables, problems, left_out


@cache
def _read_nothing(table: str) -> tuple[ReadTable, list[Problem]]:
    """Read a table that nothing was brought for: once, as that takes as long as for some rows, and most cities lack
    some."""
    return read_table(TextTable(table, {}, ()))


def number_rows(text_tables: Iterable[TextTable]) -> list[TextTable]:
    """Give each row of the tables a key: those of tables without keys get the next numbers."""
    text_tables = list(text_tables)
    free = 1 + max((max(table.keys) for table in text_tables if table.keys), default=-1)
    found = []
    for table in text_tables:
        found.append(table if table.keys is not None else replace(table, keys=range(free, free + len(table.rows))))
        free += 0 if table.keys is not None else len(table.rows)
    return found


def _add_labels(problems: list[Problem], keys: dict[str, list[int | None]]) -> list[Problem]:
    """Add to each problem the label of its row in its table, if the row is there, and give the problems."""
    named = {problem.table for problem in problems if problem.key is not None}
    labels = {key: label for name in named & keys.keys() for label, key in enumerate(keys[name]) if key is not None}
    return [problem if problem.key is None else replace(problem, label=labels.get(problem.key)) for problem in problems]


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, table, sheet, row and column, and give them."""
    order = {table: place for place, table in enumerate(("", *table_names()))}

    def place_of(each: Problem) -> tuple[str, int, str, int, str]:
        return each.file or "", order.get(each.table, 0), each.sheet or "", each.row or 0, each.column or ""

    return sorted(problems, key=place_of)
