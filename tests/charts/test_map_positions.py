"""Positions: settled, the same each time, and no two circles on one another."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from components.charts.map_positions import place_organizations
from components.charts.network_map import circle_radii


def overlaps(points: np.ndarray, radii: np.ndarray) -> int:
    """Pairs of circles that cover each other, counted one by one."""
    count = 0
    for a in range(len(points)):
        distances = np.hypot(*(points[a + 1 :] - points[a]).T)
        count += int((distances < radii[a] + radii[a + 1 :]).sum())
    return count


@settings(max_examples=25)
@given(
    st.integers(0, 60).flatmap(
        lambda size: st.tuples(
            st.just(size),
            st.lists(st.tuples(st.integers(0, max(size - 1, 0)), st.integers(0, max(size - 1, 0))), max_size=150),
        )
    )
)
def test_no_two_circles_overlap_whatever_the_network(network: tuple[int, list[tuple[int, int]]]) -> None:
    size, pairs = network
    edges = np.array([pair for pair in pairs if pair[0] != pair[1] and size], dtype=np.int64).reshape(-1, 2)
    radii = np.full(size, 20.0)
    points = place_organizations(size, edges, radii)
    assert points.shape == (size, 2)
    assert np.isfinite(points).all()
    assert overlaps(points, radii) == 0


def test_the_same_network_always_stands_the_same() -> None:
    chance = np.random.default_rng(3)
    edges = chance.integers(0, 80, size=(200, 2))
    edges = edges[edges[:, 0] != edges[:, 1]]
    radii = np.full(80, 12.0)
    assert np.array_equal(place_organizations(80, edges, radii), place_organizations(80, edges, radii))


def test_many_organizations_do_not_overlap_either() -> None:
    chance = np.random.default_rng(4)
    edges = chance.integers(0, 800, size=(2400, 2))
    edges = edges[edges[:, 0] != edges[:, 1]]
    radii = np.full(800, 15.0)
    assert overlaps(place_organizations(800, edges, radii), radii) == 0


def test_organizations_without_a_tie_stand_at_the_foot() -> None:
    points = place_organizations(5, np.array([[0, 1], [1, 2]]), np.full(5, 10.0))
    assert points[[3, 4], 1].min() > points[[0, 1, 2], 1].max()


def test_without_any_tie_organizations_fill_the_picture() -> None:
    points = place_organizations(266, np.zeros((0, 2), dtype=np.int64), np.full(266, 5.0))
    width, height = np.ptp(points, axis=0)
    assert 1.4 < width / height < 2.4


def test_the_area_of_a_circle_follows_the_measure() -> None:
    # Four times the ties: four times the area, twice the radius. The largest is 32 pixels; none is under 11.
    assert circle_radii(pd.Series([0.0, 1.0, 4.0])).tolist() == [11, 16, 32]


def test_circles_of_a_large_map_are_larger_alike() -> None:
    # 600 organizations are four times 150: radii twice as large.
    radii = circle_radii(pd.Series([4.0] + [1.0] * 599))
    assert radii[:2].tolist() == [64, 32]


def test_an_unknown_measure_is_drawn_at_the_smallest_size() -> None:
    assert circle_radii(pd.Series([None, 2.0], dtype=float))[0] == 11
