"""List what people decided by hand, for a package: rows set aside or merged, and columns about people that stay."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from components.drafts.draft import Draft
from components.drafts.left_out import list_rows_left_out
from components.drafts.text_tables import RowTexts
from components.importing import DecidedRow


def list_decided_rows(draft: Draft) -> tuple[DecidedRow, ...]:
    """List the rows that were set aside or merged, here or in the package that came, and those that lack a cell that
    they must have, without what is about people.

    Columns about people are left out even where they are kept: they are kept for the inventory, and these rows are not
    in it. A row that a further file brought again is in the inventory, so it is not listed.
    """
    earlier = draft.decided_earlier
    if earlier:
        further = {key for arrival in draft.arrivals[1:] for key in arrival.new_rows} & draft.keys_inside
        again = {(row.table, frozenset(row.cells)) for row in _describe_rows(draft, further)}
        earlier = tuple(row for row in earlier if (row.table, frozenset(row.cells)) not in again)
    lacking = (replace(row, is_open=True) for row in _describe_rows(draft, _find_lacking(draft)))
    return tuple(dict.fromkeys([*_describe_rows(draft, draft.rows_set_aside), *lacking, *earlier]))


def _find_lacking(draft: Draft) -> set[int]:
    """Find the rows that lack a cell that they must have, and give their keys."""
    left_out = list_rows_left_out(draft)
    return set(left_out.loc[left_out["why"] == "cannot be read", "key"])


def _describe_rows(draft: Draft, keys: AbstractSet[int]) -> Iterator[DecidedRow]:
    texts, ids = RowTexts(draft.text_tables), {**draft.reading.ids_set_aside, **draft.organization_ids}
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
