"""The overview's map: a still picture whose marks are links, read at any size, by pointer and by keyboard."""

from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from components.files import write_inventory
from components.inventory.text import without_turns
from tests.browser.geometry import PROJECTOR, SIZES, covers, gap, overlap
from tests.browser.looking import address_says, box_of, go_by_menu, open_view, settled, still_look
from tests.hostile_words import CITY, NAMES, hostile_inventory
from tests.inventories import make_inventory

# What is said of a mark where a pointer or the focus is: its words, and whether it lies within the plot.
SAID = """(mark) => {
  const said = getComputedStyle(mark, "::after"), plot = mark.closest(".plot").getBoundingClientRect();
  if (said.content === "none") return null;
  const { x, y } = mark.getBoundingClientRect(), [left, top] = [x + parseFloat(said.left), y + parseFloat(said.top)];
  const isInside = left >= plot.left && left + parseFloat(said.width) <= plot.right && top >= plot.top
    && top + parseFloat(said.height) <= plot.bottom;
  return { words: mark.ariaLabel, isInside };
}"""


def name_of(mark: Locator) -> str:
    return str(mark.get_attribute("aria-label")).split("\n")[0]


def bring(page: Page, atlas: str, file: Path, city: str) -> None:
    """Bring an inventory of one's own, and go to its overview."""
    open_view(page, atlas, "inventory")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    page.get_by_role("heading", name=city).wait_for()
    settled(page)
    go_by_menu(page, "overview")


def test_a_click_opens_the_network_with_the_card_and_back_comes_back(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend&issue=justice")
    mark = page.locator(".still-map a").first
    name = name_of(mark)
    mark.click()
    page.get_by_role("heading", name="Riverbend: network").wait_for()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    address_says(page, "issue", "justice")
    address_says(page, "city", "riverbend")
    settled(page)
    page.go_back()
    page.get_by_role("heading", name="Riverbend: what stands out").wait_for()
    address_says(page, "issue", "justice")


def test_a_mark_is_a_link_of_its_own(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend&issue=justice")
    mark = page.locator(".still-map a").nth(3)
    other = page.context.new_page()
    other.goto(f"{atlas}/{mark.get_attribute('href')}")
    other.get_by_role("heading", name=name_of(mark), exact=True).wait_for()
    address_says(other, "issue", "justice")


def test_a_click_keeps_a_list_of_ones_own(page: Page, atlas: str, tmp_path: Path):
    own = make_inventory(
        inventory=[{"city": "Testville"}], organizations=[{"name": "North Hackers"}, {"name": "City Hall"}]
    )
    write_inventory(own, tmp_path / "own.zip", format="zip")
    bring(page, atlas, tmp_path / "own.zip", "Testville")
    page.get_by_role("link", name="City Hall").click()
    page.get_by_role("heading", name="Testville: network").wait_for()
    page.get_by_role("heading", name="City Hall", exact=True).wait_for()


def test_a_click_beside_a_small_mark_opens_it(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=st-louis")
    mark = page.get_by_role("link", name="Center for Community Progress")
    mark.scroll_into_view_if_needed()
    box = box_of(mark)
    page.mouse.click(box["x"] - 6, box["y"] + box["height"] / 2)
    page.get_by_role("heading", name="Center for Community Progress", exact=True).wait_for()


def test_a_click_on_nothing_opens_nothing(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=st-louis")
    page.locator(".still-map .plot").click(position={"x": 610, "y": 560})
    settled(page)
    expect(page.get_by_role("heading", name="St. Louis: what stands out")).to_be_visible()


def test_a_pointer_shows_name_type_and_ties(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend")
    mark = page.get_by_role("link", name="Code for Riverbend")
    mark.hover()
    said = mark.evaluate(SAID)
    assert "Civic hackers and data mavens · 19 working ties on record" in said["words"]
    assert said["isInside"]
    assert page.get_by_role("link", name="Riverbend Public Library").evaluate(SAID) is None


def test_arrow_keys_step_through_the_marks_and_enter_opens_one(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend")
    marks = page.locator(".still-map a")
    expect(page.locator(".still-map a:not([tabindex])")).to_have_count(1)
    marks.first.focus()
    for key, place in (("ArrowRight", 1), ("ArrowDown", 2), ("ArrowLeft", 1), ("ArrowUp", 0), ("ArrowUp", -1)):
        page.keyboard.press(key)
        expect(marks.nth(place)).to_be_focused()
        assert marks.nth(place).evaluate(SAID)["isInside"]
    name = name_of(marks.last)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=name, exact=True).wait_for()


@SIZES
@pytest.mark.parametrize("city", ["boston", "riverbend", "st-louis", "washington-dc"])
def test_it_shows_the_whole_city_and_can_be_read(page: Page, atlas: str, city: str, size: tuple):
    width, high, word = size
    page.set_viewport_size({"width": width, "height": high})
    open_view(page, atlas, "overview", f"city={city}{word}")
    seen = still_look(page)
    marks, names = seen["marks"], seen["names"]
    for mark in marks:
        assert 0 <= mark["x"] <= seen["width"] and 0 <= mark["y"] <= seen["height"]
        assert 1 <= mark["radius"] <= 60
    assert len(names) >= min(5, len(marks)), "some names can be read at once"
    assert all(name["px"] >= (0.02 * high if size is PROJECTOR else 12) for name in names)
    outside = [n for n in names if min(n["x1"], n["y1"]) < 0 or n["x2"] > seen["width"] or n["y2"] > seen["height"]]
    assert outside == []
    assert [(a["text"], b["text"]) for a, b in combinations(names, 2) if overlap(a, b)] == []
    assert [(name["text"], mark["name"]) for name in names for mark in marks if covers(name, mark)] == []


@pytest.mark.parametrize("width", [500, 700, 1000, 1150, 1440, 1900])
def test_it_can_be_read_in_a_window_of_any_width(page: Page, atlas: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    open_view(page, atlas, "overview", "city=riverbend")
    seen = still_look(page)
    assert len(seen["names"]) >= 5
    assert [(a["text"], b["text"]) for a, b in combinations(seen["names"], 2) if overlap(a, b)] == []
    assert [(n["text"], m["name"]) for n in seen["names"] for m in seen["marks"] if covers(n, m)] == []


@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
def test_a_name_is_nearer_to_its_own_mark_than_to_any_other(page: Page, atlas: str, city: str):
    open_view(page, atlas, "overview", f"city={city}")
    seen = still_look(page)
    marks = {mark["name"]: mark for mark in seen["marks"]}
    names = [name for name in seen["names"] if not name["isFirst"]]  # the first may stand at the end of a line
    taken_for = [
        (name["text"], other)
        for name in names
        for other, mark in marks.items()
        if other != name["text"] and gap(name, mark) <= gap(name, marks[name["text"]])
    ]
    assert names
    assert taken_for == []


def test_under_a_filter_what_stays_keeps_its_place(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend")
    whole = {mark["name"]: mark for mark in still_look(page)["marks"]}
    open_view(page, atlas, "overview", "city=riverbend&issue=justice")
    under = still_look(page)["marks"]
    assert (len(whole), len(under)) == (127, 19)
    assert all(abs(mark[way] - whole[mark["name"]][way]) < 0.5 for mark in under for way in ("x", "y", "radius"))


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}}], indirect=True, ids=["phone"])
def test_on_a_phone_the_legend_is_folded(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend")
    types = page.locator(".still-map .legend").get_by_text("Local government")
    expect(types.filter(visible=True)).to_have_count(0)
    page.locator(".still-map summary").click()
    expect(types.filter(visible=True)).to_have_count(1)


def test_names_are_shown_letter_for_letter(page: Page, atlas: str, tmp_path: Path):
    write_inventory(hostile_inventory(), tmp_path / "hostile.zip", format="zip")
    bring(page, atlas, tmp_path / "hostile.zip", CITY)
    page.locator(".still-map").wait_for()
    assert {mark["name"] for mark in still_look(page)["marks"]} == {without_turns(name) for name in NAMES}
    expect(page.locator(".still-map").locator("script, a a, img[src=x]")).to_have_count(0)
