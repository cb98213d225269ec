"""Full names of people come in under no header without a reason; organizations and places with such names do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from components.drafts import read_inventory
from components.files import Sheet
from components.importing import HeadedSheet, find_people_columns, suggest_mapping
from components.importing.people_columns import explain_people_column
from components.inventory import Problem
from components.inventory.people import begins_with_given_name

PEOPLE = [
    "Jane Quimby",
    "Sean O'Brien",
    "Quimby, Jane",
    "Ana María López",
    "Dr. Kwame Boateng",
    "Priya Raman, Director",
]
NOT_PEOPLE = [
    *("Marguerite Casey Foundation", "Mary Crane Center", "St. Louis", "San Antonio", "Jamaica Plain", "Mercy Hands"),
    *("Hyde Park", "Old Mill", "Martin Luther King Library", "Jane Addams School", "Grace Hill", "Lincoln Park"),
]


def left_out(problems: list[Problem]) -> list[str | None]:
    return [each.column for each in problems if each.rule == "column about people left out"]


def quoted(problems: list[Problem]) -> bool:
    return any(piece in str(problems) for piece in ("Quimby", "Brien", "López", "Boateng", "Raman"))


def read(rows: list[list[str]], name: str = "organizations.csv") -> tuple[Any, list[Problem]]:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    return read_inventory({name: text.encode()})


# Headers


@pytest.mark.parametrize(
    "header",
    [
        *("Point person", "PoC", "Lead PoC", "Filled in by", "Responsible", "Nome do responsável", "Executive", "ED"),
        *("Superintendent", "Team", "Who", "Led by", "Verantwortlich", "Reach", "Nota", "column 3", "Ours (2)"),
    ],
)
def test_full_names_are_left_out_whatever_the_header(header: str) -> None:
    rows = [["name", header], *([f"Group {at}", person] for at, person in enumerate(PEOPLE))]
    inventory, problems = read(rows)
    assert len(inventory.organizations) == len(PEOPLE) and left_out(problems) == [header] and not quoted(problems)


@pytest.mark.parametrize(
    "header", ["Team", "Reach", "Area", "Named after", "School", "Parent body", "Executive branch"]
)
def test_names_of_organizations_and_places_stay(header: str) -> None:
    assert explain_people_column(header, NOT_PEOPLE) is None


def test_two_names_in_five_tell_and_fewer_do_not() -> None:
    others = ["Old Mill", "Hyde Park", "Beacon Hill"]
    assert (
        explain_people_column("Reach", ["Jane Quimby", "Ana Lopez", *others])
        == "most of its cells are people's full names"
    )
    assert explain_people_column("Reach", ["Jane Quimby", *others]) is None
    assert explain_people_column("Reach", ["Jane Quimby", "Ana Lopez", "tools", "paint", "data"]) is None, (
        "most cells are no names"
    )


def test_organizations_with_names_of_people_keep_these() -> None:
    rows = [["name", "aliases", "neighborhoods"], ["Jane Addams", "Mary Crane", "Martin Luther"], ["Ann Lee", "", ""]]
    inventory, problems = read(rows)
    assert inventory.organizations["name"].tolist() == ["Jane Addams", "Ann Lee"]
    assert inventory.organizations["aliases"].tolist()[0] == ("Mary Crane",) and left_out(problems) == []


@pytest.mark.parametrize(("text", "given"), [(each, True) for each in PEOPLE] + [(each, False) for each in NOT_PEOPLE])
def test_a_common_first_name_begins_a_full_name(text: str, given: bool) -> None:
    assert begins_with_given_name(text) is given


# Columns of organizations


def test_people_who_lead_initiatives_become_no_organizations() -> None:
    rows = [["name", "lead", "led by"], ["Food map", "Jane Quimby", "Ana López"], ["Tree map", "Sean O'Brien", "Bo Li"]]
    inventory, problems = read(rows, "initiatives.csv")
    assert inventory.organizations.empty and len(inventory.initiatives) == 2
    assert left_out(problems) == ["lead (as it came)", "led by"] and not quoted(problems)


def test_people_as_partners_and_holders_become_no_organizations() -> None:
    rows = [["name", "partners"], ["Food map", "Jane Quimby|Sean O'Brien"], ["Tree map", "Ana López|Lib One"]]
    inventory, problems = read(rows, "initiatives.csv")
    assert inventory.organizations.empty and left_out(problems) == ["partners (as it came)"] and not quoted(problems)


def test_organizations_lead_whatever_they_are_called() -> None:
    rows = [
        ["name", "lead"],
        ["Food map", "Old Clubb"],
        ["Tree map", "Marguerite Casey Foundation"],
        ["Map", "Hands On"],
    ]
    inventory, problems = read(rows, "initiatives.csv")
    assert len(inventory.organizations) == 3 and left_out(problems) == []


# Groups over the header


@pytest.mark.parametrize(
    ("groups", "names"),
    [
        (["", "Contact", "Contact", "Address"], ["name", "name", "title", "city"]),
        (["", "", "Contact", ""], ["name", "type", "name", "city"]),
        (["", "Contact", "", "Address"], ["name", "name", "title", "city"]),
        (["Organization", "Contact", "Contact", "Address"], ["name", "name", "title", "city"]),
        (["Organization", "Staff", "", ""], ["name", "name", "title", "city"]),
    ],
)
def test_a_contact_under_a_group_is_a_persons(groups: list[str], names: list[str]) -> None:
    rows = [["Lib One", "library", "Jane Quimby", "Avon"], ["Hub", "school", "Qwx Brien", "Bath"]]
    if names[1] == "name":
        rows = [[row[0], row[2], "Head", row[3]] for row in rows]
    inventory, problems = read([groups, names, *rows])
    assert inventory.organizations["name"].tolist() == ["Lib One", "Hub"]
    assert f"{groups[2] or groups[1]}: name" in left_out(problems) and not quoted(problems)
    assert "name (2)" not in inventory.organizations


@pytest.mark.parametrize("over", [["Contact", ""], ["Prepared by", "Staff"], ["Staff", "2024"]])
def test_what_is_said_of_a_file_is_no_group(over: list[str]) -> None:
    inventory, problems = read([over, ["name", "type"], ["Lib One", "library"]])
    assert inventory.organizations["type"].tolist() == ["library"] and left_out(problems) == []


# JSON


@pytest.mark.parametrize(
    "info",
    [
        {"contact_name": "Jane Quimby", "hours": "9-5"},
        {"contacts": [{"name": "Jane Quimby"}]},
        {"hours": "9-5", "office": {"open": True, "people": [{"title": "Head", "who": "Jane Quimby"}]}},
        [{"open": "9-5", "more": [{"firstName": "Jane"}]}],
        {"office": {"staff": [{"name": "Quimby"}]}},
        {"director": "Jane Quimby"},
        {"team": [{"name": "Jane Quimby"}]},
    ],
)
def test_people_at_any_depth_of_json_are_left_out(info: object) -> None:
    rows = [
        {"name": "Lib One", "ward": "3", "info": info},
        *({"name": f"Hub {at}", "info": {"a": 1}} for at in range(3)),
    ]
    inventory, problems = read_inventory({"organizations.json": json.dumps(rows).encode()})
    assert len(inventory.organizations) == 4 and "info" not in inventory.organizations
    assert left_out(problems) == ["info"] and not quoted(problems)


def test_one_cell_among_thousands_tells() -> None:
    cells = ['{"hours": "9-5"}'] * 3000
    cells[1234] = '{"contact_name": "Jane Quimby"}'
    sheet = Sheet("x.csv", "x.csv", [["name", "info"], *(["A", cell] for cell in cells)], range(1, 3002))
    assert find_people_columns(HeadedSheet(sheet, suggest_mapping(sheet).header_rows)) == {
        1: "its JSON tells of people"
    }


@pytest.mark.parametrize(
    "info",
    [
        {"hours": "9-5", "contact_form": "https://one.org/contact", "phone": "617-555-0123", "email": "info@one.org"},
        {"contact": None, "contacts": [], "contact_name": "", "contact_frequency": "weekly"},
        {"branches": [{"name": "East Branch"}, {"name": "Mary Crane Center"}], "director": "vacant"},
        {"type": "Point", "coordinates": [-71.05, 42.36]},
    ],
)
def test_other_json_stays(info: object) -> None:
    rows = [{"name": "Lib One", "info": info}]
    inventory, problems = read_inventory({"organizations.json": json.dumps(rows).encode()})
    assert len(inventory.organizations["info"].dropna()) == 1 and left_out(problems) == []


def test_deep_json_breaks_nothing() -> None:
    deep = '{"a":' * 700 + '{"contact_name": "Jane Quimby"}' + "}" * 700
    assert explain_people_column("info", [deep, "[" * 900, '{"a": ' * 90_000]) in (None, "its JSON tells of people")
