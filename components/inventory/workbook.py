"""An xlsx workbook to sheets of texts, without trusting what it says of its own size."""

from __future__ import annotations

import io
import warnings
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from components.inventory.cells import cell_text
from components.inventory.dialect import Sheet, file_problem
from components.inventory.model import Problem
from components.inventory.package import File, Limits, zip_refusal
from components.inventory.text import key

# openpyxl tells of styles and drawings that it leaves out. Said once, for the process: a filter put up around each
# reading is not safe where visitors read at once, and could silence every warning for good.
warnings.filterwarnings("ignore", module=r"openpyxl\.")

# Sheets of our own template that explain; they hold no rows.
EXPLAINING = ("read me", "columns")


class _TooManyRowsError(Exception):
    """A sheet has more rows than the limit."""


def read_workbook(file: File, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a workbook. One that is too large or damaged gives none, and a problem."""
    if refusal := zip_refusal(file.name, file.content, limits):
        return [], [refusal]
    try:
        return _read(file, limits)
    except Exception:  # a broken workbook makes openpyxl raise nearly any error; a person needs one sentence
        message = f"{file.name} is damaged or is not a workbook that can be read."
        mend = "Open it in a spreadsheet program and save it again as xlsx."
        return [], [file_problem(file.name, "file damaged", message, mend)]


def _read(file: File, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    workbook = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for worksheet in workbook.worksheets:
        if key(worksheet.title) in EXPLAINING:
            continue
        if worksheet.title.strip().casefold().endswith("(ignore)"):
            problems.append(_ignored(file, worksheet.title))
            continue
        try:
            sheets.append(_sheet(file, worksheet, limits))
        except _TooManyRowsError:
            problems.append(too_many_rows(f"Sheet “{worksheet.title}” of {file.name}", file.name, limits))
    filled = [sheet for sheet in sheets if any(map(any, sheet.rows))]
    if len(filled) == 1 and len(workbook.worksheets) == 1:
        return [_named_as_file(filled[0], file)], problems
    return filled, problems


def _named_as_file(sheet: Sheet, file: File) -> Sheet:
    """A single sheet that has kept its program's name ("Sheet1") goes by the name of its file."""
    name = file.path.stem if key(sheet.name).startswith(("sheet", "tabelle", "feuil", "hoja")) else sheet.name
    return Sheet(name, sheet.file, sheet.rows, sheet.numbers, sheet.problems, sheet.title)


def _ignored(file: File, title: str) -> Problem:
    message = f"The sheet “{title}” was left out, as its name asks."
    return file_problem(file.name, "sheet left out", message, "Nothing needs doing.", "note", value=title, sheet=title)


def too_many_rows(what: str, file: str, limits: Limits) -> Problem:
    """The problem of a table with more rows than are read."""
    message = f"{what} has more than {limits.rows:,} rows, so it was not read."
    return file_problem(file, "too large", message, "Split it into several, and send one at a time.")


def _sheet(file: File, worksheet: Any, limits: Limits) -> Sheet:
    """Its rows as they come: missing rows are not made up, so a cell in the last row costs nothing."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    for number, cells in _parsed(worksheet):
        row = _row(cells, limits.columns)
        if any(cell["column"] > limits.columns and cell["value"] is not None for cell in cells):
            problems.append(_too_wide(file, worksheet.title, number, limits))
        if row:
            rows.append(row)
            numbers.append(number)
        if len(rows) > limits.rows + 50:  # the header and titles above it are not counted
            raise _TooManyRowsError
    return Sheet(worksheet.title, file.name, rows, numbers, problems, worksheet.title)


def _parsed(worksheet: Any) -> Any:
    book = worksheet.parent
    with worksheet._get_source() as source:
        yield from WorkSheetParser(
            source,
            worksheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        ).parse()


def _row(cells: list[dict[str, Any]], columns: int) -> list[str]:
    texts = {cell["column"]: cell_text(cell["value"]) for cell in cells if cell["column"] <= columns}
    filled = [column for column, text in texts.items() if text]
    return [texts.get(column, "") for column in range(1, max(filled, default=0) + 1)]


def _too_wide(file: File, title: str, number: int, limits: Limits) -> Problem:
    message = f"Row {number} has cells beyond column {limits.columns:,}. These were not read."
    mend = "Move these cells nearer to the others, or delete them."
    return file_problem(file.name, "row too wide", message, mend, "warning", row=number, sheet=title)
