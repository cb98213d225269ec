"""Several inventories that are sent at once, and what a package keeps beside its tables."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.drafts import read_inventory
from components.drafts.opening import open_draft
from components.files import Sheet
from components.importing import (
    ColumnMapping,
    SheetMapping,
    bring_sheets,
    decisions_to_json,
    suggest_mapping,
)
from components.importing.convert import convert_sheet
from components.inventory import Problem
from tests.hostile_workbooks import zipped
from tests.reading import mappings_from_json, not_the_same_from_json


def city(name: str, folder: str = "") -> bytes:
    files = {"inventory.csv": f"city\n{name}\n", "organizations.csv": f"name\nLibrary of {name}\n"}
    return zipped({folder + file: text.encode() for file, text in files.items()})


def test_zips_of_two_cities_are_read_together_and_a_note_says_so() -> None:
    inventory, problems = read_inventory([("a.zip", city("Avon")), ("b.zip", city("Bath"))])
    assert inventory.organizations["name"].tolist() == ["Library of Avon", "Library of Bath"]
    assert {problem.table for problem in problems if problem.rule == "tables read together"} == {
        "inventory",
        "organizations",
    }


def test_two_zips_of_one_city_are_read_together() -> None:
    more = zipped({"inventory.csv": b"city\nAVON\n", "seats.csv": b"table,organization\nt,Library of Avon\n"})
    inventory, problems = read_inventory([("a.zip", city("Avon")), ("b.zip", more)])
    assert (len(inventory.organizations), len(inventory.seats)) == (1, 1)
    assert not [problem for problem in problems if problem.severity == "error"]


def test_with_zips_of_two_days_only_the_newest_is_read_and_the_other_is_named() -> None:
    packages = [("a.zip", city("Avon", "2024-01-01/")), ("b.zip", city("Bath", "2025-01-01/"))]
    inventory, problems = read_inventory(packages)
    assert inventory.about("city") == "Bath"
    assert [(problem.rule, problem.file) for problem in problems] == [("inventory of another day", "a.zip")]


def test_loose_files_of_two_cities_are_read_together_and_a_note_says_so() -> None:
    files = [
        ("organizations.csv", b"name\nA\n"),
        ("inventory.csv", b"city\nBoston\n"),
        ("inventory (1).csv", b"city\nDetroit\n"),
    ]
    inventory, problems = read_inventory(files)
    (said,) = [problem for problem in problems if problem.rule == "tables read together"]
    assert said.table == "inventory"
    assert inventory.about("city") == "Boston"


def rules(problems: list[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


NOTES = (ColumnMapping("who", "column", "about"), ColumnMapping("what", "column", "text"))


def test_a_package_brings_its_mappings_and_the_pairs_that_are_not_the_same() -> None:
    mapping = SheetMapping("notes", (0,), NOTES, sure=True)
    kept = json.loads(decisions_to_json([mapping])) | {"not_the_same": [["code for a", "code for b"], ["x"], 3]}
    content = zipped({"atlas.json": json.dumps(kept).encode(), "list.csv": b"who,what\nhousing,Rents rise\n"})
    assert decisions_to_json([mapping], [frozenset(("b", "a"))]).count('"a",\n   "b"') == 1
    draft = open_draft({"city.zip": content})
    assert draft.inventory.notes["about"].tolist() == ["housing"]
    assert draft.not_the_same == {frozenset(("code for a", "code for b"))}
    assert bring_sheets({"city.zip": content}).decisions.mappings == (mapping,)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", '{"mappings": 3}', '{"mappings": [3]}', '{"mappings": [{"table": "none such"}]}'),
        *('{"mappings": [{"table": "notes", "columns": [{"use": "column", "column": "power"}]}]}',),
        *('{"mappings": [{"table": "notes", "sure": "yes"}]}', '{"mappings": [{"table": "notes", "x": 1}]}'),
        *('{"mappings": [{"table": "notes", "header_rows": [-2]}]}', "[" * 100_000),
        '{"mappings": [{"table": "notes", "header_rows": [0, -1]}]}',
        '{"mappings": [{"table": "organizations", "columns": [{"use": "checkbox", "column": "name"}]}]}',
    ],
)
def test_bad_mappings_give_none_and_a_problem(text: str) -> None:
    mappings, problems = mappings_from_json(text)
    assert (mappings, rules(problems)) == ([], {"decisions can't be read"})


@given(st.text())
def test_no_text_breaks_the_reading_of_mappings(text: str) -> None:
    assert mappings_from_json(text)[0] == []


HEADERS = ["name", "Hub type", "Issue: Housing", "ParentID", "Contact", "", "name", "x", "website", "id"]


CELLS = st.sampled_from(["", "A", "x", "1", "no", "a@b.org", "https://a.org", "B; C"])


@given(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=8), st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_every_mapping_survives_json_and_no_row_is_lost(headers: list[str], rows: list[list[str]]) -> None:
    given_sheet = Sheet("organizations.csv", "organizations.csv", [headers, *rows], range(1, len(rows) + 2))
    mapping = suggest_mapping(given_sheet)
    assert mappings_from_json(decisions_to_json([mapping])) == ([mapping], [])
    raws, problems = convert_sheet(given_sheet, mapping)
    if not raws:
        assert rules(problems) & {"empty table", "required column missing"}
        return
    blank = sum(int(problem.value or 0) for problem in problems if problem.rule == "blank rows")
    under = len(rows) + 1 - (mapping.header_rows[-1] + 1)
    assert len(raws[0].rows) + raws[0].rows_beside + raws[0].rows_joined + raws[0].rows_of_people + blank == under
    assert all(len(texts) == len(raw.rows) for raw in raws for texts in raw.columns.values())


def test_half_letters_in_decisions_are_taken_out() -> None:
    columns = '[{"header": "A\\ud800"}]'
    kept = f'{{"mappings": [{{"table": "notes", "columns": {columns}}}], "not_the_same": [["\\ud800", "b"]]}}'
    mappings, problems = mappings_from_json(kept)
    assert not problems
    assert decisions_to_json(mappings, not_the_same_from_json(kept)).encode()
    assert mappings[0].headers == ("A",)
