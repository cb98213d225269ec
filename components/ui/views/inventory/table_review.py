"""What each table of the files on their way in is: guessed, looked over by a person, and then read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.files import OtherReading, Sheet
from components.importing import (
    NO_HEADER,
    HeadedSheet,
    SheetMapping,
    suggest_columns,
)
from components.inventory import schema_tables
from components.inventory.text import counted
from components.ui.frame.text import plain
from components.ui.views.inventory.column_questions import (
    ask_about_addresses,
    ask_about_days,
    ask_about_parents,
    ask_about_people,
    kept_people_columns,
)
from components.ui.views.inventory.column_review import make_column_grid, read_column_grid, show_column_grid
from components.ui.views.inventory.incoming import (
    Incoming,
    forget_incoming,
    keep_waiting,
    read_as_chosen,
    read_files,
)
from components.ui.views.inventory.preview import show_first_rows
from components.ui.widgets.long_work import show_save_button

_LEFT_OUT = "Leave it out"


def show_table_review(incoming: Incoming) -> None:
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
            show_first_rows(incoming, number, chosen)
    wanting = _wanting(incoming, chosen)
    for said in wanting:
        st.warning(said)
    tables = sum(bool(mapping.table) for mapping in chosen)
    with st.container(horizontal=True):
        show_save_button(
            f"Read {counted(tables, 'table')}",
            lambda: read_as_chosen(incoming, chosen),
            key="read-so",
            disabled=bool(wanting) or not tables,
        )
        st.button("Cancel", key="cancel-bringing", on_click=forget_incoming)


def _wanting(incoming: Incoming, chosen: Sequence[SheetMapping]) -> list[str]:
    """What must be said before the tables can be read."""
    lacking = [
        f"{plain(sheet.called)} has no column for {plain(' and '.join(mapping.missing_columns))}"
        for sheet, mapping in zip(incoming.brought.sheets, chosen, strict=True)
        if mapping.table and mapping.missing_columns
    ]
    said = [f"{'; '.join(lacking)}. Choose the column that holds it, or leave the table out."] if lacking else []
    kept = ((mapping, kept_people_columns(incoming, number, mapping)) for number, mapping in enumerate(chosen))
    if any(not mapping.columns[at].reason for mapping, positions in kept for at in positions):
        said.append("Say why the columns about people are kept, or leave them out.")
    return said


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
        ("grid", number), mapping, lambda: make_column_grid(HeadedSheet(sheet, mapping.header_rows), mapping)
    )
    edited = show_column_grid(grid, mapping, sheet.called, key, incoming.remember("editors", None, dict))
    chosen = ask_about_days(incoming, number, ask_about_parents(incoming, number, read_column_grid(mapping, edited)))
    return ask_about_addresses(incoming, number, ask_about_people(incoming, number, chosen))


def _rows(sheet: Sheet, mapping: SheetMapping) -> str:
    """How many rows a sheet has, and apart from these how many notes."""
    if not mapping.header_rows:
        return "No row"
    under = HeadedSheet(sheet, mapping.header_rows).rows_under
    notes = f" and {counted(len(under.notes), 'note')} under the table" if under.notes else ""
    return f"{counted(len(under.rows), 'row')}{notes}"


def _merged(incoming: Incoming, number: int) -> None:
    """Merged cells inside the table are filled where a person says so."""
    sheet, header = incoming.brought.sheets[number], incoming.mappings[number].header_rows
    blocks = incoming.remember(("merged", number), header, lambda: HeadedSheet(sheet, header).merged_blocks)
    if blocks:
        several = counted(len(blocks), "block of merged cells", "blocks of merged cells")
        st.markdown(f"It has {several}: the first cell of each holds the text, and the others are empty.")
        st.button("Write the text into all of them", key=f"fill-{number}", on_click=_fill_down, args=(incoming, number))


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
        value=(HeadedSheet(sheet, mapping.header_rows).header_number or 0) if mapping.header_rows else 1,
        key=f"header-{number}-{incoming.token}",
        on_change=_guess_anew,
        args=(incoming, number),
        width=220,
    )


def _fill_down(incoming: Incoming, number: int) -> None:
    """Read merged cells as each holding the block's text, and guess the columns anew."""
    sheets, before = list(incoming.brought.sheets), incoming.mappings[number]
    sheets[number] = HeadedSheet(sheets[number], before.header_rows).fill_merged_cells()
    found = suggest_columns(sheets[number], before.table, before.header_rows) if before.table else before
    mappings = (*incoming.mappings[:number], found, *incoming.mappings[number + 1 :])
    brought = replace(incoming.brought, sheets=sheets)
    keep_waiting(replace(incoming, brought=brought, mappings=mappings, kept={}))


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
    found = suggest_columns(sheet, table, header) if table else before.left_out()
    mappings = (*incoming.mappings[:number], found, *incoming.mappings[number + 1 :])
    keep_waiting(replace(incoming, mappings=mappings))
