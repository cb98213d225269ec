"""Mend cells: find those that have problems, type them again, and suggest what they mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from components.drafts.draft import Draft
from components.drafts.near_names import find_near_names
from components.drafts.text_tables import RowTexts
from components.inventory import Problem
from components.inventory.kinds import Suggestion, join_list, kind_of, read_column, replace_in_list, split_list
from components.inventory.problems import Fault
from components.inventory.schema import NOT_QUOTED, Column, column_of, columns_of
from components.inventory.text import name_key

_NAMES_NOT_LISTED = ("organization not listed", "reporter not listed")
"""The codes of problems that are told once for a name, whatever cells have it."""


@dataclass(frozen=True)
class CellToMend:
    """A text that has a problem, in all cells that have it.

    These are the cells of one column; where the text names an organization that is not listed, of every column that
    names organizations.
    """

    table: str
    """The table of the first of the cells."""
    column: str
    """The column of the first of the cells."""
    text: str
    cells: tuple[tuple[int, str], ...]
    """The key of the row and the column of each. An empty cell is alone, as empty cells are mended row by row."""
    problems: tuple[Problem, ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the rows that the cells are in."""
        return tuple(dict.fromkeys(key for key, _ in self.cells))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the cells are in."""
        return tuple(dict.fromkeys(column for _, column in self.cells))


def find_cells_to_mend(draft: Draft, problems: Iterable[Problem]) -> list[CellToMend]:
    """Find the texts that have these problems, so that a word that is wrong in forty rows is mended once.

    Problems that are not about single texts are passed over. The texts come in the order of their first problems.
    """
    places = _CellPlaces(draft)
    cells: dict[tuple[str, str, str, int | None], dict[tuple[int, str], None]] = defaultdict(dict)
    found: dict[tuple[str, str, str, int | None], dict[Problem, None]] = defaultdict(dict)
    for problem in problems:
        for (key, column), text in places.of_problem(problem):
            cell = (problem.table, problem.column or "", text, None if text else key)
            cells[cell][key, column] = None
            found[cell][problem] = None
    return [CellToMend(*cell[:3], tuple(cells[cell]), tuple(found[cell])) for cell in cells]


class _CellPlaces:
    """The cells of a draft's rows that are not set aside, to be found by what they say."""

    def __init__(self, draft: Draft) -> None:
        self._texts = RowTexts(draft.text_tables)
        self._inside = [key for key in self._texts.keys if key not in draft.rows_set_aside]
        self._by_text: dict[tuple[str, str], dict[str, list[int]]] = {}

    def of_problem(self, problem: Problem) -> Iterator[tuple[tuple[int, str], str]]:
        """Find the cells that a problem is about, and give the row and column of each, with the text to show."""
        column = problem.column or ""
        if not column or column in NOT_QUOTED:
            return
        if problem.rule in _NAMES_NOT_LISTED and problem.value:
            for cell in self._naming.get(name_key(problem.value), ()):
                yield cell, problem.value
        elif problem.key is not None:
            if problem.key in self._texts.keys:
                yield (problem.key, column), self._texts.cell(problem.key, column)
        elif problem.value:
            # A problem that stands for many cells of a column has their texts as its value.
            for text in dict.fromkeys((problem.value, *problem.value.split("; "))):
                for key in self._by_text_of(problem.table, column).get(text, ()):
                    yield (key, column), text

    def _by_text_of(self, table: str, column: str) -> dict[str, list[int]]:
        if (table, column) not in self._by_text:
            found = self._by_text[table, column] = defaultdict[str, list[int]](list)
            for key in self._inside:
                if self._texts.table(key) == table:
                    found[self._texts.cell(key, column)].append(key)
        return self._by_text[table, column]

    @cached_property
    def _naming(self) -> dict[str, list[tuple[int, str]]]:
        """The cells that name an organization, by ``name_key`` of what they say."""
        found = defaultdict[str, list[tuple[int, str]]](list)
        for key in self._inside:
            for column in columns_of(self._texts.table(key)):
                if column.kind == "organization" and (text := self._texts.cell(key, column.name)):
                    for value in (split_list(text) or ()) if column.is_list else (text,):
                        found[name_key(value)].append((key, column.name))
        return found


def mend_cells(draft: Draft, texts: Mapping[CellToMend, str], aside: Iterable[CellToMend] = ()) -> Draft:
    """Write new texts into cells in all their rows, set aside the rows of the cells ``aside``, and give a new draft.

    In a list that names organizations, only the name in question changes.
    """
    known = RowTexts(draft.text_tables)
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for cell, text in texts.items():
        for key, name in cell.cells:
            before = changes[key].get(name, known.cell(key, name))
            column = column_of(known.table(key), name)
            in_list = column is not None and column.is_list and column.kind == "organization"
            after = replace_in_list(before, _rename(cell.text, text)) if in_list else text
            changes[key][name] = known.as_written(key, after)
    return draft.with_cells(changes).set_aside({key for cell in aside for key in cell.keys})


def _rename(before: str, after: str) -> Callable[[str], tuple[str, ...]]:
    """Make the function that gives another name in the place of one; the name may be several, or none."""
    return lambda name: (split_list(after) or ()) if name_key(name) == name_key(before) else (name,)


# Suggestions


def find_suggestions(draft: Draft) -> pd.DataFrame:
    """Find out what cells that could not be taken as they stand seem to mean, and give it as suggestions.

    Columns: ``key`` (of the row), ``table``, ``column``, ``value`` (the cell's text, or the value in question of a
    list), ``suggestion`` (what to write instead), ``why``, and ``kind``: ``word`` (near a word of the vocabulary),
    ``organization`` (near the name of a listed one, or a part of it), ``list`` (separated by something other than a
    bar), ``date``, ``number``, ``address`` (of the web). There are none for rows that are set aside.
    """
    with_problems = {(problem.table, problem.column) for problem in draft.problems}
    near, texts = find_near_names(draft), RowTexts(draft.text_tables)
    always = {"web address", "organization"} if near else {"web address"}
    rows: list[tuple[object, ...]] = []
    for table in draft.text_tables:
        for column in (each for each in columns_of(table.table) if each.name in table.columns):
            has_problems = (table.table, column.name) in with_problems
            if not has_problems and column.kind not in always:
                continue
            cells = {key: texts.cell(key, column.name) for key in table.keys or ()}
            read = read_column(column, list(cells.values())) if has_problems else ({}, {})
            found = {text: _suggest(column, text, read[1].get(text, ()), near) for text in set(cells.values())}
            for key, text in cells.items():
                if key not in draft.rows_set_aside:
                    rows += [(key, table.table, column.name, *each) for each in found[text]]
    return pd.DataFrame(rows, columns=["key", "table", "column", "value", "suggestion", "why", "kind"])


def _suggest(
    column: Column, text: str, faults: Iterable[Fault], near: Mapping[str, tuple[str, str]]
) -> list[Suggestion]:
    kind = kind_of(column)
    found = [kind.suggest(fault.value, fault.code) for fault in faults]
    if column.kind == "web address":
        found.append(kind.suggest(text))
    if column.kind == "organization":
        for value in (split_list(text) or ()) if column.is_list else (text,):
            if name_and_why := near.get(name_key(value)):
                found.append(Suggestion(value, *name_and_why, "organization"))
    return [each for each in found if each]


def take_suggestions(draft: Draft, chosen: pd.DataFrame) -> Draft:
    """Write what some suggestions say into their cells, and give the new draft.

    In a list only the value in question changes. Where a cell was changed since, its suggestion is not taken.
    """
    texts = RowTexts(draft.text_tables)
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    wanted = chosen[["key", "column", "value", "suggestion", "kind"]]
    for key, name, value, suggestion, kind in wanted.itertuples(index=False, name=None):
        before = changes[key].get(name, texts.cell(key, name))
        column = column_of(texts.table(key), name)
        is_one_of_several = column is not None and column.is_list and kind != "list"
        values = (split_list(before) or ()) if is_one_of_several else (before,)
        after = tuple(suggestion if each == value else each for each in values)
        changes[key][name] = before if after == values else join_list(after) if is_one_of_several else suggestion
    return draft.with_cells(
        {key: {name: texts.as_written(key, text) for name, text in cells.items()} for key, cells in changes.items()}
    )
