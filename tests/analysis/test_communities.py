"""Communities: spellings that are one, which are part of which, and which are marginalized."""

from __future__ import annotations

from typing import Any

from components.analysis import representation, representation_grid
from components.analysis.communities import Communities, find_communities, with_narrower
from components.inventory import Inventory
from components.inventory.communities import MOST_BROADER, MOST_COMMUNITIES, MOST_ISSUE_AREAS
from tests.inventories import make_inventory


def an_inventory(*communities: dict[str, Any], serves: tuple[str, ...] = ()) -> Inventory:
    return make_inventory(organizations=[{"name": "A", "serves": serves}], communities=communities)


def found(*communities: dict[str, Any], serves: tuple[str, ...] = ()) -> Communities:
    return find_communities(an_inventory(*communities, serves=serves))


def test_communities_stand_in_the_order_of_their_table_and_then_as_they_are_named() -> None:
    assert found({"name": "Elders"}, {"name": "Youth"}, serves=("Renters", "Youth")).names == (
        "Elders",
        "Youth",
        "Renters",
    )


def test_spellings_that_share_a_slug_are_one_community_under_the_first() -> None:
    communities = found({"name": "Black residents"}, serves=("black residents",))
    assert communities.names == ("Black residents",)
    assert communities.counts_towards("black residents") == ("Black residents",)


def test_a_community_counts_towards_every_broader_one() -> None:
    communities = found(
        {"name": "residents of color"},
        {"name": "Black residents", "broader": "residents of color"},
        {"name": "Haitian residents", "broader": "Black residents"},
    )
    assert communities.counts_towards("Haitian residents") == (
        "Haitian residents",
        "Black residents",
        "residents of color",
    )
    assert communities.counts_towards("residents of color") == ("residents of color",)


def test_broader_communities_in_a_ring_are_one_family() -> None:
    communities = found({"name": "A", "broader": "B"}, {"name": "B", "broader": "A"})
    assert set(communities.counts_towards("A")) == set(communities.counts_towards("B")) == {"A", "B"}


def test_a_broader_community_hands_down_that_it_is_marginalized_but_a_communitys_own_word_comes_first() -> None:
    communities = found(
        {"name": "immigrants", "marginalized": "yes"},
        {"name": "refugees", "broader": "immigrants"},
        {"name": "executives", "broader": "immigrants", "marginalized": "no"},
        {"name": "commuters"},
    )
    assert communities.marginalized == {"immigrants": "yes", "refugees": "yes", "executives": "no"}
    assert communities.any_marginalized(["commuters", "refugees"])
    assert not communities.any_marginalized(["commuters", "executives"])


def test_those_that_are_part_of_a_community_are_found_as_they_are_spelt_on_record() -> None:
    inventory = an_inventory(
        {"name": "residents of color"},
        {"name": "Black residents", "broader": "residents of color"},
        {"name": "elders"},
        serves=("BLACK RESIDENTS",),
    )
    assert with_narrower(inventory, ["residents of color"]) == {
        "residents of color",
        "Black residents",
        "BLACK RESIDENTS",
    }
    assert with_narrower(inventory, ["elders"]) == {"elders"}


# Inventories that are made to be slow


def test_a_ring_of_twenty_thousand_communities_is_no_closure_of_all_pairs() -> None:
    ring = [{"name": f"c{number}", "broader": f"c{(number + 1) % 20_000}"} for number in range(20_000)]
    communities = found(*ring)
    assert len(communities.names) == MOST_COMMUNITIES
    assert sum(map(len, communities.broader_of.values())) <= 20_000 * (MOST_BROADER + 1)
    grid = representation_grid(an_inventory(*ring, serves=("c1",)))
    assert len(grid) <= MOST_COMMUNITIES * MOST_ISSUE_AREAS


def test_what_a_filter_finds_counts_towards_the_community_that_it_asks_for() -> None:
    chain = [{"name": f"c{number}", "broader": f"c{number + 1}"} for number in range(30)]
    communities = found(*chain)
    narrower = with_narrower(an_inventory(*chain), ["c20"])
    assert narrower == {name for name in communities.names if "c20" in communities.counts_towards(name)}
    assert len(narrower) == MOST_BROADER + 1


def test_a_community_that_is_not_counted_still_counts_towards_a_broader_one_that_is() -> None:
    table = [{"name": f"Group {number}"} for number in range(MOST_COMMUNITIES - 1)]
    communities = found({"name": "All", "marginalized": "yes"}, *table, {"name": "Last", "broader": "All"})
    assert "Last" not in communities.names and communities.name_of("Last") is None
    assert communities.counts_towards("Last") == ("All",)
    assert communities.any_marginalized(["Last"])
    counted = representation(an_inventory(*table, {"name": "All"}, {"name": "Last", "population_share": 0.5}))
    assert len(counted) == MOST_COMMUNITIES and counted["population_share"].isna().all()
