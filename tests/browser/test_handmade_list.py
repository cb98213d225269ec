"""A city team brings the list that it keeps by hand, from the front page to the map, in at most ten clicks."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.editor import Editor
from tests.browser.looking import map_ready, open_view, shown_points
from tests.browser.test_accessibility import findings
from tests.browser.waiting import at_rest
from tests.handmade_list import NAME, ORGANIZATIONS, PEOPLE, TIES, handmade_list

MOST_CLICKS = 10
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_NO_SUGGESTION = ("Code 4 Northtown", "Code for Northtown")  # a person types what is meant


@dataclass
class Clicks:
    """The clicks of a person, counted."""

    page: Page
    count: int = 0

    def on(self, target: Locator) -> None:
        self.count += 1
        target.click()

    def choose_file(self, target: Locator, file: FilePayload) -> None:
        """Open the window in which a file is chosen, and choose it there."""
        with self.page.expect_file_chooser() as chooser:
            self.on(target)
        self.count += 1
        chooser.value.set_files([file])

    def type_over(self, editor: Editor, header: str, text: str, new: str) -> None:
        """Double-click a cell, and type another text into it."""
        self.count += 2
        editor.click(header, editor.row_that_says(header, text))
        editor.type_over(new)


def told_on(page: Page, heading: str) -> None:
    page.get_by_role("heading", name=heading).wait_for()
    at_rest(page)
    assert not [text for text in PEOPLE if text in page.content()], "nothing about people is shown"
    assert findings(page) == []


def test_a_handmade_list_becomes_a_map_in_ten_clicks(page: Page, atlas: str):
    clicks = Clicks(page)
    open_view(page, atlas, "overview")
    clicks.on(page.get_by_test_id("stMainBlockContainer").get_by_role("link", name="Bring your own list"))
    told_on(page, "Bring your own list")
    upload = page.get_by_test_id("stFileUploader").get_by_role("button", name="Upload", exact=True)
    clicks.choose_file(upload, {"name": NAME, "mimeType": WORKBOOK, "buffer": handmade_list()})

    told_on(page, "step 1")
    expect(page.get_by_role("heading", name="St. Louis")).to_have_count(0)
    expect(page.get_by_text("10 rows and 2 notes under the table")).to_be_visible()
    several = page.get_by_role("radiogroup", name="Is “renters, families with children” in “Serves” one value")
    expect(several.get_by_role("radio", checked=True)).to_have_count(1)
    clicks.on(page.get_by_role("button", name="Next: bring in 2 tables"))

    told_on(page, "What to mend")
    expect(page.get_by_text("21 rows came in: 19 kept, 2 noted under a table.")).to_be_visible()
    clicks.on(page.locator(".st-key-mend-organization").get_by_role("button"))
    expect(page.get_by_text(f"All {len(ORGANIZATIONS) + 1} organizations")).to_be_visible()
    at_rest(page)
    editor = Editor(page, page.locator(".st-key-wide-problems-warning").get_by_test_id("stDataFrame"))
    clicks.type_over(editor, "What it says", *IN_NO_SUGGESTION)
    at_rest(page)
    clicks.on(page.get_by_role("button", name="Save changes"))
    expect(page.get_by_text(f"All {len(ORGANIZATIONS)} organizations")).to_be_visible()
    at_rest(page)
    clicks.on(page.get_by_role("button", name="See your map"))

    map_ready(page)
    assert {point["name"] for point in shown_points(page)} == set(ORGANIZATIONS)
    expect(map_ready(page)).to_have_attribute("data-ties", str(len(TIES)))
    assert clicks.count <= MOST_CLICKS
