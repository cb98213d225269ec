"""Every form in which the network is taken out: the same each time, and read by every tool."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from components.inventory import Inventory
from components.reports import data_package, gephi_tables, gexf, graphml, kumu_json, kumu_workbook
from tests.any_inventory import TABLES
from tests.hostile_words import NAMES
from tests.inventories import make_inventory
from tests.reports.networks import ROWS, SMALL, read_by_igraph, read_by_networkx, read_gephi, read_kumu

EXPORTS: list[Callable[[Inventory], bytes]] = [data_package, gephi_tables, gexf, graphml, kumu_json, kumu_workbook]
ODD = [*NAMES, "line\nbreak", "tab\there", "=1+1", "a|b", "&amp;", "\x00bell\x07", "]]>", "2014"]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.__name__)
def test_each_is_the_same_each_time_and_changes_nothing(export: Callable[[Inventory], bytes]) -> None:
    before = SMALL.relationships.copy(deep=True)
    first = export(SMALL)
    now, time.time = time.time, lambda: 2_000_000_000.0
    try:
        assert export(make_inventory(**ROWS)) == first
    finally:
        time.time = now
    assert SMALL.relationships.equals(before)


def test_odd_names_and_ids_stay_what_they_are() -> None:
    rows = [{"id": f"i{name}", "name": name} for name in ODD]
    inventory = make_inventory(
        organizations=rows, relationships=[{"from": rows[0]["id"], "to": row["id"]} for row in rows]
    )
    ids, names = inventory.organizations["id"].tolist(), inventory.organizations["name"].tolist()
    assert "bell\x07" not in "".join(names) and "2014" in names
    for write in (graphml, gexf):
        graph = read_by_networkx(write(inventory))
        assert list(graph.nodes) == ids and [graph.nodes[node]["label"] for node in ids] == names
        assert [other for _, other in graph.edges()] == ids
    graph = read_by_igraph(graphml(inventory))
    # igraph leaves an & in an id as the XML has it, in nodes and ends alike.
    assert [text.replace("&#38;", "&") for text in graph.vs["id"]] == ids and graph.vs["label"] == names
    assert [each["label"] for each in json.loads(kumu_json(inventory))["elements"]] == names
    nodes, _ = read_gephi(gephi_tables(inventory))
    assert [node["Label"].removeprefix("'") for node in nodes] == [name.removeprefix("'") for name in names]


def has_tiny_numbers(inventory: Inventory) -> bool:
    """Whether a number is so near to zero that igraph refuses to read it."""
    places, ties = inventory.organizations[["latitude", "longitude"]], inventory.relationships[["level", "amount"]]
    return any(bool(((frame.abs() < 1e-300) & (frame != 0)).any(axis=None)) for frame in (places, ties))


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(rows=TABLES)
def test_any_inventory_is_read_by_every_tool(rows: dict[str, list[dict[str, Any]]]) -> None:
    try:
        inventory = make_inventory(**rows)
    except ValueError:
        return
    ids = inventory.organizations["id"].tolist()
    ends = sorted(zip(inventory.relationships["from"], inventory.relationships["to"], strict=True))
    for write in (graphml, gexf):
        graph = read_by_networkx(write(inventory))
        assert list(graph.nodes) == ids
        assert Counter(map(frozenset, graph.edges())) == Counter(map(frozenset, ends))
    if not has_tiny_numbers(inventory):
        graph = read_by_igraph(graphml(inventory))
        assert graph.vcount() == len(ids) and graph.ecount() == len(ends)
    nodes, edges = read_gephi(gephi_tables(inventory))
    assert len(nodes) == len(ids) and len(edges) == len(ends)
    elements, connections = read_kumu(kumu_workbook(inventory))
    assert len(elements) == len(ids) and len(connections) == len(ends)
    assert len(json.loads(kumu_json(inventory))["elements"]) == len(ids)


def test_nothing_at_all_can_be_taken_out_too() -> None:
    inventory = make_inventory()
    assert (
        read_by_networkx(graphml(inventory)).number_of_nodes()
        == read_by_networkx(gexf(inventory)).number_of_nodes()
        == 0
    )
    assert read_gephi(gephi_tables(inventory)) == ([], []) and read_kumu(kumu_workbook(inventory)) == ([], [])
    assert json.loads(kumu_json(inventory)) == {"elements": [], "connections": []}
