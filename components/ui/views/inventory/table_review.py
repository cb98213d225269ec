"""What each table of the files on their way in is: guessed, looked over by a person, and then read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from components.analysis import counted
from components.files import OtherReading, Sheet
from components.importing import (
    AS_SAID,
    NO_HEADER,
    ColumnMapping,
    HeadedSheet,
    SheetMapping,
    filled_down,
    merged_in,
    rows_under,
    suggest_columns,
)
from components.inventory import both_days, schema_tables
from components.ui.frame.text import plain
from components.ui.views.inventory.column_review import column_grid, grid_mapping, grid_of
from components.ui.views.inventory.incoming import (
    Incoming,
    addresses_in,
    doubts_in,
    forget_incoming,
    people_in,
    read_files,
    read_so,
    wait_for_answer,
)
from components.ui.views.inventory.preview import look_ahead
from components.ui.widgets.long_work import button_after_typing

_LEFT_OUT = "Leave it out"
_PARENTS = {
    "part_of": "It is a part of it (a department, a chapter)",
    "member_of": "It is a member of it",
    "": "Neither: keep the column as it is",
}
_ORDERS = {"month/day/year": "the month first", "day/month/year": "the day first"}
_UNKNOWN_DAYS = "I can't say: such dates are read as not known"


def look_over(incoming: Incoming) -> None:
    """Each sheet, with the table that it seems to be and what its columns become; read when they are right."""
    st.markdown("### Bring your own, step 1: what each table is")
    st.markdown(
        "The Atlas has guessed what your tables and columns are. Look the guesses over and change what is wrong: "
        "double-click a cell under *Becomes*, or press Enter on it. A column that fits nothing is kept as it is. "
        "Nothing is lost, and your own file stays as it was."
    )
    _encodings(incoming)
    sheets = incoming.brought.sheets
    boxes = [st.container(border=True) for _ in sheets]
    chosen = []
    for number, box in enumerate(boxes):
        with box:
            chosen.append(_sheet(incoming, number))
    for number, box in enumerate(boxes):
        with box:
            look_ahead(incoming, number, chosen)
    wanting = _wanting(incoming, chosen)
    for said in wanting:
        st.warning(said)
    tables = sum(bool(mapping.table) for mapping in chosen)
    with st.container(horizontal=True):
        button_after_typing(
            f"Read {counted(tables, 'table')}",
            lambda: read_so(incoming, chosen),
            key="read-so",
            disabled=bool(wanting) or not tables,
        )
        st.button("Cancel", key="cancel-bringing", on_click=forget_incoming)


def _wanting(incoming: Incoming, chosen: Sequence[SheetMapping]) -> list[str]:
    """What must be said before the tables can be read."""
    lacking = [
        f"{plain(sheet.called)} has no column for {plain(' and '.join(mapping.lacking))}"
        for sheet, mapping in zip(incoming.brought.sheets, chosen, strict=True)
        if mapping.table and mapping.lacking
    ]
    said = [f"{'; '.join(lacking)}. Choose the column that holds it, or leave the table out."] if lacking else []
    kept = ((mapping, _kept_people(incoming, number, mapping)) for number, mapping in enumerate(chosen))
    if any(not mapping.columns[at].reason for mapping, positions in kept for at in positions):
        said.append("Say why the columns about people are kept, or leave them out.")
    return said


# Letters


def _encodings(incoming: Incoming) -> None:
    """Where the letters of a file could be read in two ways: what they look like, and the choice."""
    for file, readings in incoming.brought.readings.items():
        with st.container(border=True):
            _encoding(incoming, file, readings)


def _encoding(incoming: Incoming, file: str, readings: Sequence[OtherReading]) -> None:
    st.markdown(f"**{plain(file)} can be read in more than one way.** Which of these is right?")
    guessed = " · ".join(dict.fromkeys(before for before, _ in readings[0][2]))
    labels = {"": f"{guessed} (as the Atlas guesses)"}
    labels |= {encoding: f"{' · '.join(other for _, other in pairs)} ({label})" for encoding, label, pairs in readings}
    options = list(labels)
    st.radio(
        "Letters",
        options,
        options.index(incoming.encodings.get(file, "")),
        key=f"encoding-{file}-{incoming.token}",
        format_func=lambda encoding: plain(labels[encoding]),
        on_change=_read_in,
        args=(incoming, file),
        label_visibility="collapsed",
    )


def _read_in(incoming: Incoming, file: str) -> None:
    """Read the files again, one of them in the encoding that was chosen for it."""
    chosen = incoming.encodings | {file: st.session_state[f"encoding-{file}-{incoming.token}"]}
    forget_incoming()
    read_files(incoming.files, {place: encoding for place, encoding in chosen.items() if encoding})


# Sheets


def _sheet(incoming: Incoming, number: int) -> SheetMapping:
    """One sheet: what it is read as, its columns, and what is asked about them."""
    sheet, mapping = incoming.brought.sheets[number], incoming.mappings[number]
    st.markdown(f"#### {plain(sheet.called)}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _table_and_header(incoming, number)
        rows = incoming.remember(("rows", number), mapping.header_rows, lambda: _rows(sheet, mapping))
        st.markdown(f"{rows}, {counted(len(mapping.columns), 'column')}. {_why(mapping)}")
    if not mapping.table:
        return mapping
    _merged(incoming, number)
    # Another table or header has other columns: what was chosen in the grid of the last is not chosen in this one.
    key = f"columns-{number}-{mapping.table}-{mapping.header_rows}-{incoming.token}"
    grid = incoming.remember(
        ("grid", number), mapping, lambda: grid_of(HeadedSheet(sheet, mapping.header_rows), mapping)
    )
    edited = column_grid(grid, mapping, sheet.called, key, incoming.remember("editors", None, dict))
    chosen = _days(incoming, number, _parents(incoming, number, grid_mapping(mapping, edited)))
    return _addresses(incoming, number, _people(incoming, number, chosen))


def _rows(sheet: Sheet, mapping: SheetMapping) -> str:
    """How many rows a sheet has, and apart from these how many notes."""
    if not mapping.header_rows:
        return "No row"
    under = rows_under(sheet, mapping.header_rows)
    notes = f" and {counted(len(under.notes), 'note')} under the table" if under.notes else ""
    return f"{counted(len(under.rows), 'row')}{notes}"


def _merged(incoming: Incoming, number: int) -> None:
    """Merged cells inside the table are filled where a person says so."""
    sheet, header = incoming.brought.sheets[number], incoming.mappings[number].header_rows
    blocks = incoming.remember(("merged", number), header, lambda: merged_in(sheet, header))
    if blocks:
        several = counted(len(blocks), "block of merged cells", "blocks of merged cells")
        st.markdown(f"It has {several}: the first cell of each holds the text, and the others are empty.")
        st.button("Write the text into all of them", key=f"fill-{number}", on_click=_fill_down, args=(incoming, number))


@contextmanager
def _staying(incoming: Incoming, key: str, first: str) -> Iterator[None]:
    """Have the control of this key say what it said before another page was looked at; at first what is given."""
    said: dict[str, str] = incoming.remember("said", None, dict)
    st.session_state.setdefault(key, said.get(key, first))
    yield
    said[key] = st.session_state[key]


def _table_and_header(incoming: Incoming, number: int) -> None:
    """Which table a sheet is and where its header stands; another answer has the columns guessed anew."""
    sheet, mapping = incoming.brought.sheets[number], incoming.mappings[number]
    titles = schema_tables().set_index("table")["title"]
    options = ["", *titles.index]
    st.selectbox(
        "Read it as",
        options,
        options.index(mapping.table),
        key=f"table-{number}-{incoming.token}",
        format_func=lambda table: titles.get(table, _LEFT_OUT),
        on_change=_guess_anew,
        args=(incoming, number),
        width=260,
    )
    st.number_input(
        "Header row (0: none)",
        min_value=0,
        max_value=max(sheet.numbers, default=1),
        value=(HeadedSheet(sheet, mapping.header_rows).number or 0) if mapping.header_rows else 1,
        key=f"header-{number}-{incoming.token}",
        on_change=_guess_anew,
        args=(incoming, number),
        width=220,
    )


def _fill_down(incoming: Incoming, number: int) -> None:
    """Read merged cells as each holding the block's text, and guess the columns anew."""
    sheets, before = list(incoming.brought.sheets), incoming.mappings[number]
    sheets[number] = filled_down(sheets[number], merged_in(sheets[number], before.header_rows))
    found = suggest_columns(sheets[number], before.table, before.header_rows) if before.table else before
    mappings = (*incoming.mappings[:number], found, *incoming.mappings[number + 1 :])
    brought = replace(incoming.brought, sheets=sheets)
    wait_for_answer(replace(incoming, brought=brought, mappings=mappings, kept={}))


def _why(mapping: SheetMapping) -> str:
    form = f"It looks like {plain(mapping.form)}. " if mapping.form else ""
    return f"{form}{'Read so' if mapping.table else 'Left out'} because {plain(mapping.why)}." if mapping.why else form


def _guess_anew(incoming: Incoming, number: int) -> None:
    """Guess the columns anew, for the table and the header that a person chose."""
    sheet, before = incoming.brought.sheets[number], incoming.mappings[number]
    table = st.session_state[f"table-{number}-{incoming.token}"]
    row = st.session_state[f"header-{number}-{incoming.token}"]
    at = min(range(len(sheet.rows)), key=lambda at: abs(sheet.numbers[at] - row), default=0)
    same = before.header_rows and before.header_rows[-1] == at
    header = (before.header_rows if same else (at,)) if row else NO_HEADER
    found = suggest_columns(sheet, table, header) if table else replace(before, table="", why=AS_SAID)
    mappings = (*incoming.mappings[:number], found, *incoming.mappings[number + 1 :])
    wait_for_answer(replace(incoming, mappings=mappings))


def _parents(incoming: Incoming, number: int, mapping: SheetMapping) -> SheetMapping:
    """What belonging to another row means is asked where a column says it."""
    column = next((column for column in mapping.columns if column.use == "parent"), None)
    if column is None:
        return mapping
    key = f"parents-{number}-{incoming.token}"
    with _staying(incoming, key, mapping.parents):
        said = st.radio(
            f"“{plain(column.header)}” names another row of this table. What is an organization to the one there?",
            list(_PARENTS),
            key=key,
            format_func=_PARENTS.__getitem__,
        )
    return replace(mapping, parents=said)


def _days(incoming: Incoming, number: int, mapping: SheetMapping) -> SheetMapping:
    """Which of two days a date is, is asked once for each column whose cells don't tell."""
    columns = list(mapping.columns)
    for at, text in doubts_in(incoming, number, mapping).items():
        columns[at] = _day(incoming, columns[at], text, f"days-{number}-{at}-{incoming.token}")
    return replace(mapping, columns=tuple(columns))


def _day(incoming: Incoming, column: ColumnMapping, text: str, key: str) -> ColumnMapping:
    days = {order: f"{day.day} {day:%B}" for order, day in both_days(text).items()}
    labels = {order: f"{day} ({_ORDERS[order]})" for order, day in days.items()} | {"not known": _UNKNOWN_DAYS}
    with _staying(incoming, key, column.order or "not known"):
        said = st.radio(
            f"Is {plain(text)} in “{plain(column.header)}” {' or '.join(days.values())}?",
            list(labels),
            key=key,
            format_func=labels.__getitem__,
        )
    return replace(column, order=said)


def _people(incoming: Incoming, number: int, mapping: SheetMapping) -> SheetMapping:
    """Columns about people that are kept need a reason, which goes with the inventory."""
    kept = _kept_people(incoming, number, mapping)
    asked = "Why is it right to keep {columns}? An inventory holds organizations and roles, never people."
    return _with_reason(incoming, mapping, kept, asked, f"people-{number}-{incoming.token}")


def _kept_people(incoming: Incoming, number: int, mapping: SheetMapping) -> list[int]:
    """The positions of columns about people that are to be kept, whatever they are read as."""
    if not mapping.table:
        return []
    about = people_in(incoming, number, mapping)
    return [at for at, column in enumerate(mapping.columns) if column.use != "left out" and at in about]


def _addresses(incoming: Incoming, number: int, mapping: SheetMapping) -> SheetMapping:
    """What other columns tell of people is left out, unless there is a reason to keep it."""
    found = addresses_in(incoming, number, mapping)
    about = _kept_people(incoming, number, mapping)
    inside = [
        at for at, column in enumerate(mapping.columns) if at in found and at not in about and column.use != "left out"
    ]
    asked = (
        "People's e-mail addresses and phone numbers in {columns} are left out. To keep them, say why that is right."
    )
    return _with_reason(incoming, mapping, inside, asked, f"addresses-{number}-{mapping.header_rows}-{incoming.token}")


def _with_reason(
    incoming: Incoming, mapping: SheetMapping, positions: Sequence[int], asked: str, key: str
) -> SheetMapping:
    """The mapping with the reason that a person gives for these columns."""
    if not positions:
        return mapping
    names = ", ".join(mapping.columns[at].header.rstrip(" :") or f"column {at + 1}" for at in positions)
    with _staying(incoming, key, mapping.columns[positions[0]].reason):
        reason = st.text_input(
            asked.format(columns=plain(names)),
            key=key,
            placeholder="A reason that whoever gets the inventory will read",
        )
    columns = [
        replace(column, reason=(reason or "").strip()) if at in positions else column
        for at, column in enumerate(mapping.columns)
    ]
    return replace(mapping, columns=tuple(columns))
