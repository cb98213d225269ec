"""Guess which columns of the standard a sheet's headers mean, from the headers and from the cells under them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from components.importing.headed_sheet import HeadedSheet
from components.importing.sheet_mapping import ColumnMapping
from components.importing.words import pattern_of_words, words_of_kind
from components.inventory.kinds import find_both_days, kind_of, split_at_other_marks
from components.inventory.schema import Column, columns_of, headers_of, words_by_key
from components.inventory.text import LONGEST_HEADER, header_key, word_key

# Likeness from 0 to 100: the least that counts, that of a known header with further words, and that of the same one.
_CLOSE = 86
_WITH_FURTHER_WORDS = 88
_SAME_WHEN_PLAIN = 95
NUMBERED = re.compile(r" \((\d+|as it came)\)$")
"""The ending that a header was given because another column has the same one."""
_ASIDE = re.compile(r"[\[(].*?[\])]|\b(e\.g\.|for example|example:).*$", re.IGNORECASE)
_WORD_BEGINS = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[^\w\s]")
_WEB = re.compile(r"(https?://|www\.)\S+|[\w\-]+(\.[\w\-]+)*\.(org|com|net|gov|edu|io|info)(/\S*)?", re.IGNORECASE)
_OTHER_LINKS = re.compile(rf"{pattern_of_words('another link')}|\brss\b|\bapi\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\s$€£]*[+-]?[\d.,]+\s*%?")
# An identifier or a day, such as IL0001 or 2010-03-15: figures, and capitals at most.
_CODE = re.compile(r"(?=.*\d)[\dA-Z.,:/_\- ]{1,30}")
_MOST_CELLS, _NEARLY_ALL = 0.6, 0.8  # shares of the cells of a column
DIRECTIONS = {"directed", "undirected", "mutual", "mixed"}
"""Which way edges go, as network tools write it in a column ``Type``. These are no kinds of tie."""
_WEB_ADDRESSES = "its cells are web addresses"
# Never guessed: any table may have such a column, or it may mean something else (a tax id, a source of funding).
_ONLY_BY_NAME = ("id", "source", "note", "listed")


def guess_columns(
    head: HeadedSheet, table: str, positions: Collection[int], taken: Collection[str]
) -> dict[int, ColumnMapping]:
    """Guess what the headers at these positions mean in a table, and give their mappings by position. No column is
    guessed twice, nor one that is ``taken``. A header that is like no column, or whose cells do not fit, is left."""
    free = [column for column in columns_of(table) if column.name not in {*taken, *_ONLY_BY_NAME}]
    guesses = [(at, guess) for at in positions for guess in _list_guesses(head.headers[at], head.first_cells(at), free)]
    # Where two columns hold web addresses, nothing says which is the website.
    if sum(guess.why == _WEB_ADDRESSES for _, guess in guesses) > 1:
        guesses = [(at, guess) for at, guess in guesses if guess.why != _WEB_ADDRESSES]
    found: dict[int, ColumnMapping] = {}
    given: set[str] = set()
    for at, guess in sorted(guesses, key=lambda each: -each[1].likeness):
        if at not in found and guess.column not in given:
            found[at] = guess
            given.add(guess.column)
    return found


def _list_guesses(header: str, cells: Sequence[str], free: Sequence[Column]) -> Iterator[ColumnMapping]:
    """Guess which columns a header may mean, by its cells and by the known headers that it is like, and give them."""
    if not header or NUMBERED.search(header):
        return
    parts = [word_key(part) for text in cells for part in split_at_other_marks(text.replace("|", ";"))]
    by_cells = _guess_by_cells(header, cells, parts, free)
    if by_cells:
        yield by_cells
    for column in free:
        likeness, like = find_like_columns(header[:LONGEST_HEADER], column.table).get(column.name, (0, ""))
        # The cells may fit another column better than the one that the header is like.
        other = by_cells if by_cells and by_cells.column != column.name else None
        fits_other = other is not None and 100 * _share_of_words(column, parts) < other.likeness
        words = simplify_header(header).split()  # as in "company type"
        is_of_organization = len(words) == 2 and words[0] in words_of_kind("organization")
        is_sure = likeness >= _SAME_WHEN_PLAIN or is_of_organization
        # Where the header is not sure, cells must confirm it: for a column of words, a word of its vocabulary.
        if is_sure or column.kind != "word" or not column.vocabulary:
            is_confirmed = (is_sure or bool(cells)) and cells_fit(column, cells)
        else:
            is_confirmed = any(part in words_by_key(column.vocabulary) for part in parts)
        if like and not fits_other and is_confirmed:
            yield ColumnMapping(header, "column", column.name, f"like “{like.capitalize()}”", likeness)


def simplify_header(header: str) -> str:
    """Remove brackets, examples, marks and words that say little from a header, and give what is left to compare:
    ``Your Website (if any)`` gives ``website``."""
    text = _ASIDE.sub(" ", header[:LONGEST_HEADER])
    words = header_key(_MARKS.sub(" ", _WORD_BEGINS.sub(" ", text))).split()
    return " ".join(word for word in words if word not in words_of_kind("filling"))


@functools.lru_cache(10_000)
def find_like_columns(header: str, table: str) -> Mapping[str, tuple[int, str]]:
    """Find the columns of a table that a header is like, and give each with the likeness and the header it is like."""
    plain, links_elsewhere = simplify_header(header), _OTHER_LINKS.search(header)
    found: dict[str, tuple[int, str]] = {}
    for known, name in headers_of(table).items() if not NUMBERED.search(header) else ():
        likeness = 0 if name == "website" and links_elsewhere else _measure_likeness(plain, known)
        if likeness >= _CLOSE and likeness > found.get(name, (0, ""))[0]:
            found[name] = likeness, known
    return found


def _measure_likeness(plain: str, known: str) -> int:
    if plain == known:
        return _SAME_WHEN_PLAIN
    # A header that ends with such a word means a number or a key, whatever else it is like.
    if plain.rpartition(" ")[2] in words_of_kind("number or key"):
        return 0
    if known in plain and _has_more_words(plain.split(), known.split()):
        return _WITH_FURTHER_WORDS
    # Texts of lengths so different are never close.
    if len(known) <= 3 or 200 * min(len(plain), len(known)) < _CLOSE * (len(plain) + len(known)):
        return 0
    return min(int(fuzz.token_sort_ratio(plain, known)), _SAME_WHEN_PLAIN)


def _has_more_words(words: list[str], known: list[str]) -> bool:
    """Whether a header is a known one with a word or two before it (``hub name`` for ``name``), or with "of" and more
    after it (``name of hub``), and these words speak of no other thing."""
    others = len(words) - len(known)
    is_followed = words[: len(known) + 1] == [*known, "of"]
    more = words if is_followed else words[:others]
    fits = is_followed or (1 <= others <= 2 and words[others:] == known)
    return fits and words_of_kind("another thing").keys().isdisjoint(more)


def could_be_names(cells: Sequence[str]) -> bool:
    """Whether the cells could be names of organizations: they differ, and are no numbers, codes or addresses."""
    return len(set(map(word_key, cells))) > 0.9 * len(cells) and _share(cells, _could_be_name) > 0.9


def _could_be_name(text: str) -> bool:
    return not (_is_no_word(text) or is_web_address(text) or _CODE.fullmatch(text)) and len(text) < 120


def cells_fit(column: Column, cells: Sequence[str]) -> bool:
    """Whether the cells could be those of the column. Where there are none, they could."""
    if not cells:
        return True
    if column.kind in ("number", "date"):
        kind, dates = kind_of(column), column.kind == "date"
        kind.learn(set(cells))
        read = _share(cells, lambda text: kind.read(text)[0] is not None or (dates and bool(find_both_days(text))))
        return read >= _MOST_CELLS
    if column.kind == "web address":
        return _share(cells, is_web_address) >= _MOST_CELLS
    if column.kind == "text" and not column.is_list:
        return column.name != "name" or _share(cells, _could_be_name) >= _MOST_CELLS
    is_no_kind = column.name == "kind" and DIRECTIONS.issuperset(map(word_key, cells))
    return column.kind == "yes/no" or not (is_no_kind or all(map(_is_no_word, cells)))


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def is_web_address(text: str) -> bool:
    """Whether a cell is a web address and nothing else."""
    return _WEB.fullmatch(text.strip()) is not None


def _is_no_word(text: str) -> bool:
    key = word_key(text)
    return key in words_by_key("yes_no") or key in ("true", "false") or _NUMBER.fullmatch(text) is not None


def _guess_by_cells(
    header: str, cells: Sequence[str], parts: Sequence[str], free: Sequence[Column]
) -> ColumnMapping | None:
    """Guess the column whose vocabulary has most ``parts`` of the cells, or the website, and give its mapping; None
    where neither fits. A department called Housing is no issue area, and a payment status no status."""
    found = [(_share_of_words(column, parts), column.name) for column in free if column.kind == "word"]
    share, name = max(found, default=(0.0, ""))
    says = set(simplify_header(header).split())
    is_single = any(column.name == name and not column.is_list for column in free)
    is_of_another_thing = is_single and name in says and not words_of_kind("another thing").keys().isdisjoint(says)
    is_called_after_an_issue = not words_of_kind("called after an issue").keys().isdisjoint(says)
    if share >= _MOST_CELLS and not is_of_another_thing and not is_called_after_an_issue:
        return ColumnMapping(header, "column", name, f"its cells are words for {name}", round(100 * share))
    are_addresses = bool(cells) and _share(cells, is_web_address) >= _NEARLY_ALL
    if are_addresses and not _OTHER_LINKS.search(header) and any(column.name == "website" for column in free):
        return ColumnMapping(header, "column", "website", _WEB_ADDRESSES, _CLOSE)
    return None


def _share_of_words(column: Column, parts: Sequence[str]) -> float:
    """Give the share of these parts of cells that are words of the column; 0 where these are all the same word."""
    if column.vocabulary in (None, "yes_no", "resources"):
        return 0.0
    known = words_by_key(column.vocabulary)
    found = [known[part] for part in parts if part in known]
    return len(found) / len(parts) if len(set(found)) > 1 else 0.0
