"""A sheet and its mapping to tables of texts by the standard's columns. No row is lost on the way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.inventory.cells import number_text, split_list
from components.inventory.files.dialect import Rows, Sheet, file_problem
from components.inventory.files.layout import Under, as_probably_meant, rows_under, text_of_row
from components.inventory.folds import fold_word, folded, unmarked
from components.inventory.forms import GEPHI_NODES
from components.inventory.inner_ties import MOST_TIES, ties_within
from components.inventory.likeness import of_another_scale
from components.inventory.mapping import ColumnMapping, Headed, Mapping
from components.inventory.model import Problem
from components.inventory.people import left_out, of_people, quotable, quoting_no_people, tells_of_people
from components.inventory.recognise import BY_NAME, is_named
from components.inventory.schema import columns_of
from components.inventory.tables import NOT_QUOTED, RawTable
from components.inventory.text import clean, guard, header_key, unguard

_AS_IT_CAME = "as it came"


@dataclass(frozen=True)
class _Place:
    """A sheet and the table that it is."""

    head: Headed
    mapping: Mapping

    @property
    def sheet(self) -> Sheet:
        return self.head.sheet

    def note(self, rule: str, message: str, mend: str, **where: str | int | None) -> Problem:
        return self.sheet.problem(rule, message, mend, "note", table=self.mapping.table, **where)

    def warning(self, rule: str, message: str, mend: str, **where: str | int | None) -> Problem:
        return self.sheet.problem(rule, message, mend, "warning", table=self.mapping.table, **where)


def apply(sheet: Sheet, mapping: Mapping) -> tuple[list[RawTable], list[Problem]]:
    """The sheet's rows as tables of the standard, and what there is to say of how they were read.

    One table, none where the sheet is left out or can't be read so, two where it holds organizations and their ties.
    """
    if not mapping.header_rows:
        message = f"{sheet.called} has no rows."
        return [], [sheet.problem("empty table", message, "Fill it in, or leave it out.", "note")]
    place = _Place(Headed(sheet, mapping.header_rows), mapping)
    if not mapping.table or mapping.lacking:
        return [], [_not_read(place)]
    names, twice = _names(place)
    raw, more = _body(place, names)
    shown, people = _without_people(raw, mapping, names)
    raws, made = _made(place, shown, names)
    more += _repeated(place, raw, shown)
    more = quoting_no_people(more) if tells_of_people([shown], people) else more
    return raws, [*_told(place), *_titles(place), *_renamed(place), *twice, *people, *made, *more]


# What is not read


def _not_read(place: _Place) -> Problem:
    mapping, sheet = place.mapping, place.sheet
    if mapping.table:
        return _lacking(place)
    if mapping.form:
        message = f"{sheet.called} looks like {mapping.form}: {mapping.why}. It was not read."
        mend = "Put what it says of organizations into columns of the organizations table."
        return sheet.problem("table of another kind", message, mend, row=place.head.number)
    if mapping.sure:
        message = f"{sheet.called} was left out, as you said."
        return sheet.problem("table left out", message, "Say which table it is to have it read.", "note")
    return _unknown(place)


def _lacking(place: _Place) -> Problem:
    lacking = place.mapping.lacking
    names = " and ".join(lacking)
    message = f"{place.sheet.called} has no column {names}, so it was not read."
    mend = f"Call the column that holds it {names}, in the first row."
    where = {"table": place.mapping.table, "row": place.head.number, "column": lacking[0]}
    return place.sheet.problem("required column missing", message, mend, **where)  # type: ignore[arg-type]


def _unknown(place: _Place) -> Problem:
    sheet = place.sheet
    message = f"{sheet.called} is none of the tables that the Atlas knows, so it was not read."
    what = "sheet after its table, such as organizations" if sheet.title else "file after its table: organizations.csv"
    mend = f"Start from the template, or name the {what}."
    value = quotable(", ".join(place.head.headers)[:300])
    return sheet.problem("table not known", message, mend, row=place.head.number, value=value)


# How it is read


def _told(place: _Place) -> list[Problem]:
    sheet, mapping = place.sheet, place.mapping
    if mapping.why == BY_NAME or is_named(sheet, mapping.table):
        return []
    message = f"{sheet.called} was read as the table {mapping.table}, because {mapping.why or 'you said so'}."
    mend = f"If that is right, name it {mapping.table} next time. If not, start from the template."
    return [place.note("table told by its headers", message, mend)]


def _titles(place: _Place) -> list[Problem]:
    start = place.mapping.header_rows[0]
    rows = [", ".join(filter(None, map(clean, row))) for row in place.sheet.rows[:start]]
    if not any(rows):
        return []
    number = place.sheet.numbers[start]
    message = f"The header stands in row {number}. What is above it was taken for a title and not read."
    value = quotable(" / ".join(filter(None, rows))[:500])
    return [place.note("rows above the header", message, "Nothing needs doing.", row=number, value=value)]


def _renamed(place: _Place) -> list[Problem]:
    """Notes for headers that were read by another name; spelling that only looks different isn't said."""
    return [
        place.note(
            "header read by another name",
            f"The column “{column.header}” was read as {column.column}.",
            f"If that is wrong, give it a header that is none of the template's. If right, call it {column.column}.",
            row=place.head.number,
            column=column.column,
            value=column.header,
        )
        for column in place.mapping.columns
        if column.use == "column" and header_key(column.header).rstrip("s") != header_key(column.column).rstrip("s")
    ]


def _names(place: _Place) -> tuple[list[str], list[Problem]]:
    """A name for every column, none twice: the standard's, the header, or its number where it has none."""
    names: list[str] = []
    problems = []
    standard = {column.name for column in columns_of(place.mapping.table)}
    read = set(place.mapping.places.values())
    taken = standard | set(place.head.headers)
    for position, column in enumerate(place.mapping.columns):
        name = column.column if column.use == "column" else column.header
        if not name:
            name = _free(f"column {position + 1}", taken)
        elif column.use != "column" and name in standard - read and name not in names:
            name = _free(f"{name} ({_AS_IT_CAME})", taken)
        elif column.use != "column" and (name in names or name in standard):
            name = _free(f"{name} (2)", taken, column.header)
            problems.append(_twice(place, column.header, name))
        names.append(name)
        taken.add(name)
    return names, problems


def _free(name: str, taken: set[str], base: str | None = None) -> str:
    number = 2
    while name in taken:
        number += 1
        name = f"{base or name} ({number})"
    return name


def _twice(place: _Place, header: str, name: str) -> Problem:
    message = f"Two columns are called “{header}”. The later one is kept as “{name}”."
    mend = "Give each column a name of its own."
    return place.note("header used twice", message, mend, row=place.head.number, column=name, value=header)


# Rows under the header


def _body(place: _Place, names: list[str]) -> tuple[RawTable, list[Problem]]:
    sheet, width = place.sheet, len(names)
    under = rows_under(sheet, place.mapping.header_rows)
    rows, numbers = [sheet.rows[at] for at in under.rows], [sheet.numbers[at] for at in under.rows]
    beside, problems = _beside(place, under)
    problems += _blank_rows(place, len(under.blank))
    if any(len(row) != width for row in rows):
        problems += _uneven(place, rows, numbers, width)
    even = [row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in rows]
    columns: dict[str, Sequence[str]] = dict(zip(names, zip(*even, strict=True), strict=False))
    columns |= _surplus(rows, names)
    columns, more = _with_names(place, columns or dict.fromkeys(names, ()), names)
    raw = RawTable(place.mapping.table, columns, numbers, sheet.file, sheet.title, guarded=True, beside=beside)
    return replace(raw, semicolons=sheet.dialect is not None and sheet.dialect.delimiter == ";"), problems + more


def _beside(place: _Place, under: Under) -> tuple[list[tuple[int, str, str]], list[Problem]]:
    """The rows under the header that are none of the table's, and what there is to say of them."""
    sheet, notes, headers = place.sheet, under.notes, under.repeated
    texts = {at: quotable(text_of_row(sheet, at)) or "" for at in (*notes, *headers)}
    beside = [(sheet.numbers[at], "header" if at in set(headers) else "note", text) for at, text in texts.items()]
    said = []
    if notes:
        stand = "1 row stands" if len(notes) == 1 else f"{len(notes):,} rows stand"
        message = f"{stand} under the table as a note. None was read as a row of it."
        value = " / ".join(filter(None, (texts[at] for at in notes)))[:500] or None
        mend = "If one is a row of the table, fill in its other cells, and leave no blank row before it."
        said.append(place.note("notes under the table", message, mend, row=sheet.numbers[notes[0]], value=value))
    if headers:
        again = "once more" if len(headers) == 1 else f"in {len(headers):,} further rows"
        message = f"The header stands {again} under the table's first. It was not read as a row."
        where = {"row": sheet.numbers[headers[0]], "value": str(len(headers))}
        said.append(place.note("header repeated", message, "Nothing needs doing.", **where))  # type: ignore[arg-type]
    return beside, said


def _surplus(rows: Rows, names: list[str]) -> dict[str, Sequence[str]]:
    """The cells beyond the header, as columns of their own: only those columns that hold anything."""
    long = [row for row in rows if len(row) > len(names)]
    places = {at for row in long for at in range(len(names), len(row)) if row[at].strip()}
    taken = set(names)
    return {
        _free(f"column {at + 1}", taken): [row[at] if len(row) > at else "" for row in rows] for at in sorted(places)
    }


def _with_names(
    place: _Place, columns: dict[str, Sequence[str]], names: list[str]
) -> tuple[dict[str, Sequence[str]], list[Problem]]:
    """The columns, without those that have neither a header nor a cell; a note for those without a header."""
    nameless = [name for name, header in zip(names, place.head.headers, strict=True) if not header]
    empty = {name for name in nameless if not any(text.strip() for text in columns[name])}
    problems = [
        place.note(
            "column without a header",
            f"A column has cells and no header. It is kept as “{name}”.",
            "Give it a header, or delete it.",
            column=name,
        )
        for name in nameless
        if name not in empty
    ]
    return {name: texts for name, texts in columns.items() if name not in empty}, problems


def _blank_rows(place: _Place, count: int) -> list[Problem]:
    if not count:
        return []
    rows = "1 blank row was" if count == 1 else f"{count:,} blank rows were"
    return [place.note("blank rows", f"{rows} left out.", "Nothing needs doing.", value=str(count))]


def _uneven(place: _Place, rows: Rows, numbers: Sequence[int], width: int) -> list[Problem]:
    problems = []
    for row, number in zip(rows, numbers, strict=True):
        surplus = [cell for cell in row[width:] if cell.strip()]
        if surplus:
            problems.append(_long_row(place, number, row, width, surplus))
        elif len(row) < width and place.sheet.title is None:
            problems.append(_short_row(place, number, len(row), width))
    return problems


def _long_row(place: _Place, number: int, row: Sequence[str], width: int, surplus: list[str]) -> Problem:
    message = f"Row {number} has {len(row)} cells and the header {width}. The further cells are kept as extra columns."
    mend = "If a comma inside a cell cut it in two, put quote marks around that cell."
    if meant := as_probably_meant(place.sheet, row, width):
        cut = next(at for at, cell in enumerate(meant) if cell != row[at])
        mend = f"Cells {cut + 1} and {cut + 2} of the row are probably one that a comma cut: put quote marks around it."
    return place.warning("row too long", message, mend, row=number, value=" | ".join(surplus))


def _short_row(place: _Place, number: int, cells: int, width: int) -> Problem:
    message = f"Row {number} has {cells} cells and the header {width}. The missing cells are read as not known."
    mend = "If a line break cut the row in two, join it again, or put quote marks around the cell."
    return place.note("row too short", message, mend, row=number, value=str(cells))


def _repeated(place: _Place, raw: RawTable, shown: RawTable) -> list[Problem]:
    """Notes for rows that are the same in every column; only what may be seen is quoted."""
    rows = list(zip(*raw.columns.values(), strict=True))
    if len(set(rows)) == len(rows):
        return []
    seen: set[tuple[str, ...]] = set()
    problems = []
    quoted = [texts for name, texts in shown.columns.items() if name not in NOT_QUOTED]
    for position, cells in enumerate(rows):
        if cells in seen:
            problems.append(_same_row(place, raw.rows[position], [texts[position] for texts in quoted]))
        seen.add(cells)
    return problems


def _same_row(place: _Place, row: int, cells: list[str]) -> Problem:
    message = "This row is the same as one before it. Both are kept."
    value = "; ".join(filter(None, cells))[:500]
    return place.note("row repeated", message, "Delete one of them if it is there by mistake.", row=row, value=value)


# Columns that are left out


def _without_people(raw: RawTable, mapping: Mapping, names: list[str]) -> tuple[RawTable, list[Problem]]:
    """The table without columns that a person leaves out, or that hold people's names, addresses or phones and nobody
    gave a reason to keep; and a note for each."""
    columns = dict(zip(names, mapping.columns, strict=True))
    standard = {column.name for column in columns_of(raw.table)}
    people = {
        name
        for name, texts in raw.columns.items()
        if name not in standard and not _kept(columns.get(name)) and of_people(name, texts)
    }
    gone = [name for name in raw.columns if name in people or (name in columns and columns[name].use == "left out")]
    kept = {name: texts for name, texts in raw.columns.items() if name not in gone}
    said = [left_out(raw, name) if name in people else _left_out_as_said(raw, name) for name in gone]
    return replace(raw, columns=kept), said


def _kept(column: ColumnMapping | None) -> bool:
    return column is not None and column.use == "extra" and bool(column.reason.strip())


def _left_out_as_said(raw: RawTable, name: str) -> Problem:
    message = f"The column “{name}” was left out, as the mapping says."
    where = {"table": raw.table, "column": name, "sheet": raw.sheet}
    mend = "Keep it as an extra column if it is needed."
    return file_problem(raw.file or "", "column left out", message, mend, "note", **where)  # type: ignore[arg-type]


# What columns are made into


def _made(place: _Place, raw: RawTable, names: list[str]) -> tuple[list[RawTable], list[Problem]]:
    """The table with its folded columns, and the ties that it holds beside its organizations."""
    uses = {name: column for name, column in zip(names, place.mapping.columns, strict=True) if name in raw.columns}
    raw, problems = _folded(place, raw, uses)
    if raw.table == "relationships":
        several = place.mapping.form.startswith("Kumu")
        if several and sum(text.count("|") + 1 for text in raw.columns["to"]) > MOST_TIES:
            return [raw], [*problems, _not_parted(place, "to")]
        return [_a_row_each(raw) if several else raw], problems + _scales(place, raw)
    raws, more = _with_ties(place, _named_by_id(raw) if place.mapping.form == GEPHI_NODES else raw, uses)
    return raws, problems + more


def _folded(place: _Place, raw: RawTable, uses: dict[str, ColumnMapping]) -> tuple[RawTable, list[Problem]]:
    columns = dict(raw.columns)
    problems = []
    for target in dict.fromkeys(column.column for column in uses.values() if column.use == "fold"):
        marks = {name: columns.pop(name) for name, each in uses.items() if (each.use, each.column) == ("fold", target)}
        words = [fold_word(uses[name].header) for name in marks]
        columns[target] = folded(columns.get(target, [""] * len(raw.rows)), words, list(marks.values()))
        rest = {name: texts for name, marked in marks.items() if any(texts := unmarked(marked))}
        columns |= rest
        problems += [_folds_said(place, target, words), *(_not_a_mark(place, name) for name in rest)]
    return replace(raw, columns=columns), problems


def _folds_said(place: _Place, target: str, words: list[str]) -> Problem:
    more = f" and {len(words) - 5} more" if len(words) > 5 else ""
    message = f"The marks under {', '.join(words[:5])}{more} were read as words of {target}."
    mend = f"If that is right, nothing needs doing. Otherwise write the words into a column {target}."
    return place.note("marks read as words", message, mend, column=target, value="; ".join(words))


def _not_a_mark(place: _Place, name: str) -> Problem:
    message = f"Some cells of “{name}” are no mark such as x. They are kept as an extra column."
    return place.note("cell that is no mark", message, "Write x for yes, and leave other cells empty.", column=name)


def _with_ties(place: _Place, raw: RawTable, uses: dict[str, ColumnMapping]) -> tuple[list[RawTable], list[Problem]]:
    columns = dict(raw.columns)
    ties: list[RawTable] = []
    problems = []
    for name, column in uses.items():
        kind = place.mapping.parents if column.use == "parent" else column.column if column.use == "ties" else ""
        if column.use == "parent" and not kind:
            problems.append(_nobody_said(place, name))
        elif kind and (found := ties_within(raw, columns[name], kind)):
            del columns[name]
            ties += [found] if found.rows else []
            problems.append(_ties_said(place, name, kind, len(found.rows)))
        elif kind:
            problems.append(_not_parted(place, name))
    return [replace(raw, columns=columns), *ties], problems


def _not_parted(place: _Place, name: str) -> Problem:
    message = f"No ties were read from “{name}”: a row has neither id nor name, or there are more than {MOST_TIES:,}."
    mend = "Give each row a name, or write the ties into a table of their own."
    return place.warning("ties not read from a column", message, mend, column=name)


def _nobody_said(place: _Place, name: str) -> Problem:
    message = f"The column “{name}” names other rows of this table. It is kept as an extra column."
    mend = "To have ties made of it, say whether a row is part of the other or a member of it."
    return place.note("parents not said", message, mend, column=name)


def _ties_said(place: _Place, name: str, kind: str, count: int) -> Problem:
    ties = "1 tie" if count == 1 else f"{count:,} ties"
    message = f"The column “{name}” was read as {ties} of the kind {kind}."
    mend = "If that is wrong, keep it as an extra column."
    return place.note("ties read from a column", message, mend, column=name, value=str(count))


def _named_by_id(raw: RawTable) -> RawTable:
    """The table with the id for a name in rows that have none, as its tool shows them."""
    ids, names = raw.columns.get("id"), raw.columns["name"]
    if ids is None:
        return raw
    return replace(
        raw,
        columns=raw.columns | {"name": [name if name.strip() else own for name, own in zip(names, ids, strict=True)]},
    )


# Ties


def _a_row_each(raw: RawTable) -> RawTable:
    """The ties with a row for each end that ``to`` names: bars part several."""
    ends = [split_list(unguard(clean(text))) or (text,) for text in raw.columns["to"]]
    at = [position for position, each in enumerate(ends) for _ in each]
    columns: dict[str, Sequence[str]] = {name: [texts[each] for each in at] for name, texts in raw.columns.items()}
    columns["to"] = [guard(end) for each in ends for end in each]
    return replace(raw, columns=columns, rows=[raw.rows[each] for each in at])


def _scales(place: _Place, raw: RawTable) -> list[Problem]:
    """Notes for columns of numbers that could be taken for levels, and are none as far as anyone knows."""
    standard = {column.name for column in columns_of("relationships")}
    found = {
        name: [number for text in texts if (number := _number(text)) is not None]
        for name, texts in raw.columns.items()
        if name not in standard and of_another_scale(raw.table, name)
    }
    return [_not_level(place, name, numbers) for name, numbers in found.items() if numbers]


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _not_level(place: _Place, name: str, numbers: list[float]) -> Problem:
    low, high = number_text(min(numbers)), number_text(max(numbers))
    which = f"numbers from {low} to {high}" if low != high else f"the number {low}"
    message = (
        f"The column “{name}” holds {which}. Nothing says that they are Levels of Collaboration, "
        "so they are kept as an extra column and no tie has a level by them."
    )
    mend = "If they are Levels of Collaboration, from 0 none to 5 collaboration, call the column level."
    return place.note("numbers of another scale", message, mend, column=name, value=f"{low} to {high}")
