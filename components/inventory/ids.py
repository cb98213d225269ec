"""Ids: each organization and initiative has one, and no two have the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count

import pandas as pd

from components.inventory.kinds import is_none
from components.inventory.problems import Fault, Place, Problem
from components.inventory.tables import ReadTable, join_tables
from components.inventory.text import name_key, slug


class _FreeIds:
    """Makes ids that no row has yet."""

    def __init__(self, given: Iterable[str]) -> None:
        self.taken = set(given)
        self.count: Counter[str] = Counter()

    def make(self, wanted: str) -> str:
        """Make an id of the wanted text, and give it, with a number after it where it is taken."""
        # An id that is made must not read as "there is none" where it is named.
        if not is_none(wanted) and wanted not in self.taken:
            self.taken.add(wanted)
            return wanted
        number = max(self.count[wanted], 1) + 1
        while f"{wanted}-{number}" in self.taken:
            number += 1
        self.count[wanted] = number
        self.taken.add(f"{wanted}-{number}")
        return f"{wanted}-{number}"


def give_ids(table: ReadTable) -> tuple[ReadTable, list[Problem]]:
    """Give each row of a table an id of its own: the id that it has, or one made from its name. No two are the same."""
    own = table.frame["id"].astype(object).tolist()
    names = table.frame["name"].astype(object).tolist()
    given = [text if isinstance(text, str) else None for text in own]
    wanted = [slug(name) or "row" if text is None else text for text, name in zip(given, names, strict=True)]
    found = _make_unique(given, wanted)
    often = Counter(wanted)
    changed = [at for at, wish in enumerate(wanted) if wish != found[at] and (often[wish] > 1 or not is_none(wish))]
    first = {wanted[position]: table.places[position] for position in reversed(range(len(wanted)))} if changed else {}
    problems = []
    for at in changed:
        words = {"free": found[at], "both": _tell_both_places(first[wanted[at]], table.places[at])}
        if given[at] is None:
            problems.append(table.problem(at, "name", Fault("name used twice", names[at], words)))
        else:
            problems.append(table.problem(at, "id", Fault("id used twice", wanted[at], words)))
    problems += _tell_like_ids(table, found)
    return replace(table, frame=table.frame.assign(id=pd.Series(found, dtype="str"))), problems


def _tell_like_ids(table: ReadTable, ids: Sequence[str]) -> list[Problem]:
    """Note the ids that differ only in capitals, blanks or similar marks. All are kept as they are."""
    every = "".join(ids)
    plain = every.isascii() and every.isprintable() and " " not in every and "`" not in every
    same = list(map(str.casefold if plain else name_key, ids))
    if len(set(same)) == len(same):
        return []
    first: dict[str, str] = {}
    pairs = [(position, first.setdefault(text, ids[position])) for position, text in enumerate(same)]
    return [
        table.problem(position, "id", Fault("id like another", ids[position], {"other": other}))
        for position, other in pairs
        if other != ids[position]
    ]


def _make_unique(given: list[str | None], wanted: list[str]) -> list[str]:
    """Make the wanted ids unique, and give them. Where several rows have the same id, the first keeps it."""
    if len(set(wanted)) == len(wanted) and "none" not in wanted:
        return wanted
    ids = _FreeIds(text for text in given if text is not None)
    first = {text: position for position, text in reversed(list(enumerate(given))) if text is not None}
    return [wish if first.get(wish) == position else ids.make(wish) for position, wish in enumerate(wanted)]


def _tell_both_places(first: Place, place: Place) -> str:
    """Name the two files or sheets that two rows are in, in a sentence; empty where they are in the same one."""
    return "" if first[1:3] == place[1:3] else f"It is in {first.called} and in {place.called}, with different cells. "


def give_ids_to_rows_set_aside(parts: Sequence[ReadTable], others: ReadTable) -> ReadTable:
    """Join tables of organizations set aside, and give them ids that are no id or name of another organization."""
    table, frame = join_tables(parts), others.frame
    taken = set(map(name_key, [*frame["id"], *frame["name"]]))
    taken |= {name_key(text) for name in ("aliases", "former_names") for cell in frame[name].dropna() for text in cell}
    found = []
    for own, name in zip(table.frame["id"], table.frame["name"], strict=True):
        wanted = own if isinstance(own, str) else slug(name) or "row"
        # A mere number after it could be what a cell says that names another organization.
        further = (f"{wanted} (set aside{number})" for number in chain([""], map(" {}".format, count(2))))
        found.append(next(text for text in chain([wanted], further) if name_key(text) not in taken))
        taken.add(name_key(found[-1]))
    return replace(table, frame=table.frame.assign(id=pd.Series(found, dtype="str")))


def make_free_ids(tables: Sequence[ReadTable], names: Sequence[str]) -> list[str]:
    """Make an id for each name, and give the ids. No row of the tables has any of them."""
    ids = _FreeIds(text for table in tables for text in table.frame["id"])
    return [ids.make(slug(name) or "row") for name in names]
