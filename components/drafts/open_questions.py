"""What is still to be mended: reopened where a package comes back, and left out once a person has settled it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from components.drafts.text_tables import RowTexts
from components.importing import DecidedRow, Decisions
from components.inventory import Problem, TextTable, leave_rows_out, number_rows
from components.inventory.kinds import replace_in_list
from components.inventory.schema import columns_of
from components.inventory.text import clean, name_key

ADDED_HERE = "added in the Atlas"
"""What rows that no file brought have as the name of their file."""
_SEEN = (
    *("header read by another name", "table told by its headers", "marks read as words", "no header"),
    *("column about people left out", "column left out", "column without a header", "date order as said"),
    *("rows above the header", "notes under the table", "ties read from a column", "parents not said"),
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
    tables = number_rows(tables)
    written = _find_not_listed(RowTexts(tables), decisions.not_listed) if decisions.not_listed else {}
    names = {row["id"]: row.get("name", "") for row in written.values()}
    if names:
        gone = ([at for at, key in enumerate(table.keys or ()) if key in written] for table in tables)
        tables = [_name_again(leave_rows_out(table, at), names) for table, at in zip(tables, gone, strict=True)]
    return [*tables, *_make_tables([row for row in decisions.rows if row.is_open])]


def _find_not_listed(texts: RowTexts, ids: frozenset[str]) -> dict[int, dict[str, str]]:
    """Find the rows that the Atlas wrote for organizations that were not listed, and give their texts by their keys."""
    rows = {key: texts.row(key) for key in texts.keys if texts.table(key) == "organizations"}
    return {
        key: row
        for key, row in rows.items()
        if row.get("id") in ids and row.get("listed") == "no" and not any(map(row.get, row.keys() - _OF_THE_ATLAS))
    }


def _name_again(table: TextTable, names: Mapping[str, str]) -> TextTable:
    """Write names in place of ids into the cells that name an organization, and give the table."""
    columns = dict(table.columns)
    for column in columns_of(table.table):
        if column.kind == "organization" and column.name in columns:
            texts = columns[column.name]
            if column.is_list:
                columns[column.name] = [replace_in_list(text, lambda each: [names.get(each, each)]) for text in texts]
            else:
                columns[column.name] = [names.get(clean(text), text) for text in texts]
    return replace(table, columns=columns)


def _make_tables(rows: Sequence[DecidedRow]) -> list[TextTable]:
    """Make a table of the rows of each file and sheet, and give the tables."""
    groups: dict[tuple[str, str | None, str | None], list[DecidedRow]] = defaultdict(list)
    for row in rows:
        groups[row.table, row.file, row.sheet].append(row)
    tables = []
    for (table, file, sheet), some in groups.items():
        cells = [dict(row.cells) for row in some]
        columns = {name: [row.get(name, "") for row in cells] for name in dict.fromkeys(chain(*cells))}
        tables.append(TextTable(table, dict(columns), [row.row for row in some], file, sheet))
    return tables
