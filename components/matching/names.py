"""The names of organizations, and how two names relate: as spellings of one name, or as two that share words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA

from components.inventory.text import name_key
from components.inventory.words import (
    FILLER_WORDS,
    SHORTEST_INITIALS,
    WORDS,
    join_first_letters,
    name_words,
    pick_distinctive_words,
    without_accents,
)

_FIGURES = re.compile(r"\d")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")

ADDED_WORDS = name_words("light").keys()
"""Words that a group may add to its name, as in "Hack for LA Brigade"."""
# Words that a group may swap for each other, as when "Code for Boise" becomes "Open Boise".
_SWAPPED_WORDS = ADDED_WORDS | name_words("style").keys()
# Words for a part of an organization. A name with such a word added is another organization's.
_PART_WORDS = name_words("part").keys()
SPELLINGS = ("same", "spelling", "order", "plural", "bracket", "misspelled")  # relations of spellings of one name
# In letters. Shorter words that differ by a letter are two: "Lab" and "Lob". In long words, two letters may differ.
_SHORTEST_WORD, _LONG_WORD = 5, 10


@dataclass(frozen=True)
class NameForm:
    """One form of an organization's name, taken apart."""

    owner: int
    """The organization's position."""
    kind: str
    """``name``, ``alias`` or ``former name``; or ``in brackets`` for the part of a name that stands in brackets."""
    text: str
    """The name as it is written."""
    words: tuple[str, ...]
    """The words that distinguish it from other names, in their order, without capitals and accents."""
    left_out: str = ""
    """The words in brackets that were left out, written as one."""
    in_brackets: str = field(default="", compare=False)
    """The words in brackets, whether left out or not, written as one."""

    @functools.cached_property
    def letters(self) -> str:
        """The words written as one."""
        return "".join(self.words)

    @functools.cached_property
    def initials(self) -> set[str]:
        """The initials of the distinctive words, and of all words. A word in capitals gives all its letters."""
        written = [(without_accents(word), word.isupper()) for word in WORDS.findall(_BRACKETS.sub(" ", self.text))]
        letters = [(word, word if is_capital else word[0]) for word, is_capital in written if word]
        every = "".join(part for _, part in letters)
        distinctive = "".join(part for word, part in letters if word not in FILLER_WORDS)
        return {initials for initials in (every, distinctive) if len(initials) >= SHORTEST_INITIALS}


class Relation(NamedTuple):
    """How two names relate, and the beginning of a sentence that says so."""

    kind: str
    """``same``, ``spelling``, ``order``, ``plural``, ``bracket``, ``misspelled``, ``shortened``, ``initials``,
    ``light``, ``longer``, ``restyled`` or ``unlike``."""
    phrase: str


def make_name_forms(owner: int, kind: str, text: str) -> Iterator[NameForm]:
    """Make the forms of one name: the whole, what is outside brackets, and what is inside them.

    "Office of Technology (OIT)" gives the words office, technology, oit; office, technology; and oit.
    """
    brackets = [found.strip() for found in _BRACKETS.findall(text) if found.strip()]
    words = pick_distinctive_words(text)
    bare = pick_distinctive_words(_BRACKETS.sub(" ", text)) if brackets else words
    inside = [pick_distinctive_words(found) for found in brackets]
    if brackets and bare and all(own == [join_first_letters(bare)] for own in inside):
        words = bare
    inner = "" if words == bare else "".join(map("".join, inside))
    if words:
        yield NameForm(owner, kind, text, tuple(words), "", inner)
    if inner and bare:
        yield NameForm(owner, kind, text, tuple(bare), inner, inner)
        for found, own in zip(brackets, inside, strict=True):
            if own and not _PART_WORDS & set(own) and len("".join(own)) > 2:
                yield NameForm(owner, "in brackets", found, tuple(own))


def relate_names(one: NameForm, other: NameForm) -> Relation | None:
    """Compare two forms of names, and give how they relate; None where they are names of two organizations."""
    found = _relate_forms(one, other)
    if "in brackets" in (one.kind, other.kind):
        return found if found and found.kind in SPELLINGS and one.kind != other.kind else None
    return found


def _relate_forms(one: NameForm, other: NameForm) -> Relation | None:
    if one.in_brackets and other.in_brackets and one.in_brackets != other.in_brackets:
        return None
    figures = [_FIGURES.findall(form.letters) for form in (one, other)]
    if all(figures) and figures[0] != figures[1]:
        return None
    if one.letters == other.letters:
        return _relate_spellings(one, other)
    if sorted(one.words) == sorted(other.words):
        return Relation("order", "Same words in another order")
    for short, long in ((one, other), (other, one)):
        if len(short.words) == 1 and short.letters in long.initials:
            return Relation("initials", f"“{short.text}” is the initials of “{long.text}”")
    return _relate_differing(one, other)


def _relate_spellings(one: NameForm, other: NameForm) -> Relation:
    if one.left_out != other.left_out:
        found = _BRACKETS.findall((one if one.left_out else other).text)
        return Relation("bracket", f"Names differ only in “({'; '.join(found)})”")
    if name_key(one.text) == name_key(other.text):
        return Relation("same", "Same name")
    fillers = [{w for w in WORDS.findall(form.text) if without_accents(w) in FILLER_WORDS} for form in (one, other)]
    more = sorted(fillers[0] ^ fillers[1])
    what = ", ".join(f"“{word}”" for word in more) if 0 < len(more) <= 3 else "capitals, blanks, accents or marks"
    return Relation("spelling", f"Names differ only in {what}")


def _relate_differing(one: NameForm, other: NameForm) -> Relation | None:
    left, right, near = _remove_shared_words(one.words, other.words)
    if not left and not right:
        pairs = ", ".join(f"“{word}” and “{alike}”" for word, alike in near)
        kind = "plural" if all(_are_one_and_many(*pair) for pair in near) else "misspelled"
        return Relation(kind, f"Names differ only by a letter: {pairs}")
    if len(one.words) == len(left):
        return Relation("unlike", "Names have nothing in common")
    if left and right:
        return _relate_rests(one, other, left, right)
    more = left or right
    if _PART_WORDS & set(more) or any(map(_is_number, more)):
        return None
    kind = "light" if all(word in ADDED_WORDS for word in more) else "longer"
    return Relation(kind, f"One name has “{' '.join(more)}” more")


def _relate_rests(one: NameForm, other: NameForm, left: list[str], right: list[str]) -> Relation | None:
    """Relate two names that share words, where each has other words too."""
    for short, long, own, words in ((one, other, left, right), (other, one, right, left)):
        if len(own) == 1 and len(words) > 1 and own[0] == join_first_letters(words):
            return Relation("shortened", f"“{short.text}” shortens “{long.text}”")
    shares_distinctive_word = any(word not in _SWAPPED_WORDS for word in set(one.words) & set(other.words))
    if shares_distinctive_word and all(word in _SWAPPED_WORDS for word in (*left, *right)):
        return Relation("restyled", f"Names differ in “{' '.join(left)}” and “{' '.join(right)}”")
    return None


def _remove_shared_words(
    one: Sequence[str], other: Sequence[str]
) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Remove the words that two names share, and give the words left of each, and the pairs that differ by a letter."""
    left, right = list(one), list(other)
    for word in one:
        if word in right:
            left.remove(word)
            right.remove(word)
    near = []
    for word in list(left):
        match = next((each for each in right if _are_alike(word, each)), None)
        if match is not None:
            near.append((word, match))
            left.remove(word)
            right.remove(match)
    return left, right, near


def _is_number(word: str) -> bool:
    """Whether a word counts or numbers something: it has digits, or is a single letter."""
    return len(word) == 1 or not word.isalpha()


def _are_one_and_many(one: str, other: str) -> bool:
    return one + "s" == other or other + "s" == one


def _are_alike(one: str, other: str) -> bool:
    """Whether two words are likely the same, misspelled or in the plural. Two numbers never are."""
    if _is_number(one) or _is_number(other):
        return False
    longest = max(len(one), len(other))
    most = 0 if longest < _SHORTEST_WORD else 1 if longest < _LONG_WORD else 2
    return _are_one_and_many(one, other) or OSA.distance(one, other, score_cutoff=most) <= most
