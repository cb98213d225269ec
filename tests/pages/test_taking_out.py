"""Taking an inventory out: each download of the page gives bytes that read back, also from outside of the visit."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from components.drafts import make_draft, read_inventory
from components.drafts.opening import open_draft
from components.importing import ColumnMapping, SheetMapping, bring_sheets, decisions_to_json
from components.reports import data_package
from components.ui.frame.loading import Loaded
from tests.hostile_words import hostile_inventory
from tests.inventories import make_inventory
from tests.merged_rows import merge_rows
from tests.pages.opening import as_own, assert_runs, marked_up, names, opened, press, said, uploaded
from tests.pages.test_bringing import FOREIGN, read_as

Downloads = dict[str, Callable[[], bytes]]
NETWORKS = ("kumu.xlsx", "kumu.json", "gephi.zip", "network.graphml", "network.gexf")


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> Downloads:
    """What each download button of the page just drawn gives, by the name of its file."""
    found: Downloads = {}
    draw = streamlit.download_button

    def download_button(label, data, file_name, *args, **keywords):
        found[file_name] = data
        return draw(label, data, file_name, *args, **keywords)

    monkeypatch.setattr(streamlit, "download_button", download_button)
    return found


def own(page: AppTest) -> Loaded:
    loaded = page.session_state["upload"]
    assert isinstance(loaded, Loaded)
    return loaded


def read_back(name: str, downloads: Downloads) -> set[str]:
    inventory, problems = read_inventory([(name, downloads[name]())])
    assert not [problem for problem in problems if problem.severity == "error"]
    return set(inventory.organizations["name"])


def test_every_download_of_a_city_reads_back(downloads: Downloads):
    assert_runs(opened("inventory", city="riverbend"))
    whole = [name for name in downloads if not name.startswith("atlas-") and not name.endswith(".csv")]
    assert len(whole) == 3 + len(NETWORKS)
    found = {name: read_back(name, downloads) for name in whole}
    assert len(set(map(frozenset, found.values()))) == 1, "each form holds the same organizations"
    assert next(iter(found.values()))


def test_every_download_of_hostile_words_reads_back(downloads: Downloads):
    inventory = hostile_inventory()
    assert_runs(opened("inventory", city="upload", upload=as_own(make_draft(inventory))))
    organizations = set(inventory.organizations["name"])
    whole = [name for name in downloads if name.endswith(NETWORKS)]
    assert len(whole) == len(NETWORKS)
    assert all(read_back(name, downloads) >= organizations for name in whole)


def test_the_filters_leave_less(downloads: Downloads):
    assert_runs(opened("inventory", city="st-louis", type="local government"))
    filtered = next(name for name in downloads if name.endswith("-filtered.zip"))
    whole = filtered.replace("-filtered", "")
    left, all_ = (read_inventory([(name, downloads[name]())])[0].organizations for name in (filtered, whole))
    assert set(left["type"].dropna()) == {"local government"}
    assert set(left["name"][left["type"].notna()]) < set(all_["name"])


def test_templates_read_as_empty_inventories(downloads: Downloads):
    assert_runs(opened("inventory"))
    for name in ("atlas-template.zip", "atlas-template.xlsx"):
        assert not read_back(name, downloads)


def test_a_table_in_view_comes_as_csv(downloads: Downloads):
    assert_runs(opened("inventory", city="st-louis"))
    name = next(name for name in downloads if name.endswith("-organizations.csv"))
    assert len(read_back(name, downloads)) == 64


def test_how_a_table_was_read_and_what_is_not_the_same_go_with_the_package(downloads: Downloads):
    """The way back: the package, brought to another visit, knows the headers and the decision."""
    twice = FOREIGN.replace(b"City Hall", b"North  Hackers")
    page = press(read_as(uploaded(("groups.csv", twice)), "organizations"), "read-so")
    page = (
        assert_runs(page.segmented_control[0].set_value("same").run()) if hasattr(page, "segmented_control") else page
    )
    downloads.clear()
    assert_runs(page.run())
    package = next(content for name, content in downloads.items() if name.endswith(".zip"))()
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        kept = json.loads(files.read("atlas.json"))
    assert [mapping["table"] for mapping in kept["mappings"]] == ["organizations"]
    assert "example.org" not in package.decode("latin-1")
    again = uploaded(("inventory.zip", package))
    assert set(own(again).inventory.organizations["name"]) == set(own(page).inventory.organizations["name"])


def package_of(page: AppTest, downloads: Downloads) -> bytes:
    """The data package of the inventory in view."""
    downloads.clear()
    assert_runs(page.run())
    return downloads[f"{own(page).file_name}.zip"]()


def further(page: AppTest, name: str, content: bytes) -> AppTest:
    """The page after a further file was chosen."""
    page.query_params["part"] = "here"
    return uploaded((name, content), page=assert_runs(page.run()))


def test_how_a_table_was_read_is_remembered_by_who_gets_the_package(downloads: Downloads):
    """A package taken in by another visit: its mappings are followed for the next file, and go along again."""
    page = press(read_as(uploaded(("groups.csv", FOREIGN)), "organizations"), "read-so")
    packages = [package_of(page, downloads)]
    for _ in range(2):
        page = uploaded(("inventory.zip", packages[-1]))
        packages.append(package_of(page, downloads))
    kept = [bring_sheets([("inventory.zip", package)]).decisions.mappings for package in packages]
    (first,) = kept[0]
    assert first in kept[1] and first in kept[2]
    assert packages[2] == packages[1], "read back, it is written as it was"
    newer = FOREIGN.replace(b"North Hackers", b"South Hackers").replace(b"City Hall", b"Town Hall")
    page = further(page, "newer.csv", newer)
    assert "step 1" not in said(page) and "2 rows are new" in said(page)


def test_what_the_visitor_said_comes_before_what_a_package_says(downloads: Downloads):
    otherwise = SheetMapping("initiatives", (0,), (ColumnMapping("Group Title", "column", "name"), *OTHERS), sure=True)
    package = data_package(make_inventory(notes=[{"about": "x", "text": "y"}]), decisions_to_json([otherwise]).encode())
    page = press(read_as(uploaded(("groups.csv", FOREIGN)), "organizations"), "read-so")
    page = press(further(page, "inventory.zip", package), "take-in")
    page = press(further(page, "newer.csv", FOREIGN.replace(b"City Hall", b"Town Hall")), "take-in")
    assert names(page) == ["North Hackers", "City Hall", "Town Hall"]
    mappings = bring_sheets([("inventory.zip", package_of(page, downloads))]).decisions.mappings
    assert [mapping.table for mapping in mappings if mapping.headers[0] == "Group Title"] == ["organizations"]


OTHERS = (ColumnMapping("Street"), ColumnMapping("Contact Email", "left out"))


def test_what_is_not_the_same_goes_with_the_package(downloads: Downloads):
    draft = open_draft([("organizations.csv", b"name,description\nNorth Hackers,a\nNorth Hackers,b\n")])
    page = press(opened("inventory", city="upload", part="same", upload=as_own(draft)), "Not the same")
    package = next(content for name, content in downloads.items() if name.endswith(".zip"))()
    assert open_draft([("inventory.zip", package)]).not_the_same == own(page).draft.not_the_same != frozenset()


def test_the_page_says_what_is_kept_of_people_and_why(downloads: Downloads):
    """Also to who gets the package; as text, and without an address that the reason holds."""
    header, reason = "Contact *Email* <b>", "[Agreed](http://e.example), ask bo@example.org"
    mapping = SheetMapping(
        "organizations",
        (0,),
        (ColumnMapping("Group Title", "column", "name"), ColumnMapping(header, reason=reason)),
        sure=True,
    )
    text = f"Group Title,{header}\nNorth Hackers,ann@example.org\n".encode()
    draft = open_draft([("groups.csv", text)], mappings=[mapping])
    package = data_package(draft.inventory, decisions_to_json([mapping]).encode())
    for page in (opened("inventory", city="upload", upload=as_own(draft)), uploaded(("inventory.zip", package))):
        told = "About people, and kept:**\n- Contact *Email* <b> (Organizations), because: [Agreed]"
        assert told in said(page) and "example.org" not in said(page)
        assert not any("*Email*" in text or "](http" in text for text in marked_up(page))
    assert "Kept though" not in said(uploaded(("groups.csv", b"name,Town\nNorth Hackers,North\n")))


def test_what_was_set_aside_and_merged_goes_with_the_package_and_is_said_to_who_gets_it(downloads: Downloads):
    draft = open_draft([("organizations.csv", b"name,Town\nLibrary,North\nThe Library,\nClub,\nCity Hall,\n")])
    library, the_library, club, _ = (int(key) for key in draft.table_texts("organizations").index)
    draft = merge_rows(draft, [library, the_library], library).set_aside([club])
    package = package_of(opened("inventory", city="upload", upload=as_own(draft)), downloads)
    page = uploaded(("inventory.zip", package))
    assert names(page) == ["Library", "City Hall"]
    page.query_params["part"] = "mend"
    told = "2 rows were set aside or merged before this inventory was saved; atlas.json lists them."
    assert told in said(assert_runs(page.run()))
    packages = (package, package_of(page, downloads))
    lists = [json.loads(zipfile.ZipFile(io.BytesIO(each)).read("atlas.json")) for each in packages]
    assert [[row["row"] for row in lists[0][name]] for name in ("set_aside", "merged")] == [[4], [3]]
    assert all(lists[0][name] == lists[1][name] for name in ("set_aside", "merged"))


def test_a_text_that_excel_cuts_is_named_before_the_download(downloads: Downloads):
    text = "x" * 40_000
    page = uploaded(("organizations.csv", f"name,description\nLibrary,{text}\n".encode()))
    assert "row 2 has a longer text under description" in said(page) and "Take the zip" in said(page)
    assert read_back(f"{own(page).file_name}.xlsx", downloads) == {"Library"}
