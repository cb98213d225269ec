"""Words by which texts are recognised, read from ``data/``, and the words of a text.

``people_words.csv`` has a row for each word and meaning. ``kind`` begins with where the word counts: in a ``header``,
in a ``name``, in a ``cell``, in an ``e-mail`` address or before a ``phone`` number. Words of headers and names stand
there without capitals and accents. ``language`` is for whoever reads the table; code does not look at it.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"

# Letters, and the vowel signs of scripts that write these as marks, such as Devanagari and Thai.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963\u0970-\u0dff\u0e30-\u0e4e\u0eb0-\u0ebc\u1000-\u109f\u1780-\u17d3])+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def read_rows(file: str) -> list[dict[str, str]]:
    """Read a table of the folder ``data``, and give its rows, each with its cells by their columns."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@functools.cache
def read_words(file: str) -> dict[str, dict[str, str]]:
    """Read a table of words, and give the words of each kind with what they mean, empty where the kind says enough."""
    found: dict[str, dict[str, str]] = {}
    for row in read_rows(file):
        found.setdefault(row["kind"], {})[row["word"]] = row.get("means", "")
    return found


@functools.cache
def look_up_words(*meanings: str) -> frozenset[str]:
    """Look up the words of one or several meanings, and give them together. An entry may be of two words, such as
    ``first name``. Raises ``KeyError`` where the table has no such meaning."""
    return frozenset().union(*(read_words("people_words.csv")[meaning] for meaning in meanings))


def write_pattern(*meanings: str) -> str:
    """Write a piece of a regular expression that matches any word of these meanings."""
    words = sorted(look_up_words(*meanings), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(word.replace('.', '[.]') for word in words)})"


def any_means(words: Iterable[str], *meanings: str) -> bool:
    """Whether any of the words has one of the meanings."""
    return not look_up_words(*meanings).isdisjoint(words)


def split_into_words(text: str) -> list[str]:
    """Split a text into its words, and give them as they stand in the table: without capitals, accents and digits."""
    return _WORD.findall(without_accents(text))


def without_accents(text: str) -> str:
    """Take capitals and accents out of a text: ``José`` gives ``jose``."""
    small = text.casefold()
    if small.isascii():
        return small
    letters = (letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))
    # Composed again, as Korean syllables come apart too.
    return unicodedata.normalize("NFC", "".join(letters).translate(_LETTERS))


def name_words(kind: str) -> dict[str, str]:
    """Give the words of a kind of ``data/name_words.csv`` with what they stand for."""
    return read_words("name_words.csv")[kind]


# Names of organizations

WORDS = re.compile(r"[^\W_]+")
# Marks inside one word: O'Brien, U.S., C.I.O.
_MARKS_WITHIN_WORDS = re.compile(r"['’‘´`]|(?<=\b\w)\.(?=\w\b|\s|$)")
FILLER_WORDS = name_words("small").keys() | name_words("legal").keys()
"""Articles and the like, and legal forms: two names that differ only in these are one."""
_LONG_FORMS = name_words("short")
SHORTEST_INITIALS = 3
"""Letters of the shortest name that may be the initials of another."""


def join_first_letters(words: Sequence[str]) -> str:
    """Join the first letters of words, and give them."""
    return "".join(word[0] for word in words)


def pick_distinctive_words(text: str) -> list[str]:
    """Pick the words that distinguish a name from others, without initials at the end that only repeat them."""
    every: list[str] = []
    words: list[str] = []
    for written in WORDS.findall(_MARKS_WITHIN_WORDS.sub("", text.replace("&", " and "))):
        if plain := without_accents(written):
            word = _LONG_FORMS.get(plain, plain)
            # A single capital distinguishes names ("Ward A"), except as an article in front.
            if word not in FILLER_WORDS or (len(word) == 1 and every and written.isupper()):
                words.append(word)
            every.append(word)
    # Where a name has only words that say little, they count.
    words = words or every
    are_initials = words[-1:] in ([join_first_letters(words[:-1])], [join_first_letters(every[:-1])])
    return words[:-1] if are_initials and len(words[-1]) >= SHORTEST_INITIALS else words
