"""Organizations that tables name: each is found by id, name, alias or former name, or added as not listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from components.inventory.ids import make_free_ids
from components.inventory.kinds import Cell, to_series
from components.inventory.problems import Fault, Problem
from components.inventory.progress import Progress, ignore
from components.inventory.schema import WHO_SAYS, Column, columns_of
from components.inventory.tables import NOWHERE, ReadTable, TextTable, add_rows, read_table
from components.inventory.text import name_key

_STEP = "Finding the organizations that tables name."
Tables = dict[str, ReadTable]
CellPlace = tuple[ReadTable, int, str]
"""A cell: its table, the position of its row, its column."""
NamedFirst = tuple[str, CellPlace]
"""A name, and the first cell that has it."""


@dataclass(frozen=True)
class _Found:
    """The organization that a text names, and others that it could name too."""

    id: str
    others: tuple[str, ...] = ()


def resolve_references(
    tables: Tables, aside: ReadTable | None = None, step: Progress = ignore
) -> tuple[Tables, list[Problem]]:
    """Put ids into every cell that names an organization, and give the tables with the problems found.

    A name that no organization has becomes an organization of its own with ``listed`` = ``no``. Where the cell only
    says who reports or rates, the name stays as it is. ``aside`` holds the organizations that are set aside, with ids
    that name none of the others. A cell that names one of these, and none of the others, means an organization with
    that id that is not listed. ``step`` is told what comes next and the share that is done; what it raises ends the
    work.
    """
    step(_STEP, 0.0)
    wanted = _list_names(tables)
    if not wanted:
        return tables, []
    step(_STEP, 0.3)
    found = _find(tables["organizations"], wanted)
    still_named = _find_set_aside(wanted, found, aside) if aside else _StillNamed({}, {}, [])
    found |= still_named.found
    missing = _list_missing(wanted, found)
    players = {key: (text, place) for key, (text, place) in missing.items() if place[2] not in WHO_SAYS}
    organizations, added, problems = _add_unlisted(tables["organizations"], players, still_named, aside)
    found |= {text: _Found(added[name_key(text)]) for text in wanted if text not in found and name_key(text) in added}
    # A cell that says who reports may hold the id that one of these was just given.
    found |= _find(organizations, [text for text in wanted if text not in found])
    only_say = {text: place for text, place in wanted.items() if text not in found}
    found |= {text: _Found(text) for text in only_say}
    step(_STEP, 0.6)
    resolved = {name: _with_ids(table, found) for name, table in tables.items()}
    problems += [
        table.problem(position, column, Fault("reporter not listed", text))
        for text, (table, position, column) in only_say.items()
    ]
    problems += still_named.problems
    problems += [problem for table in tables.values() for problem in _warn_of_ambiguous_names(table, found)]
    return resolved | {"organizations": organizations}, problems + _warn_of_ties_with_self(resolved["relationships"])


def _reference_columns(table: ReadTable) -> Iterator[Column]:
    return (column for column in columns_of(table.table) if column.kind == "organization")


def _list_names(tables: Tables) -> dict[str, CellPlace]:
    """List every text that names an organization, with the first cell that does. Cells that only say who reports or
    rates come last, so that any other cell with the same text stands before them."""
    columns = [(table, column.name) for table in tables.values() for column in _reference_columns(table)]
    named: dict[str, CellPlace] = {}
    for table, column in sorted(columns, key=lambda place: place[1] in WHO_SAYS):
        for position, cell in enumerate(table.frame[column].tolist()):
            for text in _texts(cell):
                if text not in named:
                    named[text] = (table, position, column)
    return named


def _texts(cell: object) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return cell
    return (cell,) if isinstance(cell, str) else ()


def _find(organizations: ReadTable, wanted: Iterable[str]) -> dict[str, _Found]:
    frame = organizations.frame
    ids = set(frame["id"])
    found, left = {}, {}
    for text in wanted:
        if text in ids:
            found[text] = _Found(text)
        else:
            left[text] = name_key(text)
    for column in ("id", "name", "aliases", "former_names"):
        level = _ids_by_name(frame, column, set(left.values())) if left else {}
        found |= {text: _Found(level[same][0], tuple(level[same][1:])) for text, same in left.items() if same in level}
        left = {text: same for text, same in left.items() if same not in level}
    return found


@dataclass(frozen=True)
class _StillNamed:
    """The organizations that are set aside and that cells still name."""

    found: dict[str, _Found]
    """By the text of the cell. Those that only report or rate go by their name, as they get no row."""
    names: dict[str, str]
    """The names of those that get a row, by their ids."""
    problems: list[Problem]


def _find_set_aside(wanted: dict[str, CellPlace], found: dict[str, _Found], aside: ReadTable) -> _StillNamed:
    ids = {text: each.id for text, each in _find(aside, [text for text in wanted if text not in found]).items()}
    names = dict(zip(aside.frame["id"], aside.frame["name"], strict=True))
    players = {identity for text, identity in ids.items() if wanted[text][2] not in WHO_SAYS}
    problems = [
        table.problem(position, column, Fault("organization not listed", text, {"name": names[ids[text]]}, "set aside"))
        for text, (table, position, column) in wanted.items()
        if text in ids and ids[text] in players
    ]
    return _StillNamed(
        {text: _Found(identity if identity in players else names[identity]) for text, identity in ids.items()},
        {identity: names[identity] for identity in dict.fromkeys(ids.values()) if identity in players},
        problems,
    )


def _ids_by_name(frame: pd.DataFrame, column: str, wanted: set[str]) -> dict[str, list[str]]:
    """Give the ids of the organizations whose column has a wanted name, by the name, in the order of the rows."""
    found: dict[str, list[str]] = {}
    for identity, cell in zip(frame["id"].tolist(), frame[column].tolist(), strict=True):
        for text in dict.fromkeys(map(name_key, _texts(cell))):
            if text in wanted:
                found.setdefault(text, []).append(identity)
    return found


def _list_missing(wanted: dict[str, CellPlace], found: dict[str, _Found]) -> dict[str, NamedFirst]:
    """List the names that no organization has, each once by its ``name_key``, with the first cell that has it."""
    missing: dict[str, NamedFirst] = {}
    for text, place in wanted.items():
        if text not in found:
            missing.setdefault(name_key(text), (text, place))
    return missing


def _add_unlisted(
    organizations: ReadTable,
    missing: dict[str, NamedFirst],
    still_named: _StillNamed,
    aside: ReadTable | None,
) -> tuple[ReadTable, dict[str, str], list[Problem]]:
    if not missing and not still_named.names:
        return organizations, {}, []
    texts = [text for text, _ in missing.values()]
    ids = make_free_ids([organizations, aside] if aside else [organizations], texts)
    names = [*still_named.names.values(), *texts]
    columns = {"id": [*still_named.names, *ids], "name": names, "listed": ["no"] * len(names)}
    rows, _ = read_table(TextTable("organizations", dict(columns), [0] * len(names)))
    problems = [
        table.problem(position, column, Fault("organization not listed", text))
        for text, (table, position, column) in missing.values()
    ]
    return add_rows(organizations, rows.frame, [NOWHERE] * len(names)), dict(zip(missing, ids, strict=True)), problems


def _with_ids(table: ReadTable, found: dict[str, _Found]) -> ReadTable:
    changed = {}
    for column in _reference_columns(table):
        cells: list[Cell] = [_replace_names(cell, found) for cell in table.frame[column.name].tolist()]
        changed[column.name] = to_series(column, cells)
    return replace(table, frame=table.frame.assign(**changed)) if changed else table


def _replace_names(cell: object, found: dict[str, _Found]) -> Cell:
    if isinstance(cell, tuple):
        return tuple(dict.fromkeys(found[text].id for text in cell))
    return found[cell].id if isinstance(cell, str) else None


def _warn_of_ambiguous_names(table: ReadTable, found: dict[str, _Found]) -> Iterator[Problem]:
    faults = {
        text: Fault("name of several organizations", text, {"id": match.id, "others": ", ".join(match.others[:5])})
        for text, match in found.items()
        if match.others
    }
    if not faults:
        return
    for column in _reference_columns(table):
        for position, cell in enumerate(table.frame[column.name]):
            for text in _texts(cell):
                if text in faults:
                    yield table.problem(position, column.name, faults[text])


def _warn_of_ties_with_self(relationships: ReadTable) -> list[Problem]:
    frame = relationships.frame
    same = (frame["from"] == frame["to"]).to_numpy(dtype=bool).nonzero()[0]
    return [
        relationships.problem(int(position), "to", Fault("tie with itself", frame["to"].iloc[position]))
        for position in same
    ]
