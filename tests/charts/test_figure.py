"""What all pictures use: texts are shown letter for letter, rows are as high as their names, and nothing overlaps."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.analysis import element_strength, observed_strength, representation, representation_grid
from components.charts import (
    element_by_issue_figure,
    elements_figure,
    how_much_is_known_figure,
    parity_figure,
    power_figure,
    radar_figure,
    representation_figure,
)
from components.charts.figure import (
    begin_drawing,
    escape,
    issue_label,
    numbers_in,
    room_for_labels,
    stack_rows,
    wrap_text,
)
from components.drafts import read_inventory
from components.inventory import measure_completeness

CITIES = Path(__file__).parents[2] / "data" / "inventories"


def every_picture(city: str) -> list[go.Figure]:
    """Draw each picture of a city once."""
    inventory, _ = read_inventory(CITIES / city)
    perceived, observed = element_strength(inventory), observed_strength(inventory)
    by_issue, communities = element_strength(inventory, "issue_area"), representation(inventory)
    return [
        elements_figure(perceived, observed),
        elements_figure(perceived, observed, in_full=True, scale=1.8),
        radar_figure(perceived),
        element_by_issue_figure(by_issue, ["justice", "housing"]),
        representation_figure(representation_grid(inventory)),
        parity_figure(communities),
        power_figure(communities.dropna(subset="power_seats").iloc[0]),
        how_much_is_known_figure(measure_completeness(inventory)),
    ]


def test_plotly_knows_all_that_the_pictures_are_made_of() -> None:
    for figure in every_picture("riverbend/2025-06-30"):
        checked = go.Figure(figure.to_dict())  # an error where an option is unknown, or its value is none that it takes
        assert checked.to_dict() == figure.to_dict()


def test_an_option_unknown_to_plotly_does_not_pass_its_checks() -> None:
    drawing = begin_drawing("Short", "What it shows", 100)
    drawing.set_layout(colour="red")
    with pytest.raises(ValueError, match="colour"):
        go.Figure(drawing.to_figure().to_dict())


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
    figure = begin_drawing("Short", "What it shows", 100).to_figure()
    long_title = "A title that goes on for much longer than one line of a phone can hold"
    longer = begin_drawing(long_title, "What", 100).to_figure()
    assert figure.layout.meta["alt"] == "What it shows"
    assert figure.layout.height - figure.layout.margin.t == 100
    assert longer.layout.height - longer.layout.margin.t == 100
    assert longer.layout.margin.t > figure.layout.margin.t


def test_options_of_a_part_of_the_layout_are_set_beside_its_others() -> None:
    drawing = begin_drawing("Short", "What it shows", 100)
    drawing.set_layout(margin={"b": 44}, showlegend=True)
    margin = drawing.to_figure().layout.margin
    assert (margin.l, margin.b) == (0, 44) and drawing.layout["showlegend"]


def test_a_number_that_is_not_known_is_left_out() -> None:
    assert numbers_in(pd.Series([1, None, 2.5], dtype="Float64")) == [1, None, 2.5]


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
