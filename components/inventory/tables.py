"""A table of texts to a table of the standard: typed columns, rows that lack something set aside, ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from components.inventory.cells import Fault, read_column, series
from components.inventory.model import Problem
from components.inventory.schema import columns_of
from components.inventory.text import are_clean, clean, has_control_characters, slug, unguard

Places = list[tuple[int, str | None]]


@dataclass(frozen=True)
class RawTable:
    """A table as texts, by the names of the standard or the headers of its extra columns."""

    table: str
    columns: dict[str, Sequence[str]]
    rows: Sequence[int]
    """The spreadsheet row of each row."""
    file: str | None = None
    guarded: bool = False
    """Whether texts may carry the apostrophe that keeps them from running as a formula."""


@dataclass(frozen=True)
class TypedTable:
    """A frame as ``Inventory`` holds it, and the spreadsheet row and file of each of its rows."""

    table: str
    frame: pd.DataFrame
    places: Places = field(default_factory=list)

    def problem(self, position: int, column: str | None, fault: Fault) -> Problem:
        """The fault of one cell or row as a problem that a person can find."""
        row, file = self.places[position]
        return problem(self.table, row, column, fault, file)


def problem(table: str, row: int | None, column: str | None, fault: Fault, file: str | None) -> Problem:
    """A fault, with its place."""
    value, rule, message, mend = fault.value, fault.rule, fault.message, fault.mend
    return Problem(table, row, column, value, rule, message, fault.severity, mend, file)


def typed(raw: RawTable) -> tuple[TypedTable, list[Problem]]:
    """The table with its columns read; rows without what is required are set aside, with a problem each."""
    columns, problems = _cleaned(raw)
    frame: dict[str, pd.Series] = {}
    for column in columns_of(raw.table):
        texts = columns.pop(column.name, None)
        if texts is None:
            frame[column.name] = series(column.kind, [None] * len(raw.rows))
            continue
        frame[column.name], faults = read_column(column, texts)
        problems += _placed(raw, column.name, texts, faults)
    extras = {name: series("text", [text or None for text in texts]) for name, texts in columns.items()}
    places = [(row, raw.file) for row in raw.rows]
    table = TypedTable(raw.table, pd.DataFrame(frame | extras), places)
    return _without_unusable(raw, table, problems)


def _cleaned(raw: RawTable) -> tuple[dict[str, Sequence[str]], list[Problem]]:
    columns: dict[str, Sequence[str]] = {}
    problems = []
    for name, texts in raw.columns.items():
        if are_clean(texts):
            columns[name] = texts
            continue
        cleaned = {text: clean(text) for text in set(texts)}
        if any(not text.isprintable() and has_control_characters(text) for text in cleaned):
            problems.append(problem(raw.table, None, name, _control_characters(name), raw.file))
        if raw.guarded:
            cleaned = {text: unguard(found) for text, found in cleaned.items()}
        columns[name] = [cleaned[text] for text in texts]
    return columns, problems


def _control_characters(name: str) -> Fault:
    message = f"Some cells of {name} held characters that can't be shown. These were taken out."
    return Fault("", "characters that can't be shown", message, "Nothing needs doing if the text looks right.", "note")


def _placed(raw: RawTable, name: str, texts: Sequence[str], faults: dict[str, tuple[Fault, ...]]) -> list[Problem]:
    if not faults:
        return []
    return [
        problem(raw.table, row, name, fault, raw.file)
        for text, row in zip(texts, raw.rows, strict=True)
        for fault in faults.get(text, ())
    ]


def _without_unusable(raw: RawTable, table: TypedTable, problems: list[Problem]) -> tuple[TypedTable, list[Problem]]:
    """The table without rows that lack what is required; a row without any cell says nothing, and goes unsaid."""
    required = [column.name for column in columns_of(table.table) if column.required]
    lacking = table.frame[required].isna() if required else table.frame.isna().all(axis=1).to_frame("")
    aside = lacking.any(axis=1)
    if not aside.any():
        return table, problems
    for position in aside.to_numpy().nonzero()[0].tolist():
        content = _content(raw, position)
        if content:
            name = next(name for name in required if lacking[name].iloc[position])
            problems.append(table.problem(position, name, _set_aside(name, content)))
    kept = [place for place, gone in zip(table.places, aside, strict=True) if not gone]
    return replace(table, frame=table.frame[~aside].reset_index(drop=True), places=kept), problems


def _set_aside(name: str, content: str) -> Fault:
    message = f"This row has no {name} that can be read, so it was set aside."
    return Fault(content, "required cell missing", message, f"Fill in {name}, then load the file again.", "error")


def _content(raw: RawTable, position: int) -> str:
    cells = {name: clean(texts[position]) for name, texts in raw.columns.items()}
    return "; ".join(f"{name}: {text}" for name, text in cells.items() if text)


def joined(tables: Sequence[TypedTable]) -> TypedTable:
    """Several parts of one table as one, in their order."""
    if len(tables) == 1:
        return tables[0]
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    return TypedTable(tables[0].table, frame, [place for table in tables for place in table.places])


# Ids


class _Ids:
    """Gives each row an id that no other row has."""

    def __init__(self, given: Iterable[str]) -> None:
        # An id that reads as "none" could not be told from "there is none" where it is named.
        self.taken = {"none", *(text for text in given if text.casefold() != "none")}
        self.count: Counter[str] = Counter()

    def free(self, wanted: str) -> str:
        if wanted.casefold() != "none" and wanted not in self.taken:
            self.taken.add(wanted)
            return wanted
        number = max(self.count[wanted], 1) + 1
        while f"{wanted}-{number}" in self.taken:
            number += 1
        self.count[wanted] = number
        self.taken.add(f"{wanted}-{number}")
        return f"{wanted}-{number}"


def with_ids(table: TypedTable) -> tuple[TypedTable, list[Problem]]:
    """The table with an id in every row: its own, or made from its name; none twice."""
    own = table.frame["id"].astype(object).tolist()
    names = table.frame["name"].astype(object).tolist()
    given = [text if isinstance(text, str) else None for text in own]
    wanted = [slug(name) or "row" if text is None else text for text, name in zip(given, names, strict=True)]
    found = _without_repeats(given, wanted)
    problems = [
        table.problem(position, "name" if text is None else "id", _renamed(wish, free, name, text))
        for position, (text, wish, free, name) in enumerate(zip(given, wanted, found, names, strict=True))
        if wish != free
    ]
    return replace(table, frame=table.frame.assign(id=series("text", list(found)))), problems


def _without_repeats(given: list[str | None], wanted: list[str]) -> list[str]:
    """The wanted ids, changed where one is taken: the first row that gives an id itself keeps it."""
    if len(set(wanted)) == len(wanted) and not any(text.casefold() == "none" for text in wanted):
        return wanted
    ids = _Ids(text for text in given if text is not None)
    first = {text: position for position, text in reversed(list(enumerate(given))) if text is not None}
    return [
        wish if first.get(wish) == position and wish.casefold() != "none" else ids.free(wish)
        for position, wish in enumerate(wanted)
    ]


def _renamed(wanted: str, free: str, name: str, own: str | None) -> Fault:
    if own is not None:
        message = f"The id “{wanted}” is used before, or can't be used. This row is now “{free}”."
        return Fault(wanted, "id used twice", message, "Give each row an id of its own.")
    message = f"Another row has the same name, “{name}”, or one much like it. This row's id is now “{free}”."
    return Fault(name, "name used twice", message, "If both rows are the same, keep one. If not, tell the names apart.")


def add_rows(table: TypedTable, frame: pd.DataFrame, places: Places) -> TypedTable:
    """The table with further rows at its end."""
    return joined([table, TypedTable(table.table, frame, places)])


def free_ids(table: TypedTable, names: Sequence[str]) -> list[str]:
    """An id for each name that no row of the table has."""
    ids = _Ids(table.frame["id"])
    return [ids.free(slug(name) or "row") for name in names]
