"""Ids: each organization and initiative has one, no two have the same, and cells that name an organization get its id.

An organization is found by id, name, alias or former name; a name that none has becomes one that is not listed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count

import pandas as pd

from components.inventory.kinds import is_none, is_unknown, to_series
from components.inventory.kinds.kind import Cell, words_for_nothing
from components.inventory.problems import Fault, Place, Problem
from components.inventory.schema import FURTHER_NAMES, NAMING_COLUMNS, REPORTER_COLUMNS, Column, columns_of
from components.inventory.tables import ReadTable, TextTable, join_tables, read_table
from components.inventory.text import name_key, slug

Tables = dict[str, ReadTable]
CellPlace = tuple[ReadTable, int, str]
"""A cell: its table, the position of its row, its column."""
Found = dict[str, tuple[str, ...]]
"""By text, the ids of the organizations that it could name: first the one that it is taken to mean."""


def give_ids(table: ReadTable) -> tuple[ReadTable, list[Problem]]:
    """Give each row of a table an id of its own: the id that it has, or one made from its name. No two are the same."""
    own, names = (table.frame[name].astype(object).tolist() for name in ("id", "name"))
    nothing = words_for_nothing(text for text in own if isinstance(text, str))
    given = [text if isinstance(text, str) and text not in nothing else None for text in own]
    wanted = [slug(name) or "row" if text is None else text for text, name in zip(given, names, strict=True)]
    # Where several rows have the same id, the first keeps it.
    keeps = {text: position for position, text in reversed(list(enumerate(given))) if text is not None}
    free = [position for position, wish in enumerate(wanted) if keeps.get(wish) != position]
    found, often = list(wanted), Counter(wanted)
    for position, identity in zip(free, make_free_ids([wanted[at] for at in free], keeps), strict=True):
        found[position] = identity
    unsaid = [at for at, text in enumerate(own) if isinstance(text, str) and given[at] is None]
    problems = [table.problem(at, "id", Fault("word for not known", own[at])) for at in unsaid]
    twice = {
        at: wanted[at]
        for at in free
        if found[at] != wanted[at] and (often[wanted[at]] > 1 or not _says_nothing(wanted[at]))
    }
    split = _find_split_names(given, names, keeps)
    for at, wish in sorted({**split, **twice}.items()):
        first, place = table.places[wanted.index(wish)], table.places[at]
        both = f"It is in {first.called} and in {place.called}, with different cells. "
        words = {"free": found[at], "both": "" if first[1:3] == place[1:3] else both}
        if given[at] is None or at in split:
            problems.append(table.problem(at, "name", Fault("name used twice", names[at], words)))
        else:
            problems.append(table.problem(at, "id", Fault("id used twice", wanted[at], words)))
    return replace(table, frame=table.frame.assign(id=pd.Series(found, dtype="str"))), problems


def _find_split_names(given: Sequence[str | None], names: Sequence[str], keeps: Mapping[str, int]) -> dict[int, str]:
    """Find the rows with an id such as ``library-2`` and the same name as the row ``library``, and give ``library`` by
    their positions. The Atlas made such ids in a package; a person has still to say whether the two are the same."""
    found = {}
    for at, identity in enumerate(given):
        stem, _, number = (identity or "").rpartition("-")
        if number.isdigit() and stem in keeps and name_key(names[keeps[stem]]) == name_key(names[at]):
            found[at] = stem
    return found


def make_free_ids(wanted: Iterable[str], taken: Collection[str]) -> list[str]:
    """Make ids that are not taken: each wanted id as it is, or with a number after it where it is taken already."""
    used, often, made = set(taken), Counter[str](), []
    for wish in wanted:
        identity = wish
        while identity in used or _says_nothing(identity):
            often[wish] += 1
            identity = f"{wish}-{often[wish] + 1}"
        used.add(identity)
        made.append(identity)
    return made


def _says_nothing(identity: str) -> bool:
    """Whether cells that name an id would read as "there is none" or "not known"."""
    return is_none(identity) or is_unknown(identity)


def give_ids_to_rows_set_aside(parts: Sequence[ReadTable], others: ReadTable) -> ReadTable:
    """Join tables of organizations set aside, and give them ids that are no id or name of any other."""
    table, frame = join_tables(parts), others.frame
    taken = set(map(name_key, [*frame["id"], *frame["name"]]))
    taken |= {name_key(text) for name in FURTHER_NAMES for cell in frame[name].dropna() for text in cell}
    found = []
    for own, name in zip(table.frame["id"], table.frame["name"], strict=True):
        wanted = own if isinstance(own, str) and not _says_nothing(own) else slug(name) or "row"
        # With a mere number after it, the id could be the name that a cell has for another organization.
        further = (f"{wanted} (set aside{number})" for number in chain([""], map(" {}".format, count(2))))
        found.append(next(text for text in chain([wanted], further) if name_key(text) not in taken))
        taken.add(name_key(found[-1]))
    return replace(table, frame=table.frame.assign(id=pd.Series(found, dtype="str")))


# Cells that name organizations


def resolve_references(tables: Tables, aside: ReadTable | None = None) -> tuple[Tables, list[Problem]]:
    """Put ids into every cell that names an organization, and give the tables with the problems found.

    A name that no organization has becomes an organization of its own with ``listed`` = ``no``. Where the cell only
    says who reports or rates, the name stays as it is. ``aside`` holds the organizations that are set aside, with ids
    of their own. A cell that names one of these, and no other organization, means an organization with that id that is
    not listed.
    """
    wanted = _list_names(tables)
    if not wanted:
        return tables, []
    organizations = tables["organizations"]
    found = _find_by_name(organizations.frame, wanted)
    unlisted, problems = _find_unlisted(organizations.frame, wanted, found, aside)
    resolved = {name: _put_ids_in(table, found) for name, table in tables.items()}
    problems += [problem for table in tables.values() for problem in _warn_of_ambiguous_names(table, found)]
    ties = resolved["relationships"]
    same = (ties.frame["from"] == ties.frame["to"]).to_numpy(dtype=bool).nonzero()[0].tolist()
    problems += [ties.problem(at, "to", Fault("tie with itself", ties.frame["to"].iloc[at])) for at in same]
    if unlisted:
        columns = {"id": [*unlisted], "name": [*unlisted.values()], "listed": ["no"] * len(unlisted)}
        rows, _ = read_table(TextTable("organizations", dict(columns), [0] * len(unlisted)))
        organizations = join_tables([organizations, replace(rows, places=[Place(0)] * len(unlisted))])
    return resolved | {"organizations": organizations}, problems


def _list_reference_columns(table: ReadTable) -> Iterator[Column]:
    return (column for column in columns_of(table.table) if column.kind == "organization")


def _list_names(tables: Tables) -> dict[str, CellPlace]:
    """List every text that names an organization, with the first cell that does. Cells that only say who reports or
    rates come last, so that the first cell is another one if there is any."""
    columns = [(table, column.name) for table in tables.values() for column in _list_reference_columns(table)]
    named: dict[str, CellPlace] = {}
    for table, column in sorted(columns, key=lambda place: place[1] in REPORTER_COLUMNS):
        for position, cell in enumerate(table.frame[column].tolist()):
            for text in _list_texts(cell):
                if text not in named:
                    named[text] = (table, position, column)
    return named


def _list_texts(cell: object) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return cell
    return (cell,) if isinstance(cell, str) else ()


def _find_by_name(organizations: pd.DataFrame, wanted: Iterable[str]) -> Found:
    """Find the organizations that texts name: by the exact id, or else by the first column that has the name."""
    ids = set(organizations["id"])
    found: Found = {text: (text,) for text in wanted if text in ids}
    left = {text: name_key(text) for text in wanted if text not in ids}
    for column in NAMING_COLUMNS if left else ():
        keys = set(left.values())
        named: dict[str, list[str]] = defaultdict(list)
        for identity, cell in zip(organizations["id"].tolist(), organizations[column].tolist(), strict=True):
            for key in dict.fromkeys(map(name_key, _list_texts(cell))):
                if key in keys:
                    named[key].append(identity)
        found |= {text: tuple(named[key]) for text, key in left.items() if key in named}
        left = {text: key for text, key in left.items() if key not in named}
    return found


def _find_unlisted(
    organizations: pd.DataFrame, wanted: Mapping[str, CellPlace], found: Found, aside: ReadTable | None
) -> tuple[dict[str, str], list[Problem]]:
    """Add the organizations that are not listed to ``found``, and give their names by their ids, with the problems.
    Those that only report or rate keep their name in place of an id, as they get no row."""
    left = [text for text in wanted if text not in found]
    set_aside = _find_by_name(aside.frame, left) if aside else {}
    names = dict(zip(aside.frame["id"], aside.frame["name"], strict=True)) if aside else {}
    texts_of: dict[str, list[str]] = defaultdict(list)
    for text in left:
        texts_of[set_aside[text][0] if text in set_aside else name_key(text)].append(text)
    only_reporters = {texts[0] for texts in texts_of.values() if wanted[texts[0]][2] in REPORTER_COLUMNS}
    new = [texts[0] for key, texts in texts_of.items() if key not in names and texts[0] not in only_reporters]
    free = make_free_ids([slug(text) or "row" for text in new], {*organizations["id"], *names})
    ids = dict(zip(new, free, strict=True))
    unlisted, problems = {}, []
    for key, texts in texts_of.items():
        text, (table, position, column) = texts[0], wanted[texts[0]]
        name = names.get(key, text)
        if text in only_reporters:
            identity, fault = name, Fault("reporter not listed", text)
        elif key in names:
            identity, fault = key, Fault("organization not listed", text, {"name": name}, "set aside")
        else:
            identity, fault = ids[text], Fault("organization not listed", text)
        if text not in only_reporters:
            unlisted[identity] = name
        found |= dict.fromkeys(texts, (identity,))
        problems.append(table.problem(position, column, fault))
    return unlisted, problems


def _put_ids_in(table: ReadTable, found: Found) -> ReadTable:
    def replace_names(cell: object) -> Cell:
        if isinstance(cell, tuple):
            return tuple(dict.fromkeys(found[text][0] for text in cell))
        return found[cell][0] if isinstance(cell, str) else None

    changed = {
        column.name: to_series(column, [replace_names(cell) for cell in table.frame[column.name].tolist()])
        for column in _list_reference_columns(table)
    }
    return replace(table, frame=table.frame.assign(**changed)) if changed else table


def _warn_of_ambiguous_names(table: ReadTable, found: Found) -> Iterator[Problem]:
    faults = {
        text: Fault("name of several organizations", text, {"id": ids[0], "others": ", ".join(ids[1:6])})
        for text, ids in found.items()
        if len(ids) > 1
    }
    for column in _list_reference_columns(table) if faults else ():
        for position, cell in enumerate(table.frame[column.name]):
            for text in filter(faults.__contains__, _list_texts(cell)):
                yield table.problem(position, column.name, faults[text])
