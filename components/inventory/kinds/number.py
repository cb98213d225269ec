"""Numbers as people write them. What a comma in a number means is seen from its whole column."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Collection, Iterator, Sequence

from components.inventory.kinds.kind import Cell, Kind, Reading, Suggestion, is_none, number_text
from components.inventory.problems import Fault
from components.inventory.schema import Column, vocabulary, words_by_key
from components.inventory.text import word_key

_PLAIN = re.compile(r"[+-]?(\d++(?:\.\d*+)?|\.\d++)([eE][+-]?\d++)?")
_BY_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_BY_BLANKS = re.compile(r"[+-]?\d{1,3}([\s'’]\d{3})+([.,]\d+)?")
# Nearly all numbers are as plain as this. They are read at once, and whole columns of them together.
_UNDOUBTED = re.compile(r"-?\d{1,12}(?:\.\d\d?|\.\d{4,9})?")
_ALL_UNDOUBTED = re.compile(rf"(?:{_UNDOUBTED.pattern}\0)++")  # cleaned cells never hold this mark
_POINT_OR_COMMA = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_COMMA_OR_TWO_POINTS = re.compile(r",|\.\d*\.")
_SEPARATOR = re.compile(r"[\s'’]")
_CURRENCY = re.compile(r"^(?:[A-Z]{2,3})?\s?[$€£¥₹]\s?|\s?[$€£¥₹]$")
_PERCENT = re.compile(r"\s?%$")
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
        self.sign = _PERCENT if self.is_share else _CURRENCY if column.name == "amount" else None
        self.has_decimal_commas, self.is_comma_clear = False, False

    def learn(self, texts: Collection[str]) -> None:
        """Learn whether commas are decimal in the column, from the numbers that can be read in only one way."""
        # Only a comma, or a second point, can show that commas are decimal. Most columns have neither.
        decimal = bool(_COMMA_OR_TWO_POINTS.search(" ".join(texts))) and any(
            point is None and comma is not None for point, comma in self._list_clear_readings(texts)
        )
        thousands = any(point is not None and comma is None for point, comma in self._list_clear_readings(texts))
        self.has_decimal_commas, self.is_comma_clear = decimal and not thousands, decimal != thousands

    def _list_clear_readings(self, texts: Collection[str]) -> Iterator[tuple[float | None, float | None]]:
        """Read both ways each number with a comma or a point, but none such as ``1,234``, which shows nothing."""
        for text in texts:
            if "," in text or "." in text:
                written = self._remove_sign(text)
                if not _POINT_OR_COMMA.fullmatch(written):
                    yield _read_both_ways(written)

    def read_all(self, texts: Sequence[str]) -> tuple[dict[str, Cell], dict[str, tuple[Fault, ...]]]:
        if _ALL_UNDOUBTED.fullmatch("\0".join([*texts, ""])):
            numbers = list(map(float, texts))
            if self.low <= min(numbers) and max(numbers) <= self.high:
                return dict(zip(texts, numbers, strict=True)), {}
        return super().read_all(texts)

    def read(self, text: str) -> Reading:
        if _UNDOUBTED.fullmatch(text) and self.low <= float(text) <= self.high:
            return float(text), ()
        written = self._remove_sign(text)
        point, comma = _read_both_ways(written)
        readings = (comma, point) if self.has_decimal_commas else (point, comma)
        found = [number for number in readings if number is not None]
        inside = [number for number in found if self.low <= number <= self.high] or found
        number = inside[0] if inside else self._read_word(text)
        if number is None or not math.isfinite(number):
            return None, (self._make_fault(text),)
        number = number / 100 if self.is_share and written != text else number
        if not self.low <= number <= self.high:
            return None, (Fault("outside the range", text, {"range": self.range}),)
        words = {"number": number_text(number)}
        if written != text:
            return number, (Fault("number written with a sign", text, words, "" if self.is_share else "amount"),)
        if len(inside) > 1 and not self.is_comma_clear:
            return number, (Fault("comma that could mean either", text, words),)
        return number, (Fault("decimal comma", text, words),) if "," in text and number == comma != point else ()

    def _remove_sign(self, text: str) -> str:
        """Remove the sign of a number: ``$1,250`` gives 1,250 among amounts, and ``12 %`` gives 12 among shares."""
        return self.sign.sub("", text) if self.sign else text

    def _read_word(self, text: str) -> float | None:
        word = "0" if is_none(text) and self.column.minimum == 0 else self.words.get(word_key(text))
        return float(word) if word else None

    def _make_fault(self, text: str) -> Fault:
        if self.column.vocabulary is None:
            return Fault("not a number", text, {"example": self.column.example})
        labels = (str(label).partition(" ")[2] for label in vocabulary(self.column.vocabulary)["label"])
        return Fault("not a number", text, {"range": self.range, "labels": ", ".join(labels)}, "of a vocabulary")

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the only number in a text with words, unless the words mean another number."""
        match = _ONE_NUMBER.fullmatch(text)
        if code != "not a number" or not match or _OTHER_NUMBER.search(text):
            return None
        number = float(match[1].replace(",", "") + (match[2] or ""))
        others = {word for label in re.split(r"[\d\W_]+", text) if (word := self.words.get(word_key(label)))}
        if not self.low <= number <= self.high or others - {number_text(number)}:
            return None
        return Suggestion(text, number_text(number), "The one number in it.", "number")


def _read_both_ways(text: str) -> tuple[float | None, float | None]:
    """Read a number twice, with a decimal point and with a decimal comma: ``1,234`` gives 1234 and 1.234."""
    if len(text) > _LONGEST:
        return None, None
    if _PLAIN.fullmatch(text):
        return float(text), float(text.replace(".", "")) if "." in text and _BY_POINTS.fullmatch(text) else None
    plain = _SEPARATOR.sub("", text) if _BY_BLANKS.fullmatch(text) else text
    point = float(plain.replace(",", "")) if _PLAIN.fullmatch(plain) or _BY_COMMAS.fullmatch(plain) else None
    is_with_comma = _DECIMAL_COMMA.fullmatch(plain) or _BY_POINTS.fullmatch(plain)
    return point, float(plain.replace(".", "").replace(",", ".")) if is_with_comma else None
