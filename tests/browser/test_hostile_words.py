"""Names that try to be code or pictures, in a real browser: text on every page, on the map and in its tooltip."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from components.files import write_inventory
from components.inventory.text import without_turns
from components.ui.frame.views import VIEWS
from tests.browser.looking import go_by_menu, in_reach, look, on_the_page, open_every_fold, open_view, settled
from tests.browser.waiting import answered
from tests.hostile_words import CITY, COMMUNITY, NAMES, hostile_inventory, inventory_of_pictures

# What must not have come to life anywhere, the components' own trees included. A source's web address may be a
# link, as long as it says where it leads.
ALIVE = """() => {
  const roots = [document];
  for (let k = 0; k < roots.length; k++)
    for (const e of roots[k].querySelectorAll("*")) if (e.shadowRoot) roots.push(e.shadowRoot);
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const says = (link) => link.textContent.replaceAll("\u2060", "");
  return [
    ...all("a[href*='//evil'], a[href*='@evil']").filter((link) => says(link) !== link.getAttribute("href")),
    ...all("a[href^='javascript' i], a[href^='mailto' i], .katex"),
    ...all("img[src='x'], img[src*='evil'], [onerror]"),
    ...all("script").filter((script) => script.textContent.includes("owned")),
  ].map((element) => element.outerHTML.slice(0, 200));
}"""


@pytest.fixture
def hostile(page: Page, atlas: str, tmp_path: Path) -> Page:
    write_inventory(hostile_inventory(), tmp_path / "hostile.zip", format="zip")
    open_view(page, atlas, "inventory")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(tmp_path / "hostile.zip")
    page.get_by_role("heading", name=CITY).wait_for()
    settled(page)
    return page


def assert_nothing_came_to_life(page: Page) -> None:
    assert page.evaluate(ALIVE) == []
    assert "owned" not in page.title()


def test_no_page_lets_a_word_come_to_life(hostile: Page):
    for view in ("network", "strength", "representation", "overview", "inventory"):
        go_by_menu(hostile, view)
        open_every_fold(hostile)
        assert_nothing_came_to_life(hostile)
        assert CITY in hostile.get_by_test_id("stMain").inner_text().replace("\u2060", "")


def test_map_tooltip_and_card_show_names_letter_for_letter(hostile: Page):
    go_by_menu(hostile, "network")
    assert_the_map_shows_names(hostile)
    assert_the_tooltip_shows_names(hostile)
    assert_a_card_shows_its_name(hostile)


def assert_the_map_shows_names(hostile: Page) -> None:
    seen = look(hostile)
    names = [without_turns(name) for name in NAMES]
    assert [point["name"] for point in seen["points"]] == names
    whole = {label["text"] for label in seen["labels"] if not label["text"].endswith("…")}
    assert whole <= set(names)


def assert_the_tooltip_shows_names(hostile: Page) -> None:
    tip = hostile.locator(".atlas-map .tip")
    for point in in_reach(hostile):
        hostile.mouse.move(*on_the_page(hostile, point))
        expect(tip.locator("b")).to_have_text(point["name"], use_inner_text=False)
        expect(tip.locator("b *, script, img, a")).to_have_count(0)
    assert_nothing_came_to_life(hostile)


def assert_a_card_shows_its_name(hostile: Page) -> None:
    for point in in_reach(hostile)[:3]:
        answered(hostile, lambda point=point: hostile.mouse.click(*on_the_page(hostile, point)))
        expect(hostile.locator("h3").filter(has_text=point["name"][:5]).first).to_be_visible()
        assert_nothing_came_to_life(hostile)


def test_a_picture_writes_communities_letter_for_letter(hostile: Page):
    go_by_menu(hostile, "representation")
    drawn = hostile.locator(".js-plotly-plot text")
    expect(drawn.filter(has_text=COMMUNITY[:14]).first).to_be_attached()
    expect(drawn.locator("a")).to_have_count(0)


def test_a_hostile_address_stays_text(page: Page, atlas: str):
    """Of a view with a card; what the others make of it is tested without a browser."""
    query = "city=%3Cscript%3Edocument.title%3D'owned'%3C/script%3E&issue=![x](http://evil.example/p.png)"
    query += "&organization=%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D'owned'%22%3E"
    open_view(page, atlas, "network", query)
    assert_nothing_came_to_life(page)


def test_no_word_of_any_table_fetches_a_picture(page: Page, atlas: str, tmp_path: Path):
    """Whatever is asked of another machine, and whatever the policy refuses, fails the test where the visit ends."""
    write_inventory(inventory_of_pictures(), tmp_path / "pictures.zip", format="zip")
    open_view(page, atlas, "inventory")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(tmp_path / "pictures.zip")
    page.get_by_role("heading", name=CITY).wait_for()
    settled(page)
    for view in VIEWS:
        go_by_menu(page, view)
        open_every_fold(page)
        assert_nothing_came_to_life(page)
    go_by_menu(page, "network")
    for point in in_reach(page)[:3]:
        answered(page, lambda point=point: page.mouse.click(*on_the_page(page, point)))
        assert_nothing_came_to_life(page)
