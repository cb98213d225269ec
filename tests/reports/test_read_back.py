"""What the Atlas takes out it brings in again: each form gives back the organizations and ties, which it can hold."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.drafts import make_draft, make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.files import csv_files, write_inventory, zip_bytes
from components.importing import ColumnMapping, SheetMapping, bring_sheets, suggest_mapping
from components.inventory import Inventory
from components.inventory.schema import schema_columns, vocabulary
from components.matching import compare_with_file
from components.reports import data_package, gephi_tables, gexf, graphml, kumu_json, kumu_workbook
from tests.any_inventory import AWKWARD, ROWS, usable
from tests.hostile_words import hostile_inventory
from tests.inventories import make_inventory
from tests.matching import test_brought_again as worked_on

FORMS: dict[str, Callable[[Inventory], bytes]] = {
    "net.graphml": graphml,
    "net.gexf": gexf,
    "map.json": kumu_json,
    "map.xlsx": kumu_workbook,
    "gephi.zip": gephi_tables,
}
EVERY: dict[str, Callable[[Inventory], bytes]] = FORMS | {
    "city.zip": data_package,
    "city.xlsx": lambda it: workbook(it),
}
CITIES = sorted(path.name for path in Path("data/inventories").iterdir())
KINDS = st.sampled_from(["works_with", "funds", "tension", "a kind of its own"])
NAMES = st.lists(AWKWARD.map("x{}".format), min_size=2, max_size=4, unique_by=lambda name: name.casefold().strip())


# Names that a team may give its columns, and that tools keep for themselves or that are read as another's.
HEADERS = ["Name", "Label", "label", "Type", "Tags", "Direction", "Weight", "Description", "Source", "Kind", "Citation"]
HEADERS += ["Alias", "Sector", "Colour", "colour", "Colour (2)", "colour (2)", "name (2)", "=cmd()", "a,b", "x|y"]
TABLES = st.fixed_dictionaries(
    {table: ROWS[table] for table in ("organizations", "relationships")},
    optional={table: ROWS[table] for table in ("seats", "notes")},
)


def workbook(inventory: Inventory) -> bytes:
    stream = io.BytesIO()
    write_inventory(inventory, stream, "xlsx")
    return stream.getvalue()


EVERY = FORMS | {"city.zip": data_package, "city.xlsx": workbook}


@cache
def shipped(city: str) -> Inventory:
    """A city as the Atlas ships it: read once, as nothing changes it."""
    return read_inventory(f"data/inventories/{city}")[0]


def cells(frame: pd.DataFrame, column: str) -> list[Any]:
    return [None if not isinstance(cell, tuple) and pd.isna(cell) else cell for cell in frame[column]]


def assert_held(inventory: Inventory, back: Inventory) -> None:
    """The same organizations and ties, column by column of the standard."""
    for table in ("organizations", "relationships"):
        one, other = inventory.tables[table], back.tables[table]
        for column in schema_columns().query("table == @table")["column"]:
            assert cells(one, column) == cells(other, column), (table, column)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("city", CITIES)
def test_every_city_comes_back(city: str, name: str) -> None:
    inventory = shipped(city)
    back, problems = read_inventory([(name, FORMS[name](inventory))])
    assert_held(inventory, back)
    assert not [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("name", FORMS)
def test_hostile_words_come_back_as_the_text_that_they_are(name: str) -> None:
    inventory = hostile_inventory()
    assert_held(inventory, read_inventory([(name, FORMS[name](inventory))])[0])


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(
    names=NAMES, texts=st.lists(AWKWARD, min_size=2, max_size=2), kind=KINDS, level=st.sampled_from([None, 0, 3, 2.5])
)
def test_awkward_texts_come_back(name: str, names: list[str], texts: list[str], kind: str, level: float | None) -> None:
    organizations = [{"id": text, "name": text, "type": "library", "description": texts[0]} for text in names]
    tie = {"from": names[0], "to": names[1], "kind": kind, "level": level, "evidence": texts[1], "status": "wanted"}
    inventory = make_inventory(organizations=organizations, relationships=[tie, tie | {"reported_by": names[1]}])
    assert_held(inventory, read_inventory([(name, FORMS[name](inventory))])[0])


def test_every_kind_and_status_of_a_tie_comes_back() -> None:
    words = [("kind", word) for word in vocabulary("relationship_kinds")["word"]]
    words += [("status", word) for word in vocabulary("relationship_statuses")["word"]]
    ties = [{"from": "A", "to": "B", column: word} for column, word in words]
    inventory = make_inventory(organizations=[{"name": "A"}, {"name": "B"}], relationships=ties)
    for name, write in FORMS.items():
        assert_held(inventory, read_inventory([(name, write(inventory))])[0])


def assert_changes_nothing(inventory: Inventory, name: str) -> None:
    back = open_draft([(name, EVERY[name](inventory))], keep_person_columns=True)
    for how in ("update", "add"):
        found = compare_with_file(make_draft(inventory), back, how)
        assert set(found["change"]) <= {"same"}, found[found["change"] != "same"].to_string()


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("city", ["riverbend", "st-louis"])
def test_what_is_taken_out_changes_nothing_where_it_came_from(city: str, name: str) -> None:
    assert_changes_nothing(shipped(city), name)


@pytest.mark.parametrize("name", EVERY)
@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(tables=TABLES, headers=st.lists(st.sampled_from(HEADERS), unique=True, max_size=4), text=AWKWARD)
def test_whatever_is_taken_out_changes_nothing_where_it_came_from(
    name: str, tables: Any, headers: list[str], text: str
) -> None:
    for rows in tables.values():
        rows[:1] = [row | dict.fromkeys(headers, text) for row in rows[:1]]
    inventory = usable(tables)
    if inventory is not None:
        assert_changes_nothing(inventory, name)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    first=worked_on.TABLES,
    second=worked_on.TABLES,
    steps=worked_on.STEPS,
    name=st.sampled_from(["city.zip", "map.json", "gephi.zip", "net.gexf"]),
)
def test_what_is_taken_out_of_an_inventory_that_was_worked_on_changes_nothing_there(
    first: Any, second: Any, steps: Any, name: str
) -> None:
    files = worked_on.written(first, "one") | worked_on.written(second, "two")
    draft = worked_on.done(open_draft(files), steps)
    back = open_draft([(name, EVERY[name](draft.inventory))], keep_person_columns=True)
    found = compare_with_file(draft, back, "update")
    assert set(found["change"]) <= {"same"}, found[found["change"] != "same"].to_string()


# The package


OWN_COLUMNS = ["Justice", "Housing", "Health", "Parent", "Partners", "Org type", "Homepage"]


def with_own_columns() -> Inventory:
    """An inventory whose own columns could all be guessed to be something of the standard."""
    first = {"name": "North", "Justice": "x", "Housing": "X", "Health": "", "Parent": "South", "Partners": "East"}
    rows = [
        first | {"Org type": "library", "Homepage": "https://north.example"},
        {"name": "South", "Justice": "x", "Housing": "", "Health": "x", "Org type": "school", "Partners": "North"},
        {"name": "East", "Justice": "", "Housing": "x", "Health": "x", "Org type": "library", "Parent": "South"},
        {"name": "Summe", "Justice": "", "Housing": "", "Health": ""},
    ]
    return make_inventory(organizations=rows, notes=[{"about": "Note: one", "text": "a"}, {"about": "*", "text": "b"}])


@pytest.mark.parametrize("lacking", [(), ("datapackage.json",), ("atlas.json",)])
@pytest.mark.parametrize("unpacked", [False, True])
def test_a_package_is_read_exactly_as_it_is_written(lacking: tuple[str, ...], unpacked: bool) -> None:
    inventory = with_own_columns()
    remembered = json.dumps({"mappings": [asdict(mapping_of_the_first_file())]}).encode()
    with zipfile.ZipFile(io.BytesIO(data_package(inventory, remembered))) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name not in lacking}
    found = bring_sheets(files if unpacked else {"city.zip": zip_bytes(files)})
    mappings = [suggest_mapping(sheet, found.decisions.mappings) for sheet in found.sheets]
    assert all(mapping.sure and mapping.is_known_by_name for mapping in mappings)
    uses = {column.header: column.use for mapping in mappings for column in mapping.columns}
    assert {name: uses[name] for name in OWN_COLUMNS} == dict.fromkeys(OWN_COLUMNS, "extra")
    back = make_draft_of_sheets(found.sheets, mappings, found.problems).inventory
    for table in ("organizations", "notes"):
        one, other = inventory.tables[table], back.tables[table]
        assert list(one) == list(other)
        for column in one:
            assert cells(one, column) == cells(other, column), (table, column)


def mapping_of_the_first_file() -> SheetMapping:
    """How a file was read that had the headers of the package, and another meaning of them."""
    headers = csv_files(with_own_columns())["organizations.csv"].decode("utf-8-sig").splitlines()[0].split(",")
    swapped = {"name": "website", "Homepage": "name"}
    columns = (
        ColumnMapping(header, "column" if header in swapped else "extra", swapped.get(header, "")) for header in headers
    )
    return SheetMapping("organizations", (0,), tuple(columns), sure=True)


def test_a_day_that_nobody_knew_is_not_asked_about_again_in_a_package() -> None:
    files = {"datapackage.json": b"{}", "organizations.csv": b"id,name,since\nnorth,North,3/4/2021\n"}
    (sheet,) = bring_sheets({"city.zip": zip_bytes(files)}).sheets
    assert suggest_mapping(sheet).sure and not suggest_mapping(replace(sheet, is_ours=False)).sure


def test_what_is_no_table_of_the_standard_in_a_package_is_guessed_as_ever() -> None:
    files = {"datapackage.json": b"{}", "groups.csv": b"Organization,Justice,Housing\nNorth,x,x\nSouth,,x\nTotal,1,2\n"}
    found = bring_sheets({"city.zip": zip_bytes(files)})
    assert [column.use for column in suggest_mapping(found.sheets[0]).columns] == ["column", "checkbox", "checkbox"]
    (alone,) = bring_sheets({"organizations.csv": b"name,Justice,Housing\nNorth,x,x\nSouth,,x\n"}).sheets
    assert [column.use for column in suggest_mapping(alone).columns] == ["column", "checkbox", "checkbox"]
