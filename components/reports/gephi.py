"""The network as the two tables that Gephi's Data Laboratory imports."""

from __future__ import annotations

from components.files import csv_bytes, zip_bytes
from components.inventory import Inventory
from components.inventory.text import guard
from components.reports.graph_attributes import Attribute, Value, are_directed, known_attributes, value_text

# "Source" of an edge is the node that it begins at. Gephi keeps edges of several kinds apart by "Kind".
_NAMES = {"source": "citation", "kind": "Kind"}
_OF_NODES = ("Id", "Label", "Name", "Timeset", "Interval")
_OF_EDGES = ("Id", "Label", "Source", "Target", "Type", "Weight", "Timeset", "Interval")


def gephi_tables(inventory: Inventory) -> bytes:
    """Write the organizations and ties as a zip of ``nodes.csv`` and ``edges.csv``, and give its bytes.

    Nodes: ``Id``, ``Label`` (the organization's name) and what else is known of organizations. Edges: ``Source``,
    ``Target``, ``Type`` (Directed, Undirected), ``Weight`` (the level where known; Gephi takes an empty one for 1),
    ``Kind`` and what else is known of ties. Each report of a tie is a row: choose "Don't merge" when importing, to keep
    several of one kind. Lists are joined by bars; a row's source is its ``citation``. The file does not begin with the
    mark of UTF-8, which Gephi would read as part of the first header. The zip holds no other table of the inventory.
    """
    return zip_bytes({"nodes.csv": _table(_nodes(inventory)), "edges.csv": _table(_edges(inventory))})


def _nodes(inventory: Inventory) -> list[Attribute]:
    frame = inventory.organizations
    own = [Attribute("Id", frame["id"].tolist()), Attribute("Label", frame["name"].tolist())]
    return own + known_attributes(inventory, "organizations", _NAMES, _OF_NODES)


def _edges(inventory: Inventory) -> list[Attribute]:
    frame = inventory.relationships
    ways: list[Value] = ["Directed" if way else "Undirected" for way in are_directed(inventory)]
    ends = [Attribute("Source", frame["from"].tolist()), Attribute("Target", frame["to"].tolist())]
    ties = known_attributes(inventory, "relationships", _NAMES, _OF_EDGES)
    weight = [Attribute("Weight", tie.values) for tie in ties if tie.name == "level"]
    return [*ends, Attribute("Type", ways), *weight, *ties]


def _table(attributes: list[Attribute]) -> bytes:
    """Write attributes as the columns of a CSV; text that a spreadsheet would run as a formula gets an apostrophe."""
    columns = [[guard(each.name), *map(_guarded, each.values)] for each in attributes]
    return csv_bytes(list(zip(*columns, strict=True)))


def _guarded(value: Value) -> str:
    return value_text(value) if isinstance(value, float) else guard(value_text(value))
