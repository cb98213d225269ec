"""Make empty tables to fill in, with every column explained, and the page that describes the standard."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from components.files.write import csv_bytes, zip_bytes
from components.inventory.kinds import KINDS
from components.inventory.schema import (
    OWN_COLUMNS,
    Column,
    columns_of,
    schema_tables,
    table_names,
    vocabularies,
    vocabulary,
)

_EXPLANATION = ("table", "column", "required", "what to write", "words to use", "meaning", "example")
_WORDS = "Words of the Atlas"
_ROWS_WITH_A_CHOICE = 1_000
_READ_ME = (
    "Fill in the table organizations first. Every other table may stay empty.",
    "A column that is required is marked in the sheet Columns (in a zip: columns.csv). Any other may stay empty.",
    "Empty means not known. Where you looked and there is none, write none.",
    "Separate several values in one cell with a bar: housing | health.",
    "Write dates as 2015, 2015-05 or 2015-05-12.",
    "Name an organization in other tables by its name or its id.",
    "Write down organizations and roles, never people's names, e-mail addresses or phones.",
    "You may add columns of your own. They are kept.",
)


_PAGE = """# The inventory's tables, columns and words

Made from `data/schema` and `data/vocabularies` by `python -m tests.files.test_templates`. A column with
a star is required; every other may be left out, and so may every table but `organizations`.

{rules}

Filled in by the Atlas: {own}.

{tables}
## Words

{words}"""


def template(format: Literal["zip", "xlsx"] = "zip") -> bytes:
    """Make empty tables that explain each column, and give the bytes of a zip of CSV files or of a workbook."""
    return _template_zip() if format == "zip" else _template_workbook()


def _asks_for(column: Column) -> bool:
    """Whether a template asks for a column: the Atlas fills in some itself."""
    return (column.table, column.name) not in OWN_COLUMNS


def _explain_columns(table: str) -> list[list[str]]:
    """Explain each column that a template asks for, and give a row for each; ``_EXPLANATION`` is their header."""
    rows = []
    for column in columns_of(table):
        if _asks_for(column):
            required = "required" if column.required else ""
            kind = KINDS[column.kind](column)
            asks_for = kind.asks_for_several if column.is_list else kind.asks_for
            words = ""
            if column.vocabulary is not None:
                words = " | ".join(vocabulary(column.vocabulary)["label" if column.kind == "number" else "word"])
            rows.append([table, column.name, required, asks_for, words, column.meaning, column.example])
    return rows


def _template_zip() -> bytes:
    explained = {table: _explain_columns(table) for table in table_names()}
    tables = {f"{table}.csv": csv_bytes([[row[1] for row in rows]]) for table, rows in explained.items()}
    about = csv_bytes([_EXPLANATION, *(row for rows in explained.values() for row in rows)])
    return zip_bytes({"README.txt": "\n".join(_READ_ME).encode() + b"\n", "columns.csv": about, **tables})


def _template_workbook() -> bytes:
    workbook = Workbook()
    read_me = workbook.active
    read_me.title = "Read me"
    tables = [f"{row.table}: {row.meaning}" for row in schema_tables().itertuples()]
    for line in ("How to fill in this workbook", *_READ_ME, "", "The tables", *tables):
        read_me.append([line])
    read_me["A1"].font = Font(bold=True)
    read_me.column_dimensions["A"].width = 110
    columns = workbook.create_sheet("Columns")
    columns.append(_EXPLANATION)
    words = workbook.create_sheet(_WORDS)
    ranges = _list_words(words)
    for table in table_names():
        rows = _explain_columns(table)
        _fill_table_sheet(workbook.create_sheet(table), rows)
        _offer_words(workbook[table], ranges)
        for row in rows:
            columns.append(row)
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


def _fill_table_sheet(sheet: Any, columns: list[list[str]]) -> None:
    for place, (_, name, required, asks_for, words, meaning, _) in enumerate(columns, start=1):
        cell = sheet.cell(1, place, name)
        cell.font = Font(bold=True)
        listed = f": {words.replace(' | ', ', ')}" if words else ""
        comment = f"{'Required. ' if required else ''}{meaning}.\nWrite {asks_for}{listed}."
        cell.comment = Comment(comment, "Civic Ecosystem Atlas", height=160, width=320)
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(name) + 4)
    sheet.freeze_panes = "A2"


def _find_vocabularies() -> dict[str, str]:
    """Find the vocabularies whose words are chosen one at a time, and give for each the column that has these."""
    columns = (column for table in table_names() for column in columns_of(table) if not column.is_list)
    return {
        column.vocabulary: "label" if column.kind == "number" else "word" for column in columns if column.vocabulary
    }


def _list_words(sheet: Any) -> dict[str, str]:
    """Write the words of each vocabulary into a column of a sheet, and give the cells of each by its name."""
    ranges = {}
    for place, (name, in_words) in enumerate(_find_vocabularies().items(), start=1):
        words = vocabulary(name)[in_words].tolist()
        letter = get_column_letter(place)
        for row, word in enumerate([name, *words], start=1):
            sheet[f"{letter}{row}"] = word
        ranges[name] = f"'{_WORDS}'!${letter}$2:${letter}${len(words) + 1}"
    return ranges


def _offer_words(sheet: Any, ranges: Mapping[str, str]) -> None:
    """Offer the words of each column that takes one as a list to choose from. Any other text may be typed too."""
    for place, column in enumerate(filter(_asks_for, columns_of(sheet.title)), start=1):
        cells = ranges.get(column.vocabulary or "")
        if cells and not column.is_list:
            choice = DataValidation("list", formula1=cells, showErrorMessage=False)
            letter = get_column_letter(place)
            choice.add(f"{letter}2:{letter}{_ROWS_WITH_A_CHOICE}")
            sheet.add_data_validation(choice)


def describe_standard() -> str:
    """Write the page that describes the standard, and give it as markdown."""
    return _PAGE.format(
        rules="\n".join(f"- {rule}" for rule in _READ_ME),
        own=", ".join(f"`{table}.{column}`" for table, column in OWN_COLUMNS),
        tables="\n".join(_describe_table(*row) for row in schema_tables()[["table", "title", "meaning"]].to_numpy()),
        words="\n".join(map(_describe_words, vocabularies())),
    )


def _describe_table(table: str, title: str, meaning: str) -> str:
    rows = [
        [f"`{name}`" + ("\\*" if required else ""), asks_for, means, f"`{example}`"]
        for _, name, required, asks_for, _, means, example in _explain_columns(table)
    ]
    listed = _write_markdown_table(["column", "what to write", "meaning", "example"], rows)
    return f"## {table}\n\n{title}. {meaning}.\n\n{listed}"


def _describe_words(name: str) -> str:
    cells = vocabulary(name)[["word", "definition", "source"]].fillna("").to_numpy().tolist()
    rows = [[f"`{word}`", definition, source] for word, definition, source in cells]
    return f"### {name}\n\n" + _write_markdown_table(["word", "definition", "source"], rows)


def _write_markdown_table(header: list[str], rows: list[list[str]]) -> str:
    """Write a table in markdown, and give the text."""
    lines = [[cell.replace("|", "\\|") for cell in row] for row in (header, ["---"] * len(header), *rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
