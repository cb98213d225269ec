"""Tell what kind of file something is from how it begins: a network, JSON, or a file without a table to read.

The kinds without a table stand in ``data/file_kinds.csv``. They have the names that ``data/problems.csv`` gives them
under ``not a table``, where it says how to make a table of each.
"""

from __future__ import annotations

import json
import re

from components.inventory.words import read_rows

_BEGINNING = 10_000  # bytes or letters
_GRAPH = re.compile(r"<(\w+:)?(graphml|gexf)[\s>/]", re.IGNORECASE)
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[{\["\]])')
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f]")
_MOST_CONTROL_CHARACTERS = 8
# How files begin that only programs can read, and what kinds they are.
_SIGNATURES = {b"%PDF": "document", b"{\\rtf": "document", b"\xd0\xcf\x11\xe0": "old Excel"}
# How texts begin that are not a table.
_BEFORE_ROOT = re.compile(r"(?:<\?xml[^>]*>\s*|<!doctype qgis[^>]*>\s*|<!--[^>]*-->\s*)*", re.IGNORECASE)  # of XML
# How texts begin that are not a table, and which files are in documents that are packed like a zip.
_TEXTS, _DOCUMENTS = (
    {row["kind"]: row["pattern"] for row in read_rows("file_kinds.csv") if row["where"] == where}
    for where in ("beginning", "file in a zip")
)


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
        text = sample.lstrip() if kind == "XML" else _BEFORE_ROOT.sub("", sample.lstrip(), count=1)
        if re.match(f"(?:{pattern})", text, re.IGNORECASE):
            return kind
    return None


def identify_document(names: str) -> str | None:
    """Find out from the names in a zip (one a line) whether it is a document, and give its kind; None if not."""
    found = (kind for kind, pattern in _DOCUMENTS.items() if re.search(f"^(?:{pattern})$", names, re.MULTILINE))
    return next(found, None)
