"""Checkbox columns, in which a mark adds the header's word to a list: "Issue: Housing" with an X in some rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.likeness import simplify_header
from components.importing.sheet_mapping import ColumnMapping
from components.importing.words import words_of_kind
from components.inventory import TextTable
from components.inventory.kinds import is_unknown, join_list, split_list
from components.inventory.problems import Problem
from components.inventory.schema import columns_of, headers_of, words_by_key
from components.inventory.text import LONGEST_HEADER, clean, word_key

_MARKS, _NO_MARKS = words_of_kind("mark").keys(), words_of_kind("no mark").keys()
_LIST_AND_WORD = re.compile(
    r"^(?P<list>[^:\[(–—]+?)\s*(?::\s*|\s[–—\-]\s*|\s*\[|\s*\(|\s*[–—]\s*)(?P<word>[^\])]+)[\])]?$"
)
_WORDS_NAMED = 5


# Recognising them


def find_checkbox_columns(head: HeadedSheet, table: str, positions: Collection[int]) -> dict[int, ColumnMapping]:
    """Find the checkbox columns among these positions, and give their mappings by position.

    A header that names no list, such as ``Housing`` or ``Category 1: Housing``, needs another such column beside it.
    Cells may also be words for not known.
    """
    cells = {at: {word_key(text) for text in head.first_cells(at)} for at in positions}
    boxes = [at for at, found in cells.items() if all(map(_is_mark_or_unknown, found))]
    named = {at: column for at in boxes if (column := _find_list_before_word(head.headers[at], table))}
    others = [at for at in boxes if at not in named]
    implied = {
        at: column for at in others if (column := _find_list_with_word(_split_header(head.headers[at])[1], table))
    }
    lists = [*implied.values(), *named.values()]
    found = named | {at: column for at, column in implied.items() if lists.count(column) > 1}
    marked = {column for at, column in found.items() if cells[at] & _MARKS}
    return {
        at: ColumnMapping(head.headers[at], "checkbox", column, f"its marks say “{_split_header(head.headers[at])[1]}”")
        for at, column in found.items()
        if column in marked
    }


def _is_mark_or_unknown(key: str) -> bool:
    return key in _MARKS or key in _NO_MARKS or is_unknown(key)


def _split_header(header: str) -> tuple[str, str]:
    """Split a header into what stands before its word, and the word, and give both: ``Serves - Youth`` gives
    ``("Serves", "Youth")``, and ``Youth`` gives ``("", "Youth")``."""
    match = _LIST_AND_WORD.match(" ".join(header.split())) if len(header) <= LONGEST_HEADER else None
    return (match["list"], clean(match["word"])) if match else ("", header)


def _find_list_before_word(header: str, table: str) -> str | None:
    """Find the list that a header names before its word, and give its column: ``serves`` for "Serves - Youth"."""
    before, others = simplify_header(_split_header(header)[0]), words_of_kind("list")
    name = headers_of(table).get(before) or others.get(before) or others.get(before.rstrip("s"))
    return name if name in {column.name for column in columns_of(table) if column.is_list} else None


def _find_list_with_word(word: str, table: str) -> str | None:
    """Find the one list whose vocabulary has a header's word, and give its column; None where several have.

    A word such as "research" is a skill or an issue before it is a further type.
    """
    lists = [column for column in columns_of(table) if column.kind == "word" and column.is_list]
    known = [column.name for column in lists if word_key(word) in words_by_key(column.vocabulary or "")]
    likely = [name for name in known if name != "also_type"] or known
    return likely[0] if len(likely) == 1 else None


# Converting them


def convert_checkboxes(
    mapped: MappedSheet, table: TextTable, mappings: Mapping[str, ColumnMapping]
) -> tuple[TextTable, list[Problem]]:
    """Convert checkbox columns to words of their lists, and give the table with a note for each list.

    ``mappings`` has the mappings by the names of the columns. Cells that hold no mark stay, as an extra column.
    """
    columns = dict(table.columns)
    problems = []
    for target in dict.fromkeys(column.column for column in mappings.values() if column.use == "checkbox"):
        boxes = [name for name, each in mappings.items() if each.use == "checkbox" and each.column == target]
        words = [_split_header(mappings[name].header)[1] for name in boxes]
        marks = [[word_key(clean(text)) for text in columns.pop(name)] for name in boxes]
        rows = zip(columns.get(target, [""] * len(table.rows)), zip(*marks, strict=True), strict=True)
        columns[target] = [_add_marked_words(text, words, row) for text, row in rows]
        more = f" and {len(words) - _WORDS_NAMED} more" if len(words) > _WORDS_NAMED else ""
        quoted = {"value": "; ".join(words), "words": ", ".join(words[:_WORDS_NAMED]) + more}
        problems.append(mapped.problem("marks read as words", column=target, **quoted))
        for name, keys in zip(boxes, marks, strict=True):
            pairs = zip(table.columns[name], keys, strict=True)
            rest = ["" if not key or _is_mark_or_unknown(key) else text for text, key in pairs]
            if any(rest):
                columns[name] = rest
                problems.append(mapped.problem("cell that is no mark", column=name))
            problems += _note_unknown(mapped, name, [text for text in table.columns[name] if is_unknown(clean(text))])
    return replace(table, columns=columns), problems


def _note_unknown(mapped: MappedSheet, name: str, texts: Sequence[str]) -> list[Problem]:
    """Note that cells of a checkbox column hold words for not known."""
    values, cells = " and ".join(f"“{text}”" for text in dict.fromkeys(texts)), f"{len(texts):,} cells"
    words = {"values": values, "stand": "stands" if len(set(texts)) == 1 else "stand", "cells": cells}
    said = {"column": name, "count": len(texts), **words}
    return [mapped.problem("word for not known", value=texts[0], **said)] if texts else []


def _add_marked_words(text: str, words: Sequence[str], marks: Sequence[str]) -> str:
    """Add the words that are marked in a row to its list, and give the cell; ``none`` where every mark says no."""
    marked = [word for word, mark in zip(words, marks, strict=True) if mark in _MARKS]
    if marked:
        return join_list(tuple(dict.fromkeys((*(split_list(clean(text)) or ()), *marked))))
    return "none" if not text.strip() and all(mark in _NO_MARKS for mark in marks) else text
