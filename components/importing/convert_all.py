"""Convert all sheets that came together to the tables of one inventory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.files import Limits, Sheet
from components.importing.convert import convert_sheet
from components.importing.people_columns import has_hidden_cells, remove_quoted_rows
from components.importing.rows_under_header import is_filled
from components.importing.sheet_mapping import SheetMapping
from components.inventory import TextTable
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, Stop, ignore, never_stop, report_progress
from components.inventory.schema import column_of
from components.inventory.text import clean, name_key, slug

_NAMING_COLUMNS = ("id", "name", "aliases", "former_names")
_ENDS = ("from", "to")
_ENOUGH_ENDS = 0.6  # share of the ends of ties that name no organization
_LIMITS = Limits()


@dataclass(frozen=True)
class ConvertedSheets:
    """What sheets were converted to."""

    tables: list[TextTable]
    problems: list[Problem]
    unread: tuple[tuple[str, str | None, int], ...]
    """The sheets that were not read: the file, the sheet's name in a workbook, and the number of filled rows under its
    header. Sheets without such rows are left out."""


def convert_sheets(
    sheets: Sequence[Sheet],
    mappings: Sequence[SheetMapping],
    *,
    limits: Limits = _LIMITS,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> ConvertedSheets:
    """Convert each sheet as the mapping at its place says, and give the tables with the problems found.

    ``stop`` and ``progress`` are called before each sheet, as ``read_sheets`` does before each file. Raises
    ``ValueError`` where there are not as many mappings as sheets, and ``StoppedError``.
    """
    tables: list[TextTable] = []
    problems: list[Problem] = []
    unread = []
    for place, (sheet, mapping) in enumerate(zip(sheets, mappings, strict=True)):
        report_progress(stop, progress, f"Taking {sheet.called} in.", place / len(sheets))
        found, more = _convert_within_limits(sheet, mapping, limits)
        tables += found
        problems += more
        start = mapping.header_rows[-1] + 1 if mapping.header_rows else 0
        rows = 0 if found else sum(is_filled(row) for row in sheet.rows[start:])
        unread += [(sheet.file, sheet.title, rows)] if rows else []
    tables, more = replace_ends_of_ties(tables)
    return ConvertedSheets(tables, problems + more, tuple(unread))


def _convert_within_limits(
    sheet: Sheet, mapping: SheetMapping, limits: Limits
) -> tuple[list[TextTable], list[Problem]]:
    tables, problems = convert_sheet(sheet, mapping)
    is_open = bool(tables) and not has_hidden_cells(tables, problems)
    problems = [*(sheet.problems if is_open else remove_quoted_rows(sheet.problems)), *problems]
    if tables and len(set(tables[0].rows)) > limits.rows:
        too_large = problem("too large", case="rows", file=sheet.file, called=sheet.called, most=limits.rows)
        return [], [*problems, too_large]
    return tables, problems


# Ends of ties that stand in another column of the organizations


def replace_ends_of_ties(tables: Sequence[TextTable]) -> tuple[list[TextTable], list[Problem]]:
    """Replace ends of ties that are neither id nor name of an organization, and give the tables.

    Such ends may be codes of another program. Where most of them stand in one extra column of the organizations, each
    is replaced by the id of the row that it stands in, or its name. Each table of ties that this changes gets a note.
    """
    if not any(table.table == "relationships" for table in tables):
        return [*tables], []
    known = {name_key(text) for table in tables for text in _names_of_organizations(table)}
    found = [
        _replace_ends_in(table, tables, known) if table.table == "relationships" else (table, []) for table in tables
    ]
    return [table for table, _ in found], [each for _, problems in found for each in problems]


def _names_of_organizations(table: TextTable) -> list[str]:
    if table.table != "organizations":
        return []
    texts = [clean(text) for name in _NAMING_COLUMNS for text in table.columns.get(name, ())]
    # A name's own slug becomes its id.
    return [*texts, *(slug(text) for text in texts)]


def _replace_ends_in(table: TextTable, tables: Sequence[TextTable], known: set[str]) -> tuple[TextTable, list[Problem]]:
    ends = {clean(text) for name in _ENDS for text in table.columns[name]}
    missing = {name_key(text) for text in ends} - known - {""}
    organizations = (other for other in tables if other.table == "organizations")
    extra = [(other, name) for other in organizations for name in other.columns if not column_of(other.table, name)]
    by_column = {(at, name): _ids_by_text(other, name) for at, (other, name) in enumerate(extra)}
    best, ids = max(by_column.items(), key=lambda item: len(missing & item[1].keys()), default=((0, ""), {}))
    if not missing or len(missing & ids.keys()) < _ENOUGH_ENDS * len(missing):
        return table, []
    found = {text: ids[text] for text in missing if text in ids}
    changed = {name: [found.get(name_key(clean(text)), text) for text in table.columns[name]] for name in _ENDS}
    note = table.problem("ends found by another column", value=best[1])
    return replace(table, columns=table.columns | changed), [note]


def _ids_by_text(table: TextTable, column: str) -> dict[str, str]:
    """Give, for each text that stands in one row of the column alone, the id of that row, or its name without an id."""
    names = table.columns.get("name", ())
    found: dict[str, list[str]] = {}
    for text, identity, name in zip(table.columns[column], table.columns.get("id", names), names, strict=True):
        found.setdefault(name_key(clean(text)), []).append(identity if identity.strip() else name)
    return {text: rows[0] for text, rows in found.items() if text and len(rows) == 1}
