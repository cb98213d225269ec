"""The problems that were found while reading an inventory, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.drafts import CellToMend, Draft, find_cells_to_mend
from components.inventory import Problem
from components.inventory.schema import column_of
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.views.inventory import words
from components.ui.views.inventory.cell_mending import show_cells_to_mend
from components.ui.views.inventory.problem_table import show_problem_lines, tabulate_problems
from components.ui.views.inventory.rows_set_aside import show_rows_not_in
from components.ui.widgets.tables import offer_table


def show_problems(loaded: Loaded) -> None:
    """Show every problem found while reading, the gravest first; what stands in a row can be mended there."""
    for severity, (title, noun) in words.SEVERITIES.items():
        some = [problem for problem in loaded.problems if problem.severity == severity]
        label = f"{title}: {counted(_count(some), noun)}"
        if some and severity == "note":
            with st.expander(label):
                _show_some(loaded, severity, some)
        elif some:
            with st.container(key=f"wide-problems-{severity}"):
                st.markdown(f"#### {label}")
                _show_some(loaded, severity, some)
    show_rows_not_in(loaded)
    if not count_problems(loaded):
        st.markdown(words.NOTHING_FOUND)


def count_problems(loaded: Loaded) -> int:
    """Count the problems that ask for something to be done, and give how many there are."""
    return loaded.remember(
        "problems to mend", lambda: _count(problem for problem in loaded.problems if problem.severity != "note")
    )


def _count(problems: Iterable[Problem]) -> int:
    """Count problems. A text that several rows share counts once, as it is mended once."""
    return len({(each.rule, each.table, each.column, each.value or each.key or each) for each in problems})


def _show_some(loaded: Loaded, severity: str, some: list[Problem]) -> None:
    """Show the problems of one severity: those of cells in a grid, others as lines; and offer all as a table."""
    draft, inventory = loaded.draft, loaded.inventory
    cells, others = loaded.remember(("to mend", severity), lambda: _tell_apart(draft, some)) if draft else ([], some)
    if others:
        show_problem_lines(tabulate_problems(inventory, others))
    if draft and cells:
        show_cells_to_mend(loaded, draft, cells, severity)
    # Worked out when it is asked for: a row each of very many problems takes seconds.
    offer_table(lambda: tabulate_problems(inventory, some).dropna(axis="columns", how="all"), f"problems-{severity}")


def _tell_apart(draft: Draft, some: list[Problem]) -> tuple[list[CellToMend], list[Problem]]:
    """Find the cells to mend, and give them with the problems that are not about a cell. Names of organizations come
    first: they decide who stands on the map."""
    cells = sorted(find_cells_to_mend(draft, some), key=lambda cell: not _names_organization(cell))
    of_cells = {problem for cell in cells for problem in cell.problems}
    return cells, [problem for problem in some if problem not in of_cells]


def _names_organization(cell: CellToMend) -> bool:
    column = column_of(cell.table, cell.column)
    is_name = (cell.table, cell.column) == ("organizations", "name")
    return is_name or (column is not None and column.kind == "organization")
