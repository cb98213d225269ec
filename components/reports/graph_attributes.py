"""What is known of organizations and ties, as the attributes of a graph's nodes and edges."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.importing import name_headers_for_tool
from components.inventory import Inventory
from components.inventory.kinds import join_list, number_text
from components.inventory.schema import vocabulary
from components.inventory.text import scrub

Value = str | float | tuple[str, ...] | None
"""Text, a number, a list (``()`` where there is none), or None where not known."""
_PLACED_ELSEWHERE = {"organizations": ("id", "name"), "relationships": ("from", "to")}
"""The columns of a table that are no attributes: every graph format has places of its own for them."""


@dataclass(frozen=True)
class Attribute:
    """One thing that is said of every node, or of every edge: its name, and a value for each in the order of rows."""

    name: str
    values: Sequence[Value]

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers."""
        return any(isinstance(value, float) for value in self.values)


def known_attributes(
    inventory: Inventory, table: str, names: Mapping[str, str], taken: Collection[str]
) -> list[Attribute]:
    """Give what is known of any organization, or of any tie, under the names that a tool has for it.

    ``table``: organizations or relationships. Left out are the id and name, or the two ends, and columns of which
    nothing is known. ``names``: the tool's names for some columns. ``taken``: names that the tool uses for itself;
    a column with such a name gets a number after it.
    """
    frame = inventory.tables[table]
    columns = [name for name in frame.columns if name not in _PLACED_ELSEWHERE[table] and frame[name].notna().any()]
    headers = name_headers_for_tool(table, list(map(str, columns)), names, taken)
    return [
        Attribute(header, list(map(_value, frame[column]))) for header, column in zip(headers, columns, strict=True)
    ]


def are_directed(inventory: Inventory) -> list[bool]:
    """Whether each tie has a direction, as its kind has in the vocabulary; a tie of unknown kind has none."""
    kinds = vocabulary("relationship_kinds").set_index("word")["directed"] == "yes"
    return inventory.relationships["kind"].map(kinds).eq(True).tolist()


def value_text(value: Value) -> str:
    """Write a value as text: a list joined by bars, ``none`` where there is none, empty where not known."""
    if isinstance(value, tuple):
        return scrub(join_list(value))
    if isinstance(value, float):
        return number_text(value)
    return scrub(value or "")


def _value(cell: object) -> Value:
    if isinstance(cell, tuple):
        return tuple(map(str, cell))
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]
        return None
    return float(cell) if isinstance(cell, (int, float)) else str(cell)
