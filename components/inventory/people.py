"""Personal data: find what is about people, in headers and in cells.

The words for it stand in ``data/people_words.csv``, in English, Spanish, Portuguese, French, German, Italian and Dutch.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import re
from collections.abc import Sequence

from components.inventory.addresses import mask_addresses, remove_masks
from components.inventory.text import LONGEST_HEADER, clean, header_key, unguard
from components.inventory.words import any_means, look_up_words, split_into_words, without_accents, write_pattern

# Headers

# Where a new word begins in a header written without blanks, such as ContactName.
_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_POINT_OF_CONTACT = re.compile(r"\bPo(?=Cs?\b)")
_PART = write_pattern("header: part of a joined word")
_OTHER_PART = write_pattern("header: other part of a joined word")
_JOINED_WORD = re.compile(rf"{_PART}(?:{_PART}|{_OTHER_PART})|{_OTHER_PART}{_PART}")
_ALONE = "header: about people where it stands alone"
_OF = {"of", "de", "del", "du", "des", "do", "da", "di", "van", "der"}
# Letters of scripts that are written without blanks between words.
_WITHOUT_BLANKS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


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
    if not _has_person_word(words) or any_means(words, "header: web page", "header: office line"):
        return False
    first = next((at for at, word in enumerate(words) if _has_person_word([word])), 0)
    is_of_something = not {"of", "per"}.isdisjoint(words[:first])  # as in "Frequency of contact"
    other_words = words if is_of_something else words[first + 1 :]
    return not any_means(other_words, "header: another thing", "header: organization")


def may_be_about_people(header: str) -> bool:
    """Whether a column with this header is about people if its cells are people's names: ``Director``."""
    words = header_words(header)
    passed_over = look_up_words("header: small word") | ({"member", "members"} if "board" in words else set())
    left = [word for word in words if word not in passed_over]
    if any_means(words, "header: organization"):
        return False
    is_done_by = left[-1:] == ["by"] and any_means(left[-2:], "header: done by someone")
    has_office = any_means(left[-1:], "header: position") or _has_office(header, left)
    return is_done_by or has_office or _has_person_word(words)


def _has_office(header: str, words: Sequence[str]) -> bool:
    """Whether a header has an office that is not its last word. In most languages the office comes first (``Président
    de l'association``, ``رئيس الجمعية``); where blanks are not written, it stands inside a word."""
    if header.isascii():
        return len(words) > 1 and any_means(words[:1], "header: position") and not _OF.isdisjoint(header_words(header))
    offices = look_up_words("header: position", "header: about people")
    inside = [word[start:end] for word in words for start, end in itertools.combinations(range(len(word[:9]) + 1), 2)]
    are_without_blanks = bool(_WITHOUT_BLANKS.search(header))
    return _has_phrase(words, "header: position") or (are_without_blanks and not offices.isdisjoint(inside))


def is_about_places(header: str) -> bool:
    """Whether a header is about places or buildings, which are often named after people: ``School``."""
    return any_means(header_words(header), "header: place")


def has_no_phones(header: str) -> bool:
    """Whether a header says that the digits under it are no phone numbers of people: ``Tax ID``, ``Hotline``."""
    words = header_words(header)
    if any_means(words, "header: identifier", "header: office line"):
        return True
    return any_means(words, "header: numbered thing") and (any_means(words, "header: number") or len(set(words)) == 1)


def is_sheet_of_people(name: str, headers: Sequence[str]) -> bool:
    """Whether a sheet is a list of people, by its name or its headers: ``Staff list``, or a column ``Surname``."""
    if any_means(header_key(re.sub(r"\W", " ", name)).split(), "header: list of people"):
        return True
    return any(_has_phrase(header_words(header), "header: name of a person") for header in headers)


def find_name_halves(headers: Sequence[str]) -> list[tuple[int, int]]:
    """Find headers side by side such as ``First`` and ``Last``, and give the positions of the first and the last name
    of each pair."""
    words = [words if len(words := header_words(header)) == 1 else () for header in headers]
    pairs = [pair for at in range(1, len(headers)) for pair in ((at - 1, at), (at, at - 1))]
    return [
        (first, last)
        for first, last in pairs
        if any_means(words[first], "header: first name") and any_means(words[last], "header: last name")
    ]


def _has_phrase(words: Sequence[str], *meanings: str) -> bool:
    """Whether one of the words, or two that follow each other, have one of the meanings."""
    return any_means([*words, *map(" ".join, itertools.pairwise(words))], *meanings)


def _has_person_word(words: Sequence[str]) -> bool:
    if _has_phrase(words, "header: about people", "header: name of a person"):
        return True
    # "Mobile no" is about people, "Mobile clinic" is not.
    is_alone = look_up_words(_ALONE, "header: may stand beside such a word").issuperset(words)
    return (is_alone and any_means(words, _ALONE)) or any(map(_JOINED_WORD.fullmatch, words))


# Names

_TITLE = re.compile(
    rf"(?:\b{write_pattern('name: title before it')}\.? )|,? {write_pattern('name: title after it')}\.?$", re.IGNORECASE
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
    """Whether a text is written as a person's full name: ``Dr. Jane Q. Doe``, ``Doe, Jane``. It has two or three
    capitalized words, with or without an initial or a title, and no word of organizations or positions."""
    if len(text) > _LONGEST_BEGINNING:
        return False
    words = _split_name(text)
    particles = look_up_words("name: particle")
    others = look_up_words("name: word of organizations", "name: no word of names")
    full = [word for word in words if not _INITIAL.fullmatch(word) and word.casefold() not in particles]
    # A name does not end in an initial: "Rater A" is one rater of several, and "Team B" a team.
    return (
        2 <= len(full) <= 3
        and words[-1] == full[-1]
        and all(word[0].isupper() and not word.isupper() and _NAME_WORD.fullmatch(word) for word in full)
        and others.isdisjoint(map(without_accents, full))
    )


def _split_name(text: str) -> list[str]:
    """Split what could be a person's name into words, without titles and with the first name first."""
    plain = _TITLE.sub("", unguard(clean(text)))
    first, comma, last = plain.partition(", ")
    return f"{last} {first}".split() if comma else plain.split()


def begins_with_person_name(text: str) -> bool:
    """Whether a text begins with a person's full name, whatever follows: ``Jane Doe, director; Bo Li``."""
    return bool(_find_name_at_beginning(text))


def may_be_person_name(text: str) -> bool:
    """Whether a text may be a person's name where its header is an office: also in letters that have no capitals.

    Such a name has two to five words, or two to six letters of a script without blanks, and no word of organizations:
    ``سمير الخطيب``, ``王小明``.
    """
    if begins_with_person_name(text):
        return True
    plain = _BETWEEN_NAMES.split(_IN_BRACKETS.sub("", unguard(clean(text))[:_LONGEST_BEGINNING]).strip(), maxsplit=1)[0]
    plain = re.split(r"[,،、，]", plain, maxsplit=1)[0]
    words, has_capitals = split_into_words(plain), plain.lower() != plain.upper()
    if has_capitals or _NOT_IN_A_NAME.search(plain) or is_name_of_organization(plain):
        return False
    return 2 <= len("".join(words)) <= 6 if _WITHOUT_BLANKS.search(plain) else 2 <= len(words) <= 5


def is_name_of_organization(text: str) -> bool:
    """Whether a text has a word of organizations, in one of many languages: ``Elm Library``."""
    organizations = look_up_words("name: word of organizations")
    has_part = bool(_WITHOUT_BLANKS.search(text)) and any(word in text for word in organizations if not word.isascii())
    return has_part or not organizations.isdisjoint(split_into_words(text[:_LONGEST_BEGINNING]))


def begins_with_given_name(text: str) -> bool:
    """Whether a text begins with a full name whose first name is a common one: ``Jane Doe``, not ``Old Mill``."""
    words = _split_name(_find_name_at_beginning(text))
    first = next((word for word in words if len(word.strip(".")) > 1), "")
    return is_given_name(first) or is_given_name(first.partition("-")[0])


def is_given_name(text: str) -> bool:
    """Whether a text is a common first name and nothing else: ``Maria``."""
    return any_means([without_accents(clean(text))], "name: given name")


def _find_name_at_beginning(text: str) -> str:
    """Give the person's full name that a text begins with; nothing where it begins with none."""
    if text.islower() or len(text.split(maxsplit=1)) < 2:
        return ""
    plain = unguard(clean(text))[:_LONGEST_BEGINNING]
    plain = _IN_BRACKETS.sub("", plain.title() if plain.isupper() else plain).strip()
    first = _BETWEEN_NAMES.split(plain, maxsplit=1)[0]
    return next(filter(is_person_name, (first, first.partition(",")[0])), "")


def is_address(text: str, *, phones: bool = True) -> bool:
    """Whether a text is a person's e-mail address or, with ``phones``, phone number, and has little else beside it, or
    only the person's name: ``Jane Doe <jane@example.org>``."""
    masked = mask_addresses(text, phones=phones)
    if masked == text:
        return False
    rest = remove_masks(masked)
    return 3 * len(rest) <= len(text) or (len(rest) < _LONGEST_NAME and begins_with_person_name(rest))


def is_no_person(text: str) -> bool:
    """Whether a cell under a header about people names no person: ``weekly``, ``2024-05-01``, ``Boston Public
    Library``."""
    plain = clean(text)
    says_nothing = plain.casefold() in look_up_words("cell: says nothing")
    if says_nothing or _NUMBER.fullmatch(plain) or _DATE.fullmatch(plain):
        return True
    words = set(split_into_words(plain))
    is_organization = len(words) > 1 and any_means(words, "name: word of organizations")
    return is_organization and not _NOT_IN_A_NAME.search(plain) and not begins_with_person_name(plain)


# JSON in cells


def is_json(text: str) -> bool:
    """Whether a cell may be JSON: an object or a list."""
    return text.startswith(("{", "["))


def has_person_in_json(header: str, cells: Sequence[str]) -> bool:
    """Whether JSON in any of the cells under a header is about a person, at any depth: ``{"contact_name": "Jane"}``.

    It is if anything but an address stands under a name about people, or a person's full name under a position or
    under ``name``.
    """
    found: list[tuple[str, object]] = []

    def keep(pairs: list[tuple[str, object]]) -> list[tuple[str, object]]:
        found.extend(pairs)
        return pairs

    for text in filter(is_json, cells):
        with contextlib.suppress(ValueError, RecursionError):
            found.append((header, json.loads(text, object_pairs_hook=keep)))
    return any(_is_about_a_person(name, value) for name, value in found)


def _is_about_a_person(name: str, value: object) -> bool:
    is_about = is_about_people(name)
    if not isinstance(value, str):
        is_list = any_means(header_words(name), "header: list of people")
        return bool(value) and not isinstance(value, (int, float)) and (is_about or is_list)
    if is_about:
        # An address is masked later, so it does not count here.
        return not (is_no_person(value) or is_address(value) or "@" in value or "://" in value)
    if may_be_about_people(name):
        return begins_with_person_name(value)
    return header_words(name) == ("name",) and begins_with_given_name(value)
