"""Tables of texts become a whole inventory: read, given ids, and with each organization found that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any

import pandas as pd

from components.inventory.ids import give_ids, give_ids_to_rows_set_aside
from components.inventory.kinds import cell_of_value
from components.inventory.model import Inventory
from components.inventory.problems import Problem
from components.inventory.progress import Progress, ignore, progress_of_part
from components.inventory.references import Tables, resolve_references
from components.inventory.schema import table_names
from components.inventory.tables import (
    RawTable,
    ReadTable,
    find_names_like_unknown,
    join_parts,
    read_table,
)

Rows = pd.DataFrame | Sequence[Mapping[str, Any]]
_OF_CELLS = 0.8
"""The share of the work that reading the cells takes."""


@dataclass(frozen=True)
class Built:
    """An inventory made of tables of texts, its problems, and which of its rows is which row of the texts."""

    inventory: Inventory
    problems: list[Problem]
    keys: dict[str, list[int | None]]
    """By table, the key of each row of its frame; None for an organization that only other tables name."""
    aside: Mapping[int, str] = field(default_factory=dict)
    """The ids of the organizations that are set aside, by the keys of their rows."""
    twins: Mapping[int, int] = field(default_factory=dict)
    """The rows that are kept once, with one of another file that is the same: by their keys, the key of that one."""


def build_inventory(
    raws: Iterable[RawTable],
    aside: Sequence[RawTable] = (),
    twins: Mapping[int, int] = MappingProxyType({}),
    step: Progress = ignore,
) -> Built:
    """Build an inventory of tables of texts, and give it with its problems and the keys of its rows.

    ``aside`` holds rows of organizations that are set aside: what names one, and none of the others, means an
    organization of its id and name that is not listed. ``twins`` holds the rows that stay out because they came as the
    same as another, by their keys with its key. ``step`` is told before each column, and before what is done with whole
    tables, what comes next and the share that is behind; what it raises ends the work.
    """
    same = dict(twins)
    parts: dict[str, list[RawTable]] = {name: [RawTable(name, {}, ())] for name in table_names()}
    for raw in number_rows(raws):
        parts[raw.table].append(raw)
    cells_read = _CellsRead([raw for found in parts.values() for raw in found], step)
    tables: Tables = {}
    problems: list[Problem] = []
    names: frozenset[str] = frozenset()
    for name, found in parts.items():
        raws = found[1:] or found
        read = [read_table(raw, names, partial(cells_read.report, raw)) for raw in raws]
        problems += [problem for _, several in read for problem in several]
        tables[name], several, more = join_parts(raws, [table for table, _ in read], twins)
        problems += several
        same |= more
        if name in ("organizations", "initiatives"):
            tables[name], several = give_ids(tables[name])
            problems += several
        if name == "organizations":
            names = find_names_like_unknown(tables[name])
    out = give_ids_to_rows_set_aside([read_table(raw)[0] for raw in aside], tables["organizations"]) if aside else None
    tables, several = resolve_references(_mark_listed(tables), out, progress_of_part(step, _OF_CELLS, 0.95))
    step("Listing what was found.", 0.95)
    inventory = Inventory(**{name: table.frame for name, table in tables.items()})
    keys = {name: [place.key for place in table.places] for name, table in tables.items()}
    gone = _ids_by_key(out) if out else {}
    return Built(inventory, _with_labels(problems + several, keys), keys, gone, same)


class _CellsRead:
    """Reports before each column how many cells are read."""

    def __init__(self, raws: Sequence[RawTable], step: Progress) -> None:
        self._step = step
        self._all = 2 * sum(len(raw.rows) * len(raw.columns) for raw in raws)  # each is cleaned, and then read
        self._done = 0

    def report(self, raw: RawTable, column: str) -> None:
        """Report that a column comes next."""
        self._step(f"Checking every cell: {raw.table}, {column}.", _OF_CELLS * self._done / max(self._all, 1))
        self._done += len(raw.rows)


def _ids_by_key(table: ReadTable) -> dict[int, str]:
    pairs = zip(table.places, table.frame["id"], strict=True)
    return {place.key: identity for place, identity in pairs if place.key is not None}


def number_rows(raws: Iterable[RawTable]) -> list[RawTable]:
    """Give each row of the tables a key: those of tables without keys get the next numbers."""
    raws = list(raws)
    free = 1 + max((max(raw.keys) for raw in raws if raw.keys), default=-1)
    found = []
    for raw in raws:
        found.append(raw if raw.keys is not None else replace(raw, keys=range(free, free + len(raw.rows))))
        free += 0 if raw.keys is not None else len(raw.rows)
    return found


def _with_labels(problems: list[Problem], keys: dict[str, list[int | None]]) -> list[Problem]:
    """The problems, each with the label of its row in the table, where the row is there."""
    named = {problem.table for problem in problems if problem.key is not None}
    labels = {key: label for name in named & keys.keys() for label, key in enumerate(keys[name]) if key is not None}
    return [problem if problem.key is None else replace(problem, label=labels.get(problem.key)) for problem in problems]


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file, table, sheet, row and column, and give them."""
    order = {table: place for place, table in enumerate(("", *table_names()))}
    return sorted(
        problems,
        key=lambda each: (
            *(each.file or "", order.get(each.table, 0), each.sheet or ""),
            *(each.row or 0, each.column or ""),
        ),
    )


def _mark_listed(tables: Tables) -> Tables:
    """Mark the organizations that have a row of their own as listed, unless the row says otherwise."""
    organizations = tables["organizations"]
    frame = organizations.frame.assign(listed=organizations.frame["listed"].fillna("yes"))
    return tables | {"organizations": replace(organizations, frame=frame)}


def empty_inventory() -> Inventory:
    """Make an inventory with every table and no rows."""
    return build_inventory([]).inventory


def make_inventory(**tables: Rows) -> Inventory:
    """Make an inventory of frames or lists of dicts, one a table, and check it as a file is checked.

    Cells may be text, numbers, dates, tuples (``()`` where there is none) or missing. Raises
    ``ValueError`` where a table is not one of the standard's, or a row lacks what is required.
    """
    if unknown := tables.keys() - set(table_names()):
        raise ValueError(f"No such table: {', '.join(sorted(unknown))}. There are: {', '.join(table_names())}.")
    built = build_inventory([_raw(name, rows) for name, rows in tables.items()])
    if errors := [problem for problem in built.problems if problem.severity == "error"]:
        first = errors[0]
        raise ValueError(f"{first.table}, row {first.row}: {first.message} ({first.value})")
    return built.inventory


def _raw(table: str, rows: Rows) -> RawTable:
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows), dtype=object)
    columns = {str(name): [cell_of_value(cell) for cell in frame[name]] for name in frame.columns}
    return RawTable(table, dict(columns), range(2, len(frame) + 2))
