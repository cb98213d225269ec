"""Convert sheets to tables of texts with the standard's columns, as their mappings say. No row is lost."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from components.files import Limits, Sheet
from components.importing import people
from components.importing.headed_sheet import HeadedSheet, MappedSheet, cell_at, is_filled, names_contact
from components.importing.headers import find_named_tables
from components.importing.list_columns import convert_checkboxes, part_lists_as_said, split_types
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, SheetMapping, Why
from components.importing.ties import part_ends_of_ties, replace_ends_of_ties, take_matrix_out, take_ties_out
from components.importing.tool_formats import convert_ties, restore_own_headers
from components.inventory import TextTable
from components.inventory.kinds import find_both_days, find_doubtful_date
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, ignore
from components.inventory.schema import columns_of, required_columns
from components.inventory.text import clean, find_free_name, header_key

_LIMITS = Limits()
UnreadSheets = tuple[tuple[str, str | None, int], ...]
"""The sheets with rows that were not read: the file, the sheet's name in a workbook, and the number of filled rows."""


def convert_sheets(
    sheets: Sequence[Sheet],
    mappings: Sequence[SheetMapping],
    *,
    limits: Limits = _LIMITS,
    progress: Progress = ignore,
) -> tuple[list[TextTable], list[Problem], UnreadSheets]:
    """Convert each sheet by the mapping at the same position, and give the tables, the problems found, and what was not
    read. ``progress`` is called before each sheet. Raises ``ValueError`` where there are not as many mappings as
    sheets."""
    pairs = list(zip(sheets, mappings, strict=True))
    made: dict[int, list[TextTable]] = {}
    problems: list[Problem] = []
    unread = []
    # Sheets of ties come last: reading their ends takes the names of organizations from the others.
    ties = [each.table == "relationships" or any(column.use == "tie" for column in each.columns) for each in mappings]
    for done, at in enumerate(sorted(range(len(pairs)), key=ties.__getitem__)):
        sheet, mapping = pairs[at]
        progress(f"Taking {sheet.called} in.", done / len(sheets))
        made[at], more = convert_sheet(sheet, mapping, [*itertools.chain(*made.values())])
        problems += more
        if made[at] and len(set(made[at][0].rows)) > limits.rows:
            problems.append(problem("too large", case="rows", file=sheet.file, called=sheet.called, most=limits.rows))
            made[at] = []
        start = mapping.header_rows[-1] + 1 if mapping.header_rows else 0
        rows = 0 if made[at] else sum(is_filled(row) for row in sheet.rows[start:])
        unread += [(sheet.file, sheet.title, rows)] if rows else []
    tables = [table for at in range(len(pairs)) for table in made[at]]
    for change in (part_ends_of_ties, replace_ends_of_ties, people.set_people_aside):
        tables, more = change(tables)
        problems += more
    return tables, problems, tuple(unread)


def convert_sheet(
    sheet: Sheet, mapping: SheetMapping, others: Sequence[TextTable] = ()
) -> tuple[list[TextTable], list[Problem]]:
    """Convert the rows of a sheet to a table of the standard, and the ties that its columns list to further tables, and
    give these with the problems of the sheet. There are no tables where it is left out or can't be read as the mapping
    says. ``others`` holds the tables of other sheets."""
    mapping = _map_each_column_once(mapping)
    mapped = MappedSheet(HeadedSheet(sheet, mapping.header_rows), mapping)
    if not mapping.header_rows or not mapping.table or mapping.missing_columns:
        return [], [*people.remove_quoted_rows(sheet.problems), _note_why_not_read(mapped)]
    columns, name_problems = _name_columns(mapped)
    whole, row_problems = _read_rows(mapped, columns)  # still with the columns that are left out
    table, people_problems = people.leave_people_out(mapped, whole, columns, others)
    missing = [name for name in required_columns(table.table) if name not in table.columns]
    if missing:
        problems = [*people.remove_quoted_rows(sheet.problems), *people_problems]
        return [], [*problems, _note_missing_columns(mapped, missing)]
    quoting = [*sheet.problems, *row_problems, *_note_repeated_rows(mapped, whole, table)]
    if people.has_hidden_cells(table, people_problems):
        quoting = people.remove_quoted_rows(quoting)
    tables, problems = _convert_columns(mapped, table, columns, others)
    return tables, [*_note_guesses(mapped), *name_problems, *people_problems, *problems, *quoting]


def _convert_columns(
    mapped: MappedSheet, table: TextTable, columns: Mapping[str, ColumnMapping], others: Sequence[TextTable]
) -> tuple[list[TextTable], list[Problem]]:
    """Convert dates and lists as a person said, checkboxes to lists, and columns that list ties to tables of ties, and
    give the tables."""
    table, problems = _read_dates_as_said(mapped, table, columns)
    table = part_lists_as_said(mapped, table, columns)
    columns = {name: column for name, column in columns.items() if name in table.columns}
    for convert in (partial(convert_checkboxes, mappings=columns), people.join_rows_of_one_organization, split_types):
        table, more = convert(mapped, table)
        problems += more
    if table.table == "relationships":
        ties, more = convert_ties(mapped, table)
        return [ties], problems + more
    tables, more = take_ties_out(mapped, table, columns)
    tables[0], problems = restore_own_headers(mapped.mapping.form, tables[0]), problems + more
    if headers := {name: column.header for name, column in columns.items() if column.use == "tie"}:
        tables, count = take_matrix_out(tables, headers, others)
        problems.append(mapped.problem("ties read from a matrix", value=str(count), count=count))
    return tables, problems


def _read_dates_as_said(
    mapped: MappedSheet, table: TextTable, columns: Mapping[str, ColumnMapping]
) -> tuple[TextTable, list[Problem]]:
    """Rewrite dates that could be two days in the order that a person said, with the year first, and give the table
    with a note for each column. Where another cell of the column settles the order, nothing changes."""
    written, problems = dict(table.columns), []
    for name in (column.name for column in mapped.mapping.columns_read.values() if column.kind == "date"):
        order, texts = columns[name].order, {text: clean(text) for text in written.get(name, ())}
        if order == "" or order == "not known" or not find_doubtful_date(list(texts.values())):
            continue
        days = {text: both[order].isoformat() for text, plain in texts.items() if (both := find_both_days(plain))}
        written[name] = [days.get(text, text) for text in written[name]]
        text, day = next(iter(days.items()))
        problems.append(mapped.problem("date order as said", column=name, order=order, text=clean(text), day=day))
    return replace(table, columns=written), problems


def _map_each_column_once(mapping: SheetMapping) -> SheetMapping:
    """Keep only the first of several headers that are mapped to one column, unless it is a list, and give the new
    mapping. The others become extra columns."""
    first = {name: at for at, name in reversed(mapping.standard_columns.items())}
    columns = list(mapping.columns)
    for at, column in mapping.columns_read.items():
        if first[column.name] != at and not column.is_list:
            columns[at] = replace(columns[at], use="extra")
    return replace(mapping, columns=tuple(columns))


def _name_columns(mapped: MappedSheet) -> tuple[dict[str, ColumnMapping], list[Problem]]:
    """Name each column of a sheet, and give the mappings by these names: the standard's name, the header, or the
    column's number where it has no header. An extra column whose header is a name of the standard becomes
    ``area (as it came)``, or ``area (2)`` where another header is read as the standard's column."""
    columns: dict[str, ColumnMapping] = {}
    problems = []
    standard = {column.name for column in columns_of(mapped.mapping.table)}
    read = set(mapped.mapping.standard_columns.values())
    taken = standard | set(mapped.head.headers)
    for position, column in enumerate(mapped.mapping.columns):
        is_read, where = column.use == "column", {"row": mapped.head.header_row_number, "value": column.header}
        name = column.column if is_read else column.header
        if not name:
            name = find_free_name(f"column {position + 1}", taken)
        elif is_read and name in columns:  # a list that several headers are read as
            name = find_free_name(name, taken)
        elif not is_read and name in standard - read and name not in columns:
            name = find_free_name(f"{name} (as it came)", taken)
        elif not is_read and (name in columns or name in standard):
            name = find_free_name(name, taken)
            problems.append(mapped.problem("header used twice", column=name, **where))
        if column.use == "extra" and column.column:
            problems.append(mapped.problem("column chosen twice", column=name, chosen=column.column, **where))
        columns[name] = column
        taken.add(name)
    return columns, problems


def _read_rows(mapped: MappedSheet, columns: Mapping[str, ColumnMapping]) -> tuple[TextTable, list[Problem]]:
    """Read the rows under a header into columns of these names, and give the table. Cells beyond the header become
    columns of their own, and columns that have neither header nor filled cell are dropped."""
    sheet, names, width = mapped.sheet, list(columns), len(columns)
    rows, numbers = mapped.head.rows, [sheet.numbers[at] for at in mapped.head.rows_under.rows]
    problems = _note_rows_beside(mapped)
    if set(map(len, rows)) - {width}:
        problems += _note_rows_of_another_width(mapped, rows, numbers, width)
        beyond = sorted({at for row in rows for at in range(width, len(row)) if row[at].strip()})
        names += [find_free_name(f"column {at + 1}", names) for at in beyond]
        rows = [[*row[:width], *[""] * (width - len(row)), *(cell_at(row, at) for at in beyond)] for row in rows]
    texts: dict[str, Sequence[str]] = dict(zip(names, zip(*rows, strict=True) if rows else [()] * width, strict=True))
    for name, header in zip(columns, mapped.head.headers, strict=True):
        if not header and any(text.strip() for text in texts[name]):
            if columns[name].use == "column":
                continue
            problems.append(mapped.problem("column without a header", column=name))
        elif not header:
            del texts[name]
    beside = len(mapped.head.rows_under.notes) + len(mapped.head.rows_under.repeated)
    table = TextTable(mapped.mapping.table, texts, numbers, sheet.file, sheet.title, guarded=True, rows_beside=beside)
    return table, problems


def _note_rows_beside(mapped: MappedSheet) -> list[Problem]:
    """Note the rows under the header that are not rows of the table, and quote those that are notes."""
    sheet, under, mark = mapped.sheet, mapped.head.rows_under, mapped.sheet.delimiter or " "
    contacts = [at for at in under.notes if names_contact(sheet.rows[at])]
    notes = [at for at in under.notes if at not in contacts]
    quoted = " / ".join(clean(mark.join(sheet.rows[at]).strip(f" {mark}")) for at in notes)
    places = {"blank rows": under.blank, "notes under the table": notes, "header repeated": under.repeated}
    places["row of a contact left out"] = contacts
    problems = []
    for code, rows in places.items():
        if rows:
            value = quoted if rows is notes else str(len(rows))
            case = "for programs" if rows is notes and under.rows and rows[-1] < under.rows[0] else ""
            problems.append(mapped.problem(code, case=case, row=sheet.numbers[rows[0]], value=value, count=len(rows)))
    return problems


def _note_rows_of_another_width(
    mapped: MappedSheet, rows: Sequence[Sequence[str]], numbers: Sequence[int], width: int
) -> list[Problem]:
    problems = []
    usual = "most rows" if mapped.mapping.header_rows == NO_HEADER else "the header"
    for row, number in zip(rows, numbers, strict=True):
        words = {"row": number, "cells": len(row), "usual": usual, "width": width}
        surplus = [cell for cell in row[width:] if cell.strip()]
        if surplus:
            problems.append(mapped.problem("row too long", value=" | ".join(surplus), **words))
        elif len(row) < width and mapped.sheet.title is None:
            problems.append(mapped.problem("row too short", value=str(len(row)), **words))
    return problems


def _note_repeated_rows(mapped: MappedSheet, whole: TextTable, shown: TextTable) -> list[Problem]:
    """Note the rows of the ``whole`` table that repeat an earlier one in every column. Only the columns that are left
    in the table ``shown`` are quoted."""
    if any(len(set(whole.columns.get(name, ()))) == len(whole.rows) for name in ("id", "name")):
        return []
    first: dict[tuple[str, ...], int] = {}
    quoted = [texts for name, texts in shown.columns.items() if name not in shown.not_quoted]
    problems = []
    for at, cells in enumerate(zip(*whole.columns.values(), strict=True)):
        if first.setdefault(cells, at) != at:
            value = "; ".join(filter(None, (texts[at] for texts in quoted)))
            problems.append(mapped.problem("row repeated", row=whole.rows[at], value=value))
    return problems


def _note_why_not_read(mapped: MappedSheet) -> Problem:
    mapping = mapped.mapping
    if not mapping.header_rows:
        return mapped.problem("empty table", table="")
    row = mapped.head.header_row_number
    if mapping.table:
        return _note_missing_columns(mapped, mapping.missing_columns)
    if mapping.form:
        return mapped.problem("table of another kind", row=row, form=mapping.form, why=mapping.why)
    if mapping.sure:
        return mapped.problem("table left out", why=mapping.why or Why.AS_SAID)
    value = ", ".join(mapped.head.headers)
    if mapping.why in (Why.NAMES_REPEAT, Why.LIKE_THINGS, Why.LIKE_PEOPLE):
        return mapped.problem("table that may hold things", row=row, value=value, why=mapping.why)
    return mapped.problem("table not known", case="sheet" if mapped.sheet.title else "file", row=row, value=value)


def _note_missing_columns(mapped: MappedSheet, missing: Sequence[str]) -> Problem:
    case = "no header" if mapped.mapping.header_rows == NO_HEADER else ""
    where = {"row": mapped.head.header_row_number, "column": missing[0]}
    return mapped.problem("required column missing", case=case, columns=" and ".join(missing), **where)


def _note_guesses(mapped: MappedSheet) -> list[Problem]:
    """Note why the sheet was read as this table, what stands above it, and which headers were read by another name. A
    mere difference in spelling gets no note."""
    mapping, problems = mapped.mapping, []
    if not mapping.is_known_by_name and mapping.table not in find_named_tables(mapped.head):
        problems.append(mapped.problem("table told by its headers", why=mapping.why or Why.AS_SAID))
    if mapping.header_rows == NO_HEADER:
        problems.append(mapped.problem("no header"))
    above = [", ".join(filter(None, map(clean, row))) for row in mapped.sheet.rows[: max(mapping.header_rows[0], 0)]]
    if value := " / ".join(filter(None, above)):
        row = mapped.sheet.numbers[mapping.header_rows[0]]
        problems.append(mapped.problem("rows above the header", row=row, value=value))
    for column in mapping.columns:
        is_other = header_key(column.header).rstrip("s") != header_key(column.column).rstrip("s")
        if column.use == "column" and column.header and is_other:
            where = {"row": mapped.head.header_row_number, "column": column.column, "value": column.header}
            problems.append(mapped.problem("header read by another name", **where))
    return problems
