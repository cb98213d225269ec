"""A phone, a projector, a visitor who wants no motion; and a server that many visit."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import PATHS, open_every_fold, open_view, settled
from tests.serving import Served

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# How much wider than the window each scrolling part of the page is.
TOO_WIDE = """() => [document.scrollingElement, document.querySelector(".stMain")]
  .map((part) => part.scrollWidth - part.clientWidth)"""


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
@pytest.mark.parametrize("view", PATHS)
def test_no_page_scrolls_sideways_on_a_phone(page: Page, atlas: str, view: str, city: str):
    open_view(page, atlas, view, f"city={city}&issue=justice")
    assert max(page.evaluate(TOO_WIDE)) <= 0
    open_every_fold(page)
    assert max(page.evaluate(TOO_WIDE)) <= 0


@pytest.mark.parametrize("visit", [PHONE], indirect=True, ids=["phone"])
def test_on_a_phone_the_lists_come_before_the_map(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    table, the_map = (
        page.get_by_text("Organizations as a table").bounding_box(),
        page.locator(".atlas-map").bounding_box(),
    )
    assert table and the_map
    assert table["y"] < the_map["y"]


@pytest.mark.parametrize("view", PATHS)
def test_a_projector_gets_larger_text(page: Page, atlas: str, view: str):
    size = "() => parseFloat(getComputedStyle(document.querySelector('.stMain p')).fontSize)"
    open_view(page, atlas, view, "city=riverbend")
    at_a_desk = page.evaluate(size)
    open_view(page, atlas, view, "city=riverbend&size=projector")
    assert page.evaluate(size) >= 1.3 * at_a_desk
    assert page.get_by_test_id("stAlert").count() == 0


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


@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
@pytest.mark.parametrize("view", PATHS)
def test_nothing_leaves_the_machine_with_every_fold_open(page: Page, atlas: str, view: str, city: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_view(page, atlas, view, f"city={city}")
    open_every_fold(page)
    assert any("/_stcore/" in address for address in asked), "requests are seen at all"
    # The fixture of the visit fails where one of them went elsewhere.


def memory(server: Served) -> float:
    """What the server holds in memory, in MB."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1000


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_thirty_visitors_do_not_fill_the_memory(browser: Browser, atlas: Served):
    def some_visit(count: int) -> None:
        pages = [browser.new_context().new_page() for _ in range(count)]
        for page in pages:
            page.goto(f"{atlas}/?city=riverbend")
        for page in pages:
            settled(page)
            page.context.close()

    some_visit(5)
    before = memory(atlas)
    for _ in range(6):
        some_visit(5)
    assert memory(atlas) - before < 60, "2 MB a visitor"
