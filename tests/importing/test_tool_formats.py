"""The forms of other tools and standards, each from a table as that tool writes it."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import Workbook

from components.drafts import read_inventory
from components.files import Sheet
from components.importing import SheetMapping, convert_sheets, suggest_columns, suggest_mapping
from components.importing.convert import convert_sheet
from components.importing.sheet_mapping import Why
from components.importing.tool_formats import name_headers_for_tool, restore_own_headers
from components.inventory import Problem
from components.inventory.tables import TextTable


def sheet(text: str, name: str) -> Sheet:
    rows = list(csv.reader(io.StringIO(text)))
    return Sheet(name, "city.xlsx", rows, range(1, len(rows) + 1), title=name)


def read(text: str, name: str) -> tuple[SheetMapping, list[TextTable], list[Problem]]:
    mapping = suggest_mapping(sheet(text, name))
    raws, problems = convert_sheet(sheet(text, name), mapping)
    return mapping, raws, problems


FORMS = [
    (
        "Kumu elements",
        "Sheet1",
        "Label,Type,Tags,Description,Funding\nCity Library,Library,justice|books,Lends,9\n",
        {"name": "City Library", "type": "Library", "issue_areas": "justice|books", "description": "Lends"},
        {"Funding": "9"},
    ),
    ("Kumu elements", "Elements", "ID,Label\nlib,City Library\n", {"id": "lib", "name": "City Library"}, {}),
    (
        "Kumu elements",
        "elements",
        "ID,Label,Element type,Image\nlib,City Library,Library,x.png\n",
        {"id": "lib", "name": "City Library", "type": "Library"},
        {"Image": "x.png"},
    ),
    (
        "Kumu connections",
        "Sheet2",
        "From,To,Direction,Type,Tags,Description\nA,B,mutual,funds,x,A grant\n",
        {"from": "A", "to": "B", "kind": "funds", "issue_areas": "x", "evidence": "A grant"},
        {"Direction": "mutual"},
    ),
    (
        "Gephi nodes",
        "nodes.csv",
        "Id,Label,timeset,modularity_class\n7,City Library,,3\n",
        {"id": "7", "name": "City Library"},
        {"timeset": "", "modularity_class": "3"},
    ),
    (
        "Gephi edges",
        "edges.csv",
        "Source,Target,Type,Id,Label,timeset,Weight\n7,8,Directed,0,hello,,2.0\n",
        {"from": "7", "to": "8"},
        {"Type": "Directed", "Id": "0", "Label": "hello", "timeset": "", "Weight": "2.0"},
    ),
    (
        "Gephi edges",
        "edges",
        "Source,Target,Type,Weight,Kind,Interval\n7,8,Directed,5,shares data,\n",
        {"from": "7", "to": "8", "kind": "shares data"},
        {"Type": "Directed", "Weight": "5", "Interval": ""},
    ),
    (
        "Gephi edges",
        "edges",
        "Source,Target,Label,Weight\n7,8,funds,5\n7,9,member of,5\n",
        {"from": "7", "to": "8", "kind": "funds"},
        {"Weight": "5"},
    ),
    (
        "Gephi edges",
        "edges",
        "Source,Target,Type,Weight\n7,8,funds,5\n",
        {"from": "7", "to": "8", "kind": "funds"},
        {"Weight": "5"},
    ),
    (
        "Open Referral organizations",
        "organizations",
        "id,name,alternate_name,description,url,tax_status,year_incorporated\n1,Old Mill,OM,Serves,a.org,501c3,1974\n",
        {
            "id": "1",
            "name": "Old Mill",
            "aliases": "OM",
            "description": "Serves",
            "website": "a.org",
            "since": "1974",
        },
        {"tax_status": "501c3"},
    ),
    (
        "Open Referral services",
        "services",
        "id,organization_id,name,status\n5,1,Meals,active\n",
        {"id": "5", "lead": "1", "name": "Meals", "status": "active"},
        {},
    ),
    (
        "PARTNER members",
        "members",
        "Primary Organization,Node Label,Sector,Primary Org Function,First Name\nLibrary,CL,Public,Education,Ana\n",
        {"name": "Library", "aliases": "CL", "type": "Public", "also_type": "Education"},
        {},
    ),
    (
        "Onodo nodes",
        "Nodes",
        "Name,Type,Description,Visible\nCity Library,Library,Lends,1\n",
        {"name": "City Library", "type": "Library", "description": "Lends"},
        {"Visible": "1"},
    ),
    (
        "Onodo relations",
        "Relations",
        "Source,Type,Target,From,To,Description\nCity Library,funds,Data Team,2015,2016,A grant\n",
        {
            "from": "City Library",
            "kind": "funds",
            "to": "Data Team",
            "since": "2015",
            "until": "2016",
            "evidence": "A grant",
        },
        {},
    ),
    (
        "vertices of an R network",
        "TC_nodes.csv",
        "vertex.names,agency_lvl\nITPC,2\n",
        {"name": "ITPC"},
        {"agency_lvl": "2"},
    ),
    (
        "vertices of an R network of two modes",
        "clubs.csv",
        "vertex.names,type\nCEO1,False\n",
        {"name": "CEO1"},
        {"type (as it came)": "False"},
    ),
]


@pytest.mark.parametrize(("form", "name", "text", "columns", "extra"), FORMS)
def test_a_form_is_recognised_and_each_of_its_columns_mapped(
    form: str, name: str, text: str, columns: dict[str, str], extra: dict[str, str]
) -> None:
    mapping, raws, _ = read(text, name)
    assert (mapping.form, mapping.sure, len(raws)) == (form, True, 1)
    assert {header: texts[0] for header, texts in raws[0].columns.items()} == columns | extra


def test_bars_in_a_kumu_end_make_several_ties() -> None:
    connections = sheet("From,To,Direction\nA,B|C,directed\nB,C,mutual\n", "connections")
    raws, _, _ = convert_sheets([connections], [suggest_mapping(connections)])
    assert list(zip(raws[0].columns["from"], raws[0].columns["to"], raws[0].rows, strict=True)) == [
        ("A", "B", 2),
        ("A", "C", 2),
        ("B", "C", 3),
    ]


def test_a_form_is_kept_where_a_person_chooses_its_table() -> None:
    connections = sheet("From,To,Direction\nA,B,directed\n", "connections")
    mapping = suggest_columns(connections, "relationships", (0,))
    assert (mapping.form, mapping.why) == ("Kumu connections", Why.AS_SAID)
    assert suggest_columns(connections, "assessments", (0,)).form == ""


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        ("contact", ("5", "1"), "1 to 5"),
        ("collaborate", ("4", "0"), "0 to 4"),
        ("distance", ("491.868", "0"), "0 to 491.868"),
        ("Weight", ("2.0", "2"), "2 to 2"),
    ],
)
def test_numbers_of_another_scale_are_not_levels_and_a_note_says_so(
    header: str, cells: tuple[str, str], said: str
) -> None:
    text = f"from,to,{header}\nA,B,{cells[0]}\nB,C,{cells[1]}\n".encode()
    inventory, problems = read_inventory({"edges.csv": text})
    assert inventory.relationships["level"].isna().all()
    assert inventory.relationships[header].tolist() == list(cells)
    notes = [problem for problem in problems if problem.rule == "numbers of another scale"]
    assert [(note.value, note.severity, note.column) for note in notes] == [(said, "note", header)]


def test_a_level_is_read_where_the_header_says_level() -> None:
    inventory, _ = read_inventory({"edges.csv": b"from,to,Level of collaboration\nA,B,4\n"})
    assert inventory.relationships["level"].tolist() == [4.0]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("locations", "id,organization_id,name,latitude,longitude"),
        ("addresses", "id,location_id,address_1,city"),
        ("regular_schedules", "id,location_id,service_id,weekday"),
        ("taxonomy", "taxonomy_id,name,parent_id"),
        ("phones", "id,location_id,number"),
        ("contacts", "id,organization_id,name,email"),
    ],
)
def test_the_other_tables_of_open_referral_are_named_and_left_out(name: str, header: str) -> None:
    cells = ",".join("1" for _ in header.split(","))
    inventory, problems = read_inventory({f"{name}.csv": f"{header}\n{cells}\n".encode()})
    assert not any(map(len, inventory.tables.values()))
    said = [problem for problem in problems if problem.rule == "table of another kind"]
    assert [problem.severity for problem in said] == ["error"]
    assert "Open Referral" in said[0].message


def test_a_table_of_our_own_with_a_foreign_column_stays_our_own() -> None:
    own = "from,to,kind,description,direction\nA,B,funds,Grant,directed\n"
    mapping, raws, _ = read(own, "relationships")
    assert (mapping.form, raws[0].columns["description"]) == ("", ("Grant",))


def test_nodes_without_labels_are_named_by_their_ids() -> None:
    inventory, _ = read_inventory({"nodes.csv": b"Id,Weight\nlib,1\n"})
    assert inventory.organizations["name"].tolist() == ["lib"]


def test_nodes_and_edges_of_one_tool_are_one_network() -> None:
    files = {
        "nodes.csv": b"Id,Label\n1,City Library\n2,Data Team\n",
        "edges.csv": b"Source,Target,Type,Weight\n1,2,Undirected,1.0\n",
    }
    inventory, problems = read_inventory(files)
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [["1", "2"]]
    assert [problem.severity for problem in problems if problem.severity != "note"] == []


def test_a_kumu_map_loses_no_direction_and_no_number() -> None:
    ties = [
        ["From", "To", "Direction", "Type", "Strength", "Weight", "Trust"],
        ["Library", "Makers", "mutual", "funds", 3, 0.5, "high"],
        ["Makers", "School", "undirected", "funds", 2, 1, None],
        ["Library", "School", "directed", "works_with", 1, 2, "low"],
        ["School", "Library", None, "Works with", None, None, None],
    ]
    book = Workbook()
    elements = book.active
    assert elements is not None
    elements.title = "Elements"
    for name in ("Label", "Library", "Makers", "School"):
        elements.append([name, "Type" if name == "Label" else "library"])
    connections = book.create_sheet("Connections")
    for row in ties:
        connections.append(row)
    stream = io.BytesIO()
    book.save(stream)
    inventory, problems = read_inventory({"kumu.xlsx": stream.getvalue()})
    found = inventory.relationships
    assert found[["from", "to", "kind"]].to_numpy().tolist() == [
        ["library", "makers", "funds"],
        ["makers", "school", "funds"],
        ["library", "school", "works_with"],
        ["school", "library", "works_with"],
    ]
    extras = found[["Direction", "Strength", "Weight", "Trust"]].astype(object).fillna("").to_numpy().tolist()
    assert extras == [
        ["mutual", "3", "0.5", "high"],
        ["undirected", "2", "1", ""],
        ["directed", "1", "2", "low"],
        ["", "", "", ""],
    ]
    assert found["level"].isna().all()
    assert {problem.severity for problem in problems} == {"note"}
    assert not any("irection" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Source,Target,Type,Kind,Weight,level\nA,B,Directed,funds,2,2.0\nA,C,Undirected,works with,,\n", []),
        ("Source,Target,Type,Kind,Weight,level\nA,B,Directed,funds,2,3\nA,C,Undirected,,,\n", ["Weight"]),
        ("Source,Target,Type,Kind,Weight\nA,B,Directed,,2\nA,C,Undirected,,\n", ["Type", "Weight"]),
    ],
)
def test_directions_and_weights_that_only_repeat_kinds_and_levels_are_left_out(text: str, kept: list[str]) -> None:
    _, (raw,), problems = read(text, "edges")
    assert [name for name in raw.columns if name in ("Type", "Weight")] == kept
    said = [problem.column for problem in problems if problem.rule == "column that says the same"]
    assert said == [name for name in ("Type", "Weight") if name not in kept]


def test_a_column_whose_name_a_tool_reserves_gets_its_own_name_back() -> None:
    _, (raw,), _ = read("ID,Label,Type,Label (2),Colour,Colour (2),colour (3)\na,A,library,x,y,z,w\n", "Elements")
    assert [*raw.columns][3:] == ["Label", "Colour", "Colour (2)", "colour"]


# A team's own columns in the files of other tools

KEPT = ["Label", "Type", "Tags", "Description"]


@pytest.mark.parametrize(
    "names",
    [
        ["Colour", "colour"],
        ["Colour (2)", "colour (2)"],
        ["Colour (2)", "colour (2) (2)"],
        ["Label", "label"],
        ["Sector", "Alias"],
        ["Budget"],
    ],
)
def test_headers_come_back_as_they_were(names: list[str]) -> None:
    headers = name_headers_for_tool("organizations", names, {}, KEPT)
    raw = TextTable("organizations", {header: ["x"] for header in headers}, [2])
    assert list(restore_own_headers("Kumu elements", raw).columns) == names


def test_no_header_is_reserved_by_the_tool_or_comes_twice_in_any_letter_case() -> None:
    headers = name_headers_for_tool("organizations", ["label", "Colour", "colour"], {}, KEPT)
    plain = [header.casefold() for header in headers]
    assert len(set(plain)) == len(plain) and not {*plain} & {text.casefold() for text in KEPT}


def test_tables_of_no_tool_stay_as_they_are() -> None:
    raw = TextTable("organizations", {"Label (2)": ["x"]}, [2])
    assert restore_own_headers("", raw) is raw
