"""The data package: valid for Frictionless' own reader, and the whole inventory for ours."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from components.drafts import read_inventory
from components.files import inventory_dates
from components.inventory import Inventory
from components.reports import data_package
from tests.any_inventory import TABLES, assert_same
from tests.inventories import make_inventory

CITIES = sorted(Path("data/inventories").iterdir())
ROWS: dict[str, list[dict[str, Any]]] = {
    "inventory": [{"city": "St. Tést", "as_of": "2025-06-30", "licence": "CC BY 4.0 for all of it"}],
    "organizations": [
        {"id": "2014", "name": "=Library", "type": "library", "serves": (), "since": "2014-05", "Budget": "+5"},
        {"id": "b", "name": "B", "type": "a word of its own", "latitude": 38.5, "source": "News, https://b.example/x."},
    ],
    "relationships": [{"from": "2014", "to": "b", "reported_by": "Daily News", "level": 3}],
}


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _descriptor(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_files(content)["datapackage.json"])
    return found


def _errors(content: bytes) -> list[Any]:
    """What Frictionless finds wrong with a package."""
    limit = csv.field_size_limit()
    import frictionless

    csv.field_size_limit(limit)  # which that module changes for everyone
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
        report = frictionless.Package(f"{folder}/datapackage.json").validate()
        assert report.stats["tasks"] == len(_descriptor(content)["resources"])
        return report.flatten(["title", "fieldName", "rowNumber", "message"])


def _fields(content: bytes, table: str) -> dict[str, dict[str, Any]]:
    resource = next(each for each in _descriptor(content)["resources"] if each["name"] == table)
    return {field["name"]: field for field in resource["schema"]["fields"]}


def _schema(content: bytes, table: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in _descriptor(content)["resources"] if each["name"] == table)["schema"]
    return found


@pytest.mark.parametrize("folder", CITIES, ids=lambda folder: folder.name)
def test_every_city_is_valid_and_reads_back_the_same(folder: Path) -> None:
    inventory, _ = read_inventory(folder)
    content = data_package(inventory)
    assert _errors(content) == []
    back, problems = read_inventory([("package.zip", content)])
    assert_same(inventory, back)
    assert not [problem for problem in problems if problem.file == "datapackage.json"]


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(tables=TABLES)
def test_any_inventory_is_valid_and_reads_back_the_same(tables: dict[str, list[dict[str, Any]]]) -> None:
    try:
        inventory = make_inventory(**tables)
    except ValueError:
        return
    content = data_package(inventory)
    assert _errors(content) == []
    assert_same(inventory, read_inventory([("package.zip", content)], keep_person_columns=True)[0])


def test_what_is_broken_is_found() -> None:
    """The second opinion is one: an id used twice, a level that there is not, an end that is not listed."""
    good = data_package(make_inventory(**ROWS))
    for old, new in ((b"2014,", b"b,"), (b",3,", b",9,"), (b"2014,b,", b"2014,c,")):
        files = {name: text.replace(old, new) if name.endswith(".csv") else text for name, text in _files(good).items()}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        assert _errors(stream.getvalue()), (old, new)


def test_the_description_says_what_holds() -> None:
    content = data_package(make_inventory(**ROWS))
    about = _descriptor(content)
    assert about["profile"] == "tabular-data-package"
    assert about["name"] == "st-test-ecosystem-2025-06-30"
    assert about["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "CC BY 4.0 for all of it",
        }
    ]
    assert about["sources"] == [{"title": "News, https://b.example/x.", "path": "https://b.example/x"}]
    organizations = _fields(content, "organizations")
    assert _schema(content, "organizations")["primaryKey"] == "id"
    assert _schema(content, "organizations")["missingValues"] == [""]
    assert organizations["name"]["constraints"] == {"required": True}
    assert organizations["latitude"]["type"] == "number"
    assert organizations["latitude"]["constraints"] == {"required": False, "minimum": -90, "maximum": 90}
    assert "enum" not in organizations["type"]["constraints"], "a word of its own is there"
    assert organizations["listed"]["constraints"]["enum"] == ["no", "yes"]
    assert "|" in organizations["serves"]["description"]
    assert organizations["Budget"]["type"] == "string"
    keys = {key["fields"]: key["reference"] for key in _schema(content, "relationships")["foreignKeys"]}
    organizations_ids = {"resource": "organizations", "fields": "id"}
    assert keys == {"from": organizations_ids, "to": organizations_ids}, "who reports is no organization here"


def test_a_licence_that_has_no_name_is_not_given_one() -> None:
    content = data_package(
        make_inventory(inventory=[{"city": "A", "licence": "Ask us"}], organizations=[{"name": "B"}])
    )
    assert "licenses" not in _descriptor(content) and "sources" not in _descriptor(content)


def test_an_empty_inventory_is_a_package_too() -> None:
    content = data_package(make_inventory())
    assert _errors(content) == []
    assert_same(make_inventory(), read_inventory([("package.zip", content)])[0])


def test_decisions_go_along_and_nothing_changes_from_one_time_to_the_next() -> None:
    inventory: Inventory = make_inventory(**ROWS)
    before = inventory.organizations.copy(deep=True)
    assert data_package(inventory) == data_package(inventory)
    assert _files(data_package(inventory, b'{"apart": []}'))["atlas.json"] == b'{"apart": []}'
    assert "atlas.json" not in _files(data_package(inventory))
    pd.testing.assert_frame_equal(inventory.organizations, before)


def test_riverbend_s_earlier_day_is_a_package_of_that_day() -> None:
    folder = Path("data/inventories/riverbend")
    day = inventory_dates(folder)[0]
    inventory, _ = read_inventory(folder, date=day)
    assert _descriptor(data_package(inventory))["name"] == f"riverbend-ecosystem-{day}"
