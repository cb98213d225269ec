"""Workbooks as programs other than Excel write them, and as Excel does: each case was once refused or read wrongly."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import read_inventory
from components.files import write_inventory
from components.inventory import Problem
from tests.hostile_workbooks import HEADER, MAIN, STRINGS, parts, workbook, zipped
from tests.inventories import make_inventory
from tests.reading import sheets_of

Cells = list[list[str]]
LINKS = "xl/_rels/workbook.xml.rels"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="5"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="00000\\-0000"/>'
    '<numFmt numFmtId="167" formatCode="[h]:mm"/><numFmt numFmtId="168" formatCode="0\\d"/></numFmts>'
    '<fonts><font><family val="39"/></font></fonts><fills><fill/></fills><cellXfs>{}</cellXfs></styleSheet>'
).format("".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 164, 165, 166, 167, 168, 9)))


def text(place: str, said: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{said}</t></is></c>'


def rows(*cells: str) -> str:
    """A header ``name``, ``x``, and rows of an organization A with one cell each, which may hold its place as {}."""
    header = f'<row r="1">{text("A1", "name")}{text("B1", "x")}</row>'
    body = (f'<row r="{at}">{text(f"A{at}", "A")}{cell.format(f"B{at}")}</row>' for at, cell in enumerate(cells, 2))
    return header + "".join(body)


def read(content: bytes, name: str = "a.xlsx") -> tuple[Cells, list[Problem]]:
    sheets, problems = sheets_of([(name, content)])
    cells = [list(row) for sheet in sheets for row in sheet.rows]
    return cells, problems + [problem for sheet in sheets for problem in sheet.problems]


def column(*cells: str, **parts: str) -> list[str]:
    """What the second column of such rows says."""
    found, problems = read(workbook(rows(*cells), **parts))
    assert not problems
    return [row[1] if len(row) > 1 else "" for row in found[1:]]


# Cells


CELLS = {
    "a text of several pieces": (
        '<c r="{}" t="inlineStr"><is><r><rPr><b/></rPr><t>two </t></r><r><t>pieces</t></r></is></c>',
        "two pieces",
    ),
    "a text without a place": ('<c t="inlineStr"><is><t>next</t></is></c>', "next"),
    "a formula's text": ('<c r="{}" t="str"><f>1</f><v>said</v></c>', "said"),
    "a formula's number": ('<c r="{}"><f>1+1</f><v>2</v></c>', "2"),
    "a formula that gives nothing": ('<c r="{}" t="str"><f>""</f><v></v></c>', ""),
    "true": ('<c r="{}" t="b"><v>1</v></c>', "TRUE"),
    "false": ('<c r="{}" t="b"><v>0</v></c>', "FALSE"),
    "an error": ('<c r="{}" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
    "a day in letters": ('<c r="{}" t="d"><v>2020-01-31T00:00:00</v></c>', "2020-01-31"),
    "a day that is none": ('<c r="{}" t="d"><v>soon</v></c>', "soon"),
    "a number in letters": ('<c r="{}"><v>12 000</v></c>', "12 000"),
    "no number": ('<c r="{}"><v>NaN</v></c>', "NaN"),
    "a long number": ('<c r="{}"><v>12345678901234567890</v></c>', "12345678901234567890"),
    "a small number": ('<c r="{}"><v>5.0E-2</v></c>', "0.05"),
    "a line end": ('<c r="{}" t="str"><v>a_x000D_\nb</v></c>', "a\r\nb"),
    "what looks like a line end": ('<c r="{}" t="str"><v>_x005F_x000D_</v></c>', "_x000D_"),
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell(cell: str) -> None:
    xml, said = CELLS[cell]
    assert column(xml) == [said]


def test_shared_texts_are_joined_and_lack_hints_on_pronunciation() -> None:
    texts = STRINGS.format(
        '<si><r><t>two </t></r><r><rPr><family val="39"/></rPr><t>pieces</t></r></si>'
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si/>'
    )
    shared = '<c r="{{}}" t="s"><v>{}</v></c>'
    assert column(*(shared.format(at) for at in range(3)), sharedStrings=texts) == ["two pieces", "東京", ""]


def test_a_text_that_the_file_does_not_hold_shows_that_it_is_damaged() -> None:
    cells, problems = read(workbook(rows('<c r="{}" t="s"><v>7</v></c>')))
    assert not cells and [problem.rule for problem in problems] == ["file damaged"]


def test_a_cell_in_the_last_column_is_not_read_and_this_is_reported() -> None:
    far = '<row r="3"><c r="A3" t="str"><v>B</v></c><c r="XFD3"><v>1</v></c></row><row r="1048576"/>'
    cells, problems = read(workbook(HEADER + far))
    assert cells == [["name"], ["B"]]
    assert [(problem.rule, problem.row) for problem in problems] == [("row too wide", 3)]


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        (0, "43831", "43831"),
        (1, "43831", "2020-01-01"),  # a format that every workbook has
        (2, "43831.5", "2020-01-01T12:00:00"),  # one that this one spells out
        (2, "1e10", "10000000000"),  # a day that no calendar has
        (3, "2139", "02139"),
        (3, "2139.5", "2139.5"),
        (3, "1234567", "1234567"),
        (4, "21391234", "02139-1234"),
        (5, "1.25", "1.25"),  # a length of time is no day
        (6, "7", "7"),  # a letter beside a number is no day
        (7, "0.25", "0.25"),
        (99, "5", "5"),
    ],
)
def test_days_and_postal_codes_are_known_by_their_formats(style: int, number: str, shown: str) -> None:
    assert column(f'<c r="{{}}" s="{style}"><v>{number}</v></c>', styles=STYLES) == [shown]


def test_days_counted_from_1904() -> None:
    book = parts(rows('<c r="{}" s="1"><v>42369</v></c>')) | {"xl/styles.xml": STYLES.encode()}
    book["xl/workbook.xml"] = book["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    assert read(zipped(book))[0][1] == ["A", "2020-01-01"]


# Packages


def _without(*names: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda book: {name: content for name, content in book.items() if name not in names}


def _unlinked(book: dict[str, bytes], *kinds: str) -> dict[str, bytes]:
    links = re.sub(rf'<Relationship [^>]*/({"|".join(kinds)})"[^>]*/>', "", book[LINKS].decode())
    return book | {LINKS: links.encode()}


def _named(change: Callable[[str], str]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda book: {change(name): content for name, content in book.items()}


def _strict(book: dict[str, bytes]) -> dict[str, bytes]:
    new = {MAIN: STRICT, OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
    for old, other in new.items():
        book = {name: content.replace(old.encode(), other.encode()) for name, content in book.items()}
    return book


def _prefixed(book: dict[str, bytes]) -> dict[str, bytes]:
    sheet = book["xl/worksheets/sheet1.xml"].decode().replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return book | {"xl/worksheets/sheet1.xml": sheet.replace("xmlns=", "xmlns:x=").encode()}


def _with(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda book: book | {part: book[part].replace(old.encode(), new.encode())}


PACKAGES: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "without looks": lambda book: _without("xl/styles.xml", "xl/theme/theme1.xml")(_unlinked(book, "styles", "theme")),
    "with looks that no program knows": lambda book: book | {"xl/styles.xml": STYLES.encode()},
    "without shared texts": lambda book: _without("xl/sharedStrings.xml")(_unlinked(book, "sharedStrings")),
    "without a list of kinds": _without("[Content_Types].xml"),
    "without what it says of itself": _without("docProps/app.xml", "docProps/core.xml", "_rels/.rels"),
    "of the strict standard": _strict,
    "with prefixes": _prefixed,
    "with backslashes": _named(lambda name: name.replace("/", "\\")),
    "with other capitals": _named(lambda name: name.replace("sheet1", "Sheet1").replace("xl/", "XL/")),
    "with marks of UTF-8": lambda book: {name: b"\xef\xbb\xbf" + content for name, content in book.items()},
    "with a size that is wrong": _with("xl/worksheets/sheet1.xml", "<sheetData>", '<dimension ref="A1"/><sheetData>'),
    "with relative links": _with(LINKS, "/xl/worksheets/", "worksheets/"),
    "with its sheet hidden": _with("xl/workbook.xml", 'state="visible"', 'state="hidden"'),
    "with a view that Excel doesn't know": _with("xl/workbook.xml", 'visibility="visible"', 'visibility="maybe"'),
    "with another name of its book": lambda book: {
        name.replace("workbook.xml", "workbook2.xml"): content.replace(b"xl/workbook.xml", b"xl/workbook2.xml")
        for name, content in book.items()
    },
}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package(package: str) -> None:
    content = zipped(PACKAGES[package](parts(rows('<c r="{}"><v>5</v></c>'))))
    assert read(content) == ([["name", "x"], ["A", "5"]], [])


@pytest.mark.parametrize("part", [LINKS, "xl/worksheets/sheet1.xml"])
def test_a_package_that_lacks_what_it_needs_is_refused(part: str) -> None:
    cells, problems = read(zipped(_without(part)(parts())))
    assert not cells and [problem.rule for problem in problems] == ["file damaged"]


def test_rows_are_read_in_the_order_of_the_file() -> None:
    body = "".join(f'<row r="{at}">{text(f"A{at}", said)}</row>' for at, said in ((5, "E"), (3, "C"), (3, "D")))
    assert read(workbook(HEADER + body))[0] == [["name"], ["E"], ["C"], ["D"]]


def test_an_empty_workbook_says_so() -> None:
    for content, name in ((workbook(""), "a.xlsx"), (open_document(), "a.ods")):
        assert [problem.rule for problem in read(content, name)[1]] == ["empty file"]


def open_document() -> bytes:
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table")}
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names.items())
    body = '<office:body><office:spreadsheet><table:table table:name="Sheet1"/></office:spreadsheet></office:body>'
    content = f"<office:document-content {spaces}>{body}</office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content.encode()}, zipfile.ZIP_STORED)


# There and back


PIECES = st.lists(st.sampled_from(["_x000D_", "_x005F_", "_x", "_", "x0041_", "_xD83D_", "a", " b"]), max_size=6)


@settings(max_examples=3)
@given(st.lists(PIECES, min_size=10, max_size=10))
def test_text_that_looks_escaped_comes_back_as_it_was(texts: list[list[str]]) -> None:
    said = ["".join([f"A{number}", *pieces, "Z"]) for number, pieces in enumerate(texts)]
    stream = io.BytesIO()
    write_inventory(make_inventory(organizations=[{"name": name} for name in said]), stream, format="xlsx")
    inventory, _ = read_inventory([("a.xlsx", stream.getvalue())])
    assert inventory.organizations["name"].tolist() == said


def test_what_openpyxl_writes_and_reads() -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "since", "open"])
    book.active.append(["Ñandú", 2014.5, True])
    stream = io.BytesIO()
    book.save(stream)
    again = openpyxl.load_workbook(io.BytesIO(stream.getvalue())).active
    assert read(stream.getvalue())[0][1] == ["Ñandú", "2014.5", "TRUE"]
    assert [cell.value for cell in again[2]] == ["Ñandú", 2014.5, True]
