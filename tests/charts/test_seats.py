"""Parity and power: seats beside people, and the power that seats have."""

import pandas as pd
import pytest

from components.analysis import representation
from components.charts import parity_figure, power_figure
from tests.inventories import make_inventory
from tests.pictures import title, trace


@pytest.fixture
def city():
    powers = {"elders": (4, 1), "renters": (None,)}
    seats = [
        {"table": "T", "organization": "A", "held_by_community": (community,), "power": power}
        for community, held in powers.items()
        for power in held
    ]
    return make_inventory(
        organizations=[{"name": "A"}],
        communities=[
            {"name": "renters", "marginalized": "no", "population_share": 0.5},
            {"name": "elders", "marginalized": "yes", "population_share": 0.2},
            {"name": "veterans", "marginalized": "yes"},
        ],
        seats=[*seats, {"table": "T", "organization": "A", "held_by_community": ()}],
    )


def test_parity_sets_the_share_of_seats_beside_the_share_of_people(city):
    figure = parity_figure(representation(city))
    assert list(trace(figure, "share of seats held").x) == [pytest.approx(2 / 4), pytest.approx(1 / 4)]
    assert list(trace(figure, "share of the people").x) == [0.2, 0.5]
    band = trace(figure, "near parity (0.8 to 1.2)")
    assert list(band.base) == [pytest.approx(0.16), pytest.approx(0.4)]
    assert list(band.x) == [pytest.approx(0.08), pytest.approx(0.2)]


def test_parity_that_hangs_on_one_seat_says_so_in_few_letters(city):
    # Elders: 2 of 4 seats for 1/5 of the people is 2.5; with one seat less, 1.25: over either way.
    # Renters: 1 of 4 for 1/2 is 0.5; with one seat more, 2 of 4 is 1.0: near parity.
    words = [note.text for note in parity_figure(representation(city)).layout.annotations]
    assert "2.50: over parity" in words
    assert "0.50: under parity; one seat would change that" in words
    assert max(len(text) for text in words) <= 50


def test_power_is_spread_over_six_steps_with_its_mean(city):
    row = representation(city).set_index("community", drop=False).loc["elders"]
    figure = power_figure(row)
    assert list(trace(figure, "seats by power").x) == [0, 1, 0, 0, 1, 0]
    assert "2.5 of 5 on average" in title(figure)


def test_the_frame_is_left_as_it_was(city):
    communities = representation(city)
    before = communities.copy()
    parity_figure(communities)
    pd.testing.assert_frame_equal(communities, before)
