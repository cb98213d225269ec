"""The columns of a sheet, each with what it becomes: a table in which a person changes the guesses."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pandas as pd
import streamlit as st

from components.importing import ColumnMapping, HeadedSheet, SheetMapping, find_people_columns
from components.inventory.addresses import mask_addresses
from components.inventory.schema import schema_columns, vocabulary
from components.ui.views.inventory import words
from components.ui.views.inventory.unsaved_edits import Editors, show_editor

_SAMPLES = 3  # cells
_LONGEST_SAMPLES = 60  # characters of all of them: what the column has room for
_MOST_LINES = 20  # columns whose lines are all shown; of more, half a line at the foot hints that the grid scrolls
_LINE_HEIGHT = 35  # pixels, as Streamlit draws them


def make_column_grid(head: HeadedSheet, mapping: SheetMapping) -> pd.DataFrame:
    """Make the grid of a sheet's columns as a mapping reads them, and give it: a line each.

    Columns: ``Your column``, ``Becomes``, ``What it holds`` (its first cells, not shown where they tell of people),
    ``Why the guess``.
    """
    about = {*find_people_columns(head), *(at for at, name in mapping.standard_columns.items() if name == "rater")}
    return pd.DataFrame(
        {
            "Your column": [column.header or words.NO_HEADER for column in mapping.columns],
            "Becomes": [_choice_of(column) for column in mapping.columns],
            "What it holds": [_samples(head, at, at in about) for at in range(len(mapping.columns))],
            "Why the guess": [_why(column) for column in mapping.columns],
        }
    )


def show_column_grid(
    grid: pd.DataFrame, mapping: SheetMapping, called: str, key: str, editors: Editors
) -> pd.DataFrame:
    """Show the grid of a sheet that is ``called`` so, and give it as it stands, with what a person has changed.

    ``editors`` hold what was changed while other pages are looked at, by ``key``.
    """
    choices = list(dict.fromkeys([*_choices(mapping.table), *grid["Becomes"]]))
    edits = show_editor(
        key,
        "",
        grid,
        editors=editors,
        height="content" if len(grid) <= _MOST_LINES else round(_LINE_HEIGHT * (_MOST_LINES - 3.5)),
        num_rows="fixed",
        disabled=["Your column", "What it holds", "Why the guess"],
        column_config={
            "Becomes": st.column_config.SelectboxColumn(
                options=choices, required=True, width="medium", format_func=_in_words
            ),
            "What it holds": st.column_config.TextColumn(width="large"),
        },
        alt=words.COLUMN_GRID.format(sheet=called),
    )
    return edits.apply(grid)


def read_column_grid(mapping: SheetMapping, grid: pd.DataFrame) -> SheetMapping:
    """Read what the grid says, and give the mapping.

    A column of the standard that a person chooses for one header is no longer that of the header for which it was
    guessed.
    """
    columns = [
        column if choice == _choice_of(column) else _apply_choice(column, str(choice))
        for column, choice in zip(mapping.columns, grid["Becomes"], strict=True)
    ]
    chosen = {column.column for column, before in zip(columns, mapping.columns, strict=True) if column != before}
    columns = [
        replace(column, use="extra", column="", why=words.YOU_CHOSE_ANOTHER.format(column=column.column), likeness=0)
        if column == before and column.use == "column" and column.column in chosen
        else column
        for column, before in zip(columns, mapping.columns, strict=True)
    ]
    return replace(mapping, columns=tuple(columns))


def _samples(head: HeadedSheet, at: int, about_people: bool) -> str:
    if about_people:
        return words.NOT_SHOWN
    first, *others = [*dict.fromkeys(map(mask_addresses, head.first_cells(at))), ""][:_SAMPLES]
    shown = first if len(first) <= _LONGEST_SAMPLES else f"{first[: _LONGEST_SAMPLES - 1]}…"
    for text in filter(None, others):
        shown += f" · {text}" if len(shown) + len(text) + 3 <= _LONGEST_SAMPLES else ""
    return shown


def _why(column: ColumnMapping) -> str:
    likeness = words.LIKENESS.format(likeness=column.likeness) if 0 < column.likeness < 100 else ""
    why = column.why.replace(column.column, _in_words(column.column)) if column.column else column.why
    return f"{why}{likeness}"


def _choice_of(column: ColumnMapping) -> str:
    return {
        "column": column.column,
        "checkbox": f"{words.TICK_MARKS}{column.column}",
        "extra": words.KEEP,
        "left out": words.LEAVE_OUT,
        "parent": words.PARENT,
        "tie": words.TIE_MARKS,
        "ties": f"{words.TIES}{column.column}",
    }[column.use]


def _in_words(choice: object) -> str:
    """Write a choice as a person reads it, and give it: the standard's names have underscores."""
    return str(choice).replace("_", " ")


def _choices(table: str) -> list[str]:
    columns = schema_columns().query("table == @table and column != 'listed'")
    lists = columns.loc[columns["several"] == "yes", "column"]
    ties = vocabulary("relationship_kinds")["word"].tolist() if table == "organizations" else []
    parents = [words.PARENT, words.TIE_MARKS] if table == "organizations" else []
    return [
        *columns["column"],
        words.KEEP,
        words.LEAVE_OUT,
        *(f"{words.TICK_MARKS}{name}" for name in lists),
        *parents,
        *(f"{words.TIES}{kind}" for kind in ties),
    ]


_USES: dict[str, Literal["extra", "left out", "parent", "tie"]] = {
    words.KEEP: "extra",
    words.LEAVE_OUT: "left out",
    words.PARENT: "parent",
    words.TIE_MARKS: "tie",
}


def _apply_choice(column: ColumnMapping, choice: str) -> ColumnMapping:
    column = replace(column, why=words.YOU_SAID_SO, likeness=0)
    if choice.startswith(words.TICK_MARKS):
        return replace(column, use="checkbox", column=choice.removeprefix(words.TICK_MARKS))
    if choice.startswith(words.TIES):
        return replace(column, use="ties", column=choice.removeprefix(words.TIES))
    if choice in _USES:
        return replace(column, use=_USES[choice], column="")
    return replace(column, use="column", column=choice)
