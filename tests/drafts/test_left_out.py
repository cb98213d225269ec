"""Each row that came in is counted once, and a cell that could not be read comes back as it was written."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from components.drafts import (
    Draft,
    count_rows,
    find_cells_to_mend,
    list_rows_left_out,
    list_unread_cells,
    make_draft_of_sheets,
    mend_cells,
    read_inventory,
)
from components.drafts.opening import open_draft
from components.files import write_inventory
from components.importing.recognise import recognise_sheet
from components.matching import add_file, compare_with_file
from components.matching.plan import How
from components.reports import data_package
from tests.any_inventory import assert_same
from tests.matching.test_brought_again import NAMES, STEPS, done, written
from tests.merged_rows import merge_rows
from tests.reading import FIGURES, draft, figures, names, of, read, sheets_of, workbook
from tests.reports.test_datapackage import _errors, _fields, _schema

# Rows in are rows kept and rows set aside

NAME = st.sampled_from(["Library", "Clinic, East", 'The "Hub"', "Café\nNord", "02139", "", " "])
ROW = st.tuples(NAME, st.sampled_from(["library", "school", "x, y"]), st.sampled_from(["2015", "", "soon"]))
MESS = st.lists(st.one_of(ROW.map(list), st.sampled_from([[], ["", "", ""], ["name", "type", "since"]])), max_size=8)


@settings(max_examples=30)
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
    assert figures(add_file(draft("name\nC\n"), left, "add")) == [3, 1, 0, 0, 0, 2]


OFFICE = "name,type,website\n" + "".join(f"Org {number},library,\n" for number in range(22))
PARTNERS = "name,type,website\nOrg 1,school,\nOrg 2,library,\nOrg 3,,https://x.org\nNew 1,,\nNew 2,,\n"
SOME = ["file", "rows_in", "kept", "joined", "merged", "replaced", "set_aside"]


def further(before: Draft, text: str, how: How, name: str = "partners2022.csv") -> Draft:
    return add_file(before, draft(text, name), how)


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


def test_rows_of_a_table_that_a_file_replaces_count_as_replaced() -> None:
    after = further(draft(OFFICE, "office.csv"), PARTNERS, "replace")
    assert some(after) == [["office.csv", 22, 3, 0, 0, 19, 0], ["partners2022.csv", 5, 2, 3, 0, 0, 0]]
    back = further(after, OFFICE, "replace", "office.csv")
    assert some(back)[0] == OFFICE_IN


def test_merged_rows_and_second_values_are_counted_apart_from_typed_and_set_aside_ones() -> None:
    found = draft("name,type,website,source\nA,library,https://a.org,S\nB,school,https://b.org,T\nC,,,\n")
    one = merge_rows(found.with_rows("organizations", [{"name": "D"}]), [0, 1], 0)
    assert some(one.set_aside([2]))[0] == ["organizations.csv", 3, 1, 0, 1, 0, 1]
    frame = count_rows(one)
    assert (frame["added_here"].sum(), frame["second_values"].sum()) == (1, 2)
    gone = list_rows_left_out(one)
    assert gone[["why", "into"]].to_numpy().tolist() == [["merged", "A"]]
    assert some(one.take_back([1]))[0] == ["organizations.csv", 3, 3, 0, 0, 0, 0]


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
    assert said[0].message == "This row has nothing but a name. It may be a heading."
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
def test_other_rows_with_few_cells_are_not_headings(rows: tuple[str, ...]) -> None:
    assert not of(sections(*rows).problems, "nothing but a name")


def test_where_few_rows_have_several_cells_a_name_alone_is_normal() -> None:
    assert not of(
        draft("name,type,since\nA,library,\nB,school,\nC,clinic,2017\nD,,\nE,school,\n").problems, "nothing but a name"
    )
    typed_in = sections("East,library,2015,").with_rows("organizations", [{"name": "New"}])
    assert not of(typed_in.problems, "nothing but a name")


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
        ("amount", ["1,234"], ";", [1234.0], ["comma that could mean either"]),
        ("amount", ["1.234"], ";", [1.234], ["comma that could mean either"]),
        ("amount", ["1.234"], ",", [1.234], ["comma that could mean either"]),
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


# Cells that could not be read

FILES = {
    "organizations.csv": (
        b"name,type,since,latitude,longitude,issue_areas\n"
        b"Library,library,3/4/2021,142.2,-90.2,jobs\n"
        b"Makers,n/a,=2018-2019,38.627,-90.3,\n"
        b"School,school,2015,,tbd,\n"
    ),
    "relationships.csv": b"from,to,kind,since,level,reported_by\nLibrary,Makers,funds,2018-2019,often,none\n",
}


def as_workbook(draft: Draft) -> bytes:
    stream = io.BytesIO()
    write_inventory(draft.inventory, stream, "xlsx", list_unread_cells(draft))
    return stream.getvalue()


def package(draft: Draft) -> bytes:
    return data_package(draft.inventory, None, list_unread_cells(draft))


FORMS = {"a.zip": package, "a.xlsx": as_workbook}


_OF_READ_CELLS = ("date order told by the column", "decimal comma", "comma that could mean either")


def said(draft: Draft) -> set[tuple[str, str, str]]:
    """The problems of cells that could not be read, as table, column and rule. Some stand for several cells."""
    found = set()
    for table, cells in list_unread_cells(draft).items():
        for (_, name), text in cells.items():
            of_column = (each for each in draft.problems if (each.table, each.column) == (table, name))
            of_text = (each for each in of_column if text in (each.value or "").split("; "))
            found |= {(table, name, each.rule) for each in of_text if each.rule not in _OF_READ_CELLS}
    return found


def assert_comes_back(draft: Draft, name: str) -> Draft:
    back = open_draft({name: FORMS[name](draft)}, keep_person_columns=True)
    assert list_unread_cells(back) == list_unread_cells(draft)
    assert said(back) == said(draft)
    assert_same(back.inventory, draft.inventory)
    for table in draft.inventory.tables:
        one, other = (each.table_texts(table) for each in (back, open_draft({name: FORMS[name](back)})))
        pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))
    return back


@pytest.mark.parametrize("name", FORMS)
def test_unread_texts_are_written_in_their_places(name: str) -> None:
    draft = open_draft(FILES)
    expected = {
        "organizations": {
            (0, "since"): "3/4/2021",
            (0, "latitude"): "142.2",
            (1, "type"): "n/a",
            (1, "since"): "=2018-2019",
            (2, "longitude"): "tbd",
        },
        "relationships": {(0, "since"): "2018-2019", (0, "level"): "often", (0, "reported_by"): "none"},
    }
    assert list_unread_cells(draft) == expected
    back = assert_comes_back(draft, name)
    first = back.table_texts("organizations")
    assert first["since"].tolist() == ["3/4/2021", "'=2018-2019", "2015"]
    assert first["latitude"].tolist() == ["142.2", "38.627", ""]
    assert set(compare_with_file(draft, back, "update")["change"]) == {"same"}


def test_numbers_stay_numbers_beside_a_text() -> None:
    sheet = load_workbook(io.BytesIO(as_workbook(open_draft(FILES))))["organizations"]
    rows = list(sheet.values)
    latitude, since = rows[0].index("latitude"), rows[0].index("since")
    assert [row[latitude] for row in rows[1:]] == ["142.2", 38.627, None]
    assert rows[2][since] == "'=2018-2019", "guarded, as all text is"


@pytest.mark.parametrize("name", FORMS)
def test_a_comma_that_could_not_be_read_makes_no_point_mean_thousands(name: str) -> None:
    text = 'from,to,kind,amount\nA,B,funds,38.6270\nA,C,funds,"-12,5"\n'
    back = assert_comes_back(open_draft({"relationships.csv": text.encode()}), name)
    assert back.inventory.relationships["amount"].iloc[0] == 38.627


@pytest.mark.parametrize("name", FORMS)
def test_an_impossible_date_does_not_change_how_others_are_read(name: str) -> None:
    draft = open_draft({"organizations.csv": b"name,since\nA,30/2/2021\nB,3/4/2021\nC,2/13/2021\nD,13/2/2021\n"})
    assert_comes_back(draft, name)
    assert sorted(list_unread_cells(draft)["organizations"].values()) == ["3/4/2021", "30/2/2021"]


def test_a_package_with_unread_texts_says_so_and_is_valid() -> None:
    content = package(open_draft(FILES))
    assert _errors(content) == []
    fields = _fields(content, "organizations")
    assert fields["latitude"]["type"] == "string" and fields["longitude"]["type"] == "string"
    assert "pattern" not in fields["since"]["constraints"] and "enum" not in fields["type"]["constraints"]
    assert "can't be read" in fields["since"]["description"] and "can't be read" not in fields["name"]["description"]
    keys = {key["fields"] for key in _schema(content, "relationships")["foreignKeys"]}
    assert keys == {"from", "to"}, "none is no organization's id"
    whole = package(open_draft({"organizations.csv": b"name,type,since,latitude\nA,library,2015,38.6\n"}))
    assert _fields(whole, "organizations")["latitude"]["constraints"] == {
        "required": False,
        "minimum": -90,
        "maximum": 90,
    }


def test_rows_left_out_and_mended_cells_have_no_unread_texts() -> None:
    draft = open_draft(FILES)
    assert [name for _, name in list_unread_cells(draft.set_aside([0]))["organizations"]] == [
        "type",
        "since",
        "longitude",
    ]
    mended = draft.with_cells({0: {"since": "2021-04-03"}})
    assert (0, "since") not in list_unread_cells(mended)["organizations"]


def test_raters_and_addresses_of_people_are_not_among_unread_texts() -> None:
    files = {
        "organizations.csv": b"name,latitude\nA,617-555-0123\nB,38.6\nC,38.7\n",
        "assessments.csv": b"element,rating,rater\nresources,often,Ann Smith\n",
    }
    texts = list_unread_cells(open_draft(files))
    assert texts == {
        "organizations": {(0, "latitude"): "[phone left out]"},
        "assessments": {(0, "rating"): "often"},
    }


# Whatever is written

DATE = st.sampled_from(["", "2015", "3/4/2021", "13/4/2021", "4/13/2021", "30/2/2021", "2018-2019", "=2018", "n/a"])
FIGURE = st.sampled_from(
    ["", "38.627", "12,5", "142.2", "-12,5", "1,234", "1.234", "1.234,5", "soon", "'-x", "?", "38"]
)
ORGANIZATION = st.fixed_dictionaries(
    {"name": NAMES, "type": st.sampled_from(["library", "n/a", "", "tbd"]), "since": DATE}
    | {"latitude": FIGURE, "longitude": FIGURE, "issue_areas": st.sampled_from(["", "-", "jobs|housing", "none"])}
)
TIE = st.fixed_dictionaries(
    {"from": NAMES, "to": NAMES, "kind": st.sampled_from(["funds", ""]), "reported_by": st.sampled_from(["", "none"])}
    | {"since": DATE, "amount": FIGURE, "level": FIGURE}
)
TABLES = st.fixed_dictionaries(
    {"organizations": st.lists(ORGANIZATION, min_size=1, max_size=5)},
    optional={"relationships": st.lists(TIE, min_size=1, max_size=5)},
)


@settings(max_examples=6, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(first=TABLES, second=TABLES, steps=STEPS)
def test_any_draft_comes_back_with_its_texts(first: Any, second: Any, steps: Any) -> None:
    draft = done(open_draft(written(first, "one") | written(second, "two")), steps)
    for name in FORMS:
        assert_comes_back(draft, name)


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(tables=TABLES)
def test_the_package_of_any_draft_is_valid(tables: Any) -> None:
    assert _errors(package(open_draft(written(tables, "one")))) == []
