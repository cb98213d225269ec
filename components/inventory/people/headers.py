"""Headers: whether a column is about people, told by the words of its header.

The words stand in ``data/people_words.csv``, in English, Spanish, Portuguese, French, German, Italian and Dutch.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from components.inventory.people.addresses import remove_masks
from components.inventory.people.words import any_has, people_words, split_into_words
from components.inventory.text import LONGEST_HEADER, header_key

# Where a word begins in a header that is written as one, such as ContactName.
_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_POINT_OF_CONTACT = re.compile(r"\bPo(?=Cs?\b)")
_LONGEST_JOINED_WORD = 30  # letters


def header_words(header: str) -> tuple[str, ...]:
    """Split a header into its words, and give them without capitals and accents: ``ContactName`` is contact, name."""
    return _header_words(header[:LONGEST_HEADER])


@functools.lru_cache(2_000)
def _header_words(header: str) -> tuple[str, ...]:
    spaced = _WORD_BEGINS.sub(" ", _POINT_OF_CONTACT.sub("PO", remove_masks(header)))
    return tuple(split_into_words(header_key(spaced)))


def is_about_people(header: str) -> bool:
    """Whether a header says that its column is about people: ``Contact name`` does, ``Contact frequency`` doesn't."""
    words = header_words(header)
    if not _has_person_word(words) or any_has(words, "header: web page", "header: office line"):
        return False
    first = next((at for at, word in enumerate(words) if _has_person_word([word])), 0)
    is_of_something = not {"of", "per"}.isdisjoint(words[:first])  # as in "Frequency of contact"
    other_words = words if is_of_something else words[first + 1 :]
    return not any_has(other_words, "header: another thing", "header: organization")


def may_be_about_people(header: str) -> bool:
    """Whether a column with this header is about people where its cells are people's names: ``Director``."""
    words = header_words(header)
    passed_over = people_words("header: small word") | ({"member", "members"} if "board" in words else set())
    last = [word for word in words if word not in passed_over][-2:]
    if any_has(words, "header: organization"):
        return False
    is_done_by = last[-1:] == ["by"] and any_has(last, "header: done by someone")
    return is_done_by or any_has(last[-1:], "header: position") or _has_person_word(words)


def is_about_places(header: str) -> bool:
    """Whether a header is one of places or buildings, which are often called after people: ``School``."""
    return any_has(header_words(header), "header: place")


def is_list_of_people(header: str) -> bool:
    """Whether a header is one of lists of people: ``Staff``."""
    return any_has(header_words(header), "header: list of people")


def has_no_phones(header: str) -> bool:
    """Whether a header says that the digits under it are no phone numbers of people: ``Tax ID``, ``Hotline``."""
    words = header_words(header)
    if any_has(words, "header: identifier", "header: office line"):
        return True
    return any_has(words, "header: numbered thing") and (any_has(words, "header: number") or len(set(words)) == 1)


def is_sheet_of_people(name: str, headers: Sequence[str]) -> bool:
    """Whether a sheet is a list of people, by its name or its headers: ``Staff list``, or a column ``Surname``."""
    if any_has(header_key(re.sub(r"\W", " ", name)).split(), "header: list of people"):
        return True
    return any(_has_phrase(header_words(header), "header: name of a person") for header in headers)


def find_name_halves(headers: Sequence[str]) -> list[tuple[int, int]]:
    """Find headers side by side such as ``First`` and ``Last``, and give the positions of the first and the last name
    of each pair."""
    found = []
    for at, (one, other) in enumerate(itertools.pairwise(map(header_words, headers))):
        if len(one) == len(other) == 1:
            found += [(at, at + 1)] if _are_halves(one, other) else []
            found += [(at + 1, at)] if _are_halves(other, one) else []
    return found


def _are_halves(one: Sequence[str], other: Sequence[str]) -> bool:
    return any_has(one, "header: first name") and any_has(other, "header: last name")


def _has_phrase(words: Sequence[str], *meanings: str) -> bool:
    """Whether one of the words, or two that follow each other, have one of the meanings."""
    return any_has([*words, *map(" ".join, itertools.pairwise(words))], *meanings)


def _has_person_word(words: Sequence[str]) -> bool:
    return (
        _has_phrase(words, "header: about people", "header: name of a person")
        or any(map(_is_joined_person_word, words))
        or _stands_alone(words)
    )


def _stands_alone(words: Sequence[str]) -> bool:
    """Whether the words are about people as nothing else stands beside: ``Mobile no``, not ``Mobile clinic``."""
    alone = "header: about people where it stands alone"
    return any_has(words, alone) and people_words(alone, "header: may stand beside such a word").issuperset(words)


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
