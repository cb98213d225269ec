"""The network as Kumu imports it: a workbook, or JSON (a blueprint)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence

from components.files import workbook_bytes, zip_bytes
from components.inventory import Inventory, guard, number_text, schema_columns, scrub
from components.reports.attributes import Attribute, Cell, directed, of_organizations, of_ties, renamed, text

# Kumu shows these fields first, and knows a tie's kind as its type.
_FIRST = ("Type", "Tags", "Description")
_OWN = (*_FIRST, "ID", "Label", "From", "To", "Direction")
_OF_ELEMENTS = ("ID", "Label", "Name")
_OF_CONNECTIONS = ("ID", "Label", "From", "To", "Direction")
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def kumu_workbook(inventory: Inventory) -> bytes:
    """An xlsx workbook with the sheets Elements and Connections, under Kumu's headers.

    Elements: ``ID``, ``Label`` (the organization's name), ``Type``, ``Tags`` (its issue areas), ``Description`` and
    what else is known of organizations. Connections: ``From`` and ``To`` (ids), ``Direction`` (directed, undirected),
    ``Type`` (the kind), ``Tags`` and what else is known of ties; each report of a tie is a row. Lists are joined by
    bars; a cell that is not known is empty. A text that is longer than a workbook's cell holds is cut.
    It holds no other table of the inventory.
    """
    found = {"Elements": _elements(inventory), "Connections": list(map(_one_end, _connections(inventory)))}
    sheets = {title: _rows(attributes) for title, attributes in found.items()}
    return _without_times(workbook_bytes(sheets))


def kumu_json(inventory: Inventory) -> bytes:
    """The JSON that Kumu imports: ``elements`` and ``connections`` with the fields of ``kumu_workbook``.

    The fields that Kumu knows are in small letters, as it writes them. Numbers are numbers and lists are lists;
    ``none`` where there is none. What is not known is left out.
    """
    found = {"elements": _records(_elements(inventory)), "connections": _records(_connections(inventory))}
    return json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8")


def _elements(inventory: Inventory) -> list[Attribute]:
    frame = inventory.organizations
    fields = _first(renamed("organizations", of_organizations(inventory), _headers("organizations"), _OF_ELEMENTS))
    return [Attribute("ID", frame["id"].tolist()), Attribute("Label", frame["name"].tolist()), *fields]


def _connections(inventory: Inventory) -> list[Attribute]:
    frame = inventory.relationships
    ways: list[Cell] = ["directed" if way else "undirected" for way in directed(inventory)]
    ends = [Attribute("From", frame["from"].tolist()), Attribute("To", frame["to"].tolist())]
    headers = _headers("relationships") | {"kind": "Type"}
    fields = _first(renamed("relationships", of_ties(inventory), headers, _OF_CONNECTIONS))
    return [*ends, Attribute("Direction", ways), *fields]


def _one_end(attribute: Attribute) -> Attribute:
    """The end of a tie as a list of one: a bar in its id would make two ties."""
    return Attribute("To", [(str(cell),) for cell in attribute.cells]) if attribute.name == "To" else attribute


def _headers(table: str) -> dict[str, str]:
    """The columns of the standard as headers: ``led_by`` is ``Led by``; a team's own stay as they are."""
    names = schema_columns().query("table == @table")["column"]
    return {name: name.replace("_", " ").capitalize() for name in names} | {"issue_areas": "Tags"}


def _first(attributes: Sequence[Attribute]) -> list[Attribute]:
    """The fields that Kumu shows first before the others."""
    return sorted(attributes, key=lambda each: _FIRST.index(each.name) if each.name in _FIRST else len(_FIRST))


def _rows(attributes: Sequence[Attribute]) -> list[list[str | float | None]]:
    """The header and the rows of a sheet."""
    rows = zip(*(attribute.cells for attribute in attributes), strict=True)
    return [[guard(each.name) for each in attributes], *(list(map(_excel, row)) for row in rows)]


def _excel(cell: Cell) -> str | float | None:
    if isinstance(cell, float):
        return cell if float(f"{cell:.16g}") == cell else number_text(cell)
    return guard(text(cell)) or None


def _without_times(workbook: bytes) -> bytes:
    """The workbook without the time at which it was made, so that it is the same each time."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    return zip_bytes(parts | {core: _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", parts[core])})


def _records(attributes: Sequence[Attribute]) -> list[dict[str, object]]:
    names = [each.name.lower() if each.name in _OWN else each.name for each in attributes]
    rows = zip(*(attribute.cells for attribute in attributes), strict=True)
    return [{name: _json(cell) for name, cell in zip(names, row, strict=True) if cell is not None} for row in rows]


def _json(cell: Cell) -> object:
    if isinstance(cell, tuple):
        return [scrub(value) for value in cell] or "none"
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    return scrub(cell or "")
