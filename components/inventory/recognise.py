"""Which table of the standard a sheet is, where its header stands, and which column is which."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.inventory.files.dialect import Rows, Sheet, file_problem
from components.inventory.model import Problem
from components.inventory.schema import columns_of, header_names, headers_of, table_by_name, table_names
from components.inventory.tables import NOT_QUOTED, RawTable
from components.inventory.text import clean, header_key, unguard

_HEADER_WITHIN = 20
# Any table may have these, so they say nothing about which one it is.
_EVERYWHERE = {"source", "as_of", "note"}
_COPY = re.compile(r"[\s_.\-]*(\(\d+\)|copy|\d[\d\-]*)$", re.IGNORECASE)
# Lists of people, whose column "name" is of no organization.
_PEOPLE = {"people", "person", "persons", "staff", "contacts", "employees", "volunteers"}
_OF_A_PERSON = {"surname", "firstname", "lastname", "fullname"}

_PERSON_WORDS = {
    *("email", "emails", "phone", "phones", "telephone", "tel", "mobile", "cellphone"),
    *("contact", "contacts", "person", "surname", "firstname", "lastname", "fullname"),
}
_PERSON_NAMES = {
    *(("first", "name"), ("last", "name"), ("full", "name"), ("given", "name")),
    *(("family", "name"), ("middle", "name"), ("staff", "name")),
}
_PERSON_PAIRS = {("e", "mail"), ("cell", "number"), *_PERSON_NAMES}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/])\+?(?:[\d()][\s().\-/]{0,3}){9,15}(?![\w/])|(?<![\w/])\d{3}[-. ]\d{4}(?![\w/])")
_LEFT_OUT = "column about people left out"
_QUOTING_ROWS = ("row too long", "quote mark astray")
_SMALL_NUMBER = re.compile(r"-?\d{0,4}(\.\d*)?")


@dataclass(frozen=True)
class _Match:
    """A table that a header may be of."""

    table: str
    columns: dict[int, str]
    """The standard's columns by the place of their header."""
    headers: int

    @property
    def complete(self) -> bool:
        """Whether all that the table requires is there."""
        return {column.name for column in columns_of(self.table) if column.required} <= set(self.columns.values())

    @property
    def telling(self) -> int:
        """How many columns are there that tell the table from others."""
        return len(set(self.columns.values()) - _EVERYWHERE)

    @property
    def clear(self) -> bool:
        """Whether the header may be taken for this table without being told."""
        known = len(self.columns)
        return self.complete and self.telling >= min(2, self.headers) and known >= self.headers / 2


def recognise(sheet: Sheet, *, keep_person_columns: bool = False) -> tuple[RawTable | None, list[Problem]]:
    """The sheet as a table of the standard, or None where it can't be told which, with what there is to say."""
    start = _header_row(sheet)
    if start is None:
        message = f"{sheet.called} has no rows."
        return None, [sheet.problem("empty table", message, "Fill it in, or leave it out.", "note")]
    headers = [_header(cell) for cell in sheet.rows[start]]
    match, problems = _table(sheet, headers, sheet.numbers[start])
    if match is None:
        return None, problems
    place = _Place(sheet, match.table)
    problems += _titles(place, start) + _renamed(place, match, headers, sheet.numbers[start])
    names, said = _names(place, match, headers, sheet.numbers[start])
    raw, more = _body(place, names, start)
    kept, left_out = (raw, []) if keep_person_columns else _without_people(raw)
    more += _repeated(place, raw, kept)
    return kept, problems + said + left_out + (quoting_no_people(more) if tells_of_people(kept, left_out) else more)


@dataclass(frozen=True)
class _Place:
    """A sheet and the table that it is."""

    sheet: Sheet
    table: str

    def note(self, rule: str, message: str, mend: str, **where: str | int | None) -> Problem:
        return self.sheet.problem(rule, message, mend, "note", table=self.table, **where)

    def warning(self, rule: str, message: str, mend: str, **where: str | int | None) -> Problem:
        return self.sheet.problem(rule, message, mend, "warning", table=self.table, **where)


def _header(cell: str) -> str:
    return unguard(clean(cell))


# Which table


def _header_row(sheet: Sheet) -> int | None:
    """Where the header stands: the row among the first that has the most headers that the standard knows.

    The first row is the header at once where it has all that the table of that name requires, and
    where no row has a known header.
    """
    rows = sheet.rows
    filled = list(itertools.islice((at for at, row in enumerate(rows) if _filled(row)), _HEADER_WITHIN))
    required = _required(_named(sheet))
    if not filled or (required and required <= {*rows[filled[0]]}):
        return next(iter(filled), None)
    known = header_names()
    return max(filled, key=lambda at: len({header_key(cell) for cell in rows[at]} & known))


def _required(table: str | None) -> set[str]:
    return {column.name for column in columns_of(table) if column.required} if table else set()


def _filled(row: Sequence[str]) -> bool:
    return bool(row) and (bool(row[0].strip()) or any(cell.strip() for cell in row))


def _table(sheet: Sheet, headers: list[str], row: int) -> tuple[_Match | None, list[Problem]]:
    matches = {table: _match(table, headers) for table in table_names()}
    named = matches.get(_named(sheet) or "")
    best = _best(matches)
    if named and (named.complete or best is None) and (named.table != "inventory" or named is best or best is None):
        return (named, []) if named.complete else (None, [_lacking(sheet, named, row)])
    begun = matches.get(_begun(sheet) or "")
    if begun and begun.complete and (best is None or begun.telling >= best.telling):
        return begun, []
    best = best or _by_name_alone(sheet, headers, matches)
    if best is None:
        return None, [_unknown(sheet, headers, row)]
    message = f"{sheet.called} was read as the table {best.table}, because its headers are like that table's."
    mend = f"If that is right, name it {best.table} next time. If not, start from the template."
    return best, [sheet.problem("table told by its headers", message, mend, "note", table=best.table)]


def _named(sheet: Sheet) -> str | None:
    """The table that the sheet is named after, whatever copy or date the name says it is."""
    stem = _stem(sheet)
    return table_by_name().get(header_key(_COPY.sub("", stem) or stem))


def _stem(sheet: Sheet) -> str:
    return re.sub(r"\.(csv|tsv|txt|tab)$", "", sheet.name.strip(), flags=re.IGNORECASE)


def _begun(sheet: Sheet) -> str | None:
    """The table with whose name the sheet's name begins ("organizations - Sheet1"), if it names no other."""
    words = header_key(re.sub(r"\W", " ", _stem(sheet))).split()
    named = [table_by_name()[word] for word in words if word in table_by_name()]
    # A table "inventory" needs no column at all, so its name says nothing about a file of another shape.
    begins = bool(words) and words[0] in table_by_name() and named[0] != "inventory"
    return named[0] if begins and len(set(named)) == 1 else None


def _by_name_alone(sheet: Sheet, headers: list[str], matches: dict[str, _Match]) -> _Match | None:
    """The table organizations, where a column of names is all that there is to tell by, and not of people."""
    match = matches["organizations"]
    others = (other.telling for other in matches.values() if other.complete and other.table != "inventory")
    if not match.complete or match.telling < max(others) or _lists_people(sheet, headers):
        return None
    return match


def _lists_people(sheet: Sheet, headers: list[str]) -> bool:
    if _PEOPLE & set(header_key(re.sub(r"\W", " ", _stem(sheet))).split()):
        return True
    words = [re.findall(r"[^\W\d_]+", header_key(header)) for header in headers]
    return any(_OF_A_PERSON & set(each) or _PERSON_NAMES & set(itertools.pairwise(each)) for each in words)


def _best(matches: dict[str, _Match]) -> _Match | None:
    """The table that the headers clearly are, or None."""
    clear = sorted((match for match in matches.values() if match.clear), key=lambda match: -match.telling)
    if not clear or (len(clear) > 1 and clear[1].telling == clear[0].telling):
        return None
    return clear[0]


def _match(table: str, headers: list[str]) -> _Match:
    keys = [header_key(header) for header in headers]
    known = headers_of(table) | (_ends(keys) if table == "relationships" else {})
    found: dict[int, str] = {}
    exact = {column.name for column in columns_of(table)}
    # A header that is written as the standard has it wins over one that is like it.
    ranked = sorted(range(len(headers)), key=lambda place: (headers[place] not in exact, place))
    for place in ranked:
        name = known.get(keys[place])
        if name and name not in found.values():
            found[place] = name
    return _Match(table, found, sum(map(bool, keys)))


def _ends(keys: list[str]) -> dict[str, str]:
    """``source`` and ``target`` are the ends of a tie where both are there, and ``from`` and ``to`` are not."""
    both = {"source", "target"} <= set(keys) and not {"from", "to"} & set(keys)
    return {"source": "from", "target": "to"} if both else {}


def _lacking(sheet: Sheet, match: _Match, row: int) -> Problem:
    have = set(match.columns.values())
    lacking = [column.name for column in columns_of(match.table) if column.required and column.name not in have]
    names = " and ".join(lacking)
    message = f"{sheet.called} has no column {names}, so it was not read."
    mend = f"Call the column that holds it {names}, in the first row."
    return sheet.problem("required column missing", message, mend, table=match.table, row=row, column=lacking[0])


def _unknown(sheet: Sheet, headers: list[str], row: int) -> Problem:
    message = f"{sheet.called} is none of the tables that the Atlas knows, so it was not read."
    what = "sheet after its table, such as organizations" if sheet.title else "file after its table: organizations.csv"
    mend = f"Start from the template, or name the {what}."
    return sheet.problem("table not known", message, mend, row=row, value=_quotable(", ".join(headers)[:300]))


# Which columns


def _titles(place: _Place, start: int) -> list[Problem]:
    rows = [", ".join(filter(None, map(clean, row))) for row in place.sheet.rows[:start]]
    if not any(rows):
        return []
    number = place.sheet.numbers[start]
    message = f"The header stands in row {number}. What is above it was taken for a title and not read."
    value = _quotable(" / ".join(filter(None, rows))[:500])
    return [place.note("rows above the header", message, "Nothing needs doing.", row=number, value=value)]


def _renamed(place: _Place, match: _Match, headers: list[str], row: int) -> list[Problem]:
    """Notes for headers that were read by another name; spelling that only looks different isn't said."""
    return [
        place.note(
            "header read by another name",
            f"The column “{headers[position]}” was read as {name}.",
            f"If that is wrong, give it a header that is none of the template's. If right, call it {name}.",
            row=row,
            column=name,
            value=headers[position],
        )
        for position, name in match.columns.items()
        if header_key(headers[position]).rstrip("s") != header_key(name).rstrip("s")
    ]


def _names(place: _Place, match: _Match, headers: list[str], row: int) -> tuple[list[str], list[Problem]]:
    """A name for every column, none twice: the standard's, the header, or its number where it has none."""
    names: list[str] = []
    problems = []
    standard = {column.name for column in columns_of(match.table)}
    taken = standard | set(headers)
    for position, header in enumerate(headers):
        name = match.columns.get(position) or header
        if not name:
            name = _free(f"column {position + 1}", taken)
        elif position not in match.columns and (name in names or name in standard):
            name = _free(f"{name} (2)", taken, header)
            problems.append(_twice(place, header, name, row))
        names.append(name)
        taken.add(name)
    return names, problems


def _free(name: str, taken: set[str], base: str | None = None) -> str:
    number = 2
    while name in taken:
        number += 1
        name = f"{base or name} ({number})"
    return name


def _twice(place: _Place, header: str, name: str, row: int) -> Problem:
    message = f"Two columns are called “{header}”. The later one is kept as “{name}”."
    return place.note(
        "header used twice", message, "Give each column a name of its own.", row=row, column=name, value=header
    )


# Rows under the header


def _body(place: _Place, names: list[str], start: int) -> tuple[RawTable, list[Problem]]:
    sheet, width = place.sheet, len(names)
    blank = {at for at in range(start + 1, len(sheet.rows)) if not _filled(sheet.rows[at])}
    filled = [at for at in range(start + 1, len(sheet.rows)) if at not in blank]
    rows, numbers = [sheet.rows[at] for at in filled], [sheet.numbers[at] for at in filled]
    problems = _blank_rows(place, len(blank))
    if any(len(row) != width for row in rows):
        problems += _uneven(place, rows, numbers, width)
    even = [row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in rows]
    columns: dict[str, Sequence[str]] = dict(zip(names, zip(*even, strict=True), strict=False))
    columns |= _surplus(rows, names)
    columns, more = _with_names(place, columns or dict.fromkeys(names, ()), sheet.rows[start], names)
    return RawTable(place.table, columns, numbers, sheet.file, sheet.title, guarded=True), problems + more


def _surplus(rows: Rows, names: list[str]) -> dict[str, Sequence[str]]:
    """The cells beyond the header, as columns of their own: only those columns that hold anything."""
    long = [row for row in rows if len(row) > len(names)]
    places = {at for row in long for at in range(len(names), len(row)) if row[at].strip()}
    taken = set(names)
    return {
        _free(f"column {at + 1}", taken): [row[at] if len(row) > at else "" for row in rows] for at in sorted(places)
    }


def _with_names(
    place: _Place, columns: dict[str, Sequence[str]], headers: Sequence[str], names: list[str]
) -> tuple[dict[str, Sequence[str]], list[Problem]]:
    """The columns, without those that have neither a header nor a cell; a note for those without a header."""
    nameless = [name for name, header in zip(names, headers, strict=True) if not _header(header)]
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


def _repeated(place: _Place, raw: RawTable, kept: RawTable) -> list[Problem]:
    """Notes for rows that are the same in every column; only what is kept and may be seen is quoted."""
    rows = list(zip(*raw.columns.values(), strict=True))
    if len(set(rows)) == len(rows):
        return []
    seen: set[tuple[str, ...]] = set()
    problems = []
    shown = [texts for name, texts in kept.columns.items() if name not in NOT_QUOTED]
    for position, cells in enumerate(rows):
        if cells in seen:
            problems.append(_same_row(place, raw.rows[position], [texts[position] for texts in shown]))
        seen.add(cells)
    return problems


def _same_row(place: _Place, row: int, cells: list[str]) -> Problem:
    message = "This row is the same as one before it. Both are kept."
    value = "; ".join(filter(None, cells))[:500]
    return place.note("row repeated", message, "Delete one of them if it is there by mistake.", row=row, value=value)


def _uneven(place: _Place, rows: Rows, numbers: Sequence[int], width: int) -> list[Problem]:
    problems = []
    for row, number in zip(rows, numbers, strict=True):
        surplus = [cell for cell in row[width:] if cell.strip()]
        if surplus:
            problems.append(_long_row(place, number, len(row), width, surplus))
        elif len(row) < width and place.sheet.title is None:
            problems.append(_short_row(place, number, len(row), width))
    return problems


def _long_row(place: _Place, number: int, cells: int, width: int, surplus: list[str]) -> Problem:
    message = f"Row {number} has {cells} cells and the header {width}. The further cells are kept as extra columns."
    mend = "If a comma inside a cell cut it in two, put quote marks around that cell."
    return place.warning("row too long", message, mend, row=number, value=" | ".join(surplus))


def _short_row(place: _Place, number: int, cells: int, width: int) -> Problem:
    message = f"Row {number} has {cells} cells and the header {width}. The missing cells are read as not known."
    mend = "If a line break cut the row in two, join it again, or put quote marks around the cell."
    return place.note("row too short", message, mend, row=number, value=str(cells))


# People


def tells_of_people(raw: RawTable | None, problems: list[Problem]) -> bool:
    """Whether a table has, or these problems say that it had, columns that are shown to nobody."""
    left_out = any(problem.rule == _LEFT_OUT for problem in problems)
    return left_out or (raw is not None and not NOT_QUOTED.isdisjoint(raw.columns))


def quoting_no_people(problems: list[Problem]) -> list[Problem]:
    """The problems, without the pieces of whole rows in those whose cells can't be told apart."""
    return [replace(problem, value=None) if problem.rule in _QUOTING_ROWS else problem for problem in problems]


def _quotable(text: str) -> str | None:
    """A text to be shown; None where it holds an e-mail address or a phone number."""
    return None if _EMAIL.search(text) or _PHONE.search(text) else text


def _without_people(raw: RawTable) -> tuple[RawTable, list[Problem]]:
    """The table without extra columns that hold people's names, addresses or phones, and a note for each."""
    standard = {column.name for column in columns_of(raw.table)}
    people = [name for name, texts in raw.columns.items() if name not in standard and _of_people(name, texts)]
    kept = {name: texts for name, texts in raw.columns.items() if name not in people}
    return replace(raw, columns=kept), [_left_out(raw, name) for name in people]


def _of_people(header: str, texts: Sequence[str]) -> bool:
    words = re.findall(r"[^\W\d_]+", header_key(header))
    cells = [text for text in dict.fromkeys(texts) if text.strip()]
    if _PERSON_WORDS & set(words) or _PERSON_PAIRS & set(itertools.pairwise(words)):
        # A column of small numbers, such as how often two are in contact, tells of no person.
        return not cells or not all(_SMALL_NUMBER.fullmatch(cell.strip()) for cell in cells)
    return bool(cells) and sum(bool(_EMAIL.fullmatch(cell.strip())) for cell in cells) > len(cells) / 2


def _left_out(raw: RawTable, name: str) -> Problem:
    message = f"The column “{name}” seems to hold people's names, e-mail addresses or phones. It was left out."
    mend = "Columns of people are left out: an inventory holds organizations and roles."
    where = {"table": raw.table, "column": name, "sheet": raw.sheet}
    return file_problem(raw.file or "", _LEFT_OUT, message, mend, "note", **where)  # type: ignore[arg-type]
