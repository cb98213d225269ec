"""Numbers as people write them. The whole column tells what a comma in a number means."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Collection

from components.inventory.kinds.kind import Kind, Reading, Suggestion, is_none, number_text
from components.inventory.problems import Fault
from components.inventory.schema import Column, vocabulary, words_by_key
from components.inventory.text import word_key

_PLAIN = re.compile(r"[+-]?(\d++(?:\.\d*+)?|\.\d++)([eE][+-]?\d++)?")
_BY_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_BY_BLANKS = re.compile(r"[+-]?\d{1,3}([\s'’]\d{3})+([.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_PARTING = re.compile(r"[\s'’]")
_SIGN = re.compile(r"^(?:[A-Z]{2,3})?\s?[$€£¥₹]\s?|\s?[$€£¥₹%]$")
_LONGEST = 400  # letters of a number: the largest that Python knows has 309 figures
_LARGEST = sys.float_info.max
_ONE_NUMBER = re.compile(r"\D*?(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d.,])\D*")
# With these words beside it, a number does not mean just its figures.
_OTHER_NUMBER = re.compile(
    r"[%<>≤≥~±+½¼¾-]\s*\d|\d\s*[%+½¼¾]|\b(?:k|m|bn|hundreds?|thousands?|millions?|billions?|dozens?|over|under|about|around|"
    r"more|less|least|most|nearly|almost|approx\w*|circa|ca|no|not|per|of|or|times|half)\b|\d[a-z]",
    re.IGNORECASE,
)


class Number(Kind):
    """A number, within the range of its column. Words of the column's vocabulary stand for numbers, too."""

    dtype = "float64"
    holds_any_text = False

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.words = words_by_key(column.vocabulary) if column.vocabulary else {}
        self.low = -_LARGEST if column.minimum is None else column.minimum
        self.high = _LARGEST if column.maximum is None else column.maximum
        self.range = f"{self.low:g} or more" if column.maximum is None else f"from {self.low:g} to {self.high:g}"
        self.asks_for = "a number" if column.minimum is None else f"a number, {self.range.removeprefix('from ')}"
        self.is_share = (column.minimum, column.maximum) == (0, 1)
        self.has_decimal_commas, self.is_told = False, False

    def learn(self, texts: Collection[str]) -> None:
        """Learn whether commas are decimal in the column, from the numbers that can be read in one way only."""
        told = {_with_point(text) is None for text in map(_without_sign, texts) if _is_telling(text)}
        self.has_decimal_commas, self.is_told = told == {True}, len(told) == 1

    def read(self, text: str) -> Reading:
        code, written = "", text
        numbers = self._numbers(text)
        if not numbers and ("%" in text if self.is_share else self.column.name == "amount" and "%" not in text):
            code, written = "number written with a sign", _without_sign(text)
            numbers = [number / 100 if self.is_share else number for number in self._numbers(written)]
        if not numbers or not math.isfinite(numbers[0]):
            return None, (self._not_a_number(text),)
        number = numbers[0]
        if not self.low <= number <= self.high:
            return None, (Fault("outside the range", text, {"range": self.range}),)
        if code:
            case = "amount" if self.column.name == "amount" else ""
            return number, (Fault(code, text, {"number": number_text(number)}, case),)
        if len(numbers) > 1 and not self.is_told:
            return number, (Fault("comma that could mean either", text, {"number": number_text(number)}),)
        if "," in text and number == _with_comma(text) != _with_point(text):
            return number, (Fault("decimal comma", text, {"number": number_text(number)}),)
        return number, ()

    def _numbers(self, text: str) -> list[float]:
        """The numbers that a text can mean, the likeliest first; those outside the range only where no other is in."""
        found = [number for number in (_with_point(text), _with_comma(text)) if number is not None]
        if not found and (word := self.words.get(word_key(text))):
            return [float(word)]
        if not found and is_none(text) and self.column.minimum == 0:
            return [0.0]
        inside = [number for number in found if self.low <= number <= self.high] or found
        return inside[::-1] if self.has_decimal_commas else inside

    def _not_a_number(self, text: str) -> Fault:
        if self.column.vocabulary is None:
            return Fault("not a number", text, {"example": self.column.example})
        labels = (str(label).partition(" ")[2] for label in vocabulary(self.column.vocabulary)["label"])
        return Fault("not a number", text, {"range": self.range, "labels": ", ".join(labels)}, "of a vocabulary")

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the one number of a text that has words too, unless the words say another."""
        match = _ONE_NUMBER.fullmatch(text)
        if code != "not a number" or not match or _OTHER_NUMBER.search(text):
            return None
        number = float(match[1].replace(",", "") + (match[2] or ""))
        others = {word for label in re.split(r"[\d\W_]+", text) if (word := self.words.get(word_key(label)))}
        if not self.low <= number <= self.high or others - {number_text(number)}:
            return None
        return Suggestion(text, number_text(number), "The one number in it.", "number")


def _without_sign(text: str) -> str:
    """``$1,250`` as 1,250, and ``12 %`` as 12."""
    return _SIGN.sub("", text)


def _is_telling(text: str) -> bool:
    """Whether the comma or point of a number can mean one thing only."""
    return ("," in text or "." in text) and (_with_point(text) is None) != (_with_comma(text) is None)


def _with_point(text: str) -> float | None:
    """Read a number whose point is decimal, and whose thousands commas part: ``1,234.5`` is 1234.5."""
    plain = _without_blanks(text)
    return float(plain.replace(",", "")) if _PLAIN.fullmatch(plain) or _BY_COMMAS.fullmatch(plain) else None


def _with_comma(text: str) -> float | None:
    """Read a number whose comma is decimal, and whose thousands points part: ``1.234,5`` is 1234.5."""
    plain = _without_blanks(text) if "," in text or "." in text else ""
    if _DECIMAL_COMMA.fullmatch(plain) or _BY_POINTS.fullmatch(plain):
        return float(plain.replace(".", "").replace(",", "."))
    return None


def _without_blanks(text: str) -> str:
    """``1 234,5`` and ``1'234,5`` as 1234,5; nothing of a text that is too long for a number."""
    if len(text) > _LONGEST:
        return ""
    return _PARTING.sub("", text) if _BY_BLANKS.fullmatch(text) else text
