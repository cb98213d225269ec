"""The one sentence that heads a view, of one community."""

from __future__ import annotations

from components.analysis import Filters, network_summary
from components.analysis.sentences import (
    describe_inventory,
    describe_network,
    describe_overview,
    describe_representation,
    describe_strength,
)
from tests.analysis.small_inventories import named, tie
from tests.inventories import make_inventory


def test_one_community_is_told_by_its_own_counts() -> None:
    inventory = make_inventory(
        organizations=[
            {"name": "A", "serves": "renters|older adults", "led_by": "renters"},
            {"name": "B", "serves": "renters"},
            {"name": "C", "serves": "older adults"},
        ],
        communities=[{"name": "renters"}, {"name": "older adults"}, {"name": "veterans"}],
    )
    # A and B serve renters; A alone is led by them; no seat is on record.
    assert describe_representation(inventory, ["renters"]) == (
        "Renters: 2 organizations serve them and 1 is led by them; not known: who holds seats."
    )
    assert describe_representation(inventory, ["veterans"]) == (
        "Veterans: no organizations serve them and none are led by them; not known: who holds seats."
    )


def test_overview_sentence():
    inventory = make_inventory(
        inventory=[{"city": "Riverbend"}],
        organizations=[{"name": "A", "type": "library"}, {"name": "B", "type": "media"}],
        relationships=[tie("A", "B")],
    )
    assert describe_overview(inventory) == (
        "Riverbend has 2 organizations on record, with 1 working tie and 1 of the 6 types of key player."
    )
    assert describe_overview(make_inventory(organizations=named("A"))) == (
        "This inventory has 1 organization on record;"
        " not known: who works with whom and what types of key player they are."
    )
    assert describe_overview(make_inventory()) == "No organization is on record here."


def test_network_sentence():
    inventory = make_inventory(
        organizations=named("ABCDEF"),
        relationships=[tie("A", "B", status="active"), tie("B", "C"), tie("D", "E")],
    )
    sentence = (
        "3 working ties connect 5 of 6 organizations, 3 of them in the largest group; 1 has no working tie on record."
        " Whether they are still active is not known for 2 of 3."
    )
    assert describe_network(inventory, network_summary(inventory)) == describe_network(inventory) == sentence
    assert describe_network(make_inventory(organizations=named("AB"))) == (
        "No working tie is on record among 2 organizations: who works with whom is not known."
    )


def tied_city():
    """A is tied to B, B to C, D to E; what is on record of Riverbend as a whole."""
    return make_inventory(
        inventory=[{"city": "Riverbend"}],
        organizations=[{"name": name, "type": "library", "issue_areas": issue} for name, issue in ISSUE_OF.items()],
        relationships=[tie("A", "B"), tie("B", "C", kind="funds"), tie("D", "E")],
    )


ISSUE_OF = {"A": "food|housing", "B": "food", "C": "food|health", "D": "housing|health", "E": "income"}


def test_sentences_of_a_part_are_of_what_is_in_view():
    whole = tied_city()
    food, health = (Filters(issue_areas=(issue,)).apply(whole) for issue in ("food", "health"))
    types = "1 of the 6 types of key player."
    assert describe_overview(food, whole) == (
        f"3 of Riverbend's 5 organizations are in view, with 2 working ties on record among them and {types}"
    )
    assert describe_overview(health, whole) == (
        f"2 of Riverbend's 5 organizations are in view, with no working ties on record among them and {types}"
    )
    funds = Filters(tie_kinds=("funds",)).apply(whole)
    assert describe_overview(funds, whole) == (
        f"5 of Riverbend's 5 organizations are in view, with 1 of the 3 working ties on record among them and {types}"
    )
    assert describe_overview(whole, whole) == describe_overview(whole)


def test_the_network_of_a_part_counts_only_ties_with_one_another():
    whole = tied_city()
    housing = Filters(issue_areas=("food", "housing")).apply(whole)
    assert describe_network(housing, whole=whole) == (
        "2 working ties connect 3 of 4 organizations with one another, all in one group;"
        " 1 has no working tie on record with the others."
        " Whether they are still active is not known for 2 of 2."
    )
    health = Filters(issue_areas=("health",)).apply(whole)
    assert describe_network(health, whole=whole) == "No working tie is on record among these 2 organizations."
    one = Filters(issue_areas=("income",)).apply(whole)
    assert describe_network(one, whole=whole) == "No working tie is on record among this 1 organization."
    shared = Filters(tie_kinds=("shares_data",)).apply(whole)
    assert describe_network(shared, whole=whole) == (
        "No working tie that the filters ask for is on record among 5 organizations."
    )
    funds = Filters(tie_kinds=("funds",)).apply(whole)
    assert "3 have no such working tie on record." in describe_network(funds, whole=whole)


def test_strength_sentence():
    rate = lambda *scores: make_inventory(  # noqa: E731
        organizations=named("A"),
        assessments=[{"element": e, "rating": score, "rater": rater} for e, score, rater in scores],
    )
    assert describe_strength(rate(("knowledge", 4, "r1"), ("resources", 2, "r2"), ("resources", 3, "r3"))) == (
        "Of 2 elements rated, the strongest is knowledge (4.0 of 5) and the weakest resources (2.5 of 5),"
        " by 3 raters."
        " 4 of 6 elements are not rated."
    )
    assert describe_strength(rate(("knowledge", 4, "r1"))) == (
        "The one element rated is knowledge (4.0 of 5), by 1 rater, which is thin evidence."
        " 5 of 6 elements are not rated."
    )
    assert describe_strength(rate(("knowledge", 3, "r1"), ("resources", 3, "r2"))).startswith(
        "All 2 elements rated stand at 3.0 of 5, by 2 raters, which is thin evidence."
    )
    assert describe_strength(make_inventory()) == (
        "No one has rated the six elements on record: how strong people think they are is not known."
    )


def test_representation_sentence():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "youth|elders", "led_by": "youth"}],
        communities=[{"name": "renters"}],
    )
    assert describe_representation(inventory) == (
        "Of 3 communities on record, 2 are served and 1 leads an organization; not known: who holds seats."
    )
    assert describe_representation(make_inventory(communities=[{"name": "renters"}], organizations=[])) == (
        "1 community is on record; not known: who is served, who leads and who holds seats."
    )
    assert describe_representation(make_inventory()) == ("No community is on record: who is represented is not known.")


def test_inventory_sentence():
    sentence = describe_inventory(make_inventory(organizations=[{"name": "A", "type": "media"}]))
    # Seven tables, of which one has rows, with seven columns that views need, of which one is filled.
    assert sentence == (
        "Of 14 tables and columns that the views need, 2 are filled for half or more;"
        " not known at all: who works with whom, the strength of the six elements,"
        " which communities are marginalized and 9 more."
    )
