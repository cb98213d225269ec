"""Which row of one draft is which row of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from components.drafts import Draft
from components.inventory.schema import WHO_SAYS, vocabulary
from components.inventory.text import name_key
from components.matching.compared_rows import ComparedDraft, ComparedTable, Key, UnreadText, compared_text

Pairs = dict[Key, Key]
"""The keys of incoming rows, each with the key of the row here that it is."""
Doubts = dict[Key, list[Key]]
"""The keys of incoming rows, each with those of the rows here that it could be."""

# By table, the columns by which a row is known. The longer list is tried first: it can find one row among several that
# the shorter list would leave open.
_IDENTIFYING: dict[str, tuple[tuple[str, ...], ...]] = {
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
_FURTHER_NAMES = ("aliases", "former_names")
_NAMES = ("name", *_FURTHER_NAMES)
_SCHEME = re.compile(r"^(https?://)?(www\.)?")
_NO_PAIRS: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class SameRows:
    """Which incoming row is which row here, by their keys; and the incoming rows that could be one of several."""

    same: dict[int, int]
    unclear: dict[int, tuple[int, ...]]
    named_only: frozenset[Key]
    """The incoming rows of organizations that only other tables name here."""
    incoming: Mapping[str, ComparedTable]
    """The incoming tables, with the keys of organizations here in their cells."""


def find_same_rows(
    here: ComparedDraft, there: ComparedDraft, known: Mapping[int, int] = _NO_PAIRS, *, replaced: bool = False
) -> SameRows:
    """Find for each row of an incoming draft (there) the row of a draft (here) that it is.

    ``known`` holds pairs that are known already. ``replaced``: the incoming organizations replace those here. Then an
    organization here that is not among them can be named by its id and its name, but not by an alias or a former name.
    """
    ours, theirs = here.tables["organizations"], there.tables["organizations"]
    matches = {"organizations": _match_by_name(_Match(ours, theirs.without_unlisted(), known))}
    pairs = matches["organizations"].pairs
    gone = set(ours.keys) - set(pairs.values()) if replaced else set()
    called, called_as_source = _keys_here(there, matches["organizations"], here.draft, _keys_by_name(here, gone))
    incoming = {name: table.with_organizations(called, called_as_source) for name, table in there.tables.items()}
    for name, table in incoming.items():
        if name != "organizations":
            match = _Match(here.tables[name], table, known)
            matches[name] = _match_by_name(match) if name == "initiatives" else _match_by_columns(match)
    same, unclear = dict(known), dict[int, tuple[int, ...]]()
    for match in matches.values():
        same |= {key: one for key, one in match.pairs.items() if isinstance(key, int) and isinstance(one, int)}
        doubts = {key: tuple(one for one in rows if isinstance(one, int)) for key, rows in match.doubts.items()}
        unclear |= {key: rows for key, rows in doubts.items() if rows and isinstance(key, int)}
    named_only = frozenset(key for key, one in pairs.items() if isinstance(one, str))
    return SameRows(same, unclear, named_only, incoming)


def count_same_organizations(here: ComparedDraft, there: ComparedDraft) -> int:
    """Count the incoming organizations that are the same here in every cell that can be read, but the id."""
    match = _Match(here.tables["organizations"], there.tables["organizations"].without_unlisted(), {})
    match.pair_equal(but="id", only_read=True)
    return len(match.pairs)


class _Match:
    """Pairs the rows of an incoming table with those of the table here, in several ways, the surest first."""

    def __init__(self, here: ComparedTable, there: ComparedTable, known: Mapping[int, int]) -> None:
        self.here, self.there = here, there
        both = ((key, known.get(key)) for key in there.keys if isinstance(key, int)) if known else ()
        self.pairs: Pairs = {key: one for key, one in both if one is not None and one in here.positions}
        self.doubts: Doubts = {}

    @property
    def is_complete(self) -> bool:
        return len(self.pairs) == len(self.there.keys)

    def group(self, ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[tuple[list[Key], list[Key]]]:
        """Group the rows neither paired nor in doubt by their values. A row whose value is None is in no group."""
        paired = set(self.pairs.values())
        groups: dict[Hashable, tuple[list[Key], list[Key]]] = {}
        for key, value in zip(self.here.keys, ours, strict=True):
            if value is not None and key not in paired:
                groups.setdefault(value, ([], []))[0].append(key)
        for key, value in zip(self.there.keys, theirs, strict=True):
            if value in groups and key not in self.pairs and key not in self.doubts:
                groups[value][1].append(key)
        return [group for group in groups.values() if group[1]]

    def pair_equal(self, *, but: str = "", only_read: bool = False) -> None:
        """Pair rows that are the same in every cell, in their order; ``only_read``: in every cell that can be read."""
        tables = [table.without_unread() if only_read else table for table in (self.here, self.there)]
        names = sorted((self.here.columns.keys() | self.there.columns.keys()) - {but})
        if names and not self.is_complete:
            ours, theirs = (list(zip(*map(table.column, names), strict=True)) for table in tables)
            for ones, others in self.group(ours, theirs):
                self.pairs |= dict(zip(others, ones, strict=False))

    def pair_by(self, values: Callable[[ComparedTable], Sequence[Hashable]], *, doubt: bool = True) -> None:
        """Pair two rows that alone have their value. ``doubt``: rows are in doubt where several share a value."""
        groups = self.group(values(self.here), values(self.there))
        self.pairs |= {others[0]: ones[0] for ones, others in groups if len(ones) == len(others) == 1}
        several = (group for group in groups if doubt and len(group[0]) + len(group[1]) > 2)
        self.doubts |= {other: ones for ones, others in several for other in others}


# Organizations that cells name


def _keys_here(
    there: ComparedDraft, match: _Match, draft: Draft, by_name: Mapping[Hashable, Key]
) -> tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]:
    """Give the keys here of the incoming organizations, by their own keys: in general, and where they report or rate.

    An organization without a row, or whose row is in doubt or set aside, is the one that its name means here. One that
    was merged into another is that one. A new one is none here, whatever its name is. An organization that only reports
    or rates may be known by its name alone.
    """
    sources = {cell for table in there.tables.values() for name in WHO_SAYS for cell in table.column(name)}
    called: dict[Hashable, Hashable] = {}
    as_source: dict[Hashable, Hashable] = {}
    for cell in sources:
        if isinstance(cell, str):
            as_source[cell] = by_name.get(compared_text(cell), cell)
    organizations = there.tables["organizations"]
    for key, name in zip(organizations.keys, organizations.column("name"), strict=True):
        here: Hashable = match.pairs.get(key)
        here = draft.find_row_standing_for(here) if isinstance(here, int) else here
        named = by_name.get(compared_text(name))
        if isinstance(key, str) or key in match.doubts or (here in draft.rows_set_aside and named is not None):
            here = named
        called[key] = UnreadText(str(key)) if here is None else here
        as_source[key] = name if here is None else here
    return called, as_source


def _keys_by_name(here: ComparedDraft, gone: Collection[Key]) -> dict[Hashable, Key]:
    """Give the keys of the organizations here by the texts that mean them: id, name, aliases and former names. The rows
    in ``gone`` are found by id and name alone."""
    found: dict[Hashable, Key] = {}
    table, aside = here.tables["organizations"], here.draft.rows_set_aside
    inside = [(position, key) for position, key in enumerate(table.keys) if key not in aside]
    for position, key in inside:
        found.setdefault(name_key(table.ids[position]), key)
    for name in _NAMES:
        cells = table.column(name)
        for position, key in inside:
            if name == "name" or key not in gone:
                for text in _values(cells[position]):
                    found.setdefault(name_key(text), key)
    return found


def _values(cell: Hashable) -> Iterable[str]:
    return map(str, cell) if isinstance(cell, frozenset) else [str(cell)] if cell else []


# Rows that several columns tell apart


def _match_by_columns(match: _Match) -> _Match:
    match.pair_equal()
    match.pair_equal(only_read=True)
    for names in _IDENTIFYING[match.here.table] if not match.is_complete else ():
        match.doubts = {}
        match.pair_by(partial(_identifying, names=names))
    return match


def _identifying(table: ComparedTable, names: tuple[str, ...]) -> list[Hashable]:
    if not names:
        return [()] * len(table.keys)
    columns = [_ends(table) if name == "ends" else list(map(compared_text, table.column(name))) for name in names]
    found: list[Hashable] = list(zip(*columns, strict=True))
    if "rater" not in names:
        return found
    # Two ratings of which nobody knows who gave them are two.
    return [None if rater is None else each for rater, each in zip(table.column("rater"), found, strict=True)]


def _ends(ties: ComparedTable) -> list[Hashable]:
    """Give the ends of each tie, in their order only where the tie has a direction."""
    kinds = vocabulary("relationship_kinds")
    directed = set(kinds["word"][kinds["directed"] == "yes"])
    ends = zip(ties.column("from"), ties.column("to"), ties.column("kind"), strict=True)
    return [(one, other) if kind in directed else frozenset((one, other)) for one, other, kind in ends]


# Rows with an id and a name


def _match_by_name(match: _Match) -> _Match:
    match.pair_equal()
    # A row whose id belonged to another row here was given a new id, so that rows are compared without their ids too.
    match.pair_equal(but="id", only_read=True)
    _pair_ids(match)
    match.pair_by(_names_with_addresses, doubt=False)
    match.pair_by(_plain_names)
    _pair_further_names(match)
    return match


def _plain_names(table: ComparedTable) -> list[Hashable]:
    return list(map(compared_text, table.column("name")))


def _names_with_addresses(table: ComparedTable) -> list[Hashable]:
    return [
        (name, _SCHEME.sub("", str(address).casefold()).rstrip("/")) if address else None
        for name, address in zip(_plain_names(table), table.column("website"), strict=True)
    ]


def _pair_ids(match: _Match) -> None:
    """Pair the rows that have one id. A row with the id of one row and the name of another is in doubt."""
    here, there = match.here, match.there
    given = [identity and name_key(str(identity)) for identity in there.column("id")]
    groups = match.group(list(map(name_key, here.ids)), given)
    same_id = {others[0]: ones[0] for ones, others in groups if len(ones) == len(others) == 1}
    alike = {other for other, one in same_id.items() if _names(here, one) & _names(there, other)}
    # Many programs number their rows. Such an id counts only where the names mostly confirm it.
    numbers = {other for other in same_id.keys() - alike if str(given[there.positions[other]]).isdecimal()}
    ignored = numbers if len(numbers) > len(alike) else set()
    by_name = _keys_by(zip(_plain_names(here), here.keys, strict=True))
    for other, one in same_id.items():
        rivals = [key for key in by_name.get(compared_text(there.cell(other, "name")), ()) if key != one]
        if other not in alike and other not in ignored and rivals:
            match.doubts[other] = [one, *rivals]
        elif other not in ignored:
            match.pairs[other] = one


def _names(table: ComparedTable, key: Key, columns: Iterable[str] = _NAMES) -> set[str]:
    return {name_key(text) for name in columns for text in _values(table.cell(key, name))}


def _keys_by(pairs: Iterable[tuple[Hashable, Key]]) -> dict[Hashable, list[Key]]:
    found: dict[Hashable, list[Key]] = {}
    for value, key in pairs:
        found.setdefault(value, []).append(key)
    return found


def _pair_further_names(match: _Match) -> None:
    """Pair each row that shares a name with one row alone. A row that shares names with several is in doubt."""
    here, there, paired = match.here, match.there, set(match.pairs.values())
    left = [other for other in there.keys if other not in match.pairs and other not in match.doubts]
    by_name = _keys_by((name, one) for one in here.keys if one not in paired for name in _names(here, one))
    # The name may be an alias of a row here that is paired with another incoming row. So it is where rows of a file
    # were merged, and it is not known any more how they came.
    further = _keys_by((name, one) for one in here.keys if one in paired for name in _names(here, one, _FURTHER_NAMES))
    candidates = {other: {one for name in _names(there, other) for one in by_name.get(name, ())} for other in left}
    count = Counter(one for ones in candidates.values() for one in ones)
    for other, found in candidates.items():
        ones = sorted(found, key=here.positions.__getitem__)
        if len(ones) == 1 and count[ones[0]] == 1:
            match.pairs[other], ones = ones[0], []
        if ones := ones or further.get(compared_text(there.cell(other, "name")), []):
            match.doubts[other] = ones
