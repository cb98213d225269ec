"""Ties whose ends are named by another column of the organizations than id and name: a short name, a slug, a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.inventory.problems import Problem, problem
from components.inventory.schema import column_of
from components.inventory.tables import RawTable
from components.inventory.text import clean, same_name, slug

_CALLED = ("id", "name", "aliases", "former_names")
_ENDS = ("from", "to")
_MOST = 0.6


def replace_ends_of_ties(raws: Sequence[RawTable]) -> tuple[list[RawTable], list[Problem]]:
    """Replace ends of ties that are no organization's id or name by the id or name, and give the tables.

    This is done where most such ends stand in one extra column of the organizations. A note tells each table of ties
    that it changed.
    """
    if not any(raw.table == "relationships" for raw in raws):
        return [*raws], []
    known = {same_name(text) for raw in raws for text in _names_of_organizations(raw)}
    found = [_replace_ends(raw, raws, known) if raw.table == "relationships" else (raw, []) for raw in raws]
    return [raw for raw, _ in found], [each for _, problems in found for each in problems]


def _names_of_organizations(raw: RawTable) -> list[str]:
    if raw.table != "organizations":
        return []
    texts = [clean(text) for name in _CALLED for text in raw.columns.get(name, ())]
    # A name's own slug becomes its id.
    return [*texts, *(slug(text) for text in texts)]


def _replace_ends(raw: RawTable, raws: Sequence[RawTable], known: set[str]) -> tuple[RawTable, list[Problem]]:
    ends = {clean(text) for name in _ENDS for text in raw.columns[name]}
    missing = {same_name(text) for text in ends} - known - {""}
    extra = [(other, name) for other in raws if other.table == "organizations" for name in _extra_columns(other)]
    by_column = {(at, name): _ids_by_text(other, name) for at, (other, name) in enumerate(extra)}
    best, ids = max(by_column.items(), key=lambda item: len(missing & item[1].keys()), default=((0, ""), {}))
    if not missing or len(missing & ids.keys()) < _MOST * len(missing):
        return raw, []
    found = {text: ids[text] for text in missing if text in ids}
    changed = {name: [found.get(same_name(clean(text)), text) for text in raw.columns[name]] for name in _ENDS}
    place = {"table": raw.table, "file": raw.file or "", "sheet": raw.sheet}
    note = problem("ends found by another column", value=best[1], **place)  # type: ignore[arg-type]
    return replace(raw, columns=raw.columns | changed), [note]


def _extra_columns(raw: RawTable) -> list[str]:
    return [name for name in raw.columns if column_of("organizations", name) is None]


def _ids_by_text(raw: RawTable, column: str) -> dict[str, str]:
    """By each text that only one row has in the column, that row's id, or its name where it has none."""
    names = raw.columns.get("name", ())
    found: dict[str, list[str]] = {}
    for text, identity, name in zip(raw.columns[column], raw.columns.get("id", names), names, strict=True):
        found.setdefault(same_name(clean(text)), []).append(identity if identity.strip() else name)
    return {text: rows[0] for text, rows in found.items() if text and len(rows) == 1}
