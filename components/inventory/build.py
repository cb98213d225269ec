"""Tables of texts to a whole inventory: typed, given ids, and tied together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any

import pandas as pd

from components.inventory.ids import with_ids, without_names_of
from components.inventory.kinds import cell_of_value
from components.inventory.model import Inventory
from components.inventory.problems import Problem
from components.inventory.progress import Progress, part, untold
from components.inventory.references import Tables, resolved
from components.inventory.schema import table_names
from components.inventory.tables import (
    RawTable,
    TypedTable,
    names_for_unknown,
    together,
    typed,
)

Rows = pd.DataFrame | Sequence[Mapping[str, Any]]
_OF_CELLS = 0.8
"""The share of the work that reading the cells is."""


@dataclass(frozen=True)
class Built:
    """An inventory of rows of texts, and which row is which."""

    inventory: Inventory
    problems: list[Problem]
    keys: dict[str, list[int | None]]
    """By table, the key of each row of its frame; None for an organization that only other tables name."""
    aside: Mapping[int, str] = field(default_factory=dict)
    """The ids of the organizations that are set aside, by the keys of their rows."""
    twins: Mapping[int, int] = field(default_factory=dict)
    """The rows that are kept once, with one of another file that is the same: by their keys, the key of that one."""


def build(
    raws: Iterable[RawTable],
    aside: Sequence[RawTable] = (),
    twins: Mapping[int, int] = MappingProxyType({}),
    step: Progress = untold,
) -> Built:
    """An inventory of these tables, and everything that could not be taken as it stands.

    ``aside`` holds rows of organizations that are set aside: what names one, and none of the others, means an
    organization of its id and name that is not listed. ``twins`` holds the rows that stay out because they came as the
    same as another, by their keys with its key. ``step`` is told before each column, and before what is done with whole
    tables, what comes next and the share that is behind; what it raises ends the work.
    """
    same = dict(twins)
    parts: dict[str, list[RawTable]] = {name: [RawTable(name, {}, ())] for name in table_names()}
    for raw in keyed(raws):
        parts[raw.table].append(raw)
    columns = _Columns([raw for found in parts.values() for raw in found], step)
    tables: Tables = {}
    problems: list[Problem] = []
    names: frozenset[str] = frozenset()
    for name, found in parts.items():
        raws = found[1:] or found
        read = [typed(raw, names, partial(columns.next, raw)) for raw in raws]
        problems += [problem for _, several in read for problem in several]
        tables[name], several, more = together(raws, [table for table, _ in read], twins)
        problems += several
        same |= more
        if name in ("organizations", "initiatives"):
            tables[name], several = with_ids(tables[name])
            problems += several
        if name == "organizations":
            names = names_for_unknown(tables[name])
    out = without_names_of([typed(raw)[0] for raw in aside], tables["organizations"]) if aside else None
    tables, several = resolved(_listed(tables), out, part(step, _OF_CELLS, 0.95))
    step("Listing what was found.", 0.95)
    inventory = Inventory(**{name: table.frame for name, table in tables.items()})
    keys = {name: [place.key for place in table.places] for name, table in tables.items()}
    gone = _ids_by_key(out) if out else {}
    return Built(inventory, _beside_rows(problems + several, keys), keys, gone, same)


class _Columns:
    """Tells before each column how many cells are read."""

    def __init__(self, raws: Sequence[RawTable], step: Progress) -> None:
        self._step = step
        self._all = 2 * sum(len(raw.rows) * len(raw.columns) for raw in raws)  # each is cleaned, and then read
        self._done = 0

    def next(self, raw: RawTable, column: str) -> None:
        self._step(f"Checking every cell: {raw.table}, {column}.", _OF_CELLS * self._done / max(self._all, 1))
        self._done += len(raw.rows)


def _ids_by_key(table: TypedTable) -> dict[int, str]:
    pairs = zip(table.places, table.frame["id"], strict=True)
    return {place.key: identity for place, identity in pairs if place.key is not None}


def keyed(raws: Iterable[RawTable]) -> list[RawTable]:
    """The tables with a key in each row: those that have none get the next numbers."""
    raws = list(raws)
    free = 1 + max((max(raw.keys) for raw in raws if raw.keys), default=-1)
    found = []
    for raw in raws:
        found.append(raw if raw.keys is not None else replace(raw, keys=range(free, free + len(raw.rows))))
        free += 0 if raw.keys is not None else len(raw.rows)
    return found


def _beside_rows(problems: list[Problem], keys: dict[str, list[int | None]]) -> list[Problem]:
    """The problems, each with the label of the row that it is in, where that row is in its table."""
    named = {problem.table for problem in problems if problem.key is not None}
    labels = {key: label for name in named & keys.keys() for label, key in enumerate(keys[name]) if key is not None}
    return [problem if problem.key is None else replace(problem, label=labels.get(problem.key)) for problem in problems]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file, table, row and column."""
    order = {table: place for place, table in enumerate(("", *table_names()))}
    return sorted(
        problems,
        key=lambda each: (
            *(each.file or "", order.get(each.table, 0), each.sheet or ""),
            *(each.row or 0, each.column or ""),
        ),
    )


def _listed(tables: Tables) -> Tables:
    """An organization that has a row of its own is listed, unless the row says otherwise."""
    organizations = tables["organizations"]
    frame = organizations.frame.assign(listed=organizations.frame["listed"].fillna("yes"))
    return tables | {"organizations": replace(organizations, frame=frame)}


def empty_inventory() -> Inventory:
    """An inventory with every table and no rows."""
    return build([]).inventory


def make_inventory(**tables: Rows) -> Inventory:
    """An inventory from frames or lists of dicts, one a table, checked as a file is.

    Cells may be text, numbers, dates, tuples (``()`` where there is none) or missing. Raises
    ``ValueError`` where a table is not one of the standard's, or a row lacks what is required.
    """
    if unknown := tables.keys() - set(table_names()):
        raise ValueError(f"No such table: {', '.join(sorted(unknown))}. There are: {', '.join(table_names())}.")
    built = build([_raw(name, rows) for name, rows in tables.items()])
    if errors := [problem for problem in built.problems if problem.severity == "error"]:
        first = errors[0]
        raise ValueError(f"{first.table}, row {first.row}: {first.message} ({first.value})")
    return built.inventory


def _raw(table: str, rows: Rows) -> RawTable:
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows), dtype=object)
    columns = {str(name): [cell_of_value(cell) for cell in frame[name]] for name in frame.columns}
    return RawTable(table, dict(columns), range(2, len(frame) + 2))
