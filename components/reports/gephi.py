"""The network as the two tables that Gephi's Data Laboratory imports."""

from __future__ import annotations

from components.files import csv_bytes, zip_bytes
from components.inventory import Inventory, guard
from components.reports.attributes import Attribute, Cell, directed, of_organizations, of_ties, renamed, text

# An edge has a source already: the node that it begins at. Gephi keeps edges of several kinds apart by "Kind".
_NAMES = {"source": "citation", "kind": "Kind"}
_OF_NODES = ("Id", "Label", "Name", "Timeset", "Interval")
_OF_EDGES = ("Id", "Label", "Source", "Target", "Type", "Weight", "Timeset", "Interval")


def gephi_tables(inventory: Inventory) -> bytes:
    """A zip of ``nodes.csv`` and ``edges.csv``.

    Nodes: ``Id``, ``Label`` (the organization's name) and what else is known of organizations. Edges: ``Source``,
    ``Target``, ``Type`` (Directed, Undirected), ``Weight`` (the level where known; Gephi takes an empty one for 1),
    ``Kind`` and what else is known of ties. Each report of a tie is a row: choose "Don't merge" when importing, to keep
    several of one kind. Lists are joined by bars; a row's source is its ``citation``. There is no mark of UTF-8 at the
    beginning, which would be read as part of the first header. It holds no other table of the inventory.
    """
    return zip_bytes({"nodes.csv": _table(_nodes(inventory)), "edges.csv": _table(_edges(inventory))})


def _nodes(inventory: Inventory) -> list[Attribute]:
    frame = inventory.organizations
    own = [Attribute("Id", frame["id"].tolist()), Attribute("Label", frame["name"].tolist())]
    return own + renamed("organizations", of_organizations(inventory), _NAMES, _OF_NODES)


def _edges(inventory: Inventory) -> list[Attribute]:
    frame = inventory.relationships
    ways: list[Cell] = ["Directed" if way else "Undirected" for way in directed(inventory)]
    ends = [Attribute("Source", frame["from"].tolist()), Attribute("Target", frame["to"].tolist())]
    ties = of_ties(inventory)
    weight = [Attribute("Weight", tie.cells) for tie in ties if tie.name == "level"]
    return [*ends, Attribute("Type", ways), *weight, *renamed("relationships", ties, _NAMES, _OF_EDGES)]


def _table(attributes: list[Attribute]) -> bytes:
    """The attributes as CSV: text that a spreadsheet would run as a formula gets an apostrophe."""
    columns = [[guard(each.name), *(_written(cell) for cell in each.cells)] for each in attributes]
    return csv_bytes(list(zip(*columns, strict=True)))


def _written(cell: Cell) -> str:
    return text(cell) if isinstance(cell, float) else guard(text(cell))
