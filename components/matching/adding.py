"""Add a further file to a draft: its rows come in, and each cell that names an organization goes on naming the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any, NamedTuple

from components.drafts import Draft, list_decided_rows
from components.inventory import TextTable
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
from components.inventory.text import guard, name_key
from components.matching.changed_cells import How
from components.matching.compared_rows import names_organizations
from components.matching.plan import Plan, make_plan


def add_file(draft: Draft, incoming: Draft, how: How, *, stop: Stop = never_stop, progress: Progress = ignore) -> Draft:
    """Add what an incoming draft brings to a draft, and give the new draft. Rows keep the file, sheet and row that they
    came from.

    ``add``: new rows come in, and rows that are here stay as they are. ``update``: rows that are here also get the
    incoming cells, except those that are unchanged since they came before. An incoming cell that is empty or can't be
    read empties no cell. A list replaces the list here; where it came before, only its changes are taken. Aliases and
    former names are united instead, and sources joined. Where the two rows name different sources, the old value is
    kept as a claim of its source. ``replace``: the tables of the incoming file take the place of those here. Rows that
    it lacks are set aside, and cells that it leaves empty become empty. Tables that it lacks stay.

    In each case a row keeps its id, and each cell that names an organization goes on naming the same one. A row that a
    person set aside stays set aside, unless ``replace`` brings it again. A row that could be one of several here comes
    in set aside. An organization whose row is set aside, and that other rows still name, stays as one that is not
    listed. ``stop``, ``progress`` and what is raised are as for ``compare_with_file``.
    """
    step = partial(report_progress, stop, progress)
    with collector_paused():
        incoming = incoming.with_pseudonyms_of(draft)
        plan = make_plan(draft, incoming, how, progress_of_part(step, 0.0, 0.6))
        step("Taking the rows in.", 0.55)
        return _carry_out(plan, draft, incoming, step)


def _carry_out(plan: Plan, draft: Draft, incoming: Draft, step: Progress) -> Draft:
    result = _with_changed_cells(_with_reasons(draft, incoming, plan), plan)
    result, keys = _with_new_rows(result, incoming, plan)
    result = result.with_new_rows("claims", plan.claims)
    gone = set(plan.rows.gone) if plan.how == "replace" else set()
    if gone or plan.taken_back:
        result = result.with_rows_set_aside((result.rows_set_aside | gone) - plan.taken_back)
        result = result.with_fields(rows_replaced=result.rows_replaced | gone)
    result = _with_what_reading_found(result, draft, incoming, keys)
    if result.text_tables == draft.text_tables and result.rows_set_aside == draft.rows_set_aside:
        return result if _has_come_before(draft, incoming, plan) else _with_arrival(result, incoming, plan, keys)
    result = result.check(progress=progress_of_part(step, 0.6, 0.9))
    step("Checking what names an organization.", 0.9)
    return _with_arrival(_with_links_kept(result, draft, incoming, plan, keys), incoming, plan, keys)


def _has_come_before(draft: Draft, incoming: Draft, plan: Plan) -> bool:
    """Whether files of all these names came before, with the same texts."""
    if not plan.rows.unchanged.keys() >= set(plan.rows.there.keys):
        return False
    before = {file for arrival in draft.arrivals for file in arrival.files}
    before |= {table.file for table in draft.text_tables}
    return all(table.file in before for table in incoming.text_tables)


def _with_arrival(draft: Draft, incoming: Draft, plan: Plan, keys: Mapping[int, int]) -> Draft:
    # A row with a cell that was not taken now may be taken when it comes again, so it does not count as having come.
    not_taken = {cell.there for cell in plan.cells if plan.how == "add" and not cell.is_taken}
    keys_here = {key: own for key, own in {**plan.rows.same, **keys}.items() if key not in not_taken}
    return draft.with_arrival(incoming, keys_here, keys.values())


# Rows and cells


def _with_changed_cells(draft: Draft, plan: Plan) -> Draft:
    changes: dict[int, dict[str, str]] = {}
    for cell in plan.cells:
        if cell.is_taken:
            text = plan.rows.here.as_written(cell.here, cell.after)
            changes.setdefault(cell.here, {})[cell.column] = text
    for table in (plan.rows.here_tables[name] for name in ("organizations", "initiatives")):
        for key, identity in zip(table.keys, table.ids, strict=True):
            # An id that was made from the name must stay when the name changes.
            if isinstance(key, int) and "name" in changes.get(key, {}):
                changes[key]["id"] = identity
    return draft.with_texts(changes)


def _with_reasons(draft: Draft, incoming: Draft, plan: Plan) -> Draft:
    """Give the tables that get cells of a column about people the reason for which that column is kept."""
    reasons = {
        (table.table, name): reason for table in incoming.text_tables for name, reason in table.of_people.items()
    }
    taken = [cell for cell in plan.cells if cell.is_taken and (cell.table, cell.column) in reasons]
    if not taken:
        return draft
    tables = []
    for table in draft.text_tables:
        keys = set(table.keys or ())
        more = {cell.column: reasons[cell.table, cell.column] for cell in taken if cell.here in keys}
        tables.append(replace(table, of_people=more | {**table.of_people}) if more else table)
    return draft.with_fields(text_tables=tuple(tables))


def _with_new_rows(draft: Draft, incoming: Draft, plan: Plan) -> tuple[Draft, dict[int, int]]:
    """Take in the rows that are not here, and give the draft and the keys that they get here."""
    wanted, ids = {*plan.rows.new, *plan.rows.unclear}, _choose_ids(plan)
    keys: dict[int, int] = {}
    tables = []
    for table in incoming.pick_tables(wanted):
        start = draft.next_key + len(keys)
        new_keys = range(start, start + len(table.rows))
        keys |= dict(zip(table.keys or (), new_keys, strict=True))
        tables.append(_with_ids(replace(table, keys=new_keys), ids))
    if not tables:
        return draft, {}
    aside = incoming.rows_set_aside.union(plan.rows.unclear if plan.how != "replace" else ())
    aside_here = draft.rows_set_aside.union(keys[key] for key in keys if key in aside)
    return draft.with_fields(text_tables=(*draft.text_tables, *tables), rows_set_aside=aside_here), keys


class _Ids(NamedTuple):
    """What becomes of the ids of incoming rows. The ids are compared as ``name_key`` writes them."""

    new: dict[tuple[str, str], str]
    """By table and id, the new ids of incoming rows whose id belongs to another row here."""
    references: dict[str, str]
    """By the id of an incoming organization, what other rows must write to name it here."""


def _choose_ids(plan: Plan) -> _Ids:
    ids = _Ids({}, {})
    for table in ("organizations", "initiatives"):
        known, coming = plan.rows.here_tables[table], plan.rows.there_tables[table]
        here, id_of = {name_key(identity) for identity in known.ids}, dict(zip(known.keys, known.ids, strict=True))
        used = here | {name_key(identity) for identity in coming.ids}
        columns = coming.column("id"), coming.column("name")
        for key, identity, given, name in zip(coming.keys, coming.ids, *columns, strict=True):
            text, new_id = name_key(identity), identity
            if isinstance(key, int) and key in plan.stands_for:
                new_id = id_of.get(plan.stands_for[key], identity)
            elif isinstance(key, int) and given and text in here:
                new_id = ids.new[table, text] = _find_free_id(identity, used)
                used.add(name_key(new_id))
            if key in plan.rows.unclear and plan.how != "replace":
                new_id = str(name)
            if table == "organizations" and new_id != identity:
                ids.references[text] = new_id
    return ids


def _find_free_id(identity: str, used: set[str]) -> str:
    return next(text for number in count(2) if name_key(text := f"{identity}-{number}") not in used)


def _with_ids(table: TextTable, ids: _Ids) -> TextTable:
    """Write the ids that new rows get here, both their own and those by which they name organizations."""
    columns = dict(table.columns)
    if "id" in columns:
        columns["id"] = [ids.new.get((table.table, name_key(text)), text) for text in columns["id"]]
    for name in columns:
        if ids.references and names_organizations(table.table, name):
            columns[name] = [_with_references(text, ids.references) for text in columns[name]]
    return replace(table, columns=columns)


def _with_references(text: str, references: Mapping[str, str]) -> str:
    values = split_list(text) or ()
    if not any(name_key(value) in references for value in values):
        return text
    return guard(join_list(tuple(references.get(name_key(value), value) for value in values)))


# What else the file brings


def _with_what_reading_found(result: Draft, draft: Draft, incoming: Draft, keys: Mapping[int, int]) -> Draft:
    """Add what was found when the file was read, and what was decided about it before, and give the new draft."""
    is_listed = any(table.table == "organizations" for table in result.text_tables)
    problems = [
        each if each.key is None else replace(each, key=keys.get(each.key))
        for each in incoming.reading_problems
        if not (is_listed and each.rule == "organizations table missing")
    ]
    # Where a package comes back, what was decided here is not listed again as decided earlier.
    here = set(list_decided_rows(draft)) if incoming.decided_earlier else set()
    decided = [row for row in incoming.decided_earlier if row not in here]
    fields: dict[str, Any] = {
        "reading_problems": result.reading_problems
        + tuple(each for each in problems if each not in result.reading_problems),
        "unread_sheets": tuple(dict.fromkeys([*result.unread_sheets, *incoming.unread_sheets])),
        "pseudonyms": {**result.pseudonyms, **incoming.pseudonyms},
        "not_the_same": result.not_the_same | incoming.not_the_same,
        "decided_earlier": tuple(dict.fromkeys([*result.decided_earlier, *decided])),
    }
    is_same = all(getattr(result, name) == known for name, known in fields.items())
    return result if is_same else replace(result, **fields)


def _with_links_kept(result: Draft, draft: Draft, incoming: Draft, plan: Plan, keys: Mapping[int, int]) -> Draft:
    """Write ids into cells that would now name another organization than before, and give the new draft."""
    taken, new = {(cell.here, cell.column) for cell in plan.cells if cell.is_taken}, set(keys.values())

    def is_incoming(key: int, column: str) -> bool:
        return key in new or (key, column) in taken

    ours = result.find_changed_links(draft, lambda key: key)
    theirs = result.find_changed_links(incoming, {**plan.stands_for, **keys}.get)
    links = [link for link in ours if not is_incoming(link.key, link.column)]
    return result.with_links([*links, *(link for link in theirs if is_incoming(link.key, link.column))])
