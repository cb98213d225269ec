"""What a sheet will be in the inventory, shown of its first rows while it is looked over."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping as ByKey
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.importing import FirstRows, HeadedSheet, SheetMapping, convert_first_rows
from components.inventory.schema import schema_columns, schema_tables
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.views.inventory import words
from components.ui.views.inventory.incoming import Incoming, find_people
from components.ui.widgets.tables import make_readable

_SHOWN = 5  # rows
_SHOWN_AT_ONCE = 2  # sheets
_LONGEST = 40  # characters of a cell; more would leave no room for other columns


def show_first_rows(incoming: Incoming, number: int, chosen: Sequence[SheetMapping]) -> None:
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


def _show_rows(incoming: Incoming, number: int, chosen: Sequence[SheetMapping]) -> None:
    sheet, mapping = incoming.brought.sheets[number], chosen[number]
    about = find_people(incoming, number, mapping)
    first = incoming.remember(("first rows", number), mapping, lambda: convert_first_rows(sheet, mapping, about))
    st.markdown(f"**{plain(describe_first_rows(first))}**")
    titles = schema_tables().set_index("table")["title"]
    for table, frame in first.with_names(_names(incoming, chosen), _SHOWN).items():
        if len(frame) and len(first.tables) > 1:
            st.markdown(plain(titles[table]))
        if len(frame):
            st.dataframe(_titled(table, make_readable(frame).map(_cut)), hide_index=True, width="stretch")


def _cut(cell: object) -> object:
    return f"{cell[: _LONGEST - 1]}…" if isinstance(cell, str) and len(cell) > _LONGEST else cell


def _names(incoming: Incoming, chosen: Sequence[SheetMapping]) -> ByKey[str, str]:
    """Find what the files call their organizations, and give the names by the ids that the files give them."""
    sheets = incoming.brought.sheets
    found = [
        incoming.remember(
            ("names", number),
            (mapping.table, mapping.header_rows, tuple(mapping.standard_columns.items())),
            lambda sheet=sheet, mapping=mapping: HeadedSheet(sheet, mapping.header_rows).find_names_by_id(mapping),
        )
        for number, (sheet, mapping) in enumerate(zip(sheets, chosen, strict=True))
    ]
    return ChainMap(*found)


def _titled(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Title the standard's columns as people read them, where no other column is called so, and give the frame."""
    standard = schema_columns().query("table == @table")["column"]
    titles = {name: name.replace("_", " ") for name in standard}
    return frame.rename(columns={name: title for name, title in titles.items() if title not in frame})


def describe_first_rows(first: FirstRows) -> str:
    """Tell how many of the first rows come in, and as what; how many don't, and why."""
    titles = schema_tables().set_index("table")["title"].str.lower()
    table, ties = next(iter(first.tables), ""), first.tables.get("relationships", ())
    many = counted(first.rows, "row") if first.whole else f"of the first {first.rows:,} rows"
    share = f"All {many}" if first.kept == first.rows else f"{first.kept:,} {'of ' * first.whole}{many}"
    what = f" as {titles[table]}" if table not in ("", "inventory") else ""
    aside, lacking = first.rows - first.kept, " or ".join(first.lacking)
    why = f", as {'it has' if aside == 1 else 'they have'} no {lacking}" if lacking else ""
    parts = [
        f"{share} come in{what}" if first.rows else "There is no row yet",
        f"{counted(aside, 'row is', 'rows are')} set aside{why}" if aside else "",
        f"{counted(len(ties), 'tie')} come with them" if len(ties) and table != "relationships" else "",
    ]
    return f"{'; '.join(filter(None, parts))}."
