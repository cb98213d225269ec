"""Columns of people's names, e-mail addresses and phones, raters by name, and problems that quote nothing of these."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from components.inventory.files.dialect import file_problem
from components.inventory.mapping import Headed
from components.inventory.model import Problem
from components.inventory.tables import NOT_QUOTED, RawTable
from components.inventory.text import clean, header_key, same_name, unguard

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
# What a column of those who hold a position may be called by its last word: it has people, organizations or titles.
_POSITIONS = {
    *("director", "ceo", "president", "chair", "chairperson", "chairman", "owner", "founder", "founders", "leader"),
    *("lead", "manager", "coordinator", "principal", "leadership", "directors", "leaders", "owners", "chairs", "head"),
}
# A text with one of these is no person's name: it is an organization's, a position's or a group's.
_NO_PERSON = {
    *("academy", "agency", "alliance", "association", "bank", "board", "brigade", "bureau", "business", "campus"),
    *("center", "centre", "chamber", "charities", "church", "city", "civic", "club", "coalition", "code", "collective"),
    *("college", "commission", "committee", "community", "company", "cooperative", "corporation", "council", "county"),
    *("court", "data", "department", "dept", "development", "digital", "district", "division", "education", "fund"),
    *("federation", "foundation", "group", "guild", "health", "hospital", "housing", "hub", "inc", "initiative"),
    *("institute", "justice", "lab", "labs", "league", "library", "llc", "ltd", "media", "ministry", "museum"),
    "national",
    *("network", "neighborhood", "neighbors", "office", "open", "partners", "partnership", "program", "project"),
    *("public", "radio", "regional", "research", "school", "schools", "science", "service", "services", "society"),
    *("state", "studio", "support", "systems", "team", "tech", "technology", "transit", "trust", "union", "united"),
    *("university", "urban", "ward", "works", "workshop", "youth"),
    *("administrator", "analyst", "assistant", "associate", "chair", "chief", "clerk", "commissioner", "coordinator"),
    *("deputy", "director", "engineer", "executive", "founder", "head", "interim", "lead", "leader", "librarian"),
    *("manager", "mayor", "member", "officer", "organizer", "owner", "planner", "president", "principal", "resident"),
    *("secretary", "senior", "specialist", "staff", "treasurer", "vice", "volunteer"),
    *("anonymous", "not", "none", "other", "participant", "rater", "unknown", "vacant", "and", "for", "of", "the"),
}
_TITLE = re.compile(
    r"(?:(?:dr|mr|mrs|ms|mx|prof|rev|hon)\.? )|,? (?:jr|sr|phd|ph\.d|md|esq|mba|ii|iii)\.?$", re.IGNORECASE
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_PARTICLES = {"al", "bin", "da", "de", "del", "della", "der", "di", "dos", "el", "la", "le", "van", "von"}
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
    if _mostly(cells, lambda cell: bool(_EMAIL.fullmatch(cell.strip()))):
        return "it holds people's e-mail addresses"
    position = [word for word in words if word not in ("name", "names", "of", "s")][-1:]
    return "it holds people's names" if _POSITIONS.intersection(position) and _mostly(cells, is_a_name) else None


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(holds, cells)) > len(cells) / 2


def is_a_name(text: str) -> bool:
    """Whether a text is written as a person's full name: two or three capitalized words, with or without an initial or
    a title, none of which is a word of organizations or positions."""
    plain = _TITLE.sub("", unguard(clean(text)))
    first, comma, last = plain.partition(", ")
    words = f"{last} {first}".split() if comma else plain.split()
    full = [word for word in words if not re.fullmatch(r"[^\W\d_]\.?", word) and word.casefold() not in _PARTICLES]
    written = all(_NAME_WORD.fullmatch(word) and word[0].isupper() and not word.isupper() for word in full)
    # An initial stands before the last of them: what ends in a letter is a team or a rater of several.
    closed = bool(full) and words[-1] == full[-1]
    return 2 <= len(full) <= 3 and written and closed and not _NO_PERSON & {word.casefold() for word in full}


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


def with_pseudonyms(raw: RawTable) -> tuple[RawTable, list[Problem]]:
    """The table with a pseudonym for each rater that is written as a person's full name, the same for the same name;
    and a problem that says so, and shows none."""
    raters = raw.columns.get("rater", ()) if raw.table == "assessments" else ()
    named = {text: _pseudonym(text) for text in set(raters) if is_a_name(text)}
    if not named:
        return raw, []
    cells = sum(text in named for text in raters)
    count = "1 cell of rater is" if cells == 1 else f"{cells:,} cells of rater are"
    message = f"{count} written as a person's full name. A pseudonym took its place, the same for the same name."
    mend = "Write a pseudonym for each rater, such as r07, and keep the list of who is who elsewhere."
    where = {"table": raw.table, "column": "rater", "sheet": raw.sheet}
    said = file_problem(raw.file or "", "rater by name", message, mend, "warning", **where)  # type: ignore[arg-type]
    return replace(raw, columns=raw.columns | {"rater": [named.get(text, text) for text in raters]}), [said]


def _pseudonym(name: str) -> str:
    """Of the text alone, so that it is the same in each file. It keeps no secret from who has a list of names."""
    return "r-" + hashlib.blake2b(same_name(name).encode(), digest_size=5).hexdigest()


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
