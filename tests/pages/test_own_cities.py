"""A team's own folder of cities: whatever its folders are called, what can be read is in the menu, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from components.ui.frame import loading
from components.ui.frame.words import BRING_IN_MENU
from tests.pages.opening import VIEWS, assert_runs, marked_up, opened, said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that the Atlas takes its cities from."""
    monkeypatch.setattr(loading, "INVENTORIES", tmp_path / "server-s-own")
    (tmp_path / "server-s-own").mkdir()
    st.cache_resource.clear()
    yield tmp_path / "server-s-own"
    st.cache_resource.clear()


def add_city(folder: Path, name: str, city: str = "") -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "organizations.csv").write_text(f"name\nThe library of {name}\n", "utf-8")
    if city:
        (folder / name / "inventory.csv").write_text(f"city\n{city}\n", "utf-8")


def menu() -> list[str]:
    """The cities in the menu."""
    page = assert_runs(opened("overview"))
    options = next(choice.options for choice in page.selectbox if choice.label == "City")
    return [option for option in options if option != BRING_IN_MENU]


def city_shown(address: str) -> tuple[str, list[str]]:
    """The heading of the view that an address opens, and what is said to be amiss."""
    page = assert_runs(opened("overview", city=address))
    return said(page).splitlines()[0], [str(warning.value) for warning in page.warning]


@pytest.mark.parametrize(
    "name", ["New York", "las_vegas", "São Paulo", "東京", "St. Louis (draft)", "UPPER", "upload", "bring"]
)
def test_a_folder_may_be_called_anything(folder: Path, name: str):
    add_city(folder, "another")
    add_city(folder, name, f"City of {name}")
    assert menu() == sorted(["another", f"City of {name}"], key=str.casefold)
    words = loading.shipped_cities().set_index("key")["word"]
    asked = [words[name]] if name in ("upload", "bring") else [words[name], name]
    for address in asked:
        heading, warnings = city_shown(address)
        assert heading.startswith(f"## City of {name}: ") and warnings == []


def test_a_city_without_a_name_is_called_as_its_folder(folder: Path):
    add_city(folder, "las_vegas")
    assert menu() == ["las_vegas"]
    assert city_shown("las-vegas")[0].startswith("## las_vegas: ")


def test_folders_that_would_share_a_word_can_each_be_opened(folder: Path):
    for name in ("New York", "new-york", "new_york"):
        add_city(folder, name, f"The {name}")
    words = loading.shipped_cities().set_index("key")["word"]
    assert words["new-york"] == "new-york"
    assert len(set(words)) == 3
    for name, word in words.items():
        assert city_shown(word)[0].startswith(f"## The {name}: ")


def test_what_cannot_be_read_is_not_in_the_menu_and_stands_in_the_log(folder: Path, caplog: pytest.LogCaptureFixture):
    add_city(folder, "good")
    (folder / "no table").mkdir()
    (folder / "no table" / "organizations.csv").write_bytes(bytes(range(256)) * 20)
    (folder / "gone").mkdir()
    (folder / "gone" / "organizations.csv").symlink_to("/nowhere/organizations.csv")
    (folder / "gone" / "inventory.csv").write_text("city\nGone\n", "utf-8")
    (folder / "notes").mkdir()
    (folder / "notes" / "read-me.txt").write_text("Nothing here.", "utf-8")
    assert menu() == ["good"]
    logged = {record.getMessage() for record in caplog.records if record.name == "atlas"}
    assert logged == {
        f"{folder / name} is not shown: no organizations could be read there." for name in ("gone", "no table")
    }
    heading, warnings = city_shown("gone")
    assert heading.startswith("## good: ") and "which is not here" in warnings[0]


def test_other_tables_that_name_organizations_are_enough(folder: Path):
    (folder / "ties").mkdir()
    (folder / "ties" / "relationships.csv").write_text("from,to\nA,B\n", "utf-8")
    (folder / "headers").mkdir()
    (folder / "headers" / "organizations.csv").write_text("name,type\n", "utf-8")
    assert menu() == ["headers", "ties"]


@pytest.mark.parametrize("is_there", [True, False])
def test_where_there_is_no_city_the_server_s_path_stays_in_its_log(
    folder: Path, caplog: pytest.LogCaptureFixture, is_there: bool
):
    if not is_there:
        folder.rmdir()
    page = assert_runs(opened("overview"))
    assert next(str(error.value) for error in page.error).startswith("This Atlas has no city to show.")
    assert folder.name not in "\n".join(marked_up(page))
    assert any(str(folder) in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("view", VIEWS)
def test_no_page_shows_where_the_server_keeps_its_files(folder: Path, view: str):
    add_city(folder, "half")
    (folder / "half" / "relationships.csv").write_bytes(b"\x00\xff" * 400)
    (folder / "half" / "seats.csv").symlink_to("/nowhere/seats.csv")
    page = assert_runs(opened(view, city="half", date="2020-01-01"))
    assert folder.name not in "\n".join(marked_up(page)).replace("\\", "").replace("\u2060", "")
