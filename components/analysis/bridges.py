"""Organizations that alone connect others to the network, and who would be cut off without them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import igraph
import pandas as pd

from components.analysis.network import working_graph
from components.inventory import Inventory


def find_bridges(inventory: Inventory, *, today: date | None = None) -> pd.DataFrame:
    """Find the organizations without which others would be cut off, and give a row for each, the most cut off first.

    Columns: ``id``; ``cut_off`` (how many it would cut off); ``organizations`` and ``names`` (tuples, sorted by id):
    who. Without such an organization (an articulation point of the graph) its component falls into parts: all but
    those in the largest part are cut off. Of equal parts, the one with the smallest id counts as the largest.
    """
    ids = inventory.organizations["id"].tolist()
    names = inventory.organizations["name"].fillna(inventory.organizations["id"]).tolist()
    rows = [
        (ids[point], len(lost), tuple(ids[each] for each in lost), tuple(names[each] for each in lost))
        for point, parts in _parts_without(working_graph(inventory, today))
        for lost in [sorted(_all_but_largest(parts, ids), key=ids.__getitem__)]
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    frame = pd.DataFrame(rows, columns=["id", "cut_off", "organizations", "names"])
    return frame.astype({"id": "str", "cut_off": "int64", "organizations": "object", "names": "object"})


def _all_but_largest(parts: list[list[int]], ids: list[str]) -> list[int]:
    size = max(map(len, parts))
    equals = [part for part in parts if len(part) == size]
    largest = equals[0] if len(equals) == 1 else min(equals, key=lambda part: min(ids[each] for each in part))
    return [each for part in parts if part is not largest for each in part]


def _parts_without(graph: igraph.Graph) -> Iterator[tuple[int, list[list[int]]]]:
    """Give each articulation point, and the parts into which its component falls without it.

    Blocks (biconnected components) and organizations form a forest. In depth-first order whatever hangs
    below a node is one run of the order, so each part is a slice or what a slice leaves over.
    """
    order, parents, tops = _block_forest(graph)
    place = {node: position for position, node in enumerate(order)}
    sizes = _sizes_below(order, parents)
    children: dict[int, list[int]] = {}
    for node, parent in zip(order, parents, strict=True):
        children.setdefault(parent, []).append(node)

    def below(node: int) -> slice:
        return slice(place[node], place[node] + sizes[node])

    for point in graph.articulation_points():
        under, whole = below(point), below(tops[point])
        parts = [order[below(block)] for block in children.get(point, ())]
        parts.append(order[whole.start : under.start] + order[under.stop : whole.stop])
        kept = ([node for node in part if node < graph.vcount()] for part in parts)
        yield point, [part for part in kept if part]


def _block_forest(graph: igraph.Graph) -> tuple[list[int], list[int], list[int]]:
    """Walk the forest of blocks depth first: give the order, the parents in it, and each organization's top node."""
    count = graph.vcount()
    blocks = list(graph.biconnected_components())
    root = count + len(blocks)  # one node above all components, so that one walk visits them all
    components = list(graph.connected_components())
    edges = [(each, count + number) for number, block in enumerate(blocks) for each in block]
    forest = igraph.Graph(root + 1, edges + [(root, component[0]) for component in components])
    tops = [0] * count
    for component in components:
        for each in component:
            tops[each] = component[0]
    order, parents = forest.dfs(root)
    return order, parents, tops


def _sizes_below(order: list[int], parents: list[int]) -> list[int]:
    """Count by node how many hang below it, itself counted."""
    sizes = [1] * len(order)
    for node, parent in zip(reversed(order), reversed(parents), strict=True):
        if parent >= 0:
            sizes[parent] += sizes[node]
    return sizes
