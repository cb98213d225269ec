"""Columns that hold people's names, e-mail addresses and phones, and problems that don't quote what is in them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from components.inventory.files.dialect import file_problem
from components.inventory.mapping import Headed
from components.inventory.model import Problem
from components.inventory.tables import NOT_QUOTED, RawTable
from components.inventory.text import header_key

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
_QUOTING_ROWS = ("row too long", "quote mark astray", "encoding", "letter in another encoding")
_SMALL_NUMBER = re.compile(r"-?\d{0,4}(\.\d*)?")


def of_people(header: str, texts: Sequence[str]) -> str | None:
    """What tells that a column holds people's names, addresses or phones, for a person; None where nothing does."""
    words = _words(header)
    cells = [text for text in dict.fromkeys(texts) if text.strip()]
    if _PERSON_WORDS & set(words) or _PERSON_PAIRS & set(itertools.pairwise(words)):
        # A column of small numbers, such as how often two are in contact, tells of no person.
        told = not cells or not all(_SMALL_NUMBER.fullmatch(cell.strip()) for cell in cells)
        return "its header is about people" if told else None
    told = bool(cells) and sum(bool(_EMAIL.fullmatch(cell.strip())) for cell in cells) > len(cells) / 2
    return "it holds people's e-mail addresses" if told else None


def _words(header: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", header_key(header))


def lists_people(name: str, headers: Sequence[str]) -> bool:
    """Whether a sheet is a list of people, by its name or its headers."""
    if _PEOPLE & set(header_key(re.sub(r"\W", " ", name)).split()):
        return True
    return any(
        _OF_A_PERSON & set(words) or _PERSON_NAMES & set(itertools.pairwise(words)) for words in map(_words, headers)
    )


def left_out(raw: RawTable, name: str) -> Problem:
    """The note for a column about people that is left out."""
    message = f"The column “{name}” seems to hold people's names, e-mail addresses or phones. It was left out."
    mend = "Columns of people are left out: an inventory holds organizations and roles."
    where = {"table": raw.table, "column": name, "sheet": raw.sheet}
    return file_problem(raw.file or "", _LEFT_OUT, message, mend, "note", **where)  # type: ignore[arg-type]


def tells_of_people(raws: Sequence[RawTable], problems: Sequence[Problem]) -> bool:
    """Whether a table has, or these problems say that it had, columns that are shown to nobody."""
    people = any(problem.rule == _LEFT_OUT for problem in problems)
    return people or any(not NOT_QUOTED.isdisjoint(raw.columns) for raw in raws)


def quoting_no_people(problems: list[Problem]) -> list[Problem]:
    """The problems, without the pieces of rows in those whose columns are not told."""
    return [replace(problem, value=None) if problem.rule in _QUOTING_ROWS else problem for problem in problems]


def quotable(text: str) -> str | None:
    """A text to be shown; None where it holds an e-mail address or a phone number."""
    return None if _EMAIL.search(text) or _PHONE.search(text) else text


def people_columns(head: Headed) -> frozenset[int]:
    """The positions of the columns that seem to hold people's names, addresses or phones, by their first cells."""
    return frozenset(at for at, header in enumerate(head.headers) if of_people(header, head.cells(at)))
