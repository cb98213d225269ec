"""Visits that one test after another makes in the same browser, which knows the files of the Atlas and nothing more.

To open a page takes a browser two to three times as much work where it reads these files anew.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

# Has Chromium draw all pages of a visit in one process, which keeps the scripts that it has read while one is open.
FLAG = "--process-per-site"
AT_MOST = 4  # visits that wait for a test; each takes some 150 MB
KEPT = "cookies,local_storage,indexeddb,service_workers,cache_storage"


class Visits:
    """The visits of a browser: each is lent to a test, and emptied when it comes back."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.idle: list[tuple[dict[str, Any], BrowserContext]] = []

    def lend(self, options: dict[str, Any]) -> BrowserContext:
        """Give a visit of this kind in which nothing is kept and no page is open that a person would see."""
        for place, (kind, visit) in enumerate(self.idle):
            if kind == options:
                del self.idle[place]
                return visit
        visit = self.browser.new_context(**options)
        _open_empty_page(visit)
        return visit

    def take_back(self, options: dict[str, Any], visit: BrowserContext, asked: Collection[str]) -> None:
        """Close the pages of a visit, and empty what these addresses may have kept."""
        empty, *others = visit.pages
        for page in others:
            page.close()
        visit.clear_cookies()
        visit.clear_permissions()
        _empty_storage(visit, empty, asked)
        self.idle.append((options, visit))
        while len(self.idle) > AT_MOST:
            self.idle.pop(0)[1].close()


def _open_empty_page(visit: BrowserContext) -> None:
    """Open a page of this machine that asks nothing of any server, and stays."""
    page, address = visit.new_page(), "http://127.0.0.1/"
    page.route(address, lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto(address)


def _empty_storage(visit: BrowserContext, page: Page, asked: Collection[str]) -> None:
    tools = visit.new_cdp_session(page)
    for origin in {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, asked) if parts.netloc}:
        tools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": KEPT})
    tools.detach()
