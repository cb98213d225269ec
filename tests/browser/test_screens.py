"""A phone, a projector, a dark room, and a visitor who wants no motion."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PATHS, box_of, go_by_menu, open_every_fold, open_view
from tests.browser.waiting import comes_to

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# How much wider than the window each scrolling part of the page is.
TOO_WIDE = """() => [document.scrollingElement, document.querySelector(".stMain")]
  .map((part) => Math.max(0, part.scrollWidth - part.clientWidth))"""


PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
HEAD = 150  # pixels of a screen 1280 wide and 800 high that navigation, title and filters take at most
# Each text in sight under 2 % of the screen's height: in the page, in pictures, and the names on the map.
TOO_SMALL = """() => {
  const least = 0.02 * innerHeight - 0.05, found = new Set(), roots = [document];
  for (let k = 0; k < roots.length; k++)
    for (const e of roots[k].querySelectorAll("*")) if (e.shadowRoot) roots.push(e.shadowRoot);
  const inSight = (e) => {
    const { width, height } = e.getBoundingClientRect();
    return width > 2 && height > 2 && e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const measure = (e) => {
    const size = parseFloat(getComputedStyle(e).fontSize), drawn = e.getScreenCTM?.();
    return drawn ? size * Math.hypot(drawn.a, drawn.b) : size;
  };
  const note = (text, size) => { if (size < least) found.add(`${text.trim().slice(0, 40)}: ${size.toFixed(1)}`); };
  const noText = "style, script, title, [data-testid=stIconMaterial]";
  for (const root of roots) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement: e } = texts.currentNode;
      if (e && data.trim() && !e.closest(noText) && inSight(e)) note(data, measure(e));
    }
    for (const e of root.querySelectorAll("input, textarea"))
      if (inSight(e)) note(e.value || e.placeholder, measure(e));
  }
  const maps = Object.values(window.atlasMaps ?? {});
  for (const name of maps.flatMap((map) => map.look?.().labels ?? [])) note(name.text, name.px);
  return [...found];
}"""


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


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("view", ["strength", "representation", "inventory"])
def test_on_a_phone_the_title_of_a_picture_is_not_cut_off(page: Page, atlas: str, view: str):
    open_view(page, atlas, view, "city=st-louis")
    picture = page.locator("[class*=st-key-wide-]").filter(has=page.get_by_test_id("stPlotlyChart")).first
    title = picture.locator("[class*=st-key-title-of-wide-]").get_by_test_id("stHtml")
    expect(title).to_be_visible()
    expect(picture.locator(".gtitle")).to_be_hidden()
    frame, words = box_of(picture), box_of(title)
    assert words["width"] > 0 and words["x"] >= frame["x"]
    assert words["x"] + words["width"] <= frame["x"] + frame["width"]
    assert words["y"] + words["height"] <= frame["y"] + 120, "over the picture, not over its rows"


@pytest.mark.parametrize("visit", [PROJECTOR], indirect=True, ids=["projector"])
def test_a_room_sees_the_legend_of_the_map_to_its_foot(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend&size=projector")
    frame, last = box_of(page.locator(".atlas-map .legend")), box_of(page.locator(".atlas-map .legend li").last)
    assert last["y"] + last["height"] <= frame["y"] + frame["height"]


def test_the_overview_shows_what_the_colours_mean(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend")
    expect(page.locator(".still-map .legend.if-wide").get_by_text("Local government")).to_be_visible()


def test_a_projector_gets_larger_text_on_every_view(page: Page, atlas: str):
    size = "() => parseFloat(getComputedStyle(document.querySelector('.stMain p')).fontSize)"
    open_view(page, atlas, "strength", "city=riverbend")
    at_a_desk = page.evaluate(size)
    open_view(page, atlas, "overview", "city=riverbend&size=projector")
    for view in (*list(PATHS)[1:], "overview"):
        go_by_menu(page, view)
        assert page.evaluate(size) >= 1.3 * at_a_desk, view
        expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.parametrize("query", ["city=riverbend&issue=justice", "city=st-louis"], ids=["filtered", "whole"])
@pytest.mark.parametrize("view", PATHS)
def test_navigation_title_and_filters_leave_the_screen_to_the_picture(page: Page, atlas: str, view: str, query: str):
    open_view(page, atlas, view, query)
    filters = box_of(page.locator(".st-key-filter-bar"))
    assert filters["y"] > 0
    assert filters["y"] + filters["height"] <= HEAD


@pytest.mark.parametrize("visit", [PROJECTOR], indirect=True, ids=["projector"])
@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
@pytest.mark.parametrize("view", PATHS)
def test_no_text_is_too_small_for_a_room(page: Page, atlas: str, view: str, city: str):
    card = {"riverbend": "code-for-riverbend", "st-louis": "rise"}[city]
    also = f"&organization={card}" if view == "network" else ""
    open_view(page, atlas, view, f"city={city}&size=projector{also}")
    open_every_fold(page)
    assert page.evaluate(TOO_SMALL) == []


def test_what_is_too_small_for_a_room_is_found(page: Page, atlas: str):
    """At a desk's size much is, on the page, in a picture and on the map: what the test above would say then."""
    open_view(page, atlas, "overview", "city=st-louis")
    page.set_viewport_size({"width": 1280, "height": 1080})
    found = "; ".join(page.evaluate(TOO_SMALL))
    for words in ("Copy link", "half: 12.0", "Legend", "Rise Community"):
        assert words in found


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
