"""Recognise a sheet: which table of the standard it is, where its header is, and what its columns are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from components.files import Sheet
from components.importing import headers, people
from components.importing.headed_sheet import HeadedSheet
from components.importing.likeness import NUMBERED, cells_fit, could_be_names, guess_columns, simplify_header
from components.importing.list_columns import find_checkbox_columns
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, SheetMapping, Why
from components.importing.ties import find_matrix, find_tie_columns, guess_parents, map_matrix
from components.importing.tool_formats import Form, find_form
from components.importing.words import words_of_kind
from components.inventory.schema import columns_of, headers_of, required_columns, table_names
from components.inventory.text import header_key

_FEW_NAMES = 4  # rows: fewer that share a name say little
_TELLING_ENOUGH = 4  # columns that set a table apart from others
_SAYS_NAME = re.compile(r"name|nom|titel|title|titre|título|label|organi", re.IGNORECASE)


def suggest_mapping(sheet: Sheet, remembered: Sequence[SheetMapping] = ()) -> SheetMapping:
    """Suggest how a sheet is best read, and give the mapping for a person to look over. This is that of
    ``recognise_sheet``, with a guess of what a column of parents means. It is not ``sure`` where it has that guess, nor
    where dates could be two days or lists have commas and no bars."""
    mapping = recognise_sheet(sheet, remembered)
    head = HeadedSheet(sheet, mapping.header_rows)
    if not mapping.is_remembered and not mapping.parents and any(column.use == "parent" for column in mapping.columns):
        mapping = replace(mapping, parents=guess_parents(head, mapping), sure=False)
    must_ask = any(not mapping.columns[at].order for at in head.find_ambiguous_dates(mapping))
    must_ask = must_ask or any(not mapping.columns[at].values for at in head.find_unsplit_lists(mapping))
    return replace(mapping, sure=mapping.sure and (sheet.is_ours or not must_ask))


def suggest_columns(sheet: Sheet, table: str, header_rows: tuple[int, ...] | None = ()) -> SheetMapping:
    """Suggest how a sheet is best read as a table that a person chose, and give the mapping. ``header_rows`` are those
    that they chose, if any; None where they say that there is no header."""
    found = headers.find_header(sheet)
    if not found:
        return SheetMapping("", why=Why.NO_ROWS)
    head = HeadedSheet(sheet, NO_HEADER if header_rows is None else header_rows or found)
    form = find_form(head)
    form = form if form and form.table == table else None
    columns = map_columns(head, table, form)
    if table == "organizations":
        columns = add_name_column(head, columns)
    return SheetMapping(table, head.header_rows, columns, form.name if form else "", sure=True, why=Why.AS_SAID)


def recognise_sheet(sheet: Sheet, remembered: Sequence[SheetMapping] = ()) -> SheetMapping:
    """Recognise the table and the columns of a sheet, and give its mapping. One remembered for the same headers wins.
    Then come headers in the standard's words, the forms of other tools, other headers that the standard knows, and
    likeness of headers and cells. What a column of parents means stays open."""
    if not sheet.is_ours and (before := _find_remembered(sheet, remembered)):
        return before
    mapping = _recognise_anew(sheet, remembered)
    if mapping.table == "organizations" and mapping.sure and not mapping.form and not mapping.is_known_by_name:
        why = _find_doubt(HeadedSheet(sheet, mapping.header_rows), mapping)
        return replace(mapping, sure=False, why=why) if why else mapping
    return mapping


def _recognise_anew(sheet: Sheet, remembered: Sequence[SheetMapping]) -> SheetMapping:
    header_rows = headers.find_header(sheet)
    if not header_rows:
        return SheetMapping("", why=Why.NO_ROWS)
    head = HeadedSheet(sheet, header_rows)
    if header_rows == NO_HEADER:
        table = next(filter(None, headers.find_named_tables(head)), "")
        named = replace(suggest_columns(sheet, table, None), sure=False, why=Why.BY_NAME) if table else None
        return named or _map_as_organizations_or_none(head)
    if matrix := None if sheet.is_ours else find_matrix(head):
        columns = map_matrix(map_columns(head, "organizations"), *matrix)
        return SheetMapping("organizations", header_rows, columns, sure=True, why=Why.MATRIX)
    match, why = headers.find_table(head)
    is_exact = match is not None and match.is_in_standard_words
    if not is_exact and (form := find_form(head)):
        return _map_as_form(head, form)
    if match is None:
        return _recognise_by_likeness(head)
    columns = map_columns(head, match.table)
    columns = _keep_people_as_before(match.table, columns, remembered) if is_exact else columns
    return SheetMapping(match.table, header_rows, columns, sure=True, why=why)


def _find_doubt(head: HeadedSheet, mapping: SheetMapping) -> Why | None:
    """Find a reason why the rows of a table may be things rather than organizations, and give it; None where there is
    none."""
    at = next(at for at, name in mapping.standard_columns.items() if name == "name")
    counts = Counter(row[at] for row in head.rows if len(row) > at and row[at])
    repeated = sum(count for count in counts.values() if count > 1)
    # An organization stands in a list of people once for each of them.
    are_people = people.find_person_beside_organization(head, mapping.standard_columns) is not None
    if repeated >= _FEW_NAMES and 2 * repeated > counts.total() and not are_people:
        return Why.NAMES_REPEAT
    about, said = people.find_people_columns(head), words_of_kind("said of a person").keys()
    if at in about and not are_people and (len(about) > 1 or said & {*map(simplify_header, head.headers)}):
        return Why.LIKE_PEOPLE
    of_things, words = words_of_kind("header of things"), re.findall(r"[^\W\d_]+", head.name.casefold())
    extra = {header_key(column.header) for column in mapping.columns if column.use == "extra"}
    is_of_things = len(extra & of_things.keys()) >= _count_telling_columns(mapping)
    is_named_things = bool(words) and words[-1] in words_of_kind("name of things")
    return Why.LIKE_THINGS if is_of_things or is_named_things else None


def mark_own_table(sheet: Sheet) -> Sheet:
    """Mark a sheet from a package of the Atlas as ours, if its name and headers are the standard's, and give it."""
    own = replace(sheet, is_ours=True)
    head = HeadedSheet(own, headers.find_header(own))
    table = headers.find_named_tables(head)[0] if head.header_rows else ""
    match = headers.match_headers(head, table) if table else None
    return own if match and match.is_complete and match.columns else sheet


def _keep_people_as_before(
    table: str, columns: tuple[ColumnMapping, ...], remembered: Sequence[SheetMapping]
) -> tuple[ColumnMapping, ...]:
    """Keep the columns about people for which a remembered mapping of the table gives a reason, and give all columns.
    A package brings the mappings of the files that it was made from."""
    reasons = {
        (column.column if column.use == "column" else column.header) or f"column {at + 1}": column.reason
        for mapping in remembered
        for at, column in enumerate(mapping.columns)
        if mapping.table == table and column.use in ("column", "extra") and column.reason.strip()
    }
    given = [column.reason for mapping in remembered for column in mapping.columns if column.reason.strip()]
    if table == "claims" and given:  # a claim may hold a cell of one of these columns
        reasons["value"] = given[0]
    found = [(column, reasons.get(NUMBERED.sub("", column.header), "")) for column in columns]
    return tuple(column.with_reason(table, reason) if reason else column for column, reason in found)


def _find_remembered(sheet: Sheet, remembered: Sequence[SheetMapping]) -> SheetMapping | None:
    """Find a remembered mapping with the headers of the sheet, and give it with the rows in which they stand here."""
    filled = headers.find_first_filled_rows(sheet)
    for mapping in remembered:
        for start in filled if mapping.headers and mapping.header_rows != NO_HEADER else ():
            rows = tuple(range(start, start + max(1, len(mapping.header_rows))))
            if rows[-1] < len(sheet.rows) and HeadedSheet(sheet, rows).headers == mapping.headers:
                return replace(mapping, header_rows=rows, sure=True, why=Why.AS_BEFORE)
    return None


def _map_as_form(head: HeadedSheet, form: Form) -> SheetMapping:
    left_out = (ColumnMapping(header, "left out", why=form.why) for header in head.headers)
    columns = map_columns(head, form.table, form) if form.table else tuple(left_out)
    why = form.why or f"its headers are those of {form.name}"
    return SheetMapping(form.table, head.header_rows, columns, form.name, sure=True, why=why)


def _recognise_by_likeness(head: HeadedSheet) -> SheetMapping:
    """Map a sheet as the table that it is most like, and give the mapping. It is sure only where one clearly leads."""
    tables = [_map_as_table(head, table) for table in table_names() if table not in ("inventory", "claims")]
    tables = sorted((each for each in tables if not each.missing_columns), key=_count_telling_columns, reverse=True)
    if not tables or head.lists_people:
        return _map_as_organizations_or_none(head)
    telling, second = [*map(_count_telling_columns, tables), 0][:2]
    # A form may ask: "What is your organization called?" No other table has such a name.
    names = {simplify_header(column.header) for column in tables[0].columns if column.column == "name"}
    named = {table for table in table_names() if any(headers_of(table).get(name) == "name" for name in names)}
    sure = telling >= max(_TELLING_ENOUGH, sum(map(bool, head.headers)) / 3) and telling > second
    return replace(tables[0], sure=sure or (tables[0].table == "organizations" and named == {"organizations"}))


def _map_as_table(head: HeadedSheet, table: str) -> SheetMapping:
    return SheetMapping(table, head.header_rows, map_columns(head, table), why=Why.BY_HEADERS)


def _count_telling_columns(mapping: SheetMapping) -> int:
    """Count the columns that set a table apart from others."""
    read = [each.column for each in mapping.columns if each.use in ("column", "checkbox")]
    return sum(column not in headers.COLUMNS_OF_ANY_TABLE for column in read)


def _map_as_organizations_or_none(head: HeadedSheet) -> SheetMapping:
    """Map a sheet as organizations where two columns are typical of these (one, where there is no header) and another
    could be names, or else as no table, and give the mapping."""
    found = _map_as_table(head, "organizations")
    telling = _count_telling_columns(found)
    enough, why = (1, Why.BY_CELLS) if head.header_rows == NO_HEADER else (2, Why.BY_HEADERS)
    mapping = replace(found, columns=add_name_column(head, found.columns), why=why)
    if telling >= enough and not mapping.missing_columns and not head.lists_people:
        return mapping
    columns = (each if each.use == "left out" else map_as_extra("", each.header) for each in found.columns)
    return SheetMapping("", head.header_rows, tuple(columns), why=Why.NO_TABLE)


def map_columns(head: HeadedSheet, table: str, form: Form | None = None) -> tuple[ColumnMapping, ...]:
    """Map each column of a sheet, and give one mapping for each header. Required columns whose headers match come
    first, then columns about people, other columns whose headers match, and what is found by headers and cells."""
    match = headers.match_headers(head, table, form)
    exact = match.is_in_standard_words
    may_list_people = table == "organizations" and not head.sheet.is_ours
    person = people.find_person_beside_organization(head, match.columns) if may_list_people else None
    if person:  # then an id is that of the person, too
        plain = [header.casefold() for header in head.headers]
        kept = {at: name for at, name in match.columns.items() if at != person[0] and plain[at] != "id"}
        match = replace(match, columns=kept | {person[1]: "name"})
    words = {column.name: column for column in columns_of(table) if column.kind in ("word", "community")}
    found: dict[int, ColumnMapping] = {}
    for at, name in match.columns.items():
        # Where all cells are figures, such as codes or how many were served, this is not a column of words after all.
        if form or exact or name not in words or cells_fit(words[name], head.first_cells(at)):
            same = header_key(head.headers[at]) == header_key(name)
            why = "its header" if same else f"so it is called in {form.name}" if form else f"another word for {name}"
            found[at] = ColumnMapping(head.headers[at], "column", name, why, 100)
    for at, why in people.find_people_columns(head, table, match.columns).items():
        if at not in found or found[at].column not in required_columns(table):
            found[at] = ColumnMapping(head.headers[at], "left out", why=why)
    # Only exports of the Atlas have a column ``listed``. In these, further columns are a team's own.
    if not head.sheet.is_ours and (form is None or "listed" not in match.columns.values()):
        not_read = form.extra if form else frozenset()
        free = [at for at, header in enumerate(head.headers) if at not in found and header_key(header) not in not_read]
        found |= _find_other_columns(head, table, found, free, guess=not exact)
    if person:
        found[person[0]] = ColumnMapping(head.headers[person[0]], "left out", why=people.BESIDE_ORGANIZATIONS)
    return tuple(found.get(at) or map_as_extra(table, header) for at, header in enumerate(head.headers))


def _find_other_columns(
    head: HeadedSheet, table: str, matched: dict[int, ColumnMapping], free: Sequence[int], *, guess: bool
) -> dict[int, ColumnMapping]:
    """Find, among the ``free`` columns, those of checkboxes, those like a column of the table by header or cells, and
    those that name other rows of the table, and give their mappings by position."""
    found = find_checkbox_columns(head, table, free)
    if guess:
        own = {header_key(column.name) for column in columns_of(table)}  # such as a second column "name"
        left = [at for at in free if at not in found and header_key(head.headers[at]) not in own]
        found |= guess_columns(head, table, left, {column.column for column in (matched | found).values()})
    if table == "organizations":
        names = [at for at, column in (matched | found).items() if column.column in ("id", "name")]
        found |= find_tie_columns(head, names, [at for at in free if at not in found])
    return found


def map_as_extra(table: str, header: str) -> ColumnMapping:
    """Map a column as an extra one, and give the mapping, which says why the standard has no place for it."""
    if table == "relationships" and header_key(header) in words_of_kind("another scale"):
        return ColumnMapping(header, why="nothing says that its numbers are Levels of Collaboration")
    return ColumnMapping(header, why="the Atlas has no such column" if header else "it has no header")


def add_name_column(head: HeadedSheet, columns: tuple[ColumnMapping, ...]) -> tuple[ColumnMapping, ...]:
    """Take the first extra column that could hold names as the name, unless there is one already, and give the columns
    of a table of organizations. A column whose header speaks of names comes before others."""
    free = [at for at, column in enumerate(columns) if column.use == "extra" and could_be_names(head.first_cells(at))]
    free.sort(key=lambda at: _SAYS_NAME.search(head.headers[at]) is None)
    if not free or any(column.column == "name" for column in columns):
        return columns
    name = ColumnMapping(head.headers[free[0]], "column", "name", "its cells could be names")
    return (*columns[: free[0]], name, *columns[free[0] + 1 :])
