"""Read a spreadsheet as sheets of texts, without believing what it says about its own size.

``workbook.py`` reads xlsx; OpenDocument (ods) is read here, its XML row by row while it is unpacked. python-calamine
would be faster, but drops the zeros of 02139 and, on some files, ends its process; odfpy has not been maintained since
2020, and builds the whole tree.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils import get_column_letter

from components.files.sheets import File, Limits, ReadRows, RowCollector, Sheet, Sheets, TooLargeError, strip_namespace
from components.files.workbook import MIDNIGHT, Book
from components.inventory.problems import Problem, problem
from components.inventory.text import join_names, word_key

_EXPLAINING = ("read me", "columns", "words of the atlas")  # the sheets of our own template that only explain it
# How spreadsheet programs name a sheet that nobody has named, in English, German, French and Spanish.
_UNNAMED = ("sheet", "tabelle", "feuil", "hoja")
_STARTS_WITH_ZERO = re.compile(r"0\d+")
_NUMBERS = ("float", "currency", "percentage")
_BLANKS = {"s": " ", "tab": "\t", "line-break": "\n"}

_Events = Iterator[tuple[str, Element]]


def read_spreadsheet(file: File, limits: Limits) -> Sheets:
    """Read a workbook or an OpenDocument spreadsheet, and give its sheets, without those that are too large.

    Raises nearly any error where it is broken, and ``TooLargeError``.
    """
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        is_opendocument = "content.xml" in archive.namelist()
        tables = _find_opendocument_sheets(archive) if is_opendocument else Book(archive).find_sheets()
        return _read_tables(file, tables, limits)


def _read_tables(file: File, tables: Iterable[tuple[str, ReadRows]], limits: Limits) -> Sheets:
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    count = 0
    for count, (title, read_rows) in enumerate(tables, start=1):
        if count > limits.sheets:
            raise TooLargeError(limits.sheets, "sheets")
        if title.strip().casefold().endswith("(ignore)"):  # how Kumu marks sheets to skip
            problems.append(problem("sheet left out", file=file.name, value=title, sheet=title))
        elif word_key(title) not in _EXPLAINING:
            collector = RowCollector(file.name, title, limits)
            sheet = collector.sheet
            try:
                read_rows(collector)
            except TooLargeError as error:
                refusal = problem("too large", case="a workbook", file=file.name, called=sheet.called, what=error)
                problems.append(refusal)
                continue
            if sheet.merged:
                collector.add_problem("merged cells", value=join_names([_name_block(*block) for block in sheet.merged]))
            if sheet.rows:
                sheets.append(sheet)
            else:
                problems += sheet.problems
    if count == 1 and sheets and word_key(sheets[0].name).startswith(_UNNAMED):
        sheets = [replace(sheets[0], name=file.path.stem)]
    return sheets, problems if sheets or problems else [problem("empty file", file=file.name)]


def _name_block(top: int, left: int, bottom: int, right: int) -> str:
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


# OpenDocument


def _find_opendocument_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, ReadRows]]:
    """Find the sheets of a spreadsheet, and give the title of each with a function that reads its rows.

    The rows of a sheet have to be read before the next sheet is asked for.
    """
    with archive.open("content.xml") as stream:
        events: _Events = iterparse(stream, ("start", "end"))
        for event, element in events:
            name = strip_namespace(element.tag)
            if event == "start" and name == "table":
                yield _read_attributes(element).get("name", ""), partial(_read_rows, events)
            elif name == "table-row":
                element.clear()


def _read_rows(events: _Events, sheet: RowCollector) -> None:
    number = 1
    for event, element in events:
        name = strip_namespace(element.tag)
        if event == "end" and name == "table":
            return
        if event == "end" and name == "table-row":
            times = int(_read_attributes(element).get("number-rows-repeated", 1))
            sheet.add(number, _read_row(element, number, sheet), times)
            number += times
            element.clear()


def _read_row(row: Element, number: int, sheet: RowCollector) -> list[str]:
    """Read the texts of a row, and note in the sheet which of its cells are merged with others."""
    texts: list[str] = []
    column = 0
    for cell in row:
        if strip_namespace(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        attributes = _read_attributes(cell)
        times = int(attributes.get("number-columns-repeated", 1))
        rows, columns = (int(attributes.get(f"number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if rows > 1 or columns > 1:
            sheet.merged.append((number, column + 1, number + rows - 1, column + columns))
        shown = "\n".join(_read_paragraph(part) for part in cell if strip_namespace(part.tag) == "p")
        if text := _read_text(attributes, shown):
            texts += [""] * (column - len(texts)) + [text] * times
        column += times
    return texts


def _read_attributes(element: Element) -> dict[str, str]:
    return {strip_namespace(name): value for name, value in element.items()}


def _read_paragraph(paragraph: Element) -> str:
    """Read the text of a paragraph or a part of one, and give it with the blanks that are written as elements."""
    pieces = [paragraph.text or ""]
    for part in paragraph:
        if blank := _BLANKS.get(strip_namespace(part.tag)):
            pieces.append(blank * int(_read_attributes(part).get("c", 1)))
        else:
            pieces.append(_read_paragraph(part))
        pieces.append(part.tail or "")
    return "".join(pieces)


def _read_text(cell: dict[str, str], shown: str) -> str:
    """Read the text of a cell, and give it: the value of a number, a date or true/false, else what the cell shows.

    A number that is shown with leading zeros (``02139``) is an identifier, and stays as shown.
    """
    kind = cell.get("value-type", "")
    if kind in _NUMBERS and not _STARTS_WITH_ZERO.fullmatch(shown):
        return cell.get("value", shown)
    if kind == "date":
        return cell.get("date-value", shown).removesuffix(MIDNIGHT)
    if kind == "boolean":
        return cell.get("boolean-value", shown).upper()
    return shown or cell.get("string-value", "")
