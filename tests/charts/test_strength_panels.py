"""The two panels of element strength, and the radar."""

import math

import pandas as pd
import pytest

from components.analysis import element_strength, observed_strength
from components.charts import observed_figure, perceived_figure, radar_figure
from tests.inventories import make_inventory
from tests.pictures import title, trace, words


def rating(element: str, value: int, rater: str, **more: object) -> dict[str, object]:
    return {"element": element, "rating": value, "rater": rater, "indicator": "i", "round": "1", **more}


@pytest.fixture
def rated():
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


def test_a_score_has_its_dot_its_range_and_its_raters(rated):
    figure = perceived_figure(element_strength(rated))
    scores, ranges = trace(figure, "score"), trace(figure, "lowest to highest rating")
    previous = trace(figure, "score in the round before")
    assert list(scores.x) == [pytest.approx(11 / 3), 1]
    assert list(ranges.x[:2]) == [2, 5]
    assert list(previous.x)[1] == 3 and math.isnan(previous.x[0])
    assert "3 raters · 1 of 3 ratings with evidence" in words(figure)
    assert "down 2.0 since the round before (3.0)" in words(figure)


def test_thin_evidence_is_a_hollow_dot_and_is_said(rated):
    figure = perceived_figure(element_strength(rated))
    assert list(trace(figure, "score").marker.symbol) == ["circle", "circle-open"]
    assert "1 rater, thin evidence" in words(figure)


def test_not_known_is_hatched_over_the_whole_scale_and_said_never_a_low_score(rated):
    figure = perceived_figure(element_strength(rated))
    unrated = trace(figure, "not known")
    assert len(unrated.y) == 4 and unrated.marker.pattern.shape == "/"
    assert unrated.base == 1 and set(unrated.x) == {4}
    assert words(figure).count("not known: no rating on record") == 4


def test_the_title_says_the_finding(rated):
    assert (
        title(perceived_figure(element_strength(rated)))
        == "<b>Rated highest: Knowledge (3.7 of 5); lowest: Resources (1.0)</b>"
    )
    assert "not known" in perceived_figure(element_strength(make_inventory())).layout.title.text


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ({"knowledge": 3, "resources": 3}, "Rated by people: all 2 elements rated, 3.0 of 5"),
        ({"knowledge": 3}, "Rated by people: Knowledge, 3.0 of 5"),
        (
            {"knowledge": 4, "resources": 2, "infrastructure": 4},
            "Rated highest: Knowledge and Infrastructure (4.0 of 5); lowest: Resources (2.0)",
        ),
    ],
)
def test_the_title_names_all_that_are_equal(ratings, said):
    inventory = make_inventory(
        organizations=[{"name": "A"}], assessments=[rating(element, value, "r1") for element, value in ratings.items()]
    )
    assert title(perceived_figure(element_strength(inventory))) == f"<b>{said}</b>"


def test_an_observed_bar_has_its_count_and_an_unknown_signal_is_hatched(rated):
    observed = observed_strength(rated)
    figure = observed_figure(observed)
    shapes = trace(figure, "whole").marker.pattern.shape
    hatched = dict(zip(observed["label"], shapes, strict=True))
    assert hatched["Skills held by two or more organizations"] == ""
    assert hatched["Ties at level 3 (coordination) or more"] == "/"
    assert "<b>1 of 6</b>" in words(figure) and "<b>not known</b>" in words(figure)
    assert list(trace(figure, "on record").x) == [
        pytest.approx(1 / 6),
        1,
    ]  # types of key player; the one skill, held by two


def test_a_counted_none_is_an_outline_without_hatching():
    observed = pd.DataFrame(
        {
            "element": ["knowledge"], "signal": ["s"], "label": ["L"], "words": ["none"],
            "count": pd.array([0], "Int64"), "base": pd.array([4], "Int64"), "ratio": [0.0],
            "unknown": pd.array([None], "Int64"),
        }
    )  # fmt: skip
    figure = observed_figure(observed)
    assert trace(figure, "whole").marker.pattern.shape == ("",) and list(trace(figure, "on record").x) == [0]


def test_a_bar_is_hatched_for_the_share_of_which_it_is_not_known():
    inventory = make_inventory(
        organizations=[{"name": "A"}],
        initiatives=[{"name": "I", "assets": "map"}, *({"name": f"J{number}"} for number in range(3))],
    )
    figure = observed_figure(observed_strength(inventory))
    bars, unknown = trace(figure, "on record"), trace(figure, "not known")
    # Of four initiatives one says which assets it uses, and names one: 1 of 1, and 3 of 4 not known.
    assert (list(bars.x), list(unknown.base), list(unknown.x)) == ([0.25], [0.25], [0.75])
    assert unknown.marker.pattern.shape == "/"
    assert "<b>1 of 1</b>" in words(figure) and "3 not known" in words(figure)


def test_both_panels_stand_level(rated):
    left, right = perceived_figure(element_strength(rated)), observed_figure(observed_strength(rated))
    assert left.layout.height == right.layout.height and left.layout.margin.t == right.layout.margin.t
    assert left.layout.yaxis.range == right.layout.yaxis.range
    rules = [[shape.y0 for shape in figure.layout.shapes] for figure in (left, right)]
    assert rules[0] == rules[1] and len(rules[0]) == 6


def test_the_radar_leaves_a_gap_where_nothing_is_known(rated):
    line = trace(radar_figure(element_strength(rated)), "score")
    assert [value is None or value != value for value in line.r[:6]].count(True) == 4 and line.connectgaps is False


def test_frames_are_left_as_they_were(rated):
    perceived, observed = element_strength(rated), observed_strength(rated)
    before = perceived.copy(), observed.copy()
    perceived_figure(perceived), observed_figure(observed), radar_figure(perceived)
    pd.testing.assert_frame_equal(perceived, before[0])
    pd.testing.assert_frame_equal(observed, before[1])


def test_every_picture_is_described(rated):
    perceived = element_strength(rated)
    for figure in (perceived_figure(perceived), observed_figure(observed_strength(rated)), radar_figure(perceived)):
        assert len(figure.layout.meta["alt"]) > 40
    assert "Key players: not known" in perceived_figure(perceived).layout.meta["alt"]
