"""People in cells that are JSON: lists of them, and what is said of one at any depth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from components.inventory.words_of_people import (
    begins_with_a_given_name,
    begins_with_a_name,
    is_about_people,
    is_an_address,
    is_list_of_people,
    lists_people,
    may_be_about_people,
    says_no_person,
    words_of,
)

_ABOUT, _PERHAPS, _LIST, _NAME = "about people", "perhaps about people", "a list of people", "a name"
_Said = dict[str, frozenset[str]]
"""What names in JSON say of what stands under them."""


def is_json(text: str) -> bool:
    """Whether a cell may be an object or a list of JSON."""
    return text.startswith(("{", "["))


def holds_persons(text: str, *, every: bool) -> bool:
    """Whether a cell, as a file of JSON gives it, holds objects that are people: of a list of people ``every`` one."""
    items = _objects(text)
    return bool(items) and (every or 2 * sum(map(_is_a_person, items)) > len(items))


def _objects(text: str) -> list[dict[str, object]]:
    try:
        found = json.loads(text) if is_json(text) else None
    except (ValueError, RecursionError):
        return []
    return [item for item in (found if isinstance(found, list) else [found]) if isinstance(item, dict)]


def _is_a_person(item: dict[str, object]) -> bool:
    """Whether an object has a person's first or last name, or for its name one that is written as a person's."""
    names = [text for name, text in item.items() if words_of(name) == ["name"]]
    return lists_people("", list(item)) or any(isinstance(text, str) and begins_with_a_name(text) for text in names)


def tell_of_a_person(cells: Sequence[str]) -> bool:
    """Whether any of the cells has, at any depth, a text under a name that is about people, or the full name of a
    person under one of a position or under "name"."""
    said: _Said = {}
    return any(
        _is_said_of(text, names) for cell in cells for item in _objects(cell) for names, text in _texts(item, said)
    )


def _texts(item: dict[str, object], said: _Said) -> Iterator[tuple[list[frozenset[str]], str]]:
    """Each text of an object, with what the names say under which it stands, its own one last."""
    left: list[tuple[list[frozenset[str]], object]] = [([], item)]
    while left:
        names, value = left.pop()
        if isinstance(value, dict):
            left += [([*names, _says(name, said)], each) for name, each in value.items()]
        elif isinstance(value, list):
            left += [(names, each) for each in value]
        elif isinstance(value, str):
            yield names, value


def _says(name: str, said: _Said) -> frozenset[str]:
    if name not in said:
        words = words_of(name)
        each = {_ABOUT: is_about_people(words), _PERHAPS: may_be_about_people(words), _LIST: is_list_of_people(words)}
        said[name] = frozenset(what for what, holds in (each | {_NAME: words == ["name"]}).items() if holds)
    return said[name]


def _is_said_of(text: str, names: Sequence[frozenset[str]]) -> bool:
    every = frozenset().union(*names)
    called = _NAME in names[-1]
    if _ABOUT in every or (called and _LIST in every):  # in the place of an address a mark stands
        return not (says_no_person(text) or is_an_address(text) or "@" in text or "://" in text)
    return (_PERHAPS in every and begins_with_a_name(text)) or (called and begins_with_a_given_name(text))
