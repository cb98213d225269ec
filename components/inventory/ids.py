"""Ids: each organization and initiative has one, and no two have the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count

import pandas as pd

from components.inventory.kinds import is_none
from components.inventory.problems import Fault, Problem
from components.inventory.tables import ReadTable, join_tables
from components.inventory.text import name_key, slug


def give_ids(table: ReadTable) -> tuple[ReadTable, list[Problem]]:
    """Give each row of a table an id of its own: the id that it has, or one made from its name. No two are the same."""
    own, names = (table.frame[name].astype(object).tolist() for name in ("id", "name"))
    given = [text if isinstance(text, str) else None for text in own]
    wanted = [slug(name) or "row" if text is None else text for text, name in zip(given, names, strict=True)]
    # Where several rows have the same id, the first keeps it.
    keeps = {text: position for position, text in reversed(list(enumerate(given))) if text is not None}
    free = [position for position, wish in enumerate(wanted) if keeps.get(wish) != position]
    found, often = list(wanted), Counter(wanted)
    for position, identity in zip(free, make_free_ids([wanted[at] for at in free], keeps), strict=True):
        found[position] = identity
    problems = []
    twice = {
        at: wanted[at] for at in free if found[at] != wanted[at] and (often[wanted[at]] > 1 or not is_none(wanted[at]))
    }
    parted = _find_parted(given, names, keeps)
    for at, wish in sorted({**parted, **twice}.items()):
        first, place = table.places[wanted.index(wish)], table.places[at]
        both = f"It is in {first.called} and in {place.called}, with different cells. "
        words = {"free": found[at], "both": "" if first[1:3] == place[1:3] else both}
        if given[at] is None or at in parted:
            problems.append(table.problem(at, "name", Fault("name used twice", names[at], words)))
        else:
            problems.append(table.problem(at, "id", Fault("id used twice", wanted[at], words)))
    return replace(table, frame=table.frame.assign(id=pd.Series(found, dtype="str"))), problems


def _find_parted(given: Sequence[str | None], names: Sequence[str], positions: Mapping[str, int]) -> dict[int, str]:
    """Find the rows whose id was made when another row had the same name, and give that row's id by their positions.

    ``library-2`` was made so where the row ``library`` has the same name. A package has such ids, and it is still to be
    said whether the two are the same.
    """
    found = {}
    for at, identity in enumerate(given):
        stem, _, number = (identity or "").rpartition("-")
        if number.isdigit() and stem in positions and name_key(names[positions[stem]]) == name_key(names[at]):
            found[at] = stem
    return found


def make_free_ids(wanted: Iterable[str], taken: Collection[str]) -> list[str]:
    """Make ids that are not taken: each wanted id as it is, or with a number after it where it is taken already."""
    used, often, made = set(taken), Counter[str](), []
    for wish in wanted:
        identity = wish
        # An id must not be the word for "there is none": cells that name it would read as that.
        while identity in used or is_none(identity):
            often[wish] += 1
            identity = f"{wish}-{often[wish] + 1}"
        used.add(identity)
        made.append(identity)
    return made


def give_ids_to_rows_set_aside(parts: Sequence[ReadTable], others: ReadTable) -> ReadTable:
    """Join tables of organizations set aside, and give them ids that are no id or name of any other."""
    table, frame = join_tables(parts), others.frame
    taken = set(map(name_key, [*frame["id"], *frame["name"]]))
    taken |= {name_key(text) for name in ("aliases", "former_names") for cell in frame[name].dropna() for text in cell}
    found = []
    for own, name in zip(table.frame["id"], table.frame["name"], strict=True):
        wanted = own if isinstance(own, str) else slug(name) or "row"
        # With a mere number after it, the id could be the name that a cell has for another organization.
        further = (f"{wanted} (set aside{number})" for number in chain([""], map(" {}".format, count(2))))
        found.append(next(text for text in chain([wanted], further) if name_key(text) not in taken))
        taken.add(name_key(found[-1]))
    return replace(table, frame=table.frame.assign(id=pd.Series(found, dtype="str")))
