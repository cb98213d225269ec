"""Checkbox columns, in which a mark adds the header's word to a list: "Issue: Housing" with an X in some rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from components.importing.likeness import plain_header
from components.importing.sheet_mapping import ColumnMapping, HeadedSheet
from components.inventory.kinds import join_list, split_list
from components.inventory.schema import columns_of, headers_of, words_by_key
from components.inventory.text import LONGEST_HEADER, clean, key

_MARKS = frozenset({"x", "xx", "yes", "y", "true", "t", "1", "✓", "✔", "✗", "☑", "☒", "checked", "selected", "*", "•"})
_NO_MARKS = frozenset({"no", "n", "false", "f", "0", "☐", "unchecked"})
_PARTED = re.compile(r"^(?P<list>[^:\[(–—]+?)\s*(?::\s*|\s[–—\-]\s*|\s*\[|\s*\(|\s*[–—]\s*)(?P<word>[^\])]+)[\])]?$")
_LISTS_BY_WORD = {
    "issue": "issue_areas",
    "issue area": "issue_areas",
    "focus": "issue_areas",
    "focus area": "issue_areas",
    "topic": "issue_areas",
    "area": "issue_areas",
    "program area": "issue_areas",
    "population": "serves",
    "audience": "serves",
    "community": "serves",
    "skill": "skills",
    "need": "needs",
    "offer": "offers",
    "neighborhood": "neighborhoods",
}


def fold_mappings(head: HeadedSheet, table: str, positions: Collection[int]) -> dict[int, ColumnMapping]:
    """The checkbox columns among these, by position. A header that is only a word needs another such column."""
    cells = {at: {key(text) for text in head.cells(at)} for at in positions}
    boxes = {at: found for at, found in cells.items() if found <= _MARKS | _NO_MARKS}
    named = {at: column for at in boxes if (column := _named_list(head.headers[at], table))}
    words = {at: column for at in boxes if at not in named and (column := _list_of(head.headers[at], table))}
    lists = [*words.values(), *named.values()]
    found = named | {at: column for at, column in words.items() if lists.count(column) > 1}
    marked = {column for at, column in found.items() if boxes[at] & _MARKS}
    return {at: _fold(head.headers[at], column) for at, column in found.items() if column in marked}


def _fold(header: str, column: str) -> ColumnMapping:
    return ColumnMapping(header, "fold", column, f"its marks say “{fold_word(header)}”", 0)


def _named_list(header: str, table: str) -> str | None:
    """The list that a header names before its word: serves, for "Serves - Youth"."""
    match = _parted(header)
    if not match:
        return None
    before = plain_header(match["list"])
    name = headers_of(table).get(before) or _LISTS_BY_WORD.get(before) or _LISTS_BY_WORD.get(before.rstrip("s"))
    return name if name in {column.name for column in columns_of(table) if column.is_list} else None


def _parted(header: str) -> re.Match[str] | None:
    return _PARTED.match(" ".join(header.split())) if len(header) <= LONGEST_HEADER else None


def _list_of(header: str, table: str) -> str | None:
    """The list whose vocabulary has the header as a word. One vocabulary for two columns tells neither."""
    lists = [column for column in columns_of(table) if column.kind == "word" and column.is_list]
    vocabularies = [column.vocabulary for column in lists]
    known = [
        column.name
        for column in lists
        if key(header) in words_by_key(column.vocabulary or "") and vocabularies.count(column.vocabulary) == 1
    ]
    return known[0] if len(known) == 1 else None


def fold_word(header: str) -> str:
    """The word that a mark under the header adds."""
    match = _parted(header)
    return clean(match["word"]) if match else header


def folded(texts: Sequence[str], words: Sequence[str], marks: Sequence[Sequence[str]]) -> list[str]:
    """The cells of a list column with the words that are marked beside it: each word's marks are a column.

    Where every mark says no, the cell says ``none``: someone looked.
    """
    return [_with_words(text, words, row) for text, row in zip(texts, zip(*marks, strict=True), strict=True)]


def _with_words(text: str, words: Sequence[str], marks: Sequence[str]) -> str:
    marked = [word for word, mark in zip(words, marks, strict=True) if key(clean(mark)) in _MARKS]
    if marked:
        return join_list(tuple(dict.fromkeys((*(split_list(clean(text)) or ()), *marked))))
    return "none" if not text.strip() and all(key(clean(mark)) in _NO_MARKS for mark in marks) else text


def unmarked(texts: Sequence[str]) -> list[str]:
    """What the cells of a checkbox column say beside marks."""
    return ["" if key(clean(text)) in {"", *_MARKS, *_NO_MARKS} else text for text in texts]
