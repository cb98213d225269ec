"""Whatever bytes are sent, reading raises nothing, says what it can't read, and counts every row."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.drafts import count_rows, make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.files import csv_files
from components.importing import bring_sheets, decisions_to_json, suggest_mapping
from components.inventory.text import guard, unguard
from tests.inventories import make_inventory
from tests.reading import mappings_from_json

HEADERS = ["name", "id", "type", "Email", "from", "to", "kind", "level", "Partners", "ParentID", "Label", "Id", "Notes"]
CELLS = ["A", "B", "library", "none", "n/a", "1,5", "2015-05", "a|b", "x", "0", "=1+1", "a@b.org", "Total", "Source: x"]
ODD = [
    "",
    " ",
    "\x1a",
    "\x7f",
    "\x00",
    "\x1c",
    "\ufeff",
    "\u2028",
    "\ud800",
    "'",
    '"',
    "\\",
    "\n",
    "＝1",
    "\u00a0",
    "\u200b",
]
MARKS = [",", ";", "\t", "|", "\n", "\r\n", "\r", '"', "\n\n"]
PIECES = st.sampled_from([*HEADERS, *CELLS, *ODD, *MARKS, *MARKS])
TEXTS = st.lists(PIECES, max_size=40).map("".join)
BYTES = st.builds(
    lambda text, code: text.encode(code, "replace"), TEXTS, st.sampled_from(["utf-8", "utf-16", "cp1252"])
)
NAMES = st.sampled_from(["list.csv", "organizations.csv", "relationships.tsv", "edges.txt", "data.json", "atlas.json"])
ITEMS = st.sampled_from([*CELLS, *ODD]) | st.none() | st.booleans() | st.integers() | st.lists(st.just("x"), max_size=2)
RECORDS = st.lists(st.dictionaries(st.sampled_from([*HEADERS, *ODD]), ITEMS, max_size=4), max_size=5)
JSON = RECORDS | st.fixed_dictionaries(
    {}, optional={key: RECORDS for key in ("nodes", "links", "elements", "features")}
)
QUICK = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def look(*files: tuple[str, bytes]) -> None:
    """Do everything with some files that the page does."""
    found = bring_sheets(files)
    mappings = [suggest_mapping(sheet, found.decisions.mappings) for sheet in found.sheets]
    draft = make_draft_of_sheets(
        found.sheets,
        mappings,
        found.problems,
        found.day,
        decisions=found.decisions,
    )
    assert all(problem.message and problem.mend for problem in draft.problems)
    figures = count_rows(draft)
    parts = figures[["kept", "set_aside", "same_as_another", "notes_under", "not_read"]].sum(axis=1)
    assert (figures["rows_in"] == parts).all()
    assert (
        mappings_from_json(decisions_to_json(mappings, found.decisions.not_the_same, found.decisions.rows))[0]
        == mappings
    )
    assert open_draft(files).problems is not None


@QUICK
@given(st.lists(st.tuples(NAMES, BYTES | st.binary(max_size=60)), min_size=1, max_size=2))
def test_bytes(files: list[tuple[str, bytes]]) -> None:
    look(*files)


@QUICK
@given(JSON, st.booleans())
def test_json(data: object, plain: bool) -> None:
    look(("data.json", json.dumps(data, ensure_ascii=plain).encode("utf-8", "replace")))


@pytest.mark.parametrize("end", ["\x1a", "\x7f", "\x1a,\x1a", '"\x1a"', "\ufeff", "\x1a\r\n\x1a"])
def test_a_row_that_shows_nothing_is_blank(end: str) -> None:
    content = f"name,type\r\nA,library\r\n{end}".encode()
    inventory, problems = read_inventory([("organizations.csv", content)])
    assert list(inventory.organizations["name"]) == ["A"]
    assert {problem.rule for problem in problems} <= {"blank rows", "row too short"}
    look(("organizations.csv", content))


def test_a_record_that_shows_nothing_is_blank() -> None:
    data = [{"name": "A", "type": "library"}, {"name": "\u001a", "type": ""}]
    inventory, problems = read_inventory([("data.json", json.dumps(data).encode())])
    assert list(inventory.organizations["name"]) == ["A"]
    assert [problem.rule for problem in problems if problem.severity != "note"] == []


def test_a_mark_of_utf8_inside_is_taken_out() -> None:
    one = 'name,type\n"A, B",library\n'.encode("utf-8-sig")
    two = '\ufeff"C, D",sch\ufeffool\n'.encode()
    inventory, problems = read_inventory([("organizations.csv", one + two)])
    assert inventory.organizations[["name", "type"]].to_numpy().tolist() == [["A, B", "library"], ["C, D", "school"]]
    assert not problems


def test_a_mark_of_utf8_in_a_cell_of_json_is_taken_out() -> None:
    data = json.dumps([{"name": "\ufeffA", "type": "library"}], ensure_ascii=False)
    inventory, problems = read_inventory([("data.json", data.encode())])
    assert list(inventory.organizations["name"]) == ["A"]
    assert "characters that can't be shown" in {problem.rule for problem in problems}


@pytest.mark.parametrize("text", ["＝1+1", "＋A", "－A", "＠A", "'＝x"])
def test_wide_signs_are_kept_from_running_and_come_back(text: str) -> None:
    assert guard(text) == f"'{text}" and unguard(guard(text)) == text
    inventory = make_inventory(organizations=pd.DataFrame({"name": [text]}))
    content = csv_files(inventory)["organizations.csv"].decode("utf-8-sig")
    assert f"'{text}" in content
    again, _ = read_inventory([("organizations.csv", content.encode())])
    assert list(again.organizations["name"]) == [text]
