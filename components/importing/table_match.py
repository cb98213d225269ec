"""Find the table of the standard that a sheet is, by its name and headers: the standard's names and their aliases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from components.files import Sheet
from components.importing.headed_sheet import HeadedSheet
from components.importing.sheet_mapping import Why, required_columns
from components.importing.tie_columns import find_tie_columns
from components.importing.tool_formats import Form
from components.inventory.people import is_sheet_of_people
from components.inventory.schema import columns_of, headers_of, table_by_name, table_names
from components.inventory.text import header_key

_COPY = re.compile(r"[\s_.\-]*(\(\d+\)|copy|\d[\d\-]*)$", re.IGNORECASE)
_ENDING = re.compile(r"\.(csv|tsv|txt|tab|json|ods|graphml|gexf)$", re.IGNORECASE)
_LONGEST_NAME = 200  # letters of a sheet's name in which a table's name stands

COLUMNS_OF_ANY_TABLE = frozenset({"source", "as_of", "note"})
"""Columns that any table may have, so that they do not tell which table it is."""


@dataclass(frozen=True)
class TableMatch:
    """A table that a sheet may be, with the headers that match its columns."""

    table: str
    columns: dict[int, str]
    """The standard's columns by the position of their header."""
    headers: int
    """How many headers the sheet has."""

    @property
    def is_complete(self) -> bool:
        """Whether the sheet has all columns that the table requires."""
        return set(required_columns(self.table)) <= set(self.columns.values())

    @property
    def telling_columns(self) -> int:
        """How many of the columns found tell this table from others."""
        return len(set(self.columns.values()) - COLUMNS_OF_ANY_TABLE)


def match_headers(table: str, headers: Sequence[str], form: Form | None = None) -> TableMatch:
    """Match headers with the columns of a table by name or alias, and give the match. Those of a form come first."""
    keys, own = [header_key(header) for header in headers], form.columns if form else {}
    known = headers_of(table)
    if table == "relationships" and {"source", "target"} <= {*keys} and not {"from", "to"} & {*keys}:
        known = known | {"source": "from", "target": "to"}
    known = {key: name for key, name in known.items() if not form or key not in form.extra}
    exact = {column.name for column in columns_of(table)}
    # A header of the form wins, then one spelled like the standard's, then the alias that the standard lists first.
    order = {text: rank for rank, text in enumerate(known)}
    ranked = sorted(
        range(len(headers)),
        key=lambda at: (keys[at] not in own, headers[at] not in exact, order.get(keys[at], len(order))),
    )
    found: dict[int, str] = {}
    for place in ranked:
        name = own.get(keys[place]) or known.get(keys[place])
        if name and name not in found.values():
            found[place] = name
    return TableMatch(table, found, sum(map(bool, keys)))


def match_exact_headers(head: HeadedSheet, table: str) -> TableMatch:
    """Match headers with the columns of a table that are spelled exactly as the standard has them."""
    names = [column.name for column in columns_of(table) if column.name in head.headers]
    return TableMatch(table, {head.headers.index(name): name for name in names}, sum(map(bool, head.headers)))


def is_in_standard_words(head: HeadedSheet, match: TableMatch) -> bool:
    """Whether a sheet has the name of the table, and all columns of the standard in it are spelled exactly.

    Whoever wrote it knows the standard, so nothing else in it is guessed.
    """
    exact = all(head.headers[at] == name for at, name in match.columns.items())
    return is_named(head.sheet, match.table) and match.is_complete and exact


def find_table(head: HeadedSheet) -> tuple[TableMatch | None, Why]:
    """Find the table by the sheet's name or its headers, and give it (None where there is none) with the reason.

    First comes the table that the sheet is named after, where the sheet has all that it requires or the headers point
    to no other; then the table with whose name the sheet's name begins; then the one that the headers clearly are. The
    table ``inventory`` requires nothing, so its name alone tells little.
    """
    matches = {table: match_headers(table, head.headers) for table in table_names()}
    named, first = (matches.get(table or "") for table in (table_named(head.sheet), table_named_first(head.sheet)))
    best = _find_clearest(matches.values())
    if named and (best is None or (named.is_complete and named.table != "inventory")):
        return named, Why.BY_NAME
    if first and first.is_complete and (best is None or first.telling_columns >= best.telling_columns):
        return first, Why.BY_NAME
    if best and best.table == "initiatives" and "partners" in best.columns.values():
        # Where the partners are other rows of the table, these are organizations.
        at = {name: place for place, name in best.columns.items()}
        if find_tie_columns(head, [at["name"], at.get("id", at["name"])], [at["partners"]]):
            return matches["organizations"], Why.BY_HEADERS
    return best or _organizations_by_name_alone(head, matches), Why.BY_HEADERS


def _find_clearest(matches: Iterable[TableMatch]) -> TableMatch | None:
    """Find the table that the headers are so clearly that nobody need be asked; None where two are equally clear."""
    clear = [
        match
        for match in matches
        if match.is_complete
        and match.telling_columns >= min(2, match.headers)
        and len(match.columns) >= match.headers / 2
    ]
    most = max((match.telling_columns for match in clear), default=0)
    best = [match for match in clear if match.telling_columns == most]
    return best[0] if len(best) == 1 else None


def _organizations_by_name_alone(head: HeadedSheet, matches: dict[str, TableMatch]) -> TableMatch | None:
    """Give the table organizations where only a column of names is known, and these are not people's; else None."""
    match = matches["organizations"]
    others = (other.telling_columns for other in matches.values() if other.is_complete and other.table != "inventory")
    is_it = match.is_complete and match.telling_columns >= max(others)
    return match if is_it and not is_sheet_of_people(plain_name(head.sheet), head.headers) else None


# By the name of the sheet


def plain_name(sheet: Sheet) -> str:
    """Give the name of a sheet without the ending of its file: ``hubs`` for ``hubs.csv``."""
    return _ENDING.sub("", sheet.name.strip()[:_LONGEST_NAME])


def table_named(sheet: Sheet) -> str | None:
    """Give the table that a sheet is named after, whatever number or date stands behind it; None where there is none.

    ``organizations (2).csv`` and ``orgs 2024-03-01.csv`` are named after organizations.
    """
    name = plain_name(sheet)
    return table_by_name().get(header_key(_COPY.sub("", name) or name))


def table_named_first(sheet: Sheet) -> str | None:
    """Give the table with whose name a sheet's name begins (``organizations - Sheet1``); None where it names others."""
    words = header_key(re.sub(r"\W", " ", plain_name(sheet))).split()
    named = [table_by_name()[word] for word in words if word in table_by_name()]
    # A table "inventory" needs no column at all, so its name says nothing about a file of another shape.
    begins = bool(words) and words[0] in table_by_name() and named[0] != "inventory"
    return named[0] if begins and len(set(named)) == 1 else None


def is_named(sheet: Sheet, table: str) -> bool:
    """Whether the sheet's name says that it is this table."""
    return table in (table_named(sheet), table_named_first(sheet))
