"""Open inventories: make drafts of files, sheets, tables and inventories, and list the inventories in a folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from os import PathLike
from pathlib import Path

import pandas as pd

from components.collector import collector_paused
from components.drafts.draft import Draft
from components.drafts.pseudonyms import replace_rater_names
from components.drafts.text_tables import RowTexts
from components.files import Limits, Sheet, Source, inventory_dates
from components.importing import DecidedRow, Decisions, SheetMapping, bring_sheets, convert_sheets
from components.inventory import Inventory, TextTable, leave_rows_out, number_rows
from components.inventory.kinds import replace_in_list, text_of_cell
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, ignore
from components.inventory.schema import column_of, columns_of
from components.inventory.text import clean

_LIMITS = Limits()
_NOT_READ = ("table that may hold things", "table left out")
"""The codes of problems, beside errors, that tell why a table was not read."""
_SEEN = (
    *("header read by another name", "table told by its headers", "marks read as words", "no header"),
    *("column about people left out", "column left out", "column without a header", "date order as said"),
    *("rows above the header", "notes under the table", "ties read from a column", "parents not said"),
)
"""The codes of notes that tell what is seen where the columns of a table are looked over."""
_NO_DECISIONS = Decisions()
_LONGEST_HEADER = 10_000  # characters


def read_inventory(
    source: Source, *, date: str | None = None, limits: Limits = _LIMITS, keep_person_columns: bool = False
) -> tuple[Inventory, list[Problem]]:
    """Read an inventory from a file or folder, and give it with the problems found in it.

    ``source`` is the path of a folder, a ``.zip``, an ``.xlsx`` or a ``.csv``, or uploaded files as pairs (or a dict)
    of file name and bytes. Where it has ``YYYY-MM-DD/`` folders, the newest opens, or that of ``date``; this day is the
    inventory's ``as_of`` where its own row gives none. Extra columns about people are left out unless
    ``keep_person_columns``; so are tables that are not known for sure. Bad content gives a ``Problem``, no error.
    """
    draft = open_draft(source, date=date, limits=limits, keep_person_columns=keep_person_columns)
    return draft.inventory, draft.problems


def open_draft(
    source: Source,
    *,
    mappings: Sequence[SheetMapping] = (),
    date: str | None = None,
    limits: Limits = _LIMITS,
    keep_person_columns: bool = False,
) -> Draft:
    """Read a source like ``read_inventory``, and give a draft, which keeps every row as the texts that it came with.
    ``mappings`` say how sheets with certain headers are read; they win over those that a package brings."""
    with collector_paused():
        found = bring_sheets(source, date=date, limits=limits)
        chosen = found.recognise_surely(mappings)
        if keep_person_columns:
            chosen = [mapping.keep_people("asked for by whoever read the file") for mapping in chosen]
        brought = found.sheets, chosen, found.problems, found.day
        return make_draft_of_sheets(*brought, limits=limits, decisions=found.decisions).check()


def make_draft_of_sheets(
    sheets: Sequence[Sheet],
    mappings: Sequence[SheetMapping],
    problems: Sequence[Problem] = (),
    day: str | None = None,
    *,
    limits: Limits = _LIMITS,
    decisions: Decisions = _NO_DECISIONS,
    is_looked_over: bool = False,
    progress: Progress = ignore,
) -> Draft:
    """Make a draft of sheets, each read as the mapping at its place says.

    It takes over the ``problems`` that are known and the ``decisions`` of a package: what was to be mended then is
    to be mended again. Where a person looked over the mappings (``is_looked_over``), no note tells what they saw.
    ``progress`` is as for ``bring_sheets``. Raises ``ValueError`` where there are not as many mappings as sheets.
    """
    tables, found, unread = convert_sheets(sheets, mappings, limits=limits, progress=progress)
    # Where a file was refused, only the reason is told: that nothing was read follows from it.
    is_refused = not tables and any(each.severity == "error" or each.rule in _NOT_READ for each in (*problems, *found))
    found += [] if is_refused else _check_tables(tables)
    seen = _SEEN if is_looked_over else ()
    told = [each for each in (*problems, *found) if each.severity != "note" or each.rule not in seen]
    draft = make_draft_of_tables(_reopen_rows(tables, decisions), told, day)
    decided = tuple(row for row in decisions.rows if not row.is_open)
    return replace(draft, not_the_same=decisions.not_the_same, decided_earlier=decided, unread_sheets=unread)


def make_draft_of_tables(
    tables: Iterable[TextTable], problems: Iterable[Problem] = (), day: str | None = None
) -> Draft:
    """Make a draft of tables of texts: each row gets a key, and each rater who is named gets a pseudonym."""
    found, pseudonyms, more = replace_rater_names(list(tables), {})
    return Draft(tuple(number_rows(found)), reading_problems=(*problems, *more), day=day, pseudonyms=pseudonyms)


def make_draft(inventory: Inventory) -> Draft:
    """Make a draft of an inventory, to edit it or to add to it."""
    tables = []
    for table, frame in inventory.tables.items():
        columns: dict[str, Sequence[str]] = {
            str(name): [text_of_cell(cell) for cell in frame[name].tolist()]
            for name in frame.columns
            if frame[name].notna().any() or column_of(table, str(name)) is None
        }
        if len(frame) or columns:
            tables.append(TextTable(table, columns, range(2, len(frame) + 2), guarded=True))
    return make_draft_of_tables(tables)


def _check_tables(tables: Sequence[TextTable]) -> list[Problem]:
    """Check the tables, and give a problem where none is of organizations, and one for all that have no rows."""
    problems = []
    if not any(table.table == "organizations" for table in tables):
        case = "" if tables else "nothing read"
        problems.append(problem("organizations table missing", case=case, table="organizations", file=""))
    # A template that is only partly filled in has many tables without rows.
    if empty := [table for table in tables if not table.rows]:
        names = ", ".join(table.table for table in empty)
        problems.append(empty[0].problem("table without rows", count=len(empty), tables=names))
    return problems


# What a package kept as still to be mended


def _reopen_rows(tables: Sequence[TextTable], decisions: Decisions) -> list[TextTable]:
    """Make the tables of a package as they were before it was written: without rows that the Atlas wrote for
    organizations that only other tables named, and with rows that lacked a cell that they must have."""
    tables = number_rows(tables)
    written = _find_not_listed(RowTexts(tables), decisions.not_listed) if decisions.not_listed else {}
    names = {row["id"]: row.get("name", "") for row in written.values()}
    if names:
        gone = ([at for at, key in enumerate(table.keys or ()) if key in written] for table in tables)
        tables = [_name_again(leave_rows_out(table, at), names) for table, at in zip(tables, gone, strict=True)]
    return [*tables, *_make_tables([row for row in decisions.rows if row.is_open])]


def _find_not_listed(texts: RowTexts, ids: frozenset[str]) -> dict[int, dict[str, str]]:
    """Find the rows that the Atlas wrote for organizations that were not listed, and give their texts by their keys."""
    keys = (key for key in texts.keys if texts.table(key) == "organizations" and texts.only_names(key))
    return {key: texts.row(key) for key in keys if texts.cell(key, "id") in ids}


def _name_again(table: TextTable, names: Mapping[str, str]) -> TextTable:
    """Write names in place of ids into the cells that name an organization, and give the table."""
    columns = dict(table.columns)
    for column in columns_of(table.table):
        if column.kind == "organization" and column.name in columns:
            texts = columns[column.name]
            if column.is_list:
                columns[column.name] = [replace_in_list(text, lambda each: [names.get(each, each)]) for text in texts]
            else:
                columns[column.name] = [names.get(clean(text), text) for text in texts]
    return replace(table, columns=columns)


def _make_tables(rows: Sequence[DecidedRow]) -> list[TextTable]:
    """Put the rows of each file and sheet into a table of texts, and give the tables."""
    groups: dict[tuple[str, str | None, str | None], list[DecidedRow]] = defaultdict(list)
    for row in rows:
        groups[row.table, row.file, row.sheet].append(row)
    tables = []
    for (table, file, sheet), some in groups.items():
        cells = [dict(row.cells) for row in some]
        columns = {name: [row.get(name, "") for row in cells] for name in dict.fromkeys(chain(*cells))}
        tables.append(TextTable(table, dict(columns), [row.row for row in some], file, sheet))
    return tables


# Which inventories there are


def list_inventories(root: str | PathLike[str]) -> pd.DataFrame:
    """List the inventories in the folders under ``root``, in the order of their cities' names.

    Columns: ``key`` (the folder's name), ``city``, ``place``, ``fictional`` (bool), ``dates`` (tuple of its dated
    folders, oldest first), ``as_of`` (the newest of these or what the inventory says, if any), ``readable`` (bool:
    whether it has organizations, or other tables that name some).
    """
    folders = sorted(path for path in Path(root).iterdir() if path.is_dir())
    found = [described for path in folders if (described := _describe_inventory(path))]
    frame = pd.DataFrame(found, columns=["key", "city", "place", "fictional", "dates", "as_of", "readable"])
    return frame.sort_values("city", key=lambda names: names.str.casefold(), ignore_index=True)


def _describe_inventory(folder: Path) -> dict[str, object] | None:
    """Describe the inventory in a folder, and give its row of the list; None where the folder has no table."""
    described = {"key": folder.name, "city": folder.name, "fictional": False, "dates": (), "readable": False}
    try:
        dates = inventory_dates(folder)
        newest = folder / dates[-1] if dates else folder
        if not any(newest.glob("*.csv")):
            return None
        # Only the inventory's own row is read: opening every table of every city would be slow.
        path = newest / "inventory.csv"
        inventory, _ = read_inventory({path.name: path.read_bytes()} if path.is_file() else {})
        return described | {
            "city": inventory.about("city") or folder.name,
            "place": inventory.about("place"),
            "fictional": inventory.fictional,
            "dates": tuple(dates),
            "as_of": inventory.about("as_of") or (dates[-1] if dates else None),
            "readable": _has_organizations(newest),
        }
    except OSError:  # the system lets nobody read it, or a file is gone
        return described


def _has_organizations(folder: Path) -> bool:
    """Whether a folder has organizations. All of it is read only where no header of theirs shows that it has."""
    path = folder / "organizations.csv"
    with suppress(FileNotFoundError, UnicodeDecodeError), path.open(encoding="utf-8-sig") as file:
        if "name" in file.readline(_LONGEST_HEADER).strip().split(","):
            return True
    return len(read_inventory(folder)[0].organizations) > 0
