"""Rows in are rows kept and rows set aside: the figures of each file and sheet of a draft."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from components.drafts.draft import ADDED_HERE, Came, Draft, rows_not_in, same_texts
from components.inventory.tables import RawTable
from components.inventory.text import clean

# Where a row can be, the first that holds of several.
_WHERE = {
    "kept": "kept",
    "joined": "joined",
    "same as another": "same_as_another",
    "merged": "merged",
    "replaced": "replaced",
    "set aside": "set_aside",
}
_COLUMNS = ["file", "sheet", "tables", "rows_in", "kept", "joined", "merged", "replaced", "set_aside"]
_COLUMNS += ["same_as_another", "notes_under", "not_read", "added_here", "second_values"]


def accounting(draft: Draft) -> pd.DataFrame:
    """How many rows of each file and sheet came in, and where they are now.

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
    gone = rows_not_in(draft)
    why = dict(zip(gone["key"], gone["why"], strict=True))
    read = [_figures(came, raws, why) for came, raws in _sheets(draft)]
    here = [_added_here(draft, raw, why) for raw in draft.raws if raw.file == ADDED_HERE]
    unread = [
        {"file": file, "sheet": sheet, "tables": "", "rows_in": rows, "not_read": rows}
        for file, sheet, rows in draft.unread
    ]
    frame = pd.DataFrame([*read, *here, *unread], columns=_COLUMNS)
    counts = dict.fromkeys(_COLUMNS[3:], 0)
    return frame.astype(dict.fromkeys(counts, "float64")).fillna(counts).astype(dict.fromkeys(counts, "int64"))


def _figures(came: Came, raws: Sequence[RawTable], why: Mapping[int, str]) -> dict[str, object]:
    where: dict[int, set[str]] = defaultdict(set)
    for raw in raws:
        for position, (row, key) in enumerate(zip(raw.rows, raw.keys or (), strict=True)):
            where[row].add(_place(came, raw, position, key, why))
    places = (next((name for place, name in _WHERE.items() if place in each), "set_aside") for each in where.values())
    count = Counter(places)
    under = sum(len(raw.beside) for raw in raws)
    tables = " and ".join(dict.fromkeys(raw.table for raw in raws))
    about: dict[str, object] = {"file": raws[0].file, "sheet": raws[0].sheet, "tables": tables}
    return about | dict(count) | {"rows_in": len(where) + under, "notes_under": under}


def _place(came: Came, raw: RawTable, position: int, key: int, why: Mapping[int, str]) -> str:
    here = came.keys.get(key)
    if here is not None and here in came.new:
        return why.get(here, "kept")
    return "joined" if any(clean(texts[position]) for texts in raw.columns.values()) else "blank"


def _added_here(draft: Draft, raw: RawTable, why: Mapping[int, str]) -> dict[str, object]:
    kept = [key in draft.second_values for key in raw.keys or () if key not in why]
    return {"file": ADDED_HERE, "tables": raw.table, "added_here": kept.count(False), "second_values": sum(kept)}


def _sheets(draft: Draft) -> Iterator[tuple[Came, list[RawTable]]]:
    """The tables by the sheet that they were read from, with what came at once; what came again just so only once."""
    before: list[RawTable] = []
    for came in draft.changed().came:
        for raws in _by_sheet(raw for raw in came.draft.raws if raw.file != ADDED_HERE):
            if any(_adds(came, raw) or not any(_is_again(one, raw) for one in before) for raw in raws):
                yield came, raws
            before += raws


def _adds(came: Came, raw: RawTable) -> bool:
    return any(came.keys.get(key) in came.new for key in raw.keys or ())


def _is_again(one: RawTable, raw: RawTable) -> bool:
    return (one.file, one.sheet) == (raw.file, raw.sheet) and same_texts(one, raw)


def _by_sheet(raws: Iterator[RawTable]) -> list[list[RawTable]]:
    """The tables by the sheet that they were read from: ties that its columns gave stand behind its own table."""
    sheets: list[list[RawTable]] = []
    for raw in raws:
        if sheets and raw.table == "relationships" and _is_of(raw, sheets[-1][0]):
            sheets[-1].append(raw)
        else:
            sheets.append([raw])
    return sheets


def _is_of(ties: RawTable, own: RawTable) -> bool:
    read = own.file is not None and own.table != "relationships"
    return read and (ties.file, ties.sheet) == (own.file, own.sheet)
