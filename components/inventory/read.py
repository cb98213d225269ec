"""Reads an inventory from whatever it comes in, and tells what could not be taken as it stands."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

from components.inventory.build import build, in_order
from components.inventory.dialect import Sheet, file_problem, read_text
from components.inventory.model import Inventory, Problem, Severity
from components.inventory.package import (
    File,
    Limits,
    Source,
    beside,
    files_of,
    is_workbook,
    of_date,
    of_one_folder,
)
from components.inventory.recognise import recognise
from components.inventory.tables import RawTable, typed
from components.inventory.workbook import read_workbook, too_many_rows

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
    to hold people's names, e-mail or phones are left out unless ``keep_person_columns``. Never raises for
    what a file holds: bad content is a ``Problem``.
    """
    with _collector_paused():
        return _read(source, date, limits, keep_person_columns)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Makes no search for garbage while rows pile up: none is among them, and looking takes half the time.

    The collector is the whole process's, and visitors read at once. Only who finds it running stops it, and then
    always starts it again, so that it can't stay stopped; where another has stopped it already there is nothing to do.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _read(source: Source, date: str | None, limits: Limits, keep: bool) -> tuple[Inventory, list[Problem]]:
    files, problems = files_of(source, limits)
    files, more = of_date(files, date)
    problems += more
    files, more = of_one_folder(files)
    problems += more
    raws: list[RawTable] = []
    for file in files:
        if beside(file):
            continue
        found, more = _tables(file, limits, keep)
        raws += found
        problems += more
    inventory, more = build(raws)
    day = next((file.date for file in files if file.date), None)
    return _of_day(inventory, day), in_order(problems + _missing(raws) + _without_rows(raws) + more)


def _of_day(inventory: Inventory, day: str | None) -> Inventory:
    """The inventory with the day that its folder is named after, where it says none itself."""
    if day is None or inventory.about("as_of"):
        return inventory
    own = inventory.inventory
    if own.empty:
        return inventory.with_tables(inventory=typed(RawTable("inventory", {"as_of": [day]}, [1]))[0].frame)
    return inventory.with_tables(inventory=own.assign(as_of=own["as_of"].fillna(day)))


def _tables(file: File, limits: Limits, keep: bool) -> tuple[list[RawTable], list[Problem]]:
    sheets, problems = _sheets(file, limits)
    raws = []
    for sheet in sheets:
        raw, more = recognise(sheet, keep_person_columns=keep)
        problems += sheet.problems + more
        if raw and len(raw.rows) > limits.rows:
            problems.append(too_many_rows(sheet.called, file.name, limits))
        elif raw:
            raws.append(raw)
    return raws, problems


def _sheets(file: File, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    if is_workbook(file.content):
        return read_workbook(file, limits)
    # Blank rows are not counted against the limit, but there is a limit to them too.
    rows = 2 * limits.rows + 50
    sheet = read_text(file.name, file.name, file.content, rows=rows, columns=limits.columns)
    # A file that is no table has said so; it has no header to look for.
    return ([sheet], []) if sheet.rows else ([], sheet.problems)


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
