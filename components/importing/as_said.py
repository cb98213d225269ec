"""Read what could mean two things as a person said: dates that could be two days, and lists with commas and no bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from components.importing.headed_sheet import MappedSheet
from components.importing.sheet_mapping import ColumnMapping
from components.inventory import TextTable
from components.inventory.kinds import both_days, find_unparted, in_doubt, part_list
from components.inventory.problems import Problem
from components.inventory.text import clean


def read_dates_as_said(
    mapped: MappedSheet, table: TextTable, columns: Mapping[str, ColumnMapping]
) -> tuple[TextTable, list[Problem]]:
    """Rewrite dates that could be two days with the year first, in the order that a person said, and give the table
    with a note for each column. Where another cell of the column settles the order, nothing changes."""
    read, problems = dict(table.columns), []
    for name in (mapped.mapping.standard_columns[at] for at in mapped.mapping.date_columns):
        order = columns[name].order
        if order == "" or order == "not known":
            continue
        texts = {text: clean(text) for text in read.get(name, ())}
        if not in_doubt(list(texts.values())):
            continue
        days = {text: both[order].isoformat() for text, plain in texts.items() if (both := both_days(plain))}
        read[name] = [days.get(text, text) for text in read[name]]
        text, day = next(iter(days.items()))
        words = {"order": order, "text": clean(text), "day": day}
        problems.append(mapped.problem("date order as said", column=name, **words))
    return replace(table, columns=read), problems


def part_lists_as_said(mapped: MappedSheet, table: TextTable, columns: Mapping[str, ColumnMapping]) -> TextTable:
    """Write bars between the values of lists where a person said that commas part them, or after each where they said
    that it is one value, and give the table."""
    read = dict(table.columns)
    lists = {column.name: column for column in mapped.mapping.list_columns.values()}
    for name, mapping in columns.items():
        if mapping.use == "column" and mapping.values and mapping.column in lists and name in read:
            column, texts = lists[mapping.column], read[name]
            found = {text: part_list(column, text) for text in find_unparted(column, texts)}
            several = mapping.values == "several"
            parted = {text: "|".join(parts) if several else f"{text}|" for text, parts in found.items()}
            read[name] = [parted.get(text, text) for text in texts]
    return _join_lists(replace(table, columns=read), columns)


def _join_lists(table: TextTable, columns: Mapping[str, ColumnMapping]) -> TextTable:
    """Join the columns that are read as the same list, and give the table."""
    read = dict(table.columns)
    for name, column in columns.items():
        if column.use == "column" and name != column.column and name in read:
            more = read.pop(name)
            pairs = zip(read.get(column.column, [""] * len(more)), more, strict=True)
            read[column.column] = ["|".join(filter(str.strip, pair)) for pair in pairs]
    return replace(table, columns=read)
