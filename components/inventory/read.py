"""Reads an inventory from whatever it comes in, and tells what could not be taken as it stands."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

from components.inventory.draft import Draft, draft_of_tables
from components.inventory.files.dialect import Sheet, file_problem, read_text
from components.inventory.files.package import (
    Budget,
    File,
    Limits,
    Source,
    beside,
    files_of,
    is_workbook,
    of_date,
    of_one_folder,
    workbook_refusal,
)
from components.inventory.files.workbook import read_workbook, too_many_rows
from components.inventory.model import Inventory, Problem, Severity
from components.inventory.recognise import quoting_no_people, recognise, tells_of_people
from components.inventory.tables import RawTable
from components.inventory.text import clean, same_name

_LIMITS = Limits()
Read = tuple[list[RawTable], list[Problem]]


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
        draft = _open(source, date, limits, keep_person_columns)
        return draft.inventory, draft.problems


def open_draft(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    keep_person_columns: bool = False,
) -> Draft:
    """What ``read_inventory`` reads as a draft: its inventory and problems, and every row as the texts that it came
    with."""
    with _collector_paused():
        return _open(source, date, limits, keep_person_columns)


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


def _open(source: Source, date: str | None, limits: Limits, keep: bool) -> Draft:
    budget = Budget.of(limits)
    files, problems = files_of(source, limits, budget)
    files, more = of_date(files, date)
    problems += more
    files, more = of_one_folder(files)
    problems += more
    found = {file: _tables(file, limits, budget, keep) for file in files if not beside(file)}
    found, more = _of_one_city(found)
    problems += more + [problem for _, several in found.values() for problem in several]
    raws = [raw for several, _ in found.values() for raw in several]
    day = next((file.date for file in files if file.date), None)
    return draft_of_tables(raws, problems + _missing(raws) + _without_rows(raws), day)


def _of_one_city(found: dict[File, Read]) -> tuple[dict[File, Read], list[Problem]]:
    """What belongs to the first city that was sent: another one's zip or workbook is set aside whole, which is said."""
    cities: dict[str, str] = {}
    for file, (raws, _) in found.items():
        for city in _cities(raws):
            cities.setdefault(_package(file), city)
    first = next(iter(cities.items()), ("", ""))
    others = {package: city for package, city in cities.items() if same_name(city) != same_name(first[1])}
    problems = [_other_city(package, city, first) for package, city in others.items()]
    return {file: read for file, read in found.items() if _package(file) not in others}, problems


def _package(file: File) -> str:
    """The zip or workbook that a file's tables came in; tables sent one by one came together."""
    return file.package or (file.name if is_workbook(file.content) else "")


def _cities(raws: list[RawTable]) -> list[str]:
    named = [text for raw in raws if raw.table == "inventory" for text in raw.columns.get("city", ())]
    return [clean(text) for text in named if clean(text)]


def _other_city(package: str, city: str, first: tuple[str, str]) -> Problem:
    what, other = package or "What was sent beside it", first[0] or "what was sent beside it"
    message = f"{what} is an inventory of {city}, and {other} one of {first[1]}. Only that of {first[1]} was read."
    mend = "Send the inventory of one city at a time."
    return file_problem(package, "inventory of another city", message, mend, value=city)


def _tables(file: File, limits: Limits, budget: Budget, keep: bool) -> Read:
    sheets, problems = _sheets(file, limits, budget)
    raws = []
    for sheet in sheets:
        raw, more = recognise(sheet, keep_person_columns=keep)
        own = quoting_no_people(sheet.problems) if raw is None or tells_of_people(raw, more) else sheet.problems
        problems += own + more
        if raw and len(raw.rows) > limits.rows:
            problems.append(too_many_rows(sheet.called, file.name, limits))
        elif raw:
            raws.append(raw)
    return raws, problems


def _sheets(file: File, limits: Limits, budget: Budget) -> tuple[list[Sheet], list[Problem]]:
    if is_workbook(file.content):
        refusal = workbook_refusal(file, limits, budget)
        return ([], [refusal]) if refusal else read_workbook(file, limits)
    # Blank rows are not counted against the limit, but there is a limit to them too.
    rows = 2 * limits.rows + 50
    sheet = read_text(file.name, file.name, file.content, rows=rows, columns=limits.columns, cells=limits.cells)
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
