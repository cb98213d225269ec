"""The rows that are not in the inventory, and why; and what people decided by hand, as a package keeps it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd

from components.drafts.draft import Draft
from components.drafts.text_tables import RowTexts
from components.importing import DecidedRow
from components.inventory import TextTable, read_table
from components.inventory.schema import columns_of
from components.inventory.text import clean


def list_rows_left_out(draft: Draft) -> pd.DataFrame:
    """List the rows that are not in the inventory, with why.

    Columns: ``key``, ``table``, ``file``, ``sheet``, ``row`` (its number in a spreadsheet), ``why`` (``set aside`` by a
    person, ``merged`` into another row, ``replaced`` by a further file that lacks it, ``cannot be read`` for want of
    what the table requires, ``blank``, ``same as another``), ``texts`` (a dict by column), ``into`` (the name of the
    organization that it was merged into, else missing).
    """
    inside = draft.keys_inside
    failed = {problem.key for problem in draft.reading.problems if problem.rule == "required cell missing"}
    names = dict(zip(draft.reading.keys["organizations"], draft.inventory.organizations["name"], strict=True))
    rows = []
    for table in draft.text_tables:
        for position, key in enumerate(table.keys or ()):
            if key in inside:
                continue
            texts = {name: column[position] for name, column in table.columns.items()}
            why = "cannot be read" if key in failed else _why(draft, table.table, key, texts)
            into = names.get(draft.find_row_standing_for(key)) if why == "merged" else None
            rows.append((key, table.table, table.file, table.sheet, table.rows[position], why, texts, into))
    return pd.DataFrame(rows, columns=["key", "table", "file", "sheet", "row", "why", "texts", "into"])


def _why(draft: Draft, table: str, key: int, texts: Mapping[str, str]) -> str:
    if key in draft.rows_set_aside:
        return "merged" if key in draft.merged_into else "replaced" if key in draft.rows_replaced else "set aside"
    if not any(map(clean, texts.values())):
        return "blank"
    # A row of a table that requires nothing is left out where not one cell of it can be read.
    one = TextTable(table, {name: [text] for name, text in texts.items()}, [1], guarded=True)
    requires = any(column.required for column in columns_of(table))
    return "same as another" if requires or read_table(one)[0].places else "cannot be read"


def list_decided_rows(draft: Draft) -> tuple[DecidedRow, ...]:
    """List the rows that were set aside or merged, here or before a package came, without what they tell of people.

    A column about people that was kept for a reason was kept for the inventory, and these rows are not in it. A row
    that a further file brought again is in it, so it is not listed.
    """
    here = _as_decided(draft, draft.rows_set_aside)
    again = _list_rows_brought_again(draft) if draft.decided_earlier else frozenset()
    earlier = [row for row in draft.decided_earlier if (row.table, frozenset(row.cells)) not in again]
    return tuple(dict.fromkeys([*here, *earlier]))


def _list_rows_brought_again(draft: Draft) -> frozenset[tuple[str, frozenset[tuple[str, str]]]]:
    """Give the table and the cells of each row of the inventory that a further file added."""
    further = {key for arrival in draft.arrivals[1:] for key in arrival.new_rows} & draft.keys_inside
    return frozenset((row.table, frozenset(row.cells)) for row in _as_decided(draft, further))


def _as_decided(draft: Draft, keys: Collection[int]) -> tuple[DecidedRow, ...]:
    if not keys:
        return ()
    texts, ids = RowTexts(draft.text_tables), {**draft.reading.ids_set_aside, **draft.organization_ids}
    rows = []
    for table in draft.text_tables:
        people = _people_columns(draft, table.table)
        for number, key in zip(table.rows, table.keys or (), strict=True):
            if key in keys:
                cells = ((name, text) for name, text in texts.row(key).items() if text and name not in people)
                kept = draft.find_row_standing_for(key)
                into = (ids.get(kept, ""), texts.cell(kept, "name")) if key in draft.merged_into else None
                rows.append(DecidedRow(table.table, table.file, table.sheet, number, tuple(cells), into))
    return tuple(row.without_people() for row in rows)


def _people_columns(draft: Draft, table: str) -> set[str]:
    """Give the columns of a table that tell of people and are kept. Claims may repeat such a cell as their value."""
    claimed = {"value"} if table == "claims" and any(each.of_people for each in draft.text_tables) else set()
    return claimed | draft.people_columns(table).keys()


class KeptColumn(NamedTuple):
    """A column that is kept though it tells of people."""

    table: str
    column: str
    reason: str
    """Why it is kept, as whoever brought it said."""


def list_kept_people_columns(draft: Draft) -> list[KeptColumn]:
    """List the columns that tell of people and have a cell in the inventory, each once for each reason."""
    inside = draft.keys_inside
    found = (
        KeptColumn(table.table, name, reason)
        for table in draft.text_tables
        for name, reason in table.of_people.items()
        if _has_cell_inside(table, name, inside)
    )
    return list(dict.fromkeys(found))


def _has_cell_inside(table: TextTable, name: str, inside: set[int]) -> bool:
    # A column that was converted to ties or to a list has no texts of its own any more. Then any row will do.
    texts = table.columns.get(name) or ["made into others"] * len(table.rows)
    return any(text.strip() and key in inside for text, key in zip(texts, table.keys or (), strict=True))
