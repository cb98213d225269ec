"""What tells of people in headers, in names and in cells that hold JSON.

Headers are judged by their words, cells by how a person's full name is written. The words stand in
``data/people_words.csv``, in English, Spanish, Portuguese, French, German, Italian and Dutch.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from components.inventory.addresses import mask_addresses, remove_masks
from components.inventory.people_words import any_of, people_words
from components.inventory.text import LONGEST_HEADER, clean, header_key, unguard

_WORD = re.compile(r"[^\W\d_]+")
# Where a word begins in a header that is written as one, such as ContactName.
_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_POINT_OF_CONTACT = re.compile(r"\bPo(?=Cs?\b)")
_LONGEST_JOINED_WORD = 30  # letters

_TITLE = re.compile(
    rf"(?:\b{any_of('name: title before it')}\.? )|,? {any_of('name: title after it')}\.?$", re.IGNORECASE
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_BETWEEN_NAMES = re.compile(r"[;|&/\n]|(?<=\s)(?:[-–—]|and|und|y|et|e|con)(?=\s)")
_LONGEST_NAME = 40  # letters, with a position beside it
_LONGEST_BEGINNING = 200  # letters in which a name stands, with titles and brackets, where a text begins with one
_NUMBER = re.compile(r"[-+$€£<>~]?\s?(?:\d{0,6}|\d{1,3}(?:,\d{3})+)(?:\.\d*)?\s?%?")
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?")
_NOT_IN_A_NAME = re.compile(r"[,;:@(|/\n\d]")


# Headers


def header_words(header: str) -> tuple[str, ...]:
    """Split a header into its words, and give them without capitals and accents: ``ContactName`` is contact, name."""
    return _header_words(header[:LONGEST_HEADER])


@functools.lru_cache(2_000)
def _header_words(header: str) -> tuple[str, ...]:
    spaced = _WORD_BEGINS.sub(" ", _POINT_OF_CONTACT.sub("PO", remove_masks(header)))
    return tuple(_WORD.findall(_without_accents(header_key(spaced))))


def is_about_people(header: str) -> bool:
    """Whether a header says that its column is about people: ``Contact name`` does, ``Contact frequency`` doesn't."""
    words = header_words(header)
    if not _has_person_word(words) or _has(words, "header: web page", "header: office line"):
        return False
    first = next((at for at, word in enumerate(words) if _has_person_word([word])), 0)
    is_of_something = not {"of", "per"}.isdisjoint(words[:first])  # as in "Frequency of contact"
    other_words = words if is_of_something else words[first + 1 :]
    return not _has(other_words, "header: another thing", "header: organization")


def may_be_about_people(header: str) -> bool:
    """Whether a column with this header is about people where its cells are people's names: ``Director``."""
    words = header_words(header)
    passed_over = people_words("header: small word") | ({"member", "members"} if "board" in words else set())
    last = [word for word in words if word not in passed_over][-2:]
    is_position = _has(last[-1:], "header: position") or (last[-1:] == ["by"] and _has(last, "header: done by someone"))
    return (is_position or _has_person_word(words)) and not _has(words, "header: organization")


def is_about_places(header: str) -> bool:
    """Whether a header is one of places or buildings, which are often called after people: ``School``."""
    return _has(header_words(header), "header: place")


def is_list_of_people(header: str) -> bool:
    """Whether a header is one of lists of people: ``Staff``."""
    return _has(header_words(header), "header: list of people")


def has_no_phones(header: str) -> bool:
    """Whether a header says that the digits under it are no phone numbers of people: ``Tax ID``, ``Hotline``."""
    words = header_words(header)
    if _has(words, "header: identifier", "header: office line"):
        return True
    return _has(words, "header: numbered thing") and (_has(words, "header: number") or len(set(words)) == 1)


def is_sheet_of_people(name: str, headers: Sequence[str]) -> bool:
    """Whether a sheet is a list of people, by its name or its headers: ``Staff list``, or a column ``Surname``."""
    if _has(header_key(re.sub(r"\W", " ", name)).split(), "header: list of people"):
        return True
    return any(_has_phrase(header_words(header), "header: name of a person") for header in headers)


def find_name_halves(headers: Sequence[str]) -> list[tuple[int, int]]:
    """Find headers side by side such as ``First`` and ``Last``, and give the positions of the first and the last name
    of each pair."""
    found = []
    for at, (one, other) in enumerate(itertools.pairwise(map(header_words, headers))):
        if len(one) == len(other) == 1:
            found += [(at, at + 1)] if _has(one, "header: first name") and _has(other, "header: last name") else []
            found += [(at + 1, at)] if _has(one, "header: last name") and _has(other, "header: first name") else []
    return found


def _has(words: Sequence[str], *meanings: str) -> bool:
    return not people_words(*meanings).isdisjoint(words)


def _has_phrase(words: Sequence[str], *meanings: str) -> bool:
    """Whether one of the words, or two that follow each other, have one of the meanings."""
    return _has([*words, *map(" ".join, itertools.pairwise(words))], *meanings)


def _has_person_word(words: Sequence[str]) -> bool:
    return (
        _has_phrase(words, "header: about people", "header: name of a person")
        or any(map(_is_joined_person_word, words))
        or _stands_alone(words)
    )


def _stands_alone(words: Sequence[str]) -> bool:
    """Whether the words are about people as nothing else stands beside: ``Mobile no``, not ``Mobile clinic``."""
    alone = "header: about people where it stands alone"
    return _has(words, alone) and people_words(alone, "header: may stand beside such a word").issuperset(words)


def _is_joined_person_word(word: str) -> bool:
    """Whether a word is two of people's written as one: ``workphone``, ``contactname``."""
    if len(word) > _LONGEST_JOINED_WORD:
        return False
    parts, others = people_words("header: part of a joined word"), people_words("header: other part of a joined word")
    halves = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    return any(
        (one in parts and (other in parts or other in others)) or (one in others and other in parts)
        for one, other in halves
    )


# Cells


def is_person_name(text: str) -> bool:
    """Whether a text is written as a person's full name: ``Dr. Jane Q. Doe``, ``Doe, Jane``.

    It has two or three capitalized words, with or without an initial or a title, and none of organizations or
    positions.
    """
    if len(text) > _LONGEST_BEGINNING:
        return False
    words = _words_of_name(text)
    full = [word for word in words if not _INITIAL.fullmatch(word) and not _means(word, "name: particle")]
    # An initial stands before the last name: what ends in a letter is a team, or one rater of several.
    return 2 <= len(full) <= 3 and words[-1] == full[-1] and all(map(_may_be_in_a_name, full))


def _may_be_in_a_name(word: str) -> bool:
    if not _NAME_WORD.fullmatch(word) or not word[0].isupper() or word.isupper():
        return False
    return not _means(word, "name: word of organizations", "name: no word of names")


def _means(word: str, *meanings: str) -> bool:
    return word.casefold() in people_words(*meanings)


def _words_of_name(text: str) -> list[str]:
    """Split what could be a person's name into words, without titles and with the first name first."""
    plain = _TITLE.sub("", unguard(clean(text)))
    first, comma, last = plain.partition(", ")
    return f"{last} {first}".split() if comma else plain.split()


def begins_with_person_name(text: str) -> bool:
    """Whether a text begins with a person's full name, whatever follows: ``Jane Doe, director; Bo Li``."""
    return bool(_name_at_beginning(text))


def begins_with_given_name(text: str) -> bool:
    """Whether a text begins with a person's full name of a common first name: ``Jane Doe``, not ``Old Mill``."""
    words = _words_of_name(_name_at_beginning(text))
    first = next((word for word in words if len(word.strip(".")) > 1), "")
    return _has([_without_accents(part) for part in (first, first.partition("-")[0])], "name: given name")


def _name_at_beginning(text: str) -> str:
    """Give the person's full name that a text begins with; nothing where it begins with none."""
    if text.islower() or len(text.split(maxsplit=1)) < 2:
        return ""
    plain = unguard(clean(text))[:_LONGEST_BEGINNING]
    plain = _IN_BRACKETS.sub("", plain.title() if plain.isupper() else plain).strip()
    first = _BETWEEN_NAMES.split(plain, maxsplit=1)[0]
    return next(filter(is_person_name, (first, first.partition(",")[0])), "")


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_address(text: str, *, phones: bool = True) -> bool:
    """Whether a text is a person's e-mail address or, with ``phones``, phone number, with little else or a name beside
    it: ``Jane Doe <jane@example.org>``."""
    masked = mask_addresses(text, phones=phones)
    if masked == text:
        return False
    rest = remove_masks(masked)
    return 3 * len(rest) <= len(text) or (len(rest) < _LONGEST_NAME and begins_with_person_name(rest))


def is_no_person(text: str) -> bool:
    """Whether a cell under a header about people is none: ``weekly``, ``2024-05-01``, ``Boston Public Library``."""
    plain = clean(text)
    if _means(plain, "cell: says nothing") or _NUMBER.fullmatch(plain) or _DATE.fullmatch(plain):
        return True
    words = {word.casefold() for word in _WORD.findall(plain)}
    is_organization = len(words) > 1 and _has([*words], "name: word of organizations")
    return is_organization and not _NOT_IN_A_NAME.search(plain) and not begins_with_person_name(plain)


# JSON in cells

_Meaning = Literal["about people", "perhaps about people", "list of people", "name"]
_Meanings = frozenset[_Meaning]
"""What the name of a value in JSON says of the value."""


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
    said: dict[_Meaning, bool] = {
        "about people": is_about_people(name),
        "perhaps about people": may_be_about_people(name),
        "list of people": is_list_of_people(name),
        "name": header_words(name) == ("name",),
    }
    return frozenset(meaning for meaning, is_said in said.items() if is_said)


def _tells_of_a_person(text: str, names: Sequence[_Meanings]) -> bool:
    said = frozenset().union(*names)
    is_name = "name" in names[-1]
    if "about people" in said or (is_name and "list of people" in said):
        # An address is masked and does not tell.
        return not (is_no_person(text) or is_address(text) or "@" in text or "://" in text)
    is_of_position = "perhaps about people" in said and begins_with_person_name(text)
    return is_of_position or (is_name and begins_with_given_name(text))
