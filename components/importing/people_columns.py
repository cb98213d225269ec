"""Columns of people's names, e-mail addresses and phones: told by their headers and cells, and left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from components.importing.sheet_mapping import HeadedSheet, MappedSheet
from components.inventory.addresses import may_hold, unquoted, without_addresses, without_marks
from components.inventory.people_in_json import holds_persons, is_json, tell_of_a_person
from components.inventory.problems import Problem, file_problem
from components.inventory.schema import Column, column_of
from components.inventory.tables import RawTable
from components.inventory.text import guard, scrub, unguard
from components.inventory.words_of_people import (
    begins_with_a_given_name,
    begins_with_a_name,
    has_other_figures,
    is_a_name,
    is_about_people,
    is_an_address,
    is_list_of_people,
    may_be_about_people,
    may_be_called_after_people,
    name_halves,
    says_no_person,
    words_of,
)

_NAMES = "it holds people's names"
_FULL_NAMES = "most of its cells are people's full names"
# Organizations and neighborhoods may have people's names.
_CALLED_SO = ("name", "aliases", "former_names", "neighborhoods")
_LEFT_OUT = "column about people left out"
_ADDRESSES = "addresses of people left out"
_QUOTING_ROWS = ("row too long", "quote mark astray", "encoding", "letter in another encoding")


# Columns


def of_people(header: str, texts: Sequence[str]) -> str | None:
    """What tells that a column holds people's names, addresses or phones, for a person; None where nothing does."""
    words = words_of(header)
    cells = [text for text in dict.fromkeys(texts) if text.strip()]
    if is_about_people(words):
        return None if cells and all(map(says_no_person, cells)) else "its header is about people"
    if _mostly(cells, lambda cell: is_an_address(cell, phones=False)):
        return "it holds people's e-mail addresses"
    if not has_other_figures(words) and _mostly(cells, is_an_address):
        return "it holds people's phone numbers"
    if _mostly(cells, lambda cell: holds_persons(cell, every=is_list_of_people(words))):
        return "it holds lists of people"
    if tell_of_a_person(cells):
        return "its JSON tells of people"
    if may_be_about_people(words) and _mostly(cells, begins_with_a_name):
        return _NAMES
    return _FULL_NAMES if not may_be_called_after_people(words) and _are_full_names(cells) else None


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(holds, cells)) > len(cells) / 2


def _are_full_names(cells: Sequence[str]) -> bool:
    """Whether most cells are written as people's full names, and two in five have a common first name: so are no names
    of places and organizations, whatever the header."""
    return _mostly(cells, begins_with_a_name) and 5 * sum(map(begins_with_a_given_name, cells)) >= 2 * len(cells)


# Columns of a sheet


def people_columns(head: HeadedSheet, table: str = "", places: Mapping[int, str] | None = None) -> dict[int, str]:
    """The positions of the columns that hold people's names, addresses or phones, each with what tells it.

    ``places`` says which columns of the standard's ``table`` they are read as. Of some of these only the header tells.
    """
    found = {at: why for at in range(len(head.headers)) if (why := _why(head, at))}
    found |= dict.fromkeys(_halves_of_names(head), _NAMES)
    read_as = {at: column_of(table, name) for at, name in (places or {}).items()}
    return {at: why for at, why in found.items() if not _only_its_header_tells(head, at, why, read_as.get(at))}


def _only_its_header_tells(head: HeadedSheet, at: int, why: str, column: Column | None) -> bool:
    """Whether a column of the standard is not about people for what its cells hold: raters get pseudonyms, addresses
    are taken out of sentences, and organizations and neighborhoods may have people's names. In a column that is headed
    as the standard has it, other names count only where many are people's beyond doubt."""
    header = head.headers[at]
    if column is None or is_about_people(words_of(header)):
        return False
    if column.name == "rater" or (column.kind == "text" and column.name not in ("id", "name", "website")):
        return True
    if column.name in _CALLED_SO:
        return why == _FULL_NAMES or (why == _NAMES and header == column.name)
    return why == _NAMES and header == column.name and not _are_full_names(head.spread(at))


def _why(head: HeadedSheet, at: int) -> str | None:
    # Only all cells together can say that a column is not what its header says, and one may tell of a person alone.
    cells = head.spread(at)
    if is_about_people(words_of(head.headers[at])) or any(map(is_json, cells)):
        cells = head.column(at)
    return of_people(head.headers[at], [cell for cell in cells if cell != head.headers[at]])


def _halves_of_names(head: HeadedSheet) -> set[int]:
    """The columns First and Last that stand side by side, where the two together are people's names."""
    found: set[int] = set()
    for first, last in name_halves(list(map(words_of, head.headers))):
        pairs = [f"{row[first]} {row[last]}" for row in head.some_rows if len(row) > max(first, last)]
        found |= {first, last} if _mostly([text for text in pairs if text.strip()], is_a_name) else set()
    return found


def address_columns(head: HeadedSheet) -> frozenset[int]:
    """The positions of the columns that hold e-mail addresses or phone numbers of people in some of their cells."""
    return frozenset(at for at, name in enumerate(head.headers) if holds_addresses("", name, head.column(at)))


def left_out(raw: RawTable, name: str) -> Problem:
    """The note for a column about people that is left out."""
    message = f"The column “{name}” seems to hold people's names, e-mail addresses or phones. It was left out."
    mend = "Columns of people are left out: an inventory holds organizations and roles."
    where = {"table": raw.table, "column": name, "sheet": raw.sheet}
    return file_problem(raw.file or "", _LEFT_OUT, message, mend, "note", **where)  # type: ignore[arg-type]


# Addresses inside cells


def without_their_addresses(raw: RawTable, joins: frozenset[str]) -> tuple[RawTable, list[Problem]]:
    """The table with a mark in the place of each person's e-mail address and phone number; a note for each column.

    Columns that are kept with what they tell of people stay as they are. Those that name organizations, as also
    ``joins`` do, just lose it.
    """
    columns, problems = dict(raw.columns), []
    for name, texts in raw.columns.items():
        changed = {} if name in raw.of_people else dict(_changed(raw.table, name, texts, joins))
        if changed:
            columns[name] = [changed.get(text, text) for text in texts]
            problems.append(_addresses_said(raw, name, sum(text in changed for text in texts)))
    return (replace(raw, columns=columns), problems) if problems else (raw, [])


def cells_without_addresses(table: str, cells: Mapping[str, str], kept: Collection[str]) -> dict[str, str]:
    """The texts of some cells of a row by their columns, changed as ``without_their_addresses`` changes them."""
    return {
        name: text if name in kept else dict(_changed(table, name, [text])).get(text, text)
        for name, text in cells.items()
    }


def holds_addresses(table: str, name: str, texts: Sequence[str]) -> bool:
    """Whether a column has addresses or phone numbers that are left out unless it is kept."""
    return any(_changed(table, name, texts))


def _changed(
    table: str, name: str, texts: Sequence[str], joins: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """The texts that hold addresses, each with what stands in its place. A rater gets a pseudonym instead."""
    column = column_of(table, name)
    phones = _may_be_phones(name, column)
    if (table, name) == ("assessments", "rater") or not may_hold(texts, phones=phones):
        return
    names = name in joins or name == "name" or (column is not None and column.kind != "text")
    for text in set(texts):
        plain = unguard(scrub(text))
        left = without_addresses(plain, phones=phones)
        if left != plain:
            yield text, guard("" if name == "id" else (without_marks(left) or left) if names else left)


def _may_be_phones(name: str, column: Column | None) -> bool:
    """Whether figures in a column can be a phone number: those of identifiers, numbers and dates can't."""
    if column is None:
        return not has_other_figures(words_of(name))
    return name != "id" and column.kind not in ("number", "date")


def _addresses_said(raw: RawTable, name: str, cells: int) -> Problem:
    held = "1 cell" if cells == 1 else f"{cells:,} cells"
    message = f"{held} of “{name}” held people's e-mail addresses or phone numbers. These were left out."
    mend = "Nothing needs doing. To keep them, look over how the table was read, and say why."
    where = {"table": raw.table, "column": name, "sheet": raw.sheet}
    return file_problem(raw.file or "", _ADDRESSES, message, mend, "note", **where)  # type: ignore[arg-type]


def addresses_in_headers(reading: MappedSheet) -> list[Problem]:
    """A note where headers held people's addresses or phone numbers, as where a table has no header."""
    found = reading.head.addressed
    if not found:
        return []
    held = "1 header" if len(found) == 1 else f"{len(found):,} headers"
    message = f"{held} held people's e-mail addresses or phone numbers. These were left out."
    mend = "If the first row is none of headers, say so where you look over how the table was read."
    return [reading.note(_ADDRESSES, message, mend, row=reading.head.number, value="; ".join(found))]


# What is told


def tells_of_people(raws: Sequence[RawTable], problems: Sequence[Problem]) -> bool:
    """Whether a table has, or these problems say that it had, cells that are shown to nobody."""
    people = any(problem.rule in (_LEFT_OUT, _ADDRESSES) for problem in problems)
    return people or any(not raw.not_quoted.isdisjoint(raw.columns) for raw in raws)


def quoting_no_people(problems: list[Problem]) -> list[Problem]:
    """The problems, without the pieces of rows in those whose columns are not told."""
    return [replace(problem, value=None) if problem.rule in _QUOTING_ROWS else problem for problem in problems]


def quotable(text: str) -> str | None:
    """A text to be shown; None where it holds an e-mail address or a phone number."""
    return text if unquoted(text) == text else None
