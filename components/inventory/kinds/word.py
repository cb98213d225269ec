"""Words of a vocabulary, spelled as there or in another way. A word outside it is kept, with a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence

from components.inventory.kinds.kind import Kind, Reading, Suggestion, is_none
from components.inventory.kinds.misspelling import misspelled
from components.inventory.problems import Fault
from components.inventory.schema import Column, own_words, words_by_key
from components.inventory.text import word_key

_WORDS_LISTED = 8  # in a sentence that says which words to use
# A word with something in brackets or after a dash, such as "Active (verified)"; and what says that it isn't so.
_AFTER_WORD = re.compile(r"[(\[–—]|(?<=\s)-(?=\s)|:(?=\s)")
_DENIAL = re.compile(
    r"\b(?:no|not|non|never|none|n't|until|till|ended|closed|stopped|former(?:ly)?|previous(?:ly)?|once|was|were|ex|"
    r"but|except|or|pending|doubtful|unsure|unclear|maybe|perhaps)\b|\?|\b(?:in|un|dis)(?:active|confirmed|verified)\b",
    re.IGNORECASE,
)


class Word(Kind):
    """A word of the column's vocabulary."""

    asks_for = "one of the words"
    asks_for_several = "the words; several with | between"
    holds_any_text = False
    tells_other_spelling = True
    """Whether a note says that an alias was read as the word that it stands for."""

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.words = words_by_key(column.vocabulary) if column.vocabulary else {}

    def find(self, text: str) -> str | None:
        """Find the word of the vocabulary that a text is, however it is spelled; None where it is none."""
        return self.words.get(word_key(text))

    def read(self, text: str) -> Reading:
        word = self.find(text)
        if word is not None or is_none(text):
            return word or "none", self.told_as_another(text, [(text, word)])
        return text, (self.unknown_word(text),)

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the word that a misspelled text is near, or that stands before a bracket or a dash."""
        if code == "more than a word" and (word := self.word_before_aside(text)):
            why = f"“{word}” stands before the bracket or dash. What follows is left out."
            return Suggestion(text, word, why, "word")
        if code == "word outside the vocabulary" and (word := self.near_word(text)):
            why = f"Near “{word}”, one of the words for {self.column.name}."
            return Suggestion(text, word, why, "word")
        return None

    def knows(self, text: str, names: frozenset[str]) -> bool:
        return word_key(text) in self.words

    def near_word(self, text: str) -> str | None:
        """The word that a misspelled text seems to mean, if one is near."""
        near = {self.words[way] for way in misspelled(word_key(text), self.words.keys())}
        return near.pop() if len(near) == 1 else None

    def word_before_aside(self, text: str) -> str | None:
        """The word before a bracket or dash, unless what follows denies it: ``Active (verified)`` gives ``active``."""
        match = _AFTER_WORD.search(text, 1)
        word = self.find(text[: match.start()].rstrip()) if match else None
        if match is None or word is None or _DENIAL.search(aside := text[match.start() :]):
            return None
        return word if self.find(aside.strip("()[]-–—: ")) in (None, word) else None

    def unknown_word(self, text: str) -> Fault:
        """Make the fault for a text that is no word of the vocabulary, with the word that it seems to mean."""
        if before := self.word_before_aside(text):
            return Fault("more than a word", text, {"word": before})
        if near := self.near_word(text):
            return Fault("word outside the vocabulary", text, {"word": near}, "near another")
        return Fault("word outside the vocabulary", text, {"words": self._words_to_use()})

    def _words_to_use(self) -> str:
        words = list(dict.fromkeys(self.words.values()))
        more = f" and {len(words) - _WORDS_LISTED} more, listed in the template" if len(words) > _WORDS_LISTED else ""
        return ", ".join(words[:_WORDS_LISTED]) + more

    def told_as_another(self, text: str, found: Sequence[tuple[str, str | None]]) -> tuple[Fault, ...]:
        """Make a note where texts were read as words of the standard, and the difference is more than spelling."""
        if not self.tells_other_spelling:
            return ()
        own = own_words(self.column.vocabulary or "")
        readings = tuple(f"“{value}” as {word}" for value, word in found if word and word_key(value) not in own)
        if not readings:
            return ()
        return (Fault("word read as another", text, {"each": " and ".join(readings)}, readings=readings),)
