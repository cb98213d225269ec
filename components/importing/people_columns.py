"""Keep people out: leave out columns of their names, e-mail addresses and phones, and mask addresses in other cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.people_rows import find_listed_ends
from components.importing.sheet_mapping import ColumnMapping
from components.inventory import TextTable
from components.inventory.addresses import mask_addresses, mask_quote, may_hold_addresses, remove_masks
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
    may_be_person_name,
)
from components.inventory.problems import Problem
from components.inventory.schema import Column, column_of
from components.inventory.text import guard, scrub, unguard

BESIDE_ORGANIZATIONS = "it names people, beside their organizations"
_NAMES = "it holds people's names"
_FULL_NAMES = "most of its cells are people's full names"
_CALLED_AFTER_PEOPLE = ("name", "aliases", "former_names", "neighborhoods")
"""The standard's columns that name organizations and neighborhoods. These may be called after people."""
_LEFT_OUT, _MASKED = "column about people left out", "addresses of people left out"
_QUOTING_ROWS = ("row too long", "quote mark astray", "encoding", "letter in another encoding")
"""Codes of the problems that quote a part of a row, whichever columns it comes from."""


def holds_sentences(column: Column) -> bool:
    """Whether the cells of a column of the standard are sentences, in which a mask can stand."""
    return column.kind == "text" and not column.is_list


def explain_people_column(header: str, texts: Sequence[str]) -> str | None:
    """Explain why a column is taken for people's names, addresses or phones, and give the reason; None where it is not.

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
        return "its JSON is about people"
    if may_be_about_people(header) and _holds_mostly(cells, may_be_person_name):
        return _NAMES
    return _FULL_NAMES if not is_about_places(header) and _are_full_names(cells) else None


def _holds_mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    """Whether more than half of the cells hold it. The search ends at the cell that settles it."""
    half = (len(cells) + 1) // 2
    without = islice((cell for cell in cells if not holds(cell)), half)
    return len(list(without)) < half


def _are_full_names(cells: Sequence[str]) -> bool:
    """Whether most cells are written as people's full names, and two in five have a common first name: names of places
    and organizations rarely do."""
    common = 5 * sum(map(begins_with_given_name, cells)) >= 2 * len(cells)
    return common and _holds_mostly(cells, begins_with_person_name)


def find_people_columns(head: HeadedSheet, table: str = "", read_as: Mapping[int, str] | None = None) -> dict[int, str]:
    """Find the columns of a sheet that hold people's names, addresses or phones, and give the reasons by position.

    ``read_as`` has the columns of the standard's ``table`` by the positions of those that are read as these: some of
    them are about people only where their header says so.
    """
    found = head.work_out_once("people", lambda: _explain_columns(head))
    columns = {at: column_of(table, name) for at, name in (read_as or {}).items()}
    return {at: why for at, why in found.items() if not _stays_as_standard(head, at, why, columns.get(at))}


def _stays_as_standard(head: HeadedSheet, at: int, why: str, column: Column | None) -> bool:
    """Whether a column stays because it is read as one of the standard's, whatever its cells look like.

    Raters get pseudonyms, addresses are masked in sentences, and organizations and neighborhoods may be called after
    people. In another column whose header is the standard's own, names count only where many are surely people's.
    """
    header = head.headers[at]
    if column is None or is_about_people(header):
        return False
    if column.name == "rater" or (holds_sentences(column) and column.name not in ("id", "name")):
        return True
    if column.name in _CALLED_AFTER_PEOPLE:
        return why == _FULL_NAMES or (why == _NAMES and header == column.name)
    return why == _NAMES and header == column.name and not _are_full_names(head.sample_cells(at))


def _explain_columns(head: HeadedSheet) -> dict[int, str]:
    """Find the columns about people from a sample of their cells, and give the reasons by position. Columns First and
    Last, side by side, are tried together.

    All cells are needed where they may show that a header about people is wrong, or where a single cell of JSON may
    name a person.
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


# Leaving them out


def leave_people_out(
    mapped: MappedSheet, table: TextTable, columns: Mapping[str, ColumnMapping], others: Sequence[TextTable] = ()
) -> tuple[TextTable, list[Problem]]:
    """Leave columns out and mask addresses, and give the table with a note for each column.

    Left out are the columns for which the mapping says so, and those about people that nobody gave a reason to keep,
    whatever they are read as. In other cells people's addresses are masked. Ends of ties that
    ``others``, tables of organizations, list stay, whatever these are called.
    """
    names = list(columns)
    people = {names[at] for at in find_people_columns(mapped.head, table.table, mapped.mapping.standard_columns)}
    people = people.difference(find_listed_ends(table, others, people))
    kept: dict[str, Sequence[str]] = {}
    of_people, problems = {}, _note_masked_headers(mapped)
    for name, texts in table.columns.items():
        column = columns.get(name, ColumnMapping(name))
        reason = column.reason.strip()
        # Nobody was asked about columns beyond the header, so only their cells count.
        holds_people = name in people or (name not in columns and bool(explain_people_column(name, texts)))
        holds_people = holds_people or (column.use == "left out" and column.why == BESIDE_ORGANIZATIONS)
        if holds_people and not reason:
            problems.append(table.problem(_LEFT_OUT, name))
        elif column.use == "left out":
            problems.append(mapped.problem("column left out", column=name))
        else:
            masked = _mask_texts(table.table, name, texts, names_organizations=column.use in ("parent", "ties"))
            if reason and (holds_people or masked):
                of_people[name], masked = reason, {}
            kept[name] = [masked.get(text, text) for text in texts] if masked else texts
            problems += [table.problem(_MASKED, name, count=sum(text in masked for text in texts))] if masked else []
    return replace(table, columns=kept, of_people=of_people), problems


# Addresses inside other cells, and in headers


def _note_masked_headers(mapped: MappedSheet) -> list[Problem]:
    """Note that headers held people's addresses or phone numbers, as where the table's first row is taken for these."""
    found = mapped.head.masked_headers
    words = {"row": mapped.head.header_row_number, "count": len(found), "value": "; ".join(found)}
    return [mapped.problem(_MASKED, case="header", **words)] if found else []


def _mask_texts(table: str, name: str, texts: Sequence[str], *, names_organizations: bool = False) -> dict[str, str]:
    """Mask people's e-mail addresses and phone numbers in a column, and give the masked texts by those that held one.

    Texts that name organizations just lose the address, and an id that held one is emptied. Raters are not masked, as
    they get pseudonyms.
    """
    column = column_of(table, name)
    # Digits of identifiers, numbers and dates are not phone numbers.
    has_digits = has_no_phones(name) if column is None else name == "id" or column.kind in ("number", "date")
    phones = not has_digits
    if (table, name) == ("assessments", "rater") or not may_hold_addresses(texts, phones=phones):
        return {}
    keeps_masks = column is None or column.kind == "web address" or holds_sentences(column)
    has_names = names_organizations or name == "name" or not keeps_masks
    found = {}
    for text in dict.fromkeys(texts):
        plain = unguard(scrub(text))
        masked = mask_addresses(plain, phones=phones)
        if masked != plain:
            if name == "id":
                masked = ""
            elif has_names:
                masked = remove_masks(masked) or masked
            found[text] = guard(masked)
    return found


def mask_cells(table: str, cells: Mapping[str, str], kept: Collection[str]) -> dict[str, str]:
    """Mask addresses in cells of a row, and give the cells by their columns. Columns in ``kept`` stay as they are."""
    return {
        name: text if name in kept else _mask_texts(table, name, [text]).get(text, text) for name, text in cells.items()
    }


def find_address_columns(head: HeadedSheet) -> frozenset[int]:
    """Find the columns of a sheet with people's e-mail addresses or phone numbers, and give their positions."""
    return frozenset(at for at, name in enumerate(head.headers) if _mask_texts("", name, head.all_cells(at)))


# What may be quoted


def has_hidden_cells(table: TextTable, problems: Sequence[Problem]) -> bool:
    """Whether a table has cells that may not be shown, or had some that were left out, as these problems say."""
    was_about_people = any(problem.rule in (_LEFT_OUT, _MASKED) for problem in problems)
    return was_about_people or not table.not_quoted.isdisjoint(table.columns)


def remove_quoted_rows(problems: list[Problem]) -> list[Problem]:
    """Remove quoted rows from problems, as columns about people may be in them, and give the problems."""
    return [replace(problem, value=None) if problem.rule in _QUOTING_ROWS else problem for problem in problems]


def quote_unless_address(text: str) -> str | None:
    """Give the text if it may be quoted; None where it holds an e-mail address or a phone number."""
    return text if mask_quote(text) == text else None
