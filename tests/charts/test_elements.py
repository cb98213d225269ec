"""The six elements in one picture: what people say beside what is on record."""

from __future__ import annotations

import itertools

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.analysis import element_strength, observed_strength
from components.charts import elements_figure, elements_in_words
from components.inventory import Inventory
from tests.inventories import make_inventory
from tests.pictures import title, trace, words


def rating(element: str, value: int, rater: str, **more: object) -> dict[str, object]:
    return {"element": element, "rating": value, "rater": rater, "indicator": "i", "round": "1", **more}


@pytest.fixture
def rated() -> Inventory:
    return make_inventory(
        organizations=[{"name": "A", "type": "library", "skills": ("mapping",)}, {"name": "B", "skills": ("mapping",)}],
        assessments=[
            rating("knowledge", 2, "r1", issue_area="justice"),
            rating("knowledge", 4, "r2", issue_area="justice"),
            rating("knowledge", 5, "r3", evidence="seen"),
            rating("resources", 1, "r1"),
            rating("resources", 3, "r1", round="0"),
        ],
    )


def drawn(inventory: Inventory, in_full: bool = True) -> go.Figure:
    return elements_figure(element_strength(inventory), observed_strength(inventory), in_full=in_full)


def test_a_score_has_its_dot_its_range_and_its_raters(rated: Inventory) -> None:
    figure = drawn(rated)
    scores, ranges = trace(figure, "score"), trace(figure, "lowest to highest rating")
    previous = trace(figure, "score in the round before")
    assert list(scores.x) == [pytest.approx(11 / 3), 1]
    assert list(ranges.x[:2]) == [2, 5]
    assert list(previous.x) == [None, 3]
    assert "3 raters · 1 of 3 ratings with evidence" in words(figure)
    assert "down 2.0 since the round before (3.0)" in previous.hovertext[1]


def test_in_short_there_is_neither_the_round_before_nor_who_rated(rated: Inventory) -> None:
    figure = drawn(rated, in_full=False)
    assert "score in the round before" not in [each.name for each in figure.data]
    assert "raters" not in words(figure)
    assert figure.layout.height < drawn(rated).layout.height


def test_thin_evidence_is_a_hollow_dot_and_is_said(rated: Inventory) -> None:
    figure = drawn(rated)
    assert list(trace(figure, "score").marker.symbol) == ["circle", "circle-open"]
    assert "only 1 rater" in words(figure)


def test_an_element_that_is_not_rated_is_hatched_over_the_whole_scale_never_a_low_score(rated: Inventory) -> None:
    unrated = trace(drawn(rated), "not rated")
    assert len(unrated.y) == 4 and unrated.marker.pattern.shape == "/"
    assert set(unrated.base) == {1} and set(unrated.x) == {4}


def test_where_nothing_is_rated_what_is_on_record_has_the_picture_to_itself() -> None:
    inventory = make_inventory(organizations=[{"name": "A", "type": "library"}])
    figure = drawn(inventory)
    assert {"score", "not rated"}.isdisjoint(each.name for each in figure.data)
    assert title(figure).startswith("<b>The lowest share on record: our sources name 1 of the 6 types of key player")
    assert figure.layout.xaxis2.domain[0] < drawn_beside_ratings().layout.xaxis2.domain[0]


def drawn_beside_ratings() -> go.Figure:
    return drawn(make_inventory(organizations=[{"name": "A"}], assessments=[rating("knowledge", 3, "r1")]))


def test_the_title_says_the_finding(rated: Inventory) -> None:
    assert (
        title(drawn(rated, in_full=False))
        == "<b>People rate knowledge highest (3.7 of 5) and resources lowest (1.0)</b>"
    )


def test_in_full_the_title_says_what_is_on_record_since_the_page_says_the_ratings_first(rated: Inventory) -> None:
    assert title(drawn(rated)).startswith(
        "<b>The lowest share on record: our sources name 1 of the 6 types of key player"
    )
    assert "What people say" in words(drawn(rated)) and "What is on record" in words(drawn(rated))


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ({"knowledge": 3, "resources": 3}, "People rate 2 elements alike, 3.0 of 5"),
        ({"knowledge": 3}, "People rate knowledge 3.0 of 5"),
        (
            {"knowledge": 4, "resources": 2, "infrastructure": 4},
            "People rate knowledge and infrastructure highest (4.0 of 5) and resources lowest (2.0)",
        ),
    ],
)
def test_the_title_names_all_that_are_equal(ratings: dict[str, int], said: str) -> None:
    inventory = make_inventory(
        organizations=[{"name": "A"}], assessments=[rating(element, value, "r1") for element, value in ratings.items()]
    )
    assert title(drawn(inventory, in_full=False)) == f"<b>{said}</b>"


def test_an_observed_bar_has_its_count_and_an_unknown_signal_is_hatched(rated: Inventory) -> None:
    figure = drawn(rated)
    unknown = trace(figure, "signal not known")
    assert len(unknown.y) == int(observed_strength(rated)["count"].isna().sum()) and set(unknown.x) == {1}
    assert "<b>1 of 6</b>" in words(figure) and "<b>not known</b>" in words(figure)
    # One of six types of key player; the one skill, held by two.
    assert list(trace(figure, "on record").x) == [pytest.approx(1 / 6), 1]


@pytest.mark.parametrize("in_full", [True, False])
def test_how_many_are_not_known_stands_under_each_count(in_full: bool) -> None:
    initiatives = [{"name": "I", "assets": "map"}, {"name": "J"}]
    figure = drawn(make_inventory(organizations=[{"name": "A"}], initiatives=initiatives), in_full)
    assert "<b>1 of 1</b><br>1 not known" in words(figure)


def test_the_picture_in_words_has_each_score_and_each_count(rated: Inventory) -> None:
    said = elements_in_words(element_strength(rated), observed_strength(rated))
    assert len(said) == 6
    assert said["Knowledge"][0] == "People say: 3.7, ratings from 2 to 5, 3 raters"
    assert said["Key players"][-1] == "Our sources name 1 of the 6 types of key player"
    assert said["Resources"][-1] == (
        "Needs that another organization offers to meet: not known, as no organization has needs on record"
    )
    unrated = make_inventory(organizations=[{"name": "A", "type": "library"}])
    assert elements_in_words(element_strength(unrated), observed_strength(unrated))["Key players"] == [
        "Our sources name 1 of the 6 types of key player"
    ]


def test_a_counted_none_is_an_outline_without_hatching(rated: Inventory) -> None:
    observed = pd.DataFrame(
        {
            "element": ["knowledge"], "signal": ["s"], "label": ["L"], "words": ["none"],
            "count": pd.array([0], "Int64"), "base": pd.array([4], "Int64"), "ratio": [0.0],
            "unknown": pd.array([None], "Int64"),
        }
    )  # fmt: skip
    figure = elements_figure(element_strength(rated), observed)
    assert list(trace(figure, "on record").x) == [0]
    assert not len(trace(figure, "signal not known").y) and not len(trace(figure, "not known").y)


def test_a_bar_is_hatched_for_the_share_of_which_it_is_not_known() -> None:
    inventory = make_inventory(
        organizations=[{"name": "A"}],
        initiatives=[{"name": "I", "assets": "map"}, *({"name": f"J{number}"} for number in range(3))],
    )
    figure = drawn(inventory)
    bars, unknown = trace(figure, "on record"), trace(figure, "not known")
    # Of four initiatives one says which assets it uses, and names one: 1 of 1, and 3 of 4 not known.
    assert (list(bars.x), list(unknown.base), list(unknown.x)) == ([0.25], [0.25], [0.75])
    assert unknown.marker.pattern.shape == "/"
    assert "<b>1 of 1</b><br>3 not known" in words(figure)


def test_every_signal_stands_in_the_row_of_its_element_and_none_on_another(rated: Inventory) -> None:
    figure = drawn(rated)
    tops = [shape.y0 for shape in figure.layout.shapes]
    bars = list(trace(figure, "whole").y)
    rows = [sum(top <= bar for top in tops) - 1 for bar in bars]
    elements = element_strength(rated)["element"].tolist()
    assert [elements[row] for row in rows] == observed_strength(rated)["element"].tolist()
    assert all(later - earlier >= 30 for earlier, later in itertools.pairwise(bars))


def test_frames_are_left_as_they_were(rated: Inventory) -> None:
    perceived, observed = element_strength(rated), observed_strength(rated)
    before = perceived.copy(), observed.copy()
    elements_figure(perceived, observed, in_full=True)
    pd.testing.assert_frame_equal(perceived, before[0])
    pd.testing.assert_frame_equal(observed, before[1])


def test_every_picture_is_described(rated: Inventory) -> None:
    alt = drawn(rated).layout.meta["alt"]
    assert "Key players: not known" in alt and "Of 1 skill, two or more organizations hold 1" in alt
