"""How a sheet is read: what is suggested, what is applied, and what is kept of it for the next time."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.drafts import make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.files import Sheet
from components.importing import (
    ColumnMapping,
    HeadedSheet,
    SheetMapping,
    bring,
    mappings_to_json,
    suggest_columns,
    suggest_mapping,
)
from components.importing.convert import convert_sheet
from components.importing.decisions import mappings_from_json, not_the_same_from_json
from components.inventory import Problem
from components.reports import data_package
from tests.hostile_workbooks import zipped


def sheet(text: str, name: str = "list.csv") -> Sheet:
    rows = list(csv.reader(io.StringIO(text)))
    return Sheet(name, name, rows, range(1, len(rows) + 1))


def uses(mapping: SheetMapping) -> dict[str, tuple[str, str]]:
    return {column.header: (column.use, column.column) for column in mapping.columns}


def rules(problems: list[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


def the_one(problems: list[Problem], rule: str) -> Problem:
    found = [problem for problem in problems if problem.rule == rule]
    assert len(found) == 1, problems
    return found[0]


# What is suggested


@pytest.mark.parametrize(
    ("header", "cells", "column"),
    [
        ("Longitude (Example -72.4234)", ("-71.1", "-71.2"), "longitude"),
        ("Latitude [WGS 84]:", ("42.1", "42.2"), "latitude"),
        ("link_WebSite", ("https://a.org", "b.org/x"), "website"),
        ("geoLatitude", ("42.1", "42.2"), "latitude"),
        ("Mission:", ("Lends books", "Feeds people"), "description"),
        ("Org. type", ("library", "school"), "type"),
        ("operational_status", ("active", "ended"), "status"),
        ("Desciption", ("Lends books", "Feeds people"), "description"),
        ("Homepage or other address", ("https://a.org", "https://b.org"), "website"),
        ("Where they work on", ("housing; justice", "health"), "issue_areas"),
    ],
)
def test_a_header_is_read_as_the_column_that_it_or_its_cells_are_like(
    header: str, cells: tuple[str, str], column: str
) -> None:
    mapping = suggest_mapping(sheet(f'Name,"{header}"\nA,"{cells[0]}"\nB,"{cells[1]}"\n'))
    assert (mapping.table, uses(mapping)[header]) == ("organizations", ("column", column))


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Tax id", ("12", "13")),
        ("City name", ("Avon", "Bath")),
        ("Latitude", ("north", "south")),  # spoken against by its cells, were it only like the column
        ("status date", ("2015", "2016")),
        ("tax status", ("exempt", "exempt")),
        ("data source", ("web", "web")),
        ("Twitter link", ("https://t.co/a", "https://t.co/b")),
        ("type (2)", ("library", "library")),
        ("Ward", ("3", "4")),
        ("Agency type code", ("1", "2")),
    ],
)
def test_what_is_only_a_little_like_a_column_is_kept_as_an_extra_one(header: str, cells: tuple[str, str]) -> None:
    mapping = suggest_mapping(sheet(f"Name,My {header}\nA,{cells[0]}\nB,{cells[1]}\n"))
    assert uses(mapping)[f"My {header}"] == ("extra", "")


def test_no_column_of_the_standard_is_given_twice_and_the_exact_header_has_it() -> None:
    mapping = suggest_mapping(sheet("Hub name,name,Site name,Website\nA,B,C,https://x.org\n"))
    assert [column.column for column in mapping.columns] == ["", "name", "", "website"]


def test_each_guess_says_why_and_how_like_it_is() -> None:
    columns = suggest_mapping(sheet("name,hub_type,Mail\nA,Tech,a@b.org\n")).columns
    assert [(column.why, column.likeness) for column in columns] == [
        ("its header", 100),
        ("like “Type”", 88),
        ("it holds people's e-mail addresses", 0),
    ]


def test_a_table_that_names_itself_and_spells_as_the_standard_does_has_nothing_guessed() -> None:
    own = "name,latitude,hub_type\nA,42,Tech\n"
    assert uses(suggest_mapping(sheet(own, "organizations.csv")))["hub_type"] == ("extra", "")
    assert uses(suggest_mapping(sheet(own, "hubs.csv")))["hub_type"] == ("column", "type")


def test_a_table_that_is_not_sure_is_suggested_and_not_read_unasked() -> None:
    text = "Group,Housing,Justice\nTenants United,X,\nOpen Mill,,X\n"
    mapping = suggest_mapping(sheet(text))
    assert (mapping.table, mapping.sure) == ("organizations", False)
    assert uses(mapping)["Group"] == ("column", "name")
    inventory, problems = read_inventory({"list.csv": text.encode()})
    assert inventory.organizations.empty
    assert the_one(problems, "table not known").value == "Group, Housing, Justice"
    raws, _ = convert_sheet(sheet(text), mapping)
    assert raws[0].columns == {"name": ("Tenants United", "Open Mill"), "issue_areas": ["Housing", "Justice"]}


def test_a_table_with_much_that_speaks_for_it_is_read_unasked() -> None:
    text = "hub_name,hub_type,city,latitude,longitude,website\nA,Hub,X,1.5,2.5,https://a.org\n"
    inventory, problems = read_inventory({"hubs.csv": text.encode()})
    assert inventory.organizations[["name", "type", "city"]].to_numpy().tolist() == [["A", "Hub", "X"]]
    assert the_one(problems, "table told by its headers").severity == "note"


def test_a_list_of_people_is_never_suggested() -> None:
    mapping = suggest_mapping(
        sheet("hub name,hub type,latitude,longitude,website\nAna,x,1,2,https://a.org\n", "staff.csv")
    )
    assert (mapping.table, mapping.sure) == ("", False)


def test_a_person_may_say_which_table_it_is() -> None:
    mapping = suggest_columns(sheet("board,group\nHousing board,Tenants\n"), "seats")
    assert uses(mapping) == {"board": ("column", "table"), "group": ("extra", "")}
    assert mapping.missing_columns == ["organization"]
    assert the_one(convert_sheet(sheet("board,group\nHousing board,Tenants\n"), mapping)[1], "required column missing")


def test_a_sheet_without_rows_says_so() -> None:
    empty = Sheet("a.csv", "a.csv", [], [])
    assert rules(convert_sheet(empty, suggest_mapping(empty))[1]) == {"empty table"}


# Checkbox columns


def test_marks_become_words_and_every_no_says_that_there_is_none() -> None:
    text = "name,issue_areas,Issue: Housing,Issue: Health,Serves - Youth,Serves [Elders]\n"
    text += "A,food,X,✓,1,\nB,,,yes,no,no\nC,,no,FALSE,,\nD,,,,,no\n"
    raws, problems = convert_sheet(sheet(text), suggest_mapping(sheet(text)))
    assert raws[0].columns == {
        "name": ("A", "B", "C", "D"),
        "issue_areas": ["food|Housing|Health", "Health", "none", ""],
        "serves": ["Youth", "none", "", ""],
    }
    assert [problem.value for problem in problems if problem.rule == "marks read as words"] == [
        "Housing; Health",
        "Youth; Elders",
    ]


@pytest.mark.parametrize("under", ["TOTAL,,3,2,1", "\nTotal,,3,2,1\nSource: the city's list", "Note: as of May"])
def test_a_total_or_a_note_under_the_table_says_nothing_of_its_columns(under: str) -> None:
    text = f"Organization,Town,Justice,Housing,Health\nNorth,A,x,X,\nSouth,B,X,x,x\nEast,C,x,,\n{under}\n"
    (sheet,) = bring({"groups.csv": text.encode()}).sheets
    mapping = suggest_mapping(sheet)
    assert [column.use for column in mapping.columns] == ["column", "extra", "checkbox", "checkbox", "checkbox"]
    (organizations,), _ = convert_sheet(sheet, mapping)
    assert organizations.columns["issue_areas"] == ["Justice|Housing", "Justice|Housing|Health", "Justice"]


def test_rows_beside_the_table_are_none_of_a_columns_cells() -> None:
    text = "Organization,Visits\nNorth,1\n\nOrganization,Visits\nSouth,2\nTotal,3\n\nSource: Ann Doe\n"
    (sheet,) = bring({"groups.csv": text.encode()}).sheets
    head = HeadedSheet(sheet, (0,))
    assert head.first_cells(1) == head.all_cells(1) == head.sample_cells(1) == ["1", "2"]
    assert head.first_cells(0) == head.all_cells(0) == head.sample_cells(0) == ["North", "South"]


def test_a_single_column_with_a_words_name_is_no_checkbox_list() -> None:
    assert uses(suggest_mapping(sheet("name,Housing\nA,yes\nB,no\n")))["Housing"] == ("extra", "")


def test_what_is_no_mark_in_a_checkbox_column_is_kept() -> None:
    text = "name,Issue: Housing\nA,x\nB,a bit\n"
    mapping = suggest_mapping(sheet("name,Issue: Housing\nA,x\n"))
    raws, problems = convert_sheet(sheet(text), mapping)
    assert raws[0].columns["issue_areas"] == ["Housing", ""]
    assert raws[0].columns["Issue: Housing"] == ["", "a bit"]
    assert the_one(problems, "cell that is no mark").column == "Issue: Housing"


def test_two_columns_with_one_word_lose_no_mark() -> None:
    text = "name,Issue: Housing,Topic: Housing\nA,x,\nB,,x\nC,,\n"
    raws, _ = convert_sheet(sheet(text), suggest_mapping(sheet(text)))
    assert raws[0].columns["issue_areas"] == ["Housing", "Housing", ""]


# Ties within a table of organizations


PARENTS = "ID,ParentID,organization_name\n1,,Code for All\n2,1,Code for Avon\n3,1,Open Bath\n4,0,Alone\n"


def test_parents_become_ties_as_a_person_says_and_until_then_stay_a_column() -> None:
    mapping = suggest_mapping(sheet(PARENTS))
    assert (mapping.parents, mapping.sure, uses(mapping)["ParentID"]) == ("member_of", False, ("parent", ""))
    raws, problems = convert_sheet(sheet(PARENTS), replace(mapping, parents="part_of"))
    assert [raw.table for raw in raws] == ["organizations", "relationships"]
    assert raws[1].columns == {"from": ["2", "3"], "to": ["1", "1"], "kind": ["part_of", "part_of"]}
    assert list(raws[1].rows) == [3, 4]
    assert "ParentID" not in raws[0].columns
    assert the_one(problems, "ties read from a column").value == "2"
    unsaid, problems = read_inventory({"list.csv": PARENTS.encode()})
    assert (len(unsaid.organizations), len(unsaid.relationships)) == (4, 0)
    assert unsaid.organizations["ParentID"].fillna("").tolist() == ["", "1", "1", "0"]
    assert the_one(problems, "parents not said").column == "ParentID"


def test_departments_are_likely_part_of_their_parent() -> None:
    text = "id,name,parent_id\n1,City of Avon,\n2,Department of Health,1\n3,Office of Data,1\n"
    assert suggest_mapping(sheet(text)).parents == "part_of"
    assert suggest_mapping(sheet("id,name,parent_id\n1,Avon,\n2,Avon Parks,1\n3,Avon Data,1\n")).parents == "part_of"


def test_a_parent_column_that_names_no_row_stays_an_extra_one() -> None:
    assert uses(suggest_mapping(sheet("id,name,parent_id\n1,A,77\n2,B,78\n")))["parent_id"] == ("extra", "")


def test_a_column_of_partners_gives_ties_with_the_rows_that_they_stand_in() -> None:
    text = 'id,name,Partners\n1,Alpha,"Beta; Gamma"\n2,Beta,1|Delta\n3,Gamma,\n'
    raws, _ = convert_sheet(sheet(text), suggest_mapping(sheet(text)))
    assert raws[1].columns["from"] == ["1", "1", "2", "2"]
    assert raws[1].columns["to"] == ["Beta", "Gamma", "1", "Delta"]
    assert list(raws[1].rows) == [2, 2, 3, 3]
    inventory, problems = read_inventory({"list.csv": text.encode()})
    assert inventory.relationships[["from", "to"]].to_numpy().tolist()[:3] == [["1", "2"], ["1", "3"], ["2", "1"]]
    assert the_one(problems, "organization not listed").value == "Delta"


def test_ends_of_ties_may_be_named_by_another_column_of_the_organizations() -> None:
    files = {
        "organizations.csv": b"name,short\nCity Library,CL\nData Team,DT\nTenants United,TU\n",
        "relationships.csv": b"from,to\ncl,DT\nDT,TU\nTU,Elsewhere\n",
    }
    inventory, problems = read_inventory(files)
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [
        ["city-library", "data-team"],
        ["data-team", "tenants-united"],
        ["tenants-united", "elsewhere"],
    ]
    assert the_one(problems, "ends found by another column").value == "short"
    assert the_one(problems, "organization not listed").value == "Elsewhere"


# People


def test_a_column_about_people_is_kept_only_with_a_reason_and_the_reason_with_it() -> None:
    text = "name,Contact\nA,Ana Doe\n"
    mapping = suggest_mapping(sheet(text))
    assert uses(mapping)["Contact"] == ("left out", "")
    without = replace(mapping, columns=(mapping.columns[0], ColumnMapping("Contact", "extra")))
    raws, problems = convert_sheet(sheet(text), without)
    assert list(raws[0].columns) == ["name"] and "column about people left out" in rules(problems)
    kept = replace(mapping, columns=(mapping.columns[0], ColumnMapping("Contact", "extra", reason="All agreed.")))
    raws, problems = convert_sheet(sheet(text), kept)
    assert raws[0].columns["Contact"] == ("Ana Doe",)
    assert mappings_from_json(mappings_to_json([kept]))[0] == [kept]


def test_a_remembered_mapping_keeps_no_new_people() -> None:
    before = suggest_mapping(sheet("name,Reach\nA,wide\n"))
    raws, problems = convert_sheet(sheet("name,Reach\nA,ana@doe.org\n"), before)
    assert "Reach" not in raws[0].columns
    assert not any("ana" in f"{problem.message} {problem.value}" for problem in problems)


# What is kept


def test_a_mapping_is_offered_for_the_next_sheet_with_those_headers_wherever_they_stand() -> None:
    chosen = replace(suggest_columns(sheet("who,what\nA,B\n"), "notes"), columns=NOTES)
    again = suggest_mapping(sheet("Our list,\nwho,what\nC,D\n"), [chosen])
    assert (again.table, again.header_rows, again.sure) == ("notes", (1,), True)
    assert again.why == "a sheet with these headers was read so before"
    assert suggest_mapping(sheet("who,when\nC,D\n"), [chosen]).table == ""


NOTES = (ColumnMapping("who", "column", "about"), ColumnMapping("what", "column", "text"))


def test_a_package_brings_its_mappings_and_the_pairs_that_are_not_the_same() -> None:
    mapping = SheetMapping("notes", (0,), NOTES, sure=True)
    kept = json.loads(mappings_to_json([mapping])) | {"not_the_same": [["code for a", "code for b"], ["x"], 3]}
    content = zipped({"atlas.json": json.dumps(kept).encode(), "list.csv": b"who,what\nhousing,Rents rise\n"})
    assert mappings_to_json([mapping], [frozenset(("b", "a"))]).count('"a",\n   "b"') == 1
    draft = open_draft({"city.zip": content})
    assert draft.inventory.notes["about"].tolist() == ["housing"]
    assert draft.not_the_same == {frozenset(("code for a", "code for b"))}
    assert bring({"city.zip": content}).mappings == (mapping,)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", '{"mappings": 3}', '{"mappings": [3]}', '{"mappings": [{"table": "none such"}]}'),
        *('{"mappings": [{"table": "notes", "columns": [{"use": "column", "column": "power"}]}]}',),
        *('{"mappings": [{"table": "notes", "sure": "yes"}]}', '{"mappings": [{"table": "notes", "x": 1}]}'),
        *('{"mappings": [{"table": "notes", "header_rows": [-2]}]}', "[" * 100_000),
        '{"mappings": [{"table": "notes", "header_rows": [0, -1]}]}',
        '{"mappings": [{"table": "organizations", "columns": [{"use": "fold", "column": "name"}]}]}',
    ],
)
def test_bad_mappings_give_none_and_a_problem(text: str) -> None:
    mappings, problems = mappings_from_json(text)
    assert (mappings, rules(problems)) == ([], {"mappings can't be read"})


@given(st.text())
def test_no_text_breaks_the_reading_of_mappings(text: str) -> None:
    assert mappings_from_json(text)[0] == []


HEADERS = ["name", "Hub type", "Issue: Housing", "ParentID", "Contact", "", "name", "x", "website", "id"]
CELLS = st.sampled_from(["", "A", "x", "1", "no", "a@b.org", "https://a.org", "B; C"])


@given(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=8), st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_every_mapping_survives_as_json_and_no_row_is_lost(headers: list[str], rows: list[list[str]]) -> None:
    given_sheet = Sheet("organizations.csv", "organizations.csv", [headers, *rows], range(1, len(rows) + 2))
    mapping = suggest_mapping(given_sheet)
    assert mappings_from_json(mappings_to_json([mapping])) == ([mapping], [])
    raws, problems = convert_sheet(given_sheet, mapping)
    if not raws:
        assert rules(problems) & {"empty table", "required column missing"}
        return
    blank = sum(int(problem.value or 0) for problem in problems if problem.rule == "blank rows")
    under = len(rows) + 1 - (mapping.header_rows[-1] + 1)
    assert len(raws[0].rows) + len(raws[0].beside) + blank == under
    assert all(len(texts) == len(raw.rows) for raw in raws for texts in raw.columns.values())


def test_drafts_are_made_of_sheets_and_as_many_mappings() -> None:
    found = bring({"list.csv": b"who,what\nhousing,Rents rise\n"})
    draft = make_draft_of_sheets(found.sheets, [SheetMapping("notes", (0,), NOTES)], found.problems)
    assert draft.inventory.notes["text"].tolist() == ["Rents rise"]
    with pytest.raises(ValueError, match="argument"):
        make_draft_of_sheets(found.sheets, [])


def test_a_sheet_may_be_left_out() -> None:
    left = SheetMapping("", (0,), sure=True)
    raws, problems = convert_sheet(sheet("a,b\n1,2\n"), left)
    assert (raws, the_one(problems, "table left out").severity) == ([], "note")


def test_checkboxes_under_a_group_belong_to_the_list_that_the_group_names() -> None:
    text = "Name,Issue areas,,Serves,\n,Housing,Justice,Youth,Elders\nA,x,,x,\nB,,x,,x\n"
    mapping = suggest_mapping(sheet(text))
    assert [column.header for column in mapping.columns][3:] == ["Serves: Youth", "Serves: Elders"]
    raws, _ = convert_sheet(sheet(text), mapping)
    assert raws[0].columns == {
        "name": ("A", "B"),
        "issue_areas": ["Housing", "Justice"],
        "serves": ["Youth", "Elders"],
    }


def test_where_a_person_says_organizations_the_names_are_guessed() -> None:
    mapping = suggest_columns(sheet("Coalition member,County\nA Corp,X\nB Inc,X\n"), "organizations")
    assert uses(mapping) == {"Coalition member": ("column", "name"), "County": ("extra", "")}


def test_a_row_that_can_have_no_tie_keeps_its_partners() -> None:
    text = "id,name,Partners\n1,Alpha,Beta\n2,Beta,Alpha\n,,Alpha\n"
    raws, problems = convert_sheet(sheet(text), suggest_mapping(sheet(text)))
    assert [raw.table for raw in raws] == ["organizations"]
    assert raws[0].columns["Partners"] == ("Beta", "Alpha", "Alpha")
    assert the_one(problems, "ties not read from a column").severity == "warning"


def test_a_small_file_that_lists_more_ties_than_are_read_makes_none() -> None:
    names = [f"g{number}" for number in range(450)]
    rows = "\n".join(f"{name},{'|'.join(names)}" for name in names)
    for text, name in ((f"name,Partners\n{rows}\n", "list.csv"), (f"From,To\n{rows}\n", "connections")):
        raws, problems = convert_sheet(sheet(text, name), suggest_mapping(sheet(text, name)))
        assert [len(raw.rows) for raw in raws] == [450]
        assert the_one(problems, "ties not read from a column")


@pytest.mark.parametrize("chosen", [(0, 1), (1, 2), (0, 1, 2), (0, 3)])
def test_columns_that_are_mapped_to_the_same_one_are_all_kept(chosen: tuple[int, ...]) -> None:
    table = sheet("name,Short,Former,name (2)\nAlpha,A,Alfa,x\n")
    columns = [
        ColumnMapping(header, "column", "name") if at in chosen else ColumnMapping(header)
        for at, header in enumerate(["name", "Short", "Former", "name (2)"])
    ]
    raws, problems = convert_sheet(table, SheetMapping("organizations", (0,), tuple(columns), sure=True))
    cells = ["Alpha", "A", "Alfa", "x"]
    assert raws[0].columns["name"] == (cells[chosen[0]],)
    assert sorted(text for (text,) in raws[0].columns.values()) == sorted(cells)
    said = [problem for problem in problems if problem.rule == "column chosen twice"]
    assert [problem.value for problem in said] == [columns[at].header for at in chosen[1:]]
    assert [raws[0].columns[problem.column or ""] for problem in said] == [(cells[at],) for at in chosen[1:]]


def test_a_column_of_people_that_loses_its_place_is_left_out_as_any_other() -> None:
    columns = (ColumnMapping("Group", "column", "name"), ColumnMapping("Contact name", "column", "name"))
    raws, problems = convert_sheet(
        sheet("Group,Contact name\nA,B C\n"), SheetMapping("organizations", (0,), columns, sure=True)
    )
    assert list(raws[0].columns) == ["name"]
    assert {"column chosen twice", "column about people left out"} <= rules(problems)


def test_a_reason_to_keep_people_holds_for_the_package_that_was_written() -> None:
    text = "name,Email,Email\nA,a@b.org,c@d.org\nB,b@b.org,\n"
    mapping = suggest_mapping(sheet(text))
    kept = replace(
        mapping,
        columns=tuple(replace(c, use="extra", reason="agreed") if c.header == "Email" else c for c in mapping.columns),
    )
    first = make_draft_of_sheets([sheet(text)], [kept])
    assert list(first.inventory.organizations["Email"]) == ["a@b.org", "b@b.org"]
    package = data_package(first.inventory, mappings_to_json([kept]).encode())
    again = open_draft([("package.zip", package)])
    pd.testing.assert_frame_equal(again.inventory.organizations, first.inventory.organizations)
    found = bring([("package.zip", package)])
    (organizations,) = (each for each in found.sheets if each.name == "organizations.csv")
    reasons = {column.header: column.reason for column in suggest_mapping(organizations, found.mappings).columns}
    assert (reasons["Email"], reasons["Email (2)"], reasons["name"]) == ("agreed", "agreed", "")
    without = open_draft([("package.zip", data_package(first.inventory))])
    assert "Email" not in without.inventory.organizations


def test_half_letters_in_decisions_are_taken_out() -> None:
    columns = '[{"header": "A\\ud800"}]'
    kept = f'{{"mappings": [{{"table": "notes", "columns": {columns}}}], "not_the_same": [["\\ud800", "b"]]}}'
    mappings, problems = mappings_from_json(kept)
    assert not problems
    assert mappings_to_json(mappings, not_the_same_from_json(kept)).encode()
    assert mappings[0].headers == ("A",)
