"""Lists: several values of one kind in a cell, with bars between them."""

from __future__ import annotations

import re

from components.inventory.kinds.kind import Kind, Reading, Suggestion, split_list
from components.inventory.kinds.word import Word
from components.inventory.problems import Fault

_SEMICOLON = re.compile(";")
# Marks that people write between words instead of bars.
_OTHER_MARKS = re.compile(r"[;,\n]|(?<=\s)/(?=\s)")


class Several(Kind):
    """A list of values of one kind. The cell is a tuple: empty where someone looked and there is none."""

    dtype = "object"
    holds_any_text = False

    def __init__(self, value: Kind) -> None:
        super().__init__(value.column)
        self.value = value

    def read(self, text: str) -> Reading:
        values = split_list(text)
        if not values:
            return values, ()
        if isinstance(self.value, Word):
            return self._read_words(self.value, text, values)
        parts = _split_at(_SEMICOLON, text) if len(values) == 1 else []
        faults = (Fault("semicolon in a list", text, {"parts": "|".join(parts)}),) if len(parts) > 1 else ()
        return values, faults

    def _read_words(self, word: Word, text: str, values: tuple[str, ...]) -> Reading:
        found = [(value, word.find(value)) for value in values]
        if len(values) == 1 and found[0][1] is None:
            parts = split_at_other_marks(values[0])
            known = sum(word.find(part) is not None for part in parts)
            if len(parts) > 1 and 2 * known >= len(parts):
                return values, (Fault("words without bars", text, {"parts": "|".join(parts)}),)
        faults = tuple(word.make_fault_of_unknown_word(value) for value, known_as in found if known_as is None)
        cell = tuple(dict.fromkeys(known_as or value for value, known_as in found))
        return cell, faults + word.note_other_words(text, found)

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the values between other marks than bars; for a single value, what its kind suggests."""
        if code not in ("semicolon in a list", "words without bars"):
            return self.value.suggest(text, code)
        parts = _split_at(_OTHER_MARKS if isinstance(self.value, Word) else _SEMICOLON, text)
        why = f"Several values of {self.column.name}: put bars between them."
        return Suggestion(text, "|".join(parts), why, "list")

    def knows(self, text: str) -> bool:
        return self.value.knows(text)


def _split_at(marks: re.Pattern[str], text: str) -> list[str]:
    return [part for each in marks.split(text.strip(" |")) if (part := each.strip())]


def split_at_other_marks(text: str) -> list[str]:
    """Split a text at what people write in the place of bars: ``;``, ``,``, a line end, or a slash between blanks."""
    return _split_at(_OTHER_MARKS, text)
