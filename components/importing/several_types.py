"""Cells of ``type`` that name several kinds of organization: ``Nonprofit / funder`` is both."""

from __future__ import annotations

import re
from dataclasses import replace

from components.importing.headed_sheet import MappedSheet
from components.inventory import TextTable
from components.inventory.kinds import is_unknown, join_list, split_list
from components.inventory.problems import Problem
from components.inventory.schema import words_by_key
from components.inventory.text import clean, word_key

_MARKS = re.compile(r"[/;,|+&\n]| - |\band\b|\bor\b", re.IGNORECASE)
_FIRST_READ = 3  # cells that the note shows


def split_types(mapped: MappedSheet, table: TextTable) -> tuple[TextTable, list[Problem]]:
    """Split the cells of ``type`` that name several kinds of organization, and give the table with a note.

    Only cells whose every part is a word of the standard are split. The first word stays in ``type``, and the others
    are added to ``also_type``.
    """
    texts = table.columns.get("type", ())
    found = {text: words for text in dict.fromkeys(texts) if (words := _list_types(clean(text)))}
    if not found or mapped.sheet.is_ours:
        return table, []
    also = table.columns.get("also_type", [""] * len(texts))
    types = [found[text][0] if text in found else text for text in texts]
    further = [_add_words(text, found.get(own, ())[1:]) for own, text in zip(texts, also, strict=True)]
    columns = table.columns | {"type": types} | ({"also_type": further} if any(further) else {})
    told = [f"“{clean(text)}” as {', also '.join(words)}" for text, words in found.items()]
    more = f", and {len(told) - _FIRST_READ} more" if len(told) > _FIRST_READ else ""
    note = mapped.problem("cells of several types", column="type", each="; ".join(told[:_FIRST_READ]) + more)
    return replace(table, columns=columns), [note]


def _add_words(text: str, words: tuple[str, ...]) -> str:
    """Add words to the list in a cell, and give the cell."""
    before = () if is_unknown(clean(text)) else split_list(clean(text)) or ()
    return join_list(tuple(dict.fromkeys((*before, *words)))) if words else text


def _list_types(text: str) -> tuple[str, ...]:
    """List the words of the standard that a cell of several kinds names; none where it has one part, or another."""
    known = words_by_key("types")
    if word_key(text) in known or not _MARKS.search(text):
        return ()
    words = [known.get(word_key(part)) for part in _MARKS.split(text) if part.strip()]
    return tuple(dict.fromkeys(word for word in words if word)) if all(words) else ()
