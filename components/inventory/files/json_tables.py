"""JSON to sheets: Kumu's projects, networks of nodes and links, places on a map, and lists of records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from components.inventory.cells import join_list
from components.inventory.files.dialect import Sheet, Sheets, file_problem
from components.inventory.files.package import File, Limits
from components.inventory.files.records import Record, TooLargeError, sheet_of, with_labels
from components.inventory.model import Problem

_MOST_VALUES = 2_000_000
# How Kumu calls the fields that it writes in small letters.
_KUMU = dict(
    zip(
        ("_id", "id", "label", "type", "tags", "description", "from", "to", "direction", "delayed"),
        ("ID", "ID", "Label", "Type", "Tags", "Description", "From", "To", "Direction", "Delayed"),
        strict=True,
    )
)
_PLACES = ("latitude", "longitude")
_AS_TABLE = "Save it as a list of objects, one for each row, or as CSV."

Object = dict[str, Any]


class _Number(str):
    """A number as it is written: ``1E5`` and ``0.10`` stay that."""


def read_json_tables(file: File, limits: Limits) -> Sheets:
    """The tables of a JSON file, as sheets.

    It may be a Kumu project or blueprint (sheets Elements and Connections), a network of ``nodes`` and ``links`` or
    ``edges``, GeoJSON (its points as ``latitude`` and ``longitude``), a list of objects or of rows, or an object of
    such lists. Lists in cells are joined by bars, what is nested deeper is kept as JSON, and null is an empty cell.
    Numbers keep their spelling.
    """
    try:
        data, again = _loaded(file.content)
        sheets, problems = _tables(file, data, limits)
        return sheets, problems + ([_used_twice(file, again)] if again else [])
    except (TooLargeError, RecursionError) as error:
        what = str(error) if isinstance(error, TooLargeError) else "too many lists in one another"
        message = f"{file.name} has {what}, so it was not read."
        return [], [file_problem(file.name, "too large", message, "Split it into several files.")]
    except ValueError as error:
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        message = f"{file.name} begins as JSON does and is broken{where}."
        return [], [file_problem(file.name, "file damaged", message, "Export it again, or save its tables as CSV.")]


def _loaded(content: bytes) -> tuple[Any, set[str]]:
    """What the JSON says, numbers as they are spelled; and the names that an object has more than once, of which the
    later ones are numbered. Raises ``TooLargeError`` and ``ValueError``."""
    # Each value but the first of a list or an object comes after a comma.
    if sum(map(content.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise TooLargeError(f"more than {_MOST_VALUES:,} values")
    text = content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
    again: set[str] = set()

    def each_once(pairs: list[tuple[str, Any]]) -> Object:
        found = dict(pairs)
        return found if len(found) == len(pairs) else _numbered(pairs, again)

    numbers: dict[str, Any] = {"parse_int": _Number, "parse_float": _Number, "parse_constant": lambda _: None}
    return json.loads(text, object_pairs_hook=each_once, **numbers), again


def _numbered(pairs: list[tuple[str, Any]], again: set[str]) -> Object:
    """The object with further values of one name as ``name (2)``; such names are added to those met before."""
    found: Object = {}
    taken = {name for name, _ in pairs}
    for name, value in pairs:
        free, number = name, 2
        while free in found or (number > 2 and free in taken):
            free, number = f"{name} ({number})", number + 1
        again |= {name} - {free}
        found[free] = value
    return found


def _tables(file: File, data: Any, limits: Limits) -> Sheets:
    if isinstance(data, list):
        sheet, problems = _listed(file, None, data, limits)
        return ([sheet], problems) if sheet else ([], problems or [_no_table(file)])
    if isinstance(data.get("elements"), list):
        return _kumu(file, data, limits)
    if isinstance(data.get("elements"), dict):  # as Cytoscape writes it
        data = data["elements"]
    if isinstance(data.get("nodes"), list) and isinstance(data.get("links", data.get("edges")), list):
        return _network(file, data, limits)
    if isinstance(data.get("features"), list):
        return _places(file, data["features"], limits)
    return _several(file, data, limits)


def _listed(file: File, title: str | None, items: Sequence[Any], limits: Limits) -> tuple[Sheet | None, list[Problem]]:
    """A list of objects or, where there is none, of rows."""
    objects = _objects(items)
    rows = [item for item in items if isinstance(item, list)]
    if not objects and not rows:
        return None, []
    others = len(items) - len(objects or rows)
    problems = [_not_rows(file, title, others)] if others else []
    if objects:
        return sheet_of(file, title, [_record(item) for item in objects], limits), problems
    return _of_rows(file, title, rows, limits), problems


def _of_rows(file: File, title: str | None, rows: list[list[Any]], limits: Limits) -> Sheet:
    width = max(map(len, rows))
    places = [f"column {place}" for place in range(1, width + 1)]
    sheet = sheet_of(file, title, [dict(zip(places, map(_text, row), strict=False)) for row in rows], limits, places)
    return Sheet(sheet.name, sheet.file, sheet.rows[1:], range(1, len(rows) + 1), title=title)


def _several(file: File, data: Object, limits: Limits) -> Sheets:
    """An object of lists, each a table."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    left_out = []
    for name, value in data.items():
        sheet, more = _listed(file, name, value, limits) if isinstance(value, list) else (None, [])
        sheets += [sheet] if sheet else []
        problems += more
        if sheet is None and value not in (None, [], {}, ""):
            left_out.append(name)
    if not sheets:
        return [], [_no_table(file)]
    return sheets, problems + ([_beside(file, left_out)] if left_out else [])


# Kumu


def _kumu(file: File, data: Object, limits: Limits) -> Sheets:
    written = [each.get("name") for each in _objects(data.get("attributes"))]
    names = {name.lower(): name for name in written if isinstance(name, str)}
    elements = [_kumu_record(item, names) for item in _objects(data["elements"])]
    items = _objects(data.get("connections"))
    connections = [_turned(_kumu_record(item, names), item) for item in items]
    ids = [("ID",) if any("ID" in record for record in records) else () for records in (elements, connections)]
    sheets = [sheet_of(file, "Elements", elements, limits, (*ids[0], "Label"))] if elements else []
    if connections:
        sheets.append(sheet_of(file, "Connections", connections, limits, (*ids[1], "From", "To")))
    problems = [_beside(file, ["loops"])] if data.get("loops") else []
    return sheets, problems if sheets else [_no_table(file)]


def _kumu_record(item: Object, names: dict[str, str]) -> Record:
    """An element or a connection, its fields under the names that the project shows."""
    fields = {name: value for name, value in _flat(item).items() if name != "reversed" and value is not False}
    return _record({_KUMU.get(name) or names.get(name.lower(), name): value for name, value in fields.items()})


def _turned(record: Record, item: Object) -> Record:
    """A connection from its beginning to its end, which Kumu may keep the other way round."""
    ends = [record.get(name, "") for name in ("From", "To")]
    start, end = reversed(ends) if item.get("reversed") is True else ends
    # Here it is one element, and in a cell bars would part it.
    return record | {"From": start, "To": join_list((end,)) if end else ""}


# Networks


def _network(file: File, data: Object, limits: Limits) -> Sheets:
    """Nodes with ids, or known by their place in the list; links between these."""
    items = [_flat(item) if isinstance(item, dict) else {"id": item} for item in data["nodes"]]
    keyed = "id" if any("id" in item for item in items) else "key"
    ids = [item.get(keyed, place) for place, item in enumerate(items)]
    nodes = [{"Id": _text(identity)} | _node(item, keyed) for identity, item in zip(ids, items, strict=True)]
    directed = data.get("directed")
    edges = [_edge(_flat(item), directed) for item in _objects(data.get("links", data.get("edges")))]
    sheets = [sheet_of(file, "nodes", with_labels(nodes), limits, ("Id", "Label"))] if nodes else []
    if edges:
        sheets.append(sheet_of(file, "edges", edges, limits, ("Source", "Target")))
    return sheets, [] if sheets else [_no_table(file)]


def _node(item: Object, keyed: str) -> Record:
    return _record({"Label" if name == "label" else name: value for name, value in item.items() if name != keyed})


def _edge(item: Object, directed: object) -> Record:
    """A link with its ends; ``type`` says its kind where the whole network says whether it has a direction."""
    ends = [item.get(name, item.get(other)) for name, other in (("source", "from"), ("target", "to"))]
    record = dict(zip(("Source", "Target"), map(_end, ends), strict=True))
    if isinstance(directed, bool):
        record["Type"] = "Directed" if directed else "Undirected"
    names = {"label": "Label", "weight": "Weight"} | ({"type": "kind"} if "Type" in record else {})
    taken = {"source", "target"} | ({"from", "to"} if "source" not in item else set())
    return record | _record({names.get(name, name): value for name, value in item.items() if name not in taken})


def _end(value: Any) -> str:
    """A node's id; programs that draw put the whole node there."""
    return _text(value.get("id", value.get("name")) if isinstance(value, dict) else value)


# Places


def _places(file: File, features: Sequence[Any], limits: Limits) -> Sheets:
    objects = _objects(features)
    if not objects:
        return [], [_no_table(file)]
    records = [_place(feature) for feature in objects]
    shapes = [feature for feature in objects if feature.get("geometry") and not _point(feature)]
    problems = [_shapes(file, len(shapes))] if shapes else []
    return [sheet_of(file, None, records, limits)], problems


def _place(feature: Object) -> Record:
    point = _point(feature)
    own = {"id": feature["id"]} if "id" in feature else {}
    where = dict(zip(_PLACES, point[1::-1], strict=False))
    properties = feature.get("properties")
    return _record(own | where | (properties if isinstance(properties, dict) else {}))


def _point(feature: Object) -> list[Any]:
    """Longitude and latitude of a point; nothing of another shape."""
    shape = feature.get("geometry")
    point = shape.get("coordinates") if isinstance(shape, dict) and shape.get("type") == "Point" else None
    return point if isinstance(point, list) and len(point) > 1 else []


# Cells


def _objects(value: Any) -> list[Object]:
    """The objects of a list; none of anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _flat(item: Object) -> Object:
    """An object with what it keeps in ``attributes`` or ``data`` beside the rest."""
    inner = {name: item[name] for name in ("attributes", "data") if isinstance(item.get(name), dict)}
    outer = {name: value for name, value in item.items() if name not in inner}
    return outer | {name: value for each in inner.values() for name, value in each.items()}


def _record(item: Object) -> Record:
    return {name: _text(value) for name, value in item.items()}


def _text(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list) and not any(isinstance(each, (list, dict)) for each in value):
        values = tuple(filter(None, map(_text, value)))
        return join_list(values) if values else ""
    return _as_json(value)


def _as_json(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_as_json(name)}: {_as_json(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_json, value)) + "]"
    return str(value) if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)


# What there is to say


def _no_table(file: File) -> Problem:
    message = f"{file.name} is JSON that holds no table: no list of objects, of rows, or of nodes and links."
    return file_problem(file.name, "not a table", message, _AS_TABLE)


def _not_rows(file: File, title: str | None, count: int) -> Problem:
    which = f"The list “{title}” of {file.name}" if title else file.name
    message = f"{which} has {count:,} entries of another kind than the others. They were left out."
    return file_problem(file.name, "entries left out", message, _AS_TABLE, "warning", value=str(count), sheet=title)


def _beside(file: File, names: list[str]) -> Problem:
    some = ", ".join(names[:10]) + (f" and {len(names) - 10:,} more" if len(names) > 10 else "")
    message = f"Beside its tables {file.name} holds {some}. That was not read."
    return file_problem(file.name, "part of the file left out", message, "Nothing needs doing.", "note", value=some)


def _used_twice(file: File, names: set[str]) -> Problem:
    some = ", ".join(sorted(names)[:10]) + (f" and {len(names) - 10:,} more" if len(names) > 10 else "")
    message = f"{file.name} has objects that use a name twice: {some}. The first is read, the later ones are numbered."
    mend = "Give each a name of its own."
    return file_problem(file.name, "name used twice in an object", message, mend, "warning", value=some)


def _shapes(file: File, count: int) -> Problem:
    message = f"{file.name} has {count:,} shapes that are no points. Their rows are kept without a place."
    return file_problem(file.name, "shape without a place", message, "Give each a point.", "note", value=str(count))
