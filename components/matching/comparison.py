"""Which row of an incoming draft is which row here, and what files said about these rows before."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from components.drafts import Draft, RowTexts
from components.inventory.progress import Progress
from components.inventory.text import name_key
from components.matching.compared_rows import ComparedDraft, ComparedTable, Key, make_comparable
from components.matching.row_identity import count_same_organizations, find_same_rows

_OF_A_NAME = {"id", "name", "listed"}


@dataclass(frozen=True, eq=False)
class Earlier:
    """Rows of an incoming draft as they came before, in a file that was read earlier."""

    texts: RowTexts
    tables: Mapping[str, ComparedTable]
    incoming: Mapping[str, ComparedTable]
    """The incoming tables, with the keys of organizations of the earlier tables in their cells."""
    same: Mapping[int, int]
    """The keys of incoming rows, each with the key of the earlier row."""

    def text(self, key: int, column: str) -> str:
        """Give the text that an incoming row had in a column."""
        return self.texts.cell(self.same[key], column)

    def cell(self, table: str, key: int, column: str) -> Hashable:
        """Give what an incoming row said in a column."""
        return self.tables[table].cell(self.same[key], column)

    def says_again(self, table: str, key: int, column: str) -> bool:
        """Whether a cell of an incoming row says what it said before."""
        return self.incoming[table].cell(key, column) == self.cell(table, key, column)


@dataclass(frozen=True, eq=False)
class Comparison:
    """The rows of a draft (here) and those of an incoming one (there), and which of them are the same."""

    here: RowTexts
    there: RowTexts
    here_tables: Mapping[str, ComparedTable]
    there_tables: Mapping[str, ComparedTable]
    """The incoming tables, with the keys of organizations here in their cells."""
    same: Mapping[int, int]
    """The keys of incoming rows, each with the key of the row here that it is, even where that row was set aside."""
    unclear: Mapping[int, tuple[int, ...]]
    """The keys of incoming rows that could be one of several here, or of which several could be one here; each with the
    keys of those here."""
    new: tuple[int, ...]
    """Incoming rows that are not here."""
    gone: tuple[int, ...]
    """Rows here that the incoming file lacks though it has their table, if only its header; without those set aside."""
    unchanged: Mapping[int, int]
    """Incoming rows that came before in tables with the same texts, each with the row here. They bring nothing new."""
    earlier: Sequence[Earlier]

    def find_earlier(self, key: int) -> Earlier | None:
        """Find an incoming row as it came before; None where it did not."""
        return next((each for each in self.earlier if key in each.same), None)


def compare_rows(draft: Draft, incoming: Draft, step: Progress, *, replaces: bool = False) -> Comparison:
    """Find the rows of an incoming draft that are in a draft already. ``replaces``: its tables take their place there.

    Rows that a file brought before are known by that, whatever was done to them since. Other rows that are the same in
    every cell are one. Of the others, organizations and initiatives are known by id, then by
    website and name, by name, and by any of their names and former names; an id of figures only, as programs number
    rows, counts only where names mostly bear it out. Ties are known by their ends, kind and who reports them;
    assessments by element, indicator, round, rater (also one who came by name), issue area and date (without a rater,
    only by every cell); seats by table, organization and since; assets by name and holder; communities by name;
    participation by organization and date; claims by cell and value; notes by every word. A row that fits
    several rows is unclear: nothing is guessed.
    """
    step("Looking at the rows that come in.", 0.0)
    there = make_comparable(incoming)
    step("Looking at the rows that are here.", 0.1)
    here = make_comparable(draft)
    unchanged = _find_unchanged(draft, incoming)
    known = dict(unchanged)
    step("Looking at what files brought before.", 0.2)
    earlier = _find_earlier(here, there, known) if len(known) < len(there.texts.keys) else []
    step("Finding which rows are the same.", 0.4)
    names_gone = replaces and any(table.table == "organizations" and table.columns for table in incoming.text_tables)
    found = find_same_rows(here, there, known, replaced=names_gone)
    same = found.same | _match_texts(here, there, [key for key in there.keys_outside if key not in found.same])
    unclear = dict(found.unclear)
    for key, first in incoming.reading.kept_once.items():
        if key not in same and first in same:
            same[key] = same[first]
        elif key not in same and first in unclear:
            unclear[key] = unclear[first]
    named_only = (key for key in found.named_only if _says_only_a_name(there.texts, key))
    here_already = {*same, *unclear, *named_only}
    new = tuple(key for key in there.texts.keys if key not in here_already and not there.texts.is_blank(key))
    gone = tuple(_find_gone(here, incoming, set(same.values())))
    texts = here.texts, there.texts
    return Comparison(*texts, here.tables, found.incoming, same, unclear, new, gone, unchanged, earlier)


def _says_only_a_name(texts: RowTexts, key: Key) -> bool:
    """Whether a row only names an organization that is not listed, as the Atlas writes one that only other tables
    name."""
    row = texts.row(key) if isinstance(key, int) else {}
    return name_key(row.get("listed", "")) == "no" and not any(row[name] for name in row.keys() - _OF_A_NAME)


def _find_gone(here: ComparedDraft, incoming: Draft, kept: set[int]) -> Iterator[int]:
    tables, texts = {table.table for table in incoming.text_tables if table.columns}, here.texts
    for key in texts.keys:
        is_gone = key not in kept and key not in here.draft.rows_set_aside
        if is_gone and texts.table(key) in tables and not texts.is_blank(key):
            yield key


# What files brought before


def _find_unchanged(draft: Draft, incoming: Draft) -> dict[int, int]:
    """Find the rows here of all incoming rows, where each of their tables came before with the same texts."""
    rows: dict[int, int] = {}
    arrivals = draft.with_fields().arrivals
    for table in incoming.text_tables:
        before = [found for arrival in arrivals if (found := arrival.find_rows(table)) is not None]
        if not before:
            return {}
        for found in before:
            rows |= found
    return rows


def _find_earlier(here: ComparedDraft, there: ComparedDraft, known: dict[int, int]) -> list[Earlier]:
    """Find the incoming rows as files brought them before, and add the pairs found to ``known``.

    An incoming file that shares more rows with the draft than with any earlier file was written from the draft, as an
    export is. For such a file this gives nothing.
    """
    names = {table.file for table in there.draft.text_tables}
    arrivals = sorted(reversed(here.draft.arrivals), key=lambda arrival: names.isdisjoint(arrival.files))
    before = [make_comparable(arrival.draft) for arrival in arrivals]
    most = max((count_same_organizations(each, there) for each in before), default=0)
    if before and count_same_organizations(here, there) > most:
        return []
    found = []
    for arrival, one in zip(arrivals, before, strict=True):
        rows = find_same_rows(one, there)
        same = rows.same | _match_texts(one, there, there.keys_outside)
        more = {key: was for key, was in same.items() if key not in known and was in arrival.keys}
        known |= {key: arrival.keys[was] for key, was in more.items()}
        # A row that can't be read says nothing.
        then, now = set(one.keys_outside), set(there.keys_outside)
        read = {key: was for key, was in more.items() if key not in now and was not in then}
        found.append(Earlier(one.texts, one.tables, rows.incoming, read))
    return found


def _match_texts(here: ComparedDraft, there: ComparedDraft, keys: Sequence[int]) -> dict[int, int]:
    """Pair incoming rows that are in no table with rows here that have the same texts; with one in no table, if there
    is one."""
    known: dict[object, list[int]] = {}
    for key in (*here.texts.keys, *here.keys_outside) if keys else ():
        known.setdefault(here.texts.filled_cells(key), []).append(key)
    same = {}
    for key in keys:
        if keys_here := known.get(there.texts.filled_cells(key)):
            same[key] = keys_here.pop() if len(keys_here) > 1 else keys_here[0]
    return same
