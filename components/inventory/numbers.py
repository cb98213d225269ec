"""Figures as people write them. What a comma in a number means, its whole column tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PLAIN = re.compile(r"[+-]?(\d++(?:\.\d*+)?|\.\d++)([eE][+-]?\d++)?")
_BY_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_BY_BLANKS = re.compile(r"[+-]?\d{1,3}([\s'’]\d{3})+([.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_SIGNS = re.compile(r"^(?:[A-Z]{2,3})?\s?[$€£¥₹]\s?|\s?[$€£¥₹%]$")
_LONGEST = 400  # letters of a number: the largest that Python knows has 309 figures
_PARTING = re.compile(r"[\s'’]")


@dataclass(frozen=True)
class Commas:
    """How the numbers of a column are written."""

    decimal: bool = False
    """Whether a comma is decimal, and a point parts thousands, where a text alone does not tell."""
    sure: bool = True
    """Whether the other texts of the column tell so."""
    semicolons: bool = False
    """Whether semicolons part the cells of the file, as they do where commas are decimal."""
    low: float | None = None
    high: float | None = None
    """What numbers of the column can be."""

    def number(self, text: str) -> float | None:
        """A number; None where the text is none."""
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
        """Whether nothing tells what the comma of a number means, or its point in a file that may have commas."""
        either = not self.sure and _EITHER.fullmatch(text) and ("," in text or self.semicolons)
        return bool(either) and not (self._outside(_thousands(text)) or self._outside(_fraction(text)))

    def _outside(self, number: float) -> bool:
        return (self.low is not None and number < self.low) or (self.high is not None and number > self.high)


def commas_of(
    texts: Iterable[str], low: float | None = None, high: float | None = None, *, semicolons: bool = False
) -> Commas:
    """How the numbers of a column are written, from its texts, from what they can be, and from the file's delimiter."""
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
