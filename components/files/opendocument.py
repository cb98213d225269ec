"""Read an OpenDocument spreadsheet (.ods) as sheets of texts, without trusting what it says about its own size.

The XML is read row by row as it is unpacked. python-calamine would be faster, but drops the zeros of 02139 and, on
some files, ends its process; odfpy has not been kept since 2020 and builds the whole tree.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from components.files.file import File, Limits, TooLargeError
from components.files.sheets import (
    Block,
    RowCollector,
    Sheet,
    Sheets,
    asks_to_be_ignored,
    explains_template,
    name_after_file,
    sheet_left_out,
)
from components.files.xml_stream import XmlStream
from components.inventory.problems import problem
from components.inventory.text import LONGEST_CELL

_DEEPEST = 100  # elements in one another
_MOST_TAGS_TO_A_ROW = 250_000
_STARTS_WITH_ZERO = re.compile(r"0\d+")
_MIDNIGHT = "T00:00:00"
# Elements inside a paragraph that are not part of its text. Outside of paragraphs nothing of a cell is read.
_NOT_READ = {"office:annotation", "text:ruby-text", "text:note"}
_CELLS = ("table:table-cell", "table:covered-table-cell")
_BLANKS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}

Attributes = Mapping[str, str]


def read_opendocument(file: File, limits: Limits) -> Sheets:
    """Read an OpenDocument spreadsheet, and give its sheets; none where it is too large, locked or damaged.

    Text is what the cell shows; a number is its value, a date is ISO. A number shown with zeros first (``02139``) is
    an identifier, and stays as it is shown.
    """
    reader = _Reader(file, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            if "META-INF/manifest.xml" in archive.namelist() and _is_locked(archive):
                return [], [problem("locked", file=file.name)]
            with archive.open("content.xml") as stream:
                return _keep_tables(file, reader.read(stream))
    except TooLargeError as error:
        return [], [problem("too large", case="workbook", file=file.name, called=reader.called, what=error)]
    except Exception:  # zlib, zipfile and expat each raise errors of their own on damaged bytes
        return [], [problem("file damaged", case="spreadsheet", file=file.name)]


def _is_locked(archive: zipfile.ZipFile) -> bool:
    with archive.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read(1_000_000)


def _keep_tables(file: File, sheets: list[Sheet]) -> Sheets:
    """Give the sheets with rows, without those that only explain the template and those to be ignored."""
    ignored = [sheet.name for sheet in sheets if asks_to_be_ignored(sheet.name)]
    filled = [sheet for sheet in sheets if sheet.rows and sheet.name not in ignored]
    tables = [sheet for sheet in filled if not explains_template(sheet.name)]
    if len(tables) == len(sheets) == 1:
        tables = [name_after_file(tables[0], file.path.stem)]
    notes = [sheet_left_out(file.name, title) for title in ignored]
    return tables, notes if tables or notes else [problem("empty file", file=file.name)]


class _Reader:
    """Reads the sheets one after the other. Repeated rows and cells are counted before they are made."""

    def __init__(self, file: File, limits: Limits) -> None:
        self.file, self.limits = file, limits
        self._sheet: RowCollector | None = None  # the one that is being read
        self._merged: list[Block] = []
        self._number = 0  # of the row before

    @property
    def called(self) -> str:
        """The sheet or the file that is being read, as a sentence names it."""
        return f"Sheet “{self._sheet.title}” of {self.file.name}" if self._sheet else self.file.name

    def read(self, stream: IO[bytes]) -> list[Sheet]:
        """Read all sheets, and give them. Raises ``TooLargeError``, ``ParseError``, ``ValueError`` for a DOCTYPE."""
        source = XmlStream(stream, _MOST_TAGS_TO_A_ROW)
        sheets: list[Sheet] = []
        inside: list[str] = []  # the elements that are open
        for event, element in iterparse(source, ("start", "end")):
            name = _short(element.tag)
            if event == "start":
                if name == "table:table" and inside[-1] == "office:spreadsheet":
                    self._start_sheet(element, len(sheets))
                inside.append(name)
                if len(inside) > _DEEPEST:
                    raise TooLargeError(_DEEPEST, "elements in one another")
                continue
            inside.pop()
            if self._sheet and name == "table:table-row" and inside.count("table:table") == 1:
                self._read_row(self._sheet, element)
                element.clear()
                source.row_ends()
            elif self._sheet and name == "table:table" and inside[-1] == "office:spreadsheet":
                sheets.append(self._sheet.sheet(self._merged))
                self._sheet = None
        return sheets

    def _start_sheet(self, table: Element, before: int) -> None:
        if before == self.limits.sheets:
            raise TooLargeError(self.limits.sheets, "sheets")
        self._sheet = RowCollector(self.file.name, _attributes(table).get("table:name", ""), self.limits)
        self._merged, self._number = [], 0

    def _read_row(self, sheet: RowCollector, row: Element) -> None:
        cells: list[str] = []
        is_wide, column = False, 0
        for attributes, text in _cells(row):
            times = _count(attributes, "table:number-columns-repeated")
            self._note_merged(attributes, column)
            column += times
            if text and column > sheet.columns:
                is_wide, times = True, max(0, sheet.columns - column + times)
            if text and times:
                cells += [""] * (min(column, sheet.columns) - times - len(cells)) + [text] * times
        repeated = _count(_attributes(row), "table:number-rows-repeated")
        sheet.add(self._number + 1, cells, is_wide, repeated)
        self._number += repeated

    def _note_merged(self, cell: Attributes, column: int) -> None:
        rows, columns = _count(cell, "table:number-rows-spanned"), _count(cell, "table:number-columns-spanned")
        if (rows > 1 or columns > 1) and len(self._merged) < self.limits.rows:
            top, left = self._number + 1, column + 1
            self._merged.append((top, left, top + rows - 1, left + columns - 1))


def _cells(row: Element) -> Iterator[tuple[Attributes, str]]:
    """The attributes and the text of each cell of a row."""
    for cell in row:
        if _short(cell.tag) in _CELLS:
            attributes = _attributes(cell)
            shown = "\n".join(_paragraph(each) for each in cell if _short(each.tag) == "text:p")
            yield attributes, _text(attributes, shown)


@functools.lru_cache(1_000)
def _short(name: str) -> str:
    """An element's or attribute's name with the usual prefix: ``table:table-row``, whatever prefix the file has."""
    space, _, local = name.rpartition("}")
    parts = space.split(":")
    return f"{parts[-2]}:{local}" if len(parts) > 1 else local


def _attributes(element: Element) -> dict[str, str]:
    return {_short(name): value for name, value in element.items()}


def _count(attributes: Attributes, name: str) -> int:
    """Give how often a row or cell is repeated; 1 where the file does not say, or says no number."""
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1


def _paragraph(paragraph: Element) -> str:
    """Give the text of a paragraph. Raises ``TooLargeError``."""
    pieces: list[str] = []
    letters = 0
    for piece in _pieces(paragraph):
        pieces.append(piece)
        letters += len(piece)
        if letters > LONGEST_CELL:
            raise TooLargeError(LONGEST_CELL, "characters in a cell")
    return "".join(pieces)


def _pieces(element: Element) -> Iterator[str]:
    """Give the pieces of a text in turn, with the blanks that are written as elements."""
    yield element.text or ""
    for part in element:
        name = _short(part.tag)
        if name in _BLANKS:
            yield _BLANKS[name] * min(_count(_attributes(part), "text:c"), LONGEST_CELL + 1)
        elif name not in _NOT_READ and not name.startswith("drawing:"):
            yield from _pieces(part)
        yield part.tail or ""


def _text(cell: Attributes, shown: str) -> str:
    """Give the text of a cell: its value where it is a number, a day or a truth value, else what it shows."""
    kind = cell.get("office:value-type", "")
    if kind in ("float", "currency", "percentage"):
        value = cell.get("office:value", "")
        return shown if _STARTS_WITH_ZERO.fullmatch(shown) or not value else value
    if kind == "date":
        return cell.get("office:date-value", shown).removesuffix(_MIDNIGHT)
    if kind == "time":
        return shown
    if kind == "boolean":
        return cell.get("office:boolean-value", shown).upper()
    return shown or cell.get("office:string-value", "")
