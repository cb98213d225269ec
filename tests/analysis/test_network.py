"""Measures of the network: by hand, and beside networkx."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

from components.analysis import network_measures, network_summary
from components.analysis.bridges import find_bridges
from components.analysis.clusters import name_clusters
from components.analysis.ties import ties, working_pairs, working_ties
from components.inventory import Inventory
from tests.analysis.networks import DAY, city, graphs, of_graph, two_groups
from tests.inventories import make_inventory


def measured(inventory: Inventory, column: str) -> dict[str, Any]:
    return network_measures(inventory).set_index("id")[column].to_dict()


def same(found: dict[str, Any], expected: dict[Any, Any]) -> None:
    assert found.keys() == {str(each) for each in expected}
    for each, value in expected.items():
        assert found[str(each)] == pytest.approx(value, abs=1e-9, nan_ok=True), each


# a - b, a - c, b - c, c - d and e alone: a triangle with a tail.
KITE_TAIL = ("abcde", ["ab", "ac", "bc", "cd"])


def test_a_triangle_with_a_tail_by_hand() -> None:
    table = network_measures(city(*KITE_TAIL)).set_index("id")
    assert table["degree"].to_dict() == {"a": 2, "b": 2, "c": 3, "d": 1, "e": 0}
    # Only c lies between others: a-d and b-d, one path each. Possible pairs: 4·3 / 2 = 6. 2 / 6.
    same(table["betweenness"].to_dict(), {"a": 0, "b": 0, "c": 2 / 6, "d": 0, "e": 0})
    # c: three partners with one tie among them: 3 − 2·1/3. a: two partners, one tie: 2 − 2·1/2.
    same(table["effective_size"].to_dict(), {"a": 1, "b": 1, "c": 7 / 3, "d": 1, "e": math.nan})
    same(table["efficiency"].to_dict(), {"a": 1 / 2, "b": 1 / 2, "c": 7 / 9, "d": 1, "e": math.nan})
    # d has c alone: 1² = 1.
    # c (p = 1/3 each): a (1/3 + 1/3·1/2)² = 1/4, b the same, d (1/3)² = 1/9: 11/18.
    # a (p = 1/2 each): b (1/2 + 1/2·1/3)² = 4/9, c (1/2 + 1/2·1/2)² = 9/16: 145/144.
    same(
        table["constraint"].to_dict(),
        {"a": 145 / 144, "b": 145 / 144, "c": 11 / 18, "d": 1, "e": math.nan},
    )
    assert table["component"].to_dict() == {"a": 1, "b": 1, "c": 1, "d": 1, "e": 2}
    assert [each for each, cuts in table["is_articulation"].items() if cuts] == ["c"]
    assert pd.isna(table.loc["e", "cluster"])
    assert table.loc[list("abcd"), "cluster"].notna().all()


def test_a_summary_by_hand() -> None:
    types = ["library", "library", "faith", None, "faith"]
    summary = network_summary(city(*KITE_TAIL, type=types))
    assert (summary.organizations, summary.ties) == (5, 4)
    assert summary.density == pytest.approx(4 / 10)
    # n·dmax − Σd = 5·3 − 8 = 7, over 4·3.
    assert summary.centralization == pytest.approx(7 / 12)
    assert summary.mean_degree == pytest.approx(8 / 5)
    assert (summary.components, summary.largest_component, summary.isolates) == (2, 4, 1)
    assert summary.articulation_points == 1
    # Types known at both ends: ab within, ac and bc across: (2 − 1) / 3.
    assert (summary.ei_index, summary.ei_ties) == (pytest.approx(1 / 3), 3)
    # Two libraries and two of faith: of 6 pairs 2 within, 4 across: (4 − 2) / 6.
    assert summary.ei_expected == pytest.approx(2 / 6)


def test_organizations_of_no_type_are_no_group_of_their_own() -> None:
    inventory = city("abcd", ["ab", "ac", "cd"], type=["none", "none", "faith", "faith"])
    summary = network_summary(inventory)
    # Of three ties only cd has a type at both ends, the same: (0 − 1) / 1. One pair is possible, within.
    assert (summary.ei_index, summary.ei_expected, summary.ei_ties) == (-1, -1, 1)
    names = name_clusters(inventory, network_measures(inventory))["name"]
    assert not names.str.startswith("None").any()


def test_a_star_is_wholly_centralized_and_a_ring_not_at_all() -> None:
    assert network_summary(of_graph(nx.star_graph(6))).centralization == pytest.approx(1)
    assert network_summary(of_graph(nx.cycle_graph(6))).centralization == pytest.approx(0)


def test_what_is_not_defined_is_missing_never_zero() -> None:
    pair = city("ab", ["ab"])
    assert network_measures(pair)["betweenness"].isna().all()
    assert network_summary(pair).centralization is None
    assert network_summary(pair).ei_index is None
    assert network_summary(pair).ei_expected is None
    alone = network_measures(city("abc", []))
    assert alone[["constraint", "effective_size", "efficiency", "cluster"]].isna().all(axis=None)
    assert alone["degree"].tolist() == [0, 0, 0]
    lapsed = make_inventory(
        inventory=DAY,
        organizations=[{"id": each, "name": each} for each in "abc"],
        relationships=[{"from": "a", "to": "b", "status": "lapsed"}],
    )
    assert network_summary(lapsed).density == 0
    assert network_summary(city("a", [])).density is None


def test_an_empty_inventory_gives_empty_answers() -> None:
    empty = make_inventory()
    assert list(network_measures(empty).columns) == list(network_measures(city("abc", [])).columns)
    assert len(network_measures(empty)) == 0
    summary = network_summary(empty)
    assert (summary.organizations, summary.ties, summary.components, summary.density) == (0, 0, None, None)
    assert len(find_bridges(empty)) == 0
    assert len(name_clusters(empty, network_measures(empty))) == 0


def test_without_any_tie_on_record_the_network_is_not_known_and_under_a_filter_it_is_a_count() -> None:
    unknown = network_summary(city("abc", [], type=["library", "faith", "faith"]))
    assert (unknown.organizations, unknown.ties, unknown.possible_ties) == (3, 0, 3)
    figures = ("density", "centralization", "mean_degree", "components", "largest_component", "isolates", "clusters")
    assert {getattr(unknown, name) for name in (*figures, "articulation_points", "ei_index", "ei_expected")} == {None}
    whole = city("abcde", ["ab", "bc", "de"])
    of_these = whole.with_tables(
        organizations=whole.organizations[whole.organizations["id"].isin(["a", "c", "e"])],
        relationships=whole.relationships.iloc[:0],
    )
    zero = network_summary(of_these, whole=whole)
    assert (zero.ties, zero.possible_ties, zero.density, zero.isolates, zero.components) == (0, 3, 0, 3, 3)
    assert zero.centralization == 0
    assert network_summary(of_these).density is None  # nothing here says that there were ties


def test_florentine_families() -> None:
    # Padgett and Ansell's marriages, a textbook figure: the Medici hold 0.522 of all shortest paths.
    inventory = of_graph(nx.florentine_families_graph())
    betweenness = measured(inventory, "betweenness")
    assert betweenness["Medici"] == pytest.approx(0.522, abs=5e-4)
    assert max(betweenness, key=lambda each: betweenness[each]) == "Medici"
    cuts = find_bridges(inventory).set_index("id")["organizations"].to_dict()
    assert cuts["Medici"] == ("Acciaiuoli", "Pazzi", "Salviati")
    assert cuts["Salviati"] == ("Pazzi",)


def test_krackhardts_kite() -> None:
    # Krackhardt 1990: 3 (Diane) knows most, 7 (Heather) lies between, each by a different measure.
    inventory = of_graph(nx.krackhardt_kite_graph())
    assert measured(inventory, "degree")["3"] == 6
    assert measured(inventory, "betweenness")["7"] == pytest.approx(14 / 36)
    assert find_bridges(inventory)[["id", "cut_off"]].to_numpy().tolist() == [["7", 2], ["8", 1]]


@settings(max_examples=25)
@given(graphs())
def test_measures_agree_with_networkx(graph: Any) -> None:
    table = network_measures(of_graph(graph)).set_index("id")
    same(table["degree"].to_dict(), dict(graph.degree))
    if len(graph) > 2:
        same(table["betweenness"].to_dict(), nx.betweenness_centrality(graph))
    same(table["constraint"].to_dict(), nx.constraint(graph))
    same(table["effective_size"].to_dict(), nx.effective_size(graph))
    points = {str(each) for each in nx.articulation_points(graph)}
    assert set(table.index[table["is_articulation"]]) == points
    parts = {frozenset(map(str, part)) for part in nx.connected_components(graph)}
    assert {frozenset(part.index) for _, part in table.groupby("component")} == parts


def test_reports_of_the_same_pair_are_one_tie() -> None:
    inventory = city("abc", ["ab", "ba", "ab", "bc"])
    assert measured(inventory, "degree") == {"a": 1, "b": 2, "c": 1}
    assert len(working_pairs(inventory)) == 2


def test_kinds_between_a_pair_are_counted_and_what_is_not_known_is_said() -> None:
    inventory = make_inventory(
        inventory=DAY,
        organizations=[{"id": each, "name": each} for each in "abcd"],
        relationships=[
            {"from": "a", "to": "b", "kind": "works_with", "status": "active", "level": 3},
            {"from": "b", "to": "a", "kind": "funds"},
            {"from": "b", "to": "c", "kind": "works_with"},
            {"from": "c", "to": "d"},
            {"from": "a", "to": "d", "kind": "tension"},
            {"from": "a", "to": "c", "kind": "funds", "status": "lapsed"},
        ],
    )
    assert working_ties(ties(inventory))["kinds"].tolist() == [("works_with", "funds"), ("works_with",), ()]
    summary = network_summary(inventory)
    assert (summary.ties, summary.multiplex, summary.kind_unknown) == (3, 1, 1)
    assert summary.kinds_per_tie == pytest.approx(3 / 2)  # (2 + 1) over the two whose kinds are known
    assert (summary.currency_unknown, summary.level_unknown) == (2, 2)


def test_a_summary_takes_measures_at_hand() -> None:
    inventory = two_groups()
    assert network_summary(inventory, network_measures(inventory)) == network_summary(inventory)


def test_betweenness_may_wait() -> None:
    inventory = two_groups()
    quick, whole = network_measures(inventory, betweenness=False), network_measures(inventory)
    assert quick["betweenness"].isna().all()
    pd.testing.assert_frame_equal(quick.drop(columns="betweenness"), whole.drop(columns="betweenness"))


def tables(inventory: Inventory) -> Iterator[tuple[str, pd.DataFrame]]:
    yield from inventory.tables.items()


def test_nothing_is_mutated() -> None:
    inventory = two_groups()
    before = {name: frame.copy(deep=True) for name, frame in tables(inventory)}
    measures = network_measures(inventory)
    kept = measures.copy(deep=True)
    network_summary(inventory, measures)
    name_clusters(inventory, measures)
    find_bridges(inventory)
    for name, frame in tables(inventory):
        pd.testing.assert_frame_equal(frame, before[name])
    pd.testing.assert_frame_equal(measures, kept)
