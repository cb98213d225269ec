"""Ids: each organization has one, made from its name where none is given; cells that name it get it."""

from __future__ import annotations

from components.inventory import BuiltInventory, build_inventory
from components.inventory.ids import make_free_ids
from components.inventory.tables import TextTable


def ids(names: list[str], given: list[str] | None = None) -> tuple[list[str], list[str]]:
    """The ids that organizations of these names get, and the rules of the problems."""
    columns = {"name": names} | ({"id": given} if given else {})
    built = build_inventory([TextTable("organizations", dict(columns), range(2, len(names) + 2))])
    return built.inventory.organizations["id"].tolist(), [problem.rule for problem in built.problems]


def test_an_id_is_made_from_the_name_where_none_is_given() -> None:
    assert ids(["Old Mill", "City Hall"]) == (["old-mill", "city-hall"], [])
    assert ids(["Old Mill", "City Hall"], ["", "hall"]) == (["old-mill", "hall"], [])


def test_the_second_of_one_name_gets_a_number_and_that_is_said() -> None:
    assert ids(["Hub", "Hub"]) == (["hub", "hub-2"], ["name used twice"])


def test_where_an_id_is_given_twice_the_first_keeps_it() -> None:
    assert ids(["A", "B"], ["x", "x"]) == (["x", "x-2"], ["id used twice"])


def test_a_given_id_goes_before_one_made_from_a_name() -> None:
    assert ids(["Hub", "Other"], ["", "hub"])[0] == ["hub-2", "hub"]


def test_a_free_id_is_never_taken_and_never_the_word_for_none() -> None:
    assert make_free_ids(["a", "a", "b", "none"], {"a", "a-2"}) == ["a-3", "a-4", "b", "none-2"]


# Cells that name organizations

ORGANIZATIONS = TextTable(
    "organizations",
    {
        "id": ["hall", "mill"],
        "name": ["City Hall", "Old Mill"],
        "aliases": ["", "The Mill"],
        "former_names": ["", "New Mill"],
    },
    range(2, 4),
)


def built(*ends: tuple[str, str], **columns: list[str]) -> BuiltInventory:
    """An inventory of two organizations and ties between these texts."""
    cells = {"from": [one for one, _ in ends], "to": [other for _, other in ends], **columns}
    return build_inventory([ORGANIZATIONS, TextTable("relationships", dict(cells), range(2, len(ends) + 2))])


def ends(found: BuiltInventory) -> list[tuple[str, str]]:
    ties = found.inventory.relationships
    return list(zip(ties["from"], ties["to"], strict=True))


def test_an_organization_is_found_by_id_name_alias_or_former_name_however_it_is_spelled() -> None:
    found = built(("hall", "Old Mill"), ("CITY  HALL", "the mill"), ("City Hall", "New Mill"))
    assert ends(found) == [("hall", "mill")] * 3
    assert not found.problems


def test_a_name_that_no_row_has_becomes_one_organization_that_is_not_listed() -> None:
    found = built(("hall", "River Club"), ("mill", "river club"))
    organizations = found.inventory.organizations.set_index("id")
    assert ends(found) == [("hall", "river-club"), ("mill", "river-club")]
    assert organizations.loc["river-club", ["name", "listed"]].tolist() == ["River Club", "no"]
    assert [problem.rule for problem in found.problems] == ["organization not listed"]


def test_who_only_reports_gets_no_row() -> None:
    found = built(("hall", "mill"), reported_by=["A passer-by"])
    assert found.inventory.relationships["reported_by"].tolist() == ["A passer-by"]
    assert found.inventory.organizations["id"].tolist() == ["hall", "mill"]


def test_a_name_that_two_organizations_have_is_told() -> None:
    two = TextTable("organizations", {"id": ["a", "b"], "name": ["Hub", "Hub"]}, range(2, 4))
    ties = TextTable("relationships", {"from": ["Hub"], "to": ["b"]}, range(2, 3))
    found = build_inventory([two, ties])
    assert ends(found) == [("a", "b")]
    assert [problem.rule for problem in found.problems] == ["name of several organizations"]


def test_a_tie_of_an_organization_with_itself_is_told() -> None:
    assert "tie with itself" in {problem.rule for problem in built(("Old Mill", "The Mill")).problems}
