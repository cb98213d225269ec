"""The keyboard alone: choose a filter, open a card from the map, read the table, and always see where one is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PATHS, address_says, filter_controls, open_view, settled, shows_filters
from tests.browser.waiting import at_rest

# The element that has the focus, also inside a component's own tree.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}"""
NAMED = f"""() => {{
  const at = ({FOCUSED})(), own = at.innerText ?? "";
  return [at.getAttribute("aria-label"), at.labels?.[0]?.innerText, own.length < 120 ? own : at.className].join(" ");
}}"""
# Keeps what the focused element and what is around it look like, and says whether the one that was kept before
# looks otherwise now that it has lost the focus.
SEEN = f"""async () => {{
  for (let k = 0; k < 3; k++) await new Promise(requestAnimationFrame);
  const looks = (e) => {{
    const s = getComputedStyle(e), outline = s.outlineStyle === "none" ? "" : s.outline;
    return [outline, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join(";");
  }};
  const before = window.keptLook;
  // A table draws the focus of its cells on its own canvas.
  const inTable = before?.around[0].closest("[data-testid=stDataFrame]");
  const seen = !before || inTable || before.around.some((e, k) => looks(e) !== before.focused[k]);
  const around = [({FOCUSED})()];
  for (let e = around[0]; e.parentElement && around.length < 6; e = e.parentElement) around.push(e.parentElement);
  window.keptLook = {{ around, focused: around.map(looks) }};
  return Boolean(seen);
}}"""
# Without motion a look is there at once, and not on its way.
pytestmark = pytest.mark.parametrize("visit", [{"reduced_motion": "reduce"}], indirect=True, ids=["still"])


def tab_to(page: Page, name: str, at_most: int = 80) -> None:
    """Press Tab until what has the focus carries this name."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if name in page.evaluate(NAMED):
            return
    raise AssertionError(f"Tab never reached {name!r} in {at_most} steps.")


def focus_is_seen(page: Page) -> bool:
    page.evaluate("() => { window.keptLook = null; }")
    page.evaluate(SEEN)
    page.keyboard.press("Tab")
    seen = page.evaluate(SEEN)
    page.keyboard.press("Shift+Tab")
    return bool(seen)


def test_a_filter_can_be_chosen_and_taken_out(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    tab_to(page, "Filter")
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    filter_controls(page)
    tab_to(page, "Issue area", at_most=10)
    assert focus_is_seen(page)
    page.keyboard.type("Justi")
    page.get_by_role("option", name="Justice", exact=True).wait_for()
    page.keyboard.press("Enter")
    address_says(page, "issue", "justice")
    page.keyboard.press("Escape")  # closes the list
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Filter")).to_have_count(0)
    shows_filters(page, ["Justice"], "19 of 127 organizations")
    expect(page.get_by_role("button", name="Filter", exact=True)).to_be_focused()
    at_rest(page)  # a chip that is drawn anew would lose the key
    tab_to(page, "Justice", at_most=1)
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    address_says(page, "issue", None)


def test_a_popover_is_gone_through_in_the_order_of_the_page(page: Page, atlas: str):
    open_view(page, atlas, "strength", "city=riverbend")
    tab_to(page, "Filter")
    page.keyboard.press("Enter")
    controls = filter_controls(page)
    page.keyboard.press("Tab")
    expect(controls.get_by_label("Issue area")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Filter", exact=True)).to_be_focused()
    tab_to(page, "Status of a tie", at_most=15)
    tab_to(page, "Copy link", at_most=4)


def test_the_map_opens_a_card(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    tab_to(page, "Map of 127 organizations")
    assert focus_is_seen(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    said = page.locator(".atlas-map .said")
    expect(said).to_contain_text("Enter opens its card")
    name = said.inner_text().split(",")[0]
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=name, exact=True).wait_for()
    page.wait_for_function("() => new URL(location.href).searchParams.has('organization')")


def test_the_table_beside_the_map_opens(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    tab_to(page, "Organizations as a table")
    assert focus_is_seen(page)
    page.keyboard.press("Enter")
    table = page.get_by_test_id("stDataFrame")
    expect(table.first).to_be_visible()
    settled(page)
    tab_to(page, "Download this table (CSV)", at_most=20)


def test_a_search_opens_a_card(page: Page, atlas: str):
    open_view(page, atlas, "network", "city=riverbend")
    tab_to(page, "Find an organization")
    page.keyboard.type("Code for River")
    page.get_by_role("option", name="Code for Riverbend").wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Code for Riverbend", exact=True).wait_for()


@pytest.mark.parametrize("view", PATHS)
def test_every_step_of_the_keyboard_is_seen(page: Page, atlas: str, view: str):
    open_view(page, atlas, view, "city=st-louis")
    names: list[str] = []
    unseen: list[str] = []
    for _ in range(45):
        page.keyboard.press("Tab")
        if not page.evaluate(SEEN):
            unseen.append(names[-1])
        if page.evaluate("() => document.activeElement === document.body"):
            break
        names.append(page.evaluate(NAMED)[:100])
    assert len(names) > 10
    assert unseen == []
