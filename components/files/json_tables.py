"""Read JSON as sheets: lists of objects, Kumu's projects, networks of nodes and links, and places on a map."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from components.files.file import File, Limits, TooLargeError
from components.files.records import Record, label_nodes, sheet_of_records
from components.files.sheets import Sheets
from components.inventory.kinds import join_list
from components.inventory.problems import Problem, problem
from components.inventory.text import join_names

Object = dict[str, Any]
_MOST_VALUES = 2_000_000
_DEEPEST = 5  # objects in one another, in which tables are looked for
_MOST_NAMED = 10  # names in a sentence
# The names under which programs keep the columns of a row, beside other things about the row.
_INNER = ("attributes", "data", "fields", "properties")
# Kumu's own names for the fields that its JSON has in small letters.
_KUMU = {"_id": "ID", "id": "ID"} | {
    name.lower(): name for name in ("Label", "Type", "Tags", "Description", "From", "To", "Direction", "Delayed")
}
_LINES = (".jsonl", ".ndjson", ".geojsonl")
_BETWEEN = re.compile(r"[\s\x1e]*")


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
        data, used_twice = _load(file)
        sheets, problems = _tables(file, data, limits)
    except (TooLargeError, RecursionError, ValueError) as error:
        # This function is short on purpose: out of memory, Python 3.11 may never leave a long one that catches errors.
        return [], [_refusal(file, error)]
    return sheets, problems + used_twice


def _refusal(file: File, error: Exception) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        return problem("file damaged", case="JSON line", file=file.name, line=error.lineno)
    if isinstance(error, ValueError):
        return problem("file damaged", case="JSON", file=file.name)
    what = error if isinstance(error, TooLargeError) else "too many lists in one another"
    return problem("too large", case="JSON", file=file.name, what=what)


# Parsing


def _load(file: File) -> tuple[Any, list[Problem]]:
    """Parse JSON, with numbers as they are spelled, and give it with a problem where an object has a name twice.

    JSON Lines are a list. Raises ``TooLargeError`` and ``ValueError``.
    """
    content = file.content
    # Each value but the first of a list or an object comes after a comma.
    if sum(map(content.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise TooLargeError(_MOST_VALUES, "values")
    text = content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
    twice: set[str] = set()

    def keep_all(pairs: list[tuple[str, Any]]) -> Object:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        twice.update(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return _numbered(pairs)

    numbers: dict[str, Any] = {"parse_int": Number, "parse_float": Number, "parse_constant": lambda _: None}
    values = list(_values(text, json.JSONDecoder(object_pairs_hook=keep_all, **numbers)))
    is_lines = file.path.suffix.lower() in _LINES and isinstance(values[0], dict)
    names = join_names(sorted(twice), _MOST_NAMED)
    problems = [problem("name used twice in an object", file=file.name, value=names)] if twice else []
    return values[0] if len(values) == 1 and not is_lines else values, problems


def _numbered(pairs: Iterable[tuple[str, Any]]) -> Object:
    """Make an object in which further values of one name are called ``name (2)`` and so on."""
    found: Object = {}
    numbers: dict[str, int] = {}  # the last that each name was given
    for name, value in pairs:
        free, number = name, numbers.get(name, 1)
        while free in found:
            number += 1
            free = f"{name} ({number})"
        numbers[name] = number
        found[free] = value
    return found


def _values(text: str, decoder: json.JSONDecoder) -> Iterator[Any]:
    """Parse the values of a text: one, or several that each begin on a line of their own."""
    at = _after_blanks(text, 0)
    while True:
        value, end = decoder.raw_decode(text, at)
        yield value
        at = _after_blanks(text, end)
        if at == len(text):
            return
        if "\n" not in text[end:at] and "\x1e" not in text[end:at]:
            raise json.JSONDecodeError("Extra data", text, end)


def _after_blanks(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


# Which tables it holds


def _tables(file: File, data: Any, limits: Limits) -> Sheets:
    sheets, problems = _list(file, data, limits) if isinstance(data, list) else _object(file, data, limits)
    if len(sheets) > limits.files:
        raise TooLargeError(limits.files, "tables")
    return sheets, problems if sheets or problems else [problem("not a table", case="JSON", file=file.name)]


def _list(file: File, items: Sequence[Any], limits: Limits) -> Sheets:
    if any(item.get("type") == "Feature" for item in _objects(items[:1])):
        return _places(file, items, limits)
    return _listed(file, None, items, limits)


def _object(file: File, data: Object, limits: Limits, depth: int = 0) -> Sheets:
    elements = data.get("elements")
    if any("label" in _flat(item) for item in _objects(elements)):
        return _kumu(file, data, limits)
    network = elements if isinstance(elements, dict) else data  # as Cytoscape writes it
    if isinstance(network.get("nodes"), list) and isinstance(_links(network), list):
        return _network(file, network, limits)
    if isinstance(data.get("features"), list) or data.get("type") == "Feature":
        return _places(file, data.get("features", [data]), limits)
    return _read_lists(file, data, limits, depth)


def _listed(file: File, title: str | None, items: Sequence[Any], limits: Limits) -> Sheets:
    """Read a list of objects as a sheet; no sheet where it has no objects."""
    rows = _objects(items)
    if not rows:
        return [], []
    sheet = sheet_of_records(file, title, [_record(_flat(row)) for row in rows], limits)
    return [sheet], _entries_left_out(file, title, len(items) - len(rows))


def _entries_left_out(file: File, title: str | None, count: int) -> list[Problem]:
    case = "list" if title else ""
    if not count:
        return []
    return [problem("entries left out", case=case, file=file.name, sheet=title, count=count, value=str(count))]


def _read_lists(file: File, data: Object, limits: Limits, depth: int) -> Sheets:
    """Read each list of an object as a table; where it has no such list, read the objects in it."""
    found = {
        name: _listed(file, name, value, limits)
        for name, value in data.items()
        if isinstance(value, list) and not _describes_columns(name, value)
    }
    sheets = [sheet for each, _ in found.values() for sheet in each]
    if not sheets and depth < _DEEPEST:
        inside = [_object(file, value, limits, depth + 1) for value in data.values() if isinstance(value, dict)]
        return [sheet for each, _ in inside for sheet in each], [found for _, each in inside for found in each]
    read = {sheet.name for sheet in sheets}
    others = [name for name, value in data.items() if name not in read and value not in (None, [], {}, "")]
    problems = [problem for _, each in found.values() for problem in each]
    return sheets, problems + ([_left_out(file, others)] if read and others else [])


def _describes_columns(name: str, items: list[Any]) -> bool:
    """Whether a list only says which columns another table has, as CKAN's ``fields`` do."""
    return name in ("columns", "fields") and all("type" in item for item in _objects(items))


def _left_out(file: File, names: Sequence[str]) -> Problem:
    return problem("part of the file left out", file=file.name, value=join_names(names, _MOST_NAMED))


# Rows and cells


def _objects(value: Any) -> list[Object]:
    """The objects of a list; none of anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _flat(item: Object) -> Object:
    """An object with what it keeps in ``attributes``, ``data`` and the like beside the rest."""
    inner = {name: item[name] for name in _INNER if isinstance(item.get(name), dict)}
    found = {name: value for name, value in item.items() if name not in inner}
    for each in inner.values():
        found = _together(each, found)
    return found


def _together(first: Object, second: Object) -> Object:
    """Both in one. What the second says otherwise under a name of the first is kept as ``name (2)``."""
    further = [(name, value) for name, value in second.items() if name not in first or first[name] != value]
    return _numbered([*first.items(), *further])


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


def _kumu(file: File, data: Object, limits: Limits) -> Sheets:
    written = [each.get("name") for each in _objects(data.get("attributes"))]
    names = {name.lower(): name for name in written if isinstance(name, str)}
    elements = [_kumu_record(item, names) for item in _objects(data["elements"])]
    connections = [_connection(item, names) for item in _objects(data.get("connections"))]
    sheets = []
    for title, records, first in (("Elements", elements, ("Label",)), ("Connections", connections, ("From", "To"))):
        has_ids = any("ID" in record for record in records)
        if records:
            sheets.append(sheet_of_records(file, title, records, limits, ("ID", *first) if has_ids else first))
    return sheets, [_left_out(file, ["loops"])] if data.get("loops") else []


def _kumu_record(item: Object, names: dict[str, str]) -> Record:
    """An element or a connection, its fields under the names that the project shows."""
    fields = {name: value for name, value in _flat(item).items() if name != "reversed" and value is not False}
    return _record({_KUMU.get(name) or names.get(name.lower(), name): value for name, value in fields.items()})


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


def _network(file: File, data: Object, limits: Limits) -> Sheets:
    """Nodes with ids, or known by their place in the list; links between these."""
    items = [_flat(item) if isinstance(item, dict) else {"id": item} for item in data["nodes"]]
    id_name = "id" if any("id" in item for item in items) else "key"
    nodes = [
        {"Id": _text(item.get(id_name, at))}
        | _record({"Label" if name == "label" else name: value for name, value in item.items() if name != id_name})
        for at, item in enumerate(items)
    ]
    edges = [_edge(_flat(item), data.get("directed")) for item in _objects(_links(data))]
    sheets = [sheet_of_records(file, "nodes", label_nodes(nodes), limits, ("Id", "Label"))] if nodes else []
    if edges:
        sheets.append(sheet_of_records(file, "edges", edges, limits, ("Source", "Target")))
    return sheets, []


def _edge(item: Object, directed: object) -> Record:
    """A link with its ends; where the network says whether it has a direction, ``type`` says its kind."""
    source, target = ("source", "target") if "source" in item else ("from", "to")
    record = {"Source": _end(item.get(source)), "Target": _end(item.get(target))}
    names = {"label": "Label", "weight": "Weight"}
    if isinstance(directed, bool):
        record["Type"] = "Directed" if directed else "Undirected"
        names["type"] = "kind"
    rest = {names.get(name, name): value for name, value in item.items() if name not in (source, target)}
    return record | _record(rest)


def _end(value: Any) -> str:
    """A node's id; programs that draw put the whole node there."""
    return _text(value.get("id", value.get("name")) if isinstance(value, dict) else value)


# Places


def _places(file: File, features: Sequence[Any], limits: Limits) -> Sheets:
    found = _objects(features)
    if not found:
        return [], []
    records = [_record(_feature(feature)) for feature in found]
    shapes = sum(bool(feature.get("geometry")) and not _point(feature) for feature in found)
    problems = [problem("shape without a place", file=file.name, count=shapes, value=str(shapes))] if shapes else []
    return [sheet_of_records(file, None, records, limits)], problems


def _feature(feature: Object) -> Object:
    """Its id and its place, and what it says of itself, which wins."""
    properties = feature.get("properties")
    own = ({"id": feature["id"]} if "id" in feature else {}) | _point(feature)
    found = _together(properties if isinstance(properties, dict) else {}, own)
    return {name: found[name] for name in own} | found


def _point(feature: Object) -> Object:
    """``latitude`` and ``longitude`` of a point; nothing of another shape."""
    shape = feature.get("geometry")
    point = shape.get("coordinates") if isinstance(shape, dict) and shape.get("type") == "Point" else None
    if not isinstance(point, list) or len(point) < 2:
        return {}
    return {"latitude": point[1], "longitude": point[0]}
