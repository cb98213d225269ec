"""Tables that JSON lays out otherwise than as a list of objects: headers apart from rows, columns beside columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.files.json_cells import Object, as_text, numbered, objects
from components.files.records import Record
from components.inventory.schema import header_names
from components.inventory.text import header_key

_HEADERS = ("columns", "fields", "header", "headers")
_ROWS = ("data", "rows", "values", "records")
_NAMES = ("name", "title", "label", "id")
_OWN = "meta_data"  # what Socrata calls its own columns

Rows = tuple[list[Record], set[str]]
"""Records, and under which names of the object they and their headers stood."""


# Headers apart from rows


def rows_with_headers(data: Object) -> Rows | None:
    """The rows of an object that has its headers in one list and its rows in another, as pandas and Socrata have it."""
    where = next((name for name in _ROWS if _are_rows(data.get(name))), None)
    heads, name = _headers(data)
    if where is None or not heads:
        return None
    rows = [_row(heads, row) for row in data[where] if isinstance(row, list)]
    return rows, {where, name}


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, list) for row in value)


def _headers(data: Object) -> tuple[list[Any], str]:
    """The list of headers, texts or objects, and the name that it stands under."""
    view = data["meta"].get("view") if isinstance(data.get("meta"), dict) else None
    if isinstance(view, dict) and isinstance(view.get("columns"), list):
        return view["columns"], "meta"
    found = ((data[name], name) for name in _HEADERS if isinstance(data.get(name), list))
    return next(found, ([], ""))


def _row(heads: Sequence[Any], row: Sequence[Any]) -> Record:
    cells: list[tuple[str, str]] = []
    for place, cell in enumerate(row):
        head = heads[place] if place < len(heads) else None
        if isinstance(head, dict) and head.get("dataTypeName") == _OWN:
            continue
        cells += [(name, as_text(value)) for name, value in _cells(_name(head, place), head, cell)]
    return numbered(cells)[0]


def _name(head: Any, place: int) -> str:
    named = next((head[name] for name in _NAMES if head.get(name)), "") if isinstance(head, dict) else head
    return as_text(named) or f"column {place + 1}"


def _cells(name: str, head: Any, cell: Any) -> list[tuple[str, Any]]:
    """A cell under its header; where it has parts (a place, a link) these, as far as they are filled."""
    parts = head.get("subColumnTypes") if isinstance(head, dict) else None
    if not isinstance(parts, list) or not isinstance(cell, list):
        return [(name, cell)]
    own = {"latitude": "latitude", "longitude": "longitude", "url": name}
    filled = [(as_text(part), value) for part, value in zip(parts, cell, strict=False) if value is not None]
    return [(own.get(part, f"{name}: {part}"), value) for part, value in filled]


# Columns beside columns


def columns_as_records(data: Object) -> list[Object] | None:
    """The rows of an object of columns, or of rows by their ids; None where it is neither.

    Columns are objects of cells by the same names, as pandas writes them, or lists of the same length.
    """
    values = list(data.values())
    if len(values) > 1 and all(isinstance(each, list) for each in values):
        return _of_lists(data)
    if not values or not all(isinstance(each, dict) and each for each in values):
        return None
    inner = [set(each) for each in values]
    if _count_up(values[0]) or (_known(data) > _known(values[0]) and all(each == inner[0] for each in inner)):
        return _turned(data)
    if _count_up(data):
        return values
    if len(values) > 1 and set.intersection(*inner):
        return [{"id": name} | each for name, each in data.items()]
    return None


def _turned(data: Object) -> list[Object]:
    rows: dict[str, Object] = {}
    for column, cells in data.items():
        for name, cell in cells.items():
            rows.setdefault(name, {})[column] = cell
    return list(rows.values())


def _of_lists(data: Object) -> list[Object] | None:
    plain = not any(isinstance(each, (list, dict)) for cells in data.values() for each in cells)
    if not plain or len(set(map(len, data.values()))) != 1:
        return None
    return [dict(zip(data, cells, strict=True)) for cells in zip(*data.values(), strict=True)]


def _count_up(names: Object) -> bool:
    """Whether names are the numbers of rows."""
    return all(name == str(number) for number, name in enumerate(names))


def _known(names: Object) -> int:
    return len({header_key(name) for name in names} & header_names())


# Lists of what a table has, and no table


def describes(name: str, items: Any) -> bool:
    """Whether a list only says which columns another table has."""
    return name in _HEADERS and all(any(each in item for each in _NAMES) and "type" in item for item in objects(items))
