"""Small networks as inventories, and random ones to compare with networkx."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd
from hypothesis import strategies as st

from components.inventory import Inventory
from tests.inventories import make_inventory

DAY = [{"city": "Test", "as_of": "2025-06-30"}]


def city(ids: Iterable[Any], edges: Iterable[Iterable[Any]], **columns: list[Any]) -> Inventory:
    """Make an inventory of a network: ``city("abc", ["ab", "bc"])`` has two ties."""
    organizations = pd.DataFrame({"id": [str(each) for each in ids], **columns})
    organizations["name"] = "Organization " + organizations["id"].astype(str)
    relationships = pd.DataFrame([[str(each) for each in edge] for edge in edges], columns=["from", "to"])
    return make_inventory(inventory=DAY, organizations=organizations, relationships=relationships)


def of_graph(graph: Any) -> Inventory:
    """Make an inventory of a graph of networkx."""
    return city(graph.nodes, graph.edges)


@st.composite
def graphs(draw: st.DrawFn) -> Any:
    count = draw(st.integers(1, 12))
    pairs = list(combinations(range(count), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=24)) if pairs else []
    graph = nx.Graph(chosen)
    graph.add_nodes_from(range(count))
    return graph


def two_groups() -> Inventory:
    """Two fives, each tied throughout, one tie between them, and one organization alone."""
    edges = [*combinations("abcde", 2), *combinations("vwxyz", 2), "ev"]
    issues = [("housing",)] * 4 + [None] + [("justice", "housing")] + [("justice",)] * 4 + [("housing",)]
    return city("abcdevwxyzq", edges, issue_areas=issues)
