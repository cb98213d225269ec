"""What an inventory is, a frozen set of tables, and how much of it is filled in."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import pandas as pd

from components.inventory.schema import columns_of, table_names

# Columns that the Atlas fills where they are empty: an id, for example, is made from the name.
_FILLED_BY_THE_ATLAS = {("organizations", "listed"), ("organizations", "id"), ("initiatives", "id")}


@dataclass(frozen=True, eq=False)
class Inventory:
    """What a city team knows about its ecosystem on one day: one frame for each table.

    Every frame has the columns of ``data/schema/columns.csv`` in their order, then any extra
    columns of the file (as text). Cells hold, by the kind of their column:

    - text, word, date, organization: ``str`` dtype, missing where not known. A date is ISO text
      (``2015``, ``2015-05`` or ``2015-05-12``); an organization is an organization's ``id``, or in
      ``reported_by`` and ``rater_organization`` the name of one that is not in the inventory;
    - number: ``float64``, missing where not known;
    - list, words, organizations: ``object`` dtype. A tuple of text; ``None`` where not known;
      ``()`` where someone looked and there is none.

    Frames are shared, not copied: read them, never write to them.
    """

    inventory: pd.DataFrame
    organizations: pd.DataFrame
    relationships: pd.DataFrame
    assessments: pd.DataFrame
    initiatives: pd.DataFrame
    assets: pd.DataFrame
    seats: pd.DataFrame
    communities: pd.DataFrame
    participation: pd.DataFrame
    claims: pd.DataFrame
    notes: pd.DataFrame

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The frames by the names of their tables, in the order of the standard."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def with_tables(self, **tables: pd.DataFrame) -> Inventory:
        """Exchange some tables, and give the inventory."""
        return replace(self, **tables)

    def about(self, column: str) -> str | None:
        """Give one cell of the inventory's own row (``city``, ``place``, …); None where it is not known."""
        values = self.inventory[column] if column in self.inventory else pd.Series(dtype=str)
        return str(values.iloc[0]) if len(values) and pd.notna(values.iloc[0]) else None

    @property
    def fictional(self) -> bool:
        """Whether the inventory says that its city is made up."""
        return self.about("fictional") == "yes"


def measure_completeness(inventory: Inventory) -> pd.DataFrame:
    """Measure how much of each column is filled, and give ``table``, ``column``, ``filled``, ``rows``, ``share``.

    There is a row for each column of the standard, except those that the Atlas fills in itself. ``share`` is ``filled /
    rows``, missing where the table has no rows. A cell that says ``none`` is filled.
    """
    rows = [
        (table, column.name, int(inventory.tables[table][column.name].notna().sum()), len(inventory.tables[table]))
        for table in table_names()
        for column in columns_of(table)
        if (table, column.name) not in _FILLED_BY_THE_ATLAS
    ]
    frame = pd.DataFrame(rows, columns=["table", "column", "filled", "rows"])
    return frame.assign(share=frame["filled"] / frame["rows"].where(frame["rows"] > 0))
