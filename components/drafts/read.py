"""Reads an inventory from whatever it comes in, and tells what could not be taken as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.drafts.draft import Draft, draft_of_tables
from components.files import Limits, Sheet, Source
from components.importing import DecidedRow, SheetMapping, bring, convert_sheets, recognise_surely
from components.inventory.model import Inventory
from components.inventory.problems import Problem, Severity, file_problem
from components.inventory.progress import Progress, Stop, collector_paused, ignore, never_stop
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
        chosen = [recognise_surely(sheet, remembered) for sheet in found.sheets]
        if keep_person_columns:
            chosen = [mapping.keeping_people("asked for by who reads the file") for mapping in chosen]
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
    read = convert_sheets(sheets, mappings, limits=limits, stop=stop, progress=progress)
    said = [*problems, *read.problems, *_missing(read.tables), *_without_rows(read.tables)]
    draft = draft_of_tables(read.tables, said, day)
    return replace(draft, not_the_same=not_the_same, decided=decided, unread=read.unread)


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
