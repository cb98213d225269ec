"""How fast the measures are: beside the bare igraph calls they need, and beside networkx.

What counts as the bare calls: igraph's own functions on one graph, and building that graph from an
integer array of working pairs that is already at hand. Ours starts from the inventory's tables: it
resolves ids, status, kinds and levels, joins the reports of a pair, builds the graph, makes the same
calls and returns a table. A second line leaves the building of the graph out of the bare side too.
Both sides run in turn, seed Leiden alike (its time depends on the seed), and, as ``timeit`` does,
with the garbage collector off.

    python -m tests.benchmarks.bench_measures
"""

from __future__ import annotations

import functools
import gc
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pandas as pd

from components.analysis import (
    Filters,
    element_strength,
    findings,
    network_measures,
    network_summary,
    observed_strength,
    organization_reach,
    representation,
    representation_grid,
    ties,
)
from components.analysis.bridges import find_bridges
from components.analysis.clusters import name_clusters
from components.analysis.ties import working_pairs
from components.inventory import Inventory
from tests.inventories import make_inventory

Line = dict[str, Any]
WITHIN = "within 1.3x"
ISSUES = ("justice", "housing", "jobs", "health", "education")
COMMUNITIES = ("Black residents", "older adults", "young people")


def run() -> list[Line]:
    """Every line of the table: what, ours and theirs (seconds), ratio (ours / theirs), target, note."""
    large, small = made_up(10_000, 40_000), made_up(1_000, 4_000)
    return [*_beside_igraph(large), *_beside_networkx(small), *_on_a_rerun(small)]


@functools.cache
def made_up(organizations: int, relationships: int) -> Inventory:
    """A made-up inventory with that many organizations and pairs that work together."""
    draw = np.random.default_rng(organizations)
    ids = [f"organization-{number}" for number in range(organizations)]
    pairs = set[tuple[int, int]]()
    while len(pairs) < relationships:
        first, second = sorted(draw.integers(0, organizations, 2).tolist())
        if first != second:
            pairs.add((first, second))
    first_ends, second_ends = zip(*sorted(pairs), strict=True)
    return make_inventory(
        inventory=[{"city": "Benchmark", "as_of": "2025-06-30", "fictional": "yes"}],
        organizations=_organizations(ids, draw),
        relationships=pd.DataFrame(
            {
                "from": [ids[each] for each in first_ends],
                "to": [ids[each] for each in second_ends],
                "kind": draw.choice(["works_with", "funds", "shares_data", None], relationships),
                "level": draw.choice([1, 2, 3, 4, 5, None], relationships),
                "reported_by": [ids[each] if each % 3 else None for each in first_ends],
                "status": draw.choice(["active", None], relationships),
                "as_of": draw.choice(["2024", "2025-05", None], relationships),
            }
        ),
        initiatives=_initiatives(ids, draw, organizations // 5),
    )


def _organizations(ids: list[str], draw: np.random.Generator) -> pd.DataFrame:
    count = len(ids)
    return pd.DataFrame(
        {
            "id": ids,
            "name": [each.replace("-", " ").capitalize() for each in ids],
            "type": draw.choice(["library", "local government", "faith", None], count),
            "issue_areas": [tuple(draw.choice(ISSUES, 2, replace=False)) if n % 5 else None for n in range(count)],
            "serves": [(str(draw.choice(COMMUNITIES)),) if n % 3 else None for n in range(count)],
            "led_by": [(str(draw.choice(COMMUNITIES)),) if n % 4 else None for n in range(count)],
        }
    )


def _initiatives(ids: list[str], draw: np.random.Generator, count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [f"Initiative {number}" for number in range(count)],
            "issue_areas": [(str(draw.choice(ISSUES)),) for _ in range(count)],
            "lead": draw.choice(ids, count),
            "partners": [tuple(draw.choice(ids, 3)) for _ in range(count)],
        }
    )


def _beside_igraph(inventory: Inventory) -> list[Line]:
    count, pairs = len(inventory.organizations), working_pairs(inventory)
    graph = igraph.Graph(count, pairs)
    size = f"{count:,} organizations, {len(pairs):,} ties"
    measures = functools.partial(network_measures, inventory, betweenness=False)
    ours, theirs = _side_by_side(measures, lambda: _bare(igraph.Graph(count, pairs)), times=7)
    _, calls_alone = _side_by_side(measures, lambda: _bare(graph), times=7)
    whole, between = _side_by_side(
        lambda: network_measures(inventory), lambda: graph.betweenness(directed=False), times=3
    )
    return [
        _line(
            f"all measures but betweenness, {size}", ours, theirs, WITHIN, "bare igraph, building its graph included"
        ),
        _line(f"the same, {size}", ours, calls_alone, "", "bare igraph on a graph that is already built"),
        _line(
            f"betweenness apart, {size}",
            whole - ours,
            between,
            WITHIN,
            "bare igraph; ours is all measures less the rest",
        ),
    ]


def _bare(graph: Any) -> None:
    """The igraph calls that the measures need, and nothing else."""
    graph.degree()
    graph.constraint()
    graph.transitivity_local_undirected(mode="zero")
    graph.connected_components().membership  # noqa: B018
    graph.articulation_points()
    igraph.set_random_number_generator(random.Random(1736))
    graph.community_leiden(objective_function="modularity").membership  # noqa: B018
    igraph.set_random_number_generator(random)


def _beside_networkx(inventory: Inventory) -> list[Line]:
    count, pairs = len(inventory.organizations), working_pairs(inventory).tolist()
    size = f"{count:,} organizations, {len(pairs):,} ties"
    measures = functools.partial(network_measures, inventory, betweenness=False)
    ours, theirs = _side_by_side(measures, lambda: _networkx(count, pairs), times=3)
    graph = nx.Graph(pairs)
    graph.add_nodes_from(range(count))
    whole, between = _side_by_side(
        lambda: network_measures(inventory), lambda: nx.betweenness_centrality(graph), times=1
    )
    return [
        _line(f"all measures but betweenness, {size}", ours, theirs, "", "networkx, with Louvain: it has no Leiden"),
        _line(f"betweenness apart, {size}", whole - ours, between, "", "networkx"),
    ]


def _networkx(count: int, pairs: list[list[int]]) -> None:
    graph = nx.Graph(pairs)
    graph.add_nodes_from(range(count))
    dict(graph.degree)
    nx.constraint(graph)
    nx.effective_size(graph)
    list(nx.connected_components(graph))
    list(nx.articulation_points(graph))
    nx.community.louvain_communities(graph, seed=1736)


def _on_a_rerun(inventory: Inventory) -> list[Line]:
    """What may run again at each filter: each within 0.3 seconds, with nothing to compare it with."""
    filters = Filters(issue_areas=("justice",), communities=("Black residents",), types=("library",), least_level=2)
    measures = network_measures(inventory, betweenness=False)
    calls: dict[str, Callable[[], object]] = {
        "Filters.apply": lambda: filters.apply(inventory),
        "Filters.steps": lambda: filters.steps(inventory),
        "Filters.describe": lambda: filters.describe(inventory),
        "organization_reach": lambda: organization_reach(inventory),
        "ties": lambda: ties(inventory),
        "network_measures, betweenness included": lambda: network_measures(inventory),
        "network_summary": lambda: network_summary(inventory, measures),
        "name_clusters": lambda: name_clusters(inventory, measures),
        "find_bridges": lambda: find_bridges(inventory),
        "element_strength": lambda: element_strength(inventory),
        "observed_strength": lambda: observed_strength(inventory),
        "representation": lambda: representation(inventory, measures),
        "representation_grid": lambda: representation_grid(inventory),
        "findings": lambda: findings(inventory),
    }
    size = f"{len(inventory.organizations):,} organizations, {len(inventory.relationships):,} ties"
    return [
        _line(f"{name}, {size}", _side_by_side(call, None, times=5)[0], None, "within 0.3 s", "runs on a rerun")
        for name, call in calls.items()
    ]


def _side_by_side(
    ours: Callable[[], object], theirs: Callable[[], object] | None, *, times: int
) -> tuple[float, float]:
    """Medians in seconds, the two in turn; short ones after one run of each that does not count."""
    sides = [each for each in (ours, theirs) if each]
    taken: list[list[float]] = [[] for _ in sides]
    gc.collect()
    gc.disable()
    try:
        for turn in range(times + (times > 3)):
            for side, kept in zip(sides, taken, strict=True):
                seconds = _seconds(side)
                if turn or times <= 3:
                    kept.append(seconds)
    finally:
        gc.enable()
    medians = [statistics.median(kept) for kept in taken]
    return medians[0], medians[-1]


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _line(what: str, ours: float, theirs: float | None, target: str, note: str) -> Line:
    ratio = ours / theirs if theirs else None
    return {"what": what, "ours": ours, "theirs": theirs, "ratio": ratio, "target": target, "note": note}


def _shown(line: Line) -> str:
    theirs = f"{line['theirs']:8.3f} {line['ratio']:6.2f}" if line["theirs"] else " " * 15
    return f"{line['what']:78} {line['ours']:7.3f} {theirs}  {line['target']:12}  {line['note']}"


if __name__ == "__main__":
    print(f"{'seconds':78} {'ours':>7} {'theirs':>8} {'ratio':>6}  target")
    for each in run():
        print(_shown(each))
