"""Columns in a table of organizations that give ties: they name the parent of each row, or list its partners."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.likeness import simplify_header
from components.importing.sheet_mapping import ColumnMapping, Parents, SheetMapping
from components.importing.words import pattern_of_words, words_of_kind
from components.inventory import TextTable
from components.inventory.kinds import list_values
from components.inventory.problems import Problem
from components.inventory.schema import column_of
from components.inventory.text import clean, name_key, slug

_PARENT = re.compile(
    r"(?:.* )?parent(?: (?:id|name|key|(?:org|organi[sz]ation|agency|account|company)(?: (?:id|name|num|number))?))?"
    r"|träger|dachverband"
)
_MOST = 0.6  # of the names in a column that must be rows of the table; of the unknown ends that a column must hold
MOST_TIES = 200_000
"""How many ties the cells of one column may list: a small file can list millions."""
_PART = re.compile(rf"\b(?:{pattern_of_words('part of an organization')})\b", re.IGNORECASE)
_OTHER_MARKS = re.compile(r"[;\n]|,(?=\s)")
_NAMING_COLUMNS = ("id", "name", "aliases", "former_names")
_ENDS = ("from", "to")


# Recognising the columns


def find_tie_columns(head: HeadedSheet, names: Sequence[int], positions: Collection[int]) -> dict[int, ColumnMapping]:
    """Find the columns that name other rows of the same table, and give their mappings by position.

    These are the first column that is called a parent, and all that are called after a kind of tie. ``names`` holds the
    positions of the columns that name the rows, ``positions`` those of the columns that may give ties.
    """
    kinds, found = words_of_kind("ties"), dict[int, ColumnMapping]()
    headers = {at: simplify_header(head.headers[at]) for at in positions}
    called = {at: kinds.get(text, "") for at, text in headers.items() if text in kinds or _PARENT.fullmatch(text)}
    rows = head.rows if called else ()
    known = {name_key(text) for row in rows for at in names if len(row) > at and (text := clean(row[at]))}
    for at, kind in called.items():
        are_rows = [
            name_key(part) in known for text in head.first_cells(at) for part in _list_organizations(text, known)
        ]
        is_second_parent = not kind and any(column.use == "parent" for column in found.values())
        if are_rows and sum(are_rows) >= _MOST * len(are_rows) and not is_second_parent:
            why = "its cells name other rows of this table"
            found[at] = ColumnMapping(head.headers[at], "ties" if kind else "parent", kind, why)
    return found


def _list_organizations(text: str, known: Collection[str]) -> list[str]:
    """List the organizations in a cell. It is split at bars, or at other marks where the whole is not a known name.

    A comma without a blank after it, as Airtable writes it, splits only where all parts are known names.
    """
    values = list_values(text)
    if len(values) != 1 or name_key(values[0]) in known:
        return list(values)
    parts = values[0].split(",")
    if all(name_key(part) in known for part in parts):
        return parts
    return [part for each in _OTHER_MARKS.split(values[0].strip(" |")) if (part := each.strip())]


def guess_parents(head: HeadedSheet, mapping: SheetMapping) -> Parents:
    """Guess what belonging to a parent means, and give it: ``part_of`` or ``member_of``.

    It is ``part_of`` where most rows that have a parent are called departments or offices, or have its name in theirs.
    """
    named = {name: at for at, name in mapping.standard_columns.items() if name in ("id", "name")}
    at = next(at for at, column in enumerate(mapping.columns) if column.use == "parent")
    name = named.get("name", at)
    complete = [row for row in head.rows if len(row) > max(at, name, *named.values())]
    by_key = {name_key(clean(row[each])): name_key(row[name]) for row in complete for each in named.values()}
    children = [(row[name], by_key.get(name_key(clean(row[at])))) for row in complete if row[at].strip()]
    parts = [child for child, parent in children if _PART.search(child) or (parent and parent in name_key(child))]
    return "part_of" if 2 * len(parts) > len(children) else "member_of"


# Converting them


def take_ties_out(
    mapped: MappedSheet, table: TextTable, mappings: Mapping[str, ColumnMapping]
) -> tuple[list[TextTable], list[Problem]]:
    """Make ties from columns of parents and partners, and give the table without these columns, followed by the ties.

    ``mappings`` has the mappings by the names of the columns. A column stays where nobody said what its parents mean,
    or where its ties can't be read.
    """
    columns = dict(table.columns)
    ties: list[TextTable] = []
    problems = []
    for name, column in mappings.items():
        kind = {"parent": mapped.mapping.parents, "ties": column.column}.get(column.use, "")
        if column.use == "parent" and not kind:
            problems.append(mapped.problem("parents not said", column=name))
        elif kind and (found := _read_ties(table, columns[name], kind)):
            del columns[name]
            ties += [found] if found.rows else []
            where = {"column": name, "value": str(len(found.rows)), "count": len(found.rows)}
            problems.append(mapped.problem("ties read from a column", kind=kind, **where))
        elif kind:
            problems.append(mapped.problem("ties not read from a column", column=name, most=f"{MOST_TIES:,}"))
    return [replace(table, columns=columns), *ties], problems


def _read_ties(table: TextTable, column: Sequence[str], kind: str) -> TextTable | None:
    """Read the ties that a column of organizations gives, and give them, with the spreadsheet rows of their first ends.

    None where a tie lacks its first end, as its row has neither id nor name, or where there are over ``MOST_TIES``.
    """
    names = table.columns["name"]
    own = [clean(identity) or clean(name) for identity, name in zip(table.columns.get("id", names), names, strict=True)]
    known = {name_key(clean(text)) for name in ("id", "name") for text in table.columns.get(name, ())}
    found = (
        (start, other, row)
        for start, text, row in zip(own, column, table.rows, strict=True)
        for other in _list_organizations(text, known)
        if other != "0" or "0" in known  # some tools write 0 where there is no parent
    )
    ties = list(itertools.islice(found, MOST_TIES + 1))
    starts, ends, rows = zip(*ties, strict=True) if ties else ((), (), ())
    if len(ties) > MOST_TIES or not all(starts):
        return None
    columns: dict[str, Sequence[str]] = {"from": [*starts], "to": [*ends], "kind": [kind] * len(ties)}
    return TextTable("relationships", columns, rows, table.file, table.sheet, table.guarded)


# Ends of ties that another column of the organizations holds


def replace_ends_of_ties(tables: Sequence[TextTable]) -> tuple[list[TextTable], list[Problem]]:
    """Replace ends of ties that are neither an id nor a name of an organization, and give the tables.

    Such ends may be codes of another program. Where one extra column of the organizations holds most of them, each is
    replaced by the id of the row that holds it, or by that row's name. Each table of ties that changes gets a note.
    """
    if not any(table.table == "relationships" for table in tables):
        return [*tables], []
    organizations = [table for table in tables if table.table == "organizations"]
    texts = {text for table in organizations for name in _NAMING_COLUMNS for text in table.columns.get(name, ())}
    # A name's own slug becomes its id.
    known = {name_key(key) for text in map(clean, texts) for key in (text, slug(text))}
    by_column = _find_ids_by_column(organizations)
    changed, problems = [], []
    for table in tables:
        ends = {name: table.columns[name] for name in _ENDS} if table.table == "relationships" else {}
        missing = {name_key(clean(text)) for texts in ends.values() for text in texts} - known - {""}
        found = {name: {text: own for text, own in ids.items() if text in missing} for name, ids in by_column.items()}
        best, ids = max(found.items(), key=lambda item: len(item[1]), default=("", {}))
        if missing and len(ids) >= _MOST * len(missing):
            replaced = {name: [ids.get(name_key(clean(text)), text) for text in texts] for name, texts in ends.items()}
            problems.append(table.problem("ends found by another column", value=best))
            changed.append(replace(table, columns=table.columns | replaced))
        else:
            changed.append(table)
    return changed, problems


def _find_ids_by_column(organizations: Sequence[TextTable]) -> dict[str, dict[str, str]]:
    """Find the row that holds each text of the extra columns, and give its id, or its name where it has none, by column
    and text. Texts that several rows hold are left out."""
    found: dict[str, dict[str, list[str]]] = {}
    for table in organizations:
        names = table.columns["name"]
        ids = [own if own.strip() else name for own, name in zip(table.columns.get("id", names), names, strict=True)]
        for column, texts in table.columns.items():
            if column_of(table.table, column) is None:
                for text, own in zip(texts, ids, strict=True):
                    found.setdefault(column, {}).setdefault(name_key(clean(text)), []).append(own)
    return {
        column: {text: ids[0] for text, ids in by_text.items() if text and len(ids) == 1}
        for column, by_text in found.items()
    }
