"""What a further file would change in a draft, and adding it, so that cells name the organizations that they named."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

import pandas as pd

from components.collector import collector_paused
from components.drafts import Draft, list_decided_rows
from components.inventory.kinds import join_list, split_list
from components.inventory.progress import Progress, ignore
from components.inventory.schema import NOT_QUOTED, REPORTER_COLUMNS, columns_of
from components.inventory.text import guard, name_key
from components.matching.compared_rows import Key, RowLabels, names_organizations
from components.matching.plan import How, Plan, make_plan

_COLUMNS = ["table", "what", "column", "before", "after", "change"]
_Row = tuple[str, str, str | None, str, str, str]
NEW_RATER = "rater named in the file, new here"
"""What ``after`` says of a rating whose rater is named in the file, and may be one known here only by a pseudonym."""


def add_file(draft: Draft, incoming: Draft, how: How, *, progress: Progress = ignore) -> Draft:
    """Add what an incoming draft brings to a draft, and give the new draft.

    ``add``: new rows come in, and rows that are here stay as they are. ``update``: rows that are here also get the
    incoming cells, as docs/reading.md says under "A file brought again"; old values from another source become claims.
    ``replace``: the tables of the incoming file take the place of those here. In each case a row keeps its id, and each
    cell that names an organization goes on naming the same one. A row that a person set aside stays so, unless
    ``replace`` brings it again; a row that could be one of several here comes in set aside.

    ``progress`` is called between the steps. Raises ``ValueError`` for a ``how`` that is none of the three.
    """
    with collector_paused():
        incoming = incoming.with_pseudonyms_of(draft)
        plan = make_plan(draft, incoming, how, lambda words, share: progress(words, 0.6 * share))
        progress("Taking the rows in.", 0.55)
        return _carry_out_plan(plan, draft, incoming, progress)


def _carry_out_plan(plan: Plan, draft: Draft, incoming: Draft, step: Progress) -> Draft:
    result = _with_changed_cells(draft, incoming, plan)
    result, keys = _with_new_rows(result, incoming, plan)
    result = result.with_new_rows("claims", plan.claims)
    gone = set(plan.rows.gone) if plan.how == "replace" else set()
    if gone or plan.taken_back:
        result = result.with_rows_set_aside((result.rows_set_aside | gone) - plan.taken_back)
        result = result.with_fields(rows_replaced=result.rows_replaced | gone)
    result = _with_what_reading_found(result, draft, incoming, keys)
    if result.text_tables != draft.text_tables or result.rows_set_aside != draft.rows_set_aside:
        result = result.check(progress=lambda words, share: step(words, 0.6 + 0.3 * share))
        step("Checking what names an organization.", 0.9)
        result = _with_links_kept(result, draft, incoming, plan, keys)
    # with_fields notes what the first files brought; has_brought looks for the same file with the same texts.
    elif all(any(each.has_brought(table) for each in draft.with_fields().arrivals) for table in incoming.text_tables):
        return result
    # A cell that was not taken now may be taken when its row comes again, so the row does not count as having come.
    not_taken = {cell.there for cell in plan.cells if plan.how == "add" and not cell.is_taken}
    keys_here = {key: own for key, own in {**plan.rows.same, **keys}.items() if key not in not_taken}
    return result.with_arrival(incoming, keys_here, keys.values())


def _with_changed_cells(draft: Draft, incoming: Draft, plan: Plan) -> Draft:
    changes: dict[int, dict[str, str]] = {}
    for cell in plan.cells:
        if cell.is_taken:
            text = plan.rows.here.as_written(cell.here, cell.after)
            changes.setdefault(cell.here, {})[cell.column] = text
            # An id that was made from the name must stay when the name changes.
            if cell.column == "name" and cell.here in (ids := plan.rows.here_tables[cell.table].ids):
                changes[cell.here]["id"] = ids[cell.here]
    # A column about people that comes in brings along the reason why it was kept.
    tables = []
    for table in draft.text_tables if changes else ():
        taken = {name for key in table.keys or () for name in changes.get(key, ())}
        reasons = {name: text for name, text in incoming.people_columns(table.table).items() if name in taken}
        tables.append(replace(table, of_people=reasons | {**table.of_people}) if reasons else table)
    return draft.with_fields(text_tables=tuple(tables)).with_texts(changes) if changes else draft


def _with_new_rows(draft: Draft, incoming: Draft, plan: Plan) -> tuple[Draft, dict[int, int]]:
    """Take in the rows that are not here, and give the draft and the keys that they get here."""
    wanted, (new_ids, references) = {*plan.rows.new, *plan.rows.unclear}, _choose_ids(plan)
    keys: dict[int, int] = {}
    tables = []
    for table in incoming.pick_tables(wanted):
        old_keys, start = table.keys or (), draft.next_key + len(keys)
        keys |= dict(zip(old_keys, range(start, start + len(old_keys)), strict=True))
        columns = {
            name: [_with_references(text, references) for text in texts]
            if references and names_organizations(table.table, name)
            else texts
            for name, texts in table.columns.items()
        }
        if "id" in columns:
            columns["id"] = [new_ids.get(key, text) for key, text in zip(old_keys, columns["id"], strict=True)]
        tables.append(replace(table, columns=columns, keys=[keys[key] for key in old_keys]))
    if not keys:
        return draft, {}
    aside = incoming.rows_set_aside.union(plan.rows.unclear if plan.how != "replace" else ())
    aside_here = draft.rows_set_aside.union(keys[key] for key in keys if key in aside)
    return draft.with_fields(text_tables=(*draft.text_tables, *tables), rows_set_aside=aside_here), keys


def _choose_ids(plan: Plan) -> tuple[dict[Key, str], dict[str, str]]:
    """Choose new ids for the new rows whose id belongs to another row here, and give them by key. Also give the id that
    each incoming organization has here, where it is another, by ``name_key`` of the id in the file."""
    new_ids, references = dict[Key, str](), dict[str, str]()
    for table in ("organizations", "initiatives"):
        known, coming = plan.rows.here_tables[table], plan.rows.there_tables[table]
        here = set(map(name_key, known.ids.values()))
        used = here | set(map(name_key, coming.ids.values()))
        for key, identity in coming.ids.items():
            new_id = known.ids.get(plan.stands_for.get(key, -1), identity) if isinstance(key, int) else identity
            is_new = isinstance(key, int) and key not in plan.stands_for and coming.rows[key].get("id")
            if is_new and name_key(identity) in here:
                new_id = new_ids[key] = next(
                    text for number in count(2) if name_key(text := f"{identity}-{number}") not in used
                )
                used.add(name_key(new_id))
            if table == "organizations" and new_id != identity:
                references[name_key(identity)] = new_id
    return new_ids, references


def _with_references(text: str, references: Mapping[str, str]) -> str:
    values = split_list(text) or ()
    if not any(name_key(value) in references for value in values):
        return text
    return guard(join_list(tuple(references.get(name_key(value), value) for value in values)))


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
    problems = [each for each in problems if each not in result.reading_problems]
    fields: dict[str, Any] = {
        "reading_problems": (*result.reading_problems, *problems),
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


# What it would change


def compare_with_file(draft: Draft, incoming: Draft, how: How, *, progress: Progress = ignore) -> pd.DataFrame:
    """Compare a draft with an incoming one, and give what ``add_file`` would do, before it does.

    Columns: ``table``, ``what`` (the label of the row), ``column`` (missing where a line is about the whole row),
    ``before``, ``after``, ``change``: ``new row`` (``before`` says where it was set aside and comes back, ``after``
    holds ``NEW_RATER`` where its rater may be one of those here), ``changed`` or ``not taken`` (a cell), ``gone`` (a
    row that is set aside; ``after`` says where its organization stays as not listed), ``unclear`` (a row that could be
    one of those in ``before``) or ``cannot be read`` (it lacks what its table requires), which come in set aside, and
    ``same``. Cells that say who rated are not shown.

    ``progress`` and what is raised are as for ``add_file``.
    """
    with collector_paused():
        incoming = incoming.with_pseudonyms_of(draft)
        plan = make_plan(draft, incoming, how, progress)
        progress("Listing the differences.", 0.9)
        return pd.DataFrame(_Differences(draft, incoming, plan).list_rows(), columns=_COLUMNS)


class _Differences:
    """Lists what a plan changes, as rows of the table that ``compare_with_file`` gives."""

    def __init__(self, draft: Draft, incoming: Draft, plan: Plan) -> None:
        self.draft, self.incoming, self.plan = draft, incoming, plan
        self.here, self.there = plan.rows.here, plan.rows.there
        labels = RowLabels(self.here, self.there), RowLabels(self.there, self.here)
        self.label_here, self.label_there = (each.label for each in labels)

    def list_rows(self) -> list[_Row]:
        changed = [*self._list_changed_cells(), *self._list_new_claims()]
        rows = [*self._list_new_rows(), *self._list_unclear_rows(), *self._list_gone_rows(), *self._list_same_rows()]
        return changed + rows

    def _list_changed_cells(self) -> Iterator[_Row]:
        for cell in self.plan.cells:
            what = self.label_here(cell.here)
            what += " (set aside)" if cell.here in self.draft.rows_set_aside else ""
            texts = ("", "") if cell.column in NOT_QUOTED else (cell.before, cell.after)
            yield cell.table, what, cell.column, *texts, "changed" if cell.is_taken else "not taken"

    def _list_new_claims(self) -> Iterator[_Row]:
        for claim in self.plan.claims:
            yield "claims", f"{claim['row']}, {claim['column']}", None, "", claim["value"], "new row"

    def _list_new_rows(self) -> Iterator[_Row]:
        rows = self.plan.rows
        lacking = {each.key for each in self.incoming.reading.problems if each.rule == "required cell missing"}
        raters = self._find_new_raters()
        for key in (*rows.new, *(rows.unclear if self.plan.how == "replace" else ())):
            table = self.there.table(key)
            by_name = table == "assessments" and self.there.cell(key, "rater") in raters
            change = "cannot be read" if key in lacking else "new row"
            yield table, self.label_there(key), None, "", NEW_RATER if by_name else "", change

    def _find_new_raters(self) -> set[str]:
        """Find the raters named in the file who may be raters here that are known only by a pseudonym.

        Where there are such raters here, any rater may be one of them whom no earlier file named. Gives pseudonyms.
        """
        known = set(self.draft.pseudonyms.values())
        others = set(self.draft.inventory.assessments["rater"].dropna()) - known
        return set(self.incoming.pseudonyms.values()) - known if others and self.plan.how != "replace" else set()

    def _list_unclear_rows(self) -> Iterator[_Row]:
        for key, several in self.plan.rows.unclear.items() if self.plan.how != "replace" else ():
            rows = (f"{self.label_here(one)} (row {self.here.place(one).row})" for one in several)
            yield self.there.table(key), self.label_there(key), None, " or ".join(rows), "", "unclear"

    def _list_gone_rows(self) -> Iterator[_Row]:
        named = self._find_named_organizations() if self.plan.how == "replace" else set()
        for key in self.plan.rows.gone if self.plan.how == "replace" else ():
            stays = "rows name it: it stays, as not listed" if key in named else ""
            yield self.here.table(key), self.label_here(key), None, "", stays, "gone"

    def _find_named_organizations(self) -> set[Hashable]:
        """Find the organizations that rows name once the tables of the file have replaced those here."""
        rows, replaced = self.plan.rows, {table.table for table in self.incoming.text_tables if table.columns}
        kept = [(each, self.draft.rows_set_aside) for name, each in rows.here_tables.items() if name not in replaced]
        named = set[Hashable]()
        for table, aside in (*kept, *((each, self.incoming.rows_set_aside) for each in rows.there_tables.values())):
            # An organization that only reports or rates need not be in the inventory.
            columns = [column.name for column in columns_of(table.table) if column.kind == "organization"]
            columns = [name for name in columns if name not in REPORTER_COLUMNS]
            for cells in (cells for key, cells in table.rows.items() if key not in aside):
                for cell in map(cells.get, columns):
                    named |= cell if isinstance(cell, frozenset) else {cell}
        return named

    def _list_same_rows(self) -> Iterator[_Row]:
        with_changes = {cell.here for cell in self.plan.cells}
        for key in self.plan.rows.same.values():
            if key in self.plan.taken_back:
                yield self.here.table(key), self.label_here(key), None, "set aside", "", "new row"
            elif key not in with_changes:
                yield self.here.table(key), self.label_here(key), None, "", "", "same"
