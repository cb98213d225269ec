"""Clusters: how they are numbered and named."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import pandas as pd

from components.analysis import network_measures
from components.analysis.clusters import name_clusters
from components.inventory import Inventory
from tests.analysis.networks import city, of_graph, two_groups


def measured(inventory: Inventory, column: str) -> dict[str, Any]:
    return network_measures(inventory).set_index("id")[column].to_dict()


def test_clusters_are_found_and_numbered_by_size_then_smallest_id() -> None:
    table = network_measures(two_groups()).set_index("id")["cluster"]
    assert set(table[list("abcde")]) == {1}
    assert set(table[list("vwxyz")]) == {2}
    assert pd.isna(table["q"])
    bigger = city("abcdevwxyzu", [*combinations("abcde", 2), *combinations("uvwxyz", 2), "ev"])
    assert measured(bigger, "cluster")["u"] == 1  # six come before five


def test_clusters_are_the_same_each_time() -> None:
    graph = nx.gnm_random_graph(80, 200, seed=3)
    inventory = of_graph(graph)
    first = network_measures(inventory, betweenness=False)
    for _ in range(3):
        pd.testing.assert_frame_equal(network_measures(inventory, betweenness=False), first)


def test_clusters_are_named_by_what_their_members_share_beyond_the_rest() -> None:
    inventory = two_groups()
    table = name_clusters(inventory, network_measures(inventory))
    assert table[["cluster", "size", "name", "shared"]].to_numpy().tolist() == [
        [1, 5, "Housing", "4 of 5 work on housing"],
        [2, 5, "Justice", "5 of 5 work on justice"],
    ]


def test_a_cluster_that_shares_nothing_is_named_after_its_most_connected_member() -> None:
    inventory = city("abc", ["ab", "bc"])
    table = name_clusters(inventory, network_measures(inventory))
    assert table["name"].tolist() == ["Around Organization b"]
    assert "stands out" in table["shared"].iloc[0]


def test_clusters_of_one_name_are_told_apart() -> None:
    edges = [*combinations("abcd", 2), *combinations("wxyz", 2)]
    inventory = city("abcdwxyzq", edges, type=["library"] * 8 + ["faith"])
    names = name_clusters(inventory, network_measures(inventory))["name"].tolist()
    assert names == ["Library, around Organization a", "Library, around Organization w"]
