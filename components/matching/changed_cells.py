"""The cells in which incoming rows differ from the rows here that they are, and what becomes of each."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from components.drafts import RowTexts
from components.inventory.kinds import join_list, split_list
from components.inventory.schema import column_of
from components.inventory.text import name_key
from components.matching.compared_rows import ComparedTable, UnreadText, names_organizations
from components.matching.comparison import Comparison, Earlier

How = Literal["add", "update", "replace"]
"""What a further file does: ``add`` its new rows, also ``update`` rows that are here, or ``replace`` its tables."""

_NAMES = ("aliases", "former_names")
# The tables about whose rows claims can be made: their rows have names.
_CLAIMED = ("organizations", "initiatives", "assets", "communities")
_CLAIM = ("table", "row", "column", "value", "source")
_OF_THE_ROW = ("id", "listed", "aliases", "former_names", "source", "as_of")
_SOURCES = "; "


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
class _Cell:
    """A cell here and the incoming cell that differs from it: what they mean, and their texts."""

    table: ComparedTable
    key: int
    column: str
    before: str
    incoming_key: int
    incoming: Hashable
    after: str
    earlier: Earlier | None
    """The same incoming row as it came before; None where it did not."""
    is_merged: bool
    """Whether the incoming row is one that was merged into this row."""
    is_changed: bool
    """Whether another row of the file has changed the cell already."""

    @property
    def known(self) -> Hashable:
        return self.table.cell(self.key, self.column)

    @property
    def earlier_cell(self) -> Hashable:
        return self.earlier and self.earlier.cell(self.table.table, self.incoming_key, self.column)


def find_changed_cells(
    rows: Comparison, stands_for: Mapping[int, int], how: How, aside: Collection[int]
) -> list[ChangedCell]:
    """Find the cells in which incoming rows differ from the rows here that stand for them, and from when they came
    before.

    ``stands_for`` has the keys of incoming rows, each with the key of its row here. ``aside`` holds incoming rows that
    change nothing. Where the file replaces its tables, it does not matter what it said before.
    """
    change_nothing = aside if how == "replace" else {*aside, *rows.unchanged}
    pairs = {key: own for key, own in stands_for.items() if key not in change_nothing}
    found = []
    texts: dict[tuple[int, str], str] = {}  # cells changed so far: several rows of a file may be one row here
    for table, coming in rows.there_tables.items():
        known = rows.here_tables[table]
        for name, key, other in _find_differing(known, coming, pairs, how):
            earlier = None if how == "replace" else rows.find_earlier(other)
            if earlier and earlier.says_again(table, other, name):
                continue
            incoming, before = coming.cell(other, name), texts.get((key, name), rows.here.cell(key, name))
            after = _text_of(table, name, incoming, rows.there.cell(other, name))
            is_merged, is_changed = key != rows.same[other], (key, name) in texts
            cell = _Cell(known, key, name, before, other, incoming, after, earlier, is_merged, is_changed)
            if (decided := _decide(cell, how)) is not None:
                found.append(ChangedCell(table, key, other, name, before, *decided))
                texts |= {(key, name): decided[0]} if decided[1] else {}
    return _with_old_names(found, rows.here) if how == "update" else found


def _find_differing(
    here: ComparedTable, there: ComparedTable, pairs: Mapping[int, int], how: How
) -> Iterator[tuple[str, int, int]]:
    """Find the cells that differ, and give the column of each, and the keys of its rows here and in the file."""
    both = [
        (here.positions[pairs[key]], position, pairs[key], key)
        for position, key in enumerate(there.keys)
        if isinstance(key, int) and key in pairs and pairs[key] in here.positions
    ]
    for name in dict.fromkeys([*here.columns, *there.columns]):
        known, coming = here.column(name), there.column(name)
        for one, other, key, incoming_key in both:
            if known[one] != coming[other] and (coming[other] is not None or how == "replace"):
                yield name, key, incoming_key


def _text_of(table: str, name: str, cell: Hashable, text: str) -> str:
    """Give the text by which the incoming cell is read the same among other rows: dates are written year first."""
    column = column_of(table, name)
    if isinstance(cell, str) and (name == "listed" or (column and column.kind == "date")):
        return cell
    return "" if cell is None else text


def _decide(cell: _Cell, how: How) -> tuple[str, bool] | None:
    """Decide on a cell, and give its new text and whether it is taken; None where the cell is not to be listed."""
    if cell.column == "id" and cell.table.ids:
        known = cell.table.ids[cell.table.positions[cell.key]]
        return None if cell.incoming is None or cell.incoming == known or cell.is_merged else (cell.after, False)
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
    if cell.is_merged and cell.known is not None and (cell.known != cell.earlier_cell or cell.column == "name"):
        return False
    if isinstance(cell.incoming, UnreadText) and not names_organizations(cell.table.table, cell.column):
        return cell.known is None or isinstance(cell.known, UnreadText)
    return cell.column != "name" or not cell.table.ids or _is_new_name(cell)


def _decide_list(cell: _Cell) -> tuple[str, bool] | None:
    """Decide on a list: it replaces the list here. Further names are united, and of a list that came before only the
    changes are taken."""
    if names_organizations(cell.table.table, cell.column):
        return cell.after, True
    before, after = split_list(cell.before) or (), split_list(cell.after) or ()
    removed: set[str] = set()
    if cell.column not in _NAMES:
        if not isinstance(cell.earlier_cell, frozenset) or cell.earlier is None:
            return cell.after, not cell.is_merged
        earlier = split_list(cell.earlier.text(cell.incoming_key, cell.column)) or ()
        removed, after = set(earlier) - set(after), tuple(text for text in after if text not in earlier)
    texts = [text for text in dict.fromkeys([*before, *after]) if text not in removed]
    return None if texts == list(before) else (join_list(tuple(texts)), True)


def _is_new_name(cell: _Cell) -> bool:
    """Whether a name is not among the aliases and former names of the row already."""
    others = [cell.table.cell(cell.key, name) for name in _NAMES]
    also = {name_key(str(text)) for each in others if isinstance(each, frozenset) for text in each}
    return name_key(cell.after) not in also or name_key(cell.after) == name_key(str(cell.known))


def _with_old_names(cells: list[ChangedCell], here: RowTexts) -> list[ChangedCell]:
    """Add the old name of each organization that gets another name to its aliases, and give the changed cells."""
    old_names = {
        cell.here: cell
        for cell in cells
        if cell.table == "organizations" and cell.column == "name" and cell.is_taken
        if name_key(cell.before) != name_key(cell.after)
    }
    found = []
    for cell in cells:
        if cell.column == "aliases" and cell.here in old_names:
            cell = cell._replace(after=_with_value(cell.after, old_names.pop(cell.here).before))
        found.append(cell)
    for key, cell in old_names.items():
        aliases = here.cell(key, "aliases")
        found.append(cell._replace(column="aliases", before=aliases, after=_with_value(aliases, cell.before)))
    return found


def _with_value(text: str, value: str) -> str:
    return join_list(tuple(dict.fromkeys([*(split_list(text) or ()), value])))


def make_claims(rows: Comparison, cells: Sequence[ChangedCell]) -> list[dict[str, str]]:
    """Make a claim of the old value of each cell that a different source changes: the claim names the old source."""
    made_before = {
        tuple(texts.cell(key, name) for name in _CLAIM)
        for texts in (rows.here, rows.there)
        for key in texts.keys
        if texts.table(key) == "claims"
    }
    claims = []
    for cell in cells:
        source = rows.here.cell(cell.here, "source")
        if not (cell.is_taken and cell.before and source and cell.table in _CLAIMED) or cell.column in _OF_THE_ROW:
            continue
        if not set(rows.there.cell(cell.there, "source").split(_SOURCES)) - {"", *source.split(_SOURCES)}:
            continue
        table = rows.here_tables[cell.table]
        row = table.ids[table.positions[cell.here]] if table.ids else rows.here.cell(cell.here, "name")
        claim = dict(zip(_CLAIM, (cell.table, row, cell.column, cell.before, source), strict=True))
        if tuple(claim.values()) not in made_before:
            claims.append(claim | {"certainty": "stated", "as_of": rows.here.cell(cell.here, "as_of")})
    return claims
