"""Which table of the standard a sheet is, where its header stands, and which column is which."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping as Columns
from collections.abc import Sequence
from dataclasses import dataclass, replace

from components.files import Sheet
from components.importing.checkbox_columns import fold_mappings
from components.importing.layout import header_at, is_filled
from components.importing.likeness import could_be_names, fits, guesses, of_another_scale
from components.importing.no_header import has_no_header
from components.importing.people_columns import find_people_columns
from components.importing.sheet_mapping import NO_HEADER, ColumnMapping, HeadedSheet, SheetMapping, with_reason
from components.importing.ties_in_columns import likely_parents, parent_mapping, tie_mappings
from components.importing.tool_formats import Form, form_headers, form_of
from components.inventory.kinds import in_doubt
from components.inventory.people import is_sheet_of_people
from components.inventory.schema import column_of, columns_of, header_names, headers_of, table_by_name, table_names
from components.inventory.text import header_key

_HEADER_WITHIN = 20
# Any table may have these, so they say nothing about which one it is.
_EVERYWHERE = {"source", "as_of", "note"}
_COPY = re.compile(r"[\s_.\-]*(\(\d+\)|copy|\d[\d\-]*)$", re.IGNORECASE)
_SAYS_NAME = re.compile(r"name|nom|titel|title|titre|título|label|organi", re.IGNORECASE)
_NUMBERED = re.compile(r" \((\d+|as it came)\)$")  # that two columns of one header are told apart by
_LONGEST_NAME = 200  # letters of a sheet's name in which a table's name stands
_LIKE_ENOUGH = 4  # telling columns
_BY_CELLS = "its cells are like that table's"
BY_NAME = "its name says so"
BY_HEADERS = "its headers are like that table's"
AS_SAID = "you said so"
NO_TABLE = "it is none of the tables that the Atlas knows"
AS_BEFORE = "a sheet with these headers was read so before"


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


def suggest_mapping(sheet: Sheet, remembered: Sequence[SheetMapping] = ()) -> SheetMapping:
    """How the sheet is best read, for a person to look over: exact headers and aliases first, then foreign forms, then
    what headers and cells are like. A remembered mapping for the same headers wins.

    What belonging to a parent means is only likely, and which of two days a date is may be a question, though not again
    of what the Atlas wrote: such a mapping is not ``sure``.
    """
    mapping = recognise_sheet(sheet, remembered)
    head = HeadedSheet(sheet, mapping.header_rows)
    if mapping.why != AS_BEFORE and not mapping.parents and any(column.use == "parent" for column in mapping.columns):
        mapping = replace(mapping, parents=likely_parents(head, mapping), sure=False)
    asked = not sheet.ours and any(not mapping.columns[at].order for at in days_in_doubt(head, mapping))
    return replace(mapping, sure=False) if asked else mapping


def days_in_doubt(head: HeadedSheet, mapping: SheetMapping) -> dict[int, str]:
    """The positions of the columns of dates in which no cell tells the order of day and month, each with a date that
    could be two days."""
    dates = {column.name for column in columns_of(mapping.table) if column.kind == "date"} if mapping.table else ()
    found = {at: in_doubt(head.column(at)) for at, name in mapping.places.items() if name in dates}
    return {at: text for at, text in found.items() if text}


def recognise_sheet(sheet: Sheet, remembered: Sequence[SheetMapping] = ()) -> SheetMapping:
    """As much of the suggestion as may be followed without asking: parents are nobody's until a person says so."""
    if sheet.ours:
        return _as_written(sheet, remembered)
    if before := _remembered(sheet, remembered):
        return before
    start = _header_row(sheet)
    if start is None:
        return SheetMapping("", why="it has no rows")
    if has_no_header(sheet, start, _known()):
        return _without_header(sheet, remembered)
    head = HeadedSheet(sheet, header_at(sheet, start))
    match, why = _table(head)
    if (match is None or not _in_own_words(head, match)) and (form := form_of(head, _stem(sheet))):
        return _of_form(head, form)
    if match is None:
        return _most_like(head)
    columns = _columns(head, match)
    if _in_own_words(head, match):
        columns = _still_kept(match.table, columns, remembered)
    return SheetMapping(match.table, head.header_rows, columns, sure=True, why=why)


def suggest_columns(sheet: Sheet, table: str, header_rows: tuple[int, ...] = ()) -> SheetMapping:
    """How the sheet is best read as a table that a person chose, with its header in the rows that they say.

    Raises ``KeyError`` where the standard has no such table.
    """
    if table not in table_names():
        raise KeyError(table)
    start = _header_row(sheet)
    if start is None:
        return SheetMapping("", why="it has no rows")
    found = NO_HEADER if has_no_header(sheet, start, _known()) else header_at(sheet, start)
    head = HeadedSheet(sheet, header_rows or found)
    form = form_of(head, _stem(sheet))
    match = _form_match(head, form) if form and form.table == table else _match(table, head.headers)
    return SheetMapping(
        table, head.header_rows, _with_names(head, table, _columns(head, match)), sure=True, why=AS_SAID
    )


def as_written(sheet: Sheet) -> Sheet:
    """The sheet of a package that the Atlas wrote; ``ours`` where it is named and headed as the standard has it."""
    return replace(sheet, ours=any(match.complete and match.columns for match in _own_words(sheet)))


def is_named(sheet: Sheet, table: str) -> bool:
    """Whether the sheet's name says that it is this table."""
    return table in (_named(sheet), _begun(sheet))


def _as_written(sheet: Sheet, remembered: Sequence[SheetMapping]) -> SheetMapping:
    """The columns that are spelled as the standard has them as such, and all others as the team's own: nothing in what
    the Atlas wrote is guessed at, nor read as a file of the same headers was."""
    (match,) = _own_words(sheet)
    head = HeadedSheet(sheet, tuple(_first_filled(sheet)[:1]))
    columns = _still_kept(match.table, _columns(head, match), remembered)
    return SheetMapping(match.table, head.header_rows, columns, sure=True, why=BY_NAME)


def _own_words(sheet: Sheet) -> list[_Match]:
    """The table that the sheet is named after, with the columns that its first row spells as the standard does; none
    where it is named after none."""
    table, first = _named(sheet), _first_filled(sheet)[:1]
    if table is None or not first:
        return []
    headers = HeadedSheet(sheet, tuple(first)).headers
    places = {name: headers.index(name) for name in (column.name for column in columns_of(table)) if name in headers}
    return [_Match(table, {at: name for name, at in places.items()}, sum(map(bool, headers)))]


def _remembered(sheet: Sheet, remembered: Sequence[SheetMapping]) -> SheetMapping | None:
    for mapping in remembered:
        for start in _first_filled(sheet):
            rows = tuple(range(start, start + max(1, len(mapping.header_rows))))
            if (
                mapping.headers
                and mapping.header_rows != NO_HEADER
                and rows[-1] < len(sheet.rows)
                and HeadedSheet(sheet, rows).headers == mapping.headers
            ):
                return replace(mapping, header_rows=rows, sure=True, why=AS_BEFORE)
    return None


def _still_kept(
    table: str, columns: tuple[ColumnMapping, ...], remembered: Sequence[SheetMapping]
) -> tuple[ColumnMapping, ...]:
    """The columns of our own table, with those about people kept that a package's mappings to it give a reason for: it
    was written from such a table, whose other headers it does not share."""
    reasons = {
        (column.column if column.use == "column" else column.header) or f"column {at + 1}": column.reason
        for mapping in remembered
        for at, column in enumerate(mapping.columns)
        if mapping.table == table and column.use in ("column", "extra") and column.reason.strip()
    }
    given = [column.reason for mapping in remembered for column in mapping.columns if column.reason.strip()]
    if table == "claims" and given:  # these may tell of a column that is kept
        reasons["value"] = given[0]
    found = [(column, reasons.get(_NUMBERED.sub("", column.header), "")) for column in columns]
    return tuple(with_reason(column, table, reason) if reason else column for column, reason in found)


def _without_header(sheet: Sheet, remembered: Sequence[SheetMapping]) -> SheetMapping:
    """What only cells tell, so that a person is asked. The mapping of a table without a header that has as many columns
    is offered where nothing in the cells speaks against it."""
    head = HeadedSheet(sheet, NO_HEADER)
    before = (each for each in remembered if each.header_rows == NO_HEADER and each.headers == head.headers)
    if found := next((each for each in before if _fits(head, each)), None):
        return replace(found, sure=False, why="a table without a header was read so before")
    if table := _named(sheet) or _begun(sheet):
        return replace(suggest_columns(sheet, table, NO_HEADER), sure=False, why=BY_NAME)
    return _perhaps_organizations(head)


def _fits(head: HeadedSheet, mapping: SheetMapping) -> bool:
    columns = ((at, column_of(mapping.table, name)) for at, name in mapping.places.items())
    return all(column is not None and fits(column, head.cells(at)) for at, column in columns)


# Where the header is


def _header_row(sheet: Sheet) -> int | None:
    """Where the header stands: the row among the first that has the most headers that are known.

    The first row is the header at once where it has all that the table of that name requires. Where no row has a
    known header, it is the first that is not much shorter than the longest, as a title is.
    """
    rows = sheet.rows
    filled = _first_filled(sheet)
    required = _required(_named(sheet))
    if not filled or (required and required <= {*rows[filled[0]]}):
        return next(iter(filled), None)
    known = _known()
    best = max(filled, key=lambda at: len({header_key(cell) for cell in rows[at]} & known))
    if {header_key(cell) for cell in rows[best]} & known:
        return best
    widths = {at: sum(bool(cell.strip()) for cell in rows[at]) for at in filled}
    return next(at for at in filled if 2 * widths[at] >= max(widths.values()))


def _known() -> frozenset[str]:
    return header_names() | form_headers()


def _first_filled(sheet: Sheet) -> list[int]:
    return list(itertools.islice((at for at, row in enumerate(sheet.rows) if is_filled(row)), _HEADER_WITHIN))


def _required(table: str | None) -> set[str]:
    return {column.name for column in columns_of(table) if column.required} if table else set()


# Which table


def _table(head: HeadedSheet) -> tuple[_Match | None, str]:
    """The table that the name or the headers tell, and why."""
    sheet = head.sheet
    matches = {table: _match(table, head.headers) for table in table_names()}
    named = matches.get(_named(sheet) or "")
    best = _best(matches)
    if named and (named.complete or best is None) and (named.table != "inventory" or named is best or best is None):
        return named, BY_NAME
    begun = matches.get(_begun(sheet) or "")
    if begun and begun.complete and (best is None or begun.telling >= best.telling):
        return begun, BY_NAME
    if best and best.table == "initiatives" and _names_own_rows(head, best):
        return matches["organizations"], BY_HEADERS
    return best or _by_name_alone(head, matches), BY_HEADERS


def _names_own_rows(head: HeadedSheet, match: _Match) -> bool:
    """Whether what could be partners of initiatives are other rows of the table, so that these are organizations."""
    at = {name: place for place, name in match.columns.items()}
    return "partners" in at and bool(tie_mappings(head, [at["name"], at.get("id", at["name"])], [at["partners"]]))


def _named(sheet: Sheet) -> str | None:
    """The table that the sheet is named after, whatever copy or date the name says it is."""
    stem = _stem(sheet)
    return table_by_name().get(header_key(_COPY.sub("", stem) or stem))


def _stem(sheet: Sheet) -> str:
    name = sheet.name.strip()[:_LONGEST_NAME]
    return re.sub(r"\.(csv|tsv|txt|tab|json|ods|graphml|gexf)$", "", name, flags=re.IGNORECASE)


def _begun(sheet: Sheet) -> str | None:
    """The table with whose name the sheet's name begins ("organizations - Sheet1"), if it names no other."""
    words = header_key(re.sub(r"\W", " ", _stem(sheet))).split()
    named = [table_by_name()[word] for word in words if word in table_by_name()]
    # A table "inventory" needs no column at all, so its name says nothing about a file of another shape.
    begins = bool(words) and words[0] in table_by_name() and named[0] != "inventory"
    return named[0] if begins and len(set(named)) == 1 else None


def _by_name_alone(head: HeadedSheet, matches: dict[str, _Match]) -> _Match | None:
    """The table organizations, where a column of names is all that there is to tell by, and not of people."""
    match = matches["organizations"]
    others = (other.telling for other in matches.values() if other.complete and other.table != "inventory")
    if not match.complete or match.telling < max(others) or is_sheet_of_people(_stem(head.sheet), head.headers):
        return None
    return match


def _best(matches: dict[str, _Match]) -> _Match | None:
    """The table that the headers clearly are, or None."""
    clear = sorted((match for match in matches.values() if match.clear), key=lambda match: -match.telling)
    if not clear or (len(clear) > 1 and clear[1].telling == clear[0].telling):
        return None
    return clear[0]


def _match(
    table: str, headers: Sequence[str], own: Columns[str, str] | None = None, not_read: frozenset[str] = frozenset()
) -> _Match:
    """The columns that the headers are, by name or alias; ``own`` ones first, and none that is ``not_read``."""
    keys = [header_key(header) for header in headers]
    known = headers_of(table) | (_ends(keys) if table == "relationships" else {})
    found: dict[int, str] = {}
    exact = {column.name for column in columns_of(table)}
    own = own or {}
    # A form's own header wins, then one that is written as the standard has it, then the usual word for it.
    order = {text: rank for rank, text in enumerate(known)}
    ranked = sorted(
        range(len(headers)),
        key=lambda at: (keys[at] not in own, headers[at] not in exact, order.get(keys[at], len(order)), at),
    )
    for place in ranked:
        name = own.get(keys[place]) or (None if keys[place] in not_read else known.get(keys[place]))
        if name and name not in found.values():
            found[place] = name
    return _Match(table, found, sum(map(bool, keys)))


def _ends(keys: list[str]) -> dict[str, str]:
    """``source`` and ``target`` are the ends of a tie where both are there, and ``from`` and ``to`` are not."""
    both = {"source", "target"} <= set(keys) and not {"from", "to"} & set(keys)
    return {"source": "from", "target": "to"} if both else {}


def _in_own_words(head: HeadedSheet, match: _Match) -> bool:
    """Whether a table goes by its name and all that it has of the standard is spelled as there: who writes that knows
    the standard, so that nothing else in it is guessed at."""
    exact = all(head.headers[at] == name for at, name in match.columns.items())
    return is_named(head.sheet, match.table) and match.complete and exact


# Which columns


def _of_form(head: HeadedSheet, form: Form) -> SheetMapping:
    if not form.table:
        columns = tuple(ColumnMapping(header, "left out", why=form.why) for header in head.headers)
        return SheetMapping("", head.header_rows, columns, form.name, sure=True, why=form.why)
    columns = _columns(head, _form_match(head, form), form)
    why = f"its headers are those of {form.name}"
    return SheetMapping(form.table, head.header_rows, columns, form.name, sure=True, why=why)


def _form_match(head: HeadedSheet, form: Form) -> _Match:
    return _match(form.table, head.headers, form.columns, form.extra)


def _columns(head: HeadedSheet, match: _Match, form: Form | None = None) -> tuple[ColumnMapping, ...]:
    """What is done with each column: those that the match has, and what their headers and cells tell of the others."""
    told = match.columns if form or _in_own_words(head, match) else _not_spoken_against(head, match)
    found = {at: _column(head.headers[at], name, form) for at, name in told.items()}
    people = _people(head, match)
    required = {column.name for column in columns_of(match.table) if column.required}
    found |= {at: people[at] for at, name in match.columns.items() if at in people and name not in required}
    not_read = form.extra if form else frozenset()
    free = [at for at, header in enumerate(head.headers) if at not in found and header_key(header) not in not_read]
    # No other tool says whether an organization is listed: it is an export of ours, and further columns are a team's.
    ours = head.sheet.ours or (form is not None and "listed" in match.columns.values())
    within = [] if ours else [*_within(head, match, free), fold_mappings(head, match.table, free)]
    for more in (people, *within):
        found |= {at: column for at, column in more.items() if at in free and at not in found}
    if not ours and not _in_own_words(head, match):
        own = {header_key(column.name) for column in columns_of(match.table)}  # such as a second column "name"
        left = [at for at in free if at not in found and header_key(head.headers[at]) not in own]
        found |= guesses(head, match.table, left, {column.column for column in found.values()})
        # Now that its names are known, others of its columns may be seen to hold them.
        named = {at: column.column for at, column in found.items() if column.use == "column"}
        for more in _within(head, replace(match, columns=named), [at for at in left if at not in found]):
            found |= more
    return tuple(found.get(at) or _extra(match.table, header) for at, header in enumerate(head.headers))


def _not_spoken_against(head: HeadedSheet, match: _Match) -> dict[int, str]:
    """The columns of a match but those of words in which only figures stand, as codes of an office do."""
    words = {column.name: column for column in columns_of(match.table) if column.kind == "word"}
    return {at: name for at, name in match.columns.items() if name not in words or fits(words[name], head.cells(at))}


def _column(header: str, name: str, form: Form | None) -> ColumnMapping:
    same = header_key(header) == header_key(name)
    why = "its header" if same else f"so it is called in {form.name}" if form else f"another word for {name}"
    return ColumnMapping(header, "column", name, why, 100)


def _extra(table: str, header: str) -> ColumnMapping:
    if of_another_scale(table, header):
        return ColumnMapping(header, why="nothing says that its numbers are Levels of Collaboration")
    return ColumnMapping(header, why="the Atlas has no such column" if header else "it has no header")


def _people(head: HeadedSheet, match: _Match) -> dict[int, ColumnMapping]:
    told = find_people_columns(head, match.table, match.columns)
    return {at: ColumnMapping(head.headers[at], "left out", why=why) for at, why in told.items()}


def _within(head: HeadedSheet, match: _Match, positions: Sequence[int]) -> list[dict[int, ColumnMapping]]:
    """The columns of a table of organizations that name others of its rows."""
    names = [at for at, name in match.columns.items() if name in ("id", "name")]
    if match.table != "organizations":
        return []
    return [parent_mapping(head, names, positions), tie_mappings(head, names, positions)]


# What headers are like


def _most_like(head: HeadedSheet) -> SheetMapping:
    """The table that headers and cells are most like. Only where much speaks for it is it read without asking."""
    tables = [_liked(head, table) for table in table_names() if table not in ("inventory", "claims")]
    tables = sorted((each for each in tables if each.complete), key=lambda match: -match.telling)
    if not tables or is_sheet_of_people(_stem(head.sheet), head.headers):
        return _perhaps_organizations(head)
    best, others = tables[0], tables[1:]
    clear = best.telling >= max(_LIKE_ENOUGH, best.headers / 3) and all(best.telling > each.telling for each in others)
    columns = _columns(head, _match(best.table, head.headers))
    return SheetMapping(best.table, head.header_rows, columns, sure=clear, why=BY_HEADERS)


def _perhaps_organizations(head: HeadedSheet) -> SheetMapping:
    """The table organizations where two columns tell of it, with the column that could hold names; else none."""
    columns = _columns(head, _match("organizations", head.headers))
    telling = sum(column.use in ("column", "fold") and column.column not in _EVERYWHERE for column in columns)
    headless = head.header_rows == NO_HEADER
    why = _BY_CELLS if headless else BY_HEADERS
    mapping = SheetMapping("organizations", head.header_rows, _with_names(head, "organizations", columns), why=why)
    if (
        telling >= (1 if headless else 2)
        and not mapping.lacking
        and not is_sheet_of_people(_stem(head.sheet), head.headers)
    ):
        return mapping
    columns = tuple(column if column.use == "left out" else _extra("", column.header) for column in columns)
    return SheetMapping("", head.header_rows, columns, why=NO_TABLE)


def _with_names(head: HeadedSheet, table: str, columns: tuple[ColumnMapping, ...]) -> tuple[ColumnMapping, ...]:
    """The columns, with the first that could hold names as such where organizations have none yet: one whose header
    says so before others."""
    free = [at for at, column in enumerate(columns) if column.use == "extra" and could_be_names(head.cells(at))]
    free.sort(key=lambda at: _SAYS_NAME.search(head.headers[at]) is None)
    if table != "organizations" or not free or any(column.column == "name" for column in columns):
        return columns
    name = ColumnMapping(head.headers[free[0]], "column", "name", "its cells could be names")
    return (*columns[: free[0]], name, *columns[free[0] + 1 :])


def _liked(head: HeadedSheet, table: str) -> _Match:
    match = _match(table, head.headers)
    free = [at for at in range(len(head.headers)) if at not in match.columns]
    more = guesses(head, table, free, match.columns.values())
    return replace(match, columns=match.columns | {at: column.column for at, column in more.items()})
