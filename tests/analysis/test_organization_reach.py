"""What an organization works on and for whom, directly or through an initiative."""

from __future__ import annotations

import pandas as pd

from components.analysis import organization_reach
from tests.inventories import make_inventory


def test_it_is_said_which_way_an_organization_came_to_a_value() -> None:
    city = make_inventory(
        organizations=[
            {"id": "a", "name": "A", "issue_areas": "justice", "led_by": "renters"},
            {"id": "b", "name": "B", "serves": ()},
        ],
        initiatives=[
            {"id": "i", "name": "I", "lead": "a", "partners": "b", "issue_areas": "justice", "serves": "renters"}
        ],
    )
    table = organization_reach(city)
    assert list(table.columns) == ["id", "column", "value", "through", "initiative"]
    assert [tuple(row) for row in table.astype(object).where(table.notna(), None).to_numpy()] == [
        ("a", "issue_areas", "justice", "directly", None),
        ("a", "issue_areas", "justice", "through an initiative", "i"),
        ("b", "issue_areas", "justice", "through an initiative", "i"),
        ("a", "serves", "renters", "through an initiative", "i"),
        ("b", "serves", "renters", "through an initiative", "i"),
        ("a", "led_by", "renters", "directly", None),
    ]


def test_a_value_reached_twice_in_one_way_is_one_row() -> None:
    city = make_inventory(
        organizations=[{"id": "a", "name": "A"}],
        initiatives=[{"id": "i", "name": "I", "lead": "a", "partners": "a", "serves": "renters"}],
    )
    assert len(organization_reach(city)) == 1
    assert pd.isna(organization_reach(make_inventory(organizations=[{"name": "A"}]))["value"]).sum() == 0
