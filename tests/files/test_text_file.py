"""Text files with every delimiter, encoding and line ending that docs/reading.md says are read."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import unicodedata
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import read_inventory
from components.files import Limits, Sheet
from components.files.encoding import LABELS, list_other_readings
from components.files.sheets import File
from components.files.text_file import DELIMITERS, read_text
from components.importing import bring_sheets
from components.inventory import Problem
from tests.hostile_workbooks import zipped

Cells = list[list[str]]
ROOT = Path(__file__).parents[2]
LINE_ENDS = ("\n", "\r\n", "\r")
# How programs quote: arguments for the writer of the csv module.
QUOTING = {
    "where needed": {"quoting": csv.QUOTE_MINIMAL},
    "every cell": {"quoting": csv.QUOTE_ALL},
    "texts": {"quoting": csv.QUOTE_NONNUMERIC},
}
AWKWARD = st.sampled_from(
    [
        *('say "hi"', '"', '""', "a,b;c\td|e", "line\nbreak", "two\r\nlines", "\r", "\n", " x ", ' "x', "'x'", "'"),
        *("02139", "NA", "None", "1E5", "TRUE", "1.0", "007", "12,5", "name", "sep=;", "a\\", "\\", "a\\|b", "#", "-"),
        *(
            "Niño",
            "Łódź",
            "Библиотека",
            "مرحبا",
            "図書館",
            "👩‍👩‍👧",
            "e\u0301",
            "\u00a0x",
            "\u2028",
            "<b>",
            "{",
        ),
    ]
)
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")  # many of these are no text
CELL = st.one_of(AWKWARD, st.text(LETTERS, max_size=8), AWKWARD.map("x{}".format))
HEADER = ["name", "type", "description", "website"]


def sheet(content: bytes, **chosen: str) -> Sheet:
    sheets, problems = read_text(File(PurePosixPath("a.csv"), content), Limits(), **chosen)
    return sheets[0] if sheets else Sheet("a.csv", "a.csv", [], [], problems)


def rows(content: str | bytes, **chosen: str) -> Cells:
    found = sheet(content.encode() if isinstance(content, str) else content, **chosen)
    assert found.rows or found.problems
    return [list(row) for row in found.rows]


def said(content: str | bytes, **chosen: str) -> list[str]:
    return [
        problem.rule for problem in sheet(content.encode() if isinstance(content, str) else content, **chosen).problems
    ]


def the_one(problems: list[Problem], rule: str) -> Problem:
    (found,) = [problem for problem in problems if problem.rule == rule]
    return found


def table(width: int) -> st.SearchStrategy[Cells]:
    return st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=4)


TABLES = st.integers(1, 4).flatmap(lambda width: table(width).map(lambda body: [HEADER[:width], *body]))


def written(cells: Cells, delimiter: str, quoting: str, end: str) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, **QUOTING[quoting])  # type: ignore[arg-type]
    if quoting != "where needed":
        writer.writerows(cells)
        return stream.getvalue()
    # The csv module's own writer leaves a line end bare where it is another than the file's.
    return "".join(delimiter.join(_quoted(cell, delimiter, len(row)) for cell in row) + end for row in cells)


def _quoted(cell: str, delimiter: str, width: int) -> str:
    needed = any(letter in cell for letter in (delimiter, '"', "\n", "\r")) or (not cell and width == 1)
    return '"' + cell.replace('"', '""') + '"' if needed else cell


def encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


# Any table, however it is written


@pytest.mark.parametrize("quoting", QUOTING)
@settings(max_examples=30)
@given(
    cells=TABLES,
    delimiter=st.sampled_from(DELIMITERS),
    end=st.sampled_from(LINE_ENDS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_table_in_unicode_comes_back_cell_for_cell(
    quoting: str, cells: Cells, delimiter: str, end: str, encoding: str
) -> None:
    content = encoded(written(cells, delimiter, quoting, end), encoding)
    assert content is not None
    found = sheet(content)
    assert [list(row) for row in found.rows] == cells
    assert list(found.numbers) == list(range(1, len(cells) + 1))


@settings(max_examples=30)
@given(
    cells=TABLES,
    delimiter=st.sampled_from(DELIMITERS),
    quoting=st.sampled_from(["where needed", "every cell", "texts"]),
    encoding=st.sampled_from(list(LABELS)),
)
def test_a_table_in_a_chosen_encoding_comes_back(cells: Cells, delimiter: str, quoting: str, encoding: str) -> None:
    content = encoded(written(cells, delimiter, quoting, "\r\n"), encoding)
    if content is not None:
        assert rows(content, encoding=encoding) == cells


@settings(max_examples=30)
@given(
    cells=st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4),
    delimiter=st.sampled_from([*DELIMITERS, "^", ":", "~"]),
    quoting=st.sampled_from(["every cell", "texts"]),
)
def test_any_rows_with_a_delimiter_that_the_first_line_names(cells: Cells, delimiter: str, quoting: str) -> None:
    assert rows(f"sep={delimiter}\n" + written(cells, delimiter, quoting, "\n")) == [[], *cells]


@settings(max_examples=100)
@given(content=st.binary(max_size=80), encoding=st.sampled_from([None, *LABELS]))
def test_any_bytes_are_rows_or_refused_by_name(content: bytes, encoding: str | None) -> None:
    sheets, problems = read_text(File(PurePosixPath("a.csv"), content), Limits(), encoding)
    assert (sheets and sheets[0].rows) or (problems and all(problem.message and problem.mend for problem in problems))


# What docs/reading.md lists


def listed(heading: str) -> str:
    text = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return str(section)


def test_the_documents_list_what_is_read() -> None:
    encodings = set(re.findall(r"^\| \*\*(.+?)\*\*", listed("Encodings"), re.MULTILINE))
    assert encodings == set(LABELS.values())
    delimiters = set(re.findall(r"^\| `(.+?)`", listed("Delimiters"), re.MULTILINE))
    assert delimiters == {",", ";", "tab", "bar"} and len(DELIMITERS) == 4
    assert {"LF", "CRLF", "CR"} <= set(re.findall(r"\*\*(\w+)\*\*", listed("Line ends")))


# Encodings


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32"])
def test_wide_letters_without_the_mark_of_utf16_are_refused(encoding: str) -> None:
    found = sheet(("name,type\n" + "Café “Niño”,library\n" * 3).encode(encoding))
    assert not found.rows
    assert "CSV" in the_one(found.problems, "not a table").mend


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Niño, Café, Señora, naïve, O’Neil – “x”"),
        ("cp1252", "5 £, 20 €"),
        ("mac-roman", "Café, Niño, O’Neil, São João, Zürich"),
        ("cp1251", "Библиотека, Школа, городской"),
        ("cp1250", "Łódź, Kraków, Žižkov, Wałbrzych, Gdańsk"),
    ],
)
def test_an_encoding_of_one_byte_is_found_by_its_words(encoding: str, text: str) -> None:
    found = sheet(f"sep=;\nname\n{text}\n".encode(encoding))
    assert [*found.rows[2]] == [text]
    assert LABELS[encoding] in the_one(found.problems, "encoding").message


def test_where_two_readings_differ_both_are_shown() -> None:
    content = "name,type\nNiño del Mar,library\nCafé,school\n".encode("cp1252")
    readings = {encoding: pairs for encoding, _, pairs in list_other_readings(content)}
    assert readings["cp1250"] == [("Niño del Mar", "Nińo del Mar")]  # the é of both is one
    assert "mac-roman" not in readings  # "NiÒo" is no word
    note = the_one(sheet(content).problems, "encoding")
    assert (note.value, note.severity) == ("Niño del Mar / Nińo del Mar", "note")
    assert "As Windows-1250, some words would read differently." in note.message
    assert rows(content, encoding="cp1250")[1][0] == "Nińo del Mar"
    assert said(content, encoding="cp1250") == []


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1252", "Müller “Bürger”"), ("cp850", "Müller Straße"), ("cp1252", "L’été – “Œuvre”")],
)
def test_a_reading_that_shows_control_characters_or_boxes_is_not_offered(encoding: str, text: str) -> None:
    content = f"name,type\n{text},library\n{text} Nord,school\n".encode(encoding)
    for _, _, pairs in list_other_readings(content, encoding):
        shown = "".join(reading for _, reading in pairs)
        assert not any(unicodedata.category(letter) in ("Cc", "Co") for letter in shown)
        assert "\ufffd" not in shown and not any("\u2500" <= letter <= "\u25ff" for letter in shown)


def test_a_file_of_plain_letters_or_of_utf8_has_no_other_reading() -> None:
    for content in (b"name\nA\n", "name\nNiño\n".encode(), "name\nNiño\n".encode("utf-16")):
        assert list_other_readings(content) == []


def test_an_encoding_is_chosen_for_one_file_also_in_a_zip_and_the_readings_stay() -> None:
    lake, peña = "name\nCafé Müller à côté\n".encode("mac-roman"), "element\nNiño del Mar\n".encode("cp1252")
    files = [("a.zip", zipped({"organizations.csv": lake, "assessments.csv": peña})), ("seats.csv", b"table\nt\n")]
    for chosen, expected in (
        ({}, ["Café Müller à côté", "Niño del Mar", "t"]),
        ({"a.zip/organizations.csv": "cp850"}, ["CafÄ Mƒller ê cÖtÄ", "Niño del Mar", "t"]),
        ({"a.zip/assessments.csv": "cp1250"}, ["Café Müller à côté", "Nińo del Mar", "t"]),
        (
            {"a.zip/assessments.csv": "cp1252", "organizations.csv": "cp850"},
            ["Café Müller à côté", "Niño del Mar", "t"],
        ),
    ):
        found = bring_sheets(files, encodings=chosen)
        by_file = {sheet.file: sheet.rows[1][0] for sheet in found.sheets}
        assert [by_file[f"{name}.csv"] for name in ("organizations", "assessments", "seats")] == expected
        assert {place: [other for other, _, _ in readings] for place, readings in found.other_readings.items()} == {
            "a.zip/organizations.csv": ["cp850"],
            "a.zip/assessments.csv": ["cp1250"],
        }
    with pytest.raises(LookupError):
        bring_sheets(files, encodings={"seats.csv": "cp0"})


def test_one_broken_byte_does_not_make_all_of_a_file_windows_1252() -> None:
    lines = [b"name,type", *["Peña,library".encode()] * 2_000]
    lines[700] = b"Caf\xe9,library"
    inventory, problems = read_inventory({"organizations.csv": b"\n".join(lines)})
    assert set(inventory.organizations["name"]) == {"Peña", "Café"}
    cell = the_one(problems, "letter in another encoding")
    assert (cell.row, cell.value, cell.severity) == (701, "Café", "warning")


def test_many_broken_cells_are_counted() -> None:
    content = b"name\n" + "Peña\n".encode() * 200 + b"Caf\xe9\n" * 100
    problems = [problem for problem in sheet(content).problems if problem.rule == "letter in another encoding"]
    assert len(problems) == 21
    assert problems[-1].message.startswith("80 further cells")


def test_bytes_that_an_encoding_has_no_letter_for_are_reported() -> None:
    content = "name,type\nÑandú,x\nPeña\x81,y\n".encode("latin-1")
    found = sheet(content)
    assert found.rows[2][0] == "Peña\ufffd"
    assert the_one(found.problems, "letter in another encoding").row == 3


def test_nul_characters_are_taken_out_and_reported() -> None:
    inventory, problems = read_inventory({"organizations.csv": b"name,type\nA\0B,library\nC,school\0\0\n"})
    assert inventory.organizations[["name", "type"]].to_numpy().tolist() == [["AB", "library"], ["C", "school"]]
    assert {problem.rule for problem in problems} == {"characters that can't be shown"}


# Delimiters and quote marks


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [";", "\t", "^"])
def test_a_first_line_may_name_the_delimiter(delimiter: str, mark: str, end: str) -> None:
    text = f"{mark}sep={delimiter}{end}Naam{delimiter}a, b{end}A{delimiter}1, 2{end}"
    assert rows(text) == [[], ["Naam", "a, b"], ["A", "1, 2"]]


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("mark", [*"*~^¦•#:/"])
def test_a_mark_that_parts_each_row_equally_often_is_the_delimiter(mark: str, end: str) -> None:
    found = sheet(
        end.join([f"name{mark} type{mark} since", f"A, B{mark} library{mark} 2014", f"C{mark}{mark}"]).encode()
    )
    assert [[cell.strip() for cell in row] for row in found.rows] == [
        ["name", "type", "since"],
        ["A, B", "library", "2014"],
        ["C", "", ""],
    ]
    (note,) = found.problems
    assert (note.rule, note.value) == ("unusual delimiter", mark)


def test_a_mark_after_each_column_of_the_header_gives_no_empty_column() -> None:
    text = "name* link* city* lat* lng*\nNorth Help* https://n.org* Elm, Oak* 1.5* 2.5\nGarden* * Elm* 1.6* 2.6*\n"
    assert list(map(len, rows(text))) == [5, 5, 5]


@pytest.mark.parametrize(
    "text",
    [
        *("https://a.org/x\nhttps://b.org/y\nhttps://c.org/z\n", "name\nA * B * C\nD * E * F\n"),
        *("10:30:00\n11:30:00\n12:30:00\n", "name,note\nA,x*y*z\nB,u*v*w\n"),
    ],
)
def test_marks_inside_texts_part_no_columns(text: str) -> None:
    assert rows(text) == list(csv.reader(io.StringIO(text)))


def test_semicolons_with_decimal_commas() -> None:
    assert rows("Einrichtung;Breite;Länge\nA;38,5;-90,2\nB;38,6;-90,3\n")[1] == ["A", "38,5", "-90,2"]


def test_mixed_line_ends() -> None:
    assert rows('name,type\r\nA,x\nB,y\rC,"z\r\nz"\n') == [["name", "type"], ["A", "x"], ["B", "y"], ["C", "z\r\nz"]]


def test_a_title_above_does_not_hide_the_delimiter() -> None:
    text = "Our list, as of May\n\nStelle;Ort;Art\nA, e.V.;Bonn;x\nB;Köln;y\nC, D, E;Kiel;z\n"
    assert rows(text)[3] == ["A, e.V.", "Bonn", "x"]


def test_a_backslash_is_a_letter_like_others() -> None:
    assert rows('name,description\n"A\\","b"\n"C","d\\"\n')[1:] == [["A\\", "b"], ["C", "d\\"]]


def test_single_quote_marks_are_letters() -> None:
    assert rows("'name',type\n'n Sync,'x'\n") == [["'name'", "type"], ["'n Sync", "'x'"]]


def test_blanks_before_quote_marks() -> None:
    text = 'name, type, description\nA, "library", "a, b"\nB, "school", "c"\n'
    assert rows(text)[1:] == [["A", "library", "a, b"], ["B", "school", "c"]]
    assert rows('name,type\n" ""x""",y\n')[1] == [' "x"', "y"]


# As other programs write them: each of these was cut in the wrong place, or lost letters, once

CUT = {
    "blanks after quote marks": ('name,b,c\nA,"B" ,C\nD,"E, F"  ,"G" \n', [["A", "B", "C"], ["D", "E, F", "G"]], []),
    "blanks on both sides": ('name, b, c\nA, "B" , "C"\nD, "E, F" ,G\n', [["A", "B", "C"], ["D", "E, F", "G"]], []),
    "quote marks that are not doubled": ('name,b,c\nA,"B "x" y",C\n', [["A", 'B "x" y', "C"]], ["quote mark astray"]),
    "one of them with a comma": ('name,b,c\n"5" pipe","B, b",C\n', [['5" pipe', "B, b", "C"]], ["quote mark astray"]),
    "letters after a quote mark": (
        'name,b,c\nA,"B"b,C\nD,E,F\n',
        [["A", '"B"b', "C"], ["D", "E", "F"]],
        ["quote mark astray"],
    ),
    "texts in formulas": (
        'name,zip\n="A",="02139"\n"=""B """"b""""""",x\n',
        [["A", "02139"], ['B "b"', "x"]],
        ["text in a formula"],
    ),
    "other formulas": ('name,zip\nA,"=1+1"\nB,="x"&"y"\n', [["A", "=1+1"], ["B", '="x"&"y"']], []),
    "one column": ('"name, as it was"\n"A, b"\n', [["A, b"]], []),
    "blank rows in quote marks": ('name,b\n"",""\nA,B\n', [["", ""], ["A", "B"]], []),
    "quote marks inside bare cells": ('name,b\nA,B "x" y\nC,5"\n', [["A", 'B "x" y'], ["C", '5"']], []),
}


@pytest.mark.parametrize("case", CUT)
def test_how_rows_are_split(case: str) -> None:
    text, expected, rules = CUT[case]
    assert rows(text)[1:] == expected
    assert said(text) == rules


# Practice files


@pytest.fixture(scope="module")
def examples() -> Path:
    if not (folder := os.environ.get("ATLAS_EXAMPLES")):
        pytest.skip("ATLAS_EXAMPLES names no folder of practice files")
    return Path(folder)


def test_the_cells_of_csv_spectrum(examples: Path) -> None:
    for path in sorted((examples / "csv-spectrum" / "csvs").glob("*.csv")):
        expected = json.loads((examples / "csv-spectrum" / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        header, *body = rows(path.read_bytes())
        found = [dict(zip(header, map(_line_ends, row), strict=True)) for row in body]
        several = expected if isinstance(expected, list) else [expected]
        if path.stem == "location_coordinates":  # its JSON has another phone than its CSV
            del found[0]["Contact Phone Number"], several[0]["Contact Phone Number"]
        assert found == [{name: _line_ends(cell) for name, cell in row.items()} for row in several], path.name


def _line_ends(cell: str) -> str:
    return cell.replace("\r\n", "\n")


def test_every_practice_table_is_split_as_the_csv_module_splits_it(examples: Path) -> None:
    paths = [path for path in sorted(examples.rglob("*.csv")) if "csv-spectrum" not in path.parts]
    assert paths
    for path in paths:
        content = path.read_bytes()
        (found,), _ = read_text(File(PurePosixPath(path.name), content), Limits())
        text = content.decode("utf-8-sig")
        assert [*map(list, found.rows)] == list(csv.reader(io.StringIO(text, newline=""))), path.name
        assert found.problems == [], path.name
