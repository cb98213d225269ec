"""Ids: each organization and initiative has one, and no two have the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count

import pandas as pd

from components.inventory.kinds import is_none
from components.inventory.problems import Fault, Place, Problem
from components.inventory.tables import TypedTable, joined
from components.inventory.text import same_name, slug


class _Ids:
    """Gives each row an id that no other row has."""

    def __init__(self, given: Iterable[str]) -> None:
        self.taken = set(given)
        self.count: Counter[str] = Counter()

    def free(self, wanted: str) -> str:
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


def with_ids(table: TypedTable) -> tuple[TypedTable, list[Problem]]:
    """The table with an id in every row: its own, or made from its name; none twice."""
    own = table.frame["id"].astype(object).tolist()
    names = table.frame["name"].astype(object).tolist()
    given = [text if isinstance(text, str) else None for text in own]
    wanted = [slug(name) or "row" if text is None else text for text, name in zip(given, names, strict=True)]
    found = _without_repeats(given, wanted)
    often = Counter(wanted)
    changed = [at for at, wish in enumerate(wanted) if wish != found[at] and (often[wish] > 1 or not is_none(wish))]
    first = {wanted[position]: table.places[position] for position in reversed(range(len(wanted)))} if changed else {}
    problems = [
        table.problem(
            position,
            "name" if given[position] is None else "id",
            _changed_id(
                wanted[position],
                found[position],
                names[position],
                given[position],
                _in_both(first[wanted[position]], table.places[position]),
            ),
        )
        for position in changed
    ]
    problems += _alike(table, found)
    return replace(table, frame=table.frame.assign(id=pd.Series(found, dtype="str"))), problems


def _alike(table: TypedTable, ids: Sequence[str]) -> list[Problem]:
    """Notes for ids that only capitals, blanks or the shape of a mark tell apart: all are kept as they are."""
    every = "".join(ids)
    plain = every.isascii() and every.isprintable() and " " not in every and "`" not in every
    same = list(map(str.casefold if plain else same_name, ids))
    if len(set(same)) == len(same):
        return []
    first: dict[str, str] = {}
    pairs = [(position, first.setdefault(text, ids[position])) for position, text in enumerate(same)]
    return [
        table.problem(position, "id", Fault("id like another", ids[position], {"other": other}))
        for position, other in pairs
        if other != ids[position]
    ]


def _without_repeats(given: list[str | None], wanted: list[str]) -> list[str]:
    """The wanted ids, changed where one is taken: the first row that gives an id itself keeps it."""
    if len(set(wanted)) == len(wanted) and "none" not in wanted:
        return wanted
    ids = _Ids(text for text in given if text is not None)
    first = {text: position for position, text in reversed(list(enumerate(given))) if text is not None}
    return [wish if first.get(wish) == position else ids.free(wish) for position, wish in enumerate(wanted)]


def _in_both(first: Place, place: Place) -> str:
    """The two files or sheets in which two rows are, for a sentence; nothing where it is one."""
    return "" if first[1:3] == place[1:3] else f"It is in {first.called} and in {place.called}, with different cells. "


def _changed_id(wanted: str, free: str, name: str, own: str | None, both: str) -> Fault:
    words = {"free": free, "both": both}
    return Fault("name used twice", name, words) if own is None else Fault("id used twice", wanted, words)


def without_names_of(parts: Sequence[TypedTable], others: TypedTable) -> TypedTable:
    """Join the parts of a table, with ids that name none of the other rows, and give the table."""
    table, frame = joined(parts), others.frame
    taken = set(map(same_name, [*frame["id"], *frame["name"]]))
    taken |= {same_name(text) for name in ("aliases", "former_names") for cell in frame[name].dropna() for text in cell}
    found = []
    for own, name in zip(table.frame["id"], table.frame["name"], strict=True):
        wanted = own if isinstance(own, str) else slug(name) or "row"
        # Not a number after it alone, for some other cell may say just that.
        further = (f"{wanted} (set aside{number})" for number in chain([""], map(" {}".format, count(2))))
        found.append(next(text for text in chain([wanted], further) if same_name(text) not in taken))
        taken.add(same_name(found[-1]))
    return replace(table, frame=table.frame.assign(id=pd.Series(found, dtype="str")))


def free_ids(tables: Sequence[TypedTable], names: Sequence[str]) -> list[str]:
    """An id for each name that no row of the tables has."""
    ids = _Ids(text for table in tables for text in table.frame["id"])
    return [ids.free(slug(name) or "row") for name in names]
