"""axe-core finds nothing serious on any page, at a desk and on a phone, light and dark, with every fold open.

And no page asks another machine.
"""

import re
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PATHS, in_reach, on_the_page, open_every_fold, open_filter, open_view
from tests.browser.waiting import at_rest

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Selectors of Streamlit's own frame that we cannot mend, by the one rule that they break there.
NOT_OURS: dict[str, tuple[str, ...]] = {}
THEMES = ("light", "dark")
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
# Each size is looked at in both themes, and each city in both sizes and both themes.
LOOKS = {
    "riverbend": ((DESK, "light"), (PHONE, "dark")),
    "st-louis": ((DESK, "dark"), (PHONE, "light")),
}


def findings(page: Page) -> list[dict[str, Any]]:
    """The serious and critical findings once the page is at rest: rule, place and why."""
    at_rest(page)
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    result = page.evaluate("(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES)
    return [
        {"rule": violation["id"], "where": str(node["target"])[:120], "why": node["failureSummary"][:250]}
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
        if not any(part in str(node["target"]) for part in NOT_OURS.get(violation["id"], ()))
    ]


def wear(page: Page, theme: str) -> None:
    """Make the room light or dark, and wait until the page has followed."""
    page.emulate_media(color_scheme=theme)
    ground = {"light": re.compile(r"rgb\((2\d\d(, )?){3}\)"), "dark": re.compile(r"rgb\((\d?\d(, )?){3}\)")}[theme]
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", ground)


def assert_no_finding_in_any_theme(page: Page) -> None:
    for theme in THEMES:
        wear(page, theme)
        assert findings(page) == [], theme


@pytest.mark.parametrize("city", LOOKS)
@pytest.mark.parametrize("view", PATHS)
def test_a_page_has_no_serious_finding(page: Page, atlas: str, view: str, city: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_view(page, atlas, view, f"city={city}")
    open_every_fold(page)
    for size, theme in LOOKS[city]:
        page.set_viewport_size(size)
        wear(page, theme)
        assert findings(page) == [], (size, theme)
    assert any("/_stcore/" in address for address in asked), "requests are seen at all"
    # The fixture of the visit fails where one of them went elsewhere.


def test_a_card_and_a_filter_have_no_serious_finding(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=st-louis&issue=justice&organization=civtech-st-louis&colour=red")
    open_filter(page)
    assert_no_finding_in_any_theme(page)


def test_an_organization_pointed_at_has_no_serious_finding(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    page.mouse.move(*on_the_page(page, in_reach(page)[0]))
    page.locator(".atlas-map .tip").wait_for()
    assert findings(page) == []
