"""What every kind of value can do: read a cell, suggest what it means, write it, and compare it with another."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import ClassVar, NamedTuple

from components.inventory.addresses import MASKS
from components.inventory.problems import Fault
from components.inventory.schema import Column
from components.inventory.text import name_key

Cell = str | float | tuple[str, ...] | None
"""What a cell of an inventory holds; None where it is not known, ``()`` where someone looked and there is none."""
Reading = tuple[Cell, tuple[Fault, ...]]
"""What a text is read as, and what is wrong with it."""

# What people and spreadsheets write into a cell that has nothing to say.
_WORDS_FOR_UNKNOWN = frozenset(
    (
        *("n/a", "n.a.", "n. a.", "na", "#n/a", "#na", "<na>", "-", "--", "---", "?", "??", "???", "...", "…"),
        *("unknown", "not known", "not available", "not applicable", "don't know", "no data"),
        *("tbd", "t.b.d.", "tba", "tbc", "to be determined", "to be confirmed", "null", "nan"),
        *("#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#error!", "#spill!", "#calc!"),
        *MASKS,
    )
)
_LONGEST_WORD_FOR_UNKNOWN = max(map(len, _WORDS_FOR_UNKNOWN))


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
    """One kind of value, for one column. A column of this kind itself holds any text."""

    asks_for: ClassVar[str] = "text"
    """What a template asks for in a column of this kind."""
    asks_for_several: ClassVar[str] = "text; several with | between"
    """What a template asks for in a list of this kind."""
    dtype: ClassVar[str] = "str"
    """How pandas holds a column of this kind."""
    holds_any_text: ClassVar[bool] = True
    """Whether every text is kept as it is, even a word for "not known"."""

    def __init__(self, column: Column) -> None:
        self.column = column

    def learn(self, texts: Collection[str], *, semicolons: bool = False) -> None:
        """Learn from all texts of a column what one of them alone does not tell, such as the order of day and month.

        ``semicolons`` is whether these part the cells of the column's file.
        """

    def read(self, text: str) -> Reading:
        """Read a filled cell, and give what it means and what is wrong with it."""
        return text, ()

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest what a text with the fault of this code seems to mean; None where nothing tells."""
        return None

    def write(self, cell: Cell) -> str:
        """Write a cell as the text that reads back as it."""
        return "" if cell is None else str(cell)

    def same(self, one: str, other: str) -> bool:
        """Whether two texts are known and mean the same."""
        self.learn([one, other])
        cells = [self.read(text)[0] for text in (one, other) if self.says_something(text)]
        return len(cells) == 2 and cells[0] is not None and cells[0] == cells[1]

    def says_something(self, text: str, names: frozenset[str] = frozenset()) -> bool:
        """Whether a text is neither empty nor a mere word for not known; ``names`` as for ``knows``."""
        return bool(text) and (self.holds_any_text or not is_unknown(text) or self.knows(text, names))

    def knows(self, text: str, names: frozenset[str]) -> bool:
        """Whether a word for not known means something in this column.

        ``names`` holds such words that an organization really goes by.
        """
        return False


def is_unknown(text: str) -> bool:
    """Whether the text is one that people and spreadsheets write where nothing is known, such as ``n/a``."""
    return len(text) <= _LONGEST_WORD_FOR_UNKNOWN and name_key(text) in _WORDS_FOR_UNKNOWN


def words_for_nothing(texts: Iterable[str]) -> set[str]:
    """Pick the texts that are a word for not known or for none, and give them. Quick over a whole column."""
    # None of these words ends in a digit, so columns of numbers need no further test.
    short = {text for text in texts if len(text) <= _LONGEST_WORD_FOR_UNKNOWN and not text[-1:].isdigit()}
    return {text for text in short if is_unknown(text) or is_none(text)}


def is_none(text: str) -> bool:
    """Whether the text is the word for "someone looked, and there is none"."""
    return text.casefold() == "none"
