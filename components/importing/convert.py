"""Convert a sheet, as its mapping says, to tables of texts with the standard's columns. No row is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.files import Sheet
from components.importing.ambiguous_dates import read_dates_as_said
from components.importing.checkbox_columns import convert_checkboxes
from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.masked_cells import has_addresses, mask_table, report_masked_headers
from components.importing.people_columns import (
    explain_people_column,
    find_people_columns,
    has_hidden_cells,
    people_column_left_out,
    quote_unless_address,
    remove_quoted_rows,
)
from components.importing.sheet_mapping import NO_HEADER, SheetMapping, Why, required_columns
from components.importing.table_body import name_columns, note_renamed_headers, read_body, read_each_column_once
from components.importing.table_match import is_named
from components.importing.tie_columns import take_ties_out
from components.importing.tool_formats import GEPHI_NODES, convert_ties, restore_own_headers
from components.inventory import TextTable
from components.inventory.problems import Problem
from components.inventory.text import clean

_LONGEST_HEADERS = 300  # letters of what is quoted of a header
_LONGEST_QUOTE = 500  # letters of what is quoted of rows


def convert_sheet(sheet: Sheet, mapping: SheetMapping) -> tuple[list[TextTable], list[Problem]]:
    """Convert the rows of a sheet to tables of the standard, and give these with the problems found.

    This gives one table, and further tables of ties where columns of a table of organizations list these. It gives
    none where the sheet is left out or can't be read as the mapping says.
    """
    mapping, chosen_twice = read_each_column_once(mapping)
    mapped = MappedSheet(HeadedSheet(sheet, mapping.header_rows), mapping)
    if not mapping.header_rows or not mapping.table or mapping.missing_columns:
        return [], [_why_not_read(mapped)]
    names, name_problems = name_columns(mapped, chosen_twice)
    whole, row_problems = read_body(mapped, names)
    table, people_problems = _leave_people_out(mapped, whole, names)
    if any(name not in table.columns for name in required_columns(table.table)):
        return [], [*people_problems, _required_column_missing(_with_columns_of(mapped, names, table))]
    table, date_problems = read_dates_as_said(mapped, table, names)
    tables, conversion_problems = _convert_columns(mapped, table, names)
    row_problems += _repeated_rows(mapped, whole, table)
    header_problems = report_masked_headers(mapped.head, mapping.table)
    if has_hidden_cells([table], people_problems + header_problems):
        row_problems = remove_quoted_rows(row_problems)
    notes = [*_note_guessed_table(mapped), *_note_rows_above_header(mapped), *note_renamed_headers(mapped)]
    problems = [*notes, *header_problems, *name_problems, *people_problems, *date_problems]
    return tables, [*problems, *conversion_problems, *row_problems]


def _convert_columns(mapped: MappedSheet, table: TextTable, names: list[str]) -> tuple[list[TextTable], list[Problem]]:
    """Convert checkbox columns to lists, and columns that list ties to tables of ties, and give the tables."""
    columns = zip(names, mapped.mapping.columns, strict=True)
    mappings = {name: column for name, column in columns if name in table.columns}
    table, problems = convert_checkboxes(mapped, table, mappings)
    if table.table == "relationships":
        ties, more = convert_ties(mapped, table)
        return [ties], problems + more
    table = _fill_names_from_ids(table) if mapped.mapping.form == GEPHI_NODES else table
    tables, more = take_ties_out(mapped, table, mappings)
    return [restore_own_headers(mapped.mapping.form, tables[0]), *tables[1:]], problems + more


def _fill_names_from_ids(table: TextTable) -> TextTable:
    """Write the id as the name into rows without a name, as Gephi shows them, and give the table."""
    ids, names = table.columns.get("id"), table.columns["name"]
    if ids is None:
        return table
    named = [name if name.strip() else own for name, own in zip(names, ids, strict=True)]
    return replace(table, columns=table.columns | {"name": named})


# What is not read


def _why_not_read(mapped: MappedSheet) -> Problem:
    mapping = mapped.mapping
    if not mapping.header_rows:
        return mapped.problem("empty table", table="")
    if mapping.table:
        return _required_column_missing(mapped)
    if mapping.form:
        row = mapped.head.header_row_number
        return mapped.problem("table of another kind", row=row, form=mapping.form, why=mapping.why)
    if mapping.sure:
        cases: dict[str, str] = {Why.AS_SAID: "as said", Why.NO_TABLE: "not known"}
        return mapped.problem("table left out", case=cases.get(mapping.why, ""))
    value = quote_unless_address(", ".join(mapped.head.headers)[:_LONGEST_HEADERS])
    case = "sheet" if mapped.sheet.title else "file"
    return mapped.problem("table not known", case=case, row=mapped.head.header_row_number, value=value)


def _required_column_missing(mapped: MappedSheet) -> Problem:
    missing = mapped.mapping.missing_columns
    case = "no header" if mapped.mapping.header_rows == NO_HEADER else ""
    where = {"row": mapped.head.header_row_number, "column": missing[0]}
    return mapped.problem("required column missing", case=case, columns=" and ".join(missing), **where)


def _with_columns_of(mapped: MappedSheet, names: list[str], table: TextTable) -> MappedSheet:
    """The sheet and its mapping with only the columns that the table has."""
    columns = zip(mapped.mapping.columns, names, strict=True)
    kept = tuple(column for column, name in columns if name in table.columns)
    return replace(mapped, mapping=replace(mapped.mapping, columns=kept))


# What was read


def _note_guessed_table(mapped: MappedSheet) -> list[Problem]:
    mapping = mapped.mapping
    if mapping.is_told_by_name or is_named(mapped.sheet, mapping.table):
        return []
    return [mapped.problem("table told by its headers", why=mapping.why or Why.AS_SAID)]


def _note_rows_above_header(mapped: MappedSheet) -> list[Problem]:
    if mapped.mapping.header_rows == NO_HEADER:
        return [mapped.problem("no header")]
    start = mapped.mapping.header_rows[0]
    rows = [", ".join(filter(None, map(clean, row))) for row in mapped.sheet.rows[:start]]
    if not any(rows):
        return []
    value = quote_unless_address(" / ".join(filter(None, rows))[:_LONGEST_QUOTE])
    return [mapped.problem("rows above the header", row=mapped.sheet.numbers[start], value=value)]


def _repeated_rows(mapped: MappedSheet, whole: TextTable, shown: TextTable) -> list[Problem]:
    """Note the rows that are the same in every column. Only cells that may be shown are quoted."""
    if any(len(set(whole.columns.get(name, ()))) == len(whole.rows) for name in ("id", "name")):
        return []
    rows = list(zip(*whole.columns.values(), strict=True))
    if len(set(rows)) == len(rows):
        return []
    seen: set[tuple[str, ...]] = set()
    problems = []
    quoted = [texts for name, texts in shown.columns.items() if name not in shown.not_quoted]
    for position, cells in enumerate(rows):
        if cells in seen:
            value = "; ".join(filter(None, (texts[position] for texts in quoted)))[:_LONGEST_QUOTE]
            problems.append(mapped.problem("row repeated", row=whole.rows[position], value=value))
        seen.add(cells)
    return problems


# Columns that are left out


def _leave_people_out(mapped: MappedSheet, table: TextTable, names: list[str]) -> tuple[TextTable, list[Problem]]:
    """Leave columns out and mask addresses, and give the table, with a note for each column.

    Left out are the columns for which the mapping says so, and those about people that nobody gave a reason to keep,
    whatever they are read as. In other cells people's addresses are masked.
    """
    columns = dict(zip(names, mapped.mapping.columns, strict=True))
    reasons = {name: column.reason.strip() for name, column in columns.items() if column.reason.strip()}
    people = _columns_about_people(mapped, table, names)
    unwanted = {name for name, column in columns.items() if column.use == "left out"}
    left_out = [name for name in table.columns if name in unwanted or name in people - reasons.keys()]
    problems = [
        people_column_left_out(table, name)
        if name in people - reasons.keys()
        else mapped.problem("column left out", column=name)
        for name in left_out
    ]
    kept = {name: texts for name, texts in table.columns.items() if name not in left_out}
    of_people = {
        name: reason
        for name, reason in reasons.items()
        if name in kept and (name in people or has_addresses(table.table, name, kept[name]))
    }
    name_organizations = frozenset(name for name, column in columns.items() if column.use in ("parent", "ties"))
    table, masked = mask_table(replace(table, columns=kept, of_people=of_people), name_organizations)
    return table, problems + masked


def _columns_about_people(mapped: MappedSheet, table: TextTable, names: Sequence[str]) -> set[str]:
    """Find the columns that hold people's names, addresses or phones; those beyond the header by their cells alone."""
    beyond = {name for name in table.columns if name not in names and explain_people_column(name, table.columns[name])}
    return beyond | {names[at] for at in find_people_columns(mapped.head, table.table, mapped.mapping.standard_columns)}
