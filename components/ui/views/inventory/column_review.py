"""The columns of a sheet, each with what it becomes: a table in which a person changes the guesses."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from components.importing import ColumnMapping, HeadedSheet, SheetMapping, find_people_columns
from components.inventory import mask_addresses, schema_columns, vocabulary
from components.ui.views.inventory.unsaved_edits import Editors, show_editor

_KEEP = "keep as it is"
_LEAVE = "leave out"
_PARENT = "the organization it belongs to"
_MARK = "tick marks for "
_TIES = "ties: "
_SAMPLES = 3
_LONGEST_SAMPLES = 60  # characters of all of them: what the column has room for
_MOST_LINES = 20  # columns whose lines are all shown; a grid of more scrolls in itself, which half a line tells
_LINE_HEIGHT = 35  # pixels, as Streamlit draws them


def make_column_grid(head: HeadedSheet, mapping: SheetMapping) -> pd.DataFrame:
    """The columns of a sheet as a mapping reads them, a line each.

    Columns: ``Your column``, ``Becomes``, ``What it holds`` (its first cells, not shown where they tell of people),
    ``Why the guess``.
    """
    about = {*find_people_columns(head), *(at for at, name in mapping.standard_columns.items() if name == "rater")}
    return pd.DataFrame(
        {
            "Your column": [column.header or "(no header)" for column in mapping.columns],
            "Becomes": [_said(column) for column in mapping.columns],
            "What it holds": [_samples(head, at, at in about) for at in range(len(mapping.columns))],
            "Why the guess": [_why(column) for column in mapping.columns],
        }
    )


def show_column_grid(
    grid: pd.DataFrame, mapping: SheetMapping, called: str, key: str, editors: Editors
) -> pd.DataFrame:
    """Draw the grid of a sheet that is ``called`` so; gives it as it stands, with what a person has changed.

    ``editors`` hold what was changed while other pages are looked at, by ``key``.
    """
    choices = list(dict.fromkeys([*_choices(mapping.table), *grid["Becomes"]]))
    typed = show_editor(
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
        alt=f"The columns of {called}: what each holds, and what it becomes",
    )
    return typed.shown(grid)


def read_column_grid(mapping: SheetMapping, grid: pd.DataFrame) -> SheetMapping:
    """The mapping that the grid says. A column of the standard that a person chooses for one header is no longer
    that of the header for which it was guessed."""
    columns = [
        column if said == _said(column) else _changed(column, str(said))
        for column, said in zip(mapping.columns, grid["Becomes"], strict=True)
    ]
    chosen = {column.column for column, before in zip(columns, mapping.columns, strict=True) if column != before}
    columns = [
        replace(column, use="extra", column="", why=f"you chose another for {column.column}", likeness=0)
        if column == before and column.use == "column" and column.column in chosen
        else column
        for column, before in zip(columns, mapping.columns, strict=True)
    ]
    return replace(mapping, columns=tuple(columns))


def _samples(head: HeadedSheet, at: int, about_people: bool) -> str:
    if about_people:
        return "(tells of people, so it is not shown)"
    first, *others = [*dict.fromkeys(map(mask_addresses, head.first_cells(at))), ""][:_SAMPLES]
    shown = first if len(first) <= _LONGEST_SAMPLES else f"{first[: _LONGEST_SAMPLES - 1]}…"
    for text in filter(None, others):
        shown += f" · {text}" if len(shown) + len(text) + 3 <= _LONGEST_SAMPLES else ""
    return shown


def _why(column: ColumnMapping) -> str:
    likeness = f" ({column.likeness} of 100 alike)" if 0 < column.likeness < 100 else ""
    why = column.why.replace(column.column, _in_words(column.column)) if column.column else column.why
    return f"{why}{likeness}"


def _said(column: ColumnMapping) -> str:
    return {
        "column": column.column,
        "checkbox": f"{_MARK}{column.column}",
        "extra": _KEEP,
        "left out": _LEAVE,
        "parent": _PARENT,
        "ties": f"{_TIES}{column.column}",
    }[column.use]


def _in_words(said: str) -> str:
    """A choice as a person reads it: the standard's names have underscores."""
    return said.replace("_", " ")


def _choices(table: str) -> list[str]:
    columns = schema_columns().query("table == @table and column != 'listed'")
    lists = columns.loc[columns["several"] == "yes", "column"]
    ties = vocabulary("relationship_kinds")["word"] if table == "organizations" else []
    parents = [_PARENT] if table == "organizations" else []
    return [
        *columns["column"],
        _KEEP,
        _LEAVE,
        *(f"{_MARK}{name}" for name in lists),
        *parents,
        *(f"{_TIES}{kind}" for kind in ties),
    ]


def _changed(column: ColumnMapping, said: str) -> ColumnMapping:
    column = replace(column, why="you said so", likeness=0)
    for start, use in ((_MARK, "checkbox"), (_TIES, "ties")):
        if said.startswith(start):
            return replace(column, use=use, column=said.removeprefix(start))  # type: ignore[arg-type]
    use = {_KEEP: "extra", _LEAVE: "left out", _PARENT: "parent"}.get(said, "column")
    return replace(column, use=use, column=said if use == "column" else "")  # type: ignore[arg-type]
