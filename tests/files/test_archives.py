"""Small uploads that would fill a server are refused, and packages from any program are read."""

from __future__ import annotations

import random
import re

import pytest

from components.drafts import read_inventory
from components.files import Limits
from components.inventory import Inventory, Problem
from tests.hostile_workbooks import HEADER, workbook, zipped
from tests.memory_peak import read_and_measure
from tests.reading import sheets_of


def read(source: object, **options: object) -> tuple[Inventory, list[Problem]]:
    return read_inventory(source, **options)  # type: ignore[arg-type]


def peak(source: object, **options: object) -> tuple[list[Problem], float]:
    """The problems, and how many megabytes reading took at most, without what it was given."""
    _, problems, megabytes = read_and_measure(source, **options)
    return problems, megabytes


def refusals(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in problems if problem.rule == "too large"]


# Small files that grow


def test_a_zip_that_swells_is_not_unpacked_whatever_is_in_it() -> None:
    for name in ("organizations.csv", "readme.csv"):
        bomb = zipped({name: b"0" * 21_000_000})
        problems, megabytes = peak([(f"{number}.zip", bomb) for number in range(3)])
        assert [message.split(",")[0] for message in refusals(problems)] == [
            f"{number}.zip is small" for number in range(3)
        ]
        assert megabytes < 3


def test_a_workbook_that_swells_is_not_unpacked() -> None:
    problems, megabytes = peak({"a.xlsx": workbook('<row r="1"/>' * 1_700_000)})
    assert "200 times its size" in refusals(problems)[0]
    assert megabytes < 3


def test_a_large_zip_of_real_words_is_not_taken_for_one_that_swells() -> None:
    dice = random.Random(1)
    line = "\n".join(f"org {dice.random()},library" for _ in range(1_000))
    content = f"name,type\n{line}".encode()
    assert read({"a.zip": zipped({"organizations.csv": content})})[1] == []


def test_the_budget_is_one_for_all_zips_and_workbooks() -> None:
    dice = random.Random(1)
    words = [f"<row r='{at}'><c t='inlineStr'><is><t>{dice.random()}</t></is></c></row>" for at in range(2, 12_000)]
    half = zipped({"seats.csv": "".join(f"{dice.random()}\n" for _ in range(30_000)).encode()})
    limits = Limits(unpacked_megabytes=1)
    assert refusals(read([("a.zip", half)], limits=limits)[1]) == []
    found = refusals(read([("a.zip", half), ("b.zip", half)], limits=limits)[1])
    assert found == ["What was sent holds more than 1 MB once unpacked, so b.zip was not read."]
    found = refusals(read([("a.zip", half), ("c.xlsx", workbook(HEADER + "".join(words)))], limits=limits)[1])
    assert found == ["What was sent holds more than 1 MB once unpacked, so c.xlsx was not read."]


def test_the_files_of_all_zips_are_counted_together() -> None:
    packages = [(f"{number}.zip", zipped({f"{number}-{at}.csv": b"" for at in range(3)})) for number in range(2)]
    assert refusals(read(packages, limits=Limits(files=6))[1]) == []
    assert len(refusals(read(packages, limits=Limits(files=5))[1])) == 1


def test_what_is_no_table_in_a_zip_is_named_and_the_tables_are_read() -> None:
    noise = random.Random(1).randbytes(1_500_000)
    files = {"organizations.csv": b"name\nA\n", "readme.txt": noise, "photo.jpg": b"\xff\xd8\xff" + noise}
    content = zipped({**files, "more/inside.zip": zipped({"a.csv": noise})})
    inventory, problems = read({"a.zip": content}, limits=Limits(unpacked_megabytes=4))
    assert inventory.organizations["name"].tolist() == ["A"]
    assert sorted(problem.rule for problem in problems) == ["file in another folder", "not a table"]
    assert refusals(read({"a.zip": content}, limits=Limits(unpacked_megabytes=3))[1])


@pytest.mark.parametrize("packed", [False, True])
def test_a_line_that_never_ends_is_refused_before_it_is_split(packed: bool) -> None:
    content = b"name\n" + b"0," * 5_000_000
    source = {"a.zip": zipped({"organizations.csv": content})} if packed else {"organizations.csv": content}
    problems, megabytes = peak(source)
    assert "more than 1,000,000 characters in a line" in refusals(problems)[0]
    assert megabytes < 25 if packed else megabytes < 1


LONG_LINES = {
    "short cells in quote marks": b"name\n" + b'"x",' * 2_000_000,
    "quote marks before another delimiter": b'name;type\na,"' + b"xy;" * 3_000_000 + b'",\n',
    "a quote mark that never closes": b'name,b\n"' + b"a," * 4_000_000 + b"\nA,B\n",
    "only quote marks": b"name,b\n" + b'"' * 8_000_001 + b"\nA,B\n",
    "single quote marks": b"name,b\n" + b"'xy'," * 2_000_000 + b"\nA,B\n",
    "one cell": b'name,b\n"' + b"a," * 4_000_000 + b'",x\n',
    "two bytes a letter": ("name,b\n" + "xy," * 1_300_000).encode("utf-16"),
}


@pytest.mark.parametrize("line", LONG_LINES)
def test_no_long_line_makes_a_row_of_millions_of_cells(line: str) -> None:
    """8 MB each, of which reading makes one copy at most."""
    problems, megabytes = peak({"organizations.csv": LONG_LINES[line]})
    (refusal,) = refusals(problems)
    assert "has more than 1,000,000 characters in a line" in refusal
    assert megabytes < 11


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_long_file_of_short_lines_is_read_whole(end: str) -> None:
    rows = [f'org {number},"a{end}b"' for number in range(120_000)]
    inventory, problems = read(
        {"organizations.csv": end.join(["name,description", *rows]).encode()}, limits=Limits(rows=300_000)
    )
    assert len(inventory.organizations) == 120_000
    assert set(inventory.organizations["description"]) == {"a\nb"}
    assert problems == []


def test_a_cell_has_its_limit_and_is_named() -> None:
    content = b"name,description\nA,x\nB," + b"y" * 100_001
    assert refusals(read({"organizations.csv": content})[1]) == [
        "organizations.csv has more than 100,000 characters in a cell, so it was not read."
    ]
    assert read({"organizations.csv": content[:-1]})[1] == []


def test_cells_are_counted_while_rows_are_split() -> None:
    content = b"name,a,b,c\n" + b"A,,,\n" * 20_000
    problems, megabytes = peak({"organizations.csv": content}, limits=Limits(cells=1_000))
    assert refusals(problems) == ["organizations.csv has more than 1,000 cells, filled or empty, so it was not read."]
    assert megabytes < 2


def test_empty_rows_of_a_workbook_count_for_nothing() -> None:
    content = workbook(HEADER + '<row r="2"/>' * 300_000 + '<row r="300002"><c t="str"><v>A</v></c></row>')
    (sheet,), problems = sheets_of({"a.xlsx": content}, Limits(rows=100))
    assert list(sheet.rows) == [["name"], ["A"]] and list(sheet.numbers) == [1, 300_002] and not problems


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ('<row r="1">' + "<c><v>1</v></c>" * 100_000 + "</row>", "more than 1,000 cells, filled or empty"),
        (f"<row><c t='str'><v>{'y' * 900_000}</v></c></row>", "more than 100,000 characters in a cell"),
        (f"<row><c t='str'><v>{'y' * 100_001}</v></c></row>", "more than 100,000 characters in a cell"),
    ],
)
def test_reading_a_sheet_stops_where_it_grows_too_large(rows: str, what: str) -> None:
    problems, megabytes = peak({"a.xlsx": workbook(HEADER + rows)}, limits=Limits(cells=1_000))
    assert what in refusals(problems)[0]
    assert megabytes < 3


@pytest.mark.parametrize("most", [1_000_000, 30_000_000])
def test_a_sheet_of_deeply_nested_parts_breaks_only_its_own_process(most: int) -> None:
    rows = '<row r="1">' + "<x>" * (most // 3) + "</x>" * (most // 3) + "</row>"
    problems, megabytes = peak({"a.xlsx": workbook(rows + HEADER)})
    assert problems and megabytes < 3


# What a spreadsheet shows and the file does not hold


def test_a_formula_without_a_result_is_reported_once_a_column() -> None:
    cells = '<c r="A{0}" t="str"><v>A{0}</v></c><c r="D{0}"><f>A1</f></c><c r="E{0}"><f>1</f><v>1</v></c>'
    row = '<row r="{0}">' + cells + "</row>"
    _, problems = read({"a.xlsx": workbook(HEADER + "".join(row.format(at) for at in (2, 3)))})
    said = [problem for problem in problems if problem.rule == "formula without a result"]
    assert [(problem.row, problem.sheet) for problem in said] == [(2, "organizations")]
    assert said[0].message.startswith("Column D of sheet “organizations” has 2 formulas whose result")


def test_merged_cells_are_reported_once_a_sheet() -> None:
    row = '<row r="2"><c r="A2" t="str"><v>A</v></c></row>'
    merged = '<mergeCells count="2"><mergeCell ref="A2:A4"/><mergeCell ref="B2:B4"/></mergeCells>'
    _, problems = read({"a.xlsx": workbook(HEADER + row, merged)})
    assert [(problem.rule, problem.value) for problem in problems] == [("merged cells", "A2:A4 and B2:B4")]


# What is left out stays out


PEOPLE = "Ana Doe", "ana@doe.org", "555 010 1234", "r07"


def quoted(problems: list[Problem]) -> str:
    return " ".join(f"{problem.value} {problem.message}" for problem in problems)


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("organizations.csv", "name,Contact,mail\nA,Ana Doe,ana@doe.org\nA,Ana Doe,ana@doe.org\n", "row repeated"),
        ("organizations.csv", "name,type,Contact\n,library,Ana Doe\n", "required cell missing"),
        ("organizations.csv", 'name,Contact,type\nA,"Ana" Doe,library\n', "quote mark astray"),
        ("organizations.csv", "name,Contact\nA,Inc,Ana Doe\nB,x\n", "row too long"),
        ("assessments.csv", "element,rating,rater\nknowledge,3,r07\nknowledge,3,r07\n", "row repeated"),
        ("assessments.csv", "element,rating,rater\n,3,r07\n", "required cell missing"),
        ("organizations.csv", "Ask ana@doe.org\nname,type\nA,library\n", "rows above the header"),
        ("organizations.csv", "Call (555) 010-1234\nname,type\nA,library\n", "rows above the header"),
        ("list.csv", "Ana Doe,ana@doe.org\nBo Roe,bo@roe.org\n", "table not known"),
    ],
)
def test_problems_do_not_quote_what_is_left_out(name: str, text: str, rule: str) -> None:
    _, problems = read({name: text.encode()})
    assert rule in {problem.rule for problem in problems}
    assert not [person for person in (*PEOPLE, "010-1234") if re.search(re.escape(person), quoted(problems))]


def test_problems_still_quote_what_may_be_seen() -> None:
    _, problems = read({"organizations.csv": b"Survey of 2023-2024\nname,Contact\nA,Ana\nA,Ana\n"})
    assert {"A", "Survey of 2023-2024"} <= {problem.value for problem in problems}


# What a file is


def test_a_table_that_begins_with_pk_is_no_zip() -> None:
    inventory, problems = read({"organizations.csv": b"PK,name\n1,A\n"})
    assert inventory.organizations["name"].tolist() == ["A"]
    assert inventory.organizations["PK"].tolist() == ["1"]
    assert problems == []


def test_folders_may_be_separated_by_backslashes() -> None:
    files = {
        "city\\": b"",
        "city\\2024-01-01\\organizations.csv": b"name\nA\n",
        "city\\2025-01-01\\organizations.csv": b"name\nB\n",
    }
    inventory, problems = read({"a.zip": zipped(files)})
    assert inventory.organizations["name"].tolist() == ["B"]
    assert problems == []
