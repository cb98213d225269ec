"""The header of a sheet: find its rows, match it with the standard's columns, and find which table the sheet is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from components.files import Sheet
from components.importing.headed_sheet import HeadedSheet, cell_at, clean_row, is_filled, is_group_of_people
from components.importing.likeness import is_web_address, simplify_header
from components.importing.people import find_people_columns, find_person_beside_organization
from components.importing.sheet_mapping import NO_HEADER, Why
from components.importing.ties import find_tie_columns
from components.importing.tool_formats import Form, list_form_headers
from components.importing.words import words_of_kind
from components.inventory.people import is_address
from components.inventory.schema import columns_of, header_names, headers_of, table_by_name, table_names
from components.inventory.text import clean, header_key

_HEADER_WITHIN = 20  # the first filled rows
_COMPARED_ROWS = 500
_MOST = 0.6  # of the cells of a column
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\W\d_]{2,}")
_NO_LABEL = re.compile(r"@|://|^[\W\d_]*$|.{60}")
_BEFORE_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DEGREES = re.compile(r"-?\d{1,3}\.\d{3,}")
_COPY = re.compile(r"[\s_.\-]*(\(\d+\)|copy|\d[\d\-]*)$", re.IGNORECASE)
COLUMNS_OF_ANY_TABLE = frozenset({"source", "as_of", "note", "address"})
"""Columns that any table may have, so that they do not tell which table it is."""


def find_header(sheet: Sheet) -> tuple[int, ...]:
    """Find the rows of a sheet's header, and give their positions: none where no row is filled.

    This is the row, among the first ones, with the most known headers. Where no row has any, it is the first row with
    at least half as many cells as the longest; a title has fewer. Where that row belongs to the table already, there is
    ``NO_HEADER``. In a sheet that the Atlas wrote, the header is the first filled row.
    """
    filled = find_first_filled_rows(sheet)
    if not filled or sheet.is_ours:
        return tuple(filled[:1])
    known = {at: len(_find_known_headers(sheet.rows[at])) for at in filled}
    at = max(known, key=lambda each: known[each])
    if not known[at]:
        widths = {each: sum(map(bool, clean_row(sheet, each))) for each in known}
        at = next(each for each in known if 2 * widths[each] >= max(widths.values()))
    return NO_HEADER if _is_row_of_table(sheet, at) else _add_row_of_groups(sheet, at)


def find_first_filled_rows(sheet: Sheet) -> list[int]:
    """Find the first twenty filled rows, among which the header is, and give their positions."""
    return list(itertools.islice((at for at, row in enumerate(sheet.rows) if is_filled(row)), _HEADER_WITHIN))


def _find_known_headers(row: Sequence[str]) -> set[str]:
    return {header_key(cell) for cell in row} & (header_names() | list_form_headers())


def _is_row_of_table(sheet: Sheet, at: int) -> bool:
    """Whether a row belongs to the table already: a cell of it is an address or a place on a map, and so are most cells
    below that one, or all cells below it are empty and the row has no known header."""
    below = sheet.rows[at + 1 : at + 1 + _COMPARED_ROWS]
    for column, cell in enumerate(clean_row(sheet, at)):
        cells = [text for row in below if (text := clean(cell_at(row, column)))]
        for test in (is_web_address, _EMAIL.fullmatch, is_address, _DEGREES.fullmatch):
            alike = sum(bool(test(text)) for text in cells)
            if test(cell) and alike >= _MOST * len(cells) and (cells or not _find_known_headers(sheet.rows[at])):
                return True
    return False


def _add_row_of_groups(sheet: Sheet, start: int) -> tuple[int, ...]:
    """Add the row of groups directly above the names of columns, if there is one, and give the positions of the
    header's rows. Either of them may stand at ``start``."""
    for upper, lower in ((start - 1, start), (start, start + 1)):
        together = upper >= 0 and lower < len(sheet.rows) and sheet.numbers[lower] - sheet.numbers[upper] == 1
        spread = {first - 1 for top, first, _, last in sheet.merged if top == sheet.numbers[upper] and last > first}
        if together and _are_groups(clean_row(sheet, upper), clean_row(sheet, lower), spread, certain=lower == start):
            return upper, lower
    return (start,)


def _are_groups(groups: list[str], names: list[str], spread: Collection[int], *, certain: bool) -> bool:
    """Whether the upper row holds groups of the columns that the lower row names. ``certain``: the lower row is surely
    a header. Where it is not, each column must have its name in one of the two rows.

    A group stands over its first column, and the cell beside it is empty, or merged with it: then it is in ``spread``.
    A title begins in the first column too, so a group of people may do so only if two columns have the same name.
    """
    filled = [at for at, cell in enumerate(groups) if cell]
    goes_on = {at for at in filled if at in spread or (cell_at(names, at + 1) and not cell_at(groups, at + 1))}
    spans = [at for at in filled if cell_at(names, at) and at in goes_on]
    if any(map(_NO_LABEL.search, filter(None, [*groups, *names]))):
        return False
    if certain:
        people = any(map(is_group_of_people, groups[1:])) and (not groups[0] or len(set(names)) < len(names))
        return people or (bool(spans) and len(filled) > 1)
    alone = set(filled) - set(spans)
    columns = range(filled[0] if filled else 0, max(len(groups), len(names)))
    return bool(spans) and bool(alone) and all(bool(cell_at(names, at)) != (at in alone) for at in columns)


@dataclass(frozen=True)
class TableMatch:
    """A table that a sheet may be, with the columns that the sheet's headers match."""

    head: HeadedSheet
    table: str
    columns: dict[int, str]
    """The standard's columns by the position of their header."""

    @property
    def is_complete(self) -> bool:
        """Whether it has all columns that the table requires."""
        return {column.name for column in columns_of(self.table) if column.required} <= {*self.columns.values()}

    @property
    def telling_columns(self) -> int:
        """How many of the matched columns set this table apart from others."""
        return len(set(self.columns.values()) - COLUMNS_OF_ANY_TABLE)

    @property
    def is_in_standard_words(self) -> bool:
        """Whether the sheet has the table's name and required columns, and spells all its columns as the standard does:
        whoever wrote it knows the standard."""
        exact = all(self.head.headers[at] == name for at, name in self.columns.items())
        return exact and self.is_complete and self.table in find_named_tables(self.head)


def match_headers(head: HeadedSheet, table: str, form: Form | None = None) -> TableMatch:
    """Match headers with the columns of a table by name or alias, and give the match. The headers of a ``form`` come
    before these. In a sheet that the Atlas wrote, only headers that are spelled as in the standard match."""
    exact = {column.name: column.name for column in columns_of(table)}
    keys = list(head.headers if head.sheet.is_ours else map(header_key, head.headers))
    own, known = form.columns if form else {}, exact if head.sheet.is_ours else headers_of(table)
    if table == "relationships" and not head.sheet.is_ours and not {"from", "to"} & {*keys}:
        known = known | {keys[at]: name for at, name in _find_ends(head).items()}
    known = {key: name for key, name in known.items() if not form or key not in form.extra}
    # A header of the form wins, then one spelled like the standard's, then the alias that the standard lists first.
    order = {text: rank for rank, text in enumerate(known)}
    ranked = sorted(
        range(len(keys)),
        key=lambda at: (keys[at] not in own, head.headers[at] not in exact, order.get(keys[at], len(order))),
    )
    found: dict[int, str] = {}
    for at in ranked:
        name = own.get(keys[at]) or known.get(keys[at])
        if name and name not in found.values():
            found[at] = name
    if table == "organizations" and not form and not head.sheet.is_ours:
        found = _add_names_by_language(head, found)
    return TableMatch(head, table, found)


def _find_ends(head: HeadedSheet) -> dict[int, str]:
    """Find two headers that name the ends of a tie together, such as ``Who`` and ``With whom``, and give ``from`` and
    ``to`` by their positions; nothing where there is no such pair."""
    headers = [simplify_header(header) for header in head.headers]
    is_named_ties = "relationships" in (_guess_table_by_name(head), *find_named_tables(head))
    # A list of partners may say of each with whom it works: then its rows are organizations.
    of_partners = ("partners", "works with") if header_key(head.name).endswith("partners") else ()
    for pair in words_of_kind("ends of a tie"):
        first, second = pair.split("; ")
        if first in headers and second in headers:
            at = headers.index(first)
            names = head.first_cells(at) if headers_of("organizations").get(first) == "name" else []
            # It lists organizations with their partners, unless one has several rows or the sheet is named after ties.
            if not names or len(set(names)) < len(names) or (is_named_ties and second not in of_partners):
                return {at: "from", headers.index(second): "to"}
    return {}


def _add_names_by_language(head: HeadedSheet, found: dict[int, str]) -> dict[int, str]:
    """Add headers of names in one language or script, such as ``arabic_name``, ``name (en)`` and ``中文名称``, to the
    columns of organizations, and give all. They are aliases; but where no header is that of the name, the first of them
    is it, one in Latin letters before others."""
    languages, names, whole = map(words_of_kind, ("language", "name in a language", "name in its own language"))
    is_latin = {}
    for at, header in enumerate(head.headers):
        words = re.findall(r"[^\W_]+", header_key(_BEFORE_CAPITAL.sub(" ", header)))
        others = [word for word in words if word not in names]
        if header_key(header) in whole:
            is_latin[at] = bool(whole[header_key(header)])
        elif 0 < len(others) < len(words) and all(word in languages for word in others):
            is_latin[at] = any(languages[word] for word in others)
    own = {at: name for at, name in found.items() if at not in is_latin}
    in_order = sorted(is_latin, key=lambda at: not is_latin[at])
    first = in_order[:1] if "name" not in own.values() else []
    return own | dict.fromkeys(first, "name") | dict.fromkeys(in_order[len(first) :], "aliases")


def find_table(head: HeadedSheet) -> tuple[TableMatch | None, Why]:
    """Find the table by the sheet's name or its headers, and give it (None where there is none) with the reason. First
    comes the table that the sheet is named after, if the sheet has all required columns or the headers point to no
    other table; then the one whose name begins the sheet's name; then the one that the headers clearly belong to."""
    matches = {table: match_headers(head, table) for table in table_names()}
    named, by_start = map(matches.get, find_named_tables(head))
    if not named and not by_start and (guessed := matches.get(_guess_table_by_name(head))) and guessed.is_complete:
        return guessed, Why.BY_NAME
    filled = sum(map(bool, head.headers))
    known = [match for match in matches.values() if match.is_complete and len(match.columns) >= filled / 2]
    most = max((match.telling_columns for match in known), default=0)
    clear = [match for match in known if match.telling_columns == most >= min(2, filled)]
    best, organizations = clear[0] if len(clear) == 1 else None, matches["organizations"]
    if best in (None, organizations) and _lists_people_with_organizations(organizations):
        return organizations, Why.BY_HEADERS
    # The table ``inventory`` requires no column, so its name alone says little.
    if named and (best in (None, named) or (named.is_complete and named.table != "inventory")):
        return named, Why.BY_NAME
    if by_start and by_start.is_complete and (best is None or by_start.telling_columns >= best.telling_columns):
        return by_start, Why.BY_NAME
    if best and best.table == "initiatives" and "partners" in best.columns.values():
        # Where the partners are other rows of the table, the rows are organizations.
        place = {name: at for at, name in best.columns.items()}
        if find_tie_columns(head, [place["name"], place.get("id", place["name"])], [place["partners"]]):
            return organizations, Why.BY_HEADERS
    if best or head.lists_people or not organizations.is_complete:
        return best, Why.BY_HEADERS
    # Perhaps only the name was matched: then it is a table of organizations, unless another table matches more.
    counts = (match.telling_columns for table, match in matches.items() if match.is_complete and table != "inventory")
    return organizations if organizations.telling_columns == max(counts) else None, Why.BY_HEADERS


def _lists_people_with_organizations(match: TableMatch) -> bool:
    """Whether a sheet that matches the table of organizations lists people, each with an organization."""
    head, columns = match.head, match.columns
    names = {simplify_header(head.headers[at]) for at, name in columns.items() if name == "name"}
    has_employers = head.lists_people and not words_of_kind("employer").keys().isdisjoint(names)
    has_few_others = has_employers and 2 * len({*columns, *find_people_columns(head)}) >= len(head.headers)
    return has_few_others or find_person_beside_organization(head, columns) is not None


def find_named_tables(head: HeadedSheet) -> tuple[str, str]:
    """Find the table that a sheet is named after (``organizations (2).csv``), and the table whose name only begins the
    sheet's name (``organizations - Sheet1``), and give both, each empty where there is none. The second is empty where
    the name holds another table's name too, and for ``inventory``."""
    tables = table_by_name()
    words = header_key(re.sub(r"\W", " ", head.name)).split()
    first = tables.get(words[0], "") if words else ""
    names_no_other = {tables[word] for word in words if word in tables} == {first} != {"inventory"}
    return tables.get(header_key(_COPY.sub("", head.name) or head.name), ""), first if names_no_other else ""


def _guess_table_by_name(head: HeadedSheet) -> str:
    """Guess the table that the words of a sheet's name speak of, and give it: ``relationships`` for ``Our
    partnerships``; empty where there is none."""
    words = header_key(re.sub(r"[\W\d]", " ", head.name)).split()
    return next((table for word, table in words_of_kind("word for a table").items() if word in words), "")
