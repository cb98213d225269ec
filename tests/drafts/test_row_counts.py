"""Nothing is lost on the way in: titles, groups, notes, headers repeated, stray commas, merged cells, identifiers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from components.drafts import (
    Draft,
    count_rows,
    find_cells_to_mend,
    list_rows_left_out,
    make_draft_of_sheets,
    mend_cells,
    read_inventory,
)
from components.drafts.opening import open_draft
from components.files import Sheet
from components.files.file import File, Limits
from components.files.text_file import read_text
from components.files.workbook import read_workbook
from components.importing import HeadedSheet
from components.importing.header_groups import add_row_of_groups, join_header
from components.importing.merged_cells import fill_merged_cells
from components.importing.recognise import recognise_sheet
from components.importing.rows_under_header import sort_rows
from components.importing.table_body import join_cut_cells
from components.inventory import Inventory, Problem
from components.matching import merged
from components.matching.adding import added
from components.matching.changed_cells import How
from tests.reading import sheets_of

FIGURES = ["rows_in", "kept", "set_aside", "same_as_another", "notes_under", "not_read"]
PARTS = [*FIGURES[1:], "joined", "merged", "replaced"]


def read(text: str, name: str = "organizations.csv") -> tuple[Inventory, list[Problem]]:
    return read_inventory({name: text.encode()})


def draft(text: str, name: str = "organizations.csv") -> Draft:
    return open_draft({name: text.encode()})


def sheet(text: str) -> Sheet:
    return read_text(File(PurePosixPath("a.csv"), text.encode()), Limits())


def of(problems: list[Problem], rule: str) -> list[Problem]:
    return [problem for problem in problems if problem.rule == rule]


def figures(found: Draft) -> list[int]:
    frame = count_rows(found)
    assert (frame["rows_in"] == frame[PARTS].sum(axis=1)).all()
    return [int(frame[name].sum()) for name in FIGURES]


def names(inventory: Inventory) -> list[str]:
    return list(inventory.organizations["name"])


def workbook(rows: list[list[Any]], *merged: str, title: str = "organizations") -> bytes:
    book = Workbook()
    page: Worksheet = book.active
    page.title = title
    for row in rows:
        page.append(row)
    for block in merged:
        page.merge_cells(block)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(content: bytes) -> Sheet:
    (found,), _ = read_workbook(File(PurePosixPath("a.xlsx"), content), Limits())
    return found


# Rows in are rows kept and rows set aside

NAME = st.sampled_from(["Library", "Clinic, East", 'The "Hub"', "Café\nNord", "02139", "", " "])
ROW = st.tuples(NAME, st.sampled_from(["library", "school", "x, y"]), st.sampled_from(["2015", "", "soon"]))
MESS = st.lists(st.one_of(ROW.map(list), st.sampled_from([[], ["", "", ""], ["name", "type", "since"]])), max_size=8)


@settings(max_examples=30, deadline=None)
@given(above=st.sampled_from([[], [["Our list"]], [["Our list"], []]]), body=MESS, under=st.integers(0, 3))
def test_an_independent_count_agrees(above: list[list[str]], body: list[list[str]], under: int) -> None:
    notes = [[], *[[f"Note: number {number}"] for number in range(under)]] if under else []
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([*above, ["name", "type", "since"], *body, *notes])
    found = draft(stream.getvalue())
    rows = [row for row in csv.reader(io.StringIO(stream.getvalue(), newline="")) if "".join(row).strip()]
    count = len(rows) - 1 - sum(row == ["Our list"] for row in rows)
    named = [row for row in rows if row[0].strip() and len(row) == 3 and row[0] != "name"]
    repeated = sum(row == ["name", "type", "since"] for row in rows) - 1
    aside = sum(not row[0].strip() for row in rows)
    assert figures(found) == [count, len(named), aside, 0, under + repeated, 0]
    assert len(found.inventory.organizations) == len(named)


def test_each_file_and_table_has_its_figures() -> None:
    files = {
        "organizations.csv": b"name,type\nA,library\n,school\n\nSource: survey\n",
        "more/organizations 2.csv": b"name,type\nA,library\nB,school\n",
        "relationships.csv": b"from,to\nA,B|C\n",
    }
    found = open_draft({name.rpartition("/")[2]: content for name, content in files.items()})
    frame = count_rows(found.set_aside([0]))
    assert frame[["file", "tables"]].to_numpy().tolist() == [
        ["organizations.csv", "organizations"],
        ["organizations 2.csv", "organizations"],
        ["relationships.csv", "relationships"],
    ]
    assert count_rows(found)[FIGURES].to_numpy().tolist() == [
        [3, 1, 1, 0, 1, 0],
        [2, 1, 0, 1, 0, 0],
        [1, 1, 0, 0, 0, 0],
    ]
    assert frame[FIGURES].to_numpy().tolist() == [[3, 0, 2, 0, 1, 0], [2, 1, 0, 1, 0, 0], [1, 1, 0, 0, 0, 0]]


def test_a_row_that_is_an_organization_and_ties_is_one_row() -> None:
    text = "name,partners,funds\nA,B|C,B\nB,C,\nC,,\n,,\n"
    sheets, problems = sheets_of({"organizations.csv": text.encode()})
    mapping = recognise_sheet(sheets[0])
    kinds = {"partners": "works_with", "funds": "funds"}
    ties = [
        replace(column, use="ties", column=kinds[column.header]) if column.header in kinds else column
        for column in mapping.columns
    ]
    found = make_draft_of_sheets(sheets, [replace(mapping, columns=tuple(ties))], problems)
    assert len(found.inventory.relationships) == 4
    assert count_rows(found)[["tables", *FIGURES]].to_numpy().tolist() == [
        ["organizations and relationships", 3, 3, 0, 0, 0, 0]
    ]
    organization = found.reading.keys["organizations"][0]
    assert organization is not None
    assert figures(found.set_aside([organization])) == [3, 3, 0, 0, 0, 0]  # its ties are kept
    further = found.with_rows("organizations", [{"name": "D"}]).with_rows("relationships", [{"from": "D", "to": "A"}])
    assert figures(further) == [3, 3, 0, 0, 0, 0]  # no file brought these two
    assert count_rows(further)["added_here"].sum() == 2


def test_rows_of_sheets_that_are_not_read_are_counted() -> None:
    book = Workbook()
    book.active.title = "organizations"
    for row in (["name", "type"], ["A", "library"]):
        book["organizations"].append(row)
    budget = book.create_sheet("Budget")
    for cells in (["Our budget", None], ["Rent", 5], [None, None], ["Light", 6]):
        budget.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    found = open_draft({"all.xlsx": stream.getvalue()})
    frame = count_rows(found)
    assert frame["sheet"].tolist() == ["organizations", "Budget"]
    assert frame[FIGURES[:2]].to_numpy().tolist()[0] == [1, 1]
    unread = frame.iloc[1]
    assert unread["not_read"] == unread["rows_in"] in (2, 3) and unread["tables"] == ""
    assert (frame["rows_in"] == frame[FIGURES[1:]].sum(axis=1)).all()
    sheets, problems = sheets_of({"organizations.csv": b"name\nA\nB\n"})
    left = make_draft_of_sheets(sheets, [replace(recognise_sheet(sheets[0]), table="", sure=True)], problems)
    assert figures(left) == [2, 0, 0, 0, 0, 2]
    assert figures(added(draft("name\nC\n"), left, "add")) == [3, 1, 0, 0, 0, 2]


OFFICE = "name,type,website\n" + "".join(f"Org {number},library,\n" for number in range(22))
PARTNERS = "name,type,website\nOrg 1,school,\nOrg 2,library,\nOrg 3,,https://x.org\nNew 1,,\nNew 2,,\n"
SOME = ["file", "rows_in", "kept", "joined", "merged", "replaced", "set_aside"]


def further(before: Draft, text: str, how: How, name: str = "partners2022.csv") -> Draft:
    return added(before, draft(text, name), how)


def some(found: Draft) -> list[list[object]]:
    figures(found)
    rows: list[list[object]] = count_rows(found)[SOME].to_numpy().tolist()
    return rows


OFFICE_IN = ["office.csv", 22, 22, 0, 0, 0, 0]


@pytest.mark.parametrize("how", ["update", "add"])
def test_rows_of_a_further_file_that_are_here_are_counted_as_its_rows(how: How) -> None:
    first = draft(OFFICE, "office.csv")
    second = further(first, PARTNERS, how)
    partners = ["partners2022.csv", 5, 2, 3, 0, 0, 0]
    assert some(second) == [OFFICE_IN, partners]
    assert some(further(second, PARTNERS, how)) == [OFFICE_IN, partners], "the same file again is one file"
    assert some(further(second, PARTNERS, "update")) == [OFFICE_IN, partners]
    again = further(second, PARTNERS, how, "copy.csv")
    assert some(again) == [OFFICE_IN, partners, ["copy.csv", 5, 0, 5, 0, 0, 0]]
    newer = further(again, "name,type\nOrg 1,clinic\nNew 3,\n", how)
    assert some(newer)[3:] == [["partners2022.csv", 2, 1, 1, 0, 0, 0]]
    aside = newer.set_aside([newer.reading.keys["organizations"][0] or 0])
    assert some(aside)[0] == ["office.csv", 22, 21, 0, 0, 0, 1]


def test_a_file_that_changes_nothing_is_counted_too() -> None:
    first = draft(OFFICE, "office.csv")
    assert some(further(first, "name\nOrg 1\nOrg 2\n", "add", "office.csv"))[1:] == [["office.csv", 2, 0, 2, 0, 0, 0]]


def test_rows_that_a_file_takes_the_place_of_are_replaced() -> None:
    after = further(draft(OFFICE, "office.csv"), PARTNERS, "replace")
    assert some(after) == [["office.csv", 22, 3, 0, 0, 19, 0], ["partners2022.csv", 5, 2, 3, 0, 0, 0]]
    back = further(after, OFFICE, "replace", "office.csv")
    assert some(back)[0] == OFFICE_IN


def test_merged_rows_and_second_values_are_told_apart_from_what_was_typed_or_set_aside() -> None:
    found = draft("name,type,website,source\nA,library,https://a.org,S\nB,school,https://b.org,T\nC,,,\n")
    one = merged(
        found.with_rows("claims", [{"table": "organizations", "row": "C", "column": "type", "value": "x"}]), [0, 1], 0
    )
    assert some(one.set_aside([2]))[0] == ["organizations.csv", 3, 1, 0, 1, 0, 1]
    frame = count_rows(one)
    assert (frame["added_here"].sum(), frame["second_values"].sum()) == (1, 2)
    gone = list_rows_left_out(one)
    assert gone[["why", "into"]].to_numpy().tolist() == [["merged", "A"]]
    assert some(one.take_back([1]))[0] == ["organizations.csv", 3, 3, 0, 0, 0, 0]


# Under the table


@pytest.mark.parametrize(
    "notes",
    [
        "\nCollected by phone\nin May\n",
        "Source: City survey, 2025, https://example.org\n",
        "* = has closed since then, as of May\n",
        "Total,,3\n",
        "Total: 3 organizations\n",
        ",,\n,,\nNotes,,\nfirst,,\nsecond,,\n",
    ],
)
def test_notes_under_a_table_are_no_organizations(notes: str) -> None:
    text = f"name,type,since\nA,library,2015\nB,school,2016\nC,clinic,2017\n{notes}"
    inventory, problems = read(text)
    assert names(inventory) == ["A", "B", "C"]
    assert len(of(problems, "notes under the table")) == 1
    assert not of(problems, "row too long") and not of(problems, "row too short")
    filled = sum(bool(line.strip(",")) for line in notes.splitlines())
    assert figures(draft(text)) == [3 + filled, 3, 0, 0, filled, 0]


@pytest.mark.parametrize(
    "note",
    [
        *(
            "Total,,3",
            "TOTAL GENERAL,,3",
            "Subtotal",
            "Suma,,3",
            "Total geral",
            "Soma:",
            "Sous-total,,3",
            "Total général",
        ),
        *(
            "Totaux",
            "Summe",
            "Gesamt,,3",
            "Gesamtsumme",
            "Zwischensumme,,3",
            "Totale",
            "Somma,,3",
            "Totaal,,3",
            "Subtotaal",
        ),
        *(
            "Source: a list",
            "Fuente: lista",
            "Fonte: lista",
            "Source : liste",
            "Quelle: Stadt, 2021",
            "Fonti: x",
            "Bron: x",
        ),
        *("As of 3 April 2021", "Stand: 3.4.2021", "Stand 3.4.2021", "Stand vom 3.4.2021", "Actualizado: 3/4/2021"),
        *("Última atualização: abril", "Mis à jour le 3 avril", "Aggiornato al 3 aprile", "Laatst bijgewerkt: april"),
        *("Nota: dos", "Anmerkung: zwei", "Remarque : deux", "Opmerking: twee", "Observações: duas"),
    ],
)
def test_notes_and_totals_in_seven_languages_are_no_organizations(note: str) -> None:
    inventory, problems = read(f"name,type,since\nA,library,2015\nB,school,2016\nC,clinic,2017\n{note}\n")
    assert names(inventory) == ["A", "B", "C"]
    assert len(of(problems, "notes under the table")) == 1


@pytest.mark.parametrize(
    "name", ["Somerville Library", "Stand Up", "Quelle der Hoffnung", "Gesamtschule Ost", "Totalise"]
)
def test_organizations_that_are_called_a_little_like_a_note_stay(name: str) -> None:
    inventory, _ = read(f"name,type,since\nA,library,2015\nB,school,2016\n{name},,\n")
    assert names(inventory) == ["A", "B", name]


# Headings inside a table


def sections(*rows: str) -> Draft:
    full = [f"Group {number},library,2015,North" for number in range(8)]
    return draft("\n".join(["name,type,since,Town", rows[0], *full[:4], *rows[1:], *full[4:]]) + "\n")


def test_a_row_that_has_nothing_but_a_name_may_be_a_heading_and_is_set_aside_at_once() -> None:
    found = sections("EAST SIDE,,,", "WEST SIDE,,,")
    said = of(found.problems, "nothing but a name")
    assert [(each.row, each.column, each.value, each.severity) for each in said] == [
        (2, "name", "EAST SIDE", "warning"),
        (7, "name", "WEST SIDE", "warning"),
    ]
    assert said[0].message == "This row has nothing but a name: it may be a heading."
    first, _ = find_cells_to_mend(found, said)
    after = mend_cells(found, {}, [first])
    assert [each.value for each in of(after.problems, "nothing but a name")] == ["WEST SIDE"]
    assert "EAST SIDE" not in names(after.inventory)


@pytest.mark.parametrize(
    "rows",
    [
        ("East,,,North", "West,library,,"),  # one more cell
        ("East,,soon,", "West,,3/4/2021,"),  # a cell that can't be read
        ("East,,,", "West,,,", "South,,,", "North,,,"),  # too many for headings
    ],
)
def test_other_rows_with_few_cells_are_no_headings(rows: tuple[str, ...]) -> None:
    assert not of(sections(*rows).problems, "nothing but a name")


def test_where_few_rows_have_several_cells_a_name_alone_is_nothing_odd() -> None:
    assert not of(
        draft("name,type,since\nA,library,\nB,school,\nC,clinic,2017\nD,,\nE,school,\n").problems, "nothing but a name"
    )
    typed_in = sections("East,library,2015,").with_rows("organizations", [{"name": "New"}])
    assert not of(typed_in.problems, "nothing but a name")


def test_however_many_notes_stand_under_a_table_none_is_an_organization() -> None:
    notes = "".join(f"Note: number {number}\n" for number in range(300))
    draft = open_draft({"organizations.csv": f"name,type,website\nClinic,nonprofit,x.org\n\n{notes}".encode()})
    assert draft.inventory.organizations["name"].tolist() == ["Clinic"]
    assert count_rows(draft)[["rows_in", "kept", "notes_under"]].to_numpy().tolist() == [[301, 1, 300]]


@pytest.mark.parametrize(
    "rows",
    [
        "A,library,\nB,,\n\nC,,\n",  # other rows have one cell too
        "Source Housing,,\nTotal Health,,\n",
        "A,library,\nNotes and Beats,,\n",
        "A,library,\n\nB,school,\n",
        "A,library,\n\n,school,\n",
    ],
)
def test_rows_with_one_cell_are_not_always_notes(rows: str) -> None:
    _, problems = read(f"name,type,since\n{rows}")
    assert not of(problems, "notes under the table")


def test_a_column_of_names_alone_keeps_all_its_rows() -> None:
    inventory, problems = read("name\nA\nB\n\nC\n\nNote: three\n")
    assert names(inventory) == ["A", "B", "C"]
    assert of(problems, "notes under the table")[0].value == "Note: three"


def test_notes_that_hold_an_address_are_not_quoted() -> None:
    _, problems = read("name,type\nA,library\n\nSource: ask ana@doe.org\n")
    assert of(problems, "notes under the table")[0].value is None


def test_a_header_on_each_page_is_read_once() -> None:
    page = "City list,,\nname,type,since\n"
    inventory, problems = read(f"{page}A,library,2015\n{page}B,school,2016\n\n{page}C,clinic,2017\n")
    assert names(inventory) == ["A", "B", "C"]
    assert of(problems, "header repeated")[0].value == "4"


def test_an_organization_may_be_called_name() -> None:
    assert names(read("name\nname\nA\n")[0]) == ["name", "A"]


# Over the header


@pytest.mark.parametrize(
    ("text", "header", "joined"),
    [
        (
            "Contact,,Address,\nphone,role,street,city\n1,2,3,4\n",
            (0, 1),
            ["Contact: phone", "Contact: role", "street", "city"],
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
    start = 1 if header == (0, 1) and text.startswith(("Contact", "Group")) else 0
    found = sheet(text)
    assert add_row_of_groups(found, start) == header
    assert join_header(found, header) == joined


def test_a_header_over_two_rows_is_read_from_end_to_end() -> None:
    inventory, problems = read("About it,,Site,,\nname,type,street,city,since\nA,library,x,y,2015\n")
    assert inventory.organizations[["name", "type", "street", "city", "since"]].to_numpy().tolist() == [
        ["A", "library", "x", "y", "2015"]
    ]
    assert not of(problems, "rows above the header")


def test_merged_cells_say_how_far_a_group_goes() -> None:
    rows = [["name", "Site", None, None], [None, "street", "city", "since"], ["A", "x", "y", 2015]]
    found = sheet_of(workbook(rows, "A1:A2", "B1:C1"))
    assert sorted(found.merged) == [(1, 1, 2, 1), (1, 2, 1, 3)]
    assert join_header(found, (0, 1)) == ["name", "street", "city", "since"]


def test_merged_cells_are_filled_only_where_a_person_says_so() -> None:
    rows = [["name", "type"], ["A", "library"], ["B", None], ["C", None], ["D", "school"]]
    found = sheet_of(workbook(rows, "B2:B4"))
    assert [[*row] for row in found.rows] == [["name", "type"], ["A", "library"], ["B"], ["C"], ["D", "school"]]
    assert [[*row] for row in fill_merged_cells(found, found.merged).rows][1:] == [
        ["A", "library"],
        ["B", "library"],
        ["C", "library"],
        ["D", "school"],
    ]


def test_only_blocks_inside_the_table_are_offered_to_be_filled() -> None:
    rows = [
        ["Our list", "", ""],
        ["Group", "", "Type"],
        ["A", "North", "library"],
        ["B", "", ""],
        ["", "", ""],
        ["Source: a list of the city", "", ""],
    ]
    title, header, town, empty, note = (1, 1, 1, 3), (2, 1, 2, 2), (3, 2, 4, 2), (4, 3, 5, 3), (6, 1, 6, 3)
    found = Sheet("a", "a", rows, range(1, 7), merged=[title, header, town, empty, note])
    assert HeadedSheet(found, (1,)).merged_blocks == [town]
    filled = fill_merged_cells(found, [town])
    assert [[*row] for row in filled.rows] == [*rows[:3], ["B", "North", ""], *rows[4:]]
    assert filled.merged == [title, header, empty, note]
    assert HeadedSheet(replace(found, merged=[title, header, note]), (1,)).merged_blocks == []


def test_a_block_that_claims_the_whole_sheet_fills_what_is_there() -> None:
    found = Sheet("a", "a", [["x", "y"], ["", "z"]], [1, 5], merged=[(1, 1, 1_048_576, 16_384)])
    assert [[*row] for row in fill_merged_cells(found, found.merged).rows] == [["x", "x"], ["x", "x"]]


# A stray comma


def test_a_stray_comma_on_one_row_of_many_moves_nothing() -> None:
    lines = ["name,type,since", *[f"Group {number},library,2015" for number in range(3_000)]]
    lines[1_500] = "Smith, Jones and Co,library,2015"
    inventory, problems = read("\n".join(lines))
    assert len(inventory.organizations) == 3_000
    assert inventory.organizations["since"].value_counts().to_dict() == {"2015": 2_999}
    long = of(problems, "row too long")[0]
    assert (long.row, long.value) == (1_501, "2015")
    assert long.mend == "Cells 1 and 2 of the row are probably one that a comma cut: put quote marks around it."


def test_what_was_probably_meant_is_offered_only_where_it_is_certain() -> None:
    found = sheet("name,type,since\nA,library,2015\n")
    assert join_cut_cells(found, ["A", " B and C", "x", "1"], 3) == ["A, B and C", "x", "1"]
    assert join_cut_cells(found, ["A", " B", " C", "1"], 3) is None
    assert join_cut_cells(found, ["A", "B", "x", "1"], 3) is None
    assert join_cut_cells(found, ["A", "x", "1"], 3) is None


# Cells that stay as they are

IDENTIFIERS = ["02139", "NA", "None", "1E5", "TRUE", "1.0", "007", "12345678901234567890", "null", "1e-3", "00", "3/4"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_identifiers_survive_byte_for_byte(kind: str) -> None:
    rows = [["name", "zip", "description"], *[[f"x{text}", text, text] for text in IDENTIFIERS]]
    text = "\n".join(map(",".join, rows)).encode()
    files = {"organizations.csv": text} if kind == "csv" else {"a.xlsx": workbook(rows)}
    inventory, _ = read_inventory(files)
    frame = inventory.organizations
    assert frame["zip"].tolist() == frame["description"].tolist() == IDENTIFIERS
    assert frame["name"].tolist() == [f"x{text}" for text in IDENTIFIERS]


def test_what_a_workbook_holds_as_a_number_is_that_number() -> None:
    inventory, _ = read_inventory({"a.xlsx": workbook([["name", "zip", "open"], ["A", 2139, True], ["B", 1.5, None]])})
    assert inventory.organizations["zip"].tolist() == ["2139", "1.5"]
    assert inventory.organizations["open"].fillna("").tolist() == ["TRUE", ""]


# Decimal commas


def numbers(column: str, *cells: str, mark: str = ",") -> tuple[list[float | None], list[str]]:
    table = "relationships" if column == "amount" else "organizations"
    rows = [["from", "to", "amount"] if column == "amount" else ["name", "type", column]]
    rows += [[f"A{at}", "library", cell] for at, cell in enumerate(cells)]
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    inventory, problems = read(text, f"{table}.csv")
    found = inventory.tables[table][column]
    rules = {problem.rule for problem in problems if problem.column == column}
    return [None if pd.isna(cell) else float(cell) for cell in found], sorted(rules)


@pytest.mark.parametrize(
    ("column", "cells", "mark", "expected", "rules"),
    [
        ("latitude", ["38,5", "38,627"], ";", [38.5, 38.627], ["decimal comma"]),
        ("latitude", ["38,627", "38,628"], ",", [38.627, 38.628], ["decimal comma"]),  # no latitude is 38627
        ("amount", ["1.234,50", "2.000", "3,5"], ";", [1234.5, 2000.0, 3.5], ["decimal comma"]),
        ("amount", ["1,234.50", "2,000"], ",", [1234.5, 2000.0], []),
        ("amount", ["1,234", "12.5"], ",", [1234.0, 12.5], []),
        ("amount", ["1,234"], ",", [1234.0], ["comma that could mean either"]),
        ("amount", ["1,234"], ";", [1.234], ["comma that could mean either"]),
        ("amount", ["1.234"], ";", [1.234], ["comma that could mean either"]),
        ("amount", ["1.234"], ",", [1.234], []),
        ("amount", ["0,123"], ",", [0.123], ["decimal comma"]),
        ("amount", ["1 234,5", "1'234.5", "12 345 678"], ",", [1234.5, 1234.5, 12345678.0], ["decimal comma"]),
        ("amount", ["€ 1.234,50", "$1,234.50"], ",", [1234.5, 1234.5], ["number written with a sign"]),
        ("amount", ["1,2,3", "12,", "1.2.3"], ",", [None] * 3, ["not a number"]),
    ],
)
def test_commas_in_numbers(
    column: str, cells: list[str], mark: str, expected: list[float | None], rules: list[str]
) -> None:
    assert numbers(column, *cells, mark=mark) == (expected, rules)


def test_rows_under_a_header_are_each_in_one_place() -> None:
    found = sheet("a,b\n1,2\n\na,b\n3,4\n\nSource: x\n")
    under = sort_rows(found, (0,))
    assert (under.rows, under.blank, under.repeated, under.notes) == ([1, 4], [2, 5], [3], [6])
