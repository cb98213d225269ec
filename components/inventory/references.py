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
"""A cell: its table, its position there, its column."""


@dataclass(frozen=True)
class _Found:
    """The organization that a text names, and others that it could name too."""

    id: str
    others: tuple[str, ...] = ()


def resolve_references(
    tables: Tables, aside: ReadTable | None = None, step: Progress = ignore
) -> tuple[Tables, list[Problem]]:
    """Put ids into every cell that names an organization, and give the tables with the problems found.

    A name that no organization has becomes an organization of its own with ``listed`` = ``no``; where it only says
    who reports or rates, it stays a name. ``aside`` holds the organizations that are set aside, with ids that name none
    of the others: what names one of these, and none of the others, is an organization of that id that is not listed.
    ``step`` is told what comes next and the share that is behind; what it raises ends the work.
    """
    step(_STEP, 0.0)
    wanted = _named(tables)
    if not wanted:
        return tables, []
    step(_STEP, 0.3)
    found = _find(tables["organizations"], wanted)
    out = _find_set_aside(wanted, found, aside) if aside else _SetAside({}, {}, [])
    found |= out.found
    missing = _unlisted(wanted, found)
    players = {same: (text, place) for same, (text, place) in missing.items() if place[2] not in WHO_SAYS}
    organizations, added, problems = _add_unlisted(tables["organizations"], players, out, aside)
    found |= {text: _Found(added[name_key(text)]) for text in wanted if text not in found and name_key(text) in added}
    # Who says so may be called by the id that one of these was just given.
    found |= _find(organizations, [text for text in wanted if text not in found])
    sayers = {text: place for text, place in wanted.items() if text not in found}
    found |= {text: _Found(text) for text in sayers}
    step(_STEP, 0.6)
    done = {name: _with_ids(table, found) for name, table in tables.items()}
    problems += [
        table.problem(position, column, Fault("reporter not listed", text))
        for text, (table, position, column) in sayers.items()
    ]
    problems += out.problems
    problems += [item for table in tables.values() for item in _tell_ambiguous(table, found)]
    return done | {"organizations": organizations}, problems + _tell_ties_with_self(done["relationships"])


def _reference_columns(table: ReadTable) -> Iterator[Column]:
    return (column for column in columns_of(table.table) if column.kind == "organization")


def _named(tables: Tables) -> dict[str, CellPlace]:
    """Every text that names an organization, with the first cell that does. Cells of who says so come last."""
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
class _SetAside:
    """The organizations that are set aside and that tables name."""

    found: dict[str, _Found]
    names: dict[str, str]
    """By id, the names of those that are more than who says something."""
    problems: list[Problem]


def _find_set_aside(wanted: dict[str, CellPlace], found: dict[str, _Found], aside: ReadTable) -> _SetAside:
    meant = {text: each.id for text, each in _find(aside, [text for text in wanted if text not in found]).items()}
    names = dict(zip(aside.frame["id"], aside.frame["name"], strict=True))
    players = {identity for text, identity in meant.items() if wanted[text][2] not in WHO_SAYS}
    problems = [
        table.problem(
            position, column, Fault("organization not listed", text, {"name": names[meant[text]]}, "set aside")
        )
        for text, (table, position, column) in wanted.items()
        if text in meant and meant[text] in players
    ]
    said = {text: identity if identity in players else names[identity] for text, identity in meant.items()}
    return _SetAside(
        {text: _Found(identity) for text, identity in said.items()},
        {identity: names[identity] for identity in dict.fromkeys(meant.values()) if identity in players},
        problems,
    )


def _ids_by_name(frame: pd.DataFrame, column: str, wanted: set[str]) -> dict[str, list[str]]:
    """The ids of organizations by the wanted names that a column has, in the order of the rows."""
    found: dict[str, list[str]] = {}
    for identity, cell in zip(frame["id"].tolist(), frame[column].tolist(), strict=True):
        for text in dict.fromkeys(map(name_key, _texts(cell))):
            if text in wanted:
                found.setdefault(text, []).append(identity)
    return found


def _unlisted(wanted: dict[str, CellPlace], found: dict[str, _Found]) -> dict[str, tuple[str, CellPlace]]:
    """Names that no organization has, each once, with where each is named first."""
    missing: dict[str, tuple[str, CellPlace]] = {}
    for text, place in wanted.items():
        if text not in found:
            missing.setdefault(name_key(text), (text, place))
    return missing


def _add_unlisted(
    organizations: ReadTable, missing: dict[str, tuple[str, CellPlace]], out: _SetAside, aside: ReadTable | None
) -> tuple[ReadTable, dict[str, str], list[Problem]]:
    if not missing and not out.names:
        return organizations, {}, []
    texts = [text for text, _ in missing.values()]
    ids = make_free_ids([organizations, aside] if aside else [organizations], texts)
    names = [*out.names.values(), *texts]
    columns = {"id": [*out.names, *ids], "name": names, "listed": ["no"] * len(names)}
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


def _tell_ambiguous(table: ReadTable, found: dict[str, _Found]) -> Iterator[Problem]:
    unclear = {text: match for text, match in found.items() if match.others}
    if not unclear:
        return
    for column in _reference_columns(table):
        for position, cell in enumerate(table.frame[column.name]):
            for text in _texts(cell):
                if text in unclear:
                    yield table.problem(position, column.name, _unclear(text, unclear[text]))


def _unclear(text: str, match: _Found) -> Fault:
    return Fault("name of several organizations", text, {"id": match.id, "others": ", ".join(match.others[:5])})


def _tell_ties_with_self(relationships: ReadTable) -> list[Problem]:
    frame = relationships.frame
    same = (frame["from"] == frame["to"]).to_numpy(dtype=bool).nonzero()[0]
    return [
        relationships.problem(int(position), "to", Fault("tie with itself", frame["to"].iloc[position]))
        for position in same
    ]
