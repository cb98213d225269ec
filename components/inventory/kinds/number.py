"""Numbers as people write them. The whole column tells what a comma in a number means."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Collection
from dataclasses import dataclass

from components.inventory.kinds.kind import Cell, Kind, Reading, Suggestion, is_none
from components.inventory.problems import Fault
from components.inventory.schema import Column, vocabulary, words_by_key
from components.inventory.text import word_key

_PLAIN = re.compile(r"[+-]?(\d++(?:\.\d*+)?|\.\d++)([eE][+-]?\d++)?")
_BY_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_BY_BLANKS = re.compile(r"[+-]?\d{1,3}([\s'’]\d{3})+([.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_SIGNS = re.compile(r"^(?:[A-Z]{2,3})?\s?[$€£¥₹]\s?|\s?[$€£¥₹%]$")
_LONGEST = 400  # letters of a number: the largest that Python knows has 309 figures
_LARGEST = sys.float_info.max
_PARTING = re.compile(r"[\s'’]")
_MONEY = re.compile(r"(?:[A-Z]{2,3})?\s?[$€£¥₹]\s?([\d.,'’\s]*\d)|([\d.,'’\s]*\d)\s?[$€£¥₹]")
_PERCENT = re.compile(r"([\d.,]+)\s?%")
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
        self.commas = Commas(low=column.minimum, high=column.maximum)
        self.words = words_by_key(column.vocabulary) if column.vocabulary else {}
        self.low = -_LARGEST if column.minimum is None else column.minimum
        self.high = _LARGEST if column.maximum is None else column.maximum

    @property
    def asks_for(self) -> str:  # type: ignore[override]
        """What a template asks for: a number, with the range where there is one."""
        if self.column.minimum is None:
            return "a number"
        high = "or more" if self.column.maximum is None else f"to {self.column.maximum:g}"
        return f"a number, {self.column.minimum:g} {high}"

    def learn(self, texts: Collection[str], *, semicolons: bool = False) -> None:
        """Learn what commas mean in the column."""
        self.commas = commas_of(texts, self.column.minimum, self.column.maximum, semicolons=semicolons)

    def read(self, text: str) -> Reading:
        # Nearly all numbers are as plain as this, and need no further test.
        if not (self.commas.decimal or self.commas.semicolons) and len(text) <= _LONGEST and _PLAIN.fullmatch(text):
            plain = float(text)
            if not self._is_outside(plain):
                return plain, ()
        number, faults = self._number(text), tuple[Fault, ...]()
        if number is None and (written := self._without_sign(text)):
            number, faults = float(written), (self._note_sign(text, written),)
        if number is None or not math.isfinite(number):
            return None, (self._not_a_number(text),)
        if self._is_outside(number):
            return None, (Fault("outside the range", text, {"range": self._range()}),)
        if self.commas.is_doubtful(text):
            return number, (Fault("comma that could mean either", text, {"number": number_text(number)}),)
        if has_decimal_comma(text, number):
            return number, (Fault("decimal comma", text, {"number": number_text(number)}),)
        return number, faults

    def _number(self, text: str) -> float | None:
        if (number := self.commas.number(text)) is not None:
            return number
        if word := self.words.get(word_key(text)):
            return float(word)
        return 0.0 if is_none(text) and self.column.minimum == 0 else None

    def _without_sign(self, text: str) -> str | None:
        """Give the number of a share in percent, or of an amount with a currency sign; None where it is neither."""
        column = self.column
        if (column.minimum, column.maximum) == (0, 1) and (match := _PERCENT.fullmatch(text)):
            share = self.commas.number(match[1])
            return number_text(share / 100) if share is not None and share <= 100 else None
        if column.name == "amount" and (match := _MONEY.fullmatch(text)):
            amount = self.commas.number(match[1] or match[2])
            return None if amount is None else number_text(amount)
        return None

    def _note_sign(self, text: str, written: str) -> Fault:
        case = "amount" if self.column.name == "amount" else ""
        return Fault("number written with a sign", text, {"number": written}, case)

    def _not_a_number(self, text: str) -> Fault:
        if self.column.vocabulary is None:
            return Fault("not a number", text, {"example": self.column.example})
        labels = (str(label).partition(" ")[2] for label in vocabulary(self.column.vocabulary)["label"])
        return Fault("not a number", text, {"range": self._range(), "labels": ", ".join(labels)}, "of a vocabulary")

    def _is_outside(self, number: float) -> bool:
        return not self.low <= number <= self.high

    def _range(self) -> str:
        if self.column.maximum is None:
            return f"{self.column.minimum:g} or more"
        return f"from {self.column.minimum:g} to {self.column.maximum:g}"

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the one number of a text that has words too, unless the words say another."""
        match = _ONE_NUMBER.fullmatch(text)
        if code != "not a number" or not match or _OTHER_NUMBER.search(text):
            return None
        number = float(match[1].replace(",", "") + (match[2] or ""))
        others = {word for label in re.split(r"[\d\W_]+", text) if (word := self.words.get(word_key(label)))}
        if self._is_outside(number) or others - {number_text(number)}:
            return None
        return Suggestion(text, number_text(number), "The one number in it.", "number")

    def write(self, cell: Cell) -> str:
        return number_text(cell) if isinstance(cell, float) else ""


def number_text(number: float) -> str:
    """Write a number as people do, and give the text: 2015.0 gives ``2015``."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(float(number))


@dataclass(frozen=True)
class Commas:
    """How the numbers of a column are written."""

    decimal: bool = False
    """Whether a comma is decimal, and a point parts thousands, where a text alone does not tell."""
    sure: bool = True
    """Whether the other texts of the column tell this."""
    semicolons: bool = False
    """Whether the file has semicolons between its cells, as files with decimal commas do."""
    low: float | None = None
    high: float | None = None
    """What numbers of the column can be."""

    def number(self, text: str) -> float | None:
        """Read a number, and give it; None where the text is none."""
        if len(text) > _LONGEST:
            return None
        comma = "," in text
        if not comma and not self.decimal and _PLAIN.fullmatch(text):
            return float(text)
        if not _EITHER.fullmatch(text) or not (comma or self.decimal):
            return _certain(text)
        first, other = (_fraction, _thousands) if comma and self.decimal else (_thousands, _fraction)
        return first(text) if self._outside(other(text)) or not self._outside(first(text)) else other(text)

    def is_doubtful(self, text: str) -> bool:
        """Whether nothing tells what the comma of a number means, or its point where commas may be decimal."""
        either = not self.sure and _EITHER.fullmatch(text) and ("," in text or self.semicolons)
        return bool(either) and not (self._outside(_thousands(text)) or self._outside(_fraction(text)))

    def _outside(self, number: float) -> bool:
        return (self.low is not None and number < self.low) or (self.high is not None and number > self.high)


def commas_of(
    texts: Collection[str], low: float | None = None, high: float | None = None, *, semicolons: bool = False
) -> Commas:
    """Tell how the numbers of a column are written, from its texts, their range, and the file's delimiter."""
    if not semicolons and "," not in "".join(texts):
        return Commas(low=low, high=high)
    marked = [text for text in texts if len(text) <= _LONGEST and ("," in text or "." in text)]
    commas = any("," in text for text in marked)
    if not commas and not semicolons:
        return Commas(low=low, high=high)
    telling = [text for text in (_SIGNS.sub("", text) for text in marked) if not _EITHER.fullmatch(text)]
    decimal = any(_BY_POINTS.fullmatch(text) or _DECIMAL_COMMA.fullmatch(text) for text in telling)
    point = any(_BY_COMMAS.fullmatch(text) or ("." in text and _PLAIN.fullmatch(text)) for text in telling)
    if decimal != point:
        return Commas(decimal, True, semicolons, low, high)
    return Commas(semicolons and commas and not point, False, semicolons, low, high)


def has_decimal_comma(text: str, number: float) -> bool:
    """Whether a text was read as this number by taking its comma for a decimal one."""
    if "," not in text:
        return False
    plain = _PARTING.sub("", text)
    comma = _DECIMAL_COMMA.fullmatch(plain) or _BY_POINTS.fullmatch(plain)
    return comma is not None and _fraction(plain) == number


def _certain(text: str) -> float | None:
    if _PLAIN.fullmatch(text):
        return float(text)
    if _BY_BLANKS.fullmatch(text):
        text = _PARTING.sub("", text)
        return float(text.replace(",", "."))
    if _BY_COMMAS.fullmatch(text):
        return _thousands(text)
    return _fraction(text) if _BY_POINTS.fullmatch(text) or _DECIMAL_COMMA.fullmatch(text) else None


def _thousands(text: str) -> float:
    """``1,234.5`` as 1234.5; ``1.234``, where the point could be nothing else, as 1234."""
    plain = text.replace(",", "") if "," in text else text.replace(".", "")
    return float(plain)


def _fraction(text: str) -> float:
    """``1.234,5`` as 1234.5; ``1.234`` as it stands."""
    if "," in text or text.count(".") > 1:
        return float(text.replace(".", "").replace(",", "."))
    return float(text)
