"""Columns about people are told by their headers and cells, and need a reason, whatever they are read as."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from components.drafts import Draft, make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.importing import (
    ColumnMapping,
    HeadedSheet,
    SheetMapping,
    bring_sheets,
    decisions_to_json,
    find_people_columns,
    suggest_mapping,
)
from components.importing.people_columns import explain_people_column
from components.inventory import Problem
from components.inventory.schema import schema_columns
from components.reports import data_package
from tests.people_texts import COMMON_NAMES, NOT_PEOPLE, ORGANIZATIONS, PEOPLE, TITLES

POSITIONS = [
    *("Director", "Executive director", "CEO", "President", "Chair", "Owner", "Board chair", "Staff lead"),
    *("Program manager", "Leader", "Coordinator", "Principal", "Director's name", "Name of CEO", "Founder", "Founders"),
    *("Co-founder(s)", "DirectorName", "POC", "Founded by", "Submitted by", "Staff", "Board trustees", "Fundadora"),
    *("Geschäftsführer", "Responsable", "Founder 1", "Board", "Board members"),
]
LEFT_OUT = "column about people left out"


def left_out(problems: list[Problem]) -> list[str | None]:
    return [each.column for each in problems if each.rule == LEFT_OUT]


def table(header: str, cells: list[str]) -> bytes:
    rows = "".join(f'Group {at},"{cell}"\n' for at, cell in enumerate(cells))
    return f'name,"{header}"\n{rows}'.encode()


def column(header: str, cells: list[str], **more: bool) -> tuple[list[str] | None, list[Problem]]:
    """What comes in of a column of organizations, None where it is left out; and the problems."""
    inventory, problems = read_inventory({"organizations.csv": table(header, cells)}, **more)  # type: ignore[arg-type]
    assert inventory.organizations["name"].tolist() == [f"Group {at}" for at in range(len(cells))]
    frame = inventory.organizations
    return (frame[header].fillna("").tolist() if header in frame else None), problems


# Headers


@pytest.mark.parametrize(
    "header",
    [
        *("Contact", "CONTACT", "contact_name", "ContactName", "contactname", "Primary contact", "Point of contact"),
        *(
            "Contact person",
            "Contact: name",
            "primaryContact",
            "Key people",
            "Key person",
            "Contact info",
            "contactInfo",
        ),
        *("PhoneNo", "Phone No.", "phone#", "PhoneNumber", "phonenumber", "telno", "WorkPhone", "Cell", "Cell number"),
        *("Mobile", "Mobile no", "Tel", "Tel.", "Fax", "EMail", "eMail", "E-mails", "emailaddress", "Email address"),
        *("Correo", "Correo electrónico", "Teléfono", "TELÉFONO", "Celular", "Contacto", "Persona de contacto"),
        *("Ansprechpartner", "Ansprechpartner/in", "Ansprechperson", "E-Mail-Adresse", "Telefon", "Telefonnummer"),
        *("Handy", "courriel", "Courriel", "téléphone", "Téléphone", "Apellidos", "Vorname", "Prénom", "Surname"),
    ],
)
def test_a_header_about_people_leaves_its_column_out(header: str) -> None:
    assert column(header, ["Ann", "Bo", "someone"])[0] is None
    assert explain_people_column(header, []) == "its header is about people"


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Contact frequency", ["weekly", "every other week"]),
        ("Frequency of contact", ["weekly", "now and then"]),
        ("Contact type", ["in person", "by letter"]),
        ("Preferred contact method", ["letter", "visit"]),
        ("Last contact date", ["May 2024", "long ago"]),
        ("Contact organization", ["Mercy Hands", "Open Mill"]),
        ("Contact", ["Boston Public Library", "Mayor's Office"]),
        ("Contact", ["weekly", "monthly"]),
        ("Contacts", ["12,000", "1,500"]),
        ("Contact", ["2024-05-01", "2024-06-30"]),
        ("Contact form", ["https://a.org/contact", "https://b.org/write"]),
        ("Email list size", ["12", "about 4,000"]),
        ("Email newsletter", ["every month", "Spring only"]),
        ("Emails sent", ["120", "4000"]),
        ("Phone bank program (yes/no)", ["yes", "in election years"]),
        ("Phone interview", ["yes", "no"]),
        ("Mobile clinic", ["Tuesdays", "Old Mill"]),
        ("Sickle cell program", ["yes, since 2019", "none"]),
        ("Handy person help", ["tools", "paint"]),
        ("Tel Aviv partner", ["Open Lab", "none"]),
        ("Cost per person", ["$5.00", "$12.50"]),
        ("Persons served", ["about 40", "400"]),
        ("Contactless access", ["yes", "Main door"]),
        ("Organization name", ["Mercy Hands", "Old Mill"]),
        ("Founder organization", ["Mercy Hands", "Old Mill"]),
        ("Founder", ["Knight Foundation", "City of Avon"]),
        ("First year", ["2014", "2015"]),
        ("First", ["1st", "2nd"]),
        ("People", ["12", "400"]),
        ("Lead title", ["Chief Officer", "Head"]),
        ("Correo postal", ["Box 12", "Box 14"]),
        ("Hotline phone", ["617-555-0100", "617-555-0101"]),
        ("POC-led", ["yes", "60%"]),
    ],
)
def test_a_column_of_something_else_stays(header: str, cells: list[str]) -> None:
    found, problems = column(header, cells)
    assert found == cells
    assert not [each for each in problems if "left out" in each.rule]


@pytest.mark.parametrize("header", ["Contact frequency", "Email list size", "Founder organization", "First year"])
def test_an_empty_column_of_something_else_tells_nothing(header: str) -> None:
    assert explain_people_column(header, []) is None


def test_no_column_of_the_standard_is_called_as_those_of_people_are() -> None:
    names = [text for row in schema_columns().to_dict("records") for text in (row["column"], *_aliases(row))]
    assert len(names) > 100
    assert [name for name in names if explain_people_column(name, [])] == []


def _aliases(row: dict[Any, Any]) -> list[str]:
    return str(row["aliases"]).split("|") if isinstance(row["aliases"], str) else []


@pytest.mark.parametrize("headers", ["First,Last", "Last,First", "Given,Family", "Nombre,Apellido", "Nom,Prénom"])
def test_first_and_last_side_by_side_are_names(headers: str) -> None:
    rows = "Library,Ann,Lee,3\nClinic,Bo,Chen,4\nHub,María,López,5\n"
    inventory, problems = read_inventory({"organizations.csv": f"name,{headers},Ward\n{rows}".encode()})
    assert list(inventory.organizations["Ward"]) == ["3", "4", "5"]
    assert left_out(problems) == sorted(headers.split(","))


@pytest.mark.parametrize("rows", ["A,2001,2015\nB,2003,2016\n", "A,1st,3rd\nB,2nd,9th\n", "A,City Hall,Open Mill\n"])
def test_first_and_last_of_something_else_stay(rows: str) -> None:
    inventory, problems = read_inventory({"organizations.csv": f"name,First,Last\n{rows}".encode()})
    assert {"First", "Last"} <= set(inventory.organizations)
    assert left_out(problems) == []


# Cells


@pytest.mark.parametrize("header", POSITIONS)
def test_a_position_is_about_people_where_most_cells_are_names(header: str) -> None:
    assert explain_people_column(header, [*PEOPLE[:4], "vacant"]) == "it holds people's names"
    for cells in (TITLES, ORGANIZATIONS, ["yes", "no"], ["3", "4"], [], ["Mary Smith", *ORGANIZATIONS]):
        assert explain_people_column(header, cells) is None


@pytest.mark.parametrize(
    "cell",
    [
        *("Mary Smith & Bo Li", "Mary Smith and Bo Li", "Mary Smith; Bo Li", "Mary Smith, Bo Li", "Mary Smith|Bo Li"),
        *(
            "Mary Smith (director)",
            "Mary Smith, Executive Director",
            "Mary Smith - CEO",
            "MARY SMITH",
            "Mary Smith\nCEO",
        ),
    ],
)
def test_founders_are_people_whatever_stands_beside_their_names(cell: str) -> None:
    assert explain_people_column("Founders", [cell]) == "it holds people's names"


@pytest.mark.parametrize(
    "header", ["Program", "Neighborhood", "Lead agency", "Chair count", "Director type", "Name", "Of"]
)
def test_another_header_says_nothing_of_capitalized_words(header: str) -> None:
    assert explain_people_column(header, ["Old Mill", "Beacon Hill", "Mary Smith"]) is None


def test_a_column_of_phone_numbers_is_about_people_whatever_its_header() -> None:
    cells = ["617-555-0123", "(617) 555-0124", "+1 617 555 0125 ext. 4"]
    assert explain_people_column("Reach", cells) == "it holds people's phone numbers"
    assert explain_people_column("Case number", cells) is None
    assert explain_people_column("Reach", ["6175550123", "12-3456789"]) is None


def test_directors_are_left_out_and_titles_kept() -> None:
    text = b"name,Director,Founder,Lead title\nA,Mary Smith,Code for A,Chief Information Officer\nB,Li Wei,City B,CEO\n"
    inventory, problems = read_inventory({"organizations.csv": text})
    assert list(inventory.organizations.columns[-2:]) == ["Founder", "Lead title"]
    assert left_out(problems) == ["Director"]
    assert not any("Mary" in f"{each.message}{each.value}{each.mend}" for each in problems)


def test_every_row_of_a_column_counts_not_only_the_first_ones() -> None:
    cells = [""] * 700 + [f"ann{at}@example.org" for at in range(300)]
    assert column("Reach", cells)[0] is None
    letters = [f"by letter {at}" for at in range(700)]
    mixed = letters + [f"ann{at}@example.org" for at in range(300)]
    found, problems = column("Reach", mixed)
    assert found == [*letters, *["[e-mail left out]"] * 300]
    assert [each.message.partition(" held")[0] for each in problems if each.column == "Reach"] == [
        "300 cells of “Reach”"
    ]
    late = ["4"] * 900 + ["Ann"]
    assert column("Contact", late)[0] is None


def test_what_is_looked_over_is_what_is_left_out() -> None:
    text = table("Contact", ["4"] * 900 + ["Ann"])
    (sheet,) = bring_sheets({"organizations.csv": text}).sheets
    assert find_people_columns(HeadedSheet(sheet, (0,))) == {1: "its header is about people"}
    assert [each.use for each in suggest_mapping(sheet).columns] == ["column", "left out"]


# Whatever it is read as


TEXT = b"Group,Email,Kind\nLibrary,ann@example.org,library\nClinic,bo@example.org,hospital\n"
NAMES = ("Group", "Email", "Kind")


def as_package(text: bytes, *columns: ColumnMapping, table: str = "organizations") -> dict[str, bytes]:
    """A package that says how its one file is read."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("groups.csv", text)
        archive.writestr("atlas.json", decisions_to_json([SheetMapping(table, (0,), columns, sure=True)]))
    return {"all.zip": stream.getvalue()}


def mapped(use: str, column: str = "", reason: str = "") -> list[ColumnMapping]:
    email = ColumnMapping("Email", use, column, reason=reason)  # type: ignore[arg-type]
    return [ColumnMapping("Group", "column", "name"), email, ColumnMapping("Kind", "column", "type")]


USES = [
    *(("column", name) for name in ("id", "website", "description", "aliases", "source", "type")),
    *(("extra", ""), ("ties", "works_with"), ("parent", ""), ("checkbox", "serves")),
]


@pytest.mark.parametrize(("use", "name"), USES)
@pytest.mark.parametrize("reason", ["", " \t"])
def test_a_column_about_people_needs_a_reason_whatever_it_is_read_as(use: str, name: str, reason: str) -> None:
    draft = open_draft(as_package(TEXT, *mapped(use, name, reason)))
    assert draft.inventory.organizations["name"].tolist() == ["Library", "Clinic"]
    assert "@" not in f"{[frame.to_numpy().tolist() for frame in draft.inventory.tables.values()]}{draft.text_tables}"
    (said,) = [each for each in draft.problems if each.rule == LEFT_OUT]
    assert said.severity == "note"


@pytest.mark.parametrize(("use", "name"), USES)
def test_with_a_reason_it_comes_in(use: str, name: str) -> None:
    draft = open_draft(as_package(TEXT, *mapped(use, name, "Each is an office's address.")))
    assert left_out(draft.problems) == []
    assert str(draft.text_tables).count("ann@example.org") == 1


def test_a_column_that_is_required_is_not_taken_from_people() -> None:
    columns = [ColumnMapping("Group"), ColumnMapping("Email", "column", "name"), ColumnMapping("Kind")]
    source = as_package(TEXT, *columns)
    draft = open_draft(source)
    inventory, problems = read_inventory(source)
    assert inventory.organizations.empty and draft.text_tables == ()
    assert draft.unread_sheets == (("groups.csv", None, 2),)
    assert {each.rule for each in problems} >= {LEFT_OUT, "required column missing"}
    assert not any("@" in f"{each.message}{each.value}{each.mend}" for each in problems)
    kept = [columns[0], replace(columns[1], reason="They agreed."), columns[2]]
    assert list(read_inventory(as_package(TEXT, *kept))[0].organizations["name"]) == [
        "ann@example.org",
        "bo@example.org",
    ]


def test_a_chosen_mapping_needs_a_reason_too() -> None:
    found = bring_sheets({"groups.csv": TEXT})

    def read(*columns: ColumnMapping) -> Draft:
        return make_draft_of_sheets(found.sheets, [SheetMapping("organizations", (0,), columns, sure=True)])

    assert "@" not in str(read(*mapped("column", "website")).text_tables)
    assert str(read(*mapped("column", "website", "They agreed.")).text_tables).count("@") == 2


def test_a_reason_is_kept_in_the_package_also_for_a_column_of_the_standard() -> None:
    first = open_draft(as_package(TEXT, *mapped("column", "description", "They agreed.")))
    decisions = decisions_to_json(
        [SheetMapping("organizations", (0,), tuple(mapped("column", "description", "They agreed.")))]
    )
    again = open_draft({"all.zip": data_package(first.inventory, decisions.encode())})
    assert list(again.inventory.organizations["description"]) == ["ann@example.org", "bo@example.org"]
    (reason,) = {
        column.reason
        for column in bring_sheets({"a.zip": data_package(first.inventory, decisions.encode())})
        .decisions.mappings[0]
        .columns
        if column.reason
    }
    assert reason == "They agreed."
    without = open_draft({"all.zip": data_package(first.inventory)})
    assert "@" not in str(without.text_tables)


def test_all_can_be_asked_for_at_once() -> None:
    text = b"name,Director,description\nLibrary,Ann Lee,call 617-555-0123\n"
    inventory, problems = read_inventory({"organizations.csv": text}, keep_person_columns=True)
    assert inventory.organizations[["Director", "description"]].to_numpy().tolist() == [
        ["Ann Lee", "call 617-555-0123"]
    ]
    assert problems == []
    _, problems = read_inventory(
        {"organizations.csv": text + b",Ann Lee,x\nA,Ann Lee,b\nA,Ann Lee,b\n"}, keep_person_columns=True
    )
    assert {"required cell missing", "row repeated"} <= {each.rule for each in problems}
    assert not any("Ann" in f"{each.message}{each.value}" for each in problems)


def test_a_lead_by_name_is_no_organization() -> None:
    rows = "Food map,Mary Smith,active\nTree map,Bo Li,active\n"
    inventory, problems = read_inventory({"initiatives.csv": f"Name,Lead,Status\n{rows}".encode()})
    assert (len(inventory.initiatives), left_out(problems)) == (2, ["Lead"])
    assert inventory.organizations.empty
    own, problems = read_inventory({"initiatives.csv": b"name,lead\nFood map,Old Clubb\n"})
    assert own.initiatives["lead"].tolist() == ["old-clubb"] and left_out(problems) == []


def quoted(problems: list[Problem]) -> bool:
    return any(piece in str(problems) for piece in ("Quimby", "Brien", "López", "Boateng", "Raman"))


def read(rows: list[list[str]], name: str = "organizations.csv") -> tuple[Any, list[Problem]]:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    return read_inventory({name: text.encode()})


# Full names


@pytest.mark.parametrize(
    "header",
    [
        *("Point person", "PoC", "Lead PoC", "Filled in by", "Responsible", "Nome do responsável", "Executive", "ED"),
        *("Superintendent", "Team", "Who", "Led by", "Verantwortlich", "Reach", "Nota", "column 3", "Ours (2)"),
    ],
)
def test_full_names_are_left_out_whatever_the_header(header: str) -> None:
    rows = [["name", header], *([f"Group {at}", person] for at, person in enumerate(COMMON_NAMES))]
    inventory, problems = read(rows)
    assert len(inventory.organizations) == len(COMMON_NAMES) and left_out(problems) == [header] and not quoted(problems)


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
