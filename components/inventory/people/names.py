"""Cells: whether a text is a person's full name, told by how it is written, or an address of one."""

from __future__ import annotations

import re

from components.inventory.people.addresses import mask_addresses, remove_masks
from components.inventory.people.words import any_has, any_of, people_words, split_into_words, without_accents
from components.inventory.text import clean, unguard

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
    return any_has([without_accents(part) for part in (first, first.partition("-")[0])], "name: given name")


def _name_at_beginning(text: str) -> str:
    """Give the person's full name that a text begins with; nothing where it begins with none."""
    if text.islower() or len(text.split(maxsplit=1)) < 2:
        return ""
    plain = unguard(clean(text))[:_LONGEST_BEGINNING]
    plain = _IN_BRACKETS.sub("", plain.title() if plain.isupper() else plain).strip()
    first = _BETWEEN_NAMES.split(plain, maxsplit=1)[0]
    return next(filter(is_person_name, (first, first.partition(",")[0])), "")


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
    words = set(split_into_words(plain))
    is_organization = len(words) > 1 and any_has(words, "name: word of organizations")
    return is_organization and not _NOT_IN_A_NAME.search(plain) and not begins_with_person_name(plain)
