"""GraphML and GEXF: what igraph and networkx find in them, and Gephi in the text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

import pytest

from components.drafts import read_inventory
from components.inventory import Inventory
from components.inventory.schema import vocabulary
from components.reports import gexf, graphml
from tests.hostile_words import hostile_inventory
from tests.inventories import make_inventory
from tests.reports.networks import ENDS, SMALL, read_by_igraph, read_by_networkx

UNDIRECTED = set(vocabulary("relationship_kinds").query("directed == 'no'")["word"])


@pytest.mark.parametrize("write", [graphml, gexf])
def test_networkx_finds_every_node_and_every_tie(write: Callable[[Inventory], bytes]) -> None:
    graph = read_by_networkx(write(SMALL))
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


def test_igraph_finds_the_same() -> None:
    graph = read_by_igraph(graphml(SMALL))
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
    graph = read_by_networkx(write(make_inventory(relationships=rows)))
    assert not graph.is_directed() and Counter(map(frozenset, graph.edges())) == Counter(
        [frozenset("ab"), frozenset("bc")]
    )


def test_gexf_tells_gephi_the_kind_and_the_weight_of_an_edge() -> None:
    text = gexf(SMALL).decode()
    assert '<gexf xmlns="http://gexf.net/1.3" version="1.3">' in text
    assert '<edge id="1" source="2014" target="city" weight="3" kind="works_with">' in text
    assert '<edge id="5" source="x" target="x">' in text


def test_a_real_city_is_whole_in_each() -> None:
    inventory, _ = read_inventory("data/inventories/riverbend")
    ties = inventory.relationships
    mutual = ties["kind"].isin(UNDIRECTED) | ties["kind"].isna()
    graph = read_by_networkx(gexf(inventory))
    assert graph.number_of_nodes() == len(inventory.organizations) and graph.number_of_edges() == len(ties)
    directions = Counter(way for _, _, way in graph.edges(data="direction"))
    assert directions == {"undirected": int(mutual.sum()), "directed": int((~mutual).sum())}
    weights = [weight for _, _, weight in graph.edges(data="weight") if weight is not None]
    assert len(weights) == ties["level"].notna().sum() and sum(weights) == ties["level"].sum()


def test_hostile_words_stay_text() -> None:
    for name, content in ((write.__name__, write(hostile_inventory())) for write in (graphml, gexf)):
        assert b"<script" not in content and b"<img" not in content, name
