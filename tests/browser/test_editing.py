"""One's own inventory edited in Chromium: what is typed stays until it is saved or let go of."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor import Editor
from tests.browser.looking import go_by_menu, open_view
from tests.browser.test_bringing import (
    FORM,
    GUESSED,
    HEALTH,
    at_step,
    choose,
    column_editor,
    named,
    open_part,
    organizations,
    press,
    told,
)
from tests.browser.waiting import answered, at_rest

TABLE = "name,type\nCity Library,library\nNeighbors United,nonprofit\nHealth Fund,philanthropy\n"


def table_editor(page: Page) -> Editor:
    """The editor of a whole table."""
    return Editor(page, page.get_by_test_id("stDataFrame").first)


def type_name(page: Page, row: int, name: str) -> None:
    editor = table_editor(page)
    editor.click("name", row)
    editor.type_over(name)
    expect(page.get_by_text("1 cell changed", exact=True)).to_be_visible()
    at_rest(page)


def assert_named(page: Page, *names: str) -> None:
    """What the editor shows as the names of its first rows."""
    for row, name in enumerate(names):
        expect(table_editor(page).cell("name", row)).to_have_text(name)


def find(page: Page, word: str) -> None:
    at_rest(page)  # whoever types while an answer is on its way may type into a box that is about to be drawn anew
    box = page.get_by_label("Rows that hold")
    box.fill(word)
    box.press("Enter")
    at_rest(page)


def choose_table(page: Page, title: str) -> None:
    at_rest(page)
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
    editor = column_editor(page)
    editor.click("Becomes", HEALTH)
    answered(page, editor.pick("keep as it is").click)
    expect(editor.cell("Becomes", HEALTH)).to_have_text("keep as it is")
    question = page.get_by_label("How do the two belong together?")
    answered(page, question.get_by_text("This one is a member of that one").click)
    go_by_menu(page, "network")
    page.get_by_role("link", name="Inventory", exact=True).click()
    at_step(page, GUESSED)
    expect(column_editor(page).cell("Becomes", HEALTH)).to_have_text("keep as it is")
    expect(page.get_by_role("radio", name="This one is a member of that one")).to_be_checked()


def test_a_grid_gives_no_file_of_its_own_that_a_spreadsheet_would_run(page: Page, atlas: str):
    """Streamlit's own download has no apostrophe before a formula; the buttons under the tables have."""
    open_view(page, atlas, "inventory", "city=riverbend")
    table = table_editor(page).place
    table.scroll_into_view_if_needed()
    table.hover()
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    expect(page.get_by_role("button", name="Download this table (CSV)").first).to_be_visible()
