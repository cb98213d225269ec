"""An inventory's organizations and ties as what a graph says of its nodes and edges."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from components.importing import name_headers_for_tool
from components.inventory import Inventory, join_list, number_text, scrub, vocabulary

Cell = str | float | tuple[str, ...] | None


@dataclass(frozen=True)
class Attribute:
    """One thing that is said of every node or edge, in the order of their rows."""

    name: str
    cells: Sequence[Cell]
    """Text, a number, a tuple (``()`` where there is none), or None where not known."""

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers."""
        return any(isinstance(cell, float) for cell in self.cells)


def of_organizations(inventory: Inventory) -> list[Attribute]:
    """What is known of any organization, beside its ``id`` and ``name``, by the names of the columns."""
    return _known(inventory.organizations, ("id", "name"))


def of_ties(inventory: Inventory) -> list[Attribute]:
    """What is known of any tie, beside its two ends, by the names of the columns."""
    return _known(inventory.relationships, ("from", "to"))


def directed(inventory: Inventory) -> list[bool]:
    """Whether each tie has a direction: that of its kind in the vocabulary; a kind not known has none."""
    kinds = vocabulary("relationship_kinds").set_index("word")["directed"] == "yes"
    return inventory.relationships["kind"].map(kinds).eq(True).tolist()


def renamed(
    table: str, attributes: Sequence[Attribute], names: dict[str, str], taken: Collection[str]
) -> list[Attribute]:
    """The attributes of a table by these other names, where one is given, and none by a name that is taken."""
    headers = name_headers_for_tool(table, [attribute.name for attribute in attributes], names, taken)
    return [Attribute(header, attribute.cells) for header, attribute in zip(headers, attributes, strict=True)]


def text(cell: Cell) -> str:
    """A cell as text: a list joined by bars, ``none`` where there is none, empty where not known."""
    if isinstance(cell, tuple):
        return scrub(join_list(cell))
    if isinstance(cell, float):
        return number_text(cell)
    return scrub(cell or "")


def _known(frame: pd.DataFrame, without: tuple[str, ...]) -> list[Attribute]:
    columns = [name for name in frame.columns if name not in without and frame[name].notna().any()]
    return [Attribute(str(name), [_cell(cell) for cell in frame[name]]) for name in columns]


def _cell(cell: object) -> Cell:
    if isinstance(cell, tuple):
        return tuple(map(str, cell))
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]
        return None
    return float(cell) if isinstance(cell, (int, float)) else str(cell)
