"""Lists: several values of one kind in a cell, with bars between them."""

from __future__ import annotations

import re

from components.inventory.kinds.kind import Cell, Kind, Reading, Suggestion, is_none, is_unknown
from components.inventory.kinds.word import Word
from components.inventory.problems import Fault

_BAR = re.compile(r"(?<!\\)\|")
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
        parts = split_at(_SEMICOLON, text) if len(values) == 1 and ";" in text else []
        faults = (Fault("semicolon in a list", text, {"parts": "|".join(parts)}),) if len(parts) > 1 else ()
        return values, faults

    def _read_words(self, word: Word, text: str, values: tuple[str, ...]) -> Reading:
        found = [(value, word.find(value)) for value in values]
        if len(values) == 1 and found[0][1] is None and (parts := self._words_without_bars(word, values[0])):
            return values, (Fault("words without bars", text, {"parts": "|".join(parts)}),)
        faults = tuple(word.unknown_word(value) for value, known in found if known is None)
        cell = tuple(dict.fromkeys(known or value for value, known in found))
        return cell, faults + word.told_as_another(text, found)

    def _words_without_bars(self, word: Word, text: str) -> list[str]:
        """The words of a cell that another mark than a bar parts, if at least half of them are known."""
        parts = split_at_other_marks(text)
        known = sum(word.find(part) is not None for part in parts)
        return parts if len(parts) > 1 and 2 * known >= len(parts) else []

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the values that another mark than a bar parts; for one value, what its own kind suggests."""
        if code not in ("semicolon in a list", "words without bars"):
            return self.value.suggest(text, code)
        parts = split_at(_OTHER_MARKS if isinstance(self.value, Word) else _SEMICOLON, text)
        why = f"Several values of {self.column.name}: a bar parts them."
        return Suggestion(text, "|".join(parts), why, "list")

    def write(self, cell: Cell) -> str:
        return join_list(cell) if isinstance(cell, tuple) else ""

    def knows(self, text: str, names: frozenset[str]) -> bool:
        return self.value.knows(text, names)


def split_list(text: str) -> tuple[str, ...] | None:
    """Split a list cell at bars, and give its values: ``a|b`` gives ``("a", "b")``, ``none`` gives ``()``.

    ``\\|`` is a bar inside a value. None where nothing is left.
    """
    if is_none(text):
        return ()
    values = (value.replace("\\|", "|").strip() for value in _BAR.split(text))
    return tuple(dict.fromkeys(filter(None, values))) or None


def join_list(values: tuple[str, ...]) -> str:
    """Join values with bars, and give the cell that ``split_list`` reads as these: ``()`` gives ``none``."""
    if not values:
        return "none"
    # A blank keeps a closing backslash from reading as part of the bar after it.
    escaped = [value.replace("|", "\\|") + (" " if value.endswith("\\") else "") for value in values]
    # A bar after it says that the one value is the word "none" or "n/a", not that there is none or it is not known.
    alone = len(values) == 1 and (is_none(values[0]) or is_unknown(values[0]))
    return f"{escaped[0]}|" if alone else "|".join(escaped)


def split_at(marks: re.Pattern[str], text: str) -> list[str]:
    """Split a text at marks, and give the parts without blanks around them and without empty ones."""
    return [part for each in marks.split(text.strip(" |")) if (part := each.strip())]


def split_at_other_marks(text: str) -> list[str]:
    """Split a text at what people write in the place of bars: ``;``, ``,``, a line end, or a slash between blanks."""
    return split_at(_OTHER_MARKS, text)
