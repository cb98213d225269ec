"""What a cell that could not be taken as it stands seems to mean: offered, and taken with one click."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd
from rapidfuzz import fuzz, process

from components.drafts.draft import Draft
from components.drafts.text_tables import RowTexts
from components.inventory import RawTable
from components.inventory.kinds import Suggestion, is_misspelled, join_list, kind_of, read_column, split_list
from components.inventory.problems import Fault
from components.inventory.schema import Column, column_of, columns_of
from components.inventory.text import name_key

_SHOWN = ["key", "table", "column", "value", "suggestion", "why", "kind"]
# Names are longer than words of a vocabulary, and many share most of their letters.
_NEAR_NAME = 85
_CLEARLY_NEARER = 4
_FIGURES = re.compile(r"\d+")


def find_suggestions(draft: Draft) -> pd.DataFrame:
    """Find what cells seem to mean that could not be taken as they stand.

    Columns: ``key`` (of the row), ``table``, ``column``, ``value`` (the cell's text, or in a list the one value that is
    meant), ``suggestion`` (what to write for it), ``why``, and ``kind``: ``word`` (near a word of the vocabulary),
    ``organization`` (near the name of a listed one), ``list`` (parted with another mark than a bar), ``date``,
    ``number``, ``address`` (of the web). Rows that are set aside have none.
    """
    texts = RowTexts(draft.text_tables)
    rows = [*_of_faults(draft, texts), *_of_names(draft, texts), *_of_addresses(draft, texts)]
    return pd.DataFrame(rows, columns=_SHOWN)


def take_suggestions(draft: Draft, chosen: pd.DataFrame) -> Draft:
    """Take suggestions (one, some, or all of a kind), and give the new draft.

    In a list only the value that is meant changes. One whose cell says something else by now is left.
    """
    texts = RowTexts(draft.text_tables)
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for row, name, value, suggestion, kind in chosen[["key", "column", "value", "suggestion", "kind"]].itertuples(
        index=False, name=None
    ):
        before = changes[row].get(name, texts.cell(row, name))
        column = column_of(texts.table(row), name)
        one_of_many = column is not None and column.is_list and kind != "list"
        changes[row][name] = (
            _with_one(before, value, suggestion) if one_of_many else suggestion if before == value else before
        )
    guarded = {
        row: {name: texts.as_written(row, text) for name, text in cells.items()} for row, cells in changes.items()
    }
    return draft.with_cells(guarded)


def _with_one(text: str, value: str, suggestion: str) -> str:
    values = split_list(text) or ()
    return join_list(tuple(suggestion if each == value else each for each in values)) if value in values else text


# Cells that could not be read


def _inside(draft: Draft, raw: RawTable) -> list[int]:
    return [row for row in raw.keys or () if row not in draft.rows_set_aside]


def _faults(draft: Draft, texts: RowTexts) -> Iterator[tuple[RawTable, Column, Mapping[str, tuple[Fault, ...]]]]:
    """The faults of each column of the standard in each table, by the text that has them."""
    told = {(problem.table, problem.column) for problem in draft.problems}
    for raw in draft.text_tables:
        for column in columns_of(raw.table):
            if column.name in raw.columns and (raw.table, column.name) in told:
                cells = [texts.cell(row, column.name) for row in raw.keys or ()]
                if found := read_column(column, cells, semicolons=raw.semicolons)[1]:
                    yield raw, column, found


def _of_faults(draft: Draft, texts: RowTexts) -> Iterator[tuple[object, ...]]:
    for raw, column, faults in _faults(draft, texts):
        kind = kind_of(column)
        mends = {
            text: [mend for fault in found if (mend := kind.suggest(fault.value, fault.code))]
            for text, found in faults.items()
        }
        for row in _inside(draft, raw):
            for mend in mends.get(texts.cell(row, column.name), ()):
                yield row, raw.table, column.name, *mend


# Organizations that are named and not listed


def _of_names(draft: Draft, texts: RowTexts) -> Iterator[tuple[object, ...]]:
    near = _near_names(draft)
    for raw in draft.text_tables if near else ():
        for column in columns_of(raw.table):
            if column.kind != "organization" or column.name not in raw.columns:
                continue
            for row in _inside(draft, raw):
                text = texts.cell(row, column.name)
                for value in (split_list(text) or ()) if column.is_list else (text,):
                    if name := near.get(name_key(value)):
                        why = f"Near “{name}”, which is listed."
                        yield row, raw.table, column.name, *Suggestion(value, name, why, "organization")


def _near_names(draft: Draft) -> dict[str, str]:
    """For names that no organization has, what to write for the one listed organization whose name is near."""
    frame, keys = draft.inventory.organizations, draft.reading.keys["organizations"]
    counts = Counter(map(name_key, frame["name"]))
    blocks: dict[str, dict[str, str]] = defaultdict(dict)
    columns = (frame[name].tolist() for name in ("id", "name", "aliases", "former_names"))
    for row, identity, name, aliases, former in zip(keys, *columns, strict=True):
        write = name if counts[name_key(name)] == 1 else identity
        for each in (name, *_values(aliases), *_values(former)) if row is not None else ():
            for block in _blocks(each):
                blocks[block][name_key(each)] = write
    unlisted = [name for name, row in zip(frame["name"], keys, strict=True) if row is None] + _who_says(draft)
    found = {name_key(name): _nearest(draft, name_key(name), blocks) for name in unlisted}
    return {name: write for name, write in found.items() if write}


def _values(cell: object) -> tuple[str, ...]:
    return cell if isinstance(cell, tuple) else ()


def _blocks(name: str) -> tuple[str, str]:
    """Two names are compared that begin or end alike and have the same figures: few are misspelled at both ends."""
    text = name_key(name)
    figures = " ".join(_FIGURES.findall(text))
    return f"{text[:3]}… {figures}", f"…{text[-3:]} {figures}"


def _who_says(draft: Draft) -> list[str]:
    ids = set(draft.inventory.organizations["id"])
    cells = (draft.inventory.relationships["reported_by"], draft.inventory.assessments["rater_organization"])
    return [text for column in cells for text in column.dropna().unique() if text not in ids]


def _nearest(draft: Draft, name: str, blocks: Mapping[str, Mapping[str, str]]) -> str | None:
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


# Addresses of the web


def _of_addresses(draft: Draft, texts: RowTexts) -> Iterator[tuple[object, ...]]:
    for raw in draft.text_tables:
        for column in columns_of(raw.table):
            if column.kind != "web address" or column.name not in raw.columns:
                continue
            for row in _inside(draft, raw):
                text = texts.cell(row, column.name)
                if text and (mend := kind_of(column).suggest(text)):
                    yield row, raw.table, column.name, *mend
