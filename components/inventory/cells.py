"""One cell's text to what it means, by the kind of its column; and the faults that a person should mend."""

from __future__ import annotations

import datetime
import functools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from components.inventory.model import Severity
from components.inventory.schema import LISTS, Column, words_by_key
from components.inventory.text import key

Cell = str | float | tuple[str, ...] | None


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell: a problem that does not know its row yet."""

    value: str
    rule: str
    message: str
    mend: str
    severity: Severity = "warning"


Reading = tuple[Cell, tuple[Fault, ...]]

_BAR = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ][\d:.]+Z?)?)?)?(?:\.0)?")
_NUMBERED = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})")
_DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+(\d{4})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def read_column(column: Column, texts: Sequence[str]) -> tuple[pd.Series, dict[str, tuple[Fault, ...]]]:
    """The cells of a column from their cleaned texts, and the faults by the text that has them.

    Each different text is read once: a column of 100,000 rows has few.
    """
    if column.kind == "text":
        return series("text", [text or None for text in texts]), {}
    read = reader(column)
    cells: dict[str, Cell] = {}
    faults: dict[str, tuple[Fault, ...]] = {}
    for text in set(texts):
        cells[text], found = read(text) if text else (None, ())
        if found:
            faults[text] = found
    return series(column.kind, [cells[text] for text in texts]), faults


def series(kind: str, cells: list[Cell]) -> pd.Series:
    """Cells as the series that ``Inventory`` promises for their kind."""
    if kind == "number":
        return pd.Series(cells, dtype="float64")
    if kind in LISTS:
        return pd.Series(cells, dtype=object)
    return pd.Series(cells, dtype="str")


def reader(column: Column) -> Callable[[str], Reading]:
    """The function that reads one cell of the column."""
    readers: dict[str, Callable[[Column, str], Reading]] = {
        "date": _read_date,
        "number": _read_number,
        "word": _read_word,
        "list": _read_list,
        "words": _read_words,
        "organizations": _read_list,
        "organization": _read_organization,
    }
    return functools.partial(readers.get(column.kind, _read_text), column)


def _read_text(column: Column, text: str) -> Reading:
    return text, ()


def is_none(text: str) -> bool:
    """Whether the text is the word for "someone looked, and there is none"."""
    return text.casefold() == "none"


def _read_organization(column: Column, text: str) -> Reading:
    if not is_none(text):
        return text, ()
    message = f"{column.name} says none, and the Atlas can't hold that here. It is read as not known."
    return None, (Fault(text, "none in place of an organization", message, "Leave the cell empty.", "note"),)


# Words


def _read_word(column: Column, text: str) -> Reading:
    word = _known_word(column, text)
    if word is not None or is_none(text):
        return word or "none", ()
    return text, (_unknown_word(column, text),)


def _known_word(column: Column, text: str) -> str | None:
    return words_by_key(column.vocabulary).get(key(text)) if column.vocabulary else text


def _unknown_word(column: Column, text: str) -> Fault:
    message = f"“{text}” is not one of the words for {column.name}. It is kept as it is."
    return Fault(text, "word outside the vocabulary", message, _suggestion(column, text))


def _suggestion(column: Column, text: str) -> str:
    known = words_by_key(column.vocabulary or "")
    best = process.extractOne(key(text), known.keys(), scorer=fuzz.ratio, score_cutoff=70)
    if best:
        return f"Did you mean “{known[best[0]]}”?"
    words = list(dict.fromkeys(known.values()))
    more = f" and {len(words) - 8} more, listed in the template" if len(words) > 8 else ""
    return f"Use one of: {', '.join(words[:8])}{more}."


# Lists


def split_list(text: str) -> tuple[str, ...] | None:
    """The values of a list cell: split at ``|``, with ``\\|`` as a bar; ``none`` alone is an empty list."""
    if is_none(text):
        return ()
    values = (value.replace("\\|", "|").strip() for value in _BAR.split(text))
    return tuple(dict.fromkeys(filter(None, values))) or None


def join_list(values: tuple[str, ...]) -> str:
    """The cell that ``split_list`` reads as these values."""
    if not values:
        return "none"
    # A blank keeps a closing backslash from reading as part of the bar after it.
    escaped = [value.replace("|", "\\|") + (" " if value.endswith("\\") else "") for value in values]
    # A bar after it says that the one value is the word "none", not that there is none.
    return f"{escaped[0]}|" if len(values) == 1 and is_none(values[0]) else "|".join(escaped)


def _read_list(column: Column, text: str) -> Reading:
    return split_list(text), ()


def _read_words(column: Column, text: str) -> Reading:
    values = split_list(text)
    if not values:
        return values, ()
    known = [(value, _known_word(column, value)) for value in values]
    faults = tuple(_unknown_word(column, value) for value, word in known if word is None)
    return tuple(dict.fromkeys(word or value for value, word in known)), faults


# Numbers


def _read_number(column: Column, text: str) -> Reading:
    number = _number_of(column, text)
    if number is None or not math.isfinite(number):
        return None, (_unreadable_number(column, text),)
    if _outside(column, number):
        return None, (_outside_range(column, text),)
    return number, ()


def _number_of(column: Column, text: str) -> float | None:
    if _NUMBER.fullmatch(text):
        return float(text)
    if column.vocabulary and (word := words_by_key(column.vocabulary).get(key(text))):
        return float(word)
    if is_none(text) and column.minimum == 0:
        return 0.0
    return float(text.replace(",", "")) if _THOUSANDS.fullmatch(text) else None


def _outside(column: Column, number: float) -> bool:
    low, high = column.minimum, column.maximum
    return (low is not None and number < low) or (high is not None and number > high)


def _unreadable_number(column: Column, text: str) -> Fault:
    message = f"“{text}” can't be read as a number for {column.name}. It is read as not known."
    mend = f"Write figures only, such as {column.example}."
    return Fault(text, "not a number", message, mend)


def _outside_range(column: Column, text: str) -> Fault:
    message = f"{text} is outside what {column.name} can be: {_range(column)}. It is read as not known."
    return Fault(text, "outside the range", message, f"Write a number {_range(column)}, or leave it empty.")


def _range(column: Column) -> str:
    if column.maximum is None:
        return f"{column.minimum:g} or more"
    return f"from {column.minimum:g} to {column.maximum:g}"


def number_text(number: float) -> str:
    """A number as people write it: no ``.0`` at the end."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(float(number))


# Dates


def _read_date(column: Column, text: str) -> Reading:
    if match := _NUMBERED.fullmatch(text):
        first, second, year = (int(match[group]) for group in (1, 3, 4))
        return _read_numbered(text, first, second, year)
    date = _iso(text) or _written_out(text)
    return (date, ()) if date else (None, (_unreadable_date(text),))


def _read_numbered(text: str, first: int, second: int, year: int) -> Reading:
    """Day and month in figures, whose order differs by country: one must be over 12, or both the same."""
    if first <= 12 and second <= 12 and first != second:
        message = f"“{text}” could be two different days. It is read as not known."
        dates = f"{year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}"
        return None, (Fault(text, "date with two meanings", message, f"Write {dates}."),)
    date = _date(year, min(first, second), max(first, second))
    return (date, ()) if date else (None, (_unreadable_date(text),))


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


def _unreadable_date(text: str) -> Fault:
    message = f"“{text}” can't be read as a date. It is read as not known."
    return Fault(text, "not a date", message, "Write a year, a month or a day: 2015, 2015-05 or 2015-05-12.")


# From other programs


def cell_text(value: object) -> str:
    """The text of a cell that a spreadsheet or Python holds as a value: 2015.0 is ``2015``, a day is ISO."""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (tuple, list)):
        return join_list(tuple(str(item) for item in value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (float, int)):
        return "" if math.isnan(value) else number_text(float(value)) if abs(value) < 1e15 else str(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
