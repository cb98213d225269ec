"""Read JSON as sheets: lists of objects, Kumu's projects, and places on a map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from components.files.sheets import File, Limits, Record, Sheets, TooLargeError, make_sheet_of_records
from components.inventory.kinds import join_list
from components.inventory.problems import Problem, problem
from components.inventory.schema import headers_of
from components.inventory.text import header_key, join_names
from components.inventory.words import name_words

Object = dict[str, Any]
Table = tuple[str | None, list[Record], tuple[str, ...]]
"""The title of a table, its rows, and the columns that come first."""
Tables = tuple[list[Table], list[Problem]]
_MOST_VALUES = 2_000_000
_MOST_NAMED = 10  # names in a sentence
# The names under which some programs keep the columns of a row, next to other things about it.
_INNER = ("attributes", "data", "fields", "properties")
# How Kumu itself writes the names of fields, which are in small letters in its JSON.
_KUMU = {"_id": "ID", "id": "ID"} | {
    name.lower(): name for name in ("Label", "Type", "Tags", "Description", "From", "To", "Direction", "Delayed")
}
_LINES = (".jsonl", ".ndjson")
# The lists that an organization's own object may have: what it does, and its parts, which are no organizations.
_DOES = name_words("what an organization does").keys()
_PARTS = _DOES | name_words("part of an organization's object").keys()
# Programs describe themselves by a name and an address too.
_OF_A_PROGRAM = {"version", "$schema"}


class SpelledNumber(str):
    """A number as the file spells it: ``1E5`` stays ``1E5``, and ``0.10`` stays ``0.10``."""


def read_json_tables(file: File, limits: Limits) -> Sheets:
    """Read the tables of a JSON file, and give them as sheets.

    It may be a list of objects, JSON Lines, an object with such lists anywhere inside it, a Kumu project or blueprint
    (sheets Elements and Connections), one organization with what it does, or GeoJSON (points as ``latitude`` and
    ``longitude``). Lists in cells are joined by bars, what is nested deeper stays JSON, and null is an empty cell.
    Numbers keep their spelling. Raises ``TooLargeError``, ``RecursionError`` and ``ValueError``.
    """
    tables, problems = _find_tables(file, _parse_file(file))
    if len(tables) > limits.files:
        raise TooLargeError(limits.files, "tables")
    sheets = [make_sheet_of_records(file, title, records, limits, first) for title, records, first in tables]
    return sheets, problems if sheets or problems else [problem("not a table", case="JSON", file=file.name)]


# Parsing


def _parse_file(file: File) -> Any:
    """Parse JSON, with numbers as they are spelled, and give what it holds; JSON Lines as a list.

    Raises ``TooLargeError`` and ``ValueError``.
    """
    # These signs count the values: each but the first of a list or an object comes after a comma.
    if sum(map(file.content.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise TooLargeError(_MOST_VALUES, "values")
    text = file.content.decode(json.detect_encoding(file.content)).removeprefix("\ufeff")
    try:
        data = _parse(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
        return _parse("[" + ",\n".join(line for line in text.split("\n") if line.strip()) + "]")
    return [data] if file.path.suffix.lower() in _LINES and isinstance(data, dict) else data


def _parse(text: str) -> Any:
    numbers: Any = {"parse_int": SpelledNumber, "parse_float": SpelledNumber, "parse_constant": lambda _: None}
    return json.loads(text, object_pairs_hook=_refuse_repeated_names, **numbers)


def _refuse_repeated_names(pairs: list[tuple[str, Any]]) -> Object:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object uses a name twice")
    return found


# Which tables it holds


def _find_tables(file: File, data: Any) -> Tables:
    if isinstance(data, list):
        is_places = any(item.get("type") == "Feature" for item in _list_objects(data[:1]))
        return _read_places(file, data) if is_places else _read_list(file, None, data)
    elements = data.get("elements")
    if any("label" in _flatten(item) for item in _list_objects(elements)):
        return _read_kumu(file, data)
    if isinstance(data.get("features"), list) or data.get("type") == "Feature":
        return _read_places(file, data.get("features", [data]))
    _name_the_ends_of_links(data)
    organization = data["organization"] | data if isinstance(data.get("organization"), dict) else data
    return _read_organization(organization) if _is_organization(organization) else _read_lists(file, data)


def _name_the_ends_of_links(data: Object) -> None:
    """Let the links of a network name nodes by id: where a link has the node itself, or the node's position (d3)."""
    nodes, links = _list_objects(data.get("nodes")), _list_objects(data.get("links", data.get("edges")))
    are_numbers = any(isinstance(link.get("source"), SpelledNumber) for link in links[:1])
    for position, node in enumerate(() if any("id" in node for node in nodes) or not are_numbers else nodes):
        node["id"] = str(position)
    for link in links:
        for end in ("source", "target"):
            if isinstance(link.get(end), dict):
                link[end] = link[end].get("id", link[end].get("name"))


def _is_organization(data: Object) -> bool:
    """Whether an object is an organization: it has a name, another column or a part of an organization, and no list of
    objects but such parts."""
    headers = headers_of("organizations")
    said = {headers.get(header_key(name)) for name, value in data.items() if value and isinstance(value, str)}
    parts = {name.lower() for name, value in data.items() if _list_objects(value)}
    others = said - {"id", "name", "source", "as_of", None}
    return "name" in said and bool(others or parts) and parts <= _PARTS and _OF_A_PROGRAM.isdisjoint(data)


def _read_organization(data: Object) -> Tables:
    """Read an object that is an organization, and give it as a table of one row, and what it does as initiatives."""
    does = {name: rows for name, value in data.items() if name.lower() in _DOES and (rows := _list_objects(value))}
    own = {name: value for name, value in data.items() if name not in {*does, "organization"}}
    headers = headers_of("organizations")
    named = {headers.get(header_key(name)): value for name, value in reversed(own.items()) if isinstance(value, str)}
    lead = {"lead": named.get("id") or named["name"]}
    tables: list[Table] = [("organizations", [_make_record(_flatten(own))], ())]
    for name, rows in does.items():
        tables.append((f"initiatives: {name}", [_make_record(lead | _flatten(row)) for row in rows], ()))
    return tables, []


def _read_list(file: File, title: str | None, items: Sequence[Any]) -> Tables:
    """Read a list of objects, and give it as a table; no table where it has no objects."""
    rows = _list_objects(items)
    if not rows:
        return [], []
    problems = []
    if further := len(items) - len(rows):
        case = "list" if title else ""
        more = problem("entries left out", case=case, file=file.name, sheet=title, count=further, value=str(further))
        problems.append(more)
    return [(title, [_make_record(_flatten(row)) for row in rows], ())], problems


def _read_lists(file: File, data: Object) -> Tables:
    """Read each list of an object, and give it as a table; where it has none, read the objects in it."""
    tables: list[Table] = []
    problems: list[Problem] = []
    others = []
    for name, value in data.items():
        # A list that only describes the columns of another table, such as CKAN's ``fields``, is not a table.
        is_header = name in ("columns", "fields") and all("type" in item for item in _list_objects(value))
        found, more = _read_list(file, name, value) if isinstance(value, list) and not is_header else ([], [])
        tables += found
        problems += more
        others += [name] if not found and value not in (None, [], {}, "") else []
    if tables:
        return tables, problems + ([_report_left_out(file, others)] if others else [])
    for value in data.values():
        if isinstance(value, dict):
            found, more = _find_tables(file, value)
            tables += found
            problems += more
    return tables, problems


def _report_left_out(file: File, names: Sequence[str]) -> Problem:
    return problem("part of the file left out", file=file.name, value=join_names(names, _MOST_NAMED))


# Rows and cells


def _list_objects(value: Any) -> list[Object]:
    """List the objects of a list; none where it is anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _flatten(item: Object) -> Object:
    """Lift what an object keeps in ``attributes``, ``data`` and the like up to its other fields, and give it."""
    inner = [name for name in _INNER if isinstance(item.get(name), dict)]
    found = {name: value for name, value in item.items() if name not in inner}
    for name in inner:
        found = _combine(item[name], found)
    return found


def _combine(first: Object, second: Object) -> Object:
    """Combine two objects, and give one. Where the second has another value for a name, it is kept as ``name (2)``."""
    found = dict(first)
    for name, value in second.items():
        free, number = name, 1
        while found.get(free, value) != value:
            number += 1
            free = f"{name} ({number})"
        found[free] = value
    return found


def _make_record(item: Object) -> Record:
    return {name: _write_text(value) for name, value in item.items()}


def _write_text(value: Any) -> str:
    """Write a value as the text of a cell, and give it: lists joined by bars, what is nested deeper as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list) and not any(isinstance(each, (list, dict)) for each in value):
        values = tuple(filter(None, map(_write_text, value)))
        return join_list(values) if values else ""
    return _write_json(value)


def _write_json(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_write_json(name)}: {_write_json(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_write_json, value)) + "]"
    return str(value) if isinstance(value, SpelledNumber) else json.dumps(value, ensure_ascii=False)


# Kumu


def _read_kumu(file: File, data: Object) -> Tables:
    written = [each.get("name") for each in _list_objects(data.get("attributes"))]
    names = {name.lower(): name for name in written if isinstance(name, str)} | _KUMU
    elements = [_make_kumu_record(item, names) for item in _list_objects(data["elements"])]
    connections = [_make_connection(item, names) for item in _list_objects(data.get("connections"))]
    tables: list[Table] = []
    for title, records, first in (("Elements", elements, ("Label",)), ("Connections", connections, ("From", "To"))):
        has_ids = any("ID" in record for record in records)
        tables += [(title, records, ("ID", *first) if has_ids else first)] if records else []
    return tables, [_report_left_out(file, ["loops"])] if data.get("loops") else []


def _make_kumu_record(item: Object, names: dict[str, str]) -> Record:
    """Make a record of an element or a connection, with its fields under the names that the project shows."""
    fields = {name: value for name, value in _flatten(item).items() if name != "reversed" and value is not False}
    return _make_record({names.get(name.lower(), name): value for name, value in fields.items()})


def _make_connection(item: Object, names: dict[str, str]) -> Record:
    """Make a record of a connection, from its start to its end: Kumu may keep them the other way round."""
    record = _make_kumu_record(item, names)
    ends = [record.get(name, "") for name in ("From", "To")]
    start, end = reversed(ends) if item.get("reversed") is True else ends
    # A column To may list several, separated by bars. Here it is one, even where its name has a bar.
    return record | {"From": start, "To": join_list((end,)) if end else ""}


# Places


def _read_places(file: File, features: Sequence[Any]) -> Tables:
    records, shapes = [], 0
    for feature in _list_objects(features):
        properties, point = feature.get("properties"), _read_point(feature)
        shapes += bool(feature.get("geometry")) and not point
        # Its own id and place come first, but lose against properties of the same name.
        own = ({"id": feature["id"]} if "id" in feature else {}) | point
        found = _combine(properties if isinstance(properties, dict) else {}, own)
        records.append(_make_record({name: found[name] for name in own} | found))
    problems = [problem("shape without a place", file=file.name, count=shapes, value=str(shapes))] if shapes else []
    return [(None, records, ())] if records else [], problems


def _read_point(feature: Object) -> Object:
    """Read a point, and give its ``latitude`` and ``longitude``; nothing for any other shape."""
    shape = feature.get("geometry")
    point = shape.get("coordinates") if isinstance(shape, dict) and shape.get("type") == "Point" else None
    if not isinstance(point, list) or len(point) < 2:
        return {}
    return {"latitude": point[1], "longitude": point[0]}
