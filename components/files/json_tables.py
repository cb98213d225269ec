"""Read JSON as sheets: lists of objects, Kumu's projects, networks of nodes and links, and places on a map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from components.files.file import File, Limits, TooLargeError
from components.files.records import Record, label_nodes, sheet_of_records
from components.files.sheets import Sheets
from components.inventory.kinds import join_list
from components.inventory.problems import Problem, problem
from components.inventory.text import join_names

Object = dict[str, Any]
Table = tuple[str | None, list[Record], tuple[str, ...]]
"""Its title, its rows, and the columns that come first."""
Tables = tuple[list[Table], list[Problem]]
_MOST_VALUES = 2_000_000
_MOST_NAMED = 10  # names in a sentence
# The names under which programs keep the columns of a row, beside other things about the row.
_INNER = ("attributes", "data", "fields", "properties")
# Kumu's own names for the fields that its JSON has in small letters.
_KUMU = {"_id": "ID", "id": "ID"} | {
    name.lower(): name for name in ("Label", "Type", "Tags", "Description", "From", "To", "Direction", "Delayed")
}
_LINES = (".jsonl", ".ndjson", ".geojsonl")


class Number(str):
    """A number as the file spells it: ``1E5`` stays ``1E5``, and ``0.10`` stays ``0.10``."""


def read_json_tables(file: File, limits: Limits) -> Sheets:
    """Read the tables of a JSON file, and give them as sheets.

    It may be a list of objects or JSON Lines of these, an object that has such lists, also deeper inside, a Kumu
    project or blueprint (sheets Elements and Connections), a network of ``nodes`` and ``links`` or ``edges``, or
    GeoJSON (points as ``latitude`` and ``longitude``). Lists in cells are joined by bars, what is nested deeper is
    kept as JSON, and null is an empty cell. Numbers keep their spelling.
    """
    try:
        tables, problems = _find_tables(file, _load(file))
        if len(tables) > limits.files:
            raise TooLargeError(limits.files, "tables")
        sheets = [sheet_of_records(file, title, records, limits, first) for title, records, first in tables]
    except (TooLargeError, RecursionError, ValueError) as error:
        # This function is short on purpose: out of memory, Python 3.11 may never leave a long one that catches errors.
        return [], [_refusal(file, error)]
    return sheets, problems if sheets or problems else [problem("not a table", case="JSON", file=file.name)]


def _refusal(file: File, error: Exception) -> Problem:
    if isinstance(error, TooLargeError):
        return problem("too large", case="JSON", file=file.name, what=error)
    if isinstance(error, json.JSONDecodeError):
        return problem("file damaged", case="JSON line", file=file.name, line=error.lineno)
    return problem("file damaged", case="kind", file=file.name, called="a JSON file")


# Parsing


def _load(file: File) -> Any:
    """Parse JSON, with numbers as they are spelled, and give it; JSON Lines as a list.

    Raises ``TooLargeError`` and ``ValueError``.
    """
    # Each value but the first of a list or an object comes after a comma.
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
    numbers: Any = {"parse_int": Number, "parse_float": Number, "parse_constant": lambda _: None}
    return json.loads(text, object_pairs_hook=_named_once, **numbers)


def _named_once(pairs: list[tuple[str, Any]]) -> Object:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object uses a name twice")
    return found


# Which tables it holds


def _find_tables(file: File, data: Any) -> Tables:
    if isinstance(data, list):
        is_places = any(item.get("type") == "Feature" for item in _objects(data[:1]))
        return _places(file, data) if is_places else _list(file, None, data)
    elements = data.get("elements")
    if any("label" in _flat(item) for item in _objects(elements)):
        return _kumu(file, data)
    network = elements if isinstance(elements, dict) else data  # as Cytoscape writes it
    if isinstance(network.get("nodes"), list) and isinstance(_links(network), list):
        return _network(network)
    if isinstance(data.get("features"), list) or data.get("type") == "Feature":
        return _places(file, data.get("features", [data]))
    return _lists(file, data)


def _list(file: File, title: str | None, items: Sequence[Any]) -> Tables:
    """Read a list of objects as a table; no table where it has no objects."""
    rows = _objects(items)
    if not rows:
        return [], []
    problems = []
    if further := len(items) - len(rows):
        case = "list" if title else ""
        more = problem("entries left out", case=case, file=file.name, sheet=title, count=further, value=str(further))
        problems.append(more)
    return [(title, [_record(_flat(row)) for row in rows], ())], problems


def _lists(file: File, data: Object) -> Tables:
    """Read each list of an object as a table; where it has no such list, read the objects in it."""
    tables: list[Table] = []
    problems: list[Problem] = []
    others = []
    for name, value in data.items():
        # What only says which columns another table has, as CKAN's ``fields`` do, is none.
        is_header = name in ("columns", "fields") and all("type" in item for item in _objects(value))
        found, more = _list(file, name, value) if isinstance(value, list) and not is_header else ([], [])
        tables += found
        problems += more
        others += [name] if not found and value not in (None, [], {}, "") else []
    if tables:
        return tables, problems + ([_left_out(file, others)] if others else [])
    for value in data.values():
        if isinstance(value, dict):
            found, more = _find_tables(file, value)
            tables += found
            problems += more
    return tables, problems


def _left_out(file: File, names: Sequence[str]) -> Problem:
    return problem("part of the file left out", file=file.name, value=join_names(names, _MOST_NAMED))


# Rows and cells


def _objects(value: Any) -> list[Object]:
    """The objects of a list; none of anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _flat(item: Object) -> Object:
    """An object with what it keeps in ``attributes``, ``data`` and the like beside the rest."""
    inner = [name for name in _INNER if isinstance(item.get(name), dict)]
    found = {name: value for name, value in item.items() if name not in inner}
    for name in inner:
        found = _together(item[name], found)
    return found


def _together(first: Object, second: Object) -> Object:
    """Both in one. What the second says otherwise under a name of the first is kept as ``name (2)``."""
    found = dict(first)
    for name, value in second.items():
        free, number = name, 1
        while found.get(free, value) != value:
            number += 1
            free = f"{name} ({number})"
        found[free] = value
    return found


def _record(item: Object) -> Record:
    return {name: _text(value) for name, value in item.items()}


def _text(value: Any) -> str:
    """A value as the text of a cell: lists joined by bars, what is nested deeper as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list) and not any(isinstance(each, (list, dict)) for each in value):
        values = tuple(filter(None, map(_text, value)))
        return join_list(values) if values else ""
    return _json(value)


def _json(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(name)}: {_json(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


# Kumu


def _kumu(file: File, data: Object) -> Tables:
    written = [each.get("name") for each in _objects(data.get("attributes"))]
    names = {name.lower(): name for name in written if isinstance(name, str)} | _KUMU
    elements = [_kumu_record(item, names) for item in _objects(data["elements"])]
    connections = [_connection(item, names) for item in _objects(data.get("connections"))]
    tables: list[Table] = []
    for title, records, first in (("Elements", elements, ("Label",)), ("Connections", connections, ("From", "To"))):
        has_ids = any("ID" in record for record in records)
        tables += [(title, records, ("ID", *first) if has_ids else first)] if records else []
    return tables, [_left_out(file, ["loops"])] if data.get("loops") else []


def _kumu_record(item: Object, names: dict[str, str]) -> Record:
    """An element or a connection, its fields under the names that the project shows."""
    fields = {name: value for name, value in _flat(item).items() if name != "reversed" and value is not False}
    return _record({names.get(name.lower(), name): value for name, value in fields.items()})


def _connection(item: Object, names: dict[str, str]) -> Record:
    """A connection from its beginning to its end, which Kumu may keep the other way round."""
    record = _kumu_record(item, names)
    ends = [record.get(name, "") for name in ("From", "To")]
    start, end = reversed(ends) if item.get("reversed") is True else ends
    # Here it is one element, and in a cell bars would part it.
    return record | {"From": start, "To": join_list((end,)) if end else ""}


# Networks


def _links(data: Object) -> Any:
    return data.get("links", data.get("edges"))


def _network(data: Object) -> Tables:
    """Nodes with ids, or known by their place in the list; links between these."""
    nodes = []
    for at, item in enumerate(data["nodes"]):
        node = _flat(item) if isinstance(item, dict) else {"id": item}
        rest = {"Label" if name == "label" else name: value for name, value in node.items() if name != "id"}
        nodes.append(_record({"Id": node.get("id", str(at))} | rest))
    edges = [_edge(_flat(item), data.get("directed")) for item in _objects(_links(data))]
    tables: list[Table] = [("nodes", label_nodes(nodes), ("Id", "Label")), ("edges", edges, ("Source", "Target"))]
    return [table for table in tables if table[1]], []


def _edge(item: Object, directed: object) -> Record:
    """A link with its ends; where the network says whether it has a direction, ``type`` says its kind."""
    names = {"source": "Source", "target": "Target", "from": "Source", "to": "Target"}
    if "source" in item:
        names = {"source": "Source", "target": "Target"}
    names |= {"label": "Label", "weight": "Weight"}
    record: Object = {"Source": "", "Target": ""}
    if isinstance(directed, bool):
        record["Type"] = "Directed" if directed else "Undirected"
        names["type"] = "kind"
    for name, value in item.items():
        header = names.get(name, name)
        # Programs that draw put the whole node at the end of a link.
        is_node = header in ("Source", "Target") and isinstance(value, dict)
        record[header] = value.get("id", value.get("name")) if is_node else value
    return _record(record)


# Places


def _places(file: File, features: Sequence[Any]) -> Tables:
    records, shapes = [], 0
    for feature in _objects(features):
        properties, point = feature.get("properties"), _point(feature)
        shapes += bool(feature.get("geometry")) and not point
        # Its id and its place, and what it says of itself, which wins.
        own = ({"id": feature["id"]} if "id" in feature else {}) | point
        found = _together(properties if isinstance(properties, dict) else {}, own)
        records.append(_record({name: found[name] for name in own} | found))
    problems = [problem("shape without a place", file=file.name, count=shapes, value=str(shapes))] if shapes else []
    return [(None, records, ())] if records else [], problems


def _point(feature: Object) -> Object:
    """``latitude`` and ``longitude`` of a point; nothing of another shape."""
    shape = feature.get("geometry")
    point = shape.get("coordinates") if isinstance(shape, dict) and shape.get("type") == "Point" else None
    if not isinstance(point, list) or len(point) < 2:
        return {}
    return {"latitude": point[1], "longitude": point[0]}
