"""One server and one browser for all browser tests; a fresh visitor, with no cookies and nothing kept, for each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import leaves_the_machine
from tests.browser.waiting import WAIT, listen
from tests.serving import Served, chromium, served

HERE = Path(__file__).parent
expect.set_options(timeout=WAIT)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def atlas() -> Iterator[Served]:
    with served() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as driven:
        yield driven


@pytest.fixture
def refused() -> list[str]:
    """What the browser says that the content security policy kept pages from."""
    return []


@pytest.fixture
def new_visit(browser: Browser, refused: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """Begins a visit of somebody who has not been here.

    Whoever visits asks nothing of another machine, and nothing that the content security policy refuses.
    """
    visits: list[BrowserContext] = []
    asked: list[str] = []

    def begin(**options: Any) -> BrowserContext:
        visit = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        visits.append(visit)
        visit.set_default_timeout(WAIT)
        visit.on("request", lambda sent: asked.append(sent.url))
        visit.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
        visit.on("page", listen)
        return visit

    yield begin
    for visit in visits:
        visit.close()
    assert [address for address in asked if leaves_the_machine(address)] == []
    assert refused == []


@pytest.fixture
def visit(new_visit: Callable[..., BrowserContext], request: pytest.FixtureRequest) -> BrowserContext:
    """A visitor at a desk; ``@pytest.mark.parametrize("visit", [{…}], indirect=True)`` gives another kind."""
    return new_visit(**getattr(request, "param", {}))


@pytest.fixture
def page(visit: BrowserContext) -> Iterator[Page]:
    page = visit.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(f"A dialog: {dialog.message}"), dialog.dismiss()))
    yield page
    assert faults == []
