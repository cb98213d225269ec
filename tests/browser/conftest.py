"""One server and one browser for all browser tests; a visitor with no cookies and nothing kept for each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.looking import leaves_the_machine
from tests.browser.visits import FLAG, Visits
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
    with chromium(FLAG) as driven:
        yield driven


@pytest.fixture(scope="session")
def visits(browser: Browser) -> Visits:
    return Visits(browser)


@pytest.fixture
def refused() -> list[str]:
    """What the browser says that the content security policy kept pages from."""
    return []


@pytest.fixture
def new_visit(visits: Visits, refused: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """Begins a visit of somebody who has not been here.

    Whoever visits asks nothing of another machine, and nothing that the content security policy refuses.
    """
    begun: list[tuple[dict[str, Any], BrowserContext]] = []
    asked: list[str] = []

    def note_refusal(line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            refused.append(line.text)

    heard = {"request": lambda sent: asked.append(sent.url), "console": note_refusal, "page": listen}

    def begin(**options: Any) -> BrowserContext:
        kind = {"viewport": {"width": 1280, "height": 800}, **options}
        visit = visits.lend(kind)
        begun.append((kind, visit))
        visit.set_default_timeout(WAIT)
        for event, note in heard.items():
            visit.on(event, note)
        return visit

    yield begin
    for kind, visit in begun:
        for event, note in heard.items():
            visit.remove_listener(event, note)
        visits.take_back(kind, visit, asked)
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
