"""The words by which personal data is recognised, read from ``data/people_words.csv``.

The table has a row for each word and meaning. ``means`` begins with where the word counts: in a ``header``, in a
``name``, in a ``cell``, in an ``e-mail`` address or before a ``phone`` number. Words of headers and names stand there
without capitals and accents. ``language`` is for who reads the table; code does not look at it.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from components.inventory.schema import DATA

# Letters, and the vowel signs of scripts that write these as marks, such as Devanagari and Thai.
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963\u0970-\u0dff\u0e30-\u0e4e\u0eb0-\u0ebc\u1000-\u109f\u1780-\u17d3])+")


@functools.cache
def look_up_words(*meanings: str) -> frozenset[str]:
    """Look up the words of one or several meanings, and give them together.

    An entry may be of two words, such as ``first name``. Raises ``KeyError`` where the table has no such meaning.
    """
    return frozenset().union(*(_words_by_meaning()[meaning] for meaning in meanings))


@functools.cache
def _words_by_meaning() -> Mapping[str, set[str]]:
    words = defaultdict(set)
    with (DATA / "people_words.csv").open(encoding="utf-8", newline="") as lines:
        for word, meaning, _ in csv.reader(lines):
            words[meaning].add(word)
    return dict(words)


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
    letters = unicodedata.normalize("NFKD", text.casefold())
    # Composed again, as Korean syllables come apart too.
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if not unicodedata.combining(letter)))
