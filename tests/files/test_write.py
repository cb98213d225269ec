"""Reading what was written gives the same inventory, whatever is in it."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from components.drafts import make_draft, read_inventory
from components.files import cells_too_long_for_excel, table_csv, write_inventory
from components.inventory import Inventory, Problem
from tests.any_inventory import TABLES, TEXT, assert_same, usable
from tests.inventories import make_inventory


def _read_back(inventory: Inventory, format: str, **said: Any) -> tuple[Inventory, list[Problem]]:
    if format != "folder":
        return read_inventory(_written(inventory, format), **said)
    with tempfile.TemporaryDirectory() as folder:
        write_inventory(inventory, folder, "folder")
        return read_inventory(folder, **said)


def _written(inventory: Inventory, format: str) -> dict[str, bytes]:
    stream = io.BytesIO()
    write_inventory(inventory, stream, format)  # type: ignore[arg-type]
    return {f"inventory.{format}": stream.getvalue()}


@pytest.mark.parametrize("format", ["folder", "zip", "xlsx"])
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(tables=TABLES)
def test_reading_what_was_written_gives_the_same(format: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    inventory = usable(tables)
    if inventory is None:
        return
    back, problems = _read_back(inventory, format, keep_person_columns=True)
    assert_same(inventory, back)
    assert not [problem for problem in problems if problem.severity == "error" and len(inventory.organizations)]


@settings(max_examples=60)
@given(cells=st.lists(st.lists(TEXT, min_size=1, max_size=4), max_size=4), junk=st.binary(max_size=60))
def test_no_bytes_make_reading_raise(cells: list[list[str]], junk: bytes) -> None:
    text = "\n".join(";".join(row) for row in cells).encode("utf-16", errors="ignore")
    files = [("organizations.csv", junk), ("relationships.csv", b"from,to\n" + junk), ("seats.csv", text)]
    for name in ("a.zip", "a.xlsx"):
        files.append((name, b"PK\x03\x04" + junk))
    _, problems = read_inventory(files)
    assert all(problem.message and problem.mend for problem in problems)


def test_the_inventory_table_is_never_taken_for_organizations_whatever_extra_columns_it_has() -> None:
    inventory = make_inventory(inventory=[{"Name": "=1+1", "Sector": "b"}])
    for format in ("folder", "zip", "xlsx"):
        assert_same(inventory, _read_back(inventory, format)[0])


def test_an_empty_inventory_reads_back_as_empty() -> None:
    for format in ("folder", "zip", "xlsx"):
        assert_same(make_inventory(), _read_back(make_inventory(), format)[0])


def test_a_zip_is_the_same_each_time() -> None:
    inventory = make_inventory(organizations=[{"name": "Library"}], notes=[{"about": "Library", "text": "Open"}])
    assert _written(inventory, "zip") == _written(inventory, "zip")


def test_none_unknown_and_bars_are_told_apart() -> None:
    rows = [
        {"name": "A", "serves": (), "aliases": ("none",)},
        {"name": "B", "serves": None, "aliases": ("x|y", "z\\")},
    ]
    back, _ = _read_back(make_inventory(organizations=rows), "zip")
    assert list(back.organizations["serves"]) == [(), None]
    assert list(back.organizations["aliases"]) == [("none",), ("x|y", "z\\")]


def test_formulas_are_harmless_in_the_file_and_numbers_stay_plain(tmp_path: Path) -> None:
    rows = [{"name": "=HYPERLINK(1)", "longitude": -90.0, "latitude": 38.25, "Budget": "-5", "Note": "'=x"}]
    write_inventory(make_inventory(organizations=rows), tmp_path, "folder")
    text = (tmp_path / "organizations.csv").read_text(encoding="utf-8")
    assert "'=HYPERLINK(1)" in text and "''=x" in text
    assert ",38.25,-90," in text and ",-5," in text


@pytest.mark.parametrize("text", ["x" * 40_000, "👩" * 20_000, "x" + "👩" * 20_000, "=+'" * 33_000])
def test_a_text_too_long_for_a_cell_of_excel_is_cut_and_named(text: str) -> None:
    rows = [{"name": "A", "description": text, "Own": "a"}, {"name": "B", "description": text, "needs": (text, "b")}]
    inventory = make_inventory(organizations=rows)
    stream = io.BytesIO()
    write_inventory(inventory, stream, "xlsx")
    sheet = load_workbook(stream)["organizations"]
    cells = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    assert max(len(cell.encode("utf-16-le")) for cell in cells) in (2 * 32_767, 2 * 32_767 - 2)
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    back, _ = read_inventory([("mine.xlsx", stream.getvalue())])
    assert all(text.startswith(kept) and len(kept) > 16_000 for kept in back.organizations["description"])
    named = cells_too_long_for_excel(inventory)
    assert [(each.table, each.row, each.column) for each in named] == [
        ("organizations", 2, "description"),
        ("organizations", 3, "needs"),
    ]
    assert "2 rows" in named[0].message and "2, 3" in named[0].message and "zip" in named[0].mend
    assert_same(inventory, _read_back(inventory, "zip")[0])


def test_texts_that_a_cell_of_excel_just_holds_come_back_whole() -> None:
    rows = [{"name": "A", "description": "x" * 32_767, "Own": "👩" * 16_383}]
    inventory = make_inventory(organizations=rows)
    assert not cells_too_long_for_excel(inventory)
    assert_same(inventory, _read_back(inventory, "xlsx")[0])


def test_an_unread_text_too_long_for_excel_is_named_too() -> None:
    inventory = make_inventory(organizations=[{"name": "A"}])
    named = cells_too_long_for_excel(inventory, {"organizations": {(0, "since"): "x" * 40_000}})
    assert [(each.row, each.column) for each in named] == [(2, "since")]


@pytest.mark.parametrize("format", ["folder", "zip"])
@pytest.mark.parametrize("text", ["図書館、" * 5_000, "a, b\n" * 10_000, '"' * 20_000])
def test_a_row_of_many_long_texts_comes_back_whole(format: str, text: str) -> None:
    inventory = make_inventory(organizations=[{"name": "A"} | {f"Own {at}": text for at in range(12)}])
    back, problems = _read_back(inventory, format)
    assert_same(inventory, back)
    assert not problems


@pytest.mark.parametrize("form", ["zip", "xlsx"])
@pytest.mark.parametrize("count", [998, 999, 1_000])
def test_as_many_columns_as_come_in_come_back(form: Any, count: int) -> None:
    """``id``, ``name`` and ``listed`` are written besides the columns that came in."""
    header = ["name", *(f"c{place}" for place in range(1, count))]
    content = ",".join(header) + "\n" + ",".join(["A"] * count) + "\n"
    inventory, _ = read_inventory([("organizations.csv", content.encode())])
    assert len(inventory.organizations) == 1
    stream = io.BytesIO()
    write_inventory(inventory, stream, form)
    back, problems = read_inventory([(f"mine.{form}", stream.getvalue())])
    pd.testing.assert_frame_equal(back.organizations, inventory.organizations)
    assert not [problem for problem in problems if problem.severity != "note"]


def test_nothing_is_changed_by_writing() -> None:
    inventory = make_inventory(organizations=[{"name": "A", "needs": ("money",)}])
    before = inventory.organizations.copy(deep=True)
    _written(inventory, "xlsx")
    pd.testing.assert_frame_equal(inventory.organizations, before)


def test_a_table_of_a_page_as_csv() -> None:
    table = pd.DataFrame(
        {
            "Name": ["=1+1", "Niño"],
            "Serves": pd.Series([("youth", "a|b"), ()], dtype=object),
            "Count": pd.array([3, None], dtype="Int64"),
            "Ratio": [0.5, float("nan")],
            "Who": pd.Series([None, "A, B"], dtype=object),
        }
    )
    assert table_csv(table).decode("utf-8-sig").splitlines() == [
        "Name,Serves,Count,Ratio,Who",
        "'=1+1,youth|a\\|b,3,0.5,",
        'Niño,none,,,"A, B"',
    ]


def test_a_cell_too_long_to_be_read_is_reported_where_it_is_edited() -> None:
    draft = make_draft(make_inventory(organizations=[{"name": "A", "description": "short"}]))
    key = draft.reading.keys["organizations"][0]
    assert key is not None
    edited = draft.with_cells({key: {"description": "x" * 150_000}})
    assert [(each.rule, each.column, each.key) for each in edited.problems] == [("cell too long", "description", key)]
    back, problems = _again(edited.inventory)
    pd.testing.assert_frame_equal(back.organizations, edited.inventory.organizations)
    assert not problems


def _again(inventory: Inventory) -> tuple[Inventory, list[Any]]:
    stream = io.BytesIO()
    write_inventory(inventory, stream, "zip")
    return read_inventory([("mine.zip", stream.getvalue())])
