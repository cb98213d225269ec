"""Tell what kind of file something is from how it begins: a network, JSON, or a file without a table to read.

The kinds without a table have the names that ``data/problems.csv`` gives them under ``not a table``, where it says how
to make a table of each.
"""

from __future__ import annotations

import json
import re

_BEGINNING = 10_000  # bytes or letters
_GRAPH = re.compile(r"<(\w+:)?(graphml|gexf)[\s>/]", re.IGNORECASE)
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[{\["\]])')
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f]")
_MOST_CONTROL_CHARACTERS = 8
# How files begin that only programs can read, and what kinds they are.
_SIGNATURES = {b"%PDF": "document", b"{\\rtf": "document", b"\xd0\xcf\x11\xe0": "old Excel"}
# How texts begin that are not a table.
_BEFORE_ROOT = r"(?:<\?xml[^>]*>\s*|<!doctype qgis[^>]*>\s*|<!--[^>]*-->\s*)*"
_TEXTS = {
    "diagram": r"<mxfile|<map version=",
    "Tableau": rf"{_BEFORE_ROOT}<workbook\s[^>]*source-platform=",
    "map": rf"{_BEFORE_ROOT}<(kml|qgis)\s",
    "web page": r"<!doctype html|<html|<table|<head|<body|<script",
    "XML": r'<(!doctype|\?xml|!--|svg|[a-z][\w:.\-]*(\s+[\w:.\-]+\s*=\s*["\']|\s*/>))',
    "link": r'\[internetshortcut\]|\{[^{}]*"doc_id"\s*:[^{}]*\}\s*$',
}
# Documents that are packed like a zip: the names of files in them, or what they call themselves.
_DOCUMENTS = {
    "document": r"word/document\.xml|ppt/presentation\.xml|mimetypeapplication/(vnd\.oasis\.opendocument|epub).*",
    "binary Excel": r"xl/workbook\.bin",
    "Numbers": r"index/document\.iwa|(.*/)?index\.zip",
    "map": r".*\.kml|.*\.shp|.*\.gdbtable|.*\.qgs",
    "Tableau": r".*\.twb",
    "Power BI": r"report/layout|datamodel(schema)?",
    "Cytoscape": r"cytoscapesession.*/.*",
    "diagram": r"visio/document\.xml|.*\.drawio",
    "Gephi project": r"project(_xml)?|workspace_\d+_xml",
}


def is_graph(content: bytes) -> bool:
    """Whether this begins like GraphML or GEXF."""
    text = _decode_beginning(content).lstrip("\ufeff \t\r\n")
    return text.startswith("<") and _GRAPH.search(text) is not None


def is_json(content: bytes) -> bool:
    """Whether this begins like JSON with lists or objects, and is not just a link to a sheet on the web."""
    beginning = _decode_beginning(content).lstrip("\ufeff")
    return _JSON.match(beginning) is not None and _identify_text(beginning) is None


def _decode_beginning(content: bytes) -> str:
    beginning = content[:_BEGINNING]
    return beginning.decode(json.detect_encoding(beginning), errors="replace")


def identify_non_table(content: bytes, text: str) -> str | None:
    """Find out from its bytes and text whether a file is not a table in lines, and give its kind; None for a table."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    sample = text[:_BEGINNING]
    is_text = len(_CONTROL_CHARACTERS.findall(sample)) <= max(_MOST_CONTROL_CHARACTERS, len(sample) / 20)
    return _identify_text(sample) if is_text else "not text"


def _identify_text(sample: str) -> str | None:
    for kind, pattern in _TEXTS.items():
        if re.match(rf"\s*(?:{pattern})", sample, re.IGNORECASE):
            return kind
    return None


def identify_document(names: str) -> str | None:
    """Find out from the names in a zip (one a line) whether it is a document, and give its kind; None if not."""
    for kind, pattern in _DOCUMENTS.items():
        if re.search(f"^(?:{pattern})$", names, re.MULTILINE):
            return kind
    return None
