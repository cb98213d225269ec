"""What JSON says of one row: objects to records, and values to the texts of cells."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from components.files.records import Record
from components.inventory.kinds import join_list

Object = dict[str, Any]

# Where programs keep the columns of a row, beside what they say of the row themselves.
_INNER = ("attributes", "data", "fields", "properties", "tags", "_source")
# How some wrap a single value: with its type or its language beside it.
_WRAPPED_IN = frozenset(("value", "url", "$oid", "$date"))
_OF_A_VALUE = {"type", "xml:lang", "datatype"}
_LATITUDES, _LONGITUDES = ("latitude", "lat"), ("longitude", "lon", "lng")


class Number(str):
    """A number as it is written: ``1E5`` and ``0.10`` stay that."""


def objects(value: Any) -> list[Object]:
    """The objects of a list; none of anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def numbered(pairs: Iterable[tuple[str, Any]]) -> tuple[Object, set[str]]:
    """The object with further values of one name as ``name (2)``; and the names that are there more than once."""
    pairs = list(pairs)
    found: Object = {}
    again: set[str] = set()
    taken = {name for name, _ in pairs}
    numbers: dict[str, int] = {}  # the last that each name was given
    for name, value in pairs:
        free, number = name, numbers.get(name, 1)
        while free in found or (free != name and free in taken):
            number += 1
            free = f"{name} ({number})"
        numbers[name] = number
        again |= {name} - {free}
        found[free] = value
    return found, again


def together(first: Object, second: Object) -> Object:
    """Both in one. What the second says otherwise under a name of the first is kept as ``name (2)``."""
    further = [(name, value) for name, value in second.items() if name not in first or first[name] != value]
    return numbered([*first.items(), *further])[0]


def flat(item: Object) -> Object:
    """An object with what it keeps in ``attributes``, ``data`` and the like beside the rest."""
    inner = {name: item[name] for name in _INNER if isinstance(item.get(name), dict)}
    found = {name: value for name, value in item.items() if name not in inner}
    for each in inner.values():
        found = together(each, found)
    return found


def record_of(item: Object) -> Record:
    """A row: its cells by header. A place that is an object is kept, and gives a latitude and a longitude."""
    shapes = (value for value in item.values() if isinstance(value, dict))
    where = next((place for shape in shapes if (place := _degrees(_point(shape)))), {})
    further = {name: value for name, value in where.items() if name not in item}
    return {name: as_text(value) for name, value in (further | item).items()}


def place_of(shape: Object) -> Object:
    """``latitude`` and ``longitude`` of the geometry of a feature, as GeoJSON and ArcGIS write it; ``x`` and ``y`` of a
    point that lies in another system than these degrees; nothing of another shape than a point."""
    point = _point(shape) or (shape.get("x"), shape.get("y"))
    x, y = point
    return _degrees(point) or ({"x": x, "y": y} if _within(x) and _within(y) else {})


def _point(shape: Object) -> tuple[Any, Any] | None:
    """What stands for the longitude and the latitude of a point, if they are called so or it is GeoJSON."""
    point = shape.get("coordinates")
    if shape.get("type") == "Point" and isinstance(point, list) and len(point) > 1:
        return point[0], point[1]
    x, y = (next((shape[name] for name in names if name in shape), None) for names in (_LONGITUDES, _LATITUDES))
    return None if x is None or y is None else (x, y)


def _degrees(point: tuple[Any, Any] | None) -> Object:
    if point and _within(point[0], 180) and _within(point[1], 90):
        return {"latitude": point[1], "longitude": point[0]}
    return {}


def _within(value: Any, most: float = float("inf")) -> bool:
    try:
        return isinstance(value, str) and abs(float(value)) <= most
    except ValueError:
        return False


def as_text(value: Any) -> str:
    """A value as the text of a cell: lists joined by bars, what is nested deeper as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict) and len(inner := value.keys() - _OF_A_VALUE) == 1 and inner <= _WRAPPED_IN:
        return as_text(value[inner.pop()])
    if isinstance(value, list) and not any(isinstance(each, (list, dict)) for each in value):
        values = tuple(filter(None, map(as_text, value)))
        return join_list(values) if values else ""
    return _as_json(value)


def _as_json(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_as_json(name)}: {_as_json(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_json, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)
