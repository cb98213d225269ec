"""Empty tables to fill in, with every column explained."""

from __future__ import annotations

import io
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from components.files.write import csv_bytes, zip_bytes
from components.inventory.kinds import KINDS
from components.inventory.schema import OWN_COLUMNS, Column, columns_of, schema_tables, table_names, vocabulary

EXPLANATION = ("table", "column", "required", "what to write", "words to use", "meaning", "example")
READ_ME = (
    "Fill in the table organizations first. Every other table may stay empty.",
    "A column that is required is marked in the sheet Columns (in a zip: columns.csv). Any other may stay empty.",
    "Empty means not known. Where you looked and there is none, write none.",
    "Part several values in one cell with a bar: housing | health.",
    "Write dates as 2015, 2015-05 or 2015-05-12.",
    "Name an organization in other tables by its name or its id.",
    "Write down organizations and roles, never people's names, e-mail addresses or phones.",
    "You may add columns of your own. They are kept.",
)


def template(format: Literal["zip", "xlsx"] = "zip") -> bytes:
    """Make empty tables that explain each column, and give the bytes of a zip of CSV files or of a workbook."""
    return _template_zip() if format == "zip" else _template_workbook()


def columns_asked_for(table: str) -> list[Column]:
    """List the columns of a table that a template asks for: all but those that the Atlas fills in."""
    return [column for column in columns_of(table) if (table, column.name) not in OWN_COLUMNS]


def explain_columns() -> list[list[str]]:
    """Explain each column of each table, and give a row for each, under the headers ``EXPLANATION``."""
    return [_explained(column) for table in table_names() for column in columns_asked_for(table)]


def _explained(column: Column) -> list[str]:
    required = "required" if column.required else ""
    words = " | ".join(_words(column))
    return [column.table, column.name, required, _kind(column), words, column.meaning, column.example]


def _kind(column: Column) -> str:
    kind = KINDS[column.kind](column)
    return kind.asks_for_several if column.is_list else kind.asks_for


def _words(column: Column) -> list[str]:
    if column.vocabulary is None:
        return []
    frame = vocabulary(column.vocabulary)
    return list(frame["label"] if column.kind == "number" else frame["word"])


def _template_zip() -> bytes:
    headers = {table: [column.name for column in columns_asked_for(table)] for table in table_names()}
    tables = {f"{table}.csv": csv_bytes([header]) for table, header in headers.items()}
    about = {"columns.csv": csv_bytes([EXPLANATION, *explain_columns()])}
    return zip_bytes({"README.txt": "\n".join(READ_ME).encode() + b"\n", **about, **tables})


def _template_workbook() -> bytes:
    workbook = Workbook()
    _read_me(workbook.active)
    _fill(workbook.create_sheet("Columns"), [list(EXPLANATION), *explain_columns()])
    for table in table_names():
        _table_sheet(workbook.create_sheet(table), table)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _read_me(sheet: Any) -> None:
    sheet.title = "Read me"
    frame = schema_tables()
    tables = [f"{table}: {meaning}" for table, meaning in zip(frame["table"], frame["meaning"], strict=True)]
    for line in ("How to fill in this workbook", *READ_ME, "", "The tables", *tables):
        sheet.append([line])
    sheet["A1"].font = Font(bold=True)
    sheet.column_dimensions["A"].width = 110


def _fill(sheet: Any, rows: list[list[str]]) -> None:
    for row in rows:
        sheet.append(row)
    for place, width in enumerate((15, 20, 10, 30, 60, 60, 40), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    sheet.freeze_panes = "A2"


def _table_sheet(sheet: Any, table: str) -> None:
    for place, column in enumerate(columns_asked_for(table), start=1):
        cell = sheet.cell(1, place, column.name)
        cell.font = Font(bold=True)
        cell.comment = Comment(_comment(column), "Civic Ecosystem Atlas", height=160, width=320)
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(column.name) + 4)
    sheet.freeze_panes = "A2"


def _comment(column: Column) -> str:
    start = "Required. " if column.required else ""
    words = ", ".join(_words(column))
    return f"{start}{column.meaning}.\nWrite {_kind(column)}" + (f": {words}" if words else "") + "."
