"""The network as Kumu imports it: a workbook, or JSON (a blueprint)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence

from components.files import workbook_bytes, zip_bytes
from components.inventory import Inventory
from components.inventory.kinds import number_text
from components.inventory.schema import schema_columns
from components.inventory.text import guard, scrub
from components.reports.graph_attributes import Attribute, Value, are_directed, known_attributes, value_text

# The fields that Kumu shows first. What is a tie's kind here is its type there.
_FIRST = ("Type", "Tags", "Description")
_OWN = (*_FIRST, "ID", "Label", "From", "To", "Direction")
_OF_ELEMENTS = ("ID", "Label", "Name")
_OF_CONNECTIONS = ("ID", "Label", "From", "To", "Direction")
_SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def kumu_workbook(inventory: Inventory) -> bytes:
    """Write an xlsx workbook with the sheets Elements and Connections under Kumu's headers, and give its bytes.

    Elements: ``ID``, ``Label`` (the organization's name), ``Type``, ``Tags`` (its issue areas), ``Description`` and
    what else is known of organizations. Connections: ``From`` and ``To`` (ids), ``Direction`` (directed, undirected),
    ``Type`` (the kind), ``Tags`` and what else is known of ties; each report of a tie is a row. Lists are joined by
    bars; a cell that is not known is empty. A text that is longer than a workbook's cell holds is cut.
    It holds no other table of the inventory.
    """
    found = {"Elements": _elements(inventory), "Connections": list(map(_as_list, _connections(inventory)))}
    sheets = {title: _rows(attributes) for title, attributes in found.items()}
    return _without_times(workbook_bytes(sheets))


def kumu_json(inventory: Inventory) -> bytes:
    """Write the JSON that Kumu imports, ``elements`` and ``connections`` with the fields of ``kumu_workbook``.

    The fields that Kumu knows are in small letters, as it writes them. Numbers are numbers and lists are lists;
    ``none`` where there is none. What is not known is left out.
    """
    found = {"elements": _records(_elements(inventory)), "connections": _records(_connections(inventory))}
    return json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8")


def _elements(inventory: Inventory) -> list[Attribute]:
    frame = inventory.organizations
    fields = _kumu_order(known_attributes(inventory, "organizations", _headers("organizations"), _OF_ELEMENTS))
    return [Attribute("ID", frame["id"].tolist()), Attribute("Label", frame["name"].tolist()), *fields]


def _connections(inventory: Inventory) -> list[Attribute]:
    frame = inventory.relationships
    ways: list[Value] = ["directed" if way else "undirected" for way in are_directed(inventory)]
    ends = [Attribute("From", frame["from"].tolist()), Attribute("To", frame["to"].tolist())]
    headers = _headers("relationships") | {"kind": "Type"}
    fields = _kumu_order(known_attributes(inventory, "relationships", headers, _OF_CONNECTIONS))
    return [*ends, Attribute("Direction", ways), *fields]


def _as_list(attribute: Attribute) -> Attribute:
    """Give the end of a tie as a list of one, since Kumu would make two ties of an id with a bar in it."""
    return Attribute("To", [(str(end),) for end in attribute.values]) if attribute.name == "To" else attribute


def _headers(table: str) -> dict[str, str]:
    """Give Kumu's headers for the standard's columns: ``Led by`` for ``led_by``. A team's own columns keep theirs."""
    names = schema_columns().query("table == @table")["column"]
    return {name: name.replace("_", " ").capitalize() for name in names} | {"issue_areas": "Tags"}


def _kumu_order(attributes: Sequence[Attribute]) -> list[Attribute]:
    """Put the fields that Kumu shows first before the others."""
    return sorted(attributes, key=lambda each: _FIRST.index(each.name) if each.name in _FIRST else len(_FIRST))


def _rows(attributes: Sequence[Attribute]) -> list[list[str | float | None]]:
    """Give a sheet's header and rows."""
    rows = zip(*(attribute.values for attribute in attributes), strict=True)
    return [[guard(each.name) for each in attributes], *(list(map(_excel, row)) for row in rows)]


def _excel(value: Value) -> str | float | None:
    """Give a value as a cell of a workbook, a number of more digits than a workbook keeps as text."""
    if isinstance(value, float):
        return value if float(f"{value:.16g}") == value else number_text(value)
    return guard(value_text(value)) or None


def _without_times(workbook: bytes) -> bytes:
    """Take out of a workbook the time at which it was made, so that it is the same each time."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    return zip_bytes(parts | {core: _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", parts[core])})


def _records(attributes: Sequence[Attribute]) -> list[dict[str, object]]:
    names = [each.name.lower() if each.name in _OWN else each.name for each in attributes]
    rows = zip(*(attribute.values for attribute in attributes), strict=True)
    return [{name: _json(value) for name, value in zip(names, row, strict=True) if value is not None} for row in rows]


def _json(value: Value) -> object:
    if isinstance(value, tuple):
        return [scrub(each) for each in value] or "none"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return scrub(value or "")
