"""Every page of every shipped city: it runs, names the city, and leads with what the data say."""

import html
import re
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.frame.loading import INVENTORIES
from components.ui.frame.version import version_and_commit
from tests.pages.opening import FOLDS, VIEWS, assert_runs, lead, opened, said

CITIES = {
    "boston": "Boston",
    "cleveland": "Cleveland",
    "pittsburgh": "Pittsburgh",
    "riverbend": "Riverbend",
    "san-antonio": "San Antonio",
    "seattle": "Seattle",
    "st-louis": "St. Louis",
    "washington-dc": "Washington, DC",
}
REAL = [city for city in CITIES if city != "riverbend"]


@cache
def page_of(city: str, view: str) -> AppTest:
    """A view of a shipped city with every fold open: opened once, and only read here."""
    return assert_runs(opened(view, city=city, unfold=FOLDS))


def test_every_shipped_city_is_tested():
    assert sorted(path.name for path in INVENTORIES.iterdir() if path.is_dir()) == sorted(CITIES)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("city", CITIES)
def test_a_page_runs_with_every_fold_open(city: str, view: str):
    page = page_of(city, view)
    text = said(page)
    assert text.startswith(f"## {CITIES[city]}: ")
    sentence = lead(page)
    assert sentence.endswith((".", "?"))
    assert re.search(r"\d|not known|[Nn]o |Nobody", sentence), "it has its figure, or says what is not known"
    assert not page.warning
    assert "nan" not in re.findall(r"\w+", text.lower())
    assert "<NA>" not in text and "None" not in re.findall(r"\w+", sentence)


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_ends_with_the_version(view: str):
    assert page_of("riverbend", view).caption[-1].value == f"Civic Ecosystem Atlas, version {version_and_commit()}"


@pytest.mark.parametrize("view", VIEWS)
def test_riverbend_says_that_it_is_fictional(view: str):
    assert "Fictional city" in said(page_of("riverbend", view)).splitlines()[0]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("city", REAL)
def test_a_real_city_is_not_said_to_be_fictional(city: str, view: str):
    assert "Fictional city" not in said(page_of(city, view))


@pytest.mark.parametrize("city", CITIES)
def test_ratings_are_drawn_where_there_are_some_and_never_made_up(city: str):
    on_strength = page_of(city, "strength").get("plotly_chart")[0].proto.alt
    drawn = " ".join(element.proto.body for element in page_of(city, "overview").get("html"))
    on_overview = re.findall('role="img" aria-label="([^"]*)', drawn)[0]
    for picture in (on_strength, html.unescape(on_overview)):
        assert picture.startswith("How strong people say") == (city == "riverbend"), picture


@pytest.mark.parametrize("city", REAL)
def test_a_real_city_says_that_nobody_was_asked_how_strong_the_elements_are(city: str):
    strength = page_of(city, "strength")
    assert lead(strength) == "Nobody has yet been asked how strong the six elements are here."
    assert "gives them no scale" in said(strength)


@pytest.mark.parametrize("view", VIEWS)
def test_without_a_city_st_louis_is_shown(view: str):
    assert said(opened(view)).startswith("## St. Louis: ")


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_has_what_each_page_needs(view: str):
    page = page_of("riverbend", view)
    folds = [fold.label for fold in page.expander]
    assert {"How this is measured", "Sources behind this view", "Glossary"} <= set(folds)
    assert "City" in [choice.label for choice in page.selectbox]
    filters = [choice.label for choice in page.multiselect]
    assert {"Issue area", "Community", "Key-player type", "Kind of tie"} <= set(filters)


@pytest.mark.parametrize("view", VIEWS)
def test_how_a_view_is_measured_says_its_source_and_what_is_not_known(view: str):
    text = said(page_of("riverbend", view))
    assert "*Source:*" in text and "*Not known:*" in text


def test_an_older_date_opens_the_older_inventory():
    page = assert_runs(opened("overview", city="riverbend", date="2023-06-30"))
    assert "As of 30 June 2023" in said(page)
    assert not page.warning
    assert "As of 30 June 2025" in said(page_of("riverbend", "overview"))


def test_a_date_that_is_not_there_is_said():
    page = assert_runs(opened("network", city="riverbend", date="1999-01-01"))
    assert "no inventory of 1999-01-01" in page.warning[0].value.replace("\\", "")
    assert "As of 30 June 2025" in said(page)


@pytest.mark.parametrize("city", ["../..", "%00", "…"])
def test_a_city_without_a_letter_is_said_too(city: str):
    text = said(assert_runs(opened("overview", city=city)))
    assert f"The address asks for the city “{city}”, which is not here." in text
