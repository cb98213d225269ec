"""Links: a cold deep link opens the right page with its filter, and the menu keeps city and filter."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import (
    TITLES,
    address_says,
    choose_filter,
    go_by_menu,
    map_shows,
    open_view,
    settled,
    shows_filters,
    words_of,
)
from tests.serving import served

JUSTICE = ["Justice"], "19 of 127 organizations"


def test_the_first_visitor_of_a_cold_server_gets_the_page_and_the_filter(page: Page):
    with served() as cold:
        open_view(page, cold, "network", "city=riverbend&issue=justice")
        expect(page.get_by_role("heading", name=f"Riverbend: {TITLES['network']}")).to_be_visible()
        shows_filters(page, *JUSTICE)
        assert words_of(page) == {"city": "riverbend", "issue": "justice"}
        page.close()  # before its server goes


def test_the_menu_keeps_the_city_and_the_filter(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend&issue=justice")
    for view in ("network", "strength", "representation", "inventory", "overview"):
        go_by_menu(page, view)
        expect(page.get_by_role("heading", name=f"Riverbend: {TITLES[view]}")).to_be_visible()
        shows_filters(page, *JUSTICE)
        assert words_of(page) == {"city": "riverbend", "issue": "justice"}


def test_a_finding_leads_to_the_view_that_shows_it(page: Page, atlas: str):
    open_view(page, atlas, "overview", "city=riverbend")
    link = page.get_by_role("link", name="See it in ").first
    view = link.inner_text().split("See it in ")[-1]
    link.click()
    page.get_by_role("heading", name=f"Riverbend: {view.lower()}").wait_for()
    settled(page)
    assert words_of(page)["city"] == "riverbend"
    assert len(words_of(page)) > 1, "the finding's own words are in the address"


def test_a_filter_goes_into_the_address_and_out_of_it(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    choose_filter(page, "Issue area", "Justice")
    address_says(page, "issue", "justice")
    shows_filters(page, *JUSTICE)
    page.get_by_role("button", name="Clear all").click()
    address_says(page, "issue", None)
    shows_filters(page, [], "All 127 organizations")


def test_a_chip_takes_its_filter_out_of_the_address(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend&issue=justice&type=library,philanthropies")
    page.get_by_role("button", name="Justice", exact=True).click()
    address_says(page, "issue", None)
    address_says(page, "type", "library,philanthropies")
    shows_filters(page, ["Library", "Philanthropies"], "8 of 127 organizations")


def test_a_copied_link_is_the_address_of_the_view(page: Page, visit: BrowserContext, atlas: str):
    visit.grant_permissions(["clipboard-read", "clipboard-write"])
    open_view(page, atlas, "network", "city=riverbend&issue=justice")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{atlas}/network?city=riverbend&issue=justice"
    other = visit.new_page()
    other.goto(copied)
    settled(other)
    map_shows(other, 19)


def test_changing_the_city_changes_the_view_and_the_address(page: Page, atlas: str):
    open_view(page, atlas, "strength", "city=riverbend")
    page.get_by_role("combobox", name="City").click()
    page.get_by_role("option", name="Boston").click()
    page.get_by_role("heading", name="Boston: element strength").wait_for()
    address_says(page, "city", "boston")
