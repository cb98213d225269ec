"""The first rows of a sheet, as the inventory will hold them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.importing import FirstRows, SheetMapping
from components.inventory.schema import schema_columns
from components.inventory.text import counted
from components.ui.frame.text import plain, table_titles
from components.ui.views.inventory import words
from components.ui.views.inventory.incoming_files import IncomingFiles
from components.ui.widgets.tables import make_readable

_SHOWN = 5  # rows
_SHOWN_AT_ONCE = 2  # sheets
_LONGEST = 40  # characters of a cell; more would leave no room for other columns


def show_first_rows(incoming: IncomingFiles, number: int, chosen: Sequence[SheetMapping]) -> None:
    """Show the first rows of one sheet, as the inventory will hold them when all are read as ``chosen``.

    Of one or two sheets they are shown at once. Of more they are worked out where a person opens them.
    """
    mapping = chosen[number]
    if not mapping.table or mapping.missing_columns:
        return
    key = f"ahead-{number}-{incoming.token}"
    folded = st.expander(words.FIRST_ROWS, expanded=len(chosen) <= _SHOWN_AT_ONCE, on_change="rerun", key=key)
    if folded.open:
        with folded:
            _show_rows(incoming, number, chosen)


def _show_rows(incoming: IncomingFiles, number: int, chosen: Sequence[SheetMapping]) -> None:
    sheet, mapping = incoming.brought.sheets[number], chosen[number]
    first = incoming.remember(("first rows", number), mapping, lambda: FirstRows.of_sheet(sheet, mapping))
    st.markdown(f"**{plain(describe_first_rows(first))}**")
    titles = table_titles()
    for table, frame in ((table, frame.head(_SHOWN)) for table, frame in first.tables.items()):
        if len(frame) and len(first.tables) > 1:
            st.markdown(plain(titles[table]))
        if len(frame):
            st.dataframe(_titled(table, make_readable(frame).map(_cut)), hide_index=True, width="stretch")


def _cut(cell: object) -> object:
    return f"{cell[: _LONGEST - 1]}…" if isinstance(cell, str) and len(cell) > _LONGEST else cell


def _titled(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Title the standard's columns as people read them, where no other column is called so, and give the frame."""
    standard = schema_columns().query("table == @table")["column"]
    titles = {name: name.replace("_", " ") for name in standard}
    return frame.rename(columns={name: title for name, title in titles.items() if title not in frame})


def describe_first_rows(first: FirstRows) -> str:
    """Tell how many of the first rows come in, and as what; how many don't, and why.

    "7 of 8 rows come in as organizations; 1 row is set aside, as it has no name."
    """
    table = next(iter(first.tables), "")
    ties = len(first.tables.get("relationships", ())) if table != "relationships" else 0
    parts = [
        _describe_kept(first, table),
        _describe_set_aside(first),
        words.TIES_COME_WITH_THEM.format(ties=counted(ties, "tie")) if ties else "",
    ]
    return f"{'; '.join(filter(None, parts))}."


def _describe_kept(first: FirstRows, table: str) -> str:
    if not first.rows:
        return words.NO_ROW_YET
    titles = table_titles()
    as_table = words.AS_TABLE.format(table=titles[table].lower()) if table not in ("", "inventory") else ""
    all_come = first.kept == first.rows
    if first.is_whole_sheet:
        sentence = words.ALL_COME_IN if all_come else words.SOME_COME_IN
    else:
        sentence = words.ALL_OF_THE_FIRST if all_come else words.SOME_OF_THE_FIRST
    return sentence.format(kept=first.kept, count=first.rows, rows=counted(first.rows, "row"), as_table=as_table)


def _describe_set_aside(first: FirstRows) -> str:
    count = first.rows - first.kept
    if not count:
        return ""
    sentence = words.IT_HAS_NO if count == 1 else words.THEY_HAVE_NO
    rows, columns = counted(count, "row is", "rows are"), " or ".join(first.lacking)
    return (sentence if columns else words.SET_ASIDE).format(rows=rows, columns=columns)
