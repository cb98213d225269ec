"""Which communities and issue areas the pages work with, where very many are named; and what is said of the others."""

from __future__ import annotations

from typing import Any

import pytest

from components.inventory.communities import (
    MOST_BROADER,
    MOST_COMMUNITIES,
    MOST_ISSUE_AREAS,
    choose_counted_communities,
    choose_most_named,
    find_too_many,
    follow_broader,
)
from tests.inventories import make_inventory
from tests.reading import read


def tables(communities: list[dict[str, Any]] = (), **lists: tuple[str, ...]) -> Any:  # type: ignore[assignment]
    return make_inventory(organizations=[{"name": "A", **lists}], communities=communities).tables


def test_those_that_come_first_are_chosen_and_then_those_that_are_named_most() -> None:
    assert choose_most_named(["a", "b"], ["c", "d", "d", "a"], 3) == {"a", "b", "d"}
    assert choose_most_named(["a", "b", "a"], ["c"], 1) == {"a"}
    assert choose_most_named([], ["c", "d"], 5) == {"c", "d"}


def test_of_very_many_communities_the_table_comes_first_and_the_order_stays() -> None:
    named = [{"name": f"Group {number}"} for number in range(MOST_COMMUNITIES - 1)]
    found = choose_counted_communities(tables(named, serves=("Rare", "Often", "often"), led_by=("OFTEN",)))
    assert list(found.values()) == [*(each["name"] for each in named), "Often"]


def test_a_key_is_followed_to_the_nearest_broader_ones_only() -> None:
    ring = {str(number): [str((number + 1) % 1_000)] for number in range(1_000)}
    assert follow_broader("7", ring) == tuple(str(number) for number in range(7, 8 + MOST_BROADER))
    assert follow_broader("a", {"a": ["b"], "b": ["a"]}) == ("a", "b")
    many = {"a": [str(number) for number in range(1_000)]}
    assert len(follow_broader("a", many)) == 1 + MOST_BROADER


def chain(length: int) -> list[dict[str, Any]]:
    return [{"name": f"c{number}", "broader": f"c{number + 1}"} for number in range(length)]


def test_as_many_as_the_pages_work_with_are_no_problem() -> None:
    groups = tuple(f"Group {number}" for number in range(MOST_COMMUNITIES))
    issues = tuple(f"Issue {number}" for number in range(MOST_ISSUE_AREAS))
    assert find_too_many(tables(serves=groups, issue_areas=issues)) == []
    assert find_too_many(tables(chain(MOST_BROADER))) == []


@pytest.mark.parametrize(
    ("communities", "lists", "words"),
    [
        ([], {"serves": tuple(f"G {n}" for n in range(1_234))}, "1,234 different communities are named."),
        ([], {"issue_areas": tuple(f"I {n}" for n in range(1_234))}, "1,234 different issue areas are named."),
        (chain(MOST_BROADER + 1), {}, "“c0” is part of more than 10 other communities"),
        (chain(MOST_BROADER + 3), {}, "3 communities, such as “c0”, are each part of more than 10 others"),
    ],
)
def test_what_is_more_than_the_pages_work_with_is_said(
    communities: list[dict[str, Any]], lists: dict[str, Any], words: str
) -> None:
    (problem,) = find_too_many(tables(communities, **lists))
    assert problem.message.startswith(words) and problem.severity == "warning" and problem.mend


def test_all_that_is_named_stays_in_the_inventory() -> None:
    rows = "".join(f"Organization {number},word {number}\n" for number in range(2_000))
    inventory, problems = read(f"name,serves\n{rows}")
    assert inventory.organizations["serves"].tolist() == [(f"word {number}",) for number in range(2_000)]
    assert [problem.rule for problem in problems] == ["more than the pages count"]
