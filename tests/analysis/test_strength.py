"""Element strength: perceived, observed, and where they part. The arithmetic is in the comments."""

import math
from functools import partial
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis import (
    Filters,
    disagreements,
    element_scores,
    element_strength,
    observed_strength,
    strength_differences,
)
from components.analysis.sentences import describe_observed_base
from components.inventory import empty_inventory, make_inventory

ELEMENTS = ["key_players", "collaborative_approach", "knowledge", "resources", "infrastructure", "culture_values"]

SCORES = tuple(partial(element_scores, by=by) for by in ("indicator", "issue_area"))


def rating(score, rater=None, element="knowledge", **cells):
    return {"element": element, "rating": score, "rater": rater, **cells}


def rated(*ratings):
    return make_inventory(organizations=[{"name": "A"}], assessments=list(ratings))


def strength_of(inventory, element="knowledge"):
    return element_strength(inventory).set_index("element").loc[element]


def signal(inventory, name):
    return observed_strength(inventory).set_index("signal").loc[name]


def counted(inventory, name):
    found = signal(inventory, name)
    return (found["count"], found["base"])


# Perceived


def test_an_element_is_the_mean_of_its_indicators_not_of_its_ratings():
    inventory = rated(
        rating(5, "r1", indicator="skills are shared"),
        rating(4, "r2", indicator="skills are shared"),
        rating(3, "r3", indicator="skills are shared"),
        rating(2, "r1", indicator="gaps are named", evidence="A list of gaps"),
    )
    found = strength_of(inventory)
    # (5+4+3)/3 = 4 and 2; (4+2)/2 = 3. The mean of all ratings would be 14/4 = 3.5.
    assert found["score"] == 3.0
    assert (found["lowest"], found["highest"]) == (2, 5)
    assert (found["raters"], found["ratings"], found["indicators"], found["with_evidence"]) == (3, 4, 2, 1)
    assert not found["thin"]
    assert found["rows"] == tuple(("assessments", label) for label in inventory.assessments.index)


def test_six_rows_in_the_order_of_the_framework_and_unknown_where_nobody_rated():
    table = element_strength(rated(rating(1, "r1", element="culture_values")))
    assert table["element"].tolist() == ELEMENTS
    unrated = table.iloc[:5]
    for column in ("score", "lowest", "highest", "round", "previous", "change"):
        assert unrated[column].isna().all()
    assert (unrated[["raters", "ratings"]] == 0).all(axis=None)
    assert unrated["rows"].map(len).sum() == 0
    assert table["score"].iloc[5] == 1.0


def test_nothing_on_record_is_six_unknown_elements():
    table = element_strength(empty_inventory())
    assert len(table) == 6 and table["score"].isna().all()
    for frame in (disagreements, strength_differences, *SCORES):
        assert frame(empty_inventory()).empty


@pytest.mark.parametrize(("raters", "thin"), [(1, True), (2, True), (3, False)])
def test_fewer_than_three_raters_is_thin_evidence(raters, thin):
    inventory = rated(*(rating(4, f"r{number}") for number in range(raters)))
    assert strength_of(inventory)["thin"] == thin


def test_only_the_latest_rating_of_a_rater_in_a_round_counts():
    inventory = rated(
        rating(5, "r1", date="2025-06-02"),
        rating(1, "r1", date="2025-06-01"),  # earlier, though further down
        rating(2, "r2"),
        rating(3, "r2"),  # no dates: the later row
        rating(4, "r3"),
        rating(1, "r3", date="2025-01"),  # a date is later than none
    )
    # 5, 3 and 1: mean 3
    found = strength_of(inventory)
    assert (found["score"], found["ratings"], found["raters"]) == (3.0, 3, 3)


def test_a_later_rating_of_another_issue_is_not_a_correction():
    inventory = rated(rating(5, "r1", issue_area="justice"), rating(1, "r1", issue_area="housing"))
    found = strength_of(inventory)
    assert (found["score"], found["ratings"], found["raters"]) == (3.0, 2, 1)


def test_a_rating_without_a_rater_is_a_rater_of_its_own():
    found = strength_of(rated(rating(2), rating(4), rating(3, "r1")))
    assert (found["score"], found["raters"], found["ratings"]) == (3.0, 3, 3)


def test_evidence_that_someone_looked_for_and_did_not_find_is_none():
    inventory = rated(rating(2, "r1", evidence="none"), rating(4, "r2", evidence="A survey"), rating(3, "r3"))
    found = strength_of(inventory)
    assert (found["ratings"], found["with_evidence"]) == (3, 1)


def test_ratings_that_name_no_indicator_are_one_indicator():
    inventory = rated(rating(1, "r1"), rating(2, "r2"), rating(5, "r1", indicator="gaps are named"))
    # (1+2)/2 = 1.5 and 5: mean 3.25
    assert strength_of(inventory)["score"] == 3.25
    table = element_scores(inventory, "indicator")
    assert table["indicator"].isna().tolist() == [True, False]
    assert table["score"].tolist() == [1.5, 5.0]


@pytest.mark.parametrize(
    ("rounds", "newest"),
    [
        ([("2", None), ("10", None)], "10"),  # by number, where text would say 2
        ([("spring", "2024-04"), ("autumn", "2023-10")], "spring"),  # by date
        ([("spring", "2024-04"), ("autumn", None)], "spring"),  # not all dated: by text
        ([("b", None), ("a", None)], "b"),  # by text
        ([(None, None), ("1", None)], "1"),  # no round is older than round 1
        ([("2024", "2020"), ("2023", "2025")], "2024"),  # numbers win over dates
    ],
)
def test_the_newest_round(rounds, newest):
    inventory = rated(*(rating(3, "r1", round=name, date=date) for name, date in rounds))
    assert strength_of(inventory)["round"] == newest


def test_change_is_against_the_round_before():
    inventory = rated(
        rating(1, "r1", round="1"),
        rating(2, "r1", round="2"),
        rating(2.5, "r1", round="3"),
        rating(4, "r1", "resources", round="3"),
        rating(4, "r1", "infrastructure", round="2"),
    )
    found = strength_of(inventory)
    assert (found["previous"], found["change"]) == (2.0, 0.5)
    assert math.isnan(strength_of(inventory, "resources")["change"])
    gone = strength_of(inventory, "infrastructure")
    assert math.isnan(gone["score"]) and gone["previous"] == 4.0 and math.isnan(gone["change"])


def test_change_is_of_the_scores_as_they_are_shown():
    # (3 + 3 + 3 + 2) / 4 = 2.75 reads 2.8, and (2 + 2 + 3 + 2) / 4 = 2.25 reads 2.2: 0.6 apart, not 0.5.
    before = [rating(score, f"r{number}", round="1") for number, score in enumerate((2, 2, 3, 2))]
    now = [rating(score, f"r{number}", round="2") for number, score in enumerate((3, 3, 3, 2))]
    found = strength_of(rated(*before, *now))
    assert (found["score"], found["previous"], found["change"]) == (2.75, 2.25, 0.6)


def test_element_by_issue_uses_ratings_that_name_the_issue_in_the_newest_round():
    inventory = rated(
        rating(5, "r1", issue_area="justice", round="1"),
        rating(2, "r1", issue_area="justice", round="2"),
        rating(4, "r2", issue_area="justice", round="2"),
        rating(1, "r1", round="2"),
    )
    table = element_scores(inventory, "issue_area")
    assert table[["element", "issue_area", "score", "raters"]].values.tolist() == [["knowledge", "justice", 3.0, 2]]


@pytest.mark.parametrize(("low", "listed"), [(2, True), (3, False)])
def test_three_points_apart_is_a_disagreement(low, listed):
    inventory = rated(rating(low, "r1", indicator="x"), rating(5, "r2", indicator="x"))
    assert len(disagreements(inventory)) == int(listed)


def test_a_disagreement_is_between_raters_not_within_one():
    by_issue = lambda low, high: [  # noqa: E731
        rating(low, "r1", indicator="x", issue_area="justice"),
        rating(high, "r1", indicator="x", issue_area="housing"),
    ]
    # r1 says 1 and 5; r2's 3 is two away from either.
    assert disagreements(rated(*by_issue(1, 5), rating(3, "r2", indicator="x"))).empty
    # r2's 2 is three from the 5 of r1, whose own 1 and 5 are further apart.
    found = disagreements(rated(*by_issue(1, 5), rating(2, "r2", indicator="x")))
    assert found[["lowest", "highest", "apart", "raters"]].values.tolist() == [[2, 5, 3, 2]]


def test_one_rater_does_not_disagree_and_other_indicators_do_not_mix():
    inventory = rated(
        rating(1, "r1", indicator="x", issue_area="justice"),
        rating(5, "r1", indicator="x", issue_area="housing"),
        rating(1, "r2", indicator="y"),
    )
    assert disagreements(inventory).empty


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.sampled_from(["r1", "r2", "r3"]), st.sampled_from(["x", "y", None])),
        min_size=1,
        max_size=15,
    )
)
def test_scores_agree_with_a_plain_loop(ratings):
    inventory = rated(*(rating(score, rater, indicator=indicator) for score, rater, indicator in ratings))
    latest = {(rater, indicator): score for score, rater, indicator in ratings}
    by_indicator = {}
    for (_, indicator), score in latest.items():
        by_indicator.setdefault(indicator, []).append(score)
    means = [sum(scores) / len(scores) for scores in by_indicator.values()]
    found = strength_of(inventory)
    assert found["score"] == pytest.approx(sum(means) / len(means))
    assert found["raters"] == len({rater for rater, _ in latest})
    assert (found["lowest"], found["highest"]) == (min(latest.values()), max(latest.values()))


# Observed


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
    assert found["words"] == "3 of 6 key-player types"
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
            {"name": "not known", "lead": "Library"},
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
    assert found["words"].startswith("2 skills on record, 1 ")


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
        "initiatives_with_assets": "6 of 6 initiatives whose assets are known name one (not known for 18 more)",
        "close_ties": "1 of 1 working tie at level 3 or more (not known for 2 more)",
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
    assert describe_observed_base(inventory).startswith("Counted over 1 local or regional organization; the scope of 1")


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
        "Counted over 2 local or regional organizations; the scope of 1 is not known, and they count as local."
    )


# Where they part


def shared_skills(shared, skills):
    """Organizations of which the first has all skills and the second some; one signal of knowledge."""
    names = [f"skill {number}" for number in range(skills)]
    return [{"name": "A", "skills": tuple(names)}, {"name": "B", "skills": tuple(names[:shared])}]


@pytest.mark.parametrize(
    ("score", "raters", "shared", "skills", "direction"),
    [
        (4, 3, 1, 5, "rated higher"),  # 1/5
        (4, 2, 1, 5, None),  # two raters are too few
        (3.9, 3, 1, 5, None),
        (4, 3, 2, 6, None),  # 2/6 is not under 1/3
        (4, 3, 0, 4, None),  # base under 5
        (2, 3, 5, 7, "rated lower"),  # 5/7 over 2/3
        (2.1, 3, 5, 7, None),
        (2, 3, 4, 6, None),  # 4/6 is not over 2/3
        (2, 3, 4, 4, None),
        (4, 3, 5, 5, None),  # high and high agree
    ],
)
def test_where_perceived_and_observed_part(score, raters, shared, skills, direction):
    inventory = make_inventory(
        organizations=shared_skills(shared, skills),
        assessments=[rating(score, f"r{number}") for number in range(raters)],
    )
    assert strength_differences(inventory)["direction"].tolist() == ([direction] if direction else [])


def test_every_ratio_of_an_element_must_agree_before_it_parts():
    chain = [f"O{number}" for number in range(7)]
    reports = [{"from": a, "to": b, "level": 1} for a, b in pairwise(chain)]
    mixed = {"name": "I", "lead": "L0", "partners": "L1|L2"}
    types = ["library", "university", "media"]
    people = [{"name": f"L{number}", "type": word} for number, word in enumerate(types)]
    ratings = [rating(5, f"r{number}", "collaborative_approach") for number in range(3)]
    organizations = [*({"name": name} for name in chain), *people]
    parts = lambda count: make_inventory(  # noqa: E731
        organizations=organizations,
        relationships=reports,
        assessments=ratings,
        initiatives=[{**mixed, "name": f"I{number}"} for number in range(count)],
    )
    assert len(strength_differences(parts(4))) == 1  # 0 of 6 ties are close; 4 initiatives are too few to say
    assert strength_differences(parts(5)).empty  # 5 of 5 initiatives are mixed


def test_nothing_is_changed_by_measuring():
    inventory = make_inventory(
        organizations=shared_skills(2, 6),
        assessments=[rating(4, "r1", date="2025"), rating(2, "r1", date="2024")],
        seats=[seat("x", 4)],
    )
    before = {name: frame.copy() for name, frame in inventory.tables.items()}
    for measure in (element_strength, disagreements, strength_differences, *SCORES):
        measure(inventory)
    for name, frame in inventory.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
