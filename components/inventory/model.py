"""What an inventory is: a frozen set of tables, and the problems found while reading them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal

import pandas as pd

from components.inventory.addresses import unquoted

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, eq=False)
class Inventory:
    """What a city team knows about its ecosystem on one day: one frame a table.

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
        """The frames by the name of their table, in the order of the standard."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def with_tables(self, **tables: pd.DataFrame) -> Inventory:
        """The same inventory with some tables exchanged."""
        return replace(self, **tables)

    def about(self, column: str) -> str | None:
        """One cell of the inventory's own row (``city``, ``place``, …), or None where not known."""
        values = self.inventory[column] if column in self.inventory else pd.Series(dtype=str)
        return str(values.iloc[0]) if len(values) and pd.notna(values.iloc[0]) else None

    @property
    def fictional(self) -> bool:
        """Whether the inventory says that its city is made up."""
        return self.about("fictional") == "yes"


_MOST_SHOWN = 1_000
_ADDRESS = 100
"""Letters: of what a problem quotes, and of the longest address or phone number in it."""


@dataclass(frozen=True)
class Problem:
    """Something in a file that could not be taken as it stands, and how to mend it.

    Whatever it is made of, it quotes no e-mail address or phone number: a mark stands in the place of each.

    ``row`` counts as a spreadsheet does: the header is row 1. It is None where the problem is
    with a whole file, table or column. ``severity`` is ``error`` where a row or a file was set
    aside, ``warning`` where a cell became not known or a word is not in the vocabulary, ``note``
    where something was read with a guess that a person should know of.
    """

    table: str
    row: int | None
    column: str | None
    value: str | None
    rule: str
    message: str
    severity: Severity
    mend: str
    file: str | None = None
    label: int | None = None
    """The row's index label in the inventory's table; None where the row is not in it, or no row is meant."""
    sheet: str | None = None
    """The sheet's name where the file is a workbook."""
    key: int | None = None
    """The number by which a draft knows the row, also where it was set aside; None where no row is meant."""

    def __post_init__(self) -> None:
        for name in ("value", "message", "mend"):
            text = getattr(self, name)
            if text and (shown := self._shown(text)) != text:
                object.__setattr__(self, name, shown)

    def _shown(self, text: str) -> str:
        ids = self.column == "id"
        if len(text) <= _MOST_SHOWN:
            return unquoted(text, ids=ids)
        # The end could be that of half an address.
        return unquoted(text[: _MOST_SHOWN + _ADDRESS], ids=ids)[:-_ADDRESS] + "…"


def file_problem(
    file: str,
    rule: str,
    message: str,
    mend: str,
    severity: Severity = "error",
    *,
    table: str = "",
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    sheet: str | None = None,
) -> Problem:
    """A problem with a file, its header or one of its rows, before its cells are read."""
    return Problem(table, row, column, value, rule, message, severity, mend, file, sheet=sheet)
