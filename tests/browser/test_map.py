"""The map: what a click, a search, a filter and a pointer do, and whether its first picture can be read."""

from itertools import combinations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.geometry import CITIES_IN_WINDOWS, PHONE, PROJECTOR, covers, gap, overlap
from tests.browser.looking import (
    address_says,
    box_of,
    choose_filter,
    in_reach,
    look,
    map_ready,
    map_shows,
    on_the_page,
    open_view,
    plot_of,
    settled,
    shown_points,
)
from tests.browser.waiting import comes_to


def card_opens(page: Page, name: str) -> None:
    page.get_by_role("heading", name=name, exact=True).wait_for()


@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
def test_a_click_opens_the_card_of_what_was_clicked(page: Page, atlas: str, city: str):
    open_view(page, atlas, "network", f"city={city}")
    point = in_reach(page)[0]
    page.mouse.click(*on_the_page(page, point))
    card_opens(page, point["name"])
    page.wait_for_function("() => new URL(location.href).searchParams.has('organization')")
    settled(page)
    other = page.context.new_page()
    other.goto(page.url)
    card_opens(other, point["name"])


def test_a_second_click_opens_another_card_and_the_map_stays(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    first, second = in_reach(page)[0], in_reach(page)[4]
    page.mouse.click(*on_the_page(page, first))
    card_opens(page, first["name"])
    settled(page)
    page.mouse.click(*on_the_page(page, second))
    card_opens(page, second["name"])
    expect(page.get_by_role("heading", name=first["name"], exact=True)).to_have_count(0)


def test_a_search_opens_the_card(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    page.get_by_role("combobox", name="Find an organization").fill("Code for River")
    page.get_by_role("option", name="Code for Riverbend").click()
    card_opens(page, "Code for Riverbend")
    address_says(page, "organization", "code-for-riverbend")


def moved(before: list[dict], after: list[dict]) -> float:
    """How far, in pixels, a shown organization has moved at most."""
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if b["shown"]]
    return max(((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5 for a, b in pairs)


def test_under_a_filter_the_count_changes_and_nothing_that_stays_moves(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    whole = look(page)["points"]
    ties = int(map_ready(page).get_attribute("data-ties") or 0)
    choose_filter(page, "Issue area", "Justice")
    map_shows(page, 19)
    settled(page)
    under = look(page)["points"]
    assert sum(point["shown"] for point in whole) == 127
    assert sum(point["shown"] for point in under) == 19
    assert moved(whole, under) < 0.5
    assert all(a["radius"] == b["radius"] for a, b in zip(whole, under, strict=True) if b["shown"])
    assert 0 < int(map_ready(page).get_attribute("data-ties") or 0) < ties


def test_the_measure_behind_the_circles_changes_their_size_alone(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    by_ties = shown_points(page)
    page.get_by_test_id("stMain").get_by_text("Go-betweens", exact=True).first.click()
    address_says(page, "circles", "betweenness")
    settled(page)
    by_bridging = shown_points(page)
    assert moved(by_ties, by_bridging) < 0.5
    assert any(abs(a["radius"] - b["radius"]) > 1 for a, b in zip(by_ties, by_bridging, strict=True))


def apart(a: dict, b: dict) -> float:
    """The gap between two circles, in pixels; below 0 they overlap."""
    return ((a["x"] - b["x"]) ** 2 + (a["y"] - b["y"]) ** 2) ** 0.5 - a["radius"] - b["radius"]


@CITIES_IN_WINDOWS
def test_the_first_picture_shows_the_whole_city_and_can_be_read(page: Page, atlas: str, city: str, size: tuple):
    width, high, word = size
    page.set_viewport_size({"width": width, "height": high})
    open_view(page, atlas, "network", f"city={city}{word}")
    seen, plot = look(page), plot_of(page)
    points = [point for point in seen["points"] if point["shown"]]
    assert points
    for point in points:
        assert 0 <= point["x"] <= plot["width"] and 0 <= point["y"] <= plot["height"]
        assert (1 if size is PHONE else 3) <= point["radius"] <= 60
    assert min((apart(a, b) for a, b in combinations(points, 2)), default=1) > -0.5
    labels = seen["boxes"]
    assert len(labels) >= min(5, len(points)), "some names can be read at once"
    assert all(label["px"] >= (0.02 * high if size is PROJECTOR else 12) for label in seen["labels"])
    assert [(a["text"], b["text"]) for a, b in combinations(labels, 2) if overlap(a, b)] == []
    assert [(box["text"], mark["name"]) for box in labels for mark in points if covers(box, mark)] == []
    assert [box["text"] for box in labels if box["x1"] < 0 or box["x2"] > plot["width"]] == []


@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
def test_a_name_is_nearer_to_its_own_mark_than_to_any_other(page: Page, atlas: str, city: str):
    open_view(page, atlas, "network", f"city={city}")
    marks = {mark["name"]: mark for mark in shown_points(page)}
    first = [point["name"] for point in in_reach(page)[:12]]  # these may stand at the end of a line
    labels = [label for label in look(page)["boxes"] if label["text"] not in first]
    taken_for = [
        (label["text"], name)
        for label in labels
        for name, mark in marks.items()
        if name != label["text"] and gap(label, mark) <= gap(label, marks[label["text"]])
    ]
    assert labels
    assert taken_for == []


@pytest.mark.parametrize("city", ["riverbend", "boston", "st-louis"])
def test_the_most_connected_are_named_on_the_first_picture(page: Page, atlas: str, city: str):
    open_view(page, atlas, "network", f"city={city}")
    largest = [point["name"] for point in in_reach(page)[:10]]
    named = {label["text"] for label in look(page)["labels"]}
    assert len(named & set(largest)) >= 8


def test_a_card_stands_beside_the_map_which_stays_as_it_is(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    before, plot = look(page)["points"], plot_of(page)
    page.mouse.click(*on_the_page(page, in_reach(page)[0]))
    page.get_by_role("button", name="Close", exact=True).wait_for()
    settled(page)
    assert moved(before, look(page)["points"]) < 0.5
    card = page.locator(".st-key-card").bounding_box()
    assert card is not None and card["x"] >= plot["x"] + plot["width"]
    assert plot_of(page) == plot
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".st-key-card")).to_have_count(0)
    settled(page)
    assert moved(before, look(page)["points"]) < 0.5


def test_beside_a_chosen_organization_only_its_neighbours_are_named(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend&organization=code-for-riverbend")
    named = {label["text"] for label in look(page)["labels"]}
    assert "Code for Riverbend" in named
    assert "City of Riverbend Data Team" in named
    assert "Second Helping Pantry" not in named


def test_the_map_is_seen_whole_without_scrolling(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    plot = plot_of(page)
    assert plot["y"] + plot["height"] <= 800, "the map ends within the window"
    assert plot["height"] >= 500


def test_a_pointer_shows_name_type_and_ties(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    point = in_reach(page)[0]
    page.mouse.move(*on_the_page(page, point))
    tip = page.locator(".atlas-map .tip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(point["name"])
    expect(tip).to_contain_text("working ties on record")
    box, frame = box_of(tip), plot_of(page)
    assert box["x"] >= frame["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]


def test_the_legend_names_the_types_on_the_map(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    legend = page.locator(".atlas-map .legend")
    for words in ("Civic hackers", "Circle area", "Lapsed", "Wanted"):
        expect(legend).to_contain_text(words)
    expect(legend).not_to_contain_text("Tension")
    page.get_by_test_id("stMain").get_by_text("Tensions", exact=True).click()
    expect(legend).to_contain_text("Tension")


def test_under_a_filter_the_legend_names_only_who_is_left(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend&issue=justice&type=local government")
    types = page.locator(".atlas-map .legend ul").first
    expect(types).to_contain_text("Local government")
    expect(types).not_to_contain_text("Philanthropies")


def test_a_filter_that_leaves_nobody_shows_no_map(page: Page, atlas: str):
    page.goto(f"{atlas}/network?city=st-louis&issue=justice&type=faith")
    page.get_by_text("No organization is left once you ask for Key-player type: faith").wait_for()
    expect(page.locator(".atlas-map")).to_have_count(0)


def outside(page: Page) -> list[str]:
    """The shown organizations, and the labels, that are not wholly within the map's frame."""
    frame = plot_of(page)
    seen = look(page)
    points = [point for point in seen["points"] if point["shown"]]
    gone = [p["name"] for p in points if not (0 < p["x"] < frame["width"] and 0 < p["y"] < frame["height"])]
    return gone + [box["text"] for box in seen["boxes"] if box["x1"] < -2 or box["x2"] > frame["width"] + 2]


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
@pytest.mark.parametrize("city", ["boston", "riverbend", "st-louis"])
def test_on_a_phone_no_circle_and_no_label_is_cut_at_the_edge(page: Page, atlas: str, city: str):
    open_view(page, atlas, "network", f"city={city}")
    comes_to(page, lambda: outside(page), [])


def height(part: Locator) -> int:
    return round(box_of(part)["height"])


def test_a_taller_window_shows_the_whole_network_still(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=st-louis")
    page.set_viewport_size({"width": 1280, "height": 1400})
    frame = page.locator(".atlas-map .canvas")
    comes_to(page, lambda: height(frame.locator("canvas")), height(frame))
    comes_to(page, lambda: outside(page), [])


def test_clearing_a_filter_brings_the_whole_network_into_sight(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend&issue=food")
    page.get_by_role("button", name="Clear all").click()
    map_shows(page, 127)
    comes_to(page, lambda: outside(page), [])


def test_who_has_no_tie_is_listed_and_opens_its_card(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=st-louis")
    page.get_by_text("Who has no working tie on record").click()
    page.get_by_role("button", name="Ferguson Commission", exact=True).click()
    card_opens(page, "Ferguson Commission")
