"""The cells that have a problem, mended in a grid beside what is wrong."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from components.drafts import CellToMend, Draft, RowTexts, mend_cells
from components.inventory import Problem
from components.inventory.kinds import split_list
from components.inventory.schema import column_of, schema_columns, vocabulary, words_by_key
from components.inventory.text import counted, join_names, word_key
from components.ui.frame.loading import Loaded
from components.ui.frame.text import plain, table_titles
from components.ui.frame.visit import is_on_projector, scale_width, set_address
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import change_inventory
from components.ui.views.inventory.rows_set_aside import FIRST_ROWS
from components.ui.views.inventory.unsaved_edits import UnsavedEdits, forget_unsaved, show_editor
from components.ui.widgets.long_work import show_save_button
from components.ui.widgets.tables import describe_row

_ROWS_IN_SIGHT = 6  # of the grid
_ROW_HEIGHT, _HEADER_HEIGHT = 72, 38  # pixels; a row has room for three lines of words
_TEXT, _COLUMN, _WHERE, _ASIDE, _WRONG = words.CELL_COLUMNS
_ABOUT_TWO_ROWS = ("name used twice", "id used twice")  # codes of problems that likely duplicates have


def show_cells_to_mend(loaded: Loaded, draft: Draft, cells: list[CellToMend], severity: str) -> None:
    """Show the cells that have a problem, each beside it: to be retyped, or to have their row set aside."""
    first = cells[:FIRST_ROWS]
    if len(cells) > FIRST_ROWS:
        st.caption(words.FIRST_CELLS.format(shown=FIRST_ROWS, count=len(cells)))
    st.markdown(words.MEND_HERE)
    edits = show_editor(
        _place(severity),
        loaded.key,
        make_cell_grid(draft, first),
        row_height=scale_width(_ROW_HEIGHT),
        height=scale_width(_ROW_HEIGHT * min(len(first), _ROWS_IN_SIGHT) + _HEADER_HEIGHT),
        num_rows="fixed",
        disabled=[_WHERE, _COLUMN, _WRONG],
        column_config=_column_widths(),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        _show_save(read_mends(cells, edits), severity)
        _show_words_to_choose_from(cells, severity)
        if any(problem.rule in _ABOUT_TWO_ROWS for cell in cells for problem in cell.problems):
            part = {"part": "same"}
            st.button(words.LOOK_AT_DUPLICATES, key=f"same-{severity}", on_click=set_address, kwargs=part)


def _place(severity: str) -> str:
    return f"mend {severity}"


def _column_widths() -> dict[str, object]:
    text = st.column_config.TextColumn
    return {
        _TEXT: text(width=scale_width(200)),
        _COLUMN: text(width=scale_width(110)),
        _WHERE: text(width=scale_width(210)),
        _ASIDE: st.column_config.CheckboxColumn(width=scale_width(95)),
        _WRONG: text(width=350 if is_on_projector() else 450),
    }


def _show_words_to_choose_from(cells: Sequence[CellToMend], severity: str) -> None:
    """Show the words of the cells' vocabularies, as they are to be typed."""
    columns = {(cell.table, cell.column) for cell in cells}
    of_words = schema_columns().dropna(subset="vocabulary")
    chosen = [row for row in of_words.to_dict("records") if (row["table"], row["column"]) in columns]
    if not chosen:
        return
    with st.popover(words.WORDS_TO_CHOOSE_FROM, key=f"words-{severity}"):
        for row in chosen:
            st.markdown(f"**{plain(row['column'])}**: {plain(', '.join(vocabulary(row['vocabulary'])['word']))}")


def name_line(cell: CellToMend) -> Hashable:
    """Name the line of a cell to mend, and give a name that stays while others are mended.

    It is the cell's text in its column, or its row where the cell is empty.
    """
    return cell.table, cell.column, cell.text or cell.keys[0]


def make_cell_grid(draft: Draft, cells: Sequence[CellToMend]) -> pd.DataFrame:
    """Make the grid of cells to mend as the editor shows it, and give it: a line each."""
    texts = RowTexts(draft.text_tables)
    return pd.DataFrame(
        {
            _TEXT: [cell.text for cell in cells],
            _COLUMN: [" and ".join(cell.columns).replace("_", " ") for cell in cells],
            _WHERE: [_describe_rows(texts, cell) for cell in cells],
            _ASIDE: [False] * len(cells),
            _WRONG: list(map(_tell_what_is_wrong, cells)),
        },
        index=pd.Index(list(map(name_line, cells)), dtype=object, tupleize_cols=False),
    )


def _tell_what_is_wrong(cell: CellToMend) -> str:
    sentences = (sentence for problem in cell.problems for sentence in _sentences_of(problem, cell))
    return " ".join(dict.fromkeys(sentences))


def _sentences_of(problem: Problem, cell: CellToMend) -> tuple[str, str]:
    """Say what is wrong with a cell and how to mend it; where a problem is about several words, for each of them."""
    if problem.rule == "word outside the vocabulary" and problem.key is None:
        return words.WORD_OUTSIDE.format(words=_quote_unknown_words(cell)), words.TYPE_A_WORD
    if problem.rule == "name used twice":
        return words.NAME_TWICE, words.DUPLICATES_BELOW
    return problem.message, problem.mend


def _quote_unknown_words(cell: CellToMend) -> str:
    """Quote those of the words of a cell that the vocabulary of its column does not have."""
    column = column_of(cell.table, cell.column)
    known = words_by_key(column.vocabulary) if column and column.vocabulary else {}
    unknown = [word for word in split_list(cell.text) or () if word_key(word) not in known]
    return join_names([f"“{word}”" for word in unknown or [cell.text]])


def _describe_rows(texts: RowTexts, cell: CellToMend) -> str:
    titles = table_titles()
    first, table = describe_row(texts.row(cell.keys[0])), titles[cell.table].lower()
    if len(cell.keys) > 1:
        return f"{first} and {len(cell.keys) - 1:,} more ({table})"
    row = next((f", row {problem.row}" for problem in cell.problems if problem.row), "")
    return f"{first} ({table}{row})"


@dataclass(frozen=True)
class UnsavedMends:
    """What a person typed and ticked in the grid of cells and has not saved yet."""

    texts: Mapping[CellToMend, str] = field(default_factory=dict)
    """The new texts."""
    aside: Sequence[CellToMend] = ()
    """The cells whose rows are to be set aside."""

    @property
    def in_words(self) -> str:
        """What saving does; empty where nothing was typed or ticked."""
        cells = sum(len(cell.cells) for cell in self.texts)
        rows = len({key for cell in self.aside for key in cell.keys})
        parts = [f"{counted(cells, 'cell')} changed"] if cells else []
        parts += [f"{counted(rows, 'row')} set aside"] if rows else []
        return " and ".join(parts)


def read_mends(cells: Sequence[CellToMend], edits: UnsavedEdits) -> UnsavedMends:
    """Read edits as what they do to these cells, and give that; a text that was typed back is no change."""
    by_line = {name_line(cell): cell for cell in cells}
    before = {line: {_TEXT: cell.text, _ASIDE: False} for line, cell in by_line.items()}
    changes = [(by_line[line], now) for line, now in edits.only_changes(before.get).cells.items()]
    texts = {cell: now[_TEXT] for cell, now in changes if _TEXT in now}
    return UnsavedMends(texts, [cell for cell, now in changes if _ASIDE in now])


def _show_save(mends: UnsavedMends, severity: str) -> None:
    show_save_button(
        words.SAVE_CHANGES, lambda: _save(mends, severity), key=f"save-{severity}", disabled=not mends.in_words
    )
    st.markdown(mends.in_words or words.NOTHING_CHANGED, width="content")


def _save(mends: UnsavedMends, severity: str) -> None:
    change_inventory(
        lambda now: mend_cells(now, mends.texts, mends.aside),
        f"{mends.in_words}.",
        lambda: forget_unsaved(_place(severity)),
    )
