"""E-mail addresses and phone numbers inside cells: people's are left out and counted, an organization's stay."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from components.drafts import Draft, count_rows, make_draft, make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.files import write_inventory
from components.importing import (
    ColumnMapping,
    SheetMapping,
    bring_sheets,
    decisions_to_json,
    suggest_columns,
    suggest_mapping,
)
from components.inventory.problems import Problem
from components.reports import data_package
from tests.inventories import make_inventory
from tests.merged_rows import merge_rows
from tests.people_texts import EMAILS, KEPT, PHONES, SAID
from tests.reading import mappings_from_json

EMAIL, PHONE = "[e-mail left out]", "[phone left out]"
LEFT_OUT = "addresses of people left out"


def the_one(problems: list[Problem], rule: str = LEFT_OUT) -> Problem:
    (found,) = [each for each in problems if each.rule == rule]
    return found


def cells(name: str, *texts: str) -> tuple[list[str], list[Problem]]:
    """What comes in of a column of organizations, among other cells; and what is said of it."""
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
def test_a_phone_number_in_a_sentence_gives_way_to_a_mark(name: str, text: str) -> None:
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
def test_an_address_in_a_sentence_gives_way_to_a_mark(text: str) -> None:
    (found, other), problems = cells("description", f"Ask {text}.", f"Ann Lee <{text}>, and others who help")
    assert (found, other) == (f"Ask {EMAIL}.", f"Ann Lee <{EMAIL}>, and others who help")
    assert the_one(problems).message.startswith("2 cells")


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("name", ["description", "Remarks"])
def test_what_is_no_persons_stays_byte_for_byte(name: str, text: str) -> None:
    found, problems = cells(name, text, f"See {text}, please")
    assert found == [text, f"See {text}, please"]
    assert LEFT_OUT not in {each.rule for each in problems}


@pytest.mark.parametrize(
    "name", ["EIN", "Tax ID", "License number", "Postal code", "Parcel no", "Case number", "Hotline", "id"]
)
def test_figures_of_identifiers_are_no_phone_numbers(name: str) -> None:
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


def test_names_just_lose_an_address() -> None:
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
    assert {each.column for each in draft.problems if each.rule == LEFT_OUT} == {
        *("name", "aliases", "website", "from", "partners")
    }
    figures = count_rows(draft)
    assert (figures["rows_in"] == figures["kept"] + figures["set_aside"]).all()


def test_a_row_that_has_only_an_address_for_a_name_is_kept_and_is_nobodys_end() -> None:
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


def test_every_kind_of_column_is_without_addresses() -> None:
    files = {
        "organizations.csv": b"name,type,latitude,since,scope,led_by\nA,ann@x.org,bo@x.org,cy@x.org,di@x.org,ed@x.org\n"
        b"B,library,42,2015,local,youth\nC,library,42,2015,local,youth\n",
        "notes.csv": b"about,text,source\nA,call 617-555-0123,Interview with ann@x.org\nB,x,y\nC,z,w\n",
        "claims.csv": b"table,row,column,value\norganizations,A,website,ann@x.org\norganizations,B,type,school\n",
    }
    draft = open_draft(files)
    assert not re.search(r"@|555-0123", f"{draft.text_tables}{draft.problems}")
    assert len(draft.inventory.organizations) == 3 and len(draft.inventory.claims) == 2


# Kept, and out again


TEXT = (
    b"name,description,Notes\nA,Ask ann@x.org about maps,by letter\nB,Lends books,or 617-555-0123 on Mondays\nC,d,e\n"
)


def with_a_reason(name: str, text: bytes = TEXT) -> tuple[Draft, bytes]:
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


def test_what_is_typed_is_left_out_as_in_a_file() -> None:
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
    assert [typed.row_texts(key)[1]["description"] for key in (1, 3)] == ["Ask bo@x.org", "Ask cy@x.org"]
    assert typed.row_texts(3)[1]["Notes"] == EMAIL
    assert typed.with_cells({3: {"description": "ed@x.org"}}).row_texts(3)[1]["description"] == "ed@x.org"


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
    """Everything that a data package says, as one text."""
    packed = zipfile.ZipFile(io.BytesIO(data_package(draft.inventory, decisions_to_json(mappings).encode())))
    return "\n".join(packed.read(name).decode() for name in packed.namelist())


@pytest.mark.parametrize("left_out", [False, True])
@pytest.mark.parametrize("header", HEADERS)
def test_an_address_in_a_header_gives_way_to_a_mark_everywhere(header: str, left_out: bool) -> None:
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


def test_the_mark_in_a_header_says_nothing_of_its_column() -> None:
    inventory = open_draft({"organizations.csv": b"name,Questions? jane@doe.org\nLib One,yes\nLib Two,no\n"}).inventory
    assert inventory.organizations["Questions? [e-mail left out]"].tolist() == ["yes", "no"]


def test_a_mapping_is_still_known_by_such_headers_also_after_a_package() -> None:
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


def test_an_offices_address_and_figures_of_years_in_a_header_stay() -> None:
    text = b"name,Ask info@library.org,2010-2019\nLib One,yes,4\nLib Two,no,5\n"
    frame = open_draft({"organizations.csv": text}).inventory.organizations
    assert {"Ask info@library.org", "2010-2019"} <= set(frame)
