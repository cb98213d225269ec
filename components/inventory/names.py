"""The words of an organization's name that distinguish it from others, without capitals, accents and short forms."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from components.inventory.schema import name_words

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
        if plain := simplify_word(written):
            word = _LONG_FORMS.get(plain, plain)
            # A single capital distinguishes names ("Ward A"), except as an article in front.
            if word not in FILLER_WORDS or (len(word) == 1 and every and written.isupper()):
                words.append(word)
            every.append(word)
    # Where a name has only words that say little, they count.
    words = words or every
    repeated = words[-1:] in ([join_first_letters(words[:-1])], [join_first_letters(every[:-1])])
    return words[:-1] if repeated and len(words[-1]) >= SHORTEST_INITIALS else words


@functools.lru_cache(maxsize=100_000)
def simplify_word(word: str) -> str:
    """Write a word in small letters without accents, and give it."""
    small = word.casefold()
    if small.isascii():
        return small
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))
    return bare.translate(_LETTERS)


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
