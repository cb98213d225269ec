"""Compare the rows of an incoming draft with those here: which are the same, and what earlier files said in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from components.drafts import Draft, RowTexts
from components.inventory.progress import Progress
from components.inventory.text import name_key
from components.matching.compared_rows import Cells, ComparedDraft, ComparedTable, Key, make_compared_draft
from components.matching.row_identity import count_same_organizations, find_same_rows

_MERE_NAME = {"id", "name", "listed"}


class Earlier(NamedTuple):
    """An incoming row as it came before, in an earlier file, and as it comes now."""

    cells_then: Cells
    cells_now: Cells
    """The cells as they come now, where organizations have the keys of the earlier file."""
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
    """The keys of incoming rows that are here, each with the key of the row here, even where that is set aside."""
    unclear: Mapping[int, tuple[int, ...]]
    """Incoming rows that fit several rows here, or of which several fit one: their keys, with the keys of those
    here."""
    new: tuple[int, ...]
    """Incoming rows that are not here."""
    gone: tuple[int, ...]
    """Rows here, without those set aside, that the file lacks though it has their table, or at least its header."""
    earlier: Mapping[int, Earlier]
    """The incoming rows that came before, by their keys."""


def compare_rows(draft: Draft, incoming: Draft, step: Progress, *, replaces: bool = False) -> Comparison:
    """Find the rows of an incoming draft that are in a draft already. ``replaces``: its tables replace those here.

    A row that an earlier file brought is recognised by that, whatever was done to it since; any other where every cell
    is the same. After these, organizations and initiatives are recognised by id, then by name and website, by name, and
    by any alias or former name. An id of digits only, as programs number rows, counts only where names mostly confirm
    it. Rows of other tables are recognised by a few columns (a rating without a rater only by every cell). A row that
    fits several rows is unclear: nothing is guessed.
    """
    step("Looking at the rows that come in.", 0.0)
    there = make_compared_draft(incoming)
    step("Looking at the rows that are here.", 0.1)
    here = make_compared_draft(draft)
    step("Looking at what files brought before.", 0.2)
    known: dict[int, int] = {}
    earlier = _find_earlier(here, there, known)
    step("Finding which rows are the same.", 0.4)
    names_gone = replaces and any(table.table == "organizations" and table.columns for table in incoming.text_tables)
    found = find_same_rows(here, there, known, replaces_organizations=names_gone)
    same = found.same | _pair_equal_texts(here, there, [key for key in there.keys_outside if key not in found.same])
    unclear = dict(found.unclear)
    for key, first in incoming.reading.kept_once.items():
        if key not in same and first in same:
            same[key] = same[first]
        elif key not in same and first in unclear:
            unclear[key] = unclear[first]
    known_by_name_only = (key for key in found.known_by_name_only if _says_only_a_name(there.texts, key))
    here_already = {*same, *unclear, *known_by_name_only}
    new = tuple(key for key in there.texts.keys if key not in here_already and not there.texts.is_blank(key))
    kept = draft.rows_set_aside.union(same.values())
    replaced = {table.table for table in incoming.text_tables if table.columns}
    left = (key for key in here.texts.keys if key not in kept and here.texts.table(key) in replaced)
    gone = tuple(key for key in left if not here.texts.is_blank(key))
    return Comparison(here.texts, there.texts, here.tables, found.incoming, same, unclear, new, gone, earlier)


def _says_only_a_name(texts: RowTexts, key: Key) -> bool:
    """Whether a row only names an organization that is not listed: the Atlas writes such rows into its exports."""
    row = texts.row(key) if isinstance(key, int) else {}
    return name_key(row.get("listed", "")) == "no" and not any(row[name] for name in row.keys() - _MERE_NAME)


def _find_earlier(here: ComparedDraft, there: ComparedDraft, known: dict[int, int]) -> dict[int, Earlier]:
    """Find the incoming rows as files brought them before, and add the pairs found to ``known``.

    An incoming file that shares more organizations with the draft than with any earlier file was exported from the
    draft. For such a file, only tables that came before with the same texts count.
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
    before = [make_compared_draft(arrival.draft) for arrival in arrivals]
    most = max((count_same_organizations(each, there) for each in before), default=0)
    if before and count_same_organizations(here, there) > most:
        return found
    for arrival, one in zip(arrivals, before, strict=True):
        rows = find_same_rows(one, there, {})
        for key, was in (rows.same | _pair_equal_texts(one, there, there.keys_outside)).items():
            if key in known or was not in arrival.keys:
                continue
            known[key] = arrival.keys[was]
            table = there.texts.table(key)
            cells_then, cells_now = one.tables[table].rows.get(was), rows.incoming[table].rows.get(key)
            # A row that can't be read says nothing.
            if cells_then is not None and cells_now is not None:
                found[key] = Earlier(cells_then, cells_now, one.texts, was)
    return found


def _find_unchanged(draft: Draft, incoming: Draft) -> dict[int, int]:
    """Find the row here of each incoming row; none unless every incoming table came before with the same texts."""
    rows: dict[int, int] = {}
    arrivals = draft.with_fields().arrivals
    for table in incoming.text_tables:
        before = [found for arrival in arrivals if (found := arrival.find_rows(table)) is not None]
        if not before:
            return {}
        for found in before:
            rows |= found
    return rows


def _pair_equal_texts(here: ComparedDraft, there: ComparedDraft, keys: Sequence[int]) -> dict[int, int]:
    """Pair incoming rows that are in no table with rows here of the same texts, first with rows in no table too."""
    known: dict[object, list[int]] = {}
    for key in (*here.texts.keys, *here.keys_outside) if keys else ():
        known.setdefault(here.texts.filled_cells(key), []).append(key)
    same = {}
    for key in keys:
        if keys_here := known.get(there.texts.filled_cells(key)):
            same[key] = keys_here.pop() if len(keys_here) > 1 else keys_here[0]
    return same
