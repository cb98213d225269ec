"""Representation and its grid, against hand-worked examples and a plain double loop."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis import network_measures, representation, representation_grid
from components.inventory import empty_inventory, make_inventory


def community_of(inventory, name, **given_frames):
    return representation(inventory, **given_frames).set_index("community").loc[name]


def cell_of(inventory, community, issue_area):
    grid = representation_grid(inventory)
    return grid[(grid["community"] == community) & (grid["issue_area"] == issue_area)].iloc[0]


def seat(organization="A", **cells):
    return {"table": "board", "organization": organization, **cells}


def test_nothing_on_record_has_no_community():
    assert representation(empty_inventory()).empty
    assert representation_grid(empty_inventory()).empty
    assert "parity" in representation(empty_inventory()) and "state" in representation_grid(empty_inventory())


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
    inventory = star(5).with_tables(relationships=empty_inventory().relationships)
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


# The grid


def test_the_three_states_of_a_cell():
    inventory = make_inventory(
        organizations=[
            {"name": "A", "issue_areas": "housing", "serves": "youth"},
            {"name": "B", "issue_areas": "housing", "led_by": "youth"},
            {"name": "C", "issue_areas": "housing|food"},
            {"name": "D", "issue_areas": "health", "serves": ()},
        ],
        communities=[{"name": "elders", "marginalized": "yes"}],
    )
    housing = cell_of(inventory, "youth", "housing")
    assert housing["state"] == "on record"
    assert [housing[name] for name in ("serves", "leads", "filled", "on_issue")] == [1, 1, 2, 3]
    assert (housing["serving"], housing["leading"], housing["organizations"]) == (("a",), ("b",), ("a", "b"))
    assert pd.isna(housing["speaks_for"]) and pd.isna(housing["held"])
    assert housing["ground_rows"] == (("organizations", 0), ("organizations", 1))
    elders = cell_of(inventory, "elders", "housing")
    assert (elders["state"], elders["filled"], elders["marginalized"]) == ("no one on record", 2, "yes")
    food = cell_of(inventory, "youth", "food")  # C works on it, and nothing is known of C
    assert (food["state"], food["filled"], food["on_issue"]) == ("not known", 0, 1)
    assert pd.isna(food["serves"]) and pd.isna(food["leads"])
    health = cell_of(inventory, "youth", "health")  # D looked, and serves none in particular
    assert (health["state"], health["serves"], health["filled"]) == ("no one on record", 0, 1)
    assert pd.isna(health["leads"])


@pytest.mark.parametrize("column", ["speaks_for", "held_by_community"])
def test_a_seat_on_the_issue_is_enough_to_know(column):
    inventory = make_inventory(
        organizations=[{"name": "A", "issue_areas": "housing"}],
        communities=[{"name": "elders"}],
        seats=[seat(issue_areas="housing", **{column: "youth"}), seat(issue_areas="food")],
    )
    youth, elders = cell_of(inventory, "youth", "housing"), cell_of(inventory, "elders", "housing")
    assert (youth["state"], youth["seats"], youth["organizations"]) == ("on record", (0,), ())
    assert (elders["state"], elders["filled"]) == ("no one on record", 0)
    assert cell_of(inventory, "youth", "food")["state"] == "not known"


def test_what_is_reached_through_an_initiative_is_marked():
    inventory = make_inventory(
        organizations=[
            {"name": "A", "issue_areas": "housing", "serves": "youth"},
            {"name": "B", "issue_areas": "housing"},
            {"name": "C", "led_by": "youth"},
        ],
        initiatives=[{"name": "I", "lead": "A", "partners": "B|C", "issue_areas": "housing", "serves": "youth"}],
    )
    cell = cell_of(inventory, "youth", "housing")
    # A by its own row; B serves youth on housing, and C is on housing, only through the initiative. Of B's own
    # communities nothing is known: A and C are filled.
    assert [cell[name] for name in ("serves", "leads", "filled", "through_initiative")] == [3, 1, 2, 2]


def test_the_grid_does_not_join_an_issue_with_a_community_of_another_initiative():
    inventory = make_inventory(
        organizations=[
            {"name": "Rise", "issue_areas": "justice"},
            {"name": "Hub", "serves": "elders", "led_by": "youth"},
        ],
        initiatives=[
            {"name": "Homes", "lead": "Rise", "partners": "Hub", "issue_areas": "housing", "serves": "refugees"},
            {"name": "Bail", "lead": "Hub", "issue_areas": "justice"},
            {"name": "Open", "lead": "Rise", "serves": "veterans"},
        ],
    )
    # Rise serves refugees on housing, not on justice, which it also works on.
    assert cell_of(inventory, "refugees", "housing")["serving"] == ("rise", "hub")
    justice = cell_of(inventory, "refugees", "justice")
    assert (justice["state"], justice["serves"], justice["serving"]) == ("no one on record", 0, ())
    # Hub itself serves elders and is led by youth: on all that it works on, through initiatives too.
    for issue in ("housing", "justice"):
        assert cell_of(inventory, "elders", issue)["serving"] == ("hub",)
        assert cell_of(inventory, "youth", issue)["leading"] == ("hub",)
        assert cell_of(inventory, "elders", issue)["through_initiative"] == 1
    # On which issues Rise serves veterans is not on record; that it does, is.
    assert cell_of(inventory, "veterans", "justice")["serves"] == 0
    assert community_of(inventory, "veterans")["serves"] == 1


def test_an_initiative_for_one_community_does_not_tell_whom_else_its_members_serve():
    inventory = make_inventory(
        organizations=[{"name": "A"}, {"name": "B"}],
        initiatives=[{"name": "I", "lead": "A", "partners": "B", "issue_areas": "food", "serves": "youth"}],
        communities=[{"name": "elders"}],
    )
    youth, elders = cell_of(inventory, "youth", "food"), cell_of(inventory, "elders", "food")
    assert (youth["state"], youth["serves"], youth["filled"]) == ("on record", 2, 0)
    assert (elders["state"], elders["filled"]) == ("not known", 0) and pd.isna(elders["serves"])
    assert community_of(inventory, "youth")["serves"] == 2
    assert pd.isna(community_of(inventory, "elders")["serves"])


def test_partners_that_a_filter_left_out_are_not_counted():
    inventory = make_inventory(
        organizations=[{"name": "A"}, {"name": "B"}],
        initiatives=[{"name": "I", "lead": "A", "partners": "B", "issue_areas": "housing", "serves": "youth"}],
    )
    inventory = inventory.with_tables(organizations=inventory.organizations.iloc[:1])
    assert community_of(inventory, "youth")["serves"] == 1
    assert cell_of(inventory, "youth", "housing")["serving"] == ("a",)


def test_issue_areas_keep_the_grid_to_some_issues():
    inventory = make_inventory(organizations=[{"name": "A", "issue_areas": "health|housing|kites", "serves": "youth"}])
    assert representation_grid(inventory)["issue_area"].to_list() == ["housing", "health", "kites"]
    assert representation_grid(inventory, ["Kites", "health"])["issue_area"].to_list() == ["health", "kites"]


SOME_COMMUNITIES = st.one_of(st.none(), st.lists(st.sampled_from(["u", "v", "w"]), unique=True).map(tuple))
SOME_ISSUES = st.one_of(st.none(), st.lists(st.sampled_from(["housing", "food"]), unique=True).map(tuple))
ORGANIZATIONS = st.lists(st.tuples(SOME_ISSUES, SOME_COMMUNITIES, SOME_COMMUNITIES), min_size=1, max_size=6)
SEATS = st.lists(st.tuples(SOME_ISSUES, SOME_COMMUNITIES, SOME_COMMUNITIES), max_size=4)


@settings(max_examples=60, deadline=None)
@given(ORGANIZATIONS, SEATS)
def test_the_grid_agrees_with_a_double_loop(organizations, seats):
    inventory = make_inventory(
        organizations=[
            {"name": f"O{number}", "issue_areas": issues, "serves": serves, "led_by": led_by}
            for number, (issues, serves, led_by) in enumerate(organizations)
        ],
        communities=[{"name": "u", "broader": "v"}, {"name": "v"}],
        seats=[
            {"table": "t", "organization": "O0", "issue_areas": issues, "speaks_for": speaks, "held_by_community": held}
            for issues, speaks, held in seats
        ],
    )
    family = {"u": {"u"}, "v": {"u", "v"}, "w": {"w"}}
    for cell in representation_grid(inventory).to_dict("records"):
        wanted, issue = family[cell["community"]], cell["issue_area"]
        on_issue = [row for row in organizations if issue in (row[0] or ())]
        at_table = [row for row in seats if issue in (row[0] or ())]
        brute = {}
        for name, rows, place in (
            ("serves", on_issue, 1),
            ("leads", on_issue, 2),
            ("speaks_for", at_table, 1),
            ("held", at_table, 2),
        ):
            told = [row[place] for row in rows if row[place] is not None]
            brute[name] = sum(1 for values in told if wanted & set(values)) if told else None
        for name, count in brute.items():
            assert cell[name] == count if count is not None else pd.isna(cell[name])
        assert cell["filled"] == sum(1 for row in on_issue if row[1] is not None or row[2] is not None)
        known = [count for count in brute.values() if count is not None]
        state = "on record" if any(known) else "no one on record" if known else "not known"
        assert cell["state"] == state


def test_nothing_is_changed_by_measuring():
    inventory = star(5)
    before = {name: frame.copy() for name, frame in inventory.tables.items()}
    representation(inventory)
    representation_grid(inventory)
    for name, frame in inventory.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
