"""What all pictures use: texts are shown letter for letter, rows are as high as their names, and nothing overlaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts.figure import blank_figure, escape, issue_label, room_for_labels, stack_rows, wrap_text


def test_a_text_is_shown_letter_for_letter_on_one_line() -> None:
    assert escape("<b>R&D</b>") == "&lt;b&gt;R&amp;D&lt;/b&gt;"
    assert escape("Two\n lines") == "Two lines"


def test_a_name_does_not_turn_the_words_around_it() -> None:
    assert escape("evil\u202egnp.exe") == wrap_text("evil\u2067gnp.exe", 20) == "evilgnp.exe"


@given(st.text(max_size=80), st.integers(1, 30))
def test_wrapped_lines_are_no_longer_than_asked_and_hold_no_markup_but_the_breaks(text: str, width: int) -> None:
    lines = wrap_text(text, width).split("<br>")
    shown = [line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for line in lines]
    assert all(len(line) <= width for line in shown)
    assert not any("<" in line or ">" in line for line in lines)


@pytest.mark.parametrize("name", ["a" * 20_000, "word " * 4_000])
def test_a_very_long_name_does_not_make_a_picture_endless(name: str) -> None:
    assert wrap_text(name, 24).count("<br>") == 7 and wrap_text(name, 24).endswith("…")
    assert stack_rows([name], 50, 24, 1).whole < 200
    assert all(max(room_for_labels([name], 14, angle, 1)) < 400 for angle in (0, -50))
    assert wrap_text("word " * 20, 24).count("word") == 20


def test_rows_are_stacked_without_a_gap_and_a_long_name_makes_its_row_higher() -> None:
    rows = stack_rows(["Elders", "Residents of the east side"], least=20, letters=14, scale=1)
    # The second name takes two lines of 16 pixels, and 8 around them.
    assert rows.heights == [24, 40]
    assert rows.middles == [12, 44] and rows.whole == 64
    assert stack_rows([], least=20, letters=14, scale=1).whole == 0


def test_a_figure_is_as_high_as_asked_under_its_title_and_says_what_it_shows_in_words() -> None:
    figure = blank_figure("Short", "What it shows", 100)
    longer = blank_figure("A title that goes on for much longer than one line of a phone can hold", "What", 100)
    assert figure.layout.meta["alt"] == "What it shows"
    assert figure.layout.height - figure.layout.margin.t == 100
    assert longer.layout.height - longer.layout.margin.t == 100
    assert longer.layout.margin.t > figure.layout.margin.t


@pytest.mark.parametrize("scale", [1, 1.4])
def test_labels_of_more_lines_take_more_room(scale: float) -> None:
    one, _ = room_for_labels(["Food"], 12, 0, scale)
    two, aside = room_for_labels(["Food", "Public transportation"], 12, 0, scale)
    assert two > one and aside == 0
    _, slanted = room_for_labels(["Food", "Public transportation"], 12, -50, scale)
    assert slanted > 0


def test_an_issue_area_has_the_label_of_its_vocabulary_and_a_word_outside_is_its_own() -> None:
    assert issue_label("land use") == "Land use and vacant property"
    assert issue_label("street cats") == "street cats"
