"""The filters on a page: the sentence, an empty result, and words that an address gets wrong."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opening import VIEWS, assert_runs, opened, said


def asked(page: AppTest, word: str) -> str:
    """What the page's address says for a word; AppTest gives a list after some runs and a text after others."""
    value = page.query_params[word]
    return value if isinstance(value, str) else ",".join(value)


@pytest.mark.parametrize("view", VIEWS)
def test_the_filter_is_a_sentence_with_what_is_left(view: str):
    text = said(assert_runs(opened(view, city="riverbend", issue="justice")))
    assert "Justice · 19 of 127 organizations" in text


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
    assert "The filter that emptied the view: Key-player type" in page.info[0].value.replace("\\", "")
    assert "Glossary" in [fold.label for fold in page.expander]


def test_clearing_brings_everything_back():
    page = opened("network", city="st-louis", issue="justice", type="faith")
    button = next(button for button in page.button if button.label == "Clear all filters")
    button.click()
    assert_runs(page.run())
    assert "All 64 organizations" in said(page)
    assert set(page.query_params) == {"city"}


def test_choosing_a_filter_writes_it_into_the_address():
    page = opened("network", city="riverbend", organization="riverbend-equity-office")
    page.multiselect[0].select("justice")
    assert_runs(page.run())
    assert asked(page, "issue") == "justice"
    assert asked(page, "city") == "riverbend"
    assert asked(page, "organization") == "riverbend-equity-office"
    assert "Justice · 19 of 127 organizations" in said(page)


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
    page = assert_runs(opened(view, city="upload"))
    warning = page.warning[0].value
    assert "uploaded in another visit" in warning and "zip" in warning
    assert said(page).startswith("## St. Louis: ")


def test_a_word_given_twice_counts_as_a_list():
    page = opened("network", city="riverbend", run=False)
    page.query_params["issue"] = ["justice", "housing"]
    assert_runs(page.run())
    assert page.multiselect[0].value == ["justice", "housing"]
