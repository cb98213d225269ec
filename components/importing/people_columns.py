"""Columns of people's names, e-mail addresses and phones: find them by headers and cells, and leave them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet
from components.importing.masked_cells import MASKED, holds_sentences
from components.inventory import TextTable
from components.inventory.addresses import mask_quote, may_hold_addresses
from components.inventory.people import (
    begins_with_given_name,
    begins_with_person_name,
    find_name_halves,
    has_no_phones,
    has_person_in_json,
    is_about_people,
    is_about_places,
    is_address,
    is_json,
    is_no_person,
    is_person_name,
    may_be_about_people,
)
from components.inventory.problems import Problem
from components.inventory.schema import Column, column_of

_NAMES = "it holds people's names"
_FULL_NAMES = "most of its cells are people's full names"
_CALLED_AFTER_PEOPLE = ("name", "aliases", "former_names", "neighborhoods")
"""The standard's columns of organizations and neighborhoods, which may be called after people."""
_LEFT_OUT = "column about people left out"
_QUOTING_ROWS = ("row too long", "quote mark astray", "encoding", "letter in another encoding")
"""Codes of the problems that quote a piece of a row, whichever columns it is of."""


# Columns


def explain_people_column(header: str, texts: Sequence[str]) -> str | None:
    """Explain why a column holds people's names, addresses or phones; None where it does not.

    A column ``Director`` with the cells Jane Doe and Bo Li gives ``it holds people's names``.
    """
    cells = [text for text in dict.fromkeys(texts) if text.strip()]
    if is_about_people(header):
        return None if cells and all(map(is_no_person, cells)) else "its header is about people"
    if may_hold_addresses(cells):
        if _holds_mostly(cells, lambda cell: is_address(cell, phones=False)):
            return "it holds people's e-mail addresses"
        if not has_no_phones(header) and _holds_mostly(cells, is_address):
            return "it holds people's phone numbers"
    if has_person_in_json(header, cells):
        return "its JSON tells of people"
    if may_be_about_people(header) and _holds_mostly(cells, begins_with_person_name):
        return _NAMES
    return _FULL_NAMES if not is_about_places(header) and _are_full_names(cells) else None


def _holds_mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(holds, cells)) > len(cells) / 2


def _are_full_names(cells: Sequence[str]) -> bool:
    """Whether most cells are written as people's full names, and two in five have a common first name: names of places
    and organizations rarely do."""
    common = 5 * sum(map(begins_with_given_name, cells)) >= 2 * len(cells)
    return common and _holds_mostly(cells, begins_with_person_name)


# Columns of a sheet


def find_people_columns(head: HeadedSheet, table: str = "", places: Mapping[int, str] | None = None) -> dict[int, str]:
    """Find the columns of a sheet that hold people's names, addresses or phones, and give the reason by their
    positions.

    ``places`` says which columns of the standard's ``table`` they are read as: some of these are about people only
    where their header says so.
    """
    found = head.work_out_once("people", lambda: _explain_all(head))
    read_as = {at: column_of(table, name) for at, name in (places or {}).items()}
    return {at: why for at, why in found.items() if not _is_of_the_standard(head, at, why, read_as.get(at))}


def _is_of_the_standard(head: HeadedSheet, at: int, why: str, column: Column | None) -> bool:
    """Whether a column stays because it is read as one of the standard's, whatever its cells look like.

    Raters get pseudonyms, addresses are masked in sentences, and organizations and neighborhoods may be called after
    people. In another column whose header is the standard's own, names count only where many are people's for sure.
    """
    header = head.headers[at]
    if column is None or is_about_people(header):
        return False
    if column.name == "rater" or (holds_sentences(column) and column.name not in ("id", "name")):
        return True
    if column.name in _CALLED_AFTER_PEOPLE:
        return why == _FULL_NAMES or (why == _NAMES and header == column.name)
    return why == _NAMES and header == column.name and not _are_full_names(head.sample_cells(at))


def _explain_all(head: HeadedSheet) -> dict[int, str]:
    """Explain each column from a sample of its cells, and columns First and Last, side by side, that hold people's
    names together.

    All cells are needed where they may show that a header about people is wrong, or where a single cell of JSON may
    tell of a person.
    """
    found = {}
    for at, header in enumerate(head.headers):
        cells = head.sample_cells(at)
        if is_about_people(header) or any(map(is_json, cells)):
            cells = head.all_cells(at)
        if why := explain_people_column(header, [cell for cell in cells if cell != header]):
            found[at] = why
    for first, last in find_name_halves(head.headers):
        names = [f"{row[first]} {row[last]}" for row in head.sample_rows if len(row) > max(first, last)]
        if _holds_mostly([name for name in names if name.strip()], is_person_name):
            found |= {first: _NAMES, last: _NAMES}
    return found


def people_column_left_out(table: TextTable, name: str) -> Problem:
    """Word the note for a column about people that is left out."""
    return table.problem(_LEFT_OUT, name)


# What may be quoted


def has_hidden_cells(tables: Sequence[TextTable], problems: Sequence[Problem]) -> bool:
    """Whether a table has, or had by these problems, cells that nobody is shown."""
    was_about_people = any(problem.rule in (_LEFT_OUT, MASKED) for problem in problems)
    return was_about_people or any(not table.not_quoted.isdisjoint(table.columns) for table in tables)


def remove_quoted_rows(problems: list[Problem]) -> list[Problem]:
    """Remove quotes of whole rows from problems, as they may be of columns about people, and give the problems."""
    return [replace(problem, value=None) if problem.rule in _QUOTING_ROWS else problem for problem in problems]


def quote_unless_address(text: str) -> str | None:
    """Give a text to be quoted; None where it holds an e-mail address or a phone number."""
    return text if mask_quote(text) == text else None
