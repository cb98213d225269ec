"""Find which row of one draft is which row of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain

from components.inventory.schema import FURTHER_NAMES, REPORTER_COLUMNS, vocabulary
from components.inventory.text import name_key
from components.matching.candidates import read_website
from components.matching.compared_rows import Cells, ComparedDraft, ComparedTable, Key, UnreadText, normalize_text

# By table, the columns that identify a row. The longer list comes first, as it can fit one row where the shorter
# fits several.
_IDENTIFYING_COLUMNS: dict[str, tuple[tuple[str, ...], ...]] = {
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
_NAMES = ("name", *FURTHER_NAMES)
_DIRECTED = frozenset(vocabulary("relationship_kinds").query("directed == 'yes'")["word"])


@dataclass(frozen=True, eq=False)
class SameRows:
    """The incoming rows that are here (their keys, with the keys here), and those that could be one of several here."""

    same: dict[int, int]
    unclear: dict[int, tuple[int, ...]]
    known_by_name_only: frozenset[int]
    """The incoming rows of organizations that have no row here, and that other tables here name."""
    incoming: Mapping[str, ComparedTable]
    """The incoming tables, with the keys of organizations here in their cells."""


def find_same_rows(
    here: ComparedDraft, there: ComparedDraft, known: Mapping[int, int], *, replaces_organizations: bool = False
) -> SameRows:
    """Find for each row of an incoming draft (there) the row of a draft (here) that it is.

    ``known`` holds pairs that are known already. Where ``replaces_organizations``, one here that is not among the
    incoming is found by its id and name, not by alias or former name.
    """
    organizations = _Pairing(here.tables["organizations"], there.tables["organizations"], known)
    organizations.pair_by_name()
    matches, incoming = {"organizations": organizations}, dict(there.tables)
    keys_here = _find_keys_here(here, there, organizations, replaces_organizations)
    for name, table in there.tables.items():
        incoming[name] = table.with_organization_keys(keys_here)
        if name != "organizations":
            match = matches[name] = _Pairing(here.tables[name], incoming[name], known)
            match.pair_by_name() if name == "initiatives" else match.pair_by_columns()
    same, unclear = dict(known), dict[int, tuple[int, ...]]()
    for match in matches.values():
        same |= {key: one for key, one in match.pairs.items() if isinstance(one, int)}
        doubts = {key: tuple(one for one in rows if isinstance(one, int)) for key, rows in match.doubts.items()}
        unclear |= {key: rows for key, rows in doubts.items() if rows}
    known_by_name_only = frozenset(key for key, one in organizations.pairs.items() if isinstance(one, str))
    return SameRows(same, unclear, known_by_name_only, incoming)


def count_same_organizations(here: ComparedDraft, there: ComparedDraft) -> int:
    """Count the incoming organizations that are here with the same cells, whatever their id and what can't be read."""
    match = _Pairing(here.tables["organizations"], there.tables["organizations"], {})
    match.pair_equal(but="id", only_read=True)
    return len(match.pairs)


class _Pairing:
    """Pairs the rows of an incoming table with those of the table here, the surest pairs first.

    In its methods ``one`` is the key of a row here, and ``other`` that of an incoming row.
    """

    def __init__(self, here: ComparedTable, there: ComparedTable, known: Mapping[int, int]) -> None:
        self.here, self.there = here, there
        self.coming = {key: cells for key, cells in there.rows.items() if isinstance(key, int)}
        self.pairs: dict[int, Key] = {key: known[key] for key in self.coming if known.get(key) in here.rows}
        self.doubts: dict[int, list[Key]] = {}

    def group(
        self, value: Callable[[Key, Cells], Hashable], value_there: Callable[[Key, Cells], Hashable]
    ) -> Iterator[tuple[list[Key], list[int]]]:
        """Group by a value the rows that are neither paired nor in doubt. A row whose value is None is in no group."""
        paired = set(self.pairs.values())
        groups: dict[Hashable, tuple[list[Key], list[int]]] = {}
        for one, cells in self.here.rows.items():
            if one not in paired and (found := value(one, cells)) is not None:
                groups.setdefault(found, ([], []))[0].append(one)
        for key, cells in self.coming.items():
            if key not in self.pairs and key not in self.doubts and (found := value_there(key, cells)) in groups:
                groups[found][1].append(key)
        return (group for group in groups.values() if group[1])

    def pair_equal(self, *, but: str = "", only_read: bool = False) -> None:
        """Pair rows that are the same in every cell, in their order. ``only_read``: in every cell that can be read."""
        every = (cells for rows in (self.here.rows, self.coming) for cells in rows.values())
        names = sorted(set(chain.from_iterable(every)) - {but})

        def list_cells(key: Key, cells: Cells) -> Hashable:
            if only_read:
                return tuple(None if isinstance(cells.get(name), UnreadText) else cells.get(name) for name in names)
            return tuple(map(cells.get, names))

        for ones, others in self.group(list_cells, list_cells) if len(self.pairs) < len(self.coming) else ():
            self.pairs |= dict(zip(others, ones, strict=False))

    def pair_by(self, value: Callable[[Cells], Hashable], *, doubt: bool = True) -> None:
        """Pair the rows whose value only one row on each side has. ``doubt``: where more have it, they are in doubt."""
        for ones, others in self.group(lambda key, cells: value(cells), lambda key, cells: value(cells)):
            if len(ones) == len(others) == 1:
                self.pairs[others[0]] = ones[0]
            elif doubt:
                self.doubts |= dict.fromkeys(others, ones)

    def pair_by_columns(self) -> None:
        """Pair rows by the columns that identify them."""
        self.pair_equal()
        self.pair_equal(only_read=True)
        for names in _IDENTIFYING_COLUMNS[self.here.table] if len(self.pairs) < len(self.coming) else ():
            self.doubts = {}
            self.pair_by(partial(_identify, names))

    def pair_by_name(self) -> None:
        """Pair rows that have an id and a name. Ids may differ: a row gets a new one where another row has its id."""
        self.pair_equal()
        self.pair_equal(but="id", only_read=True)
        self._pair_ids()
        self.pair_by(_name_with_website, doubt=False)
        self.pair_by(lambda cells: normalize_text(cells["name"]))
        self._pair_further_names()

    def _pair_ids(self) -> None:
        """Pair the rows of the same id. A row with the id of one row here and the name of another is in doubt."""
        here, there, ids = self.here.rows, self.coming, self.here.ids
        groups = self.group(lambda key, cells: name_key(ids[key]), lambda key, cells: normalize_text(cells.get("id")))
        same_id = {others[0]: ones[0] for ones, others in groups if len(ones) == len(others) == 1}
        alike = {other for other, one in same_id.items() if _names(here[one]) & _names(there[other])}
        # Many programs number their rows. Such an id counts only where the names mostly confirm it.
        numbers = {other for other in same_id.keys() - alike if str(there[other]["id"]).isdecimal()}
        ignored = numbers if len(numbers) > len(alike) else set()
        by_name = _group_keys((normalize_text(cells["name"]), key) for key, cells in here.items())
        for other, one in same_id.items():
            rivals = [key for key in by_name.get(normalize_text(there[other]["name"]), ()) if key != one]
            if other not in alike and other not in ignored and rivals:
                self.doubts[other] = [one, *rivals]
            elif other not in ignored:
                self.pairs[other] = one

    def _pair_further_names(self) -> None:
        """Pair each row that shares a name with just one row. A row that shares names with several is in doubt."""
        here, paired = self.here.rows, set(self.pairs.values())
        left = [other for other in self.coming if other not in self.pairs and other not in self.doubts]
        by_name = _group_keys((name, one) for one in here if one not in paired for name in _names(here[one]))
        # Of rows that were merged here, one is paired with the merged row, whose aliases have the names of the others.
        further = _group_keys((name, one) for one in paired for name in _names(here[one], FURTHER_NAMES))
        candidates = {
            other: list(dict.fromkeys(one for name in _names(self.coming[other]) for one in by_name.get(name, ())))
            for other in left
        }
        count = Counter(one for ones in candidates.values() for one in ones)
        for other, ones in candidates.items():
            if len(ones) == 1 and count[ones[0]] == 1:
                self.pairs[other] = ones[0]
            elif doubts := ones or further.get(normalize_text(self.coming[other]["name"])):
                self.doubts[other] = doubts


def _identify(names: tuple[str, ...], cells: Cells) -> Hashable:
    # Without a rater nothing shows that two ratings are one.
    if "rater" in names and cells.get("rater") is None:
        return None
    return tuple(_list_ends(cells) if name == "ends" else normalize_text(cells.get(name)) for name in names)


def _list_ends(tie: Cells) -> Hashable:
    """Give the ends of a tie, in their order only where the tie has a direction."""
    ends = tie["from"], tie["to"]
    return ends if tie.get("kind") in _DIRECTED else frozenset(ends)


def _name_with_website(cells: Cells) -> Hashable:
    website = read_website(cells.get("website"))
    return website and (normalize_text(cells["name"]), website)


def _names(cells: Cells, columns: Iterable[str] = _NAMES) -> set[str]:
    return {name_key(text) for name in columns for text in _values(cells.get(name))}


def _values(cell: Hashable) -> Iterable[str]:
    return map(str, cell) if isinstance(cell, frozenset) else [str(cell)] if cell else []


def _group_keys(pairs: Iterable[tuple[Hashable, Key]]) -> dict[Hashable, list[Key]]:
    found: dict[Hashable, list[Key]] = {}
    for value, key in pairs:
        found.setdefault(value, []).append(key)
    return found


# Organizations that cells name


def _find_keys_here(
    here: ComparedDraft, there: ComparedDraft, match: _Pairing, replaces_organizations: bool
) -> dict[Hashable, Hashable]:
    """Find the keys here of the incoming organizations, and give them by their own keys.

    An organization without a row, or whose row is in doubt or set aside, is whichever has its name here. A new one has
    no key here, even if another has its name. One that only reports or rates may have no row, and goes by its name.
    """
    gone = here.tables["organizations"].rows.keys() - match.pairs.values() if replaces_organizations else set()
    by_name = _index_by_name(here, gone)
    keys_here: dict[Hashable, Hashable] = {
        cell: by_name.get(normalize_text(cell), cell)
        for table in there.tables.values()
        for cells in table.rows.values()
        for name in REPORTER_COLUMNS
        if isinstance(cell := cells.get(name), str)
    }
    for key, cells in there.tables["organizations"].rows.items():
        named = by_name.get(normalize_text(cells["name"]))
        paired = match.pairs.get(key) if isinstance(key, int) else None
        own = here.draft.find_row_standing_for(paired) if isinstance(paired, int) else paired
        goes_by_name = isinstance(key, str) or key in match.doubts
        goes_by_name |= own in here.draft.rows_set_aside and named is not None
        found = named if goes_by_name else own
        keys_here[key] = UnreadText(str(key)) if found is None else found
    return keys_here


def _index_by_name(here: ComparedDraft, gone: set[Key]) -> dict[Hashable, Key]:
    """List the keys of the organizations here by id, name, aliases and former names; those ``gone`` by id and name."""
    table, aside = here.tables["organizations"], here.draft.rows_set_aside
    inside = {key: cells for key, cells in table.rows.items() if key not in aside}
    found: dict[Hashable, Key] = {}
    for key in inside:
        found.setdefault(name_key(table.ids[key]), key)
    for name in _NAMES:
        for key, cells in inside.items():
            if name == "name" or key not in gone:
                for text in _values(cells.get(name)):
                    found.setdefault(name_key(text), key)
    return found
