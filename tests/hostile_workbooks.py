"""Zips, workbooks, JSON and networks that nobody should have to fear, made small and quick."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData>{{}}</worksheet>'
STRINGS = f'<sst xmlns="{MAIN}">{{}}</sst>'
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
_STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_STRINGS_LINK = (
    '<Relationship Id="texts" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
_LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha" * 50}">' for at in range(10))
LAUGHING = f"<!DOCTYPE x [{_LAUGHS}]>"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + "EncryptedPackage".encode("utf-16-le")


def zipped(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return stream.getvalue()


def parts(rows: str = HEADER, after: str = "") -> dict[str, bytes]:
    """What is in a workbook with one sheet, organizations, of these rows as XML."""
    stream = io.BytesIO()
    book = Workbook()
    book.active.title = "organizations"
    book.active["A1"] = "text"
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    types = files["[Content_Types].xml"].decode().replace("</Types>", _STRINGS_TYPE + "</Types>")
    files["[Content_Types].xml"] = types.encode()
    files.setdefault("xl/sharedStrings.xml", STRINGS.format("").encode())
    links = files["xl/_rels/workbook.xml.rels"].decode()
    if "sharedStrings" not in links:
        files["xl/_rels/workbook.xml.rels"] = links.replace(
            "</Relationships>", f"{_STRINGS_LINK}</Relationships>"
        ).encode()
    return files | {"xl/worksheets/sheet1.xml": SHEET.format(rows, after).encode()}


def workbook(rows: str = HEADER, after: str = "", **more: str) -> bytes:
    """That workbook; ``more`` are parts by their name in ``xl/``."""
    return zipped(parts(rows, after) | {f"xl/{name}.xml": text.encode() for name, text in more.items()})


def with_part(name: str, content: bytes) -> bytes:
    return zipped(parts() | {name: content})


def declaring(name: str, before: str = "") -> bytes:
    """A workbook with a part that declares entities and uses them."""
    root = {"xl/sharedStrings.xml": "sst", "xl/styles.xml": "styleSheet", "xl/workbook.xml": "workbook"}.get(name, "x")
    return with_part(name, f'{before}{LAUGHING}<{root} xmlns="{MAIN}"><si><t>&l9;</t></si></{root}>'.encode())


def declaring_between_two_chunks() -> bytes:
    """The declaration begins 4 bytes before the end of the first 16 kB, in which the parser asks for a sheet."""
    return declaring("xl/worksheets/sheet1.xml", "<!--" + "x" * (16_384 - 4 - 7) + "-->")


def declaring_in_two_bytes() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHING}<x>&l9;</x>'
    return with_part("xl/worksheets/sheet1.xml", text.encode("utf-16"))


def swelling() -> bytes:
    """About 1 MB that unpacks to 400."""
    stream = io.BytesIO(workbook())
    archive = zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED, compresslevel=1)
    with archive, archive.open("xl/worksheets/sheet2.xml", "w") as part:
        for _ in range(400):
            part.write(b" " * 1_000_000)
    return stream.getvalue()


def one_text_in_many_cells(count: int = 5_000) -> bytes:
    """77 kB whose cells hold 160 MB."""
    rows = "".join(f'<row r="{at}"><c><v>{at}</v></c><c t="s"><v>0</v></c></row>' for at in range(2, count + 2))
    return workbook(HEADER + rows, sharedStrings=STRINGS.format(f"<si><t>{'x y ' * 8_000}</t></si>"))


def many_sheets(count: int = 60_000) -> bytes:
    """A workbook that lists its one sheet so many times."""
    files = parts()
    before, sheet, after = re.split(r"(<sheet [^>]*>)", files["xl/workbook.xml"].decode())
    listed = "".join(sheet.replace("organizations", str(at)) for at in range(count))
    return zipped(files | {"xl/workbook.xml": f"{before}{listed}{after}".encode()})


def many_entries(count: int = 100_000) -> bytes:
    """A zip whose directory lists one empty file so many times."""
    name = b"a.csv"
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    listed = min(count, 65_535)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, listed, listed, len(entry) * count, len(local), 0)
    return local + entry * count + end


def nested(depth: int = 5) -> bytes:
    content = zipped({"organizations.csv": b"name\nA\n"})
    for _ in range(depth):
        content = zipped({f"{number}.zip": content for number in range(10)})
    return content


def _patched(content: bytes, name: bytes, offset: int, value: int, size: int = 4) -> bytes:
    """A zip with other bytes in what its directory says of one file."""
    at = -1
    while content[at + 46 : at + 46 + len(name)] != name:
        at = content.index(b"PK\1\2", at + 1)
    return content[: at + offset] + value.to_bytes(size, "little") + content[at + offset + size :]


def locked() -> bytes:
    return _patched(workbook(), b"xl/worksheets/sheet1.xml", 8, 1, 2)


def overlapping() -> bytes:
    """Two sheets in the same bytes."""
    return _patched(with_part("xl/worksheets/sheet0.xml", b"x" * 100), b"xl/workbook.xml", 42, 0)


def lying() -> bytes:
    """A sheet of 30 MB that the directory says to be of 10 kB."""
    content = workbook(HEADER + " " * 30_000_000)
    return _patched(content, b"xl/worksheets/sheet1.xml", 24, 10_000)


def packed_unusually() -> bytes:
    """bzip2 packs 45,000 times; a reader unpacks all that one piece holds."""
    return zipped(parts() | {"xl/worksheets/sheet1.xml": b" " * 10_000_000}, zipfile.ZIP_BZIP2)


def far_apart() -> bytes:
    """One cell a row, each in the last column that is read: few bytes, and a table of 100 million cells."""
    rows = "".join(f'<row r="{at}"><c r="ALL{at}"><v>1</v></c></row>' for at in range(2, 50_000))
    return workbook(HEADER + rows)


def of_cells(count: int) -> str:
    """Rows of ten numbered cells each."""
    row = '<row r="{0}">' + "".join(
        f'<c r="{column}{{0}}"><v>{{0}}.{at}</v></c>' for at, column in enumerate("ABCDEFGHIJ")
    )
    return "".join((row + "</row>").format(at) for at in range(2, 2 + count // 10))


def _in_turn(pattern: str, count: int, between: str = ",") -> str:
    return between.join(pattern.format(at) for at in range(count))


def many_objects() -> bytes:
    return ("[" + _in_turn('{{"a":1}}', 990_000) + "]").encode()


def deep_objects() -> bytes:
    return ("[" + '{"a":' * 300_000 + "1" + "}" * 300_000 + "]").encode()


def one_name() -> bytes:
    return ("[{" + _in_turn('"a":1', 300_000) + "}]").encode()


def many_tables() -> bytes:
    return ("{" + _in_turn('"c{0}":[{{"a":1}}]', 20_000) + "}").encode()


def network(inside: str, before: str = "", keys: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<graphml>{keys}<graph>{inside}</graph></graphml>'.encode()


def many_defaults() -> bytes:
    keys = _in_turn('<key id="{}" for="node"><default>x</default></key>', 2_000, "")
    return network("<node/>" * 20_000, keys=keys)


def many_values() -> bytes:
    return network(f'<node id="a">{_in_turn("<data key={0}b{0}>{{}}</data>".format(chr(34)), 300_000, "")}</node>')


REFUSED: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "1 MB that unpacks to 400 MB": ("a.xlsx", swelling, "too large", "unpacks to more than 200 times its size"),
    "a table of one cell a row, far apart": ("a.xlsx", far_apart, "too large", "more than 4,000,000 cells"),
    "one text in many cells": ("a.xlsx", one_text_in_many_cells, "too large", "has more than 50 MB of text"),
    "60,000 sheets in one part": ("a.xlsx", many_sheets, "too large", "a.xlsx has more than 200 sheets"),
    "entities in a sheet": ("a.xlsx", lambda: declaring("xl/worksheets/sheet1.xml"), "file damaged", "is damaged"),
    "entities in the texts": ("a.xlsx", lambda: declaring("xl/sharedStrings.xml"), "file damaged", "is damaged"),
    "entities in the styles": ("a.xlsx", lambda: declaring("xl/styles.xml"), "file damaged", "is damaged"),
    "entities in the list of sheets": ("a.xlsx", lambda: declaring("xl/workbook.xml"), "file damaged", "is damaged"),
    "entities between two chunks": ("a.xlsx", declaring_between_two_chunks, "file damaged", "is damaged"),
    "entities in UTF-16": ("a.xlsx", declaring_in_two_bytes, "file damaged", "is damaged"),
    "100,000 entries in a zip": ("a.zip", many_entries, "too large", "more than 200 files"),
    "100,000 entries, called xlsx": ("a.xlsx", many_entries, "too large", "more than 200 files"),
    "nested zips": ("a.zip", nested, "not a table", "is not text"),
    "a picture called xlsx": ("a.xlsx", lambda: PICTURE, "not a table", "it may be a picture"),
    "a workbook with a password": ("a.xlsx", lambda: COMPOUND, "not a table", "(.xls), a locked one"),
    "a zip with a password": ("a.xlsx", locked, "locked", "locked with a password"),
    "cut off": ("a.xlsx", lambda: workbook()[:-900], "file damaged", "is damaged"),
    "cut off in the middle": ("a.zip", lambda: zipped({"a.csv": b"name\nA\n"})[:60], "file damaged", "is damaged"),
    "parts that lie over each other": ("a.xlsx", overlapping, "file damaged", "is damaged"),
    "a directory that lies about sizes": ("a.xlsx", lying, "file damaged", "is damaged"),
    "packed so that it can't be measured": ("a.xlsx", packed_unusually, "packed unusually", "packed in a way"),
    "990,000 objects in 8 MB": ("a.json", many_objects, "too large", "takes far more time or memory to read"),
    "the same, line by line": (
        "a.jsonl",
        lambda: many_objects()[1:-1].replace(b",", b"\n"),
        "too large",
        "takes far more time or memory to read",
    ),
    "objects in one another": ("a.json", deep_objects, "file damaged", "a.json is damaged"),
    "one name for all that an object has": ("a.json", one_name, "file damaged", "a.json is damaged"),
    "20,000 tables": ("a.json", many_tables, "too large", "a.json has more than 200 tables"),
    "JSON that ends too soon": ("a.json", lambda: many_objects()[:700_000], "file damaged", "a.json is damaged"),
    "entities in a network": (
        "a.graphml",
        lambda: network("&l9;" + " " * 50_000, LAUGHING),
        "file damaged",
        "a.graphml is damaged",
    ),
    "elements in one another": (
        "a.graphml",
        lambda: network("<a>" * 300_000),
        "file damaged",
        "a.graphml is damaged",
    ),
    "1,000,000 nodes": (
        "a.gexf",
        lambda: network("<node/>" * 1_000_000),
        "too large",
        "a.gexf takes far more time or memory to read than a network",
    ),
    "2,000 defaults for 20,000 nodes": (
        "a.graphml",
        many_defaults,
        "too large",
        "a.graphml takes far more time or memory to read than a network",
    ),
    "300,000 values of one node": (
        "a.graphml",
        many_values,
        "too large",
        "a.graphml has more than 100,000 characters in a cell",
    ),
}
"""Name, content, rule and some words of the problem, by what it is."""
