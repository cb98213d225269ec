"""Which row of an incoming draft is which row here, and what files said about these rows before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from components.drafts import Draft, RowTexts
from components.inventory.progress import Progress
from components.inventory.text import name_key
from components.matching.compared_rows import Cells, ComparedDraft, ComparedTable, Key, make_comparable
from components.matching.row_identity import count_same_organizations, find_same_rows

_OF_A_NAME = {"id", "name", "listed"}


class Earlier(NamedTuple):
    """An incoming row as it came before, in a file that was read earlier."""

    said: Cells
    says: Cells
    """What the row says now, with the keys of organizations of the earlier file in its cells."""
    texts: RowTexts
    key: int


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
    """The keys of incoming rows that could be one of several here, or the reverse; each with the keys of those here."""
    new: tuple[int, ...]
    """Incoming rows that are not here."""
    gone: tuple[int, ...]
    """Rows here that the incoming file lacks though it has their table, if only its header; without those set aside."""
    earlier: Mapping[int, Earlier]
    """The incoming rows that came before, by their keys."""


def compare_rows(draft: Draft, incoming: Draft, step: Progress, *, replaces: bool = False) -> Comparison:
    """Find the rows of an incoming draft that are in a draft already. ``replaces``: its tables take their place there.

    Rows that a file brought before are known by that, whatever was done to them since. Other rows that are the same in
    every cell are one. Of the others, organizations and initiatives are known by id, then by website and name, by name,
    and by any of their names and former names; an id of figures only, as programs number rows, counts only where names
    mostly bear it out. All others are known by a few columns (a rating without a rater only by every cell). A row that
    fits several rows is unclear: nothing is guessed.
    """
    step("Looking at the rows that come in.", 0.0)
    there = make_comparable(incoming)
    step("Looking at the rows that are here.", 0.1)
    here = make_comparable(draft)
    step("Looking at what files brought before.", 0.2)
    known: dict[int, int] = {}
    earlier = _find_earlier(here, there, known)
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
    kept = draft.rows_set_aside.union(same.values())
    replaced = {table.table for table in incoming.text_tables if table.columns}
    left = (key for key in here.texts.keys if key not in kept and here.texts.table(key) in replaced)
    gone = tuple(key for key in left if not here.texts.is_blank(key))
    return Comparison(here.texts, there.texts, here.tables, found.incoming, same, unclear, new, gone, earlier)


def _says_only_a_name(texts: RowTexts, key: Key) -> bool:
    """Whether a row only names an organization that is not listed, as the Atlas writes it."""
    row = texts.row(key) if isinstance(key, int) else {}
    return name_key(row.get("listed", "")) == "no" and not any(row[name] for name in row.keys() - _OF_A_NAME)


def _find_earlier(here: ComparedDraft, there: ComparedDraft, known: dict[int, int]) -> dict[int, Earlier]:
    """Find the incoming rows as files brought them before, and add the pairs found to ``known``.

    An incoming file that shares more rows with the draft than with any earlier file was written from the draft, as an
    export is. For such a file this gives nothing.
    """
    found = {}
    for key, own in _find_unchanged(here.draft, there.draft).items():
        known[key] = own
        if cells := there.tables[there.texts.table(key)].rows.get(key):
            found[key] = Earlier(cells, cells, there.texts, key)
    if len(known) == len(there.texts.keys):
        return found
    names = {table.file for table in there.draft.text_tables}
    arrivals = sorted(reversed(here.draft.arrivals), key=lambda arrival: names.isdisjoint(arrival.files))
    before = [make_comparable(arrival.draft) for arrival in arrivals]
    most = max((count_same_organizations(each, there) for each in before), default=0)
    if before and count_same_organizations(here, there) > most:
        return found
    for arrival, one in zip(arrivals, before, strict=True):
        rows = find_same_rows(one, there, {})
        for key, was in (rows.same | _match_texts(one, there, there.keys_outside)).items():
            if key in known or was not in arrival.keys:
                continue
            known[key] = arrival.keys[was]
            table = there.texts.table(key)
            said, says = one.tables[table].rows.get(was), rows.incoming[table].rows.get(key)
            # A row that can't be read says nothing.
            if said is not None and says is not None:
                found[key] = Earlier(said, says, one.texts, was)
    return found


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
