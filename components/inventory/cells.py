"""One cell's text to what it means, by the kind of its column; and the faults that a person should mend."""

from __future__ import annotations

import datetime
import functools
import math
import re
from collections.abc import Callable, Collection, Sequence

import pandas as pd

from components.inventory.addresses import MASKS
from components.inventory.dates import order_of, read_date
from components.inventory.faults import Fault
from components.inventory.misspelling import misspelled
from components.inventory.numbers import Commas, commas_of, has_decimal_comma
from components.inventory.schema import LISTS, Column, own_words, vocabulary, words_by_key
from components.inventory.text import guard, key, same_name

Cell = str | float | tuple[str, ...] | None


Reading = tuple[Cell, tuple[Fault, ...]]

_BAR = re.compile(r"(?<!\\)\|")
_MONEY = re.compile(r"(?:[A-Z]{2,3})?\s?[$€£¥₹]\s?([\d.,'’\s]*\d)|([\d.,'’\s]*\d)\s?[$€£¥₹]")
_PERCENT = re.compile(r"([\d.,]+)\s?%")
OTHER_MARKS = re.compile(r"[;,\n]|(?<=\s)/(?=\s)")
"""What people part the words of a cell with in the place of bars."""
SEMICOLON = re.compile(";")
# What people and spreadsheets write into a cell that has nothing to say.
_UNKNOWN = frozenset(
    (
        *("n/a", "n.a.", "n. a.", "na", "#n/a", "#na", "<na>", "-", "--", "---", "?", "??", "???", "...", "…"),
        *("unknown", "not known", "not available", "not applicable", "don't know", "no data"),
        *("tbd", "t.b.d.", "tba", "tbc", "to be determined", "to be confirmed", "null", "nan"),
        *("#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#error!", "#spill!", "#calc!"),
        *MASKS,
    )
)
# A word with something in brackets or after a dash, such as "Active (verified)"; and what says that it isn't so.
_AFTER_WORD = re.compile(r"[(\[–—]|(?<=\s)-(?=\s)|:(?=\s)")
_DENIES = re.compile(
    r"\b(?:no|not|non|never|none|n't|until|till|ended|closed|stopped|former(?:ly)?|previous(?:ly)?|once|was|were|ex|"
    r"but|except|or|pending|doubtful|unsure|unclear|maybe|perhaps)\b|\?|\b(?:in|un|dis)(?:active|confirmed|verified)\b",
    re.IGNORECASE,
)
_LONGEST_UNKNOWN = max(map(len, _UNKNOWN))


def read_column(
    column: Column, texts: Sequence[str], names: frozenset[str] = frozenset(), *, semicolons: bool = False
) -> tuple[pd.Series, dict[str, tuple[Fault, ...]]]:
    """The cells of a column from their cleaned texts, and the faults by the text that has them.

    Each different text is read once: a column of 100,000 rows has few. ``names`` holds the words for not known
    that an organization really goes by. ``semicolons`` is whether these part the cells of the column's file.
    """
    if column.kind == "text" and column.name != "website":
        return series("text", [text or None for text in texts]), {}
    different = set(texts)
    read = reader(column, different, semicolons=semicolons)
    cells: dict[str, Cell] = {}
    faults: dict[str, tuple[Fault, ...]] = {}
    for text in different:
        found: tuple[Fault, ...] = ()
        if is_unknown(text) and not _means_something(column, text, names):
            cells[text], found = None, (_says_unknown(column, text),)
        elif column.kind == "organization" and is_none(text) and _means_something(column, text, names):
            cells[text] = text
        else:
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


def reader(column: Column, texts: Collection[str], *, semicolons: bool = False) -> Callable[[str], Reading]:
    """The function that reads one cell of a column with these texts."""
    if column.kind == "number":
        commas = commas_of(texts, column.minimum, column.maximum, semicolons=semicolons)
        return functools.partial(_read_number, column, commas)
    if column.kind == "date":
        return functools.partial(read_date, column.name, order_of(texts))
    readers: dict[str, Callable[[Column, str], Reading]] = {
        "word": _read_word,
        "list": _read_list,
        "words": _read_words,
        "organizations": _read_list,
        "organization": _read_organization,
    }
    return functools.partial(readers.get(column.kind, _read_text), column)


def is_unknown(text: str) -> bool:
    """Whether the text is one that people and spreadsheets write where nothing is known."""
    # None of them ends in a figure: a column of numbers is passed over quickly.
    return len(text) <= _LONGEST_UNKNOWN and not text[-1:].isdigit() and same_name(text) in _UNKNOWN


def _means_something(column: Column, text: str, names: frozenset[str]) -> bool:
    if column.kind in ("organization", "organizations"):
        return same_name(text) in names
    return column.vocabulary is not None and key(text) in words_by_key(column.vocabulary)


def _says_unknown(column: Column, text: str) -> Fault:
    none = ", or write none where someone looked and there is none" if column.is_list else ""
    return Fault(
        text,
        "word for not known",
        f"“{text}” stands in a cell of {column.name}; read as not known.",
        f"Leave such cells empty{none}.",
        "note",
        f"{{values}} {{stand}} in {{cells}} of {column.name}; read as not known.",
    )


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
        return word or "none", _read_otherwise(column, text, [(text, word)])
    return text, (_unknown_word(column, text),)


def _known_word(column: Column, text: str) -> str | None:
    return words_by_key(column.vocabulary).get(key(text)) if column.vocabulary else text


def _read_otherwise(column: Column, text: str, known: Sequence[tuple[str, str | None]]) -> tuple[Fault, ...]:
    """A note where words were read as words of the standard that are not only spelled otherwise."""
    if column.vocabulary in (None, "yes_no"):
        return ()
    own = own_words(column.vocabulary)
    readings = tuple(f"“{value}” as {word}" for value, word in known if word and key(value) not in own)
    if not readings:
        return ()
    message = f"In {column.name}, {' and '.join(readings)}: another word for the same was read as the standard's."
    several = f"In {{cells}} of {column.name} another word was read as the standard's: {{readings}}."
    mend = "Nothing needs doing if that is right. If not, write another word of the standard."
    return (Fault(text, "word read as another", message, mend, "note", several, readings),)


def _unknown_word(column: Column, text: str) -> Fault:
    message = f"“{text}” is not one of the words for {column.name}. It is kept as it is."
    if before := word_before(column, text):
        return _more_than_a_word(column, text, before)
    if near := near_word(column, text):
        return Fault(text, "word outside the vocabulary", message, f"Did you mean “{near}”?")
    several = f"{{values}} {{stand}} in {{cells}} of {column.name}, outside its words. They are kept as they are."
    return Fault(text, "word outside the vocabulary", message, _words_to_use(column), together=several)


def _more_than_a_word(column: Column, text: str, word: str) -> Fault:
    message = f"“{text}” is more than a word for {column.name}. It is kept as it is."
    several = f"{{values}} {{stand}} in {{cells}} of {column.name}, more than a word each. They are kept as they are."
    mend = f"Write only the word before the bracket or dash: did you mean “{word}”?"
    others = f"Write only the word before the bracket or dash: for “{text}”, “{word}”."
    return Fault(text, "more than a word", message, mend, together=several, mend_together=others)


def _words_to_use(column: Column) -> str:
    words = list(dict.fromkeys(words_by_key(column.vocabulary or "").values()))
    more = f" and {len(words) - 8} more, listed in the template" if len(words) > 8 else ""
    return f"Use one of: {', '.join(words[:8])}{more}."


def near_word(column: Column, text: str) -> str | None:
    """The word of the column's vocabulary that a misspelled text seems to mean, if one is near."""
    known = words_by_key(column.vocabulary or "")
    near = {known[way] for way in misspelled(key(text), known.keys())}
    return near.pop() if len(near) == 1 else None


def word_before(column: Column, text: str) -> str | None:
    """The word of the column's vocabulary that stands before a bracket or a dash, unless what follows denies it."""
    match = _AFTER_WORD.search(text, 1)
    word = _known_word(column, text[: match.start()].rstrip()) if match and column.vocabulary else None
    if match is None or word is None or _DENIES.search(after := text[match.start() :]):
        return None
    return word if _known_word(column, after.strip("()[]-–—: ")) in (None, word) else None


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
    # A bar after it says that the one value is the word "none" or "n/a", not that there is none or it is not known.
    alone = len(values) == 1 and (is_none(values[0]) or is_unknown(values[0]))
    return f"{escaped[0]}|" if alone else "|".join(escaped)


def _read_list(column: Column, text: str) -> Reading:
    values = split_list(text)
    parts = parts_of(SEMICOLON, text) if values and len(values) == 1 and ";" in text else []
    return values, (_semicolons(column, text, parts),) if len(parts) > 1 else ()


def parts_of(marks: re.Pattern[str], text: str) -> list[str]:
    """What marks part a text into, without blanks around it and without what is empty."""
    return [part for each in marks.split(text.strip(" |")) if (part := each.strip())]


def _with_bars(parts: list[str]) -> str:
    return f"Part them with |: {'|'.join(parts)}"


def _semicolons(column: Column, text: str, parts: list[str]) -> Fault:
    message = f"“{text}” is read as one value of {column.name}, because no bar parts it."
    several = f"{{cells}} of {column.name} have a semicolon and no bar, such as “{text}”. Each is read as one value."
    return Fault(text, "semicolon in a list", message, f"If it is several: {_with_bars(parts)}", "note", several)


def _read_words(column: Column, text: str) -> Reading:
    values = split_list(text)
    if not values:
        return values, ()
    if len(values) == 1 and _known_word(column, values[0]) is None and (parts := _unparted(column, values[0])):
        message = f"“{text}” is read as one word of {column.name}, because no bar parts it."
        return values, (Fault(text, "words without bars", message, _with_bars(parts)),)
    known = [(value, _known_word(column, value)) for value in values]
    faults = tuple(_unknown_word(column, value) for value, word in known if word is None)
    said = _read_otherwise(column, text, known)
    return tuple(dict.fromkeys(word or value for value, word in known)), faults + said


def _unparted(column: Column, text: str) -> list[str]:
    """The words of a cell that another mark than a bar parts, if at least half of them are known."""
    parts = parts_of(OTHER_MARKS, text)
    known = sum(_known_word(column, part) is not None for part in parts)
    return parts if len(parts) > 1 and 2 * known >= len(parts) else []


# Numbers


def _read_number(column: Column, commas: Commas, text: str) -> Reading:
    number = _number_of(column, commas, text)
    said: tuple[Fault, ...] = ()
    if number is None and (written := _written(column, commas, text)):
        number, said = float(written), (_read_as(column, text, written),)
    if number is None or not math.isfinite(number):
        return None, (_unreadable_number(column, text),)
    if _outside(column, number):
        return None, (_outside_range(column, text),)
    if commas.is_doubtful(text):
        return number, (_either_way(column, text, number),)
    if has_decimal_comma(text, number):
        return number, (_decimal_comma(column, text, number),)
    return number, said


def _number_of(column: Column, commas: Commas, text: str) -> float | None:
    if (number := commas.number(text)) is not None:
        return number
    if column.vocabulary and (word := words_by_key(column.vocabulary).get(key(text))):
        return float(word)
    return 0.0 if is_none(text) and column.minimum == 0 else None


def _written(column: Column, commas: Commas, text: str) -> str | None:
    """The figures of a share written in percent or a sum written with the sign of its currency."""
    if (column.minimum, column.maximum) == (0, 1) and (match := _PERCENT.fullmatch(text)):
        share = commas.number(match[1])
        return number_text(share / 100) if share is not None and share <= 100 else None
    if column.name == "amount" and (match := _MONEY.fullmatch(text)):
        amount = commas.number(match[1] or match[2])
        return None if amount is None else number_text(amount)
    return None


def _decimal_comma(column: Column, text: str, number: float) -> Fault:
    message = f"The comma of “{text}” was read as decimal: {number_text(number)}."
    several = f"{{cells}} of {column.name} have a decimal comma, such as “{text}”, read as {number_text(number)}."
    mend = "Nothing needs doing if that is right. A decimal point is never in doubt."
    return Fault(text, "decimal comma", message, mend, "note", several)


def _either_way(column: Column, text: str, number: float) -> Fault:
    message = f"“{text}” was read as {number_text(number)}. Its comma or point could be meant in the other way."
    several = (
        f"{{cells}} of {column.name} have a comma or point that could be decimal or part thousands, such as “{text}”, "
        f"read as {number_text(number)}."
    )
    mend = "Look at one. If it is wrong, write thousands without a mark, and decimals with a point."
    return Fault(text, "comma that could mean either", message, mend, "note", several)


def _read_as(column: Column, text: str, written: str) -> Fault:
    message = f"“{text}” was read as {written}."
    several = f"{{cells}} of {column.name} were read as plain numbers, such as “{text}” as {written}."
    mend = "Name the currency in the column currency." if column.name == "amount" else f"Write {written}."
    others = None if column.name == "amount" else f"Write plain numbers: for “{text}”, {written}."
    return Fault(text, "number written with a sign", message, mend, "note", several, mend_together=others)


def _outside(column: Column, number: float) -> bool:
    low, high = column.minimum, column.maximum
    return (low is not None and number < low) or (high is not None and number > high)


def _unreadable_number(column: Column, text: str) -> Fault:
    message = f"“{text}” can't be read as a number for {column.name}. It is read as not known."
    return Fault(text, "not a number", message, _figures(column))


def _figures(column: Column) -> str:
    if column.vocabulary is None:
        return f"Write figures only, such as {column.example}."
    labels = (str(label).partition(" ")[2] for label in vocabulary(column.vocabulary)["label"])
    return f"Write a number {_range(column)}, or one of: {', '.join(labels)}."


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


# From other programs


def cell_text(value: object) -> str:
    """The text of a cell that a spreadsheet or Python holds as a value: 2015.0 is ``2015``, a day is ISO."""
    return "" if value is pd.NaT or value is pd.NA else plain_text(value)


def plain_text(value: object) -> str:
    """``cell_text`` of a value that doesn't come from pandas."""
    if isinstance(value, str):
        return value
    if value is None:
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


def text_of(cell: object) -> str:
    """A cell of an inventory as the text that reads back as it."""
    if isinstance(cell, tuple):
        return guard(join_list(tuple(map(str, cell))))
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]
        return ""
    return number_text(cell) if isinstance(cell, float) else guard(cell_text(cell))
