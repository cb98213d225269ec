"""Pages load and run only what the server sends, and do all they did: the console names whatever is refused."""

from pathlib import Path

from playwright.sync_api import Page, expect

from components.files import write_inventory
from components.ui.views.inventory.words import WHOLE_ZIP
from tests.browser.looking import PATHS, go_by_menu, map_shows, open_every_fold, open_view, settled
from tests.browser.test_accessibility import wear
from tests.inventories import make_inventory

CITY = make_inventory(
    inventory=[{"city": "Testville"}],
    organizations=[{"id": "a", "name": "North Hackers"}, {"id": "b", "name": "City Hall"}],
    relationships=[{"from": "a", "to": "b", "kind": "works_with"}],
)
# What a page may not do, and whether the browser lets it. Each leaves a line in the console.
TRIES = {
    "an inline script": "() => { const s = document.createElement('script'); s.textContent = 'window.ran = true';"
    "document.head.append(s); return window.ran === true; }",
    # In a timer, as what a test asks of the browser directly may do more than a page.
    "text run as code": "() => new Promise((done) => setTimeout(() => {"
    "try { done(new Function('return true')()); } catch { done(false); } }))",
    "a word sent elsewhere": "() => fetch('http://127.0.0.1:9/').then(() => true, (e) => false)",
}


def test_every_page_works_under_the_policy_light_and_dark(page: Page, atlas: str, refused: list[str]):
    answer = page.goto(atlas)
    assert answer and "default-src 'self'" in answer.headers["content-security-policy"]
    for view in PATHS:
        wear(page, "light")
        open_view(page, atlas, view, "city=riverbend")
        open_every_fold(page)
        wear(page, "dark")
        settled(page)
    assert refused == []


def test_files_come_and_go_under_the_policy(page: Page, atlas: str, refused: list[str], tmp_path: Path):
    write_inventory(CITY, tmp_path / "city.xlsx", format="xlsx")
    open_view(page, atlas, "inventory", "city=riverbend")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(tmp_path / "city.xlsx")
    page.get_by_role("heading", name="Testville").first.wait_for()
    settled(page)
    with page.expect_download() as started:
        page.get_by_role("button", name=WHOLE_ZIP).click()
    assert started.value.path().read_bytes().startswith(b"PK")
    go_by_menu(page, "network")
    map_shows(page, 2)
    assert refused == []


def test_a_picture_can_be_taken_of_a_chart(page: Page, atlas: str, refused: list[str]):
    open_view(page, atlas, "strength", "city=riverbend")
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.hover()
    with page.expect_download() as started:
        chart.locator(".modebar-btn[data-title^='Download']").click()
    assert started.value.path().read_bytes().startswith(b"\x89PNG")
    assert refused == []


def test_the_policy_refuses_what_a_page_has_no_need_of(page: Page, atlas: str, refused: list[str]):
    open_view(page, atlas, "overview", "city=riverbend")
    for name, attempt in TRIES.items():
        assert not page.evaluate(attempt), name
    page.evaluate("() => { const i = new Image(); i.src = 'http://127.0.0.1:9/p.png'; document.body.append(i); }")
    expect(page.locator("img[src*='127.0.0.1:9']")).to_have_count(1)
    page.wait_for_function("() => document.querySelector(\"img[src*='127.0.0.1:9']\").complete")
    assert len(refused) == len(TRIES) + 1
    refused.clear()
