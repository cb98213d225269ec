"""The page on representation: the grid, what stands behind a cell, and each community's figures."""

import json
import re
from types import SimpleNamespace

import pytest

from components.ui.frame.loading import load_shipped
from components.ui.views.representation import representation_grid
from components.ui.views.representation.words import NO_COMMUNITY
from tests.inventories import make_inventory
from tests.pages.opening import as_upload, assert_runs, opened, said

TWINS = ("twin-representation-grid", "twin-communities", "community-rows", "more-leads", "more-serves")


def choose(page, name: str, value: str | None):
    """Choose a community or an issue area to open."""
    (box,) = [box for box in page.selectbox if box.label.startswith(name)]
    return assert_runs(box.set_value(value).run())


def links(page) -> list[str]:
    return [link.proto.query_string for link in page.get("page_link")]


@pytest.fixture
def riverbend():
    return assert_runs(opened("representation", city="riverbend", unfold=TWINS))


def test_the_pictures_are_drawn_and_described(riverbend):
    charts = riverbend.get("plotly_chart")
    assert len(charts) == 3  # the grid, power, parity
    assert all(len(chart.proto.alt) > 40 for chart in charts)


def squares(page) -> int:
    """How many squares of the grid are drawn on the page."""
    layout = json.loads(page.get("plotly_chart")[0].proto.spec)["layout"]
    return len(layout["xaxis"]["ticktext"]) * len(layout["yaxis"]["ticktext"])


def counted_squares(page) -> int:
    """Over how many squares the title of the grid counts."""
    found = re.search(r"in \d+ of (?:all )?(\d+) squares", page.get("plotly_chart")[0].proto.alt)
    assert found
    return int(found[1])


@pytest.mark.parametrize(("size", "few"), [({}, 8 * 10), ({"size": "projector"}, 6 * 7)], ids=["desk", "projector"])
def test_the_grid_shows_who_is_most_concerned_and_the_rest_on_request(size, few):
    page = assert_runs(opened("representation", city="riverbend", **size))
    assert squares(page) == few and counted_squares(page) == 14 * 20
    (show_all,) = page.toggle
    assert show_all.label == "Show all 14 communities and 20 issue areas"
    assert squares(assert_runs(show_all.set_value(True).run())) == 14 * 20


def test_a_grid_that_can_be_read_whole_is_shown_whole():
    page = assert_runs(opened("representation", city="riverbend", issue="justice,housing", community="veterans"))
    assert squares(page) == 2 and not page.toggle


def test_marginalized_communities_stand_first(riverbend):
    (box,) = [box for box in riverbend.selectbox if box.label == "Community to open"]
    marked = load_shipped("riverbend", None).inventory.communities.set_index("name")["marginalized"]
    words = [marked.get(name) == "yes" for name in box.options]
    assert words == sorted(words, reverse=True) and any(words) and not all(words)


def test_a_cell_opens_its_organizations_with_links_to_their_cards(riverbend):
    page = choose(choose(riverbend, "Community", "Black residents"), "Issue area", "housing")
    text = said(page)
    assert "Led by Black residents" in text and "Eastbank Tenants Union" in text
    inventory = load_shipped("riverbend", None).inventory
    leading = inventory.organizations[
        inventory.organizations["led_by"].map(lambda cell: "Black residents" in (cell or ()))
        & inventory.organizations["issue_areas"].map(lambda cell: "housing" in (cell or ()))
    ]
    assert len(leading) > 2
    for organization in leading["id"]:
        assert any(f"organization={organization}" in link and "city=riverbend" in link for link in links(page))


def test_no_one_on_record_says_of_how_many(riverbend):
    grid = riverbend.dataframe[0].value
    empty = grid[grid["State"] == "nobody on record"].iloc[0]
    page = choose(choose(riverbend, "Community", empty["Community"]), "Issue area", empty["Issue area"])
    known = empty["Of these, say whom they serve or who leads them"]
    assert re.search(rf"Nobody on record\. {known} organizations? on this issue says?", said(page))


def test_under_five_organizations_there_is_no_ratio(riverbend):
    compared = r"the \d+ organizations they lead have \d+ ties for every 100 of all organizations whose"
    assert re.search(compared, said(choose(riverbend, "Community", "Black residents")))
    page = choose(riverbend, "Community", "Hmong residents")
    assert "they lead fewer than five organizations, too few to compare" in said(page)
    assert not re.search(compared, said(page))


def test_the_band_of_parity_is_said_to_be_borrowed(riverbend):
    assert "borrowed from clinical trials" in said(riverbend)


def test_a_click_on_the_grid_opens_its_cell(monkeypatch):
    view = SimpleNamespace(key="k")
    point = {"customdata": ["renters", "housing"]}
    chart = SimpleNamespace(selection=SimpleNamespace(points=[point]))
    state = {"representation-grid-k": chart}
    monkeypatch.setattr(representation_grid.st, "session_state", state)
    representation_grid._open_cell(view)
    assert state["representation-community-k"] == "renters" and state["representation-issue-k"] == "housing"


def test_the_community_filter_chooses_rows_and_not_what_they_are_measured_against():
    page = assert_runs(opened("representation", city="riverbend", community="veterans", unfold=TWINS))
    text = said(page)
    count = len(load_shipped("riverbend", None).inventory.organizations)
    assert f"Out of {count} organizations: all that the other filters leave." in text
    assert set(page.dataframe[0].value["Community"]) == {"veterans"}


def test_a_broader_community_in_the_filter_brings_its_narrower_ones():
    page = assert_runs(opened("representation", city="riverbend", community="residents-of-color", unfold=TWINS))
    assert {"residents of color", "Black residents"} <= set(page.dataframe[0].value["Community"])


def test_a_community_that_no_organization_names_is_still_shown():
    inventory = make_inventory(
        organizations=[{"name": "A", "issue_areas": ("justice",), "serves": ("renters",)}],
        communities=[{"name": "veterans", "marginalized": "yes"}],
    )
    page = opened("representation", city="upload", upload=as_upload(inventory), community="veterans")
    assert_runs(page)
    assert len(page.get("plotly_chart")) == 1 and "Veterans in figures" in said(page)


def test_an_issue_filter_keeps_the_grid_to_its_issue():
    page = assert_runs(opened("representation", city="riverbend", issue="justice", unfold=TWINS))
    assert set(page.dataframe[0].value["Issue area"]) == {"justice"}


def test_a_link_to_one_community_and_issue_opens_its_cell():
    page = opened("representation", city="riverbend", issue="housing", community="black-residents")
    boxes = {box.label: box.value for box in assert_runs(page).selectbox}
    assert boxes["Community to open"] == "Black residents" and boxes["Issue area to open"] == "housing"


def test_no_community_on_record_says_what_to_collect():
    inventory = make_inventory(organizations=[{"name": "A"}])
    page = assert_runs(opened("representation", city="upload", upload=as_upload(inventory)))
    assert NO_COMMUNITY in said(page) and not page.get("plotly_chart")


def test_an_empty_filter_ends_the_page():
    page = assert_runs(opened("representation", city="riverbend", issue="justice", type="library", status="ended"))
    assert not page.get("plotly_chart")


def test_words_of_an_upload_stay_text():
    nasty = "<script>x</script> [a](http://x.example) **b**"
    inventory = make_inventory(
        organizations=[{"name": nasty, "issue_areas": (nasty,), "serves": (nasty,), "led_by": (nasty,)}],
        seats=[{"table": nasty, "organization": nasty, "held_by_community": (nasty,), "power": 3}],
    )
    page = assert_runs(opened("representation", city="upload", upload=as_upload(inventory), unfold=TWINS))
    texts = [element.value for element in page.markdown] + [element.value for element in page.caption]
    assert any("script" in text for text in texts)
    assert not any("<script>" in text or "](http" in text for text in texts)
