"""A person's full name is recognised by how it is written and by a common first name; people in JSON at any depth."""

from __future__ import annotations

import json

import pytest

from components.drafts import read_inventory
from components.drafts.opening import open_draft
from components.files import Sheet
from components.importing import (
    HeadedSheet,
    find_people_columns,
    suggest_mapping,
)
from components.importing.people import explain_people_column
from components.inventory import Problem
from components.inventory.people import begins_with_given_name, is_person_name
from tests.people_texts import COMMON_NAMES, NOT_PEOPLE, ORGANIZATIONS, PEOPLE, TITLES


@pytest.mark.parametrize("text", PEOPLE)
def test_a_persons_full_name(text: str) -> None:
    assert is_person_name(text)


@pytest.mark.parametrize(
    "text",
    [
        *TITLES,
        *ORGANIZATIONS,
        "r07",
        "Mary",
        "mary smith",
        "Team A",
        "Rater One",
        "A B",
        "",
        "North Side Block Watch 3",
    ],
)
def test_no_persons_full_name(text: str) -> None:
    assert not is_person_name(text)


@pytest.mark.parametrize(
    ("text", "given"), [(each, True) for each in COMMON_NAMES] + [(each, False) for each in NOT_PEOPLE]
)
def test_a_common_first_name_begins_a_full_name(text: str, given: bool) -> None:
    assert begins_with_given_name(text) is given


# In JSON


def left_out(problems: list[Problem]) -> list[str | None]:
    return [each.column for each in problems if each.rule == "column about people left out"]


# Lists of people


PERSON = {"name": "Ann Lee", "email": "ann@example.org", "role": "director"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("contacts", [PERSON]),
        ("contact", PERSON),
        ("staff", [{"name": "Ann"}, {"name": "Bo"}]),
        ("people", [PERSON, {"name": "Bo Chen"}]),
        ("people", ["Ann Lee", "Bo Chen"]),
        ("team", [PERSON, {"name": "Bo Chen"}]),
        ("whoIsWho", [{"firstName": "Ann", "lastName": "Lee"}]),
        ("volunteers", {"first": {"name": "Ann"}}),
    ],
)
def test_people_in_a_table_of_json_are_left_out(key: str, value: object) -> None:
    rows = [{"name": "Library", "ward": "3", key: value}, {"name": "Clinic", "ward": "4", key: value}]
    inventory, problems = read_inventory({"organizations.json": json.dumps(rows).encode()})
    assert inventory.organizations[["name", "ward"]].to_numpy().tolist() == [["Library", "3"], ["Clinic", "4"]]
    assert key not in inventory.organizations
    assert left_out(problems) == [key]
    assert not any("Ann" in f"{each.message}{each.value}" for each in problems)


def test_other_objects_of_a_table_of_json_stay_without_addresses() -> None:
    places = [{"name": "East", "phone": "617-555-0123"}, {"name": "West Branch", "zip": "02139"}]
    rows = [{"name": "Library", "branches": places, "members": [{"name": "City Hall"}, {"name": "Open Mill"}]}]
    inventory, problems = read_inventory({"organizations.json": json.dumps(rows).encode()})
    (branches,), (members,) = inventory.organizations["branches"], inventory.organizations["members"]
    assert json.loads(branches) == [places[0] | {"phone": "[phone left out]"}, places[1]]
    assert "Open Mill" in members
    assert left_out(problems) == []


def test_a_list_of_people_beside_others_is_no_table_of_organizations() -> None:
    data = {"organizations": [{"name": "Library", "type": "library"}], "people": [PERSON]}
    draft = open_draft({"all.json": json.dumps(data).encode()})
    assert draft.inventory.organizations["name"].tolist() == ["Library"]
    assert "Ann" not in f"{draft.text_tables}{draft.problems}"


# What is said of one


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
    assert left_out(problems) == ["info"] and "Quimby" not in str(problems)


def test_one_cell_among_thousands_is_enough() -> None:
    cells = ['{"hours": "9-5"}'] * 3000
    cells[1234] = '{"contact_name": "Jane Quimby"}'
    sheet = Sheet("x.csv", "x.csv", [["name", "info"], *(["A", cell] for cell in cells)], range(1, 3002))
    assert find_people_columns(HeadedSheet(sheet, suggest_mapping(sheet).header_rows)) == {
        1: "its JSON is about people"
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
    assert explain_people_column("info", [deep, "[" * 900, '{"a": ' * 90_000]) in (None, "its JSON is about people")
