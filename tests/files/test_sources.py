"""Files as people really send them, in folders, zips and workbooks: each gives a clear problem, and what is good in it
loads."""

from __future__ import annotations

import datetime
import gc
import io
import itertools
from pathlib import Path

import pytest
from openpyxl import Workbook

from components.drafts import list_inventories, make_draft_of_sheets, read_inventory
from components.files import Limits, inventory_dates, write_inventory
from components.importing import bring_sheets, suggest_mapping
from components.inventory import Inventory, Problem
from components.inventory.progress import StoppedError
from tests.hostile_workbooks import zipped
from tests.inventories import make_inventory
from tests.reading import the_one
from tests.stopping import stop_at


def read(content: str | bytes, name: str = "organizations.csv", **options: object) -> tuple[Inventory, list[Problem]]:
    data = content.encode() if isinstance(content, str) else content
    return read_inventory([(name, data)], **options)  # type: ignore[arg-type]


def names(inventory: Inventory) -> list[str]:
    return list(inventory.organizations["name"])


def test_one_organizations_file_alone_is_an_inventory() -> None:
    inventory, problems = read("name,type\nPublic Library,Libraries\n")
    assert problems == []
    row = inventory.organizations.iloc[0]
    assert (row["id"], row["type"], row["listed"]) == ("public-library", "library", "yes")


@pytest.mark.parametrize(
    ("encoding", "rules"),
    [("utf-8", []), ("utf-8-sig", []), ("utf-16", ["encoding"]), ("cp1252", ["encoding"])],
)
def test_encodings_are_found_and_named(encoding: str, rules: list[str]) -> None:
    inventory, problems = read("name,description\nEl Niño “centre”,Café\n".encode(encoding))
    assert names(inventory) == ["El Niño “centre”"]
    assert [problem.rule for problem in problems] == rules
    assert all(problem.severity == "note" for problem in problems)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    rows = [["name", "type", "description"], ["A", "library", "x, y; z"], ["B", "school", ""]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    inventory, problems = read(text)
    assert problems == []
    assert inventory.organizations["description"].iloc[0] == "x, y; z"


def test_lists_with_bars_do_not_pass_for_columns() -> None:
    inventory, problems = read("name,issue_areas\nA,justice|housing\nB,health|education\n")
    assert list(inventory.organizations["issue_areas"]) == [("justice", "housing"), ("health", "education")]
    assert problems == []


def test_one_column_with_commas_in_it_is_not_split() -> None:
    assert names(read("name\nSmith, Jones and Co\nBrown, Green, Gray\n")[0]) == [
        "Smith, Jones and Co",
        "Brown, Green, Gray",
    ]


def test_excels_own_line_that_names_the_delimiter() -> None:
    assert names(read("sep=;\nname;type\nA;library\n")[0]) == ["A"]


def test_title_and_blank_rows_and_rows_counted_as_a_spreadsheet_does() -> None:
    text = 'Our city,,\n,,\nname,type,since\n"A\nline",library,2015\n,,\nB,libary,2016\n'
    inventory, problems = read(text)
    assert names(inventory) == ["A\nline", "B"]
    title = the_one(problems, "rows above the header")
    assert (title.row, title.value, title.severity) == (3, "Our city", "note")
    assert the_one(problems, "blank rows").value == "1"
    word = the_one(problems, "word outside the vocabulary")
    assert (word.row, word.column, word.value, word.severity) == (6, "type", "libary", "warning")
    assert word.mend == "Did you mean “library”?"
    assert inventory.organizations["type"].iloc[1] == "libary"


def test_duplicate_headers_keep_both_columns() -> None:
    inventory, problems = read("name,type,name,Color,Color\nA,library,B,red,blue\n")
    row = inventory.organizations.iloc[0]
    assert (row["name"], row["name (2)"], row["Color"], row["Color (2)"]) == ("A", "B", "red", "blue")
    assert [problem.column for problem in problems if problem.rule == "header used twice"] == ["Color (2)", "name (2)"]


def test_ragged_rows_lose_nothing() -> None:
    inventory, problems = read("name,type\nA,library,more\nB\nC,school,,\n")
    long, short = the_one(problems, "row too long"), the_one(problems, "row too short")
    assert (long.row, long.value, long.severity) == (2, "more", "warning")
    assert (short.row, short.severity) == (3, "note")
    assert inventory.organizations["column 3"].tolist()[0] == "more"
    assert names(inventory) == ["A", "B", "C"]


def test_a_quote_mark_that_never_closes_swallows_no_rows() -> None:
    inventory, problems = read('name,type\nA,library\n"B,school\nC,library\n')
    assert len(inventory.organizations) == 3
    quote = the_one(problems, "quote mark astray")
    assert (quote.row, quote.value) == (3, '"B,school')


@pytest.mark.parametrize(
    ("content", "rule", "word"),
    [
        (b"", "empty file", "empty"),
        (b"\xef\xbb\xbf\n\n", "empty file", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x03\xc0\x00\x00\x02", "not a table", "picture"),
        (b"%PDF-1.7 \x00", "not a table", "PDF"),
        (b"<!DOCTYPE html><html></html>", "not a table", "web page"),
        (b'{"elements": []}', "not a table", "JSON"),
        (bytes(range(1, 32)) * 20, "not a table", "not text"),
        (b"PK\x03\x04 torn", "file damaged", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not a table", "Excel"),
    ],
)
def test_what_is_not_a_table_says_what_it_is(content: bytes, rule: str, word: str) -> None:
    inventory, problems = read(content)
    problem = the_one(problems, rule)
    assert problem.severity == "error"
    assert problem.file == "organizations.csv"
    assert word in problem.message
    assert inventory.organizations.empty


def test_a_row_without_what_is_required_is_set_aside_with_its_content() -> None:
    inventory, problems = read("name,type,website\n,library,https://x.org\nB,school,\n")
    aside = the_one(problems, "required cell missing")
    assert (aside.row, aside.column, aside.severity) == (2, "name", "error")
    assert aside.value == "type: library; website: https://x.org"
    assert names(inventory) == ["B"]


def test_a_file_without_a_required_column_says_which() -> None:
    problem = the_one(read("from,kind\nA,funds\n", "relationships.csv")[1], "required column missing")
    assert (problem.table, problem.row, problem.column, problem.severity) == ("relationships", 1, "to", "error")


def test_a_table_is_known_by_its_headers_or_named_in_a_problem() -> None:
    files = [("people.csv", b"color,size\nred,3\n"), ("our list.csv", b"Name,Web Site,Issue-Areas\nA,x,justice\n")]
    inventory, problems = read_inventory(files)
    assert names(inventory) == ["A"]
    unknown = the_one(problems, "table not known")
    assert (unknown.file, unknown.value) == ("people.csv", "color, size")
    assert the_one(problems, "table told by its headers").table == "organizations"


def test_source_and_target_are_the_ends_only_without_from_and_to() -> None:
    inventory, _ = read("Source,Target\nA,B\n", "relationships.csv")
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [["a", "b"]]
    inventory, _ = read("from,to,source\nA,B,Survey\n", "relationships.csv")
    assert inventory.relationships["source"].tolist() == ["Survey"]


def test_columns_about_people_are_left_out_unless_kept() -> None:
    text = "name,Contact,E-mail,First name,Reach,Contacts per year\nA,Ana Doe,a@b.org,Ana,c@d.org,12\n"
    inventory, problems = read(text)
    left_out = [problem.column for problem in problems if problem.rule == "column about people left out"]
    assert left_out == ["Contact", "E-mail", "First name", "Reach"]
    assert "Contact" not in inventory.organizations
    assert inventory.organizations["Contacts per year"].tolist() == ["12"]
    assert read(text, keep_person_columns=True)[0].organizations["Contact"].tolist() == ["Ana Doe"]


def test_text_stays_byte_for_byte_and_only_empty_is_missing() -> None:
    inventory, _ = read("name,zip,description\n02139,NA,1E5\nTRUE,TRUE,null\nx,,nan\n")
    frame = inventory.organizations
    assert names(inventory) == ["02139", "TRUE", "x"]
    assert frame["zip"].fillna("missing").tolist() == ["NA", "TRUE", "missing"]
    assert frame["description"].tolist() == ["1E5", "null", "nan"]


def test_control_characters_are_taken_out_and_reported_once() -> None:
    inventory, problems = read("name,type\nA\x07B,\nC\x07D,\n")
    assert names(inventory) == ["AB", "CD"]
    assert the_one(problems, "characters that can't be shown").column == "name"


def test_repeated_rows_are_kept_and_reported() -> None:
    inventory, problems = read("from,to\nA,B\nA,B\n", "relationships.csv")
    assert len(inventory.relationships) == 2
    assert the_one(problems, "row repeated").row == 3


def test_ids_are_made_and_each_is_different() -> None:
    inventory, problems = read("id,name\n,Café\ncafe,Other\n,Café\nx,X\nx,Y\n")
    assert list(inventory.organizations["id"]) == ["cafe-2", "cafe", "cafe-3", "x", "x-2"]
    twice = the_one(problems, "id used twice")
    assert (twice.row, twice.value, twice.severity) == (6, "x", "warning")


def test_ends_are_found_by_any_name_and_else_added() -> None:
    tables = {
        "organizations.csv": b"id,name,aliases,former_names\nlib,Public Library,PL,Free Library\nd,Data Team,PL,\n",
        "relationships.csv": b"from,to\nLIB,data  team\nfree library,Nowhere\npl,nowhere\n",
    }
    inventory, problems = read_inventory(tables)
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [
        ["lib", "d"],
        ["lib", "nowhere"],
        ["lib", "nowhere"],
    ]
    assert inventory.organizations["listed"].tolist() == ["yes", "yes", "no"]
    missing = the_one(problems, "organization not listed")
    assert (missing.table, missing.row, missing.column, missing.value) == ("relationships", 3, "to", "Nowhere")
    unclear = the_one(problems, "name of several organizations")
    assert (unclear.row, unclear.value, unclear.severity) == (4, "pl", "note")
    assert "We took “lib”, not d." in unclear.message


def test_who_only_reports_or_rates_is_no_organization_of_the_ecosystem() -> None:
    inventory, problems = read_inventory(
        {
            "organizations.csv": b"name,aliases\nA,\nB,The Bee\n",
            "relationships.csv": b"from,to,reported_by\nA,B,The Bugle\nA,B,the bee\nA,the GAZETTE,\nA,B,The Gazette\n",
            "assessments.csv": b"element,rating,rater_organization\nknowledge,3,Elsewhere\n",
        }
    )
    # The Gazette is an end too, so it is added; its spelling as an end is the first.
    assert inventory.organizations["id"].tolist() == ["a", "b", "the-gazette"]
    assert inventory.relationships["reported_by"].astype(object).tolist()[:2] == ["The Bugle", "b"]
    assert inventory.relationships["reported_by"].iloc[3] == "the-gazette"
    assert inventory.assessments["rater_organization"].tolist() == ["Elsewhere"]
    told = [(problem.value, problem.severity) for problem in problems if problem.rule == "reporter not listed"]
    assert told == [("Elsewhere", "note"), ("The Bugle", "note")]


def test_a_reporter_may_be_called_by_the_id_that_an_end_was_just_given() -> None:
    inventory, _ = read_inventory({"relationships.csv": b"from,to,reported_by\nOld Mill,B,old-mill\n"})
    assert inventory.organizations["id"].tolist() == ["old-mill", "b"]
    assert inventory.relationships["reported_by"].tolist() == ["old-mill"]


def test_limits_refuse_in_plain_words() -> None:
    small = Limits(megabytes=1, rows=2, files=2)
    assert the_one(read(b"name\n" + b"x" * 1_000_001, limits=small)[1], "too large").severity == "error"
    inventory, problems = read("name\nA\nB\nC\n", limits=small)
    assert "more than 2 rows" in the_one(problems, "too large").message
    assert inventory.organizations.empty
    assert the_one(read_inventory([(f"{n}.csv", b"") for n in range(3)], limits=small)[1], "too large")
    assert the_one(read(b"name" + b"," * 2_000 + b"\nA\n")[1], "too large")


def test_making_an_inventory_raises_where_a_row_lacks_what_is_required() -> None:
    with pytest.raises(ValueError, match=r"row 2.*no name"):
        make_inventory(organizations=[{"type": "library"}])
    with pytest.raises(ValueError, match="No such table"):
        make_inventory(organisations=[])


# Folders, zips and workbooks


def workbook(sheets: dict[str, dict[tuple[int, int], object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for (row, column), value in cells.items():
            sheet.cell(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rules(source: object, **options: object) -> set[str]:
    return {problem.rule for problem in read_inventory(source, **options)[1]}  # type: ignore[arg-type]


def test_the_newest_date_opens_or_the_one_asked_for(tmp_path: Path) -> None:
    for date in ("2023-05-01", "2025-06-30"):
        write_inventory(make_inventory(organizations=[{"name": date}]), tmp_path / "city" / date)
    city = tmp_path / "city"
    assert inventory_dates(city) == ["2023-05-01", "2025-06-30"]
    assert read_inventory(city)[0].organizations["name"].tolist() == ["2025-06-30"]
    assert read_inventory(city, date="2023-05-01")[0].organizations["name"].tolist() == ["2023-05-01"]
    inventory, problems = read_inventory(city, date="1999-01-01")
    assert inventory.organizations["name"].tolist() == ["2025-06-30"]
    assert [problem.rule for problem in problems] == ["date not there"]


def test_an_inventory_is_of_the_day_that_its_folder_is_named_after_unless_it_says_another(tmp_path: Path) -> None:
    a = {"organizations": [{"name": "A"}]}
    write_inventory(make_inventory(**a), tmp_path / "2023-05-01")
    write_inventory(make_inventory(**a, inventory=[{"city": "X"}]), tmp_path / "2024-05-01")
    write_inventory(make_inventory(**a, inventory=[{"as_of": "2025-04"}]), tmp_path / "2025-05-01")
    days = {date: read_inventory(tmp_path, date=date)[0].about("as_of") for date in inventory_dates(tmp_path)}
    assert days == {"2023-05-01": "2023-05-01", "2024-05-01": "2024-05-01", "2025-05-01": "2025-04"}
    assert read_inventory(tmp_path / "2023-05-01")[0].about("as_of") is None  # opened as a folder without a date


def test_tables_next_to_dated_folders_are_reported_as_left_out() -> None:
    files = {"city/2025-05-01/organizations.csv": b"name\nA\n", "city/seats.csv": b"table,organization\nt,A\n"}
    inventory, problems = read_inventory({"city.zip": zipped({**files, "city/README.md": b"Read me"})})
    assert inventory.seats.empty
    assert [(problem.rule, problem.file) for problem in problems] == [("file in another folder", "seats.csv")]


def test_the_list_of_inventories(tmp_path: Path) -> None:
    write_inventory(
        make_inventory(inventory=[{"city": "B", "fictional": "yes"}], organizations=[{"name": "X"}]),
        tmp_path / "b" / "2025-06-30",
    )
    write_inventory(make_inventory(organizations=[{"name": "X"}]), tmp_path / "a")
    (tmp_path / "other").mkdir()
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "organizations.csv").write_bytes(bytes(range(256)) * 9)
    frame = list_inventories(tmp_path)
    assert frame["key"].tolist() == ["a", "b", "c"]
    assert frame["readable"].tolist() == [True, True, False]
    frame = frame[frame["readable"]]
    assert frame["fictional"].tolist() == [False, True]
    assert frame["as_of"].tolist()[1] == "2025-06-30"


def test_a_folder_inside_a_zip_and_what_a_mac_leaves_are_fine() -> None:
    content = zipped({"city/organizations.csv": b"name\nA\n", "__MACOSX/._x.csv": b"\x00", "city/README.md": b"hi"})
    inventory, problems = read_inventory({"city.zip": content})
    assert inventory.organizations["name"].tolist() == ["A"]
    assert problems == []


def test_two_cities_in_one_zip_are_not_mixed() -> None:
    files = {
        "a/organizations.csv": b"name\nA\n",
        "a/notes.csv": b"about,text\nA,x\n",
        "b/organizations.csv": b"name\nB\n",
    }
    inventory, problems = read_inventory({"c.zip": zipped(files)})
    assert inventory.organizations["name"].tolist() == ["A"]
    assert [problem.rule for problem in problems] == ["file in another folder"]


def test_a_zip_that_unpacks_too_large_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"organizations.csv": b"name\n" + b"0" * 3_000_000})
    assert len(bomb) < 10_000
    assert "too large" in rules({"a.zip": bomb}, limits=Limits(unpacked_megabytes=2))


def test_too_many_files_nested_zips_and_paths_that_lead_out() -> None:
    many = zipped({f"{number}.csv": b"" for number in range(5)})
    assert "too large" in rules({"a.zip": many}, limits=Limits(files=4))
    inside = {"in.zip": zipped({"x": b""}), "../seats.csv": b"table,organization\n"}
    content = zipped({"organizations.csv": b"name\nA\n"} | inside)
    inventory, problems = read_inventory({"a.zip": content})
    assert {problem.rule for problem in problems} == {"not a table", "table without rows"}
    assert inventory.organizations["name"].tolist() == ["A"]


def test_a_workbook_gives_texts_as_people_see_them() -> None:
    cells = {(1, 1): "name", (1, 2): "since", (1, 3): "Zip", (1, 4): "as_of", (2, 1): 2014, (2, 2): 2015.0}
    cells |= {(2, 3): "02139", (2, 4): datetime.datetime(2025, 6, 30)}
    row = read_inventory({"x.xlsx": workbook({"Organizations": cells})})[0].organizations.iloc[0]
    assert (row["name"], row["since"], row["Zip"], row["as_of"]) == ("2014", "2015", "02139", "2025-06-30")


def test_a_cell_in_the_last_row_or_column_costs_nothing() -> None:
    cells = {(1, 1): "name", (2, 1): "A", (1_048_576, 1): "Z", (3, 16_384): "far"}
    inventory, problems = read_inventory({"x.xlsx": workbook({"organizations": cells})})
    assert inventory.organizations["name"].tolist() == ["A", "Z"]
    assert [(problem.rule, problem.row) for problem in problems] == [("row too wide", 3)]


def test_the_collector_runs_again_after_reading_though_another_visitor_ends_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = gc.isenabled

    def as_the_other_ends() -> bool:
        found = running()
        gc.enable()
        return found

    gc.disable()  # another visitor's reading is under way
    monkeypatch.setattr(gc, "isenabled", as_the_other_ends)
    read_inventory({"organizations.csv": b"name\nA\n"})
    left_running = running()
    gc.enable()
    assert left_running


def test_sheets_to_ignore_and_too_long_sheets() -> None:
    one = {(1, 1): "name", (2, 1): "A"}
    found = rules({"x.xlsx": workbook({"organizations": one, "people (ignore)": {(1, 1): "x"}})})
    assert found == {"sheet left out"}
    long = {(row, 1): "name" for row in range(1, 80)}
    assert "too large" in rules({"x.xlsx": workbook({"organizations": long})}, limits=Limits(rows=3))


@pytest.mark.parametrize("name", ["nowhere", "nowhere.zip"])
def test_a_path_that_is_not_there_is_a_problem(tmp_path: Path, name: str) -> None:
    assert "file not there" in rules(tmp_path / name)


def test_reading_reports_progress_and_stops_between_files() -> None:
    files = [("organizations.csv", b"name\nA\n"), ("seats.csv", b"table,organization\nt,A\n")]
    told: list[tuple[str, float]] = []
    found = bring_sheets(files, progress=lambda words, share: told.append((words, share)))
    assert told == [("Reading organizations.csv.", 0.0), ("Reading seats.csv.", 0.5)]
    stops = iter([False, True])
    with pytest.raises(StoppedError):
        bring_sheets(files, stop=lambda: next(stops))
    told.clear()
    mappings = [suggest_mapping(sheet) for sheet in found.sheets]
    draft = make_draft_of_sheets(found.sheets, mappings, progress=lambda words, share: told.append((words, share)))
    assert len(draft.inventory.seats) == 1
    assert told == [("Taking organizations.csv in.", 0.0), ("Taking seats.csv in.", 0.5)]
    with pytest.raises(StoppedError):
        make_draft_of_sheets(found.sheets, mappings, progress=stop_at(0))


def test_a_workbook_can_be_stopped_while_it_is_read() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("organizations")
    for number in range(1_201):
        sheet.append([f"org {number}" if number else "name"])
    stream = io.BytesIO()
    book.save(stream)
    told: list[str] = []
    found = bring_sheets([("city.xlsx", stream.getvalue())], progress=lambda words, share: told.append(words))
    assert len(found.sheets[0].rows) == 1_201 and told == ["Reading city.xlsx."]
    asked = itertools.count()
    with pytest.raises(StoppedError):
        bring_sheets([("city.xlsx", stream.getvalue())], stop=lambda: next(asked) > 1)
