"""Write a draft as bytes, and read it back exactly. What is large in it are pieces, named by what they hold: however
many steps and versions have a table as it is, the store keeps it once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from functools import partial
from hashlib import sha256
from typing import Any

from components.drafts import Draft
from components.drafts.draft import Arrival
from components.importing import ColumnMapping, DecidedRow, SheetMapping
from components.inventory import Problem, TextTable
from components.store.errors import StoreError

FORMAT = 1
"""The number of the form in which drafts are written. A draft of a later form is not read, as part could be lost."""
Pieces = Mapping[str, bytes]
"""Pieces by the SHA-256 of their bytes."""
Written = tuple[bytes, Pieces]
"""A draft as bytes, with the pieces that these name."""
_PROBLEM_FIELDS = tuple(field.name for field in fields(Problem))
_TABLE_FIELDS = tuple(field.name for field in fields(TextTable))


def write_draft(draft: Draft) -> tuple[bytes, dict[str, bytes]]:
    """Write a draft as JSON in bytes, and give these with the pieces that they name."""
    pieces = dict[str, bytes]()
    return write_json({"format": FORMAT, "draft": _write_draft(draft, pieces)}), pieces


def read_draft(content: bytes, pieces: Pieces) -> Draft:
    """Read what ``write_draft`` wrote, and give the draft. Raises ``StoreError`` where a later Atlas wrote it, or where
    it is not as it was written."""
    try:
        kept = read_json(content)
        if kept["format"] > FORMAT:
            raise StoreError("too new")
        return _read_draft(kept["draft"], pieces)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise StoreError("damaged") from error


# JSON


def write_json(value: object) -> bytes:
    """Write a value as JSON, and give its bytes. Broken halves of letters, which UTF-8 does not have, stay what they
    are; so does NUL."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def read_json(content: bytes) -> Any:
    """Read what ``write_json`` wrote, and give the value."""
    return json.loads(content.decode("utf-8", "surrogatepass"))


def _put_piece(pieces: dict[str, bytes], value: object) -> str:
    """Put a value into the pieces, and give the name of its piece."""
    content = write_json(value)
    name = sha256(content).hexdigest()
    pieces[name] = content
    return name


def _take_piece(pieces: Pieces, name: str) -> Any:
    content = pieces[name]
    if sha256(content).hexdigest() != name:
        raise ValueError(f"The piece {name} does not hold what it held.")
    return read_json(content)


# Drafts


def _write_draft(draft: Draft, pieces: dict[str, bytes]) -> dict[str, object]:
    return {
        "text_tables": [_put_piece(pieces, _write_table(table)) for table in draft.text_tables],
        "rows_set_aside": sorted(draft.rows_set_aside),
        "not_the_same": sorted(map(sorted, draft.not_the_same)),
        "decided_earlier": _put_piece(pieces, [_write_row(row) for row in draft.decided_earlier]),
        "reading_problems": _put_piece(
            pieces, [[getattr(each, name) for name in _PROBLEM_FIELDS] for each in draft.reading_problems]
        ),
        "day": draft.day,
        "unread_sheets": draft.unread_sheets,
        "arrivals": [_put_piece(pieces, _write_arrival(arrival, pieces)) for arrival in draft.arrivals],
        "kept_once": _write_keys(draft.kept_once),
        "merged_into": _write_keys(draft.merged_into),
        "rows_replaced": sorted(draft.rows_replaced),
        "pseudonyms": dict(draft.pseudonyms),
        "first_free_key": draft.first_free_key,
    }


def _read_draft(kept: Mapping[str, Any], pieces: Pieces) -> Draft:
    take = partial(_take_piece, pieces)
    return Draft(
        text_tables=tuple(_read_table(take(name)) for name in kept["text_tables"]),
        rows_set_aside=frozenset(kept["rows_set_aside"]),
        not_the_same=frozenset(map(frozenset, kept["not_the_same"])),
        decided_earlier=tuple(_read_row(row) for row in take(kept["decided_earlier"])),
        reading_problems=tuple(_read_problem(each) for each in take(kept["reading_problems"])),
        day=kept["day"],
        unread_sheets=tuple((file, sheet, rows) for file, sheet, rows in kept["unread_sheets"]),
        arrivals=tuple(_read_arrival(take(name), pieces) for name in kept["arrivals"]),
        kept_once=_read_keys(kept["kept_once"]),
        merged_into=_read_keys(kept["merged_into"]),
        rows_replaced=frozenset(kept["rows_replaced"]),
        pseudonyms=kept["pseudonyms"],
        first_free_key=kept["first_free_key"],
    )


def _write_arrival(arrival: Arrival, pieces: dict[str, bytes]) -> dict[str, object]:
    keys, new_rows = _write_keys(arrival.keys), sorted(arrival.new_rows)
    return {"draft": _write_draft(arrival.draft, pieces), "keys": keys, "new_rows": new_rows}


def _read_arrival(kept: Mapping[str, Any], pieces: Pieces) -> Arrival:
    return Arrival(_read_draft(kept["draft"], pieces), _read_keys(kept["keys"]), frozenset(kept["new_rows"]))


def _write_keys(keys: Mapping[int, int]) -> object:
    # Two long lists, as many short ones would take ten times as long to read.
    return [[*keys], [*keys.values()]]


def _read_keys(kept: Any) -> dict[int, int]:
    return dict(zip(*kept, strict=True))


def _write_table(table: TextTable) -> dict[str, object]:
    columns = {name: list(texts) for name, texts in table.columns.items()}
    written = {"columns": columns, "of_people": dict(table.of_people)}
    numbers = {"rows": _write_numbers(table.rows), "keys": _write_numbers(table.keys)}
    return {name: getattr(table, name) for name in _TABLE_FIELDS} | written | numbers


def _read_table(kept: dict[str, Any]) -> TextTable:
    return TextTable(**kept | {"rows": _read_numbers(kept["rows"]), "keys": _read_numbers(kept["keys"])})


def _write_numbers(numbers: Sequence[int] | None) -> object:
    """Write numbers, and those of a range by its two ends alone."""
    if isinstance(numbers, range) and numbers.step == 1:
        return {"from": numbers.start, "to": numbers.stop}
    return None if numbers is None else list(numbers)


def _read_numbers(kept: Any) -> Any:
    return range(kept["from"], kept["to"]) if isinstance(kept, dict) else kept


def _write_row(row: DecidedRow) -> dict[str, object]:
    return asdict(row)


def _read_row(kept: dict[str, Any]) -> DecidedRow:
    cells, into = tuple((name, text) for name, text in kept["cells"]), kept["into"]
    return DecidedRow(**kept | {"cells": cells, "into": None if into is None else (into[0], into[1])})


def _read_problem(kept: Sequence[object]) -> Problem:
    # Its quotes were masked and cut when it was found. Made anew, one that was cut would be cut again.
    problem = object.__new__(Problem)
    vars(problem).update(zip(_PROBLEM_FIELDS, kept, strict=True))
    return problem


# Mappings


def write_mapping(mapping: SheetMapping) -> dict[str, object]:
    """Write how a sheet is read as a value of JSON, and give it."""
    return asdict(mapping)


def read_mapping(kept: dict[str, Any]) -> SheetMapping:
    """Read what ``write_mapping`` wrote, and give the mapping."""
    columns = tuple(ColumnMapping(**column) for column in kept["columns"])
    return SheetMapping(**kept | {"columns": columns, "header_rows": tuple(kept["header_rows"])})
