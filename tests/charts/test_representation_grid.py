"""The grid of communities and issue areas: a shape for each way of being present, and what is not known."""

from itertools import pairwise

import pandas as pd
import pytest

from components.analysis import representation_grid
from components.charts import marginalized_first, representation_figure
from tests.inventories import make_inventory
from tests.pictures import title, trace


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


def test_marginalized_communities_come_first_and_the_rest_keep_their_order():
    table = pd.DataFrame({"community": list("abcd"), "marginalized": ["no", "yes", None, "yes"]})
    assert marginalized_first(table)["community"].tolist() == ["b", "d", "a", "c"]


def test_each_way_of_being_present_has_a_shape_and_a_count_of_its_own(city):
    figure = representation_figure(representation_grid(city))
    names = ("they lead", "they are served", "they have a seat", "nobody found, of so many known")
    shapes = {trace(figure, name).marker.symbol for name in names}
    assert len(shapes) == 4
    elders_justice = {
        name: list(trace(figure, name).text) for name in ("they lead", "they are served", "they have a seat")
    }
    assert elders_justice["they lead"] == ["1"]
    assert sorted(elders_justice["they are served"]) == ["1", "1", "2"]
    assert sorted(elders_justice["they have a seat"]) == ["1", "2"]


def test_no_one_on_record_is_an_open_square_and_not_known_is_hatched(city):
    grid = representation_grid(city)
    figure = representation_figure(grid)
    table, open_square = trace(figure, "cells"), trace(figure, "nobody found, of so many known")
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
    figure = representation_figure(representation_grid(city))
    assert sorted(trace(figure, "nobody found, of so many known").text) == ["of 1", "of 1", "of 2"]
    hover = " | ".join(trace(figure, "cells").hovertext)
    assert "nobody found, of 1 organization known" in hover


def test_where_only_seats_are_known_the_open_square_counts_them():
    inventory = make_inventory(
        organizations=[{"name": "A", "issue_areas": ("justice",)}],
        communities=[{"name": "elders"}],
        seats=[{"table": "T", "organization": "A", "issue_areas": ("justice",), "speaks_for": ()} for _ in range(2)],
    )
    figure = representation_figure(representation_grid(inventory))
    assert list(trace(figure, "nobody found, of so many known").text) == ["of 2"]
    assert "nobody found, of 2 seats known" in trace(figure, "cells").hovertext[0]


def test_a_column_that_nobody_filled_is_hatched_within_a_cell_on_record(city):
    figure = representation_figure(representation_grid(city))
    # health: one organization says whom it serves; nobody there says who leads, and no seat is about it
    unknown = trace(figure, "not known")
    places = [x for x in unknown.x if x is not None]
    health = [round(x - place, 6) for x in places for place in (-0.3, 0.3) if round(x - place, 6) == round(x - place)]
    assert len(places) == 2 and len(set(health)) == 1


def test_a_seat_that_only_speaks_for_a_community_has_another_mark():
    city = make_inventory(
        organizations=[{"name": "A", "issue_areas": ("justice",), "serves": ("elders",)}],
        seats=[{"table": "T", "organization": "A", "issue_areas": ("justice",), "speaks_for": ("elders",)}],
    )
    figure = representation_figure(representation_grid(city))
    assert list(trace(figure, "others speak for them").text) == ["1"]
    assert not len(trace(figure, "they have a seat").text)


def test_the_title_says_the_finding(city):
    grid = representation_grid(city)
    none, unknown = ((grid["state"] == state).sum() for state in ("no one on record", "not known"))
    assert title(representation_figure(grid)) == (
        f"<b>Nobody is found in {none} of {len(grid)} squares, where we know of 2 organizations at most; "
        f"for {unknown} nobody has looked</b>"
    )


def test_the_title_of_a_part_counts_over_all_squares(city):
    grid = representation_grid(city)
    part = grid.head(1)
    none = (grid["state"] == "no one on record").sum()
    figure = representation_figure(part, whole=grid)
    assert title(figure).startswith(f"<b>Nobody is found in {none} of all {len(grid)} squares,")
    assert f"Nobody is found in {none} of all {len(grid)} squares," in figure.layout.meta["alt"]
    assert title(representation_figure(grid, whole=grid)) == title(representation_figure(grid))


def test_words_of_an_inventory_stay_text(city):
    figure = representation_figure(representation_grid(city))
    labels = figure.layout.yaxis.ticktext
    assert any("&lt;b&gt;veterans&lt;/b&gt; &amp; kin" in label for label in labels)
    assert not any("<b>veterans" in text for text in trace(figure, "cells").hovertext)


def test_twenty_by_twenty_keeps_room_for_its_marks():
    issues = [f"issue area number {number}" for number in range(20)]
    names = [f"a community with quite a long name of its own, number {number}" for number in range(20)]
    city = make_inventory(organizations=[{"name": "A", "issue_areas": tuple(issues), "serves": tuple(names)}])
    figure = representation_figure(representation_grid(city))
    assert figure.layout.meta["least_width"] >= 20 * 40
    cells = trace(figure, "cells")
    rows = sorted({(base, base + height) for base, height in zip(cells.base, cells.y, strict=True)})
    assert len(rows) == 20 and all(above[1] < below[0] for above, below in pairwise(rows))


def test_the_frame_is_left_as_it_was(city):
    grid = representation_grid(city)
    before = grid.copy()
    representation_figure(grid)
    pd.testing.assert_frame_equal(grid, before)
