"""Map the columns of a sheet whose table is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from components.importing.checkbox_columns import find_checkbox_columns
from components.importing.headed_sheet import HeadedSheet
from components.importing.likeness import could_be_names, fits, guess_columns
from components.importing.people_columns import find_people_columns
from components.importing.sheet_mapping import ColumnMapping, required_columns
from components.importing.table_match import TableMatch, is_in_standard_words
from components.importing.tie_columns import find_parent_column, find_tie_columns
from components.importing.tool_formats import Form
from components.importing.words import words_of_kind
from components.inventory.schema import columns_of
from components.inventory.text import header_key

_SAYS_NAME = re.compile(r"name|nom|titel|title|titre|título|label|organi", re.IGNORECASE)
Columns = dict[int, ColumnMapping]
"""By the position of the header."""


def map_columns(head: HeadedSheet, match: TableMatch, form: Form | None = None) -> tuple[ColumnMapping, ...]:
    """Map each column of a sheet, and give one mapping a header.

    The columns of the match come first, then those about people, those that name other rows of the table, checkbox
    columns, and then what headers and cells are like. All others are extra. In what is written in the standard's words
    nothing is guessed.
    """
    exact = is_in_standard_words(head, match)
    matched = match.columns if form or exact else _columns_that_fit(head, match)
    found = {at: _matched_column(head.headers[at], name, form) for at, name in matched.items()}
    people = {
        at: ColumnMapping(head.headers[at], "left out", why=why)
        for at, why in find_people_columns(head, match.table, match.columns).items()
    }
    required = required_columns(match.table)
    found |= {at: people[at] for at, name in match.columns.items() if at in people and name not in required}
    not_read = form.extra if form else frozenset()
    free = [at for at, header in enumerate(head.headers) if at not in found and header_key(header) not in not_read]
    # Only exports of the Atlas have a column ``listed``. In these, further columns are a team's own.
    ours = head.sheet.ours or (form is not None and "listed" in match.columns.values())
    within = [] if ours else [*_own_row_columns(head, match, free), find_checkbox_columns(head, match.table, free)]
    for more in (people, *within):
        found |= {at: column for at, column in more.items() if at in free and at not in found}
    if not ours and not exact:
        found |= _guessed_columns(head, match, found, free)
    return tuple(found.get(at) or extra_column(match.table, header) for at, header in enumerate(head.headers))


def _columns_that_fit(head: HeadedSheet, match: TableMatch) -> dict[int, str]:
    """Give the columns of a match without columns of words whose cells are only figures, such as an office's codes."""
    words = {column.name: column for column in columns_of(match.table) if column.kind == "word"}
    return {
        at: name for at, name in match.columns.items() if name not in words or fits(words[name], head.first_cells(at))
    }


def _matched_column(header: str, name: str, form: Form | None) -> ColumnMapping:
    same = header_key(header) == header_key(name)
    why = "its header" if same else f"so it is called in {form.name}" if form else f"another word for {name}"
    return ColumnMapping(header, "column", name, why, 100)


def _own_row_columns(head: HeadedSheet, match: TableMatch, positions: Sequence[int]) -> list[Columns]:
    """Find the columns of a table of organizations that name other rows of it."""
    names = [at for at, name in match.columns.items() if name in ("id", "name")]
    if match.table != "organizations":
        return []
    return [find_parent_column(head, names, positions), find_tie_columns(head, names, positions)]


def _guessed_columns(head: HeadedSheet, match: TableMatch, found: Columns, free: Sequence[int]) -> Columns:
    """Guess the columns that are left by likeness of their headers and cells."""
    own = {header_key(column.name) for column in columns_of(match.table)}  # such as a second column "name"
    left = [at for at in free if at not in found and header_key(head.headers[at]) not in own]
    guessed = guess_columns(head, match.table, left, {column.column for column in found.values()})
    # The column of names may be found only now. So look once more for columns that hold these names.
    named = {at: column.column for at, column in (found | guessed).items() if column.use == "column"}
    for more in _own_row_columns(head, replace(match, columns=named), [at for at in left if at not in guessed]):
        guessed |= more
    return guessed


def extra_column(table: str, header: str) -> ColumnMapping:
    """Map a column as an extra one, with why the standard has no place for it."""
    if table == "relationships" and header_key(header) in words_of_kind("another scale"):
        return ColumnMapping(header, why="nothing says that its numbers are Levels of Collaboration")
    return ColumnMapping(header, why="the Atlas has no such column" if header else "it has no header")


def add_name_column(head: HeadedSheet, columns: tuple[ColumnMapping, ...]) -> tuple[ColumnMapping, ...]:
    """Take the first extra column that could hold names as the name, and give the columns of a table of organizations.

    One whose header says so comes before others. Where there is a name already, nothing changes.
    """
    free = [at for at, column in enumerate(columns) if column.use == "extra" and could_be_names(head.first_cells(at))]
    free.sort(key=lambda at: _SAYS_NAME.search(head.headers[at]) is None)
    if not free or any(column.column == "name" for column in columns):
        return columns
    name = ColumnMapping(head.headers[free[0]], "column", "name", "its cells could be names")
    return (*columns[: free[0]], name, *columns[free[0] + 1 :])
