"""A phone, a projector, a dark room, and a visitor who wants no motion."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PATHS, go_by_menu, open_every_fold, open_view
from tests.browser.waiting import comes_to

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# How much wider than the window each scrolling part of the page is.
TOO_WIDE = """() => [document.scrollingElement, document.querySelector(".stMain")]
  .map((part) => Math.max(0, part.scrollWidth - part.clientWidth))"""


def assert_not_too_wide(page: Page) -> None:
    comes_to(page, lambda: page.evaluate(TOO_WIDE), [0, 0])


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
@pytest.mark.parametrize("view", PATHS)
def test_no_page_scrolls_sideways_on_a_phone(page: Page, atlas: str, view: str, city: str):
    open_view(page, atlas, view, f"city={city}&issue=justice")
    assert_not_too_wide(page)
    open_every_fold(page)
    assert_not_too_wide(page)


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
def test_on_a_phone_the_lists_come_before_the_map(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    table, the_map = (
        page.get_by_text("Organizations as a table").bounding_box(),
        page.locator(".atlas-map").bounding_box(),
    )
    assert table and the_map
    assert table["y"] < the_map["y"]


def test_a_projector_gets_larger_text_on_every_view(page: Page, atlas: str):
    size = "() => parseFloat(getComputedStyle(document.querySelector('.stMain p')).fontSize)"
    open_view(page, atlas, "strength", "city=riverbend")
    at_a_desk = page.evaluate(size)
    open_view(page, atlas, "overview", "city=riverbend&size=projector")
    for view in (*list(PATHS)[1:], "overview"):
        go_by_menu(page, view)
        assert page.evaluate(size) >= 1.3 * at_a_desk, view
        expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.parametrize("visit", [{"reduced_motion": "reduce"}], indirect=True, ids=["still"])
def test_nothing_moves_for_those_who_want_no_motion(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    moving = page.evaluate("() => document.getAnimations().filter((a) => a.playState === 'running').length")
    assert moving == 0
    zoomed = page.evaluate(
        """() => {
          const find = (e) => e.shadowRoot?.querySelector(".atlas-map") ?? (e.matches(".atlas-map") ? e : null);
          const root = [...document.querySelectorAll("*")].map(find).find(Boolean);
          const radius = () => Object.values(window.atlasMaps).find((map) => map.look).look().points[0].radius;
          const before = radius();
          root.querySelector("[data-zoom=in]").click();
          return radius() / before;
        }"""
    )
    assert zoomed > 1.2, "the map is at its new zoom at once"


@pytest.mark.parametrize("visit", [{"color_scheme": "dark"}], indirect=True, ids=["dark"])
def test_a_dark_room_gets_a_dark_page_and_map(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    for part in (".stApp", ".atlas-map"):
        shade = page.locator(part).first.evaluate("(e) => getComputedStyle(e).backgroundColor")
        assert max(int(part) for part in re.findall(r"\d+", shade)[:3]) < 60
