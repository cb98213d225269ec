"""What is still to be mended: reopened where a package comes back, and left out once a person has settled it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from components.importing import DecidedRow, Decisions
from components.inventory import Problem, TextTable, leave_rows_out
from components.inventory.kinds import replace_in_list
from components.inventory.schema import columns_of
from components.inventory.text import clean, name_key, unguard

ADDED_HERE = "added in the Atlas"
"""What rows that no file brought have as the name of their file."""
_SEEN = (
    *(
        "header read by another name",
        "table told by its headers",
        "marks read as words",
        "column about people left out",
    ),
    *("rows above the header", "notes under the table", "column left out", "no header", "date order as said"),
    *("ties read from a column", "parents not said", "column without a header"),
)
"""The codes of notes that tell what is seen where the columns of a table are looked over."""
_OF_THE_ATLAS = {"id", "name", "listed"}
"""The columns that the Atlas fills in where it lists an organization that only other tables name."""


def leave_out_what_was_seen(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out notes that only tell what a person saw and confirmed in the columns of a table, and give the others."""
    return [problem for problem in problems if problem.severity != "note" or problem.rule not in _SEEN]


def leave_out_what_is_settled(
    problems: Iterable[Problem], tables: Sequence[TextTable], not_the_same: AbstractSet[frozenset[str]]
) -> Iterator[Problem]:
    """Leave out problems that a person has settled, or that rows typed here can't have, and give the others.

    Rows that were typed here are no file that was read with others, and none of them is a heading. Two rows that share
    a name are settled once a person said that they are not the same.
    """
    typed = {table.table for table in tables if table.file == ADDED_HERE}
    for problem in problems:
        is_heading = (problem.rule, problem.file) == ("nothing but a name", ADDED_HERE)
        is_file = problem.rule == "tables read together" and problem.table in typed
        is_apart = problem.rule == "name used twice" and frozenset((name_key(problem.value or ""),)) in not_the_same
        if not (is_heading or is_file or is_apart):
            yield problem


def reopen_questions(tables: Sequence[TextTable], decisions: Decisions) -> list[TextTable]:
    """Make the tables of a package as they were before it was written, and give them.

    A row that the Atlas wrote for an organization that only other tables named goes, and these name it again. A row
    that lacked a cell that it must have comes back.
    """
    names = _find_not_listed(tables, decisions.not_listed)
    found = [_name_again(_without_rows(table, names), names) for table in tables] if names else list(tables)
    return [*found, *_make_tables([row for row in decisions.rows if row.is_open])]


def _find_not_listed(tables: Sequence[TextTable], ids: frozenset[str]) -> dict[str, str]:
    """Find the rows that the Atlas wrote for organizations that were not listed, and give their names by their ids."""
    found: dict[str, str] = {}
    for table in tables if ids else ():
        for position in _positions_of(table, ids):
            texts = {name: _read(table, name, position) for name in table.columns}
            if texts.get("listed") == "no" and not any(texts[name] for name in texts.keys() - _OF_THE_ATLAS):
                found[texts["id"]] = texts.get("name", "")
    return found


def _positions_of(table: TextTable, ids: frozenset[str] | Mapping[str, str]) -> list[int]:
    if table.table != "organizations" or "id" not in table.columns:
        return []
    return [position for position in range(len(table.rows)) if _read(table, "id", position) in ids]


def _read(table: TextTable, column: str, position: int) -> str:
    text = clean(table.columns[column][position])
    return unguard(text) if table.guarded else text


def _without_rows(table: TextTable, names: Mapping[str, str]) -> TextTable:
    gone = set(_positions_of(table, names))
    return leave_rows_out(table, gone) if gone else table


def _name_again(table: TextTable, names: Mapping[str, str]) -> TextTable:
    """Write names in place of ids into the cells that name an organization, and give the table."""
    columns = dict(table.columns)
    for column in columns_of(table.table):
        if column.kind == "organization" and column.name in columns:
            texts = columns[column.name]
            columns[column.name] = [
                replace_in_list(text, lambda each: [names.get(each, each)])
                if column.is_list
                else names.get(clean(text), text)
                for text in texts
            ]
    return replace(table, columns=columns)


def _make_tables(rows: Sequence[DecidedRow]) -> list[TextTable]:
    """Make a table of the rows of each file and sheet, and give the tables."""
    groups: dict[tuple[str, str | None, str | None], list[DecidedRow]] = defaultdict(list)
    for row in rows:
        groups[row.table, row.file, row.sheet].append(row)
    return [
        TextTable(
            table,
            {
                name: [dict(row.cells).get(name, "") for row in some]
                for name in dict.fromkeys(name for row in some for name, _ in row.cells)
            },
            [row.row for row in some],
            file,
            sheet,
        )
        for (table, file, sheet), some in groups.items()
    ]
