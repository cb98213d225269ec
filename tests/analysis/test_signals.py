"""The signals that are counted in an inventory. The arithmetic is in the comments."""

import math

import pandas as pd
import pytest

from components.analysis import (
    Filters,
    observed_strength,
)
from components.analysis.sentences import describe_observed_base
from tests.inventories import make_inventory

ELEMENTS = ["key_players", "collaborative_approach", "knowledge", "resources", "infrastructure", "culture_values"]


def signal(inventory, name):
    return observed_strength(inventory).set_index("signal").loc[name]


def counted(inventory, name):
    found = signal(inventory, name)
    return (found["count"], found["base"])


def test_nothing_filled_is_not_known_never_zero():
    table = observed_strength(make_inventory(organizations=[{"name": "A"}, {"name": "B"}]))
    assert table["count"].isna().all() and table["base"].isna().all() and table["ratio"].isna().all()
    assert table["words"].str.startswith("not known: ").all()
    assert list(dict.fromkeys(table["element"])) == ELEMENTS


def test_key_player_types_of_six_through_what_they_count_towards():
    inventory = make_inventory(
        organizations=[
            {"name": "A", "type": "library"},  # issue area experts
            {"name": "B", "type": "university", "also_type": "data intermediary"},  # + civic hackers
            {"name": "C", "type": "media"},  # none of the six
            {"name": "D", "type": "philanthropies", "scope": "national"},  # not local
            {"name": "E", "type": "local government", "scope": "regional"},
            {"name": "F"},
        ]
    )
    found = signal(inventory, "key_player_types")
    assert (found["count"], found["base"], found["ratio"]) == (3, 6, 0.5)
    assert found["words"] == "our sources name 3 of the 6 types of key player"
    assert found["rows"] == tuple(("organizations", label) for label in (0, 1, 2, 4))


def test_close_ties_are_at_level_three_or_more_of_local_ties_of_known_level():
    tie = lambda a, b, level=None, **cells: {"from": a, "to": b, "level": level, **cells}  # noqa: E731
    inventory = make_inventory(
        organizations=[*({"name": name} for name in "ABCDE"), {"name": "N", "scope": "national"}],
        relationships=[
            tie("A", "B", 2, reported_by="A"),
            tie("A", "B", 4, reported_by="B"),  # mean 3: close
            tie("A", "C", 2),
            tie("A", "D"),  # level not known
            tie("B", "C", 5, status="wanted"),
            tie("B", "D", 5, kind="tension"),
            tie("C", "D", 0),  # no tie
            tie("A", "N", 5),  # not local
            tie("D", "E", 5, status="active"),
        ],
    )
    assert counted(inventory, "close_ties") == (2, 3)
    assert len(signal(inventory, "close_ties")["rows"]) == 4


def test_close_ties_without_levels_say_why():
    inventory = make_inventory(organizations=[{"name": "A"}, {"name": "B"}], relationships=[{"from": "A", "to": "B"}])
    assert signal(inventory, "close_ties")["words"] == "not known: no tie has a level"
    # Its kind is not known either, so nobody knows who shares data.
    assert pd.isna(signal(inventory, "data_and_assets")["count"])


def test_initiatives_of_three_types_of_those_whose_partners_are_known():
    inventory = make_inventory(
        organizations=[
            {"name": "Library", "type": "library"},
            {"name": "City", "type": "local government"},
            {"name": "Fund", "type": "philanthropies"},
            {"name": "Fund 2", "type": "philanthropies"},
            {"name": "National", "type": "media", "scope": "national"},
            {"name": "Unclear"},
        ],
        initiatives=[
            {"name": "three types", "lead": "Library", "partners": "City|Fund"},
            {"name": "two types", "lead": "Library", "partners": "Fund|Fund 2"},
            {"name": "two local types", "lead": "Library", "partners": "Fund|National"},
            {"name": "nobody else", "lead": "Library", "partners": ()},
            {"name": "Of unknown partners", "lead": "Library"},
            {"name": "type not known", "lead": "Library", "partners": "City|Unclear"},  # could be three
            {"name": "one and one unclear", "lead": "Library", "partners": "Unclear"},  # two at most
            {"name": "elsewhere", "lead": "National", "partners": "National"},
        ],
    )
    # three; two, two, one, at most two: 1 of 5
    assert counted(inventory, "mixed_initiatives") == (1, 5)


def test_having_no_type_is_not_one_of_three_types():
    inventory = make_inventory(
        organizations=[{"name": "A", "type": "none"}, {"name": "B", "type": "media"}, {"name": "C", "type": "library"}],
        initiatives=[{"name": "I", "lead": "A", "partners": "B|C"}],
    )
    assert counted(inventory, "mixed_initiatives") == (0, 1)


def test_skills_on_record_come_first_then_those_that_two_hold():
    inventory = make_inventory(
        organizations=[
            {"name": "A", "skills": "mapping|design"},
            {"name": "B", "skills": "mapping"},
            {"name": "C", "skills": "design", "scope": "national"},
            {"name": "D", "skills": ()},
        ]
    )
    found = signal(inventory, "shared_skills")
    assert (found["count"], found["base"]) == (1, 2)
    assert found["words"].endswith("of 2 skills, two or more organizations hold 1")


def test_needs_are_offered_by_someone_else_only():
    inventory = make_inventory(
        organizations=[
            {"name": "A", "needs": "money|space", "offers": "money"},  # its own offer does not count
            {"name": "B", "needs": "money", "offers": "space"},
            {"name": "C", "needs": "data"},
        ]
    )
    # A-money: no; A-space: B; B-money: A; C-data: no. 2 of 4
    assert counted(inventory, "offered_needs") == (2, 4)


@pytest.mark.parametrize("column", ["needs", "offers"])
def test_needs_without_offers_are_not_known(column):
    inventory = make_inventory(organizations=[{"name": "A", column: "money"}])
    assert pd.isna(signal(inventory, "offered_needs")["count"])


def test_nobody_needs_anything_is_a_count_of_zero_without_a_ratio():
    inventory = make_inventory(organizations=[{"name": "A", "needs": (), "offers": "money"}])
    found = signal(inventory, "offered_needs")
    assert (found["count"], found["base"]) == (0, 0) and math.isnan(found["ratio"])
    assert found["words"] == "none on record"


def test_organizations_that_share_data_or_hold_an_asset_and_initiatives_that_name_one():
    inventory = make_inventory(
        organizations=[*({"name": name} for name in "ABCDE"), {"name": "N", "scope": "national"}],
        relationships=[
            {"from": "A", "to": "B", "kind": "shares_data"},
            {"from": "C", "to": "N", "kind": "shares_data"},
            {"from": "D", "to": "E", "kind": "works_with"},
            {"from": "D", "to": "E", "kind": "shares_data", "status": "wanted"},
        ],
        assets=[{"name": "x", "holder": "A"}, {"name": "y", "holder": "D"}, {"name": "z"}],
        initiatives=[{"name": "I", "assets": "x"}, {"name": "J", "assets": ()}, {"name": "K"}],
    )
    assert counted(inventory, "data_and_assets") == (4, 5)  # A, B, C and D of A to E
    assert counted(inventory, "initiatives_with_assets") == (1, 2)


def test_of_how_many_more_it_is_not_known_is_said_and_counted():
    inventory = make_inventory(
        organizations=[{"name": name, "type": "media"} for name in "ABC"],
        relationships=[{"from": "A", "to": "B", "level": 3}, {"from": "A", "to": "C"}, {"from": "B", "to": "C"}],
        initiatives=[
            {"name": "I", "assets": "x", "partners": ()},
            *({"name": f"K{number}"} for number in range(18)),
            *({"name": f"J{number}", "assets": "x"} for number in range(5)),
        ],
        communities=[{"name": "elders", "marginalized": "yes"}],
        seats=[seat("elders", 4), seat("elders"), seat(None, 3), seat((), 3)],
    )
    words = {name: signal(inventory, name)["words"] for name in ("initiatives_with_assets", "close_ties")}
    assert words == {
        "initiatives_with_assets": "of 6 initiatives whose use of assets is known, 6 name one (not known for 18 more)",
        "close_ties": "1 of 1 working tie is at level 3 or more (not known for 2 more)",
    }
    unknown = {name: signal(inventory, name)["unknown"] for name in ("mixed_initiatives", "seats_with_power")}
    # I alone says who takes part. One seat of the elders has no power on record, another no holder.
    assert unknown == {"mixed_initiatives": 23, "seats_with_power": 2}
    assert pd.isna(signal(inventory, "key_player_types")["unknown"])


def test_partners_that_a_filter_left_out_keep_their_types():
    types = {"A": "library", "B": "local government", "C": "philanthropies", "N": "media"}
    whole = make_inventory(
        organizations=[{"name": name, "type": word, "issue_areas": "jobs"} for name, word in types.items()],
        initiatives=[
            {"name": "mixed", "lead": "A", "partners": "B|C", "issue_areas": "jobs"},
            {"name": "two", "lead": "A", "partners": "B", "issue_areas": "jobs"},
            {"name": "elsewhere", "lead": "B", "partners": "C"},
        ],
    )
    assert counted(whole, "mixed_initiatives") == (1, 3)
    kept = Filters(issue_areas=("jobs",), types=("library",)).apply(whole)
    found = observed_strength(kept, whole=whole).set_index("signal").loc["mixed_initiatives"]
    assert (found["count"], found["base"]) == (1, 2)
    assert counted(kept, "mixed_initiatives") == (0, 2)  # without the city, B and C are nobody


def test_a_scope_outside_the_vocabulary_is_not_known_and_counts_as_local():
    inventory = make_inventory(
        organizations=[
            {"name": "A", "type": "library", "scope": "galactic"},
            {"name": "B", "type": "local government", "scope": "state"},
        ]
    )
    assert counted(inventory, "key_player_types") == (1, 6)
    assert describe_observed_base(inventory).startswith(
        "Counted over 1 local or regional organization. We don't know the scope"
    )


def test_ties_that_both_ends_see_alike_within_one_level():
    reports = [("A", "B", 3, 4), ("A", "C", 1, 3), ("B", "C", 5, None)]
    inventory = make_inventory(
        organizations=[{"name": name} for name in "ABC"],
        relationships=[
            {"from": a, "to": b, "level": level, "reported_by": side}
            for a, b, first, second in reports
            for side, level in ((a, first), (b, second))
        ],
    )
    assert counted(inventory, "agreeing_ties") == (1, 2)


def seat(held=None, power=None, **cells):
    return {"table": "board", "organization": "A", "held_by_community": held, "power": power, **cells}


def test_seats_of_power_among_those_of_marginalized_communities_and_the_narrower_ones():
    inventory = make_inventory(
        organizations=[{"name": "A"}],
        communities=[
            {"name": "immigrants", "marginalized": "yes"},
            {"name": "Somali residents", "broader": "immigrants"},
            {"name": "owners", "marginalized": "no"},
        ],
        seats=[
            seat("Somali residents", 4),
            seat("immigrants", 3),
            seat("immigrants"),  # power not known
            seat("owners", 5),
            seat("immigrants", 5, until="2001"),  # no longer held
            seat(None, 5, speaks_for="immigrants"),  # speaking for is not belonging
        ],
    )
    assert counted(inventory, "seats_with_power") == (1, 2)


def test_seats_are_not_known_where_no_community_is_marked():
    inventory = make_inventory(organizations=[{"name": "A"}], seats=[seat("immigrants", 4)])
    assert "no community is marked" in signal(inventory, "seats_with_power")["words"]


def test_it_says_over_what_it_counts():
    inventory = make_inventory(
        organizations=[{"name": "A"}, {"name": "B", "scope": "local"}, {"name": "C", "scope": "state"}]
    )
    assert describe_observed_base(inventory) == (
        "Counted over 2 local or regional organizations. We don't know the scope of 1; it counts as local."
    )
