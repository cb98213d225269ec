"""igraph draws the same random numbers in each block of its own, and nobody's seed reaches what comes after it."""

from __future__ import annotations

import random

import igraph
import pytest

from components.analysis.randomness import seeded_igraph


def draw() -> list[tuple[int, int]]:
    return igraph.Graph.Erdos_Renyi(n=30, m=20).get_edgelist()


def test_each_block_draws_the_same() -> None:
    with seeded_igraph():
        first = draw()
    draw()
    with seeded_igraph():
        assert draw() == first
    with seeded_igraph(seed=2):
        assert draw() != first


def test_after_a_block_igraph_follows_pythons_random_numbers_again_also_where_the_block_failed() -> None:
    with pytest.raises(ZeroDivisionError), seeded_igraph():
        1 / 0  # noqa: B018
    random.seed(7)
    first = draw()
    random.seed(7)
    assert draw() == first
