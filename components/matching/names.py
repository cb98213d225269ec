"""The names of organizations, and how two names relate: as spellings of one name, as a branch, or not at all."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA

from components.inventory.schema import DATA
from components.inventory.text import name_key

_WORDS = re.compile(r"[^\W_]+")
# Marks inside one word: O'Brien, U.S., C.I.O.
_WITHIN = re.compile(r"['’‘´`]|(?<=\b\w)\.(?=\w\b|\s|$)")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@functools.cache
def words_of_kind(kind: str) -> dict[str, str]:
    """Read the words of a kind of ``data/name_words.csv``, and give them with what they stand for."""
    with (DATA / "name_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["stands_for"] for row in csv.DictReader(file) if row["kind"] == kind}


# Articles and the like, and legal forms. These do not tell one name from another.
_LITTLE = words_of_kind("small").keys() | words_of_kind("legal").keys()
# Words that a group adds to its name; and, with further ones, words that it swaps: "Hack for LA Brigade", "Open Boise".
_ADDED = words_of_kind("light").keys()
_EXCHANGED = _ADDED | words_of_kind("style").keys()
# Words for a part of an organization. A name with such a word added is that of another organization.
_PARTS = words_of_kind("part").keys()
_LONG_FORMS = words_of_kind("short")
SHORTEST_INITIALS = 3
"""Letters of the shortest name that may be the initials of another."""
SPELLINGS = ("same", "spelling", "order", "plural", "bracket", "misspelled")
"""The relations of two spellings of one name."""
# Letters. Shorter ones that differ by a letter are two names: "Lab" and "Lob", "JD Lab" and "dLab".
_SHORTEST_WORD, _SHORTEST_NAME = 5, 8


@dataclass(frozen=True)
class NameForm:
    """One form of an organization's name, taken apart."""

    owner: int
    """The organization's position."""
    kind: str
    """``name``, ``alias`` or ``former name``; or ``in brackets`` for what a name has there."""
    text: str
    """As it is written."""
    words: tuple[str, ...]
    """The words that tell it from other names, in their order, without capitals and accents."""
    left_out: str = ""
    """The text in brackets that was left out, in the form that is compared."""
    in_brackets: str = field(default="", compare=False)
    """What stands in brackets, left out or not."""
    letters: str = field(default="", compare=False)
    """The words written as one."""
    initials: str = field(default="", compare=False)
    """The first letters of the words, and all letters of a word in capitals."""


class Relation(NamedTuple):
    """How two names relate, and the beginning of a sentence that says so."""

    kind: str
    """``same``, ``spelling``, ``order``, ``plural``, ``bracket``, ``misspelled``, ``shortened``, ``initials``,
    ``light``, ``longer``, ``restyled``, ``unlike`` or ``apart``."""
    phrase: str


def make_name_forms(owner: int, kind: str, text: str) -> Iterator[NameForm]:
    """Make the ways to read one name: whole, without what stands in brackets, and what stands there.

    "Office of Technology (OIT)" gives the words office, technology, oit; office, technology; and oit.
    """
    brackets = [found.strip() for found in _BRACKETS.findall(text) if found.strip()]
    words, capitals = _telling_words(text)
    bare, _ = _telling_words(_BRACKETS.sub(" ", text)) if brackets else (words, ())
    inside = [_telling_words(found)[0] for found in brackets]
    if brackets and bare and all(own == [_first_letters(bare)] for own in inside):
        words = bare
    inner = "" if words == bare else "".join(map("".join, inside))

    def form(kind: str, text: str, words: Sequence[str], left_out: str = "", inner: str = "") -> NameForm:
        initials = "".join(word if word in capitals else word[0] for word in words)
        return NameForm(owner, kind, text, tuple(words), left_out, inner, "".join(words), initials)

    if words:
        yield form(kind, text, words, "", inner)
    if inner and bare:
        capitals = []
        yield form(kind, text, bare, inner, inner)
        for found, own in zip(brackets, inside, strict=True):
            if own and not _PARTS & set(own) and len("".join(own)) > 2:
                yield form("in brackets", found, own)


def _first_letters(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words)


def _telling_words(text: str) -> tuple[list[str], list[str]]:
    """Give the words that tell a name from others, and those of them that are initials, written in capitals."""
    found = [(plain_word(word), word) for word in _WORDS.findall(_WITHIN.sub("", text.replace("&", " and ")))]
    every = [(_LONG_FORMS.get(word, word), written) for word, written in found if word]
    # In a name that has only words that say little, these words count.
    telling = [pair for place, pair in enumerate(every) if not _says_little(*pair, place)] or every
    words = [word for word, _ in telling]
    before = [_first_letters(words[:-1]), _first_letters([word for word, _ in every[:-1]])]
    if len(words) > 2 and words[-1] in (letters for letters in before if len(letters) >= SHORTEST_INITIALS):
        telling = telling[:-1]
    is_mixed = any(not written.isupper() for _, written in telling)
    capitals = [word for word, written in telling if is_mixed and written.isupper() and 1 < len(word) <= 6]
    return [word for word, _ in telling], capitals


def _says_little(word: str, written: str, place: int) -> bool:
    """Whether a word does not tell one name from another. A single capital does ("Ward A"), except as an article in
    front."""
    return word in _LITTLE and not (len(word) == 1 and place and written.isupper())


@functools.lru_cache(maxsize=100_000)
def plain_word(word: str) -> str:
    """Write a word in small letters without accents, and give it."""
    small = word.casefold()
    if small.isascii():
        return small
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))
    return bare.translate(_LETTERS)


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def relate_names(one: NameForm, other: NameForm) -> Relation:
    """Compare two ways to call organizations, and give how they relate."""
    found = _relate(one, other)
    if "in brackets" in (one.kind, other.kind) and (one.kind == other.kind or found.kind not in SPELLINGS):
        return _apart(one.text, other.text)
    return found


def _relate(one: NameForm, other: NameForm) -> Relation:
    if one.in_brackets and other.in_brackets and one.in_brackets != other.in_brackets:
        return _apart(one.in_brackets, other.in_brackets)
    figures = _figures(one.letters), _figures(other.letters)
    if all(figures) and figures[0] != figures[1]:
        return _apart(*figures)
    if one.letters == other.letters:
        return _relate_spellings(one, other)
    if sorted(one.words) == sorted(other.words):
        return Relation("order", "Same words in another order")
    return _relate_initials(one, other) or _relate_initials(other, one) or _relate_differing(one, other)


def _relate_spellings(one: NameForm, other: NameForm) -> Relation:
    if one.left_out != other.left_out:
        found = _BRACKETS.findall((one if one.left_out else other).text)
        return Relation("bracket", f"Names differ only in “({'; '.join(found)})”")
    if name_key(one.text) == name_key(other.text):
        return Relation("same", "Same name")
    more = sorted(_little_words(one.text) ^ _little_words(other.text))
    what = ", ".join(f"“{word}”" for word in more) if 0 < len(more) <= 3 else "capitals, blanks, accents or marks"
    return Relation("spelling", f"Names differ only in {what}")


def _little_words(text: str) -> set[str]:
    return {word for word in _WORDS.findall(text) if plain_word(word) in _LITTLE}


def _relate_initials(short: NameForm, long: NameForm) -> Relation | None:
    if len(short.words) != 1 or min(len(short.letters), len(long.words)) < SHORTEST_INITIALS:
        return None
    every = [word for each in _WORDS.findall(_BRACKETS.sub(" ", long.text)) if (word := plain_word(each))]
    if short.letters in (long.initials, _first_letters(every)):
        return Relation("initials", f"“{short.text}” is the initials of “{long.text}”")
    return None


def _relate_differing(one: NameForm, other: NameForm) -> Relation:
    left, right, near = _without_shared(one.words, other.words)
    if not left and not right:
        return _misspelled(near)
    if (
        not near
        and len(one.words) != len(other.words)
        and _differ_by_letter(one.letters, other.letters, _SHORTEST_NAME)
    ):
        return _misspelled([(one.text, other.text)])
    if len(one.words) == len(left):
        return Relation("unlike", "Names have nothing in common")
    return _relate_rests(one, other, left, right) if left and right else _longer(left or right)


def _misspelled(near: Sequence[tuple[str, str]]) -> Relation:
    pairs = ", ".join(f"“{one}” and “{other}”" for one, other in near)
    if all(_is_plural(*pair) for pair in near):
        return Relation("plural", f"Names differ only by an s: {pairs}")
    return Relation("misspelled", f"Names differ only by a letter: {pairs}")


def _is_plural(one: str, other: str) -> bool:
    return one + "s" == other or other + "s" == one


def _relate_rests(one: NameForm, other: NameForm, left: list[str], right: list[str]) -> Relation:
    """Relate two names that share words, where each has other words too."""
    for short, long, own, words in ((one, other, left, right), (other, one, right, left)):
        if len(own) == 1 and len(words) > 1 and own[0] == _first_letters(words):
            return Relation("shortened", f"“{short.text}” shortens “{long.text}”")
    is_telling = any(word not in _EXCHANGED for word in set(one.words) & set(other.words))
    if is_telling and all(word in _EXCHANGED for word in (*left, *right)):
        return Relation("restyled", f"Names differ in “{' '.join(left)}” and “{' '.join(right)}”")
    return _apart(" ".join(left), " ".join(right))


def _apart(left: str, right: str) -> Relation:
    return Relation("apart", f"Names tell “{left}” from “{right}”")


def _longer(more: list[str]) -> Relation:
    phrase = f"One name has “{' '.join(more)}” more"
    if _PARTS & set(more) or any(map(_is_number, more)):
        return Relation("apart", phrase)
    return Relation("light" if all(word in _ADDED for word in more) else "longer", phrase)


def _without_shared(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Give the words that only one has, those that only the other has, and the pairs that differ by a letter."""
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


def _is_number(word: str) -> bool:
    """Whether a word is a number: figures, or a single letter."""
    return any(letter.isdigit() for letter in word) or len(word) == 1


def _alike(one: str, other: str) -> bool:
    """Whether two words are likely the same, misspelled or in the plural. Two numbers never are."""
    if _is_number(one) or _is_number(other):
        return False
    return _is_plural(one, other) or _differ_by_letter(one, other)


def _differ_by_letter(one: str, other: str, shortest: int = _SHORTEST_WORD) -> bool:
    longest = max(len(one), len(other))
    if longest < shortest or _figures(one) != _figures(other):
        return False
    most = 1 if longest < 2 * _SHORTEST_WORD else 2
    return bool(OSA.distance(one, other, score_cutoff=most) <= most)


def _figures(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def letters_without_added(form: NameForm) -> str:
    """Give the words of a name written as one, without those that a group adds to its name, to look it up."""
    return "".join(word for word in form.words if word not in _ADDED)
