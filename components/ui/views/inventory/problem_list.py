"""The problems that were found while reading an inventory, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from components.drafts import CellToMend, Draft, find_cells_to_mend
from components.inventory import Problem
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.views.inventory.cell_mending import show_cells_to_mend
from components.ui.views.inventory.problem_table import show_problem_lines, tabulate_problems
from components.ui.views.inventory.row_counts import show_row_counts
from components.ui.views.inventory.rows_set_aside import show_rows_not_in
from components.ui.views.inventory.suggested_mends import offer_suggestions
from components.ui.widgets.tables import offer_table

_SEVERITIES = {
    "error": ("Not read, or set aside", "problem", None),
    "warning": ("Read, with something to mend", "problem", None),
    "note": ("Good to know", "note", None),
}


def show_problems(loaded: Loaded) -> None:
    """Every problem found while reading, the gravest first; what stands in a row can be mended there."""
    st.markdown("### What was found while reading")
    draft = loaded.draft
    if draft:
        show_row_counts(loaded, draft)
        offer_suggestions(loaded, draft)
    for severity, (label, one, many) in _SEVERITIES.items():
        some = [problem for problem in loaded.problems if problem.severity == severity]
        if some:
            with st.expander(f"{label}: {counted(_different(some), one, many)}", expanded=severity != "note"):
                _problems(loaded, severity, some)
    if draft:
        show_rows_not_in(loaded, draft)
    if not loaded.problems:
        st.markdown("Nothing: every row and cell could be taken as it stands.")


def count_problems(loaded: Loaded) -> int:
    """How many problems ask for something to be done."""
    return loaded.remember(
        "problems in short",
        lambda: _different([problem for problem in loaded.problems if problem.severity != "note"]),
    )


def _different(problems: Iterable[Problem]) -> int:
    """How many problems there are; a text that several rows share counts once, as it is mended once."""
    return len({(each.rule, each.table, each.column, each.value or each.key or each) for each in problems})


def _problems(loaded: Loaded, severity: str, some: list[Problem]) -> None:
    """The problems of a kind: those of whole files as lines, those of cells to be mended; and all to take along."""
    draft = loaded.draft
    cells, others = loaded.remember(("to mend", severity), lambda: _apart(draft, some)) if draft else ([], some)
    if others:
        show_problem_lines(tabulate_problems(loaded.inventory, others))
    if draft and cells:
        show_cells_to_mend(loaded, draft, cells, severity)
    inventory = loaded.inventory
    # Worked out when it is asked for: a row each of very many problems takes seconds.
    offer_table(lambda: tabulate_problems(inventory, some).dropna(axis="columns", how="all"), f"problems-{severity}")


def _apart(draft: Draft, some: list[Problem]) -> tuple[list[CellToMend], list[Problem]]:
    """The cells to mend, and the problems that are of none."""
    cells = find_cells_to_mend(draft, some)
    of_cells = {problem for cell in cells for problem in cell.problems}
    return cells, [problem for problem in some if problem not in of_cells]
