"""One server and one browser for all browser tests; a fresh visitor, with no cookies and nothing kept, for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import leaves_the_machine
from tests.serving import Served, chromium, served

HERE = Path(__file__).parent
WAIT = 60_000  # ms; a busy machine is slow, not wrong
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
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A visitor at a desk; ``@pytest.mark.parametrize("visit", [{…}], indirect=True)`` gives another kind."""
    options = {"viewport": {"width": 1280, "height": 800}, **getattr(request, "param", {})}
    context = browser.new_context(**options)
    context.set_default_timeout(WAIT)
    asked: list[str] = []
    context.on("request", lambda sent: asked.append(sent.url))
    yield context
    context.close()
    assert [address for address in asked if leaves_the_machine(address)] == []


@pytest.fixture
def page(visit: BrowserContext) -> Iterator[Page]:
    page = visit.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(f"A dialog: {dialog.message}"), dialog.dismiss()))
    yield page
    assert faults == []
