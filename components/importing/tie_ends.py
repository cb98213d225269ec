"""Ties whose ends are named by another column of the organizations than id and name: a short name, a slug, a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.inventory.problems import Problem, file_problem
from components.inventory.schema import column_of
from components.inventory.tables import RawTable
from components.inventory.text import clean, same_name, slug

_CALLED = ("id", "name", "aliases", "former_names")
_ENDS = ("from", "to")
_MOST = 0.6
Names = dict[str, str]
"""What rows of organizations are found by, by what one of their extra columns calls them."""


def with_ends_found(raws: Sequence[RawTable]) -> tuple[list[RawTable], list[Problem]]:
    """The tables with the ends of ties by what their organizations are found by, where most ends that no organization
    is called by stand in one extra column of theirs; and a note for each table that this changed."""
    if not any(raw.table == "relationships" for raw in raws):
        return [*raws], []
    known = {same_name(text) for raw in raws for text in _called(raw)}
    found = [_found(raw, raws, known) if raw.table == "relationships" else (raw, None) for raw in raws]
    return [raw for raw, _ in found], [problem for _, problem in found if problem]


def _called(raw: RawTable) -> list[str]:
    if raw.table != "organizations":
        return []
    texts = [clean(text) for name in _CALLED for text in raw.columns.get(name, ())]
    # A name's own slug becomes its id.
    return [*texts, *(slug(text) for text in texts)]


def _found(raw: RawTable, raws: Sequence[RawTable], known: set[str]) -> tuple[RawTable, Problem | None]:
    ends = {clean(text) for name in _ENDS for text in raw.columns[name]}
    missing = {same_name(text) for text in ends} - known - {""}
    extra = [(other, name) for other in raws if other.table == "organizations" for name in _extra_columns(other)]
    named = {(at, name): _names(other, name) for at, (other, name) in enumerate(extra)}
    best, names = max(named.items(), key=lambda item: len(missing & item[1].keys()), default=((0, ""), {}))
    if not missing or len(missing & names.keys()) < _MOST * len(missing):
        return raw, None
    by_other = {text: names[text] for text in missing if text in names}
    changed = {name: [by_other.get(same_name(clean(text)), text) for text in raw.columns[name]] for name in _ENDS}
    return replace(raw, columns=raw.columns | changed), _said(raw, best[1])


def _extra_columns(raw: RawTable) -> list[str]:
    return [name for name in raw.columns if column_of("organizations", name) is None]


def _names(raw: RawTable, column: str) -> Names:
    """By each text that only one row has in the column, that row's id, or its name where it has none."""
    own = raw.columns.get("name", ())
    found: dict[str, list[str]] = {}
    for text, identity, name in zip(raw.columns[column], raw.columns.get("id", own), own, strict=True):
        found.setdefault(same_name(clean(text)), []).append(identity if identity.strip() else name)
    return {text: rows[0] for text, rows in found.items() if text and len(rows) == 1}


def _said(raw: RawTable, column: str) -> Problem:
    message = f"The ends of these ties were found by the column “{column}” of the organizations."
    mend = "Nothing needs doing. The ends now say the id or the name of each organization."
    where = {"table": raw.table, "value": column, "sheet": raw.sheet}
    return file_problem(raw.file or "", "ends found by another column", message, mend, "note", **where)  # type: ignore[arg-type]
