"""JSON as others write it: Kumu, d3, Cytoscape, GeoJSON and plain lists; and what is refused."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import read_inventory
from components.files import Limits
from components.inventory import Problem
from components.inventory.text import unguard
from tests.reading import sheets_of

Tables = dict[str, list[dict[str, str]]]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner))


def read(data: Any, name: str = "data.json", **limits: int) -> tuple[Tables, list[Problem]]:
    """The rows of each sheet by header, without empty cells."""
    content = data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode()
    found, problems = sheets_of([(name, content)], Limits(**limits))
    tables: Tables = {}
    for sheet in found:
        header, *rows = [[unguard(text) for text in row] for row in sheet.rows]
        tables[sheet.name] = [{name: text for name, text in zip(header, row, strict=True) if text} for row in rows]
    return tables, problems


def refusal(data: Any, **limits: int) -> Problem:
    tables, problems = read(data, **limits)
    assert not tables and len(problems) == 1 and problems[0].severity == "error" and problems[0].mend
    return problems[0]


CENTRE = {"id": "o1", "name": "Northtown Centre", "website": "https://n.example"}


@pytest.mark.parametrize(
    "data",
    [
        CENTRE,
        {"organization": CENTRE},
        CENTRE | {"tags": ["housing", "health"], "address": {"city": "Elm"}},
        CENTRE | {"locations": [{"name": "Main hall", "latitude": 1.5}], "contacts": [{"name": "Maria Lopez"}]},
        CENTRE | {"services": [{"id": "s1", "name": "Advice"}], "programs": [{"id": "p1", "name": "Youth program"}]},
        {"organization": CENTRE, "services": [{"id": "s1", "name": "Advice"}]},
        CENTRE | {"services": ["Advice", "Debts"], "staff": ["Maria Lopez"], "locations": [{"name": "Main hall"}]},
    ],
)
def test_an_object_that_is_an_organization_is_one(data: Any) -> None:
    inventory, problems = read_inventory({"northtown.json": json.dumps(data).encode()})
    assert inventory.organizations[["id", "name", "website"]].to_numpy().tolist() == [[*CENTRE.values()]]
    does = [each["name"] for part in ("services", "programs") for each in data.get(part, ()) if isinstance(each, dict)]
    assert inventory.initiatives[["name", "lead"]].to_numpy().tolist() == [[name, "o1"] for name in does]
    assert not any("Lopez" in str(cell) for cell in inventory.organizations.to_numpy().ravel())
    assert {problem.severity for problem in problems} <= {"note"}


@pytest.mark.parametrize("parts", [{"locations": [{"name": "Main hall"}]}, {"phones": [{"number": "555-0101"}]}])
def test_an_organization_of_which_only_parts_are_said_is_one(parts: Any) -> None:
    for data in ({"name": "Northtown Centre"} | parts, {"organization": {"name": "Northtown Centre"} | parts}):
        inventory, _ = read_inventory({"northtown.json": json.dumps(data).encode()})
        assert inventory.organizations["name"].tolist() == ["Northtown Centre"]


def test_an_object_that_describes_a_list_of_organizations_is_none() -> None:
    listed = [{"name": "Elm Tenants", "website": "https://e.example"}, {"name": "Northtown Library"}]
    for about in (
        {"name": "Directory", "website": "https://d.example", "organizations": listed},
        {"name": "North Coalition", "type": "coalition", "members": listed},
    ):
        inventory, _ = read_inventory({"a.json": json.dumps(about).encode()})
        assert inventory.organizations["name"].tolist() == ["Elm Tenants", "Northtown Library"]
    assert refusal({"name": "a-program", "description": "Draws maps", "version": "1.0"}).rule == "not a table"


def test_a_kumu_project() -> None:
    project = {
        "version": 1,
        "attributes": [{"name": "Element Type"}, {"name": "Label"}, {"name": "Year Founded"}],
        "elements": [
            {"_id": "elem-1", "attributes": {"label": "City", "element type": "Government", "tags": ["a", "b|c"]}},
            {"_id": "elem-2", "attributes": {"label": "Library", "year founded": 1901}},
        ],
        "connections": [
            {
                "_id": "conn-1",
                "direction": "directed",
                "delayed": False,
                "reversed": True,
                "attributes": {"connection type": "funds"},
                "from": "elem-2",
                "to": "elem-1",
            }
        ],
        "loops": [{"_id": "loop-1"}],
        "maps": [{"_id": "map-1", "name": "Main"}],
    }
    tables, problems = read(project)
    assert list(tables) == ["Elements", "Connections"]
    assert tables["Elements"] == [
        {"ID": "elem-1", "Label": "City", "Element Type": "Government", "Tags": "a|b\\|c"},
        {"ID": "elem-2", "Label": "Library", "Year Founded": "1901"},
    ]
    ends = {"From": "elem-1", "To": "elem-2"}
    assert tables["Connections"] == [{"ID": "conn-1", **ends, "Direction": "directed", "connection type": "funds"}]
    assert [problem.rule for problem in problems] == ["part of the file left out"]


def test_a_kumu_blueprint_is_an_inventory() -> None:
    blueprint = {
        "elements": [{"label": "A", "type": "library", "tags": ["justice"]}, {"label": "B", "Favorite": "shave ice"}],
        "connections": [{"from": "A", "to": "B", "type": "funds", "direction": "directed"}],
    }
    inventory, _ = read_inventory([("map.json", json.dumps(blueprint).encode())])
    assert inventory.organizations["name"].tolist() == ["A", "B"]
    assert inventory.relationships[["from", "to", "kind"]].to_numpy().tolist() == [["a", "b", "funds"]]


@pytest.mark.skipif("ATLAS_EXAMPLES" not in os.environ, reason="ATLAS_EXAMPLES names no folder of practice files")
def test_a_real_kumu_project_is_whole() -> None:
    (path,) = Path(os.environ["ATLAS_EXAMPLES"], "kumu-export").glob("*.json")
    project = json.loads(path.read_text())
    tables, problems = read(path.read_bytes())
    assert not problems
    assert len(tables["Elements"]) == len(project["elements"]) == 150
    assert len(tables["Connections"]) == len(project["connections"]) == 202
    for element, row in zip(project["elements"], tables["Elements"], strict=True):
        assert row["Label"] == element["attributes"]["label"]
        assert sorted(map(str, element["attributes"].values())) == sorted([row[name] for name in row if name != "ID"])


NODES, LINKS = [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}], [{"source": "a", "target": "b"}]
NETWORKS: dict[str, dict[str, Any]] = {
    "d3": {"nodes": NODES, "links": LINKS},
    "networkx": {"directed": False, "graph": {}, "nodes": NODES, "links": LINKS},
    "Cytoscape": {
        "elements": {"nodes": [{"data": node} for node in NODES], "edges": [{"data": link} for link in LINKS]}
    },
    "vis": {"nodes": NODES, "edges": [{"from": "a", "to": "b"}]},
    "d3, once drawn": {"nodes": NODES, "links": [{"source": NODES[0], "target": NODES[1]}]},
}


@pytest.mark.parametrize("program", NETWORKS)
def test_the_nodes_and_links_of_a_network_are_lists_like_others(program: str) -> None:
    inventory, _ = read_inventory({"network.json": json.dumps(NETWORKS[program]).encode()})
    assert inventory.organizations[["id", "name", "listed"]].to_numpy().tolist() == [
        ["a", "A", "yes"],
        ["b", "B", "yes"],
    ]
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [["a", "b"]]


def test_links_may_call_nodes_by_their_places_in_the_list() -> None:
    network = {
        "nodes": [{"name": "A"}, {"name": "B"}, {"name": "C"}],
        "links": [{"source": 0, "target": 2, "value": 2}],
    }
    inventory, _ = read_inventory({"network.json": json.dumps(network).encode()})
    names = inventory.organizations.set_index("id")["name"]
    assert names.tolist() == ["A", "B", "C"]
    assert [names[end] for end in inventory.relationships.loc[inventory.relationships.index[0], ["from", "to"]]] == [
        "A",
        "C",
    ]


def test_a_list_of_objects_keeps_numbers_and_identifiers_as_they_are_spelled() -> None:
    text = '[{"name": "A", "zip": "02139", "n": 1E5, "m": 0.10, "big": 12345678901234567890, "x": "NA"},' + (
        '{"name": "=1+1", "zip": null, "open": true, "serves": ["youth", "a|b"], "none": [], "at": {"lat": 1.0}}]'
    )
    tables, problems = read(text, "organizations.json")
    assert not problems
    assert tables == {
        "organizations": [
            {"name": "A", "zip": "02139", "n": "1E5", "m": "0.10", "big": "12345678901234567890", "x": "NA"},
            {"name": "=1+1", "open": "TRUE", "serves": "youth|a\\|b", "at": '{"lat": 1.0}'},
        ]
    }


def test_an_apostrophe_before_a_formula_is_part_of_the_text() -> None:
    inventory, _ = read_inventory([("organizations.json", b'[{"name": "\'=1+1"}, {"name": "=1+1"}]')])
    assert inventory.organizations["name"].tolist() == ["'=1+1", "=1+1"]


def test_an_object_of_lists_is_several_tables() -> None:
    data = {
        "count": 2,
        "organizations": [{"name": "A"}, {"name": "B"}],
        "relationships": [{"from": "A", "to": "B", "level": 3}],
    }
    tables, problems = read(data)
    assert list(tables) == ["organizations", "relationships"]
    assert [(problem.rule, problem.value) for problem in problems] == [("part of the file left out", "count")]
    inventory, _ = read_inventory([("x.json", json.dumps(data).encode("utf-16"))])
    assert inventory.relationships["level"].tolist() == [3.0]


def test_entries_of_another_kind_are_left_out_and_reported() -> None:
    tables, problems = read([{"name": "A", "type": "library"}, ["B", "school"], None])
    assert tables == {"data": ONE}
    assert [(problem.rule, problem.value) for problem in problems] == [("entries left out", "2")]


def test_geojson_points() -> None:
    features = [
        {
            "type": "Feature",
            "id": 7,
            "geometry": {"type": "Point", "coordinates": [-90.2, 38.63, 12]},
            "properties": {"name": "A"},
        },
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": {"name": "B"}},
        {"type": "Feature", "geometry": None, "properties": {"name": "C"}},
    ]
    tables, problems = read({"type": "FeatureCollection", "features": features}, "places.geojson")
    first = {"id": "7", "latitude": "38.63", "longitude": "-90.2", "name": "A"}
    assert tables == {"places": [first, {"name": "B"}, {"name": "C"}]}
    assert [problem.rule for problem in problems] == ["shape without a place"]


def test_a_long_line_in_a_zip_is_read_whole(tmp_path: Path) -> None:
    rows = [{"name": f"Organization {number}", "description": "x" * 100} for number in range(15_000)]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("organizations.json", json.dumps(rows))
    inventory, _ = read_inventory(tmp_path / "a.zip")
    assert len(inventory.organizations) == 15_000


@settings(max_examples=30)
@given(rows=st.lists(st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=8), min_size=1), min_size=1))
def test_any_list_of_objects_of_texts_comes_in_cell_for_cell(rows: list[dict[str, str]]) -> None:
    (sheet,), problems = sheets_of([("x.json", json.dumps(rows).encode())])
    assert not problems
    header, *cells = [[unguard(text) for text in row] for row in sheet.rows]
    assert [dict(zip(header, row, strict=True)) for row in cells] == [
        {name: row.get(name, "") for name in header} for row in rows
    ]


# As the programs of others lay tables out: each of these lost something, or everything, once

ONE = [{"name": "A", "type": "library"}]
TWO = [*ONE, {"name": "B", "type": "school"}]
LAYOUTS: dict[str, tuple[Any, list[dict[str, str]]]] = {
    "CKAN": ({"success": True, "result": {"fields": [{"id": "name", "type": "text"}], "records": ONE}}, ONE),
    "Airtable": ({"records": [{"id": "rec1", "fields": ONE[0]}]}, [{"id": "rec1", **ONE[0]}]),
    "JSON:API": (
        {"data": [{"type": "organizations", "id": "1", "attributes": {"name": "A", "type": "library"}}]},
        [{**ONE[0], "type (2)": "organizations", "id": "1"}],
    ),
    "tables deep inside": ({"status": "ok", "data": {"answer": {"organizations": ONE}}}, ONE),
    "one place": ({"type": "Feature", "geometry": None, "properties": ONE[0]}, ONE),
    "a place that says otherwise itself": (
        {
            "features": [
                {
                    "id": 9,
                    "geometry": {"type": "Point", "coordinates": [-90.2, 38.6]},
                    "properties": {"id": 5, "latitude": 38.6, "longitude": -90},
                }
            ]
        },
        [{"id": "5", "latitude": "38.6", "longitude": "-90", "id (2)": "9", "longitude (2)": "-90.2"}],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_comes_in_whole_however_it_is_laid_out(layout: str) -> None:
    data, rows = LAYOUTS[layout]
    tables, problems = read(data)
    assert list(tables.values()) == [rows]
    assert {problem.rule for problem in problems} <= {"part of the file left out"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json"])
def test_json_lines(name: str, end: str) -> None:
    text = end.join(map(json.dumps, TWO)) + end
    assert read(text, name)[0] == {"a": TWO}
    features = [{"type": "Feature", "geometry": None, "properties": row} for row in TWO]
    assert read(end.join(map(json.dumps, features)), name)[0] == {"a": TWO}


def test_one_line_of_json_lines_is_a_row_and_a_broken_one_is_named() -> None:
    assert read('{"name": "A", "type": "library"}\n', "a.ndjson")[0] == {"a": ONE}
    problem = refusal('{"name": "A"}\n{"name": "B"}\n{"name": C}\n')
    assert problem.rule == "file damaged"


def test_a_place_on_a_drawing_is_no_place_on_earth() -> None:
    nodes = [{"data": {"id": "a", "label": "A"}, "position": {"x": 1.5, "y": 2}}]
    assert read({"elements": {"nodes": nodes, "edges": []}})[0]["nodes"] == [
        {"id": "a", "label": "A", "position": '{"x": 1.5, "y": 2}'}
    ]


# Refused


@pytest.mark.parametrize(
    "data",
    [
        *({"name": "A"}, {"a": {"b": 1}}, ["a", "b"], {"x": []}, {"nodes": [], "links": []}),
        # Headers apart from rows, and columns beside columns, as pandas and others write them
        *([["name"], ["A"]], {"columns": ["name"], "data": [["A"]]}, {"name": ["A", "B"]}, {"name": {"0": "A"}}),
    ],
)
def test_json_without_a_table_is_refused(data: Any) -> None:
    assert refusal(data).rule == "not a table"


@pytest.mark.parametrize(
    "text",
    [
        *('[{"name": "A"}', '[{"name": "A"},\n{"name"}]', '{"a": 1}{"b": 2}', '{"a": "\\ud8"}'),
        '[{"name": "A", "x": 1, "x": 2}]',  # of which one would be lost
        *("[" * 100_000, '[{"a": ' + "[" * 5_000 + "]" * 5_000 + "}]"),
    ],
)
def test_broken_json_is_refused(text: str) -> None:
    assert refusal(text).rule == "file damaged"


def test_too_much_is_refused() -> None:
    rows = [{"name": "A"}] * 30
    cases: list[tuple[Any, dict[str, int], str]] = [
        (rows, {"rows": 20}, "20 rows"),
        ([{f"a{number}": 1 for number in range(30)}], {"columns": 20}, "20 columns"),
        ([{f"a{number}": 1} for number in range(30)], {"cells": 500}, "500 cells"),
        ([{"name": "x" * 100_001}], {}, "100,000 characters"),
        ("[[]" + ",[]" * 2_000_000, {}, "2,000,000 values"),
    ]
    for data, limits, says in cases:
        problem = refusal(data, **limits)
        assert problem.rule == "too large" and says in problem.message


@settings(max_examples=60)
@given(data=VALUES, key=st.sampled_from(["elements", "nodes", "features", "x"]), more=VALUES)
def test_no_json_makes_reading_raise(data: Any, key: str, more: Any) -> None:
    for each in (data, {key: data}, {key: [data, more], "links": [more], "connections": more, "attributes": more}):
        _, problems = read(each)
        assert all(problem.message and problem.mend for problem in problems)
