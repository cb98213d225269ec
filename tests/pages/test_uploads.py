"""What a person uploads, good and bad: problems beside their rows, and never a traceback."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from components.drafts import read_inventory
from components.files import write_inventory
from components.inventory import Inventory
from components.ui.frame.text import plain
from components.ui.frame.words import EMPTY_INVENTORY, NO_ROOM
from components.ui.views.inventory.own_inventory import FILES_IN_VIEW
from tests.inventories import make_inventory
from tests.pages.opening import FOLDS, VIEWS, as_upload, assert_runs, lead, opened, press, said, uploaded

GOOD = b"name,type,issue_areas,serves\nNorth Hackers,civic hackers and data mavens,justice,Renters\nCity Hall,,,\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4


def problems(page: AppTest) -> str:
    """All that is said of problems: the lines of those of whole files, and the editors in which cells are mended."""
    lines = [part.value for part in page.markdown if "| How to mend it |" in part.value]
    said_in_lines = [row for table in lines for row in table.splitlines()[2:]]
    said_in_cells = [
        str(frame.value.to_dict()) for frame in page.dataframe if "What is wrong, and how to mend it" in frame.value
    ]
    return " ".join([*said_in_lines, *said_in_cells]).replace("\\", "")


def a_small_city() -> Inventory:
    return make_inventory(
        organizations=[{"name": "North Hackers", "issue_areas": ("justice",)}, {"name": "City Hall"}],
        relationships=[{"from": "North Hackers", "to": "City Hall", "kind": "advises", "level": 2}],
    )


def test_one_table_of_organizations_is_enough():
    page = uploaded(("organizations.csv", GOOD))
    text = said(page)
    assert text.startswith("## Your list: inventory")
    assert "Your list, kept until" in text
    assert "All 2 organizations" in text
    assert "upload" in page.query_params["city"]
    assert "A link to this view won't open for others" in text


def test_what_a_slow_browser_still_says_of_the_city_does_not_take_an_upload_out_of_view():
    page = opened("network", city="st-louis")
    sent_before = page._tree.get_widget_states()
    page.session_state["upload"] = as_upload(a_small_city())
    page.query_params["city"] = "upload"
    assert_runs(page.run())
    assert_runs(page._run(sent_before))
    assert "upload" in page.query_params["city"]


def as_zip(inventory: Inventory) -> bytes:
    target = io.BytesIO()
    write_inventory(inventory, target, format="zip")
    return target.getvalue()


def as_xlsx(inventory: Inventory) -> bytes:
    target = io.BytesIO()
    write_inventory(inventory, target, format="xlsx")
    return target.getvalue()


@pytest.mark.parametrize(("name", "written"), [("city.zip", as_zip), ("city.xlsx", as_xlsx)])
def test_a_zip_and_a_workbook_open(name, written):
    page = uploaded((name, written(a_small_city())))
    page.switch_page("../../pages/network.py")
    assert lead(assert_runs(page.run())).startswith("All 2 organizations form one network.")


def test_ties_that_nobody_recorded_are_not_zero():
    page = opened("network", city="upload", upload=as_upload(make_inventory(organizations=[{"name": "Library"}])))
    text = said(assert_runs(page))
    assert lead(page) == "Nobody has recorded yet who works with whom among this 1 organization."
    assert "0 working ties" not in text and "None" not in text


def broken_zip() -> bytes:
    return as_zip(a_small_city())[:150]


def workbook_of_garbage() -> bytes:
    """What an Excel file with a password looks like: no zip at all, but a compound file."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def zip_of_other_things() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("picture.png", PNG)
        package.writestr("nested.zip", as_zip(a_small_city()))
    return target.getvalue()


BAD = {
    "empty": ("organizations.csv", b""),
    "spaces": ("organizations.csv", b" \n\n \n"),
    "picture": ("organizations.csv", PNG),
    "broken zip": ("city.zip", broken_zip()),
    "broken workbook": ("city.xlsx", as_xlsx(a_small_city())[:500]),
    "workbook with a password": ("city.xlsx", workbook_of_garbage()),
    "zip of other things": ("city.zip", zip_of_other_things()),
    "no name column": ("organizations.csv", b"colour,size\nred,4\n"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_said_with_how_to_mend_it(kind: str):
    name, content = BAD[kind]
    page = uploaded((name, content))
    assert f"Nothing could be read of {name}" in said(page)
    assert problems(page)
    assert "organizations table" not in problems(page), "what can't be read is no lack of a table"
    assert "upload" not in page.session_state, "the city stays in view"
    page = assert_runs(press(page, "Choose another file"))
    assert "Bring your own" in said(page)


def test_after_a_bad_file_every_page_opens():
    page = press(uploaded(BAD["picture"]), "Choose another file")
    for view in VIEWS:
        page.switch_page(f"../../pages/{view}.py")
        assert_runs(page.run())


def test_a_server_that_is_full_takes_nothing_further_in_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ATLAS_MEMORY", "1")
    page = uploaded(("organizations.csv", GOOD))
    assert [error.value for error in page.error] == [plain(NO_ROOM)]
    assert "upload" not in page.session_state
    monkeypatch.delenv("ATLAS_MEMORY")
    assert not assert_runs(page.run()).error


def test_what_came_of_work_is_held_by_nothing_but_what_it_became():
    """The files' bytes are done with once they are read, unless their letters could be read in another way."""
    page = uploaded(("organizations.csv", GOOD))
    assert [content for _, content in page.session_state[FILES_IN_VIEW].files] == [b""]
    content = "name,type\nNiño del Mar,library\n".encode("cp1252")
    page = uploaded(("organizations.csv", content))
    assert [content for _, content in page.session_state["incoming"].files] == [content]


def test_headers_only_is_an_empty_inventory():
    page = uploaded(("organizations.csv", b"name,type,issue_areas\n"))
    assert EMPTY_INVENTORY in said(page)


def test_good_rows_load_beside_a_bad_one():
    page = uploaded(
        ("organizations.csv", GOOD + b",library,,\n"),
        ("relationships.csv", b"from,to,kind,level\nNorth Hackers,City Hall,advises,9\n"),
    )
    assert "All 2 organizations" in said(page)
    assert "4 rows came in: 3 kept, 1 set aside" in said(page)
    assert "This row has no name that can be read" in problems(page)
    assert "level can't be 9, only from 0 to 5" in problems(page)
    page = assert_runs(page.get("button_group")[0].set_value("here").run())
    assert "4 rows came in: 3 kept, 1 set aside" in said(page), "it is said beside what is here, too"


def test_problems_are_said_by_their_weight():
    page = uploaded(("organizations.csv", GOOD + b",library,,\n"))
    assert "#### Did not come in: 1 problem" in said(page)


@pytest.mark.parametrize("view", VIEWS)
def test_an_inventory_without_any_row_opens_every_page(view: str):
    empty, found = read_inventory([("organizations.csv", b"")])
    page = assert_runs(opened(view, city="upload", upload=as_upload(empty, found), unfold=FOLDS))
    assert EMPTY_INVENTORY in said(page)


@pytest.mark.parametrize("view", VIEWS)
def test_one_organization_alone_opens_every_page(view: str):
    alone = make_inventory(organizations=[{"name": "Alone"}])
    page = assert_runs(opened(view, city="upload", upload=as_upload(alone), unfold=FOLDS))
    assert "All 1 organization" in said(page)


def test_deleting_an_upload_goes_back_to_the_first_city():
    page = uploaded(("organizations.csv", GOOD))
    text = said(press(page, "Delete my list"))
    assert text.startswith("## St. Louis: ")
    assert "upload" not in page.session_state
    assert "Delete my list" not in [button.label for button in page.button]


def test_limits_are_said_before_anything_is_chosen():
    text = said(opened("inventory"))
    assert "MB" in text and "rows a table" in text
    assert "Only you see it, and it is kept for you" in text


def test_a_table_over_the_limit_is_said():
    rows = b"".join(b"Organization %d\n" % number for number in range(120_000))
    page = uploaded(("organizations.csv", b"name\n" + rows))
    assert "rows" in problems(page)


def test_a_shipped_folder_says_its_problems_too():
    """A team's own folder of inventories may hold problems; without a draft they are said and not mended."""
    inventory, found = read_inventory([("organizations.csv", GOOD + b",library,,\n")])
    page = assert_runs(opened("inventory", city="upload", upload=as_upload(inventory, found)))
    assert "This row has no name that can be read" in problems(page)
    assert "Mend them here" not in said(page)
