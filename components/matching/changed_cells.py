"""The cells of known rows that incoming rows say otherwise, and what becomes of each."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from components.drafts import RowTexts
from components.inventory.kinds import join_list, split_list
from components.inventory.schema import column_of
from components.inventory.text import name_key
from components.matching.comparing import Compared, Earlier
from components.matching.row_identity import Rows, Unread

How = Literal["add", "update", "replace"]

_NAMES = ("aliases", "former_names")
# What claims can say something of: rows with a name of their own.
_CLAIMED = ("organizations", "initiatives", "assets", "communities")
_CLAIM = ("table", "row", "column", "value", "source")
_OF_THE_ROW = ("id", "listed", "aliases", "former_names", "source", "as_of")
_SOURCES = "; "


class ChangedCell(NamedTuple):
    """A cell that the incoming row says otherwise than the row here, and whether its text is taken."""

    table: str
    here: int
    there: int
    column: str
    before: str
    after: str
    taken: bool


@dataclass(frozen=True, eq=False)
class _Cell:
    """A cell here, and what an incoming row says of it, each with its text."""

    rows: Rows
    position: int
    column: str
    coming: Hashable
    before: str
    after: str
    earlier: Earlier | None
    """Where the incoming row stood when it came before."""
    key: int
    """The incoming row's key."""
    merged: bool
    """Whether the row that the incoming one is was merged into this."""
    again: bool
    """Whether another incoming row changes it already."""

    @property
    def known(self) -> Hashable:
        return self.rows.column(self.column)[self.position]

    @property
    def said(self) -> Hashable:
        """What the incoming row said when it came before."""
        return self.earlier and self.earlier.cell(self.rows.table, self.column, self.key)


def changed_cells(
    rows: Compared, stands: Mapping[int, int], how: How, here: RowTexts, there: RowTexts, aside: Collection[int]
) -> list[ChangedCell]:
    """The cells that incoming rows say otherwise than the rows here that stand for them, and otherwise than before.

    ``here`` and ``there`` are the texts of both; ``aside`` holds incoming rows that say nothing. Where a file takes the
    place of what is here, it is all the same what it said before.
    """
    silent = aside if how == "replace" else {*aside, *rows.just_so}
    pairs = {key: one for key, one in stands.items() if key not in silent}
    found = []
    texts: dict[tuple[int, str], str] = {}  # of the cells that change: several rows of a file may be one row here
    for table, coming in rows.coming.items():
        known = rows.known[table]
        for name, position, other, row, key in _otherwise(known, coming, pairs, how):
            earlier = None if how == "replace" else rows.before(key)
            if earlier and earlier.says_again(table, name, key):
                continue
            says = coming.column(name)[other]
            before, after = (
                texts.get((row, name), here.cell(row, name)),
                _text(table, name, says, there.cell(key, name)),
            )
            merged, again = row != rows.found.same[key], (row, name) in texts
            verdict = _verdict(_Cell(known, position, name, says, before, after, earlier, key, merged, again), how)
            if verdict is not None:
                found.append(ChangedCell(table, row, key, name, before, *verdict))
                texts |= {(row, name): verdict[0]} if verdict[1] else {}
    return _with_old_names(found, here) if how == "update" else found


def _otherwise(here: Rows, there: Rows, pairs: Mapping[int, int], how: How) -> Iterator[tuple[str, int, int, int, int]]:
    """The cells that differ: column, the positions here and there, and the keys here and there."""
    at = {key: position for position, key in enumerate(here.keys)}
    both = [
        (at[pairs[key]], position, pairs[key], key)
        for position, key in enumerate(there.keys)
        if key is not None and key in pairs and pairs[key] in at
    ]
    for name in dict.fromkeys([*here.cells, *there.cells]):
        known, coming = here.column(name), there.column(name)
        for one, other, row, key in both:
            if known[one] != coming[other] and (coming[other] is not None or how == "replace"):
                yield name, one, other, row, key


def _text(table: str, name: str, cell: Hashable, text: str) -> str:
    """The text that means among other rows what the incoming cell means among its own."""
    column = column_of(table, name)
    if isinstance(cell, str) and (name == "listed" or (column and column.kind == "date")):
        return cell
    return "" if cell is None else text


def _verdict(cell: _Cell, how: How) -> tuple[str, bool] | None:
    """The text that a cell gets and whether it is taken; None where there is nothing to tell."""
    if cell.column == "id" and cell.rows.ids:
        known = cell.rows.ids[cell.position]
        return None if cell.coming is None or cell.coming == known or cell.merged else (cell.after, False)
    if (cell.column == "listed" and cell.coming != "yes") or (cell.again and cell.before == cell.after):
        return None
    if how != "update":
        return cell.after, how == "replace"
    if isinstance(cell.known, frozenset) and isinstance(cell.coming, frozenset):
        return _list_verdict(cell)
    if cell.column == "source" and cell.before:
        before = cell.before.split(_SOURCES)
        more = [text for text in cell.after.split(_SOURCES) if text not in before]
        return (_SOURCES.join([*before, *more]), True) if more else None
    return cell.after, _is_taken(cell)


def _is_taken(cell: _Cell) -> bool:
    if cell.again or (cell.merged and cell.known is not None and (cell.known != cell.said or cell.column == "name")):
        return False
    if isinstance(cell.coming, Unread) and not names_organizations(cell.rows.table, cell.column):
        return cell.known is None or isinstance(cell.known, Unread)
    return cell.column != "name" or not cell.rows.ids or _renames(cell)


def _list_verdict(cell: _Cell) -> tuple[str, bool] | None:
    """A list takes the place of a list, but names unite, and of one that came before only what changed is taken."""
    if names_organizations(cell.rows.table, cell.column):
        return cell.after, True
    before, after = split_list(cell.before) or (), split_list(cell.after) or ()
    gone: set[str] = set()
    if cell.column not in _NAMES:
        if not isinstance(cell.said, frozenset) or cell.earlier is None:
            return cell.after, not cell.merged
        said = split_list(cell.earlier.text(cell.rows.table, cell.column, cell.key)) or ()
        gone, after = set(said) - set(after), tuple(text for text in after if text not in said)
    texts = [text for text in dict.fromkeys([*before, *after]) if text not in gone]
    return None if texts == list(before) else (join_list(tuple(texts)), True)


def names_organizations(table: str, name: str) -> bool:
    """Whether the cells of a column name organizations."""
    column = column_of(table, name)
    return column is not None and column.kind == "organization"


def _renames(cell: _Cell) -> bool:
    """Whether a name is no further name that the row goes by already."""
    others = [cell.rows.column(name)[cell.position] for name in _NAMES]
    also = {name_key(str(text)) for each in others if isinstance(each, frozenset) for text in each}
    return name_key(cell.after) not in also or name_key(cell.after) == name_key(str(cell.known))


def _with_old_names(cells: list[ChangedCell], here: RowTexts) -> list[ChangedCell]:
    """The cells, so that an organization that gets another name goes by its old one too."""
    renamed = {
        cell.here: cell
        for cell in cells
        if cell.table == "organizations" and cell.column == "name" and cell.taken
        if name_key(cell.before) != name_key(cell.after)
    }
    found = []
    for cell in cells:
        if cell.column == "aliases" and cell.here in renamed:
            cell = cell._replace(after=_with_value(cell.after, renamed.pop(cell.here).before))
        found.append(cell)
    further = ((cell, here.cell(key, "aliases")) for key, cell in renamed.items())
    return found + [
        cell._replace(column="aliases", before=before, after=_with_value(before, cell.before))
        for cell, before in further
    ]


def _with_value(text: str, value: str) -> str:
    return join_list(tuple(dict.fromkeys([*(split_list(text) or ()), value])))


def claims_of(
    known: Mapping[str, Rows], cells: Sequence[ChangedCell], here: RowTexts, there: RowTexts
) -> list[dict[str, str]]:
    """What cells held that another source says otherwise, as claims of the source that they had."""
    said = {
        tuple(texts.cell(key, name) for name in _CLAIM)
        for texts in (here, there)
        for key in texts.keys
        if texts.table(key) == "claims"
    }
    found = []
    for cell in cells:
        source = here.cell(cell.here, "source")
        if not (cell.taken and cell.before and source and cell.table in _CLAIMED) or cell.column in _OF_THE_ROW:
            continue
        if not set(there.cell(cell.there, "source").split(_SOURCES)) - {"", *source.split(_SOURCES)}:
            continue
        row = _identity(known[cell.table], cell.here, here)
        claim = dict(zip(_CLAIM, (cell.table, row, cell.column, cell.before, source), strict=True))
        if tuple(claim.values()) not in said:
            found.append(claim | {"certainty": "stated", "as_of": here.cell(cell.here, "as_of")})
    return found


def _identity(rows: Rows, key: int, texts: RowTexts) -> str:
    return rows.ids[rows.keys.index(key)] if rows.ids else texts.cell(key, "name")
