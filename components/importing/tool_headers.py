"""Headers of a team's own columns in the files of other tools, beside those that a tool keeps for itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from components.importing.likeness import columns_like
from components.importing.tool_formats import headers_of_forms
from components.inventory import TextTable
from components.inventory.schema import column_of, headers_of
from components.inventory.text import header_key, scrub

_TOOLS = ("Kumu", "Gephi")
"""The tools in whose forms the Atlas writes networks, too."""
_KEPT_BY_TOOLS = frozenset(
    {"id", "label", "name", "from", "to", "source", "target", "direction", "type", "weight", "timeset", "interval"}
)
_READ_BY_ATLAS = headers_of_forms(*_TOOLS)
_NUMBERED = re.compile(r"(.+) \(\d+\)", re.DOTALL)


def name_headers_for_tool(
    table: str, names: Sequence[str], headers: Mapping[str, str], kept: Collection[str]
) -> list[str]:
    """Name the headers under which columns of a table go to another tool, and give one a column.

    ``headers`` has headers by the names of columns; where it has none, the name is the header. Each comes once in any
    spelling, and none is among those that the tool has ``kept`` for itself. A team's own column that would be one of
    these, or be read as a column of the standard that is not there, has a number after it: ``budget (2)``.
    ``restore_own_headers`` takes it away.
    """
    used = {text.casefold() for text in kept}
    wishes = [headers.get(name, scrub(name)) for name in names]
    found = []
    for name, wish in zip(names, wishes, strict=True):
        header, number = wish, 1
        if column_of(table, name) is None and _is_read_otherwise(table, wish, names):
            header, number = f"{wish} (2)", 2
        while header.casefold() in used:
            number += 1
            header = f"{wish} ({number})"
        used.add(header.casefold())
        found.append(header)
    return found


def _is_read_otherwise(table: str, header: str, names: Collection[str]) -> bool:
    standard = {headers_of(table).get(header_key(header)), *columns_like(header, table)} - {None, *names}
    return bool(standard) or header_key(header) in _READ_BY_ATLAS or _own_header(table, header, names) != header


def _own_header(table: str, name: str, names: Collection[str]) -> str:
    """The name of a column among those of a table, without the number that ``name_headers_for_tool`` gave it."""
    match = _NUMBERED.fullmatch(name)
    if match is None or match[1] in names:
        return name
    without = [match[1]]
    while further := _NUMBERED.fullmatch(without[-1]):
        without.append(further[1])
    others = {header_key(other) for other in names if other != name}
    known = _KEPT_BY_TOOLS | _READ_BY_ATLAS | headers_of(table).keys() | others
    had_to_change = any(header_key(each) in known for each in without) or columns_like(without[-1], table)
    return match[1] if had_to_change else name


def restore_own_headers(form: str, table: TextTable) -> TextTable:
    """Take the numbers away that ``name_headers_for_tool`` gave to a team's own columns, and give the table.

    A table that is in no form of Kumu or Gephi stays as it is.
    """
    if not form.startswith(_TOOLS):
        return table
    columns: dict[str, Sequence[str]] = {}
    for name, texts in table.columns.items():
        own = _own_header(table.table, name, table.columns)
        columns[name if own in columns else own] = texts
    return replace(table, columns=columns)
