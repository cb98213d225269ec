"""Problems as lines on a page, and as a table to take along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from components.inventory import Inventory, Problem
from components.ui.frame.text import plain

_FIRST_PROBLEMS = 60  # lines; more would bury the rest of the page
_COLUMNS = ["File", "Table", "Row", "What the row is", "Column", "What it says", "Problem", "How to mend it"]


def show_problem_lines(problems: pd.DataFrame) -> None:
    alike = ["File", "Table", "Column", "What it says", "Problem", "How to mend it"]
    groups = list(problems.groupby(alike, sort=False, dropna=False))
    lines = ["| Where | What it says | Problem | How to mend it |", "|:--|:--|:--|:--|"]
    for (file, table, column, value, problem, mend), rows in groups[:_FIRST_PROBLEMS]:
        where = _where(file, table, column, rows)
        lines.append(f"| {where} | {_plain(value)} | {_plain(problem)} | {_plain(mend)} |")
    st.markdown("\n".join(lines))
    if len(groups) > _FIRST_PROBLEMS:
        st.caption(f"The first {_FIRST_PROBLEMS} of {len(groups):,} kinds of problem. The download holds them all.")


def _where(file: object, table: object, column: object, rows: pd.DataFrame) -> str:
    """File, table, column and rows in words; where it is one row, also what that row is."""
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
    """``2, 3, 4, 9`` as ``2–4, 9``; after six stretches, how many more rows there are."""
    stretches: list[list[int]] = []
    for number in sorted(set(numbers)):
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in stretches[:6]]
    more = sum(len(run) for run in stretches[6:])
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def tabulate_problems(inventory: Inventory, problems: Iterable[Problem]) -> pd.DataFrame:
    """The problems to read and to take along: a row each, in the words of the page."""
    problems = list(problems)
    in_short = _rows_in_short_by_label(inventory, problems)
    rows = [
        {
            "File": " · ".join(part for part in (problem.file, problem.sheet) if part) or None,
            "Table": problem.table,
            "Row": str(problem.row) if problem.row else None,
            "What the row is": in_short.get((problem.table, problem.label)),
            "Column": problem.column,
            "What it says": problem.value,
            "Problem": problem.message,
            "How to mend it": problem.mend,
        }
        for problem in problems
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _rows_in_short_by_label(inventory: Inventory, problems: Iterable[Problem]) -> dict[tuple[str, int | None], str]:
    """The first cells of the rows that problems are in, so that a person knows them at sight: by table and label."""
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
