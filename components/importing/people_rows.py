"""Rows that are people: a list of people names their organizations, and people among the nodes are set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.likeness import simplify_header
from components.importing.words import words_of_kind
from components.inventory import TextTable, leave_rows_out
from components.inventory.kinds import join_list, list_values
from components.inventory.people import (
    begins_with_given_name,
    is_about_people,
    is_name_of_organization,
    is_sheet_of_people,
    may_be_person_name,
)
from components.inventory.problems import Problem
from components.inventory.schema import column_of, columns_of
from components.inventory.text import clean, header_key, name_key, word_key

_FEW, _SOME, _MOST = 0.2, 0.25, 0.5  # shares of the cells of a column
_NAMING_COLUMNS = ("id", "name", "aliases", "former_names")


# A list of people, each beside an organization


def find_person_beside_organization(head: HeadedSheet, columns: Mapping[int, str]) -> tuple[int, int] | None:
    """Find the column that names a person in each row and the one that names this person's organization, and give their
    positions; None where there are no such columns.

    ``columns`` has the columns of organizations by the positions of their headers. A column ``Name`` beside ``Company``
    holds people where its cells look like it, for which more is asked beside ``Organization``: there, ``Name`` may be
    that of a program.
    """
    headers = [simplify_header(header) for header in head.headers]
    employers = words_of_kind("employer")
    named = next((at for at, header in enumerate(headers) if header in words_of_kind("name of anyone")), None)
    at_employers = (at for at, header in enumerate(headers) if header in employers and at != named)
    beside = min(at_employers, key=lambda at: columns.get(at) != "name", default=None)
    if named is None or beside is None or columns.get(named, "name") != "name":
        return None
    cells = head.sample_cells(named)
    if not cells or sum(map(is_name_of_organization, cells)) > _FEW * len(cells):
        return None
    said_of_people = words_of_kind("said of a person")
    speaks_of_people = any(map(is_about_people, head.headers)) or any(header in said_of_people for header in headers)
    if speaks_of_people or sum(map(begins_with_given_name, cells)) >= _SOME * len(cells):
        return named, beside
    are_products = not {"website", "latitude"}.isdisjoint(columns.values())
    if are_products or sum(map(may_be_person_name, cells)) < _MOST * len(cells):
        return None
    # No list of given names is at hand for letters without capitals, but there organizations are told from people.
    others = head.sample_cells(beside)
    are_organizations = sum(map(is_name_of_organization, others)) >= _MOST * len(others)
    has_capitals = any(text != text.casefold() for text in cells)
    return (named, beside) if employers[headers[beside]] or (are_organizations and not has_capitals) else None


def join_rows_of_one_organization(mapped: MappedSheet, table: TextTable) -> tuple[TextTable, list[Problem]]:
    """Join the rows of a list of people that name the same organization, and give the table with a note.

    Lists and columns of the team's own get the values of all these rows. Rows that differ in another column stay apart.
    """
    if table.table != "organizations" or not _lists_people(mapped):
        return table, []
    groups: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(table.columns["name"]):
        groups[name_key(clean(text)) or f"\n{at}"].append(at)
    joined = [at for at in groups.values() if len(at) > 1 and _say_the_same(table, at)]
    if not joined:
        return table, []
    columns: dict[str, Sequence[str]] = {}
    for name, texts in table.columns.items():
        cells = {rows[0]: _join_cells(table.table, name, [texts[at] for at in rows]) for rows in joined}
        columns[name] = [cells.get(at, text) for at, text in enumerate(texts)]
    again = {at for _, *others in joined for at in others}
    kept = leave_rows_out(replace(table, columns=columns, together=table.together + len(again)), again)
    return kept, [mapped.problem("rows of one organization", column="name", count=len(again))]


def _lists_people(mapped: MappedSheet) -> bool:
    """Whether each row names a person, in a column that is left out."""
    left_out = [column.header for column in mapped.mapping.columns if column.use == "left out"]
    names_anyone = any(simplify_header(header) in words_of_kind("name of anyone") for header in left_out)
    return names_anyone or is_sheet_of_people("", left_out)


def _say_the_same(table: TextTable, rows: Sequence[int]) -> bool:
    """Whether rows do not differ in a column of the standard that holds one value."""
    single = [column.name for column in columns_of(table.table) if not column.is_list and column.name != "name"]
    cells = ({name_key(table.columns[name][at]) for at in rows} - {""} for name in single if name in table.columns)
    return all(len(found) < 2 for found in cells)


def _join_cells(table: str, name: str, texts: Sequence[str]) -> str:
    column, filled = column_of(table, name), [text for text in texts if text.strip()]
    if column is None:
        return "|".join(dict.fromkeys(filled))
    if not column.is_list or len(filled) < 2:
        return next(iter(filled), "")
    return join_list(tuple(dict.fromkeys(value for text in filled for value in list_values(text))))


# People among the nodes of a network


def set_people_aside(tables: Sequence[TextTable]) -> tuple[list[TextTable], list[Problem]]:
    """Set aside the organizations whose type says that they are people, and what else names them, and give the tables.

    A tie of such a person goes with it. In other cells the person's name is removed. Each table that lost rows gets a
    note.
    """
    nodes = {number: table for number, table in enumerate(tables) if table.table == "organizations"}
    aside = {number: rows for number, table in nodes.items() if (rows := _find_people(table))}
    if not aside:
        return [*tables], []
    people: set[str] = set()
    others: set[str] = set()
    for number, table in nodes.items():
        for at in range(len(table.rows)):
            (people if at in aside.get(number, ()) else others).update(_list_names(table, at))
    found, problems = [], []
    for number, table in enumerate(tables):
        kept = _remove_references(table, people - others) if table.table != "organizations" else table
        rows = aside.get(number, set()) | _find_rows_without_ends(table, kept)
        if rows:
            kept = leave_rows_out(replace(kept, people=table.people + len(rows)), rows)
            case = "" if table.table == "organizations" else "ties"
            problems.append(table.problem("people set aside", case=case, value=str(len(rows)), count=len(rows)))
        found.append(kept)
    return found, problems


def find_listed_ends(table: TextTable, others: Sequence[TextTable], columns: Collection[str]) -> list[str]:
    """Find which of these columns are ends of ties of which most names stand in other tables of organizations, and give
    them. People among these are set aside by the type that they have there."""
    ends = [name for name in ("from", "to") if table.table == "relationships" and name in columns]
    nodes = [other for other in others if other.table == "organizations"] if ends else []
    listed = {name for other in nodes for at in range(len(other.rows)) for name in _list_names(other, at)}
    texts = {name: {name_key(clean(text)) for text in table.columns[name]} - {""} for name in ends if listed}
    return [name for name, found in texts.items() if len(found & listed) > _MOST * len(found)]


def _find_people(table: TextTable) -> set[int]:
    words, kinds = words_of_kind("person"), words_of_kind("kind of node")
    names = [name for name in table.columns if header_key(name) in kinds]
    is_person = {
        text: any(word_key(part) in words for part in list_values(text))
        for name in names
        for text in set(table.columns[name])
    }
    return {at for name in names for at, text in enumerate(table.columns[name]) if is_person[text]}


def _list_names(table: TextTable, at: int) -> set[str]:
    cells = [table.columns[name][at] for name in _NAMING_COLUMNS if name in table.columns]
    return {name_key(value) for text in cells for value in list_values(text)}


def _remove_references(table: TextTable, people: Collection[str]) -> TextTable:
    """Remove the names of people from the cells that name organizations, and give the table."""
    columns = dict(table.columns)
    for column in columns_of(table.table):
        if column.kind == "organization" and column.name in columns:
            texts = columns[column.name]
            values = {text: list_values(text) for text in set(texts)}
            kept = {text: [each for each in found if name_key(each) not in people] for text, found in values.items()}
            changed = {text: "|".join(kept[text]) for text, found in values.items() if len(kept[text]) < len(found)}
            columns[column.name] = [changed.get(text, text) for text in texts]
    return replace(table, columns=columns)


def _find_rows_without_ends(before: TextTable, after: TextTable) -> set[int]:
    """Find the rows that lost an organization that their table requires."""
    required = [column.name for column in columns_of(after.table) if column.required and column.kind == "organization"]
    return {
        at
        for name in required
        for at, (text, left) in enumerate(zip(before.columns.get(name, ()), after.columns.get(name, ()), strict=True))
        if text.strip() and not left.strip()
    }
