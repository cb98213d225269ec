"""Ties: what all reports on a pair of organizations say, taken together.

A row of the table relationships is a report: what one party says of one tie. A tie joins all reports on one pair
with one status in one family of kinds: all kinds of working together are one family, and every other kind is its own.
Every measure of the network starts from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from components.analysis.columns import NONE, Bools, Floats, Ints, RowReference, is_among, keep_rows, row_references
from components.analysis.dates import inventory_day, is_past
from components.analysis.once import once_an_inventory
from components.inventory import Inventory
from components.inventory.schema import vocabulary

Objects = NDArray[np.object_]
STATUSES = ("active", "on record", "lapsed", "wanted")
_ACTIVE, _ON_RECORD, _LAPSED, _WANTED = range(4)
_WORKING = 0
LEVELS_APART = 2
"""From so many levels between its two sides on, the sides of a tie disagree."""


@dataclass(frozen=True, eq=False)
class TieGroups:
    """Reports grouped into ties, as arrays: every table and measure of ties is made from these.

    ``rows`` are positions in relationships, ``group`` the tie of each. The rest has one value a
    tie: positions of its two organizations (``low`` < ``high``), codes of its family and status.
    """

    rows: Ints
    group: Ints
    low: Ints
    high: Ints
    family: Ints
    status: Ints

    @property
    def working(self) -> Bools:
        """Ties of working or unknown kind, active or on record, whatever their level."""
        return np.asarray((self.family == _WORKING) & (self.status <= _ON_RECORD))


def ties(inventory: Inventory, *, today: date | None = None) -> pd.DataFrame:
    """Join the reports of each pair into ties, and give a row a pair, family of kinds and status.

    Columns: ``a``, ``b`` (ids, a before b as text), ``family`` (``working``, or the kind itself where
    it is none of working), ``kinds`` (tuple, those known), ``level`` (0–5), ``level_a``, ``level_b``,
    ``disagreement`` (levels apart, where both sides report), ``sides_disagree`` (whether that is two levels or
    more), ``status`` (``active``, ``on record``,
    ``lapsed``, ``wanted``), ``basis`` (``institutional`` where any report says so), ``held_by``
    (tuple, None where not known), ``directed_from`` (the end all directed reports run from), ``rows``
    (labels in relationships). Ordered by a, b, family, status.

    A side's level is the highest of its latest reports, one a kind; a tie's level is the mean of its
    sides, or what third parties say where no side gives a level. A report that does not say whether the
    tie is still active joins the active tie of its pair where there is one. Left out are working ties of level 0,
    which are none, and reports of an organization's tie with itself.

    ``today`` settles what has lapsed: by default the day of the inventory, else today's.
    """
    grouped = group_reports(inventory, today=today)
    level_low, level_high, level = tie_levels(inventory, grouped)
    names = inventory.organizations["id"].to_numpy(dtype=object)
    rank = rank_ids(inventory.organizations["id"])
    swapped = rank[grouped.low] > rank[grouped.high]
    a = np.where(swapped, grouped.high, grouped.low)
    b = np.where(swapped, grouped.low, grouped.high)
    level_a = np.where(swapped, level_high, level_low)
    level_b = np.where(swapped, level_low, level_high)
    kinds, held_by, rows = _gather_reports(inventory, grouped)
    columns = {
        "a": names[a],
        "b": names[b],
        "family": np.array(_families(), dtype=object)[grouped.family],
        "kinds": kinds,
        "level": level,
        "level_a": level_a,
        "level_b": level_b,
        "disagreement": np.abs(level_a - level_b),
        "sides_disagree": np.abs(level_a - level_b) >= LEVELS_APART,
        "status": np.array(STATUSES, dtype=object)[grouped.status],
        "basis": _basis(inventory, grouped),
        "held_by": held_by,
        "directed_from": _directed_from(inventory, grouped, names),
        "rows": rows,
    }
    order = np.lexsort((grouped.status, grouped.family, rank[b], rank[a]))
    real = order[~(grouped.working & (level == 0))[order]]
    return pd.DataFrame(
        {name: pd.Series(cells[real], dtype=TIE_DTYPES.get(name)) for name, cells in columns.items()}, copy=False
    )


TIE_DTYPES = {
    **dict.fromkeys(("a", "b", "family", "status", "basis", "directed_from"), "str"),
    **dict.fromkeys(("kinds", "held_by", "rows"), "object"),
}
"""The columns of ``ties`` that hold text, and those that hold tuples; the others are numbers."""


def working_ties(all_ties: pd.DataFrame) -> pd.DataFrame:
    """Keep the working ties on record among those of ``ties``, one a pair: active, or perhaps still active."""
    is_working = is_among(all_ties, "family", {"working"}) & is_among(all_ties, "status", {"active", "on record"})
    return keep_rows(all_ties, is_working)


def tie_references(chosen: pd.DataFrame) -> tuple[RowReference, ...]:
    """Name the rows of relationships on which some of the ``ties`` rest."""
    return row_references("relationships", chain.from_iterable(chosen["rows"]))


def working_pairs(inventory: Inventory, *, today: date | None = None) -> Ints:
    """Give the working ties on record as positions in organizations: an (m, 2) array, one row a pair, sorted.

    Their kind is a working one or not known, they are active or not known to be over, and their level is not 0.
    """
    return _find_working_pairs(inventory, inventory_day(inventory, today))


@once_an_inventory
def _find_working_pairs(inventory: Inventory, day: str) -> Ints:
    rows, low, high = _reported_pairs(inventory)
    working = _family_codes(inventory)[rows] == _WORKING
    working &= _status_codes(inventory, day)[rows] <= _ON_RECORD
    count = max(len(inventory.organizations), 1)
    found: Ints = _sort_unique(low[working] * count + high[working])
    if (inventory.relationships["level"].to_numpy(dtype=float) == 0).any():
        grouped = _group_reports(inventory, day)
        none = grouped.working & is_level_zero(inventory, grouped)
        found = found[~np.isin(found, grouped.low[none] * count + grouped.high[none])]
    pairs: Ints = np.column_stack((found // count, found % count))
    pairs.flags.writeable = False
    return pairs


def _sort_unique(keys: Ints) -> Ints:
    """Sort keys and keep each once: several times faster than ``np.unique``, which hashes."""
    ordered: Ints = np.sort(keys)
    first: Bools = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    return ordered[first]


def report_statuses(inventory: Inventory, *, today: date | None = None) -> pd.Series:
    """Give each report's status, by relationships' index: ``active``, ``on record``, ``lapsed`` or ``wanted``.

    An empty status is lapsed where ``until`` is past; else ``on record``: whether it is still active is not known.
    """
    words = np.array(STATUSES, dtype=object)[_status_codes(inventory, inventory_day(inventory, today))]
    return pd.Series(words, inventory.relationships.index, dtype="str")


def group_reports(inventory: Inventory, *, today: date | None = None) -> TieGroups:
    """Group reports into ties (see ``ties``), without ties of an organization with itself or with an unknown end."""
    return _group_reports(inventory, inventory_day(inventory, today))


def _group_reports(inventory: Inventory, day: str) -> TieGroups:
    rows, low, high = _reported_pairs(inventory)
    families = _family_codes(inventory)[rows]
    statuses = _status_codes(inventory, day)[rows]
    key = (low * len(inventory.organizations) + high) * len(_families()) + families
    # Active and on record are one tie: a report that says active answers for those that do not say.
    key = key * 4 + np.maximum(statuses, _ON_RECORD)
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    status = np.maximum(statuses, _ON_RECORD)[first]
    status[group[statuses == _ACTIVE]] = _ACTIVE
    return TieGroups(rows, group, low[first], high[first], families[first], status)


def tie_levels(inventory: Inventory, grouped: TieGroups, among: Bools | None = None) -> tuple[Floats, Floats, Floats]:
    """Work out for each tie its level by its first side, by its second, and its own; NaN where not known.

    ``among`` picks the ties to work out; the others are NaN.
    """
    levels = inventory.relationships["level"].to_numpy(dtype=float)[grouped.rows]
    told = ~np.isnan(levels) if among is None else ~np.isnan(levels) & among[grouped.group]
    rows, group = grouped.rows[told], grouped.group[told]
    reporter = _positions(inventory, "reported_by")[0][rows]
    side = np.select([reporter == grouped.low[group], reporter == grouped.high[group]], [0, 1], 2)
    slots = 3 * len(grouped.low)
    first, second, third = _latest_levels(inventory, rows, group * 3 + side, levels[told], slots).reshape(-1, 3).T
    mean = np.where(np.isnan(first), second, np.where(np.isnan(second), first, (first + second) / 2))
    return first, second, np.where(np.isnan(mean), third, mean)


def is_level_zero(inventory: Inventory, grouped: TieGroups) -> Bools:
    """Which ties come to level 0; only those with a report of 0 can, so the others are not worked out."""
    doubtful = np.zeros(len(grouped.low), dtype=bool)
    zero = inventory.relationships["level"].to_numpy(dtype=float)[grouped.rows] == 0
    doubtful[grouped.group[zero]] = True
    return tie_levels(inventory, grouped, doubtful)[2] == 0 if doubtful.any() else doubtful


def rank_ids(ids: pd.Series) -> Ints:
    """Give the place of each id among all, sorted as text."""
    rank = np.empty(len(ids), dtype=np.int64)
    rank[ids.argsort().to_numpy()] = np.arange(len(ids))
    return rank


def _reported_pairs(inventory: Inventory) -> tuple[Ints, Ints, Ints]:
    """Give the position of each report of a tie between two on record, and those of the two, low before high."""
    start, end = _positions(inventory, "from", "to")
    rows = np.flatnonzero((start >= 0) & (end >= 0) & (start != end))
    return rows, np.minimum(start, end)[rows], np.maximum(start, end)[rows]


def _positions(inventory: Inventory, *columns: str) -> Ints:
    """Give columns of relationships that name organizations as positions in organizations; -1 where none."""
    ids, reports = inventory.organizations["id"], inventory.relationships
    named = pd.concat([ids, *(reports[column] for column in columns)], ignore_index=True)
    codes, words = pd.factorize(named)
    place = np.full(len(words) + 1, -1)  # the last one answers for what is missing, whose code is -1
    place[codes[: len(ids)]] = np.arange(len(ids))
    return place[codes[len(ids) :]].reshape(len(columns), -1)


@cache
def _families() -> tuple[str, ...]:
    kinds = vocabulary("relationship_kinds")
    return ("working", *kinds.loc[kinds["working"] == "no", "word"])


def _family_codes(inventory: Inventory) -> Ints:
    """Give each report's family as a code. A kind that is not known, or not in the vocabulary, counts as working."""
    codes, kinds = pd.factorize(inventory.relationships["kind"])
    number = {family: code for code, family in enumerate(_families())}
    return np.array([*(number.get(str(kind), _WORKING) for kind in kinds), _WORKING])[codes]


def _status_codes(inventory: Inventory, day: str) -> Ints:
    reports = inventory.relationships
    codes, words = pd.factorize(reports["status"])
    number = {"active": _ACTIVE, "lapsed": _LAPSED, "wanted": _WANTED}
    status = np.array([*(number.get(str(word), _ON_RECORD) for word in words), _ON_RECORD])[codes]
    past = is_past(reports["until"], day)
    return np.where((status == _ON_RECORD) & past, _LAPSED, status)


def _latest_levels(inventory: Inventory, rows: Ints, slot: Ints, levels: Floats, count: int) -> Floats:
    """Give the highest level in each slot among the latest reports, one a kind; NaN where there is none.

    Latest by ``as_of``, else ``since``; undated reports come before dated ones and follow row order.
    """
    reports = inventory.relationships
    kinds, words = pd.factorize(reports["kind"])
    when = pd.factorize(reports["as_of"].fillna(reports["since"]), sort=True)[0][rows]
    key = slot * (len(words) + 1) + kinds[rows] + 1
    order = np.lexsort((np.where(when >= 0, levels, rows), when, key))
    last = order[np.append(np.diff(key[order]) != 0, True)] if len(order) else order
    highest = np.full(count, -np.inf)
    np.maximum.at(highest, slot[last], levels[last])
    return np.where(np.isinf(highest), np.nan, highest)


def _gather_reports(inventory: Inventory, grouped: TieGroups) -> tuple[Objects, Objects, Objects]:
    """Gather the kinds, the roles that hold the tie, and the row labels: a tuple a tie, in row order."""
    order = np.argsort(grouped.group, kind="stable")
    rows, reports = grouped.rows[order], inventory.relationships
    starts = np.searchsorted(grouped.group[order], np.arange(len(grouped.low) + 1)).tolist()
    spans = [slice(start, stop) for start, stop in pairwise(starts)]
    kinds = reports["kind"].to_numpy(dtype=object)[rows].tolist()
    held, labels = reports["held_by"].to_numpy(dtype=object)[rows].tolist(), reports.index.to_numpy()[rows].tolist()
    return (
        _cells(_known_kinds(kinds[span]) for span in spans),
        _cells(_merge_lists(held[span]) for span in spans),
        _cells(tuple(labels[span]) for span in spans),
    )


def _cells(values: Iterable[tuple[object, ...] | None]) -> Objects:
    """Lay tuples into an array, one a cell: ``np.array`` would make tuples of one length a table."""
    return np.fromiter(values, dtype=object)


def _known_kinds(kinds: list[object]) -> tuple[object, ...]:
    return tuple(dict.fromkeys(kind for kind in kinds if isinstance(kind, str) and kind != NONE))


def _merge_lists(lists: list[object]) -> tuple[object, ...] | None:
    known = [values for values in lists if isinstance(values, tuple)]
    return tuple(dict.fromkeys(value for values in known for value in values)) if known else None


def _basis(inventory: Inventory, grouped: TieGroups) -> Objects:
    """Call a tie ``institutional`` where any report does, since it outlives people; else ``personal``, if any does."""
    basis = inventory.relationships["basis"].to_numpy(dtype=object)[grouped.rows]
    words = np.full(len(grouped.low), None, dtype=object)
    for word in ("personal", "institutional"):
        words[grouped.group[basis == word]] = word
    return words


@cache
def _directed_kinds() -> frozenset[str]:
    kinds = vocabulary("relationship_kinds")
    return frozenset(kinds.loc[kinds["directed"] == "yes", "word"])


def _directed_from(inventory: Inventory, grouped: TieGroups, names: Objects) -> Objects:
    """Give the end from which every report of a directed kind runs; missing where none is, or they differ."""
    chosen = is_among(inventory.relationships, "kind", _directed_kinds())[grouped.rows]
    start = _positions(inventory, "from")[0][grouped.rows]
    group = grouped.group[chosen]
    ends = np.zeros((len(grouped.low), 2), dtype=bool)
    ends[group, (start[chosen] == grouped.high[group]).astype(int)] = True
    from_low, from_high = ends[:, 0] & ~ends[:, 1], ends[:, 1] & ~ends[:, 0]
    giver: Objects = np.where(from_low, names[grouped.low], names[grouped.high])
    giver[~(from_low | from_high)] = None
    return giver
