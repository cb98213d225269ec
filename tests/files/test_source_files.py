"""Folders, zips and workbooks: dates, limits, and what a hostile or careless one may hold."""

from __future__ import annotations

import datetime
import gc
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from components.drafts import list_inventories, make_draft_of_sheets, read_inventory
from components.files import Limits, inventory_dates, write_inventory
from components.importing import bring_sheets, suggest_mapping
from components.inventory.progress import StoppedError
from tests.hostile_workbooks import zipped
from tests.inventories import make_inventory


def workbook(sheets: dict[str, dict[tuple[int, int], object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for (row, column), value in cells.items():
            sheet.cell(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rules(source: object, **options: object) -> set[str]:
    return {problem.rule for problem in read_inventory(source, **options)[1]}  # type: ignore[arg-type]


def test_the_newest_date_opens_or_the_one_asked_for(tmp_path: Path) -> None:
    for date in ("2023-05-01", "2025-06-30"):
        write_inventory(make_inventory(organizations=[{"name": date}]), tmp_path / "city" / date)
    city = tmp_path / "city"
    assert inventory_dates(city) == ["2023-05-01", "2025-06-30"]
    assert read_inventory(city)[0].organizations["name"].tolist() == ["2025-06-30"]
    assert read_inventory(city, date="2023-05-01")[0].organizations["name"].tolist() == ["2023-05-01"]
    inventory, problems = read_inventory(city, date="1999-01-01")
    assert inventory.organizations["name"].tolist() == ["2025-06-30"]
    assert [problem.rule for problem in problems] == ["date not there"]


def test_an_inventory_is_of_the_day_that_its_folder_is_named_after_unless_it_says_another(tmp_path: Path) -> None:
    a = {"organizations": [{"name": "A"}]}
    write_inventory(make_inventory(**a), tmp_path / "2023-05-01")
    write_inventory(make_inventory(**a, inventory=[{"city": "X"}]), tmp_path / "2024-05-01")
    write_inventory(make_inventory(**a, inventory=[{"as_of": "2025-04"}]), tmp_path / "2025-05-01")
    days = {date: read_inventory(tmp_path, date=date)[0].about("as_of") for date in inventory_dates(tmp_path)}
    assert days == {"2023-05-01": "2023-05-01", "2024-05-01": "2024-05-01", "2025-05-01": "2025-04"}
    assert read_inventory(tmp_path / "2023-05-01")[0].about("as_of") is None  # opened as a folder without a date


def test_tables_beside_dated_folders_are_said_to_be_left_out() -> None:
    files = {"city/2025-05-01/organizations.csv": b"name\nA\n", "city/seats.csv": b"table,organization\nt,A\n"}
    inventory, problems = read_inventory({"city.zip": zipped({**files, "city/README.md": b"Read me"})})
    assert inventory.seats.empty
    assert [(problem.rule, problem.file) for problem in problems] == [("file in another folder", "seats.csv")]


def test_the_list_of_inventories(tmp_path: Path) -> None:
    write_inventory(
        make_inventory(inventory=[{"city": "B", "fictional": "yes"}], organizations=[{"name": "X"}]),
        tmp_path / "b" / "2025-06-30",
    )
    write_inventory(make_inventory(organizations=[{"name": "X"}]), tmp_path / "a")
    (tmp_path / "other").mkdir()
    frame = list_inventories(tmp_path)
    assert frame["key"].tolist() == ["a", "b"]
    assert frame["fictional"].tolist() == [False, True]
    assert frame["as_of"].tolist()[1] == "2025-06-30"


def test_a_folder_inside_a_zip_and_what_a_mac_leaves_are_fine() -> None:
    content = zipped({"city/organizations.csv": b"name\nA\n", "__MACOSX/._x.csv": b"\x00", "city/README.md": b"hi"})
    inventory, problems = read_inventory({"city.zip": content})
    assert inventory.organizations["name"].tolist() == ["A"]
    assert problems == []


def test_two_cities_in_one_zip_are_not_mixed() -> None:
    files = {
        "a/organizations.csv": b"name\nA\n",
        "a/notes.csv": b"about,text\nA,x\n",
        "b/organizations.csv": b"name\nB\n",
    }
    inventory, problems = read_inventory({"c.zip": zipped(files)})
    assert inventory.organizations["name"].tolist() == ["A"]
    assert [problem.rule for problem in problems] == ["file in another folder"]


def test_a_zip_that_unpacks_too_large_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"organizations.csv": b"name\n" + b"0" * 3_000_000})
    assert len(bomb) < 10_000
    assert "too large" in rules({"a.zip": bomb}, limits=Limits(unpacked_megabytes=2))


def test_too_many_files_nested_zips_and_paths_that_lead_out() -> None:
    many = zipped({f"{number}.csv": b"" for number in range(5)})
    assert "too large" in rules({"a.zip": many}, limits=Limits(files=4))
    inside = {"in.zip": zipped({"x": b""}), "../seats.csv": b"table,organization\n"}
    content = zipped({"organizations.csv": b"name\nA\n"} | inside)
    inventory, problems = read_inventory({"a.zip": content})
    assert {problem.rule for problem in problems} == {"zip in a zip", "table without rows"}
    assert inventory.organizations["name"].tolist() == ["A"]


def test_a_workbook_gives_texts_as_people_see_them() -> None:
    cells = {(1, 1): "name", (1, 2): "since", (1, 3): "Zip", (1, 4): "as_of", (2, 1): 2014, (2, 2): 2015.0}
    cells |= {(2, 3): "02139", (2, 4): datetime.datetime(2025, 6, 30)}
    row = read_inventory({"x.xlsx": workbook({"Organizations": cells})})[0].organizations.iloc[0]
    assert (row["name"], row["since"], row["Zip"], row["as_of"]) == ("2014", "2015", "02139", "2025-06-30")


def test_a_cell_in_the_last_row_or_column_costs_nothing() -> None:
    cells = {(1, 1): "name", (2, 1): "A", (1_048_576, 1): "Z", (3, 16_384): "far"}
    inventory, problems = read_inventory({"x.xlsx": workbook({"organizations": cells})})
    assert inventory.organizations["name"].tolist() == ["A", "Z"]
    assert [(problem.rule, problem.row) for problem in problems] == [("row too wide", 3)]


def test_the_collector_runs_again_after_reading_though_another_visitor_ends_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = gc.isenabled

    def as_the_other_ends() -> bool:
        found = running()
        gc.enable()
        return found

    gc.disable()  # another visitor's reading is under way
    monkeypatch.setattr(gc, "isenabled", as_the_other_ends)
    read_inventory({"organizations.csv": b"name\nA\n"})
    left_running = running()
    gc.enable()
    assert left_running


def test_sheets_to_ignore_and_too_long_sheets() -> None:
    one = {(1, 1): "name", (2, 1): "A"}
    found = rules({"x.xlsx": workbook({"organizations": one, "people (ignore)": {(1, 1): "x"}})})
    assert found == {"sheet left out"}
    long = {(row, 1): "name" for row in range(1, 80)}
    assert "too large" in rules({"x.xlsx": workbook({"organizations": long})}, limits=Limits(rows=3))


@pytest.mark.parametrize("name", ["nowhere", "nowhere.zip"])
def test_a_path_that_is_not_there_is_a_problem(tmp_path: Path, name: str) -> None:
    assert "file not there" in rules(tmp_path / name)


def test_reading_tells_how_far_it_is_and_stops_between_files() -> None:
    files = [("organizations.csv", b"name\nA\n"), ("seats.csv", b"table,organization\nt,A\n")]
    told: list[tuple[str, float]] = []
    found = bring_sheets(files, progress=lambda words, share: told.append((words, share)))
    assert told == [("Reading organizations.csv.", 0.0), ("Reading seats.csv.", 0.5)]
    stops = iter([False, True])
    with pytest.raises(StoppedError):
        bring_sheets(files, stop=lambda: next(stops))
    told.clear()
    mappings = [suggest_mapping(sheet) for sheet in found.sheets]
    draft = make_draft_of_sheets(found.sheets, mappings, progress=lambda words, share: told.append((words, share)))
    assert len(draft.inventory.seats) == 1
    assert told == [("Taking organizations.csv in.", 0.0), ("Taking seats.csv in.", 0.5)]
    with pytest.raises(StoppedError):
        make_draft_of_sheets(found.sheets, mappings, stop=lambda: True)


def test_a_workbook_tells_its_rows_and_can_be_stopped_among_them() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("organizations")
    for number in range(1_201):
        sheet.append([f"org {number}" if number else "name"])
    stream = io.BytesIO()
    book.save(stream)
    told: list[str] = []
    found = bring_sheets([("city.xlsx", stream.getvalue())], progress=lambda words, share: told.append(words))
    assert len(found.sheets[0].rows) == 1_201
    assert told == ["Reading city.xlsx.", "Reading city.xlsx: 1,000 rows."]
    with pytest.raises(StoppedError):
        bring_sheets(
            [("city.xlsx", stream.getvalue())],
            stop=lambda: len(told) > 2,
            progress=lambda words, share: told.append(words),
        )
