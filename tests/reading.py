"""What tests of reading share."""

from __future__ import annotations

import csv
import io
from pathlib import PurePosixPath
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from components.drafts import Draft, count_rows, read_inventory
from components.drafts.opening import open_draft
from components.files import Limits, Sheet, Source, read_sheets
from components.files.sheets import File
from components.files.spreadsheet import read_spreadsheet
from components.importing import DecidedRow, SheetMapping
from components.importing.brought_sheets import decisions_from_json
from components.inventory import Inventory, Problem


def sheets_of(source: Source, limits: Limits = Limits()) -> tuple[list[Sheet], list[Problem]]:  # noqa: B008 (frozen)
    """The sheets of a source, and the problems of its files."""
    found = read_sheets(source, limits=limits)
    problems = [*found.problems, *(problem for file in found.files for problem in file.problems)]
    return [sheet for file in found.files for sheet in file.sheets], problems


def mappings_from_json(text: str) -> tuple[list[SheetMapping], list[Problem]]:
    """The mappings that a package keeps, and the problems of reading what it keeps."""
    decisions, problems = decisions_from_json(text)
    return list(decisions.mappings), problems


def not_the_same_from_json(text: str) -> frozenset[frozenset[str]]:
    """The pairs of organizations that a package says are not the same."""
    return decisions_from_json(text)[0].not_the_same


def decided_from_json(text: str) -> tuple[tuple[DecidedRow, ...], list[Problem]]:
    """The rows that a package says were set aside or merged, and the problems of reading what it keeps."""
    decisions, problems = decisions_from_json(text)
    return decisions.rows, problems


def sheet(text: str, name: str = "list.csv") -> Sheet:
    """Make a sheet of the text of a CSV file, and give it."""
    rows = list(csv.reader(io.StringIO(text)))
    return Sheet(name, name, rows, range(1, len(rows) + 1))


def uses(mapping: SheetMapping) -> dict[str, tuple[str, str]]:
    """What a mapping does with each column, by its header."""
    return {column.header: (column.use, column.column) for column in mapping.columns}


def the_one(problems: list[Problem], rule: str) -> Problem:
    """The one problem with this rule."""
    found = [problem for problem in problems if problem.rule == rule]
    assert len(found) == 1, problems
    return found[0]


def of(problems: list[Problem], rule: str) -> list[Problem]:
    """The problems with this rule."""
    return [problem for problem in problems if problem.rule == rule]


def workbook(rows: list[list[Any]], *merged: str, title: str = "organizations") -> bytes:
    """Make a workbook of one sheet with these rows and merged blocks, and give its bytes."""
    book = Workbook()
    page: Worksheet = book.active
    page.title = title
    for row in rows:
        page.append(row)
    for block in merged:
        page.merge_cells(block)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(content: bytes) -> Sheet:
    """The one sheet of a workbook."""
    (found,), _ = read_spreadsheet(File(PurePosixPath("a.xlsx"), content), Limits())
    return found


FIGURES = ["rows_in", "kept", "set_aside", "same_as_another", "notes_under", "not_read"]
"""The columns of ``count_rows`` that a single file can fill."""
PARTS = [*FIGURES[1:], "joined", "merged", "replaced"]
"""The columns of ``count_rows`` that say where the rows in are now."""


def read(text: str, name: str = "organizations.csv") -> tuple[Inventory, list[Problem]]:
    """Read the text of one CSV file."""
    return read_inventory({name: text.encode()})


def draft(text: str, name: str = "organizations.csv") -> Draft:
    """Open a draft of the text of one CSV file."""
    return open_draft({name: text.encode()})


def figures(found: Draft) -> list[int]:
    """The sum of each of ``FIGURES`` in a draft, of whose files every row in is somewhere."""
    frame = count_rows(found)
    assert (frame["rows_in"] == frame[PARTS].sum(axis=1)).all()
    return [int(frame[name].sum()) for name in FIGURES]


def names(inventory: Inventory) -> list[str]:
    """The names of the organizations."""
    return list(inventory.organizations["name"])


def read_files(files: dict[str, str]) -> tuple[Inventory, list[Problem]]:
    """Read files that are given as texts, by their names."""
    return read_inventory({name: text.encode() for name, text in files.items()})
