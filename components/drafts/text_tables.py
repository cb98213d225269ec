"""Work on tables of texts: change cells, add rows, and find the texts of a row by its key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from components.inventory import TextTable
from components.inventory.problems import Place
from components.inventory.text import clean, guard, name_key, unguard

ADDED_HERE = "added in the Atlas"
"""The name in place of a file's for rows that no file brought."""
_OF_THE_ATLAS = {"id", "name", "listed"}
"""The columns that the Atlas fills where it lists an organization that only other tables name."""

Changes = Mapping[int, Mapping[str, str]]
"""New texts of cells by the key (or the position) of the row, then by column."""


def change_cells(table: TextTable, changes: Changes, people_columns: Mapping[str, str]) -> TextTable:
    """Change some cells of a table, given by position and column, and give the new table. ``people_columns`` has the
    columns that may tell of people, each with the reason to keep it."""
    columns = dict(table.columns)
    written = dict.fromkeys(name for cells in changes.values() for name in cells)
    for name in written:
        texts = list(columns.get(name, [""] * len(table.rows)))
        for position, cells in changes.items():
            texts[position] = cells.get(name, texts[position])
        columns[name] = texts
    kept = {name: reason for name, reason in people_columns.items() if name in written}
    return replace(table, columns=columns, of_people=kept | {**table.of_people})


def add_rows(table: TextTable, rows: Sequence[Mapping[str, str]], key: int, people: Mapping[str, str]) -> TextTable:
    """Add rows to a table that was typed here, and give the new table. The first of them gets the key ``key``, and
    ``people`` has what ``people_columns`` has in ``change_cells``."""
    columns: dict[str, Sequence[str]] = {
        name: [*table.columns.get(name, [""] * len(table.rows)), *(row.get(name, "") for row in rows)]
        for name in dict.fromkeys([*table.columns, *(name for row in rows for name in row)])
    }
    keys = [*(table.keys or ()), *range(key, key + len(rows))]
    return replace(table, columns=columns, rows=range(2, 2 + len(keys)), keys=keys, of_people=people)


class RowTexts:
    """The texts of all rows of some tables, cleaned, by the keys of the rows. Cleaned means without blanks at the ends,
    and without the apostrophe that stops a text from running as a formula."""

    def __init__(self, tables: Iterable[TextTable]) -> None:
        self._positions: dict[int, tuple[TextTable, int]] = {
            key: (table, position) for table in tables for position, key in enumerate(table.keys or ())
        }
        self.keys: Collection[int] = self._positions.keys()
        """The keys of all rows."""

    def table(self, key: int) -> str:
        """Give the name of the table that a row is in."""
        return self._positions[key][0].table

    def place(self, key: int) -> Place:
        """Give the place that a row was read from."""
        table, position = self._positions[key]
        return table.place(position)

    def cell(self, key: int | None, column: str) -> str:
        """Give the text of a cell, empty where there is no such column, or no row (None)."""
        if key is None:
            return ""
        table, position = self._positions[key]
        text = clean(table.columns[column][position]) if column in table.columns else ""
        return unguard(text) if table.guarded else text

    def row(self, key: int) -> dict[str, str]:
        """Give all texts of a row, by column."""
        return {name: self.cell(key, name) for name in self._positions[key][0].columns}

    def only_names(self, key: int) -> bool:
        """Whether a row only names an organization that is not listed: the Atlas writes such rows into its exports."""
        row = self.row(key)
        return name_key(row.get("listed", "")) == "no" and not any(map(row.get, row.keys() - _OF_THE_ATLAS))

    def as_written(self, key: int, text: str) -> str:
        """Give a text as the table of a row has it: with an apostrophe in front where it would run as a formula."""
        return guard(text) if self._positions[key][0].guarded else text

    def filled_cells(self, key: int) -> tuple[str, frozenset[tuple[str, str]]]:
        """Give the table of a row, and its filled cells as pairs of column and text."""
        return self.table(key), frozenset((name, text) for name, text in self.row(key).items() if text)
