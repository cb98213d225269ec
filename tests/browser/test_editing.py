"""One's own inventory edited in Chromium: what is typed stays until it is saved or let go of."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import go_by_menu, open_view
from tests.browser.test_bringing import (
    FORM,
    GUESSED,
    HEALTH,
    at_rest,
    at_step,
    cell,
    choose,
    named,
    open_part,
    organizations,
    place_of,
    point_at,
    press,
    told,
    type_over,
)

TABLE = "name,type\nCity Library,library\nNeighbors United,nonprofit\nHealth Fund,philanthropy\n"


def edited(page: Page) -> Locator:
    """The editor of a whole table, once it is drawn."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.get_by_role("columnheader", include_hidden=True).first.wait_for(state="attached")
    return grid


def names_in(grid: Locator) -> int:
    """The position of the names' column: the first is for ticking rows, and has no header."""
    return 1 + place_of(grid, "name")


def type_name(page: Page, row: int, name: str) -> None:
    grid = edited(page)
    page.mouse.click(*point_at(page, grid, names_in(grid), row))
    type_over(page, name)
    at_rest(page)


def assert_named(page: Page, *names: str) -> None:
    """What the editor shows as the names of its first rows."""
    at_rest(page)
    grid = edited(page)
    for row, name in enumerate(names):
        expect(cell(grid, names_in(grid), row)).to_have_text(name)


def find(page: Page, word: str) -> None:
    box = page.get_by_label("Rows that hold")
    box.fill(word)
    box.press("Enter")
    at_rest(page)


def choose_table(page: Page, title: str) -> None:
    page.get_by_label("Table to edit").click()
    page.get_by_role("option", name=title, exact=True).click()
    at_rest(page)


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 1200}}], indirect=True, ids=["tall"])
def test_what_is_typed_stays_while_other_rows_tables_and_parts_are_looked_at(page: Page, atlas: str):
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("organizations.csv", TABLE))
    organizations(page, 3)
    open_part(page, "Edit", "Edit")
    type_name(page, 0, "Central Library")
    find(page, "health")
    assert_named(page, "Health Fund")
    expect(page.get_by_text("1 cell changed", exact=True)).to_be_visible()
    choose_table(page, "Ties")
    expect(page.get_by_text("Not saved yet in other tables: Organizations.")).to_be_visible()
    open_part(page, "What is here", "Bring another file")
    open_part(page, "Edit", "Edit")
    choose_table(page, "Organizations")
    find(page, "")
    assert_named(page, "Central Library", "Neighbors United", "Health Fund")
    press(page, "Don't save")
    assert_named(page, "City Library", "Neighbors United")
    expect(page.get_by_text("Nothing changed yet")).to_be_visible()

    type_name(page, 1, "Neighbors Together")
    find(page, "library")
    press(page, "Save changes")
    told(page, "1 cell changed.")
    find(page, "")
    assert_named(page, "City Library", "Neighbors Together", "Health Fund")
    expect(page.get_by_text("Nothing changed yet")).to_be_visible()


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 1200}}], indirect=True, ids=["tall"])
def test_what_is_said_of_columns_stays_while_another_page_is_looked_at(page: Page, atlas: str):
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("answers.csv", FORM))
    at_step(page, GUESSED)
    grid = edited(page)
    page.mouse.click(*point_at(page, grid, 1, HEALTH))
    page.locator("#portal input").wait_for()
    page.keyboard.type("keep")
    page.get_by_role("option", name="keep as it is").click()
    expect(cell(grid, 1, HEALTH)).to_have_text("keep as it is")
    page.get_by_label("What is an organization to the one there?").get_by_text("It is a member of it").click()
    page.wait_for_timeout(500)  # who leaves within the moment that a click takes to be heard takes it along
    at_rest(page)
    go_by_menu(page, "network")
    page.get_by_role("link", name="Inventory", exact=True).click()
    at_step(page, GUESSED)
    expect(cell(edited(page), 1, HEALTH)).to_have_text("keep as it is")
    expect(page.get_by_role("radio", name="It is a member of it")).to_be_checked()


def test_a_grid_gives_no_file_of_its_own_that_a_spreadsheet_would_run(page: Page, atlas: str):
    """Streamlit's own download has no apostrophe before a formula; the buttons under the tables have."""
    open_view(page, atlas, "inventory", "city=riverbend")
    grid = edited(page)
    grid.scroll_into_view_if_needed()
    grid.hover()
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    expect(page.get_by_role("button", name="Download this table (CSV)").first).to_be_visible()
