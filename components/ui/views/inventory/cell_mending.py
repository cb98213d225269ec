"""The cells that have a problem, mended in a grid beside what is wrong."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from components.drafts import CellToMend, Draft, mend_cells
from components.inventory import Problem, schema_columns, vocabulary
from components.inventory.text import counted
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain
from components.ui.frame.visit import is_on_projector, scale_width, set_address
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.views.inventory.rows_set_aside import FIRST_ROWS
from components.ui.views.inventory.unsaved_edits import UnsavedEdits, forget_unsaved, show_editor
from components.ui.widgets.long_work import show_save_button
from components.ui.widgets.tables import describe_row

_ROWS_IN_SIGHT = 6  # of an editor
_ROW_HEIGHT, _HEADER_HEIGHT = 72, 38  # pixels; a row has room for three lines of words


def show_cells_to_mend(loaded: Loaded, draft: Draft, cells: list[CellToMend], severity: str) -> None:
    """The cells that have a problem, to be typed anew beside it, and their rows to be set aside."""
    first = cells[:FIRST_ROWS]
    if len(cells) > FIRST_ROWS:
        st.caption(f"The first {FIRST_ROWS} of {len(cells):,} cells. Mend these, and the next ones come.")
    st.markdown(
        "**Mend them here**: type into *What it says*, or tick *Set aside* to leave the rows out. A text that several "
        "rows share is changed in all of them."
    )
    typed = show_editor(
        _place(severity),
        loaded.key,
        make_cell_grid(draft, first),
        row_height=scale_width(_ROW_HEIGHT),
        height=scale_width(_ROW_HEIGHT * min(len(first), _ROWS_IN_SIGHT) + _HEADER_HEIGHT),
        num_rows="fixed",
        disabled=["Where", "Column", "What is wrong, and how to mend it"],
        column_config={
            "What it says": st.column_config.TextColumn(width=scale_width(200)),
            "Column": st.column_config.TextColumn(width=scale_width(110)),
            "Where": st.column_config.TextColumn(width=scale_width(210)),
            "Set aside": st.column_config.CheckboxColumn(width=scale_width(95)),
            "What is wrong, and how to mend it": st.column_config.TextColumn(width=350 if is_on_projector() else 450),
        },
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        _save(read_mends(cells, typed), severity)
        _words_to_choose_from(cells, severity)
        if any(problem.rule in _ABOUT_TWO_ROWS for cell in cells for problem in cell.problems):
            st.button(
                "Look at likely duplicates", key=f"same-{severity}", on_click=set_address, kwargs={"part": "same"}
            )


_ABOUT_TWO_ROWS = ("name used twice", "id used twice")


def _words_to_choose_from(cells: Sequence[CellToMend], severity: str) -> None:
    """The words of the vocabularies that the cells are of, to be typed as they stand here."""
    columns = {(cell.table, cell.column) for cell in cells}
    standard = schema_columns().dropna(subset="vocabulary")
    asked = [row for row in standard.itertuples() if (row.table, row.column) in columns]
    if not asked:
        return
    with st.popover("Words to choose from", key=f"words-{severity}"):
        for row in asked:
            st.markdown(f"**{plain(row.column)}**: {plain(', '.join(vocabulary(row.vocabulary)['word']))}")


def _place(severity: str) -> str:
    return f"mend {severity}"


def name_line(cell: CellToMend) -> Hashable:
    """What names a cell to mend while others are mended: its text in its column, or its row where it is empty."""
    return cell.table, cell.column, cell.text or cell.keys[0]


def make_cell_grid(draft: Draft, cells: Sequence[CellToMend]) -> pd.DataFrame:
    """The cells to mend as the editor shows them: a line each."""
    return pd.DataFrame(
        {
            "What it says": [cell.text for cell in cells],
            "Column": [cell.column.replace("_", " ") for cell in cells],
            "Where": [_rows_in_short(draft, cell) for cell in cells],
            "Set aside": [False] * len(cells),
            "What is wrong, and how to mend it": list(map(_wrong, cells)),
        },
        index=pd.Index(list(map(name_line, cells)), dtype=object, tupleize_cols=False),
    )


def _wrong(cell: CellToMend) -> str:
    return " ".join(dict.fromkeys(said for problem in cell.problems for said in _about_one_cell(problem)))


def _about_one_cell(problem: Problem) -> tuple[str, str]:
    """What is wrong and how to mend it; of words that a problem gathers, what holds for each of them."""
    if problem.rule == "word outside the vocabulary" and problem.key is None:
        return "This is none of the words of its column. It is kept as it is.", "Type one of the words below the table."
    if problem.rule == "name used twice":
        return "Another row has this name, or one much like it.", "Look at likely duplicates, below the table."
    return problem.message, problem.mend


def _rows_in_short(draft: Draft, cell: CellToMend) -> str:
    _, texts = draft.row_texts(cell.keys[0])
    first, table = describe_row(texts), cell.table.replace("_", " ")
    if len(cell.keys) > 1:
        return f"{first} and {len(cell.keys) - 1:,} more ({table})"
    row = next((f", row {problem.row}" for problem in cell.problems if problem.row), "")
    return f"{first} ({table}{row})"


@dataclass(frozen=True)
class UnsavedMends:
    """What a person typed and ticked in the editor and has not saved yet."""

    texts: Mapping[CellToMend, str] = field(default_factory=dict)
    aside: Sequence[CellToMend] = ()

    @property
    def said(self) -> str:
        """What saving it does, in words; empty where nothing was typed or ticked."""
        cells = sum(len(cell.keys) for cell in self.texts)
        rows = len({key for cell in self.aside for key in cell.keys})
        done = [f"{counted(cells, 'cell')} changed"] if cells else []
        done += [f"{counted(rows, 'row')} set aside"] if rows else []
        return " and ".join(done)


def read_mends(cells: Sequence[CellToMend], typed: UnsavedEdits) -> UnsavedMends:
    """What was typed, as what it does to these cells; a text that was typed back is no change."""
    by_line = {name_line(cell): cell for cell in cells}
    before = {line: {"What it says": cell.text, "Set aside": False} for line, cell in by_line.items()}
    changes = [(by_line[line], now) for line, now in typed.differing(before.get).cells.items()]
    texts = {cell: now["What it says"] for cell, now in changes if "What it says" in now}
    return UnsavedMends(texts, [cell for cell, now in changes if "Set aside" in now])


def _save(typed: UnsavedMends, severity: str) -> None:
    show_save_button(
        "Save changes",
        lambda: change_inventory(
            lambda now: mend_cells(now, typed.texts, typed.aside),
            f"{typed.said}.",
            lambda: forget_unsaved(_place(severity)),
        ),
        key=f"save-{severity}",
        disabled=not typed.said,
    )
    st.markdown(typed.said or "Nothing changed yet", width="content")
