"""Which table a sheet is: suggested to a person, read unasked only where it is sure, remembered for the next one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from components.drafts import make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.importing import (
    ColumnMapping,
    bring_sheets,
    decisions_to_json,
    suggest_columns,
    suggest_mapping,
)
from components.importing.convert import convert_sheet
from components.inventory.schema import columns_of, table_names
from components.reports import data_package
from tests.reading import sheet, the_one, uses


def test_a_table_that_names_itself_and_spells_as_the_standard_does_has_nothing_guessed() -> None:
    own = "name,latitude,hub_type\nA,42,Tech\n"
    assert uses(suggest_mapping(sheet(own, "organizations.csv")))["hub_type"] == ("extra", "")
    assert uses(suggest_mapping(sheet(own, "hubs.csv")))["hub_type"] == ("column", "type")


@pytest.mark.parametrize("table", table_names())
def test_a_table_of_the_standard_under_its_own_name_is_known_by_it(table: str) -> None:
    headers = ",".join(column.name for column in columns_of(table))
    mapping = suggest_mapping(sheet(f"{headers}\n{'x,' * headers.count(',')}x\n", f"{table}.csv"))
    assert (mapping.table, mapping.is_known_by_name) == (table, True)


def test_a_table_that_is_not_sure_is_suggested_and_not_read_without_asking() -> None:
    text = "Group,Housing,Justice\nTenants United,X,\nOpen Mill,,X\n"
    mapping = suggest_mapping(sheet(text))
    assert (mapping.table, mapping.sure) == ("organizations", False)
    assert uses(mapping)["Group"] == ("column", "name")
    inventory, problems = read_inventory({"list.csv": text.encode()})
    assert inventory.organizations.empty
    assert the_one(problems, "table not known").value == "Group, Housing, Justice"
    raws, _ = convert_sheet(sheet(text), mapping)
    assert raws[0].columns == {"name": ("Tenants United", "Open Mill"), "issue_areas": ["Housing", "Justice"]}


def test_a_table_with_many_telling_columns_is_read_without_asking() -> None:
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


def test_a_remembered_mapping_keeps_no_new_people() -> None:
    before = suggest_mapping(sheet("name,Reach\nA,wide\n"))
    raws, problems = convert_sheet(sheet("name,Reach\nA,ana@doe.org\n"), before)
    assert "Reach" not in raws[0].columns
    assert not any("ana" in f"{problem.message} {problem.value}" for problem in problems)


def test_a_mapping_is_reused_for_the_next_sheet_with_the_same_headers_in_any_row() -> None:
    chosen = replace(suggest_columns(sheet("who,what\nA,B\n"), "notes"), columns=NOTES)
    again = suggest_mapping(sheet("Our list,\nwho,what\nC,D\n"), [chosen])
    assert (again.table, again.header_rows, again.sure) == ("notes", (1,), True)
    assert again.why == "a sheet with these headers was read so before"
    assert suggest_mapping(sheet("who,when\nC,D\n"), [chosen]).table == ""


NOTES = (ColumnMapping("who", "column", "about"), ColumnMapping("what", "column", "text"))


def test_where_a_person_says_organizations_the_names_are_guessed() -> None:
    mapping = suggest_columns(sheet("Coalition member,County\nA Corp,X\nB Inc,X\n"), "organizations")
    assert uses(mapping) == {"Coalition member": ("column", "name"), "County": ("extra", "")}


def test_a_reason_to_keep_people_holds_for_the_package_that_was_written() -> None:
    text = "name,Email,Email\nA,a@b.org,c@d.org\nB,b@b.org,\n"
    mapping = suggest_mapping(sheet(text))
    kept = replace(
        mapping,
        columns=tuple(replace(c, use="extra", reason="agreed") if c.header == "Email" else c for c in mapping.columns),
    )
    first = make_draft_of_sheets([sheet(text)], [kept])
    assert list(first.inventory.organizations["Email"]) == ["a@b.org", "b@b.org"]
    package = data_package(first.inventory, decisions_to_json([kept]).encode())
    again = open_draft([("package.zip", package)])
    pd.testing.assert_frame_equal(again.inventory.organizations, first.inventory.organizations)
    found = bring_sheets([("package.zip", package)])
    (organizations,) = (each for each in found.sheets if each.name == "organizations.csv")
    reasons = {
        column.header: column.reason for column in suggest_mapping(organizations, found.decisions.mappings).columns
    }
    assert (reasons["Email"], reasons["Email (2)"], reasons["name"]) == ("agreed", "agreed", "")
    without = open_draft([("package.zip", data_package(first.inventory))])
    assert "Email" not in without.inventory.organizations
