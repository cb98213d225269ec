"""OpenDocument spreadsheets: what their cells say, what is repeated in them, and what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.drafts import read_inventory
from components.files import Limits, Sheet
from components.files.sheets import File, read_file
from components.files.spreadsheet import read_spreadsheet
from components.inventory import Problem
from tests.files.test_graphs import XML_TEXT

KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = f'<o:document-content xmlns:o="{SPACE}office:1.0" xmlns:t="{SPACE}table:1.0" xmlns:x="{SPACE}text:1.0"'
HEAD += f' xmlns:draw="{SPACE}drawing:1.0"><o:body><o:spreadsheet>'
FOOT = "</o:spreadsheet></o:body></o:document-content>"


def ods(content: str, more: dict[str, str] | None = None, kind: str = KIND) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        for name, text in {"content.xml": content, **(more or {})}.items():
            archive.writestr(name, text)
    return stream.getvalue()


def table(rows: str, name: str = "organizations") -> str:
    return f"<t:table t:name={quoteattr(name)}>{rows}</t:table>"


def row(*cells: str, more: str = "") -> str:
    return f"<t:table-row{more}>{''.join(cells)}</t:table-row>"


def cell(text: str = "", more: str = "") -> str:
    return f"<t:table-cell{more}>{f'<x:p>{escape(text)}</x:p>' if text else ''}</t:table-cell>"


def value(kind: str, name: str, text: str, shown: str) -> str:
    return cell(shown, f' o:value-type="{kind}" o:{name}={quoteattr(text)}')


def read(*tables: str, **limits: int) -> tuple[list[Sheet], list[Problem]]:
    """What the reader makes of a spreadsheet with these tables."""
    return read_spreadsheet(file_of(ods(HEAD + "".join(tables) + FOOT)), Limits(**limits))


def file_of(content: bytes) -> File:
    return File(PurePosixPath("book.ods"), content)


def refusal(content: bytes, **limits: int) -> Problem:
    sheets, problems = read_file("spreadsheet.read_spreadsheet", "a workbook", file_of(content), Limits(**limits), None)
    assert not sheets and len(problems) == 1 and problems[0].severity == "error" and problems[0].mend
    return problems[0]


def test_what_each_kind_of_cell_says() -> None:
    cells = [
        cell("text", ' o:value-type="string"'),
        value("float", "value", "2015", "2,015.00"),
        value("float", "value", "38.63", "38,63"),
        value("float", "value", "2139", "02139"),
        value("percentage", "value", "0.25", "25%"),
        value("currency", "value", "5000", "$5,000"),
        value("date", "date-value", "2015-05-12", "12.05.15"),
        value("date", "date-value", "2015-05-12T00:00:00", "12.05.15"),
        value("date", "date-value", "2015-05-12T08:30:00", "12.05.15"),
        value("time", "time-value", "PT08H30M00S", "08:30"),
        value("boolean", "boolean-value", "true", "WAHR"),
        cell("02139"),
        cell("1E5"),
        cell("", ' o:value-type="string" o:string-value="kept here"'),
    ]
    (sheet,), problems = read(table(row(*cells)))
    assert not problems
    assert sheet.rows[0] == [
        *("text", "2015", "38.63", "02139", "0.25", "5000", "2015-05-12", "2015-05-12", "2015-05-12T08:30:00"),
        *("08:30", "TRUE", "02139", "1E5", "kept here"),
    ]


def test_paragraphs_blanks_and_links_are_text_and_notes_and_pictures_are_not() -> None:
    inside = (
        '<o:annotation><x:p>a remark</x:p></o:annotation><x:p>two<x:s x:c="3"/>words<x:tab/>'
        "<x:span>in <x:a>a link</x:a></x:span></x:p><x:p>line<x:line-break/>break</x:p>"
        "<draw:frame><x:p>in a box</x:p></draw:frame>"
    )
    (sheet,), _ = read(table(row(f"<t:table-cell>{inside}</t:table-cell>", cell("b"))))
    assert sheet.rows == [["two   words\tin a link\nline\nbreak", "b"]]


def test_repeated_cells_and_rows_are_where_they_belong() -> None:
    rows = (
        row(cell("name"), cell("type"), cell("x", ' t:number-columns-repeated="2"'))
        + row(cell(), more=' t:number-rows-repeated="3"')
        + row(
            cell("A"),
            cell("", ' t:number-columns-repeated="2"'),
            cell("d"),
            cell("", ' t:number-columns-repeated="16380"'),
        )
        + row(cell("B"), more=' t:number-rows-repeated="2"')
        + row(cell("", ' t:number-columns-repeated="16384"'), more=' t:number-rows-repeated="1048569"')
    )
    (sheet,), problems = read(table(rows))
    assert not problems
    assert sheet.rows == [["name", "type", "x", "x"], ["A", "", "", "d"], ["B"], ["B"]]
    assert list(sheet.numbers) == [1, 5, 6, 7]


def test_merged_cells_are_reported() -> None:
    covered = "<t:covered-table-cell/>"
    rows = row(cell("Group", ' t:number-columns-spanned="2" t:number-rows-spanned="1"'), covered) + row(
        cell("a"), cell("b")
    )
    (sheet,), _ = read(table(rows))
    assert [list(block) for block in sheet.merged] == [[1, 1, 1, 2]]
    assert sheet.rows == [["Group"], ["a", "b"]]


def test_sheets_that_explain_or_ask_to_be_ignored_are_not_read() -> None:
    one = row(cell("name")) + row(cell("A"))
    tables = [table(one, name) for name in ("Read me", "organizations", "old (ignore)")]
    sheets, problems = read(*tables, table("", "empty"))
    assert [sheet.name for sheet in sheets] == ["organizations"]
    assert [problem.rule for problem in problems] == ["sheet left out"]
    assert read(table(one, "Tabelle1"))[0][0].name == "book"


def test_a_spreadsheet_is_an_inventory_also_in_a_zip() -> None:
    content = (
        HEAD + table(row(cell("name"), cell("Zip")) + row(cell("A"), value("float", "value", "2139", "02139"))) + FOOT
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mine/book.ods", ods(content))
    for upload in (("book.ods", ods(content)), ("all.zip", stream.getvalue())):
        inventory, problems = read_inventory([upload])
        assert inventory.organizations[["name", "Zip"]].to_numpy().tolist() == [["A", "02139"]], problems


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(XML_TEXT | st.just(""), min_size=1, max_size=4), min_size=1, max_size=5))
def test_any_texts_come_back_cell_for_cell(rows: list[list[str]]) -> None:
    sheets, problems = read(table("".join(row(*map(cell, cells)) for cells in rows)))
    assert [problem.rule for problem in problems] == ([] if any(map(any, rows)) else ["empty file"])
    filled = {number: cells for number, cells in enumerate(rows, 1) if any(cells)}
    if not filled:
        assert not sheets
        return
    back = dict(zip(sheets[0].numbers, sheets[0].rows, strict=True))
    assert {number: [*cells, *[""] * (len(filled[number]) - len(cells))] for number, cells in back.items()} == filled


# Refused


def test_a_document_type_draws_in_no_other_file() -> None:
    content = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + HEAD + table(row(cell("name"))) + FOOT
    assert refusal(ods(content.replace("name</x:p>", "&a;</x:p>"))).rule == "file damaged"


def test_broken_and_locked_files_are_refused() -> None:
    assert refusal(ods(HEAD + table(row(cell("name"))))).rule == "file damaged"
    assert refusal(b"PK\x03\x04 no zip at all").rule == "file damaged"
    locked = {"META-INF/manifest.xml": '<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/>'}
    assert refusal(ods("\x12\x13", locked)).rule == "file damaged"


@pytest.mark.parametrize(
    ("rows", "limits", "says"),
    [
        (row(cell("A"), more=' t:number-rows-repeated="1048576"'), {}, "100,000 rows"),
        (
            row(cell("A", ' t:number-columns-repeated="900"'), more=' t:number-rows-repeated="90000"'),
            {},
            "4,000,000 cells",
        ),
        (row(cell("x" * 100_001)), {}, "100,000 characters"),
        (row('<t:table-cell><x:p>a<x:s x:c="999999"/></x:p></t:table-cell>'), {}, "100,000 characters"),
        (row(cell("A")) * 100, {"rows": 20}, "20 rows"),
    ],
)
def test_too_much_is_refused(rows: str, limits: dict[str, int], says: str) -> None:
    problem = refusal(ods(HEAD + table(rows) + FOOT), **limits)
    assert problem.rule == "too large" and says in problem.message


def test_a_cell_far_to_the_right_is_not_read_and_this_is_reported() -> None:
    far = cell("", ' t:number-columns-repeated="16000"')
    (sheet,), problems = read(table(row(cell("name")) + row(cell("A"), far, cell("far"), cell("farther"))))
    assert sheet.rows == [["name"], ["A"]]
    assert [(problem.rule, problem.row) for problem in sheet.problems] == [("row too wide", 2)] and not problems


def test_a_text_document_is_called_what_it_is() -> None:
    content = ods(HEAD + FOOT, kind="application/vnd.oasis.opendocument.text")
    _, problems = read_inventory([("letter.odt", content)])
    assert any("is a document" in problem.message for problem in problems)


def test_a_value_repeated_over_more_columns_than_are_read_keeps_its_row() -> None:
    rows = row(cell("name"), cell("type")) + row(cell("A"), cell("x", ' t:number-columns-repeated="1500"'))
    (sheet,), _ = read(table(rows + row(cell("B"))))
    assert [line[0] for line in sheet.rows] == ["name", "A", "B"]
    assert sheet.rows[1][1:] == ["x"] * 1_001  # 1,000 columns, and two of the standard
    assert [(problem.rule, problem.row) for problem in sheet.problems] == [("row too wide", 2)]
