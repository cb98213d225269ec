"""A list of one's own is kept: it is there after a reload, in a new tab, after a restart of the server, by a link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import open_view
from tests.browser.test_bringing import at_step, choose, named, open_part, organizations, press
from tests.browser.test_editing import TABLE, assert_named, type_name
from tests.browser.waiting import at_rest
from tests.serving import served

UNCLEAR = "What is it called,Which kind\nCity Library,library\nNeighbors United,nonprofit\n"


def bring(page: Page, server: str) -> None:
    open_view(page, server, "inventory", "city=riverbend")
    choose(page, named("organizations.csv", TABLE))
    organizations(page, 3)


def rename(page: Page) -> None:
    """Give the first organization of the list another name, and save that."""
    open_part(page, "Edit", "Edit")
    type_name(page, 0, "Central Library")
    press(page, "Save changes")
    expect(page.get_by_text("1 cell changed.", exact=True)).to_be_visible()
    at_rest(page)


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 1200}}], indirect=True, ids=["tall"])
def test_a_reload_loses_neither_changes_nor_the_way_back(page: Page, atlas: str):
    bring(page, atlas)
    rename(page)
    page.reload()
    expect(page.get_by_text("Your list is as you left it on")).to_be_visible()
    assert_named(page, "Central Library", "Neighbors United", "Health Fund")
    press(page, "Undo")
    expect(page.get_by_text("Undone: 1 cell changed.")).to_be_visible()
    at_rest(page)
    assert_named(page, "City Library")


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 1200}}], indirect=True, ids=["tall"])
def test_what_is_typed_and_not_saved_survives_a_reload(page: Page, atlas: str):
    bring(page, atlas)
    open_part(page, "Edit", "Edit")
    type_name(page, 1, "Neighbors Together")
    page.reload()
    expect(page.get_by_text("1 cell changed", exact=True)).to_be_visible()
    at_rest(page)
    assert_named(page, "City Library", "Neighbors Together")


def test_files_that_are_looked_over_still_wait_after_a_reload(page: Page, atlas: str):
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("members.csv", UNCLEAR))
    at_step(page, "step 1")
    page.reload()
    at_step(page, "step 1")


def test_a_new_tab_shows_the_list_and_follows_its_changes(page: Page, visit: BrowserContext, atlas: str):
    bring(page, atlas)
    other = visit.new_page()
    open_view(other, atlas, "inventory", "city=upload")
    organizations(other, 3)
    press(other, "Delete my list")
    at_rest(other)
    page.get_by_test_id("stButtonGroup").get_by_text("Edit").click()
    expect(page.get_by_text("Your list is not here any more: it was deleted")).to_be_visible()
    expect(page.get_by_role("heading", name="No list of yours is here")).to_be_visible()


def test_a_link_opens_the_list_in_another_browser(page: Page, new_visit: Callable[..., BrowserContext], atlas: str):
    bring(page, atlas)
    press(page, "Open it elsewhere")
    press(page, "Make a link")
    link = page.get_by_test_id("stCode").inner_text().strip()
    colleague = new_visit().new_page()
    colleague.goto(link)
    organizations(colleague, 3)
    expect(colleague.get_by_role("button", name="Put this list away")).to_be_visible()
    expect(colleague.get_by_role("button", name="Delete my list")).to_have_count(0)
    press(page, "Take back all links")
    expect(page.get_by_text("No link opens your list any more.")).to_be_visible()
    colleague.get_by_test_id("stButtonGroup").get_by_text("Edit").click()
    expect(colleague.get_by_text("Your list is not here any more")).to_be_visible()
    stranger = new_visit().new_page()
    stranger.goto(link)
    expect(stranger.get_by_role("heading", name="No list of yours is here")).to_be_visible()


def test_after_the_server_was_started_again_an_open_page_goes_on_and_a_new_tab_has_the_list(
    visit: BrowserContext, page: Page, tmp_path: Path
):
    with served(ATLAS_DATA=str(tmp_path / "data")) as server:
        bring(page, server)
    with served(ATLAS_DATA=str(tmp_path / "data"), port=int(server.rpartition(":")[2])):
        expect(page.get_by_text("Your list is as you left it on")).to_be_visible()
        organizations(page, 3)
        open_part(page, "Edit", "Edit")
        assert_named(page, "City Library")
        new = visit.new_page()
        new.goto(f"{server}/inventory?city=upload")
        organizations(new, 3)
        expect(new.get_by_text("Your list is as you left it on")).to_be_visible()


def test_where_nothing_can_be_kept_the_page_says_so_and_the_browser_asks_before_it_is_left(
    visit: BrowserContext, tmp_path: Path
):
    page, asked = visit.new_page(), list[str]()
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    (tmp_path / "no-folder").write_text("a file")
    with served(ATLAS_DATA=str(tmp_path / "no-folder")) as server:
        bring(page, server)
        expect(page.get_by_text("Your list is in view, but it is not kept")).to_be_visible()
        expect(page.get_by_text("Your list, only in this visit")).to_be_visible()
        page.reload()
    assert asked == ["beforeunload"]
