"""The one sentence that heads a view, of one community."""

from __future__ import annotations

from components.analysis import Filters, network_summary
from components.analysis.sentences import (
    describe_inventory,
    describe_known_communities,
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
        "Renters lead 1 organization and are served by 2. No source says who has a seat."
    )
    assert describe_representation(inventory, ["veterans"]) == (
        "Veterans lead no organizations and are served by none. No source says who has a seat."
    )


def test_overview_sentence():
    inventory = make_inventory(
        inventory=[{"city": "Riverbend"}],
        organizations=[{"name": "A", "type": "library"}, {"name": "B", "type": "media"}],
        relationships=[tie("A", "B")],
    )
    assert describe_overview(inventory) == ("2 organizations, 1 working tie. 1 of the six types of key player is here.")
    assert describe_overview(make_inventory(organizations=named("A"))) == (
        "1 organization on record. Who works with whom is not known. We don't know what types of key player it is."
    )
    assert describe_overview(make_inventory()) == "No organization is on record here."


def test_network_sentence():
    inventory = make_inventory(
        organizations=named("ABCDEF"),
        relationships=[tie("A", "B", status="active"), tie("B", "C"), tie("D", "E")],
    )
    sentence = (
        "3 of 6 organizations form one network."
        " 2 more are tied in smaller groups, and 1 has no working tie on record."
        " We don't know whether 2 of the 3 ties are still alive."
    )
    assert describe_network(inventory, network_summary(inventory)) == describe_network(inventory) == sentence
    assert describe_network(make_inventory(organizations=named("AB"))) == (
        "Nobody has recorded yet who works with whom among these 2 organizations."
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
    types = "1 of the six types of key player is here."
    assert describe_overview(food, whole) == (
        f"You see 3 of Riverbend’s 5 organizations, with 2 working ties among them. {types}"
    )
    assert describe_overview(health, whole) == (
        f"You see 2 of Riverbend’s 5 organizations, with no working ties among them. {types}"
    )
    funds = Filters(tie_kinds=("funds",)).apply(whole)
    assert describe_overview(funds, whole) == (
        f"You see 5 of Riverbend’s 5 organizations, with 1 of the 3 working ties among them. {types}"
    )
    assert describe_overview(whole, whole) == describe_overview(whole)


def test_the_network_of_a_part_counts_only_ties_with_one_another():
    whole = tied_city()
    housing = Filters(issue_areas=("food", "housing")).apply(whole)
    assert describe_network(housing, whole=whole) == (
        "3 of these 4 organizations form one network."
        " 1 has no working tie on record with the others."
        " We don't know which of the 2 ties are still alive."
    )
    health = Filters(issue_areas=("health",)).apply(whole)
    assert describe_network(health, whole=whole) == "No working tie is on record among these 2 organizations."
    one = Filters(issue_areas=("income",)).apply(whole)
    assert describe_network(one, whole=whole) == "No working tie is on record among this 1 organization."
    shared = Filters(tie_kinds=("shares_data",)).apply(whole)
    assert describe_network(shared, whole=whole) == (
        "No working tie that fits the filters is on record among 5 organizations."
    )
    funds = Filters(tie_kinds=("funds",)).apply(whole)
    assert describe_network(funds, whole=whole) == (
        "2 of 5 organizations form one network through the ties you ask for. 3 have no such working tie on record."
        " We don't know whether the one tie is still alive."
    )


def test_lapsed_and_wanted_ties_are_counted_where_a_filter_asks_for_them():
    cells = [{"status": "lapsed"}, {"status": "lapsed"}, {"status": "wanted"}, {}]
    pairs = ["AB", "BC", "CD", "AD"]
    whole = make_inventory(
        organizations=named("ABCD"),
        relationships=[tie(*pair, **more) for pair, more in zip(pairs, cells, strict=True)],
    )
    lapsed = Filters(tie_statuses=("lapsed",)).apply(whole)
    assert describe_network(lapsed, whole=whole) == "2 ties have lapsed. None of the ties in view is a working one."
    both = Filters(tie_statuses=("lapsed", "wanted")).apply(whole)
    assert describe_network(both, whole=whole).startswith("2 ties have lapsed and 1 tie is wanted.")


def test_strength_sentence():
    rate = lambda *scores: make_inventory(  # noqa: E731
        organizations=named("A"),
        assessments=[{"element": e, "rating": score, "rater": rater} for e, score, rater in scores],
    )
    assert describe_strength(rate(("knowledge", 4, "r1"), ("resources", 2, "r2"), ("resources", 3, "r3"))) == (
        "3 people rate knowledge strongest, at 4.0 of 5, and resources weakest, at 2.5 of 5."
        " 4 of the 6 elements are not rated."
    )
    assert describe_strength(rate(("knowledge", 4, "r1"))) == (
        "Only 1 person rates knowledge, at 4.0 of 5. 5 of the 6 elements are not rated."
    )
    assert describe_strength(rate(("knowledge", 3, "r1"), ("resources", 3, "r2"))).startswith(
        "Only 2 people rate 2 elements, each at 3.0 of 5."
    )
    others = [(element, 3, "r1") for element in ("knowledge", "resources", "infrastructure")]
    assert describe_strength(rate(("key_players", 2, "r1"), *others)).startswith(
        "Only 1 person rates key players 2.0 of 5, and the other 3 elements 3.0. "
    )
    assert describe_strength(make_inventory()) == ("Nobody has yet been asked how strong the six elements are here.")


def test_representation_sentence():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "youth|elders", "led_by": "youth"}],
        communities=[{"name": "renters"}],
    )
    assert describe_representation(inventory) == (
        "Our sources name 3 communities: 2 are served and 1 leads an organization. No source says who has a seat."
    )
    assert describe_representation(make_inventory(communities=[{"name": "renters"}], organizations=[])) == (
        "Our sources name 1 community. No source says who is served, or who leads, or who has a seat."
    )
    assert describe_representation(make_inventory()) == (
        "Our sources name no community, so nobody can tell who is represented."
    )


def test_of_how_many_organizations_communities_are_known():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "youth"}, {"name": "B"}, {"name": "C"}],
        initiatives=[{"name": "I", "lead": "B", "partners": (), "serves": "elders"}],
    )
    said = describe_known_communities(inventory)
    assert said == "Whom they serve is known of 2, and who leads them of none."


def test_inventory_sentence():
    sentence = describe_inventory(make_inventory(organizations=[{"name": "A", "type": "media"}]))
    # Of what views need, there are one table and one of its columns; every city is counted over the same 21.
    assert sentence == (
        "We have 2 of the 21 facts that the pictures need."
        " Ask next who works with whom, how strong the six elements are,"
        " which communities there are and 16 more."
    )
