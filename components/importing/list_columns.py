"""Columns that become lists: checkboxes, cells that a person said hold several values, and cells of several types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.likeness import simplify_header
from components.importing.sheet_mapping import ColumnMapping
from components.importing.ties import part_names
from components.importing.words import words_of_kind
from components.inventory import TextTable
from components.inventory.kinds import find_unsplit, is_unknown, join_lists
from components.inventory.problems import Fault, Problem, tell_once
from components.inventory.schema import columns_of, headers_of, words_by_key
from components.inventory.text import LONGEST_HEADER, clean, word_key

_MARKS, _NO_MARKS = words_of_kind("mark").keys(), words_of_kind("no mark").keys()
_LIST_AND_WORD = re.compile(
    r"^(?P<list>[^:\[(–—]+?)\s*(?::\s*|\s[–—\-]\s*|\s*\[|\s*\(|\s*[–—]\s*)(?P<word>[^\])]+)[\])]?$"
)
_WORDS_NAMED = 5  # by the note on marks
_CELLS_SHOWN = 3  # by the note on cells of several types


def find_checkbox_columns(head: HeadedSheet, table: str, positions: Collection[int]) -> dict[int, ColumnMapping]:
    """Find the checkbox columns among these positions, and give their mappings by position. A header that names no
    list, such as ``Housing`` or ``Category 1: Housing``, needs another such column beside it."""
    cells = {at: {_simplify_mark(text, head.headers[at]) for text in head.first_cells(at)} for at in positions}
    named, implied = dict[int, str](), dict[int, str]()
    for at in (at for at, keys in cells.items() if all(map(_is_mark_or_unknown, keys))):
        before, word = _split_header(head.headers[at])
        if column := _find_list_called(before, table):
            named[at] = column
        elif column := _find_list_with_word(word, table):
            implied[at] = column
    lists = [*named.values(), *implied.values()]
    found = named | {at: column for at, column in implied.items() if lists.count(column) > 1}
    marked = {column for at, column in found.items() if cells[at] & _MARKS}
    return {
        at: ColumnMapping(head.headers[at], "checkbox", column, f"its marks say “{_split_header(head.headers[at])[1]}”")
        for at, column in found.items()
        if column in marked
    }


def _is_mark_or_unknown(key: str) -> bool:
    return key in _MARKS or key in _NO_MARKS or is_unknown(key)


def _simplify_mark(text: str, header: str) -> str:
    """Make a cell comparable, and give it: ``x`` where it repeats the word of its header, as some forms do."""
    key = word_key(clean(text))
    return "x" if key and key == word_key(_split_header(header)[1]) else key


def _split_header(header: str) -> tuple[str, str]:
    """Split a header into what stands before its word, and the word, and give both: ``Serves - Youth``."""
    match = _LIST_AND_WORD.match(" ".join(header.split())) if len(header) <= LONGEST_HEADER else None
    return (match["list"], clean(match["word"])) if match else ("", header)


def _find_list_called(before: str, table: str) -> str | None:
    """Find the list that a header names before its word, and give its column."""
    text, others = simplify_header(before), words_of_kind("list")
    name = headers_of(table).get(text) or others.get(text) or others.get(text.rstrip("s"))
    return name if name in {column.name for column in columns_of(table) if column.is_list} else None


def _find_list_with_word(word: str, table: str) -> str | None:
    """Find the one list whose vocabulary has a header's word, and give its column; None where several have. A word is a
    skill or an issue before it is a further type."""
    lists = [column for column in columns_of(table) if column.kind == "word" and column.is_list]
    known = [column.name for column in lists if word_key(word) in words_by_key(column.vocabulary or "")]
    likely = [name for name in known if name != "also_type"] or known
    return likely[0] if len(likely) == 1 else None


def convert_checkboxes(
    mapped: MappedSheet, table: TextTable, mappings: Mapping[str, ColumnMapping]
) -> tuple[TextTable, list[Problem]]:
    """Convert checkbox columns to words of their lists, and give the table with a note for each list. Cells that hold
    more than a mark stay as an extra column. ``mappings`` has the mappings by the names of the columns."""
    columns = dict(table.columns)
    problems = []
    for target in dict.fromkeys(column.column for column in mappings.values() if column.use == "checkbox"):
        boxes = [name for name, each in mappings.items() if each.use == "checkbox" and each.column == target]
        words = [_split_header(mappings[name].header)[1] for name in boxes]
        marks = [[_simplify_mark(text, mappings[name].header) for text in columns.pop(name)] for name in boxes]
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
            unknown = Counter(text for text in table.columns[name] if is_unknown(clean(text)))
            faults = {text: Fault("word for not known", text) for text in unknown}
            problems += [tell_once(table.table, name, table.place(), faults, unknown)] if unknown else []
    return replace(table, columns=columns), problems


def _add_marked_words(text: str, words: Sequence[str], marks: Sequence[str]) -> str:
    """Add the words that are marked in a row to its list, and give the cell; ``none`` where every mark says no."""
    marked = [word for word, mark in zip(words, marks, strict=True) if mark in _MARKS]
    if marked:
        return join_lists([text, *marked])
    return "none" if not text.strip() and all(mark in _NO_MARKS for mark in marks) else text


def part_lists_as_said(mapped: MappedSheet, table: TextTable, columns: Mapping[str, ColumnMapping]) -> TextTable:
    """Write bars between the values of a list where a person said that commas part them, or one at the end where they
    said that it is one value, and give the table. Columns that are read as the same list are joined."""
    written = dict(table.columns)
    lists = {column.name: column for column in mapped.mapping.columns_read.values() if column.is_list}
    for name, mapping in columns.items():
        if mapping.use != "column" or mapping.column not in lists or name not in written:
            continue
        if mapping.values:
            column, several = lists[mapping.column], mapping.values == "several"
            found = find_unsplit(column, written[name])
            split = {text: "|".join(parts) if several else f"{text}|" for text, parts in found.items()}
            written[name] = [split.get(text, text) for text in written[name]]
        if name != mapping.column:
            more = written.pop(name)
            pairs = zip(written.get(mapping.column, [""] * len(more)), more, strict=True)
            written[mapping.column] = ["|".join(filter(str.strip, pair)) for pair in pairs]
    return replace(table, columns=written)


def split_types(mapped: MappedSheet, table: TextTable) -> tuple[TextTable, list[Problem]]:
    """Split the cells of ``type`` whose every part is a word of the standard, such as ``Nonprofit / funder``, and give
    the table with a note. The first word stays in ``type``, and the others are added to ``also_type``."""
    is_foreign = table.table == "organizations" and not mapped.sheet.is_ours
    texts = table.columns.get("type", ()) if is_foreign else ()
    found = {text: words for text in dict.fromkeys(texts) if (words := _list_types(clean(text)))}
    if not found:
        return table, []
    types = [found[text][0] if text in found else text for text in texts]
    also = list(table.columns.get("also_type", [""] * len(texts)))
    for at, text in enumerate(texts):
        if further := found.get(text, [])[1:]:
            also[at] = join_lists([*([] if is_unknown(clean(also[at])) else [also[at]]), *further])
    columns = table.columns | {"type": types} | ({"also_type": also} if any(also) else {})
    told = [f"“{clean(text)}” as {', also '.join(words)}" for text, words in found.items()]
    more = f", and {len(told) - _CELLS_SHOWN} more" if len(told) > _CELLS_SHOWN else ""
    note = mapped.problem("cells of several types", column="type", each="; ".join(told[:_CELLS_SHOWN]) + more)
    return replace(table, columns=columns), [note]


def _list_types(text: str) -> list[str]:
    """List the types that a cell names if it names several and nothing else, and give them; or else none."""
    known = words_by_key("types")
    if word_key(text) in known:
        return []
    parts = part_names(text.replace("|", ";"), lambda part: word_key(part) in known)
    return list(dict.fromkeys(known[word_key(part)] for part in parts))
