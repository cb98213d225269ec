"""Words of a vocabulary, spelled as there, in another way, or wrongly. A word outside it is kept, with a problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from components.inventory.kinds.kind import Kind, Reading, Suggestion, is_none
from components.inventory.problems import Fault
from components.inventory.schema import Column, listed_words_by_key, own_words, words_by_key
from components.inventory.text import word_key
from components.inventory.words import DATA

_WORDS_LISTED = 8  # in a sentence that says which words to use
# Where an aside to a word begins, in brackets or after a dash, as in "Active (verified)".
_AFTER_WORD = re.compile(r"[(\[–—]|(?<=\s)-(?=\s)|:(?=\s)")
# An aside that is only a remark, and lists no further values; and words by which it denies the word.
_ONE_REMARK = re.compile(r"(?:\s*(?:\([^(),;/|\n]*\)?|\[[^\[\],;/|\n]*\]?))+|[–—:\-][^,;/|&\n]*")
_DENIAL = re.compile(
    r"\b(?:no|not|non|never|none|n't|until|till|ended|closed|stopped|former(?:ly)?|previous(?:ly)?|once|was|were|ex|"
    r"but|except|or|pending|doubtful|unsure|unclear|maybe|perhaps)\b|\?|\b(?:in|un|dis)(?:active|confirmed|verified)\b",
    re.IGNORECASE,
)


class Word(Kind):
    """A word of the column's vocabulary."""

    asks_for = "one of the words"
    asks_for_several = "one or more of the words, with | between them"
    holds_any_text = False
    notes_other_words = True
    """Whether a note says that an alias was read as the word that it stands for."""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.words = words_by_key(column.vocabulary) if column.vocabulary else {}
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> str | None:
        """Find the word of the vocabulary that a text stands for: a word, label or alias; None where there is none."""
        if text not in self._found:  # the lists of a column repeat few words
            key = word_key(text)
            self._found[text] = self.words.get(key) or self.words.get(key.replace(".", "").strip()) if key else None
        return self._found[text]

    def read(self, text: str) -> Reading:
        word = self.find(text)
        if word is not None or is_none(text):
            return word or "none", self.note_other_words(text, [(text, word)])
        return text, (self.make_fault_of_unknown_word(text),)

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the word that a misspelled text is near, or that stands before a bracket or a dash."""
        if code == "more than a word" and (word := self.find_word_before_aside(text)):
            why = f"“{word}” stands before the bracket or dash. What follows is left out."
            return Suggestion(text, word, why, "word")
        if code == "word outside the vocabulary" and (word := self.find_near_word(text)):
            why = f"Near “{word}”, one of the words for {self.column.name}."
            return Suggestion(text, word, why, "word")
        return None

    def knows(self, text: str) -> bool:
        return self.find(text) is not None

    def find_near_word(self, text: str) -> str | None:
        """Find the word that a misspelled text seems to mean; None where not just one is near."""
        listed = listed_words_by_key(self.column.vocabulary or "")
        near = {listed[way] for way in find_misspelled(word_key(text), listed.keys())}
        return near.pop() if len(near) == 1 else None

    def find_word_before_aside(self, text: str) -> str | None:
        """Find the word before a bracket or dash, unless what follows denies it: ``Active (verified)`` gives
        ``active``."""
        match = _AFTER_WORD.search(text, 1)
        word = self.find(text[: match.start()].rstrip()) if match else None
        if match is None or word is None or _DENIAL.search(aside := text[match.start() :]):
            return None
        if not _ONE_REMARK.fullmatch(aside):  # further values, which a mend must not drop
            return None
        return word if self.find(aside.strip("()[]-–—: ")) in (None, word) else None

    def make_fault_of_unknown_word(self, text: str) -> Fault:
        """Make the fault of a text that is no word of the vocabulary, with the word that it seems to mean."""
        if before := self.find_word_before_aside(text):
            return Fault("more than a word", text, {"word": before})
        if near := self.find_near_word(text):
            return Fault("word outside the vocabulary", text, {"word": near}, "near another")
        words = list(dict.fromkeys(self.words.values()))
        more = f" and {len(words) - _WORDS_LISTED} more, listed in the template" if len(words) > _WORDS_LISTED else ""
        return Fault("word outside the vocabulary", text, {"words": ", ".join(words[:_WORDS_LISTED]) + more})

    def note_other_words(self, text: str, found: Sequence[tuple[str, str | None]]) -> tuple[Fault, ...]:
        """Make a note where texts were read as words of the standard, and the difference is more than spelling."""
        if not self.notes_other_words:
            return ()
        own = own_words(self.column.vocabulary or "")
        readings = tuple(
            f"“{value}” as {word}" for value, word in found if word and value != word and word_key(value) not in own
        )
        return (Fault("word read as another", text, readings=readings),) if readings else ()


class YesNo(Word):
    """Yes or no, in the ways that spreadsheets and forms write them. No note says that TRUE was read as yes."""

    notes_other_words = False


# Misspelled words

# English words that are like words of the standard, such as "country" and "county".
_ORDINARY_WORDS = frozenset((DATA / "ordinary_words.txt").read_text("utf-8").split())
_SHORTEST = 4
"""The shortest text that counts as misspelled, in letters: in a shorter one, another letter makes another word."""
MOST_LETTERS = 3
"""How many letters of a misspelled text may be missing, added or changed."""


def find_misspelled(text: str, words: Collection[str]) -> list[str]:
    """Find the words of which a text is most likely a misspelling: the nearest, or several that are equally near."""
    near = process.extract(text, words, scorer=OSA.distance, score_cutoff=MOST_LETTERS, limit=None)
    found = [(distance, word) for word, distance, _ in near if is_misspelled(text, word)]
    least = min((distance for distance, _ in found), default=0)
    return [word for distance, word in found if distance == least]


def is_misspelled(text: str, word: str) -> bool:
    """Whether the text may be the word, misspelled. It is not where one has another word or other digits.

    An ordinary word of English is no misspelling of another: who writes "country" does not mean "county".

    Both must be in small letters.
    """
    figures = (list(filter(str.isdigit, each)) for each in (text, word))
    if min(len(text), len(word)) < _SHORTEST or next(figures) != next(figures):
        return False
    parts = text.split(), word.split()
    if len(parts[0]) != len(parts[1]):
        return OSA.distance("".join(parts[0]), "".join(parts[1]), score_cutoff=1) <= 1
    return _are_near(text, word) and all(
        one == other or (one not in _ORDINARY_WORDS and _are_near(one, other))
        for one, other in zip(*parts, strict=True)
    )


def _are_near(one: str, other: str) -> bool:
    """Whether few letters are missing, added, changed or swapped: 1 of up to 5, 2 of up to 12, else 3."""
    letters = min(len(one), len(other))
    most = 1 if letters <= 5 else 2 if letters <= 12 else 3
    distance = OSA.distance(one, other, score_cutoff=most)
    # Hardly anyone mistypes the first letter and another one too: "native" is not "active", nor is "inactive".
    return distance <= most and (distance < 2 or one[:1] == other[:1])
