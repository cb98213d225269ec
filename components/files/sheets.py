"""One table as its file has it, how much of a table is read, and which sheets of a spreadsheet are tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from components.files.dialect import Dialect
from components.inventory.problems import Problem, Severity, file_problem, problem
from components.inventory.schema import standard_names
from components.inventory.text import header_key, key

Rows = Sequence[Sequence[str]]
Block = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, as a spreadsheet counts them, from 1."""

# The sheets of our own template that explain it; they hold no rows.
_EXPLAINING = ("read me", "columns")
# How spreadsheet programs name a sheet that nobody has named, in English, German, French and Spanish.
_UNNAMED = ("sheet", "tabelle", "feuil", "hoja")


@dataclass(frozen=True)
class Sheet:
    """One table as its file has it: every row as texts, with its spreadsheet row number."""

    name: str
    file: str
    rows: Rows
    numbers: Sequence[int]
    problems: list[Problem] = field(default_factory=list)
    title: str | None = None
    """Its name in a workbook; None for a file of its own, whose rows should all be equally wide."""
    dialect: Dialect | None = None
    """How a text file is written; None for other files."""
    merged: Sequence[Block] = ()
    ours: bool = False
    """Whether it is a table of the standard in a package that the Atlas wrote, to be read exactly as it is written."""
    worked_out: dict[tuple[str, tuple[int, ...]], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was worked out about it, by a name and the positions of the header's rows, so that nobody does it twice."""

    @property
    def called(self) -> str:
        """What a person calls it, at the start of a sentence."""
        return f"Sheet “{self.title}” of {self.file}" if self.title else self.file

    def problem(
        self, rule: str, message: str, mend: str, severity: Severity = "error", **where: str | int | None
    ) -> Problem:
        """A problem with it, its header or one of its rows. ``where`` may give table, row, column and value."""
        return file_problem(self.file, rule, message, mend, severity, sheet=self.title, **where)  # type: ignore[arg-type]


Sheets = tuple[list[Sheet], list[Problem]]
"""The sheets of a file, and the problems of the file beside those of each sheet."""


def columns_read(columns: int, header: Iterable[str]) -> int:
    """Count the columns of a table that are read, and give that number: ``columns``, and those of the standard.

    What the Atlas writes has columns of the standard beside all that came in, and it must come in again.
    """
    return columns + len(standard_names().intersection(map(header_key, header)))


def text_bytes(texts: Iterable[str]) -> int:
    """Count the bytes that texts have in UTF-8, and give the number."""
    joined = "".join(texts)
    return len(joined) if joined.isascii() else len(joined.encode("utf-8", "surrogatepass"))


# Sheets of spreadsheets


def explains_template(title: str) -> bool:
    """Whether a sheet is one of our template that holds no rows."""
    return key(title) in _EXPLAINING


def asks_to_be_ignored(title: str) -> bool:
    """Whether a sheet's name asks to leave it out, as Kumu's do: ``people (ignore)``."""
    return title.strip().casefold().endswith("(ignore)")


def sheet_left_out(file: str, title: str) -> Problem:
    """Word the note that a sheet was left out because its name asks for it, and give it."""
    return problem("sheet left out", file=file, value=title, sheet=title)


def row_too_wide(file: str, title: str, row: int, columns: int) -> Problem:
    """Word the warning that a row has cells too far to the right to be read, and give it."""
    return problem("row too wide", file=file, sheet=title, row=row, most=columns)


def name_after_file(sheet: Sheet, stem: str) -> Sheet:
    """Name a file's only sheet after the file where nobody has named it (``Sheet1``), and give it."""
    return replace(sheet, name=stem) if key(sheet.name).startswith(_UNNAMED) else sheet


def has_no_table_in_reach(rows: Rows) -> bool:
    """Whether at most a header is left of a sheet whose other cells stand too far to the right to be read."""
    return sum(any(row) for row in rows) < 2
