"""List what is not in the inventory, and why: rows (also counted by file and sheet), texts of single cells, and, for a
package, what was decided by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from components.drafts.draft import Arrival, Draft
from components.drafts.text_tables import ADDED_HERE, RowTexts
from components.files import UnreadTexts
from components.importing import DecidedRow
from components.inventory import TextTable
from components.inventory.addresses import mask_addresses
from components.inventory.schema import NOT_QUOTED, column_of
from components.inventory.text import LONGEST_CELL, clean, unguard

# Where a row of a file can be now. If it became several rows, it counts for the first of these places.
_PLACES = ["kept", "joined", "same_as_another", "merged", "replaced", "set_aside"]
_COUNTS = ["rows_in", *_PLACES, "notes_under", "not_read", "added_here", "second_values"]


def list_rows_left_out(draft: Draft) -> pd.DataFrame:
    """List the rows that are not in the inventory, with the reasons.

    Columns: ``key``, ``table``, ``file``, ``sheet``, ``row`` (its number in a spreadsheet), ``why`` (``set aside``,
    ``merged``, ``replaced`` by a further file that lacks it, ``cannot be read`` as it lacks what is required,
    ``blank``, ``same as another``), ``texts`` (a dict by column), ``into`` (the organization it was merged into).
    """
    inside = draft.keys_inside
    names = dict(zip(draft.reading.keys["organizations"], draft.inventory.organizations["name"], strict=True))
    rows = []
    for table in draft.text_tables:
        for position, key in enumerate(table.keys or ()):
            if key not in inside:
                texts = {name: column[position] for name, column in table.columns.items()}
                why = _find_reason(draft, key, texts)
                into = names.get(draft.find_row_standing_for(key)) if why == "merged" else None
                rows.append((key, table.table, table.file, table.sheet, table.rows[position], why, texts, into))
    return pd.DataFrame(rows, columns=["key", "table", "file", "sheet", "row", "why", "texts", "into"])


def _find_reason(draft: Draft, key: int, texts: Mapping[str, str]) -> str:
    if key in draft.rows_set_aside:
        return "merged" if key in draft.merged_into else "replaced" if key in draft.rows_replaced else "set aside"
    if not any(map(clean, texts.values())):
        return "blank"
    return "same as another" if key in draft.reading.kept_once else "cannot be read"


# Counts


def count_rows(draft: Draft) -> pd.DataFrame:
    """Count how many rows of each file and sheet came in, and where they are now.

    Columns: ``file``, ``sheet`` (missing where the file is no workbook), ``tables`` (what its rows were read as, in
    words), ``rows_in`` (the filled rows under the header), and eight that add up to these: ``kept`` (in the inventory),
    ``joined`` (of a further file: to rows that were here), ``merged``, ``replaced`` (missing from a further file that
    replaced their table), ``set_aside`` (by a person, or as what is required can't be read), ``same_as_another``,
    ``notes_under`` (notes, and headers that are repeated), ``not_read`` (of sheets that were left out). A row that
    became an organization and several ties is one row, and a file that comes twice counts once. ``added_here`` (typed
    in the Atlas) and ``second_values`` (claims that keep what another row said) are rows that no file brought.
    """
    left_out = list_rows_left_out(draft)
    why = dict(zip(left_out["key"], left_out["why"], strict=True))
    read = [_count_sheet(arrival, tables, why) for arrival, tables in _group_by_sheet(draft)]
    added = [
        {"file": ADDED_HERE, "tables": table.table, column: sum(key not in why for key in table.keys or ())}
        for table in draft.text_tables
        if table.file == ADDED_HERE
        for column in ["second_values" if table.table == "claims" else "added_here"]
    ]
    unread = [
        {"file": file, "sheet": sheet, "tables": "", "rows_in": rows, "not_read": rows}
        for file, sheet, rows in draft.unread_sheets
    ]
    frame = pd.DataFrame([*read, *added, *unread], columns=["file", "sheet", "tables", *_COUNTS])
    return frame.fillna(dict.fromkeys(_COUNTS, 0)).astype(dict.fromkeys(_COUNTS, "int64"))


def _group_by_sheet(draft: Draft) -> Iterator[tuple[Arrival, list[TextTable]]]:
    """Group tables by sheet, and give these with the arrival that brought them; a sheet that came again once."""
    before: list[Arrival] = []
    for arrival in draft.with_fields().arrivals:
        sheets: dict[object, list[TextTable]] = defaultdict(list)
        for table in arrival.draft.text_tables:
            if table.file != ADDED_HERE:
                sheets[table.file or table.table, table.sheet].append(table)
        for tables in sheets.values():
            adds_rows = any(arrival.keys.get(key) in arrival.new_rows for table in tables for key in table.keys or ())
            if adds_rows or not all(any(each.has_brought(table) for each in before) for table in tables):
                yield arrival, tables
        before.append(arrival)


def _count_sheet(arrival: Arrival, tables: Sequence[TextTable], why: Mapping[int, str]) -> dict[str, object]:
    where: dict[int, set[str]] = defaultdict(set)
    for table in tables:
        for row, key in zip(table.rows, table.keys or (), strict=True):
            here = arrival.keys.get(key, -1)
            where[row].add(why.get(here, "kept").replace(" ", "_") if here in arrival.new_rows else "joined")
    counts = Counter(next((place for place in _PLACES if place in found), "set_aside") for found in where.values())
    for table in tables:
        counts.update(set_aside=table.rows_of_people, merged=table.rows_joined, notes_under=table.rows_beside)
    called = " and ".join(dict.fromkeys(table.table for table in tables))
    about = {"file": tables[0].file, "sheet": tables[0].sheet, "tables": called}
    return {**about, **counts, "rows_in": counts.total()}


# Cells


def list_unread_cells(draft: Draft) -> UnreadTexts:
    """List the texts of the cells that are missing in a draft's inventory, for ``write_inventory``.

    These are texts that could not be read, and words for "not known", with people's addresses masked. Cells about
    raters are never listed.
    """
    found: dict[str, dict[tuple[int, str], str]] = defaultdict(dict)
    for table in draft.text_tables:
        frame = draft.inventory.tables[table.table]
        at = {key: position for position, key in enumerate(draft.reading.keys[table.table]) if key is not None}
        for name in table.columns:
            missing = frame[name].isna().tolist()
            if column_of(table.table, name) is None or name in NOT_QUOTED:
                continue
            for key, text in zip(table.keys or (), table.columns[name], strict=True):
                if text and key in at and missing[at[key]] and (plain := clean(text[:LONGEST_CELL])):
                    found[table.table][at[key], name] = mask_addresses(unguard(plain) if table.guarded else plain)
    return dict(found)


# Decisions, for a package


def list_decided_rows(draft: Draft) -> tuple[DecidedRow, ...]:
    """List the rows that were set aside or merged, here or before the package was written that they came in, and those
    that lack a cell that they must have. Columns about people are left out, even those that are kept.

    A row that a further file brought again is in the inventory, so it is not listed.
    """
    earlier = draft.decided_earlier
    if earlier:
        further = {key for arrival in draft.arrivals[1:] for key in arrival.new_rows} & draft.keys_inside
        again = {(row.table, frozenset(row.cells)) for row in _describe_rows(draft, further)}
        earlier = tuple(row for row in earlier if (row.table, frozenset(row.cells)) not in again)
    lacking = set(list_rows_left_out(draft).query("why == 'cannot be read'")["key"])
    to_mend = (replace(row, is_open=True) for row in _describe_rows(draft, lacking))
    return tuple(dict.fromkeys([*_describe_rows(draft, draft.rows_set_aside), *to_mend, *earlier]))


def _describe_rows(draft: Draft, keys: Collection[int]) -> Iterator[DecidedRow]:
    texts, ids = RowTexts(draft.text_tables), {**draft.reading.ids_set_aside, **draft.reading.organization_ids}
    for table in draft.text_tables if keys else ():
        people = set(draft.people_columns(table.table))
        if table.table == "claims" and any(each.of_people for each in draft.text_tables):
            people.add("value")  # a claim may repeat a cell of such a column
        for number, key in zip(table.rows, table.keys or (), strict=True):
            if key in keys:
                cells = tuple((name, text) for name, text in texts.row(key).items() if text and name not in people)
                kept = draft.find_row_standing_for(key)
                into = (ids.get(kept, ""), texts.cell(kept, "name")) if key in draft.merged_into else None
                yield DecidedRow(table.table, table.file, table.sheet, number, cells, into).without_people()


def list_kept_people_columns(draft: Draft) -> list[tuple[str, str, str]]:
    """List the columns about people that have a filled cell in the inventory, each once for each reason: the table, the
    column, and why it is kept, in the words of whoever brought it."""
    inside, found = draft.keys_inside, dict[tuple[str, str, str], None]()
    for table in draft.text_tables:
        for name, reason in table.of_people.items():
            # A column that became ties or a list has no texts of its own any more. Then any row of the table will do.
            texts = table.columns.get(name) or ["converted"] * len(table.rows)
            if any(text.strip() and key in inside for text, key in zip(texts, table.keys or (), strict=True)):
                found[table.table, name, reason] = None
    return list(found)
