"""Suggestions: what a cell that can't be read seems to mean, so that a person can take it with one click."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import pandas as pd
from rapidfuzz import fuzz, process

from components.drafts.draft import Draft
from components.drafts.text_tables import RowTexts
from components.inventory import TextTable
from components.inventory.kinds import Suggestion, is_misspelled, join_list, kind_of, read_column, split_list
from components.inventory.schema import Column, column_of, columns_of
from components.inventory.text import name_key

_COLUMNS = ["key", "table", "column", "value", "suggestion", "why", "kind"]
# Of 100 letters. Names are longer than words of a vocabulary, and many share most of their letters.
_NEAR_NAME = 85
_CLEARLY_NEARER = 4
_FIGURES = re.compile(r"\d+")
_ByText = Mapping[str, Sequence[Suggestion]]
"""The suggestions for the texts of a column."""


def find_suggestions(draft: Draft) -> pd.DataFrame:
    """Find what cells seem to mean that could not be taken as they stand.

    Columns: ``key`` (of the row), ``table``, ``column``, ``value`` (the cell's text, or in a list the one value that is
    meant), ``suggestion`` (what to write for it), ``why``, and ``kind``: ``word`` (near a word of the vocabulary),
    ``organization`` (near the name of a listed one), ``list`` (parted with another mark than a bar), ``date``,
    ``number``, ``address`` (of the web). Rows that are set aside have none.
    """
    with_problems = {(problem.table, problem.column) for problem in draft.problems}
    near = _find_near_names(draft)
    rows = [
        *_rows(draft, lambda table, column: (table.table, column.name) in with_problems, _suggest_for_faults),
        *_rows(draft, lambda _, column: bool(near) and column.kind == "organization", partial(_suggest_names, near)),
        *_rows(draft, lambda _, column: column.kind == "web address", _suggest_addresses),
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _rows(
    draft: Draft,
    is_wanted: Callable[[TextTable, Column], bool],
    suggest: Callable[[TextTable, Column, Sequence[str]], _ByText],
) -> Iterator[tuple[object, ...]]:
    """Give a row for each suggestion for the wanted columns."""
    texts = RowTexts(draft.text_tables)
    for table in draft.text_tables:
        for column in columns_of(table.table):
            if column.name in table.columns and is_wanted(table, column):
                cells = {key: texts.cell(key, column.name) for key in table.keys or ()}
                found = suggest(table, column, list(cells.values()))
                for key, text in cells.items():
                    if key not in draft.rows_set_aside:
                        yield from ((key, table.table, column.name, *each) for each in found.get(text, ()))


def _suggest_for_faults(table: TextTable, column: Column, texts: Sequence[str]) -> _ByText:
    kind, faults = kind_of(column), read_column(column, texts)[1]
    return {
        text: [each for fault in found if (each := kind.suggest(fault.value, fault.code))]
        for text, found in faults.items()
    }


def _suggest_addresses(table: TextTable, column: Column, texts: Sequence[str]) -> _ByText:
    kind = kind_of(column)
    return {text: [each] for text in set(texts) if text and (each := kind.suggest(text))}


def take_suggestions(draft: Draft, chosen: pd.DataFrame) -> Draft:
    """Take suggestions (one, some, or all of a kind), and give the new draft.

    In a list only the one value changes. A suggestion whose cell was changed since is not taken.
    """
    texts = RowTexts(draft.text_tables)
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    wanted = chosen[["key", "column", "value", "suggestion", "kind"]]
    for key, name, value, suggestion, kind in wanted.itertuples(index=False, name=None):
        before = changes[key].get(name, texts.cell(key, name))
        column = column_of(texts.table(key), name)
        if column is not None and column.is_list and kind != "list":
            changes[key][name] = _with_one_value(before, value, suggestion)
        else:
            changes[key][name] = suggestion if before == value else before
    return draft.with_cells(
        {key: {name: texts.as_written(key, text) for name, text in cells.items()} for key, cells in changes.items()}
    )


def _with_one_value(text: str, value: str, suggestion: str) -> str:
    values = split_list(text) or ()
    return join_list(tuple(suggestion if each == value else each for each in values)) if value in values else text


# Organizations that are named and not listed


def _suggest_names(near: Mapping[str, str], table: TextTable, column: Column, texts: Sequence[str]) -> _ByText:
    found = {}
    for text in set(texts):
        values = (split_list(text) or ()) if column.is_list else (text,)
        names = ((value, near[name_key(value)]) for value in values if name_key(value) in near)
        found[text] = [
            Suggestion(value, name, f"Near “{name}”, which is listed.", "organization") for value, name in names
        ]
    return found


def _find_near_names(draft: Draft) -> dict[str, str]:
    """Find the one listed organization whose name is near each name that no organization has, and give by the latter
    what to write: the name of that organization, or its id where others have that name too."""
    frame, keys = draft.inventory.organizations, draft.reading.keys["organizations"]
    counts = Counter(map(name_key, frame["name"]))
    blocks: dict[str, dict[str, str]] = defaultdict(dict)
    columns = (frame[name].tolist() for name in ("id", "name", "aliases", "former_names"))
    for key, identity, name, aliases, former_names in zip(keys, *columns, strict=True):
        write = name if counts[name_key(name)] == 1 else identity
        for each in (name, *(aliases or ()), *(former_names or ())) if key is not None else ():
            for block in _blocks(each):
                blocks[block][name_key(each)] = write
    unlisted = [name for name, key in zip(frame["name"], keys, strict=True) if key is None]
    ids = set(frame["id"])
    sources = (draft.inventory.relationships["reported_by"], draft.inventory.assessments["rater_organization"])
    unlisted += [text for cells in sources for text in cells.dropna().unique() if text not in ids]
    found = {name_key(name): _find_nearest(draft, name_key(name), blocks) for name in unlisted}
    return {name: write for name, write in found.items() if write}


def _blocks(name: str) -> tuple[str, str]:
    """Give two keys of a name, of which near names share at least one: its beginning, or its end, with its figures.

    Only names that share a key are compared. Few names are misspelled at both ends.
    """
    text = name_key(name)
    figures = " ".join(_FIGURES.findall(text))
    return f"{text[:3]}… {figures}", f"…{text[-3:]} {figures}"


def _find_nearest(draft: Draft, name: str, blocks: Mapping[str, Mapping[str, str]]) -> str | None:
    near: dict[str, tuple[float, str]] = {}
    for known in (blocks.get(block, {}) for block in _blocks(name)):
        for other, score, _ in process.extract(
            name, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_NAME - _CLEARLY_NEARER, limit=5
        ):
            if frozenset((name, other)) not in draft.not_the_same and is_misspelled(name, other):
                near[other] = score, known[other]
    best, write = max(near.values(), default=(0.0, None))
    rivals = {other for score, other in near.values() if score > best - _CLEARLY_NEARER}
    return write if best >= _NEAR_NAME and len(rivals) == 1 else None
