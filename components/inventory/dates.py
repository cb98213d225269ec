"""Dates as people write them to ISO text, and the order of day and month in a column."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable
from typing import Literal

from components.inventory.faults import Fault

Order = Literal["day/month/year", "month/day/year"]

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ][\d:.]+Z?)?)?)?(?:\.0)?")
_NUMBERED = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})")
_RANGE = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4})")
_DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def order_of(texts: Iterable[str]) -> Order | None:
    """The order of day and month in a column, where a part over 12 tells it and none tells the other."""
    found = _orders(texts)
    return found.pop() if len(found) == 1 else None


def in_doubt(texts: Collection[str]) -> str | None:
    """The first date of a column that could be two days, where none of the others tells the order of day and month."""
    return None if _orders(texts) else next(filter(both_days, texts), None)


def both_days(text: str) -> dict[Order, datetime.date]:
    """The two days that a date in figures could be, by the order of day and month; none where it can be but one."""
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
            # A day that there is not, as February 30, tells nothing.
            if not _date(int(match[4]), min(first, second), max(first, second)):
                continue
            if first <= 12 < second:
                found.add("month/day/year")
            elif second <= 12 < first:
                found.add("day/month/year")
    return found


def read_date(name: str, order: Order | None, text: str) -> tuple[str | None, tuple[Fault, ...]]:
    """A cell of the column ``name``, whose dates in figures have that order, as ISO text."""
    if match := _NUMBERED.fullmatch(text):
        first, second, year = (int(match[group]) for group in (1, 3, 4))
        return _read_numbered(name, order, text, (first, second, year))
    date = _iso(text) or _written_out(text)
    return (date, ()) if date else (None, (_unreadable_date(name, text),))


def _read_numbered(
    name: str, order: Order | None, text: str, parts: tuple[int, int, int]
) -> tuple[str | None, tuple[Fault, ...]]:
    """Day and month in figures, whose order differs by country: unless it shows, they are not known."""
    first, second, year = parts
    if first > 12 or second > 12 or first == second:
        date = _date(year, min(first, second), max(first, second))
        return (date, ()) if date else (None, (_unreadable_date(name, text),))
    month_first, day_first = _date(year, first, second), _date(year, second, first)
    if order is None:
        return None, (_two_meanings(name, text, f"{month_first} or {day_first}"),)
    date = month_first if order == "month/day/year" else day_first
    return date, (_told_by_others(name, order, text, str(date)),)


def _two_meanings(name: str, text: str, dates: str) -> Fault:
    return Fault(
        text,
        "date with two meanings",
        f"“{text}” could be two different days. It is read as not known.",
        f"Write {dates}.",
        together=f"{{cells}} of {name} could each be two different days, such as “{text}”. They are read as not known.",
        mend_together=f"Write the year first: for “{text}”, {dates}.",
    )


def _told_by_others(name: str, order: Order, text: str, date: str) -> Fault:
    why = "because other dates of the column can be nothing else"
    several = f"{{cells}} of {name} were read as {order}, {why}: “{text}” as {date}."
    mend = f"If that is wrong, write the year first, such as {date}."
    return Fault(text, "date order told by the column", f"“{text}” was read as {date}, {why}.", mend, "note", several)


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


def _unreadable_date(name: str, text: str) -> Fault:
    message = f"“{text}” can't be read as a date. It is read as not known."
    mend = "Write a year, a month or a day: 2015, 2015-05 or 2015-05-12."
    if name in ("since", "until") and (years := _RANGE.fullmatch(text)):
        message = f"“{text}” is a time from one year to another, and {name} holds one date. It is read as not known."
        mend = f"Write {years[1]} into since and {years[2]} into until."
    return Fault(text, "not a date", message, mend)
