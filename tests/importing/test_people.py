"""Columns about people need a reason, addresses in other cells are left out, and people are no organizations."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from components.drafts import Draft, RowTexts, count_rows, make_draft, make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.files import write_inventory
from components.importing import (
    ColumnMapping,
    FirstRows,
    HeadedSheet,
    SheetMapping,
    bring_sheets,
    decisions_to_json,
    find_people_columns,
    suggest_columns,
    suggest_mapping,
)
from components.importing.people import explain_people_column
from components.inventory import Problem
from components.inventory.schema import schema_columns
from components.reports import data_package
from tests.inventories import make_inventory
from tests.merged_rows import merge_rows
from tests.people_texts import COMMON_NAMES, EMAILS, KEPT, NOT_PEOPLE, ORGANIZATIONS, PEOPLE, PHONES, SAID, TITLES
from tests.reading import mappings_from_json, of, read_files, uses

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
    """What a column of organizations becomes (None where it is left out), and the problems."""
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
def test_an_empty_column_with_an_ordinary_header_stays(header: str) -> None:
    assert explain_people_column(header, []) is None


def test_no_column_of_the_standard_has_a_header_about_people() -> None:
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
def test_capitalized_words_under_an_ordinary_header_are_not_people(header: str) -> None:
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


def test_the_suggested_mapping_leaves_out_the_columns_that_are_found() -> None:
    text = table("Contact", ["4"] * 900 + ["Ann"])
    (sheet,) = bring_sheets({"organizations.csv": text}).sheets
    assert find_people_columns(HeadedSheet(sheet, (0,))) == {1: "its header is about people"}
    assert [each.use for each in suggest_mapping(sheet).columns] == ["column", "left out"]


# Whatever a column is read as


TEXT = b"Group,Email,Kind\nLibrary,ann@example.org,library\nClinic,bo@example.org,hospital\n"
NAMES = ("Group", "Email", "Kind")


def as_package(text: bytes, *columns: ColumnMapping, table: str = "organizations") -> dict[str, bytes]:
    """A package of one file, with the mapping by which it is read."""
    stream = io.BytesIO()
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


def test_a_table_whose_required_column_is_about_people_is_not_read() -> None:
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


def test_a_mapping_that_a_person_chose_needs_a_reason_too() -> None:
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


def test_all_columns_about_people_can_be_kept_at_once() -> None:
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


def test_two_common_first_names_in_five_are_enough_and_fewer_are_not() -> None:
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


def test_organizations_that_lead_stay_whatever_they_are_called() -> None:
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
def test_columns_under_a_group_of_contacts_are_about_people(groups: list[str], names: list[str]) -> None:
    rows = [["Lib One", "library", "Jane Quimby", "Avon"], ["Hub", "school", "Qwx Brien", "Bath"]]
    if names[1] == "name":
        rows = [[row[0], row[2], "Head", row[3]] for row in rows]
    inventory, problems = read([groups, names, *rows])
    assert inventory.organizations["name"].tolist() == ["Lib One", "Hub"]
    assert f"{groups[2] or groups[1]}: name" in left_out(problems) and not quoted(problems)
    assert "name (2)" not in inventory.organizations


@pytest.mark.parametrize("over", [["Contact", ""], ["Prepared by", "Staff"], ["Staff", "2024"]])
def test_a_remark_on_the_file_is_not_a_group(over: list[str]) -> None:
    inventory, problems = read([over, ["name", "type"], ["Lib One", "library"]])
    assert inventory.organizations["type"].tolist() == ["library"] and left_out(problems) == []


# Addresses inside other cells, and in headers

EMAIL, PHONE = "[e-mail left out]", "[phone left out]"
MASKED = "addresses of people left out"


def the_one(problems: list[Problem], rule: str = MASKED) -> Problem:
    (found,) = [each for each in problems if each.rule == rule]
    return found


def cells(name: str, *texts: str) -> tuple[list[str], list[Problem]]:
    """What texts in a column of organizations become, beside other cells, and the problems with them."""
    others = [f"Something else {at}" for at in range(len(texts) + 1)]
    rows = "".join(f'g{at},"{text}"\n' for at, text in enumerate((*texts, *others)))
    inventory, problems = read_inventory({"organizations.csv": f"name,{name}\n{rows}".encode()})
    assert len(inventory.organizations) == 2 * len(texts) + 1
    found = inventory.organizations[name].fillna("").tolist()
    assert found[len(texts) :] == others
    return found[: len(texts)], problems


# What is left out, and what is not


@pytest.mark.parametrize("text", PHONES)
@pytest.mark.parametrize("name", ["description", "Remarks"])
def test_a_phone_number_in_a_sentence_is_replaced_by_a_mask(name: str, text: str) -> None:
    found, problems = cells(name, f"We open at 9. Ask Ann on {text}, or come by.", f"({text})")
    assert found == [f"We open at 9. Ask Ann on {PHONE}, or come by.", f"({PHONE})"]
    said = the_one(problems)
    assert said.message.startswith(f"2 cells of “{name}” held") and said.severity == "note"
    assert (said.column, said.value, said.table) == (name, None, "organizations")


@pytest.mark.parametrize("text", SAID)
def test_after_a_word_that_says_so_any_figures_are_a_phone_number(text: str) -> None:
    (found,), _ = cells("description", text)
    assert found.endswith(PHONE) and not re.search(r"\d", found)


@pytest.mark.parametrize("text", [*EMAILS, "ann\a@example.org"])
def test_an_address_in_a_sentence_is_replaced_by_a_mask(text: str) -> None:
    (found, other), problems = cells("description", f"Ask {text}.", f"Ann Lee <{text}>, and others who help")
    assert (found, other) == (f"Ask {EMAIL}.", f"Ann Lee <{EMAIL}>, and others who help")
    assert the_one(problems).message.startswith("2 cells")


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("name", ["description", "Remarks"])
def test_addresses_that_are_not_a_persons_stay_byte_for_byte(name: str, text: str) -> None:
    found, problems = cells(name, text, f"See {text}, please")
    assert found == [text, f"See {text}, please"]
    assert MASKED not in {each.rule for each in problems}


@pytest.mark.parametrize(
    "name", ["EIN", "Tax ID", "License number", "Postal code", "Parcel no", "Case number", "Hotline", "id"]
)
def test_digits_of_identifiers_are_not_phone_numbers(name: str) -> None:
    texts = ["617-555-0123", "(617) 555-0124", "020 7946 0018"]
    found, _ = cells(name, *texts)
    assert found == texts


def test_numbers_and_places_are_read_as_they_are() -> None:
    text = b"name,latitude,longitude,since\nA,42.3601123,-71.0589456,2015\nB,42.1234567,-71.7654321,2016-05-01\n"
    inventory, problems = read_inventory({"organizations.csv": text})
    assert inventory.organizations["latitude"].tolist() == [42.3601123, 42.1234567]
    assert inventory.organizations["longitude"].tolist() == [-71.0589456, -71.7654321]
    assert problems == []


# Where organizations are named


def test_names_of_organizations_just_lose_an_address() -> None:
    files = {
        "organizations.csv": b"name,aliases,website\nMakers <ann@x.org>,MK|ann@x.org,ann@x.org\nClinic,C,https://c.org\n"
        b"Hub,H,https://h.org\n",
        "relationships.csv": b"from,to\nMakers (617-555-0123),Clinic\nann@x.org,Clinic\nClinic,Hub\nHub,Makers\n",
        "initiatives.csv": b"name,partners\nMap,Makers|bo@x.org\nTree,Hub\nFood,Hub\n",
    }
    draft = open_draft(files)
    frame = draft.inventory.organizations
    assert frame["name"].tolist() == ["Makers", "Clinic", "Hub"]
    assert frame["aliases"].tolist()[0] == ("MK",) and frame["website"].isna().tolist() == [True, False, False]
    ties = draft.inventory.relationships
    assert ties[["from", "to"]].to_numpy().tolist() == [["makers", "clinic"], ["clinic", "hub"], ["hub", "makers"]]
    assert draft.inventory.initiatives["partners"].tolist()[0] == ("makers",)
    aside = the_one(draft.problems, "required cell missing")
    assert (aside.row, aside.value) == (3, f"from: {EMAIL}; to: Clinic")
    assert {each.column for each in draft.problems if each.rule == MASKED} == {
        *("name", "aliases", "website", "from", "partners")
    }
    figures = count_rows(draft)
    assert (figures["rows_in"] == figures["kept"] + figures["set_aside"]).all()


def test_a_row_whose_name_is_only_an_address_is_kept_and_is_no_end_of_a_tie() -> None:
    files = {
        "organizations.csv": b"id,name\nann@x.org,ann@x.org\n2,Clinic\n3,Hub\n4,Bo <bo@x.org>\n",
        "relationships.csv": b"from,to\nann@x.org,Clinic\nClinic,Hub\nHub,Clinic\n",
    }
    draft = open_draft(files)
    assert draft.inventory.organizations["name"].tolist() == [EMAIL, "Clinic", "Hub", "Bo"]
    assert draft.inventory.organizations["id"].tolist() == ["e-mail-left-out", "2", "3", "4"]
    assert len(draft.inventory.relationships) == 2
    assert "@" not in f"{draft.text_tables}{draft.problems}"


def test_partners_who_are_people_are_no_ties() -> None:
    text = b"id,name,Partners\n1,Alpha,Beta; ann@x.org\n2,Beta,Gamma\n3,Gamma,Alpha; 617-555-0123\n"
    inventory, _ = read_inventory({"organizations.csv": text})
    assert inventory.organizations["name"].tolist() == ["Alpha", "Beta", "Gamma"]


def test_addresses_are_masked_in_every_kind_of_column() -> None:
    files = {
        "organizations.csv": b"name,type,latitude,since,scope,led_by\nA,ann@x.org,bo@x.org,cy@x.org,di@x.org,ed@x.org\n"
        b"B,library,42,2015,local,youth\nC,library,42,2015,local,youth\n",
        "notes.csv": b"about,text,source\nA,call 617-555-0123,Interview with ann@x.org\nB,x,y\nC,z,w\n",
        "claims.csv": b"table,row,column,value\norganizations,A,website,ann@x.org\norganizations,B,type,school\n",
    }
    draft = open_draft(files)
    assert not re.search(r"@|555-0123", f"{draft.text_tables}{draft.problems}")
    assert len(draft.inventory.organizations) == 3 and len(draft.inventory.claims) == 2


# Kept for a reason, and written again


WITH_ADDRESSES = (
    b"name,description,Notes\nA,Ask ann@x.org about maps,by letter\nB,Lends books,or 617-555-0123 on Mondays\nC,d,e\n"
)


def with_a_reason(name: str, text: bytes = WITH_ADDRESSES) -> tuple[Draft, bytes]:
    """A draft in which one column is kept as it is, and the decision as a package keeps it."""
    (sheet,) = bring_sheets({"organizations.csv": text}).sheets
    mapping = suggest_mapping(sheet)
    columns = [replace(each, reason="They agreed.") if each.header == name else each for each in mapping.columns]
    kept = replace(mapping, columns=tuple(columns))
    return make_draft_of_sheets([sheet], [kept]), decisions_to_json([kept]).encode()


@pytest.mark.parametrize("name", ["description", "Notes"])
def test_a_column_that_has_a_reason_is_kept_as_it_is(name: str) -> None:
    draft, decisions = with_a_reason(name)
    frame = draft.inventory.organizations
    wanted = {"description": "Ask ann@x.org about maps", "Notes": "or 617-555-0123 on Mondays"}
    assert wanted[name] in frame[name].tolist()
    assert the_one(draft.problems).column != name
    again = open_draft({"a.zip": data_package(draft.inventory, decisions)}).inventory
    assert again.organizations[name].tolist() == frame[name].tolist()
    other = open_draft({"a.zip": data_package(draft.inventory)}).inventory
    assert other.organizations[name].tolist() != frame[name].tolist()


def test_what_is_kept_is_still_not_quoted() -> None:
    text = b"name,description\nA,Ask ann@x.org now\nA,Ask ann@x.org now\n,call 617-555-0123\nB,c\nC,d\nD,e\nE,f\n"
    draft, _ = with_a_reason("description", text)
    assert {"row repeated", "required cell missing"} <= {each.rule for each in draft.problems}
    assert not re.search(r"Ask|ann|call|555", str(draft.problems))


def test_claims_of_a_column_that_is_kept_come_back_with_it() -> None:
    text = b"name,description\nA,Ask ann@x.org now\nA.,Ask bo@x.org now\nB,c\nC,d\n"
    draft, decisions = with_a_reason("description", text)
    one, other = draft.reading.keys["organizations"][:2]
    assert one is not None and other is not None
    draft = merge_rows(draft, [one, other], one)
    assert draft.inventory.claims["value"].tolist() == ["Ask bo@x.org now"]
    again = open_draft({"a.zip": data_package(draft.inventory, decisions)}).inventory
    assert again.claims["value"].tolist() == ["Ask bo@x.org now"]


@pytest.mark.parametrize("format", ["zip", "xlsx"])
def test_what_the_atlas_wrote_reads_back_unchanged(format: str) -> None:
    rows = "".join(f'g{at},"{text}",see {text}\n' for at, text in enumerate([*KEPT, *PHONES, *EMAILS, *SAID]))
    first = open_draft({"organizations.csv": f"name,description,Remarks\n{rows}".encode()})
    typed = first.with_cells({0: {"description": "Call Bo on 617-555-0199"}})
    stream = io.BytesIO()
    write_inventory(typed.inventory, stream, format=format)  # type: ignore[arg-type]
    again = open_draft({f"city.{format}": stream.getvalue()})
    assert again.problems == []
    for name, frame in typed.inventory.tables.items():
        assert again.inventory.tables[name].equals(frame), name


# Typed by hand


def test_what_is_typed_about_people_is_left_out_as_in_a_file() -> None:
    draft = open_draft({"organizations.csv": b"name,description\nA,x\nB,y\n"})
    typed = draft.with_cells({0: {"description": "Ask ann@x.org", "name": "A (617-555-0123)"}})
    typed = typed.with_rows(
        "organizations", [{"name": "C", "Remarks": "call 617-555-0123 today", "id": "617-555-0123"}]
    )
    frame = typed.inventory.organizations
    assert frame["name"].tolist() == ["A", "B", "C"] and frame["description"].tolist()[0] == f"Ask {EMAIL}"
    assert frame[["id", "Remarks"]].to_numpy().tolist()[2] == ["617-555-0123", f"call {PHONE} today"]


def test_in_a_column_that_is_kept_more_may_be_typed() -> None:
    draft, _ = with_a_reason("description")
    typed = draft.with_cells({1: {"description": "Ask bo@x.org"}})
    typed = typed.with_rows("organizations", [{"name": "D", "description": "Ask cy@x.org", "Notes": "di@x.org"}])
    assert [RowTexts(typed.text_tables).row(key)["description"] for key in (1, 3)] == ["Ask bo@x.org", "Ask cy@x.org"]
    assert RowTexts(typed.text_tables).row(3)["Notes"] == EMAIL
    assert RowTexts(typed.with_cells({3: {"description": "ed@x.org"}}).text_tables).row(3)["description"] == "ed@x.org"


def test_an_inventory_that_is_edited_keeps_what_it_has() -> None:
    draft = make_draft(make_inventory(organizations=[{"name": "A", "description": "Ask ann@x.org"}, {"name": "B"}]))
    assert (
        draft.with_cells({1: {"type": "library"}}).inventory.organizations["description"].tolist()[0] == "Ask ann@x.org"
    )


def test_bytes_of_a_zip_hold_no_address_that_was_left_out() -> None:
    rows = "".join(f'g{at},"{text} and more words",x\n' for at, text in enumerate([*PHONES, *EMAILS, *SAID]))
    inventory, _ = read_inventory({"organizations.csv": f"name,description,Remarks\n{rows}".encode()})
    with zipfile.ZipFile(io.BytesIO(data_package(inventory))) as archive:
        written = archive.read("organizations.csv").decode()
    assert not [text for text in (*PHONES, *EMAILS) if text in written]
    assert "@" not in written and "0123" not in written


# Headers

HEADERS = [
    *("Ask jane.quimby@gmail.com 617-555-0199", "jane.quimby@gmail.com", "Call (617) 555-0199"),
    "Reach +49 30 5550199",
]
PIECES = ("jane.quimby", "555-0199", "5550199")


def sent(draft: Draft, mappings: list[SheetMapping]) -> str:
    """All that a data package holds, as one text."""
    packed = zipfile.ZipFile(io.BytesIO(data_package(draft.inventory, decisions_to_json(mappings).encode())))
    return "\n".join(packed.read(name).decode() for name in packed.namelist())


@pytest.mark.parametrize("left_out", [False, True])
@pytest.mark.parametrize("header", HEADERS)
def test_an_address_in_a_header_is_replaced_by_a_mask_everywhere(header: str, left_out: bool) -> None:
    sheet = bring_sheets(
        {"list.csv": f"name,type,{header}\nLib One,library,yes\nLib Two,library,no\n".encode()}
    ).sheets[0]
    mapping = suggest_columns(sheet, "organizations")
    if left_out:
        columns = (*mapping.columns[:2], ColumnMapping(header, "left out"))
        mapping = SheetMapping(mapping.table, mapping.header_rows, columns, sure=True)
    draft = make_draft_of_sheets([sheet], [mapping])
    assert not any(piece in sent(draft, [mapping]) for piece in PIECES)
    assert not any(piece in str(draft.problems) for piece in PIECES)
    said = [each for each in draft.problems if each.rule == "addresses of people left out"]
    assert [(each.row, each.message[:8]) for each in said] == [(1, "1 header")]
    extra = [name for name in draft.inventory.organizations if "left out]" in name]
    assert len(extra) == (0 if left_out else 1)


def test_the_mask_in_a_header_does_not_make_its_column_one_about_people() -> None:
    inventory = open_draft({"organizations.csv": b"name,Questions? jane@doe.org\nLib One,yes\nLib Two,no\n"}).inventory
    assert inventory.organizations["Questions? [e-mail left out]"].tolist() == ["yes", "no"]


def test_a_mapping_with_masked_headers_is_still_remembered_also_from_a_package() -> None:
    sheet = bring_sheets({"list.csv": b"who,Ask jane@doe.org\nLib One,why\nLib Two,when\n"}).sheets[0]
    chosen = SheetMapping(
        "notes", (0,), (ColumnMapping("who", "column", "about"), ColumnMapping("Ask jane@doe.org", "column", "text"))
    )
    kept, problems = mappings_from_json(decisions_to_json([chosen]))
    assert (kept, problems) == ([chosen], []) and chosen.headers[1] == "Ask [e-mail left out]"
    assert suggest_mapping(sheet, kept).why == "a sheet with these headers was read so before"


def test_mappings_that_were_written_with_an_address_are_read_without_it() -> None:
    text = decisions_to_json([SheetMapping("notes", (0,), (ColumnMapping("Ask [e-mail left out]"),))])
    mappings, _ = mappings_from_json(text.replace("[e-mail left out]", "jane@doe.org"))
    assert "jane" not in decisions_to_json(mappings)


def test_an_offices_address_and_years_in_a_header_stay() -> None:
    text = b"name,Ask info@library.org,2010-2019\nLib One,yes,4\nLib Two,no,5\n"
    frame = open_draft({"organizations.csv": text}).inventory.organizations
    assert {"Ask info@library.org", "2010-2019"} <= set(frame)


ROSTER = ("Ada Quill", "Ben Harrow", "Zanele Okafor", "Maria Torres")
EMPLOYERS = ("Northtown Library", "Elm Legal Aid", "Elm Legal Aid", "River Software")


def roster(headers: str, *more: str) -> str:
    """A list of four people of three organizations."""
    lines = zip(ROSTER, EMPLOYERS, *(["x"] * 4 for _ in more), strict=True)
    return "\n".join([",".join([headers, *more]), *map(",".join, lines)]) + "\n"


@pytest.mark.parametrize(
    "headers",
    [
        *("Name,Company", "Name,Affiliation", "Name,Organization", "Name,Employer", "Name,Workplace", "Name,Agency"),
        *("Full name,Organization", "Member,Employer", "First and last name,Agency", "Attendee,Affiliation"),
        *(
            "Name,Where do you work?",
            "Name,Organization you represent",
            "Name,Org/Company",
            "Your name,Your organization",
        ),
        *("Volunteer,Organization", "Speaker,Company", "Fellow,Host organization", "Member name,Member organization"),
        *("Participant,Organization represented", "Nombre,Empresa", "Nom,Entreprise", "Name,Firma", "Nome,Azienda"),
    ],
)
def test_a_name_beside_a_company_is_no_organization(headers: str) -> None:
    text = roster(headers)
    inventory, problems = read_files({"members.csv": text})
    frame = inventory.organizations
    assert frame["name"].tolist() == ["Northtown Library", "Elm Legal Aid", "River Software"]
    assert not any(person in str(cell) for person in ROSTER for cell in frame.to_numpy().ravel())
    assert the_one(problems, LEFT_OUT).column == headers.split(",")[0]


def test_a_list_of_people_may_be_called_organizations() -> None:
    inventory, _ = read_files({"organizations.csv": roster("name,company")})
    assert inventory.organizations["name"].tolist() == ["Northtown Library", "Elm Legal Aid", "River Software"]
    assert "company" not in inventory.organizations


@pytest.mark.parametrize(
    ("headers", "people", "organizations"),
    [
        ("الاسم,المؤسسة", ("سمير الخطيب", "رنا سعيد"), ("جمعية الشمال", "نادي الحديقة")),
        ("الاسم,جهة العمل", ("سمير الخطيب", "رنا سعيد"), ("الشمال", "الحديقة")),
        ("姓名,单位", ("王小明", "李娜"), ("北方协会", "河流中心")),
        ("氏名,所属", ("山田 太郎", "佐藤 花子"), ("北図書館", "川センター")),
        ("이름,소속", ("김철수", "이영희"), ("북부 도서관", "강 센터")),
        ("ФИО,Место работы", ("Иван Петров", "Анна Сидорова"), ("Фонд Север", "Клуб Река")),
        ("नाम,संस्था", ("रमेश कुमार", "सीता देवी"), ("उत्तर समिति", "नदी संस्थान")),
    ],
)
def test_a_list_of_people_in_other_letters(
    headers: str, people: tuple[str, ...], organizations: tuple[str, ...]
) -> None:
    rows = "".join(f"{person},{name}\n" for person, name in zip(people, organizations, strict=True))
    inventory, _ = read_files({"list.csv": f"{headers}\n{rows}"})
    assert inventory.organizations["name"].tolist() == [*organizations]
    assert not any(person in str(cell) for person in people for cell in inventory.organizations.to_numpy().ravel())


def test_a_row_for_each_person_gives_an_organization_once_with_what_all_its_rows_say() -> None:
    text = "Name,Company,Function,Training,Outreach\nAda Quill,Northtown Library,Librarian,X,\n"
    text += "Ben Harrow,Elm Legal Aid,Lawyer,,X\nCora Lindt,Elm Legal Aid,Clerk,X,X\nDev Patel,River Software,,,X\n"
    draft = open_draft({"members.csv": text.encode()})
    frame = draft.inventory.organizations
    assert frame["name"].tolist() == ["Northtown Library", "Elm Legal Aid", "River Software"]
    assert frame["Function"].fillna("").tolist() == ["Librarian", "Lawyer|Clerk", ""]
    assert frame["skills"].tolist()[1] == ("community organizing", "training and teaching")
    assert "1 row" in the_one(draft.problems, "rows of one organization").message
    counts = count_rows(draft).iloc[0]
    assert (counts["rows_in"], counts["kept"], counts["merged"]) == (4, 3, 1)


def test_rows_of_people_that_say_different_things_of_an_organization_stay_apart() -> None:
    text = "Name,Company,Type\nBen Harrow,Elm Legal Aid,legal aid\nMaria Torres,Elm Legal Aid,media\n"
    inventory, problems = read_files({"members.csv": text})
    assert inventory.organizations["type"].tolist() == ["legal aid", "media"]
    assert the_one(problems, "name used twice")


@pytest.mark.parametrize(
    ("headers", "cut"),
    [("First,Last,Org", str.split), ("Last name,First name,Company,Job title", lambda name: name.split()[::-1])],
)
def test_names_in_two_columns_beside_a_company(headers: str, cut: Callable[[str], list[str]]) -> None:
    rows = [",".join([*cut(person), name]) for person, name in zip(ROSTER, EMPLOYERS, strict=True)]
    inventory, problems = read_files({"list.csv": "\n".join([headers, *rows])})
    assert inventory.organizations["name"].tolist() == ["Northtown Library", "Elm Legal Aid", "River Software"]
    assert {note.column for note in of(problems, LEFT_OUT)} == {*headers.split(",")[:2]}


def test_first_names_alone_beside_an_organization() -> None:
    inventory, _ = read_files({"list.csv": "Name,Organization\nMaria,Northtown Library\nJohn,Elm Legal Aid\n"})
    assert inventory.organizations["name"].tolist() == ["Northtown Library", "Elm Legal Aid"]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Phone\nMaria Lopez,m@x.example,555-0101\nJohn Smith,j@x.example,\n",
        "Name,Role,Group type\nMaria Lopez,Director,nonprofit\nJohn Smith,Analyst,library\nAna Gomez,Lead,media\n",
    ],
)
def test_a_list_of_people_without_their_organizations_is_asked_about(text: str) -> None:
    inventory, problems = read_files({"list.csv": text})
    assert inventory.organizations.empty
    assert "names may be those of people" in the_one(problems, "table that may hold things").message


@pytest.mark.parametrize(
    "text",
    [
        "Name,Role\nMarie Curie,funder\nBaker Tilly,adviser\nRose Garden Society,host\n",
        "Name,Parent organization\nMarie Curie,Elm Trust\nBaker Tilly,Baker Group\n",
        "Name,Organization,Issues\nFood Pantry,Elm Aid,food\nRide Share,North Hub,jobs\n",
        "Name,Agency\nCentral Library,City of Elm\nParks Office,City of Elm\n",
        "Name,Company,Website\nBudget Explorer,Open Works,https://a.example\nElm Portal,Data Mill,https://b.example\n",
        "Name,Organization\nGrace,Elm Church\nSunrise,Elm Church\nNew Day,City\n",
        "Name,Agency,Website\nAda Lovelace Fellowship,City of Elm,https://a.example\nJane Addams Prize,City of Elm,\n",
        "Name,Organization\nElm Youth Network,Elm Foundation\nMaria Torres Center,City of Elm\n",
    ],
)
def test_a_name_that_is_no_persons_stays_the_name(text: str) -> None:
    inventory, problems = read_files({"list.csv": text})
    names = [line.split(",")[0] for line in text.splitlines()[1:]]
    assert inventory.organizations["name"].tolist() == names and not of(problems, LEFT_OUT)


def test_step_one_shows_the_company_as_the_name_and_the_person_as_left_out() -> None:
    (sheet,) = bring_sheets({"members.csv": roster("ID,Name,Company".removeprefix("ID,")).encode()}).sheets
    mapping = suggest_mapping(sheet)
    assert uses(mapping) == {"Name": ("left out", ""), "Company": ("column", "name")}
    assert mapping.columns[0].why == "it names people, beside their organizations"
    assert FirstRows.of_sheet(sheet, mapping).tables["organizations"]["name"].nunique() == 3


@pytest.mark.parametrize(
    "row", ["Contact: Maria Lopez,", "Contact person: Maria Lopez, director", "Attn: Maria Lopez,"]
)
def test_a_row_that_says_whom_to_contact_is_no_organization(row: str) -> None:
    text = f"Organization,Website\nElm Aid,https://e.example\n{row}\nOak Hub,https://o.example\nEmail: m@x.example,\n"
    draft = open_draft({"list.csv": text.encode()})
    assert draft.inventory.organizations["name"].tolist() == ["Elm Aid", "Oak Hub"]
    note = the_one(draft.problems, "row of a contact left out")
    assert "Lopez" not in f"{note.value}{note.message}" and "2 rows" in note.message
    counts = count_rows(draft).iloc[0]
    assert (counts["rows_in"], counts["kept"], counts["notes_under"]) == (4, 2, 2)


def test_an_organization_whose_name_has_a_colon_stays() -> None:
    inventory, problems = read_files({"list.csv": "Organization,Type\nContact: A Theater,media\nPeople: First,media\n"})
    assert len(inventory.organizations) == 2 and not of(problems, "row of a contact left out")


# People among the nodes


def network(person: str, header: str = "Type") -> dict[str, str]:
    return {
        "nodes.csv": f"Id,Label,{header}\n1,Maria Torres,{person}\n2,Elm Legal Aid,legal aid\n3,North Hub,library\n",
        "edges.csv": "Source,Target\n1,2\n2,3\n3,1\n",
    }


@pytest.mark.parametrize(
    "person",
    [
        *("Person", "person", "Individual", "Contact", "People", "Persona", "Einzelperson", "Personne physique"),
        *("Resident", "Community member", "Volunteers", "Staff", "Elected official", "Funder (individual)"),
        *("Человек", "Физическое лицо", "شخص", "个人", "個人", "개인", "व्यक्ति", "Kişi", "legal aid|Person"),
    ],
)
def test_nodes_that_say_they_are_people_are_set_aside_with_their_ties(person: str) -> None:
    draft = open_draft({name: text.encode() for name, text in network(person).items()})
    assert draft.inventory.organizations["name"].tolist() == ["Elm Legal Aid", "North Hub"]
    assert draft.inventory.relationships[["from", "to"]].to_numpy().tolist() == [["2", "3"]]
    nodes, ties = sorted(of(draft.problems, "people set aside"), key=lambda each: each.table)
    assert (nodes.value, ties.value) == ("1", "2")
    counts = count_rows(draft).set_index("file")[["rows_in", "kept", "set_aside"]]
    assert counts.loc["nodes.csv"].tolist() == [3, 2, 1] and counts.loc["edges.csv"].tolist() == [3, 1, 2]


@pytest.mark.parametrize("word", ["Volunteer", "Staff", "Resident"])
def test_a_word_that_may_be_said_of_people_leaves_organizations(word: str) -> None:
    inventory, _ = read_files({"list.csv": f"name,type\nOld Mill,{word}\nNorth Star,library\n"})
    assert inventory.organizations["name"].tolist() == ["Old Mill", "North Star"]


@pytest.mark.parametrize("header", ["Node type", "Kind", "Category", "Entity type", "Person or organization"])
def test_other_columns_that_say_what_a_node_is(header: str) -> None:
    inventory, _ = read_files(network("Person", header))
    assert inventory.organizations["name"].tolist() == ["Elm Legal Aid", "North Hub"]


def test_people_who_are_ends_of_ties_by_name_are_set_aside_too() -> None:
    inventory, _ = read_files(
        {
            "elements.csv": "Label,Type,Tags\nMaria Torres,Individual,\nElm Legal Aid,Nonprofit,\nNorth Hub,library,\n",
            "connections.csv": "From,To,Type\nMaria Torres,North Hub,member of\nElm Legal Aid,North Hub,partner\n"
            "Maria Torres,Elm Legal Aid,\n",
        }
    )
    assert inventory.organizations["name"].tolist() == ["Elm Legal Aid", "North Hub"]
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [["elm-legal-aid", "north-hub"]]


def test_cells_that_name_a_person_who_is_set_aside_name_nobody() -> None:
    inventory, _ = read_files(
        {
            "organizations.csv": "name,type\nElm,legal aid\nMaria Torres,person\n",
            "initiatives.csv": "name,lead,partners\nClinic,Maria Torres,Elm|Maria Torres\n",
            "seats.csv": "table,organization\nBoard,Maria Torres\nBoard,Elm\n",
        }
    )
    assert inventory.organizations["name"].tolist() == ["Elm"]
    assert inventory.initiatives["lead"].isna().all() and inventory.initiatives["partners"].tolist() == [("elm",)]
    assert inventory.seats["organization"].tolist() == ["elm"]


def test_a_name_that_an_organization_has_too_is_not_taken_from_its_ties() -> None:
    inventory, _ = read_files(
        {
            "organizations.csv": "name,type\nTorres,person\nTorres,library\nElm,legal aid\n",
            "relationships.csv": "from,to\nTorres,Elm\n",
        }
    )
    assert len(inventory.relationships) == 1 and len(inventory.organizations) == 2


# Offices

ARABIC, CHINESE, KOREAN = (
    ("سمير الخطيب", "فؤاد منصور", "رنا سعيد"),
    ("王小明", "李娜", "欧阳明月"),
    ("김철수", "이영희", "박민준"),
)
JAPANESE, HINDI, HEBREW = (
    ("山田太郎", "佐藤 花子", "鈴木一郎"),
    ("रमेश कुमार", "सीता देवी", "अनिल शर्मा"),
    ("דוד כהן", "רחל לוי", "יוסי מזרחי"),
)
RUSSIAN, GREEK, AMHARIC = ("Иван Петров", "Анна Ильина"), ("Γιώργος Παππάς", "Μαρία Νικολάου"), ("አበበ ከበደ", "ሰላም ታደሰ")
FRENCH, VIETNAMESE, THAI = ("Jean Dupont", "Luc Martin"), ("Nguyễn Văn An", "Trần Thị Bình"), ("สมชาย ใจดี", "มานะ อดทน")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        *(
            (header, ARABIC)
            for header in ("president", "treasurer", "chair", "Secretary", "Director", "الرئيس", "مدير")
        ),
        *((header, ARABIC) for header in ("أمين الصندوق", "أمين السر", "رئيس الجمعية", "اسم المدير", "جهة الاتصال")),
        *(
            (header, CHINESE)
            for header in ("会长", "負責人", "负责人姓名", "秘书长", "司库", "主任", "联系人", "chair")
        ),
        *((header, JAPANESE) for header in ("会長", "代表者", "代表者名", "会計", "事務局長", "担当者")),
        *((header, KOREAN) for header in ("회장", "대표자명", "총무", "담당자")),
        *((header, RUSSIAN) for header in ("Председатель", "Директор", "Казначей", "ФИО директора", "Контактное лицо")),
        *((header, HINDI) for header in ("अध्यक्ष", "सचिव", "कोषाध्यक्ष", "director")),
        *((header, HEBREW) for header in ('יו"ר', "גזבר", "מזכירה", "איש קשר")),
        *((header, GREEK) for header in ("Πρόεδρος", "Ταμίας", "Γραμματέας")),
        *((header, AMHARIC) for header in ("ሊቀመንበር", "ገንዘብ ያዥ")),
        *((header, THAI) for header in ("ประธาน", "เหรัญญิก")),
        *((header, VIETNAMESE) for header in ("Chủ tịch", "Thủ quỹ")),
        *((header, FRENCH) for header in ("Président de l'association", "Trésorier", "Schatzmeister", "Secretario")),
    ],
)
def test_offices_with_names_in_any_letters_are_about_people(header: str, cells: tuple[str, ...]) -> None:
    assert explain_people_column(header, cells)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("lead", ("جمعية الشمال", "نادي الحديقة", "مركز النهر")),
        ("负责人", ("北方协会", "河流中心", "花园基金会")),
        ("名称", CHINESE),
        ("城市", ("北京", "上海", "广州")),
        ("المدينة", ("القاهرة الجديدة", "الدار البيضاء")),
        ("Head office", ("New York", "Saint Louis", "Kansas City")),
        ("Управление", ("Центр Молодёжи", "Фонд Надежда")),
        ("会長", ("3", "5", "8")),
        ("director", ("ja", "nein")),
    ],
)
def test_other_columns_in_other_letters_are_not(header: str, cells: tuple[str, ...]) -> None:
    assert explain_people_column(header, cells) is None


def test_offices_in_other_letters_are_left_out_of_a_table() -> None:
    text = "name,president,treasurer,website\nجمعية الشمال,سمير الخطيب,ليلى حداد,https://north.example\n"
    inventory, problems = read_files({"list.csv": text + "نادي الحديقة,فؤاد منصور,هدى نصار,https://garden.example\n"})
    assert inventory.organizations["name"].tolist() == ["جمعية الشمال", "نادي الحديقة"]
    assert [problem.column for problem in of(problems, LEFT_OUT)] == ["president", "treasurer"]
    assert not {"president", "treasurer"} & set(inventory.organizations)
