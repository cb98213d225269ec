"""Presence, connection, power and parity of each community. The arithmetic is in the comments."""

import math

import pandas as pd
import pytest

from components.analysis import network_measures, representation, representation_grid
from tests.inventories import make_inventory


def community_of(inventory, name, **given_frames):
    return representation(inventory, **given_frames).set_index("community").loc[name]


def seat(organization="A", **cells):
    return {"table": "board", "organization": organization, **cells}


def test_nothing_on_record_has_no_community():
    assert representation(make_inventory()).empty
    assert representation_grid(make_inventory()).empty
    assert "parity" in representation(make_inventory()) and "state" in representation_grid(make_inventory())


def test_serving_leading_speaking_and_belonging_are_never_merged():
    inventory = make_inventory(
        organizations=[
            {"name": "A", "serves": "Black residents", "led_by": ()},
            {"name": "B", "serves": "Black residents|youth", "led_by": "Black residents"},
            {"name": "C"},
        ],
        seats=[
            seat(speaks_for="Black residents", held_by_community=()),
            seat(speaks_for="Black residents", held_by_community="Black residents"),
            seat(speaks_for="youth"),
        ],
    )
    found = community_of(inventory, "Black residents")
    assert [found[way] for way in ("serves", "leads", "speaks_for", "held")] == [2, 1, 2, 1]
    assert found["serves_rows"] == (("organizations", 0), ("organizations", 1))
    assert found["leads_rows"] == (("organizations", 1),)
    assert found["speaks_for_rows"] == (("seats", 0), ("seats", 1))
    assert found["held_rows"] == (("seats", 1),)
    youth = community_of(inventory, "youth")
    assert [youth[way] for way in ("serves", "leads", "speaks_for", "held")] == [1, 0, 1, 0]


def test_what_nobody_filled_is_not_known():
    inventory = make_inventory(organizations=[{"name": "A", "serves": "youth"}], seats=[seat()])
    found = community_of(inventory, "youth")
    assert found["serves"] == 1
    for figure in ("leads", "speaks_for", "held", "power_seats", "parity_seats", "parity", "connected", "bridging"):
        assert pd.isna(found[figure]), figure
    assert pd.isna(found["parity_words"]) and pd.isna(found["marginalized"]) and math.isnan(found["power_mean"])


def test_serving_through_an_initiative_counts_and_is_marked():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "youth"}, {"name": "B"}, {"name": "C"}],
        initiatives=[{"name": "Club", "lead": "A", "partners": "B", "serves": "youth"}],
    )
    found = community_of(inventory, "youth")
    assert (found["serves"], found["serves_through"]) == (2, 1)
    assert found["serves_rows"] == (("organizations", 0), ("organizations", 1), ("initiatives", 0))


def test_narrower_communities_count_towards_broader_ones_and_not_the_reverse():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "Somali residents"}, {"name": "B", "serves": "immigrants"}],
        communities=[
            {"name": "residents of color", "marginalized": "yes"},
            {"name": "immigrants", "broader": "residents of color"},
            {"name": "Somali residents", "broader": "immigrants"},
            {"name": "Nordic residents", "broader": "immigrants", "marginalized": "no"},
        ],
    )
    table = representation(inventory).set_index("community")
    assert table["serves"].to_dict() == {
        "residents of color": 2,
        "immigrants": 2,
        "Somali residents": 1,
        "Nordic residents": 0,
    }
    assert table["marginalized"].to_list() == ["yes", "yes", "yes", "no"]


def test_communities_that_are_part_of_each_other_are_one_family():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "x"}],
        communities=[{"name": "x", "broader": "y"}, {"name": "y", "broader": "x", "marginalized": "yes"}],
    )
    table = representation(inventory)
    assert table["serves"].to_list() == [1, 1] and table["marginalized"].to_list() == ["yes", "yes"]


def test_two_spellings_are_one_community_under_the_name_of_its_table():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "black residents"}, {"name": "B", "serves": "Black Residents"}],
        communities=[{"name": "Black residents"}],
    )
    assert representation(inventory)[["community", "serves"]].values.tolist() == [["Black residents", 2]]


def test_those_named_elsewhere_only_come_after_the_table():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "youth", "led_by": "veterans"}],
        communities=[{"name": "elders"}],
        seats=[seat(speaks_for="renters", held_by_community="artists")],
    )
    assert representation(inventory)["community"].to_list() == ["elders", "youth", "veterans", "renters", "artists"]


def star(led):
    """H is tied to five others and leads nowhere; L1… are led by the community; O's leadership is not known."""
    names = [f"L{number}" for number in range(led)]
    return make_inventory(
        organizations=[
            {"name": "H", "led_by": ()},
            *({"name": name, "led_by": "Black residents"} for name in names),
            {"name": "O"},
        ],
        relationships=[
            *({"from": "H", "to": name} for name in names),
            {"from": "L0", "to": "L1"},
            {"from": "L0", "to": "O"},
        ],
    )


def test_connected_and_bridging_from_five_organizations_on():
    found = community_of(star(5), "Black residents")
    # Degrees: H 5; L0 3 (H, L1, O), L1 2, L2 L3 L4 1 each: sum 8, mean 8/5 = 1.6.
    # All whose leadership is known: H and the five: (5 + 8) / 6 = 13/6. O (degree 1) is left out.
    assert found["connected"] == pytest.approx(1.6 / (13 / 6))
    # Shortest paths through H: pairs of the groups {L0, O}, L1, L2, L3, L4 but not L1 with L0 or O:
    # L2-L3, L2-L4, L3-L4: 3; L1 with L2, L3, L4: 3; L0 and O with L2, L3, L4: 6; 12 in all.
    # Through L0: O with H, L1, L2, L3, L4: 5. Theirs is 5/17 of betweenness and 5/6 of organizations.
    assert found["bridging"] == pytest.approx((5 / 17) / (5 / 6))


def test_under_five_organizations_there_is_no_ratio():
    found = community_of(star(4), "Black residents")
    assert found["leads"] == 4
    assert math.isnan(found["connected"]) and math.isnan(found["bridging"])


def test_measures_at_hand_give_the_same_frame():
    inventory = star(5)
    pd.testing.assert_frame_equal(representation(inventory), representation(inventory, network_measures(inventory)))


def test_without_ties_there_is_nothing_to_compare():
    inventory = star(5).with_tables(relationships=make_inventory().relationships)
    found = community_of(inventory, "Black residents")
    assert math.isnan(found["connected"]) and math.isnan(found["bridging"])


def test_power_is_of_seats_held_by_members_and_of_known_power():
    inventory = make_inventory(
        organizations=[{"name": "A"}],
        seats=[
            seat(held_by_community="youth", power=1),
            seat(held_by_community="youth", power=4),
            seat(held_by_community="youth"),
            seat(speaks_for="youth", power=5),
            seat(held_by_community="youth", power=5, until="2001-01-01"),
        ],
    )
    found = community_of(inventory, "youth")
    assert (found["held"], found["power_seats"], found["power_mean"]) == (3, 2, 2.5)
    assert found["power_counts"] == (0, 1, 0, 0, 1, 0)
    assert found["power_rows"] == (("seats", 0), ("seats", 1))


def test_seats_of_known_power_are_not_known_where_nobody_says_who_holds_them():
    found = community_of(make_inventory(organizations=[{"name": "A"}], seats=[seat(speaks_for="x", power=3)]), "x")
    assert pd.isna(found["held"]) and pd.isna(found["power_seats"])


def test_a_power_between_two_steps_has_reached_the_lower():
    seats = [seat(held_by_community="youth", power=power) for power in (3.5, 3, 5)]
    found = community_of(make_inventory(organizations=[{"name": "A"}], seats=seats), "youth")
    assert (found["power_seats"], found["power_counts"]) == (3, (0, 0, 0, 2, 0, 1))


@pytest.mark.parametrize(
    ("held", "share", "parity", "words"),
    [
        (2, 0.25, 0.8, "near parity"),  # 2/10 / 0.25
        (3, 0.25, 1.2, "near parity"),  # 3/10 / 0.25
        (1, 0.25, 0.4, "under"),
        (4, 0.25, 1.6, "over"),
        (0, 0.25, 0.0, "under"),
        (2, None, None, None),
        (2, 0, None, None),
    ],
)
def test_parity_is_share_of_seats_over_share_of_people(held, share, parity, words):
    inventory = make_inventory(
        organizations=[{"name": "A"}],
        communities=[{"name": "youth", "population_share": share}],
        seats=[
            *(seat(held_by_community="youth") for _ in range(held)),
            *(seat(held_by_community=(), speaks_for="youth") for _ in range(10 - held)),
            *(seat(speaks_for="youth") for _ in range(7)),  # who holds these is not known
        ],
    )
    found = community_of(inventory, "youth")
    assert found["parity_seats"] == 10
    if parity is None:
        assert math.isnan(found["parity"]) and pd.isna(found["parity_words"])
    else:
        assert found["parity"] == pytest.approx(parity) and found["parity_words"] == words


@pytest.mark.parametrize(
    ("held", "share", "changes"),
    [
        (2, 0.25, True),  # 2/10 / 0.25 = 0.8 is near; 1/10 / 0.25 = 0.4 under
        (3, 0.25, True),  # 1.2 is near; 1.6 over
        (0, 0.25, False),  # 0; with one, 0.4: still under
        (5, 0.25, False),  # 2.0; with four 1.6, with six 2.4: over
        (10, 0.95, False),  # 1.05; there is no eleventh seat, with nine 0.95
        (2, None, None),
    ],
)
def test_where_one_seat_would_change_the_word(held, share, changes):
    seats = [seat(held_by_community="youth" if number < held else ()) for number in range(10)]
    communities = [{"name": "youth", "population_share": share}]
    found = community_of(make_inventory(organizations=[{"name": "A"}], communities=communities, seats=seats), "youth")
    assert pd.isna(found["one_seat_changes"]) if changes is None else found["one_seat_changes"] == changes


def test_nothing_is_changed_by_measuring():
    inventory = star(5)
    before = {name: frame.copy() for name, frame in inventory.tables.items()}
    representation(inventory)
    representation_grid(inventory)
    for name, frame in inventory.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
