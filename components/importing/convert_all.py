"""All sheets that came together to the tables of one inventory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.files import Limits, Sheet
from components.importing.convert import convert_sheet
from components.importing.header_groups import is_filled
from components.importing.people_columns import has_hidden_cells, remove_quoted_rows
from components.importing.sheet_mapping import SheetMapping
from components.importing.tie_ends import replace_ends_of_ties
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, Stop, ignore, never_stop, report_progress
from components.inventory.tables import RawTable

_LIMITS = Limits()


@dataclass(frozen=True)
class ConvertedSheets:
    """What sheets were converted to."""

    tables: list[RawTable]
    problems: list[Problem]
    unread: tuple[tuple[str, str | None, int], ...]
    """The sheets that were not read: the file, the sheet's name in a workbook, and how many filled rows stand under its
    header; without those that have none."""


def convert_sheets(
    sheets: Sequence[Sheet],
    mappings: Sequence[SheetMapping],
    *,
    limits: Limits = _LIMITS,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> ConvertedSheets:
    """Convert each sheet as the mapping at its place says, and give the tables with what there is to say of them.

    ``stop`` and ``progress`` are as for ``bring``, before each sheet. Raises ``ValueError`` where there are not as many
    mappings as sheets, and ``StoppedError``.
    """
    tables: list[RawTable] = []
    problems: list[Problem] = []
    unread = []
    for place, (sheet, mapping) in enumerate(zip(sheets, mappings, strict=True)):
        report_progress(stop, progress, f"Taking {sheet.called} in.", place / len(sheets))
        raws, more = _convert_within_limits(sheet, mapping, limits)
        tables += raws
        problems += more
        rows = 0 if raws else _rows_under_header(sheet, mapping)
        unread += [(sheet.file, sheet.title, rows)] if rows else []
    tables, more = replace_ends_of_ties(tables)
    return ConvertedSheets(tables, problems + more, tuple(unread))


def _convert_within_limits(sheet: Sheet, mapping: SheetMapping, limits: Limits) -> tuple[list[RawTable], list[Problem]]:
    raws, problems = convert_sheet(sheet, mapping)
    is_open = bool(raws) and not has_hidden_cells(raws, problems)
    problems = [*(sheet.problems if is_open else remove_quoted_rows(sheet.problems)), *problems]
    if raws and len(set(raws[0].rows)) > limits.rows:
        too_large = problem("too large", case="rows", file=sheet.file, called=sheet.called, most=limits.rows)
        return [], [*problems, too_large]
    return raws, problems


def _rows_under_header(sheet: Sheet, mapping: SheetMapping) -> int:
    start = mapping.header_rows[-1] + 1 if mapping.header_rows else 0
    return sum(is_filled(row) for row in sheet.rows[start:])
