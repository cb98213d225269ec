"""How a test opens a page, waits for it, and asks the map what it shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FloatRect, Locator, Page, expect

from components.ui.frame.views import VIEWS
from tests.browser.waiting import at_rest

PATHS = {view: listed.address for view, listed in VIEWS.items()}
TITLES = {view: listed.heading for view, listed in VIEWS.items()}
MENU = {view: listed.title for view, listed in VIEWS.items()}

WITH_A_MAP = ("network",)


def leaves_the_machine(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in ("data", "blob", "about") and parts.hostname not in ("127.0.0.1", "localhost")


def open_view(page: Page, atlas: str, view: str, query: str = "") -> None:
    page.goto(f"{atlas}{PATHS[view]}{'?' if query else ''}{query}")
    settled(page)
    if view in WITH_A_MAP:
        map_ready(page)


def settled(page: Page) -> None:
    """Wait until the page is drawn to its foot and at rest."""
    page.get_by_text("Glossary", exact=True).wait_for()
    at_rest(page)
    if page.locator(".atlas-map").count():
        map_ready(page)


def map_ready(page: Page) -> Locator:
    the_map = page.locator(".atlas-map[data-ready=yes]")
    the_map.wait_for()
    return the_map


def map_shows(page: Page, organizations: int) -> None:
    """Wait until the map shows so many organizations."""
    expect(page.locator(".atlas-map[data-ready=yes]")).to_have_attribute("data-shown", str(organizations))


# What the map shows, once its picture has stayed the same for a while: a new size, or a fit, takes it some frames.
LOOK = """async () => {
  const map = Object.values(window.atlasMaps).find((map) => map.look);
  const boxes = (labels) => labels.map((box) => ({ text: box.text, ...map.onScreen(box) }));
  const seen = () => ({ ...map.look(), boxes: boxes(map.look().labels) });
  for (let before = null, now = JSON.stringify(seen()); before !== now; now = JSON.stringify(seen())) {
    before = now;
    for (let k = 0; k < 8; k++) await new Promise(requestAnimationFrame);
  }
  return seen();
}"""


def look(page: Page) -> dict[str, Any]:
    """What the map on the page shows once it is still, in pixels of its plot: ``points``, ``labels`` and the
    ``boxes`` of the labels."""
    map_ready(page)
    seen: dict[str, Any] = page.evaluate(LOOK)
    return seen


# The marks of the overview's still map and the names in sight, in pixels of its plot. A mark is drawn inside its link.
STILL_LOOK = """() => {
  const plot = document.querySelector(".still-map .plot"), frame = plot.getBoundingClientRect();
  const links = [...plot.querySelectorAll("a")];
  const names = [...plot.querySelectorAll("a > i")].filter((e) => e.checkVisibility());
  const said = (link) => link.ariaLabel.split("\\n")[0].replaceAll("\u2060", "");
  return {
    width: plot.clientWidth, height: plot.clientHeight,
    marks: links.map((link) => {
      const box = link.getBoundingClientRect(), drawn = parseFloat(getComputedStyle(link, "::before").width);
      const x = box.x + box.width / 2 - frame.x - 1, y = box.y + box.height / 2 - frame.y - 1;
      return { name: said(link), x, y, radius: drawn / 2 };
    }),
    names: names.map((e) => {
      const { x, y, right, bottom } = e.getBoundingClientRect(), left = frame.x + 1, top = frame.y + 1;
      const px = parseFloat(getComputedStyle(e).fontSize), isFirst = e.classList.contains("heavy");
      return { text: said(e.closest("a")), x1: x - left, x2: right - left, y1: y - top, y2: bottom - top, px, isFirst };
    }),
  };
}"""


def still_look(page: Page) -> dict[str, Any]:
    """What the still map of the overview shows: ``width`` and ``height`` of its plot, ``marks`` and ``names``."""
    page.locator(".still-map").wait_for()
    seen: dict[str, Any] = page.evaluate(STILL_LOOK)
    return seen


def shown_points(page: Page) -> list[dict[str, Any]]:
    return [point for point in look(page)["points"] if point["shown"]]


def box_of(part: Locator) -> FloatRect:
    """Where a part of the page lies in the window, in pixels."""
    box = part.bounding_box()
    assert box is not None
    return box


def plot_of(page: Page) -> FloatRect:
    """Where the marks of the map lie: the map without its legend."""
    return box_of(page.locator(".atlas-map .plot"))


def on_the_page(page: Page, point: dict[str, Any]) -> tuple[float, float]:
    """A point of the map in pixels of the window."""
    plot = plot_of(page)
    return plot["x"] + point["x"], plot["y"] + point["y"]


def in_reach(page: Page) -> list[dict[str, Any]]:
    """The shown organizations that a pointer reaches: on the map, and under none of its own controls."""
    plot = plot_of(page)
    right, low = plot["width"] - 50, plot["height"] - 10
    points = [p for p in shown_points(page) if 10 < p["x"] < right and 10 < p["y"] < low]
    return sorted(points, key=lambda point: -point["radius"])


def open_filter(page: Page) -> Locator:
    """Open what holds the controls of all filters, and give it."""
    page.get_by_role("button", name="Filter", exact=True).click()
    return filter_controls(page)


def filter_controls(page: Page) -> Locator:
    """Wait until the controls of all filters are there, and give what holds them."""
    controls = page.get_by_role("dialog", name="Filter")
    controls.get_by_label("Issue area", exact=True).wait_for()
    return controls


def choose_filter(page: Page, control: str, option: str) -> None:
    """Choose one word of a filter, and close what holds the controls."""
    open_filter(page).get_by_label(control, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")  # closes the list
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Filter")).to_have_count(0)


def shows_filters(page: Page, chips: list[str], left: str) -> None:
    """Wait until these filters are in use, each with its chip, and the page says how many organizations they leave."""
    buttons = page.locator("[class*=st-key-chip-]").get_by_role("button")
    expect(buttons).to_have_count(len(chips))
    for place, chip in enumerate(chips):
        expect(buttons.nth(place)).to_have_accessible_name(chip)
    expect(page.locator(".st-key-filter-bar").get_by_text(left, exact=True)).to_be_visible()


def words_of(page: Page) -> dict[str, str]:
    """The address of the view, after its question mark."""
    return {word: ",".join(values) for word, values in parse_qs(urlsplit(page.url).query).items()}


def address_says(page: Page, word: str, value: str | None) -> None:
    """Wait until the address has this value for the word (None: until the word is gone)."""
    page.wait_for_function(
        "([word, value]) => new URL(location.href).searchParams.get(word) === value", arg=[word, value]
    )


def open_every_fold(page: Page) -> None:
    """Open each fold, also those that only appear inside another."""
    closed = page.locator("[data-testid=stExpander] details:not([open]) > summary")
    for _ in range(10):
        if not closed.count():
            return
        closed.evaluate_all("(folds) => folds.forEach((fold) => fold.click())")
        settled(page)
    expect(closed).to_have_count(0)


def go_by_menu(page: Page, view: str) -> None:
    page.get_by_test_id("stHeader").get_by_role("link", name=MENU[view], exact=True).click()
    page.wait_for_url(lambda address: urlsplit(address).path == PATHS[view])
    page.get_by_role("heading", name=f": {TITLES[view]}").wait_for()
    settled(page)
