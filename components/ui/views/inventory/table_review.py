"""What each table of incoming files is: the Atlas guesses, a person looks the guesses over, and the files are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.files import OtherReading, Sheet
from components.importing import (
    HeadedSheet,
    SheetMapping,
    suggest_columns,
)
from components.inventory.text import counted
from components.ui.frame.kept_files import keep_what_was_chosen
from components.ui.frame.text import plain, table_titles
from components.ui.views.inventory import words
from components.ui.views.inventory.column_questions import (
    ask_about_addresses,
    ask_about_days,
    ask_about_lists,
    ask_about_parents,
    ask_about_people,
    kept_people_columns,
)
from components.ui.views.inventory.column_review import make_column_grid, read_column_grid, show_column_grid
from components.ui.views.inventory.incoming_files import (
    IncomingFiles,
    forget_incoming,
    keep_waiting,
    read_as_chosen,
    read_files,
)
from components.ui.views.inventory.preview import show_first_rows
from components.ui.widgets.long_work import show_save_button


def show_table_review(incoming: IncomingFiles) -> None:
    """Show each sheet, with the table that it seems to be and what its columns become, and the button to read them."""
    for file, readings in incoming.brought.other_readings.items():
        with st.container(border=True):
            _choose_encoding(incoming, file, readings)
    boxes = [st.container(border=True) for _ in incoming.brought.sheets]
    chosen = []
    for number, box in enumerate(boxes):
        with box:
            chosen.append(_review_sheet(incoming, number))
    keep_what_was_chosen(incoming.encodings, chosen)
    for number, box in enumerate(boxes):
        with box:
            show_first_rows(incoming, number, chosen)
    _show_read_button(incoming, chosen)


def _show_read_button(incoming: IncomingFiles, chosen: Sequence[SheetMapping]) -> None:
    to_answer = _find_open_questions(incoming, chosen)
    for question in to_answer:
        st.warning(question)
    tables = sum(bool(mapping.table) for mapping in chosen)
    with st.container(horizontal=True):
        show_save_button(
            words.READ_TABLES.format(tables=counted(tables, "table")),
            lambda: read_as_chosen(incoming, chosen),
            key="read-so",
            disabled=bool(to_answer) or not tables,
        )
        st.button(words.CANCEL, key="cancel-bringing", on_click=forget_incoming)


def _find_open_questions(incoming: IncomingFiles, chosen: Sequence[SheetMapping]) -> list[str]:
    """Find what must be answered before the tables can be read, and give a sentence for each."""
    lacking = [
        words.NO_COLUMN_FOR.format(sheet=plain(sheet.called), columns=plain(" and ".join(mapping.missing_columns)))
        for sheet, mapping in zip(incoming.brought.sheets, chosen, strict=True)
        if mapping.table and mapping.missing_columns
    ]
    found = [words.CHOOSE_THE_COLUMN.format(lacking="; ".join(lacking))] if lacking else []
    kept = ((mapping, kept_people_columns(incoming, number, mapping)) for number, mapping in enumerate(chosen))
    if any(not mapping.columns[at].reason for mapping, positions in kept for at in positions):
        found.append(words.SAY_WHY_KEPT)
    return found


def _choose_encoding(incoming: IncomingFiles, file: str, readings: Sequence[OtherReading]) -> None:
    """Show a sample of a file in each encoding that it could have, to choose one."""
    st.markdown(words.TWO_WAYS.format(file=plain(file)))
    guessed = " · ".join(dict.fromkeys(before for before, _ in readings[0][2]))
    labels = {"": words.AS_GUESSED.format(words=guessed)}
    for encoding, label, pairs in readings:
        labels[encoding] = words.IN_ENCODING.format(words=" · ".join(other for _, other in pairs), encoding=label)
    options = list(labels)
    st.radio(
        words.LETTERS,
        options,
        options.index(incoming.encodings.get(file, "")),
        key=f"encoding-{file}-{incoming.token}",
        format_func=lambda encoding: plain(labels[encoding]),
        on_change=_read_in,
        args=(incoming, file),
        label_visibility="collapsed",
    )


def _read_in(incoming: IncomingFiles, file: str) -> None:
    """Read the files again, one of them in the encoding that was chosen for it."""
    chosen = incoming.encodings | {file: st.session_state[f"encoding-{file}-{incoming.token}"]}
    forget_incoming()
    read_files(incoming.files, {place: encoding for place, encoding in chosen.items() if encoding})


def _review_sheet(incoming: IncomingFiles, number: int) -> SheetMapping:
    """Show what a sheet is read as and its columns, ask about them, and give the mapping as a person has chosen it."""
    sheet, mapping = incoming.brought.sheets[number], incoming.mappings[number]
    st.markdown(f"#### {plain(sheet.called)}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choose_table_and_header(incoming, number)
        rows = incoming.remember(("rows", number), mapping.header_rows, lambda: _count_rows(sheet, mapping))
        columns = counted(len(mapping.columns), "column")
        st.markdown(words.ROWS_AND_COLUMNS.format(rows=rows, columns=columns, why=_tell_why(mapping)))
    if not mapping.table:
        return mapping
    _offer_to_fill_merged_cells(incoming, number)
    # Another table or header has other columns: what was chosen in the grid before must not count in this one.
    key = f"columns-{number}-{mapping.table}-{mapping.header_rows}-{incoming.token}"
    grid = incoming.remember(
        ("grid", number), mapping, lambda: make_column_grid(HeadedSheet(sheet, mapping.header_rows), mapping)
    )
    edited = show_column_grid(grid, mapping, sheet.called, key, incoming.remember("editors", None, dict))
    chosen = ask_about_days(incoming, number, ask_about_parents(incoming, number, read_column_grid(mapping, edited)))
    chosen = ask_about_lists(incoming, number, chosen)
    return ask_about_addresses(incoming, number, ask_about_people(incoming, number, chosen))


def _count_rows(sheet: Sheet, mapping: SheetMapping) -> str:
    """Tell how many rows a sheet has, and apart from these how many notes."""
    if not mapping.header_rows:
        return words.NO_ROW
    under = HeadedSheet(sheet, mapping.header_rows).rows_under
    notes = words.NOTES_UNDER.format(notes=counted(len(under.notes), "note")) if under.notes else ""
    return f"{counted(len(under.rows), 'row')}{notes}"


def _offer_to_fill_merged_cells(incoming: IncomingFiles, number: int) -> None:
    """Offer to write the text of merged cells inside the table into all of them."""
    sheet, header = incoming.brought.sheets[number], incoming.mappings[number].header_rows
    blocks = incoming.remember(("merged", number), header, lambda: HeadedSheet(sheet, header).merged_blocks)
    if blocks:
        several = counted(len(blocks), "block of merged cells", "blocks of merged cells")
        st.markdown(words.MERGED_CELLS.format(blocks=several))
        st.button(words.FILL_MERGED_CELLS, key=f"fill-{number}", on_click=_fill_down, args=(incoming, number))


def _choose_table_and_header(incoming: IncomingFiles, number: int) -> None:
    """Choose which table a sheet is and where its header stands; another choice has the columns guessed anew."""
    sheet, mapping = incoming.brought.sheets[number], incoming.mappings[number]
    titles = table_titles()
    options = ["", *titles]
    st.selectbox(
        words.READ_IT_AS,
        options,
        options.index(mapping.table),
        key=f"table-{number}-{incoming.token}",
        format_func=lambda table: titles.get(table, words.LEAVE_IT_OUT),
        on_change=_guess_anew,
        args=(incoming, number),
        width=260,
    )
    st.number_input(
        words.HEADER_ROW,
        min_value=0,
        max_value=max(sheet.numbers, default=1),
        value=(HeadedSheet(sheet, mapping.header_rows).header_row_number or 0) if mapping.header_rows else 1,
        key=f"header-{number}-{incoming.token}",
        on_change=_guess_anew,
        args=(incoming, number),
        width=220,
    )


def _fill_down(incoming: IncomingFiles, number: int) -> None:
    """Read merged cells as each holding the block's text, and guess the columns anew."""
    sheets, before = list(incoming.brought.sheets), incoming.mappings[number]
    sheets[number] = HeadedSheet(sheets[number], before.header_rows).fill_merged_cells()
    found = suggest_columns(sheets[number], before.table, before.header_rows) if before.table else before
    mappings = (*incoming.mappings[:number], found, *incoming.mappings[number + 1 :])
    brought = replace(incoming.brought, sheets=sheets)
    keep_waiting(replace(incoming, brought=brought, mappings=mappings, kept={}))


def _tell_why(mapping: SheetMapping) -> str:
    """Tell why a sheet is read as it is."""
    form = words.LOOKS_LIKE.format(form=plain(mapping.form)) if mapping.form else ""
    sentence = words.READ_SO if mapping.table else words.LEFT_OUT
    return form + (sentence.format(why=plain(mapping.why)) if mapping.why else "")


def _guess_anew(incoming: IncomingFiles, number: int) -> None:
    """Guess the columns anew, for the table and the header that a person chose."""
    sheet, before = incoming.brought.sheets[number], incoming.mappings[number]
    table = st.session_state[f"table-{number}-{incoming.token}"]
    row = st.session_state[f"header-{number}-{incoming.token}"]
    at = min(range(len(sheet.rows)), key=lambda at: abs(sheet.numbers[at] - row), default=0)
    same = before.header_rows and before.header_rows[-1] == at
    header = (before.header_rows if same else (at,)) if row else None
    found = suggest_columns(sheet, table, header) if table else before.leave_out()
    mappings = (*incoming.mappings[:number], found, *incoming.mappings[number + 1 :])
    keep_waiting(replace(incoming, mappings=mappings))
