"""Dates that could be two days, such as 3/4/2021: read as rows further down tell, or as a person said."""

from __future__ import annotations

from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.importing.sheet_mapping import ColumnMapping, SheetMapping
from components.inventory import TextTable
from components.inventory.kinds import both_days, in_doubt, order_of
from components.inventory.problems import Problem
from components.inventory.schema import column_of
from components.inventory.text import clean


def add_orders_of_all_rows(head: HeadedSheet, mapping: SheetMapping) -> SheetMapping:
    """Add the orders of day and month that only rows further down tell, and give the mapping for the first rows."""
    doubtful = [at for at in mapping.date_columns if in_doubt(head.first_cells(at))]
    orders = {at: order for at in doubtful if (order := order_of(head.all_cells(at)))}
    columns = (replace(column, order=orders.get(at, column.order)) for at, column in enumerate(mapping.columns))
    return replace(mapping, columns=tuple(columns))


def read_dates_as_said(mapped: MappedSheet, table: TextTable, names: list[str]) -> tuple[TextTable, list[Problem]]:
    """Write dates that could be two days with the year first, in the order that a person said, and give the table with
    a note for each column. ``names`` has the name of each column of the sheet."""
    columns, problems = dict(table.columns), []
    for name, column in zip(names, mapped.mapping.columns, strict=True):
        days = _days_as_said(table, name, column) if name in columns else {}
        if days:
            columns[name] = [days.get(text, text) for text in table.columns[name]]
            text, day = next(iter(days.items()))
            words = {"order": column.order, "text": clean(text), "day": day}
            problems.append(mapped.problem("date order as said", column=name, **words))
    return replace(table, columns=columns), problems


def _days_as_said(table: TextTable, name: str, column: ColumnMapping) -> dict[str, str]:
    """Give the dates that could be two days by their texts, each as the day that a person said; empty where another
    cell of the column tells the order."""
    order, standard = column.order, column_of(table.table, name) if column.use == "column" else None
    if order == "" or order == "not known" or standard is None or standard.kind != "date":
        return {}
    texts = {text: clean(text) for text in table.columns[name]}
    if not in_doubt(list(texts.values())):
        return {}
    return {text: both[order].isoformat() for text, plain in texts.items() if (both := both_days(plain))}
