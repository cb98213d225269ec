"""The filters on a page: the chips, an empty result, and words that an address gets wrong."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opening import VIEWS, assert_runs, chips, opened, press, said


def asked(page: AppTest, word: str) -> str:
    """What the page's address says for a word; AppTest gives a list after some runs and a text after others."""
    value = page.query_params[word]
    return value if isinstance(value, str) else ",".join(value)


@pytest.mark.parametrize("view", VIEWS)
def test_a_filter_is_a_chip_beside_what_is_left(view: str):
    page = assert_runs(opened(view, city="riverbend", issue="justice"))
    assert chips(page) == {"chip-issue-justice": "Justice"}
    assert "19 of 127 organizations" in said(page).splitlines()
    without = assert_runs(opened(view, city="riverbend"))
    assert chips(without) == {}
    assert "All 127 organizations" in said(without).splitlines()


def test_a_chip_takes_its_own_filter_out():
    page = opened("network", city="riverbend", issue="justice,housing", type="library", level="2", by="led")
    assert chips(page) == {
        "chip-issue-justice": "Justice",
        "chip-issue-housing": "Housing",
        "chip-type-library": "Library",
        "chip-level-2": "Ties at level 2 or more",
    }
    page = press(page, "chip-issue-justice")
    assert (asked(page, "issue"), asked(page, "type"), asked(page, "level")) == ("housing", "library", "2")
    page = press(page, "chip-level-2")
    assert "level" not in page.query_params
    assert list(chips(page)) == ["chip-issue-housing", "chip-type-library"]
    assert page.get_by_key("issue").value == ["housing"]


@pytest.mark.parametrize(
    ("by", "label"),
    [(None, "Black residents"), ("led", "Led by Black residents"), ("seats", "Seating Black residents")],
)
def test_a_chip_says_how_a_community_is_reached(by: str | None, label: str):
    words = {"community": "black-residents"} | ({"by": by} if by else {})
    assert list(chips(opened("network", city="riverbend", **words)).values()) == [label]


def test_many_filters_are_counted_beyond_the_first():
    page = opened("network", city="riverbend", issue="justice,housing,food,education,health,transportation")
    assert len(chips(page)) == 5
    assert "and 1 more" in said(page)


@pytest.mark.parametrize("view", VIEWS)
def test_the_controls_show_what_the_address_asks_for(view: str):
    page = opened(view, city="riverbend", issue="justice,housing", type="library", by="led", level="2")
    values = {choice.label: choice.value for choice in page.multiselect}
    assert values["Issue area"] == ["justice", "housing"]
    assert values["Key-player type"] == ["library"]
    assert page.get_by_key("by").value == "led_by"
    assert page.get_by_key("level").value == "2"
    assert page.selectbox[0].value == "riverbend"


@pytest.mark.parametrize("view", ["overview", "network", "strength"])
def test_an_empty_result_says_which_filter_emptied_it(view: str):
    page = assert_runs(opened(view, city="st-louis", issue="justice", type="faith"))
    assert "0 of 64 organizations" in said(page)
    assert "No organization is left once you ask for Key-player type: faith." in page.info[0].value.replace("\\", "")
    assert "Glossary" in [fold.label for fold in page.expander]


def test_clearing_brings_everything_back():
    page = opened("network", city="st-louis", issue="justice", type="faith")
    page = press(page, "Clear all")
    assert "All 64 organizations" in said(page)
    assert set(page.query_params) == {"city"}


def test_choosing_a_filter_writes_it_into_the_address():
    page = opened("network", city="riverbend", organization="riverbend-equity-office")
    page.multiselect[0].select("justice")
    assert_runs(page.run())
    assert asked(page, "issue") == "justice"
    assert asked(page, "city") == "riverbend"
    assert asked(page, "organization") == "riverbend-equity-office"
    assert chips(page) == {"chip-issue-justice": "Justice"}
    assert "19 of 127 organizations" in said(page)


def test_another_city_keeps_the_filters_that_it_knows():
    page = opened(
        "network", city="riverbend", issue="justice", community="people-returning-from-jail", organization="x"
    )
    page.selectbox[0].select("st-louis")
    assert_runs(page.run())
    assert said(page).startswith("## St. Louis: ")
    assert asked(page, "issue") == "justice"
    assert not {"community", "organization"} & set(page.query_params)
    assert not page.warning


@pytest.mark.parametrize("view", VIEWS)
def test_words_that_are_not_known_are_said(view: str):
    page = assert_runs(opened(view, city="st-louis", issue="dragons,justice", colour="red", level="7"))
    warnings = "\n".join(warning.value for warning in page.warning).replace("\\", "")
    for word in ("issue “dragons”", "colour “red”", "level “7”"):
        assert word in warnings
    assert "Justice" in said(page)


@pytest.mark.parametrize("view", VIEWS)
def test_a_city_that_is_not_here_is_said(view: str):
    page = assert_runs(opened(view, city="../atlantis"))
    assert "“../atlantis”, which is not here" in page.warning[0].value.replace("\\", "")
    assert said(page).startswith("## St. Louis: ")


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_to_somebody_elses_upload_says_what_to_do(view: str):
    text = said(assert_runs(opened(view, city="upload")))
    assert text.startswith("## No list of yours is here")
    assert "ask them for a link" in text and "See St. Louis" in text
    assert "64 organizations" not in text, "another city in its place would be taken for the list"


def test_a_word_given_twice_counts_as_a_list():
    page = opened("network", city="riverbend", run=False)
    page.query_params["issue"] = ["justice", "housing"]
    assert_runs(page.run())
    assert page.multiselect[0].value == ["justice", "housing"]
