"""The forms in which other tools and standards give elements and connections: recognise them, and convert them.

``data/tool_formats.csv`` has their signs, of which the first that fit count; ``data/tool_headers.csv`` their headers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.likeness import DIRECTIONS, find_like_columns
from components.importing.words import words_of_kind
from components.inventory import TextTable
from components.inventory.kinds import number_text, read_column
from components.inventory.problems import Problem
from components.inventory.schema import column_of, headers_of, vocabulary
from components.inventory.text import clean, header_key, scrub, unguard, word_key
from components.inventory.words import read_rows

# The kind of the ties that a list holds, where it does not say.
_KINDS_OF_LISTS = {"a list of grants": "funds", "a list of members": "member_of"}
_PARENTS = "a list of parents and children"
_TOOLS = ("Kumu", "Gephi")  # in whose forms the Atlas writes networks too
_RESERVED_BY_TOOLS = frozenset(
    {"id", "label", "name", "from", "to", "source", "target", "direction", "type", "weight", "timeset", "interval"}
)
_NUMBERED = re.compile(r"\A(.+) \(\d+\)\Z", re.DOTALL)


@dataclass(frozen=True)
class Form:
    """One form: how it is recognised, and what it maps to."""

    name: str
    table: str
    """The standard's table; empty where there is none for it."""
    columns: Mapping[str, str]
    """The standard's columns by the keys of its headers."""
    extra: frozenset[str]
    """The keys of headers whose columns stay extra ones, though the standard has such a column."""
    why: str
    """Why the standard has no table for it."""
    signs: Mapping[str, tuple[str, ...]]
    """What it is recognised by, by the columns of ``data/tool_formats.csv``."""


def find_form(head: HeadedSheet) -> Form | None:
    """Find the form of a sheet, and give it; None where it has none that is known."""
    places = {header_key(header): at for at, header in reversed(list(enumerate(head.headers))) if header}
    words = re.findall(r"[^\W_]+", head.name.casefold())
    return next((form for form in _FORMS if _is_form(form, head, words, places)), None)


def list_form_headers(*tools: str) -> frozenset[str]:
    """Give the keys of headers in the forms of these tools, or in all forms where none is named."""
    return frozenset(text for form in _FORMS if form.name.startswith(tools or "") for text in form.columns)


def _read_forms() -> list[Form]:
    columns: dict[str, dict[str, str]] = {}
    for row in read_rows("tool_headers.csv"):
        columns.setdefault(row["form"], {})[row["header"]] = row["column"]
    forms = []
    for row in read_rows("tool_formats.csv"):
        signs = {name: tuple(filter(None, text.split("; "))) for name, text in row.items()}
        own = columns.get(row["form"], {}) | dict(pair.split(" = ") for pair in signs["columns"])
        forms.append(Form(row["form"], row["table"], own, frozenset(signs["extra"]), row["why"], signs))
    return forms


def _is_form(form: Form, head: HeadedSheet, words: Sequence[str], places: Mapping[str, int]) -> bool:
    """Whether the words of a sheet's name, its headers with their positions and its cells are those of a form."""
    signs = form.signs
    return (
        (not signs["name_has"] or any(word in words for word in signs["name_has"]))
        and not any(word in words for word in signs["name_lacks"])
        and (not signs["name_ends"] or "".join(words[-1:]).startswith(signs["name_ends"]))
        and all(header in places for header in signs["headers"])
        and (not signs["one_of"] or any(header in places for header in signs["one_of"]))
        and not any(header in places for header in signs["without"])
        and all(_TESTS[test](form, head, places) for test in signs["test"])
    )


def _collect_types(head: HeadedSheet, places: Mapping[str, int]) -> set[str]:
    return {word_key(text) for text in head.first_cells(places["type"])}


_TESTS: dict[str, Callable[[Form, HeadedSheet, Mapping[str, int]], bool]] = {
    "both ends": lambda form, _, places: {"from", "to"} <= {form.columns.get(header) for header in places},
    "label first": lambda form, _, places: places["label"] < (2 if "id" in places else 1),
    "kinds in type": lambda form, head, places: not _collect_types(head, places) <= DIRECTIONS,
    "yes or no in type": lambda form, head, places: _collect_types(head, places) <= {"true", "false"},
    "references": lambda form, _, places: not places.keys().isdisjoint(words_of_kind("reference of Open Referral")),
}
_FORMS = _read_forms()
_READ_BY_ATLAS = list_form_headers(*_TOOLS)


def name_headers_for_tool(
    table: str, names: Sequence[str], headers: Mapping[str, str], reserved: Collection[str]
) -> list[str]:
    """Name the columns of a table as another tool needs them, and give one header for each.
    ``headers`` has the tool's headers by the names of columns; other columns keep their names. No header comes twice,
    also not in other letter case, and none is ``reserved``. A team's own column that would clash, or be read back as
    another one of the standard, gets a number, which ``restore_own_headers`` removes: ``budget (2)``."""
    used = {text.casefold() for text in reserved}
    found = []
    for name in names:
        header = wish = headers.get(name, scrub(name))
        needs_number = column_of(table, name) is None and _is_read_otherwise(table, wish, names)
        numbers = itertools.count(2)
        while header.casefold() in used or needs_number:
            header, needs_number = f"{wish} ({next(numbers)})", False
        used.add(header.casefold())
        found.append(header)
    return found


def restore_own_headers(form: str, table: TextTable) -> TextTable:
    """Remove the numbers that ``name_headers_for_tool`` gave to a team's own columns in Kumu's and Gephi's files, and
    give the table."""
    if not form.startswith(_TOOLS):
        return table
    known = _RESERVED_BY_TOOLS | {header_key(name) for name in table.columns}
    columns: dict[str, Sequence[str]] = {}
    for name, texts in table.columns.items():
        own = _NUMBERED.sub(r"\1", name)
        had_to_change = header_key(own) in known or _is_read_otherwise(table.table, own)
        columns[own if had_to_change and own not in {*columns, *table.columns} else name] = texts
    return replace(table, columns=columns)


def _is_read_otherwise(table: str, header: str, names: Collection[str] = ()) -> bool:
    """Whether reading would change a header, into a column of the standard that is not among ``names`` or by removing
    its number."""
    key = header_key(header)
    standard = {headers_of(table).get(key), *find_like_columns(header, table)} - {None, *names}
    return bool(standard) or key in _READ_BY_ATLAS or _NUMBERED.fullmatch(header) is not None


def convert_ties(mapped: MappedSheet, ties: TextTable) -> tuple[TextTable, list[Problem]]:
    """Convert ties from another tool's form, and give the table, without columns that only repeat kinds or levels.
    Whether a child is a part or a member of its parent is for a person to say."""
    form = mapped.mapping.form
    if form in _KINDS_OF_LISTS and "kind" not in ties.columns:
        ties = replace(ties, columns=ties.columns | {"kind": [_KINDS_OF_LISTS[form]] * len(ties.rows)})
    problems = []
    if form == _PARENTS and "kind" not in ties.columns:
        problems.append(mapped.problem("kind of parents not said", column="kind"))
    for name, what in _find_repeating_columns(ties) if form.startswith(_TOOLS) else ():
        ties = replace(ties, columns={other: texts for other, texts in ties.columns.items() if other != name})
        case = "" if what else "no direction"
        problems.append(mapped.problem("column that says the same", case=case, column=name, what=what))
    ties = restore_own_headers(form, ties)
    return ties, problems + _note_numbers_of_another_scale(mapped, ties)


def _find_repeating_columns(ties: TextTable) -> Iterator[tuple[str, str]]:
    """Find the columns of directions and weights that the Atlas writes for network tools beside kinds and levels, and
    give each with the column that it repeats: none where ties have no kind, and so no direction."""
    empty = [""] * len(ties.rows)
    kind, words = column_of("relationships", "kind"), vocabulary("relationship_kinds")
    kinds = read_column(kind, [unguard(clean(text)) for text in ties.columns.get("kind", empty)])[0] if kind else ()
    directed = set(words["word"][words["directed"] == "yes"])
    directions = ["directed" if kind in directed else "undirected" for kind in kinds]
    levels = _read_numbers(ties.columns.get("level", empty))
    for name, texts in ties.columns.items():
        if word_key(name) in ("direction", "type") and list(map(word_key, texts)) == directions:
            yield name, "kind" if "kind" in ties.columns else ""
        elif word_key(name) == "weight" and any(texts) and "level" in ties.columns:
            numbers = _read_numbers(texts)
            # A weight that is no number, such as "high", says more than an empty level.
            if numbers.equals(levels) and not any(text.strip() for text in itertools.compress(texts, numbers.isna())):
                yield name, "level"


def _note_numbers_of_another_scale(mapped: MappedSheet, ties: TextTable) -> list[Problem]:
    """Note the columns of numbers that one could take for levels, though nothing says that they are."""
    problems = []
    for name, texts in ties.columns.items():
        numbers = _read_numbers(texts).dropna()
        if len(numbers) and header_key(name) in words_of_kind("another scale") and not column_of(ties.table, name):
            low, high = number_text(numbers.min()), number_text(numbers.max())
            where = {"case": "" if low != high else "one number", "column": name, "value": f"{low} to {high}"}
            problems.append(mapped.problem("numbers of another scale", low=low, high=high, **where))
    return problems


def _read_numbers(texts: Sequence[str]) -> pd.Series:
    """Read texts as numbers, and give them. Other texts are missing values."""
    numbers = pd.to_numeric(pd.Series(texts, dtype=str), errors="coerce").astype(float)
    return numbers.replace([float("inf"), float("-inf")], float("nan"))
