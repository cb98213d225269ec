"""The cells that have problems, so that they can be typed again. Cells of one column with the same text are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from components.drafts.draft import Draft
from components.drafts.text_tables import RowTexts
from components.inventory import Problem
from components.inventory.schema import NOT_QUOTED


@dataclass(frozen=True)
class CellToMend:
    """One text that has a problem, in all the rows that have it in the same column."""

    table: str
    column: str
    text: str
    keys: tuple[int, ...]
    """The keys of its rows. An empty cell has one key, as empty cells are mended row by row."""
    problems: tuple[Problem, ...]


def find_cells_to_mend(draft: Draft, problems: Iterable[Problem]) -> list[CellToMend]:
    """Find the texts that have these problems, so that a word that is wrong in forty rows is mended once.

    A problem of a whole file, table or column has no such text. The texts come in the order of their first problems.
    """
    rows = _RowsOfProblems(draft)
    keys: dict[tuple[str, str, str, int | None], dict[int, None]] = defaultdict(dict)
    found: dict[tuple[str, str, str, int | None], dict[Problem, None]] = defaultdict(dict)
    for problem in problems:
        for key in rows.find(problem):
            table, text = rows.texts.table(key), rows.texts.cell(key, problem.column or "")
            cell = (table, problem.column or "", text, None if text else key)
            keys[cell][key] = None
            found[cell][problem] = None
    return [CellToMend(*cell[:3], tuple(keys[cell]), tuple(found[cell])) for cell in keys]


def mend_cells(draft: Draft, texts: Mapping[CellToMend, str], aside: Iterable[CellToMend] = ()) -> Draft:
    """Write new texts into cells in all their rows, set the rows of others aside, and give the new draft."""
    known = RowTexts(draft.text_tables)
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for cell, text in texts.items():
        for key in cell.keys:
            changes[key][cell.column] = known.as_written(key, text)
    return draft.with_cells(changes).set_aside({key for cell in aside for key in cell.keys})


class _RowsOfProblems:
    """Finds the rows that a problem is about: its own row, or each row with a text that it names for a whole column."""

    def __init__(self, draft: Draft) -> None:
        self.texts = RowTexts(draft.text_tables)
        self._draft = draft
        self._by_text: dict[tuple[str, str], dict[str, list[int]]] = {}

    def find(self, problem: Problem) -> list[int]:
        if problem.column is None or problem.column in NOT_QUOTED:
            return []
        if problem.key is not None:
            return [problem.key] if problem.key in self.texts.keys else []
        by_text = self._rows_by_text(problem.table, problem.column)
        texts = dict.fromkeys((problem.value, *problem.value.split("; "))) if problem.value else ()
        return [key for text in texts for key in by_text.get(text, ())]

    def _rows_by_text(self, table: str, column: str) -> dict[str, list[int]]:
        if (table, column) not in self._by_text:
            by_text = self._by_text.setdefault((table, column), defaultdict(list))
            tables = (each for each in self._draft.text_tables if each.table == table and column in each.columns)
            for key in (key for each in tables for key in each.keys or ()):
                if key not in self._draft.rows_set_aside:
                    by_text[self.texts.cell(key, column)].append(key)
        return self._by_text[table, column]
