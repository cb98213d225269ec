"""Tables, beside pictures or alone: sent to the browser only once their fold is opened, with a download as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from components.files import table_csv
from components.inventory import Inventory
from components.inventory.text import counted, slug
from components.ui.frame.text import table_titles
from components.ui.frame.visit import FILE_NAME
from components.ui.widgets import words

_FIRST_ROWS = 2_000  # more would keep a browser waiting
_LONGEST_ROW = 80  # characters by which a person knows a row


def describe_row(texts: Mapping[str, str]) -> str:
    """Describe a row so that a person knows it: its name, its two ends, or its first cells; never who rated.

    ``{"from": "Library", "to": "Clinic", "kind": "funds"}`` is ``Library – Clinic``.
    """
    if texts.get("name"):
        first = [texts["name"]]
    elif texts.get("from") or texts.get("to"):
        first = [f"{texts.get('from') or '?'} – {texts.get('to') or '?'}"]
    else:
        first = [text for name, text in texts.items() if text and name not in ("rater", "id")][:3]
    return ", ".join(dict.fromkeys(first))[:_LONGEST_ROW]


def show_table_fold(label: str, rows: Callable[[], pd.DataFrame], key: str) -> None:
    """Show a fold with the same as the picture above, as a table that a keyboard and a screen reader can use.

    ``rows`` is called, and its table sent, only while the fold is open.
    """
    folded = st.expander(label, on_change="rerun", key=f"twin-{key}")
    if folded.open:
        with folded:
            show_table(rows(), key)


def show_table(table: pd.DataFrame, key: str) -> None:
    """Show a table to read and to take along; its file is called after the city in view and ``key``."""
    if len(table) > _FIRST_ROWS:
        st.caption(words.FIRST_ROWS.format(shown=_FIRST_ROWS, count=len(table)))
    st.dataframe(make_readable(table.head(_FIRST_ROWS)), hide_index=True, width="stretch", placeholder=words.NOT_KNOWN)
    offer_table(lambda: table, key)


def offer_table(table: Callable[[], pd.DataFrame], key: str) -> None:
    """Offer a table to take along; ``table`` is called when it is asked for."""
    st.download_button(
        words.DOWNLOAD_TABLE,
        lambda: table_csv(table()),
        f"{st.session_state.get(FILE_NAME, 'atlas')}-{key}.csv",
        "text/csv",
        key=f"csv-{key}",
        on_click="ignore",
    )


def make_readable(table: pd.DataFrame) -> pd.DataFrame:
    """Write cells as people read them, and give the table.

    Lists have commas; an empty list is "none", a missing cell "not known".
    """
    readable: pd.DataFrame = table.apply(lambda column: column.map(_cell) if column.dtype == object else _known(column))
    return readable


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or words.NONE
    return words.NOT_KNOWN if value is None or value is pd.NA or value != value else value


def _known(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column):
        return column
    return column.fillna(words.NOT_KNOWN)


def show_rows_behind(inventory: Inventory, references: tuple[tuple[str, object], ...], key: str) -> None:
    """Show the inventory's rows that a figure was computed from, table by table."""
    by_table: dict[str, list[object]] = {}
    for table, label in references:
        by_table.setdefault(table, []).append(label)
    if not by_table:
        st.markdown(words.NO_ROW_BEHIND)
    titles = table_titles()
    for table, labels in by_table.items():
        frame = inventory.tables[table]
        rows = frame.loc[[label for label in dict.fromkeys(labels) if label in frame.index]]
        rows = rows.drop(columns="rater", errors="ignore").dropna(axis="columns", how="all")
        st.markdown(words.ROWS_OF_TABLE.format(rows=counted(len(rows), "row"), table=titles[table]))
        show_table(rows, f"{slug(key)}-{table}")
