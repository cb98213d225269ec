"""Read dates as people write them, and give ISO text; find the order of day and month in a column."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Collection, Iterable
from typing import Literal

from components.inventory.kinds.kind import Kind, Reading, Suggestion
from components.inventory.problems import Fault
from components.inventory.schema import Column

Order = Literal["day/month/year", "month/day/year"]

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:\.0)?")
_NUMBERED = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|(?<=[/.])[0-4]\d)")
_RANGE = re.compile(r"(\d{4})\s*[-–—/]\s*(\d{4})")
# With the day before or after the month, or without a day: 12 May 2015, May 12th, 2015, Sept. 2015.
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN_OUT = re.compile(
    rf"(?:{_DAY}[\s\-]+)?([a-z]{{3,9}})\.?,?[\s\-]+(?:{_DAY},?\s+)?(\d{{4}}|(?<=[a-z]-)[0-4]\d)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
# A day of the week before a date, and a time of day after it, as spreadsheets and forms write them: 9:00 PM GMT-5.
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=.*\d{4})", re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    r"(?<=\d)(?:T|,?\s+(?:at\s+|um\s+|à\s+|a\s+las\s+|[-–]\s+)?)"
    r"(?:[01]?\d|2[0-4])(?:(?::|\.|h)[0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?|(?=\s?[ap]\.?\s?m))"
    r"(?:\s*(?:[ap]\.?\s?m\.?|uhr|h))?"
    r"(?:\s*(?:z|\(?(?:utc|gmt|[a-z]{2,4}t)\)?)?\s*(?:[+-]\d{1,2}(?::?\d\d)?)?(?:\s*\([a-z ]+\))?)?",
    re.IGNORECASE,
)
# The number by which a spreadsheet knows a day, counted from 30 December 1899.
_COUNTED_DAYS = re.compile(r"[2-5]\d{4}(?:\.0)?")
_LONGEST_DAY, _LONGEST_TIME = 10, 80  # letters of a date without a time of day; of one with it
_CENTURY = 2000  # where spreadsheets show two digits of a year
_DAY_ZERO = datetime.date(1899, 12, 30)


class Date(Kind):
    """A year, a month or a day. Other dates of the column may show whether 3/4/2021 is in March or in April."""

    asks_for = "a year, a month or a day"
    holds_any_text = False

    def __init__(self, column: Column, order: Order | None = None) -> None:
        super().__init__(column)
        self.order = order

    def learn(self, texts: Collection[str]) -> None:
        """Learn the order of day and month in the column."""
        self.order = find_date_order(texts)

    def read(self, text: str) -> Reading:
        days, day = _list_days(text), _remove_time_of_day(text)
        date = _read_iso(day) or _read_written_out(day) or next(map(str, days.values()), None)
        if find_both_days(text):
            if self.order is None:
                return None, (Fault("date with two meanings", text, {"dates": " or ".join(map(str, days.values()))}),)
            date = str(days[self.order])
            return date, (Fault("date order told by the column", text, {"date": date, "order": self.order}),)
        if date:
            return date, ()
        if self.column.name in ("since", "until") and (years := _RANGE.fullmatch(text)):
            first_and_last = {"first": years[1], "last": years[2]}
            return None, (Fault("not a date", text, first_and_last, "from one year to another"),)
        return None, (Fault("not a date", text),)

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the day that a spreadsheet counted, or the one year in a text."""
        if code != "not a date":
            return None
        if _COUNTED_DAYS.fullmatch(text):
            day = _DAY_ZERO + datetime.timedelta(days=int(float(text)))
            return Suggestion(text, day.isoformat(), "The number by which a spreadsheet knows this day.", "date")
        years = _YEAR.findall(text)
        if len(years) == 1 and not re.search(r"\d", text.replace(years[0], "", 1)) and not re.search(r"\bBC", text):
            why = "The one year in it. What else it says of the time is left out."
            return Suggestion(text, years[0], why, "date")
        return None


def find_date_order(texts: Iterable[str]) -> Order | None:
    """Find the order of day and month in a column, from dates with a number over 12; None where that is not clear."""
    found = _find_orders(texts)
    return found.pop() if len(found) == 1 else None


def find_doubtful_date(texts: Collection[str]) -> str | None:
    """Find the first date of a column that could be two days, where no other date shows which; else give None."""
    return None if _find_orders(texts) else next(filter(find_both_days, texts), None)


def find_both_days(text: str) -> dict[Order, datetime.date]:
    """Give the two days that a date in figures could be, by the order of day and month; empty where it can be only one.
    ``3/4/2021`` gives March 4 and April 3."""
    days = _list_days(text)
    return days if len(set(days.values())) == 2 else {}


def _list_days(text: str) -> dict[Order, datetime.date]:
    """List the days that a date in figures could be, by the order of day and month."""
    match = _NUMBERED.fullmatch(_remove_time_of_day(text))
    if not match:
        return {}
    first, second, year = (int(match[group]) for group in (1, 3, 4))
    year += _CENTURY if year < 100 else 0
    orders: dict[Order, tuple[int, int]] = {"month/day/year": (first, second), "day/month/year": (second, first)}
    days = ((order, month, day) for order, (month, day) in orders.items() if _write_iso(year, month, day))
    return {order: datetime.date(year, month, day) for order, month, day in days}


def _remove_time_of_day(text: str) -> str:
    """Remove the day of the week and the time of day from a date, and give the day: ``3/25/2018``."""
    if len(text) <= _LONGEST_DAY or len(text) > _LONGEST_TIME:
        return text
    day = _WEEKDAY.sub("", text, count=1)
    time = _TIME_OF_DAY.search(day)
    return day[: time.start()] if time and time.end() == len(day) else day


def _find_orders(texts: Iterable[str]) -> set[Order]:
    """Find the orders of day and month that dates with a number over 12 show."""
    return {order for days in map(_list_days, texts) if len(days) == 1 for order in days}


def _read_iso(text: str) -> str | None:
    match = _ISO.fullmatch(text)
    return _write_iso(*(int(part) if part else None for part in match.groups())) if match else None


def _read_written_out(text: str) -> str | None:
    match = _WRITTEN_OUT.fullmatch(text)
    if not match or (match[1] and match[3]) or (len(match[4]) < 4 and not match[1]):
        return None
    names = (name.lower().startswith(match[2].lower()) for name in calendar.month_name[1:])
    month = next((number for number, is_meant in enumerate(names, 1) if is_meant), 0)
    day = match[1] or match[3]
    return _write_iso(int(match[4]) + (_CENTURY if len(match[4]) < 4 else 0), month, int(day) if day else None)


def _write_iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """Write a date as ISO text, and give it; None where there is no such day."""
    parts = [part for part in (year, month, day) if part is not None]
    try:
        datetime.date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
