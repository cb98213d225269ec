"""The network in the forms of Kumu, Gephi, igraph and networkx: what their own readers find in it."""

from __future__ import annotations

import csv
import io
import json
import math
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import igraph
import networkx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from components.drafts import read_inventory
from components.inventory import Inventory, empty_inventory, make_inventory, vocabulary
from components.reports import data_package, gephi_tables, gexf, graphml, kumu_json, kumu_workbook
from tests.any_inventory import TABLES
from tests.hostile_words import NAMES, hostile_inventory

EXPORTS: list[Callable[[Inventory], bytes]] = [data_package, gephi_tables, gexf, graphml, kumu_json, kumu_workbook]
ODD = [*NAMES, "line\nbreak", "tab\there", "=1+1", "a|b", "&amp;", "\x00bell\x07", "]]>", "2014", "none"]
SMALL: dict[str, list[dict[str, Any]]] = {
    "organizations": [
        {"id": "2014", "name": "Library", "type": "library", "issue_areas": ("justice", "a|b"), "latitude": 38.5},
        {"id": "city", "name": "=City", "serves": (), "source": "News", "Label": "own", "weight": "heavy"},
        {"id": "x", "name": "X", "description": "two\nlines", "latitude": 0},
    ],
    "relationships": [
        {"from": "2014", "to": "city", "kind": "works_with", "level": 3, "reported_by": "2014", "source": "News"},
        {"from": "city", "to": "2014", "kind": "works_with", "level": 0, "reported_by": "city", "Id": "own"},
        {"from": "city", "to": "2014", "kind": "funds", "amount": 5000, "status": "wanted", "direction": "up"},
        {"from": "x", "to": "city", "kind": "tension", "status": "lapsed"},
        {"from": "x", "to": "x"},
    ],
}
ENDS = [("2014", "city"), ("city", "2014"), ("city", "2014"), ("x", "city"), ("x", "x")]
UNDIRECTED = set(vocabulary("relationship_kinds").query("directed == 'no'")["word"])


@pytest.fixture(scope="module")
def small() -> Inventory:
    return make_inventory(**SMALL)


def by_networkx(content: bytes) -> Any:
    if b"graphml" in content[:200]:
        return networkx.read_graphml(io.BytesIO(content), force_multigraph=True)
    return networkx.read_gexf(io.BytesIO(content))


def by_igraph(content: bytes) -> Any:
    with tempfile.NamedTemporaryFile(suffix=".graphml") as file:
        Path(file.name).write_bytes(content)
        return igraph.Graph.Read_GraphML(file.name)


def has_tiny_numbers(inventory: Inventory) -> bool:
    """Whether a number is so near to zero that igraph refuses to read it."""
    places, ties = inventory.organizations[["latitude", "longitude"]], inventory.relationships[["level", "amount"]]
    return any(bool(((frame.abs() < 1e-300) & (frame != 0)).any(axis=None)) for frame in (places, ties))


def tables(content: bytes) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Gephi's two tables, each row by its headers."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        texts = [archive.read(name).decode() for name in archive.namelist()]
    nodes, edges = (list(csv.DictReader(io.StringIO(text, newline=""))) for text in texts)
    return nodes, edges


def sheets(content: bytes) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Kumu's two sheets, each row by its headers, without empty cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Elements", "Connections"]
    found = []
    for sheet in book:
        header, *rows = sheet.iter_rows(values_only=True)
        found.append([{name: cell for name, cell in zip(header, row, strict=True) if cell is not None} for row in rows])
    return found[0], found[1]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.__name__)
def test_each_is_the_same_each_time_and_changes_nothing(export: Callable[[Inventory], bytes], small: Inventory) -> None:
    before = small.relationships.copy(deep=True)
    first = export(small)
    now, time.time = time.time, lambda: 2_000_000_000.0
    try:
        assert export(make_inventory(**SMALL)) == first
    finally:
        time.time = now
    assert small.relationships.equals(before)


@pytest.mark.parametrize("write", [graphml, gexf])
def test_networkx_finds_every_node_and_every_tie(write: Callable[[Inventory], bytes], small: Inventory) -> None:
    graph = by_networkx(write(small))
    assert graph.is_directed() and graph.is_multigraph()
    assert list(graph.nodes) == ["2014", "city", "x"]
    assert sorted(graph.edges()) == sorted(ENDS)
    library = {"label": "Library", "type": "library", "issue_areas": "justice|a\\|b", "latitude": 38.5, "listed": "yes"}
    assert graph.nodes["2014"] == library
    assert graph.nodes["city"] == {
        "label": "=City",
        "serves": "none",
        "citation": "News",
        "Label (2)": "own",
        "weight": "heavy",
        "listed": "yes",
    }
    assert graph.nodes["x"]["latitude"] == 0.0
    assert graph.nodes["x"]["description"] == "two\nlines"
    # networkx keeps the id of a GraphML edge as its key alone.
    ties = {str(key): {"id": str(key), **data} for _, _, key, data in graph.edges(keys=True, data=True)}
    assert ties["1"] == {
        "id": "1",
        "direction": "undirected",
        "kind": "works_with",
        "level": 3.0,
        "weight": 3.0,
        "reported_by": "2014",
        "citation": "News",
    }
    assert ties["2"]["level"] == ties["2"]["weight"] == 0.0 and ties["2"]["Id (2)"] == "own"
    wanted = {"direction": "directed", "kind": "funds", "status": "wanted", "amount": 5000.0, "direction (2)": "up"}
    assert ties["3"] == {"id": "3", **wanted}
    assert ties["4"] == {"id": "4", "direction": "undirected", "kind": "tension", "status": "lapsed"}
    assert ties["5"] == {"id": "5", "direction": "undirected"}


def test_igraph_finds_the_same(small: Inventory) -> None:
    graph = by_igraph(graphml(small))
    assert (
        graph.is_directed()
        and graph.vs["id"] == ["2014", "city", "x"]
        and graph.vs["label"] == ["Library", "=City", "X"]
    )
    ends = [(graph.vs[edge.source]["id"], graph.vs[edge.target]["id"]) for edge in graph.es]
    assert ends == ENDS
    assert graph.es["level"][:2] == [3, 0] and all(map(math.isnan, graph.es["level"][2:]))
    assert graph.es["kind"] == ["works_with", "works_with", "funds", "tension", ""]


@pytest.mark.parametrize("write", [graphml, gexf])
def test_ties_that_all_go_both_ways_make_an_undirected_graph(write: Callable[[Inventory], bytes]) -> None:
    rows = [{"from": "A", "to": "B", "kind": "works_with"}, {"from": "B", "to": "C", "kind": "shares_data"}]
    graph = by_networkx(write(make_inventory(relationships=rows)))
    assert not graph.is_directed() and Counter(map(frozenset, graph.edges())) == Counter(
        [frozenset("ab"), frozenset("bc")]
    )


def test_gexf_tells_gephi_the_kind_and_the_weight_of_an_edge(small: Inventory) -> None:
    text = gexf(small).decode()
    assert '<gexf xmlns="http://gexf.net/1.3" version="1.3">' in text
    assert '<edge id="1" source="2014" target="city" weight="3" kind="works_with">' in text
    assert '<edge id="5" source="x" target="x">' in text


def test_gephi_s_tables(small: Inventory) -> None:
    content = gephi_tables(small)
    nodes, edges = tables(content)
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


def test_kumu_s_workbook(small: Inventory) -> None:
    elements, connections = sheets(kumu_workbook(small))
    assert list(elements[0])[:4] == ["ID", "Label", "Type", "Tags"]
    assert elements[0] == {
        "ID": "2014",
        "Label": "Library",
        "Type": "library",
        "Tags": "justice|a\\|b",
        "Latitude": 38.5,
        "Listed": "yes",
    }
    assert elements[1]["Label"] == "'=City" and elements[1]["Serves"] == "none" and elements[1]["Label (2)"] == "own"
    assert list(connections[0])[:4] == ["From", "To", "Direction", "Type"]
    assert [(tie["From"], tie["To"]) for tie in connections] == ENDS
    assert [tie["Direction"] for tie in connections] == [
        "undirected",
        "undirected",
        "directed",
        "undirected",
        "undirected",
    ]
    assert [tie.get("Level") for tie in connections] == [3, 0, None, None, None]
    assert connections[4] == {"From": "x", "To": "x", "Direction": "undirected"}


def test_kumu_s_json(small: Inventory) -> None:
    found = json.loads(kumu_json(small))
    assert list(found) == ["elements", "connections"]
    assert found["elements"][0] == {
        "id": "2014",
        "label": "Library",
        "type": "library",
        "tags": ["justice", "a|b"],
        "Latitude": 38.5,
        "Listed": "yes",
    }
    assert found["elements"][1]["label"] == "=City" and found["elements"][1]["Serves"] == "none"
    assert found["connections"][2] == {
        "from": "city",
        "to": "2014",
        "direction": "directed",
        "type": "funds",
        "Status": "wanted",
        "Amount": 5000,
        "direction (2)": "up",
    }


def test_a_text_too_long_for_a_cell_of_excel_goes_on_in_further_columns() -> None:
    text = "".join(map(str, range(9_000)))
    inventory = make_inventory(organizations=[{"name": "A", "description": text}, {"name": "B"}])
    sheet = openpyxl.load_workbook(io.BytesIO(kumu_workbook(inventory)))["Elements"]
    header, first, _ = ([cell.value or "" for cell in row] for row in sheet.iter_rows())
    pieces = [cell for name, cell in zip(header, first, strict=True) if name.startswith("Description")]
    assert len(pieces) == 3 and "".join(pieces) == text
    back, _ = read_inventory([("kumu.xlsx", kumu_workbook(inventory))])
    assert back.organizations["description"].fillna("").tolist() == [text, ""]
    assert len(json.loads(kumu_json(inventory))["elements"][0]["description"]) == len(text)


def test_odd_names_and_ids_stay_what_they_are() -> None:
    rows = [{"id": f"i{name}", "name": name} for name in ODD]
    inventory = make_inventory(
        organizations=rows, relationships=[{"from": rows[0]["id"], "to": row["id"]} for row in rows]
    )
    ids, names = inventory.organizations["id"].tolist(), inventory.organizations["name"].tolist()
    assert "bell\x07" not in "".join(names) and "2014" in names
    for write in (graphml, gexf):
        graph = by_networkx(write(inventory))
        assert list(graph.nodes) == ids and [graph.nodes[node]["label"] for node in ids] == names
        assert [other for _, other in graph.edges()] == ids
    graph = by_igraph(graphml(inventory))
    # igraph leaves an & in an id as the XML has it, in nodes and ends alike.
    assert [text.replace("&#38;", "&") for text in graph.vs["id"]] == ids and graph.vs["label"] == names
    assert [each["label"] for each in json.loads(kumu_json(inventory))["elements"]] == names
    nodes, _ = tables(gephi_tables(inventory))
    assert [node["Label"].removeprefix("'") for node in nodes] == [name.removeprefix("'") for name in names]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=TABLES)
def test_any_inventory_is_read_by_every_tool(rows: dict[str, list[dict[str, Any]]]) -> None:
    try:
        inventory = make_inventory(**rows)
    except ValueError:
        return
    ids = inventory.organizations["id"].tolist()
    ends = sorted(zip(inventory.relationships["from"], inventory.relationships["to"], strict=True))
    for write in (graphml, gexf):
        graph = by_networkx(write(inventory))
        assert list(graph.nodes) == ids
        assert Counter(map(frozenset, graph.edges())) == Counter(map(frozenset, ends))
    if not has_tiny_numbers(inventory):
        graph = by_igraph(graphml(inventory))
        assert graph.vcount() == len(ids) and graph.ecount() == len(ends)
    nodes, edges = tables(gephi_tables(inventory))
    assert len(nodes) == len(ids) and len(edges) == len(ends)
    elements, connections = sheets(kumu_workbook(inventory))
    assert len(elements) == len(ids) and len(connections) == len(ends)
    assert len(json.loads(kumu_json(inventory))["elements"]) == len(ids)


def test_a_real_city_is_whole_in_each() -> None:
    inventory, _ = read_inventory("data/inventories/riverbend")
    ties = inventory.relationships
    mutual = ties["kind"].isin(UNDIRECTED) | ties["kind"].isna()
    graph = by_networkx(gexf(inventory))
    assert graph.number_of_nodes() == len(inventory.organizations) and graph.number_of_edges() == len(ties)
    directions = Counter(way for _, _, way in graph.edges(data="direction"))
    assert directions == {"undirected": int(mutual.sum()), "directed": int((~mutual).sum())}
    weights = [weight for _, _, weight in graph.edges(data="weight") if weight is not None]
    assert len(weights) == ties["level"].notna().sum() and sum(weights) == ties["level"].sum()


def test_nothing_at_all_can_be_taken_out_too() -> None:
    inventory = empty_inventory()
    assert by_networkx(graphml(inventory)).number_of_nodes() == by_networkx(gexf(inventory)).number_of_nodes() == 0
    assert tables(gephi_tables(inventory)) == ([], []) and sheets(kumu_workbook(inventory)) == ([], [])
    assert json.loads(kumu_json(inventory)) == {"elements": [], "connections": []}


def test_hostile_words_stay_text() -> None:
    for name, content in ((write.__name__, write(hostile_inventory())) for write in (graphml, gexf)):
        assert b"<script" not in content and b"<img" not in content, name
