"""The colours: seen on the light and on the dark ground, and one mark for each type of organization."""

from __future__ import annotations

from itertools import combinations

import pytest

from components.charts.palette import LINE, NONE_OF_THE_SIX, TYPE_COLOURS, type_marks

LIGHT, DARK = "#ffffff", "#0e1117"


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 to 1, as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_is_computed_as_its_definition_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the grey that just reads on white


@pytest.mark.parametrize("ground", [LIGHT, DARK])
@pytest.mark.parametrize("colour", [*TYPE_COLOURS.values(), NONE_OF_THE_SIX, LINE])
def test_every_mark_is_seen_on_the_light_and_on_the_dark_ground(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 3


def test_no_two_types_have_the_same_mark_unless_both_count_towards_none_of_the_six() -> None:
    marks = type_marks()
    same = {(one, other) for one, other in combinations(marks, 2) if marks[one] == marks[other]}
    assert all(marks[one][0] == marks[other][0] == NONE_OF_THE_SIX for one, other in same), same


def test_a_type_beyond_the_six_has_the_colour_of_the_one_it_counts_towards() -> None:
    marks = type_marks()
    assert marks["library"][0] == TYPE_COLOURS["issue area experts"]
    assert marks["library"][1] != marks["issue area experts"][1]
    assert marks["state or federal agency"][0] == NONE_OF_THE_SIX
