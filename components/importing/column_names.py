"""A name for each column of a sheet that is read: none twice, and none that the standard has for something else."""

from __future__ import annotations

from dataclasses import replace

from components.importing.headed_sheet import MappedSheet
from components.importing.sheet_mapping import SheetMapping
from components.inventory.problems import Problem
from components.inventory.schema import columns_of
from components.inventory.text import header_key

_AS_IT_CAME = "as it came"


def read_each_column_once(mapping: SheetMapping) -> tuple[SheetMapping, list[int]]:
    """Read each column of the standard from the first header that is said to be it, and give the mapping and the
    positions of the other headers: these are kept as extra columns."""
    first: dict[str, int] = {}
    for at, name in mapping.standard_columns.items():
        first.setdefault(name, at)
    again = [at for at, name in mapping.standard_columns.items() if first[name] != at]
    columns = [replace(column, use="extra") if at in again else column for at, column in enumerate(mapping.columns)]
    return replace(mapping, columns=tuple(columns)) if again else mapping, again


def name_columns(mapped: MappedSheet, chosen_twice: list[int]) -> tuple[list[str], list[Problem]]:
    """Name each column of a sheet, and give the names: the standard's, the header, or its number where it has none.

    ``chosen_twice`` has the positions of headers that were to be a column that another header is already.
    """
    names: list[str] = []
    problems = []
    standard = {column.name for column in columns_of(mapped.mapping.table)}
    read = set(mapped.mapping.standard_columns.values())
    taken = standard | set(mapped.head.headers)
    for position, column in enumerate(mapped.mapping.columns):
        name = column.column if column.use == "column" else column.header
        if not name:
            name = free_name(f"column {position + 1}", taken)
        elif column.use != "column" and name in standard - read and name not in names:
            name = free_name(f"{name} ({_AS_IT_CAME})", taken)
        elif column.use != "column" and (name in names or name in standard):
            name = free_name(f"{name} (2)", taken, column.header)
            problems.append(_column_problem(mapped, "header used twice", name, position))
        names.append(name)
        taken.add(name)
    problems += [_column_problem(mapped, "column chosen twice", names[at], at) for at in chosen_twice]
    return names, problems


def _column_problem(mapped: MappedSheet, code: str, name: str, at: int) -> Problem:
    column, row = mapped.mapping.columns[at], mapped.head.header_number
    return mapped.problem(code, row=row, column=name, value=column.header, chosen=column.column)


def free_name(name: str, taken: set[str], base: str | None = None) -> str:
    """Give the name where it is free, or else the base (the name where there is none) with a number: ``area (2)``."""
    number = 2
    while name in taken:
        number += 1
        name = f"{base or name} ({number})"
    return name


def tell_renamed_headers(mapped: MappedSheet) -> list[Problem]:
    """Tell which headers were read by another name, with a note for each; a spelling that only looks different is not
    told."""
    row = mapped.head.header_number
    return [
        mapped.problem("header read by another name", row=row, column=column.column, value=column.header)
        for column in mapped.mapping.columns
        if column.use == "column" and header_key(column.header).rstrip("s") != header_key(column.column).rstrip("s")
    ]
