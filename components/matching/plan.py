"""Plan what a further file does to a draft, before anything is done: which cells change, and which claims are made."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from components.drafts import Draft, RowTexts
from components.inventory.kinds import join_list, split_list
from components.inventory.progress import Progress
from components.inventory.schema import FURTHER_NAMES, column_of
from components.inventory.text import name_key
from components.matching.compared_rows import (
    Cells,
    ComparedDraft,
    ComparedTable,
    UnreadText,
    make_compared_draft,
    names_organizations,
)
from components.matching.row_identity import count_same_organizations, find_same_rows

How = Literal["add", "update", "replace"]
"""What a further file does: ``add`` its new rows, also ``update`` rows that are here, or ``replace`` its tables."""

# The tables about whose rows claims can be made: their rows have names.
_CLAIMED_TABLES = ("organizations", "initiatives", "assets", "communities")
_CLAIM_COLUMNS = ("table", "row", "column", "value", "source")
_COLUMNS_WITHOUT_CLAIMS = ("id", "listed", *FURTHER_NAMES, "source", "as_of")
_SOURCES = "; "


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
    """The keys of incoming rows that could be one of several rows here, or of which several could be one of them."""
    new: tuple[int, ...]
    """Incoming rows that are not here."""
    gone: tuple[int, ...]
    """Rows here, without those set aside, that the file lacks though it has their table, or at least its header."""
    earlier: Mapping[int, Earlier]
    """The incoming rows that came before, by their keys."""


class ChangedCell(NamedTuple):
    """A cell in which an incoming row differs from the row here, and whether the incoming text is taken."""

    table: str
    here: int
    there: int
    column: str
    before: str
    after: str
    is_taken: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """What adding an incoming draft does."""

    how: How
    rows: Comparison
    stands_for: Mapping[int, int]
    """The keys of incoming rows that are here, each with the key here, or that of the row it was merged into."""
    cells: list[ChangedCell]
    claims: list[dict[str, str]]
    taken_back: set[int]
    """The keys of rows here that were set aside and that the file, which replaces its tables, brings again."""


def make_plan(draft: Draft, incoming: Draft, how: How, step: Progress) -> Plan:
    """Work out what an incoming draft does to a draft, and give the plan. Raises ``ValueError`` for an unknown ``how``.

    The raters of the incoming draft must have the pseudonyms of the draft already.
    """
    if how not in get_args(How):
        raise ValueError(f"how is add, update or replace, not {how!r}.")
    rows = _compare_rows(draft, incoming, step, replaces=how == "replace")
    step("Comparing the cells.", 0.8)
    # Where a file replaces its tables, rows that were merged become rows of their own again.
    stands_for = {key: one if how == "replace" else draft.find_row_standing_for(one) for key, one in rows.same.items()}
    aside_here, aside_there = draft.rows_set_aside, incoming.rows_set_aside
    changing = {key: one for key, one in stands_for.items() if how == "replace" or key not in aside_there}
    cells = _find_changed_cells(rows, changing, how)
    claims = _make_claims(rows, cells) if how == "update" else []
    back = {one for key, one in rows.same.items() if one in aside_here and key not in aside_there}
    return Plan(how, rows, stands_for, cells, claims, back if how == "replace" else set())


@dataclass(frozen=True, eq=False)
class _Cell:
    """A cell here and the incoming cell that differs from it: what they mean (``known``, ``incoming``), and their texts
    (``before``, ``after``). ``earlier`` is the incoming row as it came before."""

    table: ComparedTable
    key: int
    column: str
    known: Hashable
    before: str
    incoming: Hashable
    after: str
    earlier: Earlier | None
    is_merged: bool
    """Whether the incoming row is one that was merged into this row."""
    is_changed: bool
    """Whether another row of the file has changed the cell already."""


def _find_changed_cells(rows: Comparison, stands_for: Mapping[int, int], how: How) -> list[ChangedCell]:
    """Find the cells in which incoming rows differ from the rows here that stand for them, and did not come before."""
    found, texts = list[ChangedCell](), dict[tuple[int, str], str]()  # several rows of a file may be one row here
    for other, key in stands_for.items():
        table = rows.there.table(other)
        known, cells = rows.here_tables[table].rows.get(key), rows.there_tables[table].rows.get(other)
        if known is None or cells is None or known == cells:
            continue
        earlier = None if how == "replace" else rows.earlier.get(other)
        is_merged = key != rows.same[other]
        for name in known | cells:
            own, coming = known.get(name), cells.get(name)
            is_repeated = earlier is not None and earlier.cells_now.get(name) == earlier.cells_then.get(name)
            if own == coming or is_repeated or (coming is None and how != "replace"):
                continue
            before, is_changed = texts.get((key, name), rows.here.cell(key, name)), (key, name) in texts
            after = _write_for_other_rows(table, name, coming, rows.there.cell(other, name))
            here = rows.here_tables[table]
            cell = _Cell(here, key, name, own, before, coming, after, earlier, is_merged, is_changed)
            if (decided := _decide(cell, how)) is not None:
                found.append(ChangedCell(table, key, other, name, before, *decided))
                texts |= {(key, name): decided[0]} if decided[1] else {}
    return found + _keep_old_names(rows, found, texts) if how == "update" else found


def _write_for_other_rows(table: str, name: str, cell: Hashable, text: str) -> str:
    """Write an incoming cell so that it means the same among the rows here: dates are written year first."""
    column = column_of(table, name)
    if isinstance(cell, str) and (name == "listed" or (column and column.kind == "date")):
        return cell
    return "" if cell is None else text


def _decide(cell: _Cell, how: How) -> tuple[str, bool] | None:
    """Decide on a cell, and give its new text and whether it is taken; None where the cell is not to be listed."""
    if cell.column == "id" and cell.table.ids:
        is_listed = cell.incoming not in (None, cell.table.ids[cell.key]) and not cell.is_merged
        return (cell.after, False) if is_listed else None
    if (cell.column == "listed" and cell.incoming != "yes") or (cell.is_changed and cell.before == cell.after):
        return None
    if how != "update":
        return cell.after, how == "replace"
    if isinstance(cell.known, frozenset) and isinstance(cell.incoming, frozenset):
        return _decide_list(cell)
    if cell.column == "source" and cell.before:
        before = cell.before.split(_SOURCES)
        more = [text for text in cell.after.split(_SOURCES) if text not in before]
        return (_SOURCES.join([*before, *more]), True) if more else None
    return cell.after, _is_taken(cell)


def _is_taken(cell: _Cell) -> bool:
    if cell.is_changed:
        return False
    is_as_it_came = cell.earlier is not None and cell.known == cell.earlier.cells_then.get(cell.column)
    if cell.is_merged and cell.known is not None and (not is_as_it_came or cell.column == "name"):
        return False
    if isinstance(cell.incoming, UnreadText) and not names_organizations(cell.table.table, cell.column):
        return cell.known is None or isinstance(cell.known, UnreadText)
    if cell.column != "name" or not cell.table.ids:
        return True
    # What is an alias or a former name here already is not taken as a new name.
    others = [cell.table.rows[cell.key].get(name) for name in FURTHER_NAMES]
    further_names = {name_key(str(text)) for each in others if isinstance(each, frozenset) for text in each}
    return name_key(cell.after) not in further_names or name_key(cell.after) == name_key(str(cell.known))


def _decide_list(cell: _Cell) -> tuple[str, bool] | None:
    """Decide on a list: it replaces that here, or is united with it; where it came before, only changes are taken."""
    if names_organizations(cell.table.table, cell.column):
        return cell.after, True
    before, after = split_list(cell.before) or (), split_list(cell.after) or ()
    removed: set[str] = set()
    if cell.column not in FURTHER_NAMES:
        if cell.earlier is None or not isinstance(cell.earlier.cells_then.get(cell.column), frozenset):
            return cell.after, not cell.is_merged
        earlier = split_list(cell.earlier.texts.cell(cell.earlier.key, cell.column)) or ()
        removed, after = set(earlier) - set(after), tuple(text for text in after if text not in earlier)
    texts = [text for text in dict.fromkeys([*before, *after]) if text not in removed]
    return None if texts == list(before) else (join_list(tuple(texts)), True)


def _keep_old_names(
    rows: Comparison, cells: Sequence[ChangedCell], texts: Mapping[tuple[int, str], str]
) -> list[ChangedCell]:
    """Make the old name of each organization that gets another name an alias, and give the changed cells."""
    found = []
    for cell in cells:
        is_name = cell.table == "organizations" and cell.column == "name" and cell.is_taken
        if is_name and name_key(cell.before) != name_key(cell.after):
            before = texts.get((cell.here, "aliases"), rows.here.cell(cell.here, "aliases"))
            after = join_list(tuple(dict.fromkeys([*(split_list(before) or ()), cell.before])))
            found.append(cell._replace(column="aliases", before=before, after=after))
    return found


def _make_claims(rows: Comparison, cells: Sequence[ChangedCell]) -> list[dict[str, str]]:
    """Make a claim of each old value that a different source changes. The claim names the source of the old value."""
    made_before, claims = _list_claims(rows.here) | _list_claims(rows.there), []
    for cell in cells:
        source = rows.here.cell(cell.here, "source")
        can_be_claimed = cell.table in _CLAIMED_TABLES and cell.column not in _COLUMNS_WITHOUT_CLAIMS
        if not (cell.is_taken and cell.before and source and can_be_claimed):
            continue
        if not set(rows.there.cell(cell.there, "source").split(_SOURCES)) - {"", *source.split(_SOURCES)}:
            continue
        row = rows.here_tables[cell.table].ids.get(cell.here) or rows.here.cell(cell.here, "name")
        claim = dict(zip(_CLAIM_COLUMNS, (cell.table, row, cell.column, cell.before, source), strict=True))
        if tuple(claim.values()) not in made_before:
            claims.append(claim | {"certainty": "stated", "as_of": rows.here.cell(cell.here, "as_of")})
    return claims


def _list_claims(texts: RowTexts) -> set[tuple[str, ...]]:
    claims = (key for key in texts.keys if texts.table(key) == "claims")
    return {tuple(texts.cell(key, name) for name in _CLAIM_COLUMNS) for key in claims}


# Which rows are the same


def _compare_rows(draft: Draft, incoming: Draft, step: Progress, *, replaces: bool) -> Comparison:
    """Find the rows of an incoming draft that are in a draft already. ``replaces``: its tables replace those here.

    A row that an earlier file brought is recognised by that, whatever was done to it since; any other as
    ``find_same_rows`` does it. A row that fits several rows is unclear: nothing is guessed.
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
    known_by_name_only = (key for key in found.known_by_name_only if there.texts.only_names(key))
    here_already = {*same, *unclear, *known_by_name_only}
    new = tuple(key for key in there.texts.keys if key not in here_already and any(there.texts.row(key).values()))
    kept = draft.rows_set_aside.union(same.values())
    replaced = {table.table for table in incoming.text_tables if table.columns}
    left = (key for key in here.texts.keys if key not in kept and here.texts.table(key) in replaced)
    gone = tuple(key for key in left if any(here.texts.row(key).values()))
    return Comparison(here.texts, there.texts, here.tables, found.incoming, same, unclear, new, gone, earlier)


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
