"""Whether one text is the other, misspelled: near in its letters, and not the other with its meaning turned around."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

# With one of these before it a word says something else, mostly the contrary.
_PREFIXES = (
    *("in", "im", "ir", "il", "un", "non", "dis", "mis", "de", "ex", "anti", "counter"),
    *("pre", "post", "re", "sub", "inter", "intra", "bi", "semi", "co"),
)
_SHORTEST = 4
"""Letters of the shortest text that can be told to be misspelled: of fewer, one makes another word."""


def misspelled(text: str, words: Collection[str]) -> list[str]:
    """Those of the words that a text is most likely a misspelling of: the nearest, several where they are as near.

    Near is an optimal string alignment distance (letters missed, added, changed, or two that changed places) of at most
    1 up to 5 letters, 2 up to 12 and 3 beyond. Text and words are as they are compared: in small letters.
    """
    near = process.extract(text, words, scorer=OSA.distance, score_cutoff=3, limit=None)
    found = [(distance, word) for word, distance, _ in near if is_misspelled(text, word)]
    least = min((distance for distance, _ in found), default=0)
    return [word for distance, word in found if distance == least]


def is_misspelled(text: str, word: str) -> bool:
    """Whether the text may be the word, misspelled. Never where one has a further word, a prefix or other figures."""
    if min(len(text), len(word)) < _SHORTEST or _figures(text) != _figures(word):
        return False
    parts = text.split(), word.split()
    if len(parts[0]) != len(parts[1]):
        return OSA.distance("".join(parts[0]), "".join(parts[1]), score_cutoff=1) <= 1
    return _near(text, word) and all(_near(one, other) for one, other in zip(*parts, strict=True))


def _near(one: str, other: str) -> bool:
    most = _most(min(len(one), len(other)))
    distance = OSA.distance(one, other, score_cutoff=most)
    # Few miss the first letter and another one: "native" is not "active".
    same_start = distance < 2 or one[:1] == other[:1]
    return (
        distance <= most
        and same_start
        and not _is_turned(one, other, distance)
        and not _is_turned(other, one, distance)
    )


def _most(letters: int) -> int:
    return 1 if letters <= 5 else 2 if letters <= 12 else 3


def _is_turned(long: str, short: str, distance: int) -> bool:
    """Whether a text is the other with a prefix before it: nearer to it without."""
    return any(
        long.startswith(prefix) and not short.startswith(prefix) and OSA.distance(long[len(prefix) :], short) < distance
        for prefix in _PREFIXES
    )


def _figures(text: str) -> list[str]:
    return [letter for letter in text if letter.isdigit()]
