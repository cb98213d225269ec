"""What the filters left is read without the rest, and changes nothing where it came from."""

from __future__ import annotations

import io

import pytest

from components.analysis import Filters
from components.drafts import Draft, read_inventory
from components.drafts.opening import open_draft
from components.files import write_inventory
from components.inventory import Inventory
from components.matching import compare_with_file
from components.reports import make_self_contained
from tests.inventories import make_inventory

WHOLE = make_inventory(
    organizations=[
        {"id": "a", "name": "Library", "issue_areas": ("justice",)},
        {"id": "b", "name": "Clinic", "issue_areas": ("health",)},
        {"id": "c", "name": "Daily News"},
        {"id": "d", "name": "School", "issue_areas": ("justice",)},
        {"id": "e", "name": "Twins"},
        {"id": "f", "name": "Twins"},
    ],
    relationships=[
        {"from": "a", "to": "d", "reported_by": "c"},
        {"from": "a", "to": "d", "reported_by": "d"},
        {"from": "a", "to": "d", "reported_by": "f"},
        {"from": "a", "to": "b"},
    ],
    initiatives=[{"name": "Club", "lead": "a", "partners": ("b", "d")}],
)


def brought_back(inventory: Inventory) -> Draft:
    stream = io.BytesIO()
    write_inventory(inventory, stream, "zip")
    return open_draft({"filtered.zip": stream.getvalue()})


def test_organizations_that_were_left_out_are_named_and_nothing_more() -> None:
    part = make_self_contained(Filters(issue_areas=["justice"]).apply(WHOLE), WHOLE)
    frame = brought_back(part).inventory.organizations
    assert frame[["id", "name", "listed"]].to_numpy().tolist() == [
        ["a", "Library", "yes"],
        ["d", "School", "yes"],
        ["b", "Clinic", "no"],
    ]
    assert frame["issue_areas"].tolist() == [("justice",), ("justice",), None]
    # Who only says so is no organization of it; a name that two go by would name the wrong one.
    assert part.relationships["reported_by"].tolist() == ["Daily News", "d", "f"]


def test_where_nothing_is_left_out_nothing_is_added() -> None:
    whole = make_self_contained(WHOLE, WHOLE)
    for table, frame in whole.tables.items():
        assert frame.equals(WHOLE.tables[table]), table


@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
@pytest.mark.parametrize(
    "filters", [Filters(issue_areas=["justice"]), Filters(types=["university", "local government"])]
)
def test_no_id_is_taken_for_a_name_and_the_whole_stays_as_it_is(city: str, filters: Filters) -> None:
    whole, _ = read_inventory(f"data/inventories/{city}")
    part = filters.apply(whole)
    back = brought_back(make_self_contained(part, whole))
    found = back.inventory.organizations
    assert set(found["id"]) <= set(whole.organizations["id"])
    assert set(found["name"]) <= set(whole.organizations["name"])
    assert found.loc[found["listed"] == "yes", "id"].tolist() == part.organizations["id"].tolist()
    assert set(compare_with_file(open_draft(f"data/inventories/{city}"), back, "update")["change"]) == {"same"}
