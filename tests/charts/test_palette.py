"""The colours: seen on the light and on the dark ground, and one mark for each type of organization."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from components.charts.palette import LINE, NONE_OF_THE_SIX, SLATE, TYPE_COLOURS, type_marks
from tests.contrast import MARK, contrast

GROUNDS = LIGHT, DARK = "#ffffff", "#0e1117"
NEXT = 1.25  # the contrast by which a step of the scale is told from the next; the figure in the cell says it too


def test_the_contrast_is_computed_as_its_definition_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the grey that just reads on white
    assert contrast("rgba(0, 0, 0, 0.5)", "#ffffff") == pytest.approx(contrast("#808080", "#ffffff"), abs=0.03)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", [*TYPE_COLOURS.values(), NONE_OF_THE_SIX, LINE])
def test_every_mark_is_seen_on_the_light_and_on_the_dark_ground(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= MARK


def test_a_quantity_goes_from_light_to_dark_in_steps_that_are_told_apart() -> None:
    on_white = [contrast(step, LIGHT) for step in SLATE]
    assert on_white == sorted(on_white)
    assert min(contrast(step, darker) for step, darker in pairwise(SLATE)) >= NEXT
    assert not set(SLATE) & set(TYPE_COLOURS.values())


def test_no_two_types_have_the_same_mark_unless_both_count_towards_none_of_the_six() -> None:
    marks = type_marks()
    same = {(one, other) for one, other in combinations(marks, 2) if marks[one] == marks[other]}
    assert all(marks[one][0] == marks[other][0] == NONE_OF_THE_SIX for one, other in same), same


def test_a_type_beyond_the_six_has_the_colour_of_the_one_it_counts_towards() -> None:
    marks = type_marks()
    assert marks["library"][0] == TYPE_COLOURS["issue area experts"]
    assert marks["library"][1] != marks["issue area experts"][1]
    assert marks["state or federal agency"][0] == NONE_OF_THE_SIX
