"""Where names stand on a still map, worked out by hand for a few marks."""

from __future__ import annotations

import numpy as np
import pytest

from components.charts.map_labels import SPOTS, Scene, break_name, place_labels, text_width


def scene(*points: tuple[float, float], width: float = 400, height: float = 300, radius: float = 5) -> Scene:
    return Scene(np.array(points, dtype=float).reshape(-1, 2), np.full(len(points), radius), width, height, 10)


def test_a_name_stands_right_of_its_mark_where_there_is_room() -> None:
    (label,) = place_labels(scene((100, 100)), ["Fund"], [0])
    assert (label.organization, label.spot, label.lines) == (0, 0, ("Fund",))


def test_a_name_goes_left_where_another_mark_stands_at_its_right() -> None:
    label = place_labels(scene((100, 100), (120, 100)), ["Fund", "X"], [0])[0]
    assert label.spot == 2  # below, it would be less than 7 pixels from the other mark


def test_a_name_stays_on_the_plot() -> None:
    (label,) = place_labels(scene((395, 150)), ["Fund"], [0])
    assert SPOTS[label.spot].across[2] < 0  # it begins left of its mark


def test_a_name_that_finds_no_room_is_left_out() -> None:
    assert place_labels(scene((5, 5), width=10, height=10), ["Fund"], [0]) == []


def test_one_of_the_first_stands_at_the_end_of_a_line_out_of_a_crowd() -> None:
    around = [(200 + 16 * x, 150 + 16 * y) for x in (-1, 0, 1) for y in (-1, 1)]
    (label,) = place_labels(scene((200, 150), *around), ["Fund", *"ABCDEF"], [0])
    assert SPOTS[label.spot].lead in ((1, 0), (-1, 0))  # between the rows above and below


def test_only_the_first_ones_stand_further_away() -> None:
    crowd = [(200 + 16 * x, 150 + 16 * y) for x in range(-3, 4) for y in range(-3, 4)]
    marks = scene(*crowd)
    named = {label.organization for label in place_labels(marks, ["A name"] * 49, range(49))}
    middle = crowd.index((200, 150))
    assert middle not in named


def test_no_organization_gives_no_name() -> None:
    assert place_labels(scene(), [], []) == []


@pytest.mark.parametrize(
    ("name", "most", "lines"),
    [
        ("Fund", 2, ("Fund",)),
        ("Community Foundation of the Bend", 2, ("Community Foundation", "of the Bend")),
        ("Community Foundation of the Bend", 3, ("Community", "Foundation", "of the Bend")),
        ("x" * 40, 2, ("x" * 29 + "…",)),
    ],
)
def test_a_long_name_stands_in_lines_of_much_the_same_length(name: str, most: int, lines: tuple[str, ...]) -> None:
    assert break_name(name, most) == lines


def test_letters_are_as_wide_as_they_are() -> None:
    assert text_width("ill") == pytest.approx(0.75)
    assert text_width("é") == text_width("e")
    assert text_width("漢") > 2 * text_width("e")
