"""Make empty tables to fill in, with every column explained."""

from __future__ import annotations

import io
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from components.files.write import csv_bytes, zip_bytes
from components.inventory.kinds import KINDS
from components.inventory.schema import OWN_COLUMNS, Column, columns_of, schema_tables, table_names, vocabulary

_EXPLANATION = ("table", "column", "required", "what to write", "words to use", "meaning", "example")
_WORDS = "Words of the Atlas"
_ROWS_WITH_A_CHOICE = 1_000
READ_ME = (
    "Fill in the table organizations first. Every other table may stay empty.",
    "A column that is required is marked in the sheet Columns (in a zip: columns.csv). Any other may stay empty.",
    "Empty means not known. Where you looked and there is none, write none.",
    "Separate several values in one cell with a bar: housing | health.",
    "Write dates as 2015, 2015-05 or 2015-05-12.",
    "Name an organization in other tables by its name or its id.",
    "Write down organizations and roles, never people's names, e-mail addresses or phone numbers.",
    "You may add columns of your own. They are kept.",
)


def template(format: Literal["zip", "xlsx"] = "zip") -> bytes:
    """Make empty tables that explain each column, and give the bytes of a zip of CSV files or of a workbook."""
    return _make_zip() if format == "zip" else _make_workbook()


def explain_columns(table: str) -> list[tuple[Column, list[str]]]:
    """Explain each column that a template asks for, and give it with a row of texts, which ``_EXPLANATION`` heads. The
    columns that the Atlas fills in itself are left out."""
    explained = []
    for column in columns_of(table):
        if (table, column.name) not in OWN_COLUMNS:
            required = "required" if column.required else ""
            kind = KINDS[column.kind](column)
            asks_for = kind.asks_for_several if column.is_list else kind.asks_for
            in_words = "label" if column.kind == "number" else "word"
            words = " | ".join(vocabulary(column.vocabulary)[in_words]) if column.vocabulary else ""
            texts = [table, column.name, required, asks_for, words, column.meaning, column.example]
            explained.append((column, texts))
    return explained


def _make_zip() -> bytes:
    explained = {table: explain_columns(table) for table in table_names()}
    tables = {f"{table}.csv": csv_bytes([[column.name for column, _ in rows]]) for table, rows in explained.items()}
    about = csv_bytes([_EXPLANATION, *(texts for rows in explained.values() for _, texts in rows)])
    return zip_bytes({"README.txt": "\n".join(READ_ME).encode() + b"\n", "columns.csv": about, **tables})


def _make_workbook() -> bytes:
    workbook = Workbook()
    read_me = workbook.active
    read_me.title = "Read me"
    tables = [f"{row.table}: {row.meaning}" for row in schema_tables().itertuples()]
    for line in ("How to fill in this workbook", *READ_ME, "", "The tables", *tables):
        read_me.append([line])
    read_me["A1"].font = Font(bold=True)
    read_me.column_dimensions["A"].width = 110
    columns = workbook.create_sheet("Columns")
    columns.append(_EXPLANATION)
    words = workbook.create_sheet(_WORDS)
    for table in table_names():
        sheet = workbook.create_sheet(table)
        for place, (column, texts) in enumerate(explain_columns(table), start=1):
            columns.append(texts)
            _add_column(sheet, place, texts)
            if column.vocabulary and not column.is_list:
                words_to_use = texts[_EXPLANATION.index("words to use")].split(" | ")
                _offer_words(sheet, place, words, [f"{table}: {column.name}", *words_to_use])
        sheet.freeze_panes = "A2"
    _lay_out(columns)
    workbook.move_sheet(words, len(workbook.sheetnames))
    words.sheet_state = "hidden"
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _lay_out(sheet: Any) -> None:
    for place, width in enumerate((15, 20, 10, 30, 60, 60, 40), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    sheet.freeze_panes = "A2"


def _add_column(sheet: Any, place: int, texts: list[str]) -> None:
    _, name, required, asks_for, words, meaning, _ = texts
    cell = sheet.cell(1, place, name)
    cell.font = Font(bold=True)
    listed = f": {words.replace(' | ', ', ')}" if words else ""
    comment = f"{'Required. ' if required else ''}{meaning}.\nWrite {asks_for}{listed}."
    cell.comment = Comment(comment, "Civic Ecosystem Atlas", height=160, width=320)
    sheet.column_dimensions[get_column_letter(place)].width = max(14, len(name) + 4)


def _offer_words(sheet: Any, place: int, words: Any, listed: list[str]) -> None:
    """Offer a list to choose from in a column; it is a row of the sheet of words. Any other text may be typed too."""
    words.append(listed)
    row, last, letter = words.max_row, get_column_letter(len(listed)), get_column_letter(place)
    choice = DataValidation("list", formula1=f"'{words.title}'!$B${row}:${last}${row}", showErrorMessage=False)
    choice.add(f"{letter}2:{letter}{_ROWS_WITH_A_CHOICE}")
    sheet.add_data_validation(choice)
