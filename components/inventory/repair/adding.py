"""A further file to what is there: what it would change, and the change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import count
from typing import Literal, NamedTuple, get_args

import pandas as pd

from components.inventory.cells import join_list, split_list
from components.inventory.draft import Draft, free_key, some_rows, with_named, with_rows, with_texts
from components.inventory.meaning import Cell, named_otherwise
from components.inventory.repair.same_rows import Rows, Texts, Unread, rows_of, same_rows
from components.inventory.schema import column_of
from components.inventory.steps import Progress, Stop, collector_paused, go_on, never, untold
from components.inventory.tables import NOT_QUOTED, RawTable
from components.inventory.text import guard, same_name

How = Literal["add", "update", "replace"]

_SHOWN = ["table", "what", "column", "before", "after", "change"]
_NAMES = ("aliases", "former_names")
_LABELS: dict[str, tuple[str, ...]] = {
    "inventory": ("city", "place"),
    "relationships": ("from", "to", "kind"),
    "assessments": ("element", "indicator", "issue_area"),
    "seats": ("organization", "table"),
    "participation": ("organization", "date"),
    "claims": ("row", "column"),
    "notes": ("about",),
}
# What claims can say something of: rows with a name of their own.
_CLAIMED = ("organizations", "initiatives", "assets", "communities")
_CLAIM = ("table", "row", "column", "value", "source")
_OF_THE_ROW = ("id", "listed", "aliases", "former_names", "source", "as_of")
_SOURCES = "; "


@dataclass(frozen=True, eq=False)
class Comparison:
    """Which row of an incoming draft is which row here, by their keys."""

    same: Mapping[int, int]
    """The key here of each incoming row that is here, also where a person set it aside."""
    unclear: Mapping[int, tuple[int, ...]]
    """Incoming rows that could be one of several here, or of which several could be one here; with those here."""
    new: tuple[int, ...]
    """Incoming rows that are not here."""
    gone: tuple[int, ...]
    """Rows here, not set aside, that the incoming file lacks, of the tables that it has, if only as headers."""


class _Cell(NamedTuple):
    """A cell that the incoming row says otherwise than the row here, and whether its text is taken."""

    table: str
    here: int
    there: int
    column: str
    before: str
    after: str
    taken: bool


@dataclass(frozen=True, eq=False)
class _Plan:
    """What adding a draft does, worked out once."""

    found: Comparison
    cells: list[_Cell]
    claims: list[dict[str, str]]
    known: dict[str, Rows]
    coming: dict[str, Rows]
    here: Texts
    there: Texts

    def called(self, texts: Texts, text: str) -> str:
        """The name of the organization that a text of one draft means by its id, there or else in the other."""
        names = self._names if texts is self.here else self._names[::-1]
        return next((each[same_name(text)] for each in names if same_name(text) in each), text)

    @cached_property
    def _names(self) -> tuple[dict[str, str], ...]:
        return _names_by_id(self.here), _names_by_id(self.there)


def _names_by_id(texts: Texts) -> dict[str, str]:
    rows = (key for key in texts.keys if texts.table(key) == "organizations")
    by_id = ((same_name(texts.of(key, "id")), texts.of(key, "name")) for key in rows)
    return {identity: name for identity, name in by_id if identity and name}


def compared(draft: Draft, incoming: Draft) -> Comparison:
    """Which rows of ``incoming`` are already in ``draft``.

    Rows that are the same in every cell are one. Of the others, organizations and initiatives are known by id, then by
    website and name, by name, and by any of their names and former names; an id of figures only, as programs number
    rows, counts only where names mostly bear it out. Ties are known by their ends, kind and who reports them;
    assessments by element, indicator, round, rater, issue area and date (without a rater, only by every cell); seats by
    table, organization and since; assets by name and holder; communities by name; participation by organization and
    date; claims by cell and value; notes by every word. What fits several rows is unclear, and not guessed.
    """
    return _compared(draft, incoming, Texts(draft), Texts(incoming), untold)[0]


def _compared(
    draft: Draft, incoming: Draft, here: Texts, there: Texts, step: Progress
) -> tuple[Comparison, dict[str, Rows], dict[str, Rows]]:
    step("Looking at the rows that are here.", 0.0)
    known = rows_of(draft, here)
    step("Looking at the rows that come in.", 0.2)
    coming = rows_of(incoming, there)
    step("Finding which rows are the same.", 0.4)
    found = same_rows(known, coming, draft.aside)
    unread = _same_content(here, _not_in(known, here), there, _not_in(coming, there))
    same = found.same | unread
    new = tuple(key for key in there.keys if key not in same and key not in found.unclear and not there.blank(key))
    kept, tables = set(same.values()), {raw.table for raw in incoming.raws if raw.columns}
    gone = tuple(
        key
        for key in here.keys
        if here.table(key) in tables and key not in kept and key not in draft.aside and not here.blank(key)
    )
    return Comparison(same, found.unclear, new, gone), known, dict(found.there)


def _not_in(rows: Mapping[str, Rows], texts: Texts) -> list[int]:
    """The rows that can't be read, and those that another is the same as."""
    inside = {key for some in rows.values() for key in some.keys}
    return [key for key in texts.keys if key not in inside]


def _same_content(here: Texts, out_here: list[int], there: Texts, out_there: list[int]) -> dict[int, int]:
    """Rows that are in no inventory, by the same texts in a row here: in another such row where there is one."""
    known: dict[object, list[int]] = {}
    for key in (*here.keys, *out_here) if out_there else ():
        known.setdefault(here.content(key), []).append(key)
    same = {}
    for key in out_there:
        if several := known.get(there.content(key)):
            same[key] = several.pop() if len(several) > 1 else several[0]
    return same


def differences(
    draft: Draft, incoming: Draft, how: How, *, stop: Stop = never, progress: Progress = untold
) -> pd.DataFrame:
    """What ``added`` would do, before it does.

    Columns: ``table``, ``what`` (the name of the row), ``column`` (missing where it is the row), ``before``, ``after``,
    ``change``: ``new row``, ``changed`` or ``not taken`` (a cell), ``gone`` (a row that is set aside), ``unclear`` (a
    row that could be one of those in ``before``: it comes in set aside), ``cannot be read`` (a row that lacks what its
    table requires: it comes in set aside), ``same`` (a row without any difference).
    Cells that tell who rated are not shown. ``stop`` is asked between the steps whether to give up, and ``progress``
    told in words what is being done, with the share of it that is behind, from 0 to 1; both in the caller's thread.
    Raises ``ValueError`` for a ``how`` that is none of the three, and ``StoppedError`` where ``stop`` says so.
    """
    step = partial(go_on, stop, progress)
    with collector_paused():
        plan = _plan(draft, incoming, how, step)
        step("Listing the differences.", 0.9)
        rows = [*_cell_rows(plan), *_row_changes(plan, draft, incoming, how)]
        return pd.DataFrame(rows, columns=_SHOWN)


def _cell_rows(plan: _Plan) -> Iterator[tuple[str | None, ...]]:
    for cell in plan.cells:
        quoted = cell.column not in NOT_QUOTED
        shown = (cell.before, cell.after) if quoted else ("", "")
        yield (
            cell.table,
            _label(plan, plan.here, cell.here),
            cell.column,
            *shown,
            "changed" if cell.taken else "not taken",
        )
    for claim in plan.claims:
        yield "claims", f"{claim['row']}, {claim['column']}", None, "", claim["value"], "new row"


def _row_changes(plan: _Plan, draft: Draft, incoming: Draft, how: How) -> Iterator[tuple[str | None, ...]]:
    here, there, found = plan.here, plan.there, plan.found
    back = _taken_back(draft, incoming, found, how)
    lacking = {problem.key for problem in incoming.built.problems if problem.rule == "required cell missing"}
    for key in (*found.new, *(found.unclear if how == "replace" else ())):
        change = "cannot be read" if key in lacking else "new row"
        yield there.table(key), _label(plan, there, key), None, "", "", change
    for key, several in found.unclear.items() if how != "replace" else ():
        yield (
            there.table(key),
            _label(plan, there, key),
            None,
            " or ".join(f"{_label(plan, here, one)} (row {here.row_number(one)})" for one in several),
            "",
            "unclear",
        )
    for key in found.gone if how == "replace" else ():
        yield here.table(key), _label(plan, here, key), None, "", "", "gone"
    told = {cell.here for cell in plan.cells}
    for key in found.same.values():
        if key in back:
            yield here.table(key), _label(plan, here, key), None, "", "", "new row"
        elif key not in told:
            yield here.table(key), _label(plan, here, key), None, "", "", "same"


def _label(plan: _Plan, texts: Texts, key: int) -> str:
    """What a row is called, as it is written; organizations by their names."""
    table = texts.table(key)
    cells = [
        plan.called(texts, text) if _names_organizations(table, name) else text
        for name in _LABELS.get(table, ("name",))
        if (text := texts.of(key, name))
    ]
    return ", ".join(cells) or f"row {texts.row_number(key)}"


def differences_in_words(differences: pd.DataFrame) -> str:
    """The differences counted, in a sentence or two; before them, where it is so, that they are of two cities."""
    counts = Counter(differences["change"])
    cells = differences[differences["change"] == "changed"]
    rows = len(cells[["table", "what"]].drop_duplicates())
    said = [
        _counted(counts["new row"], "row is new", "rows are new"),
        _counted(counts["changed"], "cell changes", "cells change")
        + (f" in {_counted(rows, 'row', 'rows')}" * (rows > 0)),
        _counted(counts["not taken"], "cell differs and is not taken", "cells differ and are not taken"),
        _counted(
            counts["gone"], "row is no longer there and is set aside", "rows are no longer there and are set aside"
        ),
        _counted(
            counts["unclear"],
            "row could be one of several and comes in set aside",
            "rows could be one of several and come in set aside",
        ),
        _counted(
            counts["cannot be read"],
            "row lacks what its table requires and comes in set aside",
            "rows lack what their table requires and come in set aside",
        ),
        _counted(counts["same"], "row stays the same", "rows stay the same"),
    ]
    told = [text for text in said if not text.startswith("0 ")]
    if set(counts) == {"same"}:
        return f"Nothing changes: {told[0]}."
    return _two_cities(differences) + ("; ".join(told).capitalize() + "." if told else "There is nothing to add.")


def _two_cities(differences: pd.DataFrame) -> str:
    """A sentence where the row of what comes in names another city than the row here does."""
    cities = differences.query("table == 'inventory' and column == 'city'")
    for before, after in zip(cities["before"], cities["after"], strict=True):
        if before and after and same_name(before) != same_name(after):
            return f"The inventory is of {before}, and what comes in is of {after}. "
    return ""


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def added(draft: Draft, incoming: Draft, how: How, *, stop: Stop = never, progress: Progress = untold) -> Draft:
    """The draft with what another brings. Rows keep the file, sheet and row that they came from.

    ``add``: rows that are new come in; rows that are here stay as they are. ``update``: rows that are here also get the
    incoming cells. An empty cell or one that can't be read empties none; a list takes the place of a list, except that
    aliases and former names unite, and sources are joined. Where both rows name a source, and not the same, what the
    cell held is kept as a claim of its source. ``replace``: the tables of the incoming file take the place of those
    here: rows that it lacks are set aside, and cells that it leaves empty are empty; tables that it lacks stay.

    A row's id stays in each case, and whatever names an organization still means the one that it meant. A row that a
    person set aside stays so, unless ``replace`` brings it again. Rows that could be one of several here come in set
    aside. ``stop``, ``progress`` and what is raised are as for ``differences``.
    """
    step = partial(go_on, stop, progress)
    with collector_paused():
        return _added(draft, incoming, how, step)


def _added(draft: Draft, incoming: Draft, how: How, step: Progress) -> Draft:
    plan = _plan(draft, incoming, how, lambda words, share: step(words, 0.6 * share))
    step("Taking the rows in.", 0.55)
    result = _with_cells(draft, plan)
    result, keys = _with_new(result, incoming, plan, how)
    if plan.claims:
        result = with_rows(result, "claims", plan.claims)
    if how == "replace":
        result = _replaced(result, plan.found.gone, _taken_back(draft, incoming, plan.found, how))
    result = _with_said(result, incoming, keys)
    if result.raws == draft.raws and result.aside == draft.aside:
        return result
    step("Checking what names an organization.", 0.6)
    return _meaning_the_same(result, draft, incoming, plan, keys)


def _replaced(draft: Draft, gone: Collection[int], back: Collection[int]) -> Draft:
    return replace(draft, aside=(draft.aside | set(gone)) - set(back)) if gone or back else draft


def _plan(draft: Draft, incoming: Draft, how: How, step: Progress) -> _Plan:
    if how not in get_args(How):
        raise ValueError(f"how is add, update or replace, not {how!r}.")
    here, there = Texts(draft), Texts(incoming)
    found, known, coming = _compared(draft, incoming, here, there, step)
    step("Comparing the cells.", 0.8)
    pairs = {other: one for other, one in found.same.items() if other not in incoming.aside}
    cells = [cell for table, rows in coming.items() for cell in _cells(known[table], rows, pairs, how, here, there)]
    cells = _with_old_names(cells, known["organizations"], here) if how == "update" else cells
    claims = _claims(known, cells, here, there) if how == "update" else []
    return _Plan(found, cells, claims, known, coming, here, there)


def _taken_back(draft: Draft, incoming: Draft, found: Comparison, how: How) -> set[int]:
    if how != "replace":
        return set()
    return {one for other, one in found.same.items() if one in draft.aside and other not in incoming.aside}


# Cells


def _cells(here: Rows, there: Rows, pairs: Mapping[int, int], how: How, ours: Texts, theirs: Texts) -> Iterator[_Cell]:
    """The cells of known rows that the incoming rows say otherwise."""
    at = {key: position for position, key in enumerate(here.keys)}
    both = [
        (at[pairs[key]], position, pairs[key], key)
        for position, key in enumerate(there.keys)
        if key is not None and key in pairs and pairs[key] in at
    ]
    for name in dict.fromkeys([*here.cells, *there.cells]):
        known, coming = here.column(name), there.column(name)
        for one, other, row, incoming in both:
            if known[one] == coming[other] or (coming[other] is None and how != "replace"):
                continue
            before, after = ours.of(row, name), _text(here.table, name, coming[other], theirs.of(incoming, name))
            found = _verdict(here, one, name, coming[other], before, after, how)
            if found is not None:
                yield _Cell(here.table, row, incoming, name, before, *found)


def _text(table: str, name: str, cell: Hashable, text: str) -> str:
    """The text that means among other rows what the incoming cell means among its own."""
    column = column_of(table, name)
    if isinstance(cell, str) and (name == "listed" or (column and column.kind == "date")):
        return cell
    return "" if cell is None else text


def _verdict(
    here: Rows, one: int, name: str, coming: Hashable, before: str, after: str, how: How
) -> tuple[str, bool] | None:
    """The text that a cell gets and whether it is taken; None where there is nothing to tell."""
    if name == "id" and here.ids:
        return None if coming is None or coming == here.ids[one] else (after, False)
    if name == "listed" and coming != "yes":
        return None
    if how != "update":
        return after, how == "replace"
    known = here.column(name)[one]
    if name == "source" and before:
        return _joined(_SOURCES, before.split(_SOURCES), after.split(_SOURCES))
    if name in _NAMES and isinstance(known, frozenset) and isinstance(coming, frozenset):
        return _joined("|", split_list(before) or (), split_list(after) or ())
    if isinstance(coming, Unread) and not _names_organizations(here.table, name):
        return after, known is None or isinstance(known, Unread)
    return after, name != "name" or not here.ids or _renames(here, one, after)


def _names_organizations(table: str, name: str) -> bool:
    column = column_of(table, name)
    return column is not None and column.kind in ("organization", "organizations")


def _joined(mark: str, before: Sequence[str], after: Sequence[str]) -> tuple[str, bool] | None:
    more = [text for text in after if text not in before]
    texts = (*before, *more)
    return (mark.join(texts) if mark == _SOURCES else join_list(texts), True) if more else None


def _renames(here: Rows, one: int, after: str) -> bool:
    """Whether a name is no further name that the row goes by already."""
    others = [here.column(name)[one] for name in _NAMES]
    also = {same_name(str(text)) for cell in others if isinstance(cell, frozenset) for text in cell}
    return same_name(after) not in also or same_name(after) == same_name(str(here.column("name")[one]))


def _with_old_names(cells: list[_Cell], known: Rows, here: Texts) -> list[_Cell]:
    """The cells, so that an organization that gets another name goes by its old one too."""
    renamed = {
        cell.here: cell
        for cell in cells
        if cell.table == known.table and cell.column == "name" and cell.taken
        if same_name(cell.before) != same_name(cell.after)
    }
    found = []
    for cell in cells:
        if cell.column == "aliases" and cell.here in renamed:
            cell = cell._replace(after=_with_value(cell.after, renamed.pop(cell.here).before))
        found.append(cell)
    further = ((cell, here.of(key, "aliases")) for key, cell in renamed.items())
    return found + [
        cell._replace(column="aliases", before=before, after=_with_value(before, cell.before))
        for cell, before in further
    ]


def _with_value(text: str, value: str) -> str:
    return join_list(tuple(dict.fromkeys([*(split_list(text) or ()), value])))


def _claims(known: Mapping[str, Rows], cells: Sequence[_Cell], here: Texts, there: Texts) -> list[dict[str, str]]:
    """What cells held that another source says otherwise, as claims of the source that they had."""
    said = {
        tuple(texts.of(key, name) for name in _CLAIM)
        for texts in (here, there)
        for key in texts.keys
        if texts.table(key) == "claims"
    }
    found = []
    for cell in cells:
        source = here.of(cell.here, "source")
        if not (cell.taken and cell.before and source and cell.table in _CLAIMED) or cell.column in _OF_THE_ROW:
            continue
        if not set(there.of(cell.there, "source").split(_SOURCES)) - {"", *source.split(_SOURCES)}:
            continue
        row = _identity(known[cell.table], cell.here, here)
        claim = dict(zip(_CLAIM, (cell.table, row, cell.column, cell.before, source), strict=True))
        if tuple(claim.values()) not in said:
            found.append(claim | {"certainty": "stated", "as_of": here.of(cell.here, "as_of")})
    return found


def _identity(rows: Rows, key: int, texts: Texts) -> str:
    return rows.ids[rows.keys.index(key)] if rows.ids else texts.of(key, "name")


# The change


def _with_cells(draft: Draft, plan: _Plan) -> Draft:
    changes: dict[int, dict[str, str]] = {}
    for cell in plan.cells:
        if cell.taken:
            text = plan.here.written(cell.here, cell.after)
            changes.setdefault(cell.here, {})[cell.column] = text
    for table in ("organizations", "initiatives"):
        for key, identity in zip(plan.known[table].keys, plan.known[table].ids, strict=True):
            # An id that was made from the name must outlive the name.
            if key in changes and "name" in changes[key]:
                changes[key]["id"] = identity
    return with_texts(draft, changes) if changes else draft


def _with_new(draft: Draft, incoming: Draft, plan: _Plan, how: How) -> tuple[Draft, dict[int, int]]:
    """The draft with the rows that are not here, and the keys that these have here."""
    wanted = {*plan.found.new, *plan.found.unclear}
    ids = _ids(plan, how)
    keys: dict[int, int] = {}
    raws = []
    for raw in incoming.raws:
        positions = [position for position, key in enumerate(raw.keys or ()) if key in wanted]
        if not positions:
            continue
        start = free_key(draft) + len(keys)
        some = some_rows(raw, positions)
        keys |= dict(zip(some.keys or (), range(start, start + len(positions)), strict=True))
        raws.append(_with_ids(replace(some, keys=range(start, start + len(positions))), ids))
    if not raws:
        return draft, {}
    aside = {keys[key] for key in keys if key in incoming.aside or (key in plan.found.unclear and how != "replace")}
    return replace(draft, raws=(*draft.raws, *raws), aside=draft.aside | aside), keys


class _Ids(NamedTuple):
    """What the ids of incoming rows become here, as ``same_name`` has them."""

    own: dict[tuple[str, str], str]
    """By table and id, those of new rows whose id another row has here."""
    named: dict[str, str]
    """What to write for an organization where other rows name it by its id."""


def _ids(plan: _Plan, how: How) -> _Ids:
    own: dict[tuple[str, str], str] = {}
    named: dict[str, str] = {}
    for table in ("organizations", "initiatives"):
        known, coming = plan.known[table], plan.coming[table]
        here, at = {same_name(identity) for identity in known.ids}, dict(zip(known.keys, known.ids, strict=True))
        taken = here | {same_name(identity) for identity in coming.ids}
        for key, identity, given, name in zip(
            coming.keys, coming.ids, coming.column("id"), coming.column("name"), strict=True
        ):
            text, becomes = same_name(identity), identity
            if key is not None and key in plan.found.same:
                becomes = at[plan.found.same[key]]
            elif key is not None and given and text in here:
                becomes = own[table, text] = _free(identity, taken)
                taken.add(same_name(becomes))
            if key in plan.found.unclear and how != "replace":
                becomes = str(name)
            if table == "organizations" and becomes != identity:
                named[text] = becomes
    return _Ids(own, named)


def _with_ids(raw: RawTable, ids: _Ids) -> RawTable:
    """New rows that no id takes for others: neither their own nor those by which they name organizations."""
    columns = dict(raw.columns)
    if "id" in columns:
        columns["id"] = [ids.own.get((raw.table, same_name(text)), text) for text in columns["id"]]
    for name in columns:
        if ids.named and _names_organizations(raw.table, name):
            columns[name] = [_with_named(text, ids.named) for text in columns[name]]
    return replace(raw, columns=columns)


def _with_named(text: str, named: Mapping[str, str]) -> str:
    values = split_list(text) or ()
    if not any(same_name(value) in named for value in values):
        return text
    return guard(join_list(tuple(named.get(same_name(value), value) for value in values)))


def _free(identity: str, taken: set[str]) -> str:
    return next(text for number in count(2) if same_name(text := f"{identity}-{number}") not in taken)


def _with_said(draft: Draft, incoming: Draft, keys: Mapping[int, int]) -> Draft:
    """The draft with what reading the file said, and with what was decided about it."""
    listed = any(raw.table == "organizations" for raw in draft.raws)
    said = [
        problem if problem.key is None else replace(problem, key=keys.get(problem.key))
        for problem in incoming.said
        if not (listed and problem.rule == "organizations table missing")
    ]
    more = tuple(problem for problem in said if problem not in draft.said)
    unread = tuple(dict.fromkeys([*draft.unread, *incoming.unread]))
    if not more and incoming.apart <= draft.apart and unread == draft.unread:
        return draft
    return replace(draft, said=draft.said + more, apart=draft.apart | incoming.apart, unread=unread)


# What names an organization


def _meaning_the_same(result: Draft, draft: Draft, incoming: Draft, plan: _Plan, keys: Mapping[int, int]) -> Draft:
    """The result, with the id wherever a text would name another organization than the one that it named."""
    moved = {**plan.found.same, **keys}
    taken, new = {(cell.here, cell.column) for cell in plan.cells if cell.taken}, set(keys.values())

    def is_theirs(cell: Cell) -> bool:
        return cell.key in new or (cell.key, cell.column) in taken

    ours = named_otherwise(draft.raws, draft.built, result.built, lambda key: key)
    theirs = named_otherwise(incoming.raws, incoming.built, result.built, moved.get)
    return with_named(
        result, [*(cell for cell in ours if not is_theirs(cell)), *(cell for cell in theirs if is_theirs(cell))]
    )
