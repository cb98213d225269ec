"""An inventory of one's own: from the files to the map, for one visitor only, and gone when it is deleted."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from components.files import write_inventory
from components.inventory import Inventory
from components.ui.views.inventory.words import RIVERBEND
from tests.browser.looking import address_says, choose_filter, go_by_menu, map_ready, map_shows, open_view, settled
from tests.browser.waiting import at_rest
from tests.inventories import make_inventory

CITY = make_inventory(
    inventory=[{"city": "Testville", "as_of": "2026-05-01"}],
    organizations=[
        {"id": "north-hackers", "name": "North Hackers", "type": "civic hackers and data mavens"},
        {"id": "city-hall", "name": "City Hall", "type": "local government", "issue_areas": ("justice",)},
        {"id": "old-mill", "name": "Old Mill", "issue_areas": ("justice", "housing")},
    ],
    relationships=[
        {"from": "north-hackers", "to": "city-hall", "kind": "works_with", "level": 3, "evidence": "A shared map"},
        {"from": "old-mill", "to": "city-hall", "kind": "advises"},
    ],
)


def csv_files(inventory: Inventory, folder: Path) -> list[Path]:
    write_inventory(inventory, folder / "city", format="folder")
    return sorted((folder / "city").glob("*.csv"))


def zip_file(inventory: Inventory, folder: Path) -> list[Path]:
    write_inventory(inventory, folder / "city.zip", format="zip")
    return [folder / "city.zip"]


def upload(page: Page, atlas: str, files: list[Path], heading: str = "Testville: inventory") -> None:
    open_view(page, atlas, "inventory", "city=riverbend&issue=justice")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(files)
    page.get_by_role("heading", name=heading).wait_for()
    settled(page)


def test_a_workbook_becomes_a_map(page: Page, atlas: str, tmp_path: Path):
    write_inventory(CITY, tmp_path / "city.xlsx", format="xlsx")
    upload(page, atlas, [tmp_path / "city.xlsx"])
    expect(page.get_by_text("All 3 organizations")).to_be_visible()
    expect(page.get_by_text("Your list, kept until")).to_be_visible()
    go_by_menu(page, "network")
    map_shows(page, 3)
    expect(map_ready(page)).to_have_attribute("data-ties", "2")
    expect(page.get_by_text("A link to this view won't open for others")).to_be_visible()


def test_several_files_become_a_map_that_can_be_filtered(page: Page, atlas: str, tmp_path: Path):
    upload(page, atlas, csv_files(CITY, tmp_path))
    go_by_menu(page, "network")
    map_shows(page, 3)
    choose_filter(page, "Issue area", "Justice")
    map_shows(page, 2)


def test_nobody_else_sees_an_upload(page: Page, new_visit: Callable[..., BrowserContext], atlas: str, tmp_path: Path):
    upload(page, atlas, zip_file(CITY, tmp_path))
    address_says(page, "city", "upload")
    stranger = new_visit().new_page()
    stranger.goto(page.url)
    expect(stranger.get_by_role("heading", name="No list of yours is here")).to_be_visible()
    at_rest(stranger)
    expect(stranger.get_by_text("Testville")).to_have_count(0)
    expect(stranger.get_by_role("link", name="See St. Louis")).to_be_visible()


def test_an_upload_can_be_deleted(page: Page, atlas: str, tmp_path: Path):
    upload(page, atlas, zip_file(CITY, tmp_path))
    page.get_by_role("button", name="Delete my list").click()
    page.get_by_role("heading", name="St. Louis: inventory").wait_for()
    settled(page)
    expect(page.get_by_text("Testville")).to_have_count(0)
    expect(page.get_by_role("button", name="Delete my list")).to_have_count(0)
    go_by_menu(page, "network")
    expect(page.get_by_text("Testville")).to_have_count(0)


def test_what_was_downloaded_can_be_uploaded_again(page: Page, atlas: str, tmp_path: Path):
    open_view(page, atlas, "inventory", "city=st-louis")
    with page.expect_download() as started:
        page.get_by_role("button", name=RIVERBEND).click()
    path = tmp_path / "riverbend.zip"
    started.value.save_as(path)
    upload(page, atlas, [path], "Riverbend: inventory")
    expect(page.get_by_text("Fictional city")).to_be_visible()
    expect(page.get_by_text("127 organizations").first).to_be_visible()


def test_a_picture_is_said_to_be_no_table(page: Page, atlas: str, tmp_path: Path):
    picture = tmp_path / "organizations.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    open_view(page, atlas, "inventory", "city=riverbend")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files([picture])
    expect(page.get_by_role("heading", name="Nothing could be read of organizations.csv")).to_be_visible()
    expect(page.get_by_text("a picture")).to_be_visible()
    page.get_by_role("button", name="Choose another file").click()
    expect(page.get_by_role("heading", name="Bring your own")).to_be_visible()
