"""What an organization is called, and how two names relate: one spelling of the other, a branch beside it, or none."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA

from components.inventory.schema import DATA
from components.inventory.text import name_key

_WORDS = re.compile(r"[^\W_]+")
# What joins the letters of one word: O'Brien, U.S., C.I.O.
_WITHIN = re.compile(r"['’‘´`]|(?<=\b\w)\.(?=\w\b|\s|$)")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def _read(kind: str) -> dict[str, str]:
    """Words of ``data/name_words.csv`` with what they stand for."""
    with (DATA / "name_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["stands_for"] for row in csv.DictReader(file) if row["kind"] == kind}


# Articles and the like, and legal forms: these tell no name from another.
_SMALL, _LEGAL = _read("small").keys(), _read("legal").keys()
# What a group adds to its name, and beside these what it exchanges for another: "Hack for LA Brigade", "Open Boise".
_LIGHT = _read("light").keys()
_STYLE = _LIGHT | _read("style").keys()
# A part of an organization, or one that stands beside it: a name with such a word more is another's.
_PARTS = _read("part").keys()
_LONG_FORMS = _read("short")
SHORTEST_INITIALS = 3
WRITINGS = ("same", "spelling", "order", "plural", "bracket", "misspelled")
"""The relations of two writings of one name."""
# Shorter ones that a letter tells apart are two: "Lab" and "Lob", "JD Lab" and "dLab".
_SHORTEST_WORD, _SHORTEST_NAME = 5, 8


@dataclass(frozen=True)
class Called:
    """One way to call an organization, taken apart."""

    owner: int
    """The organization's position."""
    kind: str
    """``name``, ``alias`` or ``former name``; or ``in brackets`` for what a name has there."""
    text: str
    """As it is written."""
    words: tuple[str, ...]
    """The words that tell it from others, plain and small, in their order."""
    bracket: str = ""
    """What was left out because it stands in brackets, as it is compared."""
    inside: str = field(default="", compare=False)
    """What stands in brackets, left out or not."""
    letters: str = field(default="", compare=False)
    """The words in one."""
    initials: str = field(default="", compare=False)
    """The first letters of the words; those of a word in capitals all."""


class Relation(NamedTuple):
    """How two names relate, and a sentence's beginning that says it."""

    kind: str
    """``same``, ``spelling``, ``order``, ``plural``, ``bracket``, ``misspelled``, ``shortened``, ``initials``,
    ``light``, ``longer``, ``restyled``, ``unlike`` or ``apart``."""
    phrase: str


def calls(owner: int, kind: str, text: str) -> Iterator[Called]:
    """The ways to read one name: whole, without what stands in brackets, and what stands there."""
    brackets = [found.strip() for found in _BRACKETS.findall(text) if found.strip()]
    words, capitals = _words(text)
    bare, _ = _words(_BRACKETS.sub(" ", text)) if brackets else (words, ())
    inside = [_words(found)[0] for found in brackets]
    if brackets and bare and all(_is_short_for(own, bare) for own in inside):
        words = bare
    inner = "" if words == bare else "".join(map("".join, inside))
    if words:
        yield _called(owner, kind, text, words, "", inner, capitals)
    if inner and bare:
        yield _called(owner, kind, text, bare, inner, inner)
        for found, own in zip(brackets, inside, strict=True):
            if own and not _PARTS & set(own) and len("".join(own)) > 2:
                yield _called(owner, "in brackets", found, own)


def _called(
    owner: int,
    kind: str,
    text: str,
    words: Sequence[str],
    bracket: str = "",
    inside: str = "",
    capitals: Iterable[str] = (),
) -> Called:
    spelled = set(capitals)
    initials = "".join(word if word in spelled else word[0] for word in words)
    return Called(owner, kind, text, tuple(words), bracket, inside, "".join(words), initials)


def _is_short_for(short: Sequence[str], words: Sequence[str]) -> bool:
    return list(short) == ["".join(word[0] for word in words)]


def _words(text: str) -> tuple[list[str], list[str]]:
    """The words that tell a name from others; and those of them that are written as initials: in capitals."""
    found = [(plain(word), word) for word in _WORDS.findall(_WITHIN.sub("", text.replace("&", " and ")))]
    every = [(_LONG_FORMS.get(word, word), written) for word, written in found if word]
    telling = [pair for place, pair in enumerate(every) if not _says_little(*pair, place)]
    # A name made of such words only is told by them.
    telling = telling or every
    words = [word for word, _ in telling]
    if len(words) > 2 and words[-1] in _starts(words[:-1], [word for word, _ in every[:-1]]):
        telling = telling[:-1]
    mixed = any(not written.isupper() for _, written in telling)
    capitals = [word for word, written in telling if mixed and written.isupper() and 1 < len(word) <= 6]
    return [word for word, _ in telling], capitals


def _says_little(word: str, written: str, place: int) -> bool:
    """Whether a word tells no name from another. A capital alone does, as in "Ward A", but for the article in front."""
    if len(word) == 1 and place and written.isupper():
        return False
    return word in _SMALL or word in _LEGAL


def _starts(*several: Sequence[str]) -> set[str]:
    """The initials of some words, where they are enough to say something."""
    return {starts for words in several if len(starts := "".join(word[0] for word in words)) >= SHORTEST_INITIALS}


@functools.lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A word in small letters without accents."""
    small = word.casefold()
    if small.isascii():
        return small
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))
    return bare.translate(_LETTERS)


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def relation(one: Called, other: Called) -> Relation:
    """How two ways of calling relate."""
    found = _related(one, other)
    if "in brackets" in (one.kind, other.kind) and (one.kind == other.kind or found.kind not in WRITINGS):
        return _apart(one.text, other.text)
    return found


def _related(one: Called, other: Called) -> Relation:
    if one.inside and other.inside and one.inside != other.inside:
        return _apart(one.inside, other.inside)
    figures = _figures(one.letters), _figures(other.letters)
    if all(figures) and figures[0] != figures[1]:
        return _apart(*figures)
    if one.letters == other.letters:
        return _same(one, other)
    if sorted(one.words) == sorted(other.words):
        return Relation("order", "Same words in another order")
    return _initials(one, other) or _initials(other, one) or _differing(one, other)


def _same(one: Called, other: Called) -> Relation:
    if one.bracket != other.bracket:
        return Relation("bracket", f"Names differ only in “({_bracket(one if one.bracket else other)})”")
    if name_key(one.text) == name_key(other.text):
        return Relation("same", "Same name")
    more = sorted(_left_out(one.text) ^ _left_out(other.text))
    what = ", ".join(f"“{word}”" for word in more) if 0 < len(more) <= 3 else "capitals, blanks, accents or marks"
    return Relation("spelling", f"Names differ only in {what}")


def _bracket(called: Called) -> str:
    return "; ".join(_BRACKETS.findall(called.text))


def _left_out(text: str) -> set[str]:
    """The words of a name that make no difference, as they are written."""
    return {word for word in _WORDS.findall(text) if plain(word) in _SMALL | _LEGAL}


def _initials(short: Called, long: Called) -> Relation | None:
    if len(short.words) != 1 or len(short.letters) < SHORTEST_INITIALS or len(long.words) < SHORTEST_INITIALS:
        return None
    every = [plain(word) for word in _WORDS.findall(_BRACKETS.sub(" ", long.text))]
    if short.letters in (long.initials, "".join(word[0] for word in every if word)):
        return Relation("initials", f"“{short.text}” is the initials of “{long.text}”")
    return None


def _differing(one: Called, other: Called) -> Relation:
    left, right, near = _without_shared(one.words, other.words)
    shared = len(one.words) - len(left)
    if not left and not right:
        return _misspelled(near)
    if not near and len(one.words) != len(other.words) and _one_letter_off(one.letters, other.letters, _SHORTEST_NAME):
        return _misspelled([(one.text, other.text)])
    if not shared:
        return Relation("unlike", "Names have nothing in common")
    if left and right:
        return _both_differ(one, other, left, right, shared)
    return _longer(left or right, shared)


def _misspelled(near: Sequence[tuple[str, str]]) -> Relation:
    pairs = ", ".join(f"“{one}” and “{other}”" for one, other in near)
    if all(_plural(*pair) for pair in near):
        return Relation("plural", f"Names differ only by an s: {pairs}")
    return Relation("misspelled", f"Names differ only by a letter: {pairs}")


def _plural(one: str, other: str) -> bool:
    return one + "s" == other or other + "s" == one


def _both_differ(one: Called, other: Called, left: list[str], right: list[str], shared: int) -> Relation:
    for short, long, words in ((one, left, right), (other, right, left)):
        if _stands_for(long, words):
            whole = other if short is one else one
            return Relation("shortened", f"“{short.text}” shortens “{whole.text}”")
    telling = any(word not in _STYLE for word in set(one.words) & set(other.words))
    if telling and all(word in _STYLE for word in (*left, *right)):
        return Relation("restyled", f"Names differ in “{' '.join(left)}” and “{' '.join(right)}”")
    return _apart(" ".join(left), " ".join(right))


def _stands_for(short: Sequence[str], long: Sequence[str]) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def _apart(left: str, right: str) -> Relation:
    return Relation("apart", f"Names tell “{left}” from “{right}”")


def _longer(more: list[str], shared: int) -> Relation:
    phrase = f"One name has “{' '.join(more)}” more"
    if _PARTS & set(more) or any(map(_counts, more)):
        return Relation("apart", phrase)
    if all(word in _LIGHT for word in more):
        return Relation("light", phrase)
    return Relation("longer", phrase)


def _without_shared(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """The words that only one has, that only the other has, and the pairs that only a letter tells apart."""
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
    near = []
    for word in list(left):
        match = next((each for each in right if _alike(word, each)), None)
        if match is not None:
            near.append((word, match))
            left.remove(word)
            right.remove(match)
    return left, right, near


def _counts(word: str) -> bool:
    return any(letter.isdigit() for letter in word) or len(word) == 1


def _alike(one: str, other: str) -> bool:
    """Whether two words are likely one, misspelled or in the plural. Numbers are never."""
    if _counts(one) or _counts(other):
        return False
    return _plural(one, other) or _one_letter_off(one, other)


def _one_letter_off(one: str, other: str, shortest: int = _SHORTEST_WORD) -> bool:
    longest = max(len(one), len(other))
    if longest < shortest or _figures(one) != _figures(other):
        return False
    most = 1 if longest < 2 * _SHORTEST_WORD else 2
    return bool(OSA.distance(one, other, score_cutoff=most) <= most)


def _figures(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def light_letters(called: Called) -> str:
    """The words in one, without those that a group adds to its name; for looking up."""
    return "".join(word for word in called.words if word not in _LIGHT)
