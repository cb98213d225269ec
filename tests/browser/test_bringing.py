"""From a messy file to the map, in a real browser: looked over, mended, merged and undone, by mouse and by keyboard."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.editor import Editor
from tests.browser.looking import (
    MENU,
    go_by_menu,
    map_ready,
    map_shows,
    open_every_fold,
    open_filter,
    open_view,
    settled,
)
from tests.browser.test_accessibility import THEMES, findings, wear
from tests.browser.test_hostile_words import assert_nothing_came_to_life
from tests.browser.test_keyboard import tab_to
from tests.browser.waiting import at_rest
from tests.hostile_words import NAMES, OTHER

# The answers to a form, as a team exports them: 6 rows have a name, one has none, and two are one organization.
FORM = """\
Riverbend community map: answers to our form,,,,,,,,,,
"Exported on 4 May 2026, for the city team",,,,,,,,,,
,,,,,,,,,,
ID,ParentID,"Organization name (e.g. Code for Riverbend)",Type of organization,Web site,Contact e-mail,\
Justice,Housing,Health,Latitude (Example 42.24345),Longitude (Example -72.4234)
1,,City of Riverbend,local government,https://riverbend.example,mayor@riverbend.example,x,x,x,42.1,-72.4
2,1,Office of Open Data,local government,https://riverbend.example/data,data@riverbend.example,,,,42.1,-72.4
3,,Code for Riverbend  ,civic hackers and data mavens,https://codefor.example,hi@codefor.example,x,,,,
4,,Code For Riverbend Inc.,civic hackers and data mavens,https://www.codefor.example/,hello@codefor.example,,X,,,
5,,Mill Street Legal Aid,comunity organization,https://mill.example,help@mill.example,x,,,"42,2",-72.5
6,,,philanthropies,https://nameless.example,,,,x,,
7,,North Health Network,philanthropies,https://north.example,,,,x,142.2,-72.5
,,,,,,,,,,
Note: rows are as people typed them.,,,,,,,,,,
"""
HEADERS = ["ID", "ParentID", "Organization name (e.g. Code for Riverbend)", "Type of organization", "Web site"]
HEALTH = 8  # the position of its column
GUESSED, MENDING, COMPARING, SAME = (
    "step 1: what your columns are",
    "What to mend",
    "What should",
    "Could these be the same organization?",
)


def named(name: str, content: str | bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": content if isinstance(content, bytes) else content.encode()}


def choose(page: Page, *files: FilePayload) -> None:
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(list(files))


def at_step(page: Page, heading: str) -> None:
    """Wait until the page is at a step and nothing runs for it. While files are on their way it has no foot."""
    page.get_by_role("heading", name=heading).wait_for()
    at_rest(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def open_part(page: Page, part: str, heading: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(part).click()
    at_step(page, heading)


def told(page: Page, words: str) -> None:
    """What was done is said beside Undo; for a moment it is also said in the corner, however far down the page is."""
    expect(page.get_by_test_id("stMainBlockContainer").get_by_text(words)).to_be_visible()


def organizations(page: Page, count: int) -> None:
    expect(page.get_by_text(f"All {count} organizations")).to_be_visible()
    at_rest(page)


def mend_editor(page: Page, card: str) -> Editor:
    return Editor(
        page, page.locator("[class*=st-key-wide-problems-]").filter(has_text=card).get_by_test_id("stDataFrame")
    )


def column_editor(page: Page) -> Editor:
    """The editor in which is said what each column of a table becomes."""
    return Editor(page, page.get_by_test_id("stDataFrame").first)


@pytest.mark.parametrize("visit", [{"viewport": {"width": 1280, "height": 1200}}], indirect=True, ids=["tall"])
def test_a_messy_file_becomes_a_map_by_mouse(page: Page, atlas: str):
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("answers.csv", FORM))
    at_step(page, GUESSED)
    editor = column_editor(page)
    for row, header in enumerate(HEADERS):
        expect(editor.cell("Your column", row)).to_have_text(header)
    samples = "City of Riverbend · Office of Open Data · Code for Riverbend"
    expect(editor.cell("What it holds", 2)).to_have_text(samples)
    assert "mayor@" not in page.content(), "what tells of people is not shown"
    assert findings(page) == []
    editor.click("Becomes", HEALTH)
    editor.pick("keep as it is").click()
    # At once: the editor has not told of the cell yet.
    press(page, "Next: bring in 1 table")
    at_step(page, MENDING)
    expect(page.get_by_text("8 rows came in: 6 kept, 1 set aside")).to_be_visible()
    organizations(page, 6)
    assert findings(page) == []
    mend_by_mouse(page, mend_editor(page, "Did not come in: 1 problem"), "The Nameless Fund")
    at_rest(page)
    page.locator(".st-key-save-error button").click()
    organizations(page, 7)
    press(page, "Yes, mend 1 cell")
    told(page, "1 cell mended")
    expect(page.get_by_text("We think we know what is meant")).to_have_count(0)

    open_part(page, "Same organization?", SAME)
    expect(page.get_by_text("the same website")).to_be_visible()
    assert findings(page) == []
    press(page, "The same: merge")
    organizations(page, 6)
    press(page, "Undo")
    told(page, "Undone: ")
    organizations(page, 7)
    press(page, "The same: merge")
    organizations(page, 6)

    open_part(page, "Edit", "Edit")
    assert findings(page) == []
    go_by_menu(page, "network")
    map_shows(page, 6)
    expect(map_ready(page)).to_have_attribute("data-ties", "1")
    open_filter(page).get_by_label("Issue area").click()
    expect(page.get_by_role("option", name="Justice")).to_be_visible()
    expect(page.get_by_role("option", name="Health")).to_have_count(0)  # kept as it is: no issue area


# Without motion what is opened is there at once.
@pytest.mark.parametrize("visit", [{"reduced_motion": "reduce", "color_scheme": "dark"}], indirect=True, ids=["dark"])
def test_a_messy_file_becomes_a_map_by_keyboard(page: Page, atlas: str):
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("answers.csv", FORM))
    at_step(page, GUESSED)
    assert findings(page) == []
    editor = column_editor(page)
    tab_into(page, editor.place)
    editor.move_to("Becomes", HEALTH)
    page.keyboard.press("Enter")
    editor.pick("keep as it is")
    page.keyboard.press("Enter")
    expect(editor.cell("Becomes", HEALTH)).to_have_text("keep as it is")
    at_rest(page)
    tab_to(page, "Next: bring in 1 table")
    page.keyboard.press("Enter")

    at_step(page, MENDING)
    organizations(page, 6)
    assert findings(page) == []
    editor = mend_editor(page, "Came in, and needs a look")
    tab_into(page, editor.place)
    mend_by_keyboard(page, editor, editor.row_that_says("What it says", "142.2"), "42.3")
    at_rest(page)
    tab_to(page, "Save changes")
    page.keyboard.press("Enter")
    told(page, "1 cell changed.")
    at_rest(page)
    tab_to(page, "Yes, mend 1 cell")
    page.keyboard.press("Enter")
    told(page, "1 cell mended")
    at_rest(page)
    open_same_by_keyboard(page)
    assert findings(page) == []
    press_by_keyboard(page, "The same: merge")
    organizations(page, 5)
    tab_to(page, "Network")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=": network").wait_for()
    settled(page)
    map_shows(page, 5)


BRANCHES = "name,street_address\n" + "".join(
    f"{name},1 Ash St\n{name},2 Ash St\n" for name in ("Aid", "Mill", "Harbor")
)


def test_a_second_click_decides_no_other_pair(page: Page, atlas: str):
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("branches.csv", BRANCHES))
    at_step(page, GUESSED)
    press(page, "Next: bring in 1 table")
    at_step(page, MENDING)
    open_part(page, "Same organization?", SAME)
    expect(page.get_by_text("may be branches")).to_have_count(3)
    press(page, "The same: merge")  # from here on what was done is said above, and nothing more comes there
    organizations(page, 5)
    box = page.get_by_role("button", name="The same: merge").first.bounding_box()
    assert box is not None
    point = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.dblclick(*point)
    organizations(page, 4)
    page.mouse.click(*point)
    at_rest(page)
    organizations(page, 4)
    expect(page.get_by_text("a fault in the Atlas")).to_have_count(0)
    expect(page.get_by_role("button", name="The same: merge")).to_have_count(1)


def tab_into(page: Page, part: Locator, at_most: int = 80) -> None:
    """Press Tab until the focus is in this part of the page; an editor has it where its cells are."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if part.evaluate(FOCUS_IS_IN):
            return
    raise AssertionError(f"Tab never got there in {at_most} steps.")


FOCUS_IS_IN = """(part) => {
  const at = document.activeElement;
  return part.contains(at) && (at.tagName === "CANVAS" || !part.querySelector("canvas"));
}"""


def mend_by_mouse(page: Page, editor: Editor, text: str) -> None:
    """Type into the first line's text."""
    editor.click("What it says", 0)
    editor.type_over(text)
    expect(page.get_by_text("1 cell changed", exact=True)).to_be_visible()


def mend_by_keyboard(page: Page, editor: Editor, line: int, text: str) -> None:
    """Type into the text of a line of the editor that has the focus."""
    editor.move_to("What it says", line)
    page.keyboard.press("Enter")
    editor.type_over(text)
    expect(page.get_by_text("1 cell changed", exact=True)).to_be_visible()


def test_the_button_that_goes_on_is_read_in_light_and_dark(page: Page, atlas: str):
    """axe-core passes Streamlit's buttons over: their words stand in a part without a box of its own."""
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("answers.csv", FORM))
    at_step(page, GUESSED)
    button = page.get_by_test_id("stBaseButton-primary")
    for theme in THEMES:
        wear(page, theme)
        at_rest(page)
        words, ground = button.evaluate("(it) => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]")
        brighter, darker = sorted((brightness(words), brightness(ground)), reverse=True)
        assert (brighter + 0.05) / (darker + 0.05) >= 4.5, theme


def brightness(colour: str) -> float:
    """The relative luminance of ``rgb(…)``, as WCAG 2.2 defines it."""
    shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_words_stay_text_on_the_way_in(page: Page, atlas: str):
    picture = "![x](http://evil.example/p.png)"
    letters = f"Organization name (e.g. Us),Type\n{picture} à côté,{picture}\n<b>Café</b> Bürger,<i>x</i>\n"
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named(f"<b>{picture}.csv".replace("/", ""), letters.encode("cp1252")))
    at_step(page, GUESSED)
    expect(page.get_by_role("heading", name=GUESSED)).to_be_in_viewport()  # however far down the files were chosen
    expect(page.get_by_text("can be read in more than one way")).to_be_visible()
    expect(page.get_by_text("à côté (our guess)")).to_be_visible()
    assert findings(page) == []
    assert_nothing_came_to_life(page)
    press(page, "Next: bring in 1 table")
    at_step(page, MENDING)
    expect(page.get_by_role("heading", name=MENDING)).to_be_in_viewport()
    assert_nothing_came_to_life(page)
    organizations(page, 2)

    cells = [
        [f"ID {NAMES[1]}", "Organization name (e.g. Us)", NAMES[0]],
        *([k, name, OTHER] for k, name in enumerate(NAMES)),
    ]
    open_part(page, "What is here", "Bring another file")
    choose(page, named("more.csv", "".join(f"{line}\n" for line in map(in_csv, cells))))
    at_step(page, GUESSED)
    assert_nothing_came_to_life(page)
    press(page, "Next: bring in 1 table")
    at_step(page, COMPARING)
    expect(page.get_by_text("12 rows are new")).to_be_visible()
    assert findings(page) == []
    assert_nothing_came_to_life(page)
    press(page, "Update")
    organizations(page, 14)
    for part, heading in (("Mend", MENDING), ("Same organization?", SAME), ("Edit", "Edit")):
        open_part(page, part, heading)
        open_every_fold(page)
        assert_nothing_came_to_life(page)


def in_csv(cells: list[object]) -> str:
    return ",".join('"' + str(cell).replace('"', '""') + '"' for cell in cells)


KEEP_WHAT_IS_SAID = """() => {
  window.saidOfProgress = new Set();
  const keep = () => {
    const said = document.querySelector("[data-testid=stProgress]")?.innerText;
    if (said) window.saidOfProgress.add(said);
  };
  keep();
  new MutationObserver(keep).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_long_work_shows_how_far_it_is_and_can_be_stopped(page: Page, atlas: str):
    # As much as may come in, and no cell like another: ten times as long as it takes to come to Stop.
    header = "name,website,type,issue_areas,since,serves,aliases,latitude,longitude,source"
    line = (
        "Organization {0},https://{0}.example,local government,justice|housing,{1},renters,O{0}|Org {0},{2},{3},{0}\n"
    )
    spots = ((number, 1900 + number % 120, 38 + number / 1e6, -90 - number / 1e6) for number in range(100_000))
    rows = "".join(line.format(*spot) for spot in spots)
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, named("organizations.csv", f"{header}\n{rows}"))
    progress = page.get_by_role("progressbar")
    progress.wait_for()
    page.evaluate(KEEP_WHAT_IS_SAID)
    page.wait_for_function("() => window.saidOfProgress.size > 0")
    expect(page.get_by_role("heading", name="Bring your own list")).to_be_visible()
    expect(page.get_by_role("link", name=MENU["network"])).to_be_visible()  # whoever would rather look around can
    press(page, "Stop")
    at_step(page, "Bring your own")
    expect(progress).to_have_count(0)
    expect(page.get_by_role("heading", name="Riverbend: inventory")).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


# Real tables, which are not in the repository: ATLAS_EXAMPLES names the folder that has them.
EXAMPLES = os.environ.get("ATLAS_EXAMPLES")
# The first pair that may be one organization is so in the first two; in the third, Kanagawa and Kanazawa are two.
REAL = {
    "boston-providers": ["msm-providers.csv"],
    "african-tech-hubs": ["african_tech_hubs_public_v1_geocoded.csv"],
    "civic-tech-index": ["cti_organizations.csv", "cti_relationships.csv"],
}


def rows_in(path: Path) -> int:
    """The rows under the header that hold anything, as the csv module alone counts them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(any(cell.strip() for cell in row) for row in csv.reader(file)) - 1


def press_by_keyboard(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def open_same_by_keyboard(page: Page) -> None:
    tab_into(page, page.get_by_test_id("stButtonGroup"))
    for _ in ("Mend", "Same organization?"):  # the focus comes to the first part
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    at_step(page, SAME)


@pytest.mark.skipif(not EXAMPLES, reason="ATLAS_EXAMPLES is not set")
@pytest.mark.parametrize(("example", "by"), list(zip(REAL, ("mouse", "keyboard", "mouse"), strict=True)))
def test_a_real_table_becomes_a_map(page: Page, atlas: str, example: str, by: str):
    go_on = press if by == "mouse" else press_by_keyboard
    files = [Path(str(EXAMPLES)) / example / name for name in REAL[example]]
    count = rows_in(files[0])
    open_view(page, atlas, "inventory", "city=riverbend")
    choose(page, *(named(file.name, file.read_bytes()) for file in files))
    at_step(page, GUESSED)
    go_on(page, f"Next: bring in {len(files)} table")
    at_step(page, MENDING)
    organizations(page, count)
    assert findings(page) == []
    if example != "boston-providers":  # there only beginnings of web addresses lack, which come in whole
        go_on(page, page.get_by_role("button", name=re.compile(r"^Yes, mend \d")).first.inner_text())
        told(page, "mended (")
        at_rest(page)
    if by == "mouse":
        open_part(page, "Same organization?", SAME)
    else:
        open_same_by_keyboard(page)
    two_places = example == "civic-tech-index"
    go_on(page, "Not the same" if two_places else "The same: merge")
    told(page, "stay two organizations" if two_places else "was merged into")
    left = count if two_places else count - 1
    organizations(page, left)
    go_by_menu(page, "network")
    map_shows(page, left)
