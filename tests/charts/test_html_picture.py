"""Figures drawn as HTML: the same marks, lengths, texts and tooltips as Plotly is told to draw."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from components.analysis import element_strength, keep_most_concerned, observed_strength, representation_grid
from components.charts import draw_as_html, elements_figure, how_much_is_known_figure, representation_figure
from components.charts.figure import Content, Trace, begin_drawing, hatching, make_trace
from components.drafts import read_inventory
from components.inventory import Inventory, measure_completeness

CITIES = Path(__file__).parents[2] / "data" / "inventories"


class _Reader(HTMLParser):
    """Reads the styles, titles and texts of a picture, and whether each element that begins also ends."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.titles: list[str] = []
        self.texts: list[str] = []
        self.names: set[str] = set()
        self.open: list[str] = []
        self.feed(picture)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.names.add(tag)
        self.styles.append(found.get("style", ""))
        self.titles += [found["title"]] if "title" in found else []
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _boxes(picture: str, unit: str) -> list[tuple[float, float]]:
    """Read ``left`` and ``width`` of all boxes whose places are shares of the plot."""
    found = re.findall(rf"left:([\d.e-]+){unit};width:([\d.e-]+){unit}", picture)
    return [(float(left), float(width)) for left, width in found]


def _content(*traces: Trace) -> Content:
    drawing = begin_drawing("A title", "What it shows", 100)
    drawing.traces += traces
    drawing.set_layout(xaxis={"domain": [0.5, 1], "range": [0, 4]}, yaxis={"range": [100, 0]})
    return drawing.to_figure().to_dict()


def test_a_level_bar_begins_and_ends_where_the_axis_has_it() -> None:
    bar = make_trace("bar", x=[2.0], base=[1.0], y=[50], width=10, orientation="h", marker={"color": "#123456"})
    picture = draw_as_html(_content(bar))
    # The axis lies on the right half: 1 of 4 is 62.5 % of the plot, and 2 of 4 are 25 % of it.
    assert "left:62.5%;width:25%;top:45px;height:10px;background:#123456" in picture


def test_an_upright_bar_stands_in_its_column() -> None:
    bar = make_trace(
        "bar", x=[2], base=[20], y=[30], width=1, marker={"color": "#123456"}, hovertext=["<b>12</b><br>of 14"]
    )
    picture = draw_as_html(_content(bar))
    assert "left:68.75%;width:12.5%;top:20px;height:30px" in picture
    assert _Reader(picture).titles == ["12\nof 14"]


def test_what_is_not_known_is_hatched_and_has_no_colour() -> None:
    bar = make_trace(
        "bar", x=[1.0], y=[50], width=10, orientation="h", marker={"color": "#123456", "pattern": hatching()}
    )
    picture = draw_as_html(_content(bar))
    assert "repeating-linear-gradient" in picture
    assert "#123456" not in picture


def test_a_mark_lies_on_its_place_with_its_text_above() -> None:
    marker = {"symbol": ["circle", "circle-open"], "size": 10, "color": "#123456", "line": {"width": 3}}
    marks = make_trace(
        "scatter",
        x=[0, None, 4],
        y=[10, None, 90],
        text=["1.8", "", "4.2"],
        mode="markers+text",
        textposition="top center",
        textfont={"size": 13},
        marker=marker | {"symbol": ["circle", "circle", "circle-open"]},
    )
    picture = draw_as_html(_content(marks))
    assert "left:calc(50% - 5px);top:5px" in picture
    assert "left:calc(100% - 5px);top:85px" in picture
    assert picture.count("border-radius:50%") == 2
    assert {"1.8", "4.2"} <= set(_Reader(picture).texts)


def test_a_line_ends_where_a_place_is_missing() -> None:
    ends = {"symbol": "line-ns", "size": 8, "line": {"color": "#123456", "width": 1}}
    line = {"color": "#123456", "width": 2}
    lines = make_trace(
        "scatter", x=[0, 2, None, 3, 4], y=[5, 5, None, 9, 9], mode="lines+markers", marker=ends, line=line
    )
    assert _boxes(draw_as_html(_content(lines)), "%") == [(50.0, 25.0), (87.5, 12.5)]


def test_a_mark_or_bar_whose_place_is_not_known_is_left_out() -> None:
    dot = {"symbol": "circle", "size": 10, "color": "#123456", "line": {"width": 0}}
    marks = make_trace("scatter", x=[None, 2.0], y=[5, 9], mode="markers", marker=dot)
    bars = make_trace("bar", x=[None, 1.0], y=[5, 9], width=4, orientation="h", marker={"color": "#123456"})
    picture = draw_as_html(_content(marks, bars))
    assert "nan" not in picture and "None" not in picture
    assert picture.count("border-radius:50%") == picture.count("height:4px") == 1


def test_words_stay_words() -> None:
    drawing = begin_drawing('<img src="x"> & "so"', 'He said "no" <b>', 100)
    drawing.set_layout(yaxis={"range": [100, 0]})
    reader = _Reader(draw_as_html(drawing.to_figure().to_dict()))
    assert reader.names == {"div", "b"}
    assert '<img src="x"> & "so"' in reader.texts


@pytest.fixture(scope="module", params=["riverbend/2025-06-30", "st-louis"])
def inventory(request: pytest.FixtureRequest) -> Inventory:
    return read_inventory(CITIES / request.param)[0]


def test_all_that_is_known_has_the_length_of_its_share(inventory: Inventory) -> None:
    completeness = measure_completeness(inventory)
    figure = how_much_is_known_figure(completeness)
    filled = next(trace for trace in figure.data if trace.name == "filled")
    widths = [width for _, width in _boxes(draw_as_html(figure.to_dict()), "%")]
    whole = 100 / 1.005
    assert widths == pytest.approx([whole] * len(filled.x) + [share * whole for share in filled.x], rel=1e-4)


def test_how_much_is_known_fits_on_a_phone_with_each_count(inventory: Inventory) -> None:
    figure = how_much_is_known_figure(measure_completeness(inventory))
    names, meta = figure.layout.yaxis.ticktext, figure.layout.meta
    assert meta["least_width"] <= 320 and all(" cells" in name for name in names)
    lines = [re.sub("<[^>]+>", "", line) for name in names for line in name.split("<br>")]
    assert max(map(len, lines)) * 7 < meta["beside"]


def test_each_text_of_the_elements_is_there(inventory: Inventory) -> None:
    figure = elements_figure(element_strength(inventory), observed_strength(inventory, whole=inventory))
    reader = _Reader(draw_as_html(figure.to_dict()))
    plain = [re.sub("<[^>]+>", "|", note.text).split("|") for note in figure.layout.annotations]
    assert {word for words in plain for word in words if word} <= set(reader.texts)


def test_each_square_of_the_grid_has_its_tooltip(inventory: Inventory) -> None:
    grid = keep_most_concerned(representation_grid(inventory), 5, 8)
    reader = _Reader(draw_as_html(representation_figure(grid).to_dict()))
    assert len(reader.titles) == len(grid)
    words = " ".join(reader.titles)
    assert all(name in words for name in grid["community"])
    assert "not known" in " ".join(reader.texts)
