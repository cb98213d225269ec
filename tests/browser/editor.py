"""An editor of a table in the browser. It paints itself on a canvas; a test reads what a screen reader finds of it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

LINE = 35  # pixels: the height of its header and of each row


class Editor:
    """One editor on a page; columns are named by their header, and rows are counted from 0 under it."""

    def __init__(self, page: Page, place: Locator) -> None:
        self.page = page
        self.place = place
        self._canvas = place.get_by_test_id("data-grid-canvas")
        self._chosen = place.locator("td[aria-selected=true]")

    def number(self, header: str) -> int:
        """Wait until a column is drawn, and give its number, as a screen reader counts."""
        column = self.place.get_by_role("columnheader", name=header, exact=True, include_hidden=True)
        return int(column.get_attribute("aria-colindex") or 0)

    def cell(self, header: str, row: int) -> Locator:
        """Find a cell."""
        return self._cell(self.number(header), row)

    def _cell(self, column: int, row: int) -> Locator:
        return self.place.locator(f"tr[aria-rowindex='{row + 2}'] td[aria-colindex='{column}']")

    def row_that_says(self, header: str, text: str) -> int:
        """Wait until a row has this text in a column, and give its number."""
        cell = f"td[aria-colindex='{self.number(header)}']:text-is('{text}')"
        line = self.place.locator("tr").filter(has=self.page.locator(cell))
        return int(line.get_attribute("aria-rowindex") or 0) - 2

    def click(self, header: str, row: int) -> None:
        """Choose a cell by the mouse and open it by a second click.

        The canvas does not tell where a column stands, so the place is sought by halves: each click chooses some
        cell, which tells on which side the one that is looked for is.
        """
        wanted = self.number(header)
        self.place.scroll_into_view_if_needed()
        box = self._canvas.bounding_box()
        assert box is not None
        y = box["y"] + LINE * (row + 1) + LINE / 2
        left, right = box["x"] + 1.5 * LINE, box["x"] + box["width"] - 10  # rows are ticked before the first column
        while right - left > 1:
            x = (left + right) / 2
            found = self._choose_at(x, y)
            if found == wanted:
                expect(self._cell(wanted, row)).to_have_attribute("aria-selected", "true")
                self.page.mouse.click(x, y)
                return
            left, right = (x, right) if found < wanted else (left, x)
        raise AssertionError(f"No place of the editor is its column {header!r}.")

    def _choose_at(self, x: float, y: float) -> int:
        """Click once, and give the number of the column that is then chosen."""
        self._canvas.press("Escape")
        expect(self._chosen).to_have_count(0)
        self.page.mouse.click(x, y)
        return int(self._chosen.get_attribute("aria-colindex") or 0)

    def move_to(self, header: str, row: int) -> None:
        """Choose a cell by the arrows; the editor has the focus."""
        wanted = self.number(header)
        self.page.keyboard.press("Control+Home")
        for _ in range(row):
            self.page.keyboard.press("ArrowDown")
        for _ in range(wanted - 1):
            self.page.keyboard.press("ArrowRight")
        expect(self._cell(wanted, row)).to_have_attribute("aria-selected", "true")

    def type_over(self, text: str) -> None:
        """Type into the cell that is open, in the place of what it says, and wait until the editor has it.

        The editor ends each press of a key with a timer. One that is still to come when Enter is pressed closes the
        cell and drops what was typed; no person is that quick. Timers end in their order: after this one all have.
        """
        typed = self.page.locator("#portal textarea")
        expect(typed).to_be_focused()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        expect(typed).to_have_value(text)
        self.page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
        self.page.keyboard.press("Enter")
        expect(typed).to_have_count(0)

    def pick(self, text: str) -> Locator:
        """Look for a choice in the cell that is open; gives it once it is offered."""
        expect(self.page.locator("#portal input")).to_be_focused()
        self.page.keyboard.type(text.split()[0])
        offered = self.page.get_by_role("option", name=text)
        expect(offered).to_be_visible()
        return offered
