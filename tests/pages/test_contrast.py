"""Each mark and each text of every picture is seen on the ground it lies on, on a light page and on a dark one."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from components.charts import map_payload
from components.charts.figure import BAND, CLEAR, FAINT
from components.charts.palette import SLATE
from components.ui.frame.loading import load_shipped
from components.ui.widgets import figures
from tests.contrast import MARK, TEXT, contrast
from tests.pages.opening import FOLDS, VIEWS, assert_runs, opened

ROOT = Path(__file__).parents[2]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
CARDS = {"light": "#ffffff", "dark": "#0e1117"}
MODES = tuple(CARDS)
PICTURES = ["strength", "representation", "inventory"]
# Lines that only lead the eye, and a band whose outline is drawn in the colour of a mark: neither has a meaning alone.
NO_MARK = (FAINT, BAND, CLEAR)


def test_the_cards_are_what_pictures_and_map_lie_on() -> None:
    assert {"light": figures.WHITE, "dark": figures.BLACK} == CARDS
    assert {mode: THEME[mode]["textColor"] for mode in MODES} == {"light": figures.DARK_INK, "dark": figures.LIGHT_INK}
    css = (ROOT / "components" / "ui" / "widgets" / "map" / "map.css").read_text("utf-8")
    assert f"background: light-dark({CARDS['light']}, {CARDS['dark']});" in css


@pytest.mark.parametrize("ink", ["textColor", "primaryColor", "linkColor"])
@pytest.mark.parametrize("mode", MODES)
def test_text_reads_on_the_page_on_the_second_surface_and_on_cards(mode: str, ink: str) -> None:
    theme = THEME[mode]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"], CARDS[mode]):
        assert contrast(theme[ink], ground) >= TEXT, ground


@pytest.mark.parametrize("mode", MODES)
def test_text_reads_on_what_is_filled_with_the_primary_colour(mode: str) -> None:
    style = (ROOT / "components" / "ui" / "frame" / "start_files" / "style.css").read_text("utf-8")
    (light, dark), *_ = re.findall(r"stBaseButton-primary.*?light-dark\((#\w{6}), (#\w{6})\)", style)
    assert contrast({"light": light, "dark": dark}[mode], THEME[mode]["primaryColor"]) >= TEXT
    for chip in re.findall(r"\[data-tag\] \{ background-color: (#\w{6})", style):
        assert contrast("#ffffff", chip) >= TEXT  # what is chosen in a control, in white words


@pytest.fixture(params=MODES)
def pictures(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """All pictures of Riverbend, which has everything, and of St. Louis, which has no ratings, in one mode."""
    monkeypatch.setattr(type(st.context), "theme", SimpleNamespace(type=request.param))
    drawn = {}
    for city in ("riverbend", "st-louis"):
        for view in PICTURES:
            for chart in assert_runs(opened(view, city=city, unfold=FOLDS)).get("plotly_chart"):
                drawn[f"{city}, {chart.key}"] = json.loads(chart.proto.spec)
    assert {figure["layout"]["paper_bgcolor"] for figure in drawn.values()} == {CARDS[request.param]}
    return drawn


def several(colours: Any) -> list[str]:
    return [colour for colour in (colours if isinstance(colours, list) else [colours]) if colour]


def outlined(marker: dict[str, Any]) -> bool:
    line = marker.get("line", {})
    return bool(line.get("color")) and line.get("width", 1) > 0 and line["color"] not in NO_MARK


def marks(trace: dict[str, Any]) -> Iterator[str]:
    """The colours that tell something: of lines, of outlines, of hatching, and of what is filled and has no outline."""
    marker = trace.get("marker", {})
    yield from several(trace.get("line", {}).get("color"))
    yield from several(marker.get("pattern", {}).get("fgcolor"))
    if outlined(marker):
        yield from several(marker["line"]["color"])
    elif trace.get("name") != "cells":  # a cell is told by the figure in it: see the test of these
        yield from several(marker.get("color"))


def inks(part: Any) -> Iterator[str]:
    """The colours of all texts of a figure but of those within its traces."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name.endswith("font") and isinstance(value, dict):
                yield from several(value.get("color"))
            elif name not in ("template", "hoverlabel"):
                yield from inks(value)
    elif isinstance(part, list):
        for value in part:
            yield from inks(value)


def test_every_mark_of_a_picture_is_seen(pictures: dict[str, dict[str, Any]]) -> None:
    assert len(pictures) >= 10
    for name, figure in pictures.items():
        ground = figure["layout"]["paper_bgcolor"]
        found = {colour for trace in figure["data"] for colour in marks(trace)} - set(NO_MARK)
        assert found, name
        for colour in found:
            assert contrast(colour, ground) >= MARK, (name, colour, ground)


@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
@pytest.mark.parametrize("mode", MODES)
def test_what_the_overview_draws_is_seen(mode: str, city: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "theme", SimpleNamespace(type=mode))
    drawn = [element.proto.body for element in assert_runs(opened("overview", city=city)).get("html")]
    pictures = [picture for picture in drawn if 'role="img"' in picture]
    assert len(pictures) == 3
    for picture in pictures:
        ink, ground = re.findall(r'<div style="color:(#\w{6});background:(#\w{6})"', picture)[0]
        assert ground == CARDS[mode]
        assert contrast(ink, ground) >= TEXT
        for colour in set(re.findall(r"#\w{6}", picture)) - {ground}:
            assert contrast(colour, ground) >= MARK, colour


def test_every_text_of_a_picture_reads(pictures: dict[str, dict[str, Any]]) -> None:
    for name, figure in pictures.items():
        ground = figure["layout"]["paper_bgcolor"]
        found = set(inks(figure["layout"]))
        assert found, name
        for trace in figure["data"]:
            if trace.get("name") != "scores":  # these lie on cells
                found |= set(several(trace.get("textfont", {}).get("color")))
        for ink in found:
            assert contrast(ink, ground) >= TEXT, (name, ink, ground)


def test_a_score_reads_on_the_shade_of_its_cell(pictures: dict[str, dict[str, Any]]) -> None:
    figure = pictures["riverbend, strength-by-issue"]
    cells, scores = ({trace["name"]: trace for trace in figure["data"]}[name] for name in ("cells", "scores"))
    middles = [base + height / 2 for base, height in zip(cells["base"], cells["y"], strict=True)]
    shades = dict(zip(zip(cells["x"], map(round, middles), strict=True), cells["marker"]["color"], strict=True))
    written = zip(scores["x"], map(round, scores["y"]), scores["textfont"]["color"], strict=True)
    on_shades = {(ink, shades[x, y]) for x, y, ink in written}
    assert {shade for _, shade in on_shades} >= set(SLATE[:4])
    for ink, shade in on_shades:
        assert contrast(ink, shade) >= TEXT, (ink, shade)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("city", ["riverbend", "boston"])
def test_every_mark_of_the_map_is_seen(mode: str, city: str) -> None:
    loaded = load_shipped(city, None)
    payload = map_payload(loaded.inventory, loaded.ties, loaded.measures)
    assert len(payload["legend"]) > 5
    for mark in payload["legend"]:
        assert contrast(mark["colour"], CARDS[mode]) >= MARK, mark
    script = (ROOT / "components" / "ui" / "widgets" / "map" / "marks.js").read_text("utf-8")
    cover = float(re.findall(r"const clearness = .*?ties <= 500 \? ([\d.]+)", script)[0])
    assert contrast(payload["line"], CARDS[mode], cover) >= MARK, "each tie of a shipped city"


def test_every_page_with_a_picture_is_looked_at() -> None:
    with_pictures = [view for view in VIEWS if opened(view, city="riverbend", unfold=FOLDS).get("plotly_chart")]
    assert with_pictures == PICTURES
