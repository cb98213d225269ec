"""Reads an inventory from whatever it comes in, and tells what could not be taken as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.drafts.draft import Draft, draft_of_tables
from components.files import Limits, Sheet, Source
from components.importing.bring import bring
from components.importing.convert import convert_sheet
from components.importing.decisions import (
    DecidedRow,
)
from components.importing.layout import is_filled
from components.importing.people_columns import has_hidden_cells, remove_quoted_rows
from components.importing.recognise import recognise_sheet
from components.importing.sheet_mapping import SheetMapping, keeping_people
from components.importing.tie_ends import with_ends_found
from components.inventory.model import Inventory
from components.inventory.problems import Problem, Severity, file_problem, problem
from components.inventory.progress import Progress, Stop, collector_paused, ignore, never_stop, report_progress
from components.inventory.tables import RawTable

_LIMITS = Limits()


def read_inventory(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    keep_person_columns: bool = False,
) -> tuple[Inventory, list[Problem]]:
    """An inventory and the problems found in it.

    ``source`` is the path of a folder, a ``.zip``, an ``.xlsx`` or a ``.csv``, or uploaded files as
    pairs (or a dict) of file name and bytes. Where it has ``YYYY-MM-DD/`` folders, the newest opens, or
    ``date``; that day is the inventory's ``as_of`` where its own row gives none. Extra columns that seem
    to hold people's names, e-mail or phones are left out unless ``keep_person_columns``. A table that is not known
    for sure is not read. Never raises for what a file holds: bad content is a ``Problem``.
    """
    draft = open_draft(source, date=date, limits=limits, keep_person_columns=keep_person_columns)
    return draft.inventory, draft.problems


def open_draft(
    source: Source,
    *,
    mappings: Sequence[SheetMapping] = (),
    date: str | None = None,
    limits: Limits = _LIMITS,
    keep_person_columns: bool = False,
) -> Draft:
    """What ``read_inventory`` reads as a draft: its inventory and problems, and every row as the texts that it came
    with. ``mappings`` say how sheets with their headers are read; they win over those that a package brings."""
    with collector_paused():
        found = bring(source, date=date, limits=limits)
        remembered = (*mappings, *found.mappings)
        chosen = [_without_asking(recognise_sheet(sheet, remembered)) for sheet in found.sheets]
        if keep_person_columns:
            chosen = [keeping_people(mapping, "asked for by who reads the file") for mapping in chosen]
        draft = draft_of_sheets(
            found.sheets,
            chosen,
            found.problems,
            found.day,
            limits=limits,
            not_the_same=found.not_the_same,
            decided=found.decided,
        )
        _ = draft.problems  # worked out while the collector rests
        return draft


def _without_asking(mapping: SheetMapping) -> SheetMapping:
    """The mapping where it is sure; else one that doesn't know the table."""
    return mapping if mapping.sure else replace(mapping, table="", form="")


def draft_of_sheets(
    sheets: Sequence[Sheet],
    mappings: Sequence[SheetMapping],
    problems: Sequence[Problem] = (),
    day: str | None = None,
    *,
    limits: Limits = _LIMITS,
    not_the_same: frozenset[frozenset[str]] = frozenset(),
    decided: tuple[DecidedRow, ...] = (),
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> Draft:
    """A draft of sheets, each read as the mapping at its place says; with the problems that are known already, and what
    a package keeps of what was decided by hand.

    ``stop`` and ``progress`` are as for ``bring``, before each sheet. Raises ``ValueError`` where there are not as many
    mappings as sheets, and ``StoppedError``.
    """
    read = []
    for place, (sheet, mapping) in enumerate(zip(sheets, mappings, strict=True)):
        report_progress(stop, progress, f"Taking {sheet.called} in.", place / len(sheets))
        read.append(_read(sheet, mapping, limits))
    raws, ends = with_ends_found([raw for several, _ in read for raw in several])
    said = [*problems, *(problem for _, several in read for problem in several), *ends]
    draft = draft_of_tables(raws, said + _missing(raws) + _without_rows(raws), day)
    each = zip(sheets, mappings, read, strict=True)
    unread = [_rows_unread(sheet, mapping) for sheet, mapping, (several, _) in each if not several]
    unread = [counted for counted in unread if counted[2]]
    return replace(draft, not_the_same=not_the_same, decided=decided, unread=tuple(unread))


def _rows_unread(sheet: Sheet, mapping: SheetMapping) -> tuple[str, str | None, int]:
    """A sheet that was not read: its file, its name in a workbook, and how many filled rows stand under its header."""
    start = mapping.header_rows[-1] + 1 if mapping.header_rows else 0
    return sheet.file, sheet.title, sum(is_filled(row) for row in sheet.rows[start:])


def _read(sheet: Sheet, mapping: SheetMapping, limits: Limits) -> tuple[list[RawTable], list[Problem]]:
    raws, problems = convert_sheet(sheet, mapping)
    open_to_all = bool(raws) and not has_hidden_cells(raws, problems)
    own = sheet.problems if open_to_all else remove_quoted_rows(sheet.problems)
    if raws and len(set(raws[0].rows)) > limits.rows:
        refusal = problem("too large", case="rows", file=sheet.file, called=sheet.called, most=limits.rows)
        return [], [*own, *problems, refusal]
    return raws, [*own, *problems]


def _without_rows(raws: list[RawTable]) -> list[Problem]:
    """One note for all tables that have a header and no rows: a template that is filled in in part has many."""
    empty = [raw for raw in raws if not raw.rows]
    if not empty:
        return []
    what = "This table has" if len(empty) == 1 else "These tables have"
    message = f"{what} a header and no rows: {', '.join(raw.table for raw in empty)}."
    mend = "Nothing needs doing if they are to stay empty."
    files, tables = {raw.file or "" for raw in empty}, {raw.table for raw in empty}
    table = tables.pop() if len(tables) == 1 else ""
    return [
        file_problem(files.pop() if len(files) == 1 else "", "table without rows", message, mend, "note", table=table)
    ]


def _missing(raws: list[RawTable]) -> list[Problem]:
    if any(raw.table == "organizations" for raw in raws):
        return []
    message = "There is no organizations table."
    mend = "Add a file organizations.csv with a column name, or a sheet of that name."
    severity: Severity = "warning" if raws else "error"
    return [file_problem("", "organizations table missing", message, mend, severity, table="organizations")]
