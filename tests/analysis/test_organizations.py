"""Organizations by their names, and which are part of another."""

from __future__ import annotations

from components.analysis.organizations import ids_by_name, names_by_id, say_parts, wholes_by_part
from tests.analysis.small_inventories import tie
from tests.inventories import make_inventory

CITY = make_inventory(
    organizations=[
        {"id": "city", "name": "City Hall", "aliases": ("The City",)},
        {"id": "parks", "name": "Parks", "former_names": ("Gardens",)},
        {"id": "gardens", "name": "Gardens"},
    ],
    relationships=[tie("parks", "city", kind="part_of"), tie("gardens", "city", kind="funds")],
)


def test_an_organization_is_called_by_its_name() -> None:
    assert names_by_id(CITY) == {"city": "City Hall", "parks": "Parks", "gardens": "Gardens"}


def test_a_name_alias_or_former_name_leads_to_the_id_and_a_present_name_comes_before_a_former_one() -> None:
    found = ids_by_name(CITY)
    assert found["city-hall"] == found["the-city"] == "city"
    assert found["gardens"] == "gardens"


def test_only_part_of_makes_an_organization_a_part() -> None:
    assert wholes_by_part(CITY) == {"parks": {"city"}}


def test_parts_of_organizations_that_are_not_alone_themselves_are_said() -> None:
    wholes = {"parks": {"city"}, "library": {"city"}, "club": {"union"}}
    what = "an organization that keeps its ties"
    assert say_parts(wholes, ["parks", "other"], ["parks", "other"], what) == f" 1 of them is part of {what}."
    assert say_parts(wholes, ["parks", "library"], [], what) == f" 2 of them are part of {what}."
    assert say_parts(wholes, ["club"], ["club", "union"], what) == ""
