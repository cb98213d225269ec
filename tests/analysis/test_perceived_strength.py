"""What people say of the elements. The arithmetic is in the comments."""

import math
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis import (
    element_strength,
    strength_differences,
)
from tests.inventories import make_inventory

ELEMENTS = ["key_players", "collaborative_approach", "knowledge", "resources", "infrastructure", "culture_values"]


SCORES = tuple(partial(element_strength, by=by) for by in ("indicator", "issue_area"))


def rating(score, rater=None, element="knowledge", **cells):
    return {"element": element, "rating": score, "rater": rater, **cells}


def rated(*ratings):
    return make_inventory(organizations=[{"name": "A"}], assessments=list(ratings))


def strength_of(inventory, element="knowledge"):
    return element_strength(inventory).set_index("element").loc[element]


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
    table = element_strength(make_inventory())
    assert len(table) == 6 and table["score"].isna().all()
    for frame in (strength_differences, *SCORES):
        assert frame(make_inventory()).empty


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
    table = element_strength(inventory, "indicator")
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
    table = element_strength(inventory, "issue_area")
    assert table[["element", "issue_area", "score", "raters"]].values.tolist() == [["knowledge", "justice", 3.0, 2]]


@pytest.mark.parametrize(("low", "listed"), [(2, True), (3, False)])
def test_three_points_apart_is_a_disagreement(low, listed):
    inventory = rated(rating(low, "r1", indicator="x"), rating(5, "r2", indicator="x"))
    assert element_strength(inventory, "indicator")["raters_disagree"].tolist() == [listed]


def test_a_disagreement_is_between_raters_not_within_one():
    by_issue = lambda low, high: [  # noqa: E731
        rating(low, "r1", indicator="x", issue_area="justice"),
        rating(high, "r1", indicator="x", issue_area="housing"),
    ]
    # r1 says 1 and 5; r2's 3 is two away from either.
    found = element_strength(rated(*by_issue(1, 5), rating(3, "r2", indicator="x")), "indicator")
    assert found[["apart", "raters_disagree"]].values.tolist() == [[2, False]]
    # r2's 2 is three from the 5 of r1, whose own 1 and 5 are further apart.
    found = element_strength(rated(*by_issue(1, 5), rating(2, "r2", indicator="x")), "indicator")
    assert found[["low", "high", "apart", "raters_disagree", "raters"]].values.tolist() == [[2, 5, 3, True, 2]]


def test_one_rater_does_not_disagree_and_other_indicators_do_not_mix():
    inventory = rated(
        rating(1, "r1", indicator="x", issue_area="justice"),
        rating(5, "r1", indicator="x", issue_area="housing"),
        rating(1, "r2", indicator="y"),
    )
    found = element_strength(inventory, "indicator")
    assert not found["raters_disagree"].any() and found["apart"].isna().all()


@settings(max_examples=25)
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
