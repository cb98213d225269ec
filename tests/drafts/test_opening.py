"""What a city team's first files hold: it is read as far as it can be, and each problem is reported once."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pandas as pd
import pytest
from openpyxl import Workbook

from components.drafts import read_inventory
from components.files import table_csv, write_inventory
from components.inventory import Inventory, Problem
from components.inventory.text import slug
from tests.hostile_workbooks import zipped
from tests.inventories import make_inventory
from tests.reading import of

Sheets = dict[str, list[list[Any]]]


def read(**tables: str) -> tuple[Inventory, list[Problem]]:
    return read_inventory({f"{table}.csv": content.encode() for table, content in tables.items()})


def the_one(problems: list[Problem], rule: str) -> Problem:
    found = of(problems, rule)
    assert len(found) == 1, problems
    return found[0]


def workbook(sheets: Sheets) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def written(inventory: Inventory, format: str) -> dict[str, bytes]:
    stream = io.BytesIO()
    write_inventory(inventory, stream, format)  # type: ignore[arg-type]
    return {f"a.{format}": stream.getvalue()}


# Words for "not known"


@pytest.mark.parametrize(
    "text", ["N/A", "n/a", "#N/A", "-", "–", "?", "unknown", "Not known", "TBD", "#REF!", "NA", "null", "Don’t know"]
)
def test_a_word_for_not_known_is_read_as_not_known(text: str) -> None:
    columns = ("type", "also_type", "serves", "latitude", "since", "website")
    inventory, problems = read(organizations=f"name,{','.join(columns)}\nA{f',{text}' * len(columns)}\n")
    assert inventory.organizations.loc[0, list(columns)].isna().all()
    notes = of(problems, "word for not known")
    assert problems == notes
    assert [(note.row, note.value, note.severity, note.label) for note in notes] == [(2, text, "note", 0)] * len(
        columns
    )


def test_words_for_not_known_are_reported_once_a_column_with_a_count() -> None:
    rows = "".join(f"Group {number},N/A\n" for number in range(12)) + "Last,?\nFull,older adults\n"
    note = the_one(read(organizations="name,serves\n" + rows)[1], "word for not known")
    assert note.message == "“N/A” and “?” stand in 13 cells of serves, which we read as not known."
    assert note.mend == "Leave such cells empty, or write none where someone looked and there is none."
    assert (note.row, note.value, note.column) == (None, "N/A; ?", "serves")
    note = the_one(read(organizations="name,serves\nA,N/A\nB,N/A\n")[1], "word for not known")
    assert (note.message, note.value) == ("“N/A” stands in 2 cells of serves, which we read as not known.", "N/A")


def test_in_columns_of_organizations_such_words_become_no_organizations() -> None:
    inventory, problems = read(
        organizations="name\nA\nB\n",
        relationships="from,to,reported_by\nA,B,n/a\nA,unknown,\n",
        initiatives="name,lead,partners\nClub,tbd,-\n",
    )
    assert inventory.organizations["name"].tolist() == ["A", "B"]
    assert inventory.relationships["reported_by"].isna().all()
    assert inventory.initiatives[["lead", "partners"]].isna().all(axis=None)
    aside = the_one(problems, "required cell missing")
    assert (aside.row, aside.value) == (3, "from: A; to: unknown")


def test_such_an_id_is_no_id_and_text_stays() -> None:
    inventory, problems = read(
        organizations="id,name,description,zip\nNA,Neighbors United,unknown,N/A\nB,Bold,-,?\n",
        relationships="from,to,evidence\nNA,Bold,\nNeighbors United,Bold,n/a\n",
    )
    assert inventory.organizations["id"].tolist() == ["neighbors-united", "B"]
    assert inventory.organizations["description"].tolist() == ["unknown", "-"]
    assert inventory.organizations["zip"].tolist() == ["N/A", "?"]
    assert inventory.relationships[["from", "to", "evidence"]].to_numpy().tolist() == [["neighbors-united", "B", "n/a"]]
    assert {(problem.table, problem.value) for problem in problems if problem.rule == "word for not known"} == {
        ("organizations", "NA"),
        ("relationships", "NA"),
    }
    assert the_one(problems, "required cell missing").value == "from: NA; to: Bold"


@pytest.mark.parametrize(
    "name",
    [
        "NA",
        "N/A",
        "n.a.",
        "#N/A",
        "-",
        "--",
        "?",
        "Unknown",
        "TBD",
        "null",
        "none",
        "(blank)",
        "No name",
        "not provided",
    ],
)
def test_a_word_for_not_known_is_no_name(name: str) -> None:
    inventory, problems = read(
        organizations=f"name,type\nNorthtown Library,library\n{name},NA\nElm Legal Aid,NA\n{name},legal aid\n",
        relationships=f"from,to\nNorthtown Library,{name}\n",
    )
    assert inventory.organizations["name"].tolist() == ["Northtown Library", "Elm Legal Aid"]
    assert len(inventory.relationships) == 0
    assert [(each.table, each.row) for each in of(problems, "required cell missing")] == [
        *(("organizations", 3), ("organizations", 5)),
        ("relationships", 2),
    ]


@pytest.mark.parametrize("format", ["zip", "xlsx"])
def test_a_list_that_holds_just_such_a_word_survives_writing(format: str) -> None:
    inventory = make_inventory(organizations=[{"name": "A", "aliases": ("N/A",)}, {"name": "B", "aliases": ("-", "?")}])
    assert inventory.organizations["aliases"].tolist() == [("N/A",), ("-", "?")]
    back, problems = read_inventory(written(inventory, format))
    assert back.organizations["aliases"].tolist() == [("N/A",), ("-", "?")]
    assert problems == []


# Where a problem is


def test_a_problem_names_its_own_row_though_a_tie_of_that_number_added_an_organization() -> None:
    sheets: Sheets = {
        "organizations": [["name", "type"], ["A", "library"], ["B", "libary"]],
        "relationships": [["from", "to"], ["A", "B"], ["A", "Elsewhere"]],
    }
    inventory, problems = read_inventory({"city.xlsx": workbook(sheets)})
    word = the_one(problems, "word outside the vocabulary")
    assert (word.sheet, word.row, word.label) == ("organizations", 3, 1)
    assert inventory.organizations["name"].iloc[2] == "Elsewhere"
    assert the_one(problems, "organization not listed").label == 1


def test_two_sheets_of_one_table_do_not_mix_up_their_rows() -> None:
    sheets: Sheets = {
        "organizations": [["name", "type"], ["A", "libary"]],
        "organizations (2)": [["name", "type"], ["B", "scool"]],
    }
    problems = read_inventory({"city.xlsx": workbook(sheets)})[1]
    words = of(problems, "word outside the vocabulary")
    assert [(word.sheet, word.value, word.label) for word in words] == [
        ("organizations", "libary", 0),
        ("organizations (2)", "scool", 1),
    ]


def test_problems_come_by_file_table_row_and_column() -> None:
    _, problems = read(
        relationships="from,to,level,status\nA,B,9,gone\nA,Z,x,\n", organizations="name,type\nA,libary\nB,scool\n"
    )
    places = [(each.file, each.row, each.column) for each in problems]
    assert places == [
        *(("organizations.csv", 2, "type"), ("organizations.csv", 3, "type")),
        *(("relationships.csv", 2, "level"), ("relationships.csv", 2, "status")),
        *(("relationships.csv", 3, "level"), ("relationships.csv", 3, "to")),
    ]


# Lists


@pytest.mark.parametrize(
    ("cell", "bars"),
    [
        ("digital access; education", "digital access|education"),
        ("Digital access, Education", "Digital access|Education"),
        ("housing / health", "housing|health"),
        ("housing\njustice", "housing|justice"),
        ("housing, justice, rivers", "housing|justice|rivers"),
    ],
)
def test_words_without_bars_are_kept_and_shown_with_bars(cell: str, bars: str) -> None:
    inventory, problems = read(organizations=f'name,issue_areas\nA,"{cell}"\n')
    assert inventory.organizations["issue_areas"].tolist() == [(cell,)]
    problem = the_one(problems, "words without bars")
    assert problems == [problem]
    assert (problem.row, problem.value, problem.mend) == (2, cell, f"Put bars between the words: {bars}")


def test_semicolons_in_free_lists_are_reported_once_a_column() -> None:
    inventory, problems = read(
        organizations="name,serves,aliases\nA,older adults; young people,AA;A2\nB,tenants; youth,\nC,a|b; c,|x;\n"
    )
    assert inventory.organizations["serves"].tolist()[:2] == [("older adults; young people",), ("tenants; youth",)]
    serves, aliases = of(problems, "semicolon in a list")
    assert (aliases.column, aliases.row) == ("aliases", 2)
    assert aliases.mend == "If it is several, put bars between them: AA|A2"
    assert (serves.column, serves.row, serves.severity) == ("serves", None, "note")
    assert serves.message == (
        "2 cells of serves have a semicolon and no bar, such as “older adults; young people”. "
        "Each is read as one value."
    )
    assert serves.mend == "If it is several, put bars between them: older adults|young people"


# What is not read, and what is recognised


def test_a_file_that_was_not_read_is_an_error() -> None:
    content = zipped({"organizations.csv": b"name\nA\n", "more.csv": b"color,size\nred,3\n", "b/seats.csv": b"x\n"})
    problems = read_inventory({"a.zip": content})[1]
    assert {problem.rule: problem.severity for problem in problems} == {
        "table not known": "error",
        "file in another folder": "error",
    }


@pytest.mark.parametrize(
    "name",
    ["organizations - Sheet1.csv", "organizations (2).csv", "Organisations_final.csv", "organizations-2025 new.csv"],
)
def test_a_name_that_begins_with_a_tables_name_is_that_table(name: str) -> None:
    inventory, problems = read_inventory({name: b"name\nA\n"})
    assert inventory.organizations["name"].tolist() == ["A"]
    assert problems == []


def test_ties_under_a_longer_name() -> None:
    inventory, problems = read_inventory({"relationships_final.csv": b"from,to,x,y,z\nA,B,1,2,3\n"})
    assert len(inventory.relationships) == 1
    assert not of(problems, "table told by its headers")
    assert the_one(read_inventory({"relationships_final.csv": b"x,y\nA,B\n"})[1], "table not known")


@pytest.mark.parametrize(
    "header",
    ["name", "Name of organisation", "Organisation name", "Organization", "Org name", "Agency", "Name of Agency"],
)
def test_a_file_with_a_column_of_names_is_read_as_organizations(header: str) -> None:
    content = f"{header},Ward,Budget line,Colour,Shape\nLibrary,3,4,red,round\n"
    inventory, problems = read_inventory({"Our list.csv": content.encode()})
    assert inventory.organizations["name"].tolist() == ["Library"]
    assert the_one(problems, "table told by its headers").severity == "note"


@pytest.mark.parametrize(("file", "header"), [("staff list.csv", "name,ward"), ("list.csv", "name,first name,room")])
def test_a_list_of_people_is_not_read_as_organizations(file: str, header: str) -> None:
    inventory, problems = read_inventory({file: f"{header}\nAna,1\n".encode()})
    assert inventory.organizations.empty
    assert the_one(problems, "table not known").severity == "error"


# Names that are the same


@pytest.mark.parametrize(
    "name", ["Women's  Job-Link", "WOMEN’S JOB–LINK", "women‘s job‑link", "Women's Job—Link", "Womenʼs Job-Link"]
)
def test_names_match_whatever_their_quotes_dashes_blanks_and_case(name: str) -> None:
    inventory, problems = read(organizations="name\nWomen’s Job-Link\nB\n", relationships=f"from,to\n{name},B\n")
    assert inventory.relationships["from"].tolist() == [inventory.organizations["id"].iloc[0]]
    assert problems == []


def test_the_same_name_twice_is_reported_whatever_its_quotes() -> None:
    assert slug("Old Mill’s Job–Link") == slug("Old Mill's job-link") == "old-mill-s-job-link"
    problem = the_one(read(organizations="name\nMill’s\nMILL'S\n")[1], "name used twice")
    assert (problem.row, problem.severity) == (3, "warning")


def test_ids_that_hardly_differ_stay_as_they_are() -> None:
    inventory, problems = read(organizations="id,name\nlib,A\nLIB,B\n", relationships="from,to\nLIB,lib\n")
    assert inventory.organizations["id"].tolist() == ["lib", "LIB"]
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [["LIB", "lib"]]
    assert not of(problems, "id used twice")


# Several files of one table


def test_files_of_one_table_are_read_together_and_the_same_row_is_kept_once() -> None:
    files = {
        "organizations.csv": b"id,name,type\na,A,library\nb,B,school\nb2,B,school\n",
        "organizations (2).csv": b"name,id,color\nC,c,red\n",
        "organizations (3).csv": b"type,name,id\nlibrary,A,a\nlibrary,B,b\nschool,B,b2\n",
    }
    inventory, problems = read_inventory(files)
    assert inventory.organizations["id"].tolist() == ["a", "b", "b2", "c", "b-2"]
    assert the_one(problems, "tables read together").message == (
        "organizations.csv, organizations (2).csv and organizations (3).csv hold the same table, organizations. "
        "We read them together."
    )
    same = the_one(problems, "same rows in two tables")
    assert (same.value, same.severity, same.file) == ("2", "note", "organizations (3).csv")
    twice = the_one(problems, "id used twice")
    assert (twice.row, twice.file, twice.severity, twice.label) == (3, "organizations (3).csv", "warning", 4)
    assert "It is in organizations.csv and in organizations (3).csv, with different cells." in twice.message


def test_ties_that_two_sheets_hold_are_kept_once_and_those_that_one_holds_twice_stay() -> None:
    ties = [["from", "to"], ["A", "B"], ["A", "B"]]
    content = workbook({"relationships": ties, "relationships 2": ties})
    inventory, problems = read_inventory({"city.xlsx": content})
    assert len(inventory.relationships) == 2
    assert "sheet “relationships” of city.xlsx" in the_one(problems, "same rows in two tables").message


# Messages


@pytest.mark.parametrize(
    ("content", "what", "mend"),
    [
        (zipped({"word/document.xml": b"<w/>"}), "a document", "Copy its table"),
        (zipped({"ppt/presentation.xml": b"<p/>"}), "a document", "Copy its table"),
        (b"%PDF-1.7 \x00", "a document", "Copy its table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(16), "not text", "save its table as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook (.xls)", "save it as xlsx"),
    ],
)
def test_a_document_is_called_what_it_is_whatever_its_name_and_in_a_zip(content: bytes, what: str, mend: str) -> None:
    inside = zipped({"organizations.csv": b"name\nA\n", "city.xlsx": content})
    for files in ({"city.xlsx": content}, {"all.zip": inside}):
        problem = the_one(read_inventory(files)[1], "not a table")
        assert (problem.file, problem.severity) == ("city.xlsx", "error")
        assert f"city.xlsx is {what}" in problem.message and mend in problem.mend


def test_an_empty_zip_says_so() -> None:
    problem = the_one(read_inventory({"city.zip": zipped({})})[1], "empty file")
    assert (problem.message, problem.severity) == ("city.zip is an empty zip.", "error")


@pytest.mark.parametrize(
    ("table", "content", "words"),
    [
        (
            "relationships",
            "from,to,level\nA,B,high\n",
            "0 to 5, or one of: none, networking, cooperation, coordination, coalition, collaboration.",
        ),
        (
            "seats",
            "table,organization,power\nT,A,vote\n",
            "0 to 5, or one of: ignore, inform, consult, involve, collaborate, defer to.",
        ),
    ],
)
def test_a_word_that_is_no_number_lists_those_that_are(table: str, content: str, words: str) -> None:
    assert the_one(read(**{table: content})[1], "not a number").mend == f"Write a number from {words}"


def test_percent_is_read_where_a_share_is_asked_for() -> None:
    inventory, problems = read(communities="name,population_share\nX,25%\nY,12.5 %\nZ,250%\n")
    assert inventory.communities["population_share"].tolist()[:2] == [0.25, 0.125]
    note = the_one(problems, "number written with a sign")
    assert (note.severity, note.value) == ("note", "12.5 %; 25%")
    assert the_one(problems, "outside the range").value == "250%"
    assert pd.isna(read(participation="organization,date,attendees\nA,2015,25%\n")[0].participation["attendees"][0])


@pytest.mark.parametrize("text", ["$25,000", "25,000", "US$ 25000", "25000 €", "25000"])
def test_sums_with_the_sign_of_a_currency(text: str) -> None:
    inventory, problems = read(relationships=f'from,to,amount,currency\nA,B,"{text}",\n')
    assert inventory.relationships["amount"].tolist() == [25_000.0]
    assert inventory.relationships["currency"].isna().all()
    signs = of(problems, "number written with a sign")
    assert [note.mend for note in signs] == ["Name the currency in the column currency."] * ("$" in text or "€" in text)


def test_a_table_without_rows_says_so() -> None:
    problems = read(organizations="name,type\nA,library\n", seats="table,organization\n")[1]
    note = the_one(problems, "table without rows")
    assert (note.table, note.file, note.severity) == ("seats", "seats.csv", "note")
    assert note.message == "This table has a header and no rows: seats."


def test_a_workbooks_tables_are_called_sheets() -> None:
    sheets: Sheets = {"organizations": [["name"], ["A"]], "data": [["color", "size"], ["red", 3]]}
    problem = the_one(read_inventory({"data.xlsx": workbook(sheets)})[1], "table not known")
    assert problem.message.startswith("Sheet “data” of data.xlsx") and "name the sheet" in problem.mend
    assert (problem.file, problem.sheet) == ("data.xlsx", "data")


def test_leaving_people_out_offers_no_choice() -> None:
    problem = the_one(read(organizations="name,E-mail\nA,a@b.org\n")[1], "column about people left out")
    assert problem.mend == "Columns of people are left out: an inventory holds organizations and roles."


# Dates


def test_one_day_over_12_shows_the_order_of_the_whole_column() -> None:
    inventory, problems = read(organizations="name,since\nA,5/12/2015\nB,12/25/2015\nC,1/2/2016\n")
    assert inventory.organizations["since"].tolist() == ["2015-05-12", "2015-12-25", "2016-01-02"]
    note = the_one(problems, "date order told by the column")
    assert problems == [note]
    assert (note.severity, note.value, note.row) == ("note", "1/2/2016; 5/12/2015", None)
    assert "month/day/year" in note.message
    european = read(organizations="name,since\nA,5.12.2015\nB,25.12.2015\n")[0]
    assert european.organizations["since"].tolist() == ["2015-12-05", "2015-12-25"]


@pytest.mark.parametrize("others", ["", "X,25/12/2015\nY,12/25/2015\n"])
def test_dates_with_two_meanings_are_reported_once_with_their_texts(others: str) -> None:
    rows = "".join(f"Group {day},{day}/1/2015\n" for day in range(2, 12))
    inventory, problems = read(organizations=f"name,since\n{rows}{others}")
    assert inventory.organizations["since"].iloc[:10].isna().all()
    warning = the_one(problems, "date with two meanings")
    assert problems == [warning]
    assert (warning.severity, warning.row) == ("warning", None)
    assert warning.message.startswith("10 cells of since could each be two different days, such as “")
    assert str(warning.value).split("; ") == sorted(f"{day}/1/2015" for day in range(2, 12))


# Accents in Excel


def test_files_begin_with_the_mark_by_which_excel_knows_utf_8(tmp_path: Any) -> None:
    inventory = make_inventory(organizations=[{"name": "Niño"}])
    write_inventory(inventory, tmp_path)
    packed = zipfile.ZipFile(io.BytesIO(written(inventory, "zip")["a.zip"])).read("organizations.csv")
    for content in ((tmp_path / "organizations.csv").read_bytes(), packed, table_csv(inventory.organizations)):
        assert content.startswith(b"\xef\xbb\xbf") and "Niño" in content.decode("utf-8-sig")
    assert read_inventory(tmp_path)[0].organizations["name"].tolist() == ["Niño"]


def test_an_inventory_row_without_a_readable_cell_is_no_failure() -> None:
    inventory, problems = read_inventory(
        {"inventory.csv": b"as_of,note\nsomeday,\xef\xbf\xbe\n", "organizations.csv": b"name\nLibrary\n"}
    )
    assert inventory.inventory.empty
    assert ("as_of", "someday") in [(problem.column, problem.value) for problem in problems]
