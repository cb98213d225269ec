"""The network of working ties: who is connected, who bridges, what would come apart.

Every measure is of the simple, unweighted, undirected graph of working ties on record
(``working_pairs``). A value that is not defined is missing, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

import igraph
import numpy as np
import pandas as pd

from components.analysis.columns import NONE, Bools, Floats, Ints
from components.analysis.randomness import seeded_igraph
from components.analysis.ties import rank_ids, ties, working_pairs, working_ties
from components.inventory import Inventory


def network_measures(inventory: Inventory, *, betweenness: bool = True, today: date | None = None) -> pd.DataFrame:
    """Measure each organization's place among working ties, and give a row an organization, in their order.

    Columns:

    - ``id``; ``degree``: partners;
    - ``betweenness``: share of shortest paths between others that run through it, 0–1 (Freeman 1977);
      missing under three organizations, or where ``betweenness`` is False (it is by far the slowest);
    - ``constraint``: Σ (p_uv + Σ p_uw·p_wv)², 1 with a single partner, low where many partners are not
      tied to one another; ``effective_size``: n − 2t/n, of n partners with t ties among them;
      ``efficiency``: effective size / n (Burt 1992; Borgatti 1997). Missing for isolates;
    - ``component``: 1 is the largest; ``cluster``: Leiden on modularity (Traag et al. 2019), 1 is the
      largest, missing for isolates; ``is_articulation``: whether its leaving parts a component.
    """
    graph = working_graph(inventory, today)
    degree = np.array(graph.degree(), dtype=np.int64)
    effective = _effective_size(graph, degree)
    rank = rank_ids(inventory.organizations["id"])
    return pd.DataFrame(
        {
            "id": inventory.organizations["id"].reset_index(drop=True),
            "degree": degree,
            "betweenness": _betweenness(graph) if betweenness else np.nan,
            "constraint": np.where(degree > 0, np.array(graph.constraint(), dtype=float), np.nan),
            "effective_size": effective,
            "efficiency": _ratio(effective, degree),
            "component": _components(graph, rank),
            "cluster": _clusters(graph, degree, rank),
            "is_articulation": _mark_positions(graph.articulation_points(), len(degree)),
        }
    )


def working_graph(inventory: Inventory, today: date | None = None) -> igraph.Graph:
    """Make a graph of the working ties: the node at place k is the organization in row k, and no tie is doubled."""
    return igraph.Graph(len(inventory.organizations), working_pairs(inventory, today=today))


def _effective_size(graph: igraph.Graph, degree: Ints) -> Floats:
    """Work out n − 2t/n; the clustering coefficient is t over the n(n − 1)/2 possible ties among partners."""
    clustering = np.array(graph.transitivity_local_undirected(mode="zero"), dtype=float)
    return np.where(degree > 0, degree - clustering * (degree - 1), np.nan)


def _betweenness(graph: igraph.Graph) -> Floats:
    count = graph.vcount()
    if count < 3:
        return np.full(count, np.nan)
    possible: float = (count - 1) * (count - 2) / 2
    return np.asarray(np.array(graph.betweenness(directed=False), dtype=float) / possible)


def _ratio(over: Floats, under: Ints) -> Floats:
    return np.asarray(over / np.where(under > 0, under, np.nan))


def _mark_positions(positions: list[int], count: int) -> Bools:
    marks = np.zeros(count, dtype=bool)
    marks[np.array(positions, dtype=np.int64)] = True
    return marks


def _components(graph: igraph.Graph, rank: Ints) -> Ints:
    return _number_by_size(np.array(graph.connected_components().membership, dtype=np.int64), rank)


def _clusters(graph: igraph.Graph, degree: Ints, rank: Ints) -> pd.arrays.IntegerArray:
    """Find Leiden's clusters by modularity; igraph's default objective, CPM, would give single nodes."""
    with seeded_igraph():
        found = graph.community_leiden(objective_function="modularity").membership
    tied = degree > 0
    labels = np.zeros(len(degree), dtype=np.int64)
    labels[tied] = _number_by_size(np.array(found, dtype=np.int64)[tied], rank[tied])
    return pd.arrays.IntegerArray(labels, mask=~tied)


def _number_by_size(membership: Ints, rank: Ints) -> Ints:
    """Number groups from 1, the largest first, equals by the member that ranks first."""
    sizes = np.bincount(membership)
    first = np.full(len(sizes), len(sizes) + rank.max(initial=0))
    np.minimum.at(first, membership, rank)
    number = np.empty(len(sizes), dtype=np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return number[membership]


@dataclass(frozen=True)
class NetworkSummary:
    """The network in figures. A figure is None where it is not defined or not known.

    Where the inventory holds no tie at all, who works with whom is not known: all but ``organizations``,
    ``possible_ties``, ``isolated`` and the counts of ties is None. ``isolates`` counts the organizations without
    a working tie on record, ``isolated`` holds their ids. ``density``: ties / possible ties. ``centralization``:
    Freeman's, of degree, 0 (all alike) to 1 (a star). ``ei_index``: (E − I)/(E + I) of ties across types and
    within, −1 to 1, over ``ei_ties`` ties whose both types are known; ``ei_expected`` is what the sizes of the
    types alone would give (Krackhardt and Stern 1988). ``currency_unknown``: working ties of which no source says
    whether they are still active; ``kind_unknown``: ties of which no kind is known, counted as working.
    ``multiplex``: ties of two kinds or more; ``kinds_per_tie``: mean number, of ties with a known kind.
    """

    organizations: int
    ties: int
    possible_ties: int
    density: float | None
    centralization: float | None
    mean_degree: float | None
    components: int | None
    largest_component: int | None
    isolates: int | None
    isolated: tuple[str, ...]
    clusters: int | None
    articulation_points: int | None
    ei_index: float | None
    ei_expected: float | None
    ei_ties: int
    currency_unknown: int
    kind_unknown: int
    level_unknown: int
    multiplex: int
    kinds_per_tie: float | None


def network_summary(
    inventory: Inventory,
    measures: pd.DataFrame | None = None,
    *,
    whole: Inventory | None = None,
    today: date | None = None,
) -> NetworkSummary:
    """Sum up the network in figures.

    ``measures``: as ``network_measures`` gives, where at hand; betweenness is not needed. ``whole``: the inventory
    before its filters. Where it has ties and none is left, that is a count of none; where it has none either, who
    works with whom is not known.
    """
    if measures is None:
        measures = network_measures(inventory, betweenness=False, today=today)
    pairs = working_pairs(inventory, today=today)
    degree, count = measures["degree"].to_numpy(), len(measures)
    sizes = measures["component"].value_counts()
    ei_index, ei_expected, ei_ties = _ei_index(inventory.organizations["type"], pairs)
    summary = NetworkSummary(
        organizations=count,
        ties=len(pairs),
        possible_ties=count * (count - 1) // 2,
        density=_share(len(pairs), count * (count - 1) // 2),
        centralization=_centralization(degree),
        mean_degree=_share(2 * len(pairs), count),
        components=len(sizes),
        largest_component=int(sizes.max()) if count else 0,
        isolates=int((degree == 0).sum()),
        isolated=tuple(inventory.organizations["id"][degree == 0]),
        clusters=int(measures["cluster"].nunique()),
        articulation_points=int(measures["is_articulation"].sum()),
        ei_index=ei_index,
        ei_expected=ei_expected,
        ei_ties=ei_ties,
        **_tie_figures(working_ties(ties(inventory, today=today))),
    )
    return summary if are_ties_known(inventory, whole) else _without_ties_known(summary)


class _TieFigures(TypedDict):
    """The figures of a summary that are counted over ties."""

    currency_unknown: int
    kind_unknown: int
    level_unknown: int
    multiplex: int
    kinds_per_tie: float | None


def _tie_figures(working: pd.DataFrame) -> _TieFigures:
    kinds = working["kinds"].map(len).to_numpy(dtype=int)
    return {
        "currency_unknown": int((working["status"] == "on record").sum()),
        "kind_unknown": int((kinds == 0).sum()),
        "level_unknown": int(working["level"].isna().sum()),
        "multiplex": int((kinds > 1).sum()),
        "kinds_per_tie": _share(int(kinds.sum()), int((kinds > 0).sum())),
    }


def _without_ties_known(summary: NetworkSummary) -> NetworkSummary:
    return replace(
        summary,
        density=None,
        centralization=None,
        mean_degree=None,
        components=None,
        largest_component=None,
        isolates=None,
        clusters=None,
        articulation_points=None,
        ei_index=None,
        ei_expected=None,
    )


def isolated_organizations(inventory: Inventory, *, today: date | None = None) -> pd.DataFrame:
    """Keep the organizations without any working tie on record: their rows of the table, in its order."""
    tied = working_pairs(inventory, today=today).ravel()
    return inventory.organizations.drop(inventory.organizations.index[tied])


def are_ties_known(inventory: Inventory, whole: Inventory | None = None) -> bool:
    """Whether anything is on record of who works with whom, here or (``whole``) before a filter."""
    return len((inventory if whole is None else whole).relationships) > 0


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _centralization(degree: Ints) -> float | None:
    """Work out Freeman's centralization of degree, (n·dmax − Σd) / ((n − 1)(n − 2)), which is 1 for a star."""
    n = len(degree)
    return float(n * degree.max() - degree.sum()) / ((n - 1) * (n - 2)) if n > 2 else None


def _ei_index(types: pd.Series, pairs: Ints) -> tuple[float | None, float | None, int]:
    """Work out the E-I index by type, the index if ties fell without regard to type, and how many ties it is of."""
    codes, _ = pd.factorize(types.mask(types == NONE))  # those of no type have nothing in common
    ends = codes[pairs]
    known = ends[(ends >= 0).all(axis=1)]
    across = int((known[:, 0] != known[:, 1]).sum())
    sizes = np.bincount(codes[codes >= 0])
    possible = int(sizes.sum() * (sizes.sum() - 1)) // 2
    within = int((sizes * (sizes - 1)).sum()) // 2
    index, expected = _share(2 * across - len(known), len(known)), _share(possible - 2 * within, possible)
    return index, expected, len(known)
