"""What a file is by how it begins: a network, JSON, or no table at all, and then how to make it one."""

from __future__ import annotations

import json
import re

_BEGINNING = 10_000
_ROOT = re.compile(r"<(\w+:)?(graphml|gexf)[\s>/]", re.IGNORECASE)
_OPENS_JSON = re.compile(r'[\s\x1e]*(\{\s*["}]|\[\s*[{\["\]])')
_JSON = re.compile(r'\s*(\{\s*"|\[\s*[{\["])')
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")

What = tuple[str, str]
"""What a file is, to be read after "is", and how to make a table of it."""

SAVE_AS = "Open it in a spreadsheet program and save it as CSV or as xlsx."
COPY_TABLE = "Copy its table into a spreadsheet, and save that as CSV or as xlsx."
_UNPACK = "Unpack it, and send the tables in it."
_EXPORT = "Open it in the program that wrote it, and export its table as CSV."
_MAP_MEND = "Open it in a map program, such as QGIS, and export it as CSV or GeoJSON."
_PICTURE: What = ("a picture", "Type what it shows into the template.")
_FILM: What = ("a picture, a film or a sound", "Type what it shows into the template.")
_PACKED: What = ("a packed file", _UNPACK)
_OLD_EXCEL: What = (
    "an old Excel workbook (.xls) or a locked one",
    "Open it in Excel or LibreOffice and save it as xlsx, without a password.",
)
_SQLITE: What = ("a database (SQLite)", "Export its tables as CSV, with a program such as DB Browser for SQLite.")
_ACCESS: What = ("an Access database", "Open it in Access and export its tables as Excel workbooks or as CSV.")
_COLUMNS: What = ("a file for data programs (Parquet or the like)", "Write it as CSV, with pandas or DuckDB for one.")
_STATISTICS: What = ("a file of a statistics program", _EXPORT)
_SHAPEFILE: What = ("a part of a map (Shapefile)", _MAP_MEND)
_GEODATABASE: What = ("a part of a map (File Geodatabase)", _MAP_MEND)
_LINK: What = (
    "a link to a sheet on the web",
    "Open the sheet there, and download it as xlsx or CSV (in Google Sheets: File, Download).",
)
_SIGNATURES = {
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"RIFF": _FILM,
    b"%PDF": ("a PDF", COPY_TABLE),
    b"\xd0\xcf\x11\xe0": _OLD_EXCEL,
    b"\x09\x08\x08\0": _OLD_EXCEL,
    b"\x1f\x8b": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"Rar!": _PACKED,
    b"BZh91AY": _PACKED,
    b"\xfd7zXZ": _PACKED,
    b"\x28\xb5\x2f\xfd": _PACKED,
    b"{\\rtf": ("a text document", COPY_TABLE),
    b"SQLite format 3": _SQLITE,
    b"\0\1\0\0Standard": _ACCESS,
    b"PAR1": _COLUMNS,
    b"ARROW1": _COLUMNS,
    b"Obj\1": _COLUMNS,
    b"\x89HDF": _COLUMNS,
    b"$FL2": _STATISTICS,
    b"$FL3": _STATISTICS,
    b"<stata_dta>": _STATISTICS,
    b"\0\0\x27\x0a": _SHAPEFILE,
}
# What doesn't tell by how it begins, or not which of several it is.
_BY_ENDING = {
    ".doc": ("an old Word document (.doc)", COPY_TABLE),
    ".ppt": ("an old presentation (.ppt)", COPY_TABLE),
    ".dbf": ("a dBase file, as maps have them", "Open it in LibreOffice and save it as xlsx or CSV."),
    ".shx": _SHAPEFILE,
    ".gdb": _GEODATABASE,
    ".gdbtable": _GEODATABASE,
    ".sas7bdat": _STATISTICS,
    ".dta": _STATISTICS,
    ".tar": _PACKED,
    ".mp4": _FILM,
    ".heic": _PICTURE,
}
_TEXTS = {
    r"<\?xml[^>]*>\s*<\?mso-application\s+progid=.Excel|<(\w+:)?workbook\s[^>]*urn:schemas-microsoft-com:office": (
        "an Excel workbook saved as XML",
        "Open it in Excel or LibreOffice and save it as xlsx.",
    ),
    r"<office:document\s": (
        "a LibreOffice document saved as flat XML",
        "Open it in LibreOffice and save it as ods, xlsx or CSV.",
    ),
    r"<kml[\s>]|<gpx[\s>]|<osm[\s>]|<(\w+:)?FeatureCollection[\s>]": ("a map as XML (such as KML)", _MAP_MEND),
    r"<graph\s[^>]*xgmml": ("a network in XGMML", "Export it as GraphML."),
    r"<!doctype html|<html|<table|<head|<body|<script": (
        "a web page, which some programs give for Excel",
        "Open it in Excel or LibreOffice and save it as xlsx or CSV.",
    ),
    r'<(!doctype|\?xml|!--|svg|[a-z][\w:.\-]*(\s+[\w:.\-]+\s*=\s*["\']|\s*/>))': (
        "a marked-up text (XML)",
        "Open it in the program that wrote it, and export its table as xlsx or CSV.",
    ),
    r"(creator\b[^\[]*\s)?graph\s*\[": ("a network in GML", "Export it as GraphML or GEXF."),
    r"\*(vertices|network)\b": ("a network in Pajek's form", "Export it as GraphML or GEXF."),
    r"dl\s+n\s*=": ("a network in UCINET's form", "Export it as GraphML, or its ties as CSV."),
    r'(strict\s+)?(di)?graph\s*("[^"]*"|\w*)\s*\{': ("a network in GraphViz' form", "Export it as GraphML or GEXF."),
    r"begin:vcard": ("a list of address cards (vCard)", "Export them as CSV, without people."),
    r"begin:vcalendar": ("a calendar", "Copy what is needed into the template."),
    r'\[internetshortcut\]|\{[^{}]*"doc_id"\s*:[^{}]*\}\s*$': _LINK,
}
_DECLARATION = re.compile(r"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*", re.DOTALL)


def is_graph(content: bytes) -> bool:
    """Whether this begins as GraphML or GEXF does."""
    text = _beginning(content).lstrip("\ufeff \t\r\n")
    return text.startswith("<") and _ROOT.search(text) is not None


def is_json(content: bytes) -> bool:
    """Whether this begins as JSON does that holds lists or objects, and is no link to a sheet on the web."""
    beginning = _beginning(content).lstrip("\ufeff")
    return _OPENS_JSON.match(beginning) is not None and _of_text(beginning) is None


def _beginning(content: bytes) -> str:
    beginning = content[:_BEGINNING]
    return beginning.decode(json.detect_encoding(beginning), errors="replace")


def not_a_table(file: str, content: bytes, text: str) -> What | None:
    """What a file is that is no table of lines, and what to do about it. ``text`` is what its bytes say."""
    ending = _BY_ENDING.get(file.lower()[max(file.rfind("."), 0) :])
    told = next((what for signature, what in _SIGNATURES.items() if content.startswith(signature)), None)
    if told:
        return ending if ending and told is _OLD_EXCEL else told
    sample = text[:_BEGINNING]
    if found := _of_text(sample):
        return found
    if _JSON.match(sample):
        return "a JSON file", SAVE_AS
    if len(_BINARY.findall(sample)) <= max(8, len(sample) / 20):
        return None
    return ending or ("not text", SAVE_AS)


def _of_text(sample: str) -> What | None:
    """What a text is by its first words."""
    begin = _DECLARATION.match(sample)
    starts = {0, begin.end() if begin else 0}
    for pattern, what in _TEXTS.items():
        if any(re.compile(rf"\s*(?:{pattern})", re.IGNORECASE).match(sample, start) for start in starts):
            return what
    return None
