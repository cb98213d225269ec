"""Columns of ties in a table of organizations: one that names the parent of each row, or lists its partners."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.likeness import plain_header
from components.importing.sheet_mapping import ColumnMapping, Parents, SheetMapping
from components.importing.words import pattern_of_words, words_of_kind
from components.inventory import TextTable
from components.inventory.kinds import split_list
from components.inventory.problems import Problem
from components.inventory.text import clean, name_key, unguard

_PARENT = re.compile(
    r"(?:.* )?parent(?: (?:id|name|key|(?:org|organi[sz]ation|agency|account|company)(?: (?:id|name|num|number))?))?"
    r"|träger|dachverband"
)
_MOST = 0.6  # share of the names in a column that are rows of the table
MOST_TIES = 200_000
"""How many ties the cells of one column may list: a small file can list millions."""
_PART = re.compile(rf"\b(?:{pattern_of_words('part of an organization')})\b", re.IGNORECASE)
_OTHER_MARKS = re.compile(r"[;\n]|,(?=\s)")
_WHY = "its cells name other rows of this table"


# Recognising the columns


def find_parent_column(head: HeadedSheet, names: Sequence[int], positions: Collection[int]) -> dict[int, ColumnMapping]:
    """Find the column that names another row of the same table, and give its mapping by position; at most one.

    ``names`` holds the positions of the columns by which rows go, ``positions`` those that may be the parent.
    """
    called = [at for at in positions if _PARENT.fullmatch(plain_header(head.headers[at]))]
    known = _names_of_rows(head, names) if called else set()
    found = (at for at in called if _share_known(map(name_key, head.first_cells(at)), known) >= _MOST)
    return {at: ColumnMapping(head.headers[at], "parent", "", _WHY) for at in itertools.islice(found, 1)}


def find_tie_columns(head: HeadedSheet, names: Sequence[int], positions: Collection[int]) -> dict[int, ColumnMapping]:
    """Find the columns that list other rows of the same table, and give their mappings by position."""
    kinds = words_of_kind("ties")
    found = {at: kinds[text] for at in positions if (text := plain_header(head.headers[at])) in kinds}
    known = _names_of_rows(head, names) if found else set()
    return {
        at: ColumnMapping(head.headers[at], "ties", kind, _WHY)
        for at, kind in found.items()
        if _share_known((name_key(part) for text in head.first_cells(at) for part in _listed(text, known)), known)
        >= _MOST
    }


def _names_of_rows(head: HeadedSheet, names: Sequence[int]) -> set[str]:
    return {name_key(text) for row in head.rows for at in names if len(row) > at and (text := clean(row[at]))}


def _share_known(texts: Iterable[str], known: set[str]) -> float:
    found = [text in known for text in texts]
    return sum(found) / len(found) if found else 0.0


def _listed(text: str, known: Collection[str]) -> list[str]:
    """List the organizations in a cell: split at bars, or at other marks where the whole is not a known name.

    A comma without a blank after it, as Airtable writes it, splits only where all parts are known names.
    """
    values = split_list(unguard(clean(text))) or ()
    if len(values) != 1 or name_key(values[0]) in known:
        return list(values)
    parts = values[0].split(",")
    if all(name_key(part) in known for part in parts):
        return parts
    return [part for each in _OTHER_MARKS.split(values[0].strip(" |")) if (part := each.strip())]


def likely_parents(head: HeadedSheet, mapping: SheetMapping) -> Parents:
    """Guess what belonging to a parent means, and give it.

    Rows that are called departments or offices, or that have their parent's name in theirs, are ``part_of`` it. Others
    are ``member_of`` it.
    """
    names = [at for at, name in mapping.standard_columns.items() if name in ("id", "name")]
    at = next(at for at, column in enumerate(mapping.columns) if column.use == "parent")
    name = next((at for at, name in mapping.standard_columns.items() if name == "name"), at)
    full = [row for row in head.rows if len(row) > max(at, name, *names)]
    by_key = {name_key(clean(row[each])): row[name] for row in full for each in names}
    parts = [_is_part(row[name], by_key.get(name_key(clean(row[at])), "")) for row in full if row[at].strip()]
    return "part_of" if 2 * sum(parts) > len(parts) else "member_of"


def _is_part(name: str, parent: str) -> bool:
    own = bool(parent.strip()) and name_key(parent) in name_key(name)
    return own or _PART.search(name) is not None


# Converting them


def take_ties_out(
    mapped: MappedSheet, table: TextTable, mappings: Mapping[str, ColumnMapping]
) -> tuple[list[TextTable], list[Problem]]:
    """Make ties of columns of parents and partners, and give the table without these columns, followed by the ties.

    ``mappings`` has the mappings by the names of the columns. A column stays where nobody said what its parents mean,
    or where its ties can't be told.
    """
    columns = dict(table.columns)
    ties: list[TextTable] = []
    problems = []
    for name, column in mappings.items():
        kind = {"parent": mapped.mapping.parents, "ties": column.column}.get(column.use, "")
        if column.use == "parent" and not kind:
            problems.append(mapped.problem("parents not said", column=name))
        elif kind and (found := _ties_of_column(table, columns[name], kind)):
            del columns[name]
            ties += [found] if found.rows else []
            where = {"column": name, "value": str(len(found.rows)), "count": len(found.rows)}
            problems.append(mapped.problem("ties read from a column", kind=kind, **where))
        elif kind:
            problems.append(mapped.problem("ties not read from a column", column=name, most=f"{MOST_TIES:,}"))
    return [replace(table, columns=columns), *ties], problems


def _ties_of_column(table: TextTable, column: Sequence[str], kind: str) -> TextTable | None:
    """The ties that a column of a table of organizations gives, with the spreadsheet rows of their first ends.

    None where a cell could be no tie, as its row has neither id nor name, or where there are more than ``MOST_TIES``.
    """
    own = _ids_or_names(table)
    known = {name_key(clean(text)) for name in ("id", "name") for text in table.columns.get(name, ())}
    found = (
        (own[position], other, table.rows[position])
        for position, text in enumerate(column)
        for other in _listed(text, known)
        if other != "0" or "0" in known
    )
    ties = list(itertools.islice(found, MOST_TIES + 1))
    if len(ties) > MOST_TIES or not all(start for start, _, _ in ties):
        return None
    columns: dict[str, Sequence[str]] = {
        "from": [start for start, _, _ in ties],
        "to": [end for _, end, _ in ties],
        "kind": [kind] * len(ties),
    }
    return TextTable("relationships", columns, [row for _, _, row in ties], table.file, table.sheet, table.guarded)


def _ids_or_names(table: TextTable) -> list[str]:
    """Give the id of each row, or its name where it has no id."""
    names = [clean(text) for text in table.columns.get("name", [""] * len(table.rows))]
    return [clean(own) or name for own, name in zip(table.columns.get("id", names), names, strict=True)]
