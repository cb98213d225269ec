"""Gephi's two tables."""

from __future__ import annotations

from components.reports import gephi_tables
from tests.reports.networks import ENDS, SMALL, read_gephi


def test_gephi_s_tables() -> None:
    content = gephi_tables(SMALL)
    nodes, edges = read_gephi(content)
    assert list(nodes[0])[:2] == ["Id", "Label"] and list(edges[0])[:4] == ["Source", "Target", "Type", "Weight"]
    assert [node["Id"] for node in nodes] == ["2014", "city", "x"]
    assert nodes[1]["Label"] == "'=City" and nodes[1]["serves"] == "none" and nodes[1]["Label (2)"] == "own"
    assert [node["latitude"] for node in nodes] == ["38.5", "", "0"]
    assert [(edge["Source"], edge["Target"]) for edge in edges] == ENDS
    assert [edge["Type"] for edge in edges] == ["Undirected", "Undirected", "Directed", "Undirected", "Undirected"]
    assert [edge["Weight"] for edge in edges] == ["3", "0", "", "", ""]
    assert [edge["Kind"] for edge in edges] == ["works_with", "works_with", "funds", "tension", ""]
    assert [edge["status"] for edge in edges] == ["", "", "wanted", "lapsed", ""]
    for row in (nodes[0], edges[0]):
        assert len({name.casefold() for name in row}) == len(row), "Gephi takes two spellings of a header for one"
