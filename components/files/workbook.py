"""Read the sheets of an xlsx workbook, as Excel and other programs write it.

openpyxl would read these too, but it refuses a whole workbook for a style that it does not know, and other programs
write many of these; nor does it read the strict form of the standard. Here only texts and numbers matter.
"""

from __future__ import annotations

import contextlib
import posixpath
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import IO
from xml.etree.ElementTree import Element, iterparse, parse

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from components.files.archives import WORKBOOK_PART, normalize_part_name
from components.files.sheets import ReadRows, RowCollector, strip_namespace
from components.inventory.kinds import cell_of_value
from components.inventory.text import unescape

_ZERO_FORMATS = frozenset("0- ")  # the signs in them
_IN_FRACTIONS = frozenset(".eE")
MIDNIGHT = "T00:00:00"


class Book:
    """A workbook: its list of sheets, and the texts and formats that their cells share.

    A broken workbook may raise almost any error.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._members = {normalize_part_name(name): name for name in archive.namelist()}
        path = next(name for name in self._members if WORKBOOK_PART.fullmatch(name))
        self._root = self._parse(path)
        self._links = self._parse(f"xl/_rels/{posixpath.basename(path)}.rels")
        date_settings = [each.get("date1904", "") for each in self._root if strip_namespace(each.tag) == "workbookPr"]
        self.epoch = MAC_EPOCH if any(map(_is_true, date_settings)) else WINDOWS_EPOCH
        """The day from which days are counted."""
        self.texts = self._read_shared_texts()
        codes = self._read_formats()
        self.date_formats = {
            at for at, code in enumerate(codes) if is_date_format(code) and not is_timedelta_format(code)
        }
        """The formats, by their position, that show a number as a date or a time."""
        plain = [code.replace("\\", "") for code in codes]
        self.zero_formats = {at: code for at, code in enumerate(plain) if "00" in code and set(code) <= _ZERO_FORMATS}
        """The formats, by their position, that show leading zeros, as postal codes have."""

    def find_sheets(self) -> Iterator[tuple[str, ReadRows]]:
        """Find the sheets that have cells, and give the title of each with a function that reads its rows."""
        parts = self._find_parts("worksheet")
        for sheet in self._root.iter():
            identity = next((value for name, value in sheet.items() if name.endswith("}id")), None)
            if strip_namespace(sheet.tag) == "sheet" and identity in parts:
                yield sheet.get("name", ""), partial(self._read_rows, parts[identity])

    def _read_rows(self, part: str, sheet: RowCollector) -> None:
        with self._open(part) as stream:
            _RowReader(self, sheet).read(stream)

    def _open(self, part: str) -> IO[bytes]:
        return self._archive.open(self._members[part])

    def _parse(self, part: str) -> Element:
        with self._open(part) as stream:
            return parse(stream).getroot()

    def _find_parts(self, kind: str) -> dict[str | None, str]:
        """Find the parts of a kind that the workbook links to, and give their names by the ids of the links."""
        found = {}
        for link in self._links:
            if link.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.join("/xl", link.get("Target", "").replace("\\", "/"))
                found[link.get("Id")] = normalize_part_name(posixpath.normpath(target))
        return found

    def _read_shared_texts(self) -> list[str]:
        texts = []
        for part in self._find_parts("sharedStrings").values():
            with self._open(part) as stream:
                for _, element in iterparse(stream):
                    if strip_namespace(element.tag) == "si":
                        texts.append(_read_rich_text(element))
                        element.clear()
        return texts

    def _read_formats(self) -> list[str]:
        """Read the formats of cells, and give how each shows a number, in Excel's notation."""
        formats = []
        for part in self._find_parts("styles").values():
            root = self._parse(part)
            described = [each for each in root.iter() if strip_namespace(each.tag) == "numFmt"]
            own = {each.get("numFmtId"): each.get("formatCode", "") for each in described}
            for group in root:
                if strip_namespace(group.tag) == "cellXfs":
                    numbers = [each.get("numFmtId", "0") for each in group]
                    formats += [own.get(number) or BUILTIN_FORMATS.get(int(number), "") for number in numbers]
        return formats


class _RowReader:
    """Reads the rows of a sheet, without their formatting. Rows that the file leaves out are not added."""

    def __init__(self, book: Book, sheet: RowCollector) -> None:
        self.book, self.sheet = book, sheet
        self.formulas: dict[int, list[int]] = {}
        """The rows of formulas without a result, by column."""
        self.row = self.column = 0

    def read(self, stream: IO[bytes]) -> None:
        """Read all rows and merged cells, and report formulas without a result. Raises ``TooLargeError``."""
        for _, element in iterparse(stream):
            kind = strip_namespace(element.tag)
            if kind == "row":
                self._read_row(element)
                element.clear()
            elif kind == "mergeCell":
                left, top, right, bottom = map(int, range_boundaries(element.get("ref", "")))
                self.sheet.merged.append((top, left, bottom, right))
        for column, rows in sorted(self.formulas.items()):
            place = {"row": rows[0], "count": len(rows), "letter": get_column_letter(column)}
            self.sheet.add_problem("formula without a result", **place)

    def _read_row(self, element: Element) -> None:
        self.row, self.column = int(element.get("r", self.row + 1)), 0
        texts: dict[int, str] = {}
        for cell in element:
            if strip_namespace(cell.tag) == "c":
                letters = cell.get("r", "").rstrip("0123456789")
                self.column = column_index_from_string(letters) if letters else self.column + 1
                if text := self._read_cell(cell):
                    texts[self.column] = text
        self.sheet.add(self.row, [texts.get(column, "") for column in range(1, max(texts, default=0) + 1)])

    def _read_cell(self, cell: Element) -> str:
        parts = {strip_namespace(part.tag): part for part in cell}
        if "is" in parts:
            return _read_rich_text(parts["is"])
        if "v" not in parts and "f" in parts:
            self.formulas.setdefault(self.column, []).append(self.row)
        written = parts["v"].text if "v" in parts else None
        return self._read_text(cell.get("t", "n"), written, int(cell.get("s", 0))) if written else ""

    def _read_text(self, kind: str, written: str, style: int) -> str:
        if kind == "n":
            return self._read_number(written, style)
        if kind == "s":
            return self.book.texts[int(written)]
        if kind == "b":
            return "TRUE" if _is_true(written) else "FALSE"
        return written.removesuffix(MIDNIGHT) if kind == "d" else unescape(written)

    def _read_number(self, written: str, style: int) -> str:
        try:
            number = float(written) if set(written) & _IN_FRACTIONS else int(written)
        except ValueError:
            return written
        if style in self.book.date_formats:
            # A number that is beyond the calendar stays a number.
            with contextlib.suppress(OverflowError, ValueError):
                return cell_of_value(from_excel(number, self.book.epoch))
        if style in self.book.zero_formats and number >= 0 and number == int(number):
            return _write_with_zeros(int(number), self.book.zero_formats[style])
        return cell_of_value(number)


def _write_with_zeros(number: int, shown: str) -> str:
    """Write an identifier as its format shows it: 2139 with the format ``00000`` gives 02139."""
    digits = iter(str(number).zfill(shown.count("0")))
    return "".join(next(digits) if sign == "0" else sign for sign in shown) + "".join(digits)


def _is_true(text: str) -> bool:
    return text.strip().lower() in ("1", "true", "on")


def _read_rich_text(element: Element) -> str:
    """Join the pieces of a text, and give it without hints on pronunciation (Japanese ruby)."""
    pieces = [part for part in element if strip_namespace(part.tag) in ("t", "r")]
    texts = [each.text or "" for part in pieces for each in part.iter() if strip_namespace(each.tag) == "t"]
    return unescape("".join(texts))
