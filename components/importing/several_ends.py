"""Several organizations in one end of a tie, or in one value of a list: ``Northtown Library, Elm Legal Aid``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from components.importing.tie_columns import MOST_TIES
from components.inventory import TextTable, pick_rows
from components.inventory.kinds import list_values
from components.inventory.problems import Problem
from components.inventory.schema import columns_of
from components.inventory.text import clean, name_key, slug, unguard

_ENDS = ("from", "to")
# What may stand between two organizations, the surest first. Only a bar parts names that nobody lists.
_BETWEEN = [
    r"(?<!\\)\|",
    r"[;；؛\n]",
    r"[;；؛\n]|,|[，、،]",
    r"[;；؛\n]|,|[，、،]|/|\s[+–-]\s",
    r"[;；؛\n]|,|[，、،]|/|\s[+–-]\s|&|(?<=\s)(?:and|y|und|et|e|и|و)(?=\s)",
]
_ANY = re.compile(_BETWEEN[-1] + r"|\|", re.IGNORECASE)


def part_ends_of_ties(tables: Sequence[TextTable]) -> tuple[list[TextTable], list[Problem]]:
    """Make a tie for each of several organizations in one end, and give the tables. Lists of organizations get bars.

    A text is parted where all its parts are organizations that a table lists, or other ends of ties, and the whole is
    none. Each table that changes gets a note.
    """
    texts = {text for table in tables for column in _list_columns(table) for text in set(table.columns[column])}
    names = {text for table in tables if table.table == "organizations" for text in table.columns["name"]}
    several = {text for text in texts if _ANY.search(text)} - names
    if not several:
        return [*tables], []
    listed = {key for table in tables if table.table == "organizations" for key in _list_keys(table)}
    known = listed | {name_key(clean(text)) for text in texts if text not in several}
    parts = {text: found for text in several if len(found := _part(unguard(clean(text)), listed, known)) > 1}
    changed, problems = [], []
    for table in tables:
        # A list with bars is one already.
        own = {text: each for text, each in parts.items() if table.table == "relationships" or "|" not in text}
        made, rows = _part_table(table, own) if own else (table, 0)
        changed.append(made)
        if rows:
            example = next(text for name in _list_columns(table) for text in table.columns[name] if text in own)
            said, value = " and ".join(f"“{part}”" for part in own[example]), clean(example)
            problems.append(table.problem("several organizations in a cell", value=value, count=rows, parts=said))
    return changed, problems


def _list_columns(table: TextTable) -> list[str]:
    """List the ends of ties, and the columns that list organizations."""
    columns = [column for column in columns_of(table.table) if column.kind == "organization"]
    names = [column.name for column in columns if column.is_list or column.name in _ENDS]
    return [name for name in names if name in table.columns]


def _list_keys(table: TextTable) -> set[str]:
    texts = {clean(text) for name in ("id", "name") for text in table.columns.get(name, ())}
    names = {text for name in ("aliases", "former_names") for text in table.columns.get(name, ())}
    others = {part for text in names for part in list_values(text)}
    return {name_key(each) for text in texts | others for each in (text, slug(text))} - {""}


def _part(text: str, listed: Collection[str], known: Collection[str]) -> list[str]:
    if name_key(text) in listed:
        return [text]
    for place, marks in enumerate(_BETWEEN):
        parts = [part for each in re.split(marks, text, flags=re.IGNORECASE) if (part := each.strip(" \n\t-•"))]
        if len(parts) > 1 and (place == 0 or all(name_key(part) in known for part in parts)):
            return list(dict.fromkeys(parts))
    return [text]


def _part_table(table: TextTable, parts: Mapping[str, Sequence[str]]) -> tuple[TextTable, int]:
    """Part the cells of a table, and give it with the number of rows that had any to part."""
    names = _list_columns(table)
    rows = sum(
        not parts.keys().isdisjoint(cells) for cells in zip(*(table.columns[name] for name in names), strict=True)
    )
    if not rows or table.table != "relationships":
        lists = {name: ["|".join(parts.get(text, (text,))) for text in table.columns[name]] for name in names}
        return (replace(table, columns=table.columns | lists), rows) if rows else (table, 0)
    pairs = zip(*(table.columns[name] for name in _ENDS), strict=True)
    found: Iterable[tuple[int, tuple[str, ...]]] = (
        (at, ends)
        for at, pair in enumerate(pairs)
        for ends in itertools.product(*(parts.get(text, (text,)) for text in pair))
    )
    ties = list(itertools.islice(found, MOST_TIES + len(table.rows) + 1))
    if len(ties) > MOST_TIES + len(table.rows):
        return table, 0
    picked = pick_rows(table, [at for at, _ in ties])
    ends = {name: [pair[place] for _, pair in ties] for place, name in enumerate(_ENDS)}
    return replace(picked, columns=picked.columns | ends), rows
