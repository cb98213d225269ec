"""Findings on representation, each kind on both sides of its threshold."""

import pytest

from tests.analysis.small_inventories import named, of_kind, silent
from tests.inventories import make_inventory


def on_housing(filled, **first):
    """Organizations on housing, of which some say whom they serve, and one more says nothing."""
    told = [{"name": f"O{n}", "issue_areas": "housing", "serves": "youth"} for n in range(filled)]
    told[0] |= first
    return make_inventory(
        organizations=[*told, {"name": "silent", "issue_areas": "housing"}],
        communities=[{"name": "Somali residents", "marginalized": "yes"}, {"name": "elders"}],
    )


def test_no_one_on_record_leads_or_serves_a_marginalized_community():
    (found,) = of_kind(on_housing(5), "no one on record")
    assert found.sentence == (
        "Nobody on record serves Somali residents on housing, or is led by them."
        " 5 organizations on housing say whom they serve or who leads them."
    )
    assert (found.group, found.view) == ("representation", "representation")
    assert found.query == {"issue": "housing", "community": "somali-residents"}
    assert found.rows == tuple(("organizations", label) for label in range(5))


@pytest.mark.parametrize(
    "inventory",
    [
        on_housing(4),
        on_housing(5, serves="Somali residents"),
        on_housing(5, led_by="Somali residents"),
        make_inventory(),
    ],
)
def test_no_one_on_record_is_silent_otherwise(inventory):
    assert silent(inventory, "no one on record")


def test_a_seat_does_not_stand_in_for_leading_or_serving():
    inventory = on_housing(5)
    seats = make_inventory(
        organizations=named(["O0"]),
        seats=[{"table": "t", "organization": "O0", "issue_areas": "housing", "speaks_for": "Somali residents"}],
    ).seats
    assert of_kind(inventory.with_tables(seats=seats), "no one on record")


def test_findings_keep_to_the_issue_areas_of_a_filter():
    assert of_kind(on_housing(5), "no one on record", issue_areas=["housing"])
    assert not of_kind(on_housing(5), "no one on record", issue_areas=["food"])


def served(serving, filled, led=()):
    return make_inventory(
        organizations=[
            *({"name": f"S{number}", "serves": "youth"} for number in range(serving)),
            *({"name": f"L{number}", "led_by": led} for number in range(filled)),
        ]
    )


def test_served_by_many_led_by_none():
    (found,) = of_kind(served(5, 10), "served by many, led by none")
    assert found.sentence == ("5 organizations serve youth. Of the 10 whose leadership we know, none is led by them.")
    assert found.query == {"community": "youth"} and len(found.rows) == 15


@pytest.mark.parametrize("inventory", [served(4, 10), served(5, 9), served(5, 10, "youth"), served(5, 0)])
def test_served_by_many_is_silent_otherwise(inventory):
    assert silent(inventory, "served by many, led by none")


def seated(*powers, way="held_by_community"):
    seats = [{"table": "t", "organization": "A", way: "youth", "power": power} for power in powers]
    return make_inventory(organizations=named("A"), seats=seats)


def test_seats_without_power():
    (found,) = of_kind(seated(0, 2, 3, None), "seats without power")
    assert found.sentence == (
        "Youth hold 4 seats. In the 3 whose power we know they are involved at best; none shares the decision."
    )
    assert found.rows == (("seats", 0), ("seats", 1), ("seats", 2))


@pytest.mark.parametrize(
    "inventory", [seated(3, 3), seated(3, 3, 4), seated(3, 3, None), seated(3, 3, 3, way="speaks_for")]
)
def test_seats_without_power_is_silent_otherwise(inventory):
    assert silent(inventory, "seats without power")
