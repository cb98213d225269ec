"""Problems as lines on a page, and as a table to take along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from components.inventory import Inventory, Problem
from components.ui.frame.text import plain, table_titles
from components.ui.views.inventory import words

_FIRST_PROBLEMS = 60  # lines; more would bury the rest of the page
_MOST_RANGES = 6  # of rows in one line
_ALIKE = ["File", "Table", "Column", "What it says", "Problem", "How to mend it"]  # what one line has in common


def show_problem_lines(problems: pd.DataFrame) -> None:
    """Show problems, as ``tabulate_problems`` gives them, as lines: one for all rows that have the same problem."""
    groups = list(problems.groupby(_ALIKE, sort=False, dropna=False))
    lines = [words.PROBLEM_HEADERS, "|:--|:--|:--|:--|"]
    for (file, table, column, value, problem, mend), rows in groups[:_FIRST_PROBLEMS]:
        where = _describe_place(file, table, column, rows)
        lines.append(f"| {where} | {_plain(value)} | {_plain(problem)} | {_plain(mend)} |")
    st.markdown("\n".join(lines))
    if len(groups) > _FIRST_PROBLEMS:
        st.caption(words.FIRST_PROBLEMS.format(shown=_FIRST_PROBLEMS, count=len(groups)))


def _describe_place(file: object, table: object, column: object, rows: pd.DataFrame) -> str:
    """Tell file, table, column and rows; where it is one row, also what that row is."""
    places = [_plain(file), _plain(table), f"column {_plain(column)}" if isinstance(column, str) else ""]
    numbers = [int(row) for row in rows["Row"].dropna()]
    if numbers:
        places.append(f"{'row' if len(numbers) == 1 else 'rows'} {plain(describe_ranges(numbers))}")
    if len(numbers) == 1:
        places.append(_plain(rows["What the row is"].iloc[0]))
    return ", ".join(place for place in places if place)


def _plain(value: object) -> str:
    return plain(value) if isinstance(value, str) else ""


def describe_ranges(numbers: Sequence[int]) -> str:
    """Join numbers that follow each other, and give them as a text: ``2, 3, 4, 9`` is ``2–4, 9``.

    After six ranges it tells how many more numbers there are.
    """
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in ranges[:_MOST_RANGES]]
    more = sum(map(len, ranges[_MOST_RANGES:]))
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def tabulate_problems(inventory: Inventory, problems: Iterable[Problem]) -> pd.DataFrame:
    """Tabulate problems to read and to take along, and give a frame: a row each, in the words of the page."""
    problems = list(problems)
    rows = _describe_rows(inventory, problems)
    titles = table_titles()
    lines = [
        {
            "File": " · ".join(part for part in (problem.file, problem.sheet) if part) or None,
            "Table": titles.get(problem.table, problem.table),
            "Row": str(problem.row) if problem.row else None,
            "What the row is": rows.get((problem.table, problem.label)),
            "Column": problem.column,
            "What it says": problem.value,
            "Problem": problem.message,
            "How to mend it": problem.mend,
        }
        for problem in problems
    ]
    return pd.DataFrame(lines, columns=words.PROBLEM_COLUMNS)


def _describe_rows(inventory: Inventory, problems: Iterable[Problem]) -> dict[tuple[str, int | None], str]:
    """Find the rows that problems are in, and give the first cells of each, by table and label."""
    labels: dict[str, dict[int, None]] = {}
    for problem in problems:
        if problem.label is not None and problem.table in inventory.tables:
            labels.setdefault(problem.table, {})[problem.label] = None
    found: dict[tuple[str, int | None], str] = {}
    for table, wanted in labels.items():
        frame = inventory.tables[table].loc[list(wanted)].drop(columns="rater", errors="ignore")
        for label, *cells in frame.itertuples(name=None):
            texts = [cell for cell in cells if isinstance(cell, str)]
            found[table, label] = ", ".join(dict.fromkeys(texts[:3]))
    return found
