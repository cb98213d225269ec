"""Keep people out: their columns and addresses, lists of people with their organizations, and people among nodes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.likeness import simplify_header
from components.importing.sheet_mapping import ColumnMapping
from components.importing.ties import list_names
from components.importing.words import words_of_kind
from components.inventory import TextTable, leave_rows_out, pick_rows
from components.inventory import people as personal_data
from components.inventory.addresses import mask_addresses, may_hold_addresses, remove_masks
from components.inventory.kinds import join_lists, replace_in_list
from components.inventory.problems import Problem
from components.inventory.schema import Column, column_of, columns_of
from components.inventory.text import clean, guard, header_key, name_key, scrub, unguard, word_key

BESIDE_ORGANIZATIONS = "it names people, beside their organizations"
_NAMES = "it holds people's names"
_FULL_NAMES = "most of its cells are people's full names"
_CALLED_AFTER_PEOPLE = ("name", "aliases", "former_names", "neighborhoods")
"""The standard's columns that name organizations and neighborhoods. These may be called after people."""
_LEFT_OUT, _MASKED = "column about people left out", "addresses of people left out"
_QUOTING_ROWS = ("row too long", "quote mark astray", "encoding", "letter in another encoding")
"""Codes of the problems that quote a part of a row, whichever columns it comes from."""
_FEW, _SOME, _MOST = 0.2, 0.25, 0.5  # shares of the cells of a column


def explain_people_column(header: str, texts: Sequence[str]) -> str | None:
    """Explain why a column is taken for people's names, addresses or phones, and give the reason; None where it is not.

    A column ``Director`` with the cells Jane Doe and Bo Li gives ``it holds people's names``.
    """
    cells = [text for text in dict.fromkeys(texts) if text.strip()]
    if personal_data.is_about_people(header):
        return None if cells and all(map(personal_data.is_no_person, cells)) else "its header is about people"
    if may_hold_addresses(cells):
        if _holds_mostly(cells, lambda cell: personal_data.is_address(cell, phones=False)):
            return "it holds people's e-mail addresses"
        if not personal_data.has_no_phones(header) and _holds_mostly(cells, personal_data.is_address):
            return "it holds people's phone numbers"
    if personal_data.has_person_in_json(header, cells):
        return "its JSON is about people"
    if personal_data.may_be_about_people(header) and _holds_mostly(cells, personal_data.may_be_person_name):
        return _NAMES
    return _FULL_NAMES if not personal_data.is_about_places(header) and _are_full_names(cells) else None


def _holds_mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    """Whether more than half of the cells hold it."""
    return 2 * sum(map(holds, cells)) > len(cells)


def _are_full_names(cells: Sequence[str]) -> bool:
    """Whether most cells are written as people's full names, and two in five have a common first name: names of places
    and organizations rarely do."""
    common = 5 * sum(map(personal_data.begins_with_given_name, cells)) >= 2 * len(cells)
    return common and _holds_mostly(cells, personal_data.begins_with_person_name)


def find_people_columns(head: HeadedSheet, table: str = "", read_as: Mapping[int, str] | None = None) -> dict[int, str]:
    """Find the columns of a sheet that hold people's names, addresses or phones, and give the reasons by position.
    ``read_as`` has the columns of the standard's ``table`` by their positions: some of them are about people only where
    their header says so."""
    found = head.work_out_once("people", lambda: _explain_columns(head))
    columns = {at: column_of(table, name) for at, name in (read_as or {}).items()}
    return {at: why for at, why in found.items() if not _stays_as_standard(head, at, why, columns.get(at))}


def _stays_as_standard(head: HeadedSheet, at: int, why: str, column: Column | None) -> bool:
    """Whether a column stays because it is read as one of the standard's, whatever its cells look like: raters get
    pseudonyms, addresses are masked in sentences, and organizations and neighborhoods may be called after people."""
    header = head.headers[at]
    if column is None or personal_data.is_about_people(header):
        return False
    if column.name == "rater" or (column.kind == "text" and not column.is_list and column.name not in ("id", "name")):
        return True
    if column.name in _CALLED_AFTER_PEOPLE:
        return why == _FULL_NAMES or (why == _NAMES and header == column.name)
    return why == _NAMES and header == column.name and not _are_full_names(head.sample_cells(at))


def _explain_columns(head: HeadedSheet) -> dict[int, str]:
    """Find the columns about people by a sample of their cells, and give the reasons by position. The columns First and
    Last, side by side, are judged together."""
    found = {}
    for at, header in enumerate(head.headers):
        cells = head.sample_cells(at)
        # It takes all cells to show that a header about people is wrong, and one cell of JSON may name a person.
        if personal_data.is_about_people(header) or any(map(personal_data.is_json, cells)):
            cells = head.all_cells(at)
        if why := explain_people_column(header, [cell for cell in cells if cell != header]):
            found[at] = why
    for first, last in personal_data.find_name_halves(head.headers):
        names = [f"{row[first]} {row[last]}" for row in head.sample_rows if len(row) > max(first, last)]
        if _holds_mostly([name for name in names if name.strip()], personal_data.is_person_name):
            found |= {first: _NAMES, last: _NAMES}
    return found


def leave_people_out(
    mapped: MappedSheet, table: TextTable, columns: Mapping[str, ColumnMapping], others: Sequence[TextTable] = ()
) -> tuple[TextTable, list[Problem]]:
    """Leave columns out and mask addresses in the others, and give the table with a note for each column. Left out are
    those for which the mapping says so, and those about people that nobody gave a reason to keep, except ends of ties
    that name organizations of the tables ``others``."""
    names = list(columns)
    people = {names[at] for at in find_people_columns(mapped.head, table.table, mapped.mapping.standard_columns)}
    people -= _find_listed_ends(table, others, people)
    kept: dict[str, Sequence[str]] = {}
    of_people, problems = {}, list[Problem]()
    pairs = zip(mapped.head.headers, mapped.head.written_headers, strict=True)
    if headers := [header for header, written in pairs if header != written]:
        words = {"row": mapped.head.header_row_number, "count": len(headers), "value": "; ".join(headers)}
        problems.append(mapped.problem(_MASKED, case="header", **words))
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


def _find_listed_ends(table: TextTable, others: Sequence[TextTable], people: set[str]) -> set[str]:
    """Find the ends of ties, among columns about ``people``, in which most names are of organizations that ``others``
    list, and give them. Where a type there says that one of these is a person, it is set aside later."""
    ends = people & {"from", "to"} if table.table == "relationships" else set()
    listed = list_names(others) if ends else set()
    texts = {name: {name_key(clean(text)) for text in table.columns[name]} - {""} for name in ends}
    return {name for name, found in texts.items() if len(found & listed) > _MOST * len(found)}


def _mask_texts(table: str, name: str, texts: Sequence[str], *, names_organizations: bool = False) -> dict[str, str]:
    """Mask people's e-mail addresses and phone numbers in a column, and give the masked texts by those that held one.
    Names of organizations just lose the address, an id that held one is emptied, and raters get pseudonyms later."""
    column = column_of(table, name)
    # Digits of identifiers, numbers and dates are not phone numbers.
    are_figures = personal_data.has_no_phones(name) if column is None else column.kind in ("number", "date")
    phones = name != "id" and not are_figures
    if (table, name) == ("assessments", "rater") or not may_hold_addresses(texts, phones=phones):
        return {}
    keeps_masks = column is None or column.kind == "web address" or (column.kind == "text" and not column.is_list)
    has_names = names_organizations or name == "name" or not keeps_masks
    found = {}
    for text in dict.fromkeys(texts):
        plain = unguard(scrub(text))
        masked = mask_addresses(plain, phones=phones)
        if masked != plain:
            plain = remove_masks(masked) or masked if has_names else masked
            found[text] = guard("" if name == "id" else plain)
    return found


def mask_cells(table: str, cells: Mapping[str, str], kept: Collection[str]) -> dict[str, str]:
    """Mask addresses in cells of a row, and give the cells by their columns. Columns in ``kept`` stay as they are."""
    masked = {name: _mask_texts(table, name, [text]) for name, text in cells.items() if name not in kept}
    return {name: masked.get(name, {}).get(text, text) for name, text in cells.items()}


def find_address_columns(head: HeadedSheet) -> frozenset[int]:
    """Find the columns of a sheet with people's e-mail addresses or phone numbers, and give their positions."""
    return frozenset(at for at, name in enumerate(head.headers) if _mask_texts("", name, head.all_cells(at)))


def has_hidden_cells(table: TextTable, problems: Sequence[Problem]) -> bool:
    """Whether a table has cells that may not be shown, or had some, as these problems say."""
    is_told = any(problem.rule in (_LEFT_OUT, _MASKED) for problem in problems)
    return is_told or not table.not_quoted.isdisjoint(table.columns)


def remove_quoted_rows(problems: list[Problem]) -> list[Problem]:
    """Remove quoted rows from problems, as columns about people may be in them, and give the problems."""
    return [replace(problem, value=None) if problem.rule in _QUOTING_ROWS else problem for problem in problems]


def find_person_beside_organization(head: HeadedSheet, columns: Mapping[int, str]) -> tuple[int, int] | None:
    """Find the column that names a person in each row and the one that names this person's organization, and give their
    positions; None where there are no such columns. ``columns`` has the columns of organizations by the positions of
    their headers. A column ``Name`` beside ``Company`` holds people where its cells look like it; beside
    ``Organization`` it may be that of a program."""
    headers = [simplify_header(header) for header in head.headers]
    employers = words_of_kind("employer")
    named = next((at for at, header in enumerate(headers) if header in words_of_kind("name of anyone")), None)
    words = [{*header.split()} - words_of_kind("beside an employer").keys() for header in headers]
    are_employers = [header in employers or set() < words[at] <= employers.keys() for at, header in enumerate(headers)]
    at_employers = (at for at, is_employer in enumerate(are_employers) if is_employer and at != named)
    beside = min(at_employers, key=lambda at: columns.get(at) != "name", default=None)
    if named is None or beside is None or columns.get(named, "name") != "name":
        return None
    cells = head.sample_cells(named)
    if not cells or sum(map(personal_data.is_name_of_organization, cells)) > _FEW * len(cells):
        return None
    have_given_names = sum(map(personal_data.begins_with_given_name, cells)) >= _SOME * len(cells)
    are_given_names = sum(map(personal_data.is_given_name, cells)) >= _MOST * len(cells)
    is_said = not words_of_kind("said of a person").keys().isdisjoint(headers)
    if have_given_names or are_given_names or is_said or any(map(personal_data.is_about_people, head.headers)):
        return named, beside
    have_own_place = not {"website", "latitude"}.isdisjoint(columns.values())
    if have_own_place or sum(map(personal_data.may_be_person_name, cells)) < _MOST * len(cells):
        return None
    # There is no list of given names for letters without capitals, but in these, organizations are told from people.
    others = head.sample_cells(beside)
    are_organizations = sum(map(personal_data.is_name_of_organization, others)) >= _MOST * len(others)
    has_capitals = any(text != text.casefold() for text in cells)
    return (named, beside) if employers.get(headers[beside]) or (are_organizations and not has_capitals) else None


def join_rows_of_one_organization(mapped: MappedSheet, table: TextTable) -> tuple[TextTable, list[Problem]]:
    """Join the rows of a list of people that name the same organization, and give the table with a note. Rows that
    differ in a column of the standard that holds one value stay apart."""
    left_out = [column.header for column in mapped.mapping.columns if column.use == "left out"]
    names_anyone = any(simplify_header(header) in words_of_kind("name of anyone") for header in left_out)
    # A person in the first column is whom the row is about; one after the organization is whom to call there.
    first = mapped.mapping.columns[0]
    is_about_person = first.use == "left out" and first.why != ""
    are_people = names_anyone or is_about_person or personal_data.is_sheet_of_people("", left_out)
    if table.table != "organizations" or not are_people:
        return table, []
    groups: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(table.columns["name"]):
        groups[name_key(clean(text)) or f"\n{at}"].append(at)
    joined = [rows for rows in groups.values() if len(rows) > 1 and _say_the_same(table, rows)]
    columns = {name: list(texts) for name, texts in table.columns.items()}
    for name, texts in columns.items():
        for rows in joined:
            texts[rows[0]] = _join_cells(column_of(table.table, name), [texts[at] for at in rows])
    again = {at for rows in joined for at in rows[1:]}
    kept = leave_rows_out(replace(table, columns={**columns}, rows_joined=table.rows_joined + len(again)), again)
    return kept, [mapped.problem("rows of one organization", column="name", count=len(again))] if again else []


def _say_the_same(table: TextTable, rows: Sequence[int]) -> bool:
    single = [column.name for column in columns_of(table.table) if not column.is_list and column.name != "name"]
    cells = ({name_key(table.columns[name][at]) for at in rows} - {""} for name in single if name in table.columns)
    return all(len(found) < 2 for found in cells)


def _join_cells(column: Column | None, texts: Sequence[str]) -> str:
    filled = [text for text in texts if text.strip()]
    if column is None:
        return "|".join(dict.fromkeys(filled))
    return join_lists(filled) if column.is_list and len(filled) > 1 else next(iter(filled), "")


def set_people_aside(tables: Sequence[TextTable]) -> tuple[list[TextTable], list[Problem]]:
    """Set aside the organizations whose type says that they are people, with their ties, and give the tables. In other
    cells such a name is removed. Each table that lost rows gets a note."""
    aside = [_find_people(table) if table.table == "organizations" else set() for table in tables]
    if not any(aside):
        return [*tables], []
    pairs = list(zip(tables, aside, strict=True))
    people = list_names(pick_rows(table, sorted(rows)) for table, rows in pairs)
    people -= list_names(leave_rows_out(table, rows) for table, rows in pairs)
    found, problems = [], []
    for table, rows in pairs:
        kept, lost = (table, rows) if table.table == "organizations" else _remove_names(table, people)
        if lost:
            kept = leave_rows_out(replace(kept, rows_of_people=table.rows_of_people + len(lost)), lost)
            case = "" if table.table == "organizations" else "ties"
            problems.append(table.problem("people set aside", case=case, value=str(len(lost)), count=len(lost)))
        found.append(kept)
    return found, problems


def _find_people(table: TextTable) -> set[int]:
    surely, perhaps, kinds = map(words_of_kind, ("person", "person if named like one", "kind of node"))
    names, found = table.columns["name"], set()
    for texts in (texts for name, texts in table.columns.items() if header_key(name) in kinds):
        words = {text: {*map(word_key, re.split(r"[|()]", text))} for text in set(texts)}
        people, others = ({text for text, said in words.items() if said & each.keys()} for each in (surely, perhaps))
        found |= {at for at, text in enumerate(texts) if text in people}
        perhaps_people = (at for at, text in enumerate(texts) if text in others)
        found |= {at for at in perhaps_people if personal_data.begins_with_given_name(clean(names[at]))}
    return found


def _remove_names(table: TextTable, people: Collection[str]) -> tuple[TextTable, set[int]]:
    """Remove the names of people from the cells that name organizations, and give the table with the rows that lost an
    organization that they must have."""

    def drop_people(value: str) -> Sequence[str]:
        return () if name_key(unguard(value)) in people else (value,)

    columns, lost = dict(table.columns), set[int]()
    for column in columns_of(table.table):
        if column.kind == "organization" and column.name in columns:
            texts = columns[column.name]
            kept = {text: replace_in_list(clean(text), drop_people) for text in set(texts)}
            columns[column.name] = [kept[text] for text in texts]
            if column.required:
                lost |= {at for at, text in enumerate(texts) if text.strip() and not kept[text]}
    return replace(table, columns=columns), lost
