"""Count the rows of each file and sheet of a draft: how many came in, and where they are now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from components.drafts.arrivals import Arrival
from components.drafts.decided_rows import list_rows_left_out
from components.drafts.draft import ADDED_HERE, Draft
from components.drafts.text_tables import have_same_texts
from components.inventory import TextTable
from components.inventory.text import clean

# The places where a row can be, each with the column that counts it. A row of a file that became several rows is
# counted at the first of their places in this order.
_WHERE = {
    "kept": "kept",
    "joined": "joined",
    "same as another": "same_as_another",
    "merged": "merged",
    "replaced": "replaced",
    "set aside": "set_aside",
}
_COUNTS = ["rows_in", "kept", "joined", "merged", "replaced", "set_aside"]
_COUNTS += ["same_as_another", "notes_under", "not_read", "added_here", "second_values"]


def count_rows(draft: Draft) -> pd.DataFrame:
    """Count how many rows of each file and sheet came in, and where they are now.

    Columns: ``file``, ``sheet`` (missing where the file is no workbook), ``tables`` (those that its rows were read as,
    in words), ``rows_in`` (the filled rows under the header), ``kept`` (in the inventory), ``joined`` (of a further
    file: they went into rows that were here, whether they changed these or not), ``merged`` (into another row),
    ``replaced`` (not in a further file that took the place of their table), ``set_aside`` (by a person, or because what
    is required can't be read), ``same_as_another`` (as a row of another file, which stands for both), ``notes_under``
    (notes, and headers that are repeated), ``not_read`` (of sheets that were left out, or of which nobody knows which
    table they are). These eight add up to ``rows_in``. A row of the file that is an organization and several ties is
    one row, kept where one of them is. A file that comes again text for text is one file. No file brought
    ``added_here`` (rows typed in the Atlas) and ``second_values`` (claims that keep what another row or file said).
    """
    left_out = list_rows_left_out(draft)
    why = dict(zip(left_out["key"], left_out["why"], strict=True))
    read = [_count_sheet(arrival, tables, why) for arrival, tables in _tables_by_sheet(draft)]
    added = [_count_added(draft, table, why) for table in draft.text_tables if table.file == ADDED_HERE]
    unread = [
        {"file": file, "sheet": sheet, "tables": "", "rows_in": rows, "not_read": rows}
        for file, sheet, rows in draft.unread_sheets
    ]
    frame = pd.DataFrame([*read, *added, *unread], columns=["file", "sheet", "tables", *_COUNTS])
    frame = frame.astype(dict.fromkeys(_COUNTS, "float64"))
    return frame.fillna(dict.fromkeys(_COUNTS, 0)).astype(dict.fromkeys(_COUNTS, "int64"))


def _count_sheet(arrival: Arrival, tables: Sequence[TextTable], why: Mapping[int, str]) -> dict[str, object]:
    where: dict[int, set[str]] = defaultdict(set)
    for table in tables:
        for position, (row, key) in enumerate(zip(table.rows, table.keys or (), strict=True)):
            where[row].add(_where(arrival, table, position, key, why))
    counts = Counter(
        next((column for place, column in _WHERE.items() if place in places), "set_aside") for places in where.values()
    )
    notes = sum(table.beside for table in tables)
    called = " and ".join(dict.fromkeys(table.table for table in tables))
    about = {"file": tables[0].file, "sheet": tables[0].sheet, "tables": called}
    return {**about, **counts, "rows_in": len(where) + notes, "notes_under": notes}


def _where(arrival: Arrival, table: TextTable, position: int, key: int, why: Mapping[int, str]) -> str:
    here = arrival.keys.get(key)
    if here is not None and here in arrival.new_rows:
        return why.get(here, "kept")
    return "joined" if any(clean(texts[position]) for texts in table.columns.values()) else "blank"


def _count_added(draft: Draft, table: TextTable, why: Mapping[int, str]) -> dict[str, object]:
    second = [key in draft.second_values for key in table.keys or () if key not in why]
    return {"file": ADDED_HERE, "tables": table.table, "added_here": second.count(False), "second_values": sum(second)}


def _tables_by_sheet(draft: Draft) -> Iterator[tuple[Arrival, list[TextTable]]]:
    """Give the tables of each sheet with the arrival that brought it; a sheet that came again text for text once."""
    before: list[TextTable] = []
    for arrival in draft.with_fields().arrivals:
        for tables in _group_by_sheet(table for table in arrival.draft.text_tables if table.file != ADDED_HERE):
            adds_rows = any(arrival.keys.get(key) in arrival.new_rows for table in tables for key in table.keys or ())
            if adds_rows or not all(_is_among(table, before) for table in tables):
                yield arrival, tables
            before += tables


def _is_among(table: TextTable, others: Iterable[TextTable]) -> bool:
    return any(
        (table.file, table.sheet) == (other.file, other.sheet) and have_same_texts(table, other) for other in others
    )


def _group_by_sheet(tables: Iterable[TextTable]) -> list[list[TextTable]]:
    """Group tables by the sheet that they were read from: ties that its columns gave stand behind its own table."""
    sheets: list[list[TextTable]] = []
    for table in tables:
        if sheets and table.table == "relationships" and _gave_ties(sheets[-1][0], table):
            sheets[-1].append(table)
        else:
            sheets.append([table])
    return sheets


def _gave_ties(own: TextTable, ties: TextTable) -> bool:
    is_other_table = own.file is not None and own.table != "relationships"
    return is_other_table and (ties.file, ties.sheet) == (own.file, own.sheet)
