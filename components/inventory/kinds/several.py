"""Lists: several values of one kind in a cell, with bars between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from components.inventory.kinds.kind import Kind, Organization, Reading, Suggestion, split_list
from components.inventory.kinds.word import Word
from components.inventory.problems import Fault
from components.inventory.schema import Column
from components.inventory.text import clean, unguard

_BRACKETS = r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）"
# Marks that people write instead of bars. Between words, each of them counts, and so does a slash between blanks.
_MARKS = (r"\n|•", r"[;；؛]", r"(?<!\d),|,(?!\d)|[，、،]")
_LINES, _SEMICOLONS, _COMMAS, _MARKS_BETWEEN_WORDS = (
    re.compile(rf"{_BRACKETS}|(?P<mark>{marks})") for marks in (*_MARKS, "|".join([*_MARKS, r"(?<=\s)/(?=\s)"]))
)
_ANY_MARK = re.compile(r"[\n•;；؛,，、،/]")
# What can follow a comma inside one name, and the small word before the last value of a list.
_LEGAL_FORM = re.compile(
    r"(?:inc|llc|ltd|co|corp|l\.?l\.?[cp]|pllc|plc|gmbh|e\. ?v|s\.? ?a|n\. ?a|jr|sr)\.?", re.IGNORECASE
)
_BULLET = re.compile(r"^(?:[-–*•·]|\d{1,2}[.)])\s+")
_BETWEEN_TWO_WORDS = re.compile(r"(?<!\s)(?:\s++(?:and|y|et|und|e|и|و)\s+|\s*+[&+/]\s*)", re.IGNORECASE)
_AND = re.compile(r"^(?:and|&|y|et|und|e|и|و)\s+")


class Several(Kind):
    """A list of values of one kind. The cell is a tuple: empty where someone looked and there is none."""

    dtype = "object"
    holds_any_text = False

    def __init__(self, value: Kind) -> None:
        super().__init__(value.column)
        self.value = value

    def read(self, text: str) -> Reading:
        values = split_list(text.rstrip(" ;,；，、،"))
        if not values:
            return values, ()
        if isinstance(self.value, Word):
            return self._read_words(self.value, text, values)
        parts = self.split_single(text)
        if parts == [text]:
            return values, ()
        code = "commas in a list" if parts == _split_at(_COMMAS, text) else "semicolon in a list"
        return values, (Fault(code, text, {"parts": "|".join(parts)}),)

    def split_single(self, text: str) -> list[str]:
        """Split a text without bars at the other marks that people write between values, and give the parts. A text
        that is one value has one part: it has no such mark, or a bar after it says that it is one."""
        is_word = isinstance(self.value, Word)
        has_mark = _ANY_MARK.search(text) or (is_word and _BETWEEN_TWO_WORDS.search(text))
        if not has_mark or "|" in text or self.column.name == "held_by" or self.value.knows(text):
            return [text]
        if is_word:
            parts = _split_at(_MARKS_BETWEEN_WORDS, text) or [text]
            return [word for part in parts for word in self._split_words(part)]
        every = (_LINES, _SEMICOLONS, _COMMAS)
        marks = every[:2] if isinstance(self.value, Organization) else every  # a comma is part of many names
        return next((parts for mark in marks if (parts := _split_at(mark, text)) not in ([], [text])), [text])

    def _split_words(self, text: str) -> list[str]:
        """Split a text at "and" and the like where that gives words that are known: ``health and education``."""
        parts = _BETWEEN_TWO_WORDS.split(text)
        return parts if not self.value.knows(text) and all(map(self.value.knows, parts)) else [text]

    def _read_words(self, word: Word, text: str, values: tuple[str, ...]) -> Reading:
        found = [(value, word.find(value)) for value in values]
        if len(values) == 1 and found[0][1] is None:
            parts = self.split_single(text)
            if parts != [text] and any(word.find(part) or word.find_word_before_aside(part) for part in parts):
                return values, (Fault("words without bars", text, {"parts": "|".join(parts)}),)
        faults = tuple(word.make_fault_of_unknown_word(value) for value, known_as in found if known_as is None)
        cell = tuple(dict.fromkeys(known_as or value for value, known_as in found))
        return cell, faults + word.note_other_words(text, found)

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the values between other marks than bars; for a single value, what its kind suggests."""
        if code not in ("commas in a list", "semicolon in a list", "words without bars"):
            return self.value.suggest(text, code)
        why = f"Several values of {self.column.name}: put bars between them."
        return Suggestion(text, "|".join(self.split_single(text)), why, "list")

    def knows(self, text: str) -> bool:
        return self.value.knows(text)


def find_unsplit(column: Column, texts: Iterable[str]) -> dict[str, list[str]]:
    """Find the texts of a list that may be several values without bars between them, and give each with its values."""
    kind = Several({"word": Word, "organization": Organization}.get(column.kind, Kind)(column))
    found = {}
    for text in dict.fromkeys(texts):
        if len(parts := kind.split_single(unguard(clean(text)))) > 1:
            found[text] = parts
    return found


def _split_at(marks: re.Pattern[str], text: str) -> list[str]:
    """Split a text at marks outside brackets, and give the parts; ``A, B, and C`` has three."""
    ends = [match for match in marks.finditer(text) if match["mark"]]
    starts = [0, *(match.end() for match in ends)]
    found: list[str] = []
    for start, end in zip(starts, [*(match.start() for match in ends), len(text)], strict=True):
        part = _BULLET.sub("", text[start:end].strip(" |\n"), count=1)
        if found and _LEGAL_FORM.fullmatch(part):  # "Doe, Inc." is one name
            found[-1] = f"{found[-1]}, {part}"
        elif part := _AND.sub("", part) if found else part:
            found.append(part)
    return found


def split_at_other_marks(text: str) -> list[str]:
    """Split a text at what people write in the place of bars: ``;``, ``,``, a line end, or a slash between blanks."""
    return _split_at(_MARKS_BETWEEN_WORDS, text)
