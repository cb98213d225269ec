"""Guess which columns of the standard a sheet's headers mean, by how like they are and by the cells under them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from rapidfuzz import fuzz

from components.importing.headed_sheet import HeadedSheet
from components.importing.sheet_mapping import ColumnMapping
from components.importing.words import pattern_of_words, words_of_kind
from components.inventory.kinds import both_days, kind_of, split_at_other_marks
from components.inventory.schema import Column, columns_of, headers_of, words_by_key
from components.inventory.text import LONGEST_HEADER, header_key, word_key

# Likeness from 0 to 100: the least that counts, that of a header with further words, and that of the same plain header.
_CLOSE = 86
_WITH_FURTHER_WORDS = 88
_SAME_WHEN_PLAIN = 95
# What a package writes for a column that shares its header with another one.
_NOT_GUESSED = re.compile(r"\((\d+|as it came)\)$")
_ASIDE = re.compile(r"[\[(].*?[\])]|\b(e\.g\.|for example|example:).*$", re.IGNORECASE)
_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[^\w\s]")
_WEB = re.compile(r"(https?://|www\.)\S+|[\w\-]+(\.[\w\-]+)*\.(org|com|net|gov|edu|io|info)(/\S*)?", re.IGNORECASE)
_OTHER_LINKS = re.compile(rf"{pattern_of_words('another link')}|\brss\b|\bapi\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\s$€£]*[+-]?[\d.,]+\s*%?")
# An identifier or a day, such as IL0001 or 2010-03-15: figures, and capitals at most.
_CODE = re.compile(r"(?=.*\d)[\dA-Z.,:/_\- ]{1,30}")
_YES_NO = set(words_by_key("yes_no")) | {"true", "false"}
_MOST_CELLS, _NEARLY_ALL = 0.6, 0.8  # shares of the cells of a column
# These are never guessed: any table may have such a column, or it means another thing (a tax id, a source of funding).
_ONLY_BY_NAME = ("id", "source", "note", "listed")
_FILLING = words_of_kind("filling").keys()
# Who does or pays for something may be called after an issue: the department of housing, the committee on food.
_CALLED_AFTER_AN_ISSUE = words_of_kind("called after an issue").keys()
_ANOTHER_THING = words_of_kind("another thing").keys()
# A header that ends with such a word means a number or a key, whatever else it is like.
_NUMBER_OR_KEY = words_of_kind("number or key").keys()


def guess_columns(
    head: HeadedSheet, table: str, positions: Collection[int], taken: Collection[str]
) -> dict[int, ColumnMapping]:
    """Guess what the headers at these positions mean in a table, and give mappings by position; no column twice.

    A header that is not like a column, or whose cells do not fit it, gets no guess. The columns ``taken`` are not
    guessed.
    """
    free = [column for column in columns_of(table) if column.name not in {*taken, *_ONLY_BY_NAME}]
    found: dict[int, ColumnMapping] = {}
    given: set[str] = set()
    for position, guess in sorted(_all_guesses(head, table, positions, free), key=lambda each: -each[1].likeness):
        if position not in found and guess.column not in given:
            found[position] = guess
            given.add(guess.column)
    return found


def _all_guesses(
    head: HeadedSheet, table: str, positions: Collection[int], free: Sequence[Column]
) -> Iterator[tuple[int, ColumnMapping]]:
    columns = {column.name: column for column in free}
    for position in positions:
        header, cells = head.headers[position], head.first_cells(position)
        if not header or _NOT_GUESSED.search(header):
            continue
        words = _guess_by_words(header, cells, free)
        if words:
            yield position, words
        for name, (likeness, like) in _likenesses(header[:LONGEST_HEADER], table).items():
            if name in columns and fits(columns[name], cells) and not _say_otherwise(words, columns[name], cells):
                yield position, ColumnMapping(header, "column", name, f"like “{like.capitalize()}”", likeness)
    yield from _guess_website(head, positions, columns)


def columns_like(header: str, table: str) -> frozenset[str]:
    """Give the columns of the standard that a header would be read as, whatever its cells hold."""
    return frozenset() if _NOT_GUESSED.search(header) else frozenset(_likenesses(header[:LONGEST_HEADER], table))


def plain_header(header: str) -> str:
    """Take brackets, examples, marks and words that say little out of a header, and give what is left to compare.

    ``Your Website (if any)`` gives ``website``.
    """
    return _plain_header(header[:LONGEST_HEADER])


@functools.lru_cache(2_000)
def _plain_header(header: str) -> str:
    words = header_key(_MARKS.sub(" ", _WORD_BEGINS.sub(" ", _ASIDE.sub(" ", header)))).split()
    return " ".join(word for word in words if word not in _FILLING)


@functools.lru_cache(10_000)
def _likenesses(header: str, table: str) -> Mapping[str, tuple[int, str]]:
    """Give the columns of a table that a header is like, each with the likeness and the header that it is like."""
    plain, links_elsewhere = plain_header(header), _OTHER_LINKS.search(header)
    found: dict[str, tuple[int, str]] = {}
    for known, name in headers_of(table).items():
        likeness = _likeness(plain, known)
        if name == "website" and links_elsewhere:
            continue
        if likeness >= _CLOSE and likeness > found.get(name, (0, ""))[0]:
            found[name] = likeness, known
    return MappingProxyType(found)


def _likeness(plain: str, known: str) -> int:
    if plain == known:
        return _SAME_WHEN_PLAIN
    if plain.rpartition(" ")[2] in _NUMBER_OR_KEY:
        return 0
    if known in plain and _ends_with(plain.split(), known.split()):
        return _WITH_FURTHER_WORDS
    # Texts of lengths so different are never close.
    if len(known) <= 3 or 200 * min(len(plain), len(known)) < _CLOSE * (len(plain) + len(known)):
        return 0
    return min(int(fuzz.token_sort_ratio(plain, known)), _SAME_WHEN_PLAIN)


def _ends_with(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a header is a known one with a word or two before it (hub name), or with "of" and more after it (name of
    hub)."""
    others = len(words) - len(known)
    before = 1 <= others <= 2 and list(words[others:]) == list(known) and not _ANOTHER_THING & set(words[:others])
    return before or (list(words[: len(known) + 1]) == [*known, "of"] and not _ANOTHER_THING & set(words))


def is_of_another_scale(table: str, header: str) -> bool:
    """Whether one could take a column of ties for their level, though nothing says that it is."""
    return table == "relationships" and header_key(header) in words_of_kind("another scale")


def could_be_names(cells: Sequence[str]) -> bool:
    """Whether the cells could be the names of organizations: different texts, no figures, codes, words or addresses."""
    good = _share(cells, _could_be_name) if cells else 0
    return good > 0.9 and len({word_key(text) for text in cells}) > 0.9 * len(cells)


def _could_be_name(text: str) -> bool:
    return not (_says_no_word(text) or is_web_address(text) or _CODE.fullmatch(text)) and len(text) < 120


# What cells say


def fits(column: Column, cells: Sequence[str]) -> bool:
    """Whether the cells could be those of the column."""
    if not cells:
        return True
    if column.kind in ("number", "date"):
        kind = kind_of(column)
        kind.learn(set(cells))
        return _share(cells, lambda text: kind.read(text)[0] is not None or _is_a_day(column, text)) >= _MOST_CELLS
    if column.kind == "web address":
        return _share(cells, is_web_address) >= _MOST_CELLS
    if column.kind == "text" and not column.is_list:
        return column.name != "name" or _share(cells, _could_be_name) >= _MOST_CELLS
    return column.kind == "yes/no" or not all(_says_no_word(text) for text in cells)


def _is_a_day(column: Column, text: str) -> bool:
    """Whether a cell is a date that could be two days."""
    return column.kind == "date" and bool(both_days(text))


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def is_web_address(text: str) -> bool:
    """Whether a cell is an address of the web and nothing else."""
    return _WEB.fullmatch(text.strip()) is not None


def _says_no_word(text: str) -> bool:
    return word_key(text) in _YES_NO or _NUMBER.fullmatch(text) is not None


def _guess_by_words(header: str, cells: Sequence[str], free: Sequence[Column]) -> ColumnMapping | None:
    """Guess the column whose vocabulary has most of the cells; None where there is none, or all cells are one word."""
    if _CALLED_AFTER_AN_ISSUE & set(plain_header(header).split()):
        return None
    found = [(_share_of_words(column, cells), column.name) for column in free if column.kind == "word"]
    share, name = max(found, default=(0.0, ""))
    if share < _MOST_CELLS:
        return None
    return ColumnMapping(header, "column", name, f"its cells are words for {name}", round(100 * share))


def _say_otherwise(words: ColumnMapping | None, column: Column, cells: Sequence[str]) -> bool:
    """Whether the cells are rather words of another column than of the one that the header is like."""
    return words is not None and words.column != column.name and 100 * _share_of_words(column, cells) < words.likeness


def _share_of_words(column: Column, cells: Sequence[str]) -> float:
    if column.vocabulary in (None, "yes_no", "resources"):
        return 0.0
    known = words_by_key(column.vocabulary)
    parts = [part for text in cells for part in split_at_other_marks(text.replace("|", ";"))]
    words = {known[word_key(part)] for part in parts if word_key(part) in known}
    return sum(word_key(part) in known for part in parts) / len(parts) if len(words) > 1 else 0.0


def _guess_website(
    head: HeadedSheet, positions: Collection[int], columns: dict[str, Column]
) -> Iterator[tuple[int, ColumnMapping]]:
    """Guess the website, where just one column holds web addresses and these are no social networks or pictures."""
    headers = {at: head.headers[at] for at in positions if not _OTHER_LINKS.search(head.headers[at])}
    found = [at for at in headers if (cells := head.first_cells(at)) and _share(cells, is_web_address) >= _NEARLY_ALL]
    if "website" in columns and len(found) == 1 and headers[found[0]]:
        yield found[0], ColumnMapping(headers[found[0]], "column", "website", "its cells are web addresses", _CLOSE)
