"""What a further file would change, row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cached_property, partial

import pandas as pd

from components.drafts import Draft, RowTexts
from components.inventory.progress import Progress, Stop, collector_paused, ignore, never_stop, report_progress
from components.inventory.schema import NOT_QUOTED, REPORTER_COLUMNS, columns_of
from components.inventory.text import name_key
from components.matching.compared_rows import names_organizations
from components.matching.plan import How, Plan, make_plan

_COLUMNS = ["table", "what", "column", "before", "after", "change"]
_Row = tuple[str, str, str | None, str, str, str]
NEW_RATER = "rater named in the file, new here"
"""What ``after`` says of a rating whose rater is named in the file, and may be one known here only by a pseudonym."""
# The columns that label a row. Rows of other tables are labelled by their name.
_LABELS: dict[str, tuple[str, ...]] = {
    "inventory": ("city", "place"),
    "relationships": ("from", "to", "kind"),
    "assessments": ("element", "indicator", "issue_area"),
    "seats": ("organization", "table"),
    "participation": ("organization", "date"),
    "claims": ("row", "column"),
    "notes": ("about",),
}


def compare_with_file(
    draft: Draft, incoming: Draft, how: How, *, stop: Stop = never_stop, progress: Progress = ignore
) -> pd.DataFrame:
    """Compare a draft with an incoming one, and give what ``add_file`` would do, before it does.

    Columns: ``table``, ``what`` (the label of the row), ``column`` (missing where a line is about the whole row),
    ``before``, ``after``, ``change``: ``new row`` (``before`` says where it was set aside and comes back, ``after``
    holds ``NEW_RATER`` where its rater may be one of those here), ``changed`` or ``not taken`` (a cell), ``gone`` (a
    row that is set aside; ``after`` says where its organization stays, as not listed, because rows still name it),
    ``unclear`` (a row that could be one of those in ``before``: it comes in set aside), ``cannot be read`` (a row that
    lacks what its table requires: it comes in set aside), ``same`` (a row without any difference). Cells that say who
    rated are not shown.

    ``stop``, ``progress`` and what is raised are as for ``add_file``.
    """
    step = partial(report_progress, stop, progress)
    with collector_paused():
        incoming = incoming.with_pseudonyms_of(draft)
        plan = make_plan(draft, incoming, how, step)
        step("Listing the differences.", 0.9)
        return pd.DataFrame(_Differences(draft, incoming, plan).list_rows(), columns=_COLUMNS)


class _Differences:
    """Lists what a plan changes, as rows of the table that ``compare_with_file`` gives."""

    def __init__(self, draft: Draft, incoming: Draft, plan: Plan) -> None:
        self.draft, self.incoming, self.plan = draft, incoming, plan
        self.here, self.there = plan.rows.here, plan.rows.there

    def list_rows(self) -> list[_Row]:
        cells, new, unclear = self._list_changed_cells(), self._list_new_rows(), self._list_unclear_rows()
        return [*cells, *new, *unclear, *self._list_gone_rows(), *self._list_same_rows()]

    def _list_changed_cells(self) -> Iterator[_Row]:
        for cell in self.plan.cells:
            what = self._label_row(self.here, cell.here) + " (set aside)" * (cell.here in self.draft.rows_set_aside)
            texts = ("", "") if cell.column in NOT_QUOTED else (cell.before, cell.after)
            yield cell.table, what, cell.column, *texts, "changed" if cell.is_taken else "not taken"
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
            yield table, self._label_row(self.there, key), None, "", NEW_RATER if by_name else "", change

    def _find_new_raters(self) -> set[str]:
        """Find the raters named in the file who may be raters here that are known only by a pseudonym.

        Where there are such raters here, any rater may be one of them whom no earlier file named. Gives pseudonyms.
        """
        known = set(self.draft.pseudonyms.values())
        others = set(self.draft.inventory.assessments["rater"].dropna()) - known
        return set(self.incoming.pseudonyms.values()) - known if others and self.plan.how != "replace" else set()

    def _list_unclear_rows(self) -> Iterator[_Row]:
        for key, several in self.plan.rows.unclear.items() if self.plan.how != "replace" else ():
            rows = (f"{self._label_row(self.here, one)} (row {self.here.place(one).row})" for one in several)
            yield self.there.table(key), self._label_row(self.there, key), None, " or ".join(rows), "", "unclear"

    def _list_gone_rows(self) -> Iterator[_Row]:
        named = self._find_named_organizations() if self.plan.how == "replace" else set()
        for key in self.plan.rows.gone if self.plan.how == "replace" else ():
            stays = "rows name it: it stays, as not listed" if key in named else ""
            yield self.here.table(key), self._label_row(self.here, key), None, "", stays, "gone"

    def _find_named_organizations(self) -> set[Hashable]:
        """Find the organizations that rows name once the tables of the file have replaced those here."""
        rows, replaced = self.plan.rows, {table.table for table in self.incoming.text_tables if table.columns}
        kept = [(each, self.draft.rows_set_aside) for name, each in rows.here_tables.items() if name not in replaced]
        named = set[Hashable]()
        for table, aside in (*kept, *((each, self.incoming.rows_set_aside) for each in rows.there_tables.values())):
            # An organization that only reports or rates need not be in the inventory.
            columns = [column.name for column in columns_of(table.table) if column.kind == "organization"]
            for key, cells in table.rows.items() if columns else ():
                for cell in (cells.get(name) for name in columns if name not in REPORTER_COLUMNS and key not in aside):
                    named |= cell if isinstance(cell, frozenset) else {cell}
        return named

    def _list_same_rows(self) -> Iterator[_Row]:
        with_changes = {cell.here for cell in self.plan.cells}
        for key in self.plan.rows.same.values():
            if key in self.plan.taken_back:
                yield self.here.table(key), self._label_row(self.here, key), None, "set aside", "", "new row"
            elif key not in with_changes:
                yield self.here.table(key), self._label_row(self.here, key), None, "", "", "same"

    def _label_row(self, texts: RowTexts, key: int) -> str:
        """Give a label for a row, made of its texts; organizations are called by their names."""
        table = texts.table(key)
        columns = ((name, texts.cell(key, name)) for name in _LABELS.get(table, ("name",)))
        cells = (self._find_name(texts, text) if names_organizations(table, name) else text for name, text in columns)
        return ", ".join(filter(None, cells)) or f"row {texts.place(key).row}"

    def _find_name(self, texts: RowTexts, text: str) -> str:
        """Find the name of the organization whose id a text of one draft is, there or else in the other draft."""
        first, second = self._names if texts is self.here else self._names[::-1]
        return first.get(name_key(text)) or second.get(name_key(text), text)

    @cached_property
    def _names(self) -> tuple[dict[str, str], dict[str, str]]:
        return _list_names_by_id(self.here), _list_names_by_id(self.there)


def _list_names_by_id(texts: RowTexts) -> dict[str, str]:
    rows = (key for key in texts.keys if texts.table(key) == "organizations" and texts.cell(key, "id"))
    return {name_key(texts.cell(key, "id")): texts.cell(key, "name") for key in rows}
