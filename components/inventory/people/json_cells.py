"""Cells that hold JSON: whether it tells of people, at any depth."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from typing import Literal

from components.inventory.people.headers import (
    header_words,
    is_about_people,
    is_list_of_people,
    is_sheet_of_people,
    may_be_about_people,
)
from components.inventory.people.names import begins_with_given_name, begins_with_person_name, is_address, is_no_person
from components.inventory.text import LONGEST_HEADER

_Meaning = Literal["about people", "perhaps about people", "list of people", "name"]
_Meanings = frozenset[_Meaning]
"""What the name of a value in JSON says about the value."""


def is_json(text: str) -> bool:
    """Whether a cell may be an object or a list of JSON."""
    return text.startswith(("{", "["))


def is_json_of_people(text: str, *, every: bool) -> bool:
    """Whether a cell holds JSON objects most of which are people: ``[{"firstName": "Jane"}]``. With ``every``, any
    object is one, as under a header that is a list of people."""
    items = _json_objects(text)
    return bool(items) and (every or 2 * sum(map(_is_json_person, items)) > len(items))


def has_person_in_json(cells: Sequence[str]) -> bool:
    """Whether JSON in any of the cells tells of a person at any depth: ``{"office": {"contact_name": "Jane"}}``.

    It does by a text under a name about people, or by a person's full name under a position or under ``name``.
    """
    texts = (found for cell in cells for item in _json_objects(cell) for found in _texts_in_json(item))
    return any(_tells_of_a_person(text, names) for names, text in texts)


def _json_objects(text: str) -> list[dict[str, object]]:
    try:
        found = json.loads(text) if is_json(text) else None
    except (ValueError, RecursionError):
        return []
    return [item for item in (found if isinstance(found, list) else [found]) if isinstance(item, dict)]


def _is_json_person(item: dict[str, object]) -> bool:
    """Whether an object has a person's first or last name, or a name that is written as a person's."""
    names = [text for name, text in item.items() if header_words(name) == ("name",)]
    has_name = any(isinstance(text, str) and begins_with_person_name(text) for text in names)
    return has_name or is_sheet_of_people("", list(item))


def _texts_in_json(item: dict[str, object]) -> Iterator[tuple[list[_Meanings], str]]:
    """Each text of an object, with what the names say under which it stands, its own name last."""
    left: list[tuple[list[_Meanings], object]] = [([], item)]
    while left:
        names, value = left.pop()
        if isinstance(value, dict):
            left += [([*names, _meanings(name[:LONGEST_HEADER])], each) for name, each in value.items()]
        elif isinstance(value, list):
            left += [(names, each) for each in value]
        elif isinstance(value, str):
            yield names, value


@functools.lru_cache(2_000)
def _meanings(name: str) -> _Meanings:
    meanings: dict[_Meaning, bool] = {
        "about people": is_about_people(name),
        "perhaps about people": may_be_about_people(name),
        "list of people": is_list_of_people(name),
        "name": header_words(name) == ("name",),
    }
    return frozenset(meaning for meaning, is_meant in meanings.items() if is_meant)


def _tells_of_a_person(text: str, names: Sequence[_Meanings]) -> bool:
    meanings = frozenset().union(*names)
    is_name = "name" in names[-1]
    if "about people" in meanings or (is_name and "list of people" in meanings):
        # An address is masked later, so it does not count here.
        return not (is_no_person(text) or is_address(text) or "@" in text or "://" in text)
    is_of_position = "perhaps about people" in meanings and begins_with_person_name(text)
    return is_of_position or (is_name and begins_with_given_name(text))
