"""The grid of communities and issue areas, parity, and power."""

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.analysis import representation, representation_grid
from components.charts import marginalized_first, parity_figure, power_figure, representation_figure, with_parity
from components.inventory import make_inventory


@pytest.fixture
def city():
    return make_inventory(
        organizations=[
            {"name": "A", "issue_areas": ("justice",), "serves": ("renters", "elders"), "led_by": ("elders",)},
            {"name": "B", "issue_areas": ("justice",), "serves": ("elders",), "led_by": ()},
            {"name": "C", "issue_areas": ("housing",)},
            {"name": "D", "issue_areas": ("health",), "serves": ("elders",)},
        ],
        communities=[
            {"name": "renters", "marginalized": "no", "population_share": 0.5},
            {"name": "elders", "marginalized": "yes", "population_share": 0.2},
            {"name": "<b>veterans</b> & kin", "marginalized": "yes"},
        ],
        seats=[
            {
                "table": "T",
                "organization": "A",
                "issue_areas": ("justice",),
                "held_by_community": ("elders",),
                "power": 4,
            },
            {
                "table": "T",
                "organization": "B",
                "issue_areas": ("justice",),
                "held_by_community": ("elders",),
                "power": 1,
            },
            {"table": "T", "organization": "B", "issue_areas": ("justice",), "held_by_community": ("renters",)},
            {"table": "T", "organization": "C", "held_by_community": ()},
        ],
    )


def by_name(figure: go.Figure) -> dict[str, object]:
    return {trace.name: trace for trace in figure.data}


def test_marginalized_communities_come_first_and_the_rest_keep_their_order():
    table = pd.DataFrame({"community": list("abcd"), "marginalized": ["no", "yes", None, "yes"]})
    assert marginalized_first(table)["community"].tolist() == ["b", "d", "a", "c"]


def test_each_way_of_being_present_has_a_shape_and_a_count_of_its_own(city):
    marks = by_name(representation_figure(representation_grid(city)))
    names = ("leads", "serves", "holds a seat", "no one on record, of k known")
    shapes = {marks[name].marker.symbol for name in names}
    assert len(shapes) == 4
    elders_justice = {name: list(marks[name].text) for name in ("leads", "serves", "holds a seat")}
    assert elders_justice["leads"] == ["1"]
    assert sorted(elders_justice["serves"]) == ["1", "1", "2"]
    assert sorted(elders_justice["holds a seat"]) == ["1", "2"]


def test_no_one_on_record_is_an_open_square_and_not_known_is_hatched(city):
    grid = representation_grid(city)
    figure = representation_figure(grid)
    table, open_square = figure.data[0], by_name(figure)["no one on record, of k known"]
    hatched = {
        tuple(key) for key, shape in zip(table.customdata, table.marker.pattern.shape, strict=True) if shape == "/"
    }
    unknown = grid[grid["state"] == "not known"]
    assert hatched == set(zip(unknown["community"], unknown["issue_area"], strict=True))
    assert {issue for _, issue in hatched} == {"housing"}
    assert len(open_square.x) == (grid["state"] == "no one on record").sum() > 0
    assert open_square.marker.symbol == "square-open"


def test_an_open_square_says_of_how_many_it_is_known(city):
    # Renters on health: D alone says whom it serves. Veterans on justice: A and B do.
    squares = by_name(representation_figure(representation_grid(city)))["no one on record, of k known"]
    assert sorted(squares.text) == ["of 1", "of 1", "of 2"]
    hover = " | ".join(representation_figure(representation_grid(city)).data[0].hovertext)
    assert "no one on record, of 1 organization known" in hover


def test_where_only_seats_are_known_the_open_square_counts_them():
    inventory = make_inventory(
        organizations=[{"name": "A", "issue_areas": ("justice",)}],
        communities=[{"name": "elders"}],
        seats=[{"table": "T", "organization": "A", "issue_areas": ("justice",), "speaks_for": ()} for _ in range(2)],
    )
    figure = representation_figure(representation_grid(inventory))
    assert list(by_name(figure)["no one on record, of k known"].text) == ["of 2"]
    assert "no one on record, of 2 seats known" in figure.data[0].hovertext[0]


def test_a_column_that_nobody_filled_is_hatched_within_a_cell_on_record(city):
    figure = representation_figure(representation_grid(city))
    # health: one organization says whom it serves; nobody there says who leads, and no seat is about it
    unknown = by_name(figure)["not known"]
    places = [x for x in unknown.x if x is not None]
    health = [round(x - place, 6) for x in places for place in (-0.3, 0.3) if round(x - place, 6) == round(x - place)]
    assert len(places) == 2 and len(set(health)) == 1


def test_a_seat_that_only_speaks_for_a_community_has_another_mark():
    city = make_inventory(
        organizations=[{"name": "A", "issue_areas": ("justice",), "serves": ("elders",)}],
        seats=[{"table": "T", "organization": "A", "issue_areas": ("justice",), "speaks_for": ("elders",)}],
    )
    marks = by_name(representation_figure(representation_grid(city)))
    assert list(marks["is only spoken for on a seat"].text) == ["1"] and not len(marks["holds a seat"].text)


def test_the_title_says_the_finding(city):
    grid = representation_grid(city)
    title = representation_figure(grid).layout.title.text.replace("<br>", " ")
    none, unknown = ((grid["state"] == state).sum() for state in ("no one on record", "not known"))
    pairs = f"{len(grid)} pairs of community and issue area"
    ground = "where at most 2 organizations are known"
    assert title == f"<b>No one is on record for {none} of {pairs}, {ground}; {unknown} not known</b>"


def test_words_of_an_inventory_stay_text(city):
    figure = representation_figure(representation_grid(city))
    labels = figure.layout.yaxis.ticktext
    assert any("&lt;b&gt;veterans&lt;/b&gt; &amp; kin" in label for label in labels)
    assert not any("<b>veterans" in text for text in figure.data[0].hovertext)


def test_twenty_by_twenty_keeps_room_for_its_marks():
    issues = [f"issue area number {number}" for number in range(20)]
    names = [f"a community with quite a long name of its own, number {number}" for number in range(20)]
    city = make_inventory(organizations=[{"name": "A", "issue_areas": tuple(issues), "serves": tuple(names)}])
    figure = representation_figure(representation_grid(city))
    assert figure.layout.meta["least_width"] >= 20 * 40
    ends = sorted((base, base + height) for base, height in zip(figure.data[0].base, figure.data[0].y, strict=True))
    rows = sorted(set(ends))
    assert len(rows) == 20 and all(above[1] < below[0] for above, below in pairwise(rows))


def test_parity_sets_the_share_of_seats_beside_the_share_of_people(city):
    known = with_parity(representation(city))
    assert known["community"].tolist() == ["elders", "renters"]
    marks = by_name(parity_figure(representation(city)))
    assert list(marks["share of seats held"].x) == [pytest.approx(2 / 4), pytest.approx(1 / 4)]
    assert list(marks["share of the people"].x) == [0.2, 0.5]
    band = marks["near parity (0.8 to 1.2)"]
    assert list(band.base) == [pytest.approx(0.16), pytest.approx(0.4)]
    assert list(band.x) == [pytest.approx(0.08), pytest.approx(0.2)]


def test_parity_that_hangs_on_one_seat_says_so_in_few_letters(city):
    # Elders: 2 of 4 seats for 1/5 of the people is 2.5; with one seat less, 1.25: over either way.
    # Renters: 1 of 4 for 1/2 is 0.5; with one seat more, 2 of 4 is 1.0: near parity.
    words = [note.text for note in parity_figure(representation(city)).layout.annotations]
    assert "2.50: over parity" in words
    assert "0.50: under parity; one seat would change that" in words
    assert max(len(text) for text in words) <= 50


def test_power_is_spread_over_six_steps_with_its_mean(city):
    row = representation(city).set_index("community", drop=False).loc["elders"]
    figure = power_figure(row)
    assert list(figure.data[0].x) == [0, 1, 0, 0, 1, 0]
    assert "mean 2.5 of 5" in figure.layout.title.text.replace("<br>", " ")


def test_frames_are_left_as_they_were(city):
    grid, communities = representation_grid(city), representation(city)
    before = grid.copy(), communities.copy()
    representation_figure(grid), parity_figure(communities)
    pd.testing.assert_frame_equal(grid, before[0])
    pd.testing.assert_frame_equal(communities, before[1])
