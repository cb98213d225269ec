"""The grid of communities and issue areas: what is on record, no one on record, not known."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis import keep_most_concerned, representation, representation_grid
from tests.inventories import make_inventory


def community_of(inventory, name, **given_frames):
    return representation(inventory, **given_frames).set_index("community").loc[name]


def cell_of(inventory, community, issue_area):
    grid = representation_grid(inventory)
    return grid[(grid["community"] == community) & (grid["issue_area"] == issue_area)].iloc[0]


def seat(organization="A", **cells):
    return {"table": "board", "organization": organization, **cells}


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


def test_the_issues_kept_are_those_that_concern_the_communities_kept():
    """Others may be missing from many more organizations on food: that says nothing of elders, who are drawn."""
    inventory = make_inventory(
        organizations=[
            {"name": "A", "issue_areas": "food", "serves": "elders"},
            {"name": "B", "issue_areas": "food", "serves": "elders"},
            {"name": "C", "issue_areas": "housing", "serves": "youth"},
        ],
        communities=[{"name": "elders", "marginalized": "yes"}],
    )
    part = keep_most_concerned(representation_grid(inventory), 1, 1)
    assert part[["community", "issue_area", "state"]].values.tolist() == [["elders", "housing", "no one on record"]]


def test_issue_areas_keep_the_grid_to_some_issues():
    inventory = make_inventory(organizations=[{"name": "A", "issue_areas": "health|housing|kites", "serves": "youth"}])
    assert representation_grid(inventory)["issue_area"].to_list() == ["housing", "health", "kites"]
    assert representation_grid(inventory, ["Kites", "health"])["issue_area"].to_list() == ["health", "kites"]


SOME_COMMUNITIES = st.one_of(st.none(), st.lists(st.sampled_from(["u", "v", "w"]), unique=True).map(tuple))


SOME_ISSUES = st.one_of(st.none(), st.lists(st.sampled_from(["housing", "food"]), unique=True).map(tuple))


ORGANIZATIONS = st.lists(st.tuples(SOME_ISSUES, SOME_COMMUNITIES, SOME_COMMUNITIES), min_size=1, max_size=6)


SEATS = st.lists(st.tuples(SOME_ISSUES, SOME_COMMUNITIES, SOME_COMMUNITIES), max_size=4)


@settings(max_examples=25)
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
