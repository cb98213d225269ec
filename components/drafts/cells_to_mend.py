"""The cells that problems stand in, to be typed anew where they stand: like ones are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from components.drafts.draft import Draft, set_aside, with_cells
from components.drafts.row_texts import Texts
from components.inventory.problems import Problem
from components.inventory.tables import NOT_QUOTED


@dataclass(frozen=True)
class CellToMend:
    """One text that has a problem, in all the rows that have it in the same column."""

    table: str
    column: str
    text: str
    keys: tuple[int, ...]
    """Of its rows. A cell that is empty is mended row by row, so it has one."""
    problems: tuple[Problem, ...]


def cells_to_mend(draft: Draft, problems: Iterable[Problem]) -> list[CellToMend]:
    """The texts that have these problems, so that a word that is wrong in forty rows is mended once.

    Problems of a whole file, table or column have none. The order is that of the first problem of each.
    """
    rows = _RowsOf(draft)
    keys: dict[tuple[str, str, str, int | None], dict[int, None]] = defaultdict(dict)
    found: dict[tuple[str, str, str, int | None], dict[Problem, None]] = defaultdict(dict)
    for problem in problems:
        for key in rows.of(problem):
            table, text = rows.texts.table(key), rows.texts.of(key, problem.column or "")
            cell = (table, problem.column or "", text, None if text else key)
            keys[cell][key] = None
            found[cell][problem] = None
    return [CellToMend(*cell[:3], tuple(keys[cell]), tuple(found[cell])) for cell in keys]


def mended(draft: Draft, texts: Mapping[CellToMend, str], aside: Iterable[CellToMend] = ()) -> Draft:
    """The draft with these texts in the cells, in all their rows, and the rows of others set aside."""
    known = Texts(draft)
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for cell, text in texts.items():
        for key in cell.keys:
            changes[key][cell.column] = known.written(key, text)
    return set_aside(with_cells(draft, changes), {key for cell in aside for key in cell.keys})


class _RowsOf:
    """The rows that a problem is of: its own, or all that have the text which it tells of once for a whole column."""

    def __init__(self, draft: Draft) -> None:
        self.texts = Texts(draft)
        self._draft = draft
        self._by_text: dict[tuple[str, str], dict[str, list[int]]] = {}

    def of(self, problem: Problem) -> list[int]:
        if problem.column is None or problem.column in NOT_QUOTED:
            return []
        if problem.key is not None:
            return [problem.key] if problem.key in self.texts.keys else []
        having = self._having(problem.table, problem.column)
        said = dict.fromkeys((problem.value, *problem.value.split("; "))) if problem.value else ()
        return [key for text in said for key in having.get(text, ())]

    def _having(self, table: str, column: str) -> dict[str, list[int]]:
        """The rows by their text in a column."""
        if (table, column) not in self._by_text:
            having = self._by_text.setdefault((table, column), defaultdict(list))
            for raw in self._draft.raws:
                for key in raw.keys or () if raw.table == table and column in raw.columns else ():
                    if key not in self._draft.aside:
                        having[self.texts.of(key, column)].append(key)
        return self._by_text[table, column]
