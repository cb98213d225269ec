"""The rows of a header: none where the cells or a person say so, and two where groups stand above the names."""

from __future__ import annotations

import pytest

from components.drafts import Draft, count_rows, make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.files import Sheet
from components.importing import (
    FirstRows,
    HeadedSheet,
    SheetMapping,
    bring_sheets,
    decisions_to_json,
    suggest_columns,
    suggest_mapping,
)
from components.importing.convert import convert_sheet
from components.importing.headers import find_header
from components.importing.sheet_mapping import NO_HEADER
from tests.reading import mappings_from_json, of, sheet_of, the_one, workbook

LIBRARIES = """Lib One,library,https://one.org
Maker Hub,nonprofit,https://hub.org
Mill Court,local government,https://mill.org
"""
PEOPLE = """Lib One,library,Jane Quimby,jane.quimby@gmail.com,617-555-0199
Maker Hub,nonprofit,Sean O'Brien,sean@hub.org,617-555-0142
Mill Court,local government,Ana Lopez,ana@mill.org,617-555-0107
"""


def sheet(text: str, name: str = "list.csv") -> Sheet:
    return bring_sheets({name: text.encode()}).sheets[0]


def drafted(text: str, mapping: SheetMapping | None = None) -> Draft:
    own = sheet(text)
    return make_draft_of_sheets([own], [mapping or suggest_mapping(own)])


# Recognised by the cells


@pytest.mark.parametrize(
    "text",
    [
        *(LIBRARIES, PEOPLE, "Lib One,library,Jane Quimby,jane.quimby@gmail.com,617-555-0199\n"),
        "Acme,company,https://acme.org\nLib One,library,https://one.org\n",
        "Lib One,library,https://one.org\nAcme,company,https://acme.org\nLab,city,https://lab.org\n",
        "Lib One,42.36010,-71.05892\nMaker Hub,42.37121,-71.06012\n",
        "Lib One,info@one.org\nMaker Hub,office@hub.org\n",
        "\nLib One,one.org,\nMaker Hub,hub.org,x\nMill,mill.org\n",
    ],
)
def test_a_first_row_that_is_data_is_no_header(text: str) -> None:
    mapping = suggest_mapping(sheet(text))
    assert (mapping.header_rows, mapping.sure) == (NO_HEADER, False)
    assert [column.header for column in mapping.columns][:2] == ["column 1", "column 2"]


@pytest.mark.parametrize(
    "text",
    [
        *("name,type\nLib One,library\n", "Wer,Was\nLib One,library\nHub,nonprofit\n", "A,B\nC,D\nE,F\n"),
        *("who,https://one.org\nLib One,yes\nHub,no\n", "Group,2019,2020\nLib One,4,5\nHub,6,7\n"),
        *("Group,Housing,Health\nLib One,x,\nHub,,x\n", "Group,Housing\nLib One,Housing\nHub,Housing\n"),
        "Group,library,Where\nLib One,university,https://one.org\nHub,school,https://hub.org\n",
        "Group,library,Since\nLib One,university,2014\nHub,school,2015\n",
        "See https://data.org\nGroup,Where\nLib One,https://one.org\nHub,https://hub.org\n",
        "https://data.org,\nGroup,Where\nLib One,https://one.org\nHub,https://hub.org\n",
        "Contact,jane@doe.org\nFrom,https://data.org\n\nname,type\nLib One,library\n",
    ],
)
def test_a_row_of_headers_is_taken_for_the_header(text: str) -> None:
    assert suggest_mapping(sheet(text)).header_rows != NO_HEADER


def test_where_only_words_speak_against_a_header_a_person_is_asked() -> None:
    mapping = suggest_mapping(sheet("Lib One,library\nMaker Hub,nonprofit\nMill Court,university\n"))
    assert (mapping.table, mapping.header_rows, mapping.sure) == ("", (0,), False)


def test_every_row_comes_in_and_columns_are_called_by_their_numbers() -> None:
    draft = drafted(LIBRARIES)
    frame = draft.inventory.organizations
    assert frame[["name", "type", "website"]].to_numpy().tolist() == [
        ["Lib One", "library", "https://one.org"],
        ["Maker Hub", "other nonprofit", "https://hub.org"],
        ["Mill Court", "local government", "https://mill.org"],
    ]
    assert count_rows(draft)[["rows_in", "kept"]].to_numpy().tolist() == [[3, 3]]
    said = [each for each in draft.problems if each.rule == "no header"]
    assert [(each.row, each.severity) for each in said] == [(None, "note")]


def test_people_in_a_table_without_a_header_are_left_out_and_named_nowhere() -> None:
    draft = drafted(PEOPLE)
    mapping = suggest_mapping(sheet(PEOPLE))
    assert draft.inventory.organizations["name"].tolist() == ["Lib One", "Maker Hub", "Mill Court"]
    told = f"{draft.problems}{decisions_to_json([mapping])}{list(draft.inventory.organizations)}"
    assert not any(piece in told for piece in ("jane", "Jane", "555"))
    assert {"column 4", "column 5"}.isdisjoint(draft.inventory.organizations)


def test_a_table_without_a_header_that_is_not_read_counts_every_row() -> None:
    draft = open_draft({"list.csv": LIBRARIES.encode()})
    assert count_rows(draft)[["rows_in", "not_read"]].to_numpy().tolist() == [[3, 3]]
    assert "Lib One" not in str(draft.problems)


# Said by a person


def test_a_person_may_say_that_there_is_none_and_the_first_texts_are_the_names() -> None:
    own = sheet("7,Lib One,red\n8,Maker Hub,green\n9,Mill Court,blue\n")
    mapping = suggest_columns(own, "organizations", NO_HEADER)
    assert mapping.header_rows == NO_HEADER and mapping.standard_columns == {1: "name"}
    raws, _ = convert_sheet(own, mapping)
    assert raws[0].columns == {
        "column 1": ("7", "8", "9"),
        "name": ("Lib One", "Maker Hub", "Mill Court"),
        "column 3": ("red", "green", "blue"),
    }
    assert list(raws[0].rows) == [1, 2, 3]
    assert FirstRows.of_sheet(own, mapping).kept == 3


def test_a_person_may_say_that_the_first_row_is_the_header() -> None:
    mapping = suggest_columns(sheet(LIBRARIES), "organizations", (0,))
    assert (mapping.header_rows, mapping.headers[0]) == ((0,), "Lib One")


def test_uneven_rows_and_notes_are_named_as_in_a_table_with_a_header() -> None:
    regular = "".join(f"Den {at},library,https://den{at}.org\n" for at in range(3))
    rows = f"Lib One,library,https://one.org\nHub,nonprofit\nMill,school,https://mill.org,x\n{regular}"
    text = f"\n{rows}\nSource: us\n"
    own = sheet(text)
    raws, problems = convert_sheet(own, suggest_columns(own, "organizations", NO_HEADER))
    assert raws[0].columns["name"] == ("Lib One", "Hub", "Mill", "Den 0", "Den 1", "Den 2")
    assert raws[0].columns["column 4"] == ("", "", "x", "", "", "")
    said = {each.rule: each.message for each in problems}
    assert "most rows 3" in said["row too long"] and "most rows 3" in said["row too short"]
    assert raws[0].rows_beside == 1
    assert the_one(problems, "notes under the table").value == "Source: us"
    assert "header repeated" not in said


def test_that_there_is_no_header_is_kept_but_the_next_such_table_is_guessed_anew() -> None:
    mapping = suggest_columns(sheet(LIBRARIES), "organizations", NO_HEADER)
    kept, problems = mappings_from_json(decisions_to_json([mapping]))
    assert (kept, problems) == ([mapping], [])
    again = suggest_mapping(sheet("Den,school,https://den.org\nLab,university,https://lab.org\n"), kept)
    assert (again.columns, again.header_rows, again.sure) == (mapping.columns, NO_HEADER, False)
    other = suggest_mapping(sheet("https://den.org,school,Den\nhttps://lab.org,university,Lab\n"), kept)
    assert other.standard_columns == {0: "website", 1: "type", 2: "name"}
    assert suggest_mapping(sheet("name,type,website\nA,library,https://one.org\n"), kept).header_rows == (0,)


# Groups above the names of columns


@pytest.mark.parametrize(
    ("text", "header", "joined"),
    [
        (
            "Contact,,Address,\nphone,role,city,website\n1,2,3,4\n",
            (0, 1),
            ["Contact: phone", "Contact: role", "city", "website"],
        ),
        (
            "Group,,Lead,\nname,type,name,type\n1,2,3,4\n",
            (0, 1),
            ["Group: name", "Group: type", "Lead: name", "Lead: type"],
        ),
        ("name,Site,,since\n,street,city,\nA,x,y,2015\n", (0, 1), ["name", "street", "city", "since"]),
        ("name,type,,\nA,library,x,y\n", (0,), ["name", "type", "", ""]),
        ("name,type,,\nA,,x,y\n", (0,), ["name", "type", "", ""]),
        ("name,type\nA,library\n", (0,), ["name", "type"]),
    ],
)
def test_groups_over_the_header(text: str, header: tuple[int, ...], joined: list[str]) -> None:
    found = sheet(text)
    assert find_header(found) == header
    assert [*HeadedSheet(found, header).headers] == joined


def test_a_header_over_two_rows_is_read_from_end_to_end() -> None:
    inventory, problems = read_inventory(
        {"organizations.csv": b"About it,,Site,,\nname,type,street,city,since\nA,library,x,y,2015\n"}
    )
    assert inventory.organizations[["name", "type", "street", "city", "since"]].to_numpy().tolist() == [
        ["A", "library", "x", "y", "2015"]
    ]
    assert not of(problems, "rows above the header")


def test_merged_cells_say_how_far_a_group_goes() -> None:
    rows = [["name", "Site", None, None], [None, "street", "city", "since"], ["A", "x", "y", 2015]]
    found = sheet_of(workbook(rows, "A1:A2", "B1:C1"))
    assert sorted(found.merged) == [(1, 1, 2, 1), (1, 2, 1, 3)]
    assert [*HeadedSheet(found, (0, 1)).headers] == ["name", "street", "city", "since"]
