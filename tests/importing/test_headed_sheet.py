"""The rows of a sheet under its header, and blocks of merged cells that a person has filled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from components.drafts import (
    count_rows,
)
from components.drafts.opening import open_draft
from components.files import Sheet
from components.files.sheets import File, Limits
from components.files.text_file import read_text
from components.importing import HeadedSheet
from components.importing.headed_sheet import sort_rows
from tests.reading import draft, figures, names, of, read, sheet_of, workbook


def test_merged_cells_are_filled_only_where_a_person_says_so() -> None:
    rows = [["name", "type"], ["A", "library"], ["B", None], ["C", None], ["D", "school"]]
    found = sheet_of(workbook(rows, "B2:B4"))
    assert [[*row] for row in found.rows] == [["name", "type"], ["A", "library"], ["B"], ["C"], ["D", "school"]]
    assert [[*row] for row in HeadedSheet(found, (0,)).fill_merged_cells().rows][1:] == [
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
    filled = HeadedSheet(found, (1,)).fill_merged_cells()
    assert [[*row] for row in filled.rows] == [*rows[:3], ["B", "North", ""], *rows[4:]]
    assert filled.merged == [title, header, empty, note]
    assert HeadedSheet(replace(found, merged=[title, header, note]), (1,)).merged_blocks == []


def test_a_block_that_claims_the_whole_sheet_fills_what_is_there() -> None:
    found = Sheet("a", "a", [["n", "m"], ["x", "y"], ["", "z"]], [1, 2, 5], merged=[(2, 1, 1_048_576, 16_384)])
    assert [[*row] for row in HeadedSheet(found, (0,)).fill_merged_cells().rows][1:] == [["x", "x"], ["x", "x"]]


def sheet(text: str) -> Sheet:
    return read_text(File(PurePosixPath("a.csv"), text.encode()), Limits())[0][0]


OFFICE = "name,type,website\n" + "".join(f"Org {number},library,\n" for number in range(22))


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
    "notes", [",TOTAL,,3\n", ",TOTAL,,3\n,,,\n,Note: ask first,,\n", ",,,\n,Pending: Dee Club (not in yet),,\n"]
)
@pytest.mark.parametrize("first", ["#,1,2,3", "Active?,Y,,x"])
def test_notes_beside_a_column_that_numbers_or_marks_the_rows_are_no_organizations(first: str, notes: str) -> None:
    columns = zip(first.split(","), ("name", "Ay Club", "Bee Club", "Cee Club"), strict=True)
    rows = [",".join((*beside, "type,dues" if not at else "library,5")) for at, beside in enumerate(columns)]
    inventory, problems = read("\n".join(rows) + f"\n{notes}")
    assert names(inventory) == ["Ay Club", "Bee Club", "Cee Club"]
    assert len(of(problems, "notes under the table")) == 1


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
def test_organizations_whose_names_begin_like_a_note_stay(name: str) -> None:
    inventory, _ = read(f"name,type,since\nA,library,2015\nB,school,2016\n{name},,\n")
    assert names(inventory) == ["A", "B", name]


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


def test_notes_are_quoted_without_an_address() -> None:
    _, problems = read("name,type\nA,library\n\nSource: ask ana@doe.org\n")
    assert of(problems, "notes under the table")[0].value == "Source: ask [e-mail left out]"


def test_a_header_on_each_page_is_read_once() -> None:
    page = "City list,,\nname,type,since\n"
    inventory, problems = read(f"{page}A,library,2015\n{page}B,school,2016\n\n{page}C,clinic,2017\n")
    assert names(inventory) == ["A", "B", "C"]
    assert of(problems, "header repeated")[0].value == "4"


def test_an_organization_may_be_called_name() -> None:
    assert names(read("name\nname\nA\n")[0]) == ["name", "A"]


def test_each_row_under_a_header_is_in_one_list() -> None:
    found = sheet("a,b\n1,2\n\na,b\n3,4\n\nSource: x\n")
    under = sort_rows(found, (0,))
    assert (under.rows, under.blank, under.repeated, under.notes) == ([1, 4], [2, 5], [3], [6])
