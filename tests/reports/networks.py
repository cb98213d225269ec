"""A small network, and the readers of other tools that say what a file of it holds."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import igraph
import networkx
import openpyxl

from tests.inventories import make_inventory

ROWS: dict[str, list[dict[str, Any]]] = {
    "organizations": [
        {"id": "2014", "name": "Library", "type": "library", "issue_areas": ("justice", "a|b"), "latitude": 38.5},
        {"id": "city", "name": "=City", "serves": (), "source": "News", "Label": "own", "weight": "heavy"},
        {"id": "x", "name": "X", "description": "two\nlines", "latitude": 0},
    ],
    "relationships": [
        {"from": "2014", "to": "city", "kind": "works_with", "level": 3, "reported_by": "2014", "source": "News"},
        {"from": "city", "to": "2014", "kind": "works_with", "level": 0, "reported_by": "city", "Id": "own"},
        {"from": "city", "to": "2014", "kind": "funds", "amount": 5000, "status": "wanted", "direction": "up"},
        {"from": "x", "to": "city", "kind": "tension", "status": "lapsed"},
        {"from": "x", "to": "x"},
    ],
}
SMALL = make_inventory(**ROWS)
ENDS = [("2014", "city"), ("city", "2014"), ("city", "2014"), ("x", "city"), ("x", "x")]


def read_by_networkx(content: bytes) -> Any:
    if b"graphml" in content[:200]:
        return networkx.read_graphml(io.BytesIO(content), force_multigraph=True)
    return networkx.read_gexf(io.BytesIO(content))


def read_by_igraph(content: bytes) -> Any:
    with tempfile.NamedTemporaryFile(suffix=".graphml") as file:
        Path(file.name).write_bytes(content)
        return igraph.Graph.Read_GraphML(file.name)


def read_gephi(content: bytes) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Gephi's two tables, each row by its headers."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        texts = [archive.read(name).decode() for name in archive.namelist()]
    nodes, edges = (list(csv.DictReader(io.StringIO(text, newline=""))) for text in texts)
    return nodes, edges


def read_kumu(content: bytes) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Kumu's two sheets, each row by its headers, without empty cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Elements", "Connections"]
    found = []
    for sheet in book:
        header, *rows = sheet.iter_rows(values_only=True)
        found.append([{name: cell for name, cell in zip(header, row, strict=True) if cell is not None} for row in rows])
    return found[0], found[1]
