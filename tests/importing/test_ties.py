"""Columns of parents and partners become ties, where a person says what parents mean; other names of ends."""

from __future__ import annotations

from dataclasses import replace

from components.drafts import read_inventory
from components.importing import convert_sheets, suggest_mapping
from components.importing.convert import convert_sheet
from tests.reading import sheet, the_one, uses

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


def test_a_column_of_partners_stays_where_a_row_has_no_name() -> None:
    text = "id,name,Partners\n1,Alpha,Beta\n2,Beta,Alpha\n,,Alpha\n"
    raws, problems = convert_sheet(sheet(text), suggest_mapping(sheet(text)))
    assert [raw.table for raw in raws] == ["organizations"]
    assert raws[0].columns["Partners"] == ("Beta", "Alpha", "Alpha")
    assert the_one(problems, "ties not read from a column").severity == "warning"


def test_a_small_file_that_lists_more_ties_than_are_read_makes_none() -> None:
    names = [f"g{number}" for number in range(450)]
    rows = "\n".join(f"{name},{'|'.join(names)}" for name in names)
    for text, name in ((f"name,Partners\n{rows}\n", "list.csv"), (f"From,To\n{rows}\n", "connections")):
        raws, problems, _ = convert_sheets([sheet(text, name)], [suggest_mapping(sheet(text, name))])
        assert [len(raw.rows) for raw in raws] == [450]
        assert the_one(problems, "ties not read from a column")


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
