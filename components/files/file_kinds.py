"""What kind a file is of by how it begins: a network, JSON, or one that holds no table that can be read.

The kinds without a table are named as ``data/problems.csv`` does, under ``not a table``, where stands how to make a
table of each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

_Way = TypeVar("_Way", str, bytes)
_BEGINNING = 10_000  # bytes or letters
_GRAPH = re.compile(r"<(\w+:)?(graphml|gexf)[\s>/]", re.IGNORECASE)
_JSON = re.compile(r'[\s\x1e]*(\{\s*["}]|\[\s*[{\["\]])')
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f]")
_MOST_CONTROL_CHARACTERS = 8
# How files begin in which only programs can look.
_SIGNATURES = {
    "picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"),
    "document": (b"%PDF", b"{\\rtf"),
    "old Excel": (b"\xd0\xcf\x11\xe0", b"\x09\x08\x08\0"),
    "packed": (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh91AY", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
    "database": (b"SQLite format 3", b"\0\1\0\0Standard", b"PAR1", b"ARROW1", b"Obj\1", b"\x89HDF", b"$FL2", b"$FL3"),
    "map": (b"\0\0\x27\x0a",),
}
# What does not tell by how it begins, or not which of several it is: an old Word document begins as old Excel does.
_ENDINGS = {
    "document": (".doc", ".ppt"),
    "map": (".dbf", ".shx", ".gdb", ".gdbtable"),
    "database": (".sas7bdat", ".dta"),
    "packed": (".tar",),
    "picture": (".mp4", ".heic"),
}
# How texts begin that are no table.
_TEXTS = {
    "map": r"<kml[\s>]|<gpx[\s>]|<osm[\s>]|<(\w+:)?FeatureCollection[\s>]",
    "network": (
        r"<graph\s[^>]*xgmml|(creator\b[^\[]*\s)?graph\s*\[|\*(vertices|network)\b|dl\s+n\s*="
        r'|(strict\s+)?(di)?graph\s*("[^"]*"|\w*)\s*\{'
    ),
    "web page": r"<!doctype html|<html|<table|<head|<body|<script",
    "XML": r'<(!doctype|\?xml|!--|svg|[a-z][\w:.\-]*(\s+[\w:.\-]+\s*=\s*["\']|\s*/>))',
    "document": r"begin:vcard|begin:vcalendar",
    "link": r'\[internetshortcut\]|\{[^{}]*"doc_id"\s*:[^{}]*\}\s*$',
}
_DECLARATION = re.compile(r"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*", re.DOTALL)
# What a document that is packed as a zip is holds, or says that it is.
_DOCUMENTS = {
    "document": r"word/document\.xml|ppt/presentation\.xml|.*opendocument.*|.*epub.*",
    "binary Excel": r"xl/workbook\.bin",
    "Numbers": r"index/document\.iwa|(.*/)?index\.zip",
    "map": r".*\.kml|.*\.shp|.*\.gdbtable",
    "Gephi project": r"project(_xml)?|workspace_\d+_xml",
    "network": r".*/cysession\.xml",
}


def is_graph(content: bytes) -> bool:
    """Whether this begins as GraphML or GEXF does."""
    text = _beginning(content).lstrip("\ufeff \t\r\n")
    return text.startswith("<") and _GRAPH.search(text) is not None


def is_json(content: bytes) -> bool:
    """Whether this begins as JSON does that holds lists or objects, and is no link to a sheet on the web."""
    beginning = _beginning(content).lstrip("\ufeff")
    return _JSON.match(beginning) is not None and _kind_of_text(beginning) is None


def _beginning(content: bytes) -> str:
    beginning = content[:_BEGINNING]
    return beginning.decode(json.detect_encoding(beginning), errors="replace")


def kind_of_no_table(name: str, content: bytes, text: str) -> str | None:
    """Tell a file that holds no table of lines by its name, its bytes and their text, and give its kind; else None."""
    ending = _kind_by(_ENDINGS, name.lower().endswith)
    signature = _kind_by(_SIGNATURES, content.startswith)
    if signature:
        return ending if ending and signature == "old Excel" else signature
    sample = text[:_BEGINNING]
    if kind := _kind_of_text(sample):
        return kind
    if len(_CONTROL_CHARACTERS.findall(sample)) <= max(_MOST_CONTROL_CHARACTERS, len(sample) / 20):
        return None
    return ending or "not text"


def kind_of_document(names: str) -> str | None:
    """Tell a document that is packed as a zip is by the names in it, a line each, and give its kind; else None."""
    patterns = {kind: re.compile(f"^(?:{pattern})$", re.MULTILINE) for kind, pattern in _DOCUMENTS.items()}
    return next((kind for kind, pattern in patterns.items() if pattern.search(names)), None)


def _kind_by(kinds: Mapping[str, tuple[_Way, ...]], fits: Callable[[tuple[_Way, ...]], bool]) -> str | None:
    return next((kind for kind, ways in kinds.items() if fits(ways)), None)


def _kind_of_text(sample: str) -> str | None:
    """The kind of a text by its first words, with or without what XML declares before them."""
    begin = _DECLARATION.match(sample)
    starts = {0, begin.end() if begin else 0}
    for kind, pattern in _TEXTS.items():
        opening = re.compile(rf"\s*(?:{pattern})", re.IGNORECASE)
        if any(opening.match(sample, start) for start in starts):
            return kind
    return None
