"""Ties that a table of organizations holds: a column that names the parent of each, or lists its partners."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Sequence

from components.importing.likeness import plain_header
from components.importing.sheet_mapping import ColumnMapping, HeadedSheet, Parents, SheetMapping
from components.inventory.kinds import split_list
from components.inventory.tables import RawTable
from components.inventory.text import clean, same_name, unguard

_PARENT = re.compile(
    r"(?:.* )?parent(?: (?:id|name|key|(?:org|organi[sz]ation|agency|account|company)(?: (?:id|name|num|number))?))?"
    r"|träger|dachverband"
)
_TIES = {
    "works_with": (
        *("partner", "partners", "partner organizations", "collaborators", "works with", "partners with"),
        *("organizations partner with", "organizations work with"),
    ),
    "member_of": ("member of", "memberships", "networks", "coalitions", "network memberships"),
    "funds": ("funds", "grantees", "organizations funded"),
}
_MOST = 0.6
MOST_TIES = 200_000
"""That the cells of one column are parted into: a small file can list millions."""
_PARTS = re.compile(r"\b(?:department|office|division|bureau|branch|program|unit|section)\b", re.IGNORECASE)
_OTHER_MARKS = re.compile(r"[;\n]|,(?=\s)")


def parent_mapping(head: HeadedSheet, names: Sequence[int], positions: Collection[int]) -> dict[int, ColumnMapping]:
    """The column that names another row of the same table by what stands in the columns ``names``, by position."""
    called = [at for at in positions if _PARENT.fullmatch(plain_header(head.headers[at]))]
    known = _known(head, names) if called else set()
    found = (at for at in called if _share(map(same_name, head.cells(at)), known) >= _MOST)
    return {
        at: ColumnMapping(head.headers[at], "parent", "", "its cells name other rows of this table")
        for at in itertools.islice(found, 1)
    }


def tie_mappings(head: HeadedSheet, names: Sequence[int], positions: Collection[int]) -> dict[int, ColumnMapping]:
    """The columns that list other rows of the same table, by position."""
    kinds = {text: kind for kind, texts in _TIES.items() for text in texts}
    found = {at: kinds[text] for at in positions if (text := plain_header(head.headers[at])) in kinds}
    known = _known(head, names) if found else set()
    return {
        at: ColumnMapping(head.headers[at], "ties", kind, "its cells name other rows of this table")
        for at, kind in found.items()
        if _share((same_name(part) for text in head.cells(at) for part in listed(text, known)), known) >= _MOST
    }


def _known(head: HeadedSheet, names: Sequence[int]) -> set[str]:
    return {same_name(text) for row in head.body for at in names if len(row) > at and (text := clean(row[at]))}


def _share(texts: Iterable[str], known: set[str]) -> float:
    found = [text in known for text in texts]
    return sum(found) / len(found) if found else 0.0


def listed(text: str, known: Collection[str]) -> list[str]:
    """The organizations that a cell lists: parted by bars, or by other marks where the whole is no name.

    A comma without a blank, as Airtable writes it, parts only names that are known.
    """
    values = split_list(unguard(clean(text))) or ()
    if len(values) != 1 or same_name(values[0]) in known:
        return list(values)
    parts = values[0].split(",")
    if all(same_name(part) in known for part in parts):
        return parts
    return [part for each in _OTHER_MARKS.split(values[0].strip(" |")) if (part := each.strip())]


def likely_parents(head: HeadedSheet, mapping: SheetMapping) -> Parents:
    """What belonging to another row most likely means: rows that are called departments or offices, or that carry
    their parent's name, are part of it; others are members."""
    names = [at for at, name in mapping.places.items() if name in ("id", "name")]
    at = next(at for at, column in enumerate(mapping.columns) if column.use == "parent")
    name = next((at for at, name in mapping.places.items() if name == "name"), at)
    full = [row for row in head.body if len(row) > max(at, name, *names)]
    by_key = {same_name(clean(row[each])): row[name] for row in full for each in names}
    parts = [_is_part(row[name], by_key.get(same_name(clean(row[at])), "")) for row in full if row[at].strip()]
    return "part_of" if 2 * sum(parts) > len(parts) else "member_of"


def _is_part(name: str, parent: str) -> bool:
    own = bool(parent.strip()) and same_name(parent) in same_name(name)
    return own or _PARTS.search(name) is not None


def ties_within(raw: RawTable, column: Sequence[str], kind: str) -> RawTable | None:
    """The ties that a column of a table of organizations gives, with the spreadsheet rows of their first ends.

    None where a cell could be no tie, as its row has neither id nor name, or where there are more than ``MOST_TIES``.
    """
    own = _identities(raw)
    known = {same_name(clean(text)) for name in ("id", "name") for text in raw.columns.get(name, ())}
    found = (
        (own[position], other, raw.rows[position])
        for position, text in enumerate(column)
        for other in listed(text, known)
        if other != "0" or "0" in known
    )
    ties = list(itertools.islice(found, MOST_TIES + 1))
    if len(ties) > MOST_TIES or not all(start for start, _, _ in ties):
        return None
    columns: dict[str, Sequence[str]] = {
        "from": [start for start, _, _ in ties],
        "to": [end for _, end, _ in ties],
        "kind": [kind] * len(ties),
    }
    return RawTable("relationships", columns, [row for _, _, row in ties], raw.file, raw.sheet, raw.guarded)


def _identities(raw: RawTable) -> list[str]:
    """What each row is found by: its id, or its name where it has none."""
    names = [clean(text) for text in raw.columns.get("name", [""] * len(raw.rows))]
    return [clean(own) or name for own, name in zip(raw.columns.get("id", names), names, strict=True)]
