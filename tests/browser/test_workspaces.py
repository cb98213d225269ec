"""Workspaces in Chromium: saved, looked at by others, changed by two at once, restored, and shut to strangers."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import open_view
from tests.browser.test_accessibility import assert_no_finding_in_any_theme
from tests.browser.test_bringing import at_step, choose, named, open_part, organizations, press
from tests.browser.test_editing import TABLE, assert_named, type_name
from tests.browser.waiting import at_rest

WIDE = pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 1200}}], indirect=True, ids=["tall"])
NewVisit = Callable[..., BrowserContext]
SHARING = "Who may see it, and who may change it"


def create(page: Page, server: str, access: str = "Whoever has its link", name: str | None = "Ada") -> str:
    """Bring a list and save it as a new workspace, and give the workspace's id. Who has signed in is asked no name."""
    open_view(page, server, "inventory", "city=riverbend")
    choose(page, named("organizations.csv", TABLE))
    organizations(page, 3)
    press(page, "Save…")
    fill(page, "Name of the city or workspace", "Northgate")
    page.get_by_text(access).click()
    at_rest(page)
    if name:
        fill(page, "Your name in the history", name)
    press(page, "Save to a new workspace")
    at_step(page, SHARING)
    return parse_qs(urlsplit(page.url).query)["city"][0]


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label, exact=True).fill(text)
    page.keyboard.press("Tab")
    at_rest(page)


def make_key(page: Page, role: str) -> str:
    """Have the owner make a key for a role, and give it."""
    open_part(page, "Who may see it", SHARING)
    press(page, f"Make a key for {role}s")
    expect(page.get_by_text(f"This is the key for {role}s.")).to_be_visible()
    return page.get_by_test_id("stCode").last.inner_text().strip()


def come_with_key(new_visit: NewVisit, server: str, workspace: str, key: str) -> Page:
    """Open a workspace in another browser, and enter a key to it."""
    page = new_visit(viewport={"width": 1280, "height": 1200}).new_page()
    page.goto(f"{server}/inventory?city={workspace}")
    expect(page.get_by_text("I have a key").or_(page.get_by_label("Key", exact=True)).first).to_be_visible()
    at_rest(page)
    if page.get_by_text("I have a key").count():
        press(page, "I have a key")
    page.get_by_role("textbox", name="Key", exact=True).fill(key)
    press(page, "Open with the key")
    return page


def rename(page: Page, row: int, name: str) -> None:
    """Begin to edit the workspace, and give one of its organizations another name."""
    press(page, "Edit")
    at_step(page, "Edit")
    type_name(page, row, name)
    press(page, "Save changes")
    expect(page.get_by_text("1 cell changed.", exact=True)).to_be_visible()
    at_rest(page)


def save_version(page: Page, why: str) -> None:
    press(page, "Save…")
    fill(page, "What did you change, and why?", why)
    press(page, "Save this version")


def table_says(page: Page, *cells: str) -> None:
    """Wait until the first table of the page has a cell with each of these texts, as a screen reader finds them."""
    table = page.get_by_test_id("stDataFrame").first
    for text in cells:
        expect(table.locator("td").filter(has_text=text).first).to_be_attached()


def test_a_workspace_is_there_for_whoever_has_its_link_and_not_in_the_menu(page: Page, new_visit: NewVisit, atlas: str):
    workspace = create(page, atlas)
    stranger = new_visit().new_page()
    stranger.goto(f"{atlas}/inventory?city={workspace}")
    organizations(stranger, 3)
    expect(stranger.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    expect(stranger.get_by_test_id("stButtonGroup").get_by_text("Who may see it")).to_have_count(0)
    open_part(stranger, "History", "History")
    table_says(stranger, "Ada", "Began from organizations.csv", "The first version.")
    stranger.goto(f"{atlas}/")
    stranger.get_by_role("heading", name="St. Louis").wait_for()
    at_rest(stranger)
    stranger.get_by_role("combobox", name="City").click()
    expect(stranger.get_by_role("option", name="Riverbend")).to_be_visible()
    expect(stranger.get_by_role("option", name="Northgate")).to_have_count(0)


def test_a_closed_workspace_is_as_if_there_were_none_until_the_key_is_entered(
    page: Page, new_visit: NewVisit, atlas: str
):
    workspace = create(page, atlas, "Only people with a key")
    key = make_key(page, "viewer")
    stranger = new_visit().new_page()
    for view in ("", "network", "inventory"):
        stranger.goto(f"{atlas}/{view}?city={workspace}")
        expect(stranger.get_by_role("heading", name="This list is not open to you")).to_be_visible()
        at_rest(stranger)
        closed = stranger.locator("body").inner_text()
        assert "Northgate" not in closed and "City Library" not in closed
        stranger.goto(f"{atlas}/{view}?city={'0' * 32}")
        expect(stranger.get_by_role("heading", name="This list is not open to you")).to_be_visible()
        at_rest(stranger)
        assert stranger.locator("body").inner_text() == closed
    assert stranger.request.get(f"{atlas}/w/{workspace}/v/1/northgate.zip").status == 404
    viewer = come_with_key(new_visit, atlas, workspace, key)
    organizations(viewer, 3)
    assert viewer.request.get(f"{atlas}/w/{workspace}/v/1/northgate.zip").status == 200
    expect(viewer.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    make_key(page, "viewer")  # the new key takes the role back from who had it by the old one
    viewer.reload()
    expect(viewer.get_by_role("heading", name="This list is not open to you")).to_be_visible()
    assert viewer.request.get(f"{atlas}/w/{workspace}/v/1/northgate.zip").status == 404


@pytest.fixture
def colleague(page: Page, new_visit: NewVisit, atlas: str) -> Page:
    """The page of an editor in another browser, while ``page`` is its owner's: both have the workspace open."""
    workspace = create(page, atlas)
    other = come_with_key(new_visit, atlas, workspace, make_key(page, "editor"))
    expect(other.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    at_rest(other)
    return other


@WIDE
def test_two_editors_at_once_lose_nothing(page: Page, colleague: Page):
    rename(page, 0, "Central Library")
    rename(colleague, 1, "Neighbors Together")
    save_version(page, "A new name")
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    save_version(colleague, "Another name")
    at_step(colleague, "Put your changes and theirs together")
    expect(colleague.get_by_role("button", name="Save this version")).to_have_count(0)  # nothing lies over the page
    why = colleague.get_by_role("textbox", name="What did you change, and why?")
    expect(why).to_have_value("Another name")
    expect(colleague.get_by_text("Ada saved version 2 while you worked.")).to_be_visible()
    at_rest(colleague)
    table_says(colleague, "City Library", "Central Library")
    press(colleague, "Save both together")
    at_step(colleague, "History")
    press(colleague, "Edit")
    at_step(colleague, "Edit")
    assert_named(colleague, "Central Library", "Neighbors Together", "Health Fund")


@WIDE
def test_where_both_changed_the_same_cell_a_person_chooses(page: Page, colleague: Page):
    rename(page, 0, "Central Library")
    rename(colleague, 0, "Public Library")
    save_version(page, "")
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    save_version(colleague, "")
    expect(colleague.get_by_text("You both changed these.")).to_be_visible()
    at_rest(colleague)
    press(colleague, "Save both together")
    at_step(colleague, "History")
    press(colleague, "Edit")
    at_step(colleague, "Edit")
    assert_named(colleague, "Central Library")


@WIDE
def test_an_earlier_version_is_looked_at_and_made_the_newest_again(page: Page, atlas: str):
    create(page, atlas)
    rename(page, 0, "Central Library")
    save_version(page, "A new name")
    at_step(page, "History")
    table_says(page, "A new name", "1 cell changed in organizations.")
    page.get_by_label("Which version?").click()
    page.get_by_role("option", name="Version 1").click()
    at_rest(page)
    press(page, "Make it the newest again")
    expect(page.get_by_text("Version 1 is the newest again, as version 3.")).to_be_visible()
    at_rest(page)
    press(page, "Edit")
    at_step(page, "Edit")
    assert_named(page, "City Library")


def test_what_opens_over_the_page_to_save_a_list_has_no_serious_finding(page: Page, atlas: str):
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("organizations.csv", TABLE))
    organizations(page, 3)
    press(page, "Save…")
    assert_no_finding_in_any_theme(page)
