"""Which sheets of a spreadsheet are tables, and what they are called, whatever program wrote it."""

from __future__ import annotations

from dataclasses import replace

from components.files.dialect import Rows, Sheet
from components.files.package import File, Limits
from components.inventory.problems import Problem, file_problem
from components.inventory.text import key

# Sheets of our own template that explain; they hold no rows.
_EXPLAINING = ("read me", "columns")


def explains(title: str) -> bool:
    """Whether a sheet is one of our template that holds no rows."""
    return key(title) in _EXPLAINING


def asks_to_be_ignored(title: str) -> bool:
    """Whether a sheet's name says so, as Kumu has it."""
    return title.strip().casefold().endswith("(ignore)")


def ignored(file: File, title: str) -> Problem:
    """The note that it was."""
    message = f"The sheet “{title}” was left out, as its name asks."
    return file_problem(file.name, "sheet left out", message, "Nothing needs doing.", "note", value=title, sheet=title)


def empty(file: File) -> Problem:
    """The problem of a workbook in which nothing stands."""
    return file_problem(file.name, "empty file", f"{file.name} is empty.", "Fill it in, or leave it out.")


def named_as_file(sheet: Sheet, file: File) -> Sheet:
    """A single sheet that has kept its program's name ("Sheet1") goes by the name of its file."""
    own = key(sheet.name).startswith(("sheet", "tabelle", "feuil", "hoja"))
    return replace(sheet, name=file.path.stem) if own else sheet


def only_far_out(rows: Rows) -> bool:
    """Whether no row but a header is left of a sheet with cells so far to the right that they are not read: it is no
    table, and what it has would all be lost."""
    return sum(any(row) for row in rows) < 2


def too_wide(file: File, title: str, number: int, limits: Limits) -> Problem:
    """The warning of a row with cells so far to the right that they are not read."""
    message = f"Row {number} has cells beyond column {limits.columns:,}. These were not read."
    mend = "Move these cells nearer to the others, or delete them."
    return file_problem(file.name, "row too wide", message, mend, "warning", row=number, sheet=title)
