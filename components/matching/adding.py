"""A further file to what is there: what it would change, and the change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import count
from typing import Any, NamedTuple, get_args

import pandas as pd

from components.drafts import (
    Arrival,
    Draft,
    Link,
    RowTexts,
    find_changed_links,
    list_decided_rows,
    match_pseudonyms,
    pick_rows,
)
from components.inventory import RawTable
from components.inventory.kinds import join_list, split_list
from components.inventory.progress import (
    Progress,
    Stop,
    collector_paused,
    ignore,
    never_stop,
    progress_of_part,
    report_progress,
)
from components.inventory.schema import NOT_QUOTED, WHO_SAYS
from components.inventory.text import guard, name_key
from components.matching.changed_cells import ChangedCell, How, changed_cells, claims_of, names_organizations
from components.matching.comparing import Compared, Comparison, compared_rows

_SHOWN = ["table", "what", "column", "before", "after", "change"]
_NEW_RATER = "by a rater by name, new here"
_LABELS: dict[str, tuple[str, ...]] = {
    "inventory": ("city", "place"),
    "relationships": ("from", "to", "kind"),
    "assessments": ("element", "indicator", "issue_area"),
    "seats": ("organization", "table"),
    "participation": ("organization", "date"),
    "claims": ("row", "column"),
    "notes": ("about",),
}


@dataclass(frozen=True, eq=False)
class _Plan:
    """What adding a draft does, worked out once."""

    rows: Compared
    stands: Mapping[int, int]
    """The key here of each incoming row that is here; of one that was merged into another, that one's."""
    cells: list[ChangedCell]
    claims: list[dict[str, str]]
    here: RowTexts
    there: RowTexts

    @property
    def found(self) -> Comparison:
        return self.rows.found

    def called(self, texts: RowTexts, text: str) -> str:
        """The name of the organization that a text of one draft means by its id, there or else in the other."""
        names = self._names if texts is self.here else self._names[::-1]
        return next((each[name_key(text)] for each in names if name_key(text) in each), text)

    @cached_property
    def _names(self) -> tuple[dict[str, str], ...]:
        return _names_by_id(self.here), _names_by_id(self.there)


def _names_by_id(texts: RowTexts) -> dict[str, str]:
    rows = (key for key in texts.keys if texts.table(key) == "organizations")
    by_id = ((name_key(texts.cell(key, "id")), texts.cell(key, "name")) for key in rows)
    return {identity: name for identity, name in by_id if identity and name}


def differences(
    draft: Draft, incoming: Draft, how: How, *, stop: Stop = never_stop, progress: Progress = ignore
) -> pd.DataFrame:
    """What ``added`` would do, before it does.

    Columns: ``table``, ``what`` (the name of the row), ``column`` (missing where it is the row), ``before``, ``after``,
    ``change``: ``new row`` (one that was set aside and comes back says so in ``before``, a rating by a rater who
    comes by name and may be one of those here says so in ``after``), ``changed`` or ``not taken``
    (a cell), ``gone`` (a row that is set aside; ``after`` says where its organization stays, not listed, because rows
    still name it), ``unclear`` (a row that could be one of those in ``before``: it comes in set aside),
    ``cannot be read`` (a row that lacks what its table requires: it comes in set aside), ``same`` (a row without any
    difference).
    Cells that tell who rated are not shown. ``stop`` is asked between the steps whether to give up, and ``progress``
    told in words what is being done, with the share of it that is behind, from 0 to 1; both in the caller's thread.
    Raises ``ValueError`` for a ``how`` that is none of the three, and ``StoppedError`` where ``stop`` says so.
    """
    step = partial(report_progress, stop, progress)
    with collector_paused():
        incoming = match_pseudonyms(draft, incoming)
        plan = _plan(draft, incoming, how, step)
        step("Listing the differences.", 0.9)
        rows = [*_cell_rows(plan, draft.rows_set_aside), *_row_changes(plan, draft, incoming, how)]
        return pd.DataFrame(rows, columns=_SHOWN)


def _cell_rows(plan: _Plan, aside: Collection[int]) -> Iterator[tuple[str | None, ...]]:
    for cell in plan.cells:
        quoted = cell.column not in NOT_QUOTED
        shown = (cell.before, cell.after) if quoted else ("", "")
        yield (
            cell.table,
            _label(plan, plan.here, cell.here) + " (set aside)" * (cell.here in aside),
            cell.column,
            *shown,
            "changed" if cell.taken else "not taken",
        )
    for claim in plan.claims:
        yield "claims", f"{claim['row']}, {claim['column']}", None, "", claim["value"], "new row"


def _row_changes(plan: _Plan, draft: Draft, incoming: Draft, how: How) -> Iterator[tuple[str | None, ...]]:
    here, there, found = plan.here, plan.there, plan.found
    back = _taken_back(draft, incoming, found, how)
    lacking = {problem.key for problem in incoming.reading.problems if problem.rule == "required cell missing"}
    raters = set() if how == "replace" else _new_raters(draft, incoming)
    for key in (*found.new, *(found.unclear if how == "replace" else ())):
        change = "cannot be read" if key in lacking else "new row"
        by_name = _NEW_RATER if there.table(key) == "assessments" and there.cell(key, "rater") in raters else ""
        yield there.table(key), _label(plan, there, key), None, "", by_name, change
    for key, several in found.unclear.items() if how != "replace" else ():
        yield (
            there.table(key),
            _label(plan, there, key),
            None,
            " or ".join(f"{_label(plan, here, one)} (row {here.row_number(one)})" for one in several),
            "",
            "unclear",
        )
    naming = _naming(plan, draft, incoming) if how == "replace" else {}
    for key in found.gone if how == "replace" else ():
        rows = _counted(naming.get(key, 0), "row names it", "rows name it")
        stays = f"{rows}: it stays, as not listed" if key in naming else ""
        yield here.table(key), _label(plan, here, key), None, "", stays, "gone"
    told = {cell.here for cell in plan.cells}
    for key in found.same.values():
        if key in back:
            yield here.table(key), _label(plan, here, key), None, "set aside", "", "new row"
        elif key not in told:
            yield here.table(key), _label(plan, here, key), None, "", "", "same"


def _new_raters(draft: Draft, incoming: Draft) -> set[str]:
    """The pseudonyms of those who come in by name and are nobody who came by name here, where there are raters of whom
    only the pseudonym is known: any of these may be one of those."""
    known = set(draft.pseudonyms.values())
    others = set(draft.inventory.assessments["rater"].dropna()) - known
    return set(incoming.pseudonyms.values()) - known if others else set()


def _naming(plan: _Plan, draft: Draft, incoming: Draft) -> Counter[Hashable]:
    """How many rows name an organization where a file takes the place of its tables, by what stands for it."""
    replaced = {raw.table for raw in incoming.text_tables if raw.columns}
    kept = [(rows, draft.rows_set_aside) for table, rows in plan.rows.known.items() if table not in replaced]
    count: Counter[Hashable] = Counter()
    for rows, aside in (*kept, *((rows, incoming.rows_set_aside) for rows in plan.rows.coming.values())):
        columns = [rows.column(name) for name in rows.cells if _makes_players(rows.table, name)]
        for key, *cells in zip(rows.keys, *columns, strict=True) if columns else ():
            if key not in aside:
                count.update({each for cell in cells for each in (cell if isinstance(cell, frozenset) else [cell])})
    return count


def _makes_players(table: str, name: str) -> bool:
    """Whether what a column names is an organization of the inventory, listed or not."""
    return names_organizations(table, name) and name not in WHO_SAYS


def _label(plan: _Plan, texts: RowTexts, key: int) -> str:
    """What a row is called, as it is written; organizations by their names."""
    table = texts.table(key)
    cells = [
        plan.called(texts, text) if names_organizations(table, name) else text
        for name in _LABELS.get(table, ("name",))
        if (text := texts.cell(key, name))
    ]
    return ", ".join(cells) or f"row {texts.row_number(key)}"


def differences_in_words(differences: pd.DataFrame) -> str:
    """The differences counted, in a sentence or two; before them, where it is so, that they are of two cities."""
    counts = Counter(differences["change"])
    cells = differences[differences["change"] == "changed"]
    rows = len(cells[["table", "what"]].drop_duplicates())
    still = int(((differences["change"] == "gone") & (differences["after"] != "")).sum())
    said = [
        _counted(counts["new row"], "row is new", "rows are new"),
        _counted(counts["changed"], "cell changes", "cells change")
        + (f" in {_counted(rows, 'row', 'rows')}" * (rows > 0)),
        _counted(counts["not taken"], "cell differs and is not taken", "cells differ and are not taken"),
        _counted(
            counts["gone"], "row is no longer there and is set aside", "rows are no longer there and are set aside"
        )
        + (
            f", of which {still:,} that rows still name {'stays' if still == 1 else 'stay'}, as not listed"
            * (still > 0)
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
    counted = "; ".join(told).capitalize() + "." if told else "There is nothing to add."
    return f"{_two_cities(differences)}{counted}{_raters_by_name(differences)}"


def _two_cities(differences: pd.DataFrame) -> str:
    """A sentence where the row of what comes in names another city than the row here does."""
    cities = differences.query("table == 'inventory' and column == 'city'")
    for before, after in zip(cities["before"], cities["after"], strict=True):
        if before and after and name_key(before) != name_key(after):
            return f"The inventory is of {before}, and what comes in is of {after}. "
    return ""


def _raters_by_name(differences: pd.DataFrame) -> str:
    """A sentence where raters come in by name who may be those here that only have a pseudonym."""
    ratings = int((differences["after"] == _NEW_RATER).sum())
    if not ratings:
        return ""
    come = f" Ratings by name come in as new raters: {_counted(ratings, 'rating', 'ratings')}. "
    unknown = "No names are kept, so nothing tells which of the raters here they may be; "
    return f"{come}{unknown}“Replace” has them in the place of the ratings here."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def added(draft: Draft, incoming: Draft, how: How, *, stop: Stop = never_stop, progress: Progress = ignore) -> Draft:
    """The draft with what another brings. Rows keep the file, sheet and row that they came from.

    ``add``: rows that are new come in; rows that are here stay as they are. ``update``: rows that are here also get the
    incoming cells, but for those that say what they said when they came before. An empty cell or one that can't be read
    empties none; a list takes the place of a list (of one that came before, what changed in it is taken), except that
    aliases and former names unite, and sources are joined. Where both rows name a source, and not the same, what the
    cell held is kept as a claim of its source. ``replace``: the tables of the incoming file take the place of those
    here: rows that it lacks are set aside, and cells that it leaves empty are empty; tables that it lacks stay.

    A row's id stays in each case, and whatever names an organization still means the one that it meant. A row that a
    person set aside stays so, unless ``replace`` brings it again. Rows that could be one of several here come in set
    aside. An organization whose row is gone or set aside, and that rows still name, stays as one that is not listed.
    ``stop``, ``progress`` and what is raised are as for ``differences``.
    """
    step = partial(report_progress, stop, progress)
    with collector_paused():
        return _added(draft, incoming, how, step)


def _added(draft: Draft, incoming: Draft, how: How, step: Progress) -> Draft:
    incoming = match_pseudonyms(draft, incoming)
    plan = _plan(draft, incoming, how, lambda words, share: step(words, 0.6 * share))
    step("Taking the rows in.", 0.55)
    result = _with_cells(_with_reasons(draft, incoming, plan), plan)
    result, keys = _with_new(result, incoming, plan, how)
    result = result.with_claims(plan.claims)
    if how == "replace":
        result = _replaced(result, plan.found.gone, _taken_back(draft, incoming, plan.found, how))
    result = _with_said(result, draft, incoming, keys)
    if result.text_tables == draft.text_tables and result.rows_set_aside == draft.rows_set_aside:
        return result if _has_come(draft, incoming, plan) else _remembering(result, incoming, plan, keys, how)
    result = result.check(progress=progress_of_part(step, 0.6, 0.9))
    step("Checking what names an organization.", 0.9)
    result = _meaning_the_same(result, draft, incoming, plan, keys)
    return _remembering(result, incoming, plan, keys, how)


def _replaced(draft: Draft, gone: Collection[int], back: Collection[int]) -> Draft:
    if not (gone or back):
        return draft
    result = draft.with_rows_set_aside((draft.rows_set_aside | set(gone)) - set(back))
    return result.with_fields(rows_replaced=result.rows_replaced.union(gone))


def _has_come(draft: Draft, incoming: Draft, plan: _Plan) -> bool:
    """Whether files of all these names came before, text for text."""
    if not plan.rows.just_so.keys() >= set(plan.there.keys):
        return False
    before = {file for came in draft.arrivals for file in came.files} | {raw.file for raw in draft.text_tables}
    return all(raw.file in before for raw in incoming.text_tables)


def _remembering(draft: Draft, incoming: Draft, plan: _Plan, keys: Mapping[int, int], how: How) -> Draft:
    """The draft that knows what came in, but for rows that say what was not taken and may still be."""
    left = {cell.there for cell in plan.cells if how == "add" and not cell.taken}
    places = {key: one for key, one in {**plan.found.same, **keys}.items() if key not in left}
    pairs = ((places.get(key), places.get(one)) for key, one in incoming.reading.twins.items())
    twins = {key: one for key, one in pairs if key is not None and one is not None and key != one}
    draft, came = draft.with_fields(), Arrival(incoming.copy_as_it_came(), places, frozenset(keys.values()))
    return replace(draft, arrivals=(*draft.arrivals, came), kept_once={**draft.kept_once, **twins})


def _plan(draft: Draft, incoming: Draft, how: How, step: Progress) -> _Plan:
    if how not in get_args(How):
        raise ValueError(f"how is add, update or replace, not {how!r}.")
    here, there = RowTexts(draft.text_tables), RowTexts(incoming.text_tables)
    rows = compared_rows(draft, incoming, here, there, step, replacing=how == "replace")
    step("Comparing the cells.", 0.8)
    same = rows.found.same
    # What was merged comes apart again where a file takes its place.
    stands = same if how == "replace" else {key: draft.find_row_standing_for(one) for key, one in same.items()}
    cells = changed_cells(rows, stands, how, here, there, incoming.rows_set_aside)
    claims = claims_of(rows.known, cells, here, there) if how == "update" else []
    return _Plan(rows, stands, cells, claims, here, there)


def _taken_back(draft: Draft, incoming: Draft, found: Comparison, how: How) -> set[int]:
    if how != "replace":
        return set()
    return {
        one for other, one in found.same.items() if one in draft.rows_set_aside and other not in incoming.rows_set_aside
    }


# The change


def _with_cells(draft: Draft, plan: _Plan) -> Draft:
    changes: dict[int, dict[str, str]] = {}
    for cell in plan.cells:
        if cell.taken:
            text = plan.here.as_written(cell.here, cell.after)
            changes.setdefault(cell.here, {})[cell.column] = text
    for table in ("organizations", "initiatives"):
        for key, identity in zip(plan.rows.known[table].keys, plan.rows.known[table].ids, strict=True):
            # An id that was made from the name must outlive the name.
            if key in changes and "name" in changes[key]:
                changes[key]["id"] = identity
    return draft.with_texts(changes)


def _with_reasons(draft: Draft, incoming: Draft, plan: _Plan) -> Draft:
    """The draft whose tables know why columns that tell of people are kept, where they get cells of such a column."""
    reasons = {(raw.table, name): reason for raw in incoming.text_tables for name, reason in raw.of_people.items()}
    given = [cell for cell in plan.cells if cell.taken and (cell.table, cell.column) in reasons]
    if not given:
        return draft
    raws = []
    for raw in draft.text_tables:
        keys = set(raw.keys or ())
        more = {cell.column: reasons[cell.table, cell.column] for cell in given if cell.here in keys}
        raws.append(replace(raw, of_people=more | {**raw.of_people}) if more else raw)
    return draft.with_fields(text_tables=tuple(raws))


def _with_new(draft: Draft, incoming: Draft, plan: _Plan, how: How) -> tuple[Draft, dict[int, int]]:
    """The draft with the rows that are not here, and the keys that these have here."""
    wanted = {*plan.found.new, *plan.found.unclear}
    ids = _ids(plan, how)
    keys: dict[int, int] = {}
    raws = []
    for raw in incoming.text_tables:
        positions = [position for position, key in enumerate(raw.keys or ()) if key in wanted]
        if not positions:
            continue
        start = draft.next_key + len(keys)
        some = pick_rows(raw, positions)
        keys |= dict(zip(some.keys or (), range(start, start + len(positions)), strict=True))
        raws.append(_with_ids(replace(some, keys=range(start, start + len(positions))), ids))
    if not raws:
        return draft, {}
    aside = {
        keys[key] for key in keys if key in incoming.rows_set_aside or (key in plan.found.unclear and how != "replace")
    }
    return draft.with_fields(text_tables=(*draft.text_tables, *raws), rows_set_aside=draft.rows_set_aside | aside), keys


class _Ids(NamedTuple):
    """What the ids of incoming rows become here, as ``name_key`` has them."""

    own: dict[tuple[str, str], str]
    """By table and id, those of new rows whose id another row has here."""
    named: dict[str, str]
    """What to write for an organization where other rows name it by its id."""


def _ids(plan: _Plan, how: How) -> _Ids:
    own: dict[tuple[str, str], str] = {}
    named: dict[str, str] = {}
    for table in ("organizations", "initiatives"):
        known, coming = plan.rows.known[table], plan.rows.coming[table]
        here, at = {name_key(identity) for identity in known.ids}, dict(zip(known.keys, known.ids, strict=True))
        taken = here | {name_key(identity) for identity in coming.ids}
        for key, identity, given, name in zip(
            coming.keys, coming.ids, coming.column("id"), coming.column("name"), strict=True
        ):
            text, becomes = name_key(identity), identity
            if key is not None and key in plan.stands:
                becomes = at.get(plan.stands[key], identity)
            elif key is not None and given and text in here:
                becomes = own[table, text] = _free(identity, taken)
                taken.add(name_key(becomes))
            if key in plan.found.unclear and how != "replace":
                becomes = str(name)
            if table == "organizations" and becomes != identity:
                named[text] = becomes
    return _Ids(own, named)


def _with_ids(raw: RawTable, ids: _Ids) -> RawTable:
    """New rows that no id takes for others: neither their own nor those by which they name organizations."""
    columns = dict(raw.columns)
    if "id" in columns:
        columns["id"] = [ids.own.get((raw.table, name_key(text)), text) for text in columns["id"]]
    for name in columns:
        if ids.named and names_organizations(raw.table, name):
            columns[name] = [_with_named(text, ids.named) for text in columns[name]]
    return replace(raw, columns=columns)


def _with_named(text: str, named: Mapping[str, str]) -> str:
    values = split_list(text) or ()
    if not any(name_key(value) in named for value in values):
        return text
    return guard(join_list(tuple(named.get(name_key(value), value) for value in values)))


def _free(identity: str, taken: set[str]) -> str:
    return next(text for number in count(2) if name_key(text := f"{identity}-{number}") not in taken)


def _with_said(result: Draft, draft: Draft, incoming: Draft, keys: Mapping[int, int]) -> Draft:
    """The result with what reading the file said, and with what was decided about it."""
    listed = any(raw.table == "organizations" for raw in result.text_tables)
    said = [
        problem if problem.key is None else replace(problem, key=keys.get(problem.key))
        for problem in incoming.reading_problems
        if not (listed and problem.rule == "organizations table missing")
    ]
    # What was decided here is listed as that, also where a package that was taken along comes back.
    here = set(list_decided_rows(draft)) if incoming.decided_earlier else set()
    fields: dict[str, Any] = {
        "reading_problems": result.reading_problems
        + tuple(problem for problem in said if problem not in result.reading_problems),
        "unread_sheets": tuple(dict.fromkeys([*result.unread_sheets, *incoming.unread_sheets])),
        "pseudonyms": {**result.pseudonyms, **incoming.pseudonyms},
        "not_the_same": result.not_the_same | incoming.not_the_same,
        "decided_earlier": tuple(
            dict.fromkeys([*result.decided_earlier, *(row for row in incoming.decided_earlier if row not in here)])
        ),
    }
    same = all(getattr(result, name) == known for name, known in fields.items())
    return result if same else replace(result, **fields)


# What names an organization


def _meaning_the_same(result: Draft, draft: Draft, incoming: Draft, plan: _Plan, keys: Mapping[int, int]) -> Draft:
    """The result, with the id wherever a text would name another organization than the one that it named."""
    moved = {**plan.stands, **keys}
    taken, new = {(cell.here, cell.column) for cell in plan.cells if cell.taken}, set(keys.values())

    def is_theirs(cell: Link) -> bool:
        return cell.key in new or (cell.key, cell.column) in taken

    ours = find_changed_links(draft, result, lambda key: key)
    theirs = find_changed_links(incoming, result, moved.get)
    return result.with_links(
        [*(cell for cell in ours if not is_theirs(cell)), *(cell for cell in theirs if is_theirs(cell))]
    )
