"""What kind a file is of by how it begins: a network, JSON, or one that holds no table that can be read.

The kinds without a table are named as ``data/problems.csv`` does, under ``not a table``, where stands how to make a
table of each.
"""

from __future__ import annotations

import json
import re

_BEGINNING = 10_000  # bytes or letters
_GRAPH = re.compile(r"<(\w+:)?(graphml|gexf)[\s>/]", re.IGNORECASE)
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[{\["\]])')
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f]")
_MOST_CONTROL_CHARACTERS = 8
# How files begin in which only programs can look, with their kinds.
_SIGNATURES = {b"%PDF": "document", b"{\\rtf": "document", b"\xd0\xcf\x11\xe0": "old Excel"}
# How texts begin that are no table.
_TEXTS = {
    "web page": r"<!doctype html|<html|<table|<head|<body|<script",
    "XML": r'<(!doctype|\?xml|!--|svg|[a-z][\w:.\-]*(\s+[\w:.\-]+\s*=\s*["\']|\s*/>))',
    "link": r'\[internetshortcut\]|\{[^{}]*"doc_id"\s*:[^{}]*\}\s*$',
}
# What a document that is packed as a zip is holds, or says that it is.
_DOCUMENTS = {
    "document": r"word/document\.xml|ppt/presentation\.xml|mimetypeapplication/(vnd\.oasis\.opendocument|epub).*",
    "binary Excel": r"xl/workbook\.bin",
    "Numbers": r"index/document\.iwa|(.*/)?index\.zip",
    "map": r".*\.kml|.*\.shp|.*\.gdbtable",
    "Gephi project": r"project(_xml)?|workspace_\d+_xml",
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


def kind_of_no_table(content: bytes, text: str) -> str | None:
    """Tell a file that holds no table of lines by its bytes and their text, and give its kind; else None."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    sample = text[:_BEGINNING]
    is_text = len(_CONTROL_CHARACTERS.findall(sample)) <= max(_MOST_CONTROL_CHARACTERS, len(sample) / 20)
    return _kind_of_text(sample) if is_text else "not text"


def _kind_of_text(sample: str) -> str | None:
    for kind, pattern in _TEXTS.items():
        if re.match(rf"\s*(?:{pattern})", sample, re.IGNORECASE):
            return kind
    return None


def kind_of_document(names: str) -> str | None:
    """Tell a document that is packed as a zip is by the names in it, a line each, and give its kind; else None."""
    for kind, pattern in _DOCUMENTS.items():
        if re.search(f"^(?:{pattern})$", names, re.MULTILINE):
            return kind
    return None
