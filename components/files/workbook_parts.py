"""Read the parts of an xlsx package, without trusting what they say: its sheets, texts and formats of days.

openpyxl would read these too, but it refuses a whole workbook for a style that it does not know, and other programs
write many such; nor does it read the strict form of the standard. Only texts and numbers matter here.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.etree.ElementTree import Element, fromstring, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from components.files.archives import part_name
from components.files.xml_stream import XmlStream, local
from components.inventory.text import unescaped

_MOST_TAGS = 100_000  # in a part that is read whole, such as the styles
_SIGNS_OF_ZERO_FORMATS = frozenset("0- ")
# Formats of days that depend on the language, so that no workbook defines them.
_DAYS_BY_LANGUAGE = frozenset((*range(27, 37), *range(50, 59)))
_SPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
    "",
)
KINDS = {space + name: name for space in _SPACES for name in ("row", "c", "v", "f", "is", "si", "r", "t", "mergeCells")}
"""The elements of rows and texts by their tags, in both forms of the standard."""


class Book:
    """A workbook's list of sheets, and the texts and formats that its cells share. No sheet is opened here.

    Raises ``TooLargeError`` for parts that are too large, and nearly any error for broken ones.
    """

    def __init__(self, content: bytes, most_tags_of_texts: int) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._members = {part_name(name): name for name in self._archive.namelist()}
        self._path = self._one("", "officeDocument") or "xl/workbook.xml"
        root = self._whole(self._path)
        self.from_1904 = any(is_true(each.get("date1904", "")) for each in root if local(each.tag) == "workbookPr")
        self.sheets = self._sheets(root)
        self.texts = self._texts(most_tags_of_texts)
        formats = self._formats()
        self.days = frozenset(at for at, code in enumerate(formats) if is_date_format(code))
        """The numbers of the formats in which a number is a day or a time."""
        self.times = frozenset(at for at in self.days if is_timedelta_format(formats[at]))
        """The numbers of those formats in which a number is a length of time."""
        plain = [code.replace("\\", "") for code in formats]
        self.zeros = {at: code for at, code in enumerate(plain) if "00" in code and set(code) <= _SIGNS_OF_ZERO_FORMATS}
        """The formats that show zeros before a number, as for postal codes."""

    @property
    def shows_values_of_others(self) -> bool:
        """Whether it links to other files, whose values it holds as they were when it was saved."""
        return any(name.startswith("xl/externallinks/") for name in self._members)

    def open(self, part: str, tags: int) -> XmlStream:
        """Open a part to be read piece by piece, and give it: it raises where a row has more than so many ``tags``."""
        return XmlStream(self._archive.open(self._members[part_name(part)]), tags)

    def _whole(self, part: str) -> Element:
        with self.open(part, _MOST_TAGS) as stream:
            return fromstring(stream.read())

    def _links(self, part: str) -> list[Element]:
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        return list(self._whole(links)) if part_name(links) in self._members else []

    def _linked(self, part: str, kind: str) -> list[str]:
        """List the parts of a kind to which a part has a link."""
        return [self._target(part, link) for link in self._links(part) if link.get("Type", "").endswith(f"/{kind}")]

    def _target(self, part: str, link: Element) -> str:
        target = link.get("Target", "").replace("\\", "/")
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")

    def _sheets(self, root: Element) -> dict[str, str]:
        """The parts that hold the sheets of cells, by the sheets' names."""
        links = {link.get("Id"): self._target(self._path, link) for link in self._links(self._path)}
        cells = set(self._linked(self._path, "worksheet"))
        if not links:
            raise ValueError("a workbook has links to its sheets")
        sheets = [each for several in root if local(several.tag) == "sheets" for each in several]
        found = {}
        for sheet in sheets:
            identity = next((value for name, value in sheet.items() if name.endswith("}id")), None)
            if links.get(identity) in cells:
                found[sheet.get("name", "")] = links[identity]
        return found

    def _one(self, part: str, kind: str) -> str | None:
        """The part of a kind to which a part has a link, or that lies beside it."""
        beside = posixpath.join(posixpath.dirname(part), f"{kind}.xml")
        return next((each for each in [*self._linked(part, kind), beside] if part_name(each) in self._members), None)

    def _texts(self, most: int) -> list[str]:
        """The texts that cells share."""
        part = self._one(self._path, "sharedStrings")
        if part is None:
            return []
        found = []
        with self.open(part, most) as stream:
            for _, element in iterparse(stream):
                if KINDS.get(element.tag) == "si":
                    found.append(rich_text(element))
                    element.clear()
        return found

    def _formats(self) -> list[str]:
        """Read how each format of cells shows a number, in the notation of Excel."""
        part = self._one(self._path, "styles")
        if part is None:
            return []
        root = self._whole(part)
        own = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iter() if local(each.tag) == "numFmt"}
        cells = next((list(each) for each in root if local(each.tag) == "cellXfs"), [])
        numbers = [each.get("numFmtId", "0") for each in cells]
        return [own[number] if number in own else _builtin(number) for number in numbers]


def _builtin(number: str) -> str:
    if not number.isdecimal():
        return ""
    return "yyyy-mm-dd" if int(number) in _DAYS_BY_LANGUAGE else BUILTIN_FORMATS.get(int(number), "")


def is_true(text: str) -> bool:
    """Whether an attribute or a cell is true: ``1``, ``true`` or ``on``."""
    return text.strip().lower() in ("1", "true", "on")


def rich_text(element: Element) -> str:
    """Join the pieces of a text, and give it without its pronunciation (the ruby of Japanese)."""
    pieces = []
    for child in element:
        kind = KINDS.get(child.tag)
        if kind == "t":
            pieces.append(child.text or "")
        elif kind == "r":
            pieces += [each.text or "" for each in child if KINDS.get(each.tag) == "t"]
    return unescaped("".join(pieces))
