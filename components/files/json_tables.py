"""JSON to sheets: Kumu's projects, networks of nodes and links, places on a map, and lists of records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from components.files.dialect import Sheet, Sheets
from components.files.json_cells import (
    Number,
    Object,
    as_text,
    flat,
    numbered,
    objects,
    place_of,
    record_of,
    together,
)
from components.files.json_layouts import columns_as_records, describes, rows_with_headers
from components.files.package import File, Limits
from components.files.records import Record, TooLargeError, sheet_of, with_labels
from components.inventory.kinds import join_list
from components.inventory.problems import Problem, file_problem

_MOST_VALUES = 2_000_000
_DEEPEST = 5  # objects in one another, in which tables are looked for
# How Kumu calls the fields that it writes in small letters.
_KUMU = dict(
    zip(
        ("_id", "id", "label", "type", "tags", "description", "from", "to", "direction", "delayed"),
        ("ID", "ID", "Label", "Type", "Tags", "Description", "From", "To", "Direction", "Delayed"),
        strict=True,
    )
)
_LINES = (".jsonl", ".ndjson", ".geojsonl")
_BETWEEN = re.compile(r"[\s\x1e]*")
_BRACKET = re.compile(r'(?:[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+([\[\]{}])', re.DOTALL)
_SPLIT = "Split it into several files, or save it as CSV."
_AS_TABLE = "Save it as a list of objects, one for each row, or as CSV."


def read_json_tables(file: File, limits: Limits) -> Sheets:
    """The tables of a JSON file, as sheets.

    It may be a Kumu project or blueprint (sheets Elements and Connections), a network of ``nodes`` and ``links`` or
    ``edges``, GeoJSON or what ArcGIS gives (points as ``latitude`` and ``longitude``), a list of objects or of rows,
    JSON Lines of these, rows with their headers apart (pandas, Socrata), columns beside columns, or an object of such
    tables, also deeper in one another. Lists in cells are joined by bars, what is nested deeper is kept as JSON, and
    null is an empty cell. Numbers keep their spelling.
    """
    try:
        data, again = _loaded(file, limits)
        sheets, problems = _tables(file, data, limits)
        return sheets, problems + ([_used_twice(file, again)] if again else [])
    except (TooLargeError, RecursionError, ValueError) as error:
        # No more is done here: where memory is out, Python 3.11 finds no end in a long function that catches errors.
        return [], [_refused(file, error)]


def _refused(file: File, error: Exception) -> Problem:
    if isinstance(error, ValueError):
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        message = f"{file.name} begins as JSON does and is broken{where}."
        return file_problem(file.name, "file damaged", message, "Export it again, or save its tables as CSV.")
    what = str(error) if isinstance(error, TooLargeError) else "too many lists in one another"
    return file_problem(file.name, "too large", f"{file.name} has {what}, so it was not read.", _SPLIT)


def _loaded(file: File, limits: Limits) -> tuple[Any, set[str]]:
    """What the JSON says, numbers as they are spelled; and the names that an object has more than once, of which the
    later ones are numbered. JSON Lines are a list. Raises ``TooLargeError`` and ``ValueError``."""
    content = file.content
    # Each value but the first of a list or an object comes after a comma.
    if sum(map(content.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise TooLargeError(f"more than {_MOST_VALUES:,} values")
    text = content.decode(json.detect_encoding(content)).removeprefix("\ufeff")
    _count_rows(text, limits.rows)
    again: set[str] = set()

    def each_once(pairs: list[tuple[str, Any]]) -> Object:
        found = dict(pairs)
        if len(found) < len(pairs):
            found, twice = numbered(pairs)
            again.update(twice)
        return found

    numbers: dict[str, Any] = {"parse_int": Number, "parse_float": Number, "parse_constant": lambda _: None}
    values = list(_values(text, json.JSONDecoder(object_pairs_hook=each_once, **numbers)))
    lines = file.path.suffix.lower() in _LINES and isinstance(values[0], dict)
    return values[0] if len(values) == 1 and not lines else values, again


def _count_rows(text: str, most: int) -> None:
    """Raises ``TooLargeError`` where more objects or lists stand beside each other than rows are read, outside of rows:
    known so, before they are made, they take no memory."""
    beside = [0]  # of them, in each list or object that is open
    lists = 0  # of those that are open
    for found in _BRACKET.finditer(text):
        if found[1] in "]}":
            lists -= found[1] == "]"
            beside.pop()
            if not beside:  # broken, as the reading of it says
                return
            continue
        beside[-1] += 1
        if beside[-1] > most and lists < 2:
            raise TooLargeError(f"more than {most:,} rows")
        lists += found[1] == "["
        beside.append(0)


def _values(text: str, decoder: json.JSONDecoder) -> Iterator[Any]:
    """The values of a text: one, or several that each begin a line."""
    at = _after(text, 0)
    while True:
        value, end = decoder.raw_decode(text, at)
        yield value
        at = _after(text, end)
        if at == len(text):
            return
        if "\n" not in text[end:at] and "\x1e" not in text[end:at]:
            raise json.JSONDecodeError("Extra data", text, end)


def _after(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _tables(file: File, data: Any, limits: Limits) -> Sheets:
    """The tables of a list or an object, and what there is to say of it."""
    sheets, problems = _list(file, data, limits) if isinstance(data, list) else _object(file, data, limits)
    if len(sheets) > limits.files:
        raise TooLargeError(f"more than {limits.files:,} tables")
    return sheets, problems if sheets or problems else [_no_table(file)]


def _list(file: File, items: Sequence[Any], limits: Limits) -> Sheets:
    if any(item.get("type") == "Feature" for item in objects(items[:1])):
        return _places(file, items, limits)
    sheet, problems = _listed(file, None, items, limits)
    return [sheet] if sheet else [], problems


def _object(file: File, data: Object, limits: Limits, depth: int = 0) -> Sheets:
    elements = data.get("elements")
    if isinstance(elements, list) and any("label" in flat(item) for item in objects(elements)):
        return _kumu(file, data, limits)
    network = elements if isinstance(elements, dict) else data  # as Cytoscape writes it
    if isinstance(network.get("nodes"), (list, dict)) and isinstance(_links(network), list):
        return _network(file, network, limits)
    if isinstance(data.get("features"), list) or data.get("type") == "Feature":
        return _places(file, data.get("features", [data]), limits)
    if apart := rows_with_headers(data):
        rows, where = apart
        return [sheet_of(file, None, rows, limits)], _left_out(file, data, where)
    if columns := columns_as_records(data):
        return [sheet_of(file, None, list(map(record_of, columns)), limits)], []
    return _several(file, data, limits, depth)


def _listed(file: File, title: str | None, items: Sequence[Any], limits: Limits) -> tuple[Sheet | None, list[Problem]]:
    """A list of objects or, where there is none, of rows."""
    found = objects(items)
    rows = [item for item in items if isinstance(item, list)]
    if not found and not rows:
        return None, []
    others = len(items) - len(found or rows)
    problems = [_not_rows(file, title, others)] if others else []
    if found:
        return sheet_of(file, title, [record_of(flat(item)) for item in found], limits), problems
    return _of_rows(file, title, rows, limits), problems


def _of_rows(file: File, title: str | None, rows: list[list[Any]], limits: Limits) -> Sheet:
    width = max(map(len, rows))
    places = [f"column {place}" for place in range(1, width + 1)]
    sheet = sheet_of(file, title, [dict(zip(places, map(as_text, row), strict=False)) for row in rows], limits, places)
    return Sheet(sheet.name, sheet.file, sheet.rows[1:], range(1, len(rows) + 1), title=title)


def _several(file: File, data: Object, limits: Limits, depth: int) -> Sheets:
    """An object of lists, each a table; where it has none, the tables of the objects in it."""
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for name, value in data.items():
        if isinstance(value, list) and not describes(name, value):
            sheet, more = _listed(file, name, value, limits)
            sheets += [sheet] if sheet else []
            problems += more
    if not sheets and depth < _DEEPEST:
        return _inside(file, data, limits, depth + 1)
    return sheets, problems + _left_out(file, data, {sheet.name for sheet in sheets})


def _inside(file: File, data: Object, limits: Limits, depth: int) -> Sheets:
    found = [_object(file, value, limits, depth) for value in data.values() if isinstance(value, dict)]
    return [sheet for sheets, _ in found for sheet in sheets], [problem for _, said in found for problem in said]


def _left_out(file: File, data: Object, read: set[str]) -> list[Problem]:
    """A note of what else an object holds beside its tables."""
    names = [name for name, value in data.items() if name not in read and value not in (None, [], {}, "")]
    return [_beside(file, names)] if names and read else []


# Kumu


def _kumu(file: File, data: Object, limits: Limits) -> Sheets:
    written = [each.get("name") for each in objects(data.get("attributes"))]
    names = {name.lower(): name for name in written if isinstance(name, str)}
    elements = [_kumu_record(item, names) for item in objects(data["elements"])]
    items = objects(data.get("connections"))
    connections = [_turned(_kumu_record(item, names), item) for item in items]
    ids = [("ID",) if any("ID" in record for record in records) else () for records in (elements, connections)]
    sheets = [sheet_of(file, "Elements", elements, limits, (*ids[0], "Label"))]
    if connections:
        sheets.append(sheet_of(file, "Connections", connections, limits, (*ids[1], "From", "To")))
    return sheets, [_beside(file, ["loops"])] if data.get("loops") else []


def _kumu_record(item: Object, names: dict[str, str]) -> Record:
    """An element or a connection, its fields under the names that the project shows."""
    fields = {name: value for name, value in flat(item).items() if name != "reversed" and value is not False}
    return record_of({_KUMU.get(name) or names.get(name.lower(), name): value for name, value in fields.items()})


def _turned(record: Record, item: Object) -> Record:
    """A connection from its beginning to its end, which Kumu may keep the other way round."""
    ends = [record.get(name, "") for name in ("From", "To")]
    start, end = reversed(ends) if item.get("reversed") is True else ends
    # Here it is one element, and in a cell bars would part it.
    return record | {"From": start, "To": join_list((end,)) if end else ""}


# Networks


def _links(data: Object) -> Any:
    return data.get("links", data.get("edges"))


def _network(file: File, data: Object, limits: Limits) -> Sheets:
    """Nodes with ids, or known by their place in the list; links between these."""
    items = [flat(item) if isinstance(item, dict) else {"id": item} for item in _nodes(data["nodes"])]
    keyed = "id" if any("id" in item for item in items) else "key"
    ids = [item.get(keyed, place) for place, item in enumerate(items)]
    nodes = [{"Id": as_text(identity)} | _node(item, keyed) for identity, item in zip(ids, items, strict=True)]
    edges = [_edge(flat(item), data.get("directed")) for item in objects(_links(data))]
    sheets = [sheet_of(file, "nodes", with_labels(nodes), limits, ("Id", "Label"))] if nodes else []
    if edges:
        sheets.append(sheet_of(file, "edges", edges, limits, ("Source", "Target")))
    return sheets, []


def _nodes(nodes: list[Any] | Object) -> list[Any]:
    """The nodes of a list, or of an object that has them by their ids."""
    if isinstance(nodes, list):
        return nodes
    return [{"id": name} | (node if isinstance(node, dict) else {}) for name, node in nodes.items()]


def _node(item: Object, keyed: str) -> Record:
    return record_of({"Label" if name == "label" else name: value for name, value in item.items() if name != keyed})


def _edge(item: Object, directed: object) -> Record:
    """A link with its ends; ``type`` says its kind where the network or the link says whether it has a direction."""
    ends = [item.get(name, item.get(other)) for name, other in (("source", "from"), ("target", "to"))]
    record = dict(zip(("Source", "Target"), map(_end, ends), strict=True))
    directed = not item["undirected"] if isinstance(item.get("undirected"), bool) else item.get("directed", directed)
    if isinstance(directed, bool):
        record["Type"] = "Directed" if directed else "Undirected"
    names = {"label": "Label", "weight": "Weight"} | ({"type": "kind"} if "Type" in record else {})
    taken = {"source", "target"} | ({"from", "to"} if "source" not in item else set())
    taken |= {"directed", "undirected"} if "Type" in record else set()
    return record | record_of({names.get(name, name): value for name, value in item.items() if name not in taken})


def _end(value: Any) -> str:
    """A node's id; programs that draw put the whole node there."""
    return as_text(value.get("id", value.get("name")) if isinstance(value, dict) else value)


# Places


def _places(file: File, features: Sequence[Any], limits: Limits) -> Sheets:
    found = objects(features)
    if not found:
        return [], []
    places = [_place(feature) for feature in found]
    records = [record_of(_feature(feature, place)) for feature, place in zip(found, places, strict=True)]
    shapes = sum(bool(feature.get("geometry")) and not place for feature, place in zip(found, places, strict=True))
    elsewhere = sum("x" in place for place in places)
    problems = [_shapes(file, shapes)] if shapes else []
    return [sheet_of(file, None, records, limits)], problems + ([_elsewhere(file, elsewhere)] if elsewhere else [])


def _place(feature: Object) -> Object:
    shape = feature.get("geometry")
    return place_of(shape) if isinstance(shape, dict) else {}


def _feature(feature: Object, place: Object) -> Object:
    """Its id and its place, and what it says of itself, which wins."""
    said: Object = next(
        (feature[name] for name in ("properties", "attributes") if isinstance(feature.get(name), dict)), {}
    )
    own = {"id": feature["id"]} if "id" in feature else {}
    found = together(said, own | place)
    return {name: found[name] for name in (*own, *place) if name in found} | found


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


def _elsewhere(file: File, count: int) -> Problem:
    message = f"{file.name} has {count:,} points in another system than degrees (WGS 84). They are kept as x and y."
    mend = "Export it in WGS 84 (EPSG:4326) to see them as places."
    return file_problem(file.name, "point in another system", message, mend, "warning", value=str(count))


def _shapes(file: File, count: int) -> Problem:
    message = f"{file.name} has {count:,} shapes that are no points. Their rows are kept without a place."
    return file_problem(file.name, "shape without a place", message, "Give each a point.", "note", value=str(count))
