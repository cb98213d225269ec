"""Bringing files in: what each table is, looked over before it is read, and what a further file would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components.analysis import counted
from components.inventory import (
    AS_BEFORE,
    Brought,
    Draft,
    Headed,
    Limits,
    Mapping,
    Sheet,
    added,
    bring,
    differences,
    differences_in_words,
    draft_of_sheets,
    other_readings,
    people_columns,
    schema_tables,
    suggest,
    suggest_table,
)
from components.ui.keeping import change, keep_draft, open_own, remember_mappings, remembered_mappings
from components.ui.loading import kept_upload
from components.ui.long_work import Work, begin, watch
from components.ui.mapping_grid import column_grid, grid_mapping
from components.ui.mending_parts import problems_in_short
from components.ui.text import plain
from components.ui.visit import set_address

_INCOMING = "incoming"
_TURN = "upload-turn"
Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Incoming:
    """Files that were chosen and are not in view yet."""

    files: Files
    brought: Brought
    mappings: tuple[Mapping, ...]
    """How each of the sheets is to be read."""
    draft: Draft | None = None
    """What they hold, once it is said how they are read."""

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.files]


# Choosing


def file_chooser() -> None:
    """Where a person chooses files. Each choice is taken once: the next begins with none."""
    turn = st.session_state.setdefault(_TURN, 0)
    st.file_uploader(
        "Choose files",
        type=["csv", "tsv", "txt", "zip", "xlsx", "xlsm", "ods", "json", "geojson", "graphml", "gexf"],
        accept_multiple_files=True,
        key=f"upload-files-{turn}",
        on_change=_take_files,
        max_upload_size=Limits().megabytes,
    )


def _take_files() -> None:
    files = st.session_state[f"upload-files-{st.session_state[_TURN]}"]
    if files:
        st.session_state[_TURN] += 1
        _read_files(tuple((file.name, file.getvalue()) for file in files))


def _read_files(files: Files) -> None:
    remembered = remembered_mappings()
    begin(f"Reading {', '.join(name for name, _ in files)}", lambda work: _incoming(files, remembered, work), _arrived)


def _incoming(files: Files, remembered: Sequence[Mapping], work: Work) -> Incoming:
    work.step("Opening the files.", 0.1)
    brought = bring(list(files))
    work.step("Looking at the headers.", 0.5)
    mappings = tuple(suggest(sheet, (*remembered, *brought.mappings)) for sheet in brought.sheets)
    incoming = Incoming(files, brought, mappings)
    return incoming if _to_be_asked(incoming) else _with_draft(incoming, work)


def _to_be_asked(incoming: Incoming) -> bool:
    """Whether a person should look over how the files are read: where anything of it is a guess."""
    return any(map(_guessed, incoming.mappings)) or any(other_readings(content) for _, content in incoming.files)


def _guessed(mapping: Mapping) -> bool:
    if mapping.why == AS_BEFORE:
        return False
    by_likeness = any(column.use != "extra" and 0 < column.likeness < 100 for column in mapping.columns)
    made = any(column.use in ("fold", "ties", "parent") for column in mapping.columns)
    return not mapping.sure or bool(mapping.table and (by_likeness or made))


def _with_draft(incoming: Incoming, work: Work) -> Incoming:
    work.step("Checking every cell.", 0.6)
    brought = incoming.brought
    draft = draft_of_sheets(brought.sheets, incoming.mappings, brought.problems, brought.day, apart=brought.apart)
    _ = draft.problems  # worked out here, beside the page
    work.step("Done.", 1.0)
    return replace(incoming, draft=draft)


def _arrived(incoming: Incoming) -> None:
    own = kept_upload()
    if incoming.draft is None or (own and own.draft and incoming.draft.raws):
        st.session_state[_INCOMING] = incoming
    else:
        _keep(incoming)


def _keep(incoming: Incoming) -> None:
    """Open what came as the visitor's own inventory, in the place of any other."""
    if incoming.draft is None:
        return
    loaded = keep_draft(incoming.draft, incoming.names)
    _remember(incoming)
    open_own("mend" if problems_in_short(loaded) else None)


def _remember(incoming: Incoming) -> None:
    remember_mappings(incoming.mappings)
    st.session_state.pop(_INCOMING, None)


def _cancel() -> None:
    st.session_state.pop(_INCOMING, None)


# Looking over


def bringing() -> bool:
    """Draw the step that files on their way in are at; gives whether there are any, and the page shows nothing else."""
    if watch():
        return True
    incoming = st.session_state.get(_INCOMING)
    if incoming is None:
        return False
    if incoming.draft is None:
        _look_over(incoming)
    else:
        _compare(incoming)
    return True


def _look_over(incoming: Incoming) -> None:
    """Each sheet, with the table that it seems to be and what its columns become; read when they are right."""
    st.markdown("### Bring your own, step 1: what each table is")
    st.markdown(
        "The Atlas has guessed what your tables and columns are. Look the guesses over, change what is wrong, and read "
        "them. A column that fits nothing is kept as it is. Nothing is lost, and your own file stays as it was."
    )
    _encodings(incoming)
    chosen: list[Mapping] = []
    for number, (sheet, mapping) in enumerate(zip(incoming.brought.sheets, incoming.mappings, strict=True)):
        with st.container(border=True):
            chosen.append(_sheet(incoming, number, sheet, mapping))
    lacking = [
        f"{plain(sheet.called)} has no column for {plain(' and '.join(mapping.lacking))}"
        for sheet, mapping in zip(incoming.brought.sheets, chosen, strict=True)
        if mapping.table and mapping.lacking
    ]
    unexplained = any(
        _without_reason(sheet, mapping) for sheet, mapping in zip(incoming.brought.sheets, chosen, strict=True)
    )
    if lacking:
        st.warning(f"{'; '.join(lacking)}. Choose the column that holds it, or leave the table out.")
    if unexplained:
        st.warning("Say why the columns about people are kept, or leave them out.")
    tables = sum(bool(mapping.table) for mapping in chosen)
    with st.container(horizontal=True):
        st.button(
            f"Read {counted(tables, 'table')}",
            type="primary",
            key="read-so",
            disabled=bool(lacking) or unexplained or not tables,
            on_click=_confirm,
            args=(incoming, tuple(chosen)),
        )
        st.button("Cancel", key="cancel-bringing", on_click=_cancel)


def _without_reason(sheet: Sheet, mapping: Mapping) -> bool:
    return any(not mapping.columns[at].reason for at in _kept_people(sheet, mapping))


def _kept_people(sheet: Sheet, mapping: Mapping) -> list[int]:
    """The positions of columns about people that are to be kept."""
    if not mapping.table:
        return []
    about = people_columns(Headed(sheet, mapping.header_rows))
    return [at for at, column in enumerate(mapping.columns) if column.use == "extra" and at in about]


def _confirm(incoming: Incoming, chosen: tuple[Mapping, ...]) -> None:
    sure = replace(incoming, mappings=tuple(replace(mapping, sure=True) for mapping in chosen))
    begin(f"Reading {', '.join(incoming.names)}", lambda work: _with_draft(sure, work), _arrived)


def _encodings(incoming: Incoming) -> None:
    """Where the letters of a file could be read in two ways: what they look like, and the choice."""
    for number, (name, content) in enumerate(incoming.files):
        readings = other_readings(content)
        if not readings:
            continue
        with st.container(border=True):
            st.markdown(f"**{plain(name)} can be read in more than one way.** Which of these is right?")
            taken = " · ".join(before for before, _ in readings[0][2])
            labels = {"": f"{taken} (as it is read)"}
            labels |= {encoding: _looks(label, pairs) for encoding, label, pairs in readings}
            st.radio(
                "Letters",
                list(labels),
                key=f"encoding-{number}-{id(incoming)}",
                format_func=labels.__getitem__,
                on_change=_read_in,
                args=(incoming, number),
                label_visibility="collapsed",
            )


def _looks(label: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{' · '.join(other for _, other in pairs)} ({label})"


def _read_in(incoming: Incoming, number: int) -> None:
    """Read the files again, one of them in another encoding."""
    encoding = st.session_state[f"encoding-{number}-{id(incoming)}"]
    if encoding:
        files = list(incoming.files)
        name, content = files[number]
        files[number] = (name, content.decode(encoding, "replace").encode())
        _cancel()
        _read_files(tuple(files))


_LEFT_OUT = "Leave it out"


def _sheet(incoming: Incoming, number: int, sheet: Sheet, mapping: Mapping) -> Mapping:
    """One sheet: what it is read as, its columns, and what is asked about them."""
    titles = schema_tables().set_index("table")["title"]
    rows = len(sheet.rows) - (mapping.header_rows[-1] + 1 if mapping.header_rows else 0)
    st.markdown(f"#### {plain(sheet.called)}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = ["", *titles.index]
        st.selectbox(
            "Read it as",
            options,
            options.index(mapping.table),
            key=f"table-{number}-{id(incoming)}",
            format_func=lambda table: titles.get(table, _LEFT_OUT),
            on_change=_read_as,
            args=(incoming, number),
            width=260,
        )
        st.number_input(
            "Header in row",
            min_value=1,
            max_value=max(sheet.numbers, default=1),
            value=sheet.numbers[mapping.header_rows[-1]] if mapping.header_rows else 1,
            key=f"header-{number}-{id(incoming)}",
            on_change=_read_as,
            args=(incoming, number),
            width=140,
        )
        st.markdown(f"{counted(max(rows, 0), 'row')}, {counted(len(mapping.columns), 'column')}. {_why(mapping)}")
    if not mapping.table:
        return mapping
    edited = column_grid(Headed(sheet, mapping.header_rows), mapping, key=f"columns-{number}-{id(mapping)}")
    chosen = grid_mapping(mapping, edited)
    chosen = _parents(chosen, number, incoming)
    return _people(sheet, chosen, number, incoming)


def _why(mapping: Mapping) -> str:
    form = f"It looks like {plain(mapping.form)}. " if mapping.form else ""
    return f"{form}{'Read so' if mapping.table else 'Left out'} because {plain(mapping.why)}." if mapping.why else form


def _read_as(incoming: Incoming, number: int) -> None:
    """Guess the columns anew, for the table and the header that a person chose."""
    sheet = incoming.brought.sheets[number]
    table = st.session_state[f"table-{number}-{id(incoming)}"]
    row = st.session_state[f"header-{number}-{id(incoming)}"]
    at = min(range(len(sheet.rows)), key=lambda at: abs(sheet.numbers[at] - row), default=0)
    before = incoming.mappings[number]
    header = before.header_rows if before.header_rows and before.header_rows[-1] == at else (at,)
    found = suggest_table(sheet, table, header) if table else replace(before, table="", why="you said so")
    mappings = list(incoming.mappings)
    mappings[number] = found
    st.session_state[_INCOMING] = replace(incoming, mappings=tuple(mappings))


_MEANINGS = {
    "part_of": "It is a part of it (a department, a chapter)",
    "member_of": "It is a member of it",
    "": "Neither: keep the column as it is",
}


def _parents(mapping: Mapping, number: int, incoming: Incoming) -> Mapping:
    columns = [column.header for column in mapping.columns if column.use == "parent"]
    if not columns:
        return mapping
    options = list(_MEANINGS)
    said = st.radio(
        f"“{plain(columns[0])}” names another row of this table. What is an organization to the one named there?",
        options,
        options.index(mapping.parents),
        key=f"parents-{number}-{id(incoming)}",
        format_func=_MEANINGS.__getitem__,
    )
    return replace(mapping, parents=said)


def _people(sheet: Sheet, mapping: Mapping, number: int, incoming: Incoming) -> Mapping:
    """Columns about people that are kept need a reason, which goes with the inventory."""
    kept = _kept_people(sheet, mapping)
    if not kept:
        return mapping
    names = ", ".join(mapping.columns[at].header for at in kept)
    reason = st.text_input(
        f"Why is it right to keep {plain(names)}? An inventory holds organizations and roles, never people.",
        mapping.columns[kept[0]].reason,
        key=f"people-{number}-{id(incoming)}",
        placeholder="A reason that whoever gets the inventory will read",
    )
    columns = [
        replace(column, reason=(reason or "").strip()) if at in kept else column
        for at, column in enumerate(mapping.columns)
    ]
    return replace(mapping, columns=tuple(columns))


# What a further file would change

_HOWS = {
    "update": "Update: rows that are here get its cells, and new rows come in",
    "add": "Add: only new rows come in, and rows that are here stay as they are",
    "replace": "Replace: its tables take the place of those here",
    "anew": "Start anew with it: what is in view is dropped",
}


def _compare(incoming: Incoming) -> None:
    """What a further file would do to the inventory in view, before it does."""
    own = kept_upload()
    if own is None or own.draft is None or incoming.draft is None:
        _keep(incoming)
        st.rerun()
        return
    st.markdown(f"### What should {plain(', '.join(incoming.names))} do?")
    how = st.radio("How", list(_HOWS), key="how-to-add", format_func=_HOWS.__getitem__, label_visibility="collapsed")
    if how == "anew":
        organizations = counted(len(incoming.draft.inventory.organizations), "organization")
        st.markdown(f"**{organizations} come in, and the inventory in view is dropped.**")
    else:
        found = own.remember(
            ("differences", id(incoming.draft), how), lambda: differences(own.draft, incoming.draft, how)
        )
        st.markdown(f"**{plain(differences_in_words(found))}**")
        _difference_table(found)
    with st.container(horizontal=True):
        st.button("Do it", type="primary", key="take-in", on_click=_take_in, args=(incoming, how))
        st.button("Cancel", key="cancel-comparing", on_click=_cancel)


_ORDER = ["changed", "new row", "not taken", "unclear", "gone"]
_MOST_LINES = 2_000


def _difference_table(found: pd.DataFrame) -> None:
    shown = found[found["change"] != "same"]
    if shown.empty:
        return
    ranked = shown.sort_values("change", key=lambda change: change.map(_ORDER.index), kind="stable")
    if len(ranked) > _MOST_LINES:
        st.caption(f"The first {_MOST_LINES:,} of {len(ranked):,} differences.")
    names = {
        "table": "Table",
        "what": "Row",
        "column": "Column",
        "before": "Now",
        "after": "In the file",
        "change": "Change",
    }
    st.dataframe(ranked.head(_MOST_LINES).rename(columns=names), hide_index=True, width="stretch", placeholder="")


def _take_in(incoming: Incoming, how: str) -> None:
    own = kept_upload()
    if own is None or own.draft is None or incoming.draft is None or how == "anew":
        _keep(incoming)
        return
    change(added(own.draft, incoming.draft, how), f"{', '.join(incoming.names)} taken in ({how}).")  # type: ignore[arg-type]
    _remember(incoming)
    set_address(part="mend")
