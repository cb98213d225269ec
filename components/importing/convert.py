"""A sheet and its mapping to tables of texts by the standard's columns. No row is lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.files import Sheet
from components.importing.derived_columns import made_of
from components.importing.layout import Under, as_probably_meant, rows_under, text_of_row
from components.importing.people_columns import (
    explain_people_column,
    find_people_columns,
    has_addresses,
    has_hidden_cells,
    mask_table,
    people_column_left_out,
    quote_unless_address,
    remove_quoted_rows,
    report_masked_headers,
)
from components.importing.recognise import AS_SAID, BY_NAME, NO_TABLE, is_named
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, HeadedSheet, MappedSheet, SheetMapping
from components.inventory.kinds import both_days, in_doubt
from components.inventory.problems import Problem, file_problem
from components.inventory.schema import column_of, columns_of
from components.inventory.tables import RawTable
from components.inventory.text import clean, header_key

_AS_IT_CAME = "as it came"


def convert_sheet(sheet: Sheet, mapping: SheetMapping) -> tuple[list[RawTable], list[Problem]]:
    """The sheet's rows as tables of the standard, and what there is to say of how they were read.

    One table, none where the sheet is left out or can't be read so, two where it holds organizations and their ties.
    """
    if not mapping.header_rows:
        message = f"{sheet.called} has no rows."
        return [], [sheet.problem("empty table", message, "Fill it in, or leave it out.", "note")]
    mapping, again = _each_once(mapping)
    reading = MappedSheet(HeadedSheet(sheet, mapping.header_rows), mapping)
    if not mapping.table or mapping.lacking:
        return [], [_not_read(reading)]
    names, twice = _names(reading)
    twice += [_chosen_twice(reading, at, names[at]) for at in again]
    raw, more = _body(reading, names)
    shown, people = _without_people(reading, raw, names)
    if any(column.required and column.name not in shown.columns for column in columns_of(raw.table)):
        return [], [*people, _lacking(replace(reading, mapping=_only(mapping, names, shown)))]
    shown, days = _with_days(reading, shown, names)
    raws, made = made_of(reading, shown, names)
    more += _repeated(reading, raw, shown)
    headers = report_masked_headers(reading.head, reading.mapping.table)
    more = remove_quoted_rows(more) if has_hidden_cells([shown], people + headers) else more
    return raws, [
        *_told(reading),
        *_titles(reading),
        *_renamed(reading),
        *headers,
        *twice,
        *people,
        *days,
        *made,
        *more,
    ]


# What is not read


def _not_read(reading: MappedSheet) -> Problem:
    mapping, sheet = reading.mapping, reading.sheet
    if mapping.table:
        return _lacking(reading)
    if mapping.form:
        message = f"{sheet.called} looks like {mapping.form}: {mapping.why}. It was not read."
        mend = "Put what it says of organizations into columns of the organizations table."
        return sheet.problem("table of another kind", message, mend, row=reading.head.number)
    if mapping.sure:
        why = {AS_SAID: ", as you said", NO_TABLE: f", as {NO_TABLE}"}.get(mapping.why, "")
        message = f"{sheet.called} was left out{why}."
        return sheet.problem("table left out", message, "Say which table it is to have it read.", "note")
    return _unknown(reading)


def _lacking(reading: MappedSheet) -> Problem:
    lacking = reading.mapping.lacking
    names = " and ".join(lacking)
    message = f"{reading.sheet.called} has no column {names}, so it was not read."
    mend = f"Call the column that holds it {names}, in the first row."
    if reading.mapping.header_rows == NO_HEADER:
        mend = f"Write a row of headers above the others, and call the column that holds it {names}."
    where = {"table": reading.mapping.table, "row": reading.head.number, "column": lacking[0]}
    return reading.sheet.problem("required column missing", message, mend, **where)  # type: ignore[arg-type]


def _unknown(reading: MappedSheet) -> Problem:
    sheet = reading.sheet
    message = f"{sheet.called} is none of the tables that the Atlas knows, so it was not read."
    what = "sheet after its table, such as organizations" if sheet.title else "file after its table: organizations.csv"
    mend = f"Start from the template, or name the {what}."
    value = quote_unless_address(", ".join(reading.head.headers)[:300])
    return sheet.problem("table not known", message, mend, row=reading.head.number, value=value)


# How it is read


def _told(reading: MappedSheet) -> list[Problem]:
    sheet, mapping = reading.sheet, reading.mapping
    if mapping.why == BY_NAME or is_named(sheet, mapping.table):
        return []
    message = f"{sheet.called} was read as the table {mapping.table}, because {mapping.why or 'you said so'}."
    mend = f"If that is right, name it {mapping.table} next time. If not, start from the template."
    return [reading.note("table told by its headers", message, mend)]


def _titles(reading: MappedSheet) -> list[Problem]:
    start = reading.mapping.header_rows[0]
    if reading.mapping.header_rows == NO_HEADER:
        message = (
            "There is no header, so that columns are called by their numbers. Every row was read as one of the table."
        )
        return [reading.note("no header", message, "If a row is the header, say which. Otherwise nothing needs doing.")]
    rows = [", ".join(filter(None, map(clean, row))) for row in reading.sheet.rows[:start]]
    if not any(rows):
        return []
    number = reading.sheet.numbers[start]
    message = f"The header stands in row {number}. What is above it was taken for a title and not read."
    value = quote_unless_address(" / ".join(filter(None, rows))[:500])
    return [reading.note("rows above the header", message, "Nothing needs doing.", row=number, value=value)]


def _renamed(reading: MappedSheet) -> list[Problem]:
    """Notes for headers that were read by another name; spelling that only looks different isn't said."""
    return [
        reading.note(
            "header read by another name",
            f"The column “{column.header}” was read as {column.column}.",
            f"If that is wrong, give it a header that is none of the template's. If right, call it {column.column}.",
            row=reading.head.number,
            column=column.column,
            value=column.header,
        )
        for column in reading.mapping.columns
        if column.use == "column" and header_key(column.header).rstrip("s") != header_key(column.column).rstrip("s")
    ]


def _each_once(mapping: SheetMapping) -> tuple[SheetMapping, list[int]]:
    """The mapping with each column of the standard read from the first header that is said to be it; the positions of
    the others, which are kept as extra columns."""
    first: dict[str, int] = {}
    for at, name in mapping.places.items():
        first.setdefault(name, at)
    again = [at for at, name in mapping.places.items() if first[name] != at]
    columns = [replace(column, use="extra") if at in again else column for at, column in enumerate(mapping.columns)]
    return replace(mapping, columns=tuple(columns)) if again else mapping, again


def _chosen_twice(reading: MappedSheet, at: int, name: str) -> Problem:
    column = reading.mapping.columns[at]
    said = f"“{column.header}” is not the first column that was to be read as {column.column}."
    mend = f"Choose one column for {column.column}."
    where = {"row": reading.head.number, "column": name, "value": column.header}
    return reading.warning("column chosen twice", f"{said} It is kept as “{name}”.", mend, **where)


def _names(reading: MappedSheet) -> tuple[list[str], list[Problem]]:
    """A name for every column, none twice: the standard's, the header, or its number where it has none."""
    names: list[str] = []
    problems = []
    standard = {column.name for column in columns_of(reading.mapping.table)}
    read = set(reading.mapping.places.values())
    taken = standard | set(reading.head.headers)
    for position, column in enumerate(reading.mapping.columns):
        name = column.column if column.use == "column" else column.header
        if not name:
            name = _free(f"column {position + 1}", taken)
        elif column.use != "column" and name in standard - read and name not in names:
            name = _free(f"{name} ({_AS_IT_CAME})", taken)
        elif column.use != "column" and (name in names or name in standard):
            name = _free(f"{name} (2)", taken, column.header)
            problems.append(_twice(reading, column.header, name))
        names.append(name)
        taken.add(name)
    return names, problems


def _free(name: str, taken: set[str], base: str | None = None) -> str:
    number = 2
    while name in taken:
        number += 1
        name = f"{base or name} ({number})"
    return name


def _twice(reading: MappedSheet, header: str, name: str) -> Problem:
    message = f"Two columns are called “{header}”. The later one is kept as “{name}”."
    mend = "Give each column a name of its own."
    return reading.note("header used twice", message, mend, row=reading.head.number, column=name, value=header)


# Rows under the header


def _body(reading: MappedSheet, names: list[str]) -> tuple[RawTable, list[Problem]]:
    sheet, width = reading.sheet, len(names)
    under = rows_under(sheet, reading.mapping.header_rows)
    rows, numbers = [sheet.rows[at] for at in under.rows], [sheet.numbers[at] for at in under.rows]
    beside, problems = _beside(reading, under)
    problems += _blank_rows(reading, len(under.blank))
    if any(len(row) != width for row in rows):
        problems += _uneven(reading, rows, numbers, width)
    even = [row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in rows]
    columns: dict[str, Sequence[str]] = dict(zip(names, zip(*even, strict=True), strict=False))
    columns |= _surplus(rows, names)
    columns, more = _with_names(reading, columns or dict.fromkeys(names, ()), names)
    raw = RawTable(reading.mapping.table, columns, numbers, sheet.file, sheet.title, guarded=True, beside=beside)
    return replace(raw, semicolons=sheet.dialect is not None and sheet.dialect.delimiter == ";"), problems + more


def _beside(reading: MappedSheet, under: Under) -> tuple[list[tuple[int, str, str]], list[Problem]]:
    """The rows under the header that are none of the table's, and what there is to say of them."""
    sheet, notes, headers = reading.sheet, under.notes, under.repeated
    texts = {at: quote_unless_address(text_of_row(sheet, at)) or "" for at in (*notes, *headers)}
    beside = [(sheet.numbers[at], "header" if at in set(headers) else "note", text) for at, text in texts.items()]
    said = []
    if notes:
        stand = "1 row stands" if len(notes) == 1 else f"{len(notes):,} rows stand"
        message = f"{stand} under the table as a note. None was read as a row of it."
        value = " / ".join(filter(None, (texts[at] for at in notes)))[:500] or None
        mend = "If one is a row of the table, fill in its other cells, and leave no blank row before it."
        said.append(reading.note("notes under the table", message, mend, row=sheet.numbers[notes[0]], value=value))
    if headers:
        again = "once more" if len(headers) == 1 else f"in {len(headers):,} further rows"
        message = f"The header stands {again} under the table's first. It was not read as a row."
        where = {"row": sheet.numbers[headers[0]], "value": str(len(headers))}
        said.append(reading.note("header repeated", message, "Nothing needs doing.", **where))  # type: ignore[arg-type]
    return beside, said


def _surplus(rows: Sequence[Sequence[str]], names: list[str]) -> dict[str, Sequence[str]]:
    """The cells beyond the header, as columns of their own: only those columns that hold anything."""
    long = [row for row in rows if len(row) > len(names)]
    places = {at for row in long for at in range(len(names), len(row)) if row[at].strip()}
    taken = set(names)
    return {
        _free(f"column {at + 1}", taken): [row[at] if len(row) > at else "" for row in rows] for at in sorted(places)
    }


def _with_names(
    reading: MappedSheet, columns: dict[str, Sequence[str]], names: list[str]
) -> tuple[dict[str, Sequence[str]], list[Problem]]:
    """The columns, without those that have neither a header nor a cell; a note for those without a header."""
    nameless = [name for name, header in zip(names, reading.head.headers, strict=True) if not header]
    empty = {name for name in nameless if not any(text.strip() for text in columns[name])}
    problems = [
        reading.note(
            "column without a header",
            f"A column has cells and no header. It is kept as “{name}”.",
            "Give it a header, or delete it.",
            column=name,
        )
        for name in nameless
        if name not in empty
    ]
    return {name: texts for name, texts in columns.items() if name not in empty}, problems


def _blank_rows(reading: MappedSheet, count: int) -> list[Problem]:
    if not count:
        return []
    rows = "1 blank row was" if count == 1 else f"{count:,} blank rows were"
    return [reading.note("blank rows", f"{rows} left out.", "Nothing needs doing.", value=str(count))]


def _uneven(reading: MappedSheet, rows: Sequence[Sequence[str]], numbers: Sequence[int], width: int) -> list[Problem]:
    problems = []
    for row, number in zip(rows, numbers, strict=True):
        surplus = [cell for cell in row[width:] if cell.strip()]
        if surplus:
            problems.append(_long_row(reading, number, row, width, surplus))
        elif len(row) < width and reading.sheet.title is None:
            problems.append(_short_row(reading, number, len(row), width))
    return problems


def _long_row(reading: MappedSheet, number: int, row: Sequence[str], width: int, surplus: list[str]) -> Problem:
    message = (
        f"Row {number} has {len(row)} cells and {_wide(reading)} {width}. The further cells are kept as extra columns."
    )
    mend = "If a comma inside a cell cut it in two, put quote marks around that cell."
    if meant := as_probably_meant(reading.sheet, row, width):
        cut = next(at for at, cell in enumerate(meant) if cell != row[at])
        mend = f"Cells {cut + 1} and {cut + 2} of the row are probably one that a comma cut: put quote marks around it."
    return reading.warning("row too long", message, mend, row=number, value=" | ".join(surplus))


def _short_row(reading: MappedSheet, number: int, cells: int, width: int) -> Problem:
    message = f"Row {number} has {cells} cells and {_wide(reading)} {width}. The missing cells are read as not known."
    mend = "If a line break cut the row in two, join it again, or put quote marks around the cell."
    return reading.note("row too short", message, mend, row=number, value=str(cells))


def _wide(reading: MappedSheet) -> str:
    return "most rows" if reading.mapping.header_rows == NO_HEADER else "the header"


def _repeated(reading: MappedSheet, raw: RawTable, shown: RawTable) -> list[Problem]:
    """Notes for rows that are the same in every column; only what may be seen is quoted."""
    rows = list(zip(*raw.columns.values(), strict=True))
    if len(set(rows)) == len(rows):
        return []
    seen: set[tuple[str, ...]] = set()
    problems = []
    quoted = [texts for name, texts in shown.columns.items() if name not in shown.not_quoted]
    for position, cells in enumerate(rows):
        if cells in seen:
            problems.append(_same_row(reading, raw.rows[position], [texts[position] for texts in quoted]))
        seen.add(cells)
    return problems


def _same_row(reading: MappedSheet, row: int, cells: list[str]) -> Problem:
    message = "This row is the same as one before it. Both are kept."
    value = "; ".join(filter(None, cells))[:500]
    return reading.note("row repeated", message, "Delete one of them if it is there by mistake.", row=row, value=value)


# Days that a person told


def _with_days(reading: MappedSheet, raw: RawTable, names: list[str]) -> tuple[RawTable, list[Problem]]:
    """The table with the year first in dates that could be two days, where a person said which of them they are and no
    other cell of the column tells it; a note for each column."""
    columns, said = dict(raw.columns), []
    for name, column in zip(names, reading.mapping.columns, strict=True):
        days = _days(raw, name, column) if name in columns else {}
        if days:
            columns[name] = [days.get(text, text) for text in raw.columns[name]]
            said.append(_days_said(reading, name, column.order, days))
    return replace(raw, columns=columns), said


def _days(raw: RawTable, name: str, column: ColumnMapping) -> dict[str, str]:
    """The dates that could be two days, as the one that a person said, by their texts."""
    order, standard = column.order, column_of(raw.table, name) if column.use == "column" else None
    if order == "" or order == "not known" or standard is None or standard.kind != "date":
        return {}
    texts = {text: clean(text) for text in raw.columns[name]}
    if not in_doubt(list(texts.values())):
        return {}
    return {text: both[order].isoformat() for text, plain in texts.items() if (both := both_days(plain))}


def _days_said(reading: MappedSheet, name: str, order: str, days: dict[str, str]) -> Problem:
    text, day = next(iter(days.items()))
    message = f"The dates of {name} that could be two days were read as {order}, as you said: “{clean(text)}” as {day}."
    mend = "If that is wrong, look over how the table was read, and say the other."
    return reading.note("date order as said", message, mend, column=name)


# Columns that are left out


def _without_people(reading: MappedSheet, raw: RawTable, names: list[str]) -> tuple[RawTable, list[Problem]]:
    """The table without columns that a person leaves out, or that hold people's names, addresses or phones and nobody
    gave a reason to keep, whatever they are read as; without such addresses in other cells; and a note for each."""
    columns = dict(zip(names, reading.mapping.columns, strict=True))
    reasons = {name: column.reason.strip() for name, column in columns.items() if column.reason.strip()}
    people = _about_people(reading, raw, names)
    out = {name for name, column in columns.items() if column.use == "left out"}
    gone = [name for name in raw.columns if name in out or name in people - reasons.keys()]
    said = [
        people_column_left_out(raw, name) if name in people - reasons.keys() else _left_out_as_said(raw, name)
        for name in gone
    ]
    kept = {name: texts for name, texts in raw.columns.items() if name not in gone}
    told = {
        name: reason
        for name, reason in reasons.items()
        if name in kept and (name in people or has_addresses(raw.table, name, kept[name]))
    }
    joins = frozenset(name for name, column in columns.items() if column.use in ("parent", "ties"))
    shown, more = mask_table(replace(raw, columns=kept, of_people=told), joins)
    return shown, said + more


def _about_people(reading: MappedSheet, raw: RawTable, names: list[str]) -> set[str]:
    """The columns that hold people's names, addresses or phones; of those beyond the header their cells tell."""
    beyond = {name for name in raw.columns if name not in names and explain_people_column(name, raw.columns[name])}
    return beyond | {names[at] for at in find_people_columns(reading.head, raw.table, reading.mapping.places)}


def _only(mapping: SheetMapping, names: list[str], raw: RawTable) -> SheetMapping:
    """The mapping with only the columns that the table has."""
    columns = zip(mapping.columns, names, strict=True)
    return replace(mapping, columns=tuple(column for column, name in columns if name in raw.columns))


def _left_out_as_said(raw: RawTable, name: str) -> Problem:
    message = f"The column “{name}” was left out, as the mapping says."
    where = {"table": raw.table, "column": name, "sheet": raw.sheet}
    mend = "Keep it as an extra column if it is needed."
    return file_problem(raw.file or "", "column left out", message, mend, "note", **where)  # type: ignore[arg-type]
