"""Whom the leaving of an organization cuts off."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import given, settings

from components.analysis.bridges import find_bridges
from tests.analysis.networks import graphs, of_graph


@settings(max_examples=25)
@given(graphs())
def test_what_is_cut_off_agrees_with_taking_the_organization_out(graph: Any) -> None:
    found = find_bridges(of_graph(graph)).set_index("id")
    assert set(found.index) == {str(each) for each in nx.articulation_points(graph)}
    for point in nx.articulation_points(graph):
        component = nx.node_connected_component(graph, point)
        parts = list(nx.connected_components(graph.subgraph(component - {point})))
        kept = max(parts, key=lambda part: (len(part), [-ord(c) for c in min(map(str, part))]))
        lost = {str(each) for part in parts if part is not kept for each in part}
        assert found.loc[str(point), "cut_off"] == len(lost)
        assert set(found.loc[str(point), "organizations"]) == lost
