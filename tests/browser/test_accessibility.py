"""axe-core finds nothing serious on any page, light or dark, with every fold open."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.looking import PATHS, in_reach, on_the_page, open_every_fold, open_view, settled

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Selectors of Streamlit's own frame that we cannot mend, by the one rule that they break there.
NOT_OURS: dict[str, tuple[str, ...]] = {}
THEMES = [{"color_scheme": theme} for theme in ("light", "dark")]


def findings(page: Page) -> list[dict[str, Any]]:
    """The serious and critical findings: rule, place and why."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    result = page.evaluate("(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES)
    return [
        {"rule": violation["id"], "where": str(node["target"])[:120], "why": node["failureSummary"][:250]}
        for violation in result["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
        if not any(part in str(node["target"]) for part in NOT_OURS.get(violation["id"], ()))
    ]


@pytest.mark.parametrize("visit", THEMES, indirect=True, ids=["light", "dark"])
@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
@pytest.mark.parametrize("view", PATHS)
def test_a_page_has_no_serious_finding(page: Page, atlas: str, view: str, city: str):
    open_view(page, atlas, view, f"city={city}")
    open_every_fold(page)
    assert findings(page) == []


@pytest.mark.parametrize("visit", THEMES, indirect=True, ids=["light", "dark"])
def test_a_card_and_a_filter_have_no_serious_finding(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=st-louis&issue=justice&organization=civtech-st-louis&colour=red")
    page.get_by_role("button", name="More filters").click()
    page.get_by_label("Key-player type").wait_for()
    assert findings(page) == []


def test_an_organization_pointed_at_has_no_serious_finding(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    page.mouse.move(*on_the_page(page, in_reach(page)[0]))
    page.locator(".atlas-map .tip").wait_for()
    settled(page)
    assert findings(page) == []
