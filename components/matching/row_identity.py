"""Which row of one draft is which row of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple, TypeVar

import pandas as pd

from components.drafts import Draft, RowTexts
from components.inventory.kinds import is_unknown
from components.inventory.schema import WHO_SAYS, column_of, vocabulary
from components.inventory.text import name_key

_T = TypeVar("_T")
Pairs = dict[int, int]
Groups = list[tuple[list[int], list[int]]]

# What tells rows of a table apart, the finer first: the finer finds the one among several that the next leaves open.
_TELLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "inventory": ((),),
    "relationships": (("ends", "kind", "reported_by", "since", "until", "initiative"), ("ends", "kind", "reported_by")),
    "assessments": (("element", "indicator", "round", "rater", "issue_area", "date"),),
    "assets": (("name", "holder", "kind"), ("name", "holder"), ("name",)),
    "seats": (("table", "organization", "since"),),
    "communities": (("name",),),
    "participation": (("organization", "date"),),
    "claims": (("table", "row", "column", "value", "source"), ("table", "row", "column", "value")),
    "notes": (("about", "text"),),
}
_FURTHER = ("aliases", "former_names")
_ADDRESS = re.compile(r"^(https?://)?(www\.)?")
_NO_PAIRS: Mapping[int, int] = MappingProxyType({})


class Unread(NamedTuple):
    """A text that could not be read as what its column holds."""

    text: str


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of one table of a draft, also of those set aside, and what their cells mean.

    A cell is a text, a number, a set (of a list), ``Unread``, or None where nothing is known; an organization is the
    key of its row, or its name where it has none.
    """

    table: str
    keys: list[int | None]
    """None for an organization that only other tables name."""
    cells: dict[str, list[Hashable]]
    ids: list[str]
    """The id of each row, also where the Atlas made it; empty for a table without ids."""

    def column(self, name: str) -> Sequence[Hashable]:
        """The cells of a column, also of one that the table has not."""
        return self.cells.get(name) or [None] * len(self.keys)


def rows_of(draft: Draft, texts: RowTexts) -> dict[str, Rows]:
    """The rows of each table of a draft, those that a person set aside after the others."""
    tokens = _tokens(draft)
    rows = {table: _rows(draft, texts, table, tokens) for table in draft.inventory.tables}
    if not draft.rows_set_aside:
        return rows
    whole = replace(draft, rows_set_aside=frozenset())
    tokens = _tokens(whole)
    return {table: _with_aside(some, _rows(whole, texts, table, tokens), draft) for table, some in rows.items()}


def _tokens(draft: Draft) -> dict[Hashable, Hashable]:
    """What stands for an organization in comparisons, by its id: the key of its row, or else its name."""
    frame, keys = draft.inventory.organizations, draft.reading.keys["organizations"]
    triples = zip(frame["id"], keys, frame["name"], strict=True)
    return {identity: name_key(name) if key is None else key for identity, key, name in triples}


def _rows(draft: Draft, texts: RowTexts, table: str, tokens: Mapping[Hashable, Hashable]) -> Rows:
    frame, keys = draft.inventory.tables[table], draft.reading.keys[table]
    written = {name for raw in draft.text_tables if raw.table == table for name in raw.columns}
    cells = {
        str(name): _cells(texts, table, str(name), frame[name], keys)
        for name in frame.columns
        if name in written or frame[name].notna().any()
    }
    rows = Rows(table, keys, cells, [str(identity) for identity in frame["id"]] if "id" in frame else [])
    return with_tokens(rows, tokens, tokens)


def _with_aside(rows: Rows, whole: Rows, draft: Draft) -> Rows:
    """The rows with those set aside, and last the organizations that only other tables name."""
    more = [position for position, key in enumerate(whole.keys) if key in draft.rows_set_aside]
    gone = draft.reading.aside if rows.table == "organizations" else {}
    ids = [gone.get(key or 0, identity) for key, identity in zip(whole.keys, whole.ids, strict=False)]
    keys = [*rows.keys, *(whole.keys[position] for position in more)]
    order = sorted(range(len(keys)), key=lambda position: keys[position] is None)

    def ordered(here: Sequence[_T], there: Sequence[_T]) -> list[_T]:
        found = [*here, *(there[position] for position in more)]
        return [found[position] for position in order]

    names = dict.fromkeys([*rows.cells, *whole.cells])
    cells = {name: ordered(rows.column(name), whole.column(name)) for name in names}
    return Rows(
        rows.table,
        [keys[position] for position in order],
        cells,
        ordered(rows.ids, ids) if rows.ids or ids else [],
    )


def _cells(texts: RowTexts, table: str, name: str, series: pd.Series, keys: list[int | None]) -> list[Hashable]:
    if name == "id":
        return [texts.cell(key, name) or None for key in keys]
    column = column_of(table, name)
    found: list[Hashable] = series.astype(object).where(series.notna(), None).tolist()
    if column and column.is_list:
        return [frozenset(cell) if isinstance(cell, tuple) else None for cell in found]
    if column is None or column.kind not in ("number", "date", "organization"):
        return found
    return [_unread(texts.cell(key, name)) if cell is None else cell for cell, key in zip(found, keys, strict=True)]


def _unread(text: str) -> Unread | None:
    return Unread(text) if text and not is_unknown(text) else None


@dataclass(frozen=True, eq=False)
class SameRows:
    """Which row of an incoming draft is which here, by keys; and the rows that could be one of several."""

    same: Pairs
    unclear: dict[int, tuple[int, ...]]
    named: frozenset[int]
    """The incoming rows of organizations that only other tables name here."""
    there: Mapping[str, Rows]
    """The incoming rows, with organizations as those here."""


def same_rows(
    here: Mapping[str, Rows],
    there: Mapping[str, Rows],
    draft: Draft,
    known: Mapping[int, int] = _NO_PAIRS,
    *,
    replaced: bool = False,
) -> SameRows:
    """Finds for each row of one inventory the row of another, of a draft, that is meant.

    Others may have the names of rows of the draft that are set aside. ``known`` holds pairs that are known already, by
    the keys of incoming rows. ``replaced``: the incoming organizations take the place of those here, of which the ones
    that are not among them are named by their ids and names alone.
    """
    ours, theirs = here["organizations"], there["organizations"]
    pairs = {table: _at(here[table].keys, rows.keys, known) for table, rows in there.items()}
    found = {"organizations": _named(ours, _with_keys(theirs), pairs["organizations"])}
    gone = set(range(len(ours.keys))) - set(found["organizations"][0].values()) if replaced else set()
    meant = _whom(ours, draft.rows_set_aside, gone)
    says, is_one = _stands_for(ours, theirs, *found["organizations"], draft, meant)
    says |= {text: meant.get(_compared(text), text) for text in _who_says(there) if text not in says}
    theirs_here = {table: with_tokens(rows, is_one, says) for table, rows in there.items()}
    found["initiatives"] = _named(here["initiatives"], theirs_here["initiatives"], pairs["initiatives"])
    found |= {table: _told(here[table], theirs_here[table], levels, pairs[table]) for table, levels in _TELLS.items()}
    same = dict(known)
    unclear: dict[int, tuple[int, ...]] = {}
    for table, (paired, doubted) in found.items():
        keys, others = here[table].keys, there[table].keys
        for other, one in paired.items():
            if (key := others[other]) is not None and (known_key := keys[one]) is not None:
                same[key] = known_key
        for other, several in doubted.items():
            could_be = tuple(known_key for one in several if (known_key := keys[one]) is not None)
            if could_be and (key := others[other]) is not None:
                unclear[key] = could_be
    pairs_of_names = ((theirs.keys[other], ours.keys[one]) for other, one in found["organizations"][0].items())
    named = frozenset(key for key, known_key in pairs_of_names if key is not None and known_key is None)
    return SameRows(same, unclear, named, theirs_here)


def _at(here: Sequence[int | None], there: Sequence[int | None], known: Mapping[int, int]) -> Pairs:
    """Pairs of keys as pairs of positions."""
    if not known:
        return {}
    at = {key: position for position, key in enumerate(here)}
    pairs = ((position, at.get(known[key])) for position, key in enumerate(there) if key is not None and key in known)
    return {other: one for other, one in pairs if one is not None}


def same_organizations(here: Mapping[str, Rows], there: Mapping[str, Rows]) -> int:
    """How many of the incoming organizations are the same here in every cell that can be read, but the id."""
    return len(_equal(_as_read(here["organizations"]), _as_read(_with_keys(there["organizations"])), {}, "id"))


def _as_read(rows: Rows) -> Rows:
    """The rows without the texts that could not be read, which not every export holds."""
    cells = {
        name: [None if isinstance(cell, Unread) else cell for cell in column] for name, column in rows.cells.items()
    }
    return replace(rows, cells=cells)


def _with_keys(rows: Rows) -> Rows:
    """The rows without the organizations that only other tables name, which come last."""
    count = sum(key is not None for key in rows.keys)
    cells = {name: column[:count] for name, column in rows.cells.items()}
    return Rows(rows.table, rows.keys[:count], cells, rows.ids[:count])


def with_tokens(rows: Rows, called: Mapping[Hashable, Hashable], says: Mapping[Hashable, Hashable]) -> Rows:
    """The rows with other words for the organizations that they name; ``says`` has those for who says something."""
    cells = dict(rows.cells)
    for name, column in rows.cells.items():
        standard = column_of(rows.table, name)
        if standard and standard.kind == "organization":
            words = says if name in WHO_SAYS else called
            cells[name] = [_called(cell, words) for cell in column]
    return replace(rows, cells=cells)


def _called(cell: Hashable, words: Mapping[Hashable, Hashable]) -> Hashable:
    if isinstance(cell, frozenset):
        return frozenset(words.get(each, each) for each in cell)
    return words.get(cell, cell)


def _who_says(rows: Mapping[str, Rows]) -> set[Hashable]:
    return {cell for some in rows.values() for name in WHO_SAYS for cell in some.column(name) if isinstance(cell, str)}


def _stands_for(
    here: Rows,
    there: Rows,
    pairs: Pairs,
    unclear: Collection[int],
    draft: Draft,
    meant: Mapping[Hashable, Hashable],
) -> tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]:
    """What stands here for an organization there, by what stands for it there: as who says something, and else.

    One without a row of its own, or whose row is in doubt or set aside, is whom its name means here. One that was
    merged into another is that one. One that is new is none here, whatever it is called; who only says so may be known
    by name alone.
    """
    says: dict[Hashable, Hashable] = {}
    called: dict[Hashable, Hashable] = {}
    for position, (key, name) in enumerate(zip(there.keys, there.column("name"), strict=True)):
        known = _token(here, pairs[position]) if position in pairs else None
        known = draft.find_row_standing_for(known) if isinstance(known, int) else known
        by_name = meant.get(_compared(name))
        stands = (
            by_name
            if key is None or position in unclear or (known in draft.rows_set_aside and by_name is not None)
            else known
        )
        token = _token(there, position)
        called[token] = Unread(str(token)) if stands is None else stands
        says[token] = name if stands is None else stands
    return says, called


def _token(rows: Rows, position: int) -> Hashable:
    """What stands for an organization in comparisons: the key of its row, or else its name."""
    key = rows.keys[position]
    return _compared(rows.column("name")[position]) if key is None else key


def _whom(here: Rows, aside: Collection[int], gone: Collection[int]) -> dict[Hashable, Hashable]:
    """The organization that a text names, as it is found: by id, name, alias and former name; of rows at the positions
    ``gone`` by id and name alone."""
    inside = [position for position, key in enumerate(here.keys) if key not in aside]
    tokens = {at: _token(here, at) for at in inside}
    meant: dict[Hashable, Hashable] = {}
    for at in inside:
        meant.setdefault(name_key(here.ids[at]), tokens[at])
    for name in ("name", *_FURTHER):
        column = here.column(name)
        for at in inside if name == "name" else [at for at in inside if at not in gone]:
            cell = column[at]
            for text in cell if isinstance(cell, frozenset) else [cell] if isinstance(cell, str) else ():
                meant.setdefault(name_key(text), tokens[at])
    return meant


def _groups(here: Sequence[Hashable], there: Sequence[Hashable], pairs: Pairs) -> Groups:
    """The rows here and there that have one key and are in no pair yet; a key of None is none."""
    taken = set(pairs.values())
    groups: dict[Hashable, tuple[list[int], list[int]]] = {}
    for position, key in enumerate(here):
        if key is not None and position not in taken:
            groups.setdefault(key, ([], []))[0].append(position)
    for position, key in enumerate(there):
        if key in groups and position not in pairs:
            groups[key][1].append(position)
    return [group for group in groups.values() if group[1]]


def _equal(here: Rows, there: Rows, pairs: Pairs, without: str | None = None) -> Pairs:
    """Rows that are the same in every cell, in their order."""
    names = sorted((here.cells.keys() | there.cells.keys()) - {without})
    ours, theirs = (list(zip(*(rows.column(name) for name in names), strict=True)) for rows in (here, there))
    return {other: one for group in _groups(ours, theirs, pairs) for one, other in zip(*group, strict=False)}


def _ones(groups: Groups) -> Pairs:
    return {there[0]: here[0] for here, there in groups if len(here) == len(there) == 1}


def _several(groups: Groups) -> dict[int, list[int]]:
    return {other: here for here, there in groups if len(here) > 1 or len(there) > 1 for other in there}


# Rows that several columns tell apart


def _told(
    here: Rows, there: Rows, levels: Iterable[tuple[str, ...]], pairs: Pairs
) -> tuple[Pairs, dict[int, list[int]]]:
    pairs = pairs | _equal(here, there, pairs)
    pairs |= _equal(_as_read(here), _as_read(there), pairs) if len(pairs) < len(there.keys) else {}
    unclear: dict[int, list[int]] = {}
    for names in levels if len(pairs) < len(there.keys) else ():
        groups = _groups(_keys(here, names), _keys(there, names), pairs)
        pairs |= _ones(groups)
        unclear = _several(groups)
    return pairs, unclear


def _keys(rows: Rows, names: tuple[str, ...]) -> list[Hashable]:
    if not names:
        return [()] * len(rows.keys)
    columns = [_ends(rows) if name == "ends" else [_compared(cell) for cell in rows.column(name)] for name in names]
    keys: list[Hashable] = list(zip(*columns, strict=True))
    if "rater" not in names:
        return keys
    # Two ratings of which nobody knows who gave them are two.
    return [None if rater is None else key for rater, key in zip(rows.column("rater"), keys, strict=True)]


def _compared(cell: Hashable) -> Hashable:
    return name_key(cell) if isinstance(cell, str) else cell


def _ends(rows: Rows) -> list[Hashable]:
    """The ends of each tie: in their order where the tie has a direction."""
    kinds = vocabulary("relationship_kinds")
    directed = set(kinds["word"][kinds["directed"] == "yes"])
    ends = zip(rows.column("from"), rows.column("to"), rows.column("kind"), strict=True)
    return [(one, other) if kind in directed else frozenset((one, other)) for one, other, kind in ends]


# Rows with an id and a name


def _named(here: Rows, there: Rows, pairs: Pairs) -> tuple[Pairs, dict[int, list[int]]]:
    pairs = pairs | _equal(here, there, pairs)
    # A new row whose id was another's here got one of its own, and is known again without it.
    pairs |= _equal(_as_read(here), _as_read(there), pairs, "id") if len(pairs) < len(there.keys) else {}
    unclear = _by_id(here, there, pairs)
    names = [[_compared(cell) for cell in rows.column("name")] for rows in (here, there)]
    addresses = [
        [(name, _address(cell)) if cell else None for name, cell in zip(found, rows.column("website"), strict=True)]
        for found, rows in zip(names, (here, there), strict=True)
    ]
    pairs |= _ones(_without(_groups(addresses[0], addresses[1], pairs), unclear))
    groups = _without(_groups(names[0], names[1], pairs), unclear)
    pairs |= _ones(groups)
    unclear |= _several(groups)
    return _by_any_name(here, there, pairs, unclear)


def _without(groups: Groups, unclear: Mapping[int, object]) -> Groups:
    left = [(here, [other for other in there if other not in unclear]) for here, there in groups]
    return [(here, there) for here, there in left if there]


def _address(cell: Hashable) -> str:
    return _ADDRESS.sub("", str(cell).casefold()).rstrip("/")


def _by_id(here: Rows, there: Rows, pairs: Pairs) -> dict[int, list[int]]:
    """Adds the pairs that have one id; gives the rows whose id is one row's and whose name is another's."""
    given = [identity and name_key(str(identity)) for identity in there.column("id")]
    groups = _groups([name_key(identity) for identity in here.ids], given, pairs)
    alike = {other: one for other, one in _ones(groups).items() if _names(here, one) & _names(there, other)}
    numbered = {other: one for other, one in _ones(groups).items() if other not in alike}
    # Many programs number their rows: such an id says which row it is only where names mostly bear it out.
    plain = {other: one for other, one in numbered.items() if str(given[other]).isdecimal()}
    if len(plain) > len(alike):
        numbered = {other: one for other, one in numbered.items() if other not in plain}
    by_name: dict[Hashable, list[int]] = {}
    for position, cell in enumerate(here.column("name")):
        by_name.setdefault(_compared(cell), []).append(position)
    unclear = {}
    for other, one in numbered.items():
        if others := [each for each in by_name.get(_compared(there.column("name")[other]), ()) if each != one]:
            unclear[other] = [one, *others]
        else:
            pairs[other] = one
    pairs |= alike
    return unclear


def _names(rows: Rows, position: int) -> set[str]:
    cells = (rows.column(name)[position] for name in ("name", *_FURTHER))
    return {name_key(str(text)) for cell in cells if cell for text in (cell if isinstance(cell, frozenset) else [cell])}


def _by_any_name(
    here: Rows, there: Rows, pairs: Pairs, unclear: dict[int, list[int]]
) -> tuple[Pairs, dict[int, list[int]]]:
    taken = set(pairs.values())
    called: dict[str, list[int]] = {}
    for one in range(len(here.keys)):
        for name in _names(here, one) if one not in taken else ():
            called.setdefault(name, []).append(one)
    left = [other for other in range(len(there.keys)) if other not in pairs and other not in unclear]
    meant = {other: sorted({one for name in _names(there, other) for one in called.get(name, ())}) for other in left}
    claims = Counter(one for several in meant.values() for one in several)
    found = {other: several[0] for other, several in meant.items() if len(several) == 1 and claims[several[0]] == 1}
    doubted = {other: several for other, several in meant.items() if several and other not in found}
    return pairs | found, unclear | _merged_before(here, there, left, taken) | doubted


def _merged_before(here: Rows, there: Rows, left: Iterable[int], taken: Collection[int]) -> dict[int, list[int]]:
    """The rows that have a further name of a row here for their name, though another row is that one: as the rows of a
    file do that were merged, where nobody knows any more how they came."""
    called: dict[str, list[int]] = {}
    columns = [here.column(name) for name in _FURTHER]
    for one in taken:
        cells = (column[one] for column in columns)
        for text in {name_key(str(text)) for cell in cells if isinstance(cell, frozenset) for text in cell}:
            called.setdefault(text, []).append(one)
    names = ((other, _compared(there.column("name")[other])) for other in left)
    return {other: called[name] for other, name in names if isinstance(name, str) and name in called}
