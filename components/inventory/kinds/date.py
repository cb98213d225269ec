"""Read dates as people write them, and give ISO text; find the order of day and month in a column."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable
from typing import Literal

from rapidfuzz import fuzz, process

from components.inventory.kinds.kind import Kind, Reading, Suggestion
from components.inventory.problems import Fault
from components.inventory.schema import Column

Order = Literal["day/month/year", "month/day/year"]

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ][\d:.]+Z?)?)?)?(?:\.0)?")
_NUMBERED = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})")
_RANGE = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4})")
_DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_WORDS = re.compile(r"[^\W\d_]{3,}")
# The number by which a spreadsheet knows a day, counted from the last but one of 1899.
_COUNTED_DAYS = re.compile(r"[2-5]\d{4}(?:\.0)?")
_DAY_ZERO = datetime.date(1899, 12, 30)
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class Date(Kind):
    """A year, a month or a day. Other dates of the column may tell whether 3/4/2021 is in March or in April."""

    asks_for = "a year, a month or a day"
    holds_any_text = False

    def __init__(self, column: Column, order: Order | None = None) -> None:
        super().__init__(column)
        self.order = order

    def learn(self, texts: Collection[str], *, semicolons: bool = False) -> None:
        """Learn the order of day and month in the column."""
        self.order = order_of(texts)

    def read(self, text: str) -> Reading:
        if match := _NUMBERED.fullmatch(text):
            first, second, year = (int(match[group]) for group in (1, 3, 4))
            return self._read_in_figures(text, first, second, year)
        date = _iso(text) or _written_out(text)
        return (date, ()) if date else (None, (self._not_a_date(text),))

    def _read_in_figures(self, text: str, first: int, second: int, year: int) -> Reading:
        """Day and month in figures, whose order differs by country: unless it shows, they are not known."""
        if first > 12 or second > 12 or first == second:
            date = _date(year, min(first, second), max(first, second))
            return (date, ()) if date else (None, (self._not_a_date(text),))
        month_first, day_first = _date(year, first, second), _date(year, second, first)
        if self.order is None:
            return None, (Fault("date with two meanings", text, {"dates": f"{month_first} or {day_first}"}),)
        date = month_first if self.order == "month/day/year" else day_first
        return date, (Fault("date order told by the column", text, {"date": date, "order": self.order}),)

    def _not_a_date(self, text: str) -> Fault:
        if self.column.name in ("since", "until") and (years := _RANGE.fullmatch(text)):
            return Fault("not a date", text, {"first": years[1], "last": years[2]}, "from one year to another")
        return Fault("not a date", text)

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the day that a spreadsheet counted, a month that is misspelled, or the one year in a text."""
        if code != "not a date":
            return None
        if _COUNTED_DAYS.fullmatch(text):
            day = _DAY_ZERO + datetime.timedelta(days=int(float(text)))
            return Suggestion(text, day.isoformat(), "The number by which a spreadsheet knows this day.", "date")
        if (spelled := _with_month_spelled(text)) and (found := Date(self.column).read(spelled)[0]):
            return Suggestion(text, str(found), f"Read as {spelled}.", "date")
        years = _YEAR.findall(text)
        if len(years) == 1 and not re.search(r"\d", text.replace(years[0], "", 1)) and not re.search(r"\bBC", text):
            why = "The one year in it. What else it says of the time is left out."
            return Suggestion(text, years[0], why, "date")
        return None


def _with_month_spelled(text: str) -> str | None:
    """The text with its misspelled month as it should be; None where no month is near."""
    words = [word for word in _WORDS.findall(text) if word.casefold() not in ("the", "year")]
    names = [name.title() for name in _MONTH_NAMES]
    near = process.extractOne(words[0].title(), names, scorer=fuzz.ratio, score_cutoff=70) if len(words) == 1 else None
    return text.replace(words[0], near[0]) if near else None


def order_of(texts: Iterable[str]) -> Order | None:
    """Tell the order of day and month in a column: from dates with a part over 12; None where none or both are told."""
    found = _orders(texts)
    return found.pop() if len(found) == 1 else None


def in_doubt(texts: Collection[str]) -> str | None:
    """Find the first date of a column that could be two days while no other tells which; None where all is clear."""
    return None if _orders(texts) else next(filter(both_days, texts), None)


def both_days(text: str) -> dict[Order, datetime.date]:
    """Give the two days that a date in figures could be, by the order of day and month; empty where it is but one.

    ``3/4/2021`` gives March 4 and April 3.
    """
    match = _NUMBERED.fullmatch(text) if text[:1].isdecimal() else None
    first, second, year = (int(match[group]) for group in (1, 3, 4)) if match else (0, 0, 0)
    if first == second or not (1 <= first <= 12 and 1 <= second <= 12 and year):
        return {}
    return {
        "month/day/year": datetime.date(year, first, second),
        "day/month/year": datetime.date(year, second, first),
    }


def _orders(texts: Iterable[str]) -> set[Order]:
    """The orders of day and month that dates with a part over 12 tell."""
    found: set[Order] = set()
    for text in texts:
        if text[:1].isdecimal() and (match := _NUMBERED.fullmatch(text)):
            first, second = int(match[1]), int(match[3])
            # A day that does not exist, such as February 30, tells nothing.
            if not _date(int(match[4]), min(first, second), max(first, second)):
                continue
            if first <= 12 < second:
                found.add("month/day/year")
            elif second <= 12 < first:
                found.add("day/month/year")
    return found


def _iso(text: str) -> str | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    return _date(int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None)


def _written_out(text: str) -> str | None:
    if match := _DAY_MONTH.fullmatch(text):
        day, month, year = match.groups()
    elif match := _MONTH_DAY.fullmatch(text):
        month, day, year = match.groups()
    else:
        return None
    number = _month(month)
    return _date(int(year), number, int(day) if day else None) if number else None


def _month(name: str) -> int | None:
    lower = name.lower()
    if lower == "sept":
        return 9
    if lower in _MONTHS:
        return _MONTHS.index(lower) + 1
    return _MONTH_NAMES.index(lower) + 1 if lower in _MONTH_NAMES else None


def _date(year: int, month: int | None, day: int | None) -> str | None:
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    parts = [f"{year:04}"] + [f"{part:02}" for part in (month, day) if part]
    return "-".join(parts) if month != 0 and day != 0 else None
