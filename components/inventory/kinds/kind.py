"""What a cell holds, how it is written, and what every kind of value does: read, suggest, compare; kinds of text."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from components.inventory.addresses import MASKS
from components.inventory.problems import Fault
from components.inventory.schema import Column
from components.inventory.text import clean, guard, name_key, unguard
from components.inventory.words import DATA

Cell = str | float | tuple[str, ...] | None
"""What a cell of an inventory holds; None where it is not known, ``()`` where someone looked and there is none."""
Reading = tuple[Cell, tuple[Fault, ...]]
"""What a text is read as, and what is wrong with it."""

# What people and spreadsheets write into a cell that has nothing to say.
_WORDS_FOR_UNKNOWN = {*(DATA / "words_for_unknown.txt").read_text("utf-8").splitlines(), *MASKS}
_LONGEST_WORD_FOR_UNKNOWN = max(map(len, _WORDS_FOR_UNKNOWN))
_BAR = re.compile(r"(?<!\\)\|")
_LONGEST_WEB_ADDRESS = 2_000  # letters
_WHOLE_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+$")
_BROKEN_SCHEME = re.compile(r"h?tt?ps?\s*+(?::\s*+/{0,3}|/{1,3}|;//)\s*+(?=[\w-])", re.IGNORECASE)
_HOST = re.compile(
    r"[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*\.[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.I
)
# Types of missing values in pandas, by name, because a process that reads a file does not load pandas.
_MISSING = ("NaTType", "NAType")


class Suggestion(NamedTuple):
    """What a text that can't be read seems to mean."""

    value: str
    """The text, or in a list the one value that is meant."""
    suggestion: str
    """The text to write in its place."""
    why: str
    kind: str
    """``word``, ``organization``, ``list``, ``date``, ``number`` or ``address``."""


class Kind:
    """One kind of value, for one column; this one is any text."""

    asks_for = "text"
    """What a template asks for in a column of this kind."""
    asks_for_several = "one or more texts, with | between them"
    """What a template asks for in a list of this kind."""
    dtype = "str"
    """How pandas holds a column of this kind."""
    holds_any_text = True
    """Whether every text is kept as it is, even a word for "not known"."""

    def __init__(self, column: Column) -> None:
        self.column = column

    def learn(self, texts: Collection[str]) -> None:
        """Learn from all texts of a column what one of them alone does not show, such as the order of day and month."""

    def read(self, text: str) -> Reading:
        """Read a filled cell, and give what it means and what is wrong with it."""
        return text, ()

    def read_all(self, texts: Sequence[str]) -> tuple[dict[str, Cell], dict[str, tuple[Fault, ...]]]:
        """Read different filled cells, and give what each means, and the faults of those that have some."""
        cells: dict[str, Cell] = {}
        faults: dict[str, tuple[Fault, ...]] = {}
        for text in texts:
            cells[text], found = self.read(text)
            if found:
                faults[text] = found
        return cells, faults

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest what a text with the fault of this code seems to mean; None where that is not clear."""
        return None

    def same(self, one: str, other: str) -> bool:
        """Whether two texts mean the same, and neither means "not known"."""
        self.learn([one, other])
        cells = [self.read(text)[0] for text in (one, other) if self.says_something(text)]
        return len(cells) == 2 and cells[0] is not None and cells[0] == cells[1]

    def says_something(self, text: str) -> bool:
        """Whether a text is neither empty nor a mere word for not known."""
        return bool(text) and (self.holds_any_text or not is_unknown(text) or self.knows(text))

    def knows(self, text: str) -> bool:
        """Whether a word for "not known" means something in this column."""
        return False


class WebAddress(Kind):
    """An address on the web. Any text is kept; for one that can't be opened, the whole address is suggested."""

    holds_any_text = False

    def read_all(self, texts: Sequence[str]) -> tuple[dict[str, Cell], dict[str, tuple[Fault, ...]]]:
        """Read each text as it stands, but complete one that begins with ``www.``."""
        return {text: (text.casefold().startswith("www.") and _complete_address(text)) or text for text in texts}, {}

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the whole address where its beginning is missing or broken: for ``htp:/a.org``, ``http://a.org``."""
        whole = None if text.casefold().startswith("www.") else _complete_address(text)
        why = "An address of the web, written so that it can be opened."
        return Suggestion(text, whole, why, "address") if whole else None


def _complete_address(text: str) -> str | None:
    """Write an address with its beginning, and give it; None where it is whole already, or no address."""
    if len(text) > _LONGEST_WEB_ADDRESS or _WHOLE_ADDRESS.match(text):
        return None
    rest = text.strip("<>()[]\"' ").rstrip(".,;")
    scheme = "http" if re.match(r"h?tt?p(?!s)", rest, re.I) else "https"
    rest = _BROKEN_SCHEME.sub("", rest, count=1) if _BROKEN_SCHEME.match(rest) else rest
    return f"{scheme}://{rest}" if _HOST.fullmatch(rest) else None


class Community(Kind):
    """The name of a community. Any text is kept."""

    asks_for = "a community"
    asks_for_several = "one or more communities, with | between them"
    holds_any_text = False


class Organization(Kind):
    """What names an organization: its id, name, alias or former name. ``ids`` finds which one that is."""

    asks_for = "an organization's name or id"
    asks_for_several = "organizations' names or ids, with | between them"
    holds_any_text = False

    def read(self, text: str) -> Reading:
        if is_none(text):
            return None, (Fault("none in place of an organization", text),)
        return text, ()


# Nothing


def is_unknown(text: str) -> bool:
    """Whether the text is one that people and spreadsheets write where nothing is known, such as ``n/a``."""
    return len(text) <= _LONGEST_WORD_FOR_UNKNOWN and name_key(text) in _WORDS_FOR_UNKNOWN


def words_for_nothing(texts: Iterable[str]) -> set[str]:
    """Pick the texts that are a word for "not known" or for "none", and give them. Quick over a whole column."""
    # None of these words ends in a digit, so columns of numbers need no further test.
    short = {text for text in texts if len(text) <= _LONGEST_WORD_FOR_UNKNOWN and not text[-1:].isdigit()}
    return {text for text in short if is_unknown(text) or is_none(text)}


def is_none(text: str) -> bool:
    """Whether the text is the word for "someone looked, and there is none"."""
    return text.casefold() == "none"


# Lists


def split_list(text: str) -> tuple[str, ...] | None:
    """Split a list cell at bars, and give its values: ``a|b`` gives ``("a", "b")``, ``none`` gives ``()``. ``\\|`` is a
    bar inside a value. None where nothing is left."""
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
    # With a bar after it, "none" or "n/a" is read as a value; without, as "there is none" or "not known".
    alone = len(values) == 1 and (is_none(values[0]) or is_unknown(values[0]))
    return f"{escaped[0]}|" if alone else "|".join(escaped)


def list_values(text: str) -> tuple[str, ...]:
    """Split a list cell as it came, with blanks and guard, and give its values; none where nothing is in it."""
    return split_list(unguard(clean(text))) or ()


def join_lists(texts: Iterable[str]) -> str:
    """Join the values of list cells as they came, each once, and give the cell."""
    return join_list(tuple(dict.fromkeys(value for text in texts for value in list_values(text))))


def replace_in_list(text: str, find_others: Callable[[str], Iterable[str]]) -> str:
    """Replace each value of a list cell by the others that are found for it, and give the cell. It stays as it is where
    nothing changes, and is empty where nothing is left."""
    values = split_list(text) or ()
    found = tuple(dict.fromkeys(other for value in values for other in find_others(value)))
    if found == values:
        return text
    return join_list(found) if found else ""


# Texts of values


def text_of_cell(cell: object) -> str:
    """Write any cell of an inventory as the text that reads back as it, safe to open in a spreadsheet."""
    return guard(cell_of_value(cell))


def cell_of_value(value: object) -> str:
    """Write a value of a spreadsheet or of Python as a text, and give it: 2015.0 gives ``2015``, a day is ISO."""
    if isinstance(value, str):
        return value
    if value is None or type(value).__name__ in _MISSING:
        return ""
    if isinstance(value, (tuple, list)):
        return join_list(tuple(map(str, value)))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return "" if math.isnan(value) else number_text(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)


def number_text(number: float) -> str:
    """Write a number as people do, and give the text: 2015.0 gives ``2015``."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(float(number))
