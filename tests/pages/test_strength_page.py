"""The page on element strength: what it says, opens and leaves out."""

import re

import pytest

from components.inventory.schema import vocabulary
from components.ui.frame.loading import load_shipped
from components.ui.views.strength import words
from tests.inventories import make_inventory
from tests.pages.opening import as_upload, assert_runs, opened, said

ELEMENTS = vocabulary("elements")["word"].tolist()
EVERYTHING = (
    *(f"element-{element}" for element in ELEMENTS),
    *("twin-perceived-strength", "twin-observed-strength", "twin-strength-by-issue", "radar"),
    *("rows-shared_skills", "rows-agreeing_ties", "rows-key_player_types"),
)


@pytest.fixture(scope="module")
def riverbend():
    return assert_runs(opened("strength", city="riverbend", unfold=EVERYTHING))


def test_the_elements_the_issue_areas_and_the_radar_are_drawn_and_described(riverbend):
    charts = riverbend.get("plotly_chart")
    assert [chart.key for chart in charts] == ["element-strength", "strength-by-issue", "strength-radar"]
    assert all(len(chart.proto.alt) > 40 for chart in charts)


def test_the_page_says_that_the_scale_is_ours(riverbend):
    assert "gives them no scale" in said(riverbend) and "is ours" in said(riverbend)


def test_each_element_opens_to_its_indicators_ratings_and_signals(riverbend):
    labels = [fold.label for fold in riverbend.expander]
    assert [sum(label.startswith(name) for label in labels) for name in vocabulary("elements")["label"]] == [1] * 6
    text = said(riverbend)
    assert text.count("**What people say**") == 6
    assert len(re.findall(r"\*\*The \d+ ratings? behind it, from the newest round\*\*", text)) == 6
    assert "To talk about: ratings three or more points apart" in text
    assert "Of 22 skills, two or more organizations hold 20" in text


def test_the_rows_behind_a_signal_are_shown(riverbend):
    assert re.search(r"\d+ rows of the table \*Organizations\*", said(riverbend))
    assert re.search(r"\d+ rows of the table \*Ties\*", said(riverbend))


def test_a_rater_is_never_shown(riverbend):
    raters = set(load_shipped("riverbend", None).inventory.assessments["rater"].dropna())
    assert raters
    for table in riverbend.dataframe:
        assert "rater" not in [str(name).casefold() for name in table.value.columns]
        shown = {str(cell) for name in table.value for cell in table.value[name]}
        assert not raters & shown
    assert not raters & set(re.findall(r"\w+", said(riverbend)))


def test_where_perceived_and_observed_part_is_said(riverbend):
    text = said(riverbend)
    assert "**Collaborative approach**: rated 4.2 of 5 by 16 raters, but less is on record than that suggests" in text


def test_a_real_city_says_what_to_collect_and_still_shows_what_is_on_record():
    page = assert_runs(opened("strength", city="st-louis", unfold=("element-knowledge", "twin-observed-strength")))
    text = said(page)
    for column in ("element", "indicator", "rating", "rater", "date"):
        assert f"**{column}**" in text
    links = [link.proto for link in page.get("page_link")]
    assert any("inventory" in link.page and "city=st-louis" in link.query_string for link in links)
    assert "5 of the 6 types of key player" in text or "types of key player" in str(page.dataframe[0].value)
    assert "Not known: nobody has rated it." in text
    assert [chart.key for chart in page.get("plotly_chart")] == ["element-strength"]  # no issue areas, and no radar


def test_an_issue_filter_keeps_only_ratings_that_name_it():
    page = assert_runs(opened("strength", city="riverbend", issue="justice"))
    assert words.UNDER_AN_ISSUE_FILTER in said(page)


def test_a_filter_on_organizations_says_that_ratings_stay():
    page = assert_runs(opened("strength", city="riverbend", type="library"))
    assert words.UNDER_ANOTHER_FILTER in said(page)


def test_an_empty_filter_ends_the_page_and_says_so():
    page = assert_runs(opened("strength", city="riverbend", issue="justice", type="library", status="ended"))
    assert not page.get("plotly_chart") and "No organization is left" in said(page)


def test_words_of_an_upload_stay_text():
    nasty = "<script>x</script> [a](http://x.example) **b**"
    inventory = make_inventory(
        organizations=[{"name": "A"}],
        assessments=[
            {"element": "knowledge", "indicator": nasty, "rating": rating, "rater": f"r{rating}", "issue_area": nasty}
            for rating in (1, 5)
        ],
    )
    page = assert_runs(opened("strength", city="upload", upload=as_upload(inventory), unfold=EVERYTHING))
    texts = [element.value for element in page.markdown]
    assert any("script" in text for text in texts)
    assert not any("<script>" in text or "](http" in text for text in texts)
