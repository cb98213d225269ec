"""Ids: each organization has one, made from its name where none is given, and no two have the same."""

from __future__ import annotations

from components.inventory import build_inventory
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
