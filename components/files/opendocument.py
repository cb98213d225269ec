"""Read the sheets of an OpenDocument spreadsheet (.ods).

The XML is read row by row as it is unpacked. python-calamine would be faster, but drops the zeros of 02139 and, on
some files, ends its process; odfpy has not been kept since 2020 and builds the whole tree.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element, iterparse

from components.files.sheets import ReadRows, RowCollector, local

_STARTS_WITH_ZERO = re.compile(r"0\d+")
_MIDNIGHT = "T00:00:00"
_NUMBERS = ("float", "currency", "percentage")
_BLANKS = {"s": " ", "tab": "\t", "line-break": "\n"}

_Events = Iterator[tuple[str, Element]]


def find_tables(archive: zipfile.ZipFile) -> Iterator[tuple[str, ReadRows]]:
    """Find the sheets of a spreadsheet, and give the title of each and what reads its rows.

    The rows of a sheet are there until the next is asked for.
    """
    with archive.open("content.xml") as stream:
        events: _Events = iterparse(stream, ("start", "end"))
        for event, element in events:
            name = local(element.tag)
            if event == "start" and name == "table":
                yield _attributes(element).get("name", ""), partial(_read_rows, events)
            elif name == "table-row":
                element.clear()


def _read_rows(events: _Events, sheet: RowCollector) -> None:
    number = 1
    for event, element in events:
        name = local(element.tag)
        if event == "end" and name == "table":
            return
        if event == "end" and name == "table-row":
            times = int(_attributes(element).get("number-rows-repeated", 1))
            sheet.add(number, _read_row(element, number, sheet), times)
            number += times
            element.clear()


def _read_row(row: Element, number: int, sheet: RowCollector) -> list[str]:
    """Read the texts of a row, and note in the sheet which of its cells are merged with others."""
    texts: list[str] = []
    column = 0
    for cell in row:
        if local(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        attributes = _attributes(cell)
        times = int(attributes.get("number-columns-repeated", 1))
        rows, columns = (int(attributes.get(f"number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if rows > 1 or columns > 1:
            sheet.merged.append((number, column + 1, number + rows - 1, column + columns))
        shown = "\n".join(_paragraph(part) for part in cell if local(part.tag) == "p")
        if text := _text(attributes, shown):
            texts += [""] * (column - len(texts)) + [text] * times
        column += times
    return texts


def _attributes(element: Element) -> dict[str, str]:
    return {local(name): value for name, value in element.items()}


def _paragraph(paragraph: Element) -> str:
    """Give the text of a paragraph or a part of one, with the blanks that are written as elements."""
    pieces = [paragraph.text or ""]
    for part in paragraph:
        if blank := _BLANKS.get(local(part.tag)):
            pieces.append(blank * int(_attributes(part).get("c", 1)))
        else:
            pieces.append(_paragraph(part))
        pieces.append(part.tail or "")
    return "".join(pieces)


def _text(cell: dict[str, str], shown: str) -> str:
    """Give the text of a cell: its value where it is a number, a day or a truth value, else what it shows.

    A number shown with zeros first (``02139``) is an identifier, and stays as it is shown.
    """
    kind = cell.get("value-type", "")
    if kind in _NUMBERS and not _STARTS_WITH_ZERO.fullmatch(shown):
        return cell.get("value", shown)
    if kind == "date":
        return cell.get("date-value", shown).removesuffix(_MIDNIGHT)
    if kind == "boolean":
        return cell.get("boolean-value", shown).upper()
    return shown or cell.get("string-value", "")
