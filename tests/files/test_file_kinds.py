"""Files that are not tables: each gets a problem that says what it is and how to make a table of it."""

from __future__ import annotations

import zipfile

import pytest

from components.drafts import read_inventory
from tests.hostile_workbooks import zipped

FEW = bytes(100)
# By name: how it begins, what its problem says it is, and what would mend it.
KINDS: dict[str, tuple[bytes, str, str]] = {
    "a.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + FEW, "old Excel workbook (.xls)", "save it as xlsx"),
    "web.xls": (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table/></html>', "web page", "as xlsx"),
    "2003.xls": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
        "marked-up text",
        "as xlsx",
    ),
    "a.xlsb": (zipped({"xl/workbook.bin": b"x"}), "binary Excel workbook", "save it as xlsx"),
    "a.numbers": (zipped({"Index/Document.iwa": b"x"}), "Numbers", "Export it as xlsx"),
    "folder.numbers": (zipped({"a.numbers/Index.zip": zipped({}), "a.numbers/preview.jpg": b""}), "Numbers", "as xlsx"),
    "a.fods": (b'<?xml version="1.0"?><office:document office:version="1.2"/>', "marked-up text", "as xlsx"),
    "a.odt": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED),
        "a document",
        "Copy its table",
    ),
    "a.docx": (zipped({"word/document.xml": b"<x/>"}), "a text in Word", "Copy its table"),
    "a.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + FEW, "a document of old Office", "save it as xlsx"),
    "a.pdf": (b"%PDF-1.7\n", "a PDF", "Copy its table"),
    "a.gsheet": (b'{"": "DO NOT EDIT", "doc_id": "1", "resource_key": ""}', "link to a sheet", "download it as xlsx"),
    "a.url": (b"[InternetShortcut]\r\nURL=https://sheets.example\r\n", "link to a sheet", "download it as xlsx"),
    "a.parquet": (b"PAR1" + FEW, "not text", "as CSV"),
    "a.sqlite": (b"SQLite format 3\0" + FEW, "not text", "as CSV"),
    "a.accdb": (b"\0\1\0\0Standard ACE DB\0" + FEW, "not text", "as CSV"),
    "a.sav": (b"$FL2@(#) SPSS" + FEW, "not text", "as CSV"),
    "a.kml": (
        b'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"/>',
        "KML",
        "GeoJSON",
    ),
    "a.kmz": (zipped({"doc.kml": b"<kml/>"}), "KML", "GeoJSON"),
    "a.shp": (b"\0\0\x27\x0a" + FEW, "not text", "as CSV"),
    "shapes.zip": (zipped({"a/x.shp": FEW, "a/x.dbf": FEW, "a/x.prj": b"GEOGCS[]"}), "Shapefile", "GeoJSON"),
    "a.csv.gz": (b"\x1f\x8b\x08" + FEW, "not text", "unpack it"),
    "a.heic": (b"\0\0\0 ftypheic" + FEW, "a picture", "as CSV"),
    "a.xgmml": (
        b'<?xml version="1.0"?>\n<graph label="x" xmlns="http://www.cs.rpi.edu/XGMML"/>',
        "marked-up text",
        "as xlsx or CSV",
    ),
    "a.gephi": (zipped({"Project": b"<x/>", "Workspace_0_xml": b"<x/>"}), "Gephi project", "GEXF"),
    "new.gephi": (zipped({"Project_xml": b"<x/>", "Workspace_0_graphstore_bytes": b"\0"}), "Gephi project", "GEXF"),
    "a.twbx": (zipped({"a.twb": b"<workbook/>", "Data/a.hyper": b"\0"}), "Tableau workbook", "CSV"),
    "a.twb": (b"<?xml version='1.0'?>\n\n<!-- build 2 -->\n<workbook source-platform='win' />", "Tableau", "CSV"),
    "a.pbix": (zipped({"DataModel": b"\0", "Report/Layout": b"{}"}), "Power BI", "Export data"),
    "a.qgz": (zipped({"a.qgs": b"<qgis/>"}), "is a map", "GeoJSON"),
    "a.qgs": (b"<!DOCTYPE qgis PUBLIC 'x' 'SYSTEM'>\n<qgis version='3'/>", "is a map", "GeoJSON"),
    "a.cys": (zipped({"CytoscapeSession-2024/cysession.xml": b"<x/>"}), "Cytoscape session", "Table to File"),
    "a.vsdx": (zipped({"visio/document.xml": b"<x/>"}), "a drawing", "spreadsheet"),
    "a.drawio": (b'<mxfile host="app"><diagram/></mxfile>', "a drawing", "spreadsheet"),
    "a.mm": (b'<map version="1.0.1"><node TEXT="City"/></map>', "a drawing", "spreadsheet"),
    "any.xml": (b'<!-- by hand -->\n<people xmlns="urn:x"><person/></people>', "marked-up text", "as xlsx or CSV"),
    "no text": (bytes(range(1, 32)) * 20, "not text", "as CSV or as xlsx"),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_table_says_what_it_is_and_what_would_mend_it(name: str) -> None:
    content, what, mend = KINDS[name]
    inventory, problems = read_inventory([(name, content)])
    (found,) = problems
    assert (found.rule, found.severity, found.file) == ("not a table", "error", name)
    assert what in found.message and mend in found.mend
    assert inventory.organizations.empty


@pytest.mark.parametrize(
    "text",
    [
        "graph of organizations,type\nA,library\n",
        "<b>Our organizations</b>\nname,type\nA,library\n",
        "*name,type\nA,library\n",
        "name,type\n<a href='https://a.example'>A</a>,library\n",
    ],
)
def test_a_table_that_only_begins_like_another_kind_is_read(text: str) -> None:
    _, problems = read_inventory([("organizations.csv", text.encode())])
    assert "not a table" not in [problem.rule for problem in problems]


def test_a_map_that_comes_with_a_table_leaves_the_table_readable() -> None:
    files = {"organizations.csv": b"name,type\nA,library\n", "x.shp": b"\0\0\x27\x0a" + FEW}
    inventory, problems = read_inventory([("a.zip", zipped(files))])
    assert inventory.organizations["name"].tolist() == ["A"]
    assert [(problem.rule, problem.file) for problem in problems] == [("not a table", "x.shp")]
